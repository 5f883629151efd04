//! An afternoon of 600 orders and 60 riders, and one event of each kind while 600 orders are open: processor time of each
//! answer, and of plans with deadlines: `cargo bench -p market_delivery --bench under_way`.
//!
//! The market is the made-up one of 4,800 stalls in central Seoul of `routing_bench`, with 600 doors within 1.5 km. Every plan
//! is handed to the checker. `--seed N` makes another afternoon, `--steps N` lets each re-plan go on.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should stop")]

#[path = "../../cli/src/check.rs"]
mod check;

use std::time::Duration;

use cpu_time::ThreadTime;
use market_delivery::{
    Clock, EVENTS_FORMAT, Event, Events, Item, Limits, ORDERS_FORMAT, Order, Orders, Plan, Rider, Session,
};
use market_model::{Address, AddressId, PointMm};
use market_routing::Graph;

const HOUR: u64 = 3_600_000;
const NOON: u64 = 12 * HOUR;
const ORDERS: u64 = 600;
const RIDERS: u64 = 60;
const DOORS: usize = 600;
/// The shortest deadline, in seconds of processor time.
const TIGHT_S: f64 = 0.1;
/// Doors are within this distance of the middle of the market.
const NEAR_MM: i64 = 1_500_000;

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let value =
        |name: &str| words.iter().position(|w| w == name).and_then(|i| words.get(i + 1)?.parse().ok());
    let (seed, steps) = (value("--seed").unwrap_or(1), value("--steps").unwrap_or(0));
    let Some(graph) = graph() else { return };
    println!("{}", routing_bench::clock::machine());
    println!(
        "{} nodes, {} edges, {ORDERS} orders, {RIDERS} riders, seed {seed}",
        graph.node_count(),
        graph.edge_count()
    );
    let orders = afternoon(&graph, seed);
    let session = Session::new(&graph);
    let (_, ms) = timed(|| session.learn(&orders).unwrap());
    println!("times of all ways: {ms:.0} ms");
    let limits = Limits { steps: 0, seed };
    let (first, ms) = timed(|| session.plan(&orders, limits, &mut || false).unwrap());
    println!("first plan: {ms:.0} ms, {} served", first.totals.orders);
    let before = session.plan(&orders, Limits { steps: 1_500, seed }, &mut || false).unwrap();
    valid(&graph, &orders, &before, None);
    deadlines(&graph, &orders, &before, seed);
    for (name, event) in kinds(&orders, &before) {
        let events =
            Events { format: EVENTS_FORMAT.to_owned(), version: 1, now: Clock(NOON), events: vec![event] };
        let limits = Limits { steps, seed };
        let run = || session.replan(&orders, &before, &events, limits, &mut || false).unwrap();
        let (again, ms) = timed(run);
        let (_, twice) = timed(run);
        let begin = ThreadTime::now();
        let mut spent = || begin.elapsed().as_secs_f64() / TIGHT_S;
        let limits = Limits { steps: u64::MAX, seed };
        let within = session.replan_within(&orders, &before, &events, limits, &mut spent).unwrap();
        let tight = millis(begin.elapsed());
        let (open, left) = (again.orders.orders.len(), again.plan.unserved.len());
        println!(
            "{name:<14} {ms:6.1} ms, asked again {twice:6.1} ms, {} changed; within {TIGHT_S} s {tight:6.1} ms, {} changed; \
             {open} orders open, {left} left over",
            again.plan.changes.len(),
            within.plan.changes.len()
        );
        for again in [&again, &within] {
            valid(&graph, &again.orders, &again.plan, Some((&before, &events)));
        }
    }
}

