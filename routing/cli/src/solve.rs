//! `market_route solve`: problems of the public pickup-and-delivery sets.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use cpu_time::ProcessTime;
use market_delivery::pdptw::sets::{self, Case};
use market_delivery::pdptw::{Budget, Objective, Options, Plan, solve};
use market_model::Lang;
use routing_oracle::pdptw as oracle;
use serde::Serialize;

use crate::input;
use crate::path::parse_lang;

/// Largest file that is read, in bytes.
const MAX_BYTES: u64 = 400_000_000;

/// What to solve.
#[derive(clap::Args)]
pub struct Args {
    /// The problem.
    file: PathBuf,
    /// Which set the file is of.
    #[arg(long, value_enum)]
    format: Format,
    /// What is made small: vehicles first, or the distance alone.
    #[arg(long, value_enum, default_value = "fleet")]
    objective: Goal,
    /// Processor time, in seconds.
    #[arg(long, default_value_t = 10.0)]
    cpu_seconds: f64,
    /// Steps instead of time; the answer is then the same on every machine.
    #[arg(long)]
    steps: Option<u64>,
    /// Start of chance.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; one is what there is.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=1))]
    threads: u8,
    /// Language of what is told about the input: ko or en.
    #[arg(long, default_value = "ko", value_parser = parse_lang)]
    lang: Lang,
    /// Print JSON instead of lines.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Lilim,
    Sartori,
    Tsppd,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Goal {
    Fleet,
    Distance,
}

/// The answer as JSON.
#[derive(Serialize)]
struct Answer<'a> {
    instance: String,
    objective: &'static str,
    vehicles: usize,
    distance: f64,
    cpu_seconds: f64,
    proved: bool,
    seed: u64,
    unserved: Vec<&'a str>,
    routes: Vec<Vec<&'a str>>,
}

/// Solves a problem.
///
/// # Errors
/// When the file cannot be read.
pub fn run(args: &Args) -> Result<ExitCode> {
    let started = ProcessTime::now();
    let length =
        std::fs::metadata(&args.file).with_context(|| format!("cannot read {}", args.file.display()))?;
    anyhow::ensure!(length.len() <= MAX_BYTES, "{} is larger than 400 MB", args.file.display());
    let text = std::fs::read_to_string(&args.file)
        .with_context(|| format!("cannot read {}", args.file.display()))?;
    let read = match args.format {
        Format::Lilim => sets::lilim(&text),
        Format::Sartori => sets::sartori(&text),
        Format::Tsppd => sets::tsppd(&text),
    };
    let solved = read.and_then(|case| {
        let limit = args.cpu_seconds.max(0.001);
        let mut clock = move || started.elapsed().as_secs_f64() / limit;
        let mut budget = match args.steps {
            Some(steps) => Budget::steps(steps),
            None => Budget::clock(&mut clock),
        };
        let objective = match args.objective {
            Goal::Fleet => Objective::Fleet,
            Goal::Distance => Objective::Distance,
        };
        let options = Options { objective, seed: args.seed };
        solve(&case.problem, options, &mut budget).map(|plan| (case, plan))
    });
    match solved {
        Ok((case, plan)) => {
            print(args, &case, &plan, started)?;
            let violations = violations(args.format, &text, &case, &plan);
            for violation in &violations {
                eprintln!("market_route: {violation}");
            }
            let whole = plan.unserved.is_empty() && violations.is_empty();
            Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
        }
        Err(faults) => {
            for fault in &faults {
                eprintln!("{}", fault.render(args.lang));
            }
            Ok(ExitCode::from(2))
        }
    }
}

/// What the independent checker, with its own reader, finds wrong; stops left out are told elsewhere.
fn violations(format: Format, text: &str, case: &Case, plan: &Plan) -> Vec<String> {
    let facts = match format {
        Format::Lilim => oracle::lilim(text),
        Format::Sartori => oracle::sartori(text),
        Format::Tsppd => return Vec::new(),
    };
    let Some(facts) = facts else { return vec!["the checker cannot read the file".to_owned()] };
    let number = |place: &usize| case.labels.get(*place).and_then(|l| l.parse().ok()).unwrap_or(usize::MAX);
    let inner = |r: &Vec<usize>| r[1..r.len().saturating_sub(1).max(1)].iter().map(number).collect();
    let routes: Vec<Vec<usize>> = case.places(plan).iter().map(inner).collect();
    let mut found = oracle::check(&facts, &routes, plan.routes.len(), case.distance(plan));
    if !plan.unserved.is_empty() {
        found.retain(|violation| !violation.ends_with("visited 0 times"));
    }
    found
}

fn print(args: &Args, case: &Case, plan: &Plan, started: ProcessTime) -> Result<()> {
    let label = |place: &usize| case.labels.get(*place).map_or("", String::as_str);
    // The set numbers its stops; every route begins and ends at the depot, which is not repeated.
    let routes = case.places(plan);
    let routes: Vec<Vec<&str>> =
        routes.iter().map(|r| r[1..r.len().saturating_sub(1).max(1)].iter().map(label).collect()).collect();
    let answer = Answer {
        instance: args.file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(),
        objective: match args.objective {
            Goal::Fleet => "fleet",
            Goal::Distance => "distance",
        },
        vehicles: plan.routes.len(),
        distance: case.distance(plan),
        cpu_seconds: started.elapsed().as_secs_f64(),
        proved: plan.proved,
        seed: args.seed,
        unserved: plan.unserved.iter().map(|&r| label(&case.problem.requests[r].delivery.place)).collect(),
        routes,
    };
    if args.json {
        return input::say(&serde_json::to_string(&answer)?);
    }
    input::say(&format!(
        "{}: {} vehicles, distance {:.4}, {:.2} CPU s{}",
        answer.instance,
        answer.vehicles,
        answer.distance,
        answer.cpu_seconds,
        if answer.proved { ", proved" } else { "" }
    ))?;
    for (index, route) in answer.routes.iter().enumerate() {
        input::say(&format!("{}: {}", index + 1, route.join(" ")))?;
    }
    Ok(())
}
