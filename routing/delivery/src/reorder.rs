//! The doors that are left of a trip that has begun, in a better sequence: less late, or sooner done.
//!
//! Invariant: what is done, the door that is ridden to, and every door up to the last one that was promised to its customer
//! keep their places. Up to eight doors are tried exactly, more by moving single ones.

use std::collections::BTreeMap;

use market_routing::Graph;

use crate::plan::{StopKind, TripPlan};
use crate::task::{Space, Task, Worker};
use crate::trip::lateness;

/// So many doors are tried in every sequence that is not worse already.
const EXACT: usize = 8;
/// Less than this is not worth telling a rider another sequence.
const WORTH_MS: u64 = 2 * 60_000;
/// A millisecond after what may not be passed costs so many of work.
const BROKEN: u64 = 100;

/// A door in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timed {
    /// Index of the stop as it was.
    pub stop: usize,
    pub arrive: u64,
    pub begin: u64,
    pub leave: u64,
}

/// The doors of a trip from the first that may change on, in their new sequence; `None` when the old one is good enough.
pub(crate) fn doors(
    graph: &Graph,
    (task, worker): (&Task, &Worker),
    trip: &TripPlan,
    now: u64,
    jobs: &BTreeMap<&str, usize>,
    promised: &dyn Fn(&str) -> bool,
) -> Option<Vec<Timed>> {
    let job = |stop: usize| jobs.get(trip.stops[stop].orders.first()?.as_str()).copied();
    let first = free_from(trip, now, promised)?;
    let free: Vec<(usize, usize)> =
        (first..trip.stops.len()).map(|s| Some((s, job(s)?))).collect::<Option<_>>()?;
    let before = &trip.stops[first - 1];
    let (ride, door) = match before.kind {
        StopKind::Deliver => {
            let job = &task.jobs[job(first - 1)?];
            (job.parking, job.door)
        }
        _ => (task.parkings.iter().find(|p| graph.key(p.node) == before.place)?.ride, 0),
    };
    let left = fresh_until(graph, task, trip, &free);
    let start = Here { ride, door, now: before.leave_ms, cost: 0 };
    let mut search = Search { task, worker, trip, free: &free, fresh: &left, best: None };
    let old: Vec<usize> = (0..free.len()).collect();
    let usual = search.cost(start, &old)?;
    search.best = Some((usual, old.clone()));
    if free.len() <= EXACT {
        search.extend(start, &mut Vec::new());
    } else {
        search.moves(start);
    }
    let (cost, order) = search.best.clone()?;
    if order == old || cost + WORTH_MS > usual {
        return None;
    }
    let (mut here, mut out) = (start, Vec::new());
    for index in order {
        let (next, timed) = search.step(here, index)?;
        here = next;
        out.push(timed);
    }
    Some(out)
}

/// The first stop from which on doors may change places; `None` when there are not two.
fn free_from(trip: &TripPlan, now: u64, promised: &dyn Fn(&str) -> bool) -> Option<usize> {
    let stops = &trip.stops;
    let fixed = |i: usize| {
        stops[i].kind != StopKind::Deliver
            || i == 0
            || stops[i - 1].leave_ms <= now
            || stops[i].orders.len() != 1
            || stops[i].orders.iter().any(|o| promised(o))
    };
    let first = (0..stops.len()).rev().find(|i| fixed(*i)).map_or(0, |i| i + 1);
    (first > 0 && first + 2 <= stops.len()).then_some(first)
}

#[derive(Clone, Copy)]
struct Here {
    ride: usize,
    door: u64,
    now: u64,
    /// Price of what is late so far.
    cost: u64,
}

struct Search<'a> {
    task: &'a Task,
    worker: &'a Worker,
    trip: &'a TripPlan,
    /// Stop and order of each door.
    free: &'a [(usize, usize)],
    /// When each door must be reached for its goods' sake.
    fresh: &'a [u64],
    best: Option<(u64, Vec<usize>)>,
}

impl Search<'_> {
    /// One more door.
    fn step(&self, here: Here, index: usize) -> Option<(Here, Timed)> {
        let (task, worker) = (self.task, self.worker);
        let (stop, job) = self.free[index];
        let to = &task.jobs[job];
        let mut arrive = here.now;
        if (here.ride, here.door) != (to.parking, to.door) {
            arrive += Task::paced(worker, here.door);
            arrive += task.travel(worker, Space::Ride, here.ride, to.parking, arrive)?;
            arrive += Task::paced(worker, to.door);
        }
        let begin = arrive.max(to.from);
        let leave = begin + self.trip.stops[stop].service_ms;
        let broken = begin.saturating_sub(to.hard) + begin.saturating_sub(self.fresh[index]);
        let cost = here.cost + lateness(to, begin) + broken * BROKEN;
        let timed = Timed { stop, arrive, begin, leave };
        Some((Here { ride: to.parking, door: to.door, now: leave, cost }, timed))
    }

    fn cost(&self, start: Here, order: &[usize]) -> Option<u64> {
        let mut here = start;
        for index in order {
            here = self.step(here, *index)?.0;
        }
        Some(here.cost + here.now - start.now)
    }

    /// Every sequence that begins with `order`. O(n!) at worst, cut off where it costs more than the best.
    fn extend(&mut self, here: Here, order: &mut Vec<usize>) {
        let begun = self.trip.stops[self.free[0].0 - 1].leave_ms;
        let spent = here.cost + here.now - begun;
        if self.best.as_ref().is_some_and(|(best, _)| spent >= *best) {
            return;
        }
        if order.len() == self.free.len() {
            self.best = Some((spent, order.clone()));
            return;
        }
        for index in 0..self.free.len() {
            if order.contains(&index) {
                continue;
            }
            if let Some((next, _)) = self.step(here, index) {
                order.push(index);
                self.extend(next, order);
                order.pop();
            }
        }
    }

    /// Moves single doors while that helps. O(n³) a round.
    fn moves(&mut self, start: Here) {
        let n = self.free.len();
        for _ in 0..n {
            let Some((old, order)) = self.best.clone() else { return };
            for (from, to) in (0..n).flat_map(|a| (0..n).map(move |b| (a, b))) {
                let mut other = order.clone();
                let door = other.remove(from);
                other.insert(to, door);
                if let Some(cost) = self.cost(start, &other)
                    && self.best.as_ref().is_some_and(|(best, _)| cost < *best)
                {
                    self.best = Some((cost, other));
                }
            }
            if self.best.as_ref().is_some_and(|(best, _)| *best == old) {
                return;
            }
        }
    }
}

/// When each door must be reached for the sake of goods that the rider collects.
fn fresh_until(graph: &Graph, task: &Task, trip: &TripPlan, free: &[(usize, usize)]) -> Vec<u64> {
    let left = |stall: usize| {
        let key = graph.key(task.walk_nodes[stall]);
        let mut stops = trip.stops.iter().filter(|s| s.kind == StopKind::Pickup);
        stops.find(|s| s.place == key).map(|s| s.leave_ms)
    };
    let of = |(_, job): &(usize, usize)| {
        let picks = task.jobs[*job].sources.iter().flat_map(|s| &s.picks).filter(|p| p.board < u64::MAX);
        picks.filter_map(|p| left(p.stall).map(|at| at.saturating_add(p.board))).min().unwrap_or(u64::MAX)
    };
    free.iter().map(of).collect()
}
