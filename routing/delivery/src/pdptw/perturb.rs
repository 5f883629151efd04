//! Random moves that keep a solution valid: a request goes to another route, or two requests change places.
//!
//! Nagata and Kobayashi 2010. Half of the partners are drawn among neighbours, where moves succeed more often.

use super::ground::{Ground, NONE, request_of};
use super::insert::first;
use super::near::Near;
use super::rng::Rng;
use super::route::Route;
use super::solution::Solution;

/// Random moves with their working memory.
pub(crate) struct Perturb<'a> {
    ground: &'a Ground,
    near: &'a Near,
    one: Route,
    other: Route,
}

impl<'a> Perturb<'a> {
    /// For one problem.
    pub(crate) fn new(ground: &'a Ground, near: &'a Near) -> Self {
        Self { ground, near, one: Route::empty(ground), other: Route::empty(ground) }
    }

    /// Tries `moves` moves.
    pub(crate) fn run(&mut self, solution: &mut Solution, moves: usize, rng: &mut Rng) {
        if solution.routes.len() < 2 {
            return;
        }
        for _ in 0..moves {
            let request = rng.below(self.ground.requests) as u32;
            if solution.route_of[request as usize] == NONE {
                continue;
            }
            let partner = self.partner(request, rng);
            if rng.bits() & 1 == 0 {
                self.relocate(solution, request, partner, rng);
            } else {
                self.exchange(solution, request, partner, rng);
            }
        }
    }

    fn partner(&self, request: u32, rng: &mut Rng) -> u32 {
        if rng.bits() & 1 == 0 {
            return rng.below(self.ground.requests) as u32;
        }
        let near = self.near.of(request * 2 + (rng.bits() & 1) as u32);
        request_of(near[rng.below(near.len().min(40))]) as u32
    }

    /// The request goes into the partner's route.
    fn relocate(&mut self, solution: &mut Solution, request: u32, partner: u32, rng: &mut Rng) {
        let (from, to) = (solution.route_of[request as usize], solution.route_of[partner as usize]);
        if to == NONE || to == from || solution.routes[from as usize].stops.len() <= 4 {
            return;
        }
        let target = &solution.routes[to as usize];
        let Some(place) = first(self.ground, target, request, rng.below(target.stops.len() - 1)) else {
            return;
        };
        let source = &mut solution.routes[from as usize];
        if self.one.set_without(self.ground, source, |n| n >> 1 == request) {
            std::mem::swap(source, &mut self.one);
            solution.routes[to as usize].insert(self.ground, request, place.i, place.j);
            solution.route_of[request as usize] = to;
        }
    }

    /// Two requests change routes.
    fn exchange(&mut self, solution: &mut Solution, request: u32, partner: u32, rng: &mut Rng) {
        let (a, b) = (solution.route_of[request as usize], solution.route_of[partner as usize]);
        if b == NONE || a == b {
            return;
        }
        let ground = self.ground;
        if !self.one.set_without(ground, &solution.routes[a as usize], |n| n >> 1 == request) {
            return;
        }
        let Some(mine) = first(ground, &self.one, partner, rng.below(self.one.stops.len() - 1)) else {
            return;
        };
        if !self.other.set_without(ground, &solution.routes[b as usize], |n| n >> 1 == partner) {
            return;
        }
        let Some(theirs) = first(ground, &self.other, request, rng.below(self.other.stops.len() - 1)) else {
            return;
        };
        self.one.insert(ground, partner, mine.i, mine.j);
        self.other.insert(ground, request, theirs.i, theirs.j);
        std::mem::swap(&mut solution.routes[a as usize], &mut self.one);
        std::mem::swap(&mut solution.routes[b as usize], &mut self.other);
        solution.route_of[request as usize] = b;
        solution.route_of[partner as usize] = a;
    }
}
