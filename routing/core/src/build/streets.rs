//! The streets around the market, cut where gates and addresses join them.

use std::collections::BTreeMap;

use market_model::{Mm, OneWay, PointMm, Problem, Street, Text};

use super::{Builder, line, turns, walkable, whole_mm};
use crate::node::{Dirs, PlaceKind, Way, WayKind};
use crate::profile::base_class;
use crate::streets::{StreetFacts, StreetRules};

/// A gate farther than this from any street is not joined: the streets belong to another place.
const GATE_REACH_MM: f64 = 1_000_000.0;
/// A gate farther than this is joined, and somebody should look.
const GATE_FAR_MM: f64 = 60_000.0;
/// An address farther than this from any street is not joined.
const ADDRESS_REACH_MM: f64 = 300_000.0;
/// A junction whose streets end farther apart than this is written wrongly.
const JUNCTION_SPREAD_MM: f64 = 5_000.0;

/// Nodes on one street by chainage along its drawn line.
type Cuts = BTreeMap<i64, u32>;

pub(super) fn add(b: &mut Builder<'_>, rules: &StreetRules) {
    let market = b.market;
    let usable: Vec<bool> = market.streets.iter().map(|s| foot_dirs(s) != Dirs::NONE).collect();
    let boxes: Vec<[i32; 4]> = market.streets.iter().map(bounds).collect();
    let mut cuts: Vec<Cuts> = vec![Cuts::new(); market.streets.len()];
    for (street, cuts) in market.streets.iter().zip(&mut cuts) {
        add_ends(b, street, cuts);
    }
    let finder = Finder { streets: &market.streets, usable: &usable, boxes: &boxes };
    join_gates(b, &finder, &mut cuts);
    join_addresses(b, &finder, &mut cuts);
    for (street, cuts) in market.streets.iter().zip(&cuts) {
        let facts = rules.facts.get(street.id.as_str()).copied().unwrap_or_default();
        lay_street(b, street, &facts, cuts);
    }
    turns::add(b, &rules.turns);
}

/// Finds the street nearest to a point. O(streets), most of them by their box alone.
struct Finder<'a> {
    streets: &'a [Street],
    usable: &'a [bool],
    boxes: &'a [[i32; 4]],
}

impl Finder<'_> {
    /// Index of the street, distance and chainage.
    fn nearest(&self, point: PointMm, reach_mm: f64) -> Option<(usize, f64, f64)> {
        let mut best: Option<(usize, f64, f64)> = None;
        for (index, street) in self.streets.iter().enumerate() {
            let limit = best.map_or(reach_mm, |(_, d, _)| d);
            if !self.usable[index] || box_distance(&self.boxes[index], point) > limit {
                continue;
            }
            if let Some((distance, chainage)) = line::project(&street.line, point)
                && (distance < limit || best.is_none() && distance <= limit)
            {
                best = Some((index, distance, chainage));
            }
        }
        best
    }
}

fn bounds(street: &Street) -> [i32; 4] {
    let mut out = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];
    for p in &street.line {
        out = [out[0].min(p.x), out[1].min(p.y), out[2].max(p.x), out[3].max(p.y)];
    }
    out
}

fn box_distance([x0, y0, x1, y1]: &[i32; 4], p: PointMm) -> f64 {
    let gap = |low: i32, high: i32, v: i32| {
        (f64::from(low) - f64::from(v)).max(f64::from(v) - f64::from(high)).max(0.0)
    };
    market_model::math::length(gap(*x0, *x1, p.x), gap(*y0, *y1, p.y))
}

fn add_ends(b: &mut Builder<'_>, street: &Street, cuts: &mut Cuts) {
    let (Some(first), Some(last)) = (street.line.first(), street.line.last()) else { return };
    let level = b.ground();
    let end = line::length(&street.line).round() as i64;
    for (junction, point, chainage) in [(&street.from_junction, first, 0), (&street.to_junction, last, end)] {
        let name = if junction.is_empty() { format!("{}_{}", point.x, point.y) } else { junction.clone() };
        let node = b.node(format!("junction:{name}"), PlaceKind::Junction, [point.x, point.y, 0], level);
        let spread = b.place_of(node).distance_mm(*point);
        if spread > JUNCTION_SPREAD_MM {
            let expected = Text::new(
                "같은 교차점을 쓰는 도로는 같은 곳에서 끝나야 합니다",
                "streets that share a junction end at one place",
            );
            let path = format!("street {} · from_junction/to_junction", street.id);
            b.problems.push(Problem::warning(
                "junction-apart",
                path,
                format!("{name}: {:.1} m", spread / 1000.0),
                expected,
            ));
        }
        // A loop's both ends are one node; its cuts keep them apart by chainage.
        cuts.insert(chainage, node);
    }
}

/// The node on a street at a chainage: one of its ends when it is that near.
fn cut(b: &mut Builder<'_>, street: &Street, cuts: &mut Cuts, chainage: f64) -> u32 {
    let at = chainage.round() as i64;
    let near = cuts.range(at - 10..=at + 10).next().map(|(_, n)| *n);
    near.unwrap_or_else(|| {
        let point = line::point_at(&street.line, chainage);
        let level = b.ground();
        let key = format!("street:{}@{at}", street.id);
        let node = b.node(key, PlaceKind::Street, [point.x, point.y, 0], level);
        cuts.insert(at, node);
        node
    })
}

fn link_way(kind: WayKind) -> Way {
    Way {
        kind,
        id: String::new(),
        ko: String::new(),
        en: String::new(),
        connector: None,
        roof: None,
        highway: String::new(),
    }
}

