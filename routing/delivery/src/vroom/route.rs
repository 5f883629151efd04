//! A vehicle's tasks in order, with what is needed to try an insertion in constant time.
//!
//! Nodes are the start (0), the tasks (1 to m) and the end (m + 1); gap i lies between node i and node i + 1.
//! Invariant: after `refresh` all tables belong to `tasks`; an empty route costs nothing and takes no rest.

use super::ground::{Car, Ground, Leg, NEVER};
use super::time::{Stop, backward, forward};

/// A route.
#[derive(Debug, Clone, Default)]
pub(crate) struct Route {
    /// Index of its vehicle.
    pub(crate) car: usize,
    /// Its tasks.
    pub(crate) tasks: Vec<u32>,
    /// Place by node.
    pub(crate) places: Vec<u32>,
    /// By gap: the way, and the cost of the way and of the work after it.
    pub(crate) legs: Vec<Leg>,
    /// Load behind each node but the end, by dimension.
    pub(crate) load: Vec<i64>,
    /// The most of the loads up to a node.
    pub(crate) most_before: Vec<i64>,
    /// The most of the loads from a node on.
    pub(crate) most_after: Vec<i64>,
    /// Earliest departures by node and number of rests.
    early: Vec<i64>,
    /// Latest departures by node and number of rests.
    late: Vec<i64>,
    /// Numbers of rests, from 0 to all.
    states: usize,
    /// Cost, with that of using the vehicle.
    pub(crate) cost: i64,
    /// Time on the way.
    pub(crate) time: i64,
    /// Metres.
    pub(crate) metres: i64,
}

impl Route {
    /// The empty route of a vehicle.
    pub(crate) fn empty(ground: &Ground<'_>, car: usize) -> Self {
        let mut route = Self { car, ..Self::default() };
        route.refresh(ground);
        route
    }

    /// Earliest departures at a node.
    #[inline]
    pub(crate) fn early(&self, node: usize) -> &[i64] {
        &self.early[node * self.states..][..self.states]
    }

    /// Latest departures at a node.
    #[inline]
    pub(crate) fn late(&self, node: usize) -> &[i64] {
        &self.late[node * self.states..][..self.states]
    }

    /// Load behind a node.
    #[inline]
    pub(crate) fn load(&self, node: usize, dims: usize) -> &[i64] {
        &self.load[node * dims..][..dims]
    }

    /// What a node is for time, when the vehicle comes from `before`.
    #[inline]
    pub(crate) fn stop<'g>(&self, ground: &'g Ground<'_>, car: &Car, before: u32, node: usize) -> Stop<'g> {
        match self.tasks.get(node - 1) {
            Some(&task) => stop(ground, car, before, task),
            None => Stop { windows: None, work: 0 },
        }
    }

    /// The way from a place to a node, and the cost of that node's work.
    #[inline]
    pub(crate) fn onward(&self, ground: &Ground<'_>, car: &Car, from: u32, node: usize) -> Leg {
        match self.tasks.get(node - 1) {
            Some(&task) => toward(ground, car, from, task),
            None => ground.leg(car, from, self.places[node]),
        }
    }

    /// Copies another route, keeping memory.
    pub(crate) fn copy(&mut self, other: &Self) {
        self.car = other.car;
        self.tasks.clone_from(&other.tasks);
        self.places.clone_from(&other.places);
        self.legs.clone_from(&other.legs);
        self.load.clone_from(&other.load);
        self.most_before.clone_from(&other.most_before);
        self.most_after.clone_from(&other.most_after);
        self.early.clone_from(&other.early);
        self.late.clone_from(&other.late);
        (self.states, self.cost, self.time, self.metres) =
            (other.states, other.cost, other.time, other.metres);
    }

