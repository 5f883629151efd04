//! VROOM's door: problems and solutions in the JSON of VROOM 1.15 (`docs/API.md` of VROOM-Project/vroom).
//!
//! `read` and its helpers make an [`Input`] of the text, `ground` makes numbers of that, `search` plans by ruin and
//! recreate, `schedule` and `answer` write it down. Invariants: everything that is wrong with a problem is told at once and
//! nothing is planned then; every rule is hard; the same problem, seed and steps give the same answer; no clock but the
//! caller's. Knows nothing of markets.

mod answer;
mod fields;
mod ground;
mod input;
mod insert;
mod json;
mod matrices;
mod read;
mod reason;
mod recreate;
mod route;
mod ruin;
mod schedule;
mod search;
mod solution;
mod start;
mod time;
mod vehicles;

pub use answer::{Answer, ComputingTimes, RouteOut, StepOut, Summary, Sums, Unassigned, Violation};
pub use input::{Break, Costs, Input, Place, Profile, Step, Task, TaskKind, Vehicle};
pub use read::{MAX_BYTES, MAX_TASKS, MAX_VEHICLES, Refusal, Routing, looks_like};
pub use reason::Reason;

use crate::pdptw::Budget;
use crate::pdptw::rng::Rng;

/// Plans a problem: most priority first, then most tasks, then least cost, then fewest vehicles, as VROOM does.
/// The budget's steps are ruins with their recreates; with 0 of them the answer is a first plan.
///
/// # Errors
/// When times or costs are too large to be summed, or the steps of vehicles describe no possible routes.
pub fn solve(input: &Input, seed: u64, budget: &mut Budget<'_>) -> Result<Answer, Refusal> {
    let refuse = |problems| Refusal { code: 2, problems };
    let ground = ground::Ground::new(input).map_err(refuse)?;
    let start = start::start(&ground).map_err(refuse)?;
    let mut rng = Rng::new(seed);
    let recreate = recreate::Recreate::new(&ground);
    let mut search = search::Search::new(&ground, recreate, start, &mut rng);
    search.run(budget, &mut rng);
    let (best, recreate) = search.finish();
    let reasons = reason::reasons(&ground, &recreate, &best);
    Ok(answer::answer(&ground, &best, &reasons))
}
