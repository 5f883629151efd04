//! The bench of planners: its clock and its measure of processor time, and the afternoon that it makes up.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::process::Command;

    use routing_bench::market;
    use routing_bench::planners::{child, day_orders};

    #[test]
    #[cfg(target_os = "linux")]
    fn a_program_behind_the_clock_is_told_its_own_work_and_measured_from_outside() {
        if child::clock().is_none() {
            println!("skipped: `cargo test` builds the library of the clock, `cargo test --tests` does not");
            return;
        }
        let told =
            |command: &mut Command| -> u64 { child::run(command).unwrap().out.trim().parse().unwrap() };
        assert!(told(Command::new("date").arg("+%s")) > 1_700_000_000);
        assert_eq!(told(child::behind_the_clock(Command::new("date").arg("+%s"))), 0);
        let work = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
        let used = child::run(Command::new("sh").args(["-c", work])).unwrap().cpu_seconds.unwrap();
        assert!(used > 0.0 && used < 60.0, "{used} s");
    }

    #[test]
    fn a_program_that_is_not_there_is_told_about() {
        let why = child::run(&mut Command::new("no-such-planner")).unwrap_err();
        assert!(why.starts_with("no-such-planner: "), "{why}");
    }

    #[test]
    fn the_afternoon_names_only_places_of_its_market_and_is_the_same_each_time() {
        let Some(graph) = market::graph_with_doors(600) else { return };
        let orders = day_orders::orders(&graph, 1).unwrap();
        assert_eq!(orders, day_orders::orders(&graph, 1).unwrap());
        assert_ne!(orders, day_orders::orders(&graph, 2).unwrap());
        let list = orders["orders"].as_array().unwrap();
        assert_eq!(list.len(), day_orders::ORDERS);
        let mut places = BTreeSet::new();
        for order in list {
            let items = order["items"].as_array().unwrap();
            assert!((1..=5).contains(&items.len()), "{order}");
            places.extend(items.iter().map(|i| i["stall"].as_str().unwrap()));
            places.insert(order["address"].as_str().unwrap());
        }
        assert!(places.len() > 1_000, "{} places", places.len());
        for place in places {
            assert!(graph.resolve(place).is_some_and(|n| graph.key(n) == place), "{place}");
        }
    }

    #[test]
    fn there_is_one_event_of_each_kind_and_it_happens_to_what_has_not_begun() {
        let Some(graph) = market::graph_with_doors(600) else { return };
        let orders = day_orders::orders(&graph, 1).unwrap();
        let trip = |rider: &str, order: &str, minutes: u64| {
            let depart = day_orders::NOW_MS + minutes * 60_000;
            serde_json::json!({ "rider": rider, "trips": [{
                "depart_ms": depart, "gate": "gate:south-0", "orders": [order],
                "stops": [{ "kind": "deliver", "leave_ms": depart + 600_000, "orders": [order] }],
            }] })
        };
        let mut begun = trip("r0", "o0", 0);
        begun["trips"][0]["stops"][0]["leave_ms"] = day_orders::NOW_MS.into();
        let plan = serde_json::json!({ "riders": [begun, trip("r1", "o1", 30), trip("r2", "o2", 5)] });
        assert_eq!(day_orders::open(&plan), 2);
        let events = day_orders::events(&graph, &orders, &plan);
        let kinds: BTreeSet<&str> = events.iter().map(|(kind, _)| *kind).collect();
        assert_eq!((events.len(), kinds.len()), (7, 7));
        let of = |kind: &str| events.iter().find(|(k, _)| *k == kind).unwrap().1.clone();
        assert_eq!(
            (of("cancelled")["order"].as_str(), of("rider-stops")["rider"].as_str()),
            (Some("o2"), Some("r2"))
        );
        let stall = of("sold-out")["stall"].clone();
        let items = orders["orders"][2]["items"].as_array().unwrap();
        assert!(items.iter().any(|i| i["stall"] == stall), "{stall}");
        assert_eq!(day_orders::events(&graph, &orders, &serde_json::json!({ "riders": [begun] })), []);
    }
}
