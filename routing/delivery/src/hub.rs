//! Market pickers: they set out in waves from the hub, collect orders past their stalls, come back and repack.
//!
//! A wave takes the orders with the earliest promises whose goods are ready by then, as many as a picker carries, near
//! ones together. Invariant: every order for the hub is in one wave, whole; its goods are at the hub when the wave is back
//! and it and the orders before it are repacked.

use crate::task::{Pick, Space, Task, Worker};

/// What the hub needs to know.
pub(crate) struct Hub {
    /// Index of the hub on foot.
    pub at: usize,
    pub pickers: usize,
    pub wave_orders: usize,
    pub every: u64,
    pub from: u64,
    pub repack: u64,
    pub stall: u64,
    pub order: u64,
    pub min_stop: u64,
}

/// An order for the hub.
pub(crate) struct Wanted {
    pub job: usize,
    pub picks: Vec<Pick>,
    pub until: u64,
}

/// A stall of a wave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Collected {
    pub stall: usize,
    pub begin: u64,
    pub leave: u64,
    pub jobs: Vec<usize>,
}

/// One picker's round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wave {
    pub picker: usize,
    pub begin: u64,
    pub stops: Vec<Collected>,
    /// Back at the hub.
    pub back: u64,
    /// Orders, each with the moment at which it is repacked.
    pub ready: Vec<(usize, u64)>,
}

impl Hub {
    /// Plans the waves. O(orders² + stalls²). Orders that pickers cannot reach are in none.
    /// `free` says when each picker can set out.
    pub fn waves(&self, task: &Task, walker: &Worker, wanted: &[Wanted], mut free: Vec<u64>) -> Vec<Wave> {
        let mut left: Vec<&Wanted> = wanted.iter().collect();
        left.sort_by_key(|w| (w.until, w.job));
        let mut waves = Vec::new();
        while !left.is_empty() && !free.is_empty() {
            let picker = (0..free.len()).min_by_key(|p| free[*p]).unwrap_or(0);
            let ready = |w: &Wanted| w.picks.iter().map(|p| p.ready).max().unwrap_or(0);
            let soonest = left.iter().map(|w| ready(w)).min().unwrap_or(0);
            let begin = self.slot(free[picker].max(soonest));
            let chosen = left.iter().copied().filter(|w| ready(w) <= begin).take(self.wave_orders);
            let mut orders: Vec<&Wanted> = chosen.collect();
            left.retain(|w| !orders.iter().any(|o| o.job == w.job));
            while !orders.is_empty() {
                match self.round(task, walker, picker, begin, &orders) {
                    Ok(wave) => {
                        free[picker] = wave.ready.last().map_or(wave.back, |(_, ready)| *ready);
                        waves.push(wave);
                        break;
                    }
                    Err(stall) => orders.retain(|o| o.picks.iter().all(|p| p.stall != stall)),
                }
            }
        }
        waves
    }

    /// The first moment from `at` on at which pickers set out.
    fn slot(&self, at: u64) -> u64 {
        let since = at.saturating_sub(self.from);
        self.from + since.div_ceil(self.every.max(1)) * self.every.max(1)
    }

    /// One round past the nearest stall each time; names a stall from which one cannot come or go.
    fn round(
        &self,
        task: &Task,
        walker: &Worker,
        picker: usize,
        begin: u64,
        orders: &[&Wanted],
    ) -> Result<Wave, usize> {
        let mut stalls: Vec<usize> = orders.iter().flat_map(|o| o.picks.iter().map(|p| p.stall)).collect();
        stalls.sort_unstable();
        stalls.dedup();
        let way = |from: usize, to: usize, at: u64| task.travel(walker, Space::Walk, from, to, at);
        let mut here = self.at;
        let mut now = begin;
        let mut stops = Vec::new();
        while !stalls.is_empty() {
            let near = |i: &usize| way(here, stalls[*i], now).unwrap_or(u64::MAX);
            let next = (0..stalls.len()).min_by_key(near).unwrap_or(0);
            let stall = stalls.remove(next);
            let arrive = now + way(here, stall, now).ok_or(stall)?;
            let picks = orders.iter().flat_map(|o| o.picks.iter().map(|p| (o.job, p)));
            let here_now: Vec<(usize, &Pick)> = picks.filter(|(_, p)| p.stall == stall).collect();
            let work = self.stall + here_now.iter().map(|(_, p)| self.order + p.handle).sum::<u64>();
            let start = arrive.max(here_now.iter().map(|(_, p)| p.ready).max().unwrap_or(0));
            now = start + work.max(self.min_stop);
            let jobs = here_now.iter().map(|(job, _)| *job).collect();
            stops.push(Collected { stall, begin: start, leave: now, jobs });
            here = stall;
        }
        let back = now + way(here, self.at, now).ok_or(here)?;
        let ready = |(i, o): (usize, &&Wanted)| (o.job, back + self.repack * (i as u64 + 1));
        Ok(Wave { picker, begin, stops, back, ready: orders.iter().enumerate().map(ready).collect() })
    }
}

/// Takes the orders out of the waves that riders collect themselves; the times of the others stay.
pub(crate) fn keep(waves: &[Wave], is_used: &dyn Fn(usize) -> bool) -> Vec<Wave> {
    let one = |wave: &Wave| {
        let mut wave = wave.clone();
        wave.ready.retain(|(job, _)| is_used(*job));
        for stop in &mut wave.stops {
            stop.jobs.retain(|j| is_used(*j));
        }
        wave.stops.retain(|s| !s.jobs.is_empty());
        wave
    };
    waves.iter().map(one).filter(|w| !w.ready.is_empty()).collect()
}
