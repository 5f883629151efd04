//! A headset on the desktop over OpenXR: its eyes and hands drive the same VR as on the web.
//!
//! `bevy_mod_openxr` owns session, frames and cameras; here its poses become the numbers that a page would send, and the
//! ground under the headset is put where the market's VR wants it. There is no page that could draw boards: a stall that
//! is chosen lights up, and is printed. Without a runtime the window opens as ever.
//! Must not know: the market, sticks' meaning.

use bevy::core_pipeline::tonemapping::{DebandDither, Tonemapping};
use bevy::prelude::*;
use bevy_mod_openxr::action_binding::{OxrSendActionBindings, OxrSuggestActionBinding};
use bevy_mod_openxr::action_set_attaching::OxrAttachActionSet;
use bevy_mod_openxr::action_set_syncing::{OxrActionSetSyncSet, OxrSyncActionSet};
use bevy_mod_openxr::resources::OxrInstance;
use bevy_mod_openxr::session::OxrSession;
use bevy_mod_openxr::{add_xr_plugins, openxr_session_available, openxr_session_running};
use bevy_mod_xr::camera::XrCamera;
use bevy_mod_xr::session::{XrFirst, XrHandleEvents, XrPreDestroySession, XrSessionCreated, XrTrackingRoot};
use bevy_mod_xr::spaces::XrSpaceLocationFlags;
use market_viewer::Bridge;
use market_viewer::xr::view::{EYE_NUMBERS, HAND_NUMBERS};
use market_viewer::xr::{Xr, post};
use openxr::{Action, ActionSet, Path, Posef, Vector2f};

/// Controllers that are known: where each has its trigger, its grip and its stick, if it has them.
const PROFILES: [(&str, &str, Option<&str>, Option<&str>); 5] = [
    ("khr/simple_controller", "select/click", None, None),
    ("oculus/touch_controller", "trigger/value", Some("squeeze/value"), Some("thumbstick")),
    ("valve/index_controller", "trigger/value", Some("squeeze/value"), Some("thumbstick")),
    ("htc/vive_controller", "trigger/value", Some("squeeze/click"), Some("trackpad")),
    ("microsoft/motion_controller", "trigger/value", Some("squeeze/click"), Some("thumbstick")),
];
const SIDES: [&str; 2] = ["left", "right"];

/// What a hand can do.
struct HandActions {
    aim: Action<Posef>,
    trigger: Action<f32>,
    squeeze: Action<f32>,
    stick: Action<Vector2f>,
}

/// What both hands can do.
#[derive(Resource)]
struct Actions {
    set: ActionSet,
    hands: [HandActions; 2],
}

/// A hand's place: 0 left, 1 right.
#[derive(Component)]
struct Hand(usize);

/// Whether the market knows that a headset is worn.
#[derive(Resource, Default)]
struct Worn(bool);

/// The market for a headset.
pub fn app(bridge: Bridge) -> App {
    let mut app = market_viewer::app_with(add_xr_plugins(market_viewer::plugins(None)), bridge);
    app.init_resource::<Worn>()
        .add_systems(Startup, make.run_if(openxr_session_available))
        .add_systems(OxrSendActionBindings, bind)
        .add_systems(XrSessionCreated, attach)
        .add_systems(PreUpdate, sync.before(OxrActionSetSyncSet).run_if(openxr_session_running))
        .add_systems(XrFirst, tell.after(XrHandleEvents::FrameLoop).run_if(openxr_session_running))
        .add_systems(XrPreDestroySession, take_off)
        .add_systems(PostUpdate, stand.before(TransformSystems::Propagate))
        .add_observer(dress);
    app
}

fn make(instance: Res<OxrInstance>, mut commands: Commands) {
    match actions(&instance) {
        Ok(actions) => commands.insert_resource(actions),
        Err(error) => error!("the headset's controllers cannot be read, the head can: {error}"),
    }
}

fn actions(instance: &OxrInstance) -> openxr::Result<Actions> {
    let set = instance.create_action_set("market", "Market", 0)?;
    let hand = |side: &str| -> openxr::Result<HandActions> {
        let name = |what: &str| format!("{side}_{what}");
        Ok(HandActions {
            aim: set.create_action(&name("aim"), &name("aim"), &[])?,
            trigger: set.create_action(&name("trigger"), &name("trigger"), &[])?,
            squeeze: set.create_action(&name("squeeze"), &name("squeeze"), &[])?,
            stick: set.create_action(&name("stick"), &name("stick"), &[])?,
        })
    };
    let hands = [hand(SIDES[0])?, hand(SIDES[1])?];
    Ok(Actions { set, hands })
}

