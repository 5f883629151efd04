//! The tables of problems: a row each, a column for each planner, and a table of sums.

use std::io::Write;

use super::args::{Args, Goal};
use super::instances::{Instance, Measure, wanted};
use super::score::{Cell, Sums, check};
use super::solvers::Solver;

/// The peer whose distance ours must not exceed when the distance alone counts.
const RIVAL: &str = "PyVRP";

/// Asks every planner for every problem and prints as it goes.
///
/// # Errors
/// When there are no problems.
pub fn table(args: &Args, goal: Goal, solvers: &[Solver]) -> Result<(), String> {
    let title = match goal {
        Goal::Fleet => "Vehicles first, then distance",
        Goal::Distance => "Distance alone, the file's vehicles as a limit",
    };
    println!("\n#### {title}: {} processor seconds, one thread, seed {}\n", args.cpu_seconds, args.seed);
    let instances = wanted(args, goal)?;
    let players: Vec<&Solver> = solvers.iter().filter(|s| s.plays(goal)).collect();
    let names: Vec<&str> = players.iter().map(|s| s.name).collect();
    for solver in solvers.iter().filter(|s| s.state.is_ok() && !s.plays(goal)) {
        println!("{} has no such goal.", solver.name);
    }
    let known = if goal == Goal::Fleet { " best known |" } else { "" };
    println!("\n| problem |{known} {} |", names.join(" | "));
    println!("|---|{}{}", if known.is_empty() { "" } else { "---|" }, "---|".repeat(names.len()));
    let mut sums = vec![Sums::default(); players.len()];
    let mut beside = vec![(0, 0); players.len()];
    let mut faults = Vec::new();
    for instance in &instances {
        let cells: Vec<Cell> =
            players.iter().map(|s| check(instance, s.solve(instance, goal, args))).collect();
        let best = reference(instance, goal, &cells);
        row(instance, goal, best, &cells);
        let rival = names.iter().position(|n| *n == RIVAL).and_then(|i| measure_of(&cells[i]));
        for (i, cell) in cells.iter().enumerate() {
            sums[i].add(cell, best);
            if let (Some(own), Some(rival)) = (measure_of(cell), rival) {
                // The same tour may be summed in another sequence.
                let under = own.distance <= rival.distance * (1.0 + 1e-9);
                beside[i] = (beside[i].0 + usize::from(under), beside[i].1 + 1);
            }
            if let Cell::Invalid(why) = cell {
                faults.push(format!("{} on {}: {why}", names[i], instance.name));
            }
        }
    }
    print_sums(goal, &names, &sums, &beside);
    for fault in faults {
        println!("\nInvalid: {fault}.");
    }
    Ok(())
}

fn measure_of(cell: &Cell) -> Option<Measure> {
    match cell {
        Cell::Valid(found, _) => Some(*found),
        Cell::Invalid(_) => None,
    }
}

/// The best known plan, or, where none is known or it was made for another goal, the best of this row.
fn reference(instance: &Instance, goal: Goal, cells: &[Cell]) -> Option<Measure> {
    let seen = cells.iter().filter_map(measure_of);
    match goal {
        Goal::Fleet => instance.best.or_else(|| {
            seen.min_by(|a, b| {
                (a.vehicles, a.distance)
                    .partial_cmp(&(b.vehicles, b.distance))
                    .unwrap_or(std::cmp::Ordering::Equal)
            })
        }),
        Goal::Distance => seen.min_by(|a, b| a.distance.total_cmp(&b.distance)),
    }
}

fn row(instance: &Instance, goal: Goal, best: Option<Measure>, cells: &[Cell]) {
    let mut line = format!("| {} |", instance.name);
    if goal == Goal::Fleet {
        let mark = if instance.best.is_some() { "" } else { " (of this run)" };
        line += &best.map_or(" – |".to_owned(), |b| format!(" {} / {:.0}{mark} |", b.vehicles, b.distance));
    }
    for cell in cells {
        line += &match (cell, best) {
            (Cell::Invalid(_), _) => " invalid |".to_owned(),
            (Cell::Valid(own, _), Some(best)) if goal == Goal::Fleet && own.vehicles != best.vehicles => {
                let more = own.vehicles as i64 - best.vehicles as i64;
                format!(" {} / {:.0} ({more:+} veh) |", own.vehicles, own.distance)
            }
            (Cell::Valid(own, _), best) => {
                let gap = best.map(|b| own.distance / b.distance - 1.0);
                format!(" {} / {:.0} ({}) |", own.vehicles, own.distance, percent(gap))
            }
        };
    }
    println!("{line}");
    // A run is long; whoever watches sees each row at once. That the pipe is gone is found out by the next row.
    let _ = std::io::stdout().flush();
}

fn print_sums(goal: Goal, names: &[&str], sums: &[Sums], beside: &[(usize, usize)]) {
    match goal {
        Goal::Fleet => {
            println!(
                "\n| planner | runs | valid | at best-known fleet | extra vehicles | mean distance gap there | mean hierarchical gap | mean CPU s |"
            );
            println!("|---|---|---|---|---|---|---|---|");
        }
        Goal::Distance => {
            println!(
                "\n| planner | runs | valid | mean distance gap to the least | at or under {RIVAL} | mean CPU s |"
            );
            println!("|---|---|---|---|---|---|");
        }
    }
    for ((name, sums), beside) in names.iter().zip(sums).zip(beside) {
        let cpu = sums.cpu_seconds().map_or("–".to_owned(), |s| format!("{s:.1}"));
        match goal {
            Goal::Fleet => println!(
                "| {name} | {} | {} | {} | {} | {} | {} | {cpu} |",
                sums.runs,
                sums.valid,
                sums.at_fleet,
                sums.extra,
                percent(sums.gap()),
                percent(sums.hierarchical())
            ),
            Goal::Distance => println!(
                "| {name} | {} | {} | {} | {} of {} | {cpu} |",
                sums.runs,
                sums.valid,
                percent(sums.distance_gap()),
                beside.0,
                beside.1
            ),
        }
    }
}

fn percent(share: Option<f64>) -> String {
    share.map_or("–".to_owned(), |s| format!("{:+.2} %", s * 100.0))
}
