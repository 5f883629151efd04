//! A row of frontages along one side of an aisle becomes footprints.
//!
//! A stall's front is a straight line of the width that was measured, its ends on the aisle's side.
//! Around the inside of a bend, neighbours meet on the bisector of the corner, so that no two stalls of a row overlap.

use market_model::{Mm, PointMm, Side, math};

use crate::clip::{area, keep_behind, largest_quad};
use crate::line::CentreLine;
use crate::side_path::SidePath;
use crate::vector::{V, add, cross, dot, left, norm, round, scale, sub, unit};

/// A footprint is never reported shallower than this, however tight the corner.
const LEAST_DEPTH_MM: f64 = 500.0;
/// Corners further than this along the row cannot touch a stall.
const MOST_REACH_MM: f64 = 60_000.0;

/// One measured frontage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frontage {
    /// Width of the front.
    pub width: Mm,
    /// Free space before it along the side; negative steps back over the stall before it.
    pub gap: Mm,
    /// Depth from front to back.
    pub depth: Mm,
    /// How far the front stands behind the aisle's side; negative stands in the aisle.
    pub setback: Mm,
}

/// Where a frontage came to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Front left, front right, back right, back left as seen from the aisle; counter-clockwise from above.
    pub footprint: [PointMm; 4],
    /// The point of the centre line before the middle of the front.
    pub door: PointMm,
    /// Distance of `door` from the aisle's start.
    pub chainage: Mm,
    /// Depth, less than measured where a bend's inside leaves less room.
    pub depth: Mm,
    /// How much of the measured area is left, in percent; 100 away from bends.
    pub kept_percent: u8,
}

/// A front on the path, before it is cut to fit its neighbours.
struct Front {
    start: V,
    end: V,
    from_s: f64,
    to_s: f64,
}

/// A corner of the row whose neighbours would overlap behind it.
struct Corner {
    at: V,
    /// Along the row, across the bisector.
    forward: V,
    half_tangent: f64,
    /// Stalls before the corner: `0..next`; after it: `next..`.
    next: usize,
}

/// Lays a row of frontages along one side of an aisle of `aisle_width`, from the aisle's start, in order.
///
/// A `Centre` row stands astride the centre line and is faced from its right. O(n) for gentle aisles.
#[must_use]
pub fn place_row(line: &CentreLine, aisle_width: Mm, side: Side, row: &[Frontage]) -> Vec<Placed> {
    let half = f64::from(aisle_width.0) / 2.0;
    let (offset, outward) = match side {
        Side::Left => (half, 1.0),
        Side::Right => (-half, -1.0),
        Side::Centre => (0.0, 1.0),
    };
    let path = SidePath::new(line, offset);
    let fronts = lay(&path, row);
    let mut shapes: Vec<Vec<V>> =
        fronts.iter().zip(row).map(|(front, f)| rectangle(front, f, side, outward)).collect();
    let whole: Vec<f64> = shapes.iter().map(|s| area(s)).collect();
    let deepest =
        row.iter().map(|f| f64::from(f.depth.0) + f64::from(f.setback.0.max(0))).fold(0.0, f64::max);
    for corner in corners(&path, &fronts, row, outward) {
        cut(&corner, &fronts, deepest, &mut shapes);
    }
    let mut placed = Vec::with_capacity(row.len());
    for (((front, frontage), shape), whole) in fronts.iter().zip(row).zip(&shapes).zip(whole) {
        let middle = scale(add(front.start, front.end), 0.5);
        let chainage = line.nearest_on(middle, path.legs_between(front.from_s, front.to_s));
        let quad = largest_quad(shape).unwrap_or_default();
        let ratio = if whole > 0.0 { (area(&quad) / whole).clamp(0.0, 1.0) } else { 1.0 };
        let depth = f64::from(frontage.depth.0);
        let cut_depth = if ratio > 0.999 { depth } else { (depth * ratio).max(LEAST_DEPTH_MM.min(depth)) };
        placed.push(Placed {
            footprint: quad.map(round),
            door: line.at(chainage),
            chainage: Mm(math::round_to_i32(chainage)),
            depth: Mm(math::round_to_i32(cut_depth)),
            kept_percent: math::round_to_i32(ratio * 100.0).clamp(0, 100) as u8,
        });
    }
    placed
}