fn bind(actions: Option<Res<Actions>>, mut bindings: MessageWriter<OxrSuggestActionBinding>) {
    let Some(actions) = actions else { return };
    for (profile, trigger, squeeze, stick) in PROFILES {
        for (hand, side) in actions.hands.iter().zip(SIDES) {
            let mut suggest = |action, input: &str| {
                bindings.write(OxrSuggestActionBinding {
                    action,
                    interaction_profile: format!("/interaction_profiles/{profile}").into(),
                    bindings: vec![format!("/user/hand/{side}/input/{input}").into()],
                });
            };
            suggest(hand.aim.as_raw(), "aim/pose");
            suggest(hand.trigger.as_raw(), trigger);
            if let Some(squeeze) = squeeze {
                suggest(hand.squeeze.as_raw(), squeeze);
            }
            if let Some(stick) = stick {
                suggest(hand.stick.as_raw(), stick);
            }
        }
    }
}

fn attach(
    actions: Option<Res<Actions>>,
    session: Res<OxrSession>,
    mut attach: MessageWriter<OxrAttachActionSet>,
    mut commands: Commands,
) {
    let Some(actions) = actions else { return };
    attach.write(OxrAttachActionSet(actions.set.clone()));
    for (side, hand) in actions.hands.iter().enumerate() {
        match session.create_action_space(&hand.aim, Path::NULL, Isometry3d::IDENTITY) {
            Ok(space) => {
                commands.spawn((Hand(side), space));
            }
            Err(error) => error!("the {} hand is not followed: {error}", SIDES[side]),
        }
    }
}

fn sync(actions: Option<Res<Actions>>, mut sync: MessageWriter<OxrSyncActionSet>) {
    if let Some(actions) = actions {
        sync.write(OxrSyncActionSet(actions.set.clone()));
    }
}

/// Puts eyes and hands down for the next frame, as a page does; with the first of them the headset is worn.
fn tell(
    mut worn: ResMut<Worn>,
    session: Res<OxrSession>,
    actions: Option<Res<Actions>>,
    cameras: Query<(&XrCamera, &Transform)>,
    places: Query<(&Hand, &Transform, &XrSpaceLocationFlags)>,
) {
    let mut eyes: Vec<_> = cameras.iter().collect();
    eyes.sort_by_key(|(camera, _)| camera.0);
    // The lens is the session's own affair: any sane one will do.
    let numbers = |place: &Transform| {
        let (p, q) = (place.translation, place.rotation);
        [p.x, p.y, p.z, q.x, q.y, q.z, q.w, 1.0, 1.0, 0.0, 0.0] as [f32; EYE_NUMBERS]
    };
    let eyes: Vec<f32> = eyes.iter().flat_map(|(_, place)| numbers(place)).collect();
    let mut hands = vec![0.0; 2 * HAND_NUMBERS];
    for (hand, place, seen) in &places {
        let Some(actions) = actions.as_ref().filter(|_| seen.rotation_tracked) else { continue };
        let held = &actions.hands[hand.0];
        let amount = |action: &Action<f32>| {
            action.state(&session, Path::NULL).map_or(0.0, |state| state.current_state)
        };
        let stick = held.stick.state(&session, Path::NULL).map(|s| s.current_state).unwrap_or_default();
        let (p, q) = (place.translation, place.rotation);
        let (trigger, squeeze) = (amount(&held.trigger), amount(&held.squeeze));
        let one: [f32; HAND_NUMBERS] =
            [1.0, p.x, p.y, p.z, q.x, q.y, q.z, q.w, trigger, squeeze, stick.x, stick.y, 0.0];
        hands[hand.0 * HAND_NUMBERS..][..HAND_NUMBERS].copy_from_slice(&one);
    }
    post::frame(&eyes, &hands, &[]);
    if !worn.0 && !eyes.is_empty() {
        worn.0 = true;
        post::enter_elsewhere(true);
    }
}

fn take_off(mut worn: ResMut<Worn>, hands: Query<Entity, With<Hand>>, mut commands: Commands) {
    worn.0 = false;
    post::leave();
    for hand in &hands {
        commands.entity(hand).despawn();
    }
}

/// The ground under the headset is where the market's VR has it.
fn stand(xr: Res<Xr>, mut roots: Query<&mut Transform, With<XrTrackingRoot>>) {
    for mut root in roots.iter_mut().filter(|_| xr.is_active()) {
        *root = xr.root();
    }
}

/// An eye sees the colours that the window sees.
fn dress(eye: On<Add, XrCamera>, mut commands: Commands) {
    commands.entity(eye.entity).insert((Tonemapping::None, DebandDither::Disabled, Msaa::Sample4));
}
