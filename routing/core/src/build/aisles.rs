//! The inside of the market: aisles and where they meet, stalls, gates, facilities, connectors.

use std::collections::BTreeMap;

use market_model::{Aisle, Connector, ConnectorKind, Facility, Gate, Place, PointMm, Side, Stall};

use super::lanes::{self, Lanes};
use super::{Builder, line, walkable};
use crate::node::{PlaceKind, Way, WayKind};

/// The shopper stands this far before the front, or half-way where the aisle is too narrow.
const BEFORE_FRONT_MM: f64 = 600.0;
/// An aisle's end that lies up to this much outside another's edge still opens into it: a survey's error.
const JOIN_SLACK_MM: f64 = 500.0;
/// Points nearer than this are one: the rounding of coordinates.
const SAME_MM: f64 = 5.0;

/// Nodes on one aisle's centre line by chainage in millimetres.
type Stops = BTreeMap<i32, u32>;

pub(super) fn add(b: &mut Builder<'_>) {
    let market = b.market;
    let mut stops: Vec<Stops> = vec![Stops::new(); market.aisles.len()];
    join_aisles(b, &mut stops);
    for (index, aisle) in market.aisles.iter().enumerate() {
        let end = line::length(&aisle.line).round() as i32;
        for chainage in [0, end] {
            stop(b, &mut stops, index, chainage);
        }
    }
    let mut rows: Vec<Vec<Lanes>> = market.aisles.iter().map(|a| lanes::of(market, a)).collect();
    for stall in &market.stalls {
        add_stall(b, &mut stops, &mut rows, stall);
    }
    for gate in &market.gates {
        add_gate(b, &mut stops, gate);
    }
    for facility in &market.facilities {
        add_facility(b, &mut stops, facility);
    }
    for connector in &market.connectors {
        add_connector(b, &mut stops, connector);
    }
    for (index, rows) in rows.iter_mut().enumerate() {
        for lanes in rows.iter() {
            stop(b, &mut stops, index, lanes.from);
            stop(b, &mut stops, index, lanes.to);
        }
        lay_aisle(b, &market.aisles[index], &stops[index], rows);
    }
}

/// The node on an aisle's centre line at a chainage.
fn stop(b: &mut Builder<'_>, stops: &mut [Stops], aisle_index: usize, chainage: i32) -> u32 {
    let aisle = &b.market.aisles[aisle_index];
    let chainage = chainage.clamp(0, line::length(&aisle.line).round() as i32);
    if let Some(node) = stops[aisle_index].get(&chainage) {
        return *node;
    }
    let point = line::point_at(&aisle.line, f64::from(chainage));
    let (level, z) = b.level(&aisle.level);
    let key = format!("aisle:{}@{chainage}", aisle.id);
    let node = b.node(key, PlaceKind::Aisle, [point.x, point.y, z], level);
    stops[aisle_index].insert(chainage, node);
    node
}

fn place_stop(b: &mut Builder<'_>, stops: &mut [Stops], place: &Place) -> Option<u32> {
    let index = b.market.aisles.iter().position(|a| a.id == place.aisle)?;
    Some(stop(b, stops, index, place.chainage.0))
}

fn aisle_way(b: &mut Builder<'_>, aisle: &Aisle, kind: WayKind) -> u32 {
    b.way(Way {
        kind,
        id: aisle.id.as_str().to_owned(),
        ko: aisle.names.ko.clone(),
        en: aisle.names.en.clone(),
        connector: None,
        roof: Some(aisle.roof),
        highway: String::new(),
    })
}

/// Joins aisles of one level where their lines cross, and ends that open into another aisle.
fn join_aisles(b: &mut Builder<'_>, stops: &mut [Stops]) {
    let market = b.market;
    for i in 0..market.aisles.len() {
        for j in 0..market.aisles.len() {
            let (own, other) = (&market.aisles[i], &market.aisles[j]);
            if i == j || own.level != other.level {
                continue;
            }
            if i < j {
                for (ca, cb) in line::crossings(&own.line, &other.line) {
                    join(b, stops, (i, ca.round() as i32), (j, cb.round() as i32));
                }
            }
            let reach = f64::from(other.width.0) / 2.0 + JOIN_SLACK_MM;
            let length = line::length(&own.line);
            for (end, chainage) in [(own.line.first(), 0.0), (own.line.last(), length)] {
                if let Some((distance, at)) = end.and_then(|p| line::project(&other.line, *p))
                    && distance <= reach
                {
                    join(b, stops, (i, chainage.round() as i32), (j, at.round() as i32));
                }
            }
        }
    }
}

