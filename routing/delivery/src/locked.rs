//! What of an earlier plan has begun: trips that stay as they are, and what events do to their remaining stops.
//!
//! A trip that has begun keeps its orders and their sequence; it may become later, lose an order that is not wanted any
//! more, and ends where its rider stops. Invariant: stops that are done never change their times.

use std::collections::BTreeSet;
use std::sync::Arc;

use market_routing::Graph;

use crate::legs::{Legs, Way};
use crate::orders::{Clock, Item, Order, Vehicle};
use crate::plan::{Stop, StopItem, StopKind, TripPlan};
use crate::reorder::Timed;

/// Moves every stop that is not done by `now` later: by `delay`, and to the moments at which stalls are ready. Waiting
/// absorbs it.
pub(crate) fn push(trip: &mut TripPlan, now: u64, delay: u64, ready: &dyn Fn(&str) -> Option<u64>) {
    let mut late = delay;
    for stop in trip.stops.iter_mut().filter(|s| s.leave_ms > now) {
        let begin = stop.arrive_ms + stop.wait_ms;
        let begun = begin <= now;
        if begun {
            // Work that has begun takes longer instead.
            stop.service_ms += late;
            stop.leave_ms += late;
            continue;
        }
        if stop.arrive_ms > now {
            stop.arrive_ms += late;
            if late > 0 {
                Arc::make_mut(&mut stop.leg).time_ms += late;
            }
            stop.arrive = Clock(stop.arrive_ms / 1000 * 1000);
        }
        let wanted = if stop.kind == StopKind::Pickup { ready(&stop.place).unwrap_or(0) } else { 0 };
        let new = begin.max(stop.arrive_ms).max(wanted);
        late = new - begin;
        stop.wait_ms = new - stop.arrive_ms;
        stop.leave_ms = new + stop.service_ms;
    }
}

/// Takes orders out of a trip: their doors, and stalls at which nothing else is collected, unless that was done before.
/// The time that this saves is waited, so that what follows keeps its times.
pub(crate) fn take_out(trip: &mut TripPlan, now: u64, gone: &BTreeSet<String>) {
    for stop in &mut trip.stops {
        stop.orders.retain(|o| !gone.contains(o));
        stop.items.retain(|i| !gone.contains(&i.order));
    }
    trip.orders.retain(|o| !gone.contains(o));
    trip.from_hub.retain(|o| !gone.contains(o));
    let serves = |s: &Stop| matches!(s.kind, StopKind::Pickup | StopKind::Deliver);
    trip.stops.retain(|s| s.leave_ms <= now || !serves(s) || !s.orders.is_empty());
    // A door without orders that is past is no stop of this plan any more; a stall is, for it was walked to.
    trip.stops.retain(|s| s.kind != StopKind::Deliver || !s.orders.is_empty());
}

/// Cuts a trip off where its rider stops; answers the orders that were not delivered. Only what was done stays.
pub(crate) fn cut(trip: &mut TripPlan, now: u64) -> BTreeSet<String> {
    let done = |s: &&Stop| s.kind == StopKind::Deliver && s.leave_ms <= now;
    let delivered: BTreeSet<String> =
        trip.stops.iter().filter(done).flat_map(|s| s.orders.iter().cloned()).collect();
    let lost: BTreeSet<String> = trip.orders.iter().filter(|o| !delivered.contains(*o)).cloned().collect();
    take_out(trip, now, &lost);
    trip.stops.retain(|s| s.leave_ms <= now);
    lost
}

/// Puts the last doors of a trip into another sequence. Loads must be written again afterwards.
pub(crate) fn resequence(
    trip: &mut TripPlan,
    doors: &[Timed],
    vehicle: Vehicle,
    graph: &Graph,
    legs: &mut Legs<'_>,
) {
    let first = trip.stops.len() - doors.len();
    let old = trip.stops.split_off(first);
    for door in doors {
        let mut stop = old[door.stop - first].clone();
        let before = trip.stops.last().map_or((trip.depart_ms, ""), |s| (s.leave_ms, s.place.as_str()));
        let (depart, place) = before;
        if let (Some(from), Some(to)) = (graph.resolve(place), graph.resolve(&stop.place)) {
            stop.leg = legs.leg(&Way { from, to, vehicle, inside: false, depart, arrive: door.arrive });
        }
        stop.arrive = Clock(door.arrive / 1000 * 1000);
        (stop.arrive_ms, stop.wait_ms, stop.leave_ms) = (door.arrive, door.begin - door.arrive, door.leave);
        // What is too much is taken off when the slack of the trip is reckoned.
        stop.slack_ms = u64::MAX;
        trip.stops.push(stop);
    }
    let place = |id: &String| {
        let doors = trip.stops.iter().filter(|s| s.kind == StopKind::Deliver);
        doors.into_iter().position(|s| s.orders.contains(id))
    };
    let mut orders = trip.orders.clone();
    orders.sort_by_key(place);
    trip.orders = orders;
}

/// Whether goods of an order have been taken.
pub(crate) fn aboard(trip: &TripPlan, now: u64, order: &str) -> bool {
    let taken = |s: &&Stop| s.kind == StopKind::Pickup && s.leave_ms <= now;
    trip.stops.iter().filter(taken).any(|s| s.orders.iter().any(|o| o == order))
}

/// Writes items and loads of a trip again from the orders as they are now. `at` tells whether an item is of a place.
pub(crate) fn reload(
    trip: &mut TripPlan,
    find: &dyn Fn(&str) -> Option<Order>,
    at: &dyn Fn(&Item, &str) -> bool,
) {
    let mut load = [0_u64; 3];
    for stop in &mut trip.stops {
        let mut items = Vec::new();
        for id in &stop.orders {
            let Some(order) = find(id) else { continue };
            let by_hub = trip.from_hub.contains(id);
            let all = by_hub || stop.kind == StopKind::Deliver;
            for item in order.items.iter().filter(|i| all || at(i, &stop.place)) {
                let more = [item.grams, item.millilitres, item.boxes];
                for (sum, more) in load.iter_mut().zip(more) {
                    *sum = match stop.kind {
                        StopKind::Deliver => sum.saturating_sub(more),
                        _ => *sum + more,
                    };
                }
                items.push(StopItem {
                    order: id.clone(),
                    good: item.good.clone(),
                    count: item.count,
                    grams: item.grams,
                });
            }
        }
        stop.items = items;
        (stop.load_grams, stop.load_millilitres, stop.load_boxes) = (load[0], load[1], load[2]);
    }
}

/// Slack of stops that stay: what it was less what was lost, and no more than what follows leaves.
pub(crate) fn tighten(trip: &mut TripPlan, after: u64, promise: &dyn Fn(&str) -> u64) {
    let mut within = after;
    for stop in trip.stops.iter_mut().rev() {
        if stop.kind == StopKind::Deliver {
            let begin = stop.arrive_ms + stop.wait_ms;
            let until = stop.orders.iter().map(|o| promise(o)).min().unwrap_or(u64::MAX);
            within = within.min(until.saturating_sub(begin));
        }
        stop.slack_ms = stop.slack_ms.min(within);
    }
}
