//! One rider's day: trips one after another, each timed from its start to its last door.
//!
//! A trip rides to a gate, walks past the stalls of its orders and back to the motorcycle, packs, and rides to the
//! doors. It sets out as late as its end allows, so that waiting is done before the goods are taken, not with them.

use std::collections::BTreeMap;

use crate::task::{Task, Worker};
use crate::tour::Tours;

/// Orders in the order of their doors.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Trip {
    pub jobs: Vec<usize>,
}

/// Where a rider is between trips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Inside the market, at an index of [`Task::walk`]; before the first trip only.
    Inside(usize),
    /// At a door or on a street: index of [`Task::ride`] where the motorcycle stands, and the walk to it.
    Street { ride: usize, walk_ms: u64 },
}

/// What is done at a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doing {
    Park,
    /// At a stall, an index of [`Task::walk`].
    Pickup(usize),
    Pack,
    /// An order's door.
    Deliver(usize),
}

/// A stop in time, in milliseconds after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Visit {
    pub doing: Doing,
    pub arrive: u64,
    pub begin: u64,
    pub leave: u64,
}

/// A timed trip.
#[derive(Debug, Clone)]
pub(crate) struct Timed {
    /// Index in [`Task::parkings`].
    pub parking: usize,
    pub depart: u64,
    pub visits: Vec<Visit>,
    pub end: u64,
    pub place: Place,
}

impl Timed {
    /// What the trip costs: the rider's time from setting out to the last door.
    pub fn cost(&self) -> u64 {
        self.end - self.depart
    }
}

/// The task and what was learned about it.
pub(crate) struct Scene<'a> {
    pub task: &'a Task,
    pub tours: &'a Tours,
    /// An order whose promise is left aside, to find out when it could be kept.
    pub relaxed: Option<usize>,
}

