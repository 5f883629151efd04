//! `market_route plan`.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use cpu_time::ProcessTime;
use market_delivery::{Limits, Orders, Plan, Session, StopKind};
use market_model::{Lang, Problem};
use market_routing::Conditions;

use crate::path::parse_lang;
use crate::{check, input, vroom};

/// What to plan.
#[derive(clap::Args)]
pub struct Args {
    /// Orders and riders, as routing/README.md describes, or a problem of VROOM; `-` for standard input.
    orders: PathBuf,
    /// Build folder with manifest.json, or a graph file; not needed for VROOM's format.
    #[arg(long)]
    graph: Option<PathBuf>,
    /// The format of the file; by itself, `vehicles` with `jobs` or `shipments` and no `format` is VROOM's.
    #[arg(long, value_enum, default_value = "auto")]
    format: Format,
    /// VROOM's format: where travel times come from that no matrix gives.
    #[arg(long, value_enum, default_value = "great-circle")]
    roads: vroom::Roads,
    /// VROOM's plan mode, which is not done: it is refused.
    #[arg(short = 'c', long = "plan-mode", hide = true)]
    plan_mode: bool,
    /// Language of the words: ko or en.
    #[arg(long, default_value = "ko", value_parser = parse_lang)]
    lang: Lang,
    /// Have the plan checked by the independent checker; violations end with exit code 1.
    #[arg(long)]
    check: bool,
    /// Print JSON instead of lines.
    #[arg(long)]
    json: bool,
    /// JSON with what is closed, slower or narrower today, instead of the orders' own `conditions`.
    #[arg(long)]
    conditions: Option<PathBuf>,
    #[command(flatten)]
    effort: Effort,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// What the file looks like.
    Auto,
    /// Our own orders.
    Jangteo,
    /// VROOM's JSON, in and out.
    Vroom,
}

/// How long to search.
#[derive(clap::Args)]
pub struct Effort {
    /// Steps of improvement: the same number and seed give the same plan on every machine.
    #[arg(long)]
    steps: Option<u64>,
    /// The seed of chance.
    #[arg(long, default_value_t = Limits::default().seed)]
    seed: u64,
    /// Search for so many seconds of processor time, reading the orders included, instead of a number of steps.
    #[arg(long)]
    cpu_seconds: Option<f64>,
    /// Answer within so many milliseconds of processor time from when the times of all ways are known, as a planner that
    /// runs all day knows them, instead of a number of steps.
    #[arg(long, conflicts_with = "cpu_seconds")]
    cpu_ms: Option<u64>,
}

/// Printing the plan takes so much of the time given.
const PRINTING: f64 = 0.03;

impl Effort {
    /// Plans within these limits.
    fn plan(&self, session: &Session<'_>, orders: &Orders) -> Result<Plan, Vec<Problem>> {
        if let Some(ms) = self.cpu_ms {
            session.learn(orders)?;
            let begin = ProcessTime::now();
            let spent = || begin.elapsed().as_secs_f64() * 1_000.0 / ms.max(1) as f64;
            let plan = session.plan_within(orders, self.seed, &mut || spent());
            eprintln!("market_route: planned in {} ms of processor time", begin.elapsed().as_millis());
            return plan;
        }
        let Some(seconds) = self.cpu_seconds else {
            let steps = self.steps.unwrap_or(Limits::default().steps);
            return session.plan(orders, Limits { steps, seed: self.seed }, &mut || false);
        };
        let usable = seconds * (1.0 - PRINTING);
        let spent = || ProcessTime::now().as_duration().as_secs_f64() / usable;
        session.plan_within(orders, self.seed, &mut || spent())
    }
}

/// Plans a day.
///
/// # Errors
/// When the graph or the orders cannot be read.
pub fn run(args: &Args) -> Result<ExitCode> {
    let bytes = read(&args.orders)?;
    let looks = || market_delivery::vroom::looks_like(&bytes);
    if args.format == Format::Vroom || (args.format == Format::Auto && looks()) {
        anyhow::ensure!(
            !args.plan_mode,
            "VROOM's plan mode (-c) is not done; steps of vehicles begin a search"
        );
        let Effort { steps, cpu_seconds, cpu_ms, seed } = args.effort;
        let cpu_seconds = cpu_seconds.or(cpu_ms.map(|ms| ms as f64 / 1_000.0));
        let effort = vroom::Effort { steps, cpu_seconds, seed };
        return vroom::run(&bytes, effort, args.roads, args.lang, args.check);
    }
    let graph =
        args.graph.as_ref().context("--graph says where the graph is; only VROOM's format needs none")?;
    let graph = input::graph(graph)?;
    let session = Session::new(&graph);
    let conditions = conditions(args.conditions.as_deref())?;
    let planned = Orders::from_json_on(&graph, &bytes).and_then(|mut orders| {
        orders.conditions = conditions.or(orders.conditions.take());
        args.effort.plan(&session, &orders).map(|p| (orders, p))
    });
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
        let facts = check::facts(&graph, &orders);
        return Ok(report(&check::violations(&graph, &orders, &facts, &check::claim(&plan))));
    }
    Ok(ExitCode::SUCCESS)
}

/// The conditions of a file.
///
/// # Errors
/// When it cannot be read or holds none.
pub fn conditions(path: Option<&Path>) -> Result<Option<Conditions>> {
    let Some(path) = path else { return Ok(None) };
    Ok(Some(serde_json::from_slice(&read(path)?).with_context(|| path.display().to_string())?))
}

/// Prints violations; the exit code says whether there are any.
#[must_use]
pub fn report(violations: &[String]) -> ExitCode {
    for violation in violations {
        eprintln!("market_route: {violation}");
    }
    if violations.is_empty() {
        eprintln!("market_route: the checker found no violation");
    }
    ExitCode::from(u8::from(!violations.is_empty()))
}

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// Names what cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
        return Ok(bytes);
    }
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Prints problems.
pub fn refuse(problems: &[Problem], lang: Lang) -> ExitCode {
    for problem in problems {
        eprintln!("{}", problem.render(lang));
    }
    ExitCode::from(2)
}

/// Prints a plan as lines.
///
/// # Errors
/// When the output cannot be written.
pub fn print_plan(plan: &Plan, lang: Lang) -> Result<()> {
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
                let (label, orders) = (stop.label.get(lang), stop.orders.join(" "));
                input::say(format!("    {} {what} {label} {orders}", stop.arrive).trim_end())?;
            }
        }
    }
    for left in &plan.unserved {
        let remedy = left.remedy.as_ref().map_or("", |r| r.get(lang));
        input::say(format!("{}: {} {remedy}", left.order, left.reason.get(lang)).trim_end())?;
    }
    Ok(())
}
