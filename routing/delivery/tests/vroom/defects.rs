//! The checker finds each of a list of defects that are put into a sound solution.

use serde_json::{Value, json};

use super::support::{line, plan};

fn sound() -> (Value, Value) {
    let problem = json!({
        "vehicles": [{"id": 1, "start_index": 0, "end_index": 0, "capacity": [4], "skills": [1], "time_window": [0, 5000],
            "max_tasks": 9, "breaks": [{"id": 3, "service": 60, "time_windows": [[300, 900]], "max_load": [4]}]},
            {"id": 2, "start_index": 0, "end_index": 0, "capacity": [4], "time_window": [0, 300]}],
        "jobs": [{"id": 1, "location_index": 1, "delivery": [1], "service": 20, "setup": 5, "skills": [1]},
            {"id": 2, "location_index": 3, "pickup": [2], "time_windows": [[700, 800], [1000, 1200]], "skills": [1]},
            {"id": 3, "location_index": 3, "skills": [9], "priority": 4}],
        "shipments": [{"amount": [2], "skills": [1], "pickup": {"id": 1, "location_index": 1},
            "delivery": {"id": 1, "location_index": 2}}],
        "matrices": line(4)});
    let solution = plan(&problem, 200);
    assert_eq!(solution["routes"].as_array().map(Vec::len), Some(1), "{solution}");
    (problem, solution)
}

#[test]
fn every_defect_is_found() {
    let (problem, solution) = sound();
    let step = |s: &Value, kind: &str, id: u64| -> usize {
        let steps = s["routes"][0]["steps"].as_array().cloned().unwrap_or_default();
        steps.iter().position(|x| x["type"] == kind && x["id"] == id).unwrap_or(0)
    };
    let (rest, first, second) =
        (step(&solution, "break", 3), step(&solution, "job", 1), step(&solution, "job", 2));
    let (pickup, delivery) = (step(&solution, "pickup", 1), step(&solution, "delivery", 1));
    assert!(rest > 0 && first > 0 && second > 0 && pickup > 0 && delivery > 0, "{solution}");
    let plus = |v: &mut Value, n: i64| *v = json!(v.as_i64().unwrap_or(0) + n);
    let spoil = |change: &dyn Fn(&mut Value, &mut Value)| {
        let (mut p, mut s) = (problem.clone(), solution.clone());
        change(&mut p, &mut s);
        routing_oracle::vroom::check(&p.to_string(), &s.to_string())
    };
    assert_eq!(spoil(&|_, _| {}), Vec::<String>::new());
    type Defect<'a> = (&'a str, &'a dyn Fn(&mut Value, &mut Value));
    let defects: [Defect<'_>; 26] = [
        ("code", &|_, s| s["code"] = json!(2)),
        ("cost", &|_, s| plus(&mut s["routes"][0]["cost"], 1)),
        ("summary cost", &|_, s| plus(&mut s["summary"]["cost"], -1)),
        ("distance", &|_, s| plus(&mut s["summary"]["distance"], 1)),
        ("arrival", &|_, s| plus(&mut s["routes"][0]["steps"][first]["arrival"], 1)),
        ("waiting", &|_, s| plus(&mut s["routes"][0]["steps"][second]["waiting_time"], 1)),
        ("setup", &|_, s| plus(&mut s["routes"][0]["steps"][first]["setup"], -5)),
        ("service", &|_, s| plus(&mut s["routes"][0]["steps"][first]["service"], 1)),
        ("load", &|_, s| s["routes"][0]["steps"][first]["load"] = json!([7])),
        ("vehicle", &|_, s| s["routes"][0]["vehicle"] = json!(7)),
        ("the other vehicle", &|_, s| s["routes"][0]["vehicle"] = json!(2)),
        ("a route twice", &|_, s| s["routes"] = json!([s["routes"][0], s["routes"][0]])),
        ("task twice", &|_, s| s["unassigned"] = json!([s["unassigned"][0], s["unassigned"][0]])),
        ("task forgotten", &|_, s| s["unassigned"] = json!([])),
        ("unassigned count", &|_, s| s["summary"]["unassigned"] = json!(0)),
        ("break forgotten", &|_, s| drop(s["routes"][0]["steps"].as_array_mut().map(|x| x.remove(rest)))),
        ("order", &|_, s| {
            s["routes"][0]["steps"].as_array_mut().into_iter().for_each(|x| x.swap(pickup, delivery));
        }),
        ("no start", &|_, s| drop(s["routes"][0]["steps"].as_array_mut().map(|x| x.remove(0)))),
        ("window", &|p, _| p["jobs"][1]["time_windows"] = json!([[0, 10]])),
        ("break window", &|p, _| p["vehicles"][0]["breaks"][0]["time_windows"] = json!([[0, 1]])),
        ("break load", &|p, _| p["vehicles"][0]["breaks"][0]["max_load"] = json!([0])),
        ("hours", &|p, _| p["vehicles"][0]["time_window"] = json!([0, 600])),
        ("capacity", &|p, _| p["vehicles"][0]["capacity"] = json!([2])),
        ("skills", &|p, _| p["jobs"][0]["skills"] = json!([4])),
        ("max tasks", &|p, _| p["vehicles"][0]["max_tasks"] = json!(3)),
        ("max travel", &|p, _| p["vehicles"][0]["max_travel_time"] = json!(599)),
    ];
    for (name, change) in defects {
        assert!(!spoil(change).is_empty(), "{name} is not found");
    }
}
