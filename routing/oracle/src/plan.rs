//! The checker of delivery plans: plain facts and a plain claim in, a list of violations out.
//!
//! It knows nothing of how the plan was made. It replays each rider's day stop by stop and believes no number.

mod labour;
mod waves;

use std::collections::{BTreeMap, BTreeSet};

/// How a stop is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Through the market, without the vehicle.
    Walk,
    /// With the vehicle, and on foot from it to a door.
    Ride,
}

/// What is done at a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Park at a gate.
    Park,
    /// Collect at a stall or at the hub.
    Pickup,
    /// Pack at the vehicle.
    Pack,
    /// Hand over at a door.
    Deliver,
}

/// What an order needs from one stall.
#[derive(Debug, Clone)]
pub struct PickFacts {
    /// The stall.
    pub stall: String,
    /// When everything is ready.
    pub ready_ms: u64,
    /// Grams, millilitres, boxes.
    pub load: [u64; 3],
    /// Work for it beyond that of the stop.
    pub handle_ms: u64,
    /// Longest time from leaving the stall to reaching the door.
    pub board_ms: Option<u64>,
}

/// Who may collect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Collect {
    /// The rider.
    Rider,
    /// Market pickers.
    Hub,
    /// Either.
    Either,
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
    /// The latest at all.
    pub hard_ms: u64,
    /// Least time at the door.
    pub service_ms: u64,
    /// Stalls.
    pub pickups: Vec<PickFacts>,
    /// What the rider must have.
    pub skills: Vec<String>,
    /// Who may collect it.
    pub collect: Collect,
    /// Whether its customer was told when: its door keeps its place once the trip has begun.
    pub promised: bool,
}

/// A rider as given.
#[derive(Debug, Clone)]
pub struct RiderFacts {
    /// Identifier.
    pub id: String,
    /// Where the day begins.
    pub start: String,
    /// Whether that is inside the market, the vehicle standing where the first trip leaves.
    pub starts_inside: bool,
    /// Where the day must end.
    pub end: Option<String>,
    /// What the box holds: grams, millilitres, boxes.
    pub capacity: [u64; 3],
    /// Orders at once.
    pub max_orders: usize,
    /// Begin of the shift.
    pub from_ms: u64,
    /// End of the shift.
    pub until_ms: u64,
    /// What the rider has.
    pub skills: Vec<String>,
    /// Least time to park.
    pub parking_ms: u64,
    /// Times off: begin not before, not after, length.
    pub breaks: Vec<[u64; 3]>,
    /// Work of a day at most: trips and the way to the day's end.
    pub longest_work_ms: u64,
    /// Work at most without a pause.
    pub longest_stretch_ms: u64,
    /// Time without a trip that is a pause.
    pub pause_ms: u64,
}

/// Everything that was given.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The orders.
    pub orders: Vec<OrderFacts>,
    /// The riders.
    pub riders: Vec<RiderFacts>,
    /// Least time at a stall.
    pub stall_ms: u64,
    /// Least time more for each order at a stall.
    pub order_ms: u64,
    /// Least time to pack.
    pub packing_ms: u64,
    /// Least time at any stop.
    pub min_stop_ms: u64,
    /// The hub.
    pub hub: Option<String>,
    /// Market pickers.
    pub pickers: u64,
    /// Orders of one wave.
    pub wave_orders: usize,
    /// First wave, and the time between waves.
    pub wave_from_ms: u64,
    /// Time between waves.
    pub wave_every_ms: u64,
    /// Least time to repack one order.
    pub repack_ms: u64,
    /// Gates at which nobody parks.
    pub closed: Vec<String>,
    /// When it was planned again: trips that had begun, by rider and moment of setting out. Their promises may be broken
    /// by what happened, which is then listed as late; closed gates do not touch them.
    pub begun: Vec<(String, u64)>,
    /// Rounds of pickers that had begun or for which a rider waited: picker and moment of setting out.
    pub begun_waves: Vec<(u64, u64)>,
    /// Stops that were done by then: rider, place, arrival, departure. They must stand in the plan as they were.
    pub done: Vec<(String, String, u64, u64)>,
    /// Trips that had begun: rider, moment of setting out, and the orders with whose doors they begin, in this sequence.
    pub kept: Vec<(String, u64, Vec<String>)>,
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
    pub load: [u64; 3],
    /// Orders served.
    pub orders: Vec<String>,
}

