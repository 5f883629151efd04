//! The visitor: what the page and the hands want becomes steps, and the eye follows the feet.
//!
//! Invariant: only [`crate::body::Solids`] moves the feet, so that no wish ends inside a stall.
//! Must not know: JavaScript, meshes.

use bevy::prelude::*;
use market_wire::bridge::{FromViewer, ToViewer};

use crate::above;
use crate::body::EYE_M;
use crate::bridge::{Bridge, PageMessage};
use crate::glb::Scene;
use crate::input::Wish;
use crate::lift::LiftState;
use crate::load::{Loading, Market};
use crate::pose::{self, PITCH_LIMIT, Pose};
use crate::power::{Awake, late_after};
use crate::show::Shown;
use crate::stroll::Stroll;
use crate::xr::{self, Xr};

/// Walking speed, metres a second: brisk, since distances on a screen feel long.
const WALK_MPS: f32 = 2.3;
/// With the shift key, metres a second.
const RUN_MPS: f32 = 5.0;
/// The slowest and the quickest that the page may ask for, times the usual speed.
const PACES: (f32, f32) = (0.2, 2.2);
/// How quick the head turns to where a walk leads, radians a second.
const FACE_RPS: f32 = 2.2;
/// How long a glide takes, seconds.
const GLIDE_S: f32 = 0.6;
/// Who stands sways by less: it is no reason to draw, metres.
const SWAY_M: f32 = 0.01;
/// Until the first picture, only what is nearer than this is made solid, metres.
const DOORSTEP_M: f32 = 12.0;
/// So long a frame may spend on making things solid, milliseconds: as long as on making cells.
const FIRM_MS: f32 = 5.0;
/// At most so often the page hears where the visitor is, seconds.
const TELL_S: f64 = 0.25;

/// Where the visitor is and what is going on with them.
#[derive(Resource)]
pub struct Visitor {
    pose: Pose,
    fall: f32,
    stroll: Option<Stroll>,
    lift: LiftState,
    ride: Option<Ride>,
    /// The page's stick: to the right, forward.
    stick: Vec2,
    /// Times the usual speed.
    pace: f32,
    /// The yaw to which the head turns by itself, radians.
    face: Option<f32>,
    reduce_motion: bool,
    /// A place asked for before the market was there.
    pending: Option<ToViewer>,
    eye_y: f32,
    glide: Option<Glide>,
    told: Option<(Vec3, f32, f64)>,
    /// Put somewhere by the page since the headset last asked.
    placed: bool,
}

/// The camera of the window.
#[derive(Component)]
pub struct FlatEye;

/// A ride in a lift: to this height, at so many metres a second.
#[derive(Clone, Copy)]
struct Ride {
    to_y: f32,
    speed: f32,
}

/// The eye on its way from an old place.
#[derive(Clone, Copy)]
struct Glide {
    from: Vec3,
    turn: Quat,
    left_s: f32,
}

impl Default for Visitor {
    fn default() -> Self {
        Self {
            pose: Pose { feet: Vec3::ZERO, yaw: 0.0, pitch: 0.0 },
            fall: 0.0,
            stroll: None,
            lift: LiftState::default(),
            ride: None,
            stick: Vec2::ZERO,
            pace: 1.0,
            face: None,
            reduce_motion: false,
            pending: None,
            eye_y: EYE_M,
            glide: None,
            told: None,
            placed: false,
        }
    }
}

impl Visitor {
    /// The soles, in metres.
    #[must_use]
    pub fn feet(&self) -> Vec3 {
        self.pose.feet
    }

    /// The direction of view, clockwise from north, radians.
    #[must_use]
    pub fn yaw(&self) -> f32 {
        self.pose.yaw
    }

    /// Whether the page put the visitor somewhere since the last call.
    pub fn was_placed(&mut self) -> bool {
        std::mem::take(&mut self.placed)
    }

    /// Stands where a headset says.
    pub fn stand(&mut self, feet: Vec3, yaw: f32) {
        self.pose = Pose { feet, yaw: yaw.rem_euclid(std::f32::consts::TAU), pitch: 0.0 };
        self.eye_y = feet.y + EYE_M;
        (self.glide, self.stroll, self.ride, self.fall) = (None, None, None, 0.0);
    }

    /// Who stands in a lift is on the next level at once: gliding floors make dizzy. The new height, if there is one.
    pub fn ride_at_once(&mut self, market: &Market, dt: f32) -> Option<f32> {
        let to = self.lift.update(&market.scene.lifts, self.pose.feet, dt)?;
        self.pose.feet.y = to.y;
        self.eye_y = to.y + EYE_M;
        Some(to.y)
    }

