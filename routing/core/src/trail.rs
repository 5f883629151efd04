//! A path as a trail of points: what lies between them, how long it is, and in which direction it goes.

use market_model::math;

use crate::node::WayKind;
use crate::profile::Profile;
use crate::route::Mode;
use crate::search::NO_EDGE;
use crate::{Graph, View};

/// One edge of a path, in the direction of going.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub edge: u32,
    pub forward: bool,
    pub to: u32,
    pub mode: Mode,
    pub way: u32,
    pub kind: WayKind,
}

/// A point of a path; `piece` leads away from it (the last point has the last piece).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vertex {
    pub at: [i32; 3],
    pub level: u16,
    pub node: Option<u32>,
    pub piece: usize,
    /// Stated length and time from the start.
    pub along_mm: u64,
    pub along_ms: u64,
}

/// A path as points and pieces.
pub(crate) struct Trail {
    pub pieces: Vec<Piece>,
    pub vertices: Vec<Vertex>,
}

impl Trail {
    pub fn new(view: &View<'_>, from: u32, profile: Profile, arcs: &[u32]) -> Self {
        let (graph, costs) = (view.graph(), &view.weighted(profile).costs);
        let frozen = graph.frozen(profile);
        let mut trail = Self { pieces: Vec::new(), vertices: Vec::new() };
        let start = &graph.parts.nodes[from as usize];
        let (at, level) = (start.at, start.level);
        trail.vertices.push(Vertex { at, level, node: Some(from), piece: 0, along_mm: 0, along_ms: 0 });
        for index in arcs {
            let arc = frozen.arcs[*index as usize];
            if arc.edge == NO_EDGE {
                continue;
            }
            let ((to, layer), way) = (frozen.node_of(arc.head), graph.parts.edges[arc.edge as usize].2.way);
            let mode = if layer == 1 { Mode::Motorcycle } else { Mode::Foot };
            let kind = graph.parts.ways[way as usize].kind;
            trail.pieces.push(Piece { edge: arc.edge, forward: arc.forward, to, mode, way, kind });
            trail.append(graph, costs[*index as usize]);
        }
        if let Some(last) = trail.vertices.last_mut() {
            last.piece = trail.pieces.len().saturating_sub(1);
        }
        trail
    }

    /// The points of the last piece.
    fn append(&mut self, graph: &Graph, ms: u64) {
        let index = self.pieces.len() - 1;
        let piece = self.pieces[index];
        let edge = &graph.parts.edges[piece.edge as usize].2;
        let Some(start) = self.vertices.last_mut() else { return };
        start.piece = index;
        let start = *start;
        let end = &graph.parts.nodes[piece.to as usize];
        let (n, forward) = (edge.line.len(), piece.forward);
        let point = |i: usize| match i {
            i if i == n => end.at,
            i => edge.line[if forward { i } else { n - 1 - i }],
        };
        let drawn = |i: usize| distance(if i == 0 { start.at } else { point(i - 1) }, point(i));
        let total: f64 = (0..=n).map(drawn).sum();
        let mut along = 0.0;
        for i in 0..=n {
            along += drawn(i);
            let last = i == n;
            let part = if last || total <= 0.0 { 1.0 } else { along / total };
            self.vertices.push(Vertex {
                at: point(i),
                level: if last || part >= 0.5 { end.level } else { start.level },
                node: last.then_some(piece.to),
                piece: index,
                along_mm: start.along_mm + (f64::from(edge.length_mm) * part) as u64,
                along_ms: start.along_ms + (ms as f64 * part) as u64,
            });
        }
    }

    pub fn length_mm(&self) -> u64 {
        self.vertices.last().map_or(0, |v| v.along_mm)
    }

    /// The piece that leads to a vertex.
    pub fn piece_before(&self, vertex: usize) -> Option<&Piece> {
        let before = self.vertices.get(vertex.checked_sub(1)?)?;
        self.pieces.get(before.piece)
    }

    /// The piece that leads away from a vertex; `None` at the end.
    pub fn piece_after(&self, vertex: usize) -> Option<&Piece> {
        if vertex + 1 >= self.vertices.len() { None } else { self.pieces.get(self.vertices[vertex].piece) }
    }

    /// Direction in degrees (counter-clockwise from east) of the last `reach_mm` before a vertex.
    pub fn heading_before(&self, vertex: usize, reach_mm: f64) -> Option<f64> {
        let mut i = vertex;
        let mut left = reach_mm;
        while i > 0 && left > 0.0 {
            if self.piece_before(i).is_none_or(|p| !is_plain(p.kind)) {
                break;
            }
            left -= distance(self.vertices[i - 1].at, self.vertices[i].at);
            i -= 1;
        }
        direction(self.vertices[i].at, self.vertices[vertex].at)
    }

    /// Direction of the first `reach_mm` after a vertex.
    pub fn heading_after(&self, vertex: usize, reach_mm: f64) -> Option<f64> {
        let mut i = vertex;
        let mut left = reach_mm;
        while i + 1 < self.vertices.len() && left > 0.0 {
            if self.piece_after(i).is_none_or(|p| !is_plain(p.kind)) {
                break;
            }
            left -= distance(self.vertices[i].at, self.vertices[i + 1].at);
            i += 1;
        }
        direction(self.vertices[vertex].at, self.vertices[i].at)
    }

    /// Direction between two vertices.
    pub fn direction(&self, from: usize, to: usize) -> Option<f64> {
        direction(self.vertices[from].at, self.vertices[to].at)
    }

    /// The way on which most of the trail between two vertices lies.
    pub fn main_way(&self, from: usize, to: usize) -> Option<u32> {
        let mut best: Option<(u64, u32)> = None;
        let mut sums: std::collections::BTreeMap<u32, u64> = std::collections::BTreeMap::new();
        for i in from..to {
            let Some(piece) =
                self.piece_after(i).filter(|p| matches!(p.kind, WayKind::Aisle | WayKind::Street))
            else {
                continue;
            };
            let sum = sums.entry(piece.way).or_default();
            *sum += self.vertices[i + 1].along_mm - self.vertices[i].along_mm;
            if best.is_none_or(|(length, _)| *sum > length) {
                best = Some((*sum, piece.way));
            }
        }
        best.map(|(_, way)| way)
    }
}

/// Ways along which turns are told; spurs and connectors have words of their own.
fn is_plain(kind: WayKind) -> bool {
    !matches!(kind, WayKind::Spur | WayKind::Connector)
}

fn distance(a: [i32; 3], b: [i32; 3]) -> f64 {
    let [dx, dy, dz] = [0, 1, 2].map(|i| f64::from(b[i]) - f64::from(a[i]));
    math::length(math::length(dx, dy), dz)
}

fn direction(a: [i32; 3], b: [i32; 3]) -> Option<f64> {
    let (dx, dy) = (f64::from(b[0]) - f64::from(a[0]), f64::from(b[1]) - f64::from(a[1]));
    // Less than 0.3 m is no direction.
    (math::length(dx, dy) >= 300.0).then(|| math::atan2(dy, dx).to_degrees())
}

/// How far one turns from one direction to another, in (-180, 180]; left is positive.
pub(crate) fn turn(before: f64, after: f64) -> f64 {
    let mut angle = (after - before) % 360.0;
    if angle > 180.0 {
        angle -= 360.0;
    } else if angle <= -180.0 {
        angle += 360.0;
    }
    angle
}
