//! Lays a market among real streets: gates near streets, as little street as possible under the roof.

use market_model::{EntityKind, OneWay, PointMm, Source, math};

use crate::book::{Book, metres};
use crate::layout::{Layout, Pose, Uv};
use crate::rng::Rng;

/// Streets within this distance are looked at when a place is sought.
const NEAR_MM: f64 = 800_000.0;
/// The first gate is sought within this distance of the registered place.
const GATE_MM: f64 = 260_000.0;
/// A gate stands this far from the middle of its street.
const KERB_MM: f64 = 6_000.0;
/// Distance between places that are tried, and between samples of streets.
const SAMPLE_MM: f64 = 12_000.0;
/// Addresses are made within this distance of the registered place.
const ADDRESS_MM: f64 = 1_200_000.0;
/// Most addresses that are made.
const MOST_ADDRESSES: usize = 300;
/// Buildings stand this far from the middle of a street.
const ENTRANCE_MM: f64 = 8_000.0;

/// A real street in the market frame, whose origin is the registered place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownStreet {
    /// Identifier.
    pub id: String,
    /// What it is called; may be empty.
    pub name: String,
    /// OpenStreetMap's `highway` value.
    pub highway: String,
    /// Direction of vehicles.
    pub one_way: OneWay,
    /// Junction at the start.
    pub from_junction: String,
    /// Junction at the end.
    pub to_junction: String,
    /// Line from start to end.
    pub line: Vec<PointMm>,
    /// Length along the street in millimetres.
    pub length_mm: i32,
}

impl KnownStreet {
    /// Whether a market could open to it.
    fn opens(&self) -> bool {
        let name = self.highway.as_str();
        !name.starts_with("motorway") && !name.starts_with("trunk")
    }

    /// Points along it every `step` millimetres, with the direction there.
    fn samples(&self, step: f64) -> Vec<(f64, f64, f64, f64)> {
        let mut found = Vec::new();
        let mut rest = 0.0;
        for pair in self.line.windows(2) {
            let [a, b] = pair else { continue };
            let length = a.distance_mm(*b);
            if length < 1.0 {
                continue;
            }
            let (dx, dy) =
                ((f64::from(b.x) - f64::from(a.x)) / length, (f64::from(b.y) - f64::from(a.y)) / length);
            let mut at = rest;
            while at < length && found.len() < 100_000 {
                found.push((f64::from(a.x) + dx * at, f64::from(a.y) + dy * at, dx, dy));
                at += step;
            }
            rest = at - length;
        }
        found
    }
}

/// The best of many poses: the market's middle near the registered place, gates at streets, few streets inside.
///
/// O(places · streets nearby); without streets nearby, the first gate is the registered place.
#[must_use]
pub fn site(layout: &Layout, streets: &[KnownStreet]) -> Pose {
    let samples: Vec<(f64, f64, f64, f64)> = streets
        .iter()
        .filter(|s| s.opens())
        .flat_map(|s| s.samples(SAMPLE_MM))
        .filter(|(x, y, ..)| math::length(*x, *y) < NEAR_MM)
        .collect();
    let bounds = layout.bounds();
    let gates: Vec<Uv> =
        layout.gates.iter().filter_map(|(lane, at)| layout.lanes.get(*lane).map(|l| l.at(*at))).collect();
    let middle = ((bounds.0.0 + bounds.1.0) / 2, (bounds.0.1 + bounds.1.1) / 2);
    let mut best = (f64::INFINITY, Pose { origin: PointMm::new(0, 0), bearing_deg: 90 });
    for (x, y, dx, dy) in samples.iter().filter(|(x, y, ..)| math::length(*x, *y) < GATE_MM) {
        // Straight off the street to either side, and a little askew.
        let along = math::atan2(*dx, *dy).to_degrees();
        for turn in [-110, -90, -70, 70, 90, 110] {
            let bearing_deg = (math::round_to_i32(along) + turn).rem_euclid(360);
            let angle = f64::from(bearing_deg).to_radians();
            let origin = PointMm::new(
                math::round_to_i32(x + math::sin(angle) * KERB_MM),
                math::round_to_i32(y + math::cos(angle) * KERB_MM),
            );
            let pose = Pose { origin, bearing_deg };
            let centre = pose.place(middle);
            let off_centre = centre.distance_mm(PointMm::new(0, 0));
            // Nothing can be better than the distance of its middle alone.
            if off_centre >= best.0 {
                continue;
            }
            let cost = off_centre + misfit(pose, &gates, bounds, &samples);
            if cost < best.0 {
                best = (cost, pose);
            }
        }
    }
    best.1
}