/// Plans within deadlines of processor time: how long they took, and what they serve.
fn deadlines(graph: &Graph, orders: &Orders, before: &Plan, seed: u64) {
    for seconds in [TIGHT_S, 1.0, 10.0] {
        let session = Session::new(graph);
        session.learn(orders).unwrap();
        let begin = ThreadTime::now();
        let mut spent = || begin.elapsed().as_secs_f64() / seconds;
        let plan = session.plan_within(orders, seed, &mut spent).unwrap();
        let took = millis(begin.elapsed());
        let (served, work) = (plan.totals.orders, plan.totals.work_ms as f64 / HOUR as f64);
        println!("plan within {seconds:>4} s: {took:7.1} ms, {served} served, {work:.1} h of work");
        valid(graph, orders, &plan, None);
        let event = kinds(orders, before).swap_remove(5).1;
        let events =
            Events { format: EVENTS_FORMAT.to_owned(), version: 1, now: Clock(NOON), events: vec![event] };
        let begin = ThreadTime::now();
        let mut spent = || begin.elapsed().as_secs_f64() / seconds;
        let limits = Limits { steps: u64::MAX, seed };
        let again = session.replan_within(orders, before, &events, limits, &mut spent).unwrap();
        let (took, served) = (millis(begin.elapsed()), again.plan.totals.orders);
        println!("closed gate within {seconds:>4} s: {took:7.1} ms, {served} served");
        valid(graph, &again.orders, &again.plan, Some((before, &events)));
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, f64) {
    let begin = ThreadTime::now();
    let found = run();
    (found, millis(begin.elapsed()))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// One event of each kind.
fn kinds(orders: &Orders, before: &Plan) -> Vec<(&'static str, Event)> {
    let order = &orders.orders[7];
    let stall = order.items[0].stall.clone();
    let new = Order { id: "new".to_owned(), ..orders.orders[11].clone() };
    let busy = before.riders.iter().max_by_key(|r| r.totals.orders).unwrap();
    let gate = busy.trips[0].gate.clone();
    vec![
        ("new order", Event::NewOrder { order: Box::new(new) }),
        ("cancelled", Event::Cancelled { order: order.id.clone() }),
        ("sold out", Event::SoldOut { order: order.id.clone(), stall: stall.clone() }),
        ("late stall", Event::LateStall { stall, ready: Clock(NOON + 2 * HOUR) }),
        ("rider stops", Event::RiderStops { rider: busy.rider.clone() }),
        ("closed gate", Event::ClosedGate { gate }),
        ("delay", Event::Delay { rider: busy.rider.clone(), minutes: 15 }),
    ]
}

fn valid(graph: &Graph, orders: &Orders, plan: &Plan, again: Option<(&Plan, &Events)>) {
    let mut facts = check::facts(graph, orders);
    if let Some((before, events)) = again {
        let stop = |e: &Event| if let Event::RiderStops { rider } = e { Some(rider.clone()) } else { None };
        let stopped: Vec<String> = events.events.iter().filter_map(stop).collect();
        check::under_way(&mut facts, before, events.now.0, &stopped);
    }
    assert_eq!(check::violations(graph, orders, &facts, &check::claim(plan)), [] as [String; 0]);
}

/// The market of the path bench, with doors along its streets.
fn graph() -> Option<Graph> {
    let mut market = routing_bench::market::market()?;
    let middle = |p: &PointMm| {
        let (x, y) = (i64::from(p.x) - 190_000, i64::from(p.y) - 120_000);
        x * x + y * y < NEAR_MM * NEAR_MM
    };
    let streets = market.streets.iter().filter(|s| s.highway != "footway" && s.line.len() > 1);
    let points = streets.map(|s| s.line[s.line.len() / 2]).filter(middle);
    let points: Vec<PointMm> = points.collect();
    let every = (points.len() / DOORS).max(1);
    for (i, at) in points.into_iter().step_by(every).take(DOORS).enumerate() {
        let point = PointMm::new(at.x + 4_000, at.y + 4_000);
        let (id, label) = (AddressId::new(&format!("ad{i}")).unwrap(), format!("door {i}"));
        let provenance = market.stalls[0].provenance.clone();
        market.addresses.push(Address { id, label, point, provenance });
    }
    market.addresses.sort_by(|a, b| a.id.cmp(&b.id));
    Some(Graph::build(&market).0)
}

/// Orders of one to five stalls each, promised for some time between noon and eight.
fn afternoon(graph: &Graph, seed: u64) -> Orders {
    let mut state = seed;
    let mut below = |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let stalls: Vec<_> = graph.places("stall").iter().map(|n| graph.key(*n).to_owned()).collect();
    // Only doors that can be reached and left again.
    let from = graph.places("gate")[0];
    let doors = graph.places("address").into_iter().filter(|d| {
        let time = |a, b| graph.time(a, b, market_routing::Profile::Motorcycle, None);
        time(from, *d).is_some() && graph.parking(*d).is_some_and(|(p, _)| time(p, from).is_some())
    });
    let doors: Vec<_> = doors.map(|n| graph.key(n).to_owned()).collect();
    let mut pick = |from: &[String]| from[below(from.len() as u64) as usize].clone();
    let order = |i: u64| {
        let address = pick(&doors);
        let items =
            (0..=i % 5).map(|k| Item { stall: pick(&stalls), grams: 300 + 200 * k, ..Item::default() });
        let begin = NOON + (i * 37 % 360) * 60_000;
        Order {
            id: format!("o{i}"),
            items: items.collect(),
            address,
            window: [Clock(begin), Clock(begin + 2 * HOUR)],
            ..Order::default()
        }
    };
    let orders = (0..ORDERS).map(order).collect();
    let gates: Vec<_> = graph.places("gate").iter().map(|n| graph.key(*n).to_owned()).collect();
    let rider = |i: u64| Rider {
        id: format!("r{i}"),
        start: gates[i as usize % gates.len()].clone(),
        capacity_grams: 30_000,
        shift: [Clock(NOON - HOUR), Clock(NOON + 9 * HOUR)],
        ..Rider::default()
    };
    Orders {
        format: ORDERS_FORMAT.to_owned(),
        version: 1,
        orders,
        riders: (0..RIDERS).map(rider).collect(),
        ..Orders::default()
    }
}