    /// Stands at a place on the floor, or at the nearest free one, looking as before.
    pub fn go_at_once(&mut self, market: &Market, target: Vec3) {
        let feet = market.solids.nearest_free(target);
        self.place(market, Pose { feet, yaw: self.pose.yaw, pitch: 0.0 });
        self.glide = None;
    }

    /// Sets out for a place on the floor; at once there if motion is reduced.
    pub fn walk_to(&mut self, market: &Market, target: Vec3) {
        let mut stroll = Stroll::to(target);
        if self.reduce_motion {
            let tick = 1.0 / 30.0;
            for _ in 0..900 {
                let Some(wish) = stroll.next(self.pose.feet, RUN_MPS, tick) else { break };
                let step = market.solids.walk(self.pose.feet, wish, self.fall, tick);
                (self.pose.feet, self.fall) = (step.feet, step.fall);
            }
            self.eye_y = self.pose.feet.y + EYE_M;
        } else {
            self.stroll = Some(stroll);
        }
    }

    /// Walks to a place that the page names, and looks along the way there.
    fn walk_facing(&mut self, market: &Market, target: Vec3) {
        let way = target - self.pose.feet;
        if way.x.hypot(way.z) > 0.3 {
            let (yaw, _) = pose::aim(Vec3::new(way.x, 0.0, way.z));
            self.pose.pitch = 0.0;
            if self.reduce_motion {
                self.pose.yaw = yaw;
            } else {
                self.face = Some(yaw);
            }
        }
        self.walk_to(market, target);
    }

    /// Turns the head a little towards where it shall look.
    fn turn_face(&mut self, dt: f32) {
        let Some(to) = self.face else { return };
        let turn = std::f32::consts::PI;
        let left = (to - self.pose.yaw + turn).rem_euclid(2.0 * turn) - turn;
        let step = FACE_RPS * dt;
        self.pose.yaw = (self.pose.yaw + left.clamp(-step, step)).rem_euclid(2.0 * turn);
        if left.abs() <= step {
            self.face = None;
        }
    }

    fn eye(&self) -> Vec3 {
        Vec3::new(self.pose.feet.x, self.eye_y, self.pose.feet.z)
    }

    /// Puts the visitor somewhere else; the eye glides there when nothing is in between.
    fn place(&mut self, market: &Market, to: Pose) {
        let from = self.eye();
        let way = to.feet + Vec3::Y * EYE_M - from;
        let clear = way.length() < 25.0 && market.solids.cast(from, way, way.length()).is_none();
        self.glide = (clear && !self.reduce_motion).then_some(Glide {
            from,
            turn: self.pose.rotation(),
            left_s: GLIDE_S,
        });
        self.pose = to;
        self.placed = true;
        self.eye_y = to.feet.y + EYE_M;
        (self.fall, self.stroll, self.ride, self.face) = (0.0, None, None, None);
    }

    /// Rides to another level; at once there if motion is reduced.
    fn ride_to(&mut self, to_y: f32) {
        self.stroll = None;
        if self.reduce_motion {
            self.pose.feet.y = to_y;
            self.eye_y = to_y + EYE_M;
        } else {
            let seconds = ((to_y - self.pose.feet.y).abs() / 2.0).clamp(1.0, 6.0);
            self.ride = Some(Ride { to_y, speed: (to_y - self.pose.feet.y) / seconds });
        }
    }

    /// Goes on with a ride, if there is one.
    fn ride_on(&mut self, dt: f32) -> bool {
        let Some(ride) = self.ride else { return false };
        let left = ride.to_y - self.pose.feet.y;
        if left.abs() <= (ride.speed * dt).abs() {
            (self.pose.feet.y, self.ride) = (ride.to_y, None);
        } else {
            self.pose.feet.y += ride.speed * dt;
        }
        self.eye_y = self.pose.feet.y + EYE_M;
        true
    }

    /// The lift in which the visitor stands, and the height of its cab's floor.
    #[must_use]
    pub fn in_lift(&self) -> Option<(usize, f32)> {
        self.lift.inside().map(|lift| (lift, self.pose.feet.y))
    }

    fn go(&mut self, market: &Market, message: &ToViewer) {
        match message {
            ToViewer::GoToStall { stall } => {
                if let Some(index) = market.scene.stall(stall) {
                    self.place(market, pose::before_stall(&market.scene, &market.solids, index));
                }
            }
            ToViewer::GoTo { at, yaw } if at.iter().chain([yaw]).all(|v| v.is_finite()) => {
                let feet = market.solids.nearest_free(Vec3::from_array(*at));
                self.place(market, Pose { feet, yaw: yaw.to_radians(), pitch: 0.0 });
            }
            _ => {}
        }
    }
}

