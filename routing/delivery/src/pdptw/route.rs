//! A vehicle's stops with what makes an insertion checkable in constant time.
//!
//! Earliest departures run forward and latest arrivals backward along the route (the forward slack of Savelsbergh 1992,
//! in the form of Vidal et al. 2013), so that a stop fits between two others when it reaches the second by its latest arrival.

use super::ground::{Ground, request_of};

/// One stop; the first and the last are the vehicle's start and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stop {
    /// Earliest departure.
    pub(crate) leave: i64,
    /// Latest arrival from which the rest can be kept.
    pub(crate) latest: i64,
    /// Work begins not before.
    pub(crate) ready: i64,
    /// The node.
    pub(crate) node: u32,
    /// Length of the work.
    pub(crate) service: u32,
    /// Load on leaving.
    pub(crate) load: i32,
    /// Time to the next stop.
    pub(crate) time_on: u32,
    /// Cost to the next stop.
    pub(crate) cost_on: u32,
}

/// A route; empty routes have a start and an end only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Route {
    /// The stops.
    pub(crate) stops: Vec<Stop>,
    /// Sum of the legs' costs, without the vehicle's.
    pub(crate) cost: i64,
    /// Routes of the same version have the same stops; 0 is no version.
    pub(crate) version: u64,
}

impl Route {
    /// An unused vehicle.
    pub(crate) fn empty(ground: &Ground) -> Self {
        let mut route = Self::default();
        route.set(ground, &[]);
        route
    }

    /// Whether it serves nothing.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.stops.len() <= 2
    }

    /// The nodes between start and end.
    pub(crate) fn inner(&self) -> &[Stop] {
        &self.stops[1..self.stops.len() - 1]
    }

    /// Requests in the order of their pickups.
    pub(crate) fn requests(&self) -> impl Iterator<Item = u32> {
        self.inner().iter().filter(|s| s.node & 1 == 0).map(|s| request_of(s.node) as u32)
    }

    /// Becomes the route of these nodes; whether windows and loads are kept.
    pub(crate) fn set(&mut self, ground: &Ground, nodes: &[u32]) -> bool {
        self.stops.clear();
        self.stops.push(blank(ground, ground.start));
        self.stops.extend(nodes.iter().map(|&n| blank(ground, n)));
        self.stops.push(blank(ground, ground.end));
        self.relink(ground)
    }

    /// Becomes a copy of `other` without the nodes of which `gone` is true; whether windows are kept.
    pub(crate) fn set_without(&mut self, ground: &Ground, other: &Self, gone: impl Fn(u32) -> bool) -> bool {
        self.stops.clear();
        self.cost = other.cost;
        let last = other.stops.len() - 1;
        let mut cut = false;
        for (at, &stop) in other.stops.iter().enumerate() {
            if at > 0 && at < last && gone(stop.node) {
                cut = true;
                continue;
            }
            if cut {
                self.bridge(ground, stop.node);
                cut = false;
            }
            self.stops.push(stop);
        }
        self.cost = self.stops.iter().map(|s| i64::from(s.cost_on)).sum();
        self.refresh(ground)
    }

    /// The last stop so far leads to `next`.
    fn bridge(&mut self, ground: &Ground, next: u32) {
        if let Some(before) = self.stops.last_mut() {
            before.time_on = ground.time.get(before.node, next);
            before.cost_on = ground.cost().get(before.node, next);
        }
    }

    /// Puts a request in: its pickup after stop `i`, its delivery after stop `j` (both counted before the insertion, i ≤ j).
    pub(crate) fn insert(&mut self, ground: &Ground, request: u32, i: usize, j: usize) -> bool {
        let (pickup, delivery) = (request * 2, request * 2 + 1);
        self.stops.insert(j + 1, blank(ground, delivery));
        self.stops.insert(i + 1, blank(ground, pickup));
        for at in [i, i + 1, j + 1, j + 2] {
            let (from, to) = (self.stops[at].node, self.stops[at + 1].node);
            let stop = &mut self.stops[at];
            stop.time_on = ground.time.get(from, to);
            self.cost -= i64::from(stop.cost_on);
            stop.cost_on = ground.cost().get(from, to);
            self.cost += i64::from(stop.cost_on);
        }
        self.refresh(ground)
    }

    /// Reads all legs anew.
    fn relink(&mut self, ground: &Ground) -> bool {
        self.cost = 0;
        for at in 1..self.stops.len() {
            let (from, to) = (self.stops[at - 1].node, self.stops[at].node);
            self.stops[at - 1].time_on = ground.time.get(from, to);
            self.stops[at - 1].cost_on = ground.cost().get(from, to);
            self.cost += i64::from(self.stops[at - 1].cost_on);
        }
        self.refresh(ground)
    }

    /// Times and loads from the legs; whether windows and loads are kept. O(stops).
    fn refresh(&mut self, ground: &Ground) -> bool {
        self.version = ground.next_version();
        let mut kept = true;
        let mut arrive = ground.node(ground.start).ready;
        let mut load = 0;
        for stop in &mut self.stops {
            let node = ground.node(stop.node);
            kept &= arrive <= node.due;
            load += node.demand;
            kept &= load <= ground.capacity;
            stop.load = load;
            stop.leave = arrive.max(stop.ready) + i64::from(stop.service);
            arrive = stop.leave + i64::from(stop.time_on);
        }
        let mut latest = i64::MAX / 4;
        for stop in self.stops.iter_mut().rev() {
            let node = ground.node(stop.node);
            latest = node.due.min(latest - i64::from(stop.time_on) - i64::from(stop.service));
            stop.latest = latest;
        }
        kept
    }
}

fn blank(ground: &Ground, node: u32) -> Stop {
    let facts = ground.node(node);
    Stop {
        leave: 0,
        latest: 0,
        ready: facts.ready,
        node,
        service: facts.service,
        load: 0,
        time_on: 0,
        cost_on: 0,
    }
}
