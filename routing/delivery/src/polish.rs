//! The last touch: exact walks where they are small, the best gate of all, doors turned round, days begun again.

use crate::day::Day;
use crate::insert::Finder;

/// Polishes a trip of a day; the day becomes no worse.
pub(crate) fn trip(finder: &mut Finder<'_>, rider: usize, day: &mut Day, index: usize) {
    gates(finder, rider, day, index);
    doors(finder, rider, day, index);
}

/// Tries every gate with the shortest walk through it.
fn gates(finder: &mut Finder<'_>, rider: usize, day: &mut Day, index: usize) {
    let task = finder.task;
    let worker = &task.workers[rider];
    let mut stalls: Vec<usize> = day.trips[index].halts.iter().map(|h| h.stall).collect();
    stalls.sort_unstable();
    let period = task.period(day.trips[index].gate);
    let walk = &task.classes[worker.class].walk[period];
    let table = worker.class * task.periods.len() + period;
    for parking in 0..task.parkings.len() {
        let end = task.parkings[parking].walk;
        let start = finder.walk_start(worker, index, parking);
        let Some(tour) = finder.tours.find((walk, table), start, end, &stalls) else { continue };
        let mut other = day.clone();
        let trip = &mut other.trips[index];
        trip.parking = parking;
        let place = |stall: usize| tour.stalls.iter().position(|s| *s == stall);
        trip.halts.sort_by_key(|h| place(h.stall));
        keep_better(finder, rider, day, other, index);
    }
}

/// 2-opt: turns every stretch of doors round.
fn doors(finder: &mut Finder<'_>, rider: usize, day: &mut Day, index: usize) {
    let n = day.trips[index].calls.len();
    for (i, j) in (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))) {
        let mut other = day.clone();
        other.trips[index].calls[i..=j].reverse();
        keep_better(finder, rider, day, other, index);
    }
}

fn keep_better(finder: &mut Finder<'_>, rider: usize, day: &mut Day, mut other: Day, index: usize) {
    let task = finder.task;
    let timed = task.time_day(&task.workers[rider], &mut other, index, &mut finder.visits);
    if timed.is_some() && task.day_price(rider, &other) < task.day_price(rider, day) {
        *day = other;
    }
}
