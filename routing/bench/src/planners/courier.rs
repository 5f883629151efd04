//! One courier, Grubhub's 140 cases: whether each tour equals the known optimum and is proved, and how long that takes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::child;

/// Nobody waits longer for a proof.
const LIMIT_S: &str = "10";

#[derive(Deserialize)]
struct Answer {
    distance: f64,
    cpu_seconds: f64,
    proved: bool,
}

/// Sums of the cases with as many pairs.
#[derive(Default)]
struct Row {
    cases: usize,
    optimal: usize,
    proved: usize,
    ms: Vec<f64>,
}

/// Prints the table.
///
/// # Errors
/// When the cases are not there.
pub fn table(ours: &Path) -> Result<(), String> {
    println!("\n#### One courier (Grubhub): our planner alone, {LIMIT_S} processor seconds at most\n");
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/routing/tsppd"));
    let Ok(optima) = std::fs::read_to_string(folder.join("optima.csv")) else {
        println!("Skipped: no optima.csv in shared/data/routing/tsppd.");
        return Ok(());
    };
    let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
    let mut told = Vec::new();
    for line in optima.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [name, pairs, optimum, ..] = cells[..] else { continue };
        let (Ok(pairs), Ok(optimum)) = (pairs.parse(), optimum.parse::<f64>()) else { continue };
        let row: &mut Row = rows.entry(pairs).or_default();
        row.cases += 1;
        match ask(ours, &folder.join("instances").join(name).with_extension("tsp")) {
            Ok(answer) => {
                let optimal = (answer.distance - optimum).abs() < 0.5;
                row.optimal += usize::from(optimal);
                row.proved += usize::from(answer.proved);
                row.ms.push(answer.cpu_seconds * 1e3);
                if !optimal || !answer.proved {
                    let proof = if answer.proved { "proved" } else { "not proved" };
                    told.push(format!("{name}: {} ({proof}), optimum {optimum}", answer.distance));
                }
            }
            Err(why) => told.push(format!("{name}: {why}")),
        }
    }
    print(&rows);
    for line in told {
        println!("\n{line}.");
    }
    Ok(())
}

fn ask(ours: &Path, file: &Path) -> Result<Answer, String> {
    let mut command = Command::new(ours);
    command.arg("solve").arg(file).args(["--format", "tsppd", "--objective", "distance", "--json"]);
    let ended = child::run(command.args(["--cpu-seconds", LIMIT_S]))?;
    serde_json::from_str(&ended.out).map_err(|_| format!("no answer, exit code {:?}", ended.code))
}

fn print(rows: &BTreeMap<usize, Row>) {
    println!("| pairs | cases | optimal | proved | mean CPU ms | longest |");
    println!("|---|---|---|---|---|---|");
    for (pairs, row) in rows {
        let mean = row.ms.iter().sum::<f64>() / row.ms.len() as f64;
        let longest = row.ms.iter().copied().fold(0.0, f64::max);
        println!("| {pairs} | {} | {} | {} | {mean:.2} | {longest:.2} |", row.cases, row.optimal, row.proved);
    }
    let sum = |of: fn(&Row) -> usize| rows.values().map(of).sum::<usize>();
    let (cases, optimal, proved) = (sum(|r| r.cases), sum(|r| r.optimal), sum(|r| r.proved));
    let share = proved as f64 / cases.max(1) as f64 * 100.0;
    println!("| all | {cases} | {optimal} | {proved} ({share:.1} %) | | |");
}
