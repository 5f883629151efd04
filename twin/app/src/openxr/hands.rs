//! Hands over OpenXR: one set of actions for the controllers that are about, and bare hands where they are seen.
//!
//! Must not know: what a trigger does.

use bevy::math::Isometry3d;
use bevy::prelude::warn;
use bevy_mod_openxr::resources::OxrInstance;
use bevy_mod_openxr::session::OxrSession;
use bevy_mod_xr::spaces::{XrReferenceSpace, XrSpace};
use openxr::{
    Action, ActionSet, ActiveActionSet, Binding, Hand, HandTracker, Path, Posef, Result, SpaceLocationFlags,
    Time, Vector2f,
};

use super::numbers;

/// The profile of a bare hand.
const BARE: &str = "/interaction_profiles/ext/hand_interaction_ext";

/// What a controller has; `low` and `high` are the buttons that WebXR numbers 4 and 5 (A or X, B or Y).
struct Profile {
    path: &'static str,
    trigger: &'static str,
    squeeze: Option<&'static str>,
    stick: Option<&'static str>,
    low: [Option<&'static str>; 2],
    high: [Option<&'static str>; 2],
}

/// Source: the OpenXR specification 1.1, section 6.4, "Interaction Profile Paths".
const PROFILES: [Profile; 6] = [
    Profile {
        path: "/interaction_profiles/khr/simple_controller",
        trigger: "select/click",
        squeeze: None,
        stick: None,
        low: [Some("menu/click"); 2],
        high: [None; 2],
    },
    Profile {
        path: "/interaction_profiles/oculus/touch_controller",
        trigger: "trigger/value",
        squeeze: Some("squeeze/value"),
        stick: Some("thumbstick"),
        low: [Some("x/click"), Some("a/click")],
        high: [Some("y/click"), Some("b/click")],
    },
    Profile {
        path: "/interaction_profiles/valve/index_controller",
        trigger: "trigger/value",
        squeeze: Some("squeeze/value"),
        stick: Some("thumbstick"),
        low: [Some("a/click"); 2],
        high: [Some("b/click"); 2],
    },
    Profile {
        path: "/interaction_profiles/microsoft/motion_controller",
        trigger: "trigger/value",
        squeeze: Some("squeeze/click"),
        stick: Some("thumbstick"),
        low: [Some("menu/click"); 2],
        high: [None; 2],
    },
    Profile {
        path: "/interaction_profiles/htc/vive_controller",
        trigger: "trigger/value",
        squeeze: Some("squeeze/click"),
        stick: Some("trackpad"),
        low: [Some("menu/click"); 2],
        high: [None; 2],
    },
    Profile {
        path: BARE,
        trigger: "pinch_ext/value",
        squeeze: Some("grasp_ext/value"),
        stick: None,
        low: [None; 2],
        high: [None; 2],
    },
];

/// One hand.
struct Side {
    path: Path,
    aim: XrSpace,
    tracker: Option<HandTracker>,
}

/// Both hands of a session.
pub struct Hands {
    set: ActionSet,
    trigger: Action<f32>,
    squeeze: Action<f32>,
    stick: Action<Vector2f>,
    low: Action<bool>,
    high: Action<bool>,
    sides: [Side; 2],
    bare: Path,
}

impl Hands {
    /// Names the actions, suggests what each controller does with them, and attaches them to the session.
    ///
    /// # Errors
    /// What the runtime says.
    pub fn new(instance: &OxrInstance, session: &OxrSession) -> Result<Self> {
        let paths = [openxr::USER_HAND_LEFT, openxr::USER_HAND_RIGHT].map(|p| instance.string_to_path(p));
        let [left, right] = paths;
        let both = [left?, right?];
        let set = instance.create_action_set("market", "Market", 0)?;
        let aim = set.create_action::<Posef>("aim", "Point", &both)?;
        let trigger = set.create_action::<f32>("trigger", "Choose", &both)?;
        let squeeze = set.create_action::<f32>("squeeze", "Hold", &both)?;
        let stick = set.create_action::<Vector2f>("stick", "Walk and turn", &both)?;
        let low = set.create_action::<bool>("low", "Menu", &both)?;
        let high = set.create_action::<bool>("high", "Back", &both)?;
        for profile in &PROFILES {
            let mut bindings = Vec::new();
            for (side, hand) in ["left", "right"].into_iter().enumerate() {
                let path = |input: &str| instance.string_to_path(&format!("/user/hand/{hand}/input/{input}"));
                bindings.push(Binding::new(&aim, path("aim/pose")?));
                bindings.push(Binding::new(&trigger, path(profile.trigger)?));
                if let Some(input) = profile.squeeze {
                    bindings.push(Binding::new(&squeeze, path(input)?));
                }
                if let Some(input) = profile.stick {
                    bindings.push(Binding::new(&stick, path(input)?));
                }
                for (action, input) in [(&low, profile.low[side]), (&high, profile.high[side])] {
                    if let Some(input) = input {
                        bindings.push(Binding::new(action, path(input)?));
                    }
                }
            }
            let name = instance.string_to_path(profile.path)?;
            if let Err(why) = instance.suggest_interaction_profile_bindings(name, &bindings) {
                warn!("{} is not known here: {why}", profile.path);
            }
        }
        session.attach_action_sets(&[&set])?;
        let side = |path: Path, hand: Hand| {
            let aim = session.create_action_space(&aim, path, Isometry3d::IDENTITY)?;
            Ok(Side { path, aim, tracker: session.create_hand_tracker(hand).ok() })
        };
        let sides = [side(both[0], Hand::LEFT)?, side(both[1], Hand::RIGHT)?];
        let bare = instance.string_to_path(BARE)?;
        Ok(Self { set, trigger, squeeze, stick, low, high, sides, bare })
    }

    /// The numbers of both hands and of the joints of bare ones, as the viewer reads them.
    pub fn read(&self, session: &OxrSession, space: &XrReferenceSpace, time: Time) -> (Vec<f32>, Vec<f32>) {
        if let Err(why) = session.sync_actions(&[ActiveActionSet::new(&self.set)]) {
            warn!("hands are not read: {why}");
        }
        let (mut hands, mut joints) = (Vec::new(), Vec::new());
        for side in &self.sides {
            let (hand, bones) = self.side(side, session, space, time);
            hands.extend(hand);
            joints.extend(bones);
        }
        (hands, joints)
    }

    fn side(
        &self,
        side: &Side,
        session: &OxrSession,
        space: &XrReferenceSpace,
        time: Time,
    ) -> ([f32; 13], Vec<f32>) {
        let profile = session.current_interaction_profile(side.path).unwrap_or(Path::NULL);
        let seen = side.tracker.as_ref().filter(|_| profile == self.bare || profile == Path::NULL);
        let seen = seen.and_then(|tracker| session.locate_hand_joints(tracker, space, time).ok().flatten());
        let bones = seen.as_ref().and_then(numbers::joints);
        let pointing = seen.as_ref().filter(|_| bones.is_some()).map(numbers::pointing);
        let aim = session.locate_space(&side.aim, space, time).ok().filter(|place| {
            let known = SpaceLocationFlags::ORIENTATION_VALID | SpaceLocationFlags::POSITION_VALID;
            place.location_flags.contains(known)
        });
        let pose = aim.map(|place| place.pose).or(pointing.map(|(pose, _)| pose));
        let there = match pose {
            None => 0.0,
            Some(_) if bones.is_some() => 2.0,
            Some(_) => 1.0,
        };
        let level = |action: &Action<f32>| action.state(session, side.path).map_or(0.0, |s| s.current_state);
        let held = |action: &Action<bool>| action.state(session, side.path).is_ok_and(|s| s.current_state);
        let stick = self.stick.state(session, side.path).map_or([0.0; 2], |s| {
            let Vector2f { x, y } = s.current_state;
            [x, y]
        });
        let pinch = pointing.map_or(0.0, |(_, pinch)| pinch);
        let buttons = u8::from(held(&self.low)) | u8::from(held(&self.high)) << 1;
        let [px, py, pz, qx, qy, qz, qw] = pose.map_or([0.0; 7], numbers::pose);
        let trigger = level(&self.trigger).max(pinch);
        let squeeze = level(&self.squeeze);
        let hand =
            [there, px, py, pz, qx, qy, qz, qw, trigger, squeeze, stick[0], stick[1], f32::from(buttons)];
        (hand, bones.unwrap_or_else(|| vec![0.0; 100]))
    }
}
