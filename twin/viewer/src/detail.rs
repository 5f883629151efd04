//! How much of each cell is drawn, so that the whole never costs more than a phone draws.
//!
//! A cell is drawn at one of [`LEVELS`] levels: whole, without its smallest triangles, or with its large ones alone.
//! Distances decide, times a scale; the scale is the largest one with which all that is in sight stays within the
//! [`Budget`].
//! Invariants: pure; what is chosen never costs more than the budget; a level does not change to and fro while
//! somebody walks to and fro by less than a seventh of the distance.
//! Must not know: the engine, what hides what.

use std::collections::BTreeSet;

use bevy::math::Vec3;

use crate::glb::{Cell, MeshDef, Scene};
use crate::sight::Seen;

/// How many levels of detail there are.
pub const LEVELS: usize = 3;
/// Triangles smaller than this in their mesh are left out, square metres, by level: 22 cm and 60 cm in the square are 5 and 7
/// pixels where the level begins, on a screen of 1080 lines.
pub const LEAST_M2: [f32; LEVELS] = [0.0, 0.024, 0.18];
/// Where the second and the third level begin, metres.
const BEGIN_M: [f32; LEVELS] = [0.0, 26.0, 62.0];
/// What is plainly in sight and nearer than this is whole, whatever else must go, metres: one reads its signs.
const WHOLE_M: f32 = 12.0;
/// What is in sight is drawn as far as this, metres, in a market that is never drawn whole.
pub const REACH_M: f32 = 150.0;
/// A finer level is kept so much longer than it is taken up.
const KEEP: f32 = 1.15;
/// Multiply the distances, the best first; at the last, far cells go too.
const SCALES: [f32; 10] = [64.0, 4.0, 2.0, 1.4, 1.0, 0.72, 0.5, 0.34, 0.2, 0.0];
/// A better scale is taken up only with this share of the budget to spare.
const SPARE: f32 = 0.93;

/// What may be drawn at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Triangles.
    pub triangles: u32,
    /// Draw calls.
    pub draws: u32,
}

/// What a phone draws without effort, less what sky, ground, lifts, route and marks take.
pub const BUDGET: Budget = Budget { triangles: 144_000, draws: 78 };

/// What a cell costs at each level, with all shutters down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// Triangles.
    pub triangles: [u32; LEVELS],
    /// Draw calls: one a material.
    pub draws: [u32; LEVELS],
}

/// The costs of a scene's cells. Linear in its distinct triangles and its parts.
#[must_use]
pub fn costs(scene: &Scene) -> Vec<Cost> {
    let meshes: Vec<Vec<(usize, [u32; LEVELS])>> = scene.meshes.iter().map(count).collect();
    let of_cell = |cell: &Cell| {
        let mut cost = Cost::default();
        let mut materials: [BTreeSet<usize>; LEVELS] = Default::default();
        let stalls = cell.stalls.iter().flat_map(|s| &scene.stalls[*s].parts);
        for part in stalls.chain(cell.statics.iter().map(|s| &scene.statics[*s].part)) {
            for (material, triangles) in &meshes[part.mesh] {
                for level in 0..LEVELS {
                    cost.triangles[level] += triangles[level];
                    if triangles[level] > 0 {
                        materials[level].insert(*material);
                    }
                }
            }
        }
        cost.draws = std::array::from_fn(|level| materials[level].len() as u32);
        cost
    };
    scene.cells.iter().map(of_cell).collect()
}

/// Triangles of a mesh by material and level.
fn count(mesh: &MeshDef) -> Vec<(usize, [u32; LEVELS])> {
    let of_prim = |prim: &crate::glb::Prim| {
        let mut n = [0; LEVELS];
        for t in prim.indices.chunks_exact(3) {
            let area = area_m2(&prim.positions, [t[0], t[1], t[2]]);
            for (n, least) in n.iter_mut().zip(LEAST_M2) {
                *n += u32::from(area >= least);
            }
        }
        (prim.material, n)
    };
    mesh.prims.iter().map(of_prim).collect()
}

