//! Which footprints overlap.

use std::collections::{BTreeMap, BTreeSet};

use market_model::PointMm;

use crate::vector::{V, dot, exact, left, sub, unit};

/// Side of a cell of the search grid.
const CELL_MM: i32 = 5_000;
/// Footprints larger than this many cells are a slip of the pen, told elsewhere.
const MOST_CELLS: i64 = 400;

/// The pairs (by index, in order) of convex footprints that share more than a strip of `tolerance_mm`.
///
/// O(n log n) for footprints that are spread out.
#[must_use]
pub fn overlaps(footprints: &[[PointMm; 4]], tolerance_mm: f64) -> Vec<(usize, usize)> {
    let mut cells: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
    for (i, footprint) in footprints.iter().enumerate() {
        let cell = |v: i32| v.div_euclid(CELL_MM);
        let (x0, x1) = bounds(footprint.iter().map(|p| cell(p.x)));
        let (y0, y1) = bounds(footprint.iter().map(|p| cell(p.y)));
        if (i64::from(x1) - i64::from(x0) + 1) * (i64::from(y1) - i64::from(y0) + 1) > MOST_CELLS {
            continue;
        }
        for x in x0..=x1 {
            for y in y0..=y1 {
                cells.entry((x, y)).or_default().push(i);
            }
        }
    }
    let mut found = BTreeSet::new();
    for members in cells.values() {
        for (k, &i) in members.iter().enumerate() {
            for &j in members.get(k + 1..).unwrap_or(&[]) {
                if let (Some(a), Some(b)) = (footprints.get(i), footprints.get(j))
                    && !separated(a, b, tolerance_mm)
                {
                    found.insert((i.min(j), i.max(j)));
                }
            }
        }
    }
    found.into_iter().collect()
}

fn bounds(values: impl Iterator<Item = i32>) -> (i32, i32) {
    values.fold((i32::MAX, i32::MIN), |(low, high), v| (low.min(v), high.max(v)))
}

/// Whether an edge of either footprint separates both (separating axis theorem).
fn separated(a: &[PointMm; 4], b: &[PointMm; 4], tolerance_mm: f64) -> bool {
    let (a, b) = (a.map(exact), b.map(exact));
    separates(&a, &b, tolerance_mm) || separates(&b, &a, tolerance_mm)
}

fn separates(edges_of: &[V; 4], other: &[V; 4], tolerance_mm: f64) -> bool {
    (0..4).any(|i| {
        let (p, q) = (edges_of[i], edges_of[(i + 1) % 4]);
        if p == q {
            return false;
        }
        let outward = left(unit(sub(p, q)));
        other.iter().all(|&v| dot(sub(v, p), outward) >= -tolerance_mm)
    })
}
