//! Which cells are drawn: all of a small market, the near ones of a large one.
//!
//! Invariant: pure; a cell is never both made and dropped. Must not know: the engine.

use std::collections::BTreeSet;

use bevy::math::Vec3;

use crate::glb::Cell;

/// Markets with more stalls than this are drawn in part.
pub const LARGE_MARKET_STALLS: usize = 800;
/// Cells of a large market that come nearer than this are drawn, metres.
pub const NEAR_M: f32 = 70.0;
/// Cells of a large market farther than this are dropped, metres: more than [`NEAR_M`], so that none flickers.
pub const FAR_M: f32 = 95.0;

/// How far the box of a cell is from a point along the ground, metres.
#[must_use]
pub fn distance_m(cell: &Cell, eye: Vec3) -> f32 {
    let nearest = eye.clamp(cell.min, cell.max);
    Vec3::new(eye.x - nearest.x, 0.0, eye.z - nearest.z).length()
}

/// What to make, the nearest first, and what to drop. O(n log n) in the cells.
#[must_use]
pub fn plan(cells: &[Cell], eye: Vec3, shown: &BTreeSet<usize>, all: bool) -> (Vec<usize>, Vec<usize>) {
    let mut make: Vec<(f32, usize)> = Vec::new();
    let mut drop = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let distance = distance_m(cell, eye);
        if shown.contains(&index) {
            if !all && distance > FAR_M {
                drop.push(index);
            }
        } else if all || distance < NEAR_M {
            make.push((distance, index));
        }
    }
    make.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    (make.into_iter().map(|(_, index)| index).collect(), drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Vec<Cell> {
        (0..40)
            .map(|i| {
                let x = i as f32 * 20.0;
                Cell { min: Vec3::new(x, 0.0, 0.0), max: Vec3::new(x + 20.0, 3.0, 6.0), ..Cell::default() }
            })
            .collect()
    }

    #[test]
    fn a_small_market_is_drawn_whole_nearest_first() {
        let (make, drop) = plan(&row(), Vec3::new(790.0, 1.6, 0.0), &BTreeSet::new(), true);
        assert_eq!((make.len(), make[0], drop.len()), (40, 39, 0));
    }

    #[test]
    fn walking_through_a_large_market_holds_few_cells_and_never_flickers() {
        let cells = row();
        let mut shown = BTreeSet::new();
        let mut changes = 0;
        for x in 0..800 {
            let (make, drop) = plan(&cells, Vec3::new(x as f32, 1.6, 3.0), &shown, false);
            changes += make.len() + drop.len();
            shown.extend(make);
            shown.retain(|i| !drop.contains(i));
            assert!(shown.len() <= 11, "{} cells at {x}", shown.len());
        }
        assert!(changes < 80, "{changes} changes");
    }
}