fn join_gates(b: &mut Builder<'_>, finder: &Finder<'_>, cuts: &mut [Cuts]) {
    if finder.streets.is_empty() {
        return;
    }
    let way = b.way(link_way(WayKind::GateLink));
    for gate in &b.market.gates {
        let Some(node) = b.keys.get(&format!("gate:{}", gate.id)).copied() else { continue };
        if b.parts.nodes[node as usize].level != b.ground() {
            continue;
        }
        let path = format!("gate {}", gate.id);
        let Some((index, distance, chainage)) = finder.nearest(b.place_of(node), GATE_REACH_MM) else {
            let expected = Text::new("출입구에서 1 km 이내의 도로", "a street within 1 km of the gate");
            b.problems.push(Problem::warning("gate-without-street", path, "", expected));
            continue;
        };
        if distance > GATE_FAR_MM {
            let expected = Text::new("60 m 이내의 도로", "a street within 60 m");
            b.problems.push(Problem::warning("gate-far-from-street", path, metres(distance), expected));
        }
        let on_street = cut(b, &finder.streets[index], &mut cuts[index], chainage);
        let mut edge = walkable(way, distance, gate.width);
        edge.hours = b.hours(gate.hours.as_ref());
        b.edge(node, on_street, edge);
    }
}

fn join_addresses(b: &mut Builder<'_>, finder: &Finder<'_>, cuts: &mut [Cuts]) {
    let way = b.way(link_way(WayKind::AddressLink));
    let level = b.ground();
    for address in &b.market.addresses {
        let at = [address.point.x, address.point.y, 0];
        let node = b.node(format!("address:{}", address.id), PlaceKind::Address, at, level);
        b.parts.nodes[node as usize].code.clone_from(&address.label);
        match finder.nearest(address.point, ADDRESS_REACH_MM) {
            Some((index, distance, chainage)) => {
                let on_street = cut(b, &finder.streets[index], &mut cuts[index], chainage);
                b.edge(node, on_street, walkable(way, distance, Mm(0)));
            }
            None => {
                let expected = Text::new("300 m 이내의 도로", "a street within 300 m");
                let path = format!("address {}", address.id);
                b.problems.push(Problem::warning("address-without-street", path, &address.label, expected));
            }
        }
    }
}

/// Edges between neighbouring cuts; the stated length is shared out so that the pieces add up to it exactly.
fn lay_street(b: &mut Builder<'_>, street: &Street, facts: &StreetFacts, cuts: &Cuts) {
    let drawn = line::length(&street.line);
    let stated = if street.length.0 > 0 { f64::from(street.length.0) } else { drawn };
    let scale = if drawn > 0.0 { stated / drawn } else { 1.0 };
    let way = b.way(Way {
        kind: WayKind::Street,
        id: String::new(),
        ko: street.name.clone(),
        en: String::new(),
        connector: None,
        roof: None,
        highway: street.highway.clone(),
    });
    let cuts: Vec<(i64, u32)> = cuts.iter().map(|(c, n)| (*c, *n)).collect();
    let last = cuts.len().saturating_sub(1);
    let along = |i: usize| if i == last { whole_mm(stated) } else { whole_mm(cuts[i].0 as f64 * scale) };
    for i in 0..last {
        let ((c0, from), (c1, to)) = (cuts[i], cuts[i + 1]);
        let mut edge = walkable(way, 0.0, Mm(0));
        edge.length_mm = along(i + 1).saturating_sub(along(i));
        edge.foot = if facts.no_foot { Dirs::NONE } else { foot_dirs(street) };
        edge.cart = if street.highway == "steps" || facts.no_cart { Dirs::NONE } else { edge.foot };
        (edge.width_mm, edge.slope_permille) = (facts.width_mm, facts.slope_permille);
        edge.steps = match (street.highway.as_str(), facts.steps, i) {
            (_, 0, _) => 0,
            ("steps", steps, _) => share(steps, edge.length_mm, stated),
            // A kerb stands somewhere along the street, once.
            (_, steps, 0) => steps,
            _ => 0,
        };
        edge.motorcycle = motorcycle_dirs(street);
        let inner = line::points_between(&street.line, c0 as f64, c1 as f64);
        edge.line = inner.into_iter().map(|p| [p.x, p.y, 0]).collect();
        let index = b.parts.edges.len() as u32;
        b.edge(from, to, edge);
        if b.parts.edges.len() as u32 > index {
            let ends = b.street_ends.entry(street.id.as_str().to_owned()).or_insert([index, index]);
            ends[1] = index;
        }
    }
}

/// The steps on a piece of a flight, at least one.
fn share(steps: u16, length_mm: u32, whole_mm: f64) -> u16 {
    if whole_mm <= 0.0 {
        return steps;
    }
    (f64::from(steps) * f64::from(length_mm) / whole_mm).round().clamp(1.0, f64::from(steps)) as u16
}

fn foot_dirs(street: &Street) -> Dirs {
    let closed = matches!(base_class(&street.highway), "motorway" | "construction" | "proposed" | "no");
    if closed { Dirs::NONE } else { Dirs::BOTH }
}

/// Motorcycles are kept from motorways by Korean law, and from ways for feet.
fn motorcycle_dirs(street: &Street) -> Dirs {
    let barred = matches!(
        base_class(&street.highway),
        "motorway"
            | "construction"
            | "proposed"
            | "no"
            | "footway"
            | "path"
            | "pedestrian"
            | "steps"
            | "corridor"
            | "cycleway"
            | "bridleway"
            | "platform"
            | "elevator"
    );
    match (barred, street.one_way) {
        (true, _) => Dirs::NONE,
        (false, OneWay::No) => Dirs::BOTH,
        (false, OneWay::Forward) => Dirs::FORWARD,
        (false, OneWay::Backward) => Dirs::BACKWARD,
    }
}

fn metres(mm: f64) -> String {
    format!("{:.1} m", mm / 1000.0)
}
