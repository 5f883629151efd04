//! Plans again under way: what has begun stays, the rest is planned anew from where it was, and little is changed.
//!
//! Trips that have begun are locked; later trips of the plan before are the start of the search, and an order that goes
//! to another rider costs the settings' `change_won`, so that it moves only when the gain is worth it.

use std::collections::{BTreeMap, BTreeSet};

use market_model::{Problem, Text};
use market_routing::{Graph, NodeId};

use crate::answer;
use crate::budget::{Budget, Spent};
use crate::changes;
use crate::day::Day;
use crate::events::{self, Event, Events};
use crate::legs::Legs;
use crate::locked;
use crate::orders::{Clock, Order, Orders};
use crate::plan::{BreakPlan, Limits, Plan, StopKind, TripPlan, Unserved};
use crate::prepare::{Kept, Prepared, prepare};
use crate::reorder;
use crate::sane;
use crate::search::Solution;
use crate::session::{Session, search};
use crate::sums;
use crate::task::{Place, Task};
use crate::tour::Tours;
use crate::trip::{Call, Trip};

/// Orders and plan after events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replanned {
    /// The orders as they are now: with new ones, without cancelled ones.
    pub orders: Orders,
    /// The plan for them.
    pub plan: Plan,
}

impl Session<'_> {
    /// Plans again after events: stops done, goods aboard and trips that have begun stay.
    ///
    /// # Errors
    /// Every problem of the events and of the orders after them, each with a path; nothing is planned then.
    pub fn replan(
        &self,
        orders: &Orders,
        before: &Plan,
        events: &Events,
        limits: Limits,
        stop: &mut dyn FnMut() -> bool,
    ) -> Result<Replanned, Vec<Problem>> {
        self.replan_by(orders, before, events, (limits, false), &mut || f64::from(u8::from(stop())))
    }

    /// As [`Session::replan`], within a time that the caller measures: see [`Session::plan_within`].
    ///
    /// # Errors
    /// Every problem of the events and of the orders after them, each with a path; nothing is planned then.
    pub fn replan_within(
        &self,
        orders: &Orders,
        before: &Plan,
        events: &Events,
        limits: Limits,
        spent: &mut dyn FnMut() -> f64,
    ) -> Result<Replanned, Vec<Problem>> {
        self.replan_by(orders, before, events, (limits, true), spent)
    }

    fn replan_by(
        &self,
        orders: &Orders,
        before: &Plan,
        events: &Events,
        (limits, clocked): (Limits, bool),
        spent: Spent<'_>,
    ) -> Result<Replanned, Vec<Problem>> {
        let mut problems = sane::problems(before);
        problems.extend(events::problems(orders, &events.events));
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut scene = Scene::new(self.graph, orders, before, events.now.0);
        for (index, event) in events.events.iter().enumerate() {
            scene.apply(index, event);
        }
        if !scene.problems.is_empty() {
            return Err(scene.problems);
        }
        scene.settle();
        let kept = Kept { waves: scene.waves(), now: scene.now };
        let mut prepared = prepare(self.graph, &mut self.tables.borrow_mut(), &scene.orders, &kept)?;
        let mut legs = self.legs(&prepared);
        // What another graph said is asked again.
        if before.graph == self.graph.hash() {
            let old = before.riders.iter().flat_map(|r| &r.trips).flat_map(|t| &t.stops);
            old.for_each(|s| legs.know(s));
        }
        scene.reorder(&prepared.task, &mut legs);
        let first = scene.start(&mut prepared, before);
        let mut write = |prepared: &mut Prepared,
                         tours: &Tours,
                         solution: &mut Solution,
                         budget: &mut Budget<'_>,
                         late| {
            let on = answer::On { graph: self.graph, orders: &scene.orders, tours };
            let mut written = answer::write(&on, prepared, solution, &mut legs, (budget, late));
            let begin = budget.now();
            let plan = &mut written.plan;
            scene.join(plan, &prepared.task);
            sums::fill(&scene.orders, plan);
            plan.changes = changes::of(self.graph, orders, (before, plan), &events.events, &scene.reordered);
            written.rest += budget.now() - begin;
            written
        };
        let plan = search(&mut prepared, first, (limits, clocked), spent, &mut write);
        Ok(Replanned { orders: scene.orders, plan })
    }
}

