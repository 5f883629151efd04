//! The market from above, with its roofs and upper floors lifted off: a dollhouse to look into.
//!
//! Everything higher than a person's reach over the visitor's floor is left out by the shader.
//! Invariant: the visitor stays where they are; who comes down stands there again, or where they pressed.
//! Must not know: how the market is drawn.

use bevy::camera::visibility::NoFrustumCulling;
use bevy::input::mouse::MouseWheel;
use bevy::prelude::*;
use market_wire::bridge::{FromViewer, ToViewer};

use crate::bridge::{Bridge, PageMessage};
use crate::input::Wish;
use crate::material::{self, MarketMaterial, NO_CUT_M, root_color};
use crate::orbit::Orbit;
use crate::paint::MeshMaterial3d;
use crate::power::Awake;
use crate::visitor::{FlatEye, Visiting, Visitor};

/// What is higher over the visitor's floor is lifted off, metres: boards and goods stay, ceilings go.
pub const CUT_M: f32 = 2.3;
/// The middle of the first look lies so far ahead of the visitor, metres.
const AHEAD_M: f32 = 14.0;
/// How long going up and coming down takes, seconds.
const RISE_S: f32 = 0.7;
/// A notch of the wheel.
const NOTCH: f32 = 0.88;
/// How much of the mist is left where one looks down through it.
const THIN_MIST: f32 = 0.2;
/// Where the visitor is.
const PIN: Vec3 = Vec3::new(0.85, 0.05, 0.02);

/// Whether and from where one looks down.
#[derive(Resource)]
pub struct Above {
    on: bool,
    orbit: Orbit,
    /// 0 on the ground, 1 above.
    risen: f32,
    cut: bool,
    reduce_motion: bool,
}

impl Default for Above {
    fn default() -> Self {
        Self { on: false, orbit: Orbit::over(Vec3::ZERO, 0.0), risen: 0.0, cut: false, reduce_motion: false }
    }
}

impl Above {
    /// Whether one looks down, or is on the way.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.on
    }

    /// The middle of what the bird sees, and how far away it is, metres; `None` on the ground.
    #[must_use]
    pub fn overlooks(&self) -> Option<(Vec3, f32)> {
        (self.risen > 0.0 || self.on).then_some((self.orbit.middle, self.orbit.distance_m))
    }

    /// Back to the ground.
    pub fn leave(&mut self, bridge: &Bridge) {
        if self.on {
            self.on = false;
            bridge.say(FromViewer::LookedDown { on: false });
        }
    }
}

/// The pin over the visitor.
#[derive(Component)]
struct Pin;

/// For what belongs to the ground alone.
pub fn on_the_ground(above: Res<Above>) -> bool {
    !above.on
}

/// Adds the bird's eye.
pub fn plugin(app: &mut App) {
    app.init_resource::<Above>().add_systems(Startup, spawn_pin).add_systems(
        Update,
        (obey.before(Visiting), (steer, rise, lift_off, place_pin).chain().after(Visiting)),
    );
}

fn obey(
    mut messages: MessageReader<PageMessage>,
    mut above: ResMut<Above>,
    visitor: Res<Visitor>,
    bridge: Res<Bridge>,
) {
    for PageMessage(message) in messages.read() {
        match message {
            ToViewer::LookDown { on } if *on != above.on => {
                above.on = *on;
                // A little ahead: what somebody looks at, not where they stand.
                let (sin, cos) = visitor.yaw().sin_cos();
                let ahead = Vec3::new(sin, 0.0, -cos) * AHEAD_M;
                above.orbit = Orbit::over(visitor.feet() + ahead, visitor.yaw());
                bridge.say(FromViewer::LookedDown { on: *on });
            }
            ToViewer::Load { .. } | ToViewer::GoTo { .. } => above.leave(&bridge),
            ToViewer::GoToStall { .. } if above.on => above.leave(&bridge),
            ToViewer::ReduceMotion { reduce } => above.reduce_motion = *reduce,
            _ => {}
        }
    }
}

