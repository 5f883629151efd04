//! A plan that is made again under way is valid, and what was done stays.

use std::collections::BTreeMap;

use market_delivery::{Clock, Event, Events, Item, Limits, Order, Orders, Plan, Rider, Session, plan};

use crate::check;
use crate::day::{Rng, clock, crowd, day, graph, rich_day};

/// Some random events at a random moment.
fn events(seed: u64, orders: &Orders) -> Events {
    let mut rng = Rng(seed ^ 0x1234_5678);
    let now = clock(560 + rng.below(360));
    let mut list = Vec::new();
    for i in 0..1 + rng.below(4) {
        let order = orders.orders[rng.below(orders.orders.len() as u64) as usize].clone();
        let rider = orders.riders[rng.below(orders.riders.len() as u64) as usize].id.clone();
        list.push(match rng.below(8) {
            0 => {
                let until = Clock(now.0.max(order.window[0].0) + 5_400_000);
                let order = Order { id: format!("new{seed}-{i}"), window: [order.window[0], until], ..order };
                Event::NewOrder { order: Box::new(Order { until_hard: None, ..order }) }
            }
            1 => Event::Cancelled { order: order.id },
            2 => Event::SoldOut { order: order.id, stall: order.items[0].stall.clone() },
            3 => Event::LateStall { stall: order.items[0].stall.clone(), ready: Clock(now.0 + 1_800_000) },
            4 => Event::RiderStops { rider },
            6 => Event::Conditions { conditions: Box::new(crowd(&mut rng)) },
            5 => Event::Delay { rider, minutes: 1 + rng.below(20) },
            _ => Event::Cancelled { order: order.id },
        });
    }
    Events { format: "jangteo.events".to_owned(), version: 1, now, events: list }
}

fn stopped(events: &Events) -> Vec<String> {
    let stop = |e: &Event| match e {
        Event::RiderStops { rider } => Some(rider.clone()),
        _ => None,
    };
    events.events.iter().filter_map(stop).collect()
}

fn deliveries(plan: &Plan) -> BTreeMap<String, String> {
    let trips = plan.riders.iter().flat_map(|r| r.trips.iter().map(move |t| (r, t)));
    trips.flat_map(|(r, t)| t.orders.iter().map(|o| (o.clone(), r.rider.clone()))).collect()
}

#[test]
fn every_plan_made_again_on_300_random_days_is_valid_and_keeps_what_was_done() {
    let graph = graph();
    println!("seeds 0 to 299");
    let (mut begun, mut changes, mut reordered) = (0, 0, 0);
    for seed in 0..300 {
        let orders = if seed % 2 == 0 { day(seed) } else { rich_day(seed) };
        let session = Session::new(&graph);
        let limits = Limits { steps: 150, seed: 1 };
        let (mut orders, mut before) =
            (orders.clone(), session.plan(&orders, limits, &mut || false).unwrap());
        let mut now = Clock(0);
        for round in 0..2 {
            let mut events = events(seed + 1000 * round, &orders);
            events.now = events.now.max(now);
            now = events.now;
            let again = session.replan(&orders, &before, &events, limits, &mut || false);
            let again = again.unwrap_or_else(|p| panic!("seed {seed}: {p:?} {events:?}"));
            let mut facts = check::facts(&graph, &again.orders);
            check::under_way(&mut facts, &before, events.now.0, &stopped(&events));
            let violations = check::violations(&graph, &again.orders, &facts, &check::claim(&again.plan));
            assert_eq!(violations, [] as [String; 0], "seed {seed} round {round} {events:?}");
            reordered += again.plan.changes.iter().filter(|c| c.code == "reordered").count();
            begun += facts.begun.len();
            changes += again.plan.changes.len();
            assert!(again.plan.changes.iter().all(|c| !c.text.ko.is_empty() && !c.text.en.is_empty()));
            if again.orders.orders.is_empty() {
                break;
            }
            (orders, before) = (again.orders, again.plan);
        }
    }
    println!("{begun} trips had begun, {changes} changes, {reordered} of them another order of doors");
    assert!(begun > 100 && changes > 100 && reordered > 0);
}

#[test]
fn without_events_nothing_is_given_to_another_rider() {
    let graph = graph();
    println!("seeds 0 to 39");
    let (mut same, mut all) = (0, 0);
    for seed in 0..40 {
        let orders = day(seed);
        let session = Session::new(&graph);
        let before = plan(&graph, &orders).unwrap();
        let events =
            Events { format: "jangteo.events".to_owned(), version: 1, now: clock(600), events: vec![] };
        let limits = Limits { steps: 100, seed: 1 };
        let again = session.replan(&orders, &before, &events, limits, &mut || false).unwrap();
        let (old, new) = (deliveries(&before), deliveries(&again.plan));
        same += old.iter().filter(|(o, r)| new.get(*o) == Some(r)).count();
        all += old.len();
    }
    println!("{same} of {all} orders stay with their rider");
    assert!(same * 100 >= all * 95);
}

