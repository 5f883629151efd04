//! Plans of random days are valid by the independent checker, and the checker finds every seeded defect.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "plans/bytes.rs"]
mod bytes;
#[path = "../../cli/src/check.rs"]
mod check;
#[path = "plans/day.rs"]
mod day;
#[path = "plans/defects.rs"]
mod defects;
#[path = "plans/hostile.rs"]
mod hostile;
#[path = "plans/replan.rs"]
mod replan;
#[path = "plans/rules.rs"]
mod rules;
#[path = "plans/schema.rs"]
mod schema;
#[path = "plans/tiny.rs"]
mod tiny;

use day::{clock, day, graph};
use market_delivery::{Clock, Item, Order, Orders, Rider, plan};
use routing_oracle::plan::{Claim, Facts, Kind};

#[test]
fn every_plan_of_300_random_days_is_valid() {
    let graph = graph();
    println!("seeds 0 to 299");
    let (mut served, mut left) = (0, 0);
    for seed in 0..300 {
        let orders = day(seed);
        let found = plan(&graph, &orders).unwrap_or_else(|p| panic!("seed {seed}: {p:?}"));
        let violations =
            check::violations(&graph, &orders, &check::facts(&graph, &orders), &check::claim(&found));
        assert_eq!(violations, [] as [String; 0], "seed {seed}");
        assert_eq!(plan(&graph, &orders).as_ref(), Ok(&found), "seed {seed}: the same plan again");
        assert_eq!(found.graph, graph.hash());
        served += found.totals.orders;
        left += found.unserved.len() as u64;
        for stop in found.riders.iter().flat_map(|r| &r.trips).flat_map(|t| &t.stops) {
            let ways: u64 = stop.leg.steps.iter().map(|s| s.time_ms).sum();
            assert_eq!(
                ways, stop.leg.time_ms,
                "seed {seed}: the words of {} last as long as the way",
                stop.place
            );
        }
    }
    println!("{served} orders served, {left} left over");
    assert!(served > 4 * left, "most orders are served: {served}, {left}");
}

#[test]
fn what_is_left_over_has_a_reason_and_a_change_that_helps() {
    let graph = graph();
    println!("seeds 0 to 149");
    let mut mended = 0;
    for seed in 0..150 {
        let mut orders = day(seed);
        orders.riders.truncate(1);
        orders.orders.iter_mut().for_each(|o| o.window[1] = Clock(o.window[0].0 + 300_000));
        let found = plan(&graph, &orders).unwrap();
        for left in &found.unserved {
            assert!(!left.reason.ko.is_empty() && !left.reason.en.is_empty());
            let Some(until) = left.until_instead else { continue };
            // Alone, with the promise proposed, the order is served.
            let mut alone = orders.clone();
            alone.orders.retain(|o| o.id == left.order);
            alone.orders[0].window[1] = until;
            assert_eq!(
                plan(&graph, &alone).unwrap().unserved,
                [],
                "seed {seed}, {}: {:?}",
                left.order,
                left.reason
            );
            mended += 1;
        }
    }
    assert!(mended > 10, "{mended}");
}

#[test]
fn one_trip_serves_orders_of_the_same_stalls_and_street() {
    let graph = graph();
    let mut orders = day(1);
    orders.riders = vec![Rider {
        id: "r".to_owned(),
        start: "south".to_owned(),
        capacity_grams: 20_000,
        shift: [clock(600), clock(900)],
        max_orders: 6,
        ..Rider::default()
    }];
    let item = |stall: &str| Item { stall: stall.to_owned(), grams: 500, ..Item::default() };
    let order = |i: u64| Order {
        id: format!("o{i}"),
        items: vec![item("가-2"), item("가-19")],
        address: format!("ad{}", 2 * i),
        window: [clock(660), clock(780)],
        ..Order::default()
    };
    orders.orders = (0..4).map(order).collect();
    let found = plan(&graph, &orders).unwrap();
    assert_eq!((found.totals.orders, found.totals.trips), (4, 1));
    let stops = &found.riders[0].trips[0].stops;
    // Two stalls once each, although four orders take from both; then the box is packed; then four doors.
    assert_eq!(stops.len(), 2 + 1 + 4);
    assert!(stops.iter().take(2).all(|s| s.orders.len() == 4));
    assert_eq!(stops[2].load_grams, 4_000);
    assert_eq!(found.totals.wait_ms, 0, "the rider sets out late instead of waiting with the goods");
}

