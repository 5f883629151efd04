//! Walking to a tapped place: straight on, sliding along what is in the way, until it is reached or there is no
//! getting nearer.
//!
//! Invariant: pure; every stroll ends. Must not know: the engine.

use bevy::math::Vec3;

/// Near enough, metres.
const REACHED_M: f32 = 0.12;
/// Without getting nearer for so long the stroll ends, seconds.
const PATIENCE_S: f32 = 0.7;

/// A walk towards a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroll {
    target: Vec3,
    best: f32,
    waited: f32,
}

impl Stroll {
    /// Sets out for a place.
    #[must_use]
    pub fn to(target: Vec3) -> Self {
        Self { target, best: f32::INFINITY, waited: 0.0 }
    }

    /// The velocity for the next `dt` seconds from `feet` at `speed` metres a second; `None` when the walk is over.
    pub fn next(&mut self, feet: Vec3, speed: f32, dt: f32) -> Option<Vec3> {
        let way = Vec3::new(self.target.x - feet.x, 0.0, self.target.z - feet.z);
        let left = way.length();
        if !left.is_finite() || left < REACHED_M {
            return None;
        }
        if left < self.best - 0.02 {
            (self.best, self.waited) = (left, 0.0);
        } else {
            self.waited += dt;
        }
        if self.waited > PATIENCE_S {
            return None;
        }
        let speed = if dt > 0.0 { speed.min(left / dt) } else { speed };
        Some(way / left * speed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_way_is_walked_to_its_end() {
        let (mut feet, mut stroll) = (Vec3::ZERO, Stroll::to(Vec3::new(3.0, 0.0, -4.0)));
        let mut seconds = 0.0;
        while let Some(v) = stroll.next(feet, 2.0, 0.05) {
            feet += v * 0.05;
            seconds += 0.05;
            assert!(seconds < 4.0);
        }
        assert!(feet.distance(Vec3::new(3.0, 0.0, -4.0)) < 0.2);
    }

    #[test]
    fn a_blocked_way_ends_in_a_moment() {
        let mut stroll = Stroll::to(Vec3::new(3.0, 0.0, 0.0));
        let ticks = (0..1000).take_while(|_| stroll.next(Vec3::ZERO, 2.0, 0.05).is_some()).count();
        assert!(ticks < 20, "{ticks}");
        assert_eq!(Stroll::to(Vec3::NAN).next(Vec3::ZERO, 2.0, 0.05), None);
    }
}
