//! Input that is wrong: every problem is told with its path, nothing panics, memory stays bounded.

use serde_json::{Value, json};

use super::random::problem;
use super::support::{Chance, answer, line, refused, refused_text};

/// A sound problem, and what is done to it.
fn spoiled(change: &dyn Fn(&mut Value)) -> Vec<String> {
    let mut problem = json!({
        "vehicles": [{"id": 1, "start_index": 0, "capacity": [5], "breaks": [{"id": 1, "time_windows": [[0, 9]]}]}],
        "jobs": [{"id": 1, "location_index": 1, "delivery": [1]}, {"id": 2, "location_index": 1}],
        "shipments": [{"amount": [1], "pickup": {"id": 1, "location_index": 1}, "delivery": {"id": 1, "location_index": 0}}],
        "matrices": line(2)});
    assert!(answer(&problem.to_string(), 0, 1).is_ok());
    change(&mut problem);
    let (code, paths) = refused(&problem);
    assert_eq!(code, 2);
    paths
}

#[test]
fn each_wrong_value_is_told_with_its_path() {
    type Case<'a> = (&'a str, &'a dyn Fn(&mut Value));
    let cases: [Case<'_>; 37] = [
        ("jobs[0].id", &|p| p["jobs"][0]["id"] = json!(-1)),
        ("jobs[0].id", &|p| p["jobs"][0]["id"] = json!(1.5)),
        ("jobs[0].id", &|p| p["jobs"][0]["id"] = json!(null)),
        ("jobs[1].id", &|p| p["jobs"][1]["id"] = json!(1)),
        ("jobs[1]", &|p| p["jobs"][1] = json!(7)),
        ("jobs", &|p| p["jobs"] = json!({"id": 1})),
        ("jobs[1].location_index", &|p| p["jobs"][1]["location_index"] = json!(2)),
        ("jobs[1].location_index", &|p| p["jobs"][1]["location_index"] = json!(4_000_000_000_u64)),
        ("jobs[1].location_index", &|p| p["jobs"][1]["location_index"] = json!(-1)),
        ("jobs[0].service", &|p| p["jobs"][0]["service"] = json!(1e300)),
        ("jobs[0].setup", &|p| p["jobs"][0]["setup"] = json!(-5)),
        ("jobs[0].delivery", &|p| p["jobs"][0]["delivery"] = json!([1, 2])),
        ("jobs[0].delivery", &|p| p["jobs"][0]["delivery"] = json!([-1])),
        ("jobs[0].pickup", &|p| p["jobs"][0]["pickup"] = json!("much")),
        ("jobs[0].priority", &|p| p["jobs"][0]["priority"] = json!(101)),
        ("jobs[0].skills", &|p| p["jobs"][0]["skills"] = json!(["a"])),
        ("jobs[0].time_windows[0]", &|p| p["jobs"][0]["time_windows"] = json!([[9, 3]])),
        ("jobs[0].time_windows[1]", &|p| p["jobs"][0]["time_windows"] = json!([[3, 9], [20]])),
        ("jobs[0].time_windows", &|p| p["jobs"][0]["time_windows"] = json!([])),
        ("jobs[0].time_windows", &|p| p["jobs"][0]["time_windows"] = json!([[3, 9], [5, 20]])),
        ("jobs[0].service_per_type.x", &|p| p["jobs"][0]["service_per_type"] = json!({"x": -1})),
        ("shipments[0].delivery", &|p| p["shipments"][0]["delivery"] = json!(3)),
        ("shipments[0].pickup.location", &|p| p["shipments"][0]["pickup"]["location"] = json!([200, 0])),
        ("shipments[0].amount", &|p| p["shipments"][0]["amount"] = json!([])),
        ("vehicles[0]", &|p| drop(p["vehicles"][0].as_object_mut().map(|v| v.remove("start_index")))),
        ("vehicles[0].speed_factor", &|p| p["vehicles"][0]["speed_factor"] = json!(0)),
        ("vehicles[0].speed_factor", &|p| p["vehicles"][0]["speed_factor"] = json!(5.1)),
        ("vehicles[0].time_window", &|p| p["vehicles"][0]["time_window"] = json!([10, 0])),
        ("vehicles[0].costs.per_hour", &|p| p["vehicles"][0]["costs"] = json!({"per_hour": -3})),
        ("vehicles[0].breaks[1].id", &|p| p["vehicles"][0]["breaks"] = json!([{"id": 1}, {"id": 1}])),
        ("vehicles[0].breaks[0].max_load", &|p| p["vehicles"][0]["breaks"][0]["max_load"] = json!([])),
        ("vehicles[0].steps[0].type", &|p| p["vehicles"][0]["steps"] = json!([{"type": "fly", "id": 1}])),
        ("vehicles[1].id", &|p| p["vehicles"] = json!([p["vehicles"][0], p["vehicles"][0]])),
        ("matrices.car.durations[1][0]", &|p| p["matrices"]["car"]["durations"][1][0] = json!(null)),
        ("matrices.car.durations[1]", &|p| p["matrices"]["car"]["durations"][1] = json!([0])),
        ("matrices.car.distances", &|p| p["matrices"]["car"]["distances"] = json!([[0]])),
        ("vehicles[0].costs.per_km", &|p| {
            p["matrices"]["car"] = json!({"durations": [[0, 1], [1, 0]]});
            p["vehicles"][0]["costs"] = json!({"per_km": 3});
        }),
    ];
    for (path, change) in cases {
        let told = spoiled(change);
        assert!(told.iter().any(|t| t == path), "{path} is not among {told:?}");
    }
}