type Defect = (&'static str, fn(&mut Claim, &mut Facts));

/// Each breaks one rule of a valid plan.
const DEFECTS: [Defect; 20] = [
    ("an order is lost", |c, _| first(c).orders.clear()),
    ("a stall is left out", |c, _| drop(trip(c).stops.remove(0))),
    ("doors come before stalls", |c, _| trip(c).stops.reverse()),
    ("a door is served twice", |c, _| {
        let last = last(c).clone();
        trip(c).stops.push(last);
    }),
    ("an order is both served and left over", |c, f| c.unserved.push(f.orders[0].id.clone())),
    ("an unknown order is left over", |c, _| c.unserved.push("nobody".to_owned())),
    ("the rider flies", |c, _| shift(last(c), -60_000)),
    ("the promise is broken", |c, f| {
        f.orders.iter_mut().for_each(|o| (o.until_ms, o.hard_ms) = (c_begin(c) - 1, c_begin(c) - 1));
    }),
    ("the door is reached too early", |_, f| f.orders.iter_mut().for_each(|o| o.from_ms += 50_000_000)),
    ("goods are not ready", |_, f| f.orders.iter_mut().for_each(|o| o.pickups[0].ready_ms = 80_000_000)),
    ("the box is too small", |_, f| f.riders[0].capacity[0] = 100),
    ("too many orders at once", |_, f| f.riders[0].max_orders = 1),
    ("the load is misstated", |c, _| first(c).load[0] += 1),
    ("the shift is over", |_, f| f.riders[0].until_ms = 1),
    ("the shift has not begun", |_, f| f.riders[0].from_ms = 70_000_000),
    ("the wrong door", |c, f| last(c).place = f.riders[0].start.clone()),
    ("no time to pack", |_, f| f.packing_ms += 600_000),
    ("no time at the stall", |_, f| f.stall_ms += 600_000),
    ("slack that is not there", |c, _| last(c).slack_ms += 40_000_000),
    ("times that do not add up", |c, _| first(c).wait_ms += 1),
];

fn trip(claim: &mut Claim) -> &mut routing_oracle::plan::TripClaim {
    &mut claim.days[0].trips[0]
}

fn first(claim: &mut Claim) -> &mut routing_oracle::plan::StopClaim {
    &mut trip(claim).stops[0]
}

fn last(claim: &mut Claim) -> &mut routing_oracle::plan::StopClaim {
    trip(claim).stops.last_mut().unwrap()
}

fn c_begin(claim: &mut Claim) -> u64 {
    last(claim).arrive_ms
}

fn shift(stop: &mut routing_oracle::plan::StopClaim, by: i64) {
    stop.arrive_ms = stop.arrive_ms.saturating_add_signed(by);
    stop.leave_ms = stop.leave_ms.saturating_add_signed(by);
}

#[test]
fn the_checker_rejects_every_seeded_defect() {
    let graph = graph();
    let mut orders = day(1);
    let mut rider = orders.riders[0].clone();
    (rider.start, rider.capacity_grams, rider.max_orders) = ("south".to_owned(), 50_000, 6);
    rider.shift = [clock(600), clock(900)];
    orders.riders = vec![rider];
    let item = |stall: &str| Item { stall: stall.to_owned(), grams: 500, ..Item::default() };
    let order = |i: u64| Order {
        id: format!("o{i}"),
        items: vec![item("가-2"), item("가-7")],
        address: format!("ad{}", 2 * i),
        window: [clock(660), clock(780)],
        ..Order::default()
    };
    orders.orders = (0..3).map(order).collect();
    let found = plan(&graph, &orders).unwrap();
    let (facts, claim) = (check::facts(&graph, &orders), check::claim(&found));
    assert_eq!(check::violations(&graph, &orders, &facts, &claim), [] as [String; 0]);
    assert_eq!(claim.days[0].trips[0].stops[0].kind, Kind::Pickup);
    for (name, break_it) in DEFECTS {
        let (mut facts, mut claim) = (facts.clone(), claim.clone());
        break_it(&mut claim, &mut facts);
        let violations = check::violations(&graph, &orders, &facts, &claim);
        assert!(!violations.is_empty(), "not noticed: {name}");
        println!("{name}: {}", violations[0]);
    }
}

#[test]
fn orders_without_sense_are_refused_whole_with_paths() {
    let graph = graph();
    let mut orders = day(3);
    orders.market = "elsewhere".to_owned();
    orders.riders.clear();
    let twin = orders.orders[0].clone();
    orders.orders.push(twin);
    let problems = plan(&graph, &orders).unwrap_err();
    let found: Vec<(&str, &str)> = problems.iter().map(|p| (p.code.as_str(), p.path.as_str())).collect();
    let last = format!("orders[{}].id", orders.orders.len() - 1);
    assert_eq!(found, [("no-rider", "riders"), ("other-market", "market"), ("duplicate-id", last.as_str())]);
    for bytes in [&b""[..], b"[]", b"{}", b"\xff", br#"{"format":"jangteo.orders","version":9,"orders":3}"#] {
        assert!(!Orders::from_json(bytes).unwrap_err().is_empty());
    }
    let text = serde_json::to_vec(&day(5)).unwrap();
    assert_eq!(Orders::from_json(&text).unwrap(), day(5), "what is written is read back");
    let many: Vec<u8> = {
        let mut orders = day(5);
        orders.orders =
            (0..100_000).map(|i| Order { id: format!("o{i}"), ..orders.orders[0].clone() }).collect();
        serde_json::to_vec(&orders).unwrap()
    };
    let problems = Orders::from_json(&many).and_then(|o| plan(&graph, &o).map(drop)).unwrap_err();
    assert_eq!(problems[0].code, "too-many");
}
