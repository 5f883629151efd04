//! The search: each order into its best place, then ruin and recreate under simulated annealing.
//!
//! After slack induction by string removals (Christiaens and Vanden Berghe 2020), with trips of orders for tours of
//! customers. Deterministic for a seed and a number of steps; the best plan found is kept, so that more steps never
//! make it worse; may be stopped between any two steps.

use crate::budget::Budget;
use crate::chance::Chance;
use crate::day::Day;
use crate::insert::Finder;
use crate::plan::Limits;
use crate::polish;
use crate::ruin::Ruin;
use crate::task::Task;
use crate::tour::Tours;

/// Temperatures at the first and the last step, in milliseconds of work.
const HOT: f64 = 240_000.0;
const COLD: f64 = 2_000.0;
/// At most so many orders that are left over are tried again in one step.
const AGAIN: usize = 6;

/// All riders' days and the orders left over.
#[derive(Debug, Clone, Default)]
pub(crate) struct Solution {
    pub days: Vec<Day>,
    pub unserved: Vec<usize>,
    /// Of these the ones for which there was no time.
    pub untried: Vec<usize>,
}

/// The orders that are left over, each into its best place, hardest promises first; what the budget does not allow is
/// left untried. Changes no trip of `first` but to put orders into it.
pub(crate) fn build(
    task: &Task,
    tours: &Tours,
    first: Solution,
    seed: u64,
    budget: &mut Budget<'_>,
) -> Solution {
    let mut search = Search::new(task, tours, first, seed);
    search.now.untried.clear();
    for job in hardest_first(task, search.now.unserved.clone()) {
        if budget.more() {
            search.put(job, false);
        } else {
            search.now.untried.push(job);
        }
    }
    search.now.untried.sort_unstable();
    search.now.unserved.sort_unstable();
    search.now
}

/// Orders in the sequence in which a first plan takes them: by weight, then by the end of the promise.
pub(crate) fn hardest_first(task: &Task, mut orders: Vec<usize>) -> Vec<usize> {
    orders.sort_by_key(|j| {
        let job = &task.jobs[*j];
        (std::cmp::Reverse(job.weight), job.until, job.from, *j)
    });
    orders
}

/// Improves `first`, a plan that keeps all rules, until the steps are done or the budget is. `until` tells how far the
/// budget goes with these days in hand.
pub(crate) fn improve(
    task: &Task,
    tours: &Tours,
    first: Solution,
    limits: Limits,
    budget: &mut Budget<'_>,
    until: &dyn Fn(&[Day]) -> f64,
) -> Solution {
    let mut search = Search::new(task, tours, first, limits.seed);
    search.best_price = search.price();
    let mut steps = 0;
    while steps < limits.steps && !task.jobs.is_empty() && budget.more() {
        let share = (steps as f64 / limits.steps as f64).max(budget.share());
        let best = search.best_price;
        search.step(HOT * (COLD / HOT).powf(share));
        if search.best_price < best {
            budget.until = until(&search.best.days);
        }
        steps += 1;
    }
    let mut best = search.best;
    best.untried.retain(|j| best.unserved.contains(j));
    best.unserved.sort_unstable();
    best
}

/// Gives the days that differ from `before` the last touch.
pub(crate) fn polish(
    task: &Task,
    tours: &Tours,
    before: &[Day],
    mut solution: Solution,
    budget: &mut Budget<'_>,
) -> Solution {
    let mut finder = Finder::new(task, tours);
    for (rider, day) in solution.days.iter_mut().enumerate() {
        for index in 0..day.trips.len() {
            let same = before.get(rider).is_some_and(|b| b.trips.get(index) == day.trips.get(index));
            if !same && budget.more() {
                polish::trip(&mut finder, rider, day, index);
            }
        }
    }
    solution
}

struct Search<'a> {
    task: &'a Task,
    finder: Finder<'a>,
    ruin: Ruin<'a>,
    chance: Chance,
    now: Solution,
    best: Solution,
    best_price: i64,
    /// Price of each day of `now`.
    prices: Vec<i64>,
    /// Days as they were before this step.
    old: Vec<(usize, Day)>,
}