/// Lays the fronts end to end along the path.
fn lay(path: &SidePath, row: &[Frontage]) -> Vec<Front> {
    let mut s = 0.0;
    row.iter()
        .map(|frontage| {
            let from_s = s + f64::from(frontage.gap.0);
            let to_s = path.chord_end(from_s, f64::from(frontage.width.0.max(0)));
            s = to_s;
            Front { start: path.at(from_s), end: path.at(to_s), from_s, to_s }
        })
        .collect()
}

/// The stall's measured rectangle, its front first, counter-clockwise.
fn rectangle(front: &Front, frontage: &Frontage, side: Side, outward: f64) -> Vec<V> {
    let depth = f64::from(frontage.depth.0.max(0));
    let out = scale(left(unit(sub(front.end, front.start))), outward);
    let near = f64::from(frontage.setback.0) - if side == Side::Centre { depth / 2.0 } else { 0.0 };
    let at = |p: V, distance: f64| add(p, scale(out, distance));
    let (a, b) = (front.start, front.end);
    if outward > 0.0 {
        vec![at(a, near), at(b, near), at(b, near + depth), at(a, near + depth)]
    } else {
        vec![at(b, near), at(a, near), at(a, near + depth), at(b, near + depth)]
    }
}

/// The corners of the row (of fronts and of gaps between them) that bend towards the stalls' backs.
fn corners(path: &SidePath, fronts: &[Front], row: &[Frontage], outward: f64) -> Vec<Corner> {
    // Each vertex of the row with the index of the first stall at or after it.
    let mut vertices: Vec<(V, usize)> = Vec::new();
    let mut last_s = f64::NEG_INFINITY;
    for (i, (front, frontage)) in fronts.iter().zip(row).enumerate() {
        if i > 0 && frontage.gap.0 > 0 {
            vertices.extend(path.corners_between(last_s, front.from_s).iter().map(|&c| (c, i)));
        }
        if i == 0 || frontage.gap.0 != 0 {
            vertices.push((front.start, i));
        }
        vertices.push((front.end, i + 1));
        last_s = front.to_s;
    }
    let mut corners = Vec::new();
    for w in vertices.windows(3) {
        let [(a, _), (b, next), (c, _)] = w else { continue };
        let (u, v) = (sub(*b, *a), sub(*c, *b));
        if norm(u) < 1.0 || norm(v) < 1.0 {
            continue;
        }
        let (u, v) = (unit(u), unit(v));
        let cosine = dot(u, v);
        // Towards the backs, and not a hairpin, whose bisector has no direction.
        if cross(u, v) * outward > 1e-4 && cosine > -0.95 {
            let half_tangent = ((1.0 - cosine) / (1.0 + cosine)).sqrt();
            corners.push(Corner { at: *b, forward: unit(add(u, v)), half_tangent, next: *next });
        }
    }
    corners
}

/// Cuts the stalls on both sides of a corner back to its bisector.
fn cut(corner: &Corner, fronts: &[Front], deepest: f64, shapes: &mut [Vec<V>]) {
    // At least a depth: two corners in a row, each gentle, may make one sharp bend.
    let reach = (deepest * corner.half_tangent.max(1.0) + 10.0).min(MOST_REACH_MM);
    let within_reach = |near: V| norm(sub(near, corner.at)) <= reach;
    let apply = |i: usize, normal: V, shapes: &mut [Vec<V>]| {
        if let Some(shape) = shapes.get_mut(i) {
            let cut = keep_behind(shape, corner.at, normal);
            // The front always stands; a cut that would take it is a row folded onto itself, told as an overlap.
            let keeps_front = cut.get(..2) == shape.get(..2);
            if keeps_front && cut.len() > 2 {
                *shape = cut;
            }
        }
    };
    for i in (0..corner.next).rev() {
        if !fronts.get(i).is_some_and(|f| within_reach(f.end)) {
            break;
        }
        apply(i, corner.forward, shapes);
    }
    for i in corner.next..fronts.len() {
        if !fronts.get(i).is_some_and(|f| within_reach(f.start)) {
            break;
        }
        apply(i, scale(corner.forward, -1.0), shapes);
    }
}
