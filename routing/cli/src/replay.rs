//! `market_route replay`: plays a day of a public meal-delivery set, and writes the set's result files.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use cpu_time::ThreadTime;
use market_delivery::mdrp::{Figures, Options, Results, Texts, Watch, play, read};
use market_model::Lang;
use routing_oracle::mdrp as oracle;
use serde::Serialize;

use crate::input;
use crate::path::parse_lang;

/// Largest file that is read, in bytes.
const MAX_BYTES: u64 = 100_000_000;

/// What to play.
#[derive(clap::Args)]
pub struct Args {
    /// The day's folder.
    folder: PathBuf,
    /// Which set the day is of.
    #[arg(long, value_enum)]
    format: Format,
    /// Where the result files go; else `replay/` and the day's name.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Start of chance.
    #[arg(long, default_value_t = Options::default().seed)]
    seed: u64,
    /// Most processor time of a decision, in seconds; a decision that finds nothing more ends sooner.
    #[arg(long, value_parser = seconds, conflicts_with = "steps")]
    decision_cpu_seconds: Option<f64>,
    /// Most steps of a decision; the day is then the same on every machine. 400 when no limit is given.
    #[arg(long)]
    steps: Option<u64>,
    /// Language of what is told about the input: ko or en.
    #[arg(long, default_value = "ko", value_parser = parse_lang)]
    lang: Lang,
    /// Print JSON instead of lines.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Mdrp,
}

/// The answer as JSON.
#[derive(Serialize)]
struct Answer {
    instance: String,
    orders: usize,
    delivered: usize,
    undelivered: Vec<String>,
    mean_click_to_door_min: f64,
    p90_click_to_door_min: i32,
    over_target_percent: f64,
    cost_per_order: f64,
    orders_per_bundle: f64,
    driven_min: f64,
    decisions: usize,
    cpu_seconds: f64,
    longest_decision_cpu_seconds: f64,
    seed: u64,
    floor: Option<FloorAnswer>,
    out: String,
}

/// What the comparator of `routing_oracle` reaches on the same day.
#[derive(Serialize)]
struct FloorAnswer {
    undelivered: usize,
    mean_click_to_door_min: f64,
    cost_per_order: f64,
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|e| format!("{e}"))?;
    if (0.0..=3600.0).contains(&seconds) { Ok(seconds) } else { Err("0 to 3600 seconds".to_owned()) }
}

/// Ends a decision by processor time, and keeps the longest one.
struct Stopwatch {
    limit: Option<f64>,
    begun: ThreadTime,
    running: bool,
    longest: f64,
}

impl Watch for Stopwatch {
    fn begin(&mut self) {
        self.end();
        self.begun = ThreadTime::now();
        self.running = true;
    }

    fn over(&mut self) -> bool {
        self.limit.is_some_and(|limit| self.begun.elapsed().as_secs_f64() >= limit)
    }
}

impl Stopwatch {
    fn end(&mut self) {
        if self.running {
            self.longest = self.longest.max(self.begun.elapsed().as_secs_f64());
        }
    }
}

