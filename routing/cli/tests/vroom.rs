//! `market_route plan` with VROOM's JSON, as a person meets it.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

/// Runs `plan - ARGS` with a problem on standard input; the answer, what was told beside it, and the exit code.
fn plan(problem: &str, args: &[&str]) -> (Option<Value>, String, i32) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_market_route"))
        .args(["plan", "-"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(problem.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (serde_json::from_slice(&output.stdout).ok(), told, output.status.code().unwrap())
}

fn problem() -> Value {
    json!({"vehicles": [{"id": 1, "start": [126.98, 37.56], "end": [126.98, 37.56]}],
        "jobs": [{"id": 1, "location": [126.99, 37.57]}, {"id": 2, "location": [127.01, 37.55]}]})
}

#[test]
fn a_problem_of_vroom_is_seen_by_itself_planned_and_checked() {
    let (answer, told, code) = plan(&problem().to_string(), &["--steps", "50", "--check", "--lang", "en"]);
    let answer = answer.unwrap();
    assert_eq!(
        (code, &answer["code"], &answer["summary"]["unassigned"]),
        (0, &json!(0), &json!(0)),
        "{told}"
    );
    assert!(told.contains("no times of roads") && told.contains("no violation"), "{told}");
    let timed = plan(&problem().to_string(), &["--format", "vroom", "--cpu-seconds", "0.2"]).0.unwrap();
    assert_eq!(timed["summary"]["cost"], answer["summary"]["cost"]);
}

#[test]
fn exit_codes_are_those_of_vroom_and_every_problem_is_told() {
    let (answer, told, code) = plan(&problem().to_string(), &["--roads", "none"]);
    assert_eq!((code, &answer.unwrap()["code"]), (3, &json!(3)), "{told}");
    let mut wrong = problem();
    wrong["jobs"][1]["id"] = json!(1);
    wrong["jobs"][0]["time_windows"] = json!([[5, 3]]);
    let (answer, told, code) = plan(&wrong.to_string(), &[]);
    let answer = answer.unwrap();
    assert_eq!((code, answer["problems"].as_array().unwrap().len()), (2, 2), "{told}");
    assert!(answer["error"].as_str().unwrap().contains("jobs[0].time_windows[0]"), "{answer}");
    assert!(told.contains("jobs[1].id"), "{told}");
    assert_eq!(plan("{", &["--format", "vroom"]).2, 2);
}

#[test]
fn plan_mode_and_orders_without_a_graph_are_refused_in_words() {
    let (_, told, code) = plan(&problem().to_string(), &["-c"]);
    assert!(code == 2 && told.contains("plan mode"), "{told}");
    let (_, told, code) = plan("{\"format\": \"jangteo.orders\"}", &[]);
    assert!(code == 2 && told.contains("--graph"), "{told}");
}
