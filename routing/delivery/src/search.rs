//! The search: each order into its best place, then orders moved to better places until nothing helps.
//!
//! Insertion by least added time in the order of promises, then relocation (an order is taken out and put back where it
//! costs least, its own place included) and 2-opt on the doors of each trip. Deterministic; stops at a step limit.

use crate::schedule::{Scene, Timed, Trip};
use crate::task::{Task, Worker};
use crate::tour::Tours;

/// So many rounds of improvement at most.
const ROUNDS: usize = 12;
/// So many trial timings at most: a bound on time that does not depend on the machine.
const MAX_TRIALS: u64 = 3_000_000;

/// A rider's trips and their times.
#[derive(Clone, Default)]
pub(crate) struct Day {
    pub trips: Vec<Trip>,
    pub timed: Vec<Timed>,
}

impl Day {
    fn cost(&self) -> u64 {
        self.timed.iter().map(Timed::cost).sum()
    }
}

/// All riders' days and the orders left over.
pub(crate) struct Solution {
    pub days: Vec<Day>,
    pub unserved: Vec<usize>,
}

/// Finds a good plan.
pub(crate) fn solve(task: &Task, tours: &Tours) -> Solution {
    let mut search = Search {
        scene: Scene { task, tours, relaxed: None },
        days: task.workers.iter().map(|_| Day::default()).collect(),
        trials: 0,
    };
    let mut order: Vec<usize> = (0..task.jobs.len()).collect();
    order.sort_by_key(|j| (task.jobs[*j].until_ms, task.jobs[*j].from_ms, *j));
    let mut left = Vec::new();
    for job in order {
        if !search.insert(job) {
            left.push(job);
        }
    }
    for _ in 0..ROUNDS {
        let mut better = search.relocate_all();
        better |= search.reverse_all();
        let before = left.len();
        left.retain(|job| !search.insert(*job));
        if (!better && before == left.len()) || search.trials > MAX_TRIALS {
            break;
        }
    }
    left.sort_unstable();
    Solution { days: search.days, unserved: left }
}

/// Where an order could go.
pub(crate) struct Slot {
    pub rider: usize,
    pub day: Day,
    /// Time added to the rider's day; negative never occurs, but a re-timed gate may make it zero.
    pub added: i128,
}

struct Search<'a> {
    scene: Scene<'a>,
    days: Vec<Day>,
    trials: u64,
}

impl Search<'_> {
    fn insert(&mut self, job: usize) -> bool {
        let slot = best_slot(&self.scene, &self.days, job, &mut self.trials);
        slot.map(|slot| self.days[slot.rider] = slot.day).is_some()
    }

    fn relocate_all(&mut self) -> bool {
        let mut better = false;
        for job in 0..self.scene.task.jobs.len() {
            if self.trials > MAX_TRIALS {
                break;
            }
            better |= self.relocate(job);
        }
        better
    }

    /// Takes an order out and puts it where it costs least; keeps the old plan unless the new one is quicker.
    fn relocate(&mut self, job: usize) -> bool {
        let Some(rider) = self.days.iter().position(|d| d.trips.iter().any(|t| t.jobs.contains(&job))) else {
            return false;
        };
        let old = self.days[rider].clone();
        let Some(without) = self.without(rider, job) else { return false };
        let saved = i128::from(old.cost()) - i128::from(without.cost());
        self.days[rider] = without;
        match best_slot(&self.scene, &self.days, job, &mut self.trials) {
            Some(slot) if slot.added < saved => {
                self.days[slot.rider] = slot.day;
                true
            }
            _ => {
                self.days[rider] = old;
                false
            }
        }
    }

    fn without(&self, rider: usize, job: usize) -> Option<Day> {
        let mut trips = self.days[rider].trips.clone();
        for trip in &mut trips {
            trip.jobs.retain(|j| *j != job);
        }
        trips.retain(|t| !t.jobs.is_empty());
        let timed = self.scene.time_trips(&self.scene.task.workers[rider], &[], &trips)?;
        Some(Day { trips, timed })
    }

    /// 2-opt: turns every stretch of doors of every trip round, when that is quicker.
    fn reverse_all(&mut self) -> bool {
        let mut better = false;
        for rider in 0..self.days.len() {
            for trip in 0..self.days[rider].trips.len() {
                let n = self.days[rider].trips[trip].jobs.len();
                for (i, j) in (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))) {
                    if self.trials > MAX_TRIALS {
                        return better;
                    }
                    let day = &self.days[rider];
                    let mut trips = day.trips.clone();
                    trips[trip].jobs[i..=j].reverse();
                    let worker = &self.scene.task.workers[rider];
                    self.trials += 1;
                    if let Some(day) = retime(&self.scene, worker, day, trips, trip)
                        && day.cost() < self.days[rider].cost()
                    {
                        self.days[rider] = day;
                        better = true;
                    }
                }
            }
        }
        better
    }
}

