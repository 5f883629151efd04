//! The orders as the planner sees them: places resolved, every pair of places with its time, problems told.

use std::collections::{BTreeMap, BTreeSet};

use market_model::{Problem, Text};
use market_routing::{Graph, NodeId, PlaceKind, Profile};

use crate::orders::{Order, Orders, Rider};

/// More than this is not planned.
const MAX_ORDERS: usize = 5_000;
const MAX_RIDERS: usize = 500;
const MAX_ITEMS: usize = 100;

/// One order, in whole numbers.
pub(crate) struct Job {
    /// Stalls (indices in [`Task::walk`]) with the moment at which everything of this order is ready there.
    pub pickups: Vec<(usize, u64)>,
    pub grams: u64,
    pub from_ms: u64,
    pub until_ms: u64,
    pub service_ms: u64,
    /// Index in [`Task::ride`] of the place where the motorcycle stands.
    pub parking: usize,
    /// Walk from there to the door, one way.
    pub door_ms: u64,
    pub address: NodeId,
}

/// One rider, in whole numbers.
pub(crate) struct Worker {
    /// Index in [`Task::ride`], when the shift begins on a street.
    pub start_ride: Option<(usize, u64)>,
    /// Index in [`Task::walk`], when it begins inside: the motorcycle then stands where the first trip leaves.
    pub start_walk: Option<usize>,
    pub start: NodeId,
    pub capacity_grams: u64,
    pub max_orders: usize,
    pub from_ms: u64,
    pub until_ms: u64,
}

/// A gate and where motorcycles stand for it.
pub(crate) struct Parking {
    pub gate: NodeId,
    pub node: NodeId,
    pub ride: usize,
    pub walk: usize,
}

/// Everything that the planner needs.
pub(crate) struct Task {
    pub jobs: Vec<Job>,
    pub workers: Vec<Worker>,
    pub parkings: Vec<Parking>,
    /// Places on foot, and times between them.
    pub walk_nodes: Vec<NodeId>,
    pub walk: Vec<Vec<Option<u64>>>,
    /// Places on the motorcycle, and times between them.
    pub ride: Vec<Vec<Option<u64>>>,
    pub parking_ms: u64,
    pub stall_ms: u64,
    pub order_ms: u64,
    pub packing_ms: u64,
}

/// Resolves every place and computes all times.
///
/// # Errors
/// Every problem of content.
pub(crate) fn prepare(graph: &Graph, orders: &Orders) -> Result<Task, Vec<Problem>> {
    let mut maker = Maker { graph, problems: Vec::new(), walk: Places::default(), ride: Places::default() };
    maker.limits(orders);
    if !maker.problems.is_empty() {
        return Err(maker.problems);
    }
    let parkings = maker.parkings(orders);
    let jobs: Vec<Option<Job>> =
        orders.orders.iter().enumerate().map(|(i, o)| maker.job(i, o, orders.settings.door_s)).collect();
    let workers: Vec<Option<Worker>> =
        orders.riders.iter().enumerate().map(|(i, r)| maker.worker(i, r)).collect();
    if !maker.problems.is_empty() {
        return Err(maker.problems);
    }
    let (walk, ride) = (maker.walk.nodes, maker.ride.nodes);
    let settings = &orders.settings;
    Ok(Task {
        jobs: jobs.into_iter().flatten().collect(),
        workers: workers.into_iter().flatten().collect(),
        parkings,
        walk: graph.matrix(&walk, &walk, Profile::Walk, None),
        walk_nodes: walk,
        ride: graph.matrix(&ride, &ride, Profile::Motorcycle, None),
        parking_ms: settings.parking_s * 1000,
        stall_ms: settings.stall_s * 1000,
        order_ms: settings.order_s * 1000,
        packing_ms: settings.packing_s * 1000,
    })
}

/// A list of different places.
#[derive(Default)]
struct Places {
    nodes: Vec<NodeId>,
    index: BTreeMap<NodeId, usize>,
}

impl Places {
    fn add(&mut self, node: NodeId) -> usize {
        *self.index.entry(node).or_insert_with(|| {
            self.nodes.push(node);
            self.nodes.len() - 1
        })
    }
}

struct Maker<'a> {
    graph: &'a Graph,
    problems: Vec<Problem>,
    walk: Places,
    ride: Places,
}

