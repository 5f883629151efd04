//! Made problems of any size for the bench, after the public sets: the classes of Li and Lim, and real roads as Sartori and Buriol's.
//!
//! A made Li-and-Lim problem has planted routes, whose number is an upper bound of the fleet. Seeded; the same seed gives the same file.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt::Write as _;

/// A small source of chance.
pub struct Rng(u64);

impl Rng {
    /// The stream of `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }

    fn unit(&mut self) -> f64 {
        self.below(1 << 30) as f64 / f64::from(1 << 30)
    }
}

/// Where stops lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// In clusters.
    Clustered,
    /// Anywhere.
    Random,
    /// Half and half.
    Mixed,
}

/// What a made problem is like.
#[derive(Debug, Clone, Copy)]
pub struct Class {
    /// Where stops lie.
    pub shape: Shape,
    /// Long horizons make few long routes.
    pub long: bool,
    /// Stops.
    pub tasks: usize,
    /// Per cent of the stops that have a window.
    pub windows: u64,
    /// Start of chance.
    pub seed: u64,
}

struct Stop {
    at: (i64, i64),
    ready: i64,
    due: i64,
    load: i64,
    /// Index of the other stop of its pair.
    other: usize,
}

fn apart(a: (i64, i64), b: (i64, i64)) -> f64 {
    ((a.0 - b.0) as f64).hypot((a.1 - b.1) as f64)
}

/// A problem in Li and Lim's form with the number of its planted routes.
pub fn lilim(class: Class) -> (String, usize) {
    let mut rng = Rng::new(class.seed);
    let side = 70 + class.tasks as i64 * 43 / 100;
    let places = places(class, side, &mut rng);
    let depot = (side / 2, side / 2);
    let service = if class.shape == Shape::Clustered { 90 } else { 10 };
    let span = f64::from(if class.shape == Shape::Clustered { 1_000 } else { 340 });
    let horizon = (side as f64 * 1.5 + span * if class.long { 4.0 } else { 1.0 }) as i64;
    let capacity = if class.long { 1_000 } else { 200 };
    let mut left = places;
    let (mut stops, mut routes) = (Vec::new(), 0);
    while !left.is_empty() {
        let start = left.swap_remove(rng.below(left.len() as u64) as usize);
        let mut route = vec![start];
        let mut clock = apart(depot, start) + service as f64;
        let mut times = vec![apart(depot, start)];
        while let Some(next) = nearest(&left, route[route.len() - 1], &mut rng) {
            let arrive = clock + apart(route[route.len() - 1], left[next]) + rng.unit() * 6.0;
            if arrive + service as f64 + apart(left[next], depot) > horizon as f64 {
                break;
            }
            times.push(arrive);
            clock = arrive + service as f64;
            route.push(left.swap_remove(next));
        }
        if route.len() % 2 == 1 {
            // A stop that is alone is left out of the problem.
            let odd = route.pop();
            left.extend(odd.filter(|_| !route.is_empty()));
        }
        plant(class, (&route, &times), (horizon, service, capacity), depot, &mut stops, &mut rng);
        routes += usize::from(!route.is_empty());
    }
    (written(&stops, depot, (horizon, service, capacity), routes * 2), routes)
}

fn places(class: Class, side: i64, rng: &mut Rng) -> Vec<(i64, i64)> {
    let centres: Vec<(i64, i64)> = (0..class.tasks / 12 + 1)
        .map(|_| (rng.below(side as u64) as i64, rng.below(side as u64) as i64))
        .collect();
    (0..class.tasks)
        .map(|i| {
            let near = match class.shape {
                Shape::Clustered => true,
                Shape::Random => false,
                Shape::Mixed => i % 2 == 0,
            };
            let c = centres[rng.below(centres.len() as u64) as usize];
            let mut off = || (rng.below(7) + rng.below(7)) as i64 - 6;
            if near {
                ((c.0 + off()).clamp(0, side), (c.1 + off()).clamp(0, side))
            } else {
                (rng.below(side as u64) as i64, rng.below(side as u64) as i64)
            }
        })
        .collect()
}

/// One of the three nearest.
fn nearest(left: &[(i64, i64)], to: (i64, i64), rng: &mut Rng) -> Option<usize> {
    let mut order: Vec<usize> = (0..left.len()).collect();
    order.sort_by(|&a, &b| apart(left[a], to).total_cmp(&apart(left[b], to)));
    order.get(rng.below(3.min(order.len() as u64)) as usize).copied()
}

/// Pairs the stops of a route and opens windows around their times.
fn plant(
    class: Class,
    (route, times): (&[(i64, i64)], &[f64]),
    (horizon, service, capacity): (i64, i64, i64),
    depot: (i64, i64),
    stops: &mut Vec<Stop>,
    rng: &mut Rng,
) {
    let base = stops.len();
    let mut free: Vec<usize> = (0..route.len()).collect();
    let mut pairs = vec![(0, 0); route.len()];
    let mut used = vec![0_i64; route.len()];
    while !free.is_empty() {
        let a = free.remove(0);
        let b = free.remove(rng.below((free.len() as u64).min(12)) as usize);
        let room = used[a..b].iter().map(|u| capacity - u).min().unwrap_or(capacity);
        let load = (10 + rng.below(30) as i64).min(room / 2).max(0);
        used[a..b].iter_mut().for_each(|u| *u += load);
        (pairs[a], pairs[b]) = ((b, load), (a, -load));
    }
    for (i, &at) in route.iter().enumerate() {
        let (soonest, latest) =
            (apart(depot, at).ceil() as i64, horizon - service - apart(at, depot).ceil() as i64 - 1);
        let width = (20 + rng.below(120) as i64) * if class.long { 4 } else { 1 };
        let from = times[i] as i64 - (rng.unit() * width as f64) as i64;
        let window = if rng.below(100) < class.windows {
            (from.max(soonest).min(times[i] as i64), (from + width).max(times[i].ceil() as i64).min(latest))
        } else {
            (0, latest)
        };
        let (other, load) = pairs[i];
        stops.push(Stop {
            at,
            ready: window.0.max(0),
            due: window.1.max(times[i].ceil() as i64),
            load,
            other: base + other,
        });
    }
}

