//! A first plan in little time: each order beside the trips that are nearest by street and hour, else as the next trip of
//! riders who are there soonest or have the shortest way back.
//!
//! [`build`](crate::search::build) looks at every rider and every trip for each order; this looks at a few of them, through
//! a few gates. What fits nowhere there is tried everywhere at the end.

use crate::budget::Budget;
use crate::day::Day;
use crate::insert::{Beside, Finder};
use crate::search::{Solution, hardest_first};
use crate::task::{Job, Place, Task, fits, plus};
use crate::tour::Tours;

/// So many trips are looked at for an order.
const TRIPS: usize = 5;
/// So many riders are looked at for a new trip: those who are soonest there, and those with the shortest way back.
const RIDERS: usize = 2;
/// So many gates are looked at.
const GATES: usize = 3;
/// So many minutes between a trip and a promise are as far as a minute of riding.
const TIME_PART: u64 = 4;

/// The orders that are left over, each into the best of a few places; what the budget does not allow is left untried.
/// O(orders · (riders + trips)), with a small part of the work of [`build`](crate::search::build).
pub(crate) fn build(task: &Task, tours: &Tours, first: Solution, budget: &mut Budget<'_>) -> Solution {
    let Solution { mut days, unserved, .. } = first;
    let mut finder = Finder::through(task, tours, GATES);
    let mut homeless = Vec::new();
    let mut untried = Vec::new();
    for job in hardest_first(task, unserved) {
        if !budget.more() {
            untried.push(job);
            continue;
        }
        let places = near(task, &days, job);
        if !finder.insert_at(&mut days, job, places) {
            homeless.push(job);
        }
    }
    let mut finder = Finder::new(task, tours);
    let mut unserved = untried.clone();
    for job in homeless {
        if !budget.more() {
            untried.push(job);
            unserved.push(job);
        } else if finder.insert(&mut days, job, None, &mut |_, _| ()).is_none() {
            unserved.push(job);
        }
    }
    untried.sort_unstable();
    unserved.sort_unstable();
    Solution { days, unserved, untried }
}

/// The places that are worth looking at. O(riders + orders).
fn near(task: &Task, days: &[Day], job: usize) -> Vec<Beside> {
    let order = &task.jobs[job];
    let mut trips: Vec<(u64, Beside)> = Vec::new();
    let mut soonest: Vec<(u64, Beside)> = Vec::new();
    let mut shortest: Vec<(u64, Beside)> = Vec::new();
    for (rider, day) in days.iter().enumerate() {
        if !task.may(&task.workers[rider], order) {
            continue;
        }
        for index in 0..day.trips.len() {
            if let Some(far) = apart(task, rider, day, index, order) {
                trips.push((far, Beside { rider, trip: index, new: false }));
            }
        }
        let Some((back, at_gate)) = back(task, rider, day) else { continue };
        let place = Beside { rider, trip: day.trips.len(), new: true };
        soonest.push((at_gate, place));
        if at_gate < order.hard {
            shortest.push((back, place));
        }
    }
    let mut out = first(&mut trips, TRIPS);
    out.extend(first(&mut soonest, RIDERS));
    out.extend(first(&mut shortest, RIDERS));
    out.dedup();
    out
}

/// The nearest of some places.
fn first(places: &mut Vec<(u64, Beside)>, count: usize) -> Vec<Beside> {
    if places.len() > count {
        places.select_nth_unstable(count - 1);
        places.truncate(count);
    }
    places.sort_unstable();
    places.iter().map(|(_, place)| *place).collect()
}

/// How far an order is from a trip: the ride from its nearest door, and the time by which the promise misses it; `None`
/// when it cannot join.
fn apart(task: &Task, rider: usize, day: &Day, index: usize, order: &Job) -> Option<u64> {
    let (worker, trip) = (&task.workers[rider], &day.trips[index]);
    if trip.calls.len() >= worker.max_orders
        || trip.depart > order.hard
        || !fits(&plus(&trip.load, &order.load), &worker.capacity)
    {
        return None;
    }
    let ride = &task.classes[worker.class].ride[task.period(trip.depart)];
    let ways = trip.calls.iter().filter_map(|c| ride.at(task.jobs[c.job].parking, order.parking));
    let early = order.from.saturating_sub(trip.end);
    let late = trip.end.saturating_sub(order.hard);
    Some(ways.min()? + (early + late) / TIME_PART)
}

/// A rider's way back to the nearest gate from the last door, and when it ends.
fn back(task: &Task, rider: usize, day: &Day) -> Option<(u64, u64)> {
    let worker = &task.workers[rider];
    let (place, free) = task.before(worker, day, day.trips.len());
    let Place::Street { ride: from, walk } = place else { return Some((0, free)) };
    let ride = &task.classes[worker.class].ride[task.period(free)];
    let nearest = task.parkings.iter().filter_map(|p| ride.at(from, p.ride)).min()?;
    Some((walk + nearest, free + walk + nearest))
}
