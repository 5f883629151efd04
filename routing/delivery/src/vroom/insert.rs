//! Where a job or a shipment is put into a route at least cost, by an exact look at every rule.
//!
//! Costs are looked at first, because they are cheapest to know; times, loads and limits only where a place would be better
//! than the best so far. Blinks (Christiaens and Vanden Berghe 2020) pass over a better place now and then.

use super::ground::{Car, Ground, Leg, NEVER};
use super::route::{Route, stop, toward};
use super::time::{forward, in_time};
use crate::pdptw::rng::Rng;

/// A place for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    /// What it adds to the cost.
    pub(crate) delta: i64,
    /// Gap of the job or pickup.
    pub(crate) first: usize,
    /// Gap of the delivery, counted without the pickup.
    pub(crate) second: usize,
}

/// Looks for places; keeps its memory between looks.
#[derive(Debug)]
pub(crate) struct Finder {
    /// Chance that a better place is passed over.
    pub(crate) blink: f64,
    here: Vec<i64>,
    there: Vec<i64>,
    beyond: Vec<i64>,
    aboard: Vec<i64>,
    after: Vec<i64>,
    /// By gap, what the delivery adds to the cost there; then the least from a gap on.
    drops: Vec<i64>,
    least: Vec<i64>,
    trial: Route,
}

/// Sums of a route with an insertion.
#[derive(Clone, Copy)]
struct More {
    time: i64,
    metres: i64,
}

impl More {
    fn of(new: &[Leg], old: &[Leg]) -> Self {
        let sum = |f: fn(&Leg) -> i64| new.iter().map(f).sum::<i64>() - old.iter().map(f).sum::<i64>();
        Self { time: sum(|l| l.time), metres: sum(|l| l.metres) }
    }

    fn fits(self, car: &Car, route: &Route) -> bool {
        route.time + self.time <= car.max_travel && route.metres + self.metres <= car.max_metres
    }
}

impl Finder {
    /// A finder that blinks with this chance.
    pub(crate) fn new(blink: f64) -> Self {
        Self {
            blink,
            here: Vec::new(),
            there: Vec::new(),
            beyond: Vec::new(),
            aboard: Vec::new(),
            after: Vec::new(),
            drops: Vec::new(),
            least: Vec::new(),
            trial: Route::default(),
        }
    }

    /// The cheapest place in a route that costs less than `bound`. O(tasks) for a job, O(tasks²) for a shipment.
    pub(crate) fn best(
        &mut self,
        ground: &Ground<'_>,
        route: &Route,
        request: usize,
        bound: i64,
        rng: &mut Rng,
    ) -> Option<Spot> {
        let (car, asked) = (&ground.cars[route.car], ground.requests[request]);
        if route.tasks.len() + asked.size() > car.max_tasks {
            return None;
        }
        let states = car.rests.len() + 1;
        for labels in [&mut self.here, &mut self.there, &mut self.beyond] {
            labels.clear();
            labels.resize(states, NEVER);
        }
        if asked.pair {
            self.pair(ground, route, asked.task, bound, rng)
        } else {
            self.single(ground, route, asked.task, bound, rng)
        }
    }

    fn blinks(&self, rng: &mut Rng) -> bool {
        self.blink > 0.0 && rng.unit() < self.blink
    }

    fn single(
        &mut self,
        ground: &Ground<'_>,
        route: &Route,
        task: u32,
        mut bound: i64,
        rng: &mut Rng,
    ) -> Option<Spot> {
        let car = &ground.cars[route.car];
        let place = ground.place[task as usize];
        let limited = car.max_travel < NEVER || car.max_metres < NEVER;
        let fixed = if route.tasks.is_empty() { car.fixed } else { 0 };
        let mut found = None;
        for gap in 0..=route.tasks.len() {
            let here = toward(ground, car, route.places[gap], task);
            let onward = route.onward(ground, car, place, gap + 1);
            let delta = fixed + here.cost + onward.cost - route.legs[gap].cost;
            // Which of equal places is taken is left to chance: the first one would always keep some orders from being.
            if delta > bound
                || (delta == bound && rng.bits() & 1 == 0)
                || (limited && !More::of(&[here, onward], &[route.legs[gap]]).fits(car, route))
                || !self.job_fits(ground, route, task, gap)
            {
                continue;
            }
            let in_time = if car.picky {
                self.tried(ground, route, task, gap)
            } else {
                let first = stop(ground, car, route.places[gap], task);
                forward(car, route.early(gap), here.time, &[], first, &mut self.here);
                let next = route.stop(ground, car, place, gap + 1);
                forward(car, &self.here, onward.time, &[], next, &mut self.there);
                in_time(&self.there, route.late(gap + 1))
            };
            if in_time && !self.blinks(rng) {
                bound = delta;
                found = Some(Spot { delta, first: gap, second: gap });
            }
        }
        found
    }

