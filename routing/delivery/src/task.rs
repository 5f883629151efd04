//! The orders as the planner sees them: whole numbers, places by index, every pair of places with its time.
//!
//! Invariant: what stands here has been checked; the search trusts every index.
//! Times are milliseconds after midnight, costs are milliseconds of a rider's time.

use std::rc::Rc;

use market_routing::NodeId;

use crate::orders::Objective;
use crate::tables::Table;

/// Grams, millilitres, boxes.
pub(crate) type Load = [u64; 3];

/// What a rider takes from one stall for one order.
#[derive(Debug, Clone)]
pub(crate) struct Pick {
    /// Index of the place on foot.
    pub stall: usize,
    /// When all of it is ready.
    pub ready: u64,
    /// Work for it, beyond that of the stop.
    pub handle: u64,
    /// Longest time from leaving the stall to reaching the door; [`u64::MAX`] when it does not matter.
    pub board: u64,
}

/// A way to get an order's goods: past its stalls, or at the hub.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub picks: Vec<Pick>,
    pub load: Load,
    /// The door must be reached by then for the goods' sake.
    pub until: u64,
    /// Whether market pickers bring it to the hub.
    pub hub: bool,
}

/// One order.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    /// One or two ways to get its goods.
    pub sources: Vec<Source>,
    /// The place on foot of each good.
    pub stalls: Vec<usize>,
    /// Grams, millilitres and boxes.
    pub load: Load,
    pub from: u64,
    /// The promise.
    pub until: u64,
    /// The latest that is done at all; the promise, when it is hard.
    pub hard: u64,
    /// Cost of a minute of lateness.
    pub late_per_min: u64,
    pub service: u64,
    /// Index of the place where the vehicle stands.
    pub parking: usize,
    /// Walk from there to the door, one way.
    pub door: u64,
    pub address: NodeId,
    /// Bits of the skills that it needs.
    pub skills: u64,
    /// Cost of leaving it over.
    pub weight: u64,
    /// The rider that has it in the plan before, when there is one.
    pub keeper: Option<usize>,
}

/// A time off with an empty box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rest {
    pub from: u64,
    /// The latest moment at which it begins.
    pub latest: u64,
    pub length: u64,
}

/// How much a rider may work; [`u64::MAX`] where it does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Work of the whole day.
    pub work: u64,
    /// From setting out until the end of a trip without a pause between.
    pub stretch: u64,
    /// Time without a trip that is a pause.
    pub pause: u64,
}

/// Where a rider is between trips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Inside the market, at a place on foot; before the first trip only.
    Inside(usize),
    /// Outside: the place where the vehicle stands, and the walk to it.
    Street { ride: usize, walk: u64 },
}

/// One rider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Worker {
    pub start: Place,
    pub start_node: NodeId,
    /// Where the day ends: as [`Place::Street`], with the node.
    pub end: Option<(usize, u64, NodeId)>,
    pub capacity: Load,
    pub max_orders: usize,
    pub from: u64,
    pub until: u64,
    pub skills: u64,
    /// Index in [`Task::classes`].
    pub class: usize,
    /// A thousandth of the usual time for everything on the way.
    pub pace: u64,
    pub rests: Vec<Rest>,
    pub limits: Limits,
    /// Begin and end of the work without a pause that has begun before this plan.
    pub stretch: Option<(u64, u64)>,
    /// Whether new trips may be given to this rider.
    pub stopped: bool,
    /// Whether trips have begun before this plan.
    pub begun: bool,
    /// Milliseconds of work before this plan begins.
    pub worked: u64,
}

/// A gate and where vehicles stand for it.
#[derive(Debug, Clone)]
pub(crate) struct Parking {
    pub gate: NodeId,
    pub node: NodeId,
    pub ride: usize,
    pub walk: usize,
}

/// A kind of vehicle with the times of its ways, one table for each period of opening hours.
pub(crate) struct Class {
    pub walk: Vec<Rc<Table>>,
    pub ride: Vec<Rc<Table>>,
    /// A thousandth of the profile's time that this vehicle needs.
    pub permille: u64,
    pub parking: u64,
}

