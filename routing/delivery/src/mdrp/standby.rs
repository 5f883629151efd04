//! Where couriers with nothing to do wait: near restaurants that others do not cover.
//!
//! An order waits for its courier when the way to the restaurant is longer than the meal takes to be made. So a place is worth
//! what it takes off the expected wait of the next order, summed over restaurants by how often they were ordered from today;
//! most of it is the nearest courier's doing, some of it the next one's, as the nearest may just have been taken.
//! Only what the day has shown by now is known: restaurants, orders so far, shifts.

use super::board::{Board, bundle_end};
use super::day::Point;
use super::routes::Routes;

/// Distances beyond are alike.
const FAR_MIN: usize = 90;
/// A courier who ends sooner stays.
const LEFT_MIN: i32 = 30;
/// Targets that are tried for a courier.
const TARGETS: usize = 12;
/// Most couriers sent in a minute.
const SENT: usize = 4;
/// Share of the wait that the nearest courier decides.
const NEAREST: f64 = 0.75;
/// What a minute of driving must take off the next order's wait, in minutes.
const WORTH: f64 = 0.003;
/// Longest a courier is sent, in minutes: drives are not broken off.
const DRIVE_MIN: i32 = 15;

/// What the day has shown of orders.
pub(super) struct Standby {
    /// Orders by restaurant, one more than there were.
    counts: Vec<f64>,
    /// Orders by minutes from placement to ready.
    making: Vec<f64>,
    legs: Vec<Vec<i32>>,
}

/// A courier at a restaurant's distance.
type Near = [(i32, usize); 3];

impl Standby {
    /// Before the day: all restaurants alike, meals of 5 to 30 minutes alike.
    pub(super) fn new(board: &Board) -> Self {
        let at: Vec<Point> = board.day.restaurants.iter().map(|r| r.at).collect();
        let making = (0..=FAR_MIN).map(|m| if (5..=30).contains(&m) { 0.5 } else { 0.0 }).collect();
        let legs = at.iter().map(|a| at.iter().map(|b| board.day.minutes(*a, *b)).collect()).collect();
        Self { counts: vec![1.0; at.len()], making, legs }
    }

    /// An order was placed.
    pub(super) fn see(&mut self, board: &Board, order: usize) {
        let order = &board.day.orders[order];
        self.counts[order.restaurant] += 1.0;
        let making = (order.ready_min - order.placed_min).clamp(0, FAR_MIN as i32);
        self.making[making as usize] += 1.0;
    }

    /// Which idle couriers should drive where now.
    pub(super) fn send(&self, board: &Board, routes: &Routes) -> Vec<(usize, usize)> {
        let on_duty = |&c: &usize| board.day.couriers[c].off_min >= board.now + LEFT_MIN;
        let mut ends: Vec<(usize, Point, i32)> =
            (0..board.stands.len()).filter(on_duty).map(|c| end(board, routes, c)).collect();
        let idle: Vec<usize> =
            (0..ends.len()).filter(|&i| ends[i].2 == 0 && routes.list[ends[i].0].is_empty()).collect();
        if idle.is_empty() {
            return Vec::new();
        }
        let waits = self.waits(board);
        let mut near = self.nearest(board, &ends);
        let mut sent = Vec::new();
        for i in idle {
            let (courier, at, _) = ends[i];
            if let Some((target, minutes)) = self.best(board, &near, &waits, (courier, at)) {
                sent.push((courier, target));
                ends[i] = (courier, board.day.restaurants[target].at, minutes);
                near = self.nearest(board, &ends);
                if sent.len() == SENT {
                    break;
                }
            }
        }
        sent
    }

    /// Expected wait for the courier, by minutes of way to the restaurant.
    fn waits(&self, board: &Board) -> Vec<f64> {
        let total: f64 = self.making.iter().sum();
        let inside = board.day.rules.pickup_halves().0;
        let wait = |way: usize| {
            let late = |(making, share): (usize, &f64)| {
                f64::from((way as i32 + inside - making as i32).max(0)) * share / total
            };
            self.making.iter().enumerate().map(late).sum()
        };
        (0..=FAR_MIN).map(wait).collect()
    }

    /// The three couriers nearest to each restaurant.
    fn nearest(&self, board: &Board, ends: &[(usize, Point, i32)]) -> Vec<Near> {
        let near = |r: &super::day::Restaurant| {
            let mut best = [(FAR_MIN as i32, usize::MAX); 3];
            for &(courier, at, busy) in ends {
                let way = busy + board.day.minutes(at, r.at);
                if way < best[2].0 {
                    best[2] = (way, courier);
                    best.sort_unstable();
                }
            }
            best
        };
        board.day.restaurants.iter().map(near).collect()
    }

    /// The restaurant at which a courier takes most off the next order's wait, when it is worth the drive, and the drive.
    fn best(
        &self,
        board: &Board,
        near: &[Near],
        waits: &[f64],
        (courier, at): (usize, Point),
    ) -> Option<(usize, i32)> {
        let mut targets: Vec<(i32, usize)> =
            (0..near.len()).map(|r| (board.day.minutes(at, board.day.restaurants[r].at), r)).collect();
        let here = self.wait_with(near, waits, courier, |r| targets[r].0);
        targets.sort_unstable();
        let total: f64 = self.counts.iter().sum();
        let gain = |&(minutes, target): &(i32, usize)| {
            let there = self.wait_with(near, waits, courier, |r| self.legs[target][r]);
            ((here - there) / total - WORTH * f64::from(minutes), target, minutes)
        };
        let close = targets.iter().filter(|(minutes, _)| (1..=DRIVE_MIN).contains(minutes)).take(TARGETS);
        let best = close.map(gain).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        (best.0 > 0.0).then_some((best.1, best.2))
    }

    /// Wait over all restaurants when a courier is so far from each.
    fn wait_with(&self, near: &[Near], waits: &[f64], courier: usize, way: impl Fn(usize) -> i32) -> f64 {
        let one = |(restaurant, near): (usize, &Near)| {
            let mut others = near.iter().filter(|n| n.1 != courier).map(|n| n.0);
            let far = FAR_MIN as i32;
            let (first, second) = (others.next().unwrap_or(far), others.next().unwrap_or(far));
            let mine = way(restaurant).min(far);
            let (first, second) = (first.min(mine), second.min(first.max(mine)));
            let wait = waits[first as usize] * NEAREST + waits[second as usize] * (1.0 - NEAREST);
            self.counts[restaurant] * wait
        };
        near.iter().enumerate().map(one).sum()
    }
}

/// Where a courier will be without work, and in how many minutes from now.
fn end(board: &Board, routes: &Routes, courier: usize) -> (usize, Point, i32) {
    let stand = &board.stands[courier];
    let (mut at, mut time) = (stand.at, stand.free_min.max(board.now));
    let route = &routes.list[courier];
    let rules = &board.day.rules;
    let mut next = 0;
    while next < route.len() {
        let bundle = &route[next..bundle_end(route, next)];
        let counter = board.day.restaurant_of(bundle[0].order);
        let ready = bundle.iter().map(|d| board.day.orders[d.order].ready_min).max().unwrap_or(time);
        time = (time + board.day.minutes(at, counter) + rules.pickup_halves().0).max(ready)
            + rules.pickup_halves().1;
        at = counter;
        for drop in bundle {
            let door = board.day.orders[drop.order].at;
            time += board.day.minutes(at, door) + rules.dropoff_min;
            at = door;
        }
        next += bundle.len();
    }
    (courier, at, time - board.now)
}
