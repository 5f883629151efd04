//! How somebody likes to walk: kept in the browser, never sent anywhere.

use serde::{Deserialize, Serialize};

use super::Keys;

/// How quick.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// As one walks with a child.
    Slow,
    /// Brisk.
    #[default]
    Normal,
    /// As one who knows where to go.
    Fast,
}

impl Pace {
    /// Times the viewer's own speed of 2.3 m/s.
    #[must_use]
    pub const fn share(self) -> f32 {
        match self {
            Self::Slow => 0.45,
            Self::Normal => 1.0,
            Self::Fast => 1.6,
        }
    }
}

/// Where the thumb is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hand {
    /// The stick is at the left, the buttons at the right.
    #[default]
    Both,
    /// One thumb at the left does everything.
    Left,
    /// One thumb at the right does everything.
    Right,
}

/// How one turns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// As long as the key is held.
    #[default]
    Smooth,
    /// By 30 degrees a press.
    Step,
}

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// How quick.
    pub pace: Pace,
    /// Where the thumb is.
    pub hand: Hand,
    /// How one turns.
    pub turn: Turn,
    /// Whether one switch does everything.
    pub switch: bool,
    /// How long each choice of the switch is lit, in milliseconds.
    pub switch_ms: u32,
    /// Whether the way is spoken.
    pub speak: bool,
    /// Whether a sound leads to the next turn.
    pub sound: bool,
    /// Whether aisles and stalls are announced while walking.
    pub tell: bool,
    /// Whether the battery is saved.
    pub battery: bool,
    /// Whether figures show how full the aisles are.
    pub crowd: bool,
    /// Whether photographs of stalls hang before their fronts.
    pub photos: bool,
    /// The keys.
    pub keys: Keys,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            pace: Pace::Normal,
            hand: Hand::Both,
            turn: Turn::Smooth,
            switch: false,
            switch_ms: 1_500,
            speak: false,
            sound: false,
            tell: true,
            battery: false,
            crowd: false,
            photos: false,
            keys: Keys::default(),
        }
    }
}

impl Settings {
    /// What was kept, made sane; where nothing was, the usual, with turns by steps for who wants less motion.
    #[must_use]
    pub fn read(kept: Option<&str>, reduce_motion: bool) -> Self {
        let kept = kept.and_then(|json| serde_json::from_str::<Self>(json).ok());
        let mut settings = kept.unwrap_or_else(|| {
            let turn = if reduce_motion { Turn::Step } else { Turn::Smooth };
            Self { turn, ..Self::default() }
        });
        settings.switch_ms = settings.switch_ms.clamp(500, 5_000);
        settings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stroll::Action;

    #[test]
    fn what_is_kept_comes_back() {
        let mut settings =
            Settings { pace: Pace::Slow, hand: Hand::Right, switch: true, ..Settings::default() };
        settings.keys.set(Action::Forward, "KeyI");
        let json = serde_json::to_string(&settings).unwrap_or_default();
        assert_eq!(Settings::read(Some(&json), true), settings);
    }

    #[test]
    fn nothing_old_or_broken_stops_the_walk() {
        assert_eq!(Settings::read(None, true).turn, Turn::Step);
        assert_eq!(Settings::read(None, false), Settings::default());
        for broken in ["", "{", "[]", "{\"pace\":7}", "{\"keys\":[[\"fly\",[\"KeyF\"]]]}", "null"] {
            assert_eq!(Settings::read(Some(broken), false), Settings::default(), "{broken}");
        }
        assert_eq!(Settings::read(Some("{\"switch_ms\":1}"), false).switch_ms, 500);
        let keys = "{\"keys\":[[\"forward\",[\"Tab\",\"\"]],[\"back\",[\"KeyW\",\"KeyW\"]]]}";
        let read = Settings::read(Some(keys), false);
        assert_eq!(read.keys.action("KeyW"), Some(Action::Back));
        assert!(Action::ALL.iter().all(|a| !read.keys.of(*a).is_empty()));
    }
}
