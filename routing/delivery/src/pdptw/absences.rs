//! Fewer vehicles: a route is dissolved, and ruin and recreate goes on with whatever fits, until nothing is left out.
//!
//! Christiaens and Vanden Berghe 2020, section on fleet minimisation: each request counts how often it was left out, and a
//! change is taken when the sum of these counts falls, so that what is hard to place gets its place first. Counts are prices here,
//! one of them dearer than all legs, so that the recreate gives up as soon as the sum can no longer fall.

use super::budget::Budget;
use super::ground::{Ground, NONE};
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
/// Highest count, so that sums of prices fit into 64 bits; then all are halved.
const MOST: i64 = 1 << 14;

/// The search; the counts live as long as it does.
pub(crate) struct Absences<'a> {
    ground: &'a Ground,
    near: &'a Near,
    recreate: Recreate<'a>,
    journal: Journal,
    marks: Marks,
    /// By request: how often it was left out.
    counts: Vec<i64>,
    /// What one count weighs: more than all legs.
    unit: i64,
    left: Vec<u32>,
}

impl<'a> Absences<'a> {
    /// For one problem.
    pub(crate) fn new(ground: &'a Ground, near: &'a Near) -> Self {
        Self {
            ground,
            near,
            recreate: Recreate::new(ground, near, BLINK),
            journal: Journal::default(),
            marks: Marks::default(),
            counts: vec![1; ground.requests],
            unit: 1,
            left: Vec::new(),
        }
    }

    /// Dissolves the route whose requests were left out least.
    pub(crate) fn dissolve(&mut self, solution: &mut Solution, rng: &mut Rng) {
        solution.prices.fill(ABSENT);
        solution.compact();
        let sum = |index: usize| -> i64 {
            solution.routes[index].requests().map(|r| self.counts[r as usize]).sum()
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
        let legs: i64 = solution.routes.iter().map(|r| r.cost).sum();
        let warmth = WARMTH * legs as f64 / (2 * self.ground.requests + fleet) as f64;
        self.unit = 2 * legs + 1;
        self.reprice(solution);
        while !solution.absent.is_empty() {
            if budget.step() >= until {
                return false;
            }
            self.step(solution, fleet, warmth, rng);
        }
        true
    }

    /// Being left out costs what it counts.
    fn reprice(&self, solution: &mut Solution) {
        for (price, count) in solution.prices.iter_mut().zip(&self.counts) {
            *price = count * self.unit;
        }
        solution.recount(self.ground);
    }

    fn step(&mut self, current: &mut Solution, fleet: usize, warmth: f64, rng: &mut Rng) {
        let ground = self.ground;
        self.journal.begin(current);
        self.marks.clear(ground.requests);
        let before = current.absent.len();
        let seed = if rng.below(4) == 0 && before > 0 {
            current.absent[rng.below(before)] * 2 + (rng.bits() & 1) as u32
        } else {
            rng.below(ground.requests * 2) as u32
        };
        STRINGS.mark(current, self.near, seed, &mut self.marks, rng);
        self.marks.apply(ground, current, &mut self.journal);
        let worse = -warmth * (1.0 - rng.unit()).ln();
        let limit = self.journal.cost() + worse as i64 + 1;
        let whole = self.recreate.run(ground, current, (fleet, limit), &mut self.journal, rng);
        self.left.clear();
        self.left.extend(&current.absent);
        if !whole {
            // Under a unit it was not room that was missing, but that the way there was too long.
            self.left.extend(self.recreate.failed().filter(|f| f.1 >= self.unit).map(|f| f.0));
            self.journal.rollback(current);
        }
        for at in 0..self.left.len() {
            self.count(current, self.left[at]);
        }
    }

    /// A request was left out once more.
    fn count(&mut self, current: &mut Solution, request: u32) {
        let at = request as usize;
        self.counts[at] += 1;
        current.prices[at] += self.unit;
        if current.route_of[at] == NONE {
            current.cost += self.unit;
        }
        if self.counts[at] > MOST {
            self.counts.iter_mut().for_each(|c| *c = (*c / 2).max(1));
            self.reprice(current);
        }
    }
}