/// Hands move the bird instead of the legs.
fn steer(
    mut above: ResMut<Above>,
    mut wish: ResMut<Wish>,
    mut wheel: MessageReader<MouseWheel>,
    (time, real): (Res<Time>, Res<Time<Real>>),
    mut awake: ResMut<Awake>,
) {
    if !above.on {
        wheel.clear();
        return;
    }
    let notches: f32 = wheel.read().map(|w| w.y.signum()).sum();
    let dt = time.delta_secs().min(0.1);
    let look = wish.take_look() + Vec2::new(wish.turn * 1.6 * dt, 0.0);
    if notches != 0.0 || look != Vec2::ZERO {
        awake.stir(&real, 0.4);
    }
    above.orbit.zoom(NOTCH.powf(notches));
    above.orbit.turn(Vec2::new(-look.x, look.y));
    above.orbit.pan(wish.walk * 0.9 * dt);
}

/// Moves the camera between the ground and the bird.
fn rise(
    mut above: ResMut<Above>,
    mut eye: Single<&mut Transform, With<FlatEye>>,
    (time, real): (Res<Time>, Res<Time<Real>>),
    mut awake: ResMut<Awake>,
) {
    let target = if above.on { 1.0 } else { 0.0 };
    let step = if above.reduce_motion { 1.0 } else { time.delta_secs().min(0.1) / RISE_S };
    if (above.risen - target).abs() > 1e-4 {
        above.risen += (target - above.risen).clamp(-step, step);
        awake.stir(&real, 0.4);
    }
    if above.risen > 0.0 {
        let t = above.risen * above.risen * (3.0 - 2.0 * above.risen);
        let (at, turn) = above.orbit.eye();
        eye.translation = eye.translation.lerp(at, t);
        eye.rotation = eye.rotation.slerp(turn, t);
    }
}

/// Takes roofs and upper floors off, or puts them on again.
fn lift_off(mut above: ResMut<Above>, visitor: Res<Visitor>, mut materials: ResMut<Assets<MarketMaterial>>) {
    let cut = above.risen > 0.25;
    if cut == above.cut {
        return;
    }
    above.cut = cut;
    let top = if cut { visitor.feet().y + CUT_M } else { NO_CUT_M };
    for (_, material) in materials.iter_mut().filter(|(_, m)| m.by_hour) {
        material.look.cut.x = top;
        material.look.cut.y = if cut { THIN_MIST } else { 1.0 };
    }
}

fn spawn_pin(
    mut commands: Commands,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<MarketMaterial>>,
) {
    // A drop that stands on its tip, and a dart on the floor that points where the visitor looks.
    let positions = vec![
        [0.0, 0.1, 0.0],
        [0.5, 1.9, 0.0],
        [0.0, 1.9, 0.5],
        [-0.5, 1.9, 0.0],
        [0.0, 1.9, -0.5],
        [0.0, 2.5, 0.0],
        [0.0, 0.12, -1.7],
        [0.55, 0.12, 0.5],
        [-0.55, 0.12, 0.5],
    ];
    let sides =
        [[0, 1, 2], [0, 2, 3], [0, 3, 4], [0, 4, 1], [5, 2, 1], [5, 3, 2], [5, 4, 3], [5, 1, 4], [6, 8, 7]];
    let n = positions.len();
    let mesh = material::mesh(
        positions,
        vec![root_color(PIN, 1.0); n],
        vec![[0.0; 2]; n],
        sides.into_iter().flatten().collect(),
    );
    commands.spawn((
        Pin,
        NoFrustumCulling,
        Mesh3d(meshes.add(mesh)),
        MeshMaterial3d(materials.add(MarketMaterial::plain(0.0))),
        Visibility::Hidden,
        Transform::default(),
    ));
}

fn place_pin(
    above: Res<Above>,
    visitor: Res<Visitor>,
    mut pin: Single<(&mut Transform, &mut Visibility), With<Pin>>,
) {
    let (place, visibility) = &mut *pin;
    **place = Transform::from_translation(visitor.feet())
        .with_rotation(Quat::from_rotation_y(-visitor.yaw()))
        .with_scale(Vec3::splat((above.orbit.distance_m / 34.0).clamp(0.6, 4.0)));
    let wanted = if above.risen > 0.5 { Visibility::Visible } else { Visibility::Hidden };
    visibility.set_if_neq(wanted);
}
