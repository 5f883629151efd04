//! From the model to the graph.
//!
//! Aisles give a node on their centre line at every stall door, gate, connector, facility and meeting of aisles;
//! stalls and facilities hang on short spurs; streets are cut where gates and addresses join them.

mod aisles;
mod islands;
mod lanes;
pub(crate) mod line;
mod streets;
mod turns;

use std::collections::BTreeMap;

use market_model::{Market, Mm, OpeningHours, PointMm, Problem, model_hash};

use crate::node::{Dirs, Edge, LevelInfo, Node, PlaceKind, Way};
use crate::streets::StreetRules;

/// The parts of a graph before it is frozen.
pub(crate) struct Parts {
    pub market: String,
    pub revision: String,
    pub levels: Vec<LevelInfo>,
    pub ways: Vec<Way>,
    pub hours: Vec<OpeningHours>,
    pub nodes: Vec<Node>,
    pub edges: Vec<(u32, u32, Edge)>,
    /// Turns that no motorcycle may make: the node, the edge by which one comes, the edge into which one would turn; growing.
    pub turns: Vec<[u32; 3]>,
}

/// Builds all parts, and tells what is unreachable or far from a street.
pub(crate) fn parts(market: &Market, rules: &StreetRules) -> (Parts, Vec<Problem>) {
    let mut builder = Builder::new(market);
    aisles::add(&mut builder);
    streets::add(&mut builder, rules);
    islands::report(&mut builder);
    (builder.parts, builder.problems)
}

struct Builder<'a> {
    market: &'a Market,
    parts: Parts,
    problems: Vec<Problem>,
    ways: BTreeMap<Way, u32>,
    keys: BTreeMap<String, u32>,
    /// First and last edge of each street.
    street_ends: BTreeMap<String, [u32; 2]>,
}

impl<'a> Builder<'a> {
    fn new(market: &'a Market) -> Self {
        let level = |l: &market_model::Level| LevelInfo {
            id: l.id.as_str().to_owned(),
            ordinal: l.ordinal,
            names: l.names.clone(),
        };
        let parts = Parts {
            market: market.id.as_str().to_owned(),
            revision: model_hash(market).unwrap_or_default(),
            levels: market.levels.iter().map(level).collect(),
            ways: Vec::new(),
            hours: Vec::new(),
            nodes: Vec::new(),
            edges: Vec::new(),
            turns: Vec::new(),
        };
        Self {
            market,
            parts,
            problems: Vec::new(),
            ways: BTreeMap::new(),
            keys: BTreeMap::new(),
            street_ends: BTreeMap::new(),
        }
    }

    /// Index and floor height of a level; the first level stands in for an unknown one.
    fn level(&self, id: &market_model::LevelId) -> (u16, i32) {
        let index = self.market.levels.iter().position(|l| &l.id == id).unwrap_or(0);
        (index as u16, self.market.levels.get(index).map_or(0, |l| l.elevation.0))
    }

    /// Index of the level of the street.
    fn ground(&self) -> u16 {
        self.market.levels.iter().position(|l| l.ordinal == 0).unwrap_or(0) as u16
    }

    /// The node with this key, made now if need be.
    fn node(&mut self, key: String, kind: PlaceKind, at: [i32; 3], level: u16) -> u32 {
        if let Some(index) = self.keys.get(&key) {
            return *index;
        }
        let index = self.parts.nodes.len() as u32;
        self.keys.insert(key.clone(), index);
        let node =
            Node { key, kind, at, level, code: String::new(), names: Default::default(), facility: None };
        self.parts.nodes.push(node);
        index
    }

    fn way(&mut self, way: Way) -> u32 {
        if let Some(index) = self.ways.get(&way) {
            return *index;
        }
        let index = self.parts.ways.len() as u32;
        self.parts.ways.push(way.clone());
        self.ways.insert(way, index);
        index
    }

    fn hours(&mut self, hours: Option<&OpeningHours>) -> Option<u16> {
        let hours = hours.filter(|h| !h.is_unknown())?;
        let found = self.parts.hours.iter().position(|h| h == hours);
        let index = found.unwrap_or_else(|| {
            self.parts.hours.push(hours.clone());
            self.parts.hours.len() - 1
        });
        u16::try_from(index).ok()
    }

    fn edge(&mut self, a: u32, b: u32, edge: Edge) {
        if a != b {
            self.parts.edges.push((a, b, edge));
        }
    }

    fn place_of(&self, node: u32) -> PointMm {
        let [x, y, _] = self.parts.nodes[node as usize].at;
        PointMm::new(x, y)
    }
}

/// An edge for feet and carts, both ways, always open.
fn walkable(way: u32, length_mm: f64, width: Mm) -> Edge {
    Edge {
        length_mm: whole_mm(length_mm),
        way,
        width_mm: u32::try_from(width.0).unwrap_or(0),
        steps: 0,
        slope_permille: 0,
        foot: Dirs::BOTH,
        cart: Dirs::BOTH,
        motorcycle: Dirs::NONE,
        hours: None,
        line: Vec::new(),
    }
}

fn whole_mm(length: f64) -> u32 {
    length.max(0.0).round() as u32
}
