//! `market_route schema`: the JSON schemas of orders, events and plans, as they are published.

use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;

use crate::input;

/// Which schema.
#[derive(clap::Args)]
pub struct Args {
    /// orders, events or plan.
    what: What,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    Orders,
    Events,
    Plan,
}

/// Prints a schema.
///
/// # Errors
/// When the output cannot be written.
pub fn run(args: &Args) -> Result<ExitCode> {
    input::say(match args.what {
        What::Orders => market_delivery::ORDERS_SCHEMA,
        What::Events => market_delivery::EVENTS_SCHEMA,
        What::Plan => market_delivery::PLAN_SCHEMA,
    })?;
    Ok(ExitCode::SUCCESS)
}
