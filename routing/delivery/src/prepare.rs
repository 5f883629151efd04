//! From orders to a task: places resolved, rules in numbers, every problem told with its path.
//!
//! Invariant: what comes out has been checked whole; with one problem nothing comes out.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use market_model::{Problem, Text};
use market_routing::{Conditions, Graph, Moment, NodeId, PlaceKind};

use crate::hub::{Collected, Hub, Wanted, Wave};
use crate::limits::{self, MAX_BREAKS, MAX_CELLS, MAX_ITEMS, MAX_ORDERS, MAX_RIDERS};
use crate::orders::{Clock, Order, Orders, Picking, Rider, Vehicle};
use crate::plan::WavePlan;
use crate::tables::{Tables, When};
use crate::task::{Class, Job, Limits, Parking, Pick, Place, Rest, Source, Task, Worker};

/// Leaving an order over costs more than any detour; one that may wait for the next day less.
const WEIGHT: u64 = 48 * 3_600_000;
const NEXT_DAY: u64 = 30 * 3_600_000;
/// The skill that cold goods need.
const COLD: &str = "cold";

/// What stays of an earlier plan: rounds of pickers, and the moment before which no new one begins.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub waves: Vec<WavePlan>,
    pub now: u64,
}

/// A task, and what the answer needs beside it.
pub(crate) struct Prepared {
    pub task: Task,
    pub waves: Vec<Wave>,
    /// Kinds of vehicles, one for each class.
    pub vehicles: Vec<Vehicle>,
    /// Orders that riders already took at the hub, or are on the way to do so.
    pub at_hub: BTreeSet<usize>,
    /// What is open in each period.
    pub whens: Vec<(u64, When)>,
}

/// Checks the orders against the graph and reckons what the planner needs.
///
/// # Errors
/// Every problem of content.
pub(crate) fn prepare(
    graph: &Graph,
    tables: &mut Tables,
    orders: &Orders,
    kept: &Kept,
) -> Result<Prepared, Vec<Problem>> {
    let mut maker = Maker { graph, orders, tables, problems: Vec::new(), skills: BTreeMap::new() };
    let Some(Looked { kinds, parkings, hub, jobs, workers, whens }) = maker.look() else {
        return Err(maker.problems);
    };
    let classes: Vec<Class> = kinds.iter().map(|kind| maker.class(*kind, &whens)).collect();
    let mut task = maker.task(jobs, workers, parkings, classes, &whens);
    let waves = match hub {
        Some(hub) => maker.by_hub(&mut task, &hub, &kinds, kept),
        None => Vec::new(),
    };
    Ok(Prepared { task, waves, vehicles: kinds, whens, at_hub: BTreeSet::new() })
}

/// Every problem of content; nothing is reckoned. O(orders + riders).
pub(crate) fn problems(graph: &Graph, orders: &Orders) -> Vec<Problem> {
    let tables = &mut Tables::default();
    let mut maker = Maker { graph, orders, tables, problems: Vec::new(), skills: BTreeMap::new() };
    maker.look();
    maker.problems
}

/// Orders that have been looked through and are right.
struct Looked {
    kinds: Vec<Vehicle>,
    parkings: Vec<Parking>,
    hub: Option<Hub>,
    jobs: Vec<Job>,
    workers: Vec<Worker>,
    whens: Vec<(u64, When)>,
}

struct Maker<'a> {
    graph: &'a Graph,
    orders: &'a Orders,
    tables: &'a mut Tables,
    problems: Vec<Problem>,
    /// Bits of skills.
    skills: BTreeMap<String, u64>,
}