/// Adds the visitor and their eye.
pub fn plugin(app: &mut App) {
    app.init_resource::<Visitor>().add_systems(Startup, spawn_eye).add_systems(
        Update,
        (
            enter.run_if(resource_added::<Market>),
            firm.run_if(resource_exists::<Market>),
            obey,
            walk.run_if(resource_exists::<Market>.and_then(xr::flat).and_then(above::on_the_ground)),
            place_eye.run_if(xr::flat),
            tell.run_if(resource_exists::<Market>),
        )
            .chain()
            .in_set(Visiting)
            .after(Loading),
    );
}

/// Everything that moves the visitor.
#[derive(SystemSet, Debug, Clone, PartialEq, Eq, Hash)]
pub struct Visiting;

fn spawn_eye(mut commands: Commands) {
    let lens = PerspectiveProjection { near: 0.05, ..default() };
    commands.spawn((
        FlatEye,
        Camera3d::default(),
        Projection::Perspective(lens),
        Msaa::Sample4,
        Transform::from_xyz(0.0, EYE_M, 0.0),
    ));
}

fn enter(mut market: ResMut<Market>, mut visitor: ResMut<Visitor>) {
    let pending = visitor.pending.take();
    // What stands further away is made solid once somebody is in.
    let Market { scene, solids, .. } = market.bypass_change_detection();
    solids.add_near(scene, whereabouts(scene, pending.as_ref()), DOORSTEP_M);
    visitor.pose = pose::first(scene, solids);
    visitor.eye_y = visitor.pose.feet.y + EYE_M;
    (visitor.glide, visitor.stroll, visitor.fall) = (None, None, 0.0);
    if let Some(message) = pending {
        visitor.go(&market, &message);
        visitor.glide = None;
    }
}

/// About where somebody will stand who comes in.
fn whereabouts(scene: &Scene, pending: Option<&ToViewer>) -> Vec3 {
    match pending {
        Some(ToViewer::GoTo { at, .. }) if at.iter().all(|m| m.is_finite()) => Vec3::from_array(*at),
        Some(ToViewer::GoToStall { stall }) => scene
            .stall(stall)
            .map_or_else(|| pose::entrance(scene), |index| scene.stalls[index].world.translation.into()),
        _ => pose::entrance(scene),
    }
}

/// Makes what stands about solid: by and by, or at once when it is asked for.
fn firm(
    mut market: ResMut<Market>,
    mut messages: MessageReader<PageMessage>,
    (shown, xr): (Res<Shown>, Res<Xr>),
    (mut awake, time): (ResMut<Awake>, Res<Time<Real>>),
) {
    let moved = messages
        .read()
        .any(|m| matches!(m.0, ToViewer::GoTo { .. } | ToViewer::GoToStall { .. } | ToViewer::WalkTo { .. }));
    if market.solids.is_whole() {
        return;
    }
    let at_once = moved || xr.is_active();
    if at_once || shown.is_settled() {
        let late = late_after(if at_once { f32::INFINITY } else { FIRM_MS });
        let Market { scene, solids, .. } = market.bypass_change_detection();
        solids.go_on(scene, late);
        awake.stir(&time, 0.3);
    }
}

fn obey(mut messages: MessageReader<PageMessage>, market: Option<Res<Market>>, mut visitor: ResMut<Visitor>) {
    for PageMessage(message) in messages.read() {
        match message {
            ToViewer::Load { .. } => visitor.pending = None,
            ToViewer::GoToStall { .. } | ToViewer::GoTo { .. } => match &market {
                Some(market) => visitor.go(market, message),
                None => visitor.pending = Some(message.clone()),
            },
            ToViewer::Walk { right, forward } => {
                let stick = Vec2::new(*right, *forward);
                visitor.stick = if stick.is_finite() { stick.clamp_length_max(1.0) } else { Vec2::ZERO };
            }
            ToViewer::WalkTo { at } if at.iter().all(|m| m.is_finite()) => {
                if let Some(market) = &market {
                    visitor.walk_facing(market, Vec3::from_array(*at));
                }
            }
            ToViewer::SetPace { share } if share.is_finite() => {
                visitor.pace = share.clamp(PACES.0, PACES.1);
            }
            ToViewer::Look { yaw, pitch } if yaw.is_finite() && pitch.is_finite() => {
                visitor.pose.yaw += yaw.to_radians();
                let pitch = visitor.pose.pitch + pitch.to_radians();
                visitor.pose.pitch = pitch.clamp(-PITCH_LIMIT, PITCH_LIMIT);
                (visitor.glide, visitor.face) = (None, None);
            }
            ToViewer::ReduceMotion { reduce } => visitor.reduce_motion = *reduce,
            _ => {}
        }
    }
}