/// The area of a triangle in its mesh's own frame, square metres.
#[must_use]
pub fn area_m2(positions: &[[f32; 3]], triangle: [u32; 3]) -> f32 {
    let [a, b, c] = triangle.map(|i| Vec3::from_array(positions[i as usize]));
    (b - a).cross(c - a).length() / 2.0
}

/// How far the box of a cell is from a point along the ground, metres.
#[must_use]
pub fn distance_m(cell: &Cell, eye: Vec3) -> f32 {
    let nearest = eye.clamp(cell.min, cell.max);
    Vec3::new(eye.x - nearest.x, 0.0, eye.z - nearest.z).length()
}

/// Whether all of a market may be drawn at once.
#[must_use]
pub fn fits_whole(costs: &[Cost], budget: Budget) -> bool {
    let (triangles, draws) =
        costs.iter().fold((0, 0), |(t, d), cost| (t + cost.triangles[0], d + cost.draws[0]));
    triangles <= budget.triangles && draws <= budget.draws
}

/// The levels of all cells, kept from one choice to the next.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    /// Level by cell; `None` is not drawn.
    pub of: Vec<Option<u8>>,
    scale: usize,
}

impl Levels {
    /// Chooses anew. `reach` limits what is drawn, metres. O(n log n) in the cells.
    pub fn choose(
        &mut self,
        cells: &[Cell],
        costs: &[Cost],
        (eye, seen, reach): (Vec3, &[Seen], f32),
        budget: Budget,
    ) {
        self.of.resize(cells.len(), None);
        let distances: Vec<f32> = cells.iter().map(|cell| distance_m(cell, eye)).collect();
        for (scale, factor) in SCALES.into_iter().enumerate() {
            let of: Vec<Option<u8>> = (0..cells.len())
                .map(|i| {
                    let seen = seen.get(i).copied().unwrap_or_default();
                    level(distances[i], seen, (factor, reach), self.of[i])
                })
                .collect();
            let limit = if scale < self.scale { share(budget, SPARE) } else { budget };
            if within(&of, costs, limit) || scale + 1 == SCALES.len() {
                self.of = of;
                self.scale = scale;
                break;
            }
        }
        self.leave_out_far(costs, &distances, budget);
    }

    /// What even the coarsest levels cannot fit goes, the farthest first.
    fn leave_out_far(&mut self, costs: &[Cost], distances: &[f32], budget: Budget) {
        let mut order: Vec<usize> = (0..self.of.len()).filter(|i| self.of[*i].is_some()).collect();
        order.sort_by(|a, b| distances[*a].total_cmp(&distances[*b]).then(a.cmp(b)));
        while !within(&self.of, costs, budget) {
            let Some(farthest) = order.pop() else { break };
            self.of[farthest] = None;
        }
    }
}

fn share(budget: Budget, of: f32) -> Budget {
    let part = |n: u32| (n as f32 * of) as u32;
    Budget { triangles: part(budget.triangles), draws: part(budget.draws) }
}

/// The level for a distance.
fn level(distance: f32, seen: Seen, (scale, reach): (f32, f32), before: Option<u8>) -> Option<u8> {
    let coarsest = LEVELS - 1;
    // Whoever is being drawn is kept a little longer.
    let keep = |finer: bool| if finer { KEEP } else { 1.0 };
    if seen == Seen::Not || distance > reach * keep(before.is_some()) {
        return None;
    }
    if seen == Seen::Plainly && distance < WHOLE_M {
        return Some(0);
    }
    let fine = (0..coarsest).find(|level| {
        let kept = before.is_some_and(|b| usize::from(b) <= *level);
        distance < BEGIN_M[level + 1] * scale * keep(kept)
    });
    let wanted = fine.unwrap_or(coarsest);
    // Only the large parts of what looks over the stalls in front matter, unless there is room for everything.
    let wanted = if seen == Seen::Over && scale < SCALES[0] { coarsest } else { wanted };
    Some(wanted as u8)
}

