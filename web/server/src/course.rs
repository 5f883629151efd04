//! How a plan really went: what riders said of their stops, and the plan with the times at which it was done.
//!
//! Invariant: a fact belongs to an order at a place, not to a line of a list, so that it outlasts every re-plan.

use std::collections::BTreeMap;

use market_delivery::{Clock, Plan, RiderPlan, Stop, StopKind, TripPlan};
use market_model::Date;
use market_store::Said;

use crate::{clock, secret};

/// The place of a fact at a door: the address itself stays with the order.
pub const DOOR: &str = "door";
const DAY_MS: i64 = 86_400_000;

/// What was said, by order and place.
#[derive(Debug, Default)]
pub struct Facts(BTreeMap<(String, String), Said>);

impl Facts {
    /// Facts of one run.
    #[must_use]
    pub fn new(said: Vec<Said>) -> Self {
        Self(said.into_iter().map(|s| ((s.order.clone(), s.place.clone()), s)).collect())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Said> {
        self.0.values()
    }

    /// What was said of an order at a place.
    #[must_use]
    pub fn of(&self, order: &str, place: &str) -> Option<&Said> {
        self.0.get(&(order.to_owned(), place.to_owned()))
    }

    /// What was said of a stop, when something was said of each of its orders.
    #[must_use]
    pub fn at(&self, stop: &Stop) -> Vec<&Said> {
        let all: Option<Vec<&Said>> = stop.orders.iter().map(|o| self.of(o, place(stop))).collect();
        all.unwrap_or_default()
    }

    /// Whether the rider has done with a stop at which something is to be said.
    #[must_use]
    pub fn is_done(&self, stop: &Stop) -> bool {
        is_task(stop) && !self.at(stop).is_empty()
    }

    /// Whether a good of an order was missing at any stall.
    #[must_use]
    pub fn is_missing(&self, order: &str, good: &str) -> bool {
        self.iter().any(|s| s.order == order && s.state == "missing" && s.goods.lines().any(|g| g == good))
    }
}

/// The place of a stop's facts.
#[must_use]
pub fn place(stop: &Stop) -> &str {
    if stop.kind == StopKind::Deliver { DOOR } else { &stop.place }
}

/// Whether a rider has something to say at a stop. Parking and packing are part of the way, and so is a stall at which
/// nothing is wanted any more.
#[must_use]
pub fn is_task(stop: &Stop) -> bool {
    matches!(stop.kind, StopKind::Pickup | StopKind::Deliver) && !stop.orders.is_empty()
}

/// Names a stop in forms: the same in every version of the plan, and silent about place and order.
#[must_use]
pub fn key(run: &str, stop: &Stop) -> String {
    let mut orders: Vec<&str> = stop.orders.iter().map(String::as_str).collect();
    orders.sort_unstable();
    let text = format!("{run}|{}|{}", place(stop), orders.join("|"));
    secret::sha256_hex(text.as_bytes()).chars().take(16).collect()
}

/// The plan's time of day now. A plan for another day stands at what was done of it last.
#[must_use]
pub fn now(day: Date, plan: &Plan, facts: &Facts, now_ms: i64) -> Clock {
    let since = now_ms - clock::midnight_ms(day);
    if since >= 0 {
        return Clock(u64::try_from(since).unwrap_or(0));
    }
    let done = plan.riders.iter().flat_map(|r| &r.trips).flat_map(|t| &t.stops).filter(|s| facts.is_done(s));
    Clock(done.map(|s| s.leave_ms).max().unwrap_or(0))
}

/// Moves the times of a plan to what was really done: stops that are done end before `now`, all others after it, trips
/// with a stop that is done are locked, and later trips have not begun.
pub fn as_it_went(plan: &mut Plan, day: Date, facts: &Facts, now: Clock) {
    let midnight = clock::midnight_ms(day);
    let said_at = |stop: &Stop| {
        let at = facts.at(stop).iter().map(|s| s.at_ms - midnight).max()?;
        Some(if (0..2 * DAY_MS).contains(&at) { u64::try_from(at).unwrap_or(0) } else { stop.leave_ms })
    };
    for rider in &mut plan.riders {
        let begun = begun_trips(rider, facts);
        let mut clock = 0;
        for trip in rider.trips.iter_mut().take(begun) {
            trip.locked = true;
            let last = trip.stops.iter().rposition(|s| facts.is_done(s));
            trip.depart_ms = trip.depart_ms.max(clock).min(now.0);
            clock = trip.depart_ms;
            time_trip(trip, last, clock, now.0, &said_at);
            trip.depart = Clock(trip.depart_ms / 1_000 * 1_000);
            clock = trip.stops.last().map_or(clock, |s| s.leave_ms);
        }
        for trip in rider.trips.iter_mut().skip(begun) {
            trip.locked = false;
            trip.depart_ms = trip.depart_ms.max(now.0 + 1);
        }
    }
}

/// How many of a rider's trips have begun: up to the last with a stop that is done.
fn begun_trips(rider: &RiderPlan, facts: &Facts) -> usize {
    let done = |t: &TripPlan| t.stops.iter().any(|s| facts.is_done(s));
    rider.trips.iter().rposition(done).map_or(0, |n| n + 1)
}

/// Gives the stops of a trip the times at which they were done, and those to come times after `now`.
fn time_trip(
    trip: &mut TripPlan,
    last: Option<usize>,
    mut clock: u64,
    now: u64,
    said_at: &dyn Fn(&Stop) -> Option<u64>,
) {
    for (n, stop) in trip.stops.iter_mut().enumerate() {
        let said = said_at(stop);
        // Parking and packing are done when something after them is.
        let is_done = said.is_some() || (!is_task(stop) && last.is_some_and(|last| n < last));
        let way = clock + stop.leg.time_ms;
        let planned = stop.arrive_ms + stop.wait_ms;
        if is_done {
            let left = said.unwrap_or(stop.leave_ms).max(clock).min(now);
            stop.arrive_ms = way.min(stop.arrive_ms.max(clock)).min(left);
            stop.wait_ms = 0;
            stop.service_ms = left - stop.arrive_ms;
            stop.leave_ms = left;
        } else {
            stop.arrive_ms = way.max(stop.arrive_ms);
            let begin = planned.max(stop.arrive_ms).max((now + 1).saturating_sub(stop.service_ms));
            stop.wait_ms = begin - stop.arrive_ms;
            stop.leave_ms = begin + stop.service_ms;
        }
        stop.arrive = Clock(stop.arrive_ms / 1_000 * 1_000);
        clock = clock.max(stop.leave_ms);
    }
}
