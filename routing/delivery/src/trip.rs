//! One trip and its exact timing: ride to a gate, walk past the stalls, pack, ride to the doors.
//!
//! A trip sets out as late as its end allows (Savelsbergh's forward slack), so that waiting is done before the goods
//! are taken, not with them. Invariant: what is timed here keeps every rule of a single trip, or is refused.

use crate::task::{Job, Load, Place, Source, Space, Task, Worker, fits, plus};

/// An order in a trip, and which of its sources is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Call {
    pub job: usize,
    pub source: usize,
}

/// A stall of a trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Halt {
    pub stall: usize,
    /// When everything is ready.
    pub ready: u64,
    pub work: u64,
}

/// Orders that are carried together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trip {
    /// Index of the gate.
    pub parking: usize,
    /// Stalls in the order of the walk.
    pub halts: Vec<Halt>,
    /// Orders in the order of their doors.
    pub calls: Vec<Call>,
    /// Setting out.
    pub depart: u64,
    /// Reaching the gate, or setting out on foot.
    pub gate: u64,
    /// Leaving the last door.
    pub end: u64,
    /// Price of lateness.
    pub late: u64,
    /// Sum of the loads.
    pub load: Load,
    /// Whether something may not be long on board.
    pub limited: bool,
}

/// What is done at a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doing {
    Park,
    /// At a place on foot.
    Pickup(usize),
    Pack,
    /// An order's door.
    Deliver(usize),
}

/// A stop in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Visit {
    pub doing: Doing,
    pub arrive: u64,
    pub begin: u64,
    pub leave: u64,
}

impl Task {
    /// The source of a call.
    pub fn source(&self, call: Call) -> (&Job, &Source) {
        let job = &self.jobs[call.job];
        (job, &job.sources[call.source])
    }

    /// Work at a stall for one more order.
    pub fn handle(&self, handle: u64) -> u64 {
        self.order_ms + handle
    }

    /// The last moment at which a door may be reached, and the last that is not late.
    pub fn deadlines(&self, call: Call) -> (u64, u64) {
        let (job, source) = self.source(call);
        (job.hard.min(source.until), job.until)
    }

    /// Loads and stalls of a trip from its calls; stalls that were there keep their order, new ones come last.
    pub fn gather(&self, trip: &mut Trip) {
        let order: Vec<usize> = trip.halts.iter().map(|h| h.stall).collect();
        trip.halts.clear();
        trip.load = [0; 3];
        trip.limited = false;
        for call in &trip.calls {
            let (_, source) = self.source(*call);
            trip.load = plus(&trip.load, &source.load);
            for pick in &source.picks {
                trip.limited |= pick.board < u64::MAX;
                join(self, &mut trip.halts, pick.stall, pick.ready, pick.handle);
            }
        }
        let place = |stall: usize| order.iter().position(|s| *s == stall).unwrap_or(usize::MAX);
        trip.halts.sort_by_key(|h| (place(h.stall), h.stall));
    }

    /// Times a trip from a place and a moment and writes the times into it; `None` when a rule is broken. O(stops).
    pub fn time(
        &self,
        worker: &Worker,
        from: Place,
        now: u64,
        trip: &mut Trip,
        visits: &mut Vec<Visit>,
    ) -> Option<()> {
        if !fits(&trip.load, &worker.capacity) || trip.calls.len() > worker.max_orders {
            return None;
        }
        let early = self.pass(worker, from, now, trip, visits)?;
        let mut done = early;
        if early.delay > 0 {
            match self.pass(worker, from, now + early.delay, trip, visits) {
                Some(later) if later.end <= early.end && later.late <= early.late => done = later,
                _ => done = self.pass(worker, from, now, trip, visits)?,
            }
        }
        if trip.limited && !self.fresh(trip, visits) {
            return None;
        }
        trip.depart = done.start;
        trip.gate = done.gate;
        trip.end = done.end;
        trip.late = done.late;
        Some(())
    }

    /// The stops of a trip that was timed; empty when it cannot be done.
    pub fn visits(&self, worker: &Worker, from: Place, trip: &Trip) -> Vec<Visit> {
        let mut visits = Vec::new();
        match self.pass(worker, from, trip.depart, trip, &mut visits) {
            Some(_) => visits,
            None => Vec::new(),
        }
    }

    /// Where a trip ends.
    pub fn place_after(&self, trip: &Trip) -> Place {
        match trip.calls.last() {
            Some(call) => {
                let job = &self.jobs[call.job];
                Place::Street { ride: job.parking, walk: job.door }
            }
            None => Place::Street { ride: self.parkings[trip.parking].ride, walk: 0 },
        }
    }

