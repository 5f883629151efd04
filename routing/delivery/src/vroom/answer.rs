//! The solution in VROOM's JSON, with fields of our own beside its: `reason` of what is left out, `warnings`, `problems`.

use market_model::{Problem, Text};
use serde::Serialize;

use super::ground::{COST, Ground};
use super::input::{Input, Place, Profile, Task, Vehicle};
use super::read::Refusal;
use super::reason::Reason;
use super::route::Route;
use super::schedule::{TimedStep, What, steps};
use super::solution::Solution;

/// A violation of a rule; there never is one, the arrays are there because VROOM writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Violation {}

/// Milliseconds that things took, as the caller measured them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ComputingTimes {
    /// Reading the problem.
    pub loading: u64,
    /// Planning.
    pub solving: u64,
    /// Asking for routes, which is not done.
    pub routing: u64,
}

/// Sums that routes and the summary have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Sums {
    /// Cost by the vehicles' prices.
    pub cost: u64,
    /// What was set down.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub delivery: Vec<u64>,
    /// The same under its old name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub amount: Vec<u64>,
    /// What was picked up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pickup: Vec<u64>,
    /// Seconds of setup.
    pub setup: u64,
    /// Seconds of service, breaks included.
    pub service: u64,
    /// Seconds of travel.
    pub duration: u64,
    /// Seconds of waiting.
    pub waiting_time: u64,
    /// Priorities of the tasks served.
    pub priority: u64,
    /// Metres, where distances are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance: Option<u64>,
}

/// The whole plan in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Sums over all routes.
    #[serde(flatten)]
    pub sums: Sums,
    /// Number of routes.
    pub routes: usize,
    /// Number of tasks left out.
    pub unassigned: usize,
    /// Always empty.
    pub violations: Vec<Violation>,
    /// Milliseconds.
    pub computing_times: ComputingTimes,
}

/// A task that is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unassigned {
    /// Its number.
    pub id: u64,
    /// `job`, `pickup` or `delivery`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// As in the problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// As in the problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<[f64; 2]>,
    /// As in the problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_index: Option<u32>,
    /// Why.
    pub reason: Reason,
}

/// A step of a route.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepOut {
    /// `start`, `job`, `pickup`, `delivery`, `break` or `end`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// As in the problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Coordinates, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<[f64; 2]>,
    /// Index into matrices, if given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location_index: Option<u32>,
    /// Number of the task or break.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// Seconds of setup.
    pub setup: u64,
    /// Seconds of service.
    pub service: u64,
    /// Seconds of waiting after the arrival.
    pub waiting_time: u64,
    /// Number of the task under its old name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<u64>,
    /// Load behind the step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub load: Vec<u64>,
    /// When it is reached.
    pub arrival: u64,
    /// Seconds of travel so far.
    pub duration: u64,
    /// Always empty.
    pub violations: Vec<Violation>,
    /// Metres so far, where distances are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance: Option<u64>,
}

/// A route.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RouteOut {
    /// Number of its vehicle.
    pub vehicle: u64,
    /// As in the problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its sums.
    #[serde(flatten)]
    pub sums: Sums,
    /// Its steps.
    pub steps: Vec<StepOut>,
    /// Always empty.
    pub violations: Vec<Violation>,
}

/// An answer as VROOM writes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// 0 planned, 1 a fault inside, 2 the input is wrong, 3 travel times are not known.
    pub code: u8,
    /// What is wrong, when `code` is not 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Sums.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
    /// Tasks left out, each with a reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unassigned: Option<Vec<Unassigned>>,
    /// Routes of the vehicles that are used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routes: Option<Vec<RouteOut>>,
    /// What a reader should know, such as travel times that are no times of roads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Text>,
    /// All problems of the input, each with its path.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// Problems that `error` tells.
const TOLD: usize = 10;

impl Answer {
    /// The answer to a problem that cannot be planned.
    #[must_use]
    pub fn refused(refusal: &Refusal) -> Self {
        let problems = &refusal.problems;
        let one = |p: &Problem| {
            let colon = if p.path.is_empty() { "" } else { ": " };
            let found = if p.found.is_empty() { "missing" } else { p.found.as_str() };
            format!("{}{colon}{found} (expected {})", p.path, p.expected.en)
        };
        let mut error: Vec<String> = problems.iter().take(TOLD).map(one).collect();
        if problems.len() > TOLD {
            error.push(format!("and {} more", problems.len() - TOLD));
        }
        Self {
            code: refusal.code,
            error: Some(error.join("; ")),
            summary: None,
            unassigned: None,
            routes: None,
            warnings: Vec::new(),
            problems: problems.clone(),
        }
    }
}

/// Writes a solution down.
pub(crate) fn answer(ground: &Ground<'_>, solution: &Solution, reasons: &[(u32, Reason)]) -> Answer {
    let input = ground.input;
    let mut routes = Vec::new();
    for route in solution.routes.iter().filter(|r| !r.tasks.is_empty()) {
        routes.push(route_out(ground, route));
    }
    let mut unassigned = Vec::new();
    for (request, reason) in reasons {
        let asked = ground.requests[*request as usize];
        for task in &input.tasks[asked.task as usize..][..asked.size()] {
            unassigned.push(left_out(input, task, reason));
        }
    }
    let summary = Summary {
        sums: total(input, &routes),
        routes: routes.len(),
        unassigned: unassigned.len(),
        violations: Vec::new(),
        computing_times: ComputingTimes::default(),
    };
    Answer {
        code: 0,
        error: None,
        summary: Some(summary),
        unassigned: Some(unassigned),
        routes: Some(routes),
        warnings: input.warnings.clone(),
        problems: Vec::new(),
    }
}

