//! Plays a market's day from a seed: orders come in by hour, stalls are late, customers are not there, it rains, riders
//! stop; the planner is asked again every few minutes and sees only what has happened.
//!
//! Shares of orders by hour and by neighbourhood, of late stalls, no-shows, rain and riders who stop are assumptions, named below; they have
//! no source and are the same for every market.

use std::collections::{BTreeMap, BTreeSet};

use market_model::Problem;
use market_routing::{Graph, PlaceKind};
use serde::Serialize;

use crate::chance::Chance;
use crate::events::{EVENTS_FORMAT, Event, Events};
use crate::orders::{Clock, Item, ORDERS_FORMAT, Order, Orders, Rider, Settings};
use crate::plan::{Limits, Plan, StopKind};
use crate::session::Session;

const HOUR: u64 = 3_600_000;
/// Riders work from 9 to 21.
const SHIFT: [Clock; 2] = [Clock(9 * HOUR), Clock(21 * HOUR + HOUR / 2)];
/// Parts of a day's orders that come in during each hour from 9 on: a peak before noon and one before supper.
const BY_HOUR: [u64; 10] = [4, 9, 14, 10, 8, 9, 13, 16, 11, 6];
/// An order is promised within this.
const PROMISE_MS: u64 = 2 * HOUR;
/// Plans aim this much earlier, so that a late stall does not at once break a promise.
const MARGIN_MS: u64 = HOUR / 4;
/// What a minute after that costs: much more than a minute of a rider, who is else sent out late to save a way.
const LATE_WON: u64 = 2_000;
/// Addresses within a square of this side are one neighbourhood, with its own share of the orders.
const AREA_MM: i32 = 400_000;
/// The busiest neighbourhood has so many times the orders of the quietest for each of its doors.
const BUSY: usize = 6;
/// Of a thousand: orders of which a stall is late, cancelled orders, customers who are not there, riders who stop.
const LATE_STALL: usize = 30;
const CANCELLED: usize = 10;
const NO_SHOW: usize = 15;
const STOPS: usize = 20;
/// One day in three it rains; everything outside takes a quarter longer then.
const RAIN_PERCENT: u64 = 125;
const WAGE: u64 = 12_000;

/// A day to play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Orders that come in.
    pub orders: usize,
    /// Riders.
    pub riders: usize,
    /// The seed of everything that happens.
    pub seed: u64,
    /// Minutes between two plans.
    pub every_min: u64,
    /// Limits of each plan.
    pub limits: Limits,
}

/// How the day went.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Played {
    /// Orders that came in.
    pub orders: u64,
    /// Delivered.
    pub delivered: u64,
    /// Delivered to nobody: the goods go back. They count as delivered.
    pub no_shows: u64,
    /// Neither delivered nor cancelled.
    pub left_over: u64,
    /// Cancelled before they were collected.
    pub cancelled: u64,
    /// Deliveries within two hours of the order, of a thousand orders that were not cancelled.
    pub on_time_permille: u64,
    /// Minutes from order to door, mean.
    pub mean_min: f64,
    /// Minutes from order to door, of which nine in ten are no longer.
    pub p90_min: f64,
    /// Length of all ways.
    pub length_mm: u64,
    /// Wages for an order.
    pub won_per_order: u64,
    /// Work of the rider with least.
    pub least_work_min: u64,
    /// Work of the rider with most.
    pub most_work_min: u64,
    /// Mean distance from the mean work, in thousandths of it.
    pub deviation_permille: u64,
    /// Plans that were made.
    pub plans: u64,
    /// Orders that were given to another rider.
    pub moved: u64,
    /// Time outside in thousandths of the usual.
    pub rain_permille: u64,
    /// By the hour in which orders came in.
    pub by_hour: Vec<Part>,
    /// By neighbourhood, the busiest first.
    pub by_area: Vec<Part>,
}

/// A part of the orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The hour as `14:00`, or the first address of the neighbourhood.
    pub name: String,
    /// Orders that were not cancelled.
    pub orders: u64,
    /// Of these delivered within two hours, of a thousand.
    pub on_time_permille: u64,
}

/// Plays a day. The same day plays the same on every machine.
///
/// # Errors
/// When the graph has no stall, address or gate, or the day is too large for one plan.
pub fn simulate(graph: &Graph, day: &Day) -> Result<Played, Vec<Problem>> {
    let mut chance = Chance::new(day.seed);
    let mut orders = start(graph, day, &mut chance);
    let mut coming = incoming(graph, day, &mut chance);
    let session = Session::new(graph);
    // All times of the day's ways are asked at once.
    let whole = Orders { orders: coming.iter().map(|(_, o)| o.clone()).collect(), ..orders.clone() };
    session.learn(&whole)?;
    let mut plan = session.plan(&orders, day.limits, &mut || false)?;
    let mut came: BTreeMap<String, u64> = BTreeMap::new();
    let (mut plans, mut moved, mut cancelled) = (1, 0, 0);
    let mut now = SHIFT[0].0;
    coming.reverse();
    while now < SHIFT[1].0 {
        let mut list = Vec::new();
        while let Some((at, order)) = coming.pop_if(|(at, _)| *at <= now) {
            came.insert(order.id.clone(), at);
            list.push(Event::NewOrder { order: Box::new(order) });
        }
        cancelled += happenings(&orders, &plan, now, &mut chance, &mut list);
        if !list.is_empty() {
            let events =
                Events { format: EVENTS_FORMAT.to_owned(), version: 1, now: Clock(now), events: list };
            let again = session.replan(&orders, &plan, &events, day.limits, &mut || false)?;
            moved += again.plan.changes.iter().filter(|c| c.code == "moved").count() as u64;
            (orders, plan) = (again.orders, again.plan);
            plans += 1;
        }
        now += day.every_min * 60_000;
    }
    let mut played = count(graph, &orders, &plan, &came, &mut chance);
    (played.plans, played.moved, played.cancelled) = (plans, moved, cancelled);
    Ok(played)
}

