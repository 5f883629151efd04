//! `market_route plan`.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use market_delivery::{Orders, Plan, StopKind};
use market_model::{Lang, Problem};

use crate::path::parse_lang;
use crate::{check, input};

/// What to plan.
#[derive(clap::Args)]
pub struct Args {
    /// Orders and riders, as routing/README.md describes; `-` for standard input.
    orders: PathBuf,
    /// Build folder with manifest.json, or a graph file.
    #[arg(long)]
    graph: PathBuf,
    /// Language of the words: ko or en.
    #[arg(long, default_value = "ko", value_parser = parse_lang)]
    lang: Lang,
    /// Have the plan checked by the independent checker; violations end with exit code 1.
    #[arg(long)]
    check: bool,
    /// Print JSON instead of lines.
    #[arg(long)]
    json: bool,
}

/// Plans a day.
///
/// # Errors
/// When the graph or the orders cannot be read.
pub fn run(args: &Args) -> Result<ExitCode> {
    let graph = input::graph(&args.graph)?;
    let bytes = read(&args.orders)?;
    let planned = Orders::from_json(&bytes)
        .and_then(|orders| market_delivery::plan(&graph, &orders).map(|p| (orders, p)));
    let (orders, plan) = match planned {
        Ok(found) => found,
        Err(problems) => return Ok(refuse(&problems, args.lang)),
    };
    if args.json {
        input::say(&serde_json::to_string_pretty(&plan)?)?;
    } else {
        print_plan(&plan, args.lang)?;
    }
    if args.check {
        let violations = check::violations(&graph, &orders, &check::facts(&graph, &orders), &check::claim(&plan));
        for violation in &violations {
            eprintln!("market_route: {violation}");
        }
        if !violations.is_empty() {
            return Ok(ExitCode::from(1));
        }
        eprintln!("market_route: the checker found no violation");
    }
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
        return Ok(bytes);
    }
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn refuse(problems: &[Problem], lang: Lang) -> ExitCode {
    for problem in problems {
        eprintln!("{}", problem.render(lang));
    }
    ExitCode::from(2)
}

fn print_plan(plan: &Plan, lang: Lang) -> Result<()> {
    for rider in plan.riders.iter().filter(|r| !r.trips.is_empty()) {
        input::say(&rider.rider)?;
        for trip in &rider.trips {
            input::say(&format!("  {} {}", trip.depart, trip.gate_label.get(lang)))?;
            for stop in &trip.stops {
                let what = match (stop.kind, lang) {
                    (StopKind::Park, Lang::Ko) => "주차",
                    (StopKind::Pickup, Lang::Ko) => "수령",
                    (StopKind::Pack, Lang::Ko) => "포장",
                    (StopKind::Deliver, Lang::Ko) => "배달",
                    (StopKind::Park, _) => "park",
                    (StopKind::Pickup, _) => "collect",
                    (StopKind::Pack, _) => "pack",
                    (StopKind::Deliver, _) => "deliver",
                };
                input::say(&format!(
                    "    {} {what} {} {}",
                    stop.arrive,
                    stop.label.get(lang),
                    stop.orders.join(" ")
                ))?;
            }
        }
    }
    for left in &plan.unserved {
        input::say(&format!("{}: {}", left.order, left.reason.get(lang)))?;
    }
    Ok(())
}
