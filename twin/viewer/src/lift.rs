//! The lift: who stands in the cab for a moment is taken to the next level.
//!
//! Invariant: pure; one ride for each time somebody walks in. Must not know: the engine.

use bevy::math::Vec3;

use crate::glb::LiftDef;

/// How long one stands in the cab before it goes, seconds.
pub const WAIT_S: f32 = 1.2;

/// A cab comes for somebody who is nearer than this, metres.
const CALL_M: f32 = 6.0;

/// Who is in which lift, and since when.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct LiftState {
    /// The lift and the seconds in it; `None` outside.
    inside: Option<(usize, f32)>,
    /// Whether this visit has had its ride.
    ridden: bool,
}

impl LiftState {
    /// Goes on by `dt` seconds; where the ride ends, when one begins. Linear in the lifts.
    pub fn update(&mut self, lifts: &[LiftDef], feet: Vec3, dt: f32) -> Option<Vec3> {
        let Some((index, level)) =
            lifts.iter().enumerate().find_map(|(i, l)| standing_on(l, feet).map(|level| (i, level)))
        else {
            *self = Self::default();
            return None;
        };
        let waited = match self.inside {
            Some((before, waited)) if before == index => waited + dt,
            _ => 0.0,
        };
        self.inside = Some((index, waited));
        if self.ridden || waited < WAIT_S {
            return None;
        }
        self.ridden = true;
        let lift = &lifts[index];
        let next = lift.levels[(level + 1) % lift.levels.len()];
        Some(Vec3::new(feet.x, next, feet.z))
    }

    /// The lift in whose cab somebody stands.
    #[must_use]
    pub fn inside(&self) -> Option<usize> {
        self.inside.map(|(lift, _)| lift)
    }

    /// Whether somebody waits in a cab that is about to go.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.inside.is_some() && !self.ridden
    }
}

/// The height to which an empty cab comes for somebody near it; `None` for nobody near.
#[must_use]
pub fn called_to(lift: &LiftDef, feet: Vec3) -> Option<f32> {
    let near = (feet.x - lift.at.x).abs() < CALL_M && (feet.z - lift.at.z).abs() < CALL_M;
    let by_height = |a: &&f32, b: &&f32| (feet.y - **a).abs().total_cmp(&(feet.y - **b).abs());
    lift.levels.iter().min_by(by_height).copied().filter(|_| near)
}

/// The index of the level on which `feet` stand in the cab.
fn standing_on(lift: &LiftDef, feet: Vec3) -> Option<usize> {
    let inside = (feet.x - lift.at.x).abs() < lift.half[0] && (feet.z - lift.at.z).abs() < lift.half[1];
    if !inside || lift.levels.len() < 2 {
        return None;
    }
    lift.levels.iter().position(|y| (feet.y - y).abs() < 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lifts() -> Vec<LiftDef> {
        vec![LiftDef {
            id: "lift".into(),
            at: Vec3::ZERO,
            half: [0.8, 0.8],
            levels: vec![0.0, 4.0],
            cab: None,
        }]
    }

    fn wait(state: &mut LiftState, feet: Vec3, seconds: f32) -> Vec<Vec3> {
        let ticks = (seconds * 10.0) as u32;
        (0..ticks).filter_map(|_| state.update(&lifts(), feet, 0.1)).collect()
    }

    #[test]
    fn waiting_in_the_cab_takes_one_up_once() {
        let mut state = LiftState::default();
        assert_eq!(wait(&mut state, Vec3::ZERO, 9.0), [Vec3::new(0.0, 4.0, 0.0)]);
    }

    #[test]
    fn walking_out_and_in_again_takes_one_down() {
        let mut state = LiftState::default();
        let up = Vec3::new(0.1, 4.0, 0.0);
        wait(&mut state, up, 3.0);
        assert_eq!(wait(&mut state, Vec3::new(3.0, 4.0, 0.0), 1.0), []);
        assert_eq!(wait(&mut state, up, 3.0), [Vec3::new(0.1, 0.0, 0.0)]);
    }

    #[test]
    fn the_cab_comes_to_the_level_of_who_is_near() {
        let lift = &lifts()[0];
        assert_eq!(called_to(lift, Vec3::new(2.0, 3.9, 1.0)), Some(4.0));
        assert_eq!(called_to(lift, Vec3::new(2.0, 0.1, 1.0)), Some(0.0));
        assert_eq!(called_to(lift, Vec3::new(40.0, 0.1, 1.0)), None);
    }

    #[test]
    fn passing_by_or_standing_below_the_floor_does_nothing() {
        let mut state = LiftState::default();
        assert_eq!(wait(&mut state, Vec3::ZERO, 0.5), []);
        assert_eq!(wait(&mut state, Vec3::new(0.0, 2.0, 0.0), 5.0), []);
    }
}
