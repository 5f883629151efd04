//! Shorter routes: ruin and recreate under simulated annealing.
//!
//! Christiaens and Vanden Berghe 2020. Temperatures are shares of the mean leg, so that they need no unit;
//! the cooling follows the share of the budget that is used up. With few vehicles most changes are not possible one by one:
//! the search may leave requests out for a while, at a [price](super::price) that keeps that seldom; what lasts too long is given up
//! for the last solution that was whole. (Ejections that force the rest in took most of the time with hundreds of requests.)

use super::budget::Budget;
use super::ground::{Ground, NONE};
use super::near::Near;
use super::partition;
use super::pool::Pool;
use super::price::Price;
use super::recreate::Recreate;
use super::rng::Rng;
use super::route::Route;
use super::solution::{Journal, Solution};
use super::strings::{Marks, Strings};

/// First temperature, in mean legs for each stop of a mean route: long routes are nested deeper, and it takes larger steps back to
/// get out of a poor nesting.
const HOT: f64 = 0.2;
/// Lowest and highest first temperature, in mean legs.
const HOTS: (f64, f64) = (2.0, 12.0);
/// Last temperature, in mean legs.
const COLD: f64 = 0.01;
/// Share of the time after which the routes seen are [combined](super::partition) and the search goes on from there.
const FIRST_ROUND: f64 = 0.94;
/// First temperature of what goes on, in mean legs.
const WARM: f64 = 0.03;
/// Share of the rest that combining may take.
const COMBINING: f64 = 0.4;
/// What a ruin takes out.
const STRINGS: Strings = Strings { mean: 10.0, longest: 10.0, split: 0.5, deeper: 0.01 };
/// Chance that a place is left out.
const BLINK: f64 = 0.01;
/// Iterations with something left out after which the search goes back to what was whole.
const PATIENCE: u32 = 500;
/// Iterations between two copies of what is whole.
const KEEP: u64 = 256;

/// What the search for shorter routes works on.
pub(crate) struct Field<'a> {
    /// The problem.
    pub(crate) ground: &'a Ground,
    /// Neighbours.
    pub(crate) near: &'a Near,
    /// Most vehicles.
    pub(crate) fleet: usize,
    /// Whether a vehicle less is worth any cost.
    pub(crate) by_fleet: bool,
}

struct Search<'a> {
    field: &'a Field<'a>,
    price: Price,
    best: Solution,
    /// One of the last solutions that left out no more than the best.
    whole: Solution,
    /// Rank of the best.
    rank: (usize, usize, i64),
    current: Solution,
    recreate: Recreate<'a>,
    journal: Journal,
    marks: Marks,
    pool: Pool,
    /// Iterations since the current solution left out no more than the best.
    lacking: u32,
}

/// The best solution found from `start` until the budget is used up to `until`; never worse than `start`.
pub(crate) fn improve(
    field: &Field<'_>,
    start: Solution,
    budget: &mut Budget<'_>,
    until: f64,
    rng: &mut Rng,
) -> Solution {
    let nodes = field.ground.requests * 2;
    if nodes == 0 {
        return start;
    }
    let legs: i64 = start.routes.iter().map(|r| r.cost).sum();
    let vehicles = start.used().max(1);
    let mean_leg = legs as f64 / (nodes + vehicles) as f64;
    let mut search = Search {
        field,
        price: Price::new(mean_leg, field.ground.requests),
        best: start.clone(),
        rank: start.rank(field.ground, field.by_fleet),
        whole: start.clone(),
        current: start,
        recreate: Recreate::new(field.ground, field.near, BLINK),
        journal: Journal::default(),
        marks: Marks::default(),
        pool: Pool::default(),
        lacking: 0,
    };
    search.reprice();
    let hot = (HOT * nodes as f64 / vehicles as f64).clamp(HOTS.0, HOTS.1);
    let again = budget.used() + (until - budget.used()) * FIRST_ROUND;
    search.cool(mean_leg * hot, mean_leg * COLD, (budget, again), rng);
    search.combine(budget, again + (until - again) * COMBINING);
    search.cool(mean_leg * WARM.min(hot), mean_leg * COLD, (budget, until), rng);
    search.best
}

