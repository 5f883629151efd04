//! `market_route`: paths through a market and delivery plans, on the command line.
//!
//! Exit codes: 0 answered, 1 no route or an invalid plan, 2 the input cannot be used.

mod check;
mod conditions;
mod input;
mod near;
mod path;
mod plan;
mod replan;
mod replay;
mod schema;
mod simulate;
mod solve;
mod streets;
mod vroom;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Finds ways through a market and plans its deliveries.
#[derive(Parser)]
#[command(name = "market_route", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// The quickest way between two places, in words.
    Path(path::Args),
    /// The nearest places of a kind.
    Near(near::Near),
    /// Everything that can be reached within some minutes.
    Reach(near::Reach),
    /// A graph of the streets of an OpenStreetMap file.
    Streets(streets::Args),
    /// A day's deliveries: which rider collects what and brings it where.
    Plan(plan::Args),
    /// Plans again after events: what has begun stays.
    Replan(replan::Args),
    /// The JSON schemas of orders, events and plans.
    Schema(schema::Args),
    /// Plays a market's days from a seed.
    Simulate(simulate::Args),
    /// Plays a day of a public meal-delivery set.
    Replay(replay::Args),
    /// A problem of a public pickup-and-delivery set.
    Solve(solve::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Path(args) => path::run(&args),
        Command::Near(args) => near::near(&args),
        Command::Reach(args) => near::reach(&args),
        Command::Streets(args) => streets::run(&args),
        Command::Plan(args) => plan::run(&args),
        Command::Replan(args) => replan::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Simulate(args) => simulate::run(&args),
        Command::Replay(args) => replay::run(&args),
        Command::Solve(args) => solve::run(&args),
    };
    result.unwrap_or_else(|failure| {
        eprintln!("market_route: {failure:#}");
        ExitCode::from(2)
    })
}
