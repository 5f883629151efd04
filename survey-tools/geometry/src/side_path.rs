//! The line along one side of an aisle, on which frontages are laid.
//!
//! A parallel of the centre line: outer corners are mitred, inner corners meet, legs too short to have an inner side
//! vanish, hairpins are cut square.

use std::ops::Range;

use crate::line::CentreLine;
use crate::vector::{V, add, cross, dot, left, norm, scale, sub, unit};

/// Turns sharper than this (cosine of 120°) are cut square: a mitre would run away.
const HAIRPIN_COS: f64 = -0.5;

/// A path with, for each segment, the leg of the centre line that it follows.
pub struct SidePath {
    points: Vec<V>,
    along: Vec<f64>,
    legs: Vec<usize>,
    fallback: V,
}

/// The parallel of one leg.
#[derive(Clone, Copy)]
struct Parallel {
    leg: usize,
    start: V,
    end: V,
    direction: V,
}

impl SidePath {
    /// The parallel at `offset_mm`, positive to the left. O(n) for gentle lines, O(n²) at worst.
    pub fn new(line: &CentreLine, offset_mm: f64) -> Self {
        let parallels: Vec<Parallel> = (0..line.n_legs())
            .map(|leg| {
                let direction = line.direction(leg);
                let shift = scale(left(direction), offset_mm);
                let (start, end) = (add(line.point(leg), shift), add(line.point(leg + 1), shift));
                Parallel { leg, start, end, direction }
            })
            .collect();
        let parallels = without_reversed(parallels);
        let mut path = Self {
            points: Vec::new(),
            along: Vec::new(),
            legs: Vec::new(),
            fallback: add(line.point(0), scale(left(line.direction(0)), offset_mm)),
        };
        for (i, parallel) in parallels.iter().enumerate() {
            let (start, end) = span(&parallels, i);
            path.push(start, parallel.leg);
            path.push(end, parallel.leg);
        }
        path
    }

    /// The point at `s` along the path; beyond an end it goes straight on.
    pub fn at(&self, s: f64) -> V {
        let segment = self.segment_at(s);
        let (from, direction) = self.segment(segment);
        add(from, scale(direction, s - self.along.get(segment).copied().unwrap_or(0.0)))
    }

    /// The first place after `s` whose straight distance from `s` is `width`. Linear in the segments passed.
    pub fn chord_end(&self, s: f64, width: f64) -> f64 {
        let from = self.at(s);
        let mut segment = self.segment_at(s);
        while segment + 1 < self.n_segments() && norm(sub(self.point(segment + 1), from)) < width {
            segment += 1;
        }
        let (start, direction) = self.segment(segment);
        // |start + t·direction - from| = width, the later of both solutions.
        let offset = sub(start, from);
        let b = dot(offset, direction);
        let discriminant = (b * b - dot(offset, offset) + width * width).max(0.0);
        let t = -b + discriminant.sqrt();
        (self.along.get(segment).copied().unwrap_or(0.0) + t).max(s)
    }

    /// The corners of the path strictly between `from` and `to`.
    pub fn corners_between(&self, from: f64, to: f64) -> &[V] {
        let first = self.along.partition_point(|&a| a <= from);
        let last = self.along.partition_point(|&a| a < to);
        self.points.get(first..last.max(first)).unwrap_or(&[])
    }

    /// The legs of the centre line between `from` and `to`, as a range.
    pub fn legs_between(&self, from: f64, to: f64) -> Range<usize> {
        let leg = |s: f64| self.legs.get(self.segment_at(s)).copied().unwrap_or(0);
        leg(from)..leg(to) + 1
    }

    fn push(&mut self, point: V, leg: usize) {
        let step = self.points.last().map_or(0.0, |p| norm(sub(point, *p)));
        if self.points.is_empty() || step > 1e-6 {
            let total = self.along.last().copied().unwrap_or(0.0);
            if !self.points.is_empty() {
                self.legs.push(leg);
            }
            self.points.push(point);
            self.along.push(total + step);
        }
    }

    fn n_segments(&self) -> usize {
        self.legs.len()
    }

    fn point(&self, i: usize) -> V {
        self.points.get(i).copied().unwrap_or(self.fallback)
    }

    fn segment_at(&self, s: f64) -> usize {
        let after = self.along.partition_point(|&a| a <= s);
        after.saturating_sub(1).min(self.n_segments().saturating_sub(1))
    }

    fn segment(&self, i: usize) -> (V, V) {
        match (self.points.get(i), self.points.get(i + 1)) {
            (Some(a), Some(b)) => (*a, unit(sub(*b, *a))),
            _ => (self.point(i), (0.0, 1.0)),
        }
    }
}

/// Where the parallel `i` begins and ends once joined to its neighbours.
fn span(parallels: &[Parallel], i: usize) -> (V, V) {
    let Some(this) = parallels.get(i) else { return Default::default() };
    let before = i.checked_sub(1).and_then(|j| parallels.get(j));
    let start = before.and_then(|b| join(b, this)).unwrap_or(this.start);
    let end = parallels.get(i + 1).and_then(|a| join(this, a)).unwrap_or(this.end);
    (start, end)
}

/// The common corner of two parallels; `None` when they are cut square.
fn join(a: &Parallel, b: &Parallel) -> Option<V> {
    let turn = cross(a.direction, b.direction);
    if dot(a.direction, b.direction) < HAIRPIN_COS || turn.abs() < 1e-9 {
        return None;
    }
    let t = cross(sub(b.start, a.start), b.direction) / turn;
    Some(add(a.start, scale(a.direction, t)))
}

/// Takes out parallels that would run backwards, the worst first.
fn without_reversed(mut parallels: Vec<Parallel>) -> Vec<Parallel> {
    while parallels.len() > 1 {
        let forward = |i: usize| {
            let (start, end) = span(&parallels, i);
            parallels.get(i).map_or(0.0, |p| dot(sub(end, start), p.direction))
        };
        let worst = (0..parallels.len()).map(|i| (forward(i), i)).min_by(|a, b| a.0.total_cmp(&b.0));
        match worst {
            Some((length, i)) if length < -1e-6 => {
                parallels.remove(i);
            }
            _ => break,
        }
    }
    parallels
}
