//! Tiny days against exhaustive search: every share of orders between riders, every cut into trips, every sequence.

use std::collections::BTreeMap;

use market_delivery::{Limits, Order, Orders, Rider, Session, StopKind};
use market_routing::{Graph, NodeId, Profile};

use crate::day::{Rng, clock, day, graph};

/// One rider's least work for a sequence of trips of orders, by its own reckoning; `None` when it cannot be done.
/// Only what these days use: one gate, hard promises, no ready times, riders that start at the gate.
fn work(graph: &Graph, orders: &Orders, rider: &Rider, trips: &[Vec<usize>]) -> Option<u64> {
    let node = |text: &str| graph.resolve(text).unwrap();
    let gate = node("south");
    let stand = graph.parking(gate)?.0;
    let ride = |a, b| graph.time(a, b, Profile::Motorcycle, None);
    let s = &orders.settings;
    let (mut now, mut total, mut here) = (rider.shift[0].0, 0, None);
    for trip in trips {
        if trip.len() > rider.max_orders as usize {
            return None;
        }
        let mut stalls: BTreeMap<&str, u64> = BTreeMap::new();
        let mut grams = 0;
        for order in trip {
            let mut own: Vec<&str> = orders.orders[*order].items.iter().map(|i| i.stall.as_str()).collect();
            grams += orders.orders[*order].items.iter().map(|i| i.grams).sum::<u64>();
            own.sort_unstable();
            own.dedup();
            own.into_iter().for_each(|stall| *stalls.entry(stall).or_default() += 1);
        }
        if grams > rider.capacity_grams {
            return None;
        }
        let start = if here.is_none() { node(&rider.start) } else { stand };
        let names: Vec<&str> = stalls.keys().copied().collect();
        let tour = tour(graph, [start, stand], &names);
        let work: u64 = stalls.values().map(|n| (s.stall_s + n * s.order_s) * 1000).sum();
        let to_gate = match here {
            None => 0,
            Some(door) => ride(door, stand)? + s.parking_s * 1000,
        };
        let packed = to_gate + tour? + work + s.packing_s * 1000;
        // Legs to doors, each with its promise.
        let mut legs = Vec::new();
        let mut place = stand;
        for order in trip {
            let order = &orders.orders[*order];
            let door = node(&order.address);
            legs.push((if door == place { 0 } else { ride(place, door)? }, order));
            place = door;
        }
        let arrive = |depart: u64| {
            let mut t = depart + packed;
            for (way, order) in &legs {
                t = (t + way).max(order.window[0].0);
                if t > order.window[1].0 {
                    return None;
                }
                t += order.service_s.unwrap_or(s.door_s) * 1000;
            }
            Some(t)
        };
        let end = arrive(now)?;
        // As late as the end allows: by halving.
        let (mut low, mut high) = (now, end);
        while low < high {
            let middle = (low + high).div_ceil(2);
            if arrive(middle) == Some(end) { low = middle } else { high = middle - 1 }
        }
        if end > rider.shift[1].0 {
            return None;
        }
        total += end - low;
        (now, here) = (end, Some(place));
    }
    Some(total)
}

/// The quickest walk between two places past all stalls, of every sequence.
fn tour(graph: &Graph, [start, end]: [NodeId; 2], stalls: &[&str]) -> Option<u64> {
    let walk = |a, b| graph.time(a, b, Profile::Walk, None);
    let each = permutations(stalls.len()).into_iter().filter_map(|p| {
        let mut places = vec![start];
        places.extend(p.iter().map(|i| graph.resolve(stalls[*i]).unwrap()));
        places.push(end);
        places.windows(2).map(|w| walk(w[0], w[1])).sum::<Option<u64>>()
    });
    each.min()
}

fn permutations(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![vec![]];
    }
    let mut out = Vec::new();
    for shorter in permutations(n - 1) {
        for at in 0..n {
            let mut longer = shorter.clone();
            longer.insert(at, n - 1);
            out.push(longer);
        }
    }
    out
}

/// Most orders, then least work, over everything that can be done.
fn best(graph: &Graph, orders: &Orders) -> (usize, u64) {
    let (n, riders) = (orders.orders.len(), orders.riders.len());
    // For each rider and each set of orders the least work.
    let mut least: Vec<BTreeMap<usize, u64>> = vec![BTreeMap::new(); riders];
    for (r, rider) in orders.riders.iter().enumerate() {
        for set in 0..1_usize << n {
            let members: Vec<usize> = (0..n).filter(|i| set & (1 << i) != 0).collect();
            let mut found = if members.is_empty() { Some(0) } else { None };
            for order in permutations(members.len()) {
                let sequence: Vec<usize> = order.iter().map(|i| members[*i]).collect();
                for cuts in 0..1_usize << members.len().saturating_sub(1) {
                    let mut trips: Vec<Vec<usize>> = vec![vec![]];
                    for (i, job) in sequence.iter().enumerate() {
                        trips.last_mut().unwrap().push(*job);
                        if i + 1 < sequence.len() && cuts & (1 << i) != 0 {
                            trips.push(vec![]);
                        }
                    }
                    if members.is_empty() {
                        continue;
                    }
                    found = [found, work(graph, orders, rider, &trips)].into_iter().flatten().min();
                }
            }
            found.map(|ms| least[r].insert(set, ms));
        }
    }
    let mut best = (0, 0);
    let second = least.get(1).cloned().unwrap_or_else(|| BTreeMap::from([(0, 0)]));
    for (a, x) in &least[0] {
        for (b, y) in second.iter().filter(|(b, _)| a & *b == 0) {
            let found = ((a | b).count_ones() as usize, x + y);
            if found.0 > best.0 || (found.0 == best.0 && found.1 < best.1) {
                best = found;
            }
        }
    }
    best
}

#[test]
fn tiny_days_are_planned_as_well_as_by_exhaustive_search() {
    let graph = graph();
    println!("seeds 0 to 59");
    let (mut equal, mut all) = (0, 0);
    for seed in 0..60 {
        let mut rng = Rng(seed ^ 0xabcd);
        let mut orders = day(seed);
        orders.orders.truncate(1 + rng.below(4) as usize);
        orders.riders.truncate(2);
        for order in &mut orders.orders {
            let items = order.items.iter_mut();
            items.for_each(|i| i.ready = None);
            order.items.truncate(2);
            *order =
                Order { window: [order.window[0], clock(order.window[0].0 / 60_000 + 25)], ..order.clone() };
        }
        for rider in &mut orders.riders {
            rider.start = "south".to_owned();
        }
        let found =
            Session::new(&graph).plan(&orders, Limits { steps: 400, seed: 1 }, &mut || false).unwrap();
        let doors = found.riders.iter().flat_map(|r| &r.trips).flat_map(|t| &t.stops);
        let served = doors.filter(|s| s.kind == StopKind::Deliver).count();
        let (most, least) = best(&graph, &orders);
        assert!(
            (served, found.totals.work_ms) == (most, least) || served < most || found.totals.work_ms > least,
            "seed {seed}: better than everything: {served} {} {most} {least}",
            found.totals.work_ms
        );
        assert_eq!(served, most, "seed {seed}: as many as can be served");
        let gap = found.totals.work_ms as f64 / least.max(1) as f64 - 1.0;
        assert!(gap < 0.03, "seed {seed}: {} instead of {least}", found.totals.work_ms);
        equal += usize::from(found.totals.work_ms == least);
        all += 1;
    }
    println!("{equal} of {all} exactly optimal");
    assert!(equal * 100 >= all * 90, "{equal} of {all}");
}
