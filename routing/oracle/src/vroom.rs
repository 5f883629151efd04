//! The checker of VROOM solutions: reads problem and solution anew, replays every route step by step and believes nothing.
//!
//! Times are hundredths of a second, because a `speed_factor` is kept to two digits; where it is not 1, times that are
//! told in whole seconds may be off by one. [`best`] finds the best plan of a tiny problem by trying all.

pub mod facts;
pub mod json;
mod tiny;

use facts::{Facts, Matrices, Task, Vehicle};
use json::Value;

pub use tiny::{Best, best, exact};

/// Hundredths in a second.
const SECOND: i128 = 100;

/// Everything that is wrong with a solution; empty when it keeps every rule and every number is right.
#[must_use]
pub fn check(problem: &str, solution: &str) -> Vec<String> {
    let Some(facts) = Facts::read(problem) else {
        return vec!["the checker cannot read the problem".to_owned()];
    };
    let Some(told) = Value::read(solution) else { return vec!["the solution is no JSON".to_owned()] };
    let mut check =
        Check { facts: &facts, wrong: Vec::new(), seen: vec![0; facts.tasks.len()], sums: Sums::new(&facts) };
    check.solution(&told);
    check.wrong
}

#[derive(Default)]
struct Sums {
    cost: i128,
    setup: i128,
    service: i128,
    duration: i128,
    waiting: i128,
    priority: i128,
    distance: i128,
    delivery: Vec<i128>,
    pickup: Vec<i128>,
}

impl Sums {
    fn new(facts: &Facts) -> Self {
        let dims = facts.vehicles.first().map_or(0, |v| v.capacity.len());
        Self { delivery: vec![0; dims], pickup: vec![0; dims], ..Self::default() }
    }

    fn add(&mut self, other: &Self) {
        self.cost += other.cost;
        self.setup += other.setup;
        self.service += other.service;
        self.duration += other.duration;
        self.waiting += other.waiting;
        self.priority += other.priority;
        self.distance += other.distance;
        for d in 0..self.delivery.len() {
            self.delivery[d] += other.delivery[d];
            self.pickup[d] += other.pickup[d];
        }
    }

    fn list(&self) -> [(&'static str, i128); 7] {
        [
            ("cost", self.cost),
            ("setup", self.setup),
            ("service", self.service),
            ("duration", self.duration),
            ("waiting_time", self.waiting),
            ("priority", self.priority),
            ("distance", self.distance),
        ]
    }
}

struct Check<'a> {
    facts: &'a Facts,
    wrong: Vec<String>,
    /// How often each task was met.
    seen: Vec<usize>,
    sums: Sums,
}

