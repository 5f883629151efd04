//! Where an order fits best: every rider, every trip, every place among the doors, and every new trip.
//!
//! A candidate is first reckoned: the new stalls join the walk where they cost least, the doors are run through from a
//! kept prefix, and later trips are touched only when this one ends too late for them. The best is then timed exactly,
//! with every rule, before it counts; when a rule forbids it the next best is sought.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::chance::Chance;
use crate::day::Day;
use crate::task::{Job, Place, Space, Task, Worker, fits, plus};
use crate::tour::{Between, Tours, cheapest, smooth};
use crate::trip::{Call, Halt, Trip, Visit, join, lateness};

/// So often the next best place is tried when the exact timing refuses the best.
const TRIES: usize = 3;
/// One place in so many is overlooked on purpose (blinks of Christiaens and Vanden Berghe 2020).
const BLINK: usize = 100;

/// A place for an order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    pub price: i64,
    pub rider: usize,
    pub trip: usize,
    /// Among the doors of that trip; `None` for a trip of its own before it.
    pub door: Option<usize>,
    pub source: usize,
    pub parking: usize,
}

/// A trip to join, or a trip of its own before the trip with this index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Beside {
    pub rider: usize,
    pub trip: usize,
    pub new: bool,
}

/// An order alone, through one gate: its stalls in the order of the walk.
struct Alone {
    parking: usize,
    halts: Vec<Halt>,
}

/// Order, source, class, period, place of a start inside.
type AloneKey = (usize, usize, usize, usize, Option<usize>);

/// Running through the doors of a trip.
#[derive(Clone, Copy)]
struct Run {
    now: u64,
    waited: u64,
    slack: u64,
    late: u64,
    ride: usize,
    door: u64,
    last: Option<market_routing::NodeId>,
}

/// Finds places, and keeps what was learned on the way.
pub(crate) struct Finder<'a> {
    pub task: &'a Task,
    pub tours: &'a Tours,
    /// So many gates are looked at for a new trip.
    gates: usize,
    alone: BTreeMap<AloneKey, Rc<Vec<Alone>>>,
    memo: Option<(AloneKey, Rc<Vec<Alone>>)>,
    halts: Vec<Halt>,
    runs: Vec<Run>,
    trial: Trip,
    pub visits: Vec<Visit>,
    /// Candidates that were reckoned: a measure of work that does not depend on the machine.
    pub trials: u64,
}

impl<'a> Finder<'a> {
    /// A finder that knows nothing yet.
    pub fn new(task: &'a Task, tours: &'a Tours) -> Self {
        Self::through(task, tours, usize::MAX)
    }

    /// As [`Finder::new`], but a new trip looks at so many gates only: those that look best.
    pub fn through(task: &'a Task, tours: &'a Tours, gates: usize) -> Self {
        Self {
            task,
            tours,
            gates,
            alone: BTreeMap::new(),
            memo: None,
            halts: Vec::new(),
            runs: Vec::new(),
            trial: Trip::default(),
            visits: Vec::new(),
            trials: 0,
        }
    }

    /// Puts an order where it costs least, and tells the rider; `None` when it fits nowhere. O(riders · trips · doors²).
    pub fn insert(
        &mut self,
        days: &mut [Day],
        job: usize,
        mut chance: Option<&mut Chance>,
        touch: &mut dyn FnMut(usize, &Day),
    ) -> Option<usize> {
        let mut banned: Vec<(usize, usize, bool)> = Vec::new();
        for _ in 0..TRIES {
            let slot = self.best(days, job, &banned, chance.as_deref_mut())?;
            if let Some(day) = self.with(&days[slot.rider], job, &slot) {
                touch(slot.rider, &days[slot.rider]);
                days[slot.rider] = day;
                return Some(slot.rider);
            }
            banned.push((slot.rider, slot.trip, slot.door.is_none()));
        }
        None
    }

    /// Puts an order into the best of these places, and says whether one would do.
    pub fn insert_at(&mut self, days: &mut [Day], job: usize, mut places: Vec<Beside>) -> bool {
        for _ in 0..TRIES {
            let mut best: Option<Slot> = None;
            for place in &places {
                let (rider, day) = (place.rider, &days[place.rider]);
                for source in 0..self.task.jobs[job].sources.len() {
                    let call = Call { job, source };
                    if place.new {
                        self.new_trip(rider, day, place.trip, call, &mut best);
                    } else {
                        self.in_trip(rider, day, place.trip, call, &mut best);
                    }
                }
            }
            let Some(slot) = best else { return false };
            if let Some(day) = self.with(&days[slot.rider], job, &slot) {
                days[slot.rider] = day;
                return true;
            }
            places.retain(|p| (p.rider, p.trip, p.new) != (slot.rider, slot.trip, slot.door.is_none()));
        }
        false
    }