#[test]
fn all_problems_are_told_at_once() {
    let told = spoiled(&|p| {
        p["jobs"][0]["service"] = json!(-1);
        p["vehicles"][0]["capacity"] = json!([-2]);
        p["shipments"][0]["delivery"]["time_windows"] = json!([[2, 1]]);
        p["jobs"][0]["location_index"] = json!(99);
        p["matrices"]["car"]["durations"][0][1] = json!(-4);
    });
    assert_eq!(told.len(), 5, "{told:?}");
    let many: Vec<Value> = (0..5_000).map(|_| json!({"id": -1})).collect();
    let (_, paths) =
        refused(&json!({"vehicles": [{"id": 1, "start_index": 0}], "jobs": many, "matrices": line(2)}));
    assert_eq!(paths.len(), 201, "the rest is counted");
}

#[test]
fn what_is_no_json_or_too_large_or_too_deep_is_refused() {
    for text in [
        "",
        "{",
        "[]",
        "7",
        "{\"vehicles\":",
        "{\"a\": NaN}",
        "{\"a\": 1e999}",
        "\u{feff}{}",
        "{\"vehicles\":[],\"jobs\":[]}",
    ] {
        assert_eq!(refused_text(text).0, 2, "{text}");
    }
    assert_eq!(refused_text(&"[".repeat(100_000)).0, 2);
    assert_eq!(refused_text(&format!("{{\"vehicles\":{}{}}}", "[".repeat(120), "]".repeat(120))).0, 2);
    let twice = r#"{"vehicles": [{"id": 1, "id": 2, "start_index": 0}], "jobs": [{"id": 1, "location_index": 0}], "matrix": [[0]]}"#;
    assert_eq!(refused_text(twice).1, ["vehicles[0].id"]);
}

#[test]
fn a_hundred_thousand_jobs_are_refused_at_once() {
    let jobs: Vec<Value> = (0..100_000)
        .map(|i| json!({"id": i, "location_index": 1, "time_windows": [[0, 5], [7, 9]]}))
        .collect();
    let problem = json!({"vehicles": [{"id": 1, "start_index": 0}], "jobs": jobs, "matrices": line(2)});
    assert_eq!(refused(&problem), (2, vec!["jobs".to_owned()]));
}

#[test]
fn numbers_that_are_huge_but_sound_are_planned_or_refused_but_never_wrap() {
    let most = u32::MAX;
    for (per_hour, speed) in [(most, 1.0_f64), (3600, 0.001), (3600, 1.0), (0, 5.0)] {
        let problem = json!({"vehicles": [{"id": u64::MAX, "start_index": 0, "end_index": 0, "speed_factor": speed, "capacity": [most],
                "costs": {"fixed": most, "per_hour": per_hour}}],
            "jobs": [{"id": u64::MAX, "location_index": 1, "service": most, "setup": most, "pickup": [most]}],
            "matrices": {"car": {"durations": [[0, most], [most, 0]]}}});
        let Ok(answer) = answer(&problem.to_string(), 5, 1) else { continue };
        let cost = answer.summary.map(|s| s.sums.cost);
        let way = (2.0 * f64::from(most) * (100.0 / speed).round() / 100.0).floor();
        let expected = f64::from(most) + (way * f64::from(per_hour) / 3600.0).round();
        assert!((cost.map_or(0.0, |c| c as f64) - expected).abs() <= expected * 1e-9, "{cost:?} {expected}");
    }
}

#[test]
fn a_text_with_bytes_changed_never_panics() {
    for seed in 0..1_500_u64 {
        let mut chance = Chance(seed);
        let mut text = problem(&mut chance, 4).to_string().into_bytes();
        for _ in 0..1 + chance.below(4) {
            let at = chance.below(text.len() as u64) as usize;
            match chance.below(4) {
                0 => text[at] = chance.bits() as u8,
                1 => drop(text.remove(at)),
                2 => text.insert(at, b"0123456789-.,[]{}\"e"[chance.below(19) as usize]),
                _ => text.truncate(at.max(1)),
            }
        }
        let run = std::panic::catch_unwind(|| {
            let input =
                market_delivery::vroom::Input::from_json(&text, market_delivery::vroom::Routing::GreatCircle);
            input.map(|i| {
                market_delivery::vroom::solve(&i, 1, &mut market_delivery::pdptw::Budget::steps(3)).is_ok()
            })
        });
        assert!(run.is_ok(), "seed {seed}: {}", String::from_utf8_lossy(&text));
    }
}
