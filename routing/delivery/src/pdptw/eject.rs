//! Fewer vehicles: a route is dissolved and its requests are forced into the others, which eject what is easiest to place.
//!
//! Guided ejection search for pickup and delivery, Nagata and Kobayashi 2010, with the removal of whole requests before the
//! insertion as in Curtois et al. 2018 and Sartori and Buriol 2020. Each request counts how often it could not be placed;
//! the set that is ejected has the least sum of counts.

use super::budget::Budget;
use super::ground::{Ground, NONE};
use super::insert::{Blinks, Place, cheapest, first};
use super::near::Near;
use super::perturb::Perturb;
use super::rng::Rng;
use super::route::Route;
use super::solution::Solution;

/// Most requests that are ejected at once.
const DEPTH: usize = 3;

/// Most stops that are looked at to find an ejection; beyond them the best so far is taken.
const WORK: usize = 200_000;

/// A way to force a request into a route.
#[derive(Debug, Clone, Copy)]
struct Ejection {
    route: usize,
    out: [u32; DEPTH],
    count: usize,
    sum: u64,
}

/// The search.
pub(crate) struct Eject<'a> {
    ground: &'a Ground,
    perturb: Perturb<'a>,
    /// By request: how often it could not be placed.
    counts: Vec<u64>,
    scratch: Route,
    /// Requests of the route at hand by count.
    order: Vec<(u64, u32)>,
    blinks: Blinks,
    /// Random moves after an ejection.
    moves: usize,
    ties: usize,
    /// Stops that may still be looked at for this request.
    work: usize,
}

impl<'a> Eject<'a> {
    /// For one problem; after an ejection so many random moves are tried.
    pub(crate) fn new(ground: &'a Ground, near: &'a Near, moves: usize) -> Self {
        Self {
            ground,
            perturb: Perturb::new(ground, near),
            counts: vec![1; ground.requests],
            scratch: Route::empty(ground),
            order: Vec::new(),
            blinks: Blinks::new(0.0),
            moves,
            ties: 0,
            work: 0,
        }
    }

    /// Begins anew: every request counts the same, and is placed in random order.
    pub(crate) fn begin(&mut self, solution: &mut Solution, rng: &mut Rng) {
        self.counts.fill(1);
        rng.shuffle(&mut solution.absent);
    }

    /// Places every absent request without a new vehicle; whether that happened before the budget is used up to `until`.
    /// Otherwise some requests are absent still.
    pub(crate) fn place_all(
        &mut self,
        solution: &mut Solution,
        budget: &mut Budget<'_>,
        until: f64,
        rng: &mut Rng,
    ) -> bool {
        while let Some(request) = solution.absent.pop() {
            if budget.step() >= until {
                solution.absent.push(request);
                break;
            }
            if let Some((route, place)) = self.cheapest_of_all(solution, request, rng) {
                self.put(solution, request, route, place);
                continue;
            }
            self.counts[request as usize] += 1;
            match self.search(solution, request, rng) {
                Some(ejection) => self.eject(solution, request, ejection, rng),
                None => solution.absent.push(request),
            }
            self.perturb.run(solution, self.moves, rng);
        }
        solution.recount(self.ground);
        solution.absent.is_empty()
    }

    fn cheapest_of_all(
        &mut self,
        solution: &Solution,
        request: u32,
        rng: &mut Rng,
    ) -> Option<(usize, Place)> {
        let (mut bound, mut found) = (i64::MAX, None);
        for (index, route) in solution.routes.iter().enumerate() {
            if let Some(place) = cheapest(self.ground, route, request, bound, (&mut self.blinks, rng)) {
                bound = place.cost;
                found = Some((index, place));
            }
        }
        found
    }

    fn put(&mut self, solution: &mut Solution, request: u32, route: usize, place: Place) {
        solution.routes[route].insert(self.ground, request, place.i, place.j);
        solution.route_of[request as usize] = route as u32;
    }

    /// The ejection with the least sum of counts; ties of one request are drawn.
    fn search(&mut self, solution: &Solution, request: u32, rng: &mut Rng) -> Option<Ejection> {
        let mut best: Option<Ejection> = None;
        (self.ties, self.work) = (0, WORK);
        let offset = rng.below(solution.routes.len());
        for depth in 1..=DEPTH {
            for turn in 0..solution.routes.len() {
                let index = (turn + offset) % solution.routes.len();
                let route = &solution.routes[index];
                self.order.clear();
                self.order.extend(
                    route.requests().map(|r| ((self.counts[r as usize] << 32) | (rng.bits() >> 32), r)),
                );
                self.order.sort_unstable();
                let trial = Ejection { route: index, out: [NONE; DEPTH], count: 0, sum: 0 };
                self.descend(route, request, trial, depth, 0, &mut best, rng);
            }
        }
        best
    }

    /// Tries all sets of `depth` requests from `from` on in the order of counts.
    #[allow(clippy::too_many_arguments, reason = "the state of a recursion")]
    fn descend(
        &mut self,
        route: &Route,
        request: u32,
        trial: Ejection,
        depth: usize,
        from: usize,
        best: &mut Option<Ejection>,
        rng: &mut Rng,
    ) {
        for at in from..self.order.len() {
            let (count, out) = (self.order[at].0 >> 32, self.order[at].1);
            let left = (depth - trial.count) as u64;
            let bound = best.map_or(u64::MAX, |b| b.sum);
            // What is still to be chosen counts at least as much.
            let least = trial.sum + count * left;
            if least > bound || (least == bound && depth > 1) || self.work == 0 {
                break;
            }
            let mut next = trial;
            next.out[next.count] = out;
            next.count += 1;
            next.sum += count;
            if next.count < depth {
                self.descend(route, request, next, depth, at + 1, best, rng);
            } else if self.fits_without(route, request, &next) {
                if next.sum < bound {
                    self.ties = 0;
                }
                self.ties += 1;
                if rng.below(self.ties) == 0 {
                    *best = Some(next);
                }
            }
        }
    }

    fn fits_without(&mut self, route: &Route, request: u32, ejection: &Ejection) -> bool {
        let out = &ejection.out[..ejection.count];
        self.work = self.work.saturating_sub(route.stops.len());
        self.scratch.set_without(self.ground, route, |n| out.contains(&(n >> 1)))
            && first(self.ground, &self.scratch, request, 0).is_some()
    }

    fn eject(&mut self, solution: &mut Solution, request: u32, ejection: Ejection, rng: &mut Rng) {
        let out = &ejection.out[..ejection.count];
        let route = &mut solution.routes[ejection.route];
        self.scratch.set_without(self.ground, route, |n| out.contains(&(n >> 1)));
        std::mem::swap(route, &mut self.scratch);
        for &gone in out {
            solution.route_of[gone as usize] = NONE;
            solution.absent.push(gone);
        }
        let place = cheapest(
            self.ground,
            &solution.routes[ejection.route],
            request,
            i64::MAX,
            (&mut self.blinks, rng),
        );
        if let Some(place) = place {
            self.put(solution, request, ejection.route, place);
        }
    }
}
