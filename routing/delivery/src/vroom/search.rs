//! Ruin and recreate under simulated annealing: as much priority and as many tasks as possible, then least cost.
//!
//! Christiaens and Vanden Berghe 2020. Within the annealing what is left out has a price; the best solution is kept by
//! VROOM's own order, so that no price can buy a task. Temperatures are shares of the mean leg, so that they need no unit.

use super::ground::Ground;
use super::recreate::Recreate;
use super::ruin::Ruin;
use super::solution::{Journal, Rank, Solution};
use crate::pdptw::Budget;
use crate::pdptw::rng::Rng;

/// First temperature, in mean legs.
const HOT: f64 = 1.0;
/// Last temperature, in mean legs.
const COLD: f64 = 0.01;
/// A mean leg is at least this share of what it costs to serve a request alone; near ways to few tasks say little.
const LEG: f64 = 0.02;
/// What a task costs that is left out, in mean costs of serving a request alone.
const PRICE: f64 = 2.0;
/// By how much a unit of priority adds to that, in tasks.
const PRIORITY: i64 = 2;

/// A search from a start.
pub(crate) struct Search<'g, 'i> {
    ground: &'g Ground<'i>,
    ruin: Ruin,
    recreate: Recreate,
    journal: Journal,
    current: Solution,
    best: Solution,
    rank: Rank,
    price: i64,
}

impl<'g, 'i> Search<'g, 'i> {
    /// Completes a start, which may be empty, and searches from there.
    pub(crate) fn new(
        ground: &'g Ground<'i>,
        mut recreate: Recreate,
        start: Solution,
        rng: &mut Rng,
    ) -> Self {
        let mut current = start;
        let mut journal = Journal::default();
        journal.begin(&current);
        recreate.run(ground, &mut current, &mut journal, 0, rng);
        let (best, rank) = (current.clone(), current.rank(ground));
        Self { ground, ruin: Ruin::new(ground), recreate, journal, current, best, rank, price: 0 }
    }

    /// Searches until the budget is used up.
    pub(crate) fn run(&mut self, budget: &mut Budget<'_>, rng: &mut Rng) {
        let served = self.ground.place.len().max(1) + self.current.used.len();
        let fixed: i64 = self.current.used.iter().map(|&r| self.ground.cars[r as usize].fixed).sum();
        let alone = self.recreate.mean_alone;
        let mean = ((self.current.cost() - fixed) as f64 / served as f64).max(alone * LEG).max(1.0);
        self.price = (alone * PRICE).max(mean) as i64;
        let mut worth = self.worth();
        let mut temperature = mean * HOT;
        for count in 0_u64.. {
            let used = budget.step();
            if used >= 1.0 {
                break;
            }
            if count.is_multiple_of(32) {
                temperature = mean * HOT * (COLD / HOT).powf(used.clamp(0.0, 1.0));
            }
            self.journal.begin(&self.current);
            let old = self.current.absent.len();
            self.ruin.run(self.ground, &mut self.current, &mut self.journal, rng);
            self.recreate.run(self.ground, &mut self.current, &mut self.journal, old, rng);
            let now = self.worth();
            if ((now - worth) as f64) < temperature * -(1.0 - rng.unit()).ln() {
                worth = now;
                self.note();
            } else {
                self.journal.rollback(self.ground, &mut self.current);
            }
        }
    }

    /// The best solution, and what knows which vehicle can serve what.
    pub(crate) fn finish(self) -> (Solution, Recreate) {
        (self.best, self.recreate)
    }

    /// Cost with the price of what is left out.
    fn worth(&self) -> i64 {
        let price = |r: &u32| {
            let asked = self.ground.requests[*r as usize];
            (asked.size() as i64 + PRIORITY * asked.priority).saturating_mul(self.price)
        };
        self.current.absent.iter().map(price).fold(self.current.cost(), i64::saturating_add)
    }

    fn note(&mut self) {
        let rank = self.current.rank(self.ground);
        if rank < self.rank {
            self.rank = rank;
            self.best.copy(&self.current);
        }
    }
}
