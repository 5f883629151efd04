//! Centre lines: a chain of legs, or a list of points, with distances along it.

use market_model::{Mm, PointMm, math};

/// One leg of a station chain: turn first, then walk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leg {
    /// Length of the leg.
    pub length: Mm,
    /// Turn before the leg, in degrees, clockwise positive.
    pub turn_deg: f64,
}

/// A line of straight segments with distances along it, in millimetres.
#[derive(Debug, Clone, PartialEq)]
pub struct CentreLine {
    points: Vec<(f64, f64)>,
    /// Distance from the start to each point.
    along: Vec<f64>,
}

impl CentreLine {
    /// Walks a chain of legs from `start`, the first leg along `bearing_deg` (clockwise from north). O(n).
    #[must_use]
    pub fn from_legs(start: PointMm, bearing_deg: f64, legs: &[Leg]) -> Self {
        let mut here = (f64::from(start.x), f64::from(start.y));
        let mut points = vec![here];
        let mut bearing = bearing_deg;
        for leg in legs {
            bearing += leg.turn_deg;
            let radians = bearing.to_radians();
            let length = f64::from(leg.length.0);
            here = (here.0 + length * math::sin(radians), here.1 + length * math::cos(radians));
            points.push(here);
        }
        Self::from_exact(points)
    }

    /// The line through `points`. O(n).
    #[must_use]
    pub fn from_points(points: &[PointMm]) -> Self {
        Self::from_exact(points.iter().map(|p| (f64::from(p.x), f64::from(p.y))).collect())
    }

    fn from_exact(points: Vec<(f64, f64)>) -> Self {
        let mut along = Vec::with_capacity(points.len());
        let mut total = 0.0;
        for (i, point) in points.iter().enumerate() {
            if let Some(before) = i.checked_sub(1).and_then(|j| points.get(j)) {
                total += math::length(point.0 - before.0, point.1 - before.1);
            }
            along.push(total);
        }
        Self { points, along }
    }
}
