//! Stalls by place, to name the one at a turn; at which nodes there is a choice of ways; which ways bear one name.

use std::collections::BTreeMap;

use crate::build::Parts;
use crate::node::{PlaceKind, Way, WayKind};

/// Stalls sorted by level and x.
pub(crate) struct Landmarks {
    stalls: Vec<(u16, i32, i32, u32)>,
    choices: Vec<u8>,
    /// Of each way; ways of one name have one number.
    names: Vec<u32>,
}

impl Landmarks {
    pub fn new(parts: &Parts) -> Self {
        let stall = |(i, n): (usize, &crate::node::Node)| {
            (n.kind == PlaceKind::Stall).then_some((n.level, n.at[0], n.at[1], i as u32))
        };
        let mut stalls: Vec<_> = parts.nodes.iter().enumerate().filter_map(stall).collect();
        stalls.sort_unstable();
        let mut choices = vec![0_u8; parts.nodes.len()];
        for (a, b, edge) in &parts.edges {
            let kind = parts.ways[edge.way as usize].kind;
            if !matches!(kind, WayKind::Spur | WayKind::AddressLink) && edge.length_mm > 0 {
                for node in [*a, *b] {
                    choices[node as usize] = choices[node as usize].saturating_add(1);
                }
            }
        }
        Self { stalls, choices, names: names(&parts.ways) }
    }

    /// Whether more than one way goes on from here.
    pub fn is_choice(&self, node: u32) -> bool {
        self.choices[node as usize] > 2
    }

    /// Whether two ways bear the same name for a person.
    pub fn same_way(&self, a: u32, b: u32) -> bool {
        self.names[a as usize] == self.names[b as usize]
    }

    /// The nearest stall within `reach_mm` for which `fits` is true; named ones are preferred to others twice as near.
    pub fn near(
        &self,
        parts: &Parts,
        level: u16,
        at: [i32; 2],
        reach_mm: i32,
        fits: impl Fn(u32) -> bool,
    ) -> Option<u32> {
        let first = self.stalls.partition_point(|s| (s.0, s.1) < (level, at[0].saturating_sub(reach_mm)));
        let mut best: Option<(i64, u32)> = None;
        for (l, x, y, node) in &self.stalls[first..] {
            if *l != level || *x > at[0].saturating_add(reach_mm) {
                break;
            }
            let (dx, dy) = (i64::from(*x) - i64::from(at[0]), i64::from(*y) - i64::from(at[1]));
            let square = dx * dx + dy * dy;
            if square > i64::from(reach_mm) * i64::from(reach_mm) || !fits(*node) {
                continue;
            }
            let unnamed = parts.nodes[*node as usize].names.ko.is_empty();
            let score = (if unnamed { square * 4 } else { square }, *node);
            if best.is_none_or(|b| score < b) {
                best = Some(score);
            }
        }
        best.map(|(_, node)| node)
    }
}

/// A number for each way: one for a Korean name, and one for all that is alike without a name.
fn names(ways: &[Way]) -> Vec<u32> {
    let (mut named, mut nameless) = (BTreeMap::new(), BTreeMap::new());
    let number = |(i, way): (u32, &Way)| match way.ko.as_str() {
        "" => *nameless.entry(way.clone()).or_insert(i),
        name => *named.entry(name.to_owned()).or_insert(i),
    };
    (0..).zip(ways).map(number).collect()
}
