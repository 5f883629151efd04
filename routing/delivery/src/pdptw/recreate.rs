//! Recreate: requests left out are put back one by one, each where it is cheapest, with blinks.
//!
//! Christiaens and Vanden Berghe 2020; the orders by windows are those of their windowed problems. Routes that come near a
//! request are looked into first, the others only when those have no room (granular neighbourhoods, Toth and Vigo 2003).

use super::ground::{Ground, NONE, request_of};
use super::insert::{Blinks, Place, cheapest};
use super::memo::{Known, Memo};
use super::near::Near;
use super::rng::Rng;
use super::route::Route;
use super::solution::{Journal, Solution};

/// A route comes near a request when it serves one of so many nodes nearest to its pickup or to its delivery: with 1,000 tasks
/// more of them take time and bring nothing, with 200 nearly all routes are near.
const NEAREST: usize = 30;

/// Puts requests back.
#[derive(Debug)]
pub(crate) struct Recreate<'a> {
    near: &'a Near,
    /// Sort keys by order, then by request.
    keys: Vec<Vec<i64>>,
    blinks: Blinks,
    /// An unused vehicle.
    idle: Route,
    /// Chances of the orders, adding up to `total`.
    weights: [usize; 7],
    order: Vec<(i64, u32)>,
    memo: Memo,
    never: Blinks,
    /// Routes that this change has touched.
    fresh: Vec<u32>,
    /// Routes of which the cheapest place is not known, and what it costs at least.
    stale: Vec<(u32, i64)>,
    /// Those of them that do not come near.
    far: Vec<(u32, i64)>,
    /// By route: the last question in which it came near.
    asked: Vec<u64>,
    question: u64,
    failed: Option<(u32, i64)>,
}

impl<'a> Recreate<'a> {
    /// For one problem, with a chance to blink.
    pub(crate) fn new(ground: &Ground, near: &'a Near, blink: f64) -> Self {
        let requests = 0..ground.requests as u32;
        let key = |f: &dyn Fn(u32, u32) -> i64| requests.clone().map(|r| f(r * 2, r * 2 + 1)).collect();
        let depot = |n: u32| {
            i64::from(ground.cost().get(ground.start, n)) + i64::from(ground.cost().get(n, ground.end))
        };
        let width = |n: u32| ground.node(n).due - ground.node(n).ready;
        Self {
            near,
            keys: vec![
                key(&|p, _| -i64::from(ground.node(p).demand)),
                key(&|p, d| -(depot(p) + depot(d))),
                key(&|p, d| depot(p) + depot(d)),
                key(&|p, d| width(p) + width(d)),
                key(&|p, _| ground.node(p).ready),
                key(&|_, d| -ground.node(d).due),
            ],
            blinks: Blinks::new(blink),
            idle: Route::empty(ground),
            weights: [4, 4, 2, 1, 2, 2, 2],
            order: Vec::new(),
            memo: Memo::new(ground.requests),
            never: Blinks::new(0.0),
            fresh: Vec::new(),
            stale: Vec::new(),
            far: Vec::new(),
            asked: Vec::new(),
            question: 0,
            failed: None,
        }
    }

    /// Puts back what fits; at most `fleet` vehicles are used. What does not fit stays absent.
    ///
    /// Gives up when the cost will not be under `limit`, and answers whether it went to the end. What is left over then is in no
    /// order; the caller takes the change back.
    pub(crate) fn run(
        &mut self,
        ground: &Ground,
        solution: &mut Solution,
        (fleet, limit): (usize, i64),
        journal: &mut Journal,
        rng: &mut Rng,
    ) -> bool {
        self.sort(&solution.absent, rng);
        let waiting: i64 = solution.absent.iter().map(|&r| solution.absent_cost(ground, r)).sum();
        let mut room = limit.saturating_sub(solution.cost - waiting);
        solution.absent.clear();
        self.memo.fit(solution.routes.len());
        let order = std::mem::take(&mut self.order);
        let mut whole = true;
        for &(_, request) in &order {
            let out = solution.absent_cost(ground, request);
            let chosen = self.choose(ground, solution, request, (fleet, out.min(room)), journal, rng);
            // With costs that are distances an insertion never makes room again.
            let added = chosen.map_or(out, |(route, place)| {
                let idle = solution.routes.get(route).is_none_or(Route::is_empty);
                place.cost + if idle { ground.fixed + self.idle.cost } else { 0 }
            });
            if added >= room {
                self.failed = chosen.is_none().then_some((request, room));
                whole = false;
                break;
            }
            room -= added;
            if let Some((route, place)) = chosen {
                if route == solution.routes.len() {
                    solution.routes.push(self.idle.clone());
                } else {
                    journal.keep(solution, route);
                }
                solution.insert(ground, request, route, place);
            } else {
                solution.absent.push(request);
            }
        }
        self.order = order;
        whole
    }

