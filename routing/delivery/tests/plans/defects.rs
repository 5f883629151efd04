//! The checker rejects each of a list of seeded defects: at least one for every rule of the rich model.

use market_delivery::{Break, Item, Order, Orders, Picking, Rider, Settings, Vehicle, plan};
use routing_oracle::plan::{Claim, Collect, Facts, Kind, StopClaim};

use crate::check;
use crate::day::{clock, day, graph};

type Defect = (&'static str, fn(&mut Claim, &mut Facts));

/// One rider with a break and an end, two pickers, orders by the hub and by the rider, one of them fresh and cold.
fn orders() -> Orders {
    let item = |stall: &str| Item {
        stall: stall.to_owned(),
        grams: 500,
        millilitres: 700,
        boxes: 1,
        handle_s: 20,
        cold: true,
        max_on_board_min: Some(60),
        ..Item::default()
    };
    let order = |i: u64| Order {
        id: format!("o{i}"),
        items: vec![item("가-2"), item("가-7")],
        address: format!("ad{}", 2 * i),
        window: [clock(660), clock(661 + 60 * (i % 3))],
        late_won_per_min: Some(100),
        until_hard: Some(clock(900)),
        picking: if i < 2 { Picking::Hub } else { Picking::Rider },
        floor: 3,
        ..Order::default()
    };
    let rider = Rider {
        id: "r".to_owned(),
        start: "south".to_owned(),
        capacity_grams: 50_000,
        capacity_millilitres: Some(20_000),
        capacity_boxes: Some(20),
        shift: [clock(600), clock(960)],
        skills: vec!["cold".to_owned()],
        end: Some("ad7".to_owned()),
        breaks: vec![Break { window: [clock(840), clock(900)], minutes: 30 }],
        vehicle: Vehicle::Bicycle,
        pace_percent: 120,
        max_orders: 4,
        ..Rider::default()
    };
    let settings = Settings {
        hub: Some("가-12".to_owned()),
        pickers: 1,
        wave_orders: 1,
        wave_min: 30,
        wave_from: clock(630),
        floor_s: 15,
        min_stop_s: 40,
        ..Settings::default()
    };
    Orders { orders: (0..5).map(order).collect(), riders: vec![rider], settings, ..day(1) }
}

const DEFECTS: [Defect; 39] = [
    ("a day that is too long", |_, f| f.riders[0].longest_work_ms = 60_000),
    ("work without a pause", |_, f| f.riders[0].longest_stretch_ms = 60_000),
    ("too many millilitres", |_, f| f.riders[0].capacity[1] = 10),
    ("too many boxes", |_, f| f.riders[0].capacity[2] = 1),
    ("the room taken is misstated", |c, _| stop(c, Kind::Pickup).load[1] += 1),
    ("the boxes are misstated", |c, _| stop(c, Kind::Pickup).load[2] += 1),
    ("no time to handle the goods", |_, f| picks(f, |p| p.handle_ms += 900_000)),
    ("a stop that is too short", |_, f| f.min_stop_ms = 7_200_000),
    ("no time for the floors", |_, f| f.orders.iter_mut().for_each(|o| o.service_ms += 900_000)),
    ("no cold box", |_, f| f.riders[0].skills.clear()),
    ("a skill that the rider has not", |_, f| f.orders[3].skills.push("glass".to_owned())),
    ("too long on board", |_, f| by_rider(f).for_each(|o| o.pickups[0].board_ms = Some(1))),
    ("too long since the picker took it", |_, f| by_hub(f).for_each(|o| o.pickups[0].board_ms = Some(1))),
    ("later than is done at all", |_, f| {
        f.orders.iter_mut().for_each(|o| (o.from_ms, o.until_ms, o.hard_ms) = (0, 1, 2));
    }),
    ("lateness is hidden", |c, _| c.late.clear()),
    ("lateness is invented", |c, f| c.late.push((f.orders[0].id.clone(), 60_000))),
    ("lateness is made small", |c, _| c.late[0].1 -= 1),
    ("slack of an order that is late", |c, f| {
        let late = c.late[0].0.clone();
        let stops = c.days[0].trips.iter_mut().flat_map(|t| &mut t.stops);
        let late = |s: &&mut StopClaim| s.kind == Kind::Deliver && s.orders.contains(&late);
        stops.filter(late).for_each(|s| s.slack_ms = 5);
        f.riders[0].until_ms += 1_000;
    }),
    ("the break is left out", |c, _| c.days[0].breaks.clear()),
    ("the break is too short", |c, _| c.days[0].breaks[0][1] -= 60_000),
    ("the break is too early", |c, _| c.days[0].breaks[0][0] = 36_000_000),
    ("the break is taken during a trip", |c, _| c.days[0].breaks[0][2] = 0),
    ("two breaks for one", |c, _| {
        let again = c.days[0].breaks[0];
        c.days[0].breaks.push(again);
    }),
    ("the day does not end where it must", |c, _| c.days[0].home = None),
    ("the day ends elsewhere", |c, _| set_home(c, |h| h.0 = "address:ad3".to_owned())),
    ("the rider flies home", |c, _| set_home(c, |h| h.2 = h.1)),
    ("home after the shift", |c, _| set_home(c, |h| h.2 = 70_000_000)),
    ("a closed gate is used", |_, f| f.closed.push("gate:south".to_owned())),
    ("a picker that there is not", |c, _| c.waves[0].picker = 7),
    ("a wave between waves", |_, f| f.wave_from_ms += 7),
    ("the picker flies", |c, _| c.waves[0].stops[1].1 = c.waves[0].stops[0].2),
    ("no time to repack", |_, f| f.repack_ms += 3_600_000),
    ("too many orders in a wave", |_, f| f.wave_orders = 0),
    ("the picker is at two places", |c, _| {
        let mut again = c.waves[0].clone();
        again.ready.clear();
        c.waves.insert(1, again);
    }),
    ("a stall is left out by the picker", |c, _| drop(c.waves[0].stops.remove(0))),
    ("loaded before it is at the hub", |c, _| c.waves[0].ready[0].1 = 80_000_000),
    ("the rider takes what is for pickers", |_, f| by_rider(f).for_each(|o| o.collect = Collect::Hub)),
    ("pickers take what is for the rider", |_, f| by_hub(f).for_each(|o| o.collect = Collect::Rider)),
    ("what was done is changed", |_, f| {
        f.done.push(("r".to_owned(), "gate:south".to_owned(), 1, 2));
    }),
];

fn stop(claim: &mut Claim, kind: Kind) -> &mut StopClaim {
    claim.days[0].trips.iter_mut().flat_map(|t| &mut t.stops).find(|s| s.kind == kind).unwrap()
}

fn picks(facts: &mut Facts, change: fn(&mut routing_oracle::plan::PickFacts)) {
    facts.orders.iter_mut().flat_map(|o| &mut o.pickups).for_each(change);
}

fn by_hub(facts: &mut Facts) -> impl Iterator<Item = &mut routing_oracle::plan::OrderFacts> {
    facts.orders.iter_mut().filter(|o| o.collect == Collect::Hub)
}

fn by_rider(facts: &mut Facts) -> impl Iterator<Item = &mut routing_oracle::plan::OrderFacts> {
    facts.orders.iter_mut().filter(|o| o.collect == Collect::Rider)
}

fn set_home(claim: &mut Claim, change: fn(&mut (String, u64, u64))) {
    change(claim.days[0].home.as_mut().unwrap());
}

#[test]
fn the_checker_rejects_every_defect_of_the_rich_model() {
    let graph = graph();
    let orders = orders();
    let found = plan(&graph, &orders).unwrap();
    assert_eq!(found.unserved, [], "all are served: {:?}", found.unserved);
    assert!(!found.late.is_empty() && !found.waves.is_empty() && !found.riders[0].breaks.is_empty());
    let (facts, claim) = (check::facts(&graph, &orders), check::claim(&found));
    assert_eq!(check::violations(&graph, &orders, &facts, &claim), [] as [String; 0]);
    for (name, break_it) in DEFECTS {
        let (mut facts, mut claim) = (facts.clone(), claim.clone());
        break_it(&mut claim, &mut facts);
        let violations = check::violations(&graph, &orders, &facts, &claim);
        assert!(!violations.is_empty(), "not noticed: {name}");
        println!("{name}: {}", violations[0]);
    }
}

#[test]
fn a_plan_that_ignores_the_hours_of_a_gate_is_rejected() {
    let graph = graph();
    let mut orders = orders();
    orders.riders[0].shift = [clock(900), clock(1260)];
    orders.riders[0].breaks.clear();
    for order in &mut orders.orders {
        order.window = [clock(960), clock(1080)];
        order.until_hard = Some(clock(1200));
        order.picking = Picking::Rider;
    }
    // The gate closes at 15:00.
    let ignorant = plan(&graph, &orders).unwrap();
    assert_eq!(ignorant.unserved, []);
    orders.date = market_model::Date::parse("2026-11-20");
    let facts = check::facts(&graph, &orders);
    assert!(!check::violations(&graph, &orders, &facts, &check::claim(&ignorant)).is_empty());
    let honest = plan(&graph, &orders).unwrap();
    assert_eq!(check::violations(&graph, &orders, &facts, &check::claim(&honest)), [] as [String; 0]);
    assert_eq!(honest.totals.orders, 0, "nobody leaves through a closed gate");
}