/// The place that adds least time, over all riders, trips and positions; the first of equals.
pub(crate) fn best_slot(scene: &Scene<'_>, days: &[Day], job: usize, trials: &mut u64) -> Option<Slot> {
    let mut best: Option<Slot> = None;
    for (rider, day) in days.iter().enumerate() {
        if is_twin(scene.task, days, rider) {
            continue;
        }
        let worker = &scene.task.workers[rider];
        let cost = i128::from(day.cost());
        for (trip, position) in places(day) {
            if cannot(scene, worker, day, trip, position.is_some(), job) {
                continue;
            }
            let mut trips = day.trips.clone();
            match position {
                Some(position) => trips[trip].jobs.insert(position, job),
                None => trips.insert(trip, Trip { jobs: vec![job] }),
            }
            *trials += 1;
            if let Some(day) = retime(scene, worker, day, trips, trip) {
                let added = i128::from(day.cost()) - cost;
                if best.as_ref().is_none_or(|b| added < b.added) {
                    best = Some(Slot { rider, day, added });
                }
            }
        }
    }
    best
}

/// What is clear without timing: the box is too small, or the trip begins after the promise.
fn cannot(scene: &Scene<'_>, worker: &Worker, day: &Day, trip: usize, joins: bool, job: usize) -> bool {
    let order = &scene.task.jobs[job];
    let with = if joins { day.trips[trip].jobs.as_slice() } else { &[] };
    let grams: u64 = with.iter().map(|j| scene.task.jobs[*j].grams).sum();
    let begins = trip.checked_sub(1).map_or(worker.from_ms, |before| day.timed[before].end);
    let late = begins > order.until_ms && scene.relaxed != Some(job);
    late || grams + order.grams > worker.capacity_grams || with.len() >= worker.max_orders
}

/// Every place of a day: into trip `t` at a position, or as a trip of its own before trip `t`.
fn places(day: &Day) -> Vec<(usize, Option<usize>)> {
    let mut out = Vec::new();
    for (t, trip) in day.trips.iter().enumerate() {
        out.extend((0..=trip.jobs.len()).map(|p| (t, Some(p))));
    }
    out.extend((0..=day.trips.len()).map(|t| (t, None)));
    out
}

/// Times a day again from the first trip that changed.
fn retime(scene: &Scene<'_>, worker: &Worker, day: &Day, trips: Vec<Trip>, changed: usize) -> Option<Day> {
    let kept = &day.timed[..changed.min(day.timed.len())];
    let mut timed = kept.to_vec();
    timed.extend(scene.time_trips(worker, kept, &trips[kept.len()..])?);
    Some(Day { trips, timed })
}

/// An idle rider just like an earlier idle one offers nothing new.
fn is_twin(task: &Task, days: &[Day], rider: usize) -> bool {
    let like = |a: &Worker, b: &Worker| {
        (a.start, a.capacity_grams, a.max_orders, a.from_ms, a.until_ms)
            == (b.start, b.capacity_grams, b.max_orders, b.from_ms, b.until_ms)
    };
    let idle = |r: usize| days[r].trips.is_empty();
    idle(rider) && (0..rider).any(|r| idle(r) && like(&task.workers[r], &task.workers[rider]))
}
