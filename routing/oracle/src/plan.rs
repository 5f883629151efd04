//! The checker of delivery plans: plain facts and a plain claim in, a list of violations out.
//!
//! It knows nothing of how the plan was made. It replays each rider's day stop by stop and believes no number.

use std::collections::{BTreeMap, BTreeSet};

/// How a stop is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// On foot.
    Walk,
    /// By motorcycle, with the walk to a door.
    Ride,
}

/// What is done at a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Park at a gate.
    Park,
    /// Collect at a stall.
    Pickup,
    /// Pack at the motorcycle.
    Pack,
    /// Hand over at a door.
    Deliver,
}

/// An order as it was given.
#[derive(Debug, Clone)]
pub struct OrderFacts {
    /// Identifier.
    pub id: String,
    /// Its address.
    pub address: String,
    /// The promise: not before.
    pub from_ms: u64,
    /// The promise: not after.
    pub until_ms: u64,
    /// Least time at the door.
    pub service_ms: u64,
    /// Stalls, moments of readiness, weights.
    pub pickups: Vec<(String, u64, u64)>,
}

/// A rider as given.
#[derive(Debug, Clone)]
pub struct RiderFacts {
    /// Identifier.
    pub id: String,
    /// Where the day begins.
    pub start: String,
    /// Whether that is inside the market, the motorcycle standing where the first trip leaves.
    pub starts_inside: bool,
    /// What the box holds.
    pub capacity_grams: u64,
    /// Orders at once.
    pub max_orders: usize,
    /// Begin of the shift.
    pub from_ms: u64,
    /// End of the shift.
    pub until_ms: u64,
}

/// Everything that was given.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The orders.
    pub orders: Vec<OrderFacts>,
    /// The riders.
    pub riders: Vec<RiderFacts>,
    /// Least time to park.
    pub parking_ms: u64,
    /// Least time at a stall.
    pub stall_ms: u64,
    /// Least time more for each order at a stall.
    pub order_ms: u64,
    /// Least time to pack.
    pub packing_ms: u64,
}

/// A stop as the plan claims it.
#[derive(Debug, Clone)]
pub struct StopClaim {
    /// What is done.
    pub kind: Kind,
    /// Where.
    pub place: String,
    /// Arrival.
    pub arrive_ms: u64,
    /// Waiting after it.
    pub wait_ms: u64,
    /// Work.
    pub service_ms: u64,
    /// Departure.
    pub leave_ms: u64,
    /// How much later the work could begin.
    pub slack_ms: u64,
    /// Load on leaving.
    pub load_grams: u64,
    /// Orders served.
    pub orders: Vec<String>,
}

/// A trip as claimed.
#[derive(Debug, Clone)]
pub struct TripClaim {
    /// Setting out.
    pub depart_ms: u64,
    /// Stops.
    pub stops: Vec<StopClaim>,
}

/// A plan as claimed.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Riders with their trips.
    pub riders: Vec<(String, Vec<TripClaim>)>,
    /// Orders left over.
    pub unserved: Vec<String>,
}

/// Least travel time between two places; `None` when there is no way.
pub type Travel<'a> = &'a dyn Fn(Mode, &str, &str) -> Option<u64>;

/// Everything that is wrong with a plan, in words; empty when it is valid.
#[must_use]
pub fn check(facts: &Facts, claim: &Claim, travel: Travel<'_>) -> Vec<String> {
    let mut checker = Checker {
        facts,
        travel,
        orders: facts.orders.iter().map(|o| (o.id.as_str(), o)).collect(),
        delivered: BTreeMap::new(),
        violations: Vec::new(),
    };
    let mut seen = BTreeSet::new();
    for (rider, trips) in &claim.riders {
        match facts.riders.iter().find(|r| &r.id == rider) {
            Some(_) if !seen.insert(rider) => checker.fail(format!("rider {rider} has two days")),
            Some(found) => checker.rider(found, trips),
            None => checker.fail(format!("rider {rider} is unknown")),
        }
    }
    checker.all_or_nothing(&claim.unserved);
    checker.violations
}