/// Riders at gates, nobody with an order yet.
fn start(graph: &Graph, day: &Day, chance: &mut Chance) -> Orders {
    let gates: Vec<String> = keys(graph, PlaceKind::Gate);
    let rain = chance.below(3) == 0;
    let rider = |n: usize| Rider {
        id: format!("r{}", n + 1),
        start: gates.get(n % gates.len().max(1)).cloned().unwrap_or_default(),
        capacity_grams: 30_000,
        shift: SHIFT,
        pace_percent: if rain { RAIN_PERCENT } else { 100 },
        wage_won_per_h: Some(WAGE),
        ..Rider::default()
    };
    Orders {
        format: ORDERS_FORMAT.to_owned(),
        version: 1,
        riders: (0..day.riders).map(rider).collect(),
        settings: Settings::default(),
        ..Orders::default()
    }
}

fn keys(graph: &Graph, kind: PlaceKind) -> Vec<String> {
    graph.nodes().filter(|n| graph.kind(*n) == Some(kind)).map(|n| graph.key(n).to_owned()).collect()
}

/// The square in which an address lies.
fn area(graph: &Graph, address: &str) -> Option<[i32; 2]> {
    let at = graph.point(graph.resolve(address)?)?;
    Some([at.x_mm.div_euclid(AREA_MM), at.y_mm.div_euclid(AREA_MM)])
}

/// Addresses from which one can come back, each with how often it orders: by neighbourhood.
fn doors(graph: &Graph, chance: &mut Chance) -> Vec<(String, usize)> {
    let mut weights: BTreeMap<[i32; 2], usize> = BTreeMap::new();
    let gates = graph.places("gate");
    let stand = gates.iter().find_map(|g| graph.parking(*g)).map(|(node, _)| node);
    let addresses = keys(graph, PlaceKind::Address).into_iter().filter(|key| {
        let place = graph.resolve(key).and_then(|n| graph.parking(n)).map(|(node, _)| node);
        let way = |a, b| graph.time(a, b, market_routing::Profile::Motorcycle, None).is_some();
        stand.zip(place).is_some_and(|(a, b)| a == b || (way(a, b) && way(b, a)))
    });
    let mut out = Vec::new();
    for key in addresses {
        let square = area(graph, &key).unwrap_or_default();
        let weight = *weights.entry(square).or_insert_with(|| 1 + chance.below(BUSY));
        out.push((key, weight));
    }
    out
}

/// Orders in parts, and how many of each were on time.
fn parts(count: BTreeMap<String, (u64, u64)>) -> Vec<Part> {
    let part = |(name, (orders, on_time)): (String, (u64, u64))| {
        let on_time_permille = (on_time * 1_000).checked_div(orders).unwrap_or(0);
        Part { name, orders, on_time_permille }
    };
    count.into_iter().map(part).collect()
}

/// The day's orders with the moments at which they come in, by time.
fn incoming(graph: &Graph, day: &Day, chance: &mut Chance) -> Vec<(u64, Order)> {
    let (stalls, addresses) = (keys(graph, PlaceKind::Stall), doors(graph, chance));
    if stalls.is_empty() || addresses.is_empty() {
        return Vec::new();
    }
    let all: usize = addresses.iter().map(|(_, weight)| weight).sum();
    let parts: u64 = BY_HOUR.iter().sum();
    let mut out = Vec::new();
    for n in 0..day.orders {
        let mut part = chance.below(parts as usize) as u64;
        let hour = BY_HOUR.iter().position(|p| {
            let here = part < *p;
            part = part.saturating_sub(*p);
            here
        });
        let at = SHIFT[0].0 + hour.unwrap_or(0) as u64 * HOUR + chance.below(HOUR as usize) as u64;
        let at = at / 1_000 * 1_000;
        let item = |chance: &mut Chance| Item {
            stall: stalls[chance.below(stalls.len())].clone(),
            grams: 200 + chance.below(2_000) as u64,
            ready: Some(Clock(at + chance.below(15) as u64 * 60_000)),
            ..Item::default()
        };
        let items = (0..1 + chance.below(5)).map(|_| item(chance)).collect();
        let mut part = chance.below(all);
        let door = addresses.iter().find(|(_, weight)| {
            let here = part < *weight;
            part = part.saturating_sub(*weight);
            here
        });
        let address = door.map_or_else(String::new, |(key, _)| key.clone());
        let window = [Clock(at), Clock(at + PROMISE_MS - MARGIN_MS)];
        // Late is better than never, at a price.
        let late_won_per_min = Some(LATE_WON);
        out.push((
            at,
            Order { id: format!("o{n}"), items, address, window, late_won_per_min, ..Order::default() },
        ));
    }
    out.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    out
}