    /// Whether the loads allow a job in a gap.
    fn job_fits(&self, ground: &Ground<'_>, route: &Route, task: u32, gap: usize) -> bool {
        let (dims, capacity) = (ground.dims, &ground.cars[route.car].capacity);
        let (taken, change) = (ground.taken(task), ground.change(task));
        (0..dims).all(|d| {
            route.most_before[gap * dims + d] + taken[d] <= capacity[d]
                && route.most_after[gap * dims + d] + taken[d] + change[d] <= capacity[d]
        })
    }

    /// A job changes the load of the whole route, and so where rests may be: the route is made and looked at.
    fn tried(&mut self, ground: &Ground<'_>, route: &Route, task: u32, gap: usize) -> bool {
        self.trial.car = route.car;
        self.trial.tasks.clone_from(&route.tasks);
        self.trial.tasks.insert(gap, task);
        self.trial.refresh(ground);
        self.trial.possible(ground)
    }

    fn pair(
        &mut self,
        ground: &Ground<'_>,
        route: &Route,
        pickup: u32,
        mut bound: i64,
        rng: &mut Rng,
    ) -> Option<Spot> {
        let car = &ground.cars[route.car];
        let (m, place) = (route.tasks.len(), ground.place[pickup as usize]);
        let fixed = if m == 0 { car.fixed } else { 0 };
        self.price_drops(ground, route, pickup + 1);
        let mut found = None;
        for gap in 0..=m {
            let here = toward(ground, car, route.places[gap], pickup);
            let onward = route.onward(ground, car, place, gap + 1);
            let apart = fixed + here.cost + onward.cost - route.legs[gap].cost;
            let between = toward(ground, car, place, pickup + 1);
            let last = route.onward(ground, car, ground.place[pickup as usize + 1], gap + 1);
            let beside = fixed + here.cost + between.cost + last.cost - route.legs[gap].cost;
            if beside.min(apart.saturating_add(self.least[gap + 1])) >= bound
                || !self.carry(ground, route, pickup, gap)
            {
                continue;
            }
            let first = stop(ground, car, route.places[gap], pickup);
            forward(car, route.early(gap), here.time, route.load(gap, ground.dims), first, &mut self.here);
            if self.here.iter().all(|t| *t >= NEVER) {
                continue;
            }
            let more = More::of(&[here, between, last], &[route.legs[gap]]);
            if beside < bound
                && more.fits(car, route)
                && self.drop_in_time(ground, route, (place, gap), pickup + 1, true)
                && !self.blinks(rng)
            {
                bound = beside;
                found = Some(Spot { delta: beside, first: gap, second: gap });
            }
            let lead = Lead { gap, here, onward, cost: apart, pickup };
            if let Some(spot) = self.apart(ground, route, &lead, bound, rng) {
                bound = spot.delta;
                found = Some(spot);
            }
        }
        found
    }

    /// What the delivery adds in every gap, and the least of the gaps from each on.
    fn price_drops(&mut self, ground: &Ground<'_>, route: &Route, task: u32) {
        let car = &ground.cars[route.car];
        let (m, place) = (route.tasks.len(), ground.place[task as usize]);
        self.drops.clear();
        self.drops.extend((0..=m).map(|gap| {
            let here = toward(ground, car, route.places[gap], task);
            here.cost + route.onward(ground, car, place, gap + 1).cost - route.legs[gap].cost
        }));
        self.least.clear();
        self.least.resize(m + 2, NEVER);
        for gap in (0..=m).rev() {
            self.least[gap] = self.least[gap + 1].min(self.drops[gap]);
        }
    }

