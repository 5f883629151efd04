//! The ground under a headset: where its reference space stands in the market, and how sticks move and turn it.
//!
//! Invariants: only the rig moves, never the eyes; turning keeps the head where it is; feet never end inside a stall.
//! Source of the comfort rules: Meta's and the W3C's advice, as collected in the project's notes: teleport first,
//! turns in steps, no acceleration, a vignette while gliding.
//! Must not know: the engine, the session.

use bevy::math::{Quat, Vec2, Vec3};

use crate::body::{Met, Solids};

/// A stick counts as pushed beyond this, and as let go under half of it.
const PUSHED: f32 = 0.7;
/// Sticks rest a little off their middle.
const DEAD: f32 = 0.15;
/// Speed of an arc's stone where it leaves the hand, metres a second: about seven metres far.
const THROW_MPS: f32 = 7.2;
/// Steps of an arc, seconds.
const ARC_STEP_S: f32 = 0.04;
/// The longest an arc flies, seconds.
const ARC_S: f32 = 2.4;

/// Where the headset's reference space stands.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rig {
    /// Its origin in the market, on the floor; metres.
    pub at: Vec3,
    /// Its turn, clockwise from north, radians.
    pub yaw: f32,
    /// How much the eyes are raised, metres: for who sits, or where the headset does not know the floor.
    pub raised_m: f32,
}

impl Rig {
    /// The rig that puts a head (`at` in the reference space, turned by `turn`) over `feet`, looking along `yaw`.
    #[must_use]
    pub fn under(head: (Vec3, Quat), feet: Vec3, yaw: f32, raised_m: f32) -> Self {
        let mut rig = Self { at: Vec3::ZERO, yaw: yaw - yaw_of(head.1), raised_m };
        let offset = rig.turned(Vec3::new(head.0.x, 0.0, head.0.z));
        rig.at = feet - offset;
        rig
    }

    /// The turn of the rig.
    #[must_use]
    pub fn turn(&self) -> Quat {
        Quat::from_rotation_y(-self.yaw)
    }

    /// A place of the reference space in the market.
    #[must_use]
    pub fn place(&self, local: Vec3) -> Vec3 {
        self.at + Vec3::Y * self.raised_m + self.turned(local)
    }

    fn turned(&self, local: Vec3) -> Vec3 {
        self.turn() * local
    }

    /// The place on the floor under the head.
    #[must_use]
    pub fn feet(&self, head: Vec3) -> Vec3 {
        let at = self.place(head);
        Vec3::new(at.x, self.at.y, at.z)
    }

    /// Turns by `radians` to the right; the head stays where it is.
    pub fn turn_by(&mut self, head: Vec3, radians: f32) {
        let before = self.feet(head);
        self.yaw = (self.yaw + radians).rem_euclid(std::f32::consts::TAU);
        self.at += before - self.feet(head);
    }

    /// Puts the head over `feet`.
    pub fn stand_at(&mut self, head: Vec3, feet: Vec3) {
        self.at += feet - self.feet(head);
    }
}

/// The direction of view, clockwise from north, radians; who looks straight up or down looks where the crown points.
#[must_use]
pub fn yaw_of(turn: Quat) -> f32 {
    let ahead = turn * Vec3::NEG_Z;
    let flat = if ahead.x.hypot(ahead.z) > 0.2 { ahead } else { turn * Vec3::Y * -ahead.y.signum() };
    flat.x.atan2(-flat.z)
}

/// A stick that turns in steps: one step a push.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Snap {
    held: bool,
}

impl Snap {
    /// The steps of this frame: -1 to the left, 1 to the right, 0 for none.
    pub fn read(&mut self, stick_x: f32) -> f32 {
        let pushed = stick_x.abs() > PUSHED;
        let step = if pushed && !self.held { stick_x.signum() } else { 0.0 };
        self.held = pushed || (self.held && stick_x.abs() > PUSHED / 2.0);
        step
    }
}

/// A stick or a trigger that is held and let go.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Held {
    held: bool,
}

impl Held {
    /// Whether it is held now, and whether it was pressed or let go in this very frame.
    pub fn read(&mut self, amount: f32) -> Press {
        let held = amount > PUSHED || (self.held && amount > PUSHED / 2.0);
        let press = match (self.held, held) {
            (false, true) => Press::Down,
            (true, true) => Press::Held,
            (true, false) => Press::Up,
            (false, false) => Press::No,
        };
        self.held = held;
        press
    }
}

/// What became of a trigger in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Not touched.
    No,
    /// Pressed in this frame.
    Down,
    /// Still held.
    Held,
    /// Let go in this frame.
    Up,
}

/// The velocity that a walking stick asks for: forward is where the head looks. Metres a second.
#[must_use]
pub fn stride(stick: Vec2, head_yaw: f32, speed_mps: f32) -> Vec3 {
    let length = stick.length();
    if length < DEAD {
        return Vec3::ZERO;
    }
    let eased = stick / length * ((length - DEAD) / (1.0 - DEAD));
    let (sin, cos) = head_yaw.sin_cos();
    (Vec3::new(cos, 0.0, sin) * eased.x + Vec3::new(sin, 0.0, -cos) * eased.y) * speed_mps
}

