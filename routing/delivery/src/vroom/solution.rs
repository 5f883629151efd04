//! Routes of all vehicles and what is left out, with a journal that takes a step back.
//!
//! Invariants: a request is in one route, with both its tasks, or absent; `used` lists the routes that are not empty.

use super::ground::{Ground, NOWHERE, Request};
use super::insert::Spot;
use super::route::Route;

/// How good a solution is; the smaller is the better. VROOM's order: priority, tasks, cost, vehicles.
pub(crate) type Rank = (i64, usize, i64, usize);

/// A solution.
#[derive(Debug, Clone)]
pub(crate) struct Solution {
    /// By vehicle.
    pub(crate) routes: Vec<Route>,
    /// Route by request, or [`NOWHERE`].
    pub(crate) route_of: Vec<u32>,
    /// Requests in no route.
    pub(crate) absent: Vec<u32>,
    /// Routes that are not empty.
    pub(crate) used: Vec<u32>,
}

impl Solution {
    /// Nothing is served.
    pub(crate) fn empty(ground: &Ground<'_>) -> Self {
        Self {
            routes: (0..ground.cars.len()).map(|car| Route::empty(ground, car)).collect(),
            route_of: vec![NOWHERE; ground.requests.len()],
            absent: (0..ground.requests.len() as u32).collect(),
            used: Vec::new(),
        }
    }

    /// Cost of all routes.
    pub(crate) fn cost(&self) -> i64 {
        self.used.iter().map(|&r| self.routes[r as usize].cost).sum()
    }

    /// How good it is.
    pub(crate) fn rank(&self, ground: &Ground<'_>) -> Rank {
        let left = || self.absent.iter().map(|&r| ground.requests[r as usize]);
        (left().map(|r| r.priority).sum(), left().map(Request::size).sum(), self.cost(), self.used.len())
    }

    /// Puts a request into a route.
    pub(crate) fn insert(&mut self, ground: &Ground<'_>, request: u32, route: usize, spot: Spot) {
        let asked = ground.requests[request as usize];
        let tasks = &mut self.routes[route].tasks;
        if tasks.is_empty() {
            self.used.push(route as u32);
        }
        if asked.pair {
            tasks.insert(spot.second, asked.task + 1);
        }
        tasks.insert(spot.first, asked.task);
        self.routes[route].refresh(ground);
        self.route_of[request as usize] = route as u32;
    }

    /// Takes the requests that are marked out of a route.
    pub(crate) fn remove(&mut self, ground: &Ground<'_>, route: usize, gone: &[bool]) {
        let found = &mut self.routes[route];
        found.tasks.retain(|&t| !gone[ground.request_of[t as usize] as usize]);
        found.refresh(ground);
        if found.tasks.is_empty() {
            self.used.retain(|&r| r as usize != route);
        }
    }

    /// Copies another solution of the same problem, keeping memory.
    pub(crate) fn copy(&mut self, other: &Self) {
        for &route in &self.used {
            if other.routes[route as usize].tasks.is_empty() {
                self.routes[route as usize].copy(&other.routes[route as usize]);
            }
        }
        for &route in &other.used {
            self.routes[route as usize].copy(&other.routes[route as usize]);
        }
        self.route_of.clone_from(&other.route_of);
        self.absent.clone_from(&other.absent);
        self.used.clone_from(&other.used);
    }
}

/// What a step changed.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    kept: Vec<Route>,
    /// How many of `kept` are in use; the rest is memory.
    count: usize,
    absent: Vec<u32>,
    used: Vec<u32>,
}

impl Journal {
    /// Begins a step.
    pub(crate) fn begin(&mut self, solution: &Solution) {
        self.count = 0;
        self.absent.clone_from(&solution.absent);
        self.used.clone_from(&solution.used);
    }

    /// Keeps a route as it is, before its first change.
    pub(crate) fn keep(&mut self, solution: &Solution, route: usize) {
        if self.kept[..self.count].iter().any(|r| r.car == route) {
            return;
        }
        if self.count == self.kept.len() {
            self.kept.push(Route::default());
        }
        self.kept[self.count].copy(&solution.routes[route]);
        self.count += 1;
    }

    /// Takes the step back.
    pub(crate) fn rollback(&mut self, ground: &Ground<'_>, solution: &mut Solution) {
        for kept in &mut self.kept[..self.count] {
            std::mem::swap(kept, &mut solution.routes[kept.car]);
        }
        for kept in &self.kept[..self.count] {
            for &task in &solution.routes[kept.car].tasks {
                solution.route_of[ground.request_of[task as usize] as usize] = kept.car as u32;
            }
        }
        solution.absent.clone_from(&self.absent);
        solution.used.clone_from(&self.used);
        for &request in &solution.absent {
            solution.route_of[request as usize] = NOWHERE;
        }
    }
}