    /// The best place by reckoning; the first of equals.
    pub fn best(
        &mut self,
        days: &[Day],
        job: usize,
        banned: &[(usize, usize, bool)],
        mut chance: Option<&mut Chance>,
    ) -> Option<Slot> {
        let task = self.task;
        let mut best: Option<Slot> = None;
        let mut idle: Vec<usize> = Vec::new();
        for (rider, day) in days.iter().enumerate() {
            let worker = &task.workers[rider];
            if !task.may(worker, &task.jobs[job]) {
                continue;
            }
            if day.trips.is_empty() {
                let keeper = task.jobs[job].keeper == Some(rider);
                if !keeper && idle.iter().any(|other| task.workers[*other] == *worker) {
                    continue;
                }
                idle.push(rider);
            }
            for source in 0..task.jobs[job].sources.len() {
                let call = Call { job, source };
                for trip in 0..=day.trips.len() {
                    let blink = chance.as_deref_mut().is_some_and(|c| c.below(BLINK) == 0);
                    if blink {
                        continue;
                    }
                    if trip < day.trips.len() && !banned.contains(&(rider, trip, false)) {
                        self.in_trip(rider, day, trip, call, &mut best);
                    }
                    if !banned.contains(&(rider, trip, true)) {
                        self.new_trip(rider, day, trip, call, &mut best);
                    }
                }
            }
        }
        best
    }

    /// The day with the order in its place, timed exactly; `None` when a rule forbids it.
    pub fn with(&mut self, day: &Day, job: usize, slot: &Slot) -> Option<Day> {
        let task = self.task;
        let worker = &task.workers[slot.rider];
        let call = Call { job, source: slot.source };
        let mut day = day.clone();
        let (_, now) = task.before(worker, &day, slot.trip);
        if let Some(door) = slot.door {
            let trip = &mut day.trips[slot.trip];
            let start = self.walk_start(worker, slot.trip, trip.parking);
            let mut halts = std::mem::take(&mut trip.halts);
            widen(task, worker, (start, task.parkings[trip.parking].walk), now, &mut halts, call)?;
            let table = &task.classes[worker.class].walk[task.period(now)];
            smooth(table, start, task.parkings[trip.parking].walk, &mut halts);
            trip.halts = halts;
            trip.calls.insert(door, call);
            trip.load = plus(&trip.load, &task.source(call).1.load);
            trip.limited |= task.source(call).1.picks.iter().any(|p| p.board < u64::MAX);
        } else {
            let all = self.alone(call, worker, slot.trip, task.period(now));
            let alone = all.iter().find(|a| a.parking == slot.parking)?;
            let mut trip = Trip { parking: slot.parking, calls: vec![call], ..Trip::default() };
            trip.halts.clone_from(&alone.halts);
            task.gather(&mut trip);
            day.trips.insert(slot.trip, trip);
        }
        task.time_day(worker, &mut day, slot.trip, &mut self.visits)?;
        self.other_gate(worker, &mut day, slot.trip);
        Some(day)
    }

    /// Tries the gate that looks best for a trip, and keeps it when the day becomes shorter. O(gates + stops).
    pub fn other_gate(&mut self, worker: &Worker, day: &mut Day, index: usize) {
        let task = self.task;
        let trip = &day.trips[index];
        let (place, now) = task.before(worker, day, index);
        let (Some(first), Some(last), Some(call)) =
            (trip.halts.first(), trip.halts.last(), trip.calls.first())
        else {
            return;
        };
        let class = &task.classes[worker.class];
        let period = task.period(now);
        let (walk, ride) = (&class.walk[period], &class.ride[period]);
        let door = task.jobs[call.job].parking;
        let way = |p: usize| {
            let at = &task.parkings[p];
            let to = match place {
                Place::Inside(_) => 0,
                Place::Street { ride: from, .. } => {
                    ride.at(from, at.ride)? + walk.at(at.walk, first.stall)?
                }
            };
            Some(to + walk.at(last.stall, at.walk)? + ride.at(at.ride, door)?)
        };
        let best = (0..task.parkings.len()).filter_map(|p| way(p).map(|ms| (ms, p))).min();
        let Some((ms, parking)) = best else { return };
        if parking == trip.parking || way(trip.parking).is_some_and(|old| old <= ms) {
            return;
        }
        let mut other = day.clone();
        other.trips[index].parking = parking;
        let start = self.walk_start(worker, index, parking);
        smooth(walk, start, task.parkings[parking].walk, &mut other.trips[index].halts);
        let timed = task.time_day(worker, &mut other, index, &mut self.visits);
        if timed.is_some() && other.work + other.late < day.work + day.late {
            *day = other;
        }
    }