fn walk(
    market: Res<Market>,
    mut visitor: ResMut<Visitor>,
    mut wish: ResMut<Wish>,
    (time, real): (Res<Time>, Res<Time<Real>>),
    mut awake: ResMut<Awake>,
) {
    let dt = time.delta_secs().min(0.25);
    let visitor = &mut *visitor;
    let look = wish.take_look();
    let turn = look + Vec2::new(wish.turn * 1.9 * dt, 0.0);
    if turn != Vec2::ZERO {
        visitor.face = None;
    }
    let faced = visitor.face.is_some();
    visitor.turn_face(dt);
    visitor.pose.yaw = (visitor.pose.yaw + turn.x).rem_euclid(std::f32::consts::TAU);
    visitor.pose.pitch = (visitor.pose.pitch + turn.y).clamp(-PITCH_LIMIT, PITCH_LIMIT);
    if visitor.ride_on(dt) {
        awake.stir(&real, 0.4);
        return;
    }
    let legs = (wish.walk + visitor.stick).clamp_length_max(1.0);
    let mut velocity = Vec3::ZERO;
    if legs != Vec2::ZERO {
        visitor.stroll = None;
        let speed = if wish.run { RUN_MPS } else { WALK_MPS * visitor.pace };
        velocity = (visitor.pose.right() * legs.x + visitor.pose.forward() * legs.y) * speed;
    } else if let Some(stroll) = &mut visitor.stroll {
        match stroll.next(visitor.pose.feet, WALK_MPS * visitor.pace, dt) {
            Some(v) => velocity = v,
            None => visitor.stroll = None,
        }
    }
    let before = visitor.pose.feet;
    let step = market.solids.walk(before, velocity, visitor.fall, dt);
    (visitor.pose.feet, visitor.fall) = (step.feet, step.fall);
    if let Some(to) = visitor.lift.update(&market.scene.lifts, step.feet, dt) {
        visitor.ride_to(to.y);
    }
    let moving = velocity != Vec3::ZERO || faced || turn != Vec2::ZERO || before.distance(step.feet) > SWAY_M;
    if moving || visitor.glide.is_some() || visitor.lift.is_waiting() {
        awake.stir(&real, 0.4);
    }
}

fn place_eye(
    mut visitor: ResMut<Visitor>,
    mut eye: Single<(&mut Transform, &mut Projection), With<FlatEye>>,
    windows: Query<&Window>,
    time: Res<Time>,
) {
    let dt = time.delta_secs();
    let target = visitor.pose.feet.y + EYE_M;
    // Steps are smoothed, so that stairs do not shake the picture.
    let share = if visitor.reduce_motion { 1.0 } else { 1.0 - (-14.0 * dt).exp() };
    visitor.eye_y += (target - visitor.eye_y) * share;
    let (mut at, mut turn) = (visitor.eye(), visitor.pose.rotation());
    if let Some(glide) = &mut visitor.glide {
        glide.left_s -= dt;
        let t = (1.0 - glide.left_s / GLIDE_S).clamp(0.0, 1.0);
        let t = t * t * (3.0 - 2.0 * t);
        at = glide.from.lerp(at, t);
        turn = glide.turn.slerp(turn, t);
        if glide.left_s <= 0.0 {
            visitor.glide = None;
        }
    }
    let (transform, projection) = &mut *eye;
    **transform = Transform::from_translation(at).with_rotation(turn);
    let narrow = windows.iter().next().is_some_and(|w| w.width() < w.height());
    let fov = if narrow { 78f32 } else { 64f32 }.to_radians();
    if let Projection::Perspective(lens) = &mut **projection
        && lens.fov != fov
    {
        lens.fov = fov;
    }
}

fn tell(mut visitor: ResMut<Visitor>, time: Res<Time<Real>>, bridge: Res<Bridge>) {
    let (feet, yaw, now) = (visitor.pose.feet, visitor.pose.yaw, time.elapsed_secs_f64());
    let news = visitor.told.is_none_or(|(at, angle, when)| {
        now - when >= TELL_S && (at.distance(feet) > 0.03 || (angle - yaw).abs() > 0.01)
    });
    if news {
        visitor.told = Some((feet, yaw, now));
        bridge.say(FromViewer::Moved { at: feet.to_array(), yaw: pose::degrees(yaw) });
    }
}
