//! A set of routes with the requests that are left out, and a journal by which a change is taken back.

use super::ground::{Ground, NONE, request_of};
use super::insert::Place;
use super::route::Route;

/// What leaving out a request that must be served costs: more than all vehicles.
pub(crate) const ABSENT: i64 = 1 << 50;

/// Routes and what they leave out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Solution {
    /// Routes; empty ones may stand between.
    pub(crate) routes: Vec<Route>,
    /// The route of each request, or [`NONE`].
    pub(crate) route_of: Vec<u32>,
    /// Requests left out.
    pub(crate) absent: Vec<u32>,
    /// Legs, vehicles used and requests left out.
    pub(crate) cost: i64,
    /// By request: what leaving it out is taken to cost when it must be served.
    pub(crate) prices: Vec<i64>,
}

impl Solution {
    /// Nothing is served.
    pub(crate) fn new(ground: &Ground) -> Self {
        let mut solution = Self {
            routes: Vec::new(),
            route_of: vec![NONE; ground.requests],
            absent: (0..ground.requests as u32).collect(),
            cost: 0,
            prices: vec![ABSENT; ground.requests],
        };
        solution.recount(ground);
        solution
    }

    /// What leaving a request out costs.
    pub(crate) fn absent_cost(&self, ground: &Ground, request: u32) -> i64 {
        ground.prize[request as usize].unwrap_or(self.prices[request as usize])
    }

    /// Vehicles in use.
    pub(crate) fn used(&self) -> usize {
        self.routes.iter().filter(|r| !r.is_empty()).count()
    }

    /// What is better is lower: requests that must be served and are not, vehicles when they come first, all other cost.
    pub(crate) fn rank(&self, ground: &Ground, by_fleet: bool) -> (usize, usize, i64) {
        let prizes = self.absent.iter().map(|&r| ground.prize[r as usize]);
        let (mut missing, mut cost) = (0, self.routes.iter().map(|r| route_cost(ground, r)).sum());
        for prize in prizes {
            missing += usize::from(prize.is_none());
            cost += prize.unwrap_or(0);
        }
        (missing, if by_fleet { self.used() } else { 0 }, cost)
    }

    /// Adds up the cost anew.
    pub(crate) fn recount(&mut self, ground: &Ground) {
        let routes: i64 = self.routes.iter().map(|r| route_cost(ground, r)).sum();
        let absent: i64 = self.absent.iter().map(|&r| self.absent_cost(ground, r)).sum();
        self.cost = routes + absent;
    }

    /// Drops empty routes.
    pub(crate) fn compact(&mut self) {
        self.routes.retain(|r| !r.is_empty());
        self.relabel();
    }

    /// Writes `route_of` anew from the routes.
    pub(crate) fn relabel(&mut self) {
        self.route_of.fill(NONE);
        for (index, route) in self.routes.iter().enumerate() {
            for stop in route.inner() {
                self.route_of[request_of(stop.node)] = index as u32;
            }
        }
    }

    /// Becomes a copy of `other`, keeping its memory.
    pub(crate) fn copy(&mut self, other: &Self) {
        self.routes.truncate(other.routes.len());
        let kept = self.routes.len();
        for (mine, theirs) in self.routes.iter_mut().zip(&other.routes) {
            copy_route(mine, theirs);
        }
        self.routes.extend(other.routes[kept..].iter().cloned());
        self.route_of.clone_from(&other.route_of);
        self.absent.clone_from(&other.absent);
        self.cost = other.cost;
        self.prices.clone_from(&other.prices);
    }

    /// Puts a request into a route; the caller takes it off the absent.
    pub(crate) fn insert(&mut self, ground: &Ground, request: u32, route: usize, place: Place) {
        self.cost -= self.absent_cost(ground, request);
        let target = &mut self.routes[route];
        self.cost -= route_cost(ground, target);
        let kept = target.insert(ground, request, place.i, place.j);
        debug_assert!(kept, "an insertion breaks windows or loads");
        self.cost += route_cost(ground, target);
        self.route_of[request as usize] = route as u32;
    }

    /// Takes the requests marked in `gone` out of a route; they become absent. A route that cannot be kept is emptied.
    pub(crate) fn remove(&mut self, ground: &Ground, route: usize, gone: &[bool], journal: &mut Journal) {
        journal.take(self, route);
        let Some((_, old)) = journal.saved.last() else { return };
        let target = &mut self.routes[route];
        if !target.set_without(ground, old, |n| gone[request_of(n)]) {
            // Only without the triangle inequality.
            target.set(ground, &[]);
        }
        let all = target.is_empty();
        self.cost += route_cost(ground, target) - route_cost(ground, old);
        for request in old.requests().filter(|&r| all || gone[r as usize]) {
            self.absent.push(request);
            self.route_of[request as usize] = NONE;
            self.cost += self.absent_cost(ground, request);
        }
    }
}

/// Legs and vehicle of a route; nothing when it is empty.
pub(crate) fn route_cost(ground: &Ground, route: &Route) -> i64 {
    if route.is_empty() { 0 } else { route.cost + ground.fixed }
}

fn copy_route(to: &mut Route, from: &Route) {
    if to.version != from.version {
        to.stops.clear();
        to.stops.extend_from_slice(&from.stops);
    }
    to.cost = from.cost;
    to.version = from.version;
}

/// The routes as they were before a change.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    saved: Vec<(u32, Route)>,
    spare: Vec<Route>,
    /// By route: the change in which it was saved.
    mark: Vec<u64>,
    change: u64,
    absent: Vec<u32>,
    cost: i64,
    routes: usize,
}

impl Journal {
    /// A change begins.
    pub(crate) fn begin(&mut self, solution: &Solution) {
        self.change += 1;
        self.spare.extend(self.saved.drain(..).map(|(_, r)| r));
        self.absent.clone_from(&solution.absent);
        self.cost = solution.cost;
        self.routes = solution.routes.len();
    }

    /// The cost before the change.
    pub(crate) fn cost(&self) -> i64 {
        self.cost
    }

    /// Whether this change has touched the route.
    pub(crate) fn touched(&self, route: usize) -> bool {
        route >= self.routes || self.mark.get(route) == Some(&self.change)
    }

    /// Moves the route into the journal; it must be set anew and not have been touched in this change.
    fn take(&mut self, solution: &mut Solution, route: usize) {
        let blank = self.spare.pop().unwrap_or_default();
        let old = std::mem::replace(&mut solution.routes[route], blank);
        self.note(route, old);
    }

    /// Keeps a copy of the route, unless this change has one.
    pub(crate) fn keep(&mut self, solution: &Solution, route: usize) {
        if self.touched(route) {
            return;
        }
        let mut copy = self.spare.pop().unwrap_or_default();
        copy_route(&mut copy, &solution.routes[route]);
        self.note(route, copy);
    }

    fn note(&mut self, route: usize, old: Route) {
        if self.mark.len() <= route {
            self.mark.resize(route + 1, 0);
        }
        self.mark[route] = self.change;
        self.saved.push((route as u32, old));
    }

    /// Takes the change back.
    pub(crate) fn rollback(&mut self, solution: &mut Solution) {
        while let Some((route, old)) = self.saved.pop() {
            let new = std::mem::replace(&mut solution.routes[route as usize], old);
            self.spare.push(new);
            for request in solution.routes[route as usize].requests() {
                solution.route_of[request as usize] = route;
            }
        }
        self.spare.extend(solution.routes.drain(self.routes..));
        solution.absent.clone_from(&self.absent);
        for &request in &solution.absent {
            solution.route_of[request as usize] = NONE;
        }
        solution.cost = self.cost;
    }
}