#[test]
fn events_without_sense_are_refused_whole_with_paths() {
    let graph = graph();
    let orders = day(2);
    let before = plan(&graph, &orders).unwrap();
    let twin = Box::new(orders.orders[0].clone());
    let list = vec![
        Event::Cancelled { order: "nobody".to_owned() },
        Event::NewOrder { order: twin },
        Event::Delay { rider: "r0".to_owned(), minutes: 5_000 },
        Event::RiderStops { rider: "ghost".to_owned() },
    ];
    let events = Events { format: "jangteo.events".to_owned(), version: 1, now: clock(600), events: list };
    let session = Session::new(&graph);
    let problems = session.replan(&orders, &before, &events, Limits::default(), &mut || false).unwrap_err();
    let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["events[0].order", "events[1].order.id", "events[2].minutes", "events[3].rider"]);
    for bytes in
        [&b""[..], b"[]", b"{}", br#"{"format":"jangteo.events","version":1,"now":"9","events":[{}]}"#]
    {
        assert!(!Events::from_json(bytes).unwrap_err().is_empty());
    }
}

/// One rider on a trip of four doors, the last of which was promised for the middle of the way.
fn under_way(promised: &[usize]) -> (Orders, Plan, Clock) {
    let mut orders = day(1);
    orders.riders = vec![Rider {
        id: "r".to_owned(),
        start: "south".to_owned(),
        capacity_grams: 50_000,
        shift: [clock(600), clock(1_000)],
        ..Rider::default()
    }];
    let item = Item { stall: "가-2".to_owned(), grams: 500, ..Item::default() };
    let order = |i: usize| Order {
        id: format!("o{i}"),
        items: vec![item.clone()],
        address: format!("ad{}", [0, 11, 22, 33][i]),
        window: [clock(660), clock(780)],
        promised: promised.contains(&i),
        ..Order::default()
    };
    orders.orders = (0..4).map(order).collect();
    let before = plan(&graph(), &orders).unwrap();
    let now = Clock(before.riders[0].trips[0].stops[2].leave_ms - 1_000);
    (orders, before, now)
}

#[test]
fn doors_of_a_begun_trip_change_places_when_one_becomes_urgent_and_promised_ones_do_not() {
    let graph = graph();
    for told in [false, true] {
        let (mut orders, before, now) = under_way(&[]);
        let doors = before.riders[0].trips[0].orders.clone();
        let (second, last) = (doors[1].clone(), doors[3].clone());
        // The customer of the last door must have it sooner; the second one was told when.
        let arrive = before.riders[0].trips[0].stops.iter().find(|s| s.orders.contains(&second)).unwrap();
        for order in &mut orders.orders {
            if order.id == last {
                order.window = [clock(600), Clock(arrive.arrive_ms + arrive.wait_ms + 120_000)];
            }
            order.promised = told && order.id == doors[2];
        }
        let events = Events { format: "jangteo.events".to_owned(), version: 1, now, events: vec![] };
        let limits = Limits { steps: 50, seed: 1 };
        let again = Session::new(&graph).replan(&orders, &before, &events, limits, &mut || false).unwrap();
        let mut facts = check::facts(&graph, &again.orders);
        check::under_way(&mut facts, &before, now.0, &[]);
        assert_eq!(
            check::violations(&graph, &again.orders, &facts, &check::claim(&again.plan)),
            [] as [String; 0]
        );
        let new = &again.plan.riders[0].trips[0].orders;
        if told {
            assert_eq!(*new, doors, "the promised door is the third as before, and all before it");
            assert!(again.plan.late.iter().any(|l| l.order == last), "lateness is told");
        } else {
            assert_ne!(*new, doors);
            assert!(new.iter().position(|o| *o == last) < Some(3), "{new:?}");
            let told = again.plan.changes.iter().find(|c| c.order == last).unwrap();
            assert_eq!(told.code, "reordered");
            assert!(told.text.ko.contains("순서") && told.text.en.contains("order"), "{:?}", told.text);
            // The checker minds a promised door that is moved.
            let mut facts = check::facts(&graph, &again.orders);
            facts.orders.iter_mut().for_each(|o| o.promised = o.id == doors[2]);
            check::under_way(&mut facts, &before, now.0, &[]);
            let found = check::violations(&graph, &again.orders, &facts, &check::claim(&again.plan));
            assert!(found.iter().any(|v| v.contains("must begin with")), "{found:?}");
        }
    }
}

#[test]
fn a_gate_that_closes_is_left_for_another_with_the_same_orders() {
    let graph = crate::day::two_gates();
    let orders = day(4);
    let session = Session::new(&graph);
    let before = session.plan(&orders, Limits::default(), &mut || false).unwrap();
    let gate = before.riders.iter().flat_map(|r| &r.trips).next().unwrap().gate.clone();
    let events = vec![Event::ClosedGate { gate: gate.clone() }];
    let events = Events { format: "jangteo.events".to_owned(), version: 1, now: clock(0), events };
    let limits = Limits { steps: 0, seed: 1 };
    let again = session.replan(&orders, &before, &events, limits, &mut || false).unwrap();
    let facts = check::facts(&graph, &again.orders);
    assert_eq!(
        check::violations(&graph, &again.orders, &facts, &check::claim(&again.plan)),
        [] as [String; 0]
    );
    assert!(again.plan.riders.iter().flat_map(|r| &r.trips).all(|t| t.gate != gate));
    assert!(again.plan.totals.orders + 1 >= before.totals.orders, "the other gate is farther, not far");
    let fresh = Session::new(&graph).replan(&orders, &before, &events, limits, &mut || false).unwrap();
    assert_eq!(again, fresh, "tables brought up to date are those asked anew");
}
