//! Beside VROOM itself, where it is installed: `VROOM_PYTHON` names a Python that has `pyvroom`.

use std::process::Command;

use serde_json::Value;

use super::random::problem;
use super::support::{Chance, plan};

const SCRIPT: &str = "
import json, sys, vroom
print(json.dumps(vroom.Input.from_json(sys.argv[1]).solve(exploration_level=5, nb_threads=1).to_dict()))";

#[test]
fn as_much_is_served_as_by_vroom_and_costs_no_more_in_the_mean() {
    let Ok(python) = std::env::var("VROOM_PYTHON") else {
        println!("skipped: VROOM_PYTHON does not name a Python with pyvroom");
        return;
    };
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("vroom-peer.json");
    let (mut gaps, mut fewer, mut more) = (Vec::new(), Vec::new(), Vec::new());
    for seed in 0..40_u64 {
        let mut problem = problem(&mut Chance(seed + 70_000), 10 + seed);
        // VROOM counts breaks as work in the cost that it tells, against its documentation.
        for vehicle in problem["vehicles"].as_array_mut().unwrap() {
            if let Some(costs) = vehicle.get_mut("costs") {
                costs["per_task_hour"] = 0.into();
            }
        }
        std::fs::write(&path, problem.to_string()).unwrap();
        let output = Command::new(&python).arg("-c").arg(SCRIPT).arg(&path).output().unwrap();
        let Ok(theirs) = serde_json::from_slice::<Value>(&output.stdout) else {
            println!("seed {seed}: VROOM does not answer: {}", String::from_utf8_lossy(&output.stderr));
            continue;
        };
        let ours = plan(&problem, 20_000);
        let number = |answer: &Value, key: &str| answer["summary"][key].as_i64().unwrap();
        let rank = |answer: &Value| (-number(answer, "priority"), number(answer, "unassigned"));
        let (rank_ours, rank_theirs) = (rank(&ours), rank(&theirs));
        println!(
            "seed {seed}: {rank_ours:?} {} / {rank_theirs:?} {}",
            number(&ours, "cost"),
            number(&theirs, "cost")
        );
        if rank_ours > rank_theirs {
            fewer.push(seed);
        } else if rank_ours < rank_theirs {
            more.push(seed);
        } else {
            gaps.push(number(&ours, "cost") as f64 / number(&theirs, "cost").max(1) as f64 - 1.0);
        }
    }
    assert!(!gaps.is_empty(), "VROOM answered nothing");
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    println!("{} served alike, cost {:+.2} % in the mean", gaps.len(), mean * 100.0);
    println!("more is served of seeds {more:?}, less of {fewer:?}");
    assert!(fewer.len() <= more.len() && mean <= 0.0);
}
