//! Whether a plan that is handed in can be one: times that follow each other, numbers that can be reckoned with.
//!
//! Invariant: says nothing about whether the plan is good; that is the checker's. What passes here cannot make a re-plan
//! fail, however odd it is.

use market_model::{Problem, Text};

use crate::plan::{PLAN_FORMAT, PLAN_FORMAT_VERSION, Plan, RiderPlan, Stop, TripPlan, WavePlan};

/// Nothing in a plan is later than this: two days after midnight, and delays.
const LATEST_MS: u64 = 96 * 3_600_000;
/// No load, length or number is more than this.
const MOST: u64 = 1 << 40;
/// So many problems are told.
const TOLD: usize = 100;

/// Tells a path, which is only needed when something is wrong.
type Path<'a> = &'a dyn Fn() -> String;

/// Everything that keeps a plan from being planned again.
pub(crate) fn problems(plan: &Plan) -> Vec<Problem> {
    let mut found = Vec::new();
    if plan.format != PLAN_FORMAT || plan.version != PLAN_FORMAT_VERSION {
        let said = format!("{} {}", plan.format, plan.version);
        found.push(Problem::error("format", "plan.format", said, Text::new(PLAN_FORMAT, PLAN_FORMAT)));
    }
    for (i, rider) in plan.riders.iter().enumerate() {
        of_rider(&|| format!("plan.riders[{i}]"), rider, &mut found);
    }
    for (i, wave) in plan.waves.iter().enumerate() {
        of_wave(&|| format!("plan.waves[{i}]"), wave, &mut found);
    }
    found.truncate(TOLD);
    found
}

fn of_rider(path: Path<'_>, rider: &RiderPlan, found: &mut Vec<Problem>) {
    let mut now = 0;
    for (k, trip) in rider.trips.iter().enumerate() {
        let path = &|| format!("{}.trips[{k}]", path());
        follows(path, "depart_ms", &mut now, trip.depart_ms, found);
        of_trip(path, trip, &mut now, found);
    }
    for (k, rest) in rider.breaks.iter().enumerate() {
        let mut now = 0;
        let path = &|| format!("{}.breaks[{k}]", path());
        follows(path, "begin_ms", &mut now, rest.begin_ms, found);
        follows(path, "end_ms", &mut now, rest.end_ms, found);
        if rest.after_trips > rider.trips.len() as u64 {
            let expected = Text::new("여정의 수 이하", "at most the number of trips");
            let said = rest.after_trips.to_string();
            found.push(Problem::error("number", format!("{}.after_trips", path()), said, expected));
        }
    }
}

fn of_trip(path: Path<'_>, trip: &TripPlan, now: &mut u64, found: &mut Vec<Problem>) {
    for (i, stop) in trip.stops.iter().enumerate() {
        let path = &|| format!("{}.stops[{i}]", path());
        follows(path, "arrive_ms", now, stop.arrive_ms, found);
        follows(path, "wait_ms", now, stop.arrive_ms.saturating_add(stop.wait_ms), found);
        follows(path, "leave_ms", now, stop.leave_ms, found);
        let begin = stop.arrive_ms.saturating_add(stop.wait_ms);
        if begin.saturating_add(stop.service_ms) != stop.leave_ms {
            let expected = Text::new("도착 + 대기 + 작업 = 출발", "arrival + waiting + work = departure");
            found.push(Problem::error("times", path(), stop.leave_ms.to_string(), expected));
        }
        if numbers(stop) > MOST {
            let expected = Text::new("2^40 이하의 수", "numbers up to 2^40");
            found.push(Problem::error("number", path(), "", expected));
        }
    }
}

/// The largest number of a stop.
fn numbers(stop: &Stop) -> u64 {
    let leg = &stop.leg;
    let own = [stop.load_grams, stop.load_millilitres, stop.load_boxes, stop.slack_ms];
    let way = [leg.length_mm, leg.time_ms];
    let steps = leg.steps.iter().flat_map(|s| [s.length_mm, s.time_ms]);
    own.into_iter().chain(way).chain(steps).max().unwrap_or(0)
}

fn of_wave(path: Path<'_>, wave: &WavePlan, found: &mut Vec<Problem>) {
    let mut now = 0;
    follows(path, "begin_ms", &mut now, wave.begin_ms, found);
    for (i, stop) in wave.stops.iter().enumerate() {
        let path = &|| format!("{}.stops[{i}]", path());
        follows(path, "begin_ms", &mut now, stop.begin_ms, found);
        follows(path, "leave_ms", &mut now, stop.leave_ms, found);
    }
    follows(path, "back_ms", &mut now, wave.back_ms, found);
    for (i, order) in wave.orders.iter().enumerate() {
        follows(&|| format!("{}.orders[{i}]", path()), "ready_ms", &mut now, order.ready_ms, found);
    }
    if wave.picker == 0 || wave.picker > 10_000 {
        let expected = Text::new("1부터의 수", "a number from 1 on");
        found.push(Problem::error("number", format!("{}.picker", path()), wave.picker.to_string(), expected));
    }
}

/// One moment after another, and not beyond all days.
fn follows(path: Path<'_>, field: &str, now: &mut u64, at: u64, found: &mut Vec<Problem>) {
    if at < *now || at > LATEST_MS {
        let expected = Text::new("앞의 시각 뒤, 96시간 안", "after what comes before it, within 96 hours");
        found.push(Problem::error("times", format!("{}.{field}", path()), at.to_string(), expected));
    }
    *now = at.clamp(*now, LATEST_MS.max(*now));
}