/// What happened since the last plan, beside new orders; counts cancelled orders.
fn happenings(orders: &Orders, plan: &Plan, now: u64, chance: &mut Chance, list: &mut Vec<Event>) -> u64 {
    let mut cancelled = 0;
    let begun: Vec<&str> = plan
        .riders
        .iter()
        .flat_map(|r| &r.trips)
        .filter(|t| t.locked || t.depart_ms <= now)
        .flat_map(|t| t.orders.iter().map(String::as_str))
        .collect();
    for event in list.clone() {
        let Event::NewOrder { order } = event else { continue };
        if chance.below(1_000) < LATE_STALL
            && let Some(item) = order.items.first()
        {
            let ready = Clock(now + (10 + chance.below(20) as u64) * 60_000);
            list.push(Event::LateStall { stall: item.stall.clone(), ready });
        }
    }
    for order in &orders.orders {
        let fresh = now.saturating_sub(order.window[0].0) < 1_200_000;
        if fresh && chance.below(1_000) < CANCELLED && !begun.contains(&order.id.as_str()) {
            list.push(Event::Cancelled { order: order.id.clone() });
            cancelled += 1;
        }
    }
    // Once an hour it is asked who stops.
    if now.is_multiple_of(HOUR) {
        for rider in orders.riders.iter().filter(|r| r.shift == SHIFT) {
            let carries = plan.riders.iter().filter(|p| p.rider == rider.id).flat_map(|p| &p.trips);
            let busy = carries
                .into_iter()
                .any(|t| t.depart_ms <= now && t.stops.last().is_some_and(|s| s.leave_ms > now));
            if !busy && chance.below(1_000) < STOPS {
                list.push(Event::RiderStops { rider: rider.id.clone() });
            }
        }
    }
    cancelled
}

fn count(
    graph: &Graph,
    orders: &Orders,
    plan: &Plan,
    came: &BTreeMap<String, u64>,
    chance: &mut Chance,
) -> Played {
    let stops = plan.riders.iter().flat_map(|r| &r.trips).flat_map(|t| &t.stops);
    let mut minutes: Vec<f64> = Vec::new();
    let mut on_time = 0;
    let mut kept: BTreeSet<&str> = BTreeSet::new();
    for stop in stops.filter(|s| s.kind == StopKind::Deliver) {
        for order in &stop.orders {
            let took = (stop.arrive_ms + stop.wait_ms).saturating_sub(came.get(order).copied().unwrap_or(0));
            on_time += u64::from(took <= PROMISE_MS);
            if took <= PROMISE_MS {
                kept.insert(order);
            }
            minutes.push(took as f64 / 60_000.0);
        }
    }
    minutes.sort_by(f64::total_cmp);
    let (mut hours, mut areas) = (BTreeMap::new(), BTreeMap::new());
    let mut names: BTreeMap<[i32; 2], String> = BTreeMap::new();
    for order in &orders.orders {
        let hour = Clock(came.get(&order.id).copied().unwrap_or(0) / HOUR * HOUR).to_string();
        let square = area(graph, &order.address).unwrap_or_default();
        let name = names.entry(square).or_insert_with(|| order.address.clone()).clone();
        for entry in [hours.entry(hour).or_insert((0, 0)), areas.entry(name).or_insert((0, 0))] {
            entry.0 += 1;
            entry.1 += u64::from(kept.contains(order.id.as_str()));
        }
    }
    let mut by_area = parts(areas);
    by_area.sort_by_key(|p| std::cmp::Reverse(p.orders));
    let n = minutes.len();
    let wages = plan.costs.as_ref().map_or(0, |c| c.wages_won);
    let total = orders.orders.len() as u64;
    Played {
        orders: came.len() as u64,
        delivered: n as u64,
        no_shows: (0..n).filter(|_| chance.below(1_000) < NO_SHOW).count() as u64,
        left_over: total.saturating_sub(n as u64),
        cancelled: 0,
        on_time_permille: (on_time * 1000).checked_div(total).unwrap_or(0),
        mean_min: minutes.iter().sum::<f64>() / n.max(1) as f64,
        p90_min: minutes.get((n * 9 / 10).min(n.saturating_sub(1))).copied().unwrap_or(0.0),
        length_mm: plan.totals.length_mm,
        won_per_order: wages.checked_div(n as u64).unwrap_or(0),
        least_work_min: plan.fairness.least_ms / 60_000,
        most_work_min: plan.fairness.most_ms / 60_000,
        deviation_permille: plan.fairness.deviation_permille,
        plans: 0,
        moved: 0,
        by_hour: parts(hours),
        by_area,
        rain_permille: orders.riders.first().map_or(1_000, |r| r.pace_percent * 10),
    }
}
