//! The command as a person meets it: answers, refusals, exit codes.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use market_model::{Market, PointMm, Street, from_json};
use market_routing::Graph;

const BARE: &str = include_str!("../../core/benches/bare_market.json");

/// A street of 100 m with an address at its end and a gate 10 m north of its middle, saved as a graph file.
fn graph_file(name: &str) -> PathBuf {
    let mut market: Market = from_json(BARE.as_bytes()).unwrap();
    let street: Street = serde_json::from_value(serde_json::json!({
        "id": "s1", "name": "큰길", "highway": "residential", "one_way": "no",
        "from_junction": "a", "to_junction": "b", "line": [[-50_000, -10_000], [50_000, -10_000]], "length": 0
    }))
    .unwrap();
    market.streets.push(street);
    market.addresses = serde_json::from_value(serde_json::json!([
        { "id": "ad1", "label": "큰길 1", "point": [50_000, -15_000] }
    ]))
    .unwrap();
    assert_eq!(market.gates[0].place.point, PointMm::new(0, 0));
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, Graph::build(&market).0.to_bytes()).unwrap();
    path
}

fn run(args: &[&str]) -> (Output, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_market_route")).args(args).output().unwrap();
    let code = output.status.code().unwrap();
    (output, code)
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_path_answers_with_hash_length_time_points_and_words() {
    let file = graph_file("path.json");
    let graph = file.to_str().unwrap();
    let (output, code) = run(&[
        "path",
        "--graph",
        graph,
        "--from",
        "가-1",
        "--to",
        "ad1",
        "--profile",
        "motorcycle",
        "--lang",
        "en",
        "--json",
    ]);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&output.stderr));
    let route = json(&output);
    assert_eq!(route["graph"].as_str().unwrap().len(), 64);
    // 1.4 m to the line, 10 m to the gate, 10 m to the street, 50 m by motorcycle, 5 m to the door.
    assert_eq!(route["length_mm"], 1_400 + 10_000 + 10_000 + 50_000 + 5_000);
    assert_eq!(route["time_ms"], 1_400 + 10_000 + 10_000 + 12_000 + 5_000, "50 m at 15 km/h take 12 s");
    assert_eq!(route["points"][0]["level"], "1F");
    assert_eq!(route["steps"][0]["text"], route["steps"][0]["text_en"]);
}

#[test]
fn unknown_places_missing_files_and_bad_words_are_refused_with_exit_code_2() {
    let file = graph_file("refuse.json");
    let graph = file.to_str().unwrap();
    for (args, said) in [
        (vec!["path", "--graph", graph, "--from", "가-2", "--to", "ad1"], "stall:가-1"),
        (vec!["path", "--graph", "no/such", "--from", "가-1", "--to", "ad1"], "no/such"),
        (vec!["path", "--graph", graph, "--from", "가-1", "--to", "ad1", "--profile", "fly"], "motorcycle"),
        (
            vec!["path", "--graph", env!("CARGO_MANIFEST_DIR"), "--from", "가-1", "--to", "ad1"],
            "manifest.json",
        ),
        (
            vec![
                "path",
                "--graph",
                concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
                "--from",
                "a",
                "--to",
                "b",
            ],
            "not a saved graph",
        ),
    ] {
        let (output, code) = run(&args);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(code, 2, "{args:?}: {words}");
        assert!(words.contains(said), "{args:?}: {words}");
    }
}

const ORDERS: &str = r#"{"format": "jangteo.orders", "version": 1,
  "riders": [{"id": "r1", "start": "south", "capacity_grams": 5000, "shift": ["09:00", "18:00"]}],
  "orders": [{"id": "o1", "items": [{"stall": "가-1", "grams": 1000}], "address": "ad1", "window": ["10:00", "11:00"]}]}"#;

fn plan(name: &str, orders: &str) -> (Output, i32) {
    let graph = graph_file(&format!("{name}.graph.json"));
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.orders.json"));
    std::fs::write(&path, orders).unwrap();
    run(&[
        "plan",
        path.to_str().unwrap(),
        "--graph",
        graph.to_str().unwrap(),
        "--json",
        "--check",
        "--lang",
        "en",
    ])
}

#[test]
fn a_plan_is_answered_and_checked() {
    let (output, code) = plan("plan", ORDERS);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&output.stderr));
    let plan = json(&output);
    assert_eq!(plan["totals"]["orders"], 1);
    let kinds: Vec<&str> = plan["riders"][0]["trips"][0]["stops"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["pickup", "pack", "deliver"], "the day begins inside, at the gate");
}

#[test]
fn every_problem_of_bad_orders_is_told_with_its_path() {
    let bad = ORDERS
        .replace("\"10:00\", \"11:00\"", "\"25:61\", \"11:00\"")
        .replace("5000", "-5")
        .replace("\"id\": \"o1\"", "\"id\": 7");
    let (output, code) = plan("bad", &bad);
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((code, output.stdout.len()), (2, 0), "{words}");
    for path in ["orders[0].window[0]", "orders[0].id", "riders[0].capacity_grams"] {
        assert!(words.contains(path), "{path}: {words}");
    }
    let (output, code) = plan("places", &ORDERS.replace("가-1", "가-7").replace("ad1", "ad9"));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(code, 2);
    for path in ["orders[0].items[0].stall", "orders[0].address", "stall:가-1"] {
        assert!(words.contains(path), "{path}: {words}");
    }
}
