//! What holds for a while: closed, slower or narrower aisles, gates and streets. All of it is a matter of weights.

use std::collections::BTreeMap;

use market_model::{Problem, Text};
use serde::{Deserialize, Serialize};

use crate::build::Parts;
use crate::node::WayKind;
use crate::{Graph, Moment};

/// Slower than this is closed: a hundred times.
const SLOWEST_PERMILLE: u32 = 100_000;

/// Conditions that differ from the usual.
///
/// A key names what is meant: `aisle:ID`, `connector:ID`, `street:NAME` (every piece of it), a place such as `gate:south` or
/// `stall:가-12` (the ways that end there), or `KEY~KEY` (the ways between two neighbouring nodes).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Conditions {
    /// Nobody passes.
    pub closed: Vec<String>,
    /// One passes more slowly: a crowd.
    pub slower: Vec<Slower>,
    /// Stands take a part of the width: a cart or a wheelchair may not fit.
    pub narrower: Vec<Narrower>,
}

impl Conditions {
    /// What holds at a minute of the day, for as long as it holds: without minutes.
    #[must_use]
    pub fn at_minute(&self, minute: u16) -> Self {
        let holds = |s: &&Slower| s.minutes.is_none_or(|(from, to)| (from..to).contains(&(minute % 1_440)));
        let slower = self.slower.iter().filter(holds).map(|s| Slower { minutes: None, ..s.clone() });
        Self { slower: slower.collect(), ..self.clone() }
    }

    /// Minutes of the day at which something begins or ends to hold, growing.
    #[must_use]
    pub fn minutes(&self) -> Vec<u16> {
        let mut all: Vec<u16> =
            self.slower.iter().filter_map(|s| s.minutes).flat_map(|(from, to)| [from, to]).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// A way on which one is slower.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slower {
    /// What is slower.
    pub key: String,
    /// Time in thousandths of the usual, 1,000 to 100,000.
    pub permille: u32,
    /// Minutes after midnight, the second not included, between which it holds; always without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<(u16, u16)>,
}

/// A way on which there is less room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrower {
    /// What is narrower.
    pub key: String,
    /// Clear width that is left in millimetres.
    pub width_mm: u32,
}

/// What conditions do to one edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    pub closed: bool,
    permille: u32,
    /// `u32::MAX` when it is as wide as ever.
    width_mm: u32,
}

impl Change {
    const NONE: Self = Self { closed: false, permille: 1_000, width_mm: u32::MAX };

    /// The clear width, of which 0 means unknown.
    pub fn width(self, usual_mm: u32) -> u32 {
        match usual_mm {
            _ if self.width_mm == u32::MAX => usual_mm,
            // A width of nothing would mean an unknown one.
            0 => self.width_mm.max(1),
            usual => self.width_mm.clamp(1, usual),
        }
    }

    /// Milliseconds, rounded up.
    pub fn slowed(self, ms: u64) -> u64 {
        if self.permille == 1_000 { ms } else { (ms * u64::from(self.permille)).div_ceil(1_000) }
    }
}

/// Conditions as they are at a moment, by edge and by table of hours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Effects {
    /// Tables of hours that are shut now, growing.
    shut: Vec<u16>,
    changes: BTreeMap<u32, Change>,
}

impl Effects {
    /// With the tables of hours that are shut.
    pub fn shut(shut: Vec<u16>) -> Self {
        Self { shut, changes: BTreeMap::new() }
    }

    pub fn is_shut(&self, hours: u16) -> bool {
        self.shut.binary_search(&hours).is_ok()
    }

    pub fn change(&self, edge: u32) -> Option<Change> {
        self.changes.get(&edge).copied()
    }

    /// Adds conditions, and tells what they name that is not there or cannot be.
    pub fn add(&mut self, graph: &Graph, conditions: &Conditions, at: Option<Moment>) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (i, key) in conditions.closed.iter().enumerate() {
            self.change_all(graph, key, format!("closed[{i}]"), &mut problems, |c| c.closed = true);
        }
        for (i, slower) in conditions.slower.iter().enumerate() {
            let path = format!("slower[{i}]");
            if !(1_000..=SLOWEST_PERMILLE).contains(&slower.permille) {
                let expected = Text::new("1,000~100,000 천분율", "1,000 to 100,000 thousandths");
                problems.push(Problem::error(
                    "permille",
                    format!("{path}.permille"),
                    slower.permille.to_string(),
                    expected,
                ));
                continue;
            }
            let holds = |(from, to): (u16, u16)| at.is_some_and(|at| (from..to).contains(&at.minute));
            if slower.minutes.is_none_or(holds) {
                let permille = slower.permille;
                self.change_all(graph, &slower.key, path, &mut problems, |c| {
                    c.permille = c.permille.max(permille);
                });
            }
        }
        for (i, narrower) in conditions.narrower.iter().enumerate() {
            let width = narrower.width_mm;
            let path = format!("narrower[{i}]");
            self.change_all(graph, &narrower.key, path, &mut problems, |c| {
                c.width_mm = c.width_mm.min(width);
            });
        }
        problems
    }

    fn change_all(
        &mut self,
        graph: &Graph,
        key: &str,
        path: String,
        problems: &mut Vec<Problem>,
        change: impl Fn(&mut Change),
    ) {
        let edges = edges_of(graph, key);
        if edges.is_empty() {
            let expected = Text::new(
                "aisle:…, connector:…, street:…, gate:… 또는 이웃한 두 곳 …~…",
                "aisle:…, connector:…, street:…, gate:… or two neighbours …~…",
            );
            problems.push(Problem::error("unknown-way", path, key, expected));
        }
        for edge in edges {
            change(self.changes.entry(edge).or_insert(Change::NONE));
        }
    }
}

/// The edges that a key names. O(edges).
fn edges_of(graph: &Graph, key: &str) -> Vec<u32> {
    let Parts { edges, ways, .. } = &graph.parts;
    let select = |fits: &dyn Fn(u32, u32, u32) -> bool| {
        let fits = |(_, (a, b, e)): &(u32, &(u32, u32, crate::node::Edge))| fits(*a, *b, e.way);
        (0..).zip(edges).filter(fits).map(|(i, _)| i).collect::<Vec<u32>>()
    };
    let node = |key: &str| graph.by_key(key);
    if let Some((a, b)) = key.split_once('~') {
        let (Some(a), Some(b)) = (node(a), node(b)) else { return Vec::new() };
        return select(&|x, y, _| (x, y) == (a, b) || (y, x) == (a, b));
    }
    if let Some(node) = node(key) {
        return select(&|a, b, _| a == node || b == node);
    }
    let way = |kind: WayKind, fits: &dyn Fn(&crate::node::Way) -> bool| {
        select(&|_, _, way| ways.get(way as usize).is_some_and(|w| w.kind == kind && fits(w)))
    };
    match key.split_once(':') {
        Some(("aisle", id)) => way(WayKind::Aisle, &|w| w.id == id),
        Some(("connector", id)) => way(WayKind::Connector, &|w| w.id == id),
        Some(("street", name)) => way(WayKind::Street, &|w| w.ko == name),
        _ => Vec::new(),
    }
}