    fn pass(
        &self,
        worker: &Worker,
        from: Place,
        start: u64,
        trip: &Trip,
        visits: &mut Vec<Visit>,
    ) -> Option<Pass> {
        visits.clear();
        let at = &self.parkings[trip.parking];
        let class = &self.classes[worker.class];
        let mut now = start;
        let mut here = match from {
            Place::Inside(walk) => walk,
            Place::Street { ride, walk } => {
                now += Task::paced(worker, walk);
                now += self.travel(worker, Space::Ride, ride, at.ride, now)?;
                let leave = now + self.stop(class.parking);
                visits.push(Visit { doing: Doing::Park, arrive: now, begin: now, leave });
                at.walk
            }
        };
        let gate = now;
        now = visits.last().map_or(now, |v| v.leave);
        let mut waited = 0;
        for halt in &trip.halts {
            let arrive = now + self.travel(worker, Space::Walk, here, halt.stall, now)?;
            let begin = arrive.max(halt.ready);
            waited += begin - arrive;
            now = begin + self.stop(halt.work);
            visits.push(Visit { doing: Doing::Pickup(halt.stall), arrive, begin, leave: now });
            here = halt.stall;
        }
        let arrive = now + self.travel(worker, Space::Walk, here, at.walk, now)?;
        now = arrive + self.stop(self.packing_ms);
        visits.push(Visit { doing: Doing::Pack, arrive, begin: arrive, leave: now });
        self.doors(worker, trip, now, waited, visits).map(|mut pass| {
            (pass.start, pass.gate) = (start, gate);
            pass
        })
    }

    fn doors(
        &self,
        worker: &Worker,
        trip: &Trip,
        packed: u64,
        mut waited: u64,
        visits: &mut Vec<Visit>,
    ) -> Option<Pass> {
        let (mut now, mut late, mut slack) = (packed, 0, u64::MAX);
        let (mut ride, mut door, mut last) = (self.parkings[trip.parking].ride, 0, None);
        for call in &trip.calls {
            let job = &self.jobs[call.job];
            let mut arrive = now;
            if last != Some(job.address) {
                arrive += Task::paced(worker, door);
                arrive += self.travel(worker, Space::Ride, ride, job.parking, arrive)?;
                arrive += Task::paced(worker, job.door);
            }
            let begin = arrive.max(job.from);
            let (hard, until) = self.deadlines(*call);
            if begin > hard {
                return None;
            }
            waited += begin - arrive;
            late += lateness(job, begin);
            slack = slack.min(waited.saturating_add(until.min(hard).saturating_sub(begin)));
            now = begin + self.stop(job.service);
            visits.push(Visit { doing: Doing::Deliver(call.job), arrive, begin, leave: now });
            (ride, door, last) = (job.parking, job.door, Some(job.address));
        }
        if now > worker.until {
            return None;
        }
        Some(Pass { start: 0, gate: 0, end: now, late, delay: waited.min(slack) })
    }

    /// Whether nothing is on board for too long.
    fn fresh(&self, trip: &Trip, visits: &[Visit]) -> bool {
        let left = |stall: usize| visits.iter().find(|v| v.doing == Doing::Pickup(stall)).map(|v| v.leave);
        let door = |job: usize| visits.iter().find(|v| v.doing == Doing::Deliver(job)).map(|v| v.begin);
        trip.calls.iter().all(|call| {
            let picks = &self.source(*call).1.picks;
            picks.iter().filter(|p| p.board < u64::MAX).all(|p| match (left(p.stall), door(call.job)) {
                (Some(left), Some(door)) => door.saturating_sub(left) <= p.board,
                _ => false,
            })
        })
    }
}

/// Adds an order's goods at a stall to the stalls of a trip; says whether the stall is new.
pub(crate) fn join(task: &Task, halts: &mut Vec<Halt>, stall: usize, ready: u64, handle: u64) -> bool {
    let more = task.handle(handle);
    if let Some(halt) = halts.iter_mut().find(|h| h.stall == stall) {
        halt.ready = halt.ready.max(ready);
        halt.work += more;
        return false;
    }
    halts.push(Halt { stall, ready, work: task.stall_ms + more });
    true
}

/// Price of reaching a door at a moment.
pub(crate) fn lateness(job: &Job, begin: u64) -> u64 {
    let late = begin.saturating_sub(job.until);
    if late == 0 { 0 } else { late.saturating_mul(job.late_per_min) / 60_000 }
}

#[derive(Clone, Copy)]
struct Pass {
    start: u64,
    gate: u64,
    end: u64,
    late: u64,
    /// How much later it could set out and end the same.
    delay: u64,
}
