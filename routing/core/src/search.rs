//! Shortest paths: one frozen adjacency for each profile, A* for one pair, Dijkstra for one to many.
//!
//! A motorcycle is in one of three layers of the same nodes: 0 on foot before riding, 1 riding, 2 on foot after it;
//! so nobody walks through the market in the middle of a ride and finds a second motorcycle on the other side.
//! A way that ends on a street ends in layer 1: the motorcycle arrives too.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use market_model::math;

use crate::node::{Dirs, Edge, Node, Way};
use crate::profile::{Profile, foot_ms, motorcycle_ms};

/// No hours: always open.
const ALWAYS: u16 = u16::MAX;
/// No arc led here.
pub(crate) const NO_ARC: u32 = u32::MAX;
/// The edge of an arc that only gets on or off the motorcycle.
pub(crate) const NO_EDGE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Arc {
    pub tail: u32,
    pub head: u32,
    pub cost_ms: u64,
    pub edge: u32,
    pub forward: bool,
    hours: u16,
}

/// The arcs of one profile by tail (a CSR array).
#[derive(Debug, Clone)]
pub(crate) struct Frozen {
    first: Vec<u32>,
    pub arcs: Vec<Arc>,
    at: Vec<[i32; 2]>,
    /// Least milliseconds a millimetre of straight distance costs on any arc: the bound of A*.
    ms_per_mm: f64,
    n_nodes: usize,
    layers: usize,
    rideable: Vec<bool>,
}

impl Frozen {
    /// Freezes the arcs of `profile`. O(n + m log m).
    pub fn new(nodes: &[Node], edges: &[(u32, u32, Edge)], ways: &[Way], profile: Profile) -> Self {
        let n_nodes = nodes.len();
        let layers = if profile == Profile::Motorcycle { 3 } else { 1 };
        let mut rideable = vec![false; n_nodes];
        let mut arcs = Vec::new();
        for (index, (a, b, edge)) in edges.iter().enumerate() {
            let Some(way) = ways.get(edge.way as usize) else { continue };
            for (tail, head, forward) in [(*a, *b, true), (*b, *a, false)] {
                let mut push = |layer: u32, cost_ms: u64| {
                    let shift = layer * n_nodes as u32;
                    let hours = edge.hours.unwrap_or(ALWAYS);
                    let (tail, head) = (tail + shift, head + shift);
                    arcs.push(Arc { tail, head, cost_ms, edge: index as u32, forward, hours });
                };
                if profile != Profile::Motorcycle {
                    if let Ok(ms) = foot_ms(edge, way, profile, forward) {
                        push(0, ms);
                    }
                    continue;
                }
                if let Some(ms) = motorcycle_ms(edge, way, forward) {
                    push(1, ms);
                }
                if edge.motorcycle == Dirs::NONE
                    && let Ok(ms) = foot_ms(edge, way, profile, forward)
                {
                    push(0, ms);
                    push(2, ms);
                }
            }
            if edge.motorcycle != Dirs::NONE {
                for node in [*a, *b] {
                    if let Some(slot) = rideable.get_mut(node as usize) {
                        *slot = true;
                    }
                }
            }
        }
        if layers == 3 {
            push_changes(&rideable, n_nodes as u32, &mut arcs);
        }
        let at = nodes.iter().map(|n| [n.at[0], n.at[1]]).collect();
        let mut frozen = Self { first: Vec::new(), arcs, at, ms_per_mm: 0.0, n_nodes, layers, rideable };
        frozen.finish();
        frozen
    }

    fn finish(&mut self) {
        self.arcs.sort_by_key(|a| (a.tail, a.head, a.cost_ms, a.edge));
        self.first = vec![0; self.n_nodes * self.layers + 1];
        for arc in &self.arcs {
            self.first[arc.tail as usize + 1] += 1;
        }
        for i in 1..self.first.len() {
            self.first[i] += self.first[i - 1];
        }
        let ratio = |a: &Arc| {
            let straight = self.straight_mm(a.tail, a.head);
            if straight > 0.0 { a.cost_ms as f64 / straight } else { f64::INFINITY }
        };
        let least = self.arcs.iter().map(ratio).fold(f64::INFINITY, f64::min);
        // A hair less, so that rounding never makes the bound too large.
        self.ms_per_mm = if least.is_finite() { least * 0.999_999 } else { 0.0 };
    }

    fn straight_mm(&self, a: u32, b: u32) -> f64 {
        let [ax, ay] = self.at[a as usize % self.n_nodes];
        let [bx, by] = self.at[b as usize % self.n_nodes];
        math::length(f64::from(ax) - f64::from(bx), f64::from(ay) - f64::from(by))
    }

    fn out(&self, state: u32) -> std::ops::Range<usize> {
        self.first[state as usize] as usize..self.first[state as usize + 1] as usize
    }

    /// The state in which somebody sets out from `node`.
    pub fn start(&self, node: u32) -> u32 {
        let rides = self.layers == 3 && self.rideable[node as usize];
        if rides { node + self.n_nodes as u32 } else { node }
    }

    /// Whether a way may end in this state: where vehicles may be, one arrives with the motorcycle.
    fn may_end(&self, state: u32) -> bool {
        let (node, layer) = self.node_of(state);
        self.layers == 1 || layer == 1 || !self.rideable[node as usize]
    }

    /// Whether a motorcycle may be at this node.
    pub fn is_rideable(&self, node: u32) -> bool {
        self.rideable[node as usize]
    }

