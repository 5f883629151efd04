//! Ruin: strings of neighbouring tasks are taken out of routes that lie near each other, now and then whole routes.
//!
//! Christiaens and Vanden Berghe 2020, "Slack induction by string removals". A pickup goes with its delivery.

use super::ground::{Ground, NOWHERE};
use super::solution::{Journal, Solution};
use crate::pdptw::rng::Rng;

/// Mean number of tasks that are chosen.
const MEAN: f64 = 10.0;
/// Longest string.
const LONGEST: f64 = 10.0;
/// Chance that a string keeps a run in its middle.
const SPLIT: f64 = 0.5;
/// Chance that this run does not grow any more.
const STOP: f64 = 0.99;
/// Neighbours kept of a task.
const NEIGHBOURS: usize = 150;
/// One ruin in so many takes out a whole route, and one takes out tasks from anywhere.
const OTHER: usize = 20;
/// Routes with more tasks are not taken out whole.
const WHOLE_MOST: usize = 40;

/// Takes tasks out.
#[derive(Debug)]
pub(crate) struct Ruin {
    /// Nearest tasks by task, itself first.
    near: Vec<Vec<u32>>,
    gone: Vec<bool>,
    list: Vec<u32>,
    routes: Vec<u32>,
}

impl Ruin {
    /// Knows who is near whom. O(tasks²).
    pub(crate) fn new(ground: &Ground<'_>) -> Self {
        let n = ground.place.len();
        let car = &ground.cars[0];
        let apart = |a: u32, b: u32| {
            let (a, b) = (ground.place[a as usize], ground.place[b as usize]);
            ground.leg(car, a, b).time + ground.leg(car, b, a).time
        };
        let near = (0..n as u32).map(|task| {
            let mut all: Vec<(i64, u32)> =
                (0..n as u32).map(|t| (if t == task { -1 } else { apart(task, t) }, t)).collect();
            let keep = NEIGHBOURS.min(n);
            if keep < n {
                all.select_nth_unstable(keep);
                all.truncate(keep);
            }
            all.sort_unstable();
            all.into_iter().map(|(_, t)| t).collect()
        });
        Self {
            near: near.collect(),
            gone: vec![false; ground.requests.len()],
            list: Vec::new(),
            routes: Vec::new(),
        }
    }

    /// Takes some requests out; they become absent.
    pub(crate) fn run(
        &mut self,
        ground: &Ground<'_>,
        solution: &mut Solution,
        journal: &mut Journal,
        rng: &mut Rng,
    ) {
        if solution.used.is_empty() {
            return;
        }
        let seed = rng.below(ground.place.len()) as u32;
        match rng.below(OTHER) {
            0 if self.whole(ground, solution, rng) => {}
            1 => self.scattered(ground, solution, rng),
            _ => self.strings(ground, solution, seed, rng),
        }
        for at in 0..self.routes.len() {
            let route = self.routes[at] as usize;
            journal.keep(solution, route);
            solution.remove(ground, route, &self.gone);
            // Where a way about is shorter than the straight one, what is left can be late: all of it goes.
            if !solution.routes[route].possible(ground) {
                for task in solution.routes[route].tasks.clone() {
                    self.mark(ground, route as u32, task);
                }
                solution.remove(ground, route, &self.gone);
            }
        }
        for request in self.list.drain(..) {
            self.gone[request as usize] = false;
            solution.route_of[request as usize] = NOWHERE;
            solution.absent.push(request);
        }
        self.routes.clear();
    }

    fn mark(&mut self, ground: &Ground<'_>, route: u32, task: u32) {
        let request = ground.request_of[task as usize];
        if !std::mem::replace(&mut self.gone[request as usize], true) {
            self.list.push(request);
        }
        if !self.routes.contains(&route) {
            self.routes.push(route);
        }
    }

    /// Marks a whole short route; false when the one drawn is long.
    fn whole(&mut self, ground: &Ground<'_>, solution: &Solution, rng: &mut Rng) -> bool {
        let route = solution.used[rng.below(solution.used.len())];
        let tasks = &solution.routes[route as usize].tasks;
        if tasks.len() > WHOLE_MOST {
            return false;
        }
        for &task in tasks {
            self.mark(ground, route, task);
        }
        true
    }

    /// Marks tasks from anywhere, so that far vehicles, too, change places.
    fn scattered(&mut self, ground: &Ground<'_>, solution: &Solution, rng: &mut Rng) {
        for _ in 0..1 + rng.below(2 * MEAN as usize) {
            let task = rng.below(ground.place.len()) as u32;
            let route = solution.route_of[ground.request_of[task as usize] as usize];
            if route != NOWHERE {
                self.mark(ground, route, task);
            }
        }
    }

    fn strings(&mut self, ground: &Ground<'_>, solution: &Solution, seed: u32, rng: &mut Rng) {
        let stops: usize = solution.used.iter().map(|&r| solution.routes[r as usize].tasks.len()).sum();
        let longest = LONGEST.min(stops as f64 / solution.used.len() as f64).max(1.0);
        let most = (4.0 * MEAN / (1.0 + longest) - 1.0).max(1.0);
        let strings = (1.0 + rng.unit() * most) as usize;
        for at in 0..self.near[seed as usize].len() {
            if self.routes.len() >= strings {
                break;
            }
            let task = self.near[seed as usize][at];
            let request = ground.request_of[task as usize] as usize;
            let route = solution.route_of[request];
            if route != NOWHERE && !self.gone[request] && !self.routes.contains(&route) {
                self.string(ground, solution, route, task, longest, rng);
            }
        }
    }

    fn string(
        &mut self,
        ground: &Ground<'_>,
        solution: &Solution,
        route: u32,
        task: u32,
        longest: f64,
        rng: &mut Rng,
    ) {
        let tasks = &solution.routes[route as usize].tasks;
        let Some(at) = tasks.iter().position(|t| *t == task) else { return };
        let length = ((1.0 + rng.unit() * longest.min(tasks.len() as f64)) as usize).min(tasks.len());
        let mut kept = 0;
        if length > 1 && length < tasks.len() && rng.unit() < SPLIT {
            kept = 1;
            while length + kept < tasks.len() && rng.unit() > STOP {
                kept += 1;
            }
        }
        let span = length + kept;
        let lowest = (at + 1).saturating_sub(span);
        let start = lowest + rng.below(at.min(tasks.len() - span) - lowest + 1);
        // The kept run lies anywhere inside; the seed itself may be in it.
        let from = start + if kept > 0 { 1 + rng.below(length - 1) } else { 0 };
        for (i, &task) in tasks.iter().enumerate().skip(start).take(span) {
            if kept == 0 || !(from..from + kept).contains(&i) {
                self.mark(ground, route, task);
            }
        }
    }
}