    /// Loads the amount behind a node into `aboard`; whether the vehicle holds it.
    fn carry(&mut self, ground: &Ground<'_>, route: &Route, pickup: u32, node: usize) -> bool {
        let load = route.load(node, ground.dims);
        self.aboard.clear();
        self.aboard.extend(load.iter().zip(ground.change(pickup)).map(|(l, c)| l + c));
        self.aboard.iter().zip(&ground.cars[route.car].capacity).all(|(l, c)| l <= c)
    }

    /// Whether a delivery behind `from`, a place and its node, leaves the rest of the route in time.
    /// Departures there are in `here` when it is the pickup, in `beyond` otherwise.
    fn drop_in_time(
        &mut self,
        ground: &Ground<'_>,
        route: &Route,
        from: (u32, usize),
        task: u32,
        beside: bool,
    ) -> bool {
        let car = &ground.cars[route.car];
        let (place, node) = from;
        let there = ground.place[task as usize];
        let way = ground.leg(car, place, there).time;
        let labels = if beside { &self.here } else { &self.beyond };
        forward(car, labels, way, &self.aboard, stop(ground, car, place, task), &mut self.there);
        self.after.clear();
        self.after.resize(self.there.len(), NEVER);
        let next = route.stop(ground, car, there, node + 1);
        let way = ground.leg(car, there, route.places[node + 1]).time;
        forward(car, &self.there, way, route.load(node, ground.dims), next, &mut self.after);
        in_time(&self.after, route.late(node + 1))
    }

    /// The best gap for a delivery that does not follow its pickup at once.
    fn apart(
        &mut self,
        ground: &Ground<'_>,
        route: &Route,
        lead: &Lead,
        mut bound: i64,
        rng: &mut Rng,
    ) -> Option<Spot> {
        let car = &ground.cars[route.car];
        let m = route.tasks.len();
        let place = ground.place[lead.pickup as usize];
        let limited = car.max_travel < NEVER || car.max_metres < NEVER;
        let mut found = None;
        for node in lead.gap + 1..=m {
            if lead.cost.saturating_add(self.least[node]) >= bound {
                break;
            }
            // `beyond` goes from the node before to this one with the amount aboard.
            if node == lead.gap + 1 {
                let next = route.stop(ground, car, place, node);
                forward(car, &self.here, lead.onward.time, &self.aboard, next, &mut self.beyond);
            } else {
                let next = route.stop(ground, car, route.places[node - 1], node);
                forward(car, &self.beyond, route.legs[node - 1].time, &self.aboard, next, &mut self.there);
                std::mem::swap(&mut self.beyond, &mut self.there);
            }
            if !in_time(&self.beyond, route.late(node)) || !self.carry(ground, route, lead.pickup, node) {
                break;
            }
            let delta = lead.cost + self.drops[node];
            if delta >= bound || (limited && !self.far_enough(ground, route, lead, node)) {
                continue;
            }
            if self.drop_in_time(ground, route, (route.places[node], node), lead.pickup + 1, false)
                && !self.blinks(rng)
            {
                bound = delta;
                found = Some(Spot { delta, first: lead.gap, second: node });
            }
        }
        found
    }

    /// Whether travel and metres stay within the limits.
    fn far_enough(&self, ground: &Ground<'_>, route: &Route, lead: &Lead, node: usize) -> bool {
        let car = &ground.cars[route.car];
        let there = ground.place[lead.pickup as usize + 1];
        let to = toward(ground, car, route.places[node], lead.pickup + 1);
        let on = route.onward(ground, car, there, node + 1);
        let old = [route.legs[lead.gap], route.legs[node]];
        More::of(&[lead.here, lead.onward, to, on], &old).fits(car, route)
    }
}

/// A pickup whose delivery is being looked for.
struct Lead {
    gap: usize,
    here: Leg,
    onward: Leg,
    cost: i64,
    pickup: u32,
}
