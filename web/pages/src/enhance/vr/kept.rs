//! What the browser keeps of a visit in VR: what was comfortable, and where it ended. As text, and back.
//!
//! Needs no browser; tested without one.

/// The height of a standing person's eyes, and what it can be set to; centimetres.
const EYES_CM: i32 = 158;
const EYES_RANGE: [i32; 2] = [100, 200];
/// A kept place nearer than this is no other place, metres.
const SAME_M: f32 = 3.0;

/// What is comfortable in a headset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comfort {
    pub seated: bool,
    pub smooth_turn: bool,
    pub smooth_move: bool,
    pub vignette: bool,
    pub eyes_cm: i32,
}

impl Default for Comfort {
    fn default() -> Self {
        Self { seated: false, smooth_turn: false, smooth_move: true, vignette: true, eyes_cm: EYES_CM }
    }
}

impl Comfort {
    /// Four figures of 0 and 1, and the height of the eyes in centimetres.
    pub(super) fn text(self) -> String {
        let on = [self.seated, self.smooth_turn, self.smooth_move, self.vignette];
        let figures: String = on.map(|on| if on { '1' } else { '0' }).iter().collect();
        format!("{figures} {}", self.eyes_cm)
    }

    /// From what was kept; a height that is missing is as usual, `None` where figures are.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let mut on = words.next()?.chars().map(|c| c == '1');
        let eyes_cm = words.next().and_then(|cm| cm.parse().ok()).unwrap_or(EYES_CM);
        let read = Self {
            seated: on.next()?,
            smooth_turn: on.next()?,
            smooth_move: on.next()?,
            vignette: on.next()?,
            eyes_cm,
        };
        Some(read.raised(0))
    }

    /// The same with eyes higher by so many centimetres.
    pub(super) fn raised(self, cm: i32) -> Self {
        let [low, high] = EYES_RANGE;
        Self { eyes_cm: self.eyes_cm.saturating_add(cm).clamp(low, high), ..self }
    }
}

/// A place and a direction of view: metres of the viewer, degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub at: [f32; 3],
    pub yaw: f32,
}

impl Place {
    /// From `x y z yaw`, as the page notes it; `None` for what is no place.
    pub(super) fn read(text: &str) -> Option<Self> {
        let numbers = text.split_whitespace().map(|n| n.parse().ok()).collect::<Option<Vec<f32>>>()?;
        let [x, y, z, yaw] = numbers.try_into().ok()?;
        [x, y, z, yaw].iter().all(|n: &f32| n.is_finite()).then_some(Self { at: [x, y, z], yaw })
    }

    /// Whether who stands there stands here.
    pub(super) fn is_near(self, other: Self) -> bool {
        let [x, y, z] = [0, 1, 2].map(|i| self.at[i] - other.at[i]);
        x.hypot(z) < SAME_M && y.abs() < SAME_M
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_what_is_no_text_of_ours_does_not() {
        let mine =
            Comfort { seated: true, smooth_turn: true, smooth_move: false, vignette: false, eyes_cm: 143 };
        assert_eq!(Comfort::read(&mine.text()), Some(mine));
        assert_eq!(Comfort::read("0011"), Some(Comfort::default()), "kept by an earlier version");
        assert_eq!(Comfort::read("0011 9999").map(|c| c.eyes_cm), Some(200));
        assert_eq!(mine.raised(-1000).eyes_cm, 100);
        for broken in ["", "01", "  "] {
            assert_eq!(Comfort::read(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn a_place_is_read_as_it_was_noted_and_nothing_else_is_a_place() {
        let place = Place::read("1.50 0.00 -3.25 90.0").expect("a place");
        assert_eq!(place, Place { at: [1.5, 0.0, -3.25], yaw: 90.0 });
        for broken in ["", "1 2 3", "1 2 3 4 5", "1 2 NaN 4", "a b c d"] {
            assert_eq!(Place::read(broken), None, "{broken:?}");
        }
        assert!(place.is_near(Place { at: [2.5, 0.2, -3.0], yaw: 0.0 }));
        assert!(!place.is_near(Place { at: [1.5, 4.0, -3.25], yaw: 90.0 }), "another level");
    }
}
