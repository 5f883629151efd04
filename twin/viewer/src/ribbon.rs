//! The route as a ribbon of arrow heads that lies a little above the floor.
//!
//! Invariant: pure; no arrays beyond [`MAX_ARROWS`] arrows whatever the line. Must not know: the engine.

use bevy::math::Vec3;

/// No more arrows than this are drawn.
pub const MAX_ARROWS: usize = 4000;
/// From arrow to arrow, metres.
const PITCH_M: f32 = 0.7;
/// Half the width of an arrow, metres.
const HALF_M: f32 = 0.26;
/// How far its wings trail, metres.
const TRAIL_M: f32 = 0.3;
/// Its thickness along the way, metres.
const THICK_M: f32 = 0.24;
/// Above the floor, so that the two do not flicker, metres.
const ABOVE_M: f32 = 0.04;

/// The ground is looked for so far above and below the line, metres: half a flight of stairs.
const DRAPE_M: f32 = 1.3;

/// Corners and triangles of a ribbon.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ribbon {
    /// Corners in world metres.
    pub positions: Vec<[f32; 3]>,
    /// How far along the way each corner is, metres.
    pub along: Vec<f32>,
    /// Three corners a triangle.
    pub indices: Vec<u32>,
}

/// The ribbon along a line; empty for fewer than two points or for numbers that are none. Linear.
#[must_use]
pub fn ribbon(points: &[[f32; 3]]) -> Ribbon {
    let mut out = Ribbon::default();
    let mut next = PITCH_M / 2.0;
    let mut walked = 0.0;
    for pair in points.windows(2) {
        let (a, b) = (Vec3::from_array(pair[0]), Vec3::from_array(pair[1]));
        let Some(forward) = (b - a).try_normalize() else { continue };
        let length = a.distance(b);
        if !length.is_finite() {
            return Ribbon::default();
        }
        while next <= walked + length && out.indices.len() < MAX_ARROWS * 12 {
            arrow(&mut out, a + forward * (next - walked), forward, next);
            next += PITCH_M;
        }
        walked += length;
    }
    out
}

/// The same line laid on the ground, with a point every third of a metre: routes know heights only at their corners.
///
/// `ground` answers with the height under a point; where it is far from the line, the line stays as it is. Linear.
#[must_use]
pub fn draped(points: &[[f32; 3]], ground: impl Fn(Vec3) -> Option<f32>) -> Vec<[f32; 3]> {
    let mut out = Vec::new();
    for (index, pair) in points.windows(2).enumerate() {
        let (a, b) = (Vec3::from_array(pair[0]), Vec3::from_array(pair[1]));
        let length = a.distance(b);
        if !length.is_finite() || out.len() > MAX_ARROWS * 2 {
            break;
        }
        let parts = ((length * 3.0).ceil() as usize).clamp(1, MAX_ARROWS * 2);
        for i in usize::from(index > 0)..=parts {
            let p = a.lerp(b, i as f32 / parts as f32);
            let under = ground(p + Vec3::Y * DRAPE_M).filter(|y| (y - p.y).abs() < DRAPE_M);
            out.push([p.x, under.unwrap_or(p.y), p.z]);
        }
    }
    out
}

fn arrow(out: &mut Ribbon, at: Vec3, forward: Vec3, along: f32) {
    let side = forward.cross(Vec3::Y).try_normalize().unwrap_or(Vec3::X) * HALF_M;
    let at = at + Vec3::Y * ABOVE_M;
    let base = out.positions.len() as u32;
    let tail = forward * TRAIL_M;
    let thick = forward * THICK_M;
    let corners = [
        at,
        at - tail - side,
        at - tail - side - thick,
        at - thick,
        at - tail + side - thick,
        at - tail + side,
    ];
    out.positions.extend(corners.map(|c| c.to_array()));
    out.along.extend([along; 6]);
    out.indices.extend([0, 1, 3, 1, 2, 3, 0, 3, 5, 3, 4, 5].map(|i| base + i));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_lie_above_the_line_and_face_up() {
        let r = ribbon(&[[0.0, 1.0, 0.0], [0.0, 1.0, -10.0], [5.0, 1.0, -10.0]]);
        assert!(r.indices.len() / 12 >= 20, "{} arrows", r.indices.len() / 12);
        assert!(r.positions.iter().all(|p| (p[1] - 1.0 - ABOVE_M).abs() < 1e-4));
        for t in r.indices.chunks_exact(3) {
            let [a, b, c] = [t[0], t[1], t[2]].map(|i| Vec3::from_array(r.positions[i as usize]));
            assert!((b - a).cross(c - a).y > 0.0, "{a} {b} {c}");
        }
    }

    #[test]
    fn a_line_over_steps_lies_on_the_steps() {
        let stairs = |p: Vec3| Some(if p.x < 2.0 { 0.0 } else { ((p.x - 2.0) / 0.3).floor() * 0.2 });
        let line = draped(&[[0.0, 0.0, 0.0], [5.0, 2.0, 0.0]], stairs);
        assert!(line.len() > 15);
        assert!(line.iter().all(|p| Some(p[1]) == stairs(Vec3::from_array(*p))), "{line:?}");
        let over_a_hole = draped(&[[0.0, 4.0, 0.0], [1.0, 4.0, 0.0]], |_| Some(0.0));
        assert!(over_a_hole.iter().all(|p| (p[1] - 4.0).abs() < 1e-6));
        assert!(draped(&[[0.0; 3], [f32::NAN; 3]], |_| None).is_empty());
    }

    #[test]
    fn nothing_and_nonsense_make_no_ribbon() {
        assert_eq!(ribbon(&[]), Ribbon::default());
        assert_eq!(ribbon(&[[1.0; 3]]), Ribbon::default());
        assert_eq!(ribbon(&[[1.0; 3], [1.0; 3]]), Ribbon::default());
        assert_eq!(ribbon(&[[0.0; 3], [f32::NAN; 3], [f32::INFINITY; 3]]).indices.len(), 0);
        assert!(ribbon(&[[0.0; 3], [1e9, 0.0, 0.0]]).indices.len() <= MAX_ARROWS * 12);
    }
}