/// The arc of a teleport.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arc {
    /// The line from the hand to where it ends, metres.
    pub line: Vec<Vec3>,
    /// Where it lands, if somebody can stand there.
    pub landing: Option<Vec3>,
}

/// Throws a stone from a hand. It lands only on ground, with room for a body. O(steps · log n).
#[must_use]
pub fn arc(solids: &Solids, from: Vec3, direction: Vec3) -> Arc {
    let Some(direction) = direction.try_normalize().filter(|_| from.is_finite()) else {
        return Arc::default();
    };
    let mut out = Arc { line: vec![from], landing: None };
    let (mut at, mut speed) = (from, direction * THROW_MPS);
    let mut time = 0.0;
    while time < ARC_S {
        speed.y -= 9.81 * ARC_STEP_S;
        let step = speed * ARC_STEP_S;
        if let Some(hit) = solids.cast(at, step, step.length()) {
            out.line.push(hit.at);
            if hit.level && hit.met == Met::Ground && step.y < 0.0 {
                out.landing = room(solids, hit.at);
            }
            return out;
        }
        at += step;
        out.line.push(at);
        time += ARC_STEP_S;
    }
    out
}

/// The place itself, or the nearest one within a step, where a body has room.
fn room(solids: &Solids, at: Vec3) -> Option<Vec3> {
    let fits = |p: Vec3| solids.is_free(p) && solids.inside_stall(p).is_none();
    if fits(at) {
        return Some(at);
    }
    let near = solids.nearest_free(at);
    (near.distance(at) < 0.6 && fits(near)).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    const HEAD: Vec3 = Vec3::new(0.4, 1.6, -0.3);

    fn rig() -> Rig {
        Rig::under((HEAD, Quat::IDENTITY), Vec3::new(5.0, 0.0, 2.0), 0.5, 0.0)
    }

    #[test]
    fn the_head_is_put_over_the_feet_and_looks_the_same_way() {
        let rig = rig();
        assert!(rig.feet(HEAD).distance(Vec3::new(5.0, 0.0, 2.0)) < 1e-5);
        let ahead = rig.turn() * Vec3::NEG_Z;
        assert!((ahead.x.atan2(-ahead.z) - 0.5).abs() < 1e-5);
    }

    #[test]
    fn a_snap_turn_is_thirty_degrees_about_the_head_and_one_a_push() {
        let (mut rig, mut snap) = (rig(), Snap::default());
        let before = rig.place(HEAD);
        let mut turned = 0.0;
        for stick in [0.0, 0.5, 0.9, 1.0, 0.8, 0.5, 0.2, 0.0, -1.0, 0.0] {
            let by = snap.read(stick) * 30f32.to_radians();
            turned += by.abs();
            rig.turn_by(HEAD, by);
        }
        assert!((turned.to_degrees() - 60.0).abs() < 1e-3, "{turned}");
        assert!((rig.yaw - 0.5).abs() < 1e-4, "right, then left again");
        assert!(rig.place(HEAD).distance(before) < 1e-4);
    }

    #[test]
    fn forward_is_where_the_head_looks_and_a_resting_stick_does_nothing() {
        assert_eq!(stride(Vec2::new(0.1, -0.05), 0.0, 2.0), Vec3::ZERO);
        let north = stride(Vec2::new(0.0, 1.0), 0.0, 2.0);
        assert!(north.distance(Vec3::new(0.0, 0.0, -2.0)) < 1e-5, "{north}");
        let east = stride(Vec2::new(0.0, 1.0), std::f32::consts::FRAC_PI_2, 2.0);
        assert!(east.distance(Vec3::new(2.0, 0.0, 0.0)) < 1e-5, "{east}");
    }

    #[test]
    fn an_arc_lands_on_walkable_floor_only() {
        let solids = Solids::new(&fixture::aisle(24));
        let mut landings = 0u32;
        for i in 0..720u32 {
            let yaw = i as f32 * 0.37;
            let pitch = -1.4 + 2.4 * (i % 60) as f32 / 60.0;
            let way = Quat::from_rotation_y(-yaw) * Quat::from_rotation_x(pitch) * Vec3::NEG_Z;
            let from = Vec3::new((i % 7) as f32 * 0.2 - 0.6, 1.3, -((i % 31) as f32));
            if let Some(at) = arc(&solids, from, way).landing {
                landings += 1;
                assert!(solids.is_free(at) && solids.inside_stall(at).is_none(), "throw {i}: {at}");
                let ground = solids.ground_below(at + Vec3::Y * 0.3).expect("ground");
                assert!((ground - at.y).abs() < 0.05, "throw {i}: {at} over {ground}");
            }
        }
        assert!(landings > 100, "{landings}");
    }

    #[test]
    fn a_hand_that_is_nowhere_throws_nothing() {
        let solids = Solids::new(&fixture::aisle(4));
        assert_eq!(arc(&solids, Vec3::NAN, Vec3::NEG_Z), Arc::default());
        assert_eq!(arc(&solids, Vec3::ZERO, Vec3::ZERO), Arc::default());
    }
}