    /// Where the walk of a trip begins.
    pub fn walk_start(&self, worker: &Worker, trip: usize, parking: usize) -> usize {
        match worker.start {
            Place::Inside(walk) if trip == 0 => walk,
            _ => self.task.parkings[parking].walk,
        }
    }

    fn in_trip(&mut self, rider: usize, day: &Day, index: usize, call: Call, best: &mut Option<Slot>) {
        let task = self.task;
        let worker = &task.workers[rider];
        let trip = &day.trips[index];
        let (job, source) = task.source(call);
        let hard = task.deadlines(call).0;
        if trip.calls.len() >= worker.max_orders
            || !fits(&plus(&trip.load, &source.load), &worker.capacity)
            || trip.depart > hard
        {
            return;
        }
        let Some((place, now)) = start_of(task, worker, day, index) else { return };
        let parking = &task.parkings[trip.parking];
        let start = self.walk_start(worker, index, trip.parking);
        let mut halts = std::mem::take(&mut self.halts);
        halts.clone_from(&trip.halts);
        let widened = widen(task, worker, (start, parking.walk), now, &mut halts, call);
        let begun = widened.and_then(|()| self.market(worker, place, now, trip.parking, &halts));
        self.halts = halts;
        let Some(begun) = begun.filter(|run| run.now <= hard) else { return };
        let limited = trip.limited || source.picks.iter().any(|p| p.board < u64::MAX);
        let mut run = begun;
        self.runs.clear();
        for old in &trip.calls {
            self.runs.push(run);
            match step(task, worker, run, *old, &task.jobs[old.job]) {
                Some(next) => run = next,
                None => break,
            }
        }
        if self.runs.len() == trip.calls.len() {
            self.runs.push(run);
        }
        for door in 0..self.runs.len() {
            if self.runs[door].now > hard {
                break;
            }
            self.trials += 1;
            let Some(mut run) = step(task, worker, self.runs[door], call, job) else { continue };
            let rest = trip.calls[door..].iter();
            let ended = rest.copied().try_for_each(|c| {
                run = step(task, worker, run, c, &task.jobs[c.job])?;
                Some(())
            });
            if ended.is_none() || run.now > worker.until {
                continue;
            }
            let slot = Slot {
                price: 0,
                rider,
                trip: index,
                door: Some(door),
                source: call.source,
                parking: trip.parking,
            };
            if limited || worker.is_limited() {
                self.exactly(day, call.job, slot, best);
            } else {
                self.weigh(day, call.job, (now, run), slot, best);
            }
        }
    }

    fn new_trip(&mut self, rider: usize, day: &Day, index: usize, call: Call, best: &mut Option<Slot>) {
        let task = self.task;
        let worker = &task.workers[rider];
        let (job, source) = task.source(call);
        let hard = task.deadlines(call).0;
        let Some((place, now)) = start_of(task, worker, day, index) else { return };
        let next_begins = day.trips.get(index).map_or(worker.until, |t| t.end);
        if now > hard || next_begins < job.from {
            return;
        }
        let all = self.alone(call, worker, index, task.period(now));
        let mut least: Option<(u64, Run, usize)> = None;
        for alone in all.iter() {
            let begun = self.market(worker, place, now, alone.parking, &alone.halts);
            let Some(run) = begun.and_then(|run| step(task, worker, run, call, job)) else { continue };
            let work = run.now - run.waited.min(run.slack);
            if run.now <= worker.until && least.as_ref().is_none_or(|l| work < l.0) {
                least = Some((work, run, alone.parking));
            }
        }
        self.trials += 1;
        let Some((_, run, parking)) = least else { return };
        let slot = Slot { price: 0, rider, trip: index, door: None, source: call.source, parking };
        let limited = source.picks.iter().any(|p| p.board < u64::MAX);
        if limited || worker.is_limited() {
            self.exactly(day, call.job, slot, best);
        } else {
            self.weigh(day, call.job, (now, run), slot, best);
        }
    }

    /// Counts a candidate by timing it exactly.
    fn exactly(&mut self, day: &Day, job: usize, mut slot: Slot, best: &mut Option<Slot>) {
        let Some(new) = self.with(day, job, &slot) else { return };
        slot.price = self.task.day_price(slot.rider, &new) - self.task.day_price(slot.rider, day);
        if best.is_none_or(|b| slot.price < b.price) {
            *best = Some(slot);
        }
    }

