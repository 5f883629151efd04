//! When a route does what: it ends as early as it can, and starts as late as that allows.
//!
//! Times are told in whole seconds, rounded down; waiting and travel are taken from the rounded times, so that they add up
//! (VROOM's way of telling them).

use super::ground::{Car, Ground, NEVER, NOWHERE, SECOND};
use super::route::Route;
use super::time::{Stop, backward, forward};

/// What happens at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// The vehicle sets out.
    Start,
    /// A task, by index.
    Task(u32),
    /// A rest, by index.
    Rest(usize),
    /// The vehicle is done.
    End,
}

/// A step, in seconds and metres.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimedStep {
    /// What happens.
    pub(crate) what: What,
    /// When it is reached.
    pub(crate) arrival: i64,
    /// Waiting there.
    pub(crate) waiting: i64,
    /// Setup.
    pub(crate) setup: i64,
    /// Service.
    pub(crate) service: i64,
    /// Travel so far.
    pub(crate) duration: i64,
    /// Metres so far.
    pub(crate) distance: i64,
    /// Load behind it.
    pub(crate) load: Vec<i64>,
}

/// The steps of a route that is not empty.
pub(crate) fn steps(ground: &Ground<'_>, route: &Route) -> Vec<TimedStep> {
    let car = &ground.cars[route.car];
    let nodes = route.tasks.len() + 2;
    let departure = latest_departure(ground, car, route);
    let rests = rests_by_gap(ground, car, route, departure);
    let mut clock = Clock::new(departure, route.load(0, ground.dims));
    for node in 1..nodes {
        let leg = ground.leg(car, route.places[node - 1], route.places[node]);
        clock.set_out(leg.time, leg.metres);
        for rest in rests[node - 1]..rests[node] {
            clock.rest(car, rest, route.load(node - 1, ground.dims));
        }
        clock.arrive(ground, route, car, node);
    }
    clock.steps
}

/// The latest departure that still ends as early as possible.
fn latest_departure(ground: &Ground<'_>, car: &Car, route: &Route) -> i64 {
    let nodes = route.tasks.len() + 2;
    let states = car.rests.len() + 1;
    let (mut late, mut into) = (vec![-NEVER; states], vec![-NEVER; states]);
    late[states - 1] = route.early(nodes - 1)[states - 1];
    for node in (1..nodes).rev() {
        let stop = route.stop(ground, car, route.places[node - 1], node);
        let load = route.load(node - 1, ground.dims);
        backward(car, &late, route.legs[node - 1].time, load, stop, &mut into);
        std::mem::swap(&mut late, &mut into);
    }
    late[0]
}

/// How many rests are taken before the departure at each node; as early as they can be without delay.
fn rests_by_gap(ground: &Ground<'_>, car: &Car, route: &Route, departure: i64) -> Vec<usize> {
    let nodes = route.tasks.len() + 2;
    let states = car.rests.len() + 1;
    let mut early = vec![vec![NEVER; states]; nodes];
    early[0][0] = departure;
    let step = |from: &[i64], node: usize, into: &mut [i64]| {
        let stop: Stop<'_> = route.stop(ground, car, route.places[node - 1], node);
        let load = route.load(node - 1, ground.dims);
        forward(car, from, route.legs[node - 1].time, load, stop, into);
    };
    for node in 1..nodes {
        let (done, rest) = early.split_at_mut(node);
        step(&done[node - 1], node, &mut rest[0]);
    }
    let mut taken = vec![states - 1; nodes];
    let (mut from, mut into) = (vec![NEVER; states], vec![NEVER; states]);
    for node in (1..nodes).rev() {
        let now = taken[node];
        taken[node - 1] = 0;
        for before in (0..=now).rev() {
            from.fill(NEVER);
            from[before] = early[node - 1][before];
            step(&from, node, &mut into);
            if from[before] < NEVER && into[now] == early[node][now] {
                taken[node - 1] = before;
                break;
            }
        }
    }
    taken
}

/// Plays a route through.
struct Clock {
    steps: Vec<TimedStep>,
    now: i64,
    /// What is left of the way, the whole way, and its metres.
    left: i64,
    way: i64,
    metres: i64,
    /// Seconds and metres told so far, and the second at which the last step ended.
    duration: i64,
    distance: i64,
    ended: i64,
}

impl Clock {
    fn new(departure: i64, load: &[i64]) -> Self {
        let arrival = departure / SECOND;
        let start = TimedStep {
            what: What::Start,
            arrival,
            waiting: 0,
            setup: 0,
            service: 0,
            duration: 0,
            distance: 0,
            load: load.to_vec(),
        };
        Self {
            steps: vec![start],
            now: departure,
            left: 0,
            way: 0,
            metres: 0,
            duration: 0,
            distance: 0,
            ended: arrival,
        }
    }

    fn set_out(&mut self, way: i64, metres: i64) {
        (self.left, self.way, self.metres) = (way, way, metres);
    }

    /// Tells a step that is reached at `arrival` and begins at `begin`.
    fn tell(
        &mut self,
        what: What,
        (arrival, begin): (i64, i64),
        (setup, service): (i64, i64),
        distance: i64,
        load: &[i64],
    ) {
        let seconds = arrival / SECOND;
        let waiting = if begin > arrival { begin / SECOND - seconds } else { 0 };
        let (setup, service) = (setup / SECOND, service / SECOND);
        self.duration += seconds - self.ended;
        self.ended = seconds + waiting + setup + service;
        let (duration, load) = (self.duration, load.to_vec());
        self.steps.push(TimedStep {
            what,
            arrival: seconds,
            waiting,
            setup,
            service,
            duration,
            distance,
            load,
        });
    }

    fn rest(&mut self, car: &Car, index: usize, load: &[i64]) {
        let rest = &car.rests[index];
        let begin = rest.windows.first(self.now);
        let driven = self.left.min(begin - self.now);
        let arrival = self.now + driven;
        self.left -= driven;
        // Metres on the way are told by the share of its time.
        let share = if self.way == 0 { 0 } else { self.metres * (self.way - self.left) / self.way };
        self.tell(What::Rest(index), (arrival, begin), (0, rest.length), self.distance + share, load);
        self.now = begin + rest.length;
    }

    fn arrive(&mut self, ground: &Ground<'_>, route: &Route, car: &Car, node: usize) {
        let arrival = self.now + self.left;
        self.distance += self.metres;
        let Some(&task) = route.tasks.get(node - 1) else {
            let load = route.load(node - 1, ground.dims);
            self.tell(What::End, (arrival, arrival), (0, 0), self.distance, load);
            return;
        };
        let begin = ground.windows[task as usize].first(arrival);
        let (setup, service) = ground.setup_service(car, task);
        let before = route.places[node - 1];
        let setup = if before != NOWHERE && before == route.places[node] { 0 } else { setup };
        let load = route.load(node, ground.dims);
        self.tell(What::Task(task), (arrival, begin), (setup, service), self.distance, load);
        self.now = begin + setup + service;
    }
}
