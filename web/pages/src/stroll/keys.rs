//! Which key does what, and how a visitor changes it.
//!
//! Keys are named by their place on the keyboard (`KeyboardEvent.code`), so that WASD works while a Korean layout is on.
//! Invariants: a key does one thing; everything has a key.

use serde::{Deserialize, Serialize};

/// What a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Walk forward.
    Forward,
    /// Walk backwards.
    Back,
    /// Step to the left.
    StepLeft,
    /// Step to the right.
    StepRight,
    /// Turn left.
    TurnLeft,
    /// Turn right.
    TurnRight,
    /// Walk quicker while it is held.
    Run,
    /// Open the panel of the stall in front.
    Open,
    /// Say where one is.
    Where,
    /// Look from above, or come down.
    Above,
}

impl Action {
    /// Every one, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::Forward,
        Self::Back,
        Self::StepLeft,
        Self::StepRight,
        Self::TurnLeft,
        Self::TurnRight,
        Self::Run,
        Self::Open,
        Self::Where,
        Self::Above,
    ];

    const fn usual(self) -> &'static [&'static str] {
        match self {
            Self::Forward => &["KeyW", "ArrowUp"],
            Self::Back => &["KeyS", "ArrowDown"],
            Self::StepLeft => &["KeyA"],
            Self::StepRight => &["KeyD"],
            Self::TurnLeft => &["KeyQ", "ArrowLeft"],
            Self::TurnRight => &["KeyE", "ArrowRight"],
            Self::Run => &["ShiftLeft", "ShiftRight"],
            Self::Open => &["Enter", "Space"],
            Self::Where => &["KeyR"],
            Self::Above => &["KeyM"],
        }
    }
}

/// The keys of each action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(Action, Vec<String>)>", into = "Vec<(Action, Vec<String>)>")]
pub struct Keys(Vec<(Action, Vec<String>)>);

impl Default for Keys {
    fn default() -> Self {
        let usual = |a: Action| (a, a.usual().iter().map(|k| (*k).to_owned()).collect());
        Self(Action::ALL.map(usual).to_vec())
    }
}

impl From<Keys> for Vec<(Action, Vec<String>)> {
    fn from(keys: Keys) -> Self {
        keys.0
    }
}

impl From<Vec<(Action, Vec<String>)>> for Keys {
    /// What was kept may be old or broken: each pair is set as a visitor would set it.
    fn from(kept: Vec<(Action, Vec<String>)>) -> Self {
        let mut keys = Self::default();
        for (action, codes) in kept {
            let mut codes = codes.iter().filter(|c| is_free(c));
            let Some(first) = codes.next() else { continue };
            keys.set(action, first);
            for more in codes {
                if keys.action(more).is_none() {
                    keys.of_mut(action).push(more.clone());
                }
            }
        }
        keys
    }
}

impl Keys {
    /// What a key does.
    #[must_use]
    pub fn action(&self, code: &str) -> Option<Action> {
        self.0.iter().find(|(_, codes)| codes.iter().any(|c| c == code)).map(|(action, _)| *action)
    }

    /// The keys of an action, never none.
    #[must_use]
    pub fn of(&self, action: Action) -> &[String] {
        self.0.iter().find(|(a, _)| *a == action).map_or(&[], |(_, codes)| codes)
    }

    /// Gives an action this key alone; who had it before and has no other gets the action's old key. `false` for a key
    /// that belongs to the browser.
    pub fn set(&mut self, action: Action, code: &str) -> bool {
        if !is_free(code) {
            return false;
        }
        let old = std::mem::replace(self.of_mut(action), vec![code.to_owned()]);
        for (other, codes) in &mut self.0 {
            if *other == action {
                continue;
            }
            codes.retain(|c| c != code);
            if codes.is_empty() {
                codes.extend(old.iter().find(|c| *c != code).cloned());
            }
        }
        true
    }

    fn of_mut(&mut self, action: Action) -> &mut Vec<String> {
        let at = self.0.iter().position(|(a, _)| *a == action).unwrap_or(0);
        &mut self.0[at].1
    }
}

/// Keys that leave the view, close things or belong to the browser stay free.
fn is_free(code: &str) -> bool {
    let taken = ["Tab", "Escape", "ContextMenu", "CapsLock", "PrintScreen", "Pause", "NumLock", "ScrollLock"];
    let kinds = ["Meta", "Alt", "Control", "OS", "Browser", "Media", "Audio", "Launch", "Unidentified"];
    let function = code.strip_prefix('F').is_some_and(|n| n.parse::<u8>().is_ok());
    let plain = code.chars().all(|c| c.is_ascii_alphanumeric());
    plain
        && !code.is_empty()
        && code.len() <= 20
        && !taken.contains(&code)
        && !function
        && !kinds.iter().any(|k| code.starts_with(k))
}

/// How a key is written for people: `W`, `↑`, `Shift`.
#[must_use]
pub fn key_name(code: &str) -> String {
    match code {
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        "ArrowLeft" => "←",
        "ArrowRight" => "→",
        "ShiftLeft" | "ShiftRight" => "Shift",
        "Space" => "Space",
        _ => code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit")).unwrap_or(code),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound(keys: &Keys) {
        for action in Action::ALL {
            assert!(!keys.of(action).is_empty(), "{action:?} has no key: {keys:?}");
            for code in keys.of(action) {
                assert_eq!(keys.action(code), Some(action), "{code} does two things: {keys:?}");
            }
        }
    }

    #[test]
    fn a_key_that_is_taken_is_swapped() {
        let mut keys = Keys::default();
        assert!(keys.set(Action::StepLeft, "KeyR"));
        assert_eq!(keys.action("KeyR"), Some(Action::StepLeft));
        assert_eq!(keys.of(Action::Where), ["KeyA"]);
        sound(&keys);
    }

    #[test]
    fn keys_of_the_browser_stay_its_own() {
        let mut keys = Keys::default();
        for code in ["Tab", "Escape", "F5", "MetaLeft", "ControlLeft", "", "알", "../x"] {
            assert!(!keys.set(Action::Forward, code), "{code}");
        }
        assert_eq!(keys, Keys::default());
    }

    #[test]
    fn after_any_changes_everything_has_a_key_and_no_key_does_two_things() {
        let mut seed = 20_261_129_u64;
        println!("seed {seed}");
        let mut next = |n: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap_or(0) % n
        };
        let codes =
            ["KeyW", "KeyA", "KeyR", "Space", "Enter", "ArrowUp", "KeyZ", "Digit1", "ShiftLeft", "Tab"];
        let mut keys = Keys::default();
        for _ in 0..2_000 {
            keys.set(Action::ALL[next(Action::ALL.len())], codes[next(codes.len())]);
            sound(&keys);
            let json = serde_json::to_string(&keys).unwrap_or_default();
            assert_eq!(serde_json::from_str::<Keys>(&json).ok(), Some(keys.clone()), "{json}");
        }
    }

    #[test]
    fn keys_have_short_names() {
        assert_eq!(
            ["KeyW", "ArrowUp", "Digit3", "ShiftLeft", "Numpad8"].map(key_name),
            ["W", "↑", "3", "Shift", "Numpad8"]
        );
    }
}