    /// Node and layer of a state.
    pub fn node_of(&self, state: u32) -> (u32, u32) {
        (state % self.n_nodes as u32, state / self.n_nodes as u32)
    }

    /// The quickest path as arc indices from `from` to `to`, and its time; `None` when there is none. A*.
    pub fn path(&self, from: u32, to: u32, closed: &[bool]) -> Option<(u64, Vec<u32>)> {
        SCRATCH.with_borrow_mut(|s| {
            let start = self.start(from);
            let bound = |state: u32| (self.straight_mm(state, to) * self.ms_per_mm) as u64;
            s.begin(self.n_nodes * self.layers);
            s.improve(start, 0, NO_ARC, || bound(start));
            while let Some((state, cost)) = s.next() {
                if self.node_of(state).0 == to && self.may_end(state) {
                    return Some((cost, s.arcs_to(state, &self.arcs)));
                }
                for index in self.out(state) {
                    let arc = &self.arcs[index];
                    if !is_closed(closed, arc.hours) {
                        let cost = cost + arc.cost_ms;
                        s.improve(arc.head, cost, index as u32, || bound(arc.head));
                    }
                }
            }
            None
        })
    }

    /// Milliseconds from `from` to each of `targets`; `None` where there is no way. Dijkstra, stops at the last target.
    pub fn one_to_many(&self, from: u32, targets: &[u32], closed: &[bool]) -> Vec<Option<u64>> {
        let mut wanted: Vec<u32> = targets.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let mut found = vec![None; wanted.len()];
        let mut missing = wanted.len();
        self.sweep(from, closed, |node, cost| {
            if let Ok(i) = wanted.binary_search(&node)
                && found[i].is_none()
            {
                found[i] = Some(cost);
                missing -= 1;
            }
            missing > 0
        });
        targets.iter().map(|t| wanted.binary_search(t).ok().and_then(|i| found[i])).collect()
    }

    /// Visits nodes by growing time until `visit` answers `false`. A node may come once for each layer.
    pub fn sweep(&self, from: u32, closed: &[bool], mut visit: impl FnMut(u32, u64) -> bool) {
        SCRATCH.with_borrow_mut(|s| {
            s.begin(self.n_nodes * self.layers);
            s.improve(self.start(from), 0, NO_ARC, || 0);
            while let Some((state, cost)) = s.next() {
                if self.may_end(state) && !visit(self.node_of(state).0, cost) {
                    return;
                }
                for index in self.out(state) {
                    let arc = &self.arcs[index];
                    if !is_closed(closed, arc.hours) {
                        s.improve(arc.head, cost + arc.cost_ms, index as u32, || 0);
                    }
                }
            }
        });
    }
}

/// Getting on (0 to 1) wherever vehicles may be, and off (1 to 2) where a way for feet alone begins there.
fn push_changes(rideable: &[bool], n_nodes: u32, arcs: &mut Vec<Arc>) {
    let mut footway = vec![false; n_nodes as usize];
    for arc in arcs.iter().filter(|a| a.tail < n_nodes) {
        footway[arc.tail as usize] = true;
    }
    for (node, _) in rideable.iter().enumerate().filter(|(_, r)| **r) {
        for layer in 0..if footway[node] { 2 } else { 1 } {
            let tail = node as u32 + layer * n_nodes;
            let head = tail + n_nodes;
            arcs.push(Arc { tail, head, cost_ms: 0, edge: NO_EDGE, forward: true, hours: ALWAYS });
        }
    }
}

fn is_closed(closed: &[bool], hours: u16) -> bool {
    hours != ALWAYS && closed.get(hours as usize).copied().unwrap_or(false)
}

thread_local! {
    /// One set of arrays a thread, so that a query allocates nothing.
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch::default());
}

/// The arrays of a search; a slot counts only when its stamp is of the current round.
#[derive(Default)]
struct Scratch {
    /// Even; a slot is stamped with it when reached, and with the odd number after it when its cost is final.
    round: u32,
    slots: Vec<Slot>,
    /// Bound of the whole way, state.
    heap: BinaryHeap<Reverse<(u64, u32)>>,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    cost: u64,
    arc: u32,
    stamp: u32,
}

impl Scratch {
    fn begin(&mut self, n_states: usize) {
        self.heap.clear();
        if self.slots.len() < n_states {
            self.slots.resize(n_states, Slot::default());
        }
        self.round = self.round.wrapping_add(2);
        if self.round == 0 {
            self.slots.fill(Slot::default());
            self.round = 2;
        }
    }

    fn improve(&mut self, state: u32, cost: u64, arc: u32, bound: impl FnOnce() -> u64) {
        let slot = &mut self.slots[state as usize];
        if slot.stamp & !1 != self.round || cost < slot.cost {
            *slot = Slot { cost, arc, stamp: self.round };
            self.heap.push(Reverse((cost + bound(), state)));
        }
    }

    /// The next state whose cost is final.
    fn next(&mut self) -> Option<(u32, u64)> {
        while let Some(Reverse((_, state))) = self.heap.pop() {
            let slot = &mut self.slots[state as usize];
            if slot.stamp == self.round {
                slot.stamp |= 1;
                return Some((state, slot.cost));
            }
        }
        None
    }

    fn arcs_to(&self, state: u32, arcs: &[Arc]) -> Vec<u32> {
        let mut path = Vec::new();
        let mut arc = self.slots[state as usize].arc;
        while arc != NO_ARC {
            path.push(arc);
            arc = self.slots[arcs[arc as usize].tail as usize].arc;
        }
        path.reverse();
        path
    }
}