/// A rider while it is planned again.
#[derive(Debug, Default)]
struct Rider {
    /// Trips that have begun.
    trips: Vec<TripPlan>,
    /// Rests that have begun.
    breaks: Vec<BreakPlan>,
    delay: u64,
    stops: bool,
}

struct Scene<'a> {
    graph: &'a Graph,
    now: u64,
    orders: Orders,
    riders: Vec<Rider>,
    /// Key of a stall and when it is ready.
    late: BTreeMap<String, u64>,
    gone: BTreeSet<String>,
    /// Order and stall that has not what it wants.
    sold: BTreeSet<(String, String)>,
    before: &'a Plan,
    /// Orders that cannot be planned any more, and why.
    lost: Vec<Unserved>,
    problems: Vec<Problem>,
    /// Whether something was closed or became slower.
    ways_changed: bool,
    /// Orders of doors that are taken in another sequence.
    reordered: BTreeSet<String>,
}

impl<'a> Scene<'a> {
    fn new(graph: &'a Graph, orders: &Orders, before: &'a Plan, now: u64) -> Self {
        let rider = |r: &crate::orders::Rider| {
            let Some(day) = before.riders.iter().find(|d| d.rider == r.id) else { return Rider::default() };
            let begun = |t: &&TripPlan| t.locked || t.depart_ms <= now;
            let trips: Vec<TripPlan> = day.trips.iter().take_while(begun).cloned().collect();
            let n = trips.len() as u64;
            let breaks = day.breaks.iter().filter(|b| b.begin_ms <= now && b.after_trips <= n);
            Rider { breaks: breaks.cloned().collect(), trips, delay: 0, stops: false }
        };
        Self {
            graph,
            now,
            riders: orders.riders.iter().map(rider).collect(),
            orders: orders.clone(),
            late: BTreeMap::new(),
            gone: BTreeSet::new(),
            sold: BTreeSet::new(),
            before,
            lost: Vec::new(),
            problems: Vec::new(),
            ways_changed: false,
            reordered: BTreeSet::new(),
        }
    }

    fn apply(&mut self, index: usize, event: &Event) {
        match event {
            Event::NewOrder { order } => self.orders.orders.push((**order).clone()),
            Event::Cancelled { order } => {
                if !self.is_delivered(order) {
                    self.gone.insert(order.clone());
                }
            }
            Event::SoldOut { order, stall } => {
                let key = self.key(stall, &format!("events[{index}].stall"));
                self.sold_out(order, &key);
            }
            Event::LateStall { stall, ready } => {
                let key = self.key(stall, &format!("events[{index}].stall"));
                self.late.insert(key, ready.0);
            }
            Event::ClosedGate { gate } => {
                let key = self.key(gate, &format!("events[{index}].gate"));
                self.ways_changed = true;
                if !self.orders.settings.closed_gates.contains(&key) {
                    self.orders.settings.closed_gates.push(key);
                }
            }
            Event::Conditions { conditions } => {
                self.orders.conditions = Some((**conditions).clone());
                self.ways_changed = true;
            }
            Event::RiderStops { rider } => {
                if let Some(i) = self.orders.riders.iter().position(|r| r.id == *rider) {
                    self.riders[i].stops = true;
                }
            }
            Event::Delay { rider, minutes } => {
                if let Some(i) = self.orders.riders.iter().position(|r| r.id == *rider) {
                    self.riders[i].delay += minutes * 60_000;
                }
            }
        }
    }

    fn key(&mut self, text: &str, path: &str) -> String {
        if let Some(node) = self.graph.resolve(text) {
            return self.graph.key(node).to_owned();
        }
        let (ko, en) = ("이 시장의 지도에 있는 곳", "a place of this market's graph");
        self.problems.push(Problem::error("unknown-place", path, text, Text::new(ko, en)));
        String::new()
    }

    /// Whether somebody has begun to carry an order.
    fn is_locked(&self, id: &str) -> bool {
        self.riders.iter().flat_map(|r| &r.trips).any(|t| t.orders.iter().any(|o| o == id))
    }