fn place_of(input: &Input, place: &Place) -> (Option<[f64; 2]>, Option<u32>) {
    (place.at, Some(place.index).filter(|_| input.by_index))
}

fn left_out(input: &Input, task: &Task, reason: &Reason) -> Unassigned {
    let (location, location_index) = place_of(input, &task.place);
    Unassigned {
        id: task.id,
        kind: task.kind.name(),
        description: task.description.clone(),
        location,
        location_index,
        reason: reason.clone(),
    }
}

fn total(input: &Input, routes: &[RouteOut]) -> Sums {
    let known = input.profiles.iter().any(|p| p.distances.is_some());
    let mut all = Sums {
        delivery: vec![0; input.dimensions],
        pickup: vec![0; input.dimensions],
        distance: known.then_some(0),
        ..Sums::default()
    };
    for sums in routes.iter().map(|r| &r.sums) {
        all.cost += sums.cost;
        all.setup += sums.setup;
        all.service += sums.service;
        all.duration += sums.duration;
        all.waiting_time += sums.waiting_time;
        all.priority += sums.priority;
        for d in 0..input.dimensions {
            all.delivery[d] += sums.delivery[d];
            all.pickup[d] += sums.pickup[d];
        }
        all.distance = all.distance.map(|d| d + sums.distance.unwrap_or(0));
    }
    all.amount.clone_from(&all.delivery);
    all
}

fn route_out(ground: &Ground<'_>, route: &Route) -> RouteOut {
    let input = ground.input;
    let vehicle = &input.vehicles[route.car];
    let profile = &input.profiles[vehicle.profile];
    let timed = steps(ground, route);
    let mut sums =
        Sums { delivery: vec![0; input.dimensions], pickup: vec![0; input.dimensions], ..Sums::default() };
    for step in &timed {
        sums.setup += step.setup as u64;
        sums.service += step.service as u64;
        sums.waiting_time += step.waiting as u64;
        let What::Task(task) = step.what else { continue };
        let task = &input.tasks[task as usize];
        sums.priority += u64::from(task.priority);
        for d in 0..input.dimensions {
            sums.delivery[d] += u64::from(task.delivery[d]);
            sums.pickup[d] += u64::from(task.pickup[d]);
        }
    }
    sums.amount.clone_from(&sums.delivery);
    let end = timed.last();
    sums.duration = end.map_or(0, |s| s.duration as u64);
    let metres = end.map_or(0, |s| s.distance as u64);
    sums.distance = profile.distances.is_some().then_some(metres);
    sums.cost = cost(ground, route, vehicle, profile, sums.duration, metres);
    let steps = timed.iter().map(|s| step_out(ground, route, vehicle, profile, s)).collect();
    let description = vehicle.description.clone();
    RouteOut { vehicle: vehicle.id, description, sums, steps, violations: Vec::new() }
}

/// The cost in the user's units, rounded as VROOM rounds it: travel from the seconds and metres that are told.
fn cost(
    ground: &Ground<'_>,
    route: &Route,
    vehicle: &Vehicle,
    profile: &Profile,
    seconds: u64,
    metres: u64,
) -> u64 {
    let car = &ground.cars[route.car];
    let work: i64 = route.tasks.iter().enumerate().map(|(i, &t)| ground.work(car, route.places[i], t)).sum();
    let task_cost = work * car.task_cost;
    let travel = if profile.costs.is_some() {
        ((route.cost - car.fixed - task_cost) / COST) as u64
    } else {
        let (hour, km) = (u128::from(vehicle.costs.per_hour), u128::from(vehicle.costs.per_km));
        // d · hour / 3600 + m · km / 1000, to the nearest, in whole numbers.
        ((u128::from(seconds) * hour * 5 + u128::from(metres) * km * 18 + 9_000) / 18_000) as u64
    };
    u64::from(vehicle.costs.fixed) + travel + (task_cost / COST) as u64
}

fn step_out(
    ground: &Ground<'_>,
    route: &Route,
    vehicle: &Vehicle,
    profile: &Profile,
    step: &TimedStep,
) -> StepOut {
    let input = ground.input;
    let task = |index: Option<&u32>| index.map(|&t| &input.tasks[t as usize]);
    let (mut id, mut job, mut description, mut place) = (None, None, None, None);
    let kind = match step.what {
        What::Start => {
            place = vehicle.start.as_ref().or(task(route.tasks.first()).map(|t| &t.place));
            "start"
        }
        What::End => {
            place = vehicle.end.as_ref().or(task(route.tasks.last()).map(|t| &t.place));
            "end"
        }
        What::Rest(index) => {
            id = Some(vehicle.breaks[index].id);
            description.clone_from(&vehicle.breaks[index].description);
            "break"
        }
        What::Task(index) => {
            let task = &input.tasks[index as usize];
            (id, job, place) = (Some(task.id), Some(task.id), Some(&task.place));
            description.clone_from(&task.description);
            task.kind.name()
        }
    };
    let (location, location_index) = place.map_or((None, None), |p| place_of(input, p));
    StepOut {
        kind,
        description,
        location,
        location_index,
        id,
        setup: step.setup as u64,
        service: step.service as u64,
        waiting_time: step.waiting as u64,
        job,
        load: step.load.iter().map(|l| *l as u64).collect(),
        arrival: step.arrival as u64,
        duration: step.duration as u64,
        violations: Vec::new(),
        distance: profile.distances.is_some().then_some(step.distance as u64),
    }
}
