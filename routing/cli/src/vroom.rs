//! `market_route plan --format vroom`: a problem and its solution in VROOM's JSON.
//!
//! The answer is JSON on standard output whatever happens; the exit code is its `code`, as VROOM's own command does.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use cpu_time::ProcessTime;
use market_delivery::pdptw::Budget;
use market_delivery::vroom::{Answer, Input, Refusal, Routing, solve};
use market_model::Lang;

use crate::input;

/// Steps when neither steps nor time are asked for.
const STEPS: u64 = 20_000;
/// Writing the answer takes so much of the time given.
const WRITING: f64 = 0.02;

/// What VROOM's door needs to know beside the problem.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Steps of search.
    pub steps: Option<u64>,
    /// Processor time of the whole command, in seconds, instead of steps.
    pub cpu_seconds: Option<f64>,
    /// Start of chance.
    pub seed: u64,
}

/// How travel times are found that no matrix gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Roads {
    /// By great circle at a stated speed, with a warning in the answer.
    GreatCircle,
    /// Not at all: the problem is refused with code 3.
    None,
}

/// Plans a problem and prints the answer; `check` has the checker look at it.
///
/// # Errors
/// When the output cannot be written.
pub fn run(bytes: &[u8], effort: Effort, roads: Roads, lang: Lang, check: bool) -> Result<ExitCode> {
    let routing = if roads == Roads::None { Routing::None } else { Routing::GreatCircle };
    let answer = plan(bytes, effort, routing);
    for problem in &answer.problems {
        eprintln!("{}", problem.render(lang));
    }
    for warning in &answer.warnings {
        eprintln!("market_route: {}", warning.get(lang));
    }
    let text = serde_json::to_string(&answer)?;
    input::say(&text)?;
    if (check || cfg!(debug_assertions)) && answer.code == 0 {
        let violations = routing_oracle::vroom::check(&String::from_utf8_lossy(bytes), &text);
        if check || !violations.is_empty() {
            return Ok(crate::plan::report(&violations));
        }
    }
    Ok(ExitCode::from(answer.code))
}

fn plan(bytes: &[u8], effort: Effort, routing: Routing) -> Answer {
    let began = ProcessTime::now();
    let read = Input::from_json(bytes, routing);
    let loading = began.elapsed();
    let limit = effort.cpu_seconds.map(|s| (s * (1.0 - WRITING)).max(0.001));
    let mut clock = move || ProcessTime::now().as_duration().as_secs_f64() / limit.unwrap_or(f64::MAX);
    let planned = read.and_then(|input| {
        let mut budget = match limit {
            Some(_) => Budget::clock(&mut clock),
            None => Budget::steps(effort.steps.unwrap_or(STEPS)),
        };
        solve(&input, effort.seed, &mut budget)
    });
    let mut answer = planned.unwrap_or_else(|refusal: Refusal| Answer::refused(&refusal));
    if let Some(summary) = &mut answer.summary {
        let millis = |d: Duration| u64::try_from(d.as_millis()).unwrap_or(u64::MAX);
        summary.computing_times.loading = millis(loading);
        summary.computing_times.solving = millis(began.elapsed().saturating_sub(loading));
    }
    answer
}
