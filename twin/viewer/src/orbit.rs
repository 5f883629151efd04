//! A bird's eye: round a middle, from a height, nearer and further.
//!
//! Invariants: pure; it never looks from below, never stands on its head, and every answer is finite.
//! Must not know: the engine.

use bevy::math::{Quat, Vec2, Vec3};

/// The lowest and the steepest look down, radians.
const PITCH: [f32; 2] = [0.35, 1.45];
/// The nearest and the furthest, metres.
const DISTANCE_M: [f32; 2] = [8.0, 260.0];
/// How far the middle may be moved from where it was, metres.
const ROAM_M: f32 = 400.0;

/// Where the bird is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Orbit {
    /// What it looks at, metres.
    pub middle: Vec3,
    /// Clockwise from north, radians.
    pub yaw: f32,
    /// Downwards, radians.
    pub pitch: f32,
    /// From the middle, metres.
    pub distance_m: f32,
    home: Vec3,
}

impl Orbit {
    /// Over a place, looking the way that somebody there looks.
    #[must_use]
    pub fn over(middle: Vec3, yaw: f32) -> Self {
        Self { middle, yaw, pitch: 0.95, distance_m: 34.0, home: middle }
    }

    /// Turns round the middle: to the right, and downwards; radians.
    pub fn turn(&mut self, by: Vec2) {
        if by.is_finite() {
            self.yaw = (self.yaw + by.x).rem_euclid(std::f32::consts::TAU);
            self.pitch = (self.pitch - by.y).clamp(PITCH[0], PITCH[1]);
        }
    }

    /// Moves the middle over the ground: to the right and ahead, in shares of the distance.
    pub fn pan(&mut self, by: Vec2) {
        if by.is_finite() {
            let (sin, cos) = self.yaw.sin_cos();
            let step = Vec3::new(cos, 0.0, sin) * by.x + Vec3::new(sin, 0.0, -cos) * by.y;
            let away = self.middle + step * self.distance_m - self.home;
            self.middle = self.home + away.clamp_length_max(ROAM_M);
        }
    }

    /// Nearer (below 1) or further.
    pub fn zoom(&mut self, factor: f32) {
        if factor.is_finite() && factor > 0.0 {
            self.distance_m = (self.distance_m * factor).clamp(DISTANCE_M[0], DISTANCE_M[1]);
        }
    }

    /// Where the eye is, and how it is turned.
    #[must_use]
    pub fn eye(&self) -> (Vec3, Quat) {
        let turn = Quat::from_rotation_y(-self.yaw) * Quat::from_rotation_x(-self.pitch);
        (self.middle + turn * Vec3::Z * self.distance_m, turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eye_is_above_and_looks_at_the_middle_whatever_is_done() {
        let mut orbit = Orbit::over(Vec3::new(3.0, 0.0, -5.0), 0.4);
        for i in 0..500u32 {
            let wave = (i as f32 * 0.7).sin();
            orbit.turn(Vec2::new(wave, wave * 3.0));
            orbit.pan(Vec2::new(wave * 2.0, 1.0));
            orbit.zoom(1.0 + wave * 0.9);
            orbit.turn(Vec2::NAN);
            orbit.zoom(f32::INFINITY);
            let (eye, turn) = orbit.eye();
            assert!(eye.is_finite() && eye.y > orbit.middle.y + 2.0, "step {i}: {eye}");
            let ahead = turn * Vec3::NEG_Z;
            let wanted = (orbit.middle - eye).normalize();
            assert!(ahead.distance(wanted) < 1e-3, "step {i}: {ahead} and {wanted}");
            assert!(orbit.middle.distance(Vec3::new(3.0, 0.0, -5.0)) < 401.0);
        }
    }
}