fn join(b: &mut Builder<'_>, stops: &mut [Stops], own: (usize, i32), other: (usize, i32)) {
    let near = |stops: &[Stops], (aisle, chainage): (usize, i32)| {
        let range = chainage.saturating_sub(SAME_MM as i32)..=chainage.saturating_add(SAME_MM as i32);
        stops[aisle].range(range).next().map(|(_, node)| *node)
    };
    let point =
        |(aisle, chainage): (usize, i32)| line::point_at(&b.market.aisles[aisle].line, f64::from(chainage));
    let one_place = point(own).distance_mm(point(other)) <= SAME_MM;
    let (first, second) = match (near(stops, own), near(stops, other)) {
        (Some(first), Some(second)) => (first, second),
        (Some(node), None) if one_place => {
            stops[other.0].insert(other.1, node);
            return;
        }
        (None, Some(node)) if one_place => {
            stops[own.0].insert(own.1, node);
            return;
        }
        (None, None) if one_place => {
            let node = stop(b, stops, own.0, own.1);
            stops[other.0].insert(other.1, node);
            return;
        }
        _ => (stop(b, stops, own.0, own.1), stop(b, stops, other.0, other.1)),
    };
    let distance = b.place_of(first).distance_mm(b.place_of(second));
    let aisle = &b.market.aisles[own.0];
    let way = aisle_way(b, aisle, WayKind::Aisle);
    b.edge(first, second, walkable(way, distance, aisle.width));
}

fn add_stall(b: &mut Builder<'_>, stops: &mut [Stops], rows: &mut [Vec<Lanes>], stall: &Stall) {
    let Some(index) = b.market.aisles.iter().position(|a| a.id == stall.aisle) else { return };
    let aisle = &b.market.aisles[index];
    let on_line = match rows[index].iter_mut().find(|l| l.covers(stall.chainage.0)) {
        // A stall in the middle row is faced from its right.
        Some(lanes) => lanes::stop(b, lanes, aisle, stall.side == Side::Left, stall.chainage.0),
        None => stop(b, stops, index, stall.chainage.0),
    };
    let door = b.place_of(on_line);
    let front = line::between(stall.footprint[0], stall.footprint[1], 0.5);
    let gap = front.distance_mm(door);
    let stand = if stall.side == Side::Centre { outward(stall, front) } else { before(front, door, gap) };
    let (level, z) = b.level(&aisle.level);
    let node = b.node(format!("stall:{}", stall.id), PlaceKind::Stall, [stand.x, stand.y, z], level);
    let merchant = stall.merchant.as_ref().and_then(|m| b.market.merchant(m));
    let entry = &mut b.parts.nodes[node as usize];
    entry.code.clone_from(&stall.code);
    if let Some(merchant) = merchant {
        entry.names = merchant.names.clone();
    }
    let way = aisle_way(b, aisle, WayKind::Spur);
    b.edge(on_line, node, walkable(way, stand.distance_mm(door), aisle.width));
}

/// Before the front, towards the centre line; a stand that covers the centre line is met from its front.
fn before(front: PointMm, door: PointMm, gap: f64) -> PointMm {
    if gap <= 0.0 { front } else { line::between(front, door, (BEFORE_FRONT_MM / gap).min(0.5)) }
}

/// Before the front of a stall in the middle row: away from its back.
fn outward(stall: &Stall, front: PointMm) -> PointMm {
    let back = line::between(stall.footprint[2], stall.footprint[3], 0.5);
    let depth = back.distance_mm(front).max(1.0);
    line::between(back, front, 1.0 + BEFORE_FRONT_MM / depth)
}

fn add_gate(b: &mut Builder<'_>, stops: &mut [Stops], gate: &Gate) {
    let Some(on_line) = place_stop(b, stops, &gate.place) else { return };
    let Some(aisle) = b.market.aisle(&gate.place.aisle) else { return };
    let (at, level) = (b.parts.nodes[on_line as usize].at, b.parts.nodes[on_line as usize].level);
    let node = b.node(format!("gate:{}", gate.id), PlaceKind::Gate, at, level);
    b.parts.nodes[node as usize].names = gate.names.clone();
    let way = aisle_way(b, aisle, WayKind::Spur);
    b.edge(on_line, node, walkable(way, 0.0, gate.width));
}