/// Plays a day.
///
/// # Errors
/// When files cannot be read or written.
pub fn run(args: &Args) -> Result<ExitCode> {
    let Format::Mdrp = args.format;
    let started = ThreadTime::now();
    let texts: Vec<String> =
        Texts::FILES.iter().map(|name| text(&args.folder.join(name))).collect::<Result<_>>()?;
    let files = Texts { orders: &texts[0], couriers: &texts[1], restaurants: &texts[2], rules: &texts[3] };
    let day = match read(&files) {
        Ok(day) => day,
        Err(problems) => {
            for problem in &problems {
                eprintln!("{}", problem.render(args.lang));
            }
            return Ok(ExitCode::from(2));
        }
    };
    let most = if args.decision_cpu_seconds.is_some() { u64::MAX } else { Options::default().steps };
    let options = Options { seed: args.seed, steps: args.steps.unwrap_or(most) };
    let mut watch =
        Stopwatch { limit: args.decision_cpu_seconds, begun: started, running: false, longest: 0.0 };
    let played = play(&day, options, &mut watch);
    watch.end();
    let results = Results::of(&day, &played);
    let out = write(args, &results)?;
    let (violations, checked) = oracle::check(&checker(&files, &results));
    for violation in &violations {
        eprintln!("market_route: {violation}");
    }
    let floor = oracle::floor(&checker(&files, &results));
    let seconds = (started.elapsed().as_secs_f64(), watch.longest);
    let answer = answer(args, &played.figures(&day), (played.decisions, seconds), (checked, floor), &out);
    print(args, &answer)?;
    Ok(if violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// A file's text; bytes that are no text are told as what they stand for by the reader.
fn text(path: &Path) -> Result<String> {
    let told = || format!("cannot read {}", path.display());
    let length = std::fs::metadata(path).with_context(told)?.len();
    anyhow::ensure!(length <= MAX_BYTES, "{} is larger than 100 MB", path.display());
    Ok(String::from_utf8_lossy(&std::fs::read(path).with_context(told)?).into_owned())
}

/// The day's own name, which is that of its folder.
fn name(args: &Args) -> String {
    let whole = args.folder.canonicalize().unwrap_or_else(|_| args.folder.clone());
    whole.file_name().map_or_else(|| "day".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn write(args: &Args, results: &Results) -> Result<PathBuf> {
    let out = args.out.clone().unwrap_or_else(|| Path::new("replay").join(name(args)));
    std::fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    let texts = [&results.assignments, &results.orders, &results.couriers];
    for (file, text) in Results::FILES.iter().zip(texts) {
        let path = out.join(file);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(out)
}

fn checker<'a>(files: &Texts<'a>, results: &'a Results) -> oracle::Texts<'a> {
    oracle::Texts {
        orders: files.orders,
        couriers: files.couriers,
        restaurants: files.restaurants,
        parameters: files.rules,
        assignments: &results.assignments,
        order_results: &results.orders,
        moves: &results.couriers,
    }
}

/// The figures in one; those that the checker has too are the checker's.
fn answer(
    args: &Args,
    figures: &Figures,
    (decisions, (cpu_seconds, longest)): (usize, (f64, f64)),
    (checked, floor): (oracle::Figures, Option<oracle::Floor>),
    out: &Path,
) -> Answer {
    Answer {
        instance: name(args),
        orders: figures.orders,
        delivered: figures.orders - checked.undelivered.len(),
        undelivered: checked.undelivered,
        mean_click_to_door_min: checked.mean_min,
        p90_click_to_door_min: figures.p90_min,
        over_target_percent: figures.over_target_percent,
        cost_per_order: checked.cost_per_order,
        orders_per_bundle: figures.bundle,
        driven_min: checked.driven_min,
        decisions,
        cpu_seconds,
        longest_decision_cpu_seconds: longest,
        seed: args.seed,
        floor: floor.map(|floor| FloorAnswer {
            undelivered: floor.undelivered.len(),
            mean_click_to_door_min: floor.mean_min,
            cost_per_order: floor.cost_per_order,
        }),
        out: out.display().to_string(),
    }
}

fn print(args: &Args, answer: &Answer) -> Result<()> {
    if args.json {
        return input::say(&serde_json::to_string(answer)?);
    }
    input::say(&format!(
        "{}: {} of {} orders delivered, click-to-door {:.2} min ({:.1} % over target), {:.2} an order, {:.2} orders a bundle",
        answer.instance,
        answer.delivered,
        answer.orders,
        answer.mean_click_to_door_min,
        answer.over_target_percent,
        answer.cost_per_order,
        answer.orders_per_bundle
    ))?;
    if let Some(floor) = &answer.floor {
        input::say(&format!(
            "without bundles: {} not delivered, click-to-door {:.2} min, {:.2} an order",
            floor.undelivered, floor.mean_click_to_door_min, floor.cost_per_order
        ))?;
    }
    input::say(&format!(
        "{} decisions, {:.2} CPU s, the longest {:.3} s; files in {}",
        answer.decisions, answer.cpu_seconds, answer.longest_decision_cpu_seconds, answer.out
    ))
}
