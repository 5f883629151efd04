//! Aisles with a row of stalls in the middle: there one walks in two lanes, left and right of the row.

use std::collections::BTreeMap;

use market_model::{Aisle, Market, Mm, PointMm, Side, math};

use super::{Builder, line, walkable};
use crate::node::PlaceKind;

/// Rows nearer than this to each other are one: nobody slips through between.
const SLIP_MM: i32 = 1_500;
/// One walks round the end of a row at this distance.
const ROUND_MM: i32 = 600;

/// A stretch of an aisle with a row in the middle.
pub(super) struct Lanes {
    pub from: i32,
    pub to: i32,
    /// From the centre line to the middle of each lane.
    offset_mm: f64,
    width: Mm,
    /// Nodes by side (left is `true`) and chainage.
    stops: BTreeMap<(bool, i32), u32>,
}

impl Lanes {
    pub fn covers(&self, chainage: i32) -> bool {
        (self.from + 1..self.to).contains(&chainage)
    }
}

/// The stretches of one aisle, in order.
pub(super) fn of(market: &Market, aisle: &Aisle) -> Vec<Lanes> {
    let end = line::length(&aisle.line).round() as i32;
    let middle = market.stalls.iter().filter(|s| s.aisle == aisle.id && s.side == Side::Centre);
    let mut rows: Vec<(i32, i32, i32)> = middle
        .map(|s| {
            let half = s.frontage.0 / 2 + ROUND_MM;
            ((s.chainage.0 - half).clamp(0, end), (s.chainage.0 + half).clamp(0, end), s.depth.0)
        })
        .collect();
    rows.sort_unstable();
    let mut out: Vec<(i32, i32, i32)> = Vec::new();
    for (from, to, depth) in rows {
        match out.last_mut() {
            Some(last) if from <= last.1.saturating_add(SLIP_MM) => {
                *last = (last.0, last.1.max(to), last.2.max(depth));
            }
            _ => out.push((from, to, depth)),
        }
    }
    let lanes = |(from, to, depth): (i32, i32, i32)| {
        let depth = depth.clamp(0, aisle.width.0);
        Lanes {
            from,
            to,
            offset_mm: (f64::from(aisle.width.0) + f64::from(depth)) / 4.0,
            width: Mm((aisle.width.0 - depth) / 2),
            stops: BTreeMap::new(),
        }
    };
    out.into_iter().map(lanes).collect()
}

/// The node in a lane at a chainage.
pub(super) fn stop(b: &mut Builder<'_>, lanes: &mut Lanes, aisle: &Aisle, left: bool, chainage: i32) -> u32 {
    if let Some(node) = lanes.stops.get(&(left, chainage)) {
        return *node;
    }
    let point = beside(&aisle.line, chainage, if left { lanes.offset_mm } else { -lanes.offset_mm });
    let (level, z) = b.level(&aisle.level);
    let key = format!("aisle:{}@{chainage}/{}", aisle.id, if left { "left" } else { "right" });
    let node = b.node(key, PlaceKind::Aisle, [point.x, point.y, z], level);
    lanes.stops.insert((left, chainage), node);
    node
}

/// Lays both lanes and joins them with the centre line's own nodes, `inner` among them, at the same chainages.
pub(super) fn lay(b: &mut Builder<'_>, lanes: &mut Lanes, aisle: &Aisle, way: u32, inner: &[(i32, u32)]) {
    let mut along = 0.0;
    let mut bends = Vec::new();
    for pair in aisle.line.windows(2) {
        along += pair[0].distance_mm(pair[1]);
        bends.push(along.round() as i32);
    }
    for left in [true, false] {
        let bends: Vec<i32> = bends.iter().copied().filter(|c| lanes.covers(*c)).collect();
        for chainage in bends {
            stop(b, lanes, aisle, left, chainage);
        }
        for (chainage, node) in inner {
            let lane = stop(b, lanes, aisle, left, *chainage);
            connect(b, *node, lane, way, lanes.width);
        }
        let nodes: Vec<u32> = lanes.stops.iter().filter(|((l, _), _)| *l == left).map(|(_, n)| *n).collect();
        for pair in nodes.windows(2) {
            connect(b, pair[0], pair[1], way, lanes.width);
        }
    }
}

fn connect(b: &mut Builder<'_>, from: u32, to: u32, way: u32, width: Mm) {
    let length = b.place_of(from).distance_mm(b.place_of(to));
    b.edge(from, to, walkable(way, length, width));
}

/// The point `offset` millimetres to the left of a line at a chainage.
fn beside(line: &[PointMm], chainage: i32, offset: f64) -> PointMm {
    let at = f64::from(chainage);
    let (here, end) = (line::point_at(line, at), line::length(line));
    let (a, b) = (line::point_at(line, (at - 200.0).max(0.0)), line::point_at(line, (at + 200.0).min(end)));
    let (dx, dy) = (f64::from(b.x) - f64::from(a.x), f64::from(b.y) - f64::from(a.y));
    let length = math::length(dx, dy).max(1.0);
    PointMm::new(
        math::round_to_i32(f64::from(here.x) - dy / length * offset),
        math::round_to_i32(f64::from(here.y) + dx / length * offset),
    )
}