    /// Counts a candidate: its own trip is reckoned, the later trips follow.
    fn weigh(
        &mut self,
        day: &Day,
        job: usize,
        (now, run): (u64, Run),
        mut slot: Slot,
        best: &mut Option<Slot>,
    ) {
        let task = self.task;
        let worker = &task.workers[slot.rider];
        let delay = run.waited.min(run.slack);
        let mut work = day.work as i64 + (run.now - now - delay) as i64;
        let mut late = day.late as i64 + run.late as i64;
        let mut next = slot.trip;
        if slot.door.is_some() {
            let old = &day.trips[slot.trip];
            work -= (old.end - old.depart) as i64;
            late -= old.late as i64;
            next += 1;
        }
        let moved = task.jobs[job].keeper.is_some_and(|k| k != slot.rider);
        let keeps = if moved { task.change as i64 } else { 0 };
        let price = |work: i64, late: i64| {
            task.price(slot.rider, work.max(0) as u64, true)
                - task.price(slot.rider, day.work, !day.trips.is_empty())
                + late
                - day.late as i64
                + keeps
        };
        let same_end = slot.door.is_some_and(|d| d < day.trips[slot.trip].calls.len());
        if same_end && best.is_some_and(|b| price(work, late) >= b.price) {
            return;
        }
        let place = Place::Street { ride: run.ride, walk: run.door };
        let Some((more_work, more_late)) = self.follow(worker, day, next, place, run.now) else { return };
        (work, late) = (work + more_work, late + more_late);
        slot.price = price(work, late);
        if best.is_none_or(|b| slot.price < b.price) {
            *best = Some(slot);
        }
    }

    /// What the trips from `next` on cost more when the rider comes to them from another place or later.
    fn follow(
        &mut self,
        worker: &Worker,
        day: &Day,
        next: usize,
        mut place: Place,
        mut now: u64,
    ) -> Option<(i64, i64)> {
        let task = self.task;
        let (mut work, mut late) = (0, 0);
        for trip in &day.trips[next..] {
            let Place::Street { ride, walk } = place else { return None };
            let way = Task::paced(worker, walk)
                + task.travel(worker, Space::Ride, ride, task.parkings[trip.parking].ride, now)?;
            let first_inside = trip.gate == trip.depart;
            if !first_inside && now + way <= trip.gate {
                return Some((work + way as i64 - (trip.gate - trip.depart) as i64, late));
            }
            let mut trial = std::mem::take(&mut self.trial);
            trial.clone_from(trip);
            let timed = task.time(worker, place, now, &mut trial, &mut self.visits);
            let (old, new) = (trip.end - trip.depart, trial.end - trial.depart);
            let later = trial.late as i64 - trip.late as i64;
            now = trial.end;
            self.trial = trial;
            timed?;
            work += new as i64 - old as i64;
            late += later;
            place = task.place_after(trip);
        }
        if let (Some((end, walk, _)), Place::Street { ride, walk: out }) = (worker.end, place) {
            let way = Task::paced(worker, out)
                + task.travel(worker, Space::Ride, ride, end, now)?
                + Task::paced(worker, walk);
            if now + way > worker.until {
                return None;
            }
            let old = day.home.map_or(0, |(leave, arrive)| arrive - leave);
            work += way as i64 - old as i64;
        }
        Some((work, late))
    }

    /// From setting out to the packed box.
    fn market(&self, worker: &Worker, place: Place, now: u64, parking: usize, halts: &[Halt]) -> Option<Run> {
        let task = self.task;
        let at = &task.parkings[parking];
        let class = &task.classes[worker.class];
        let mut t = now;
        let mut here = match place {
            Place::Inside(walk) => walk,
            Place::Street { ride, walk } => {
                t += Task::paced(worker, walk) + task.travel(worker, Space::Ride, ride, at.ride, now)?;
                t += task.stop(class.parking);
                at.walk
            }
        };
        let mut waited = 0;
        for halt in halts {
            t += task.travel(worker, Space::Walk, here, halt.stall, now)?;
            let begin = t.max(halt.ready);
            waited += begin - t;
            t = begin + task.stop(halt.work);
            here = halt.stall;
        }
        t += task.travel(worker, Space::Walk, here, at.walk, now)? + task.stop(task.packing_ms);
        Some(Run { now: t, waited, slack: u64::MAX, late: 0, ride: at.ride, door: 0, last: None })
    }