fn written(
    stops: &[Stop],
    depot: (i64, i64),
    (horizon, service, capacity): (i64, i64, i64),
    fleet: usize,
) -> String {
    let mut text = format!("{fleet} {capacity} 1\n0 {} {} 0 0 {horizon} 0 0 0\n", depot.0, depot.1);
    for (i, s) in stops.iter().enumerate() {
        let other = s.other + 1;
        let (pickup, delivery) = if s.other > i { (0, other) } else { (other, 0) };
        let _ = writeln!(
            text,
            "{} {} {} {} {} {} {service} {pickup} {delivery}",
            i + 1,
            s.at.0,
            s.at.1,
            s.load,
            s.ready,
            s.due
        );
    }
    text
}

/// A street network: arcs with weights by node.
pub struct Streets(Vec<Vec<(usize, u64)>>);

impl Streets {
    /// Reads lines `a from to weight`.
    pub fn read(text: &str) -> Self {
        let mut arcs: Vec<Vec<(usize, u64)>> = Vec::new();
        for line in text.lines().filter(|l| l.starts_with("a ")) {
            let n: Vec<usize> = line.split_whitespace().skip(1).filter_map(|w| w.parse().ok()).collect();
            if let [from, to, weight] = n[..] {
                arcs.resize_with(arcs.len().max(from.max(to) + 1), Vec::new);
                arcs[from].push((to, weight as u64));
            }
        }
        Self(arcs)
    }

    fn from(&self, start: usize) -> Vec<u64> {
        let mut far = vec![u64::MAX; self.0.len()];
        let mut heap = BinaryHeap::from([(Reverse(0), start)]);
        far[start] = 0;
        while let Some((Reverse(d), at)) = heap.pop() {
            if d > far[at] {
                continue;
            }
            for &(to, w) in &self.0[at] {
                if d + w < far[to] {
                    far[to] = d + w;
                    heap.push((Reverse(d + w), to));
                }
            }
        }
        far
    }
}

/// A problem in Sartori and Buriol's form on real streets; the mean way takes a quarter of an hour.
pub fn sartori(streets: &Streets, tasks: usize, wide: bool, seed: u64) -> String {
    let mut rng = Rng::new(seed);
    let reached = streets.from((0..streets.0.len()).max_by_key(|&n| streets.0[n].len()).unwrap_or(0));
    let open: Vec<usize> = (0..streets.0.len()).filter(|&n| reached[n] != u64::MAX).collect();
    let mut places = Vec::new();
    let mut rows: Vec<Vec<u64>> = Vec::new();
    while places.len() <= tasks / 2 * 2 {
        let place = open[rng.below(open.len() as u64) as usize];
        let row = streets.from(place);
        if open.iter().filter(|&&n| row[n] != u64::MAX).count() * 10 > open.len() * 9
            && reached[place] != u64::MAX
        {
            places.push(place);
            rows.push(row);
        }
    }
    let n = places.len();
    let raw = |a: usize, b: usize| rows[a][places[b]].min(1 << 30);
    let (mut sum, mut count) = (0_u64, 1_u64);
    for (a, b) in (0..n).flat_map(|a| (0..n).map(move |b| (a, b))).filter(|&(a, b)| raw(a, b) < 1 << 30) {
        (sum, count) = (sum + raw(a, b), count + 1);
    }
    let mean = sum as f64 / count as f64;
    let minutes = |a: usize, b: usize| {
        if a == b { 0 } else { ((raw(a, b) as f64 / mean * 15.0).ceil() as i64).min(999) }
    };
    let (horizon, width, capacity) = if wide { (480, 120, 300) } else { (240, 60, 100) };
    let mut text = format!(
        "NAME: made\nLOCATION: made\nCOMMENT: made\nTYPE: PDPTW\nSIZE: {n}\nDISTRIBUTION: random\nDEPOT: central\nROUTE-TIME: {horizon}\nTIME-WINDOW: {width}\nCAPACITY: {capacity}\nNODES\n0 0 0 0 0 {horizon} 0 0 0\n"
    );
    for p in (1..n).step_by(2) {
        let d = p + 1;
        let load = 5 + rng.below(40) as i64;
        let (service_p, service_d) = (2 + rng.below(8) as i64, 2 + rng.below(8) as i64);
        let back = minutes(d, 0) + service_d;
        let last = (horizon - back - minutes(p, d) - service_p).max(minutes(0, p));
        let from_p = (rng.unit() * last as f64) as i64;
        let from_p = from_p.max(minutes(0, p)).min(last);
        let soonest = from_p + service_p + minutes(p, d);
        let from_d = soonest + (rng.unit() * (horizon - back - soonest).max(0) as f64 * 0.6) as i64;
        let end_p = (from_p + width).min(horizon);
        let end_d = (from_d + width).min(horizon - back).max(from_d);
        let _ = writeln!(text, "{p} 0 0 {load} {from_p} {end_p} {service_p} 0 {d}");
        let _ = writeln!(text, "{d} 0 0 -{load} {from_d} {end_d} {service_d} {p} 0");
    }
    text.push_str("EDGES\n");
    for a in 0..n {
        let row: Vec<String> = (0..n).map(|b| minutes(a, b).to_string()).collect();
        text.push_str(&row.join(" "));
        text.push('\n');
    }
    text.push_str("EOF\n");
    text
}
