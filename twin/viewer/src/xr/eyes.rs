//! The cameras of a headset: made when a session begins, gone when it ends, placed anew for every frame.
//!
//! Eyes are drawn into buffers of the page, or side by side on the canvas where those cannot be; on the desktop into the
//! pictures of the headset's own runtime.
//! Invariants: while there are eyes, the window's own camera draws nothing; eyes are made with the pose of their first
//! frame; the window has its own size again when they are gone.
//! Must not know: sticks, panels.

use bevy::camera::{ManualTextureViewHandle, RenderTarget, Viewport};
use bevy::ecs::system::NonSendMarker;
use bevy::prelude::*;
use bevy::render::texture::ManualTextureViews;
use bevy::window::{PrimaryWindow, WindowRef};
use market_wire::bridge::FromViewer;

use super::post::{self, Onto, Turn};
use super::rig::Rig;
use super::view::EyeView;
use super::{Xr, XrPanels};
use crate::bridge::Bridge;
use crate::visitor::{FlatEye, Visitor};

/// Names of the eye buffers; any numbers that nobody else uses.
const BUFFERS: [ManualTextureViewHandle; 2] =
    [ManualTextureViewHandle(0x5852_4c00), ManualTextureViewHandle(0x5852_5200)];
/// A canvas is at most so many pixels wide or high: what every WebGL2 can draw.
const MAX_CANVAS_PX: u32 = 4096;

/// An eye of the headset: 0 is the left one.
#[derive(Component)]
pub(super) struct XrEye(usize);

/// What the window was before it became as large as two eyes.
#[derive(Resource, Default)]
pub(super) struct WindowBefore(Option<UVec2>);

/// What a session changes.
type Scene<'w, 's> = (
    Query<'w, 's, (&'static mut Camera, &'static Msaa), With<FlatEye>>,
    Query<'w, 's, Entity, With<XrEye>>,
    Query<'w, 's, &'static mut Window, With<PrimaryWindow>>,
);

/// Takes what the page put down; begins and ends sessions.
pub(super) fn poll(
    _: NonSendMarker,
    (mut xr, mut panels, mut before): (ResMut<Xr>, ResMut<XrPanels>, ResMut<WindowBefore>),
    mut views: ResMut<ManualTextureViews>,
    visitor: Res<Visitor>,
    (mut flat, old, mut windows): Scene,
    (mut commands, bridge, device): (Commands, Res<Bridge>, Device),
) {
    #[cfg_attr(not(target_arch = "wasm32"), allow(unused_mut, reason = "buffers are taken on the web only"))]
    let mut post = post::take();
    panels.0.append(&mut post.panels);
    xr.frame = xr.frame.read(&post.eyes, &post.hands);
    xr.frame.read_joints(&post.joints);
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
            if let (Some(size), Ok(mut window)) = (before.0.take(), windows.single_mut()) {
                window.resolution.set_physical_resolution(size.x, size.y);
            }
        }
        Turn::Enter { onto, width, height, floor } => {
            let size = UVec2::new(width, height);
            if onto == Onto::Buffers && !bring_in(&mut post, &mut views, &device, size) {
                bridge.say(FromViewer::VrFailed { detail: "the engine does not draw with WebGL2".into() });
                return;
            }
            if let (Onto::Canvas(eyes), Ok(mut window)) = (onto, windows.single_mut()) {
                before.0.get_or_insert(window.physical_size());
                let wide = (width * eyes.clamp(1, 2)).clamp(1, MAX_CANVAS_PX);
                window.resolution.set_physical_resolution(wide, height.clamp(1, MAX_CANVAS_PX));
            }
            begin(&mut xr, &visitor, floor);
            let msaa = flat.iter().next().map_or(Msaa::Off, |(_, msaa)| *msaa);
            for (i, view) in xr.frame.eyes.iter().enumerate() {
                spawn(&mut commands, i, onto, (view, &xr.rig), msaa);
            }
            flat.iter_mut().for_each(|(mut camera, _)| camera.is_active = false);
        }
    }
}