    /// The request that had no place when the last run gave up, with the cost that its place had to be under.
    pub(crate) fn failed(&self) -> Option<(u32, i64)> {
        self.failed
    }

    fn sort(&mut self, absent: &[u32], rng: &mut Rng) {
        let mut draw = rng.below(self.weights.iter().sum());
        let mut which = 0;
        while draw >= self.weights[which] {
            draw -= self.weights[which];
            which += 1;
        }
        self.order.clear();
        match which.checked_sub(1).and_then(|w| self.keys.get(w)) {
            None => self.order.extend(absent.iter().map(|&r| ((rng.bits() >> 1) as i64, r))),
            Some(keys) => self.order.extend(absent.iter().map(|&r| (keys[r as usize], r))),
        }
        self.order.sort_unstable();
    }

    /// The cheapest route and place; a new vehicle when that is cheaper and there is one.
    ///
    /// Routes of which the cheapest place is known come first, then those that this change has touched, which lie near and
    /// have room: their places bound what is looked for in the others.
    fn choose(
        &mut self,
        ground: &Ground,
        solution: &Solution,
        request: u32,
        (fleet, bound): (usize, i64),
        journal: &Journal,
        rng: &mut Rng,
    ) -> Option<(usize, Place)> {
        let mut best = Best { bound, found: None };
        let (mut used, mut unused) = (0, solution.routes.len());
        self.mark_near(solution, request);
        self.fresh.clear();
        self.stale.clear();
        self.far.clear();
        for (index, route) in solution.routes.iter().enumerate() {
            if route.is_empty() {
                unused = unused.min(index);
                continue;
            }
            used += 1;
            if journal.touched(index) {
                self.fresh.push(index as u32);
                continue;
            }
            match self.memo.get(request, index, route.version) {
                Known::Cheapest(place) => {
                    debug_assert!(
                        cheapest(ground, route, request, place.cost + 1, (&mut self.never, rng))
                            == Some(place),
                        "what is remembered is not so"
                    );
                    if place.cost < best.bound && !self.blinks.skip(rng) {
                        best.take(index, place);
                    }
                }
                Known::AtLeast(least) => self.put_off(index, least),
                Known::Nothing => self.put_off(index, i64::MIN),
            }
        }
        for &index in &self.fresh {
            let route = &solution.routes[index as usize];
            if let Some(place) = cheapest(ground, route, request, best.bound, (&mut self.blinks, rng)) {
                best.take(index as usize, place);
            }
        }
        self.look_again(ground, solution, request, &mut best, rng);
        if best.found.is_none() {
            std::mem::swap(&mut self.far, &mut self.stale);
            self.look_again(ground, solution, request, &mut best, rng);
        }
        if used < fleet {
            let empty = self.idle.cost;
            let bound = best.bound.saturating_sub(ground.fixed).saturating_add(empty);
            if let Some(place) = cheapest(ground, &self.idle, request, bound, (&mut self.blinks, rng)) {
                return Some((unused, place));
            }
        }
        best.found
    }

    /// Notes which routes come near the request.
    fn mark_near(&mut self, solution: &Solution, request: u32) {
        self.asked.resize(solution.routes.len().max(self.asked.len()), 0);
        self.question += 1;
        for node in [2 * request, 2 * request + 1] {
            for &other in self.near.of(node).iter().take(NEAREST) {
                let route = solution.route_of[request_of(other)];
                if route != NONE {
                    self.asked[route as usize] = self.question;
                }
            }
        }
    }

    /// A stale route is for later: the cheapest place in it costs `least` or more.
    fn put_off(&mut self, route: usize, least: i64) {
        let near = self.asked[route] == self.question;
        let list = if near { &mut self.stale } else { &mut self.far };
        list.push((route as u32, least));
    }

    /// Looks into the stale routes for something better, and notes what there is.
    fn look_again(
        &mut self,
        ground: &Ground,
        solution: &Solution,
        request: u32,
        best: &mut Best,
        rng: &mut Rng,
    ) {
        for &(index, least) in &self.stale {
            if least >= best.bound {
                continue;
            }
            let route = &solution.routes[index as usize];
            let found = cheapest(ground, route, request, best.bound, (&mut self.never, rng));
            self.memo.set(request, index as usize, route.version, best.bound, found);
            if let Some(place) = found.filter(|_| !self.blinks.skip(rng)) {
                best.take(index as usize, place);
            }
        }
    }
}

/// The cheapest place so far.
struct Best {
    bound: i64,
    found: Option<(usize, Place)>,
}

impl Best {
    fn take(&mut self, route: usize, place: Place) {
        self.bound = place.cost;
        self.found = Some((route, place));
    }
}
