//! Places to stand and directions to look: degrees for the page, radians for the camera.
//!
//! Invariants: yaw is clockwise from north (-z), east (+x) is 90 degrees; every answer is finite.
//! Must not know: the engine.

use bevy::math::{Quat, Vec3};

use crate::body::{EYE_M, Solids};
use crate::glb::{Scene, Spawn};

/// The head does not bend farther, radians.
pub const PITCH_LIMIT: f32 = 1.35;

/// Where somebody stands and looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pose {
    /// The soles.
    pub feet: Vec3,
    /// Radians clockwise from north.
    pub yaw: f32,
    /// Radians upwards.
    pub pitch: f32,
}

impl Pose {
    /// The camera's turn.
    #[must_use]
    pub fn rotation(&self) -> Quat {
        Quat::from_rotation_y(-self.yaw) * Quat::from_rotation_x(self.pitch)
    }

    /// Straight on along the ground.
    #[must_use]
    pub fn forward(&self) -> Vec3 {
        Vec3::new(self.yaw.sin(), 0.0, -self.yaw.cos())
    }

    /// To the right along the ground.
    #[must_use]
    pub fn right(&self) -> Vec3 {
        Vec3::new(self.yaw.cos(), 0.0, self.yaw.sin())
    }
}

/// The yaw and pitch that look along a direction, radians; straight north for no direction.
#[must_use]
pub fn aim(direction: Vec3) -> (f32, f32) {
    let Some(d) = direction.try_normalize() else { return (0.0, 0.0) };
    (d.x.atan2(-d.z), d.y.clamp(-1.0, 1.0).asin().clamp(-PITCH_LIMIT, PITCH_LIMIT))
}

/// Degrees from 0 to 360 of a yaw in radians.
#[must_use]
pub fn degrees(yaw: f32) -> f32 {
    let turned = yaw.to_degrees().rem_euclid(360.0);
    if turned.is_finite() && turned < 360.0 { turned } else { 0.0 }
}

/// Inside a gate, looking in.
#[must_use]
pub fn at_gate(spawn: &Spawn, solids: &Solids) -> Pose {
    let (yaw, _) = aim(spawn.world.transform_vector3(Vec3::NEG_Z));
    Pose { feet: solids.nearest_free(spawn.world.translation.into()), yaw, pitch: 0.0 }
}

/// Inside the main gate; or before the first stall, or at the origin.
#[must_use]
pub fn first(scene: &Scene, solids: &Solids) -> Pose {
    match main_gate(scene) {
        Some(spawn) => at_gate(spawn, solids),
        None if !scene.stalls.is_empty() => before_stall(scene, solids, 0),
        None => Pose { feet: Vec3::ZERO, yaw: 0.0, pitch: 0.0 },
    }
}

/// The place of the main gate, of the first stall, or the origin: near where [`first`] stands.
#[must_use]
pub fn entrance(scene: &Scene) -> Vec3 {
    let stall = || scene.stalls.first().map(|s| s.world.translation);
    main_gate(scene).map(|s| s.world.translation).or_else(stall).unwrap_or_default().into()
}

/// The one at the origin of the market's frame.
fn main_gate(scene: &Scene) -> Option<&Spawn> {
    let far = |s: &Spawn| s.world.translation.length_squared();
    scene.spawns.iter().min_by(|a, b| far(a).total_cmp(&far(b)))
}

/// In front of a stall, looking at it: as far away as the aisle allows, so that its sign is seen.
///
/// # Panics
/// If the scene has no such stall.
#[must_use]
pub fn before_stall(scene: &Scene, solids: &Solids, stall: usize) -> Pose {
    let stall = &scene.stalls[stall];
    let front = |m: f32, up: f32| stall.world.transform_point3(Vec3::new(0.0, up, m));
    let stand = |m: f32| {
        let at = front(m, 0.0);
        let ground = solids.ground_below(at + Vec3::Y * 0.6)?;
        let feet = Vec3::new(at.x, ground, at.z);
        let clear = solids.cast(front(0.05, 1.0), front(m, 1.0) - front(0.05, 1.0), m).is_none();
        (clear && solids.is_free(feet) && solids.inside_stall(feet).is_none()).then_some(feet)
    };
    let feet = [3.2, 2.8, 2.4, 2.0, 1.7, 1.4, 1.1, 0.8, 0.5]
        .into_iter()
        .find_map(stand)
        .unwrap_or_else(|| solids.nearest_free(front(0.8, 0.0)));
    let (yaw, pitch) = aim(front(0.0, (stall.size.y * 0.62).min(2.0)) - (feet + Vec3::Y * EYE_M));
    Pose { feet, yaw, pitch }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn east_is_ninety_degrees_and_the_camera_agrees() {
        let (yaw, pitch) = aim(Vec3::X);
        assert!((degrees(yaw) - 90.0).abs() < 1e-3 && pitch.abs() < 1e-6);
        let pose = Pose { feet: Vec3::ZERO, yaw, pitch };
        assert!((pose.rotation() * Vec3::NEG_Z).abs_diff_eq(Vec3::X, 1e-5));
        assert!(pose.forward().abs_diff_eq(Vec3::X, 1e-5) && pose.right().abs_diff_eq(Vec3::Z, 1e-5));
        assert_eq!(degrees(f32::NAN), 0.0);
        assert!((degrees(-0.1) - 354.27).abs() < 0.01);
    }

    #[test]
    fn one_stands_before_each_stall_and_looks_at_it() {
        let scene = fixture::aisle(10);
        let solids = Solids::new(&scene);
        for stall in 0..10 {
            let pose = before_stall(&scene, &solids, stall);
            assert_eq!(solids.inside_stall(pose.feet), None, "stall {stall}");
            let eye = pose.feet + Vec3::Y * EYE_M;
            let seen = solids.cast(eye, pose.rotation() * Vec3::NEG_Z, 10.0).map(|h| h.met);
            assert_eq!(seen, Some(crate::body::Met::Stall(stall)));
        }
    }

    #[test]
    fn one_enters_by_the_main_gate_looking_in() {
        let mut scene = fixture::aisle(4);
        let mut other = scene.spawns[0].clone();
        other.world.translation.z -= 40.0;
        // The file's order is that of the gates' names.
        scene.spawns.insert(0, other);
        let pose = first(&scene, &Solids::new(&scene));
        assert!(pose.forward().abs_diff_eq(Vec3::NEG_Z, 1e-4) && (pose.feet.z - 1.0).abs() < 0.3, "{pose:?}");
    }
}
