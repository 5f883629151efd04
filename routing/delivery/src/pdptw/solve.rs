//! The whole search: a first solution, fewer vehicles, shorter routes.

use market_model::Problem as Fault;

use super::anneal::{Field, improve};
use super::budget::Budget;
use super::eject::Eject;
use super::ground::Ground;
use super::near::Near;
use super::problem::Problem;
use super::recreate::Recreate;
use super::rng::Rng;
use super::solution::{Journal, Solution};

/// What is made small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// The number of vehicles first, then the cost of the legs.
    Fleet,
    /// The cost of legs and vehicles; the number of vehicles is a limit.
    Distance,
}

/// How to search.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What is made small.
    pub objective: Objective,
    /// Start of chance.
    pub seed: u64,
}

/// A stop of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopOf {
    /// The pickup with this index of this request.
    Pickup(usize, usize),
    /// The delivery of this request.
    Delivery(usize),
}

/// One vehicle's stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteOf {
    /// Index of the vehicle's type.
    pub vehicle: usize,
    /// Its stops between start and end.
    pub stops: Vec<StopOf>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Routes of the vehicles that are used.
    pub routes: Vec<RouteOf>,
    /// Requests that are left out.
    pub unserved: Vec<usize>,
    /// What the legs cost.
    pub cost: i64,
    /// Whether no plan is better.
    pub proved: bool,
}

/// What a vehicle costs when the number of vehicles comes first: more than any legs.
const VEHICLE_FIRST: i64 = 1 << 42;

/// Share of the budget after which the fleet is taken as it is.
const FLEET_UNTIL: f64 = 0.6;
/// Share of the budget without a vehicle less after which the fleet is taken as it is.
const FLEET_STALE: f64 = 0.4;

/// Solves a problem within the budget.
///
/// # Errors
/// Everything that is wrong with the problem.
pub fn solve(problem: &Problem, options: Options, budget: &mut Budget<'_>) -> Result<Plan, Vec<Fault>> {
    let faults = problem.faults();
    if !faults.is_empty() {
        return Err(faults);
    }
    let fixed = match options.objective {
        Objective::Fleet => VEHICLE_FIRST,
        Objective::Distance => problem.vehicles.first().map_or(0, |v| v.fixed_cost),
    };
    let Some(ground) = Ground::new(problem, fixed) else { return Err(Vec::new()) };
    let near = Near::new(&ground);
    let mut rng = Rng::new(options.seed);
    let mut solution = first_solution(&ground, &mut rng);
    budget.step();
    if options.objective == Objective::Fleet {
        solution = fewer(&ground, &near, solution, budget, &mut rng);
    }
    let fleet = if options.objective == Objective::Fleet { solution.used() } else { ground.vehicles };
    let field = Field { ground: &ground, near: &near, fleet };
    solution = improve(&field, solution, budget, 1.0, &mut rng);
    Ok(plan_of(&solution))
}

fn first_solution(ground: &Ground, rng: &mut Rng) -> Solution {
    let mut solution = Solution::new(ground);
    let mut journal = Journal::default();
    journal.begin(&solution);
    Recreate::new(ground, 0.0).run(ground, &mut solution, ground.vehicles, &mut journal, rng);
    solution.recount(ground);
    solution
}

/// Takes vehicles away while that succeeds.
fn fewer(ground: &Ground, near: &Near, start: Solution, budget: &mut Budget<'_>, rng: &mut Rng) -> Solution {
    let mut best = start;
    let mut eject = Eject::new(ground, near);
    let mut last = 0.0;
    while best.absent.is_empty() {
        let until = FLEET_UNTIL.min(last + FLEET_STALE);
        let Some(found) = eject.reduce(&best, budget, until, rng) else { break };
        last = budget.used();
        best = found;
    }
    best
}

fn plan_of(solution: &Solution) -> Plan {
    let routes = solution.routes.iter().filter(|r| !r.is_empty());
    let stop = |node: u32| match (node & 1, (node >> 1) as usize) {
        (0, request) => StopOf::Pickup(request, 0),
        (_, request) => StopOf::Delivery(request),
    };
    let mut unserved: Vec<usize> = solution.absent.iter().map(|&r| r as usize).collect();
    unserved.sort_unstable();
    Plan {
        cost: routes.clone().map(|r| r.cost).sum(),
        routes: routes
            .map(|r| RouteOf { vehicle: 0, stops: r.inner().iter().map(|s| stop(s.node)).collect() })
            .collect(),
        unserved,
        proved: false,
    }
}
