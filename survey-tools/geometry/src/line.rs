//! Centre lines: a chain of legs, or a list of points, with distances along it.

use std::ops::Range;

use market_model::{Mm, PointMm, Side, math};

use crate::vector::{V, add, dot, exact, left, norm, round, scale, sub, unit};

/// One leg of a station chain: turn first, then walk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leg {
    /// Length of the leg; legs without a length only turn.
    pub length: Mm,
    /// Turn before the leg, in degrees, clockwise positive.
    pub turn_deg: f64,
}

/// A line of straight segments with distances along it, in millimetres.
///
/// Has no two equal points in a row; may be a single point when nothing was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct CentreLine {
    points: Vec<V>,
    /// Distance from the start to each point.
    along: Vec<f64>,
}

impl CentreLine {
    /// Walks a chain of legs from `start`, the first leg along `bearing_deg` (clockwise from north). O(n).
    #[must_use]
    pub fn from_legs(start: PointMm, bearing_deg: f64, legs: &[Leg]) -> Self {
        let mut here = exact(start);
        let mut points = vec![here];
        let mut bearing = finite(bearing_deg);
        for leg in legs {
            // Kept within a turn so that a long chain of turns loses no precision.
            bearing = (bearing + finite(leg.turn_deg)) % 360.0;
            let radians = bearing.to_radians();
            let length = f64::from(leg.length.0.max(0));
            here = add(here, scale((math::sin(radians), math::cos(radians)), length));
            points.push(here);
        }
        Self::from_exact(points)
    }

    /// The line through `points`. O(n).
    #[must_use]
    pub fn from_points(points: &[PointMm]) -> Self {
        Self::from_exact(points.iter().copied().map(exact).collect())
    }

    /// Length in millimetres.
    #[must_use]
    pub fn length_mm(&self) -> f64 {
        self.along.last().copied().unwrap_or(0.0)
    }

    /// The points, rounded to millimetres.
    #[must_use]
    pub fn points_mm(&self) -> Vec<PointMm> {
        self.points.iter().copied().map(round).collect()
    }

    /// The place `distance_mm` from the start; beyond an end it goes straight on. O(log n).
    #[must_use]
    pub fn at(&self, distance_mm: f64) -> PointMm {
        round(self.exact_at(distance_mm))
    }

    /// A place `offset_mm` to one side of the place `distance_mm` from the start; the middle has no offset. O(log n).
    #[must_use]
    pub fn beside(&self, distance_mm: f64, side: Side, offset_mm: f64) -> PointMm {
        let leg = self.leg_at(distance_mm);
        let sideways = left(self.direction(leg));
        let signed = match side {
            Side::Left => offset_mm,
            Side::Right => -offset_mm,
            Side::Centre => 0.0,
        };
        round(add(self.exact_at(distance_mm), scale(sideways, signed)))
    }

    /// Number of legs.
    pub(crate) fn n_legs(&self) -> usize {
        self.points.len().saturating_sub(1)
    }

    pub(crate) fn point(&self, i: usize) -> V {
        self.points.get(i).copied().unwrap_or_default()
    }

    /// Direction of a leg; north when there is none.
    pub(crate) fn direction(&self, leg: usize) -> V {
        match (self.points.get(leg), self.points.get(leg + 1)) {
            (Some(a), Some(b)) => unit(sub(*b, *a)),
            _ => (0.0, 1.0),
        }
    }

    /// Distance from the start of the point nearest to `p` on the legs in `legs`. Linear in their number.
    pub(crate) fn nearest_on(&self, p: V, legs: Range<usize>) -> f64 {
        let mut best = (f64::INFINITY, 0.0);
        for leg in legs {
            let (start, direction) = (self.point(leg), self.direction(leg));
            let from = self.along.get(leg).copied().unwrap_or(0.0);
            let leg_length = self.along.get(leg + 1).copied().unwrap_or(from) - from;
            let t = dot(sub(p, start), direction).clamp(0.0, leg_length);
            let distance = norm(sub(p, add(start, scale(direction, t))));
            if distance < best.0 {
                best = (distance, from + t);
            }
        }
        best.1
    }

    fn leg_at(&self, distance_mm: f64) -> usize {
        let after = self.along.partition_point(|&a| a <= distance_mm);
        after.saturating_sub(1).min(self.n_legs().saturating_sub(1))
    }

    pub(crate) fn exact_at(&self, distance_mm: f64) -> V {
        let leg = self.leg_at(distance_mm);
        let from = self.along.get(leg).copied().unwrap_or(0.0);
        add(self.point(leg), scale(self.direction(leg), finite(distance_mm) - from))
    }

    fn from_exact(candidates: Vec<V>) -> Self {
        let mut line = Self { points: Vec::new(), along: Vec::new() };
        let mut total = 0.0;
        for point in candidates {
            if let Some(before) = line.points.last() {
                let step = norm(sub(point, *before));
                if step < 0.5 {
                    continue;
                }
                total += step;
            }
            line.points.push(point);
            line.along.push(total);
        }
        line
    }
}

fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leg(length: i32, turn_deg: f64) -> Leg {
        Leg { length: Mm(length), turn_deg }
    }

    #[test]
    fn bearings_count_clockwise_from_north_and_turns_come_before_their_leg() {
        let line = CentreLine::from_legs(PointMm::new(1000, 2000), 0.0, &[leg(5000, 0.0), leg(3000, 90.0)]);
        let expected = [PointMm::new(1000, 2000), PointMm::new(1000, 7000), PointMm::new(4000, 7000)];
        assert_eq!(line.points_mm(), expected);
        assert!((line.length_mm() - 8000.0).abs() < 1e-6);
        assert_eq!(line.at(6000.0), PointMm::new(2000, 7000));
        assert_eq!(line.at(9000.0), PointMm::new(5000, 7000), "goes straight on past its end");
        assert_eq!(line.at(-500.0), PointMm::new(1000, 1500), "and before its start");
    }

    #[test]
    fn left_and_right_are_those_of_somebody_who_walks_from_the_start() {
        let north = CentreLine::from_legs(PointMm::new(0, 0), 0.0, &[leg(10_000, 0.0)]);
        assert_eq!(north.beside(4000.0, Side::Left, 1500.0), PointMm::new(-1500, 4000));
        assert_eq!(north.beside(4000.0, Side::Right, 1500.0), PointMm::new(1500, 4000));
        assert_eq!(north.beside(4000.0, Side::Centre, 1500.0), PointMm::new(0, 4000));
    }

    #[test]
    fn a_closed_square_ends_where_it_began_to_the_millimetre() {
        let legs = [leg(7_777, 0.0), leg(7_777, 90.0), leg(7_777, 90.0), leg(7_777, 90.0)];
        let line = CentreLine::from_legs(PointMm::new(0, 0), 33.3, &legs);
        assert_eq!(line.points_mm().last(), Some(&PointMm::new(0, 0)));
    }

    #[test]
    fn nothing_measured_and_absurd_angles_do_no_harm() {
        let empty = CentreLine::from_points(&[]);
        assert_eq!((empty.length_mm(), empty.at(5.0)), (0.0, PointMm::new(0, 5)));
        let odd =
            CentreLine::from_legs(PointMm::new(0, 0), f64::NAN, &[leg(-5, f64::INFINITY), leg(0, 1e308)]);
        assert_eq!(odd.points_mm(), [PointMm::new(0, 0)]);
    }
}
