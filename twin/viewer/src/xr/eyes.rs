//! The cameras of a headset: made when a session begins, gone when it ends, placed anew for every frame.
//!
//! Invariants: while there are eyes, nothing draws to the window; eyes are made with the pose of their first frame.
//! Must not know: sticks, panels.

use bevy::camera::{ManualTextureViewHandle, RenderTarget};
use bevy::ecs::system::NonSendMarker;
use bevy::prelude::*;
use bevy::render::texture::ManualTextureViews;
use market_wire::bridge::FromViewer;

use super::post::{self, Turn};
use super::rig::Rig;
use super::view::EyeView;
use super::{Xr, XrPanels};
use crate::body::EYE_M;
use crate::bridge::Bridge;
use crate::visitor::{FlatEye, Visitor};

/// Names of the eye buffers; any numbers that nobody else uses.
const BUFFERS: [ManualTextureViewHandle; 2] =
    [ManualTextureViewHandle(0x5852_4c00), ManualTextureViewHandle(0x5852_5200)];

/// An eye of the headset: 0 is the left one.
#[derive(Component)]
pub(super) struct XrEye(usize);

/// Takes what the page put down; begins and ends sessions.
pub(super) fn poll(
    _: NonSendMarker,
    (mut xr, mut panels): (ResMut<Xr>, ResMut<XrPanels>),
    mut views: ResMut<ManualTextureViews>,
    visitor: Res<Visitor>,
    mut flat: Query<(&mut Camera, &Msaa), With<FlatEye>>,
    old: Query<Entity, With<XrEye>>,
    (mut commands, bridge, device): (Commands, Res<Bridge>, Device),
) {
    #[cfg_attr(not(target_arch = "wasm32"), allow(unused_mut, reason = "buffers are taken on the web only"))]
    let mut post = post::take();
    panels.0.append(&mut post.panels);
    xr.frame = xr.frame.read(&post.eyes, &post.hands);
    let Some(turn) = post.turn.take() else { return };
    for eye in &old {
        commands.entity(eye).despawn();
    }
    for buffer in BUFFERS {
        views.remove(&buffer);
    }
    match turn {
        Turn::Leave => {
            xr.active = false;
            flat.iter_mut().for_each(|(mut camera, _)| camera.is_active = true);
        }
        Turn::Enter { width, height, floor } => {
            let size = UVec2::new(width, height);
            if !bring_in(&mut post, &mut views, &device, size) {
                bridge.say(FromViewer::VrFailed { detail: "the engine does not draw with WebGL2".into() });
                return;
            }
            begin(&mut xr, &visitor, floor);
            let msaa = flat.iter().next().map_or(Msaa::Off, |(_, msaa)| *msaa);
            for (i, view) in xr.frame.eyes.iter().enumerate() {
                spawn(&mut commands, i, view, &xr.rig, msaa);
            }
            flat.iter_mut().for_each(|(mut camera, _)| camera.is_active = false);
        }
    }
}

/// The rig under the visitor, so that a headset begins where the window was.
fn begin(xr: &mut Xr, visitor: &Visitor, floor: bool) {
    xr.active = true;
    xr.floor = floor;
    let Some(head) = xr.frame.head() else { return };
    let raised = xr.raise(head.0.y);
    xr.rig = Rig::under(head, visitor.feet(), visitor.yaw(), raised);
}

impl Xr {
    /// How much the eyes are raised, metres: to a standing person's height for who sits, and where heights do not
    /// count from the floor.
    pub(super) fn raise(&self, head_m: f32) -> f32 {
        if !self.floor || self.comfort.seated { EYE_M - head_m } else { 0.0 }
    }
}

#[cfg(target_arch = "wasm32")]
type Device<'w> = Res<'w, bevy::render::renderer::RenderDevice>;
#[cfg(not(target_arch = "wasm32"))]
type Device<'w> = Option<Res<'w, bevy::render::renderer::RenderDevice>>;

#[cfg(target_arch = "wasm32")]
fn bring_in(
    post: &mut post::Post,
    views: &mut ManualTextureViews,
    device: &bevy::render::renderer::RenderDevice,
    size: UVec2,
) -> bool {
    for (name, buffer) in BUFFERS.into_iter().zip(std::mem::take(&mut post.buffers)) {
        let Some(view) = super::import::import(device, buffer, size) else { return false };
        views.insert(name, view);
    }
    true
}

/// Elsewhere than on the web there are no buffers of a page: the eyes are there, and draw nowhere.
#[cfg(not(target_arch = "wasm32"))]
fn bring_in(_: &mut post::Post, _: &mut ManualTextureViews, _: &Device<'_>, _: UVec2) -> bool {
    true
}

fn spawn(commands: &mut Commands, eye: usize, view: &EyeView, rig: &Rig, msaa: Msaa) {
    let Some(buffer) = BUFFERS.get(eye) else { return };
    commands.spawn((
        XrEye(eye),
        Camera3d::default(),
        Camera { order: 10 + eye as isize, ..default() },
        RenderTarget::TextureView(*buffer),
        Projection::custom(view.lens),
        msaa,
        placed(view, rig),
    ));
}

fn placed(view: &EyeView, rig: &Rig) -> Transform {
    Transform::from_translation(rig.place(view.at)).with_rotation(rig.turn() * view.turn)
}

/// Puts the eyes where the headset says they are in this very frame.
pub(super) fn place(xr: Res<Xr>, mut eyes: Query<(&XrEye, &mut Transform, &mut Projection)>) {
    for (eye, mut transform, mut projection) in &mut eyes {
        let Some(view) = xr.frame.eyes.get(eye.0) else { continue };
        *transform = placed(view, &xr.rig);
        *projection = Projection::custom(view.lens);
    }
}
