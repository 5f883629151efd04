//! A plan that is made again under way is valid, and what was done stays.

use std::collections::BTreeMap;

use market_delivery::{Clock, Event, Events, Limits, Order, Orders, Plan, Session, plan};

use crate::check;
use crate::day::{Rng, clock, day, graph, rich_day};

/// Some random events at a random moment.
fn events(seed: u64, orders: &Orders) -> Events {
    let mut rng = Rng(seed ^ 0x1234_5678);
    let now = clock(560 + rng.below(360));
    let mut list = Vec::new();
    for i in 0..1 + rng.below(4) {
        let order = orders.orders[rng.below(orders.orders.len() as u64) as usize].clone();
        let rider = orders.riders[rng.below(orders.riders.len() as u64) as usize].id.clone();
        list.push(match rng.below(7) {
            0 => {
                let until = Clock(now.0.max(order.window[0].0) + 5_400_000);
                let order = Order { id: format!("new{seed}-{i}"), window: [order.window[0], until], ..order };
                Event::NewOrder { order: Box::new(Order { until_hard: None, ..order }) }
            }
            1 => Event::Cancelled { order: order.id },
            2 => Event::SoldOut { order: order.id, stall: order.items[0].stall.clone() },
            3 => Event::LateStall { stall: order.items[0].stall.clone(), ready: Clock(now.0 + 1_800_000) },
            4 => Event::RiderStops { rider },
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
    let (mut begun, mut changes) = (0, 0);
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
            begun += facts.begun.len();
            changes += again.plan.changes.len();
            assert!(again.plan.changes.iter().all(|c| !c.text.ko.is_empty() && !c.text.en.is_empty()));
            if again.orders.orders.is_empty() {
                break;
            }
            (orders, before) = (again.orders, again.plan);
        }
    }
    println!("{begun} trips had begun, {changes} changes");
    assert!(begun > 100 && changes > 100);
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