impl<'a> Search<'a> {
    fn new(task: &'a Task, tours: &'a Tours, first: Solution, seed: u64) -> Self {
        let prices = first.days.iter().enumerate().map(|(r, d)| task.day_price(r, d)).collect();
        Self {
            task,
            finder: Finder::new(task, tours),
            ruin: Ruin::new(task),
            chance: Chance::new(seed),
            best: first.clone(),
            best_price: i64::MAX,
            now: first,
            prices,
            old: Vec::new(),
        }
    }

    fn price(&self) -> i64 {
        let left: u64 = self.now.unserved.iter().map(|j| self.task.jobs[*j].weight).sum();
        self.prices.iter().sum::<i64>() + left as i64
    }

    /// Puts an order into its best place, or leaves it over.
    fn put(&mut self, job: usize, blink: bool) {
        let old = &mut self.old;
        let mut touch = |rider: usize, day: &Day| {
            if old.iter().all(|(r, _)| *r != rider) {
                old.push((rider, day.clone()));
            }
        };
        let chance = blink.then_some(&mut self.chance);
        match self.finder.insert(&mut self.now.days, job, chance, &mut touch) {
            Some(rider) => {
                self.prices[rider] = self.task.day_price(rider, &self.now.days[rider]);
                self.now.unserved.retain(|j| *j != job);
            }
            None if !self.now.unserved.contains(&job) => self.now.unserved.push(job),
            None => {}
        }
    }

    /// Ruins, recreates, and keeps the new plan when it is good enough at this temperature.
    fn step(&mut self, temperature: f64) {
        self.old.clear();
        let before = self.price();
        let left = self.now.unserved.clone();
        let removed = self.ruin.choose(&self.now, &mut self.chance);
        self.take_out(&removed);
        let mut back = removed;
        let mut again = left.clone();
        self.chance.shuffle(&mut again);
        again.truncate(AGAIN);
        back.extend(again);
        back.sort_unstable();
        back.dedup();
        self.ruin.sort(&mut back, &mut self.chance);
        for job in back {
            self.put(job, true);
        }
        let after = self.price();
        let bar = before as f64 - temperature * self.chance.unit().max(1e-12).ln();
        if after as f64 >= bar {
            for (rider, day) in self.old.drain(..) {
                self.prices[rider] = self.task.day_price(rider, &day);
                self.now.days[rider] = day;
            }
            self.now.unserved = left;
        } else if after < self.best_price {
            self.best_price = after;
            self.best.clone_from(&self.now);
        }
    }

    fn take_out(&mut self, removed: &[usize]) {
        for rider in 0..self.now.days.len() {
            let day = &self.now.days[rider];
            let hit = |job: usize| removed.contains(&job);
            if !day.trips.iter().any(|t| t.calls.iter().any(|c| hit(c.job))) {
                continue;
            }
            let old = day.clone();
            let (new, lost) = without(self.task, &mut self.finder, rider, &old, &hit);
            self.now.unserved.extend(lost);
            self.now.days[rider] = new;
            self.prices[rider] = self.task.day_price(rider, &self.now.days[rider]);
            self.old.push((rider, old));
        }
    }
}

/// A day without some orders, and what had to go with them; a day that cannot be timed then is cut from its end.
pub(crate) fn without(
    task: &Task,
    finder: &mut Finder<'_>,
    rider: usize,
    day: &Day,
    hit: &dyn Fn(usize) -> bool,
) -> (Day, Vec<usize>) {
    let mut new = day.clone();
    let mut lost: Vec<usize> = Vec::new();
    for trip in &mut new.trips {
        let n = trip.calls.len();
        lost.extend(trip.calls.iter().map(|c| c.job).filter(|j| hit(*j)));
        trip.calls.retain(|c| !hit(c.job));
        if trip.calls.len() < n {
            task.gather(trip);
        }
    }
    let first = new.trips.iter().zip(&day.trips).position(|(a, b)| a.calls != b.calls).unwrap_or(0);
    new.trips.retain(|t| !t.calls.is_empty());
    loop {
        let from = first.min(new.trips.len());
        if task.time_day(&task.workers[rider], &mut new, from, &mut finder.visits).is_some() {
            break;
        }
        match new.trips.pop() {
            Some(trip) => lost.extend(trip.calls.iter().map(|c| c.job)),
            None => break,
        }
    }
    (new, lost)
}
