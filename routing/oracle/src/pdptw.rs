//! The checker of pickup-and-delivery plans of the public sets, in double precision, with readers of its own.
//!
//! It replays every route leg by leg and believes no number. [`best`] finds the best plan of a tiny problem by trying all.

/// A stop as the set describes it; the first one is the depot.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    /// The set's number.
    pub id: usize,
    /// Coordinates.
    pub at: (f64, f64),
    /// Change of the load.
    pub demand: f64,
    /// Work begins not before.
    pub ready: f64,
    /// Work begins not after.
    pub due: f64,
    /// Length of the work.
    pub service: f64,
    /// Number of its pickup; 0 when it is one.
    pub pickup: usize,
    /// Number of its delivery; 0 when it is one.
    pub delivery: usize,
}

/// A problem as it was given.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Most vehicles.
    pub fleet: usize,
    /// What one holds.
    pub capacity: f64,
    /// Stops, the depot first.
    pub stops: Vec<Stop>,
    /// Times and distances by index of stop; empty when they are Euclidean.
    pub legs: Vec<Vec<f64>>,
}

impl Facts {
    fn index(&self, id: usize) -> Option<usize> {
        self.stops.iter().position(|s| s.id == id)
    }

    fn leg(&self, a: usize, b: usize) -> f64 {
        if let Some(row) = self.legs.get(a) {
            return row[b];
        }
        let (a, b) = (self.stops[a].at, self.stops[b].at);
        (a.0 - b.0).hypot(a.1 - b.1)
    }
}

/// Reads a file of Li and Lim that is known to be good.
#[must_use]
pub fn lilim(text: &str) -> Option<Facts> {
    let numbers =
        |line: &str| -> Option<Vec<f64>> { line.split_whitespace().map(|w| w.parse().ok()).collect() };
    let mut lines = text.lines().filter(|l| !l.trim().is_empty());
    let head = numbers(lines.next()?)?;
    let stops = lines.map(|line| stop(&numbers(line)?)).collect::<Option<Vec<_>>>()?;
    Some(Facts { fleet: *head.first()? as usize, capacity: *head.get(1)?, stops, legs: Vec::new() })
}

fn stop(n: &[f64]) -> Option<Stop> {
    let [id, x, y, demand, ready, due, service, pickup, delivery] = <[f64; 9]>::try_from(n).ok()?;
    let (pickup, delivery) = (pickup as usize, delivery as usize);
    Some(Stop { id: id as usize, at: (x, y), demand, ready, due, service, pickup, delivery })
}

/// Reads a file of Sartori and Buriol that is known to be good.
#[must_use]
pub fn sartori(text: &str) -> Option<Facts> {
    let numbers =
        |line: &str| -> Option<Vec<f64>> { line.split_whitespace().map(|w| w.parse().ok()).collect() };
    let (head, rest) = text.split_once("NODES")?;
    let (nodes, edges) = rest.split_once("EDGES")?;
    let value = |name: &str| {
        let line = head.lines().find(|l| l.starts_with(name))?;
        line.split_once(':')?.1.trim().parse::<f64>().ok()
    };
    let lines = |text: &str| -> Option<Vec<Vec<f64>>> {
        text.lines().map(str::trim).filter(|l| !l.is_empty() && *l != "EOF").map(numbers).collect()
    };
    let mut stops = lines(nodes)?.iter().map(|n| stop(n)).collect::<Option<Vec<_>>>()?;
    let last = value("ROUTE-TIME").unwrap_or(f64::INFINITY);
    if let Some(depot) = stops.first_mut() {
        depot.due = depot.due.min(depot.ready + last);
    }
    Some(Facts { fleet: stops.len(), capacity: value("CAPACITY")?, stops, legs: lines(edges)? })
}

/// Everything that is wrong with routes (numbers of the set, without the depot) and with the numbers claimed for them.
#[must_use]
pub fn check(facts: &Facts, routes: &[Vec<usize>], vehicles: usize, distance: f64) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut visits = vec![0; facts.stops.len()];
    let mut total = 0.0;
    for (number, route) in routes.iter().enumerate() {
        total += replay(facts, number + 1, route, &mut visits, &mut wrong);
    }
    for (stop, visits) in facts.stops.iter().zip(&visits).skip(1) {
        if *visits != 1 {
            wrong.push(format!("stop {} is visited {visits} times", stop.id));
        }
    }
    let used = routes.iter().filter(|r| !r.is_empty()).count();
    if used != vehicles {
        wrong.push(format!("{used} vehicles are used, {vehicles} are claimed"));
    }
    if used > facts.fleet {
        wrong.push(format!("{used} vehicles are used, there are {}", facts.fleet));
    }
    if (total - distance).abs() > 1e-4 * total.max(1.0).sqrt() {
        wrong.push(format!("the distance is {total}, {distance} is claimed"));
    }
    wrong
}

