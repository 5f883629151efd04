//! One finger or the mouse: a drag that looks around, or a tap.
//!
//! Invariant: pure; a press ends as at most one tap. Must not know: the engine's input.

use bevy::math::Vec2;

/// A tap moves less than this, logical pixels.
const TAP_PX: f32 = 9.0;
/// A tap is shorter than this, seconds.
const TAP_S: f64 = 0.45;

/// What is pressed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Gesture(Option<Press>);

#[derive(Debug, Clone, Copy, PartialEq)]
struct Press {
    id: u64,
    start: Vec2,
    last: Vec2,
    began_s: f64,
    dragged: bool,
}

impl Gesture {
    /// A finger came down; a second finger is ignored.
    pub fn begin(&mut self, id: u64, at: Vec2, now_s: f64) {
        self.0.get_or_insert(Press { id, start: at, last: at, began_s: now_s, dragged: false });
    }

    /// A finger moved: by how much the view is dragged, in pixels.
    pub fn drag(&mut self, id: u64, at: Vec2) -> Vec2 {
        let Some(press) = self.0.as_mut().filter(|p| p.id == id) else { return Vec2::ZERO };
        if !press.dragged && press.start.distance(at) < TAP_PX {
            return Vec2::ZERO;
        }
        press.dragged = true;
        let by = at - press.last;
        press.last = at;
        by
    }

    /// A finger was lifted: where the tap was, if it was one.
    pub fn end(&mut self, id: u64, now_s: f64) -> Option<Vec2> {
        let press = self.0.filter(|p| p.id == id)?;
        self.0 = None;
        (!press.dragged && now_s - press.began_s < TAP_S).then_some(press.start)
    }

    /// The system took the finger away.
    pub fn cancel(&mut self) {
        self.0 = None;
    }

    /// Whether something is pressed.
    #[must_use]
    pub fn is_pressed(&self) -> bool {
        self.0.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_still_press_is_a_tap_and_a_long_one_is_not() {
        let mut g = Gesture::default();
        g.begin(1, Vec2::new(10.0, 10.0), 0.0);
        assert_eq!(g.drag(1, Vec2::new(12.0, 11.0)), Vec2::ZERO);
        assert_eq!(g.end(1, 0.2), Some(Vec2::new(10.0, 10.0)));
        g.begin(1, Vec2::ZERO, 1.0);
        assert_eq!(g.end(1, 3.0), None);
    }

    #[test]
    fn a_drag_turns_the_view_and_is_no_tap() {
        let mut g = Gesture::default();
        g.begin(1, Vec2::ZERO, 0.0);
        assert_eq!(g.drag(1, Vec2::new(20.0, 0.0)), Vec2::new(20.0, 0.0));
        assert_eq!(g.drag(1, Vec2::new(21.0, 0.0)), Vec2::new(1.0, 0.0));
        assert_eq!(g.end(1, 0.1), None);
    }

    #[test]
    fn a_second_finger_changes_nothing() {
        let mut g = Gesture::default();
        g.begin(1, Vec2::ZERO, 0.0);
        g.begin(2, Vec2::new(50.0, 0.0), 0.0);
        assert_eq!(g.drag(2, Vec2::new(90.0, 0.0)), Vec2::ZERO);
        assert_eq!(g.end(2, 0.1), None);
        assert!(g.is_pressed());
    }
}