impl Maker<'_> {
    #[expect(clippy::needless_pass_by_value, reason = "texts, numbers and errors alike are handed in")]
    fn problem(&mut self, code: &str, path: String, found: impl ToString, ko: &str, en: &str) {
        self.problems.push(Problem::error(code, path, found.to_string(), Text::new(ko, en)));
    }

    fn limits(&mut self, orders: &Orders) {
        for (path, count, limit) in
            [("orders", orders.orders.len(), MAX_ORDERS), ("riders", orders.riders.len(), MAX_RIDERS)]
        {
            if count > limit {
                let (ko, en) = (format!("{limit}개 이하"), format!("at most {limit}"));
                self.problem("too-many", path.to_owned(), count, &ko, &en);
            }
        }
        if orders.riders.is_empty() {
            self.problem("no-rider", "riders".to_owned(), 0, "한 명 이상", "at least one rider");
        }
        if !orders.market.is_empty() && orders.market != self.graph.market() {
            let found = &orders.market;
            self.problem(
                "other-market",
                "market".to_owned(),
                found,
                self.graph.market(),
                self.graph.market(),
            );
        }
        let order_ids =
            orders.orders.iter().enumerate().map(|(i, o)| (format!("orders[{i}].id"), o.id.as_str()));
        let rider_ids =
            orders.riders.iter().enumerate().map(|(i, r)| (format!("riders[{i}].id"), r.id.as_str()));
        for ids in [order_ids.collect::<Vec<_>>(), rider_ids.collect()] {
            let mut seen = BTreeSet::new();
            for (path, id) in ids {
                if !seen.insert(id) {
                    self.problem("duplicate-id", path, id, "한 번만 쓰는 번호", "an identifier used once");
                }
            }
        }
    }

    fn place(&mut self, path: String, text: &str, kinds: &[PlaceKind]) -> Option<NodeId> {
        let found = self.graph.resolve(text);
        match found.and_then(|n| self.graph.kind(n)) {
            Some(kind) if kinds.contains(&kind) => found,
            _ => {
                let near = self.graph.suggest(text).join(", ");
                let (ko, en) = if near.is_empty() {
                    ("이 시장의 지도에 있는 곳".to_owned(), "a place of this market's graph".to_owned())
                } else {
                    (
                        format!("이 시장의 지도에 있는 곳 (혹시 {near}?)"),
                        format!("a place of this graph; did you mean {near}?"),
                    )
                };
                self.problem("unknown-place", path, text, &ko, &en);
                None
            }
        }
    }

    /// The gates at which riders may park; one for each place where motorcycles stand.
    fn parkings(&mut self, orders: &Orders) -> Vec<Parking> {
        let mut gates: Vec<NodeId> = Vec::new();
        for (i, text) in orders.settings.gates.iter().enumerate() {
            gates.extend(self.place(format!("settings.gates[{i}]"), text, &[PlaceKind::Gate]));
        }
        if orders.settings.gates.is_empty() {
            gates = self.graph.nodes().filter(|n| self.graph.kind(*n) == Some(PlaceKind::Gate)).collect();
        }
        let mut out: Vec<Parking> = Vec::new();
        for gate in gates {
            if let Some((node, _)) = self.graph.parking(gate)
                && out.iter().all(|p| p.node != node)
            {
                out.push(Parking { gate, node, ride: self.ride.add(node), walk: self.walk.add(node) });
            }
        }
        if out.is_empty() && self.problems.is_empty() {
            let (ko, en) = ("도로로 이어진 출입구", "a gate that reaches a street");
            self.problem("no-gate", "graph".to_owned(), "", ko, en);
        }
        out
    }

    fn job(&mut self, index: usize, order: &Order, door_s: u64) -> Option<Job> {
        let path = format!("orders[{index}]");
        if order.items.is_empty() || order.items.len() > MAX_ITEMS {
            let (ko, en) = (format!("1~{MAX_ITEMS}개"), format!("1 to {MAX_ITEMS} items"));
            self.problem("items", format!("{path}.items"), order.items.len(), &ko, &en);
        }
        let mut pickups: BTreeMap<usize, u64> = BTreeMap::new();
        for (i, item) in order.items.iter().enumerate() {
            let Some(stall) =
                self.place(format!("{path}.items[{i}].stall"), &item.stall, &[PlaceKind::Stall])
            else {
                continue;
            };
            let ready = pickups.entry(self.walk.add(stall)).or_default();
            *ready = (*ready).max(item.ready.map_or(0, |c| c.0));
        }
        if order.window[0] >= order.window[1] {
            let found = format!("{}~{}", order.window[0], order.window[1]);
            self.problem(
                "span-order",
                format!("{path}.window"),
                found,
                "시작이 끝보다 앞",
                "a start before its end",
            );
        }
        let address = self.place(format!("{path}.address"), &order.address, &[PlaceKind::Address])?;
        let Some((parking, door_ms)) = self.graph.parking(address) else {
            let (ko, en) = ("도로에서 닿을 수 있는 주소", "an address that can be reached from a street");
            self.problem("unreachable-address", format!("{path}.address"), &order.address, ko, en);
            return None;
        };
        Some(Job {
            pickups: pickups.into_iter().collect(),
            grams: order.items.iter().map(|i| i.grams).sum(),
            from_ms: order.window[0].0,
            until_ms: order.window[1].0,
            service_ms: order.service_s.unwrap_or(door_s) * 1000,
            parking: self.ride.add(parking),
            door_ms,
            address,
        })
    }

    fn worker(&mut self, index: usize, rider: &Rider) -> Option<Worker> {
        let path = format!("riders[{index}]");
        if rider.shift[0] >= rider.shift[1] {
            let found = format!("{}~{}", rider.shift[0], rider.shift[1]);
            self.problem(
                "span-order",
                format!("{path}.shift"),
                found,
                "시작이 끝보다 앞",
                "a start before its end",
            );
        }
        let all =
            [PlaceKind::Stall, PlaceKind::Gate, PlaceKind::Facility, PlaceKind::Address, PlaceKind::Junction];
        let start = self.place(format!("{path}.start"), &rider.start, &all)?;
        let outside = matches!(self.graph.kind(start), Some(PlaceKind::Address | PlaceKind::Junction));
        let mut start_ride = None;
        if outside {
            let Some((parking, walk_ms)) = self.graph.parking(start) else {
                let (ko, en) = ("도로에서 닿을 수 있는 곳", "a place that can be reached from a street");
                self.problem("unreachable-start", format!("{path}.start"), &rider.start, ko, en);
                return None;
            };
            start_ride = Some((self.ride.add(parking), walk_ms));
        }
        Some(Worker {
            start_ride,
            start_walk: (!outside).then(|| self.walk.add(start)),
            start,
            capacity_grams: rider.capacity_grams,
            max_orders: usize::try_from(rider.max_orders).unwrap_or(usize::MAX),
            from_ms: rider.shift[0].0,
            until_ms: rider.shift[1].0,
        })
    }
}
