//! Virtual reality: a headset's eyes and hands in the same market, over WebXR.
//!
//! The page owns the session and its frames (`web/pages/assets/xr.js`) and puts poses and pictures down in [`post`];
//! the engine draws each eye into a buffer of the page. Moving about is in [`rig`], which knows no engine.
//! Invariants: the window and the headset never draw in the same frame; who takes the headset off stands in the window
//! where they stood in VR.
//! Must not know: JavaScript, the DOM.

mod beam;
mod eyes;
mod go;
mod hand;
#[cfg(target_arch = "wasm32")]
mod import;
mod panel;
pub mod post;
pub mod rig;
pub mod view;

use bevy::camera::CameraUpdateSystems;
use bevy::prelude::*;
use bevy::render::texture::ManualTextureViews;
use market_wire::bridge::ToViewer;

use crate::body::EYE_M;
use crate::bridge::{Delivered, PageMessage};
use crate::load::Loading;
use crate::visitor::Visiting;
use rig::{Arc, Rig};
use view::XrFrame;

/// Eyes are no lower and no higher than this, metres: from a child's to a tall person's.
const EYES_M: [f32; 2] = [0.9, 2.1];
/// A usual step of a turn, degrees.
const TURN_DEGREES: f32 = 30.0;

/// What is comfortable for who wears the headset.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Comfort {
    /// Degrees a push; 0 turns smoothly.
    turn_degrees: f32,
    smooth_move: bool,
    vignette: bool,
    seated: bool,
    /// Height of the eyes where it is not the headset's, metres.
    eye_m: f32,
}

impl Default for Comfort {
    fn default() -> Self {
        Self { turn_degrees: TURN_DEGREES, smooth_move: true, vignette: true, seated: false, eye_m: EYE_M }
    }
}

/// The session.
#[derive(Resource, Debug, Default)]
pub struct Xr {
    active: bool,
    /// Whether the headset's heights count from the floor.
    floor: bool,
    frame: XrFrame,
    rig: Rig,
    comfort: Comfort,
    /// Whether somebody else put the visitor somewhere in this frame: what hangs before them comes along.
    placed: bool,
    /// The arc of each hand, while a teleport is aimed.
    arcs: [Option<Arc>; 2],
    /// How much of the view is dimmed at its rim, 0 to 1.
    vignette: f32,
}

impl Xr {
    /// Whether a headset is worn.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.active
    }

    /// The head in the market, metres.
    #[must_use]
    pub fn head(&self) -> Option<Vec3> {
        self.frame.head().filter(|_| self.active).map(|(at, _)| self.rig.place(at))
    }

    /// The headset's reference space in the market.
    fn root(&self) -> Transform {
        Transform::from_translation(self.rig.place(Vec3::ZERO)).with_rotation(self.rig.turn())
    }
}

/// Pictures of panels that are to be shown.
#[derive(Resource, Default)]
struct XrPanels(Vec<post::PanelPicture>);

/// For systems that belong to the window alone.
pub fn flat(xr: Res<Xr>) -> bool {
    !xr.active
}

fn worn(xr: Res<Xr>) -> bool {
    xr.active
}

/// Adds the headset.
pub fn plugin(app: &mut App) {
    app.init_resource::<Xr>()
        // The renderer's own; there is none in tests.
        .init_resource::<ManualTextureViews>()
        .init_resource::<XrPanels>()
        .init_resource::<eyes::WindowBefore>()
        .add_plugins((beam::plugin, hand::plugin, panel::plugin))
        .add_systems(First, eyes::poll)
        .add_systems(PreUpdate, obey.after(Delivered))
        .add_systems(Update, go::go.run_if(worn).in_set(Visiting).after(Loading))
        .add_systems(
            PostUpdate,
            eyes::place.run_if(worn).before(TransformSystems::Propagate).before(CameraUpdateSystems),
        );
}

fn obey(mut messages: MessageReader<PageMessage>, mut xr: ResMut<Xr>) {
    for PageMessage(message) in messages.read() {
        match message {
            ToViewer::SetComfort { turn_degrees, smooth_move, vignette, seated, eye_m } => {
                let sane = |v: f32, [low, high]: [f32; 2], usual| {
                    if v.is_finite() { v.clamp(low, high) } else { usual }
                };
                xr.comfort = Comfort {
                    turn_degrees: sane(*turn_degrees, [0.0, 90.0], TURN_DEGREES),
                    smooth_move: *smooth_move,
                    vignette: *vignette,
                    seated: *seated,
                    eye_m: sane(*eye_m, EYES_M, EYE_M),
                };
                if let Some((head, _)) = xr.frame.head() {
                    xr.rig.raised_m = xr.raise(head.y);
                }
            }
            // Who has no stick turns by a button.
            ToViewer::Look { yaw, .. } if xr.active && yaw.is_finite() => {
                if let Some((head, _)) = xr.frame.head() {
                    xr.rig.turn_by(head, yaw.to_radians());
                }
            }
            _ => {}
        }
    }
}
