//! One rider's day: trips one after another, rests between them with an empty box, and the way to the day's end.

use crate::task::{Place, Space, Task, Worker};
use crate::trip::{Trip, Visit};

/// A rest that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Taken {
    /// The trip that follows.
    pub before: usize,
    pub begin: u64,
    pub end: u64,
}

/// A rider's trips and their times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Day {
    pub trips: Vec<Trip>,
    pub rests: Vec<Taken>,
    /// Way to the day's end: setting out and arrival.
    pub home: Option<(u64, u64)>,
    /// Time on trips and on the way to the day's end.
    pub work: u64,
    /// Price of lateness.
    pub late: u64,
}

impl Task {
    /// Where and when the trip with this index begins at the earliest, rests before it not counted. O(1).
    pub fn before(&self, worker: &Worker, day: &Day, trip: usize) -> (Place, u64) {
        match trip.checked_sub(1).and_then(|i| day.trips.get(i)) {
            Some(last) => (self.place_after(last), last.end),
            None => (worker.start, worker.from),
        }
    }

    /// Times a day again from a trip on; `None` when a rule is broken. O(stops).
    pub fn time_day(
        &self,
        worker: &Worker,
        day: &mut Day,
        from: usize,
        visits: &mut Vec<Visit>,
    ) -> Option<()> {
        day.rests.retain(|r| r.before < from);
        let (mut place, mut now) = self.before(worker, day, from);
        for index in from..day.trips.len() {
            now = self.trip_or_rest(worker, day, index, place, now, visits)?;
            place = self.place_after(&day.trips[index]);
        }
        self.close(worker, day, place, now)
    }

    /// Times one trip, after the rests that must or may come before it.
    fn trip_or_rest(
        &self,
        worker: &Worker,
        day: &mut Day,
        index: usize,
        place: Place,
        mut now: u64,
        visits: &mut Vec<Visit>,
    ) -> Option<u64> {
        let mut paused = false;
        loop {
            let rest = worker.rests.get(day.rests.len()).copied();
            let timed = self.time(worker, place, now, &mut day.trips[index], visits);
            // Who has worked long enough pauses first, once.
            if timed.is_some() && !self.rested(worker, day, index) {
                let pause = self.last_end(worker, day, index)? + worker.limits.pause;
                if paused || pause <= now {
                    return None;
                }
                (now, paused) = (pause, true);
                continue;
            }
            let Some(rest) = rest else {
                timed?;
                return Some(day.trips[index].end);
            };
            let begin = now.max(rest.from);
            let trip = &day.trips[index];
            let free = begin + rest.length <= trip.depart;
            let too_late = trip.end.max(rest.from) > rest.latest;
            if timed.is_some() && !free && !too_late {
                return Some(trip.end);
            }
            timed?;
            if begin > rest.latest {
                return None;
            }
            now = begin + rest.length;
            day.rests.push(Taken { before: index, begin, end: now });
        }
    }

    /// Whether a trip ends before its rider has worked too long without a pause.
    fn rested(&self, worker: &Worker, day: &Day, index: usize) -> bool {
        worker.limits.stretch == u64::MAX
            || self
                .stretches(worker, day, index + 1)
                .is_none_or(|(begin, end)| end - begin <= worker.limits.stretch)
    }

    /// When the rider came back from what was before a trip.
    fn last_end(&self, worker: &Worker, day: &Day, index: usize) -> Option<u64> {
        self.stretches(worker, day, index).map(|(_, end)| end)
    }

    /// Begin and end of the work without a pause with which the first `count` trips end. O(trips + rests).
    pub fn stretches(&self, worker: &Worker, day: &Day, count: usize) -> Option<(u64, u64)> {
        let pause = worker.limits.pause;
        let mut now = worker.stretch;
        for (index, trip) in day.trips.iter().enumerate().take(count) {
            let rested = day.rests.iter().any(|r| r.before == index && r.end - r.begin >= pause);
            now = match now {
                Some((begin, end)) if !rested && trip.depart < end + pause => Some((begin, trip.end)),
                _ => Some((trip.depart, trip.end)),
            };
        }
        now
    }

    fn close(&self, worker: &Worker, day: &mut Day, place: Place, mut now: u64) -> Option<()> {
        let worked = !day.trips.is_empty();
        let used = worked || worker.begun;
        if used {
            for rest in worker.rests.iter().skip(day.rests.len()) {
                let begin = now.max(rest.from);
                if begin > rest.latest || begin + rest.length > worker.until {
                    // What has begun cannot be helped.
                    if worked {
                        return None;
                    }
                    continue;
                }
                now = begin + rest.length;
                day.rests.push(Taken { before: day.trips.len(), begin, end: now });
            }
        }
        day.work = day.trips.iter().map(|t| t.end - t.depart).sum();
        day.late = day.trips.iter().map(|t| t.late).sum();
        day.home = None;
        if let (true, Some((ride, walk, _))) = (used, worker.end)
            && let Place::Street { ride: from, walk: out } = place
        {
            let way = now + Task::paced(worker, out);
            let ride = self.travel(worker, Space::Ride, from, ride, way)?;
            let arrive = way + ride + Task::paced(worker, walk);
            if arrive > worker.until && worked {
                return None;
            }
            day.home = Some((now, arrive));
            day.work += arrive - now;
            let stretch = self.stretches(worker, day, day.trips.len());
            let tired = |(begin, end): (u64, u64)| {
                now < end + worker.limits.pause && arrive - begin > worker.limits.stretch
            };
            if worked && stretch.is_some_and(tired) {
                return None;
            }
        }
        if worked && day.work + worker.worked > worker.limits.work {
            return None;
        }
        Some(())
    }

    /// What a day costs.
    pub fn day_price(&self, worker: usize, day: &Day) -> i64 {
        let moved = if self.change == 0 {
            0
        } else {
            let calls = day.trips.iter().flat_map(|t| &t.calls);
            calls.filter(|c| self.jobs[c.job].keeper.is_some_and(|k| k != worker)).count() as i64
        };
        self.price(worker, day.work, !day.trips.is_empty()) + day.late as i64 + moved * self.change as i64
    }
}