/// Whether a choice stays within a budget.
#[must_use]
pub fn within(levels: &[Option<u8>], costs: &[Cost], budget: Budget) -> bool {
    let (triangles, draws) = total(levels, costs);
    triangles <= budget.triangles && draws <= budget.draws
}

/// Triangles and draw calls of a choice.
#[must_use]
pub fn total(levels: &[Option<u8>], costs: &[Cost]) -> (u32, u32) {
    levels.iter().zip(costs).fold((0, 0), |(triangles, draws), (level, cost)| match level {
        Some(level) => {
            let level = usize::from(*level);
            (triangles + cost.triangles[level], draws + cost.draws[level])
        }
        None => (triangles, draws),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(n: usize) -> (Vec<Cell>, Vec<Cost>) {
        let cell = |i: usize| {
            let x = i as f32 * 20.0;
            Cell { min: Vec3::new(x, 0.0, 0.0), max: Vec3::new(x + 20.0, 3.0, 6.0), ..Cell::default() }
        };
        let cost = Cost { triangles: [6_000, 3_000, 1_000], draws: [3, 3, 2] };
        ((0..n).map(cell).collect(), vec![cost; n])
    }

    #[test]
    fn a_market_that_fits_is_drawn_whole() {
        let (cells, costs) = row(20);
        assert!(fits_whole(&costs, BUDGET));
        let mut levels = Levels::default();
        let all = vec![Seen::Plainly; 20];
        levels.choose(&cells, &costs, (Vec3::ZERO, &all, f32::INFINITY), BUDGET);
        assert_eq!(levels.of, [Some(0); 20]);
    }

    #[test]
    fn no_walk_goes_over_the_budget_and_what_is_near_is_whole() {
        let (cells, costs) = row(400);
        let all = vec![Seen::Plainly; cells.len()];
        for budget in [BUDGET, Budget { triangles: 20_000, draws: 12 }, Budget { triangles: 0, draws: 0 }] {
            let mut levels = Levels::default();
            for x in 0..8_000 {
                let eye = Vec3::new(x as f32, 1.6, 3.0);
                levels.choose(&cells, &costs, (eye, &all, REACH_M), budget);
                assert!(within(&levels.of, &costs, budget), "at {x}: {:?}", total(&levels.of, &costs));
                if budget == BUDGET {
                    assert_eq!(levels.of[(x / 20).min(399)], Some(0), "at {x}");
                }
            }
        }
    }

    #[test]
    fn a_level_does_not_waver() {
        let (cells, costs) = row(60);
        let all = vec![Seen::Plainly; cells.len()];
        let mut levels = Levels::default();
        let mut changes = 0;
        for i in 0..200 {
            let eye = Vec3::new(300.0 + (i % 2) as f32 * 2.0, 1.6, 3.0);
            let before = levels.of.clone();
            levels.choose(&cells, &costs, (eye, &all, REACH_M), BUDGET);
            changes += usize::from(i > 1 && before != levels.of);
        }
        assert!(changes <= 1, "{changes} changes");
    }

    #[test]
    fn what_is_out_of_sight_is_not_drawn_and_what_looks_over_is_drawn_coarsely() {
        let (cells, costs) = row(400);
        let mut seen = vec![Seen::Not; cells.len()];
        (seen[0], seen[1]) = (Seen::Plainly, Seen::Over);
        let mut levels = Levels::default();
        let tight = Budget { triangles: 7_500, draws: 9 };
        levels.choose(&cells, &costs, (Vec3::ZERO, &seen, REACH_M), tight);
        assert_eq!(levels.of[..3], [Some(0), Some(2), None]);
    }
}