    fn is_delivered(&self, id: &str) -> bool {
        let stops = self.riders.iter().flat_map(|r| &r.trips).flat_map(|t| &t.stops);
        let mut done = stops.filter(|s| s.kind == StopKind::Deliver && s.leave_ms <= self.now);
        done.any(|s| s.orders.iter().any(|o| o == id))
    }

    fn sold_out(&mut self, id: &str, stall: &str) {
        let taken = |t: &TripPlan| {
            let mut here = t.stops.iter().filter(|s| s.leave_ms <= self.now && s.place == stall);
            here.any(|s| s.orders.iter().any(|o| o == id))
        };
        let picked = |w: &crate::plan::WavePlan| {
            let mut here = w.stops.iter().filter(|s| s.leave_ms <= self.now && s.place == stall);
            here.any(|s| s.orders.iter().any(|o| o == id))
        };
        if self.riders.iter().flat_map(|r| &r.trips).any(taken) || self.before.waves.iter().any(picked) {
            return;
        }
        self.sold.insert((id.to_owned(), stall.to_owned()));
        let graph = self.graph;
        let at = |text: &str| graph.resolve(text).is_some_and(|n| graph.key(n) == stall);
        let Some(order) = self.orders.orders.iter_mut().find(|o| o.id == id) else { return };
        order.items.retain(|i| !at(&i.stall));
        if order.items.is_empty() {
            self.gone.insert(id.to_owned());
        }
        for trip in self.riders.iter_mut().flat_map(|r| &mut r.trips) {
            for stop in trip.stops.iter_mut().filter(|s| s.place == stall) {
                stop.orders.retain(|o| o != id || trip.from_hub.contains(o));
            }
            let now = self.now;
            trip.stops.retain(|s| s.leave_ms <= now || s.kind != StopKind::Pickup || !s.orders.is_empty());
        }
    }

    /// Does to the trips that have begun what the events ask, and to riders who stop.
    fn settle(&mut self) {
        let (now, graph) = (self.now, self.graph);
        self.orders.orders.retain(|o| !self.gone.contains(&o.id));
        let is_late = |stall: &str| self.late.get(stall).copied();
        let mut reopened: BTreeSet<String> = BTreeSet::new();
        for (index, rider) in self.riders.iter_mut().enumerate() {
            for trip in &mut rider.trips {
                locked::take_out(trip, now, &self.gone);
                locked::push(trip, now, rider.delay, &is_late);
                trip.locked = true;
            }
            if rider.stops {
                for trip in &mut rider.trips {
                    let held: Vec<String> =
                        trip.orders.iter().filter(|o| locked::aboard(trip, now, o)).cloned().collect();
                    for id in locked::cut(trip, now) {
                        if held.contains(&id) {
                            self.lost.push(aboard(&id, &self.orders.riders[index].id));
                        } else {
                            reopened.insert(id);
                        }
                    }
                }
                stopped(&mut self.orders.riders[index], now);
                rider.breaks.clear();
            }
            rider.trips.retain(|t| !t.orders.is_empty());
        }
        let locked: BTreeSet<String> =
            self.riders.iter().flat_map(|r| &r.trips).flat_map(|t| t.orders.iter().cloned()).collect();
        let open = self.orders.orders.iter_mut().filter(|o| !locked.contains(&o.id));
        // Nobody's stall is looked for while none is late.
        for order in open.filter(|_| !self.late.is_empty()) {
            for item in &mut order.items {
                let key = graph.resolve(&item.stall).map_or("", |n| graph.key(n));
                let picked = |w: &crate::plan::WavePlan| {
                    let mut here = w.stops.iter().filter(|s| s.begin_ms <= now && s.place == key);
                    here.any(|s| s.orders.contains(&order.id))
                };
                if let Some(ready) = self.late.get(key)
                    && !self.before.waves.iter().any(picked)
                {
                    item.ready = Some(Clock(item.ready.map_or(0, |c| c.0).max(*ready)));
                }
            }
        }
        let by_id: BTreeMap<&str, &Order> = self.orders.orders.iter().map(|o| (o.id.as_str(), o)).collect();
        let find = |id: &str| by_id.get(id).map(|o| (*o).clone());
        let at = |item: &crate::orders::Item, place: &str| {
            graph.resolve(&item.stall).is_some_and(|n| graph.key(n) == place)
        };
        for trip in self.riders.iter_mut().flat_map(|r| &mut r.trips) {
            locked::reload(trip, &find, &at);
        }
    }