    /// Makes all tables anew after a change of `tasks`. O(tasks · (dimensions + rests²)).
    pub(crate) fn refresh(&mut self, ground: &Ground<'_>) {
        let car = &ground.cars[self.car];
        let m = self.tasks.len();
        self.places.clear();
        self.places.push(car.start);
        self.places.extend(self.tasks.iter().map(|&t| ground.place[t as usize]));
        self.places.push(car.end);
        let mut legs = std::mem::take(&mut self.legs);
        legs.clear();
        if m == 0 {
            legs.push(Leg::default());
        } else {
            legs.extend((0..=m).map(|gap| self.onward(ground, car, self.places[gap], gap + 1)));
        }
        let sum = |f: fn(&Leg) -> i64| legs.iter().map(f).sum::<i64>();
        (self.time, self.metres) = (sum(|l| l.time), sum(|l| l.metres));
        self.cost = sum(|l| l.cost) + if m == 0 { 0 } else { car.fixed };
        self.legs = legs;
        self.reload(ground);
        self.retime(ground, car);
    }

    fn reload(&mut self, ground: &Ground<'_>) {
        let (dims, m) = (ground.dims, self.tasks.len());
        self.load.clear();
        self.load.resize((m + 1) * dims, 0);
        if dims == 0 {
            return;
        }
        for &task in &self.tasks {
            for (sum, taken) in self.load.iter_mut().zip(ground.taken(task)) {
                *sum += taken;
            }
        }
        for (node, &task) in self.tasks.iter().enumerate() {
            for (d, change) in ground.change(task).iter().enumerate() {
                self.load[(node + 1) * dims + d] = self.load[node * dims + d] + change;
            }
        }
        self.most_before.clone_from(&self.load);
        self.most_after.clone_from(&self.load);
        for at in dims..self.load.len() {
            self.most_before[at] = self.most_before[at].max(self.most_before[at - dims]);
        }
        for at in (0..self.load.len() - dims).rev() {
            self.most_after[at] = self.most_after[at].max(self.most_after[at + dims]);
        }
    }

    fn retime(&mut self, ground: &Ground<'_>, car: &Car) {
        let (states, nodes) = (car.rests.len() + 1, self.tasks.len() + 2);
        self.states = states;
        self.early.clear();
        self.early.resize(nodes * states, NEVER);
        self.late.clear();
        self.late.resize(nodes * states, -NEVER);
        self.early[0] = car.from;
        self.late[nodes * states - 1] = car.until;
        for node in 1..nodes {
            let stop = self.stop(ground, car, self.places[node - 1], node);
            let (done, rest) = self.early.split_at_mut(node * states);
            let load = &self.load[(node - 1) * ground.dims..][..ground.dims];
            let from = &done[(node - 1) * states..];
            forward(car, from, self.legs[node - 1].time, load, stop, &mut rest[..states]);
        }
        for node in (1..nodes).rev() {
            let stop = self.stop(ground, car, self.places[node - 1], node);
            let (rest, done) = self.late.split_at_mut(node * states);
            let load = &self.load[(node - 1) * ground.dims..][..ground.dims];
            let into = &mut rest[(node - 1) * states..];
            backward(car, &done[..states], self.legs[node - 1].time, load, stop, into);
        }
    }

    /// Whether it keeps every rule but the order of shipments.
    pub(crate) fn possible(&self, ground: &Ground<'_>) -> bool {
        let car = &ground.cars[self.car];
        let end = self.early(self.tasks.len() + 1)[self.states - 1];
        let fits =
            self.load.chunks(ground.dims.max(1)).all(|l| l.iter().zip(&car.capacity).all(|(l, c)| l <= c));
        self.tasks.is_empty()
            || (end <= car.until
                && fits
                && self.tasks.len() <= car.max_tasks
                && self.time <= car.max_travel
                && self.metres <= car.max_metres)
    }
}

/// A task as time sees it, when the vehicle comes from `before`.
#[inline]
pub(crate) fn stop<'g>(ground: &'g Ground<'_>, car: &Car, before: u32, task: u32) -> Stop<'g> {
    Stop { windows: Some(&ground.windows[task as usize]), work: ground.work(car, before, task) }
}

/// The way from a place to a task, and the cost of the way and the work there.
#[inline]
pub(crate) fn toward(ground: &Ground<'_>, car: &Car, from: u32, task: u32) -> Leg {
    let mut leg = ground.leg(car, from, ground.place[task as usize]);
    if car.task_cost > 0 {
        leg.cost += ground.work(car, from, task) * car.task_cost;
    }
    leg
}