/// A trip as claimed.
#[derive(Debug, Clone)]
pub struct TripClaim {
    /// The gate.
    pub gate: String,
    /// Setting out.
    pub depart_ms: u64,
    /// Orders taken at the hub.
    pub from_hub: Vec<String>,
    /// Stops.
    pub stops: Vec<StopClaim>,
}

/// A rider's day as claimed.
#[derive(Debug, Clone)]
pub struct DayClaim {
    /// The rider.
    pub rider: String,
    /// Trips.
    pub trips: Vec<TripClaim>,
    /// Times off: begin, end, trips before.
    pub breaks: Vec<[u64; 3]>,
    /// The way to the day's end: place, setting out, arrival.
    pub home: Option<(String, u64, u64)>,
}

/// A picker's round as claimed.
#[derive(Debug, Clone)]
pub struct WaveClaim {
    /// The picker, from 1.
    pub picker: u64,
    /// Setting out from the hub.
    pub begin_ms: u64,
    /// Stalls: place, begin, departure, orders.
    pub stops: Vec<(String, u64, u64, Vec<String>)>,
    /// Back at the hub.
    pub back_ms: u64,
    /// Orders and when each is repacked.
    pub ready: Vec<(String, u64)>,
}

/// A plan as claimed.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Riders' days.
    pub days: Vec<DayClaim>,
    /// Orders left over.
    pub unserved: Vec<String>,
    /// Pickers' rounds.
    pub waves: Vec<WaveClaim>,
    /// Orders that the plan says are late, and by how much.
    pub late: Vec<(String, u64)>,
}

