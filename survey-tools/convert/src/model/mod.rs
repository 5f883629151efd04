//! From a survey to a market: every field read, every place computed, every problem told.

mod aisles;
mod fields;
mod head;
mod overlaps;
mod places;
mod refs;
mod stalls;
mod trade;

use market_model::{EntityKind, Id, Market, Problem, Severity, Survey, validate};

/// Builds the market that a survey describes, with every problem; `None` when one of them is an error. O(n log n).
#[must_use]
pub fn build_model(survey: &Survey) -> (Option<Market>, Vec<Problem>) {
    let mut problems = Vec::new();
    refs::check(survey, &mut problems);
    let Some(mut market) = head::read(survey, &mut problems) else { return (None, problems) };
    let lines = aisles::read(survey, &mut market, &mut problems);
    trade::read(survey, &mut market, &mut problems);
    stalls::read(survey, &lines, &mut market, &mut problems);
    places::read(survey, &lines, &mut market, &mut problems);
    let broken = problems.iter().any(|p| p.severity == Severity::Error);
    let rules = validate(&market).into_iter().filter(|p| !(broken && follows_from_others(p, survey)));
    problems.extend(rules.filter(|p| !p.code.starts_with("unknown-")).map(|p| located(p, survey)));
    overlaps::check(survey, &market, &mut problems);
    problems.sort_by(|a, b| (a.severity, &a.origin, &a.path).cmp(&(b.severity, &b.origin, &b.path)));
    problems.dedup();
    let sound = problems.iter().all(|p| p.severity == Severity::Warning);
    (sound.then_some(market), problems)
}

/// Whether a rule may be broken only because a thing with errors was left out.
fn follows_from_others(problem: &Problem, survey: &Survey) -> bool {
    let table = match problem.code.as_str() {
        "no-level" => EntityKind::Level,
        "no-aisle" => EntityKind::Aisle,
        "no-gate" => EntityKind::Gate,
        _ => return false,
    };
    survey.of(table).next().is_some()
}

/// The problem with the place in the input of the thing that its path names, such as `stall 가-12 · width_m`.
fn located(problem: Problem, survey: &Survey) -> Problem {
    let (subject, field) = problem.path.split_once(" · ").unwrap_or((&problem.path, ""));
    let found = subject.split_once(' ').and_then(|(kind, id)| {
        let kind = EntityKind::ALL.iter().find(|k| k.code() == kind)?;
        survey.get(*kind, &Id::new(id).ok()?)
    });
    match found {
        Some(record) => {
            let origin = record.origin_of(field).clone();
            problem.at(&origin)
        }
        None => problem,
    }
}
