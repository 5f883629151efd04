//! A made-up afternoon: 600 orders of one to five stalls each, 60 riders, and one event of each kind.
//!
//! Written as plain JSON after `market_route`'s published schema, as any other program would write it.

use market_routing::Graph;
use serde_json::{Value, json};

/// Orders of the afternoon.
pub const ORDERS: usize = 600;
/// Riders of the afternoon.
pub const RIDERS: usize = 60;
/// The moment of the events, an hour after the first promises began.
pub const NOW: &str = "13:00";
/// That moment in milliseconds after midnight.
pub const NOW_MS: u64 = 13 * 3_600_000;

/// `SplitMix64` (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

fn clock(minutes: usize) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn keys(graph: &Graph, kind: &str) -> Vec<String> {
    graph.places(kind).into_iter().map(|n| graph.key(n).to_owned()).collect()
}

/// The orders from a seed: promises of two hours that begin between 12:00 and 18:00, goods ready within a quarter of an
/// hour. `None` for a graph without stalls, doors or gates.
#[must_use]
pub fn orders(graph: &Graph, seed: u64) -> Option<Value> {
    let [stalls, doors, gates] = ["stall", "address", "gate"].map(|kind| keys(graph, kind));
    if stalls.is_empty() || doors.is_empty() || gates.is_empty() {
        return None;
    }
    let mut chance = Chance(seed);
    let orders: Vec<Value> =
        (0..ORDERS).map(|i| order(&format!("o{i}"), &stalls, &doors, &mut chance)).collect();
    let rider = |i: usize| {
        json!({
            "id": format!("r{i}"), "start": gates[i % gates.len()], "capacity_grams": 30_000,
            "shift": ["12:00", "20:30"],
        })
    };
    let riders: Vec<Value> = (0..RIDERS).map(rider).collect();
    Some(json!({
        "format": "jangteo.orders", "version": 1, "market": graph.market(), "date": "2026-11-22",
        "settings": {}, "riders": riders, "orders": orders,
    }))
}

fn order(id: &str, stalls: &[String], doors: &[String], chance: &mut Chance) -> Value {
    let begin = 12 * 60 + 5 * chance.below(73);
    let items: Vec<Value> = (0..1 + chance.below(5))
        .map(|_| {
            let stall = &stalls[chance.below(stalls.len())];
            let grams = 200 + chance.below(2_000);
            json!({ "stall": stall, "grams": grams, "ready": clock(begin + chance.below(15)) })
        })
        .collect();
    let address = &doors[chance.below(doors.len())];
    json!({ "id": id, "address": address, "window": [clock(begin), clock(begin + 120)], "items": items })
}

/// One event of each kind, by its name, made for a plan: it happens to what has not begun.
#[must_use]
pub fn events(graph: &Graph, orders: &Value, plan: &Value) -> Vec<(&'static str, Value)> {
    let [stalls, doors] = ["stall", "address"].map(|kind| keys(graph, kind));
    let coming = |(rider, trip): &(&Value, &Value)| {
        let begins = trip["depart_ms"].as_u64().unwrap_or(0);
        (begins > NOW_MS).then(|| (begins, (*rider).clone(), (*trip).clone()))
    };
    let riders = plan["riders"].as_array().into_iter().flatten();
    let trips = riders.flat_map(|r| r["trips"].as_array().into_iter().flatten().map(move |t| (r, t)));
    let trips: Vec<(u64, Value, Value)> = trips.collect::<Vec<_>>().iter().filter_map(coming).collect();
    let Some((_, rider, trip)) = trips.iter().min_by_key(|(begins, ..)| *begins) else { return Vec::new() };
    let (rider, order, gate) = (&rider["rider"], &trip["orders"][0], &trip["gate"]);
    let all = orders["orders"].as_array().into_iter().flatten();
    let stall =
        all.clone().find(|o| o["id"] == *order).map_or(Value::Null, |o| o["items"][0]["stall"].clone());
    let mut fresh = self::order("new", &stalls, &doors, &mut Chance(7));
    fresh["window"] = json!([NOW, "15:00"]);
    for item in fresh["items"].as_array_mut().into_iter().flatten() {
        item["ready"] = json!("13:10");
    }
    vec![
        ("new-order", json!({ "order": fresh })),
        ("cancelled", json!({ "order": order })),
        ("sold-out", json!({ "order": order, "stall": stall })),
        ("late-stall", json!({ "stall": stall, "ready": "14:10" })),
        ("rider-stops", json!({ "rider": rider })),
        ("closed-gate", json!({ "gate": gate })),
        ("delay", json!({ "rider": rider, "minutes": 12 })),
    ]
}

/// Orders whose door has not been left at the moment of the events.
#[must_use]
pub fn open(plan: &Value) -> usize {
    let list = |v: &Value, name: &str| v[name].as_array().cloned().unwrap_or_default();
    let trips = list(plan, "riders").into_iter().flat_map(|r| list(&r, "trips"));
    let stops = trips.flat_map(|t| list(&t, "stops"));
    let to_come = |s: &Value| s["kind"] == "deliver" && s["leave_ms"].as_u64().unwrap_or(0) > NOW_MS;
    stops.filter(to_come).map(|s| list(&s, "orders").len()).sum()
}