struct Checker<'a> {
    facts: &'a Facts,
    travel: Travel<'a>,
    orders: BTreeMap<&'a str, &'a OrderFacts>,
    delivered: BTreeMap<String, usize>,
    violations: Vec<String>,
}

impl Checker<'_> {
    fn fail(&mut self, what: String) {
        self.violations.push(what);
    }

    /// Every order is either delivered once or left over once.
    fn all_or_nothing(&mut self, unserved: &[String]) {
        for id in unserved {
            if !self.orders.contains_key(id.as_str()) {
                self.fail(format!("unserved order {id} is unknown"));
            }
        }
        for order in &self.facts.orders {
            let served = self.delivered.get(&order.id).copied().unwrap_or(0);
            let left = unserved.iter().filter(|u| **u == order.id).count();
            if served + left != 1 {
                self.fail(format!(
                    "order {} is delivered {served} times and left over {left} times",
                    order.id
                ));
            }
        }
    }

    fn rider(&mut self, rider: &RiderFacts, trips: &[TripClaim]) {
        let mut here = rider.start.clone();
        let mut now = rider.from_ms;
        for (index, trip) in trips.iter().enumerate() {
            let name = format!("rider {} trip {}", rider.id, index + 1);
            if trip.depart_ms < now {
                self.fail(format!("{name} sets out at {} before {now}", trip.depart_ms));
            }
            now = trip.depart_ms;
            let on_foot = index == 0 && rider.starts_inside;
            self.form(&name, trip, on_foot);
            self.replay(&name, rider, trip, &mut here, &mut now);
            if now > rider.until_ms {
                self.fail(format!("{name} ends at {now} after the shift's end {}", rider.until_ms));
            }
        }
    }

    /// Park, then stalls, then pack where one parked, then doors.
    fn form(&mut self, name: &str, trip: &TripClaim, on_foot: bool) {
        let rank = |kind: Kind| match kind {
            Kind::Park => 0,
            Kind::Pickup => 1,
            Kind::Pack => 2,
            Kind::Deliver => 3,
        };
        if !trip.stops.windows(2).all(|w| rank(w[0].kind) <= rank(w[1].kind)) {
            self.fail(format!("{name} mixes parking, stalls, packing and doors"));
        }
        let at = |kind: Kind| -> Vec<&str> {
            trip.stops.iter().filter(|s| s.kind == kind).map(|s| s.place.as_str()).collect()
        };
        let (parks, packs) = (at(Kind::Park), at(Kind::Pack));
        if packs.len() != 1 || parks.len() != usize::from(!on_foot) {
            self.fail(format!("{name} parks {} times and packs {} times", parks.len(), packs.len()));
        }
        if !on_foot && parks.first() != packs.first() {
            self.fail(format!(
                "{name} parks at {parks:?} and packs at {packs:?}: the motorcycle is elsewhere"
            ));
        }
    }

    fn replay(&mut self, name: &str, rider: &RiderFacts, trip: &TripClaim, here: &mut String, now: &mut u64) {
        // What each order still waits for, and what is aboard.
        let mut collected: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut aboard: BTreeSet<&str> = BTreeSet::new();
        let mut load: u64 = 0;
        for (i, stop) in trip.stops.iter().enumerate() {
            let name = format!("{name} stop {} ({})", i + 1, stop.place);
            self.clock(&name, rider, stop, here, now);
            for id in &stop.orders {
                let Some(order) = self.orders.get(id.as_str()).copied() else {
                    self.fail(format!("{name}: order {id} is unknown"));
                    continue;
                };
                match stop.kind {
                    Kind::Pickup => {
                        load += self.pickup(&name, order, stop);
                        let new = collected.entry(&order.id).or_default().insert(stop.place.as_str());
                        aboard.insert(&order.id);
                        if !new {
                            self.fail(format!("{name}: order {id} is collected twice"));
                        }
                    }
                    Kind::Deliver => {
                        let got = collected.get(order.id.as_str());
                        for (stall, _, grams) in &order.pickups {
                            match got.is_some_and(|g| g.contains(stall.as_str())) {
                                true => load = load.saturating_sub(*grams),
                                false => {
                                    self.fail(format!(
                                        "{name}: goods of {stall} for {id} were not collected"
                                    ));
                                }
                            }
                        }
                        aboard.remove(order.id.as_str());
                        *self.delivered.entry(order.id.clone()).or_default() += 1;
                        self.door(&name, order, stop);
                    }
                    Kind::Park | Kind::Pack => {
                        self.fail(format!("{name}: orders are served at stalls and doors only"));
                    }
                }
            }
            if load != stop.load_grams {
                self.fail(format!("{name}: load is {load} g, the plan says {} g", stop.load_grams));
            }
            if load > rider.capacity_grams || aboard.len() > rider.max_orders {
                self.fail(format!("{name}: {load} g of {} orders are too much", aboard.len()));
            }
        }
        if !aboard.is_empty() {
            self.fail(format!("{name}: {aboard:?} are never delivered"));
        }
    }

    /// Times follow from each other and from the least way.
    fn clock(&mut self, name: &str, rider: &RiderFacts, stop: &StopClaim, here: &mut String, now: &mut u64) {
        let mode = if matches!(stop.kind, Kind::Pickup | Kind::Pack) { Mode::Walk } else { Mode::Ride };
        match (self.travel)(mode, here, &stop.place) {
            None => self.fail(format!("{name}: no way leads there from {here}")),
            Some(least) if stop.arrive_ms < *now + least => {
                self.fail(format!("{name}: arrives at {}, cannot before {}", stop.arrive_ms, *now + least));
            }
            Some(_) => {}
        }
        let begin = stop.arrive_ms + stop.wait_ms;
        if begin + stop.service_ms != stop.leave_ms {
            self.fail(format!("{name}: arrival, waiting and work do not add up to the departure"));
        }
        let least = match stop.kind {
            Kind::Park => self.facts.parking_ms,
            Kind::Pack => self.facts.packing_ms,
            Kind::Pickup => self.facts.stall_ms + self.facts.order_ms * stop.orders.len() as u64,
            Kind::Deliver => 0,
        };
        if stop.service_ms < least {
            self.fail(format!("{name}: works {} ms, needs {least} ms", stop.service_ms));
        }
        if stop.leave_ms + stop.slack_ms > rider.until_ms {
            self.fail(format!("{name}: slack of {} ms passes the shift's end", stop.slack_ms));
        }
        *now = stop.leave_ms;
        here.clone_from(&stop.place);
    }

    fn pickup(&mut self, name: &str, order: &OrderFacts, stop: &StopClaim) -> u64 {
        let Some((_, ready, grams)) = order.pickups.iter().find(|(stall, _, _)| *stall == stop.place) else {
            self.fail(format!("{name}: order {} has nothing here", order.id));
            return 0;
        };
        if stop.arrive_ms + stop.wait_ms < *ready {
            self.fail(format!("{name}: goods of {} are ready at {ready} only", order.id));
        }
        *grams
    }

    fn door(&mut self, name: &str, order: &OrderFacts, stop: &StopClaim) {
        if stop.place != order.address {
            self.fail(format!("{name}: order {} goes to {}", order.id, order.address));
        }
        let begin = stop.arrive_ms + stop.wait_ms;
        if begin < order.from_ms || begin + stop.slack_ms > order.until_ms {
            let (from, until) = (order.from_ms, order.until_ms);
            self.fail(format!(
                "{name}: served at {begin} + {} slack, promised {from} to {until}",
                stop.slack_ms
            ));
        }
        if stop.service_ms < order.service_ms {
            self.fail(format!("{name}: works {} ms, needs {} ms", stop.service_ms, order.service_ms));
        }
    }
}
