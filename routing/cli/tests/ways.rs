//! Ways on the command line: the nearest, what can be reached, conditions, other languages, streets of a file.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const OSM: &str = r#"<osm version="0.6">
  <node id="1" lat="37.56" lon="126.97"/><node id="2" lat="37.56" lon="126.971"/>
  <node id="3" lat="37.56" lon="126.972"/><node id="4" lat="37.561" lon="126.971"/>
  <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="서쪽길"/></way>
  <way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way>
  <way id="12"><nd ref="2"/><nd ref="4"/><tag k="highway" v="residential"/></way>
  <way id="14"><nd ref="3"/><nd ref="4"/><tag k="highway" v="residential"/></way>
  <relation id="90"><member type="way" ref="10" role="from"/><member type="node" ref="2" role="via"/>
    <member type="way" ref="12" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/></relation>
</osm>"#;

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn run(args: &[&str]) -> (Output, i32) {
    let output = Command::new(env!("CARGO_BIN_EXE_market_route")).args(args).output().unwrap();
    let code = output.status.code().unwrap();
    (output, code)
}

/// A graph made from the file above by the command itself.
fn graph(name: &str) -> String {
    let osm = file(&format!("{name}.osm"), OSM);
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
    let (osm, out) = (osm.to_str().unwrap(), out.to_str().unwrap().to_owned());
    let (output, code) = run(&["streets", "--osm", osm, "--origin", "37.56,126.971", "--out", &out]);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("4 streets, 4 nodes, 4 edges, 1 turn rules"), "{told}");
    out
}

fn json(args: &[&str]) -> serde_json::Value {
    let (output, code) = run(args);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn streets_of_a_file_keep_their_turn_restriction_and_a_closed_one_is_gone_round() {
    let graph = graph("turns");
    let ask = |more: &[&str]| {
        let fixed = ["path", "--graph", &graph, "--from", "junction:1", "--to", "junction:4", "--json"];
        json(&[&fixed[..], more].concat())
    };
    let metres = |value: &serde_json::Value| value["length_mm"].as_u64().unwrap() / 1_000;
    assert_eq!(metres(&ask(&[])), 199, "on foot by the left turn");
    assert_eq!(metres(&ask(&["--profile", "motorcycle"])), 318, "by motorcycle round the block");
    let closed = file("closed.json", r#"{"closed": ["junction:2~junction:4"]}"#);
    assert_eq!(metres(&ask(&["--conditions", closed.to_str().unwrap()])), 318);
    let wrong = file("wrong.json", r#"{"closed": ["aisle:없음"]}"#);
    let (output, code) = run(&[
        "path",
        "--graph",
        &graph,
        "--from",
        "junction:1",
        "--to",
        "junction:4",
        "--lang",
        "en",
        "--conditions",
        wrong.to_str().unwrap(),
    ]);
    assert_eq!(code, 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("closed[0]"));
}

#[test]
fn steps_are_told_in_four_languages_and_other_ways_beside_the_quickest() {
    let graph = graph("words");
    for (lang, word) in [("ko", "도착했습니다"), ("en", "arrived"), ("zh", "已到达"), ("ja", "到着")]
    {
        let found = json(&[
            "path",
            "--graph",
            &graph,
            "--from",
            "junction:2",
            "--to",
            "junction:4",
            "--lang",
            lang,
            "--json",
        ]);
        let last = found["steps"].as_array().unwrap().last().unwrap();
        assert!(last["text"].as_str().unwrap().contains(word), "{lang}: {last}");
    }
    let found =
        json(&["path", "--graph", &graph, "--from", "@-40,3", "--to", "junction:4", "--ways", "3", "--json"]);
    assert_eq!(found["from_snap"]["distance_mm"], 3_000);
    assert!(found["alternatives"].is_array());
}

#[test]
fn the_nearest_of_a_kind_and_what_lies_within_minutes_are_listed_nearest_first() {
    let graph = graph("near");
    let near = json(&[
        "near",
        "--graph",
        &graph,
        "--from",
        "junction:1",
        "--kind",
        "junction",
        "--count",
        "2",
        "--json",
    ]);
    let places: Vec<&str> =
        near["places"].as_array().unwrap().iter().map(|p| p["place"].as_str().unwrap()).collect();
    assert_eq!(places, ["junction:1", "junction:2"]);
    let reach = json(&["reach", "--graph", &graph, "--from", "junction:1", "--minutes", "3", "--json"]);
    let times: Vec<u64> =
        reach["places"].as_array().unwrap().iter().map(|p| p["time_ms"].as_u64().unwrap()).collect();
    assert!(times.len() == 2 && times.is_sorted() && times[1] <= 180_000, "{times:?}");
    let (_, code) = run(&["near", "--graph", &graph, "--from", "junction:1", "--kind", "달"]);
    assert_eq!(code, 2);
}

#[test]
fn files_without_streets_are_refused() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("none.json");
    for (name, text) in
        [("empty.osm", "<osm></osm>"), ("cut.osm", "<osm><node"), ("no.osm.pbf", "\0\0\0\u{1}")]
    {
        let osm = file(name, text);
        let args =
            ["streets", "--osm", osm.to_str().unwrap(), "--origin", "37,127", "--out", out.to_str().unwrap()];
        let (output, code) = run(&args);
        assert_eq!(code, 2, "{name}");
        assert!(!output.stderr.is_empty() && !out.exists(), "{name}");
    }
}
