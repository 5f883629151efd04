//! A day on the command line: planned, planned again, played, and the schemas of its files.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use market_model::{Market, Street, from_json};
use market_routing::Graph;
use serde_json::{Value, json};

const BARE: &str = include_str!("../../core/benches/bare_market.json");

/// A street of 100 m with two addresses, and a gate 10 m north of its middle.
fn graph_file(name: &str) -> PathBuf {
    let mut market: Market = from_json(BARE.as_bytes()).unwrap();
    let street: Street = serde_json::from_value(json!({
        "id": "s1", "name": "큰길", "highway": "residential", "one_way": "no",
        "from_junction": "a", "to_junction": "b", "line": [[-50_000, -10_000], [50_000, -10_000]], "length": 0
    }))
    .unwrap();
    market.streets.push(street);
    market.addresses = serde_json::from_value(json!([
        { "id": "ad1", "label": "큰길 1", "point": [50_000, -15_000] },
        { "id": "ad2", "label": "큰길 2", "point": [-50_000, -15_000] }
    ]))
    .unwrap();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, Graph::build(&market).0.to_bytes()).unwrap();
    path
}

fn file(name: &str, value: &Value) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, value.to_string()).unwrap();
    path.to_str().unwrap().to_owned()
}

fn run(args: &[&str]) -> (Output, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_market_route")).args(args).output().unwrap();
    let code = output.status.code().unwrap();
    (output, code)
}

fn read(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_plan_is_made_again_after_an_order_came_in_and_tells_what_changed() {
    let graph = graph_file("again.json");
    let graph = graph.to_str().unwrap();
    let order = |id: &str, address: &str| json!({"id": id, "items": [{"stall": "가-1", "grams": 900}], "address": address, "window": ["10:00", "12:00"]});
    let orders = file(
        "again.orders.json",
        &json!({"format": "jangteo.orders", "version": 1, "orders": [order("o1", "ad1")],
                "riders": [{"id": "r1", "start": "south", "capacity_grams": 5000, "shift": ["09:00", "18:00"]}]}),
    );
    let (output, code) = run(&["plan", &orders, "--graph", graph, "--json"]);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&output.stderr));
    let before = file("again.plan.json", &read(&output));
    let happened = json!([{"kind": "new-order", "order": order("o2", "ad2")}]);
    let events = json!({"format": "jangteo.events", "version": 1, "now": "09:30", "events": happened});
    let events = file("again.events.json", &events);
    let again = ["replan", &before, &events, "--orders", &orders, "--graph", graph, "--json", "--check"];
    let (output, code) = run(&again);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&output.stderr));
    let plan = read(&output);
    assert_eq!(plan["totals"]["orders"], 2);
    assert_eq!(plan["changes"][0]["order"], "o2");
    assert!(plan["changes"][0]["text"]["ko"].as_str().unwrap().contains("새 주문"));
    let bad = json!({"format": "jangteo.events", "version": 1, "now": "09:30",
                     "events": [{"kind": "cancelled", "order": "nobody"}]});
    let bad = file("again.bad.json", &bad);
    let (output, code) = run(&["replan", &before, &bad, "--orders", &orders, "--graph", graph]);
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((code, output.stdout.len()), (2, 0), "{words}");
    assert!(words.contains("events[0].order"), "{words}");
}

#[test]
fn the_same_seed_plays_the_same_day() {
    let graph = graph_file("play.json");
    let graph = graph.to_str().unwrap();
    let play = || {
        let (output, code) =
            run(&["simulate", "--graph", graph, "--orders", "40", "--riders", "4", "--seed", "7", "--json"]);
        assert_eq!(code, 0, "{}", String::from_utf8_lossy(&output.stderr));
        read(&output)[0]["played"].clone()
    };
    let day = play();
    assert_eq!(day, play());
    let number = |field: &str| day[field].as_u64().unwrap();
    assert_eq!(number("orders"), 40);
    assert_eq!(number("delivered") + number("left_over") + number("cancelled"), 40);
    assert!(number("delivered") > 30, "{day}");
}

#[test]
fn the_schemas_are_json() {
    for what in ["orders", "events", "plan"] {
        let (output, code) = run(&["schema", what]);
        assert_eq!(code, 0);
        assert_eq!(read(&output)["title"], format!("jangteo.{what}"));
    }
}