    /// Rounds of pickers that stay: without orders that are gone or wait for a late stall.
    fn waves(&self) -> Vec<crate::plan::WavePlan> {
        let mut waves = self.before.waves.clone();
        // Where the ways have changed, rounds that have not begun are planned anew, unless a rider waits for them.
        waves.retain(|w| {
            !self.ways_changed || w.begin_ms <= self.now || w.orders.iter().any(|o| self.is_locked(&o.order))
        });
        for wave in &mut waves {
            let waits = |id: &str| {
                let stops = wave.stops.iter().filter(|s| s.orders.iter().any(|o| o == id));
                let late = |s: &crate::plan::WaveStop| {
                    s.begin_ms > self.now && self.late.get(&s.place).is_some_and(|r| *r > s.begin_ms)
                };
                !self.is_locked(id) && stops.into_iter().any(late)
            };
            let out: BTreeSet<String> = wave
                .orders
                .iter()
                .filter(|o| self.gone.contains(&o.order) || waits(&o.order))
                .map(|o| o.order.clone())
                .collect();
            wave.orders.retain(|o| !out.contains(&o.order));
            for stop in &mut wave.stops {
                let sold = |o: &String| self.sold.contains(&(o.clone(), stop.place.clone()));
                stop.orders.retain(|o| !out.contains(o) && !sold(o));
            }
            wave.stops.retain(|s| !s.orders.is_empty());
        }
        waves.retain(|w| !w.orders.is_empty());
        waves
    }

    /// Puts the doors that are left of trips that have begun into a better sequence.
    fn reorder(&mut self, task: &Task, legs: &mut Legs<'_>) {
        let orders = &self.orders;
        let index: BTreeMap<&str, usize> =
            orders.orders.iter().enumerate().map(|(i, o)| (o.id.as_str(), i)).collect();
        let promised = |id: &str| index.get(id).is_none_or(|i| orders.orders[*i].promised);
        for (worker, rider) in self.riders.iter_mut().enumerate() {
            let (vehicle, stops) = (orders.riders[worker].vehicle, rider.stops);
            // Trips after this one would begin elsewhere: only the last that has begun may change.
            let Some(trip) = rider.trips.last_mut().filter(|_| !stops) else { continue };
            let doing = (task, &task.workers[worker]);
            let Some(doors) = reorder::doors(self.graph, doing, trip, self.now, &index, &promised) else {
                continue;
            };
            let moved =
                doors.iter().enumerate().filter(|(i, d)| trip.stops.len() - doors.len() + i != d.stop);
            self.reordered.extend(moved.flat_map(|(_, d)| trip.stops[d.stop].orders.iter().cloned()));
            locked::resequence(trip, &doors, vehicle, self.graph, legs);
            let find = |id: &str| index.get(id).map(|i| orders.orders[*i].clone());
            let graph = self.graph;
            let at = |item: &crate::orders::Item, place: &str| {
                graph.resolve(&item.stall).is_some_and(|n| graph.key(n) == place)
            };
            locked::reload(trip, &find, &at);
        }
    }

