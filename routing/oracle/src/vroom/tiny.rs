//! The best plan of a tiny problem, by trying every assignment, every order and every place of the breaks.

use super::facts::{Facts, Vehicle};
use super::json::Value;
use super::{Replay, at, number, text};

/// How good a plan is: priority, tasks left out, cost in 1/360,000. More priority, then fewer left out, then less cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Best {
    /// Priority, negative, so that less is better throughout.
    pub minus_priority: i128,
    /// Tasks left out.
    pub left_out: i128,
    /// Cost, exact.
    pub cost: i128,
}

/// The places of a route, start and end where there are any.
pub(super) fn stops(facts: &Facts, vehicle: &Vehicle, tasks: &[usize]) -> Vec<usize> {
    let inner = tasks.iter().map(|t| facts.tasks[*t].place);
    vehicle.start.into_iter().chain(inner).chain(vehicle.end).collect()
}

/// Hundredths of a second and metres of a route.
pub(super) fn legs(facts: &Facts, vehicle: &Vehicle, tasks: &[usize]) -> (i128, i128) {
    let Some(matrices) = facts.of(vehicle) else { return (0, 0) };
    let stops = stops(facts, vehicle, tasks);
    let sum = |m: &[Vec<i128>]| stops.windows(2).map(|p| at(m, p[0], p[1])).sum::<i128>();
    (sum(&matrices.durations) * vehicle.slowness, sum(&matrices.distances))
}

/// Seconds of setup and service of a route's tasks.
pub(super) fn work(facts: &Facts, vehicle: &Vehicle, tasks: &[usize]) -> i128 {
    let mut before = vehicle.start;
    let mut sum = 0;
    for task in tasks.iter().map(|t| &facts.tasks[*t]) {
        let (setup, service) = task.work(&vehicle.kind);
        sum += service + if before == Some(task.place) { 0 } else { setup };
        before = Some(task.place);
    }
    sum
}

/// The cost of a route in 1/360,000.
fn exact_route(facts: &Facts, vehicle: &Vehicle, tasks: &[usize]) -> i128 {
    if tasks.is_empty() {
        return 0;
    }
    let [fixed, hour, work_hour, km] = vehicle.costs;
    let (hundredths, metres) = legs(facts, vehicle, tasks);
    let costs = facts.of(vehicle).map_or(&[][..], |m| &m.costs);
    let travel = if costs.is_empty() {
        hundredths * hour + metres * km * 360
    } else {
        stops(facts, vehicle, tasks).windows(2).map(|p| at(costs, p[0], p[1])).sum::<i128>() * 360_000
    };
    fixed * 360_000 + travel + work(facts, vehicle, tasks) * work_hour * 100
}

/// How good a solution is that [`check`](super::check) finds nothing wrong with; none when it cannot be read.
#[must_use]
pub fn exact(problem: &str, solution: &str) -> Option<Best> {
    let (facts, told) = (Facts::read(problem)?, Value::read(solution)?);
    let mut best = Best { minus_priority: 0, left_out: facts.tasks.len() as i128, cost: 0 };
    for route in told.get("routes")?.items() {
        let vehicle = facts.vehicles.iter().find(|v| v.id == number(route, "vehicle"))?;
        let found =
            |s: &Value| facts.tasks.iter().position(|t| t.kind == text(s, "type") && t.id == number(s, "id"));
        let tasks: Vec<usize> = route.get("steps")?.items().iter().filter_map(found).collect();
        best.left_out -= tasks.len() as i128;
        best.minus_priority -= tasks.iter().map(|t| facts.tasks[*t].priority).sum::<i128>();
        best.cost += exact_route(&facts, vehicle, &tasks);
    }
    Some(best)
}

/// The best there is, for problems of about five tasks and two vehicles. O(all plans).
#[must_use]
pub fn best(problem: &str) -> Option<Best> {
    let facts = Facts::read(problem)?;
    let mut plan = vec![Vec::new(); facts.vehicles.len()];
    let mut found = None;
    try_all(&facts, 0, &mut plan, &mut found);
    found
}

fn try_all(facts: &Facts, task: usize, plan: &mut Vec<Vec<usize>>, found: &mut Option<Best>) {
    if task == facts.tasks.len() {
        judge(facts, plan, found);
        return;
    }
    let pair = facts.tasks[task].kind == "pickup";
    try_all(facts, task + 1 + usize::from(pair), plan, found);
    for route in 0..plan.len() {
        for first in 0..=plan[route].len() {
            plan[route].insert(first, task);
            if pair {
                for second in first + 1..=plan[route].len() {
                    plan[route].insert(second, task + 1);
                    try_all(facts, task + 2, plan, found);
                    plan[route].remove(second);
                }
            } else {
                try_all(facts, task + 1, plan, found);
            }
            plan[route].remove(first);
        }
    }
}

fn judge(facts: &Facts, plan: &[Vec<usize>], found: &mut Option<Best>) {
    let tasks = || plan.iter().flatten();
    let routes = || facts.vehicles.iter().zip(plan);
    let rank = Best {
        minus_priority: -tasks().map(|t| facts.tasks[*t].priority).sum::<i128>(),
        left_out: (facts.tasks.len() - tasks().count()) as i128,
        cost: routes().map(|(v, r)| exact_route(facts, v, r)).sum(),
    };
    if found.is_none_or(|f| rank < f) && routes().all(|(v, r)| r.is_empty() || possible(facts, v, r)) {
        *found = Some(rank);
    }
}

/// Whether a vehicle can do these tasks in this order, with its breaks anywhere between.
fn possible(facts: &Facts, vehicle: &Vehicle, tasks: &[usize]) -> bool {
    let (hundredths, metres) = legs(facts, vehicle, tasks);
    let able = tasks.iter().all(|t| facts.tasks[*t].skills.iter().all(|s| vehicle.skills.contains(s)));
    let within = vehicle.max_tasks.is_none_or(|m| tasks.len() as i128 <= m)
        && vehicle.max_travel.is_none_or(|m| hundredths <= m * 100)
        && vehicle.max_distance.is_none_or(|m| metres <= m);
    let rests = vehicle.breaks.len();
    let gaps = tasks.len() + 1;
    // Every way to put the breaks, in their order, into the gaps.
    let ways = (0..gaps.pow(rests as u32))
        .map(|code| (0..rests).map(|r| code / gaps.pow(r as u32) % gaps).collect::<Vec<usize>>());
    able && within
        && ways.filter(|w| w.is_sorted()).any(|way| {
            let Some(matrices) = facts.of(vehicle) else { return false };
            let from = vehicle.window.map_or(0, |w| w.0) * 100;
            let mut replay = Replay::new(facts, vehicle, matrices, tasks, from);
            let mut breaks = way.iter().zip(&vehicle.breaks).peekable();
            for (gap, task) in tasks.iter().map(Some).chain([None]).enumerate() {
                while let Some((_, rest)) = breaks.next_if(|b| *b.0 == gap) {
                    if replay.rest(rest.id).is_err() {
                        return false;
                    }
                }
                let step = match task {
                    Some(task) => replay.task(*task),
                    None => replay.end(),
                };
                if step.is_err() {
                    return false;
                }
            }
            true
        })
}
