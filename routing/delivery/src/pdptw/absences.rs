//! Fewer vehicles: a route is dissolved, and ruin and recreate goes on with whatever fits, until nothing is left out.
//!
//! Christiaens and Vanden Berghe 2020, section on fleet minimisation: each request counts how often it was left out, and a
//! change is taken when the sum of these counts falls, so that what is hard to place gets its place first.

use super::budget::Budget;
use super::ground::Ground;
use super::near::Near;
use super::recreate::Recreate;
use super::rng::Rng;
use super::solution::{ABSENT, Journal, Solution};
use super::strings::{Marks, Strings};

/// What a ruin takes out.
const STRINGS: Strings = Strings { mean: 10.0, longest: 10.0, split: 0.5, deeper: 0.01 };
/// Chance that a place is left out.
const BLINK: f64 = 0.01;
/// Temperature between solutions that leave out the same, in mean legs.
const WARMTH: f64 = 0.3;

/// The search; the counts live as long as it does.
pub(crate) struct Absences<'a> {
    ground: &'a Ground,
    near: &'a Near,
    recreate: Recreate,
    journal: Journal,
    marks: Marks,
    counts: Vec<u64>,
}

impl<'a> Absences<'a> {
    /// For one problem.
    pub(crate) fn new(ground: &'a Ground, near: &'a Near) -> Self {
        Self {
            ground,
            near,
            recreate: Recreate::new(ground, BLINK),
            journal: Journal::default(),
            marks: Marks::default(),
            counts: vec![0; ground.requests],
        }
    }

    /// Dissolves the route whose requests were left out least.
    pub(crate) fn dissolve(&mut self, solution: &mut Solution, rng: &mut Rng) {
        solution.prices.fill(ABSENT);
        solution.compact();
        let sum = |index: usize| -> u64 {
            solution.routes[index].requests().map(|r| self.counts[r as usize] + 1).sum()
        };
        if let Some(drop) = (0..solution.routes.len()).min_by_key(|&i| (sum(i), rng.bits())) {
            let route = solution.routes.swap_remove(drop);
            solution.absent.extend(route.requests());
            solution.relabel();
            solution.recount(self.ground);
        }
    }

    /// Searches until nothing is left out; whether that happened before the budget is used up to `until`.
    pub(crate) fn run(
        &mut self,
        solution: &mut Solution,
        budget: &mut Budget<'_>,
        until: f64,
        rng: &mut Rng,
    ) -> bool {
        let fleet = solution.routes.len();
        solution.recount(self.ground);
        let legs: i64 = solution.routes.iter().map(|r| r.cost).sum();
        let warmth = WARMTH * legs as f64 / (2 * self.ground.requests + fleet) as f64;
        while !solution.absent.is_empty() {
            if budget.step() >= until {
                return false;
            }
            self.step(solution, fleet, warmth, rng);
        }
        true
    }

    fn step(&mut self, current: &mut Solution, fleet: usize, warmth: f64, rng: &mut Rng) {
        let ground = self.ground;
        self.journal.begin(current);
        self.marks.clear(ground.requests);
        let missing: u64 = current.absent.iter().map(|&r| self.counts[r as usize]).sum();
        let before = current.absent.len();
        let seed = if rng.below(4) == 0 && before > 0 {
            current.absent[rng.below(before)] * 2 + (rng.bits() & 1) as u32
        } else {
            rng.below(ground.requests * 2) as u32
        };
        STRINGS.mark(current, self.near, seed, &mut self.marks, rng);
        self.marks.apply(ground, current, &mut self.journal);
        self.recreate.run(ground, current, (fleet, i64::MAX), &mut self.journal, rng);
        let now: u64 = current.absent.iter().map(|&r| self.counts[r as usize]).sum();
        for &request in &current.absent {
            self.counts[request as usize] += 1;
        }
        let worse = -warmth * (1.0 - rng.unit()).ln();
        let cost = |total: i64, absent: usize| (total - ABSENT * absent as i64) as f64;
        let cheaper = cost(current.cost, current.absent.len()) - cost(self.journal.cost(), before) < worse;
        let accept = current.absent.is_empty()
            || now < missing
            || (now == missing && current.absent.len() <= before && cheaper);
        if !accept {
            self.journal.rollback(current);
        }
    }
}