/// Everything that the planner needs.
pub(crate) struct Task {
    pub jobs: Vec<Job>,
    pub workers: Vec<Worker>,
    pub parkings: Vec<Parking>,
    pub classes: Vec<Class>,
    /// Beginnings of the periods in which the same gates and lifts are open; the first is 0.
    pub periods: Vec<u64>,
    /// Places on foot, by index.
    pub walk_nodes: Vec<NodeId>,
    pub stall_ms: u64,
    pub order_ms: u64,
    pub packing_ms: u64,
    pub min_stop_ms: u64,
    pub objective: Objective,
    /// Per cent of a rider's mean work that uneven work costs.
    pub fairness: u64,
    /// Cost of giving an order to another rider than before.
    pub change: u64,
    /// Work that an even share would be: the measure of fairness.
    pub share: u64,
}

/// Which table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    Walk,
    Ride,
}

impl Worker {
    /// Whether a day must be timed as a whole: rests must be taken, or work has limits.
    pub fn is_limited(&self) -> bool {
        !self.rests.is_empty() || self.limits.work < u64::MAX || self.limits.stretch < u64::MAX
    }
}

impl Task {
    /// The period of a moment.
    pub fn period(&self, at: u64) -> usize {
        if self.periods.len() == 1 { 0 } else { self.periods.partition_point(|p| *p <= at).saturating_sub(1) }
    }

    /// Time of a way at a moment; it must be open when it is begun and when it is ended. O(1) within a period.
    pub fn travel(&self, worker: &Worker, space: Space, from: usize, to: usize, at: u64) -> Option<u64> {
        let class = &self.classes[worker.class];
        let (tables, permille) = match space {
            Space::Walk => (&class.walk, worker.pace),
            Space::Ride => (&class.ride, worker.pace * class.permille / 1000),
        };
        let scaled = |base: u64| if permille == 1000 { base } else { (base * permille).div_ceil(1000) };
        let first = self.period(at);
        let mut time = scaled(tables[first].at(from, to)?);
        if tables.len() > 1 {
            let mut period = first;
            while period < self.period(at + time) {
                period += 1;
                time = time.max(scaled(tables[period].at(from, to)?));
            }
        }
        Some(time)
    }

    /// A walk of known length, at the rider's pace.
    pub fn paced(worker: &Worker, walk: u64) -> u64 {
        if worker.pace == 1000 { walk } else { (walk * worker.pace).div_ceil(1000) }
    }

    /// Work at a stop that would take `work`.
    pub fn stop(&self, work: u64) -> u64 {
        work.max(self.min_stop_ms)
    }

    /// Whether a rider may serve an order at all.
    pub fn may(&self, worker: &Worker, job: &Job) -> bool {
        !worker.stopped
            && job.skills & !worker.skills == 0
            && fits(&job.load, &worker.capacity)
            && job.from <= worker.until
    }

    /// Price of a rider's whole day from the work in it.
    pub fn price(&self, worker: usize, work: u64, used: bool) -> i64 {
        let all = work + self.workers[worker].worked;
        let mut price = work as i64;
        if used && !self.workers[worker].begun && self.objective == Objective::FewestRiders {
            price += RIDER;
        }
        if self.fairness > 0 {
            let square = u128::from(all) * u128::from(all) / u128::from(self.share.max(1));
            price += (square * u128::from(self.fairness) / 200) as i64;
        }
        price
    }
}

/// Cost of one more rider when few are wanted: more than a long day of work.
const RIDER: i64 = 24 * 3_600_000;

/// Whether a load fits into what is left.
pub(crate) fn fits(load: &Load, room: &Load) -> bool {
    load.iter().zip(room).all(|(l, r)| l <= r)
}

/// The sum of two loads.
pub(crate) fn plus(a: &Load, b: &Load) -> Load {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}