fn add_facility(b: &mut Builder<'_>, stops: &mut [Stops], facility: &Facility) {
    let Some(on_line) = place_stop(b, stops, &facility.place) else { return };
    let Some(aisle) = b.market.aisle(&facility.place.aisle) else { return };
    let (level, z) = b.level(&aisle.level);
    let at = [facility.point.x, facility.point.y, z];
    let node = b.node(format!("facility:{}", facility.id), PlaceKind::Facility, at, level);
    let entry = &mut b.parts.nodes[node as usize];
    entry.names = facility.names.clone();
    entry.facility = Some(facility.kind);
    let way = aisle_way(b, aisle, WayKind::Spur);
    let mut edge = walkable(way, facility.point.distance_mm(b.place_of(on_line)), aisle.width);
    edge.hours = b.hours(facility.hours.as_ref());
    b.edge(on_line, node, edge);
}

fn add_connector(b: &mut Builder<'_>, stops: &mut [Stops], connector: &Connector) {
    let Some(from) = place_stop(b, stops, &connector.from) else { return };
    let Some(to) = place_stop(b, stops, &connector.to) else { return };
    let way = b.way(Way {
        kind: WayKind::Connector,
        id: connector.id.as_str().to_owned(),
        ko: connector.names.ko.clone(),
        en: connector.names.en.clone(),
        connector: Some(connector.kind),
        roof: None,
        highway: String::new(),
    });
    let (z0, z1) = (b.parts.nodes[from as usize].at[2], b.parts.nodes[to as usize].at[2]);
    let mut line = vec![b.place_of(from)];
    line.extend(&connector.line);
    line.push(b.place_of(to));
    line.dedup();
    let flat = line::length(&line);
    let rise = f64::from(z1) - f64::from(z0);
    let lift = connector.kind == ConnectorKind::Lift;
    let length = if lift { flat + rise.abs() } else { market_model::math::length(flat, rise) };
    let mut edge = walkable(way, length, connector.width);
    edge.steps = connector.steps;
    edge.slope_permille = connector.slope_permille;
    edge.hours = b.hours(connector.hours.as_ref());
    edge.line = if lift { shaft(&line, z0, z1) } else { slope(&line, flat, z0, rise) };
    b.edge(from, to, edge);
}

/// Straight up in the middle of the line.
fn shaft(line: &[PointMm], z0: i32, z1: i32) -> Vec<[i32; 3]> {
    let middle = line::point_at(line, line::length(line) / 2.0);
    vec![[middle.x, middle.y, z0], [middle.x, middle.y, z1]]
}

/// The line's inner points, rising evenly.
fn slope(line: &[PointMm], flat: f64, z0: i32, rise: f64) -> Vec<[i32; 3]> {
    let mut along = 0.0;
    let mut out = Vec::new();
    for w in line.windows(2).take(line.len().saturating_sub(2)) {
        along += w[0].distance_mm(w[1]);
        let part = if flat > 0.0 { along / flat } else { 0.0 };
        out.push([w[1].x, w[1].y, z0 + (rise * part).round() as i32]);
    }
    out
}

/// Edges between neighbouring stops.
fn lay_aisle(b: &mut Builder<'_>, aisle: &Aisle, stops: &Stops, rows: &mut [Lanes]) {
    let way = aisle_way(b, aisle, WayKind::Aisle);
    let (_, z) = b.level(&aisle.level);
    let stops: Vec<(i32, u32)> = stops.iter().map(|(c, n)| (*c, *n)).collect();
    for pair in stops.windows(2) {
        let ((c0, from), (c1, to)) = (pair[0], pair[1]);
        if rows.iter().any(|l| c0 >= l.from && c1 <= l.to) {
            continue;
        }
        let mut edge = walkable(way, f64::from(c1 - c0), aisle.width);
        let inner = line::points_between(&aisle.line, f64::from(c0), f64::from(c1));
        edge.line = inner.into_iter().map(|p| [p.x, p.y, z]).collect();
        b.edge(from, to, edge);
    }
    for lanes in rows {
        let inner = stops.iter().copied().filter(|(c, _)| (lanes.from..=lanes.to).contains(c));
        lanes::lay(b, lanes, aisle, way, &inner.collect::<Vec<_>>());
    }
}