impl Check<'_> {
    fn bad(&mut self, text: impl Into<String>) {
        self.wrong.push(text.into());
    }

    fn solution(&mut self, told: &Value) {
        if number(told, "code") != 0 {
            self.bad("code is not 0");
            return;
        }
        let mut used = Vec::new();
        for route in told.get("routes").map_or(&[][..], Value::items) {
            let id = number(route, "vehicle");
            match self.facts.vehicles.iter().find(|v| v.id == id) {
                Some(vehicle) if !used.contains(&id) => self.route(vehicle, route),
                Some(_) => self.bad(format!("vehicle {id} has two routes")),
                None => self.bad(format!("vehicle {id} does not exist")),
            }
            used.push(id);
        }
        let left = told.get("unassigned").map_or(&[][..], Value::items);
        for task in left {
            match self.find(text(task, "type"), number(task, "id")) {
                Some(index) => self.seen[index] += 1,
                None => self.bad(format!(
                    "unassigned {} {} does not exist",
                    text(task, "type"),
                    number(task, "id")
                )),
            }
        }
        for (task, seen) in self.facts.tasks.iter().zip(self.seen.clone()) {
            if seen != 1 {
                self.bad(format!("{} {} is told {seen} times", task.kind, task.id));
            }
        }
        let Some(summary) = told.get("summary") else { return self.bad("there is no summary") };
        let sums = std::mem::take(&mut self.sums);
        self.compare("summary", summary, &sums, 0);
        self.same("summary routes", number(summary, "routes"), used.len() as i128, 0);
        self.same("summary unassigned", number(summary, "unassigned"), left.len() as i128, 0);
    }

    fn find(&self, kind: &str, id: i128) -> Option<usize> {
        self.facts.tasks.iter().position(|t| t.kind == kind && t.id == id)
    }

    fn same(&mut self, what: &str, told: i128, is: i128, slack: i128) {
        if (told - is).abs() > slack {
            self.bad(format!("{what} is {is}, told is {told}"));
        }
    }

    fn compare(&mut self, what: &str, told: &Value, sums: &Sums, slack: i128) {
        for (key, is) in sums.list() {
            let exact = matches!(key, "setup" | "service" | "priority" | "distance");
            // Distances that nobody knows are not told.
            if key == "distance" && told.get(key).is_none() && is == 0 {
                continue;
            }
            self.same(&format!("{what} {key}"), number(told, key), is, if exact { 0 } else { slack });
        }
        for (key, is) in [("delivery", &sums.delivery), ("pickup", &sums.pickup)] {
            let row: Vec<i128> = row(told.get(key));
            if row != *is {
                self.bad(format!("{what} {key} is {is:?}, told is {row:?}"));
            }
        }
        if !told.get("violations").is_some_and(|v| v.items().is_empty()) {
            self.bad(format!("{what} tells violations"));
        }
    }

    fn route(&mut self, vehicle: &Vehicle, told: &Value) {
        let Some(matrices) = self.facts.of(vehicle) else { return self.bad("no matrices") };
        let name = format!("vehicle {}", vehicle.id);
        let steps = told.get("steps").map_or(&[][..], Value::items);
        let kinds: Vec<&str> = steps.iter().map(|s| text(s, "type")).collect();
        let ends = kinds.first() == Some(&"start") && kinds.last() == Some(&"end");
        let inner = kinds.iter().filter(|k| **k == "start" || **k == "end").count();
        if !ends || inner != 2 || kinds.len() < 3 {
            return self.bad(format!("{name}: steps do not go from start over tasks to end"));
        }
        let mut tasks = Vec::new();
        for step in steps {
            let (kind, id) = (text(step, "type"), number(step, "id"));
            if matches!(kind, "start" | "end" | "break") {
                continue;
            }
            match self.find(kind, id) {
                Some(index) => tasks.push(index),
                None => return self.bad(format!("{name}: {kind} {id} does not exist")),
            }
        }
        self.rules(&name, vehicle, &tasks);
        let slack = i128::from(vehicle.slowness % SECOND != 0);
        let mut replay =
            Replay::new(self.facts, vehicle, matrices, &tasks, number(&steps[0], "arrival") * SECOND);
        let mut next = tasks.iter();
        for step in steps {
            let line = match text(step, "type") {
                "start" => Ok(replay.now()),
                "end" => replay.end(),
                "break" => replay.rest(number(step, "id")),
                _ => next.next().map_or(Err("no task".to_owned()), |t| replay.task(*t)),
            };
            match line {
                Ok(line) => self.step(&name, step, &line, slack),
                Err(why) => return self.bad(format!("{name}: {why}")),
            }
        }
        if replay.rests != vehicle.breaks.len() {
            self.bad(format!("{name}: {} of {} breaks", replay.rests, vehicle.breaks.len()));
        }
        let mut sums = replay.sums;
        sums.priority = tasks.iter().map(|t| self.facts.tasks[*t].priority).sum();
        let legs = tiny::legs(self.facts, vehicle, &tasks);
        self.limits(&name, vehicle, &legs);
        // What the cost is made of is told in whole seconds.
        let seconds = number(told, "duration");
        sums.cost = cost(self.facts, vehicle, matrices, &tasks, seconds);
        self.compare(&name, told, &sums, slack * (steps.len() as i128));
        sums.cost = number(told, "cost");
        (sums.duration, sums.waiting) = (seconds, number(told, "waiting_time"));
        self.sums.add(&sums);
    }

    /// Rules that need no clock.
    fn rules(&mut self, name: &str, vehicle: &Vehicle, tasks: &[usize]) {
        for (at, &index) in tasks.iter().enumerate() {
            self.seen[index] += 1;
            let task = &self.facts.tasks[index];
            if !task.skills.iter().all(|s| vehicle.skills.contains(s)) {
                self.bad(format!("{name}: lacks a skill for {} {}", task.kind, task.id));
            }
            let partner = task.partner.map(|p| tasks.iter().position(|t| *t == p));
            let in_order = match (partner, task.kind) {
                (Some(Some(other)), "pickup") => other > at,
                (Some(Some(other)), _) => other < at,
                (Some(None), _) => false,
                (None, _) => true,
            };
            if !in_order {
                self.bad(format!("{name}: {} {} is not in order with its partner", task.kind, task.id));
            }
        }
        if vehicle.max_tasks.is_some_and(|most| tasks.len() as i128 > most) {
            self.bad(format!("{name}: more tasks than max_tasks"));
        }
    }

    fn limits(&mut self, name: &str, vehicle: &Vehicle, (hundredths, metres): &(i128, i128)) {
        if vehicle.max_travel.is_some_and(|most| *hundredths > most * SECOND) {
            self.bad(format!("{name}: travels longer than max_travel_time"));
        }
        if vehicle.max_distance.is_some_and(|most| *metres > most) {
            self.bad(format!("{name}: goes farther than max_distance"));
        }
    }

    fn step(&mut self, name: &str, step: &Value, line: &Line, slack: i128) {
        let name = format!("{name}, {} {}", text(step, "type"), number(step, "id").max(0));
        self.same(&format!("{name}: arrival"), number(step, "arrival"), line.arrival / SECOND, slack);
        self.same(
            &format!("{name}: waiting_time"),
            number(step, "waiting_time"),
            line.waiting / SECOND,
            slack,
        );
        self.same(&format!("{name}: setup"), number(step, "setup"), line.setup, 0);
        self.same(&format!("{name}: service"), number(step, "service"), line.service, 0);
        let load = row(step.get("load"));
        if load != line.load {
            self.bad(format!("{name}: load is {:?}, told is {load:?}", line.load));
        }
    }
}