/// How far gates are from streets, and how much street lies inside.
fn misfit(pose: Pose, gates: &[Uv], bounds: (Uv, Uv), samples: &[(f64, f64, f64, f64)]) -> f64 {
    let mut to_gates = 0.0;
    for gate in gates {
        let p = pose.place(*gate);
        let (x, y) = (f64::from(p.x), f64::from(p.y));
        let nearest = samples.iter().map(|s| (s.0 - x) * (s.0 - x) + (s.1 - y) * (s.1 - y));
        to_gates += nearest.fold(f64::INFINITY, f64::min).sqrt().min(NEAR_MM);
    }
    let inside = samples.iter().filter(|s| within(pose, bounds, s.0, s.1, 0.0)).count();
    3.0 * to_gates / gates.len().max(1) as f64 + inside as f64 * SAMPLE_MM * 0.3
}

/// Whether a place lies inside the market's rectangle, grown by `margin`.
fn within(pose: Pose, (low, high): (Uv, Uv), x: f64, y: f64, margin: f64) -> bool {
    let angle = f64::from(pose.bearing_deg).to_radians();
    let (sin, cos) = (math::sin(angle), math::cos(angle));
    let (dx, dy) = (x - f64::from(pose.origin.x), y - f64::from(pose.origin.y));
    let (u, v) = (dx * sin + dy * cos, -dx * cos + dy * sin);
    u > f64::from(low.0) - margin
        && u < f64::from(high.0) + margin
        && v > f64::from(low.1) - margin
        && v < f64::from(high.1) + margin
}

/// Writes the real streets, marked as imported.
pub fn write_streets(book: &mut Book, streets: &[KnownStreet]) {
    for street in streets {
        let line: Vec<String> =
            street.line.iter().map(|p| format!("{} {}", metres(p.x), metres(p.y))).collect();
        let from = Source::Imported;
        book.row(EntityKind::Street, &street.id)
            .put_from(from, "name", street.name.as_str())
            .put_from(from, "highway", street.highway.as_str())
            .put_from(from, "one_way", street.one_way.code())
            .put_from(from, "from_junction", street.from_junction.as_str())
            .put_from(from, "to_junction", street.to_junction.as_str())
            .put_from(from, "line", line.join("; "))
            .put_from(from, "length_m", metres(street.length_mm));
    }
}

/// Writes made-up entrances along real streets outside the market; their labels say that they are a draft's.
pub fn write_addresses(book: &mut Book, layout: &Layout, pose: Pose, streets: &[KnownStreet], rng: &mut Rng) {
    let bounds = layout.bounds();
    let mut found = Vec::new();
    for street in streets.iter().filter(|s| s.opens()) {
        for (i, (x, y, dx, dy)) in street.samples(45_000.0).into_iter().enumerate() {
            let side = if i % 2 == 0 { ENTRANCE_MM } else { -ENTRANCE_MM };
            let (x, y) = (x - dy * side, y + dx * side);
            if math::length(x, y) < ADDRESS_MM && !within(pose, bounds, x, y, 4_000.0) {
                found.push((street.name.as_str(), x, y));
            }
        }
    }
    rng.shuffle(&mut found);
    found.truncate(MOST_ADDRESSES);
    for (i, (name, x, y)) in found.iter().enumerate() {
        let street = if name.is_empty() { "이름 없는 길" } else { name };
        book.row(EntityKind::Address, &format!("a{:04}", i + 1))
            .put("label", format!("{street} 초안 {}", i + 1))
            .put_mm("x_m", math::round_to_i32(*x))
            .put_mm("y_m", math::round_to_i32(*y));
    }
}
