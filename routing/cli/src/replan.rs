//! `market_route replan`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use cpu_time::ProcessTime;
use market_delivery::{Event, Events, Limits, Orders, Plan, Session};
use market_model::Lang;

use crate::path::parse_lang;
use crate::plan::{print_plan, read, refuse, report};
use crate::{check, input};

/// What to plan again.
#[derive(clap::Args)]
pub struct Args {
    /// The plan before, as `market_route plan --json` prints it.
    plan: PathBuf,
    /// What happened, as routing/README.md describes.
    events: PathBuf,
    /// The orders of that plan.
    #[arg(long)]
    orders: PathBuf,
    /// Build folder with manifest.json, or a graph file.
    #[arg(long)]
    graph: PathBuf,
    /// Writes the orders as they are after the events into this file.
    #[arg(long)]
    orders_out: Option<PathBuf>,
    /// Steps of improvement.
    #[arg(long, default_value_t = 300)]
    steps: u64,
    /// The seed of chance.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Answer within so many milliseconds of processor time, instead of a number of steps, from when the times of all ways are
    /// known.
    #[arg(long)]
    cpu_ms: Option<u64>,
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

/// Plans again after events.
///
/// # Errors
/// When a file cannot be read.
pub fn run(args: &Args) -> Result<ExitCode> {
    let graph = input::graph(&args.graph)?;
    let plan_bytes = read(&args.plan)?;
    let before: Plan =
        serde_json::from_slice(&plan_bytes).with_context(|| format!("{} is no plan", args.plan.display()))?;
    let (orders_bytes, events_bytes) = (read(&args.orders)?, read(&args.events)?);
    let given = Orders::from_json(&orders_bytes)
        .and_then(|orders| Events::from_json(&events_bytes).map(|events| (orders, events)));
    let (orders, events) = match given {
        Ok(found) => found,
        Err(problems) => return Ok(refuse(&problems, args.lang)),
    };
    let session = Session::new(&graph);
    // The times of all ways are asked before, as a planner that runs all day has them.
    if let Err(problems) = session.learn(&orders) {
        return Ok(refuse(&problems, args.lang));
    }
    let begin = ProcessTime::now();
    let limits = Limits { steps: args.steps, seed: args.seed };
    let again = match args.cpu_ms {
        Some(ms) => {
            let spent = || begin.elapsed().as_secs_f64() * 1_000.0 / ms.max(1) as f64;
            let limits = Limits { steps: u64::MAX, ..limits };
            session.replan_within(&orders, &before, &events, limits, &mut || spent())
        }
        None => session.replan(&orders, &before, &events, limits, &mut || false),
    };
    let again = match again {
        Ok(again) => again,
        Err(problems) => return Ok(refuse(&problems, args.lang)),
    };
    eprintln!("market_route: planned again in {} ms of processor time", begin.elapsed().as_millis());
    if let Some(path) = &args.orders_out {
        std::fs::write(path, serde_json::to_vec_pretty(&again.orders)?)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    if args.json {
        input::say(&serde_json::to_string_pretty(&again.plan)?)?;
    } else {
        for change in &again.plan.changes {
            input::say(&format!("{} {}", change.order, change.text.get(args.lang)))?;
        }
        print_plan(&again.plan, args.lang)?;
    }
    if args.check {
        let mut facts = check::facts(&graph, &again.orders);
        check::under_way(&mut facts, &before, events.now.0, &stopped(&events));
        return Ok(report(&check::violations(&graph, &again.orders, &facts, &check::claim(&again.plan))));
    }
    Ok(ExitCode::SUCCESS)
}

/// Riders who have stopped: what they left undone is not in the plan.
#[must_use]
pub fn stopped(events: &Events) -> Vec<String> {
    let stop = |event: &Event| match event {
        Event::RiderStops { rider } => Some(rider.clone()),
        _ => None,
    };
    events.events.iter().filter_map(stop).collect()
}
