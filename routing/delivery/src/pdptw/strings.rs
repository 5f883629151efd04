//! Ruin by strings: slack is made in neighbouring routes by taking runs of adjacent stops out of each.
//!
//! Christiaens and Vanden Berghe 2020, "Slack induction by string removals"; a pickup goes with its delivery.

use super::ground::{Ground, NONE, request_of};
use super::near::Near;
use super::rng::Rng;
use super::solution::{Journal, Solution};

/// How much is taken out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Strings {
    /// Mean number of nodes that are chosen; their partners come on top.
    pub(crate) mean: f64,
    /// Longest string.
    pub(crate) longest: f64,
    /// Chance that a string keeps a run in its middle.
    pub(crate) split: f64,
    /// Chance that this run grows by one more.
    pub(crate) deeper: f64,
}

/// Marks of what is taken out.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// By request.
    pub(crate) gone: Vec<bool>,
    /// Requests marked.
    pub(crate) list: Vec<u32>,
    /// Routes that lose something.
    pub(crate) routes: Vec<u32>,
}

impl Marks {
    /// Nothing is marked.
    pub(crate) fn clear(&mut self, requests: usize) {
        self.gone.resize(requests, false);
        for request in self.list.drain(..) {
            self.gone[request as usize] = false;
        }
        self.routes.clear();
    }

    /// Marks a request.
    pub(crate) fn add(&mut self, solution: &Solution, request: u32) {
        if std::mem::replace(&mut self.gone[request as usize], true) {
            return;
        }
        self.list.push(request);
        let route = solution.route_of[request as usize];
        if route != NONE && !self.routes.contains(&route) {
            self.routes.push(route);
        }
    }

    /// Takes what is marked out of the solution.
    pub(crate) fn apply(&self, ground: &Ground, solution: &mut Solution, journal: &mut Journal) {
        for &route in &self.routes {
            solution.remove(ground, route as usize, &self.gone, journal);
        }
    }
}

impl Strings {
    /// Marks strings of the routes nearest to `seed`.
    pub(crate) fn mark(&self, solution: &Solution, near: &Near, seed: u32, marks: &mut Marks, rng: &mut Rng) {
        let (mut stops, mut routes) = (0_usize, 0_usize);
        for route in solution.routes.iter().filter(|r| !r.is_empty()) {
            stops += route.inner().len();
            routes += 1;
        }
        let longest = self.longest.min(stops as f64 / routes.max(1) as f64).max(1.0);
        let most = (4.0 * self.mean / (1.0 + longest) - 1.0).max(1.0);
        let strings = (1.0 + rng.unit() * most) as usize;
        let mut ruined: [u32; 64] = [NONE; 64];
        let mut done = 0;
        for &node in near.of(seed) {
            if done >= strings.min(ruined.len()) {
                break;
            }
            let request = request_of(node);
            let route = solution.route_of[request];
            if route == NONE || marks.gone[request] || ruined[..done].contains(&route) {
                continue;
            }
            ruined[done] = route;
            done += 1;
            self.mark_string(solution, route, node, longest, marks, rng);
        }
    }

    fn mark_string(
        &self,
        solution: &Solution,
        route: u32,
        node: u32,
        longest: f64,
        marks: &mut Marks,
        rng: &mut Rng,
    ) {
        let inner = solution.routes[route as usize].inner();
        let Some(at) = inner.iter().position(|s| s.node == node) else { return };
        let most = longest.min(inner.len() as f64);
        let length = (1.0 + rng.unit() * most) as usize;
        let length = length.min(inner.len());
        let mut kept = 0;
        if length > 1 && length < inner.len() && rng.unit() < self.split {
            kept = 1;
            while length + kept < inner.len() && rng.unit() < self.deeper {
                kept += 1;
            }
        }
        let span = length + kept;
        let lowest = (at + 1).saturating_sub(span);
        let highest = at.min(inner.len() - span);
        let start = lowest + rng.below(highest - lowest + 1);
        // The kept run lies anywhere inside; the seed itself may be in it.
        let keep_from = start + if kept > 0 { 1 + rng.below(length - 1) } else { 0 };
        for (i, stop) in inner.iter().enumerate().skip(start).take(span) {
            if kept > 0 && (keep_from..keep_from + kept).contains(&i) {
                continue;
            }
            marks.add(solution, request_of(stop.node) as u32);
        }
    }
}