    /// Riders where they are now, and the trips of the plan before that have not begun, as far as they still can be done.
    fn start(&self, prepared: &mut Prepared, before: &Plan) -> Solution {
        let task = &mut prepared.task;
        let settings = &self.orders.settings;
        task.change = settings.change_won * 3_600_000 / settings.won_per_h;
        let index: BTreeMap<&str, usize> =
            self.orders.orders.iter().enumerate().map(|(i, o)| (o.id.as_str(), i)).collect();
        for (worker, rider) in self.riders.iter().enumerate() {
            self.place(task, worker, rider, &index);
        }
        let from_hub = self.riders.iter().flat_map(|r| &r.trips).flat_map(|t| &t.from_hub);
        prepared.at_hub = from_hub.filter_map(|o| index.get(o.as_str()).copied()).collect();
        let task = &mut prepared.task;
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for id in self.riders.iter().flat_map(|r| &r.trips).flat_map(|t| &t.orders) {
            taken.extend(index.get(id.as_str()));
        }
        taken.extend(self.lost.iter().filter_map(|u| index.get(u.order.as_str())));
        let places: BTreeMap<NodeId, usize> =
            task.walk_nodes.iter().enumerate().map(|(i, node)| (*node, i)).collect();
        let mut days = vec![Day::default(); task.workers.len()];
        for (worker, day) in days.iter_mut().enumerate() {
            let id = &self.orders.riders[worker].id;
            let Some(old) = before.riders.iter().find(|r| r.rider == *id) else { continue };
            for trip in old.trips.iter().skip_while(|t| t.locked || t.depart_ms <= self.now) {
                let jobs: Vec<usize> =
                    trip.orders.iter().filter_map(|o| index.get(o.as_str()).copied()).collect();
                for job in &jobs {
                    task.jobs[*job].keeper = Some(worker);
                }
                let free: Vec<usize> = jobs.into_iter().filter(|j| !taken.contains(j)).collect();
                taken.extend(self.again((task, &places), worker, day, trip, &free));
            }
        }
        for (worker, day) in task.workers.iter().zip(&mut days).filter(|(_, d)| d.trips.is_empty()) {
            task.time_day(worker, day, 0, &mut Vec::new());
        }
        let unserved = (0..task.jobs.len()).filter(|j| !taken.contains(j)).collect();
        Solution { days, unserved, untried: Vec::new() }
    }

    /// Puts a rider where the trips that have begun end.
    fn place(&self, task: &mut Task, index: usize, rider: &Rider, jobs: &BTreeMap<&str, usize>) {
        let mut from = self.now.max(task.workers[index].from);
        if rider.trips.is_empty() {
            from += rider.delay;
        }
        let last = rider.trips.last().and_then(|t| t.stops.last());
        if let Some(stop) = last {
            from = from.max(stop.leave_ms);
            if let Some(job) = stop.orders.first().and_then(|o| jobs.get(o.as_str())) {
                let job = &task.jobs[*job];
                let (ride, walk, node) = (job.parking, job.door, job.address);
                task.workers[index].start = Place::Street { ride, walk };
                task.workers[index].start_node = node;
            }
        }
        let worker = &mut task.workers[index];
        worker.from = rider.breaks.iter().map(|b| b.end_ms).fold(from, u64::max);
        worker.rests.drain(..rider.breaks.len().min(worker.rests.len()));
        worker.worked = rider.trips.iter().map(|t| end(t).saturating_sub(t.depart_ms)).sum();
        worker.stretch = stretch(rider, worker.limits.pause);
        worker.begun = !rider.trips.is_empty();
        worker.stopped = rider.stops;
    }

    /// Puts a trip back; when it cannot be done as it was, without the one order that is in the way, or not at all.
    fn again(
        &self,
        (task, places): (&Task, &BTreeMap<NodeId, usize>),
        worker: usize,
        day: &mut Day,
        trip: &TripPlan,
        jobs: &[usize],
    ) -> Vec<usize> {
        let gate = self.graph.resolve(&trip.gate);
        let parking = task.parkings.iter().position(|p| Some(p.gate) == gate);
        let source = |job: usize| {
            let by_hub = trip.from_hub.contains(&self.orders.orders[job].id);
            task.jobs[job].sources.iter().position(|s| s.hub == by_hub)
        };
        let calls: Option<Vec<Call>> =
            jobs.iter().map(|j| Some(Call { job: *j, source: source(*j)? })).collect();
        let Some(calls) = calls else { return vec![] };
        let walk = trip.stops.iter().filter_map(|s| self.graph.resolve(&s.place));
        let order: Vec<usize> = walk.filter_map(|n| places.get(&n).copied()).collect();
        for without in std::iter::once(None).chain((0..calls.len()).map(Some)) {
            let mut new = Trip { parking: parking.unwrap_or(0), ..Trip::default() };
            new.calls = calls.clone();
            without.map(|i| new.calls.remove(i));
            if new.calls.is_empty() {
                break;
            }
            task.gather(&mut new);
            new.halts.sort_by_key(|h| order.iter().position(|s| *s == h.stall));
            let from = day.trips.len();
            let mut visits = Vec::new();
            let mut at = |parking: usize| {
                let mut tried = day.clone();
                tried.trips.push(Trip { parking, ..new.clone() });
                task.time_day(&task.workers[worker], &mut tried, from, &mut visits)?;
                Some((tried.work + tried.late, tried))
            };
            // A gate that is closed now gives way to the one that is best for this trip.
            let tried = match parking {
                Some(parking) => at(parking),
                None => (0..task.parkings.len()).filter_map(&mut at).min_by_key(|(price, _)| *price),
            };
            if let Some((_, tried)) = tried {
                let kept = tried.trips[from].calls.iter().map(|c| c.job).collect();
                *day = tried;
                return kept;
            }
        }
        vec![]
    }

