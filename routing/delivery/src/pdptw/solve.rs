//! The whole search: a first solution, fewer vehicles, shorter routes.

use market_model::{Problem as Fault, Text};

use super::anneal::{Field, improve};
use super::budget::Budget;
use super::fleet::{fewer, serve_all};
use super::ground::{Ground, NONE};
use super::near::Near;
use super::problem::Problem;
use super::recreate::Recreate;
use super::rng::Rng;
use super::route::Route;
use super::single::{self, Proof};
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

/// Solves a problem within the budget.
///
/// # Errors
/// Everything that is wrong with the problem.
pub fn solve(problem: &Problem, options: Options, budget: &mut Budget<'_>) -> Result<Plan, Vec<Fault>> {
    run(problem, None, options, budget)
}

/// Makes a plan better within the budget; the answer serves no fewer requests and is no worse than `start`.
///
/// # Errors
/// Everything that is wrong with the problem, or the first thing that is wrong with the plan.
pub fn improve_plan(
    problem: &Problem,
    start: &Plan,
    options: Options,
    budget: &mut Budget<'_>,
) -> Result<Plan, Vec<Fault>> {
    run(problem, Some(start), options, budget)
}

fn run(
    problem: &Problem,
    start: Option<&Plan>,
    options: Options,
    budget: &mut Budget<'_>,
) -> Result<Plan, Vec<Fault>> {
    let faults = problem.faults();
    if !faults.is_empty() {
        return Err(faults);
    }
    let by_fleet = options.objective == Objective::Fleet;
    let fixed = problem.vehicles.first().map_or(0, |v| v.fixed_cost);
    let Some(mut ground) = Ground::new(problem, if by_fleet { VEHICLE_FIRST } else { fixed }) else {
        return Err(Vec::new());
    };
    let given = start.map(|plan| from_plan(&ground, plan)).transpose().map_err(|fault| vec![*fault])?;
    let near = Near::new(&ground);
    let mut rng = Rng::new(options.seed);
    let mut solution = given.clone().unwrap_or_else(|| Solution::new(&ground));
    complete(&ground, &near, &mut solution, &mut rng);
    budget.step();
    solution = serve_all(&ground, &near, solution, budget, &mut rng);
    // From here on the number of vehicles is a limit; within it a vehicle costs what it costs.
    ground.fixed = if by_fleet { 0 } else { fixed };
    solution.recount(&ground);
    if by_fleet {
        solution = fewer(&ground, &near, solution, budget, &mut rng);
    }
    let fleet = if by_fleet && solution.absent.is_empty() { solution.used() } else { ground.vehicles };
    let field = Field { ground: &ground, near: &near, fleet, by_fleet };
    let proof = fleet == 1 && alone(&field, &mut solution, budget, &mut rng);
    if !proof {
        solution = improve(&field, solution, budget, 1.0, &mut rng);
    }
    if let Some(given) = given.filter(|g| g.rank(&ground, by_fleet) < solution.rank(&ground, by_fleet)) {
        solution = given;
    }
    debug_assert!(from_plan(&ground, &plan_of(&solution, false)).is_ok(), "the plan is not valid");
    Ok(plan_of(&solution, proof))
}

/// One vehicle: a short search for a tour, then the proof; whether the solution is proved to be the cheapest.
fn alone(field: &Field<'_>, solution: &mut Solution, budget: &mut Budget<'_>, rng: &mut Rng) -> bool {
    let ground = field.ground;
    if ground.requests > single::MOST || ground.prize.iter().any(Option::is_some) {
        return false;
    }
    let mut short = Budget::steps(ground.requests.pow(4) as u64 / 16 + 50);
    let start = std::mem::take(solution);
    *solution = improve(field, start, &mut short, 1.0, rng);
    solution.compact();
    let bound = if solution.absent.is_empty() { solution.cost } else { i64::MAX / 4 };
    match single::prove(ground, bound, &mut || budget.step() >= 1.0) {
        Proof::Unknown => false,
        Proof::NoneCheaper => solution.absent.is_empty(),
        Proof::Cheapest(tour) => {
            let mut route = Route::empty(ground);
            route.set(ground, &tour);
            solution.routes = vec![route];
            solution.absent.clear();
            solution.relabel();
            solution.recount(ground);
            true
        }
    }
}

/// The solution that a plan describes.
fn from_plan(ground: &Ground, plan: &Plan) -> Result<Solution, Box<Fault>> {
    let fault = |route: usize, found: &str| {
        let expected = Text::new("시간대와 용량을 지키는 경로", "routes that keep pairs, windows and loads");
        Box::new(Fault::error("bad-plan", format!("routes[{route}]"), found, expected))
    };
    let mut solution = Solution::new(ground);
    for (index, route) in plan.routes.iter().enumerate() {
        let mut nodes = Vec::with_capacity(route.stops.len());
        for stop in &route.stops {
            let (request, node) = match *stop {
                StopOf::Pickup(request, 0) => (request, 2 * request),
                StopOf::Pickup(..) => return Err(fault(index, "no such pickup")),
                StopOf::Delivery(request) => (request, 2 * request + 1),
            };
            if request >= ground.requests
                || solution.route_of[request] != NONE
                || nodes.contains(&(node as u32))
            {
                return Err(fault(index, "an unknown stop, or one twice"));
            }
            if node % 2 == 1 && !nodes.contains(&(node as u32 - 1)) {
                return Err(fault(index, "a delivery without its pickup"));
            }
            nodes.push(node as u32);
        }
        let mut made = Route::empty(ground);
        let whole = nodes.iter().all(|n| nodes.contains(&(n ^ 1)));
        if !made.set(ground, &nodes) || !whole {
            return Err(fault(index, "late, too full, or goods never delivered"));
        }
        solution.routes.push(made);
        solution.relabel();
    }
    if solution.used() > ground.vehicles {
        return Err(fault(ground.vehicles, "more routes than vehicles"));
    }
    solution.absent.retain(|&r| solution.route_of[r as usize] == NONE);
    solution.recount(ground);
    Ok(solution)
}

/// Puts in greedily what is left out.
fn complete(ground: &Ground, near: &Near, solution: &mut Solution, rng: &mut Rng) {
    let mut journal = Journal::default();
    journal.begin(solution);
    Recreate::new(ground, near, 0.0).run(ground, solution, (ground.vehicles, i64::MAX), &mut journal, rng);
    solution.recount(ground);
}

fn plan_of(solution: &Solution, proved: bool) -> Plan {
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
        proved,
    }
}