/// Drives one route; its distance.
fn replay(
    facts: &Facts,
    number: usize,
    route: &[usize],
    visits: &mut [usize],
    wrong: &mut Vec<String>,
) -> f64 {
    let (mut here, mut total, mut load) = (0, 0.0, 0.0);
    let mut now = facts.stops[0].ready;
    let mut aboard: Vec<usize> = Vec::new();
    for id in route {
        let Some(next) = facts.index(*id).filter(|&i| i != 0) else {
            wrong.push(format!("route {number}: there is no stop {id}"));
            continue;
        };
        let stop = &facts.stops[next];
        visits[next] += 1;
        let leg = facts.leg(here, next);
        total += leg;
        now = (now + leg).max(stop.ready);
        if now > stop.due {
            wrong.push(format!("route {number}: stop {id} is served at {now}, due {}", stop.due));
        }
        now += stop.service;
        load += stop.demand;
        if load > facts.capacity {
            wrong.push(format!("route {number}: {load} aboard after stop {id}"));
        }
        if stop.delivery != 0 {
            aboard.push(stop.delivery);
        } else if let Some(at) = aboard.iter().position(|a| a == id) {
            aboard.swap_remove(at);
        } else {
            wrong.push(format!("route {number}: stop {id} comes before its pickup or on another vehicle"));
        }
        here = next;
    }
    if !aboard.is_empty() {
        wrong.push(format!("route {number}: {aboard:?} are never reached"));
    }
    let leg = facts.leg(here, 0);
    if now + leg > facts.stops[0].due {
        wrong.push(format!("route {number}: back at {}, closed at {}", now + leg, facts.stops[0].due));
    }
    total + leg
}

/// Fewest vehicles and then the least distance, by trying everything; `None` when no plan serves all.
///
/// For at most six pairs: O((2n)! · 3ⁿ).
#[must_use]
pub fn best(facts: &Facts) -> Option<(usize, f64)> {
    let pickups: Vec<usize> = (1..facts.stops.len()).filter(|&i| facts.stops[i].delivery != 0).collect();
    let sets = 1_usize << pickups.len();
    let mut tour = vec![f64::INFINITY; sets];
    for (set, cheapest) in tour.iter_mut().enumerate().skip(1) {
        let mut todo: Vec<usize> =
            pickups.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, p)| *p).collect();
        shortest(facts, (0, facts.stops[0].ready, 0.0, 0.0), &mut todo, cheapest);
    }
    let mut plans = vec![(usize::MAX, f64::INFINITY); sets];
    plans[0] = (0, 0.0);
    for set in 1..sets {
        let mut part = set;
        while part > 0 {
            let (vehicles, distance) = plans[set & !part];
            if tour[part].is_finite() && vehicles < facts.fleet {
                let plan = (vehicles + 1, distance + tour[part]);
                if plan.0 < plans[set].0 || (plan.0 == plans[set].0 && plan.1 < plans[set].1) {
                    plans[set] = plan;
                }
            }
            part = (part - 1) & set;
        }
    }
    plans.last().copied().filter(|p| p.1.is_finite())
}

/// Tries every order of the stops that may come next: `todo` holds pickups not begun and deliveries of what is aboard.
fn shortest(
    facts: &Facts,
    (here, now, load, distance): (usize, f64, f64, f64),
    todo: &mut Vec<usize>,
    best: &mut f64,
) {
    if todo.is_empty() {
        let leg = facts.leg(here, 0);
        if now + leg <= facts.stops[0].due {
            *best = best.min(distance + leg);
        }
        return;
    }
    for i in 0..todo.len() {
        let next = todo.swap_remove(i);
        let stop = &facts.stops[next];
        let leg = facts.leg(here, next);
        let begin = (now + leg).max(stop.ready);
        if begin <= stop.due && load + stop.demand <= facts.capacity && distance + leg < *best {
            let delivery = facts.index(stop.delivery).filter(|_| stop.delivery != 0);
            todo.extend(delivery);
            shortest(facts, (next, begin + stop.service, load + stop.demand, distance + leg), todo, best);
            if let Some(delivery) = delivery {
                todo.retain(|t| *t != delivery);
            }
        }
        todo.push(next);
        let last = todo.len() - 1;
        todo.swap(i, last);
    }
}
