//! Shorter routes: ruin and recreate under simulated annealing.
//!
//! Christiaens and Vanden Berghe 2020. Temperatures are shares of the mean leg, so that they need no unit;
//! the cooling follows the share of the budget that is used up.

use super::budget::Budget;
use super::ground::Ground;
use super::near::Near;
use super::recreate::Recreate;
use super::rng::Rng;
use super::solution::{Journal, Solution};
use super::strings::{Marks, Strings};

/// First temperature, in mean legs.
const HOT: f64 = 1.0;
/// Last temperature, in mean legs.
const COLD: f64 = 0.01;
/// What a ruin takes out.
const STRINGS: Strings = Strings { mean: 10.0, longest: 10.0, split: 0.5, deeper: 0.01 };
/// Chance that a place is left out.
const BLINK: f64 = 0.01;

/// What the search for shorter routes works on.
pub(crate) struct Field<'a> {
    /// The problem.
    pub(crate) ground: &'a Ground,
    /// Neighbours.
    pub(crate) near: &'a Near,
    /// Most vehicles.
    pub(crate) fleet: usize,
}

/// The best solution found from `start` until the budget is used up to `until`; never worse than `start`.
pub(crate) fn improve(
    field: &Field<'_>,
    start: Solution,
    budget: &mut Budget<'_>,
    until: f64,
    rng: &mut Rng,
) -> Solution {
    let ground = field.ground;
    let nodes = ground.requests * 2;
    if nodes == 0 {
        return start;
    }
    let mut best = start.clone();
    let mut current = start;
    let mut recreate = Recreate::new(ground, BLINK);
    let (mut journal, mut marks) = (Journal::default(), Marks::default());
    let from = budget.used();
    let legs: i64 = current.routes.iter().map(|r| r.cost).sum();
    let mean_leg = legs as f64 / (nodes + current.used()) as f64;
    let mut temperature = mean_leg * HOT;
    let mut count = 0_u64;
    loop {
        let used = budget.step();
        if used >= until {
            break;
        }
        if count.is_multiple_of(32) {
            let gone = ((used - from) / (until - from).max(1e-9)).clamp(0.0, 1.0);
            temperature = mean_leg * HOT * (COLD / HOT).powf(gone);
        }
        count += 1;
        journal.begin(&current);
        marks.clear(ground.requests);
        let seed = rng.below(nodes) as u32;
        STRINGS.mark(&current, field.near, seed, &mut marks, rng);
        marks.apply(ground, &mut current, &mut journal);
        recreate.run(ground, &mut current, field.fleet, &mut journal, rng);
        let worse = temperature * -(1.0 - rng.unit()).ln();
        let before = journal.cost();
        if ((current.cost - before) as f64) < worse {
            if current.cost < best.cost {
                best.copy(&current);
            }
        } else {
            journal.rollback(&mut current);
        }
    }
    best
}
