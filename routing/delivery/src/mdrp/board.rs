//! Where everybody is at a moment, and what a route from there costs.

use super::day::{Day, Point};
use super::pay::Outlook;

/// What counts how much, in thousandths of a minute that somebody waits for a meal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights {
    /// Another minute beyond the target.
    pub(super) late: i64,
    /// Another minute past the middle of target and maximum, after which an order may soon be too late for everybody.
    pub(super) soon: i64,
    /// A minute of a courier, who could do something else.
    pub(super) work: i64,
    /// A hundredth of top-up to the guaranteed pay.
    pub(super) cent: i64,
    /// An order that nobody can bring in time.
    pub(super) unserved: i64,
}

/// A minute that somebody waits.
pub(super) const MINUTE: i64 = 1000;
/// Most orders ahead of a courier.
pub(super) const AHEAD: usize = 16;

/// A door of a route; with the first one of a bundle the courier is at the restaurant before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drop {
    pub(super) order: usize,
    pub(super) first: bool,
}

/// Where a courier is, or will be next without being asked again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stand {
    pub(super) at: Point,
    pub(super) free_min: i32,
    /// The restaurant at which the courier is, and from when on something can be picked up.
    pub(super) inside: Option<(usize, i32)>,
}

/// Everything that is known at a moment.
pub(super) struct Board<'a> {
    pub(super) day: &'a Day,
    pub(super) weights: Weights,
    pub(super) now: i32,
    pub(super) stands: Vec<Stand>,
    /// Orders that each courier has picked up.
    pub(super) done: Vec<usize>,
    /// By courier and number of orders ahead: what they change of the expected top-up, weighed; falls.
    top_ups: Vec<[i64; AHEAD + 1]>,
    /// From the restaurant to the door, by order.
    legs: Vec<i32>,
}

impl<'a> Board<'a> {
    /// Everybody at home before the day.
    pub(super) fn new(day: &'a Day, weights: Weights) -> Self {
        let stand = |c: &super::day::Courier| Stand { at: c.at, free_min: c.on_min, inside: None };
        let leg = |o| day.minutes(day.restaurant_of(o), day.orders[o].at);
        Self {
            day,
            weights,
            now: i32::MIN,
            stands: day.couriers.iter().map(stand).collect(),
            done: vec![0; day.couriers.len()],
            top_ups: vec![[0; AHEAD + 1]; day.couriers.len()],
            legs: Vec::new(),
        }
        .with_legs((0..day.orders.len()).map(leg).collect())
    }

    fn with_legs(mut self, legs: Vec<i32>) -> Self {
        self.legs = legs;
        self
    }

    /// Moves on to `now`, with the pace of orders so far.
    pub(super) fn advance(&mut self, now: i32, outlook: &mut Outlook) {
        self.now = now;
        for courier in 0..self.stands.len() {
            if self.day.couriers[courier].off_min < now {
                continue;
            }
            let expected = outlook.top_ups(self.day, courier, self.done[courier], AHEAD, now);
            for (weighed, cents) in self.top_ups[courier].iter_mut().zip(&expected) {
                *weighed = ((cents - expected[0]) * self.weights.cent as f64 * outlook.weight).round() as i64;
            }
        }
    }

    /// What `count` orders ahead change of a courier's expected top-up.
    #[inline]
    pub(super) fn top_up(&self, courier: usize, count: usize) -> i64 {
        self.top_ups[courier][count.min(AHEAD)]
    }

    /// What an order costs when it is handed over at a minute; nothing beyond the maximum is allowed.
    #[inline]
    fn wait(&self, order: usize, dropped_min: i32) -> Option<i64> {
        let rules = &self.day.rules;
        let minutes = dropped_min - self.day.orders[order].placed_min;
        if minutes > rules.maximum_min {
            return None;
        }
        let beyond = |limit: i32| i64::from((minutes - limit).max(0));
        let soon = beyond((rules.target_min + rules.maximum_min) / 2) * self.weights.soon;
        Some(i64::from(minutes) * MINUTE + beyond(rules.target_min) * self.weights.late + soon)
    }

    /// When a courier could pick something up at a restaurant, beginning where the stand is.
    #[inline]
    pub(super) fn reach(&self, courier: usize, restaurant: usize) -> i32 {
        let stand = &self.stands[courier];
        match stand.inside {
            Some((at, from)) if at == restaurant => from.max(self.now),
            _ => {
                let leg = self.day.minutes(stand.at, self.day.restaurants[restaurant].at);
                stand.free_min.max(self.now) + leg + self.day.rules.pickup_halves().0
            }
        }
    }

    /// The least that an order can add to a courier's route of `ahead` orders; `None` when it cannot be brought in time.
    #[inline]
    pub(super) fn least(&self, courier: usize, order: usize, ahead: usize) -> Option<i64> {
        let meal = &self.day.orders[order];
        let pickup = self.reach(courier, meal.restaurant).max(meal.ready_min);
        if pickup > self.day.couriers[courier].off_min {
            return None;
        }
        let rules = &self.day.rules;
        let dropped = pickup + rules.pickup_halves().1 + self.legs[order] + rules.dropoff_halves().0;
        let pay = self.top_up(courier, ahead + 1) - self.top_up(courier, ahead);
        self.wait(order, dropped).map(|wait| wait + pay)
    }

    /// What a route costs: waiting, lateness, the courier's time and pay; `None` when it breaks a rule.
    pub(super) fn price(&self, courier: usize, route: &[Drop]) -> Option<i64> {
        if route.len() > AHEAD {
            return None;
        }
        let (rules, off) = (&self.day.rules, self.day.couriers[courier].off_min);
        let ((_, after), (before_drop, after_drop)) = (rules.pickup_halves(), rules.dropoff_halves());
        let stand = &self.stands[courier];
        let (mut at, mut time, mut begun, mut cost) = (stand.at, stand.free_min.max(self.now), None, 0);
        let mut next = 0;
        while next < route.len() {
            let end = bundle_end(route, next);
            let restaurant = self.day.orders[route[next].order].restaurant;
            let reach = match begun {
                None => self.reach(courier, restaurant),
                Some(_) => {
                    time + self.day.minutes(at, self.day.restaurants[restaurant].at) + rules.pickup_halves().0
                }
            };
            let ready = route[next..end].iter().map(|d| self.day.orders[d.order].ready_min).max();
            let pickup = reach.max(ready.unwrap_or(reach));
            if pickup > off {
                return None;
            }
            // Nobody sets out earlier than needed, so that waiting for the first bundle is free.
            begun.get_or_insert(pickup - (reach - time));
            time = pickup + after;
            at = self.day.restaurants[restaurant].at;
            for (index, drop) in route[next..end].iter().enumerate() {
                let door = self.day.orders[drop.order].at;
                let leg = if index == 0 { self.legs[drop.order] } else { self.day.minutes(at, door) };
                time += leg + before_drop;
                cost += self.wait(drop.order, time)?;
                time += after_drop;
                at = door;
            }
            next = end;
        }
        let work = i64::from(time - begun.unwrap_or(time)) * self.weights.work;
        Some(cost + work + self.top_up(courier, route.len()))
    }
}

/// Where the bundle that begins at `start` ends.
#[inline]
pub(super) fn bundle_end(route: &[Drop], start: usize) -> usize {
    route[start + 1..].iter().position(|d| d.first).map_or(route.len(), |length| start + 1 + length)
}