impl Scene<'_> {
    /// Where and when a rider's day begins.
    pub fn start(&self, worker: &Worker) -> (Place, u64) {
        let place = match (worker.start_walk, worker.start_ride) {
            (Some(walk), _) => Place::Inside(walk),
            (None, Some((ride, walk_ms))) => Place::Street { ride, walk_ms },
            // A worker always has one of the two.
            (None, None) => Place::Street { ride: 0, walk_ms: 0 },
        };
        (place, worker.from_ms)
    }

    /// Times all trips from the `first`, after those of `before`; `None` when one cannot be done.
    pub fn time_trips(&self, worker: &Worker, before: &[Timed], trips: &[Trip]) -> Option<Vec<Timed>> {
        let (mut place, mut now) = before.last().map_or_else(|| self.start(worker), |t| (t.place, t.end));
        let mut out = Vec::with_capacity(trips.len());
        for trip in trips {
            let timed = self.best_trip(worker, place, now, trip)?;
            (place, now) = (timed.place, timed.end);
            out.push(timed);
        }
        Some(out)
    }

    /// The trip through the gate that makes it shortest; the earliest end decides between equals.
    fn best_trip(&self, worker: &Worker, place: Place, now: u64, trip: &Trip) -> Option<Timed> {
        let grams: u64 = trip.jobs.iter().map(|j| self.task.jobs[*j].grams).sum();
        if grams > worker.capacity_grams || trip.jobs.len() > worker.max_orders {
            return None;
        }
        let stalls = self.stalls(trip);
        let keys: Vec<usize> = stalls.keys().copied().collect();
        let one = |parking: usize| self.trip_through(worker, place, now, trip, parking, &stalls, &keys);
        (0..self.task.parkings.len()).filter_map(one).min_by_key(|t| (t.cost(), t.end, t.parking))
    }

    /// Stalls of a trip, each with the moment at which all is ready and the time that handing over takes.
    fn stalls(&self, trip: &Trip) -> BTreeMap<usize, (u64, u64)> {
        let mut out: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
        for job in &trip.jobs {
            for (stall, ready) in &self.task.jobs[*job].pickups {
                let entry = out.entry(*stall).or_insert((0, self.task.stall_ms));
                *entry = (entry.0.max(*ready), entry.1 + self.task.order_ms);
            }
        }
        out
    }

    #[expect(clippy::too_many_arguments, reason = "one trip's whole setting; a struct would be used once")]
    fn trip_through(
        &self,
        worker: &Worker,
        place: Place,
        now: u64,
        trip: &Trip,
        parking: usize,
        stalls: &BTreeMap<usize, (u64, u64)>,
        keys: &[usize],
    ) -> Option<Timed> {
        let at = &self.task.parkings[parking];
        let (walk_start, to_gate) = match place {
            Place::Inside(walk) => (walk, None),
            Place::Street { ride, walk_ms } => (at.walk, Some(walk_ms + self.task.ride[ride][at.ride]?)),
        };
        let tour = self.tours.find(&self.task.walk, walk_start, at.walk, keys)?;
        let mut plan: Vec<Leg> = Vec::with_capacity(keys.len() + trip.jobs.len() + 2);
        if let Some(travel) = to_gate {
            plan.push(Leg {
                travel,
                ready: 0,
                until: u64::MAX,
                service: self.task.parking_ms,
                doing: Doing::Park,
            });
        }
        let mut here = walk_start;
        for stall in &tour.stalls {
            let (ready, service) = stalls[stall];
            let travel = self.task.walk[here][*stall]?;
            plan.push(Leg { travel, ready, until: u64::MAX, service, doing: Doing::Pickup(*stall) });
            here = *stall;
        }
        let travel = self.task.walk[here][at.walk]?;
        plan.push(Leg {
            travel,
            ready: 0,
            until: u64::MAX,
            service: self.task.packing_ms,
            doing: Doing::Pack,
        });
        let mut ride = at.ride;
        let mut door_ms = 0;
        let mut last_address = None;
        for index in &trip.jobs {
            let job = &self.task.jobs[*index];
            let travel = if last_address == Some(job.address) {
                0
            } else {
                door_ms + self.task.ride[ride][job.parking]? + job.door_ms
            };
            let until = if self.relaxed == Some(*index) { u64::MAX } else { job.until_ms };
            let doing = Doing::Deliver(*index);
            plan.push(Leg { travel, ready: job.from_ms, until, service: job.service_ms, doing });
            (ride, door_ms, last_address) = (job.parking, job.door_ms, Some(job.address));
        }
        let (depart, visits) = late_start(&plan, now)?;
        let end = visits.last()?.leave;
        let place = Place::Street { ride, walk_ms: door_ms };
        (end <= worker.until_ms || self.relaxed.is_some_and(|j| trip.jobs.contains(&j))).then_some(Timed {
            parking,
            depart,
            visits,
            end,
            place,
        })
    }
}

/// A stop before it has a time.
struct Leg {
    travel: u64,
    ready: u64,
    until: u64,
    service: u64,
    doing: Doing,
}

fn forward(plan: &[Leg], start: u64) -> Option<Vec<Visit>> {
    let mut now = start;
    let mut out = Vec::with_capacity(plan.len());
    for leg in plan {
        let arrive = now + leg.travel;
        let begin = arrive.max(leg.ready);
        if begin > leg.until {
            return None;
        }
        now = begin + leg.service;
        out.push(Visit { doing: leg.doing, arrive, begin, leave: now });
    }
    Some(out)
}

/// The latest start that ends no later than setting out at once (Savelsbergh's forward slack).
fn late_start(plan: &[Leg], now: u64) -> Option<(u64, Vec<Visit>)> {
    let early = forward(plan, now)?;
    let mut waited = 0;
    let mut slack = u64::MAX;
    for (visit, leg) in early.iter().zip(plan) {
        waited += visit.begin - visit.arrive;
        slack = slack.min(waited.saturating_add(leg.until.saturating_sub(visit.begin)));
    }
    let delay = slack.min(waited);
    if delay == 0 {
        return Some((now, early));
    }
    Some((now + delay, forward(plan, now + delay)?))
}
