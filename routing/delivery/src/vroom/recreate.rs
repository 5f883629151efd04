//! Recreate: what is absent is put back one by one, each where it costs least, in an order drawn by chance.
//!
//! Christiaens and Vanden Berghe 2020, with orders for windows, priorities and what was seldom served.

use super::ground::Ground;
use super::insert::{Finder, Spot};
use super::route::Route;
use super::solution::{Journal, Solution};
use crate::pdptw::rng::Rng;

/// Chance that a better place is passed over.
const BLINK: f64 = 0.01;
/// The same in one recreate of [`BOLD_EVERY`], so that a fixed cost or a short cut does not always decide.
const BOLD: f64 = 0.2;
const BOLD_EVERY: usize = 8;
/// Chances of the orders: by chance, large, far, near, narrow, late, important, seldom served.
const WEIGHTS: [usize; 8] = [4, 4, 2, 1, 2, 2, 2, 3];

/// Puts requests back.
#[derive(Debug)]
pub(crate) struct Recreate {
    finder: Finder,
    /// Sort keys by order, then by request; the first order has none.
    keys: [Vec<i64>; 6],
    /// How often a request was left out.
    pub(crate) missed: Vec<i64>,
    /// Whether a request can be alone in a vehicle, by sort and request.
    fits: Vec<Vec<bool>>,
    /// The mean cost of serving a request alone, of those that can be served.
    pub(crate) mean_alone: f64,
    order: Vec<(bool, i64, u32)>,
    /// Vehicles by sort.
    cars: Vec<Vec<u32>>,
}

impl Recreate {
    /// For one problem. O(sorts of vehicles · requests).
    pub(crate) fn new(ground: &Ground<'_>) -> Self {
        let mut finder = Finder::new(0.0);
        let mut rng = Rng::new(0);
        let empties: Vec<Route> = ground.sorts.iter().map(|&car| Route::empty(ground, car)).collect();
        let requests = 0..ground.requests.len();
        let mut fits = vec![vec![false; requests.len()]; empties.len()];
        let (mut sum, mut served) = (0.0, 0.0_f64);
        for request in requests {
            let task = ground.requests[request].task;
            let mut least = i64::MAX;
            for (sort, route) in empties.iter().enumerate() {
                let able = ground.missing_skills(route.car, task).is_empty();
                let spot = able.then(|| finder.best(ground, route, request, i64::MAX, &mut rng)).flatten();
                fits[sort][request] = spot.is_some();
                least = least.min(spot.map_or(i64::MAX, |s| s.delta));
            }
            if least < i64::MAX {
                (sum, served) = (sum + least as f64, served + 1.0);
            }
        }
        let mut cars = vec![Vec::new(); ground.sorts.len()];
        for (car, &sort) in ground.sort_of.iter().enumerate() {
            cars[sort].push(car as u32);
        }
        Self {
            finder: Finder::new(BLINK),
            keys: keys(ground),
            missed: vec![0; ground.requests.len()],
            fits,
            mean_alone: sum / served.max(1.0),
            order: Vec::new(),
            cars,
        }
    }

    /// Whether any vehicle can serve a request on its own.
    pub(crate) fn servable(&self, request: usize) -> bool {
        self.fits.iter().any(|sort| sort[request])
    }

    /// Whether a vehicle can serve a request on its own.
    pub(crate) fn fits(&self, ground: &Ground<'_>, car: usize, request: usize) -> bool {
        self.fits[ground.sort_of[car]][request]
    }

    /// Puts back what fits. What does not fit stays absent.
    /// The first `old` of the absent were so before the ruin.
    pub(crate) fn run(
        &mut self,
        ground: &Ground<'_>,
        solution: &mut Solution,
        journal: &mut Journal,
        old: usize,
        rng: &mut Rng,
    ) {
        self.sort(&solution.absent, old, rng);
        self.finder.blink = if rng.below(BOLD_EVERY) == 0 { BOLD } else { BLINK };
        solution.absent.clear();
        let order = std::mem::take(&mut self.order);
        for &(_, _, request) in &order {
            if let Some((route, spot)) = self.choose(ground, solution, request as usize, rng) {
                journal.keep(solution, route);
                solution.insert(ground, request, route, spot);
            } else {
                self.missed[request as usize] += 1;
                solution.absent.push(request);
            }
        }
        self.order = order;
    }