/// The cost in the user's units from seconds that are told: travel to the nearest, work rounded down.
fn cost(facts: &Facts, vehicle: &Vehicle, matrices: &Matrices, tasks: &[usize], seconds: i128) -> i128 {
    let [fixed, hour, work_hour, km] = vehicle.costs;
    let (_, metres) = tiny::legs(facts, vehicle, tasks);
    let travel = if matrices.costs.is_empty() {
        let thousandths = seconds * hour * 1000 + metres * km * 3600;
        (thousandths + 1_800_000) / 3_600_000
    } else {
        tiny::stops(facts, vehicle, tasks).windows(2).map(|p| at(&matrices.costs, p[0], p[1])).sum()
    };
    fixed + travel + tiny::work(facts, vehicle, tasks) * work_hour / 3600
}

/// What the checker finds at a step.
struct Line {
    arrival: i128,
    waiting: i128,
    setup: i128,
    service: i128,
    load: Vec<i128>,
}

/// Plays a route through; every wait is as short as it can be.
struct Replay<'a> {
    facts: &'a Facts,
    vehicle: &'a Vehicle,
    matrices: &'a Matrices,
    /// Places still to come; the first is where the vehicle goes next.
    stops: Vec<Option<usize>>,
    at: Option<usize>,
    now: i128,
    left: i128,
    load: Vec<i128>,
    rests: usize,
    sums: Sums,
}

impl<'a> Replay<'a> {
    fn new(
        facts: &'a Facts,
        vehicle: &'a Vehicle,
        matrices: &'a Matrices,
        tasks: &[usize],
        now: i128,
    ) -> Self {
        let mut stops: Vec<Option<usize>> = tasks.iter().map(|t| Some(facts.tasks[*t].place)).collect();
        stops.push(vehicle.end);
        stops.reverse();
        let sums = Sums::new(facts);
        let mut load = sums.delivery.clone();
        for task in tasks.iter().map(|t| &facts.tasks[*t]).filter(|t| t.kind == "job") {
            add(&mut load, &task.delivery, 1);
        }
        let mut replay =
            Self { facts, vehicle, matrices, stops, at: vehicle.start, now, left: 0, load, rests: 0, sums };
        replay.set_out();
        replay
    }

    fn set_out(&mut self) {
        let (Some(a), Some(Some(b))) = (self.at, self.stops.last().copied()) else { return };
        let seconds = at(&self.matrices.durations, a, b);
        self.left = seconds * self.vehicle.slowness;
        self.sums.distance += at(&self.matrices.distances, a, b);
    }

