//! An aisle's piece as cross-sections: places along it where floors and roofs are joined, mitred at bends.

use market_model::{Aisle, Market, math};

use crate::space::{P, unit};

/// A cross-section.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Section {
    /// The middle, on the floor.
    pub middle: P,
    /// To the left as somebody walks; longer than 1 at bends, so that both sides stay parallel.
    pub left: P,
    /// Distance from the aisle's start in metres.
    pub chainage_m: f64,
}

impl Section {
    /// The place `left_m` metres to the left of the middle and `up_m` metres over the floor.
    pub(crate) fn at(&self, left_m: f32, up_m: f32) -> P {
        let [x, y, z] = self.middle;
        [x + self.left[0] * left_m, y + up_m, z + self.left[2] * left_m]
    }

    /// The direction of the walk.
    pub(crate) fn along(&self) -> P {
        let l = unit(self.left);
        [-l[2], 0.0, l[0]]
    }
}

/// Corners of the centre line with their chainages.
fn corners(aisle: &Aisle) -> Vec<(f64, f64, f64)> {
    let mut out: Vec<(f64, f64, f64)> = Vec::new();
    for point in &aisle.line {
        let (x, y) = point.metres();
        match out.last() {
            None => out.push((x, y, 0.0)),
            Some(&(px, py, s)) => {
                let d = math::length(x - px, y - py);
                if d > 0.001 {
                    out.push((x, y, s + d));
                }
            }
        }
    }
    out
}

/// Cross-sections of an aisle from one chainage to another, at most `step_m` apart, and at every bend.
///
/// Linear in length over step; an aisle without length gives none.
pub(crate) fn sections(aisle: &Aisle, floor_m: f32, from_m: f64, to_m: f64, step_m: f64) -> Vec<Section> {
    let corners = corners(aisle);
    let mut out: Vec<Section> = Vec::new();
    for (i, pair) in corners.windows(2).enumerate() {
        let [(ax, ay, s0), (bx, by, s1)] = *pair else { continue };
        let (from, to) = (from_m.max(s0), to_m.min(s1));
        if to - from < 0.001 && !(to >= from && out.is_empty() && corners.len() == 2) {
            continue;
        }
        let n = (((to - from) / step_m).ceil() as usize).clamp(1, 10_000);
        for k in 0..=n {
            let s = from + (to - from) * k as f64 / n as f64;
            if out.last().is_some_and(|last| s - last.chainage_m < 0.001) {
                continue;
            }
            let t = (s - s0) / (s1 - s0);
            let left = left_at(
                &corners,
                i,
                if t < 0.0005 {
                    -1
                } else if t > 0.9995 {
                    1
                } else {
                    0
                },
            );
            let middle = [(ax + (bx - ax) * t) as f32, floor_m, -(ay + (by - ay) * t) as f32];
            out.push(Section { middle, left, chainage_m: s });
        }
    }
    out
}

/// Left of the `i`-th leg in the glTF frame; at its start (-1) or end (1) the mitre with its neighbour.
fn left_at(corners: &[(f64, f64, f64)], i: usize, end: i32) -> P {
    let leg = |i: usize| -> Option<(f64, f64)> {
        let (a, b) = (corners.get(i)?, corners.get(i + 1)?);
        let n = math::length(b.0 - a.0, b.1 - a.1);
        Some((-(b.1 - a.1) / n, (b.0 - a.0) / n))
    };
    let own = leg(i).unwrap_or((0.0, 1.0));
    let other = match end {
        -1 => i.checked_sub(1).and_then(leg),
        1 => leg(i + 1),
        _ => None,
    };
    let (x, y) = match other {
        None => own,
        Some(o) => {
            let (x, y) = (own.0 + o.0, own.1 + o.1);
            let n = math::length(x, y);
            let cos = ((x * own.0 + y * own.1) / n.max(1e-6)).max(0.35);
            if n < 1e-6 { own } else { (x / n / cos, y / n / cos) }
        }
    };
    [x as f32, 0.0, -y as f32]
}

/// The part of an aisle that does not lie within a wider aisle of its level: from and to, in metres.
///
/// A side aisle is measured from the middle of the street it leaves; its own floor and roof begin at that street's edge.
pub(crate) fn own_range(market: &Market, aisle: &Aisle) -> (f64, f64) {
    const STEP_M: f64 = 0.25;
    let length = crate::cells::length_m(aisle);
    let wider: Vec<&Aisle> = market
        .aisles
        .iter()
        .filter(|o| o.level == aisle.level && (o.width, &aisle.id) > (aisle.width, &o.id) && o.id != aisle.id)
        .collect();
    if wider.is_empty() {
        return (0.0, length);
    }
    let n = ((length / STEP_M) as usize).min(160);
    let walk = |from_end: bool| {
        let at = |i: usize| if from_end { length - STEP_M * i as f64 } else { STEP_M * i as f64 };
        let inside = |s: f64| {
            let point = sections(aisle, 0.0, s.min(length - 0.01), (s + 0.01).min(length), 1.0)
                .first()
                .map(|x| x.middle);
            point.is_some_and(|p| wider.iter().any(|o| covers(o, p)))
        };
        (0..n).find(|i| !inside(at(*i))).map_or(length, at)
    };
    let (from, to) = (walk(false), walk(true));
    if from < to { (from, to) } else { (0.0, length) }
}

/// Whether a point lies within an aisle's clear width.
fn covers(aisle: &Aisle, p: P) -> bool {
    let half = aisle.width.metres() / 2.0;
    let (px, py) = (f64::from(p[0]), f64::from(-p[2]));
    corners(aisle).windows(2).any(|pair| {
        let [(ax, ay, s0), (bx, by, s1)] = *pair else { return false };
        let n = s1 - s0;
        let (ux, uy) = ((bx - ax) / n, (by - ay) / n);
        let along = (px - ax) * ux + (py - ay) * uy;
        let across = (px - ax) * uy - (py - ay) * ux;
        (-0.01..=n + 0.01).contains(&along) && across.abs() < half
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use market_model::{AisleId, Floor, LevelId, Mm, Names, PointMm, Provenance, RoofKind};

    fn aisle(points: &[(i32, i32)]) -> Aisle {
        Aisle {
            id: AisleId::new("A").unwrap(),
            names: Names::default(),
            level: LevelId::new("1F").unwrap(),
            line: points.iter().map(|&(x, y)| PointMm::new(x, y)).collect(),
            width: Mm(4000),
            roof: RoofKind::None,
            roof_height: Mm(0),
            floor: Floor::Block,
            fire_lane: false,
            provenance: Provenance::default(),
        }
    }

    #[test]
    fn left_is_left_and_bends_are_mitred() {
        let a = aisle(&[(0, 0), (0, 10_000), (10_000, 10_000)]);
        let s = sections(&a, 0.0, 0.0, 20.0, 5.0);
        assert_eq!(s.len(), 5);
        // Heading north, left is west.
        assert_eq!(s[0].at(1.0, 0.0), [-1.0, 0.0, 0.0]);
        assert_eq!(s[0].along(), [0.0, 0.0, -1.0]);
        // At the bend to the east the left edge runs through (-1, 11).
        let bend = s[2].at(1.0, 0.0);
        assert!((bend[0] + 1.0).abs() < 1e-5 && (bend[2] + 11.0).abs() < 1e-5, "{bend:?}");
    }

    #[test]
    fn an_aisle_without_length_has_no_sections() {
        assert!(sections(&aisle(&[(5, 5), (5, 5)]), 0.0, 0.0, 10.0, 1.0).is_empty());
    }
}