impl Maker<'_> {
    #[expect(clippy::needless_pass_by_value, reason = "texts, numbers and errors alike are handed in")]
    fn problem(&mut self, code: &str, path: String, found: impl ToString, ko: &str, en: &str) {
        self.problems.push(Problem::error(code, path, found.to_string(), Text::new(ko, en)));
    }

    /// Looks all of it through; `None` when there is a problem.
    fn look(&mut self) -> Option<Looked> {
        let orders = self.orders;
        self.limits();
        // Beyond the limits nothing is looked through, in another market every place would be unknown; but a number
        // that is used twice hides nothing else.
        if self.problems.iter().any(|p| p.code != "duplicate-id") {
            return None;
        }
        let mut kinds: Vec<Vehicle> = orders.riders.iter().map(|r| r.vehicle).collect();
        if orders.settings.hub.is_some() {
            kinds.push(Vehicle::Foot);
        }
        kinds.sort_unstable();
        kinds.dedup();
        let closed = self.closed();
        let conditions = self.conditions(&closed);
        let parkings = self.parkings(&conditions.closed);
        let hub = self.hub();
        let jobs: Vec<Option<Job>> = orders.orders.iter().enumerate().map(|(i, o)| self.job(i, o)).collect();
        let workers: Vec<Option<Worker>> =
            orders.riders.iter().enumerate().map(|(i, r)| self.worker(i, r, &kinds)).collect();
        let whens = self.whens(&conditions);
        let first = |(i, w): &(usize, &(u64, When))| whens[..*i].iter().all(|o| o.1 != w.1);
        let different = whens.iter().enumerate().filter(first).count();
        self.room(different, &kinds);
        let (jobs, workers) = (jobs.into_iter().flatten().collect(), workers.into_iter().flatten().collect());
        self.problems.is_empty().then_some(Looked { kinds, parkings, hub, jobs, workers, whens })
    }

    fn limits(&mut self) {
        let orders = self.orders;
        for (path, count, limit) in
            [("orders", orders.orders.len(), MAX_ORDERS), ("riders", orders.riders.len(), MAX_RIDERS)]
        {
            if count > limit {
                let (ko, en) = (format!("{limit}개 이하"), format!("at most {limit}"));
                self.problem("too-many", path.to_owned(), count, &ko, &en);
            }
        }
        if !self.problems.is_empty() {
            return;
        }
        if orders.riders.is_empty() {
            self.problem("no-rider", "riders".to_owned(), 0, "한 명 이상", "at least one rider");
        }
        if !orders.market.is_empty() && orders.market != self.graph.market() {
            let here = self.graph.market();
            self.problem("other-market", "market".to_owned(), &orders.market, here, here);
        }
        let order_ids: Vec<&str> = orders.orders.iter().map(|o| o.id.as_str()).collect();
        let rider_ids: Vec<&str> = orders.riders.iter().map(|r| r.id.as_str()).collect();
        for (list, ids) in [("orders", order_ids), ("riders", rider_ids)] {
            let mut seen = BTreeSet::new();
            for (i, id) in ids.into_iter().enumerate() {
                if !seen.insert(id) {
                    let path = format!("{list}[{i}].id");
                    self.problem("duplicate-id", path, id, "한 번만 쓰는 번호", "an identifier used once");
                }
            }
        }
        for (path, value, range) in limits::out_of_range(orders) {
            let (low, high) = (range.start(), range.end());
            let (ko, en) =
                (format!("{low}~{high} 사이의 정수"), format!("a whole number from {low} to {high}"));
            self.problem("number", path, value, &ko, &en);
        }
    }

    fn place(&mut self, path: impl FnOnce() -> String, text: &str, kinds: &[PlaceKind]) -> Option<NodeId> {
        let found = self.tables.resolve(self.graph, text);
        match found.and_then(|n| self.graph.kind(n)) {
            Some(kind) if kinds.contains(&kind) => found,
            _ => {
                // Looking for what was meant is slow: a thousand strangers are not worth it.
                let near = if self.problems.len() < 50 {
                    self.graph.suggest(text).join(", ")
                } else {
                    String::new()
                };
                let (ko, en) = if near.is_empty() {
                    ("이 시장의 지도에 있는 곳".to_owned(), "a place of this market's graph".to_owned())
                } else {
                    (
                        format!("이 시장의 지도에 있는 곳 (혹시 {near}?)"),
                        format!("a place of this graph; did you mean {near}?"),
                    )
                };
                self.problem("unknown-place", path(), text, &ko, &en);
                None
            }
        }
    }

    fn span(&mut self, path: String, span: [Clock; 2]) {
        if span[0] >= span[1] || span[1] > Clock(30 * 3_600_000) {
            let found = format!("{}~{}", span[0], span[1]);
            self.problem("span-order", path, found, "시작이 끝보다 앞", "a start before its end");
        }
    }

    /// The bit of a skill; more than 64 are a problem.
    fn skill(&mut self, name: &str) -> u64 {
        if self.skills.len() == 64 && !self.skills.contains_key(name) {
            self.problem("too-many", "skills".to_owned(), name, "64가지 이하", "at most 64 different skills");
            return 0;
        }
        let next = 1_u64.checked_shl(self.skills.len() as u32).unwrap_or(0);
        *self.skills.entry(name.to_owned()).or_insert(next)
    }

    /// Keys of gates that are closed.
    fn closed(&mut self) -> Vec<String> {
        let mut out = Vec::new();
        let orders = self.orders;
        for (i, text) in orders.settings.closed_gates.iter().enumerate() {
            let gate = self.place(|| format!("settings.closed_gates[{i}]"), text, &[PlaceKind::Gate]);
            out.extend(gate.map(|g| self.graph.key(g).to_owned()));
        }
        out
    }

    /// What is closed, slower or narrower today, closed gates included; every problem is told.
    fn conditions(&mut self, closed: &[String]) -> Conditions {
        let mut conditions = self.orders.conditions.clone().unwrap_or_default();
        let (_, problems) = self.graph.under(&conditions, None);
        self.problems
            .extend(problems.into_iter().map(|p| Problem { path: format!("conditions.{}", p.path), ..p }));
        for (i, slower) in conditions.slower.iter().enumerate() {
            if let Some((from, to)) = slower.minutes.filter(|(from, to)| from >= to || *to > 1_440) {
                let path = format!("conditions.slower[{i}].minutes");
                let (ko, en) =
                    ("0~1440분 안에서 시작이 끝보다 앞", "a start before its end, within 0 to 1440");
                self.problem("span-order", path, format!("{from}~{to}"), ko, en);
            }
        }
        conditions.closed.extend(closed.iter().cloned());
        conditions
    }

    /// The gates at which riders may park; one for each place where vehicles stand.
    fn parkings(&mut self, closed: &[String]) -> Vec<Parking> {
        let mut gates: Vec<NodeId> = Vec::new();
        let orders = self.orders;
        for (i, text) in orders.settings.gates.iter().enumerate() {
            gates.extend(self.place(|| format!("settings.gates[{i}]"), text, &[PlaceKind::Gate]));
        }
        if orders.settings.gates.is_empty() {
            gates = self.graph.nodes().filter(|n| self.graph.kind(*n) == Some(PlaceKind::Gate)).collect();
        }
        gates.retain(|g| !closed.iter().any(|c| c == self.graph.key(*g)));
        let mut out: Vec<Parking> = Vec::new();
        for gate in gates {
            if let Some((node, _)) = self.tables.parking(self.graph, gate)
                && out.iter().all(|p| p.node != node)
            {
                let (ride, walk) = (self.tables.ride.add(node), self.tables.walk.add(node));
                out.push(Parking { gate, node, ride, walk });
            }
        }
        if out.is_empty() && self.problems.is_empty() {
            let (ko, en) = ("도로로 이어진 출입구", "a gate that reaches a street");
            self.problem("no-gate", "graph".to_owned(), "", ko, en);
        }
        out
    }

    /// The hub, when there is one; a problem when an order needs it and there is none.
    fn hub(&mut self) -> Option<Hub> {
        let orders = self.orders;
        let s = &orders.settings;
        let Some(text) = &s.hub else {
            let needs = orders.orders.iter().position(|o| o.picking == Picking::Hub);
            if let Some(i) = needs {
                let (ko, en) = ("settings.hub이 있어야 함", "settings.hub must be given");
                self.problem("no-hub", format!("orders[{i}].picking"), "hub", ko, en);
            }
            return None;
        };
        let kinds = [PlaceKind::Stall, PlaceKind::Gate, PlaceKind::Facility];
        let node = self.place(|| "settings.hub".to_owned(), text, &kinds)?;
        if s.pickers == 0 && orders.orders.iter().any(|o| o.picking == Picking::Hub) {
            self.problem("no-picker", "settings.pickers".to_owned(), 0, "한 명 이상", "at least one picker");
        }
        Some(Hub {
            at: self.tables.walk.add(node),
            pickers: s.pickers as usize,
            wave_orders: s.wave_orders as usize,
            every: s.wave_min * 60_000,
            from: s.wave_from.0,
            repack: s.repack_s * 1000,
            stall: s.stall_s * 1000,
            order: s.order_s * 1000,
            min_stop: s.min_stop_s * 1000,
        })
    }

    /// What is taken at each stall, and the stall of each good.
    fn picks(&mut self, path: &str, order: &Order) -> (Vec<Pick>, Vec<usize>) {
        let mut picks: BTreeMap<usize, Pick> = BTreeMap::new();
        let mut stalls = Vec::with_capacity(order.items.len());
        for (i, item) in order.items.iter().enumerate() {
            let path = || format!("{path}.items[{i}].stall");
            let Some(node) = self.place(path, &item.stall, &[PlaceKind::Stall]) else { continue };
            let stall = self.tables.walk.add(node);
            stalls.push(stall);
            let board = [order.max_on_board_min, item.max_on_board_min].into_iter().flatten().min();
            let board = board.map_or(u64::MAX, |min| min * 60_000);
            let pick = picks.entry(stall).or_insert(Pick { stall, ready: 0, handle: 0, board });
            pick.ready = pick.ready.max(item.ready.map_or(0, |c| c.0));
            pick.handle += item.handle_s * 1000;
            pick.board = pick.board.min(board);
        }
        (picks.into_values().collect(), stalls)
    }

    fn job(&mut self, index: usize, order: &Order) -> Option<Job> {
        let path = format!("orders[{index}]");
        if order.items.is_empty() || order.items.len() > MAX_ITEMS {
            let (ko, en) = (format!("1~{MAX_ITEMS}개"), format!("1 to {MAX_ITEMS} items"));
            self.problem("items", format!("{path}.items"), order.items.len(), &ko, &en);
            return None;
        }
        let (picks, stalls) = self.picks(&path, order);
        self.span(format!("{path}.window"), order.window);
        let hard = self.hard(&path, order);
        let mut skills: u64 = order.skills.iter().map(|s| self.skill(s)).fold(0, |a, b| a | b);
        if order.items.iter().any(|i| i.cold) {
            skills |= self.skill(COLD);
        }
        let s = &self.orders.settings;
        let address = self.place(|| format!("{path}.address"), &order.address, &[PlaceKind::Address])?;
        let Some((parking, door)) = self.tables.parking(self.graph, address) else {
            let (ko, en) = ("도로에서 닿을 수 있는 주소", "an address that can be reached from a street");
            self.problem("unreachable-address", format!("{path}.address"), &order.address, ko, en);
            return None;
        };
        let sum = |of: fn(&crate::orders::Item) -> u64| order.items.iter().map(of).sum::<u64>();
        let load = [sum(|i| i.grams), sum(|i| i.millilitres), sum(|i| i.boxes)];
        Some(Job {
            sources: vec![Source { picks, load, until: u64::MAX, hub: false }],
            stalls,
            load,
            from: order.window[0].0,
            until: order.window[1].0,
            hard,
            late_per_min: order.late_won_per_min.unwrap_or(0) * 3_600_000 / s.won_per_h,
            service: (order.service_s.unwrap_or(s.door_s) + order.floor * s.floor_s) * 1000,
            parking: self.tables.ride.add(parking),
            door,
            address,
            skills,
            weight: if order.next_day { NEXT_DAY } else { WEIGHT } * (1 + order.priority),
            keeper: None,
        })
    }

    /// The latest moment at a door: the promise when it is hard.
    fn hard(&mut self, path: &str, order: &Order) -> u64 {
        let until = order.window[1];
        match (order.late_won_per_min, order.until_hard) {
            (None, None) => until.0,
            (Some(_), None) => Clock(30 * 3_600_000).0,
            (None, Some(_)) => {
                let (ko, en) =
                    ("late_won_per_min과 함께", "only together with late_won_per_min, the price of lateness");
                self.problem("hard-without-price", format!("{path}.until_hard"), "", ko, en);
                until.0
            }
            (Some(_), Some(hard)) => {
                if hard < until {
                    let (ko, en) = ("약속의 끝이거나 그 뒤", "the end of the promise or later");
                    self.problem("span-order", format!("{path}.until_hard"), hard, ko, en);
                }
                hard.0
            }
        }
    }

    fn worker(&mut self, index: usize, rider: &Rider, kinds: &[Vehicle]) -> Option<Worker> {
        let path = format!("riders[{index}]");
        self.span(format!("{path}.shift"), rider.shift);
        let (rests, limits) = (self.rests(&path, rider), self.limits_of(&path, rider));
        let skills = rider.skills.iter().map(|s| self.skill(s)).fold(0, |a, b| a | b);
        let end = match &rider.end {
            Some(text) => Some(self.outside(format!("{path}.end"), text)?),
            None => None,
        };
        let all =
            [PlaceKind::Stall, PlaceKind::Gate, PlaceKind::Facility, PlaceKind::Address, PlaceKind::Junction];
        let start_node = self.place(|| format!("{path}.start"), &rider.start, &all)?;
        let outside = matches!(self.graph.kind(start_node), Some(PlaceKind::Address | PlaceKind::Junction));
        let start = if outside {
            let (ride, walk, _) = self.outside(format!("{path}.start"), &rider.start)?;
            Place::Street { ride, walk }
        } else {
            Place::Inside(self.tables.walk.add(start_node))
        };
        Some(Worker {
            start,
            start_node,
            end,
            capacity: [
                rider.capacity_grams,
                rider.capacity_millilitres.unwrap_or(u64::MAX),
                rider.capacity_boxes.unwrap_or(u64::MAX),
            ],
            max_orders: usize::try_from(rider.max_orders).unwrap_or(usize::MAX),
            from: rider.shift[0].0,
            until: rider.shift[1].0,
            skills,
            class: kinds.iter().position(|k| *k == rider.vehicle).unwrap_or(0),
            pace: rider.pace_percent * 10,
            rests,
            limits,
            stretch: None,
            stopped: false,
            begun: false,
            worked: 0,
        })
    }

    fn rests(&mut self, path: &str, rider: &Rider) -> Vec<Rest> {
        let mut out: Vec<Rest> = Vec::new();
        if rider.breaks.len() > MAX_BREAKS {
            let (ko, en) = (format!("{MAX_BREAKS}번 이하"), format!("at most {MAX_BREAKS}"));
            self.problem("too-many", format!("{path}.breaks"), rider.breaks.len(), &ko, &en);
            return out;
        }
        for (i, rest) in rider.breaks.iter().enumerate() {
            let path = format!("{path}.breaks[{i}]");
            self.span(format!("{path}.window"), rest.window);
            let length = rest.minutes * 60_000;
            let (from, latest) = (rest.window[0].0, rest.window[1].0);
            if from < rider.shift[0].0 || latest + length > rider.shift[1].0 {
                let (ko, en) = ("근무 시간 안", "within the shift, its length included");
                self.problem("break-outside-shift", path.clone(), rest.window[0], ko, en);
            }
            if out.last().is_some_and(|last| last.latest + last.length > from) {
                let (ko, en) = ("앞 휴식이 끝난 뒤", "after the break before it");
                self.problem("breaks-overlap", path, rest.window[0], ko, en);
            }
            out.push(Rest { from, latest, length });
        }
        out
    }

    /// How much a rider may work.
    fn limits_of(&mut self, path: &str, rider: &Rider) -> Limits {
        let ms = |minutes: Option<u64>| minutes.map_or(u64::MAX, |m| m * 60_000);
        let stretch = ms(rider.longest_stretch_min);
        if let (Some(day), Some(stretch)) = (rider.longest_work_min, rider.longest_stretch_min)
            && stretch > day
        {
            let (ko, en) = ("longest_work_min 이하", "at most longest_work_min");
            self.problem("span-order", format!("{path}.longest_stretch_min"), stretch, ko, en);
        }
        Limits { work: ms(rider.longest_work_min), stretch, pause: rider.rest_min * 60_000 }
    }

    /// An address or junction: where the vehicle stands, the walk to it, the place itself.
    fn outside(&mut self, path: String, text: &str) -> Option<(usize, u64, NodeId)> {
        let node = self.place(|| path.clone(), text, &[PlaceKind::Address, PlaceKind::Junction])?;
        let Some((parking, walk)) = self.tables.parking(self.graph, node) else {
            let (ko, en) = ("도로에서 닿을 수 있는 곳", "a place that can be reached from a street");
            self.problem("unreachable-place", path, text, ko, en);
            return None;
        };
        Some((self.tables.ride.add(parking), walk, node))
    }

    /// The periods of the day with the same open ways.
    fn whens(&self, conditions: &Conditions) -> Vec<(u64, When)> {
        let open: Vec<(u16, Option<Moment>)> = match self.orders.date {
            None => vec![(0, None)],
            Some(date) => self.graph.periods(date).into_iter().map(|(m, at)| (m, Some(at))).collect(),
        };
        let crowds = conditions.minutes().into_iter().flat_map(|m| [m, m.saturating_add(1_440)]);
        let mut minutes: Vec<u16> =
            open.iter().map(|(m, _)| *m).chain(crowds).filter(|m| *m < 1_800).collect();
        minutes.sort_unstable();
        minutes.dedup();
        let mut out: Vec<(u64, When)> = Vec::new();
        for minute in minutes {
            let at = open[open.partition_point(|(m, _)| *m <= minute).saturating_sub(1)].1;
            let now = Rc::new(conditions.at_minute(minute));
            let same = out.iter().find(|(_, w)| w.conditions == now).map(|(_, w)| Rc::clone(&w.conditions));
            let when = When { at, conditions: same.unwrap_or(now) };
            if out.last().is_none_or(|(_, last)| *last != when) {
                out.push((u64::from(minute) * 60_000, when));
            }
        }
        out
    }

    /// Refuses what would not fit into memory.
    fn room(&mut self, periods: usize, kinds: &[Vehicle]) {
        let (walk, ride) = (self.tables.walk.nodes.len(), self.tables.ride.nodes.len());
        let profiles = |of: fn(Vehicle) -> market_routing::Profile| {
            kinds.iter().map(|k| of(*k)).collect::<BTreeSet<_>>().len()
        };
        let cells = walk * walk * profiles(Vehicle::inside) + ride * ride * profiles(Vehicle::profile);
        if cells * periods > MAX_CELLS {
            let (ko, en) = ("더 적은 점포와 주소", "fewer stalls and addresses in one plan");
            self.problem("too-large", "orders".to_owned(), format!("{walk} + {ride}"), ko, en);
        }
    }

    fn class(&mut self, kind: Vehicle, whens: &[(u64, When)]) -> Class {
        let (graph, tables) = (self.graph, &mut *self.tables);
        let walk = whens.iter().map(|(_, when)| tables.walking(graph, kind.inside(), when)).collect();
        let ride = whens.iter().map(|(_, when)| tables.riding(graph, kind.profile(), when)).collect();
        Class {
            walk,
            ride,
            permille: kind.permille(),
            parking: if kind.parks() { self.orders.settings.parking_s * 1000 } else { 0 },
        }
    }

    fn task(
        &self,
        jobs: Vec<Job>,
        workers: Vec<Worker>,
        parkings: Vec<Parking>,
        classes: Vec<Class>,
        whens: &[(u64, When)],
    ) -> Task {
        let settings = &self.orders.settings;
        let share = workers.iter().map(|w| w.until - w.from).sum::<u64>() / workers.len().max(1) as u64;
        Task {
            jobs,
            workers,
            parkings,
            classes,
            periods: whens.iter().map(|(begin, _)| *begin).collect(),
            walk_nodes: self.tables.walk.nodes.clone(),
            stall_ms: settings.stall_s * 1000,
            order_ms: settings.order_s * 1000,
            packing_ms: settings.packing_s * 1000,
            min_stop_ms: settings.min_stop_s * 1000,
            objective: self.orders.objective,
            fairness: settings.fairness_weight,
            change: 0,
            share: share / 2,
        }
    }

    /// Plans the pickers' waves and gives orders for the hub their second source.
    fn by_hub(&self, task: &mut Task, hub: &Hub, kinds: &[Vehicle], kept: &Kept) -> Vec<Wave> {
        let class = kinds.iter().position(|k| *k == Vehicle::Foot).unwrap_or(0);
        let walker = Worker { class, pace: 1000, ..task.workers[0].clone() };
        let mut waves: Vec<Wave> = kept.waves.iter().map(|w| self.kept(w, task)).collect();
        let known = |job: usize| waves.iter().any(|w| w.ready.iter().any(|(j, _)| *j == job));
        let given = self.orders.orders.iter().zip(&task.jobs).enumerate();
        let wanted: Vec<Wanted> = given
            .filter(|(job, (order, _))| order.picking != Picking::Rider && !known(*job))
            .map(|(job, (_, j))| Wanted { job, picks: j.sources[0].picks.clone(), until: j.until })
            .collect();
        let busy = |picker: usize| {
            let own = waves.iter().filter(|w| w.picker == picker);
            own.filter_map(|w| w.ready.last().map(|(_, ready)| *ready)).max().unwrap_or(0)
        };
        let free = (0..hub.pickers).map(|p| busy(p).max(kept.now)).collect();
        waves.extend(hub.waves(task, &walker, &wanted, free));
        for wave in &waves {
            for (index, ready) in &wave.ready {
                let job = &mut task.jobs[*index];
                let left = |stall: usize| wave.stops.iter().find(|s| s.stall == stall).map(|s| s.leave);
                let fresh = job.sources[0].picks.iter().filter(|p| p.board < u64::MAX);
                let until = fresh.filter_map(|p| left(p.stall).map(|at| at + p.board)).min();
                let pick = Pick { stall: hub.at, ready: *ready, handle: 0, board: u64::MAX };
                let (load, until) = (job.load, until.unwrap_or(u64::MAX));
                job.sources.push(Source { picks: vec![pick], load, until, hub: true });
            }
        }
        for (order, job) in self.orders.orders.iter().zip(&mut task.jobs) {
            if order.picking == Picking::Hub {
                job.sources.remove(0);
            }
        }
        waves
    }

    /// A round of an earlier plan in this task's indices.
    fn kept(&self, wave: &WavePlan, task: &Task) -> Wave {
        let job = |id: &String| self.orders.orders.iter().position(|o| o.id == *id);
        let place = |key: &str| {
            let node = self.graph.resolve(key);
            task.walk_nodes.iter().position(|n| Some(*n) == node)
        };
        let stop = |s: &crate::plan::WaveStop| {
            Some(Collected {
                stall: place(&s.place)?,
                begin: s.begin_ms,
                leave: s.leave_ms,
                jobs: s.orders.iter().filter_map(job).collect(),
            })
        };
        let ready = wave.orders.iter().filter_map(|o| Some((job(&o.order)?, o.ready_ms)));
        Wave {
            picker: usize::try_from(wave.picker.saturating_sub(1)).unwrap_or(0),
            begin: wave.begin_ms,
            stops: wave.stops.iter().filter_map(stop).collect(),
            back: wave.back_ms,
            ready: ready.collect(),
        }
    }
}
