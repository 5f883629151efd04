//! The planner of `market_delivery` beside its peers, on the same problems, with the same processor time, in one run;
//! then the market's own figures.
//!
//! Every planner is a program of its own, ours too (`market_route solve`); what it used is measured from outside, and its
//! plan is replayed by `routing_oracle` before a figure is printed. Knows no planner's inside, and no instance's name
//! means anything here but which ones are measured when nothing else is asked.

pub mod args;
pub mod child;
pub mod courier;
pub mod day;
pub mod day_orders;
pub mod instances;
pub mod report;
pub mod rust_peer;
pub mod score;
pub mod solvers;

use std::process::ExitCode;

use args::{Args, Goal};

/// Runs what is asked for and prints it as Markdown. With `--rust-peer` it is the child that holds the peer in Rust.
#[must_use]
pub fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|w| w != "--bench").collect();
    let done = match words.split_first() {
        Some((first, rest)) if first == rust_peer::FLAG => rust_peer::main(rest),
        _ => Args::parse(&words).and_then(|args| run(&args)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("planners: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let ours = child::market_route()?;
    println!("{}\n", crate::clock::host());
    let solvers = solvers::all(ours.clone());
    solvers::print(&solvers);
    for goal in [Goal::Fleet, Goal::Distance] {
        if args.tables.contains(goal.word()) {
            report::table(args, goal, &solvers)?;
        }
    }
    if args.tables.contains("courier") {
        courier::table(&ours)?;
    }
    if args.tables.contains("market") {
        day::table(&ours, args.seed)?;
    }
    Ok(())
}
