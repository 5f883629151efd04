//! `market_route simulate`: plays a market's days from a seed in rolling horizon.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use market_delivery::{Day, Limits, Part, Played, simulate};

use crate::input;
use crate::plan::refuse;

/// What to play.
#[derive(clap::Args)]
pub struct Args {
    /// Build folder with manifest.json, or a graph file.
    #[arg(long)]
    graph: PathBuf,
    /// Orders in a day.
    #[arg(long, default_value_t = 300)]
    orders: usize,
    /// Riders.
    #[arg(long, default_value_t = 30)]
    riders: usize,
    /// The seed: the same seed plays the same days.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many days.
    #[arg(long, default_value_t = 1)]
    days: u64,
    /// Minutes between two plans.
    #[arg(long, default_value_t = 10)]
    every_min: u64,
    /// Steps of improvement in each plan.
    #[arg(long, default_value_t = 60)]
    steps: u64,
    /// Print JSON instead of lines.
    #[arg(long)]
    json: bool,
}

/// Plays the days.
///
/// # Errors
/// When the graph cannot be read.
pub fn run(args: &Args) -> Result<ExitCode> {
    let graph = input::graph(&args.graph)?;
    let mut all = Vec::new();
    for day in 0..args.days.clamp(1, 1_000) {
        let question = Day {
            orders: args.orders,
            riders: args.riders,
            seed: args.seed.wrapping_add(day),
            every_min: args.every_min.clamp(1, 240),
            limits: Limits { steps: args.steps, seed: args.seed },
        };
        let begin = cpu_time::ProcessTime::now();
        let played = match simulate(&graph, &question) {
            Ok(played) => played,
            Err(problems) => return Ok(refuse(&problems, market_model::Lang::En)),
        };
        let seconds = begin.elapsed().as_secs_f64();
        if args.json {
            all.push(serde_json::json!({ "day": day + 1, "played": played, "cpu_seconds": seconds }));
        } else {
            print(day + 1, &played, seconds)?;
        }
    }
    if args.json {
        input::say(&serde_json::to_string_pretty(&all)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print(day: u64, p: &Played, seconds: f64) -> Result<()> {
    input::say(&format!(
        "day {day}: {} orders, {} delivered, {} no-shows, {} left over, {} cancelled",
        p.orders, p.delivered, p.no_shows, p.left_over, p.cancelled
    ))?;
    input::say(&format!(
        "  on time {:.1} %, order to door {:.0} min (mean), {:.0} min (p90)",
        p.on_time_permille as f64 / 10.0,
        p.mean_min,
        p.p90_min
    ))?;
    input::say(&format!(
        "  {:.1} km, {} won an order, work a rider {} to {} min (deviation {:.1} %)",
        p.length_mm as f64 / 1e6,
        p.won_per_order,
        p.least_work_min,
        p.most_work_min,
        p.deviation_permille as f64 / 10.0
    ))?;
    let share = |p: &Part| format!("{} {} ({:.0} %)", p.name, p.orders, p.on_time_permille as f64 / 10.0);
    let list = |parts: &[Part], n: usize| parts.iter().take(n).map(share).collect::<Vec<_>>().join(", ");
    input::say(&format!("  by hour: {}", list(&p.by_hour, 24)))?;
    input::say(&format!("  by neighbourhood: {}", list(&p.by_area, 6)))?;
    input::say(&format!(
        "  {} plans, {} orders changed hands, rain {}, {seconds:.1} s of processor time",
        p.plans,
        p.moved,
        if p.rain_permille > 1000 {
            format!("+{} %", (p.rain_permille - 1000) / 10)
        } else {
            "none".to_owned()
        }
    ))
}
