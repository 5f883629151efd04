//! From a coordinate to the graph: the nearest way, how far it is, and where along it one gets on.

use market_model::PointMm;

use crate::build::line;
use crate::search::NO_EDGE;
use crate::{Graph, NodeId, Profile, RoutePoint};

/// A coordinate put on the nearest way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snap {
    /// Where it lies on the way.
    pub point: RoutePoint,
    /// From the coordinate to there in millimetres: what the graph knows nothing of.
    pub distance_mm: u64,
    /// The nearer end of that piece of way, from which ways are found.
    pub node: NodeId,
    /// Along the way from there to `node` in millimetres.
    pub along_mm: u64,
}

impl Graph {
    /// The way nearest to a coordinate of the market frame (east and north in millimetres) that `profile` may use, on one
    /// level or on any; `None` when there is none within `reach_mm`. Of equally near ones the first of the saved form.
    /// O(edges), most of them by their box alone.
    #[must_use]
    pub fn snap(&self, at: [i32; 2], level: Option<&str>, profile: Profile, reach_mm: u32) -> Option<Snap> {
        let usable = self.usable(profile);
        let level = match level {
            Some(id) => Some(self.parts.levels.iter().position(|l| l.id == id)? as u16),
            None => None,
        };
        let at = PointMm::new(at[0], at[1]);
        let mut best: Option<(f64, f64, usize)> = None;
        for (index, (a, b, _)) in self.parts.edges.iter().enumerate() {
            let on_level = |n: &u32| level.is_none_or(|l| self.parts.nodes[*n as usize].level == l);
            let limit = best.map_or(f64::from(reach_mm), |b| b.0);
            if !usable[index] || !on_level(a) || !on_level(b) {
                continue;
            }
            let drawn = self.drawn(index);
            if far(&drawn, at, limit) {
                continue;
            }
            if let Some((distance, chainage)) = line::project(&drawn, at)
                && (distance < limit || best.is_none() && distance <= limit)
            {
                best = Some((distance, chainage, index));
            }
        }
        best.map(|(distance, chainage, index)| self.put(index, distance, chainage))
    }

    fn put(&self, index: usize, distance: f64, chainage: f64) -> Snap {
        let (a, b, edge) = &self.parts.edges[index];
        let drawn = self.drawn(index);
        let total = line::length(&drawn);
        let part = if total > 0.0 { (chainage / total).clamp(0.0, 1.0) } else { 0.0 };
        let along = f64::from(edge.length_mm) * part;
        let (node, along) = if part <= 0.5 { (*a, along) } else { (*b, f64::from(edge.length_mm) - along) };
        let place = line::point_at(&drawn, chainage);
        let [near, from, to] = [node, *a, *b].map(|n| &self.parts.nodes[n as usize]);
        let rise = f64::from(to.at[2]) - f64::from(from.at[2]);
        let level = self.parts.levels.get(usize::from(near.level)).map_or("", |l| &l.id);
        let z_mm = from.at[2] + (rise * part).round() as i32;
        Snap {
            point: RoutePoint { x_mm: place.x, y_mm: place.y, z_mm, level: level.to_owned() },
            distance_mm: distance.round() as u64,
            node: NodeId(node),
            along_mm: along.round() as u64,
        }
    }

    /// Which edges have an arc for this profile.
    fn usable(&self, profile: Profile) -> Vec<bool> {
        let mut usable = vec![false; self.parts.edges.len()];
        for arc in self.frozen(profile).arcs.iter().filter(|a| a.edge != NO_EDGE) {
            usable[arc.edge as usize] = true;
        }
        usable
    }

    fn drawn(&self, index: usize) -> Vec<PointMm> {
        let (a, b, edge) = &self.parts.edges[index];
        let [a, b] = [a, b].map(|n| self.parts.nodes[*n as usize].at);
        let all = std::iter::once(&a).chain(&edge.line).chain(std::iter::once(&b));
        all.map(|p| PointMm::new(p[0], p[1])).collect()
    }
}

/// Whether the box around a line is farther than `limit`.
fn far(drawn: &[PointMm], at: PointMm, limit: f64) -> bool {
    let gap = |of: fn(&PointMm) -> i32| {
        let (low, high) = drawn.iter().map(of).fold((i32::MAX, i32::MIN), |(l, h), v| (l.min(v), h.max(v)));
        (f64::from(low) - f64::from(of(&at))).max(f64::from(of(&at)) - f64::from(high)).max(0.0)
    };
    gap(|p| p.x).max(gap(|p| p.y)) > limit
}