    fn now(&self) -> Line {
        Line { arrival: self.now, waiting: 0, setup: 0, service: 0, load: self.load.clone() }
    }

    fn overloaded(&self) -> bool {
        self.load.iter().zip(&self.vehicle.capacity).any(|(l, c)| l > c)
    }

    fn task(&mut self, index: usize) -> Result<Line, String> {
        let task: &Task = &self.facts.tasks[index];
        if self.overloaded() {
            return Err(format!("overloaded before {} {}", task.kind, task.id));
        }
        let arrival = self.arrive();
        let Some(begin) = first(&task.windows, arrival) else {
            return Err(format!("too late for {} {}", task.kind, task.id));
        };
        let (setup, service) = task.work(&self.vehicle.kind);
        let setup = if self.at == Some(task.place) { 0 } else { setup };
        self.begin_and_end(arrival, begin, setup, service);
        add(&mut self.load, &task.pickup, 1);
        add(&mut self.load, &task.delivery, -1);
        add(&mut self.sums.pickup, &task.pickup, 1);
        add(&mut self.sums.delivery, &task.delivery, 1);
        if self.overloaded() {
            return Err(format!("overloaded behind {} {}", task.kind, task.id));
        }
        self.at = self.stops.pop().flatten();
        self.set_out();
        Ok(Line { arrival, waiting: begin - arrival, setup, service, load: self.load.clone() })
    }

    fn rest(&mut self, id: i128) -> Result<Line, String> {
        let Some(rest) = self.vehicle.breaks.iter().find(|b| b.id == id) else {
            return Err(format!("break {id} does not exist"));
        };
        self.rests += 1;
        if rest.max_load.iter().any(|m| m.iter().zip(&self.load).any(|(m, l)| l > m)) {
            return Err(format!("break {id} with too much load"));
        }
        let Some(begin) = first(&rest.windows, self.now) else {
            return Err(format!("too late for break {id}"));
        };
        let driven = self.left.min(begin - self.now);
        let arrival = self.now + driven;
        (self.left, self.now) = (self.left - driven, arrival);
        self.sums.duration += driven;
        self.begin_and_end(arrival, begin, 0, rest.service);
        Ok(Line {
            arrival,
            waiting: begin - arrival,
            setup: 0,
            service: rest.service,
            load: self.load.clone(),
        })
    }

    fn end(&mut self) -> Result<Line, String> {
        let arrival = self.arrive();
        if let Some((from, until)) = self.vehicle.window {
            if arrival > until * SECOND {
                return Err(format!("is back at {arrival}/100, after its hours"));
            }
            if arrival < from * SECOND {
                return Err("is back before its hours".to_owned());
            }
        }
        self.sums.duration /= SECOND;
        self.sums.waiting /= SECOND;
        Ok(self.now())
    }

    fn arrive(&mut self) -> i128 {
        self.now += self.left;
        self.sums.duration += self.left;
        self.left = 0;
        self.now
    }

    fn begin_and_end(&mut self, arrival: i128, begin: i128, setup: i128, service: i128) {
        self.sums.waiting += begin - arrival;
        self.sums.setup += setup;
        self.sums.service += service;
        self.now = begin + (setup + service) * SECOND;
    }
}

/// The first moment from `now` on, in hundredths, that is within a window; any when there is none.
fn first(windows: &[(i128, i128)], now: i128) -> Option<i128> {
    if windows.is_empty() {
        return Some(now);
    }
    windows.iter().find(|w| w.1 * SECOND >= now).map(|w| now.max(w.0 * SECOND))
}

fn at(matrix: &[Vec<i128>], a: usize, b: usize) -> i128 {
    matrix.get(a).and_then(|row| row.get(b)).copied().unwrap_or(0)
}

fn add(sum: &mut [i128], more: &[i128], sign: i128) {
    for (s, m) in sum.iter_mut().zip(more) {
        *s += sign * m;
    }
}

fn number(object: &Value, key: &str) -> i128 {
    object.get(key).and_then(Value::whole).unwrap_or(-1)
}

fn text<'a>(object: &'a Value, key: &str) -> &'a str {
    object.get(key).and_then(Value::text).unwrap_or("")
}

fn row(list: Option<&Value>) -> Vec<i128> {
    list.map_or(&[][..], Value::items).iter().filter_map(Value::whole).collect()
}
