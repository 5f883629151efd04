//! `market_route solve` as a person meets it: answers, limits, refusals, exit codes.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::Path;
use std::process::{Command, Output};

/// Two pairs around a depot, one vehicle enough.
const TWO: &str = "2 10 1\n0 0 0 0 0 1000 0 0 0\n1 10 0 5 0 900 10 0 2\n2 20 0 -5 0 900 10 1 0\n3 30 0 5 0 900 10 0 4\n4 30 10 -5 0 900 10 3 0\n";

fn solve(name: &str, text: &str, more: &[&str]) -> (Output, i32) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_market_route"));
    let output = command.args(["solve", path.to_str().unwrap(), "--format"]).args(more).output().unwrap();
    let code = output.status.code().unwrap();
    (output, code)
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_small_problem_is_solved_proved_and_told_in_the_numbers_of_the_set() {
    let (output, code) = solve("two.txt", TWO, &["lilim", "--json"]);
    let answer = json(&output);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(answer["vehicles"], 1);
    assert_eq!(answer["proved"], true);
    assert_eq!(answer["routes"], serde_json::json!([["1", "2", "3", "4"]]));
    let distance = answer["distance"].as_f64().unwrap();
    assert!((distance - (40.0 + 1000_f64.sqrt())).abs() < 1e-6, "{distance}");
}

#[test]
fn the_time_limit_is_kept_and_steps_give_the_same_answer_twice() {
    let mut text = String::from("50 30 1\n0 50 50 0 0 800 0 0 0\n");
    for pair in 0..30 {
        let (p, d) = (2 * pair + 1, 2 * pair + 2);
        let (x, y) = (pair * 37 % 100, pair * 53 % 100);
        text += &format!("{p} {x} {y} 9 {} {} 10 0 {d}\n", pair * 11, pair * 11 + 150);
        text += &format!("{d} {y} {x} -9 {} {} 10 {p} 0\n", pair * 11 + 50, pair * 11 + 350);
    }
    let (output, code) = solve("limit.txt", &text, &["lilim", "--cpu-seconds", "1", "--json"]);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&output.stderr));
    let used = json(&output)["cpu_seconds"].as_f64().unwrap();
    assert!((0.95..1.05).contains(&used), "{used}");
    let routes =
        || json(&solve("steps.txt", &text, &["lilim", "--steps", "500", "--json"]).0)["routes"].clone();
    assert_eq!(routes(), routes());
}

#[test]
fn what_is_wrong_with_a_file_is_listed_with_its_lines() {
    let bad = TWO.replace("2 20 0 -5", "2 20 x -5").replace("3 30 0 5 0 900", "3 30 0 5 9 z");
    let (output, code) = solve("bad.txt", &bad, &["lilim", "--lang", "en"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(code, 2, "{told}");
    assert!(told.contains(":4") && told.contains(":5"), "{told}");
    for format in ["sartori", "tsppd"] {
        assert_eq!(solve("other.txt", TWO, &[format]).1, 2);
    }
}

#[test]
fn requests_that_nobody_can_serve_are_named() {
    let (output, code) = solve(
        "late.txt",
        &TWO.replace("0 900 10 3 0", "0 5 10 3 0"),
        &["lilim", "--cpu-seconds", "0.2", "--json"],
    );
    assert_eq!(code, 1);
    assert_eq!(json(&output)["unserved"], serde_json::json!(["4"]));
}