    /// The walks past an order's stalls alone, one for each gate.
    fn alone(&mut self, call: Call, worker: &Worker, trip: usize, period: usize) -> Rc<Vec<Alone>> {
        let inside = match worker.start {
            Place::Inside(walk) if trip == 0 => Some(walk),
            _ => None,
        };
        let key = (call.job, call.source, worker.class, period, inside);
        if let Some((known, found)) = &self.memo
            && *known == key
        {
            return Rc::clone(found);
        }
        let task = self.task;
        let (tours, alone, gates) = (self.tours, &mut self.alone, self.gates);
        let found = alone.entry(key).or_insert_with(|| {
            let mut halts: Vec<Halt> = Vec::new();
            for pick in &task.source(call).1.picks {
                join(task, &mut halts, pick.stall, pick.ready, pick.handle);
            }
            halts.sort_by_key(|h| h.stall);
            let stalls: Vec<usize> = halts.iter().map(|h| h.stall).collect();
            let walk = &task.classes[worker.class].walk[period];
            let table = worker.class * task.periods.len() + period;
            let between = Between::new(walk, &stalls);
            let one = |parking: usize| {
                let end = task.parkings[parking].walk;
                let start = inside.unwrap_or(end);
                let order = match &between {
                    Some(between) => between.walk(walk, start, end)?,
                    None => tours.find((walk, table), start, end, &stalls)?.stalls.clone(),
                };
                let in_order = |s: &usize| halts.iter().find(|h| h.stall == *s).copied();
                Some(Alone { parking, halts: order.iter().filter_map(in_order).collect() })
            };
            Rc::new(
                best_gates(task, worker, (period, inside), call, gates).into_iter().filter_map(one).collect(),
            )
        });
        self.memo = Some((key, Rc::clone(found)));
        Rc::clone(found)
    }
}

/// Place and moment at which a trip may begin, after the rests that are taken before it.
fn start_of(task: &Task, worker: &Worker, day: &Day, index: usize) -> Option<(Place, u64)> {
    let (place, now) = task.before(worker, day, index);
    let rested = day.rests.iter().filter(|r| r.before == index).map(|r| r.end).max();
    Some((place, rested.map_or(now, |r| r.max(now)))).filter(|(_, now)| *now <= worker.until)
}

/// The gates through which an order's way to its door looks shortest, past the stall that is nearest to each; all when
/// there are no more than so many.
fn best_gates(
    task: &Task,
    worker: &Worker,
    (period, inside): (usize, Option<usize>),
    call: Call,
    count: usize,
) -> Vec<usize> {
    let all = 0..task.parkings.len();
    if all.len() <= count {
        return all.collect();
    }
    let class = &task.classes[worker.class];
    let (walk, ride) = (&class.walk[period], &class.ride[period]);
    let (job, source) = task.source(call);
    let way = |gate: usize| {
        let at = &task.parkings[gate];
        let picks = || source.picks.iter();
        let come = picks().filter_map(|p| walk.at(inside.unwrap_or(at.walk), p.stall)).min()?;
        let go = picks().filter_map(|p| walk.at(p.stall, at.walk)).min()?;
        Some((come + go + ride.at(at.ride, job.parking)?, gate))
    };
    let mut ways: Vec<(u64, usize)> = all.filter_map(way).collect();
    ways.sort_unstable();
    ways.truncate(count);
    ways.into_iter().map(|(_, gate)| gate).collect()
}

/// One more door.
fn step(task: &Task, worker: &Worker, run: Run, call: Call, job: &Job) -> Option<Run> {
    let mut arrive = run.now;
    if run.last != Some(job.address) {
        arrive += Task::paced(worker, run.door)
            + task.travel(worker, Space::Ride, run.ride, job.parking, run.now)?
            + Task::paced(worker, job.door);
    }
    let begin = arrive.max(job.from);
    let (hard, until) = task.deadlines(call);
    if begin > hard {
        return None;
    }
    let waited = run.waited + begin - arrive;
    Some(Run {
        now: begin + task.stop(job.service),
        waited,
        slack: run.slack.min(waited.saturating_add(until.min(hard).saturating_sub(begin))),
        late: run.late + lateness(job, begin),
        ride: job.parking,
        door: job.door,
        last: Some(job.address),
    })
}

/// Adds an order's stalls to a walk, each where it costs least. O(stalls²).
fn widen(
    task: &Task,
    worker: &Worker,
    (start, end): (usize, usize),
    now: u64,
    halts: &mut Vec<Halt>,
    call: Call,
) -> Option<()> {
    let table = &task.classes[worker.class].walk[task.period(now)];
    for pick in &task.source(call).1.picks {
        if join(task, halts, pick.stall, pick.ready, pick.handle) {
            let halt = halts.pop()?;
            let (_, at) = cheapest(table, start, end, halts, halt.stall)?;
            halts.insert(at, halt);
        }
    }
    Some(())
}
