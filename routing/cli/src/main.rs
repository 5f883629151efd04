//! `market_route`: paths through a market and delivery plans, on the command line.
//!
//! Exit codes: 0 answered, 1 no route or an invalid plan, 2 the input cannot be used.

mod check;
mod input;
mod path;
mod plan;
mod solve;

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
    /// A day's deliveries: which rider collects what and brings it where.
    Plan(plan::Args),
    /// A problem of a public pickup-and-delivery set.
    Solve(solve::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Path(args) => path::run(&args),
        Command::Plan(args) => plan::run(&args),
        Command::Solve(args) => solve::run(&args),
    };
    result.unwrap_or_else(|failure| {
        eprintln!("market_route: {failure:#}");
        ExitCode::from(2)
    })
}