/// The rig under the visitor, so that a headset begins where the window was; a session that goes on another way stays.
fn begin(xr: &mut Xr, visitor: &Visitor, floor: bool) {
    let goes_on = std::mem::replace(&mut xr.active, true);
    xr.floor = floor;
    let Some(head) = xr.frame.head().filter(|_| !goes_on) else { return };
    let raised = xr.raise(head.0.y);
    xr.rig = Rig::under(head, visitor.feet(), visitor.yaw(), raised);
}

impl Xr {
    /// How much the eyes are raised, metres: to a standing person's height for who sits, and where heights do not
    /// count from the floor.
    pub(super) fn raise(&self, head_m: f32) -> f32 {
        if !self.floor || self.comfort.seated { self.comfort.eye_m - head_m } else { 0.0 }
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

fn spawn(commands: &mut Commands, eye: usize, onto: Onto, (view, rig): (&EyeView, &Rig), msaa: Msaa) {
    let Some(buffer) = BUFFERS.get(eye) else { return };
    let (target, viewport) = match onto {
        Onto::Buffers => (RenderTarget::TextureView(*buffer), None),
        Onto::Views(names) => (RenderTarget::TextureView(ManualTextureViewHandle(names[eye])), None),
        // Its half of the window is set in every frame, since the browser may resize it.
        Onto::Canvas(_) => (RenderTarget::Window(WindowRef::Primary), Some(Viewport::default())),
    };
    // Clearing knows no halves: the second eye would wipe out what the first has just seen.
    let second = eye > 0 && matches!(onto, Onto::Canvas(_));
    let clear_color = if second { ClearColorConfig::None } else { ClearColorConfig::Default };
    commands.spawn((
        XrEye(eye),
        Camera3d::default(),
        Camera { order: 10 + eye as isize, viewport, clear_color, ..default() },
        target,
        Projection::custom(view.lens),
        msaa,
        placed(view, rig),
    ));
}

fn placed(view: &EyeView, rig: &Rig) -> Transform {
    Transform::from_translation(rig.place(view.at)).with_rotation(rig.turn() * view.turn)
}

/// Puts the eyes where the headset says they are in this very frame.
pub(super) fn place(
    xr: Res<Xr>,
    windows: Query<&Window, With<PrimaryWindow>>,
    mut eyes: Query<(&XrEye, &mut Camera, &mut Transform, &mut Projection)>,
) {
    let window = windows.single().map_or(UVec2::ONE, Window::physical_size);
    let n = xr.frame.eyes.len();
    for (eye, mut camera, mut transform, mut projection) in &mut eyes {
        let Some(view) = xr.frame.eyes.get(eye.0) else { continue };
        *transform = placed(view, &xr.rig);
        *projection = Projection::custom(view.lens);
        if let Some(viewport) = &mut camera.viewport {
            *viewport = share(window, eye.0, n);
        }
    }
}

/// The part of the window that belongs to an eye.
fn share(window: UVec2, eye: usize, eyes: usize) -> Viewport {
    let edge = |i: usize| (window.x as usize * i / eyes.max(1)) as u32;
    let (left, right) = (edge(eye), edge(eye + 1));
    Viewport {
        physical_position: UVec2::new(left, 0),
        physical_size: UVec2::new((right - left).max(1), window.y.max(1)),
        ..default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_eyes_share_a_window_without_a_gap_and_one_has_all_of_it() {
        for width in [2, 3, 641, 4096] {
            let window = UVec2::new(width, 360);
            let [left, right] = [0, 1].map(|eye| share(window, eye, 2));
            assert_eq!(left.physical_position.x + left.physical_size.x, right.physical_position.x);
            assert_eq!(right.physical_position.x + right.physical_size.x, width);
            assert_eq!(share(window, 0, 1).physical_size, window);
        }
    }
}
