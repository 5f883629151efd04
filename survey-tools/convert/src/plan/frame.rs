//! Plane helpers of the drawing: boxes, clipping, hulls, directions.

use market_model::{PointMm, math};

use super::pen::At;

/// A box in the market frame, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Box2 {
    /// West and south.
    pub min: At,
    /// East and north.
    pub max: At,
}

impl Box2 {
    /// The box around nothing.
    pub const NOTHING: Self =
        Self { min: (f64::INFINITY, f64::INFINITY), max: (f64::NEG_INFINITY, f64::NEG_INFINITY) };

    /// Makes room for a point.
    pub fn add(&mut self, p: At) {
        self.min = (self.min.0.min(p.0), self.min.1.min(p.1));
        self.max = (self.max.0.max(p.0), self.max.1.max(p.1));
    }

    /// The box with a margin on all sides.
    pub fn grown(self, by: f64) -> Self {
        Self { min: (self.min.0 - by, self.min.1 - by), max: (self.max.0 + by, self.max.1 + by) }
    }

    /// Whether nothing was added.
    pub fn is_nothing(self) -> bool {
        self.min.0 > self.max.0
    }

    /// Distance from west to east.
    pub fn width(self) -> f64 {
        self.max.0 - self.min.0
    }

    /// Distance from south to north.
    pub fn height(self) -> f64 {
        self.max.1 - self.min.1
    }

    /// Whether a point lies inside.
    pub fn holds(self, p: At) -> bool {
        (self.min.0..=self.max.0).contains(&p.0) && (self.min.1..=self.max.1).contains(&p.1)
    }

    /// The part of a segment inside (Liang and Barsky).
    pub fn clip(self, a: At, b: At) -> Option<(At, At)> {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let (mut t0, mut t1) = (0.0_f64, 1.0_f64);
        let sides = [
            (-dx, a.0 - self.min.0),
            (dx, self.max.0 - a.0),
            (-dy, a.1 - self.min.1),
            (dy, self.max.1 - a.1),
        ];
        for (p, q) in sides {
            if p == 0.0 {
                if q < 0.0 {
                    return None;
                }
            } else if p < 0.0 {
                t0 = t0.max(q / p);
            } else {
                t1 = t1.min(q / p);
            }
        }
        (t0 < t1).then_some(((a.0 + t0 * dx, a.1 + t0 * dy), (a.0 + t1 * dx, a.1 + t1 * dy)))
    }

    /// The pieces of a line inside. O(n).
    pub fn clip_line(self, line: &[At]) -> Vec<Vec<At>> {
        let mut pieces: Vec<Vec<At>> = Vec::new();
        for (&a, &b) in line.iter().zip(line.iter().skip(1)) {
            let Some((from, to)) = self.clip(a, b) else { continue };
            match pieces.last_mut() {
                Some(piece) if piece.last() == Some(&from) => piece.push(to),
                _ => pieces.push(vec![from, to]),
            }
        }
        pieces
    }
}

/// A point of the model.
pub fn at(p: PointMm) -> At {
    (f64::from(p.x), f64::from(p.y))
}

/// Points of the model.
pub fn line_of(points: &[PointMm]) -> Vec<At> {
    points.iter().copied().map(at).collect()
}

/// The unit vector from `a` to `b`, north when they are one.
pub fn direction(a: At, b: At) -> At {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = math::length(dx, dy);
    if length < 1e-6 { (0.0, 1.0) } else { (dx / length, dy / length) }
}

/// `p` moved by `k` along `d`.
pub fn along(p: At, d: At, k: f64) -> At {
    (p.0 + d.0 * k, p.1 + d.1 * k)
}

/// `d` turned a quarter to the left.
pub fn left(d: At) -> At {
    (-d.1, d.0)
}

/// Straight distance.
pub fn distance(a: At, b: At) -> f64 {
    math::length(b.0 - a.0, b.1 - a.1)
}

/// Degrees counter-clockwise from east by which a word along `d` is turned, kept readable.
pub fn reading_angle(d: At) -> f64 {
    let degrees = math::atan2(d.1, d.0).to_degrees();
    // Words along a north-south way all read upwards, whichever way they lean.
    if degrees > 100.0 {
        degrees - 180.0
    } else if degrees <= -80.0 {
        degrees + 180.0
    } else {
        degrees
    }
}

/// The longest segment of a line.
pub fn longest_segment(line: &[At]) -> Option<(At, At)> {
    let segments = line.iter().copied().zip(line.iter().copied().skip(1));
    segments.max_by(|a, b| distance(a.0, a.1).total_cmp(&distance(b.0, b.1)))
}

/// The convex hull, counter-clockwise (Andrew's monotone chain). O(n log n).
pub fn hull(mut points: Vec<At>) -> Vec<At> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    points.dedup();
    let turn = |o: At, a: At, b: At| (a.0 - o.0) * (b.1 - o.1) - (a.1 - o.1) * (b.0 - o.0);
    let half = |points: &mut dyn Iterator<Item = At>| {
        let mut chain: Vec<At> = Vec::new();
        for p in points {
            while let [.., o, a] = chain.as_slice()
                && turn(*o, *a, p) <= 0.0
            {
                chain.pop();
            }
            chain.push(p);
        }
        chain.pop();
        chain
    };
    let mut lower = half(&mut points.iter().copied());
    lower.extend(half(&mut points.iter().rev().copied()));
    lower
}