/// Who goes how from where to where, setting out when and arriving when: least time; `None` when there is no way then.
pub type Travel<'a> = &'a dyn Fn(Who<'_>, Mode, &str, &str, u64, u64) -> Option<u64>;

/// Who goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who<'a> {
    /// A rider; whether the trip had begun before gates were closed.
    Rider(&'a str, bool),
    /// A market picker; whether the round had begun before gates were closed.
    Picker(bool),
}

/// Everything that is wrong with a plan, in words; empty when it is valid.
#[must_use]
pub fn check(facts: &Facts, claim: &Claim, travel: Travel<'_>) -> Vec<String> {
    let mut checker = Checker {
        facts,
        travel,
        orders: facts.orders.iter().map(|o| (o.id.as_str(), o)).collect(),
        delivered: BTreeMap::new(),
        late: Vec::new(),
        at_hub: BTreeMap::new(),
        left_stall: BTreeMap::new(),
        violations: Vec::new(),
    };
    checker.waves(&claim.waves);
    let mut seen = BTreeSet::new();
    for day in &claim.days {
        match facts.riders.iter().find(|r| r.id == day.rider) {
            Some(_) if !seen.insert(&day.rider) => checker.fail(format!("rider {} has two days", day.rider)),
            Some(found) => checker.day(found, day),
            None => checker.fail(format!("rider {} is unknown", day.rider)),
        }
    }
    checker.untouched(claim);
    checker.all_or_nothing(&claim.unserved);
    checker.lateness(&claim.late);
    checker.violations
}

struct Checker<'a> {
    facts: &'a Facts,
    travel: Travel<'a>,
    orders: BTreeMap<&'a str, &'a OrderFacts>,
    delivered: BTreeMap<String, usize>,
    /// Orders that arrive after their promise.
    late: Vec<(String, u64)>,
    /// When each order is ready at the hub.
    at_hub: BTreeMap<String, u64>,
    /// When a picker left a stall with an order's goods.
    left_stall: BTreeMap<(String, String), u64>,
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

    /// What was done is not changed.
    fn untouched(&mut self, claim: &Claim) {
        for (rider, place, arrive, leave) in &self.facts.done {
            let stops = claim.days.iter().filter(|d| d.rider == *rider).flat_map(|d| &d.trips);
            let mut stops = stops.flat_map(|t| &t.stops);
            if !stops.any(|s| s.place == *place && s.arrive_ms == *arrive && s.leave_ms == *leave) {
                self.violations.push(format!("rider {rider} was at {place} from {arrive} to {leave}"));
            }
        }
        for (rider, depart, kept) in &self.facts.kept {
            let days = claim.days.iter().filter(|d| d.rider == *rider);
            let Some(trip) = days.flat_map(|d| &d.trips).find(|t| t.depart_ms == *depart) else { continue };
            let doors = trip.stops.iter().filter(|s| s.kind == Kind::Deliver).flat_map(|s| &s.orders);
            let doors: Vec<&String> = doors.collect();
            let still: Vec<&String> = kept.iter().filter(|o| doors.contains(o)).collect();
            if doors[..still.len()] != still[..] {
                let text = format!("rider {rider} at {depart}: doors {doors:?} must begin with {still:?}");
                self.violations.push(text);
            }
        }
    }

    /// Lateness is listed, and nothing else is.
    fn lateness(&mut self, said: &[(String, u64)]) {
        let mut said = said.to_vec();
        said.sort();
        self.late.sort();
        if said != self.late {
            let text = format!("the plan says late: {said:?}; it is {:?}", self.late);
            self.fail(text);
        }
    }

    /// Nobody arrives sooner than the least way allows.
    fn least(
        &mut self,
        name: &str,
        (who, mode): (Who<'_>, Mode),
        way: (&str, &str),
        depart: u64,
        arrive: u64,
    ) {
        let (from, to) = way;
        match (self.travel)(who, mode, from, to, depart, arrive) {
            None => self.fail(format!("{name}: no way leads to {to} from {from} at {depart}")),
            Some(least) if arrive < depart + least => {
                self.fail(format!("{name}: arrives at {arrive}, cannot before {}", depart + least));
            }
            Some(_) => {}
        }
    }

    fn day(&mut self, rider: &RiderFacts, day: &DayClaim) {
        let mut here = rider.start.clone();
        let mut now = rider.from_ms;
        for index in 0..=day.trips.len() {
            for rest in day.breaks.iter().filter(|b| b[2] == index as u64) {
                if rest[0] < now {
                    self.fail(format!("rider {} rests at {} before {now}", rider.id, rest[0]));
                }
                now = rest[1];
            }
            let Some(trip) = day.trips.get(index) else { break };
            let name = format!("rider {} trip {}", rider.id, index + 1);
            if trip.depart_ms < now {
                self.fail(format!("{name} sets out at {} before {now}", trip.depart_ms));
            }
            let begun = self.facts.begun.contains(&(rider.id.clone(), trip.depart_ms));
            if !begun && self.facts.closed.contains(&trip.gate) {
                self.fail(format!("{name} uses {}, which is closed", trip.gate));
            }
            now = trip.depart_ms;
            let on_foot = index == 0 && rider.starts_inside;
            self.form(&name, trip, on_foot);
            self.replay(&name, rider, (trip, begun), &mut here, &mut now);
            if !begun && now > rider.until_ms {
                self.fail(format!("{name} ends at {now} after the shift's end {}", rider.until_ms));
            }
        }
        if !day.trips.is_empty() {
            let last = day.trips.last().and_then(|t| t.stops.last()).map_or(now, |s| s.leave_ms);
            self.rests(rider, day);
            self.tired(rider, day);
            self.home(rider, day, &here, last);
        }
    }

    /// Every break is taken once, in its window, for its length.
    fn rests(&mut self, rider: &RiderFacts, day: &DayClaim) {
        if day.breaks.len() != rider.breaks.len() && !self.all_begun(rider, day) {
            self.fail(format!("rider {} rests {} times", rider.id, day.breaks.len()));
        }
        for rest in &day.breaks {
            let own = rider.breaks.iter().find(|b| (b[0]..=b[1]).contains(&rest[0]));
            let [from, latest, length] = own.unwrap_or(&[u64::MAX, 0, 0]);
            if rest[0] < *from || rest[0] > *latest || rest[1] < rest[0] + length || rest[1] > rider.until_ms
            {
                self.fail(format!("rider {} rests from {} to {}", rider.id, rest[0], rest[1]));
            }
        }
    }

    /// Whether nothing new was given to a rider when it was planned again: what has begun cannot be helped.
    fn all_begun(&self, rider: &RiderFacts, day: &DayClaim) -> bool {
        day.trips.iter().all(|t| self.facts.begun.contains(&(rider.id.clone(), t.depart_ms)))
    }

    fn home(&mut self, rider: &RiderFacts, day: &DayClaim, here: &str, now: u64) {
        let name = format!("rider {} at the end", rider.id);
        match (&rider.end, &day.home) {
            (None, None) => {}
            (Some(end), Some((place, depart, arrive))) if end == place => {
                let helpless = self.all_begun(rider, day);
                if *depart < now || (*arrive > rider.until_ms && !helpless) {
                    self.fail(format!("{name}: leaves at {depart}, arrives at {arrive}"));
                }
                self.least(
                    &name,
                    (Who::Rider(&rider.id, false), Mode::Ride),
                    (here, place),
                    *depart,
                    *arrive,
                );
            }
            (wanted, found) => self.fail(format!("{name}: should be at {wanted:?}, is at {found:?}")),
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
            self.fail(format!("{name} parks at {parks:?} and packs at {packs:?}: the vehicle is elsewhere"));
        }
    }

    fn replay(
        &mut self,
        name: &str,
        rider: &RiderFacts,
        (trip, begun): (&TripClaim, bool),
        here: &mut String,
        now: &mut u64,
    ) {
        // What each order still waits for, and what is aboard.
        let mut hold = Hold::default();
        for (i, stop) in trip.stops.iter().enumerate() {
            let name = format!("{name} stop {} ({})", i + 1, stop.place);
            self.clock(&name, rider, (trip, begun), stop, here, now);
            for id in &stop.orders {
                let Some(order) = self.orders.get(id.as_str()).copied() else {
                    self.fail(format!("{name}: order {id} is unknown"));
                    continue;
                };
                let by_hub = trip.from_hub.contains(id);
                match stop.kind {
                    Kind::Pickup => self.pickup(&name, order, stop, by_hub, &mut hold),
                    Kind::Deliver => {
                        self.door(&name, order, stop, (by_hub, begun), &mut hold);
                        self.may(&name, rider, order, by_hub);
                    }
                    Kind::Park | Kind::Pack => {
                        self.fail(format!("{name}: orders are served at stalls and doors only"));
                    }
                }
            }
            if hold.load != stop.load {
                self.fail(format!("{name}: load is {:?}, the plan says {:?}", hold.load, stop.load));
            }
            let full = (0..3).any(|d| hold.load[d] > rider.capacity[d]);
            if full || hold.aboard.len() > rider.max_orders {
                let n = hold.aboard.len();
                self.fail(format!("{name}: {:?} of {n} orders are too much", hold.load));
            }
        }
        if !hold.aboard.is_empty() {
            self.fail(format!("{name}: {:?} are never delivered", hold.aboard));
        }
    }

    fn may(&mut self, name: &str, rider: &RiderFacts, order: &OrderFacts, by_hub: bool) {
        for skill in &order.skills {
            if !rider.skills.contains(skill) {
                self.fail(format!("{name}: order {} needs {skill}", order.id));
            }
        }
        if (by_hub && order.collect == Collect::Rider) || (!by_hub && order.collect == Collect::Hub) {
            self.fail(format!("{name}: order {} is collected by the wrong people", order.id));
        }
    }

    /// Times follow from each other and from the least way.
    fn clock(
        &mut self,
        name: &str,
        rider: &RiderFacts,
        (trip, begun): (&TripClaim, bool),
        stop: &StopClaim,
        here: &mut String,
        now: &mut u64,
    ) {
        let mode = if matches!(stop.kind, Kind::Pickup | Kind::Pack) { Mode::Walk } else { Mode::Ride };
        self.least(name, (Who::Rider(&rider.id, begun), mode), (here, &stop.place), *now, stop.arrive_ms);
        let begin = stop.arrive_ms + stop.wait_ms;
        if begin + stop.service_ms != stop.leave_ms {
            self.fail(format!("{name}: arrival, waiting and work do not add up to the departure"));
        }
        let handle: u64 = stop.orders.iter().map(|id| self.handling(id, &stop.place, trip)).sum();
        let least = match stop.kind {
            Kind::Park => rider.parking_ms,
            Kind::Pack => self.facts.packing_ms,
            Kind::Pickup => self.facts.stall_ms + self.facts.order_ms * stop.orders.len() as u64 + handle,
            Kind::Deliver => 0,
        };
        let least = least.max(self.facts.min_stop_ms);
        if stop.service_ms < least {
            self.fail(format!("{name}: works {} ms, needs {least} ms", stop.service_ms));
        }
        if stop.leave_ms + stop.slack_ms > rider.until_ms && (!begun || stop.slack_ms > 0) {
            self.fail(format!("{name}: slack of {} ms passes the shift's end", stop.slack_ms));
        }
        *now = stop.leave_ms;
        here.clone_from(&stop.place);
    }

    /// Work for an order's goods at a stall; none at the hub, where they are packed.
    fn handling(&self, id: &str, stall: &str, trip: &TripClaim) -> u64 {
        if trip.from_hub.iter().any(|h| h == id) {
            return 0;
        }
        let pick = self.orders.get(id).and_then(|o| o.pickups.iter().find(|p| p.stall == stall));
        pick.map_or(0, |p| p.handle_ms)
    }

    fn pickup<'c>(
        &mut self,
        name: &str,
        order: &'c OrderFacts,
        stop: &'c StopClaim,
        by_hub: bool,
        hold: &mut Hold<'c>,
    ) {
        let begin = stop.arrive_ms + stop.wait_ms;
        if !hold.collected.entry(&order.id).or_default().insert(stop.place.as_str()) {
            self.fail(format!("{name}: order {} is collected twice", order.id));
        }
        hold.aboard.insert(&order.id);
        hold.left.insert((&order.id, stop.place.as_str()), stop.leave_ms);
        let mut take = |load: &[u64; 3]| (0..3).for_each(|d| hold.load[d] += load[d]);
        if by_hub {
            order.pickups.iter().for_each(|p| take(&p.load));
            if self.facts.hub.as_ref() != Some(&stop.place) {
                self.fail(format!("{name}: order {} is at the hub", order.id));
            }
            match self.at_hub.get(&order.id) {
                Some(ready) if begin >= *ready => {}
                ready => self.fail(format!("{name}: order {} is at the hub at {ready:?}", order.id)),
            }
            return;
        }
        let Some(pick) = order.pickups.iter().find(|p| p.stall == stop.place) else {
            self.fail(format!("{name}: order {} has nothing here", order.id));
            return;
        };
        take(&pick.load);
        if begin < pick.ready_ms {
            self.fail(format!("{name}: goods of {} are ready at {} only", order.id, pick.ready_ms));
        }
    }

    fn door<'c>(
        &mut self,
        name: &str,
        order: &'c OrderFacts,
        stop: &StopClaim,
        (by_hub, begun): (bool, bool),
        hold: &mut Hold<'c>,
    ) {
        let begin = stop.arrive_ms + stop.wait_ms;
        let got = hold.collected.get(order.id.as_str()).cloned().unwrap_or_default();
        for pick in &order.pickups {
            if by_hub && !got.is_empty() || got.contains(pick.stall.as_str()) {
                (0..3).for_each(|d| hold.load[d] = hold.load[d].saturating_sub(pick.load[d]));
            } else {
                self.fail(format!("{name}: goods of {} for {} were not collected", pick.stall, order.id));
            }
            let left = if by_hub {
                self.left_stall.get(&(order.id.clone(), pick.stall.clone())).copied()
            } else {
                hold.left.get(&(order.id.as_str(), pick.stall.as_str())).copied()
            };
            if let (Some(most), Some(left)) = (pick.board_ms, left)
                && !begun
                && begin.saturating_sub(left) > most
            {
                self.fail(format!("{name}: goods of {} are {} ms on board", pick.stall, begin - left));
            }
        }
        hold.aboard.remove(order.id.as_str());
        *self.delivered.entry(order.id.clone()).or_default() += 1;
        if stop.place != order.address {
            self.fail(format!("{name}: order {} goes to {}", order.id, order.address));
        }
        // An order that is late already has no slack.
        let hard = if begun { begin.max(order.hard_ms) } else { order.hard_ms };
        let promise = if begin > order.until_ms { hard } else { order.until_ms };
        let slack_of_late = begin > order.until_ms && stop.slack_ms > 0;
        if begin < order.from_ms || begin + stop.slack_ms > promise || slack_of_late {
            let (from, until) = (order.from_ms, order.until_ms);
            let slack = stop.slack_ms;
            self.fail(format!("{name}: served at {begin} + {slack} slack, promised {from} to {until}"));
        }
        if begin > order.until_ms {
            self.late.push((order.id.clone(), begin - order.until_ms));
        }
        if stop.service_ms < order.service_ms {
            self.fail(format!("{name}: works {} ms, needs {} ms", stop.service_ms, order.service_ms));
        }
    }
}

/// What a rider has with him during a trip.
#[derive(Default)]
struct Hold<'c> {
    /// Stalls from which each order was collected.
    collected: BTreeMap<&'c str, BTreeSet<&'c str>>,
    aboard: BTreeSet<&'c str>,
    /// When a stall was left with an order's goods.
    left: BTreeMap<(&'c str, &'c str), u64>,
    load: [u64; 3],
}