    /// Puts what has begun before what was planned.
    fn join(&self, plan: &mut Plan, task: &Task) {
        let promise: BTreeMap<&str, u64> =
            self.orders.orders.iter().map(|o| (o.id.as_str(), o.window[1].0)).collect();
        let until = |id: &str| promise.get(id).copied().unwrap_or(0);
        for (index, day) in plan.riders.iter_mut().enumerate() {
            let rider = &self.riders[index];
            let mut trips = rider.trips.clone();
            let n = trips.len() as u64;
            let mut after = day.trips.first().and_then(|t| {
                let slack = t.stops.first().map_or(0, |s| s.slack_ms);
                let last = rider.trips.last().map_or(0, end);
                Some(slack + t.depart_ms.checked_sub(last)?)
            });
            if day.home.is_some() || !day.breaks.is_empty() || !rider.breaks.is_empty() {
                after = after.or(Some(0));
            }
            let shift = task.workers[index].until;
            let room = rider.trips.last().map_or(0, |t| shift.saturating_sub(end(t)));
            let mut after = after.unwrap_or(room).min(room);
            for trip in trips.iter_mut().rev() {
                locked::tighten(trip, after, &until);
                after = trip.stops.first().map_or(0, |s| s.slack_ms);
            }
            day.breaks.iter_mut().for_each(|b| b.after_trips += n);
            day.breaks.splice(0..0, rider.breaks.iter().cloned());
            day.trips.splice(0..0, trips);
        }
        plan.unserved.extend(self.lost.iter().cloned());
    }
}

/// Begin and end of the work without a pause with which the trips that have begun end.
fn stretch(rider: &Rider, pause: u64) -> Option<(u64, u64)> {
    let mut now: Option<(u64, u64)> = None;
    for (index, trip) in rider.trips.iter().enumerate() {
        let mut rests = rider.breaks.iter().filter(|b| b.after_trips == index as u64);
        let rested = rests.any(|b| b.end_ms - b.begin_ms >= pause);
        now = match now {
            Some((begin, last)) if !rested && trip.depart_ms < last + pause => Some((begin, end(trip))),
            _ => Some((trip.depart_ms, end(trip))),
        };
    }
    let (begin, last) = now?;
    // A pause that has been taken since then is one.
    let n = rider.trips.len() as u64;
    let rest = rider.breaks.iter().find(|b| b.after_trips == n && b.end_ms - b.begin_ms >= pause);
    if rest.is_some() { None } else { Some((begin, last)) }
}

fn end(trip: &TripPlan) -> u64 {
    trip.stops.last().map_or(trip.depart_ms, |s| s.leave_ms)
}

fn aboard(order: &str, rider: &str) -> Unserved {
    Unserved {
        order: order.to_owned(),
        code: "aboard-stopped".to_owned(),
        reason: Text::new(
            format!("일을 멈춘 라이더 {rider}의 상자에 물건이 있습니다. 건네받아야 합니다"),
            format!("its goods are in the box of {rider}, who has stopped: somebody must take them over"),
        ),
        remedy: None,
        until_instead: None,
    }
}

/// A rider whose day ends now.
fn stopped(rider: &mut crate::orders::Rider, now: u64) {
    let least = rider.shift[0].0 + 1_000;
    rider.shift[1] = Clock(now.max(least).div_ceil(1000) * 1000);
    rider.breaks.clear();
    rider.end = None;
}