    fn sort(&mut self, absent: &[u32], old: usize, rng: &mut Rng) {
        let mut draw = rng.below(WEIGHTS.iter().sum());
        let mut which = 0;
        while draw >= WEIGHTS[which] {
            draw -= WEIGHTS[which];
            which += 1;
        }
        // Where much is left out, a few at a time ask for the places of others: who is served then changes in small steps.
        let guests = if old > 2 && rng.below(4) > 0 { 1 + rng.below(3) } else { old };
        let first = rng.below(old.max(1));
        self.order.clear();
        self.order.extend(absent.iter().enumerate().map(|(at, &r)| {
            let key = match which.checked_sub(1) {
                None => (rng.bits() >> 1) as i64,
                Some(w) => self.keys.get(w).map_or(-self.missed[r as usize], |keys| keys[r as usize]),
            };
            let waits = at < old && (at + old - first) % old >= guests;
            (waits, key, r)
        }));
        self.order.sort_unstable();
    }

    /// The cheapest route and place.
    fn choose(
        &mut self,
        ground: &Ground<'_>,
        solution: &Solution,
        request: usize,
        rng: &mut Rng,
    ) -> Option<(usize, Spot)> {
        let mut found: Option<(usize, Spot)> = None;
        let bound = |found: &Option<(usize, Spot)>| found.map_or(i64::MAX, |(_, spot)| spot.delta);
        for &route in &solution.used {
            let car = route as usize;
            if self.fits[ground.sort_of[car]][request] {
                let spot = self.finder.best(ground, &solution.routes[car], request, bound(&found), rng);
                found = spot.map(|s| (car, s)).or(found);
            }
        }
        for (sort, cars) in self.cars.iter().enumerate() {
            if !self.fits[sort][request] {
                continue;
            }
            let idle = cars.iter().find(|&&car| solution.routes[car as usize].tasks.is_empty());
            if let Some(&car) = idle {
                let car = car as usize;
                let spot = self.finder.best(ground, &solution.routes[car], request, bound(&found), rng);
                found = spot.map(|s| (car, s)).or(found);
            }
        }
        found
    }
}

fn keys(ground: &Ground<'_>) -> [Vec<i64>; 6] {
    let all = |f: &dyn Fn(u32, u32) -> i64| -> Vec<i64> {
        ground.requests.iter().map(|r| f(r.task, r.task + u32::from(r.pair))).collect()
    };
    // Each dimension counts by its share of what all vehicles hold.
    let holds = |d: usize| ground.cars.iter().map(|c| c.capacity[d]).max().unwrap_or(0).max(1);
    let scale: Vec<i64> = (0..ground.dims).map(holds).collect();
    let size = |t: u32| {
        let each = ground.taken(t).iter().zip(ground.change(t)).zip(&scale);
        each.map(|((taken, change), s)| (taken + (taken + change).max(0)) * 1000 / s).sum::<i64>()
    };
    let car = &ground.cars[0];
    let depot = if car.start == super::ground::NOWHERE { car.end } else { car.start };
    let far = |t: u32| {
        let place = ground.place[t as usize];
        ground.leg(car, depot, place).time + ground.leg(car, place, depot).time
    };
    let windows = |t: u32| &ground.windows[t as usize];
    let priority = |t: u32| i64::from(ground.input.tasks[t as usize].priority);
    [
        all(&|a, _| -size(a)),
        all(&|a, b| -far(a).max(far(b))),
        all(&|a, b| far(a).max(far(b))),
        all(&|a, b| windows(a).width().min(windows(b).width())),
        all(&|_, b| -windows(b).end()),
        all(&|a, _| -priority(a)),
    ]
}