impl Search<'_> {
    /// Ruins and recreates from one temperature down to another until the budget is used up to `until`.
    fn cool(&mut self, hot: f64, cold: f64, (budget, until): (&mut Budget<'_>, f64), rng: &mut Rng) {
        let from = budget.used();
        let mut temperature = hot;
        for count in 0_u64.. {
            let used = budget.step();
            if used >= until {
                break;
            }
            if count.is_multiple_of(32) {
                let gone = ((used - from) / (until - from).max(1e-9)).clamp(0.0, 1.0);
                temperature = hot * (cold / hot).powf(gone);
            }
            self.step(temperature, rng);
            self.grow();
            if self.price.count(self.lacking > 0) {
                self.reprice();
            }
            if self.lacking > PATIENCE {
                self.go_back();
            } else if self.lacking == 0 && count.is_multiple_of(KEEP) {
                self.whole.copy(&self.current);
                self.pool.note(self.field.ground, &self.current.routes);
            }
        }
    }

    /// Goes on with the best choice among the routes seen, or with the best solution when there is none.
    fn combine(&mut self, budget: &mut Budget<'_>, until: f64) {
        let ground = self.field.ground;
        if self.best.absent.is_empty() {
            self.pool.note(ground, &self.best.routes);
            let size = (ground.requests, self.field.fleet);
            if let Some(chosen) = partition::choose(&self.pool.columns, size, self.rank.2, (budget, until)) {
                self.take(&chosen);
            }
        }
        self.whole.copy(&self.best);
        self.go_back();
    }

    /// The best solution becomes that of these routes of the pool, if it is better.
    fn take(&mut self, chosen: &[usize]) {
        let ground = self.field.ground;
        let mut made = Solution::new(ground);
        for &index in chosen {
            let mut route = Route::empty(ground);
            if !route.set(ground, &self.pool.columns[index].nodes) {
                return;
            }
            made.routes.push(route);
        }
        made.relabel();
        made.absent.retain(|&r| made.route_of[r as usize] == NONE);
        made.recount(ground);
        let rank = made.rank(ground, self.field.by_fleet);
        if rank < self.rank {
            self.rank = rank;
            self.best = made;
        }
    }

    /// Takes over the prices as they are now.
    fn reprice(&mut self) {
        self.current.prices.clear();
        self.current.prices.extend(self.price.all());
        self.current.recount(self.field.ground);
    }

    /// What is left out now weighs more.
    fn grow(&mut self) {
        if self.lacking == 0 {
            return;
        }
        for &request in &self.current.absent {
            let request = request as usize;
            self.price.grow(request);
            if self.field.ground.prize[request].is_none() {
                let now = self.price.of(request);
                self.current.cost += now - self.current.prices[request];
                self.current.prices[request] = now;
            }
        }
    }

    /// One ruin, one recreate, one decision.
    fn step(&mut self, temperature: f64, rng: &mut Rng) {
        let ground = self.field.ground;
        self.journal.begin(&self.current);
        self.marks.clear(ground.requests);
        let seed = rng.below(ground.requests * 2) as u32;
        STRINGS.mark(&self.current, self.field.near, seed, &mut self.marks, rng);
        self.marks.apply(ground, &mut self.current, &mut self.journal);
        let worse = temperature * -(1.0 - rng.unit()).ln();
        let within = (self.field.fleet, self.journal.cost().saturating_add(worse.ceil() as i64));
        if self.recreate.run(ground, &mut self.current, within, &mut self.journal, rng) {
            self.note_best();
        } else {
            self.journal.rollback(&mut self.current);
        }
        let lacks = self.current.absent.len() > self.best.absent.len();
        self.lacking = if lacks { self.lacking + 1 } else { 0 };
    }

    fn note_best(&mut self) {
        let rank = self.current.rank(self.field.ground, self.field.by_fleet);
        if rank < self.rank {
            self.rank = rank;
            self.best.copy(&self.current);
        }
    }

    /// Gives up what is left out for too long; the prices stay.
    fn go_back(&mut self) {
        self.lacking = 0;
        // The best may have become better at serving since the copy was made.
        let outdated = self.whole.absent.len() > self.best.absent.len();
        self.current.copy(if outdated { &self.best } else { &self.whole });
        self.reprice();
    }
}
