//! Where one can be and move, for one profile: states and arcs, frozen; their order is made when first asked for.
//!
//! A motorcycle is in one of three layers of the same nodes: 0 on foot before riding, 1 riding, 2 on foot after it;
//! so nobody walks through the market in the middle of a ride and finds a second motorcycle on the other side.
//! A way that ends on a street ends in layer 1: the motorcycle arrives too.
//!
//! Where turns are forbidden, a junction has more states in layer 1: one for each edge from which not every turn is allowed.
//! Such an edge ends in that state, and the forbidden edges do not begin there.
//!
//! Invariant: what closes, slows or narrows an arc is a weight (`weighted`), never another set of arcs.

use std::collections::BTreeMap;
use std::sync::{Arc as Shared, Mutex, OnceLock, PoisonError};

use crate::build::Parts;
use crate::cch::Cch;
use crate::conditions::Effects;
use crate::node::{Dirs, Edge, Way};
use crate::profile::{Profile, foot_ms, motorcycle_ms};
use crate::weighted::Weighted;

/// No hours: always open.
const ALWAYS: u16 = u16::MAX;
/// The edge of an arc that only gets on or off the motorcycle.
pub(crate) const NO_EDGE: u32 = u32::MAX;
/// A node that has no state in a layer.
const NO_STATE: u32 = u32::MAX;
/// So many sets of conditions are kept weighted: now, the next hour, and what a planner compares.
const KEPT: usize = 8;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Arc {
    pub tail: u32,
    pub head: u32,
    /// Under the usual conditions.
    pub cost_ms: u64,
    pub edge: u32,
    pub forward: bool,
    hours: u16,
}

impl Arc {
    /// The table of hours in which it is open; `None` for always.
    pub fn hours(&self) -> Option<u16> {
        (self.hours != ALWAYS).then_some(self.hours)
    }
}

/// The arcs of one profile, by tail and head.
#[derive(Debug)]
pub(crate) struct Frozen {
    pub arcs: Vec<Arc>,
    profile: Profile,
    /// Node and layer of each state.
    states: Vec<(u32, u8)>,
    /// The state of each node in each layer.
    index: [Vec<u32>; 3],
    /// The states of junctions with forbidden turns, by the edge from which one comes.
    entered: BTreeMap<(u32, u32), u32>,
    /// Forbidden turns: node, edge from, edge to; growing.
    turns: Vec<[u32; 3]>,
    at: Vec<[i32; 2]>,
    rideable: Vec<bool>,
    cch: OnceLock<Cch>,
    kept: Mutex<Vec<(Effects, Shared<Weighted>)>>,
}

impl Frozen {
    /// Freezes the arcs of `profile`. O(n + m log m).
    pub fn new(parts: &Parts, profile: Profile) -> Self {
        let Parts { nodes, edges, ways, .. } = parts;
        let mut rideable = vec![false; nodes.len()];
        let mut walked = vec![false; nodes.len()];
        let rides = profile == Profile::Motorcycle;
        for (a, b, edge) in edges {
            let marks = if rides && edge.motorcycle != Dirs::NONE { &mut rideable } else { &mut walked };
            for node in [*a, *b] {
                if let Some(mark) = marks.get_mut(node as usize) {
                    *mark = true;
                }
            }
        }
        let mut frozen = Self {
            arcs: Vec::new(),
            profile,
            states: Vec::new(),
            index: [const { Vec::new() }; 3],
            entered: BTreeMap::new(),
            turns: if rides { parts.turns.clone() } else { Vec::new() },
            at: Vec::new(),
            rideable,
            cch: OnceLock::new(),
            kept: Mutex::new(Vec::new()),
        };
        // A saved form may have been written by another hand.
        frozen.turns.sort_unstable();
        frozen.number(&walked);
        frozen.part_junctions();
        frozen.at =
            frozen.states.iter().map(|(v, _)| [nodes[*v as usize].at[0], nodes[*v as usize].at[1]]).collect();
        for (index, (a, b, edge)) in edges.iter().enumerate() {
            if let Some(way) = ways.get(edge.way as usize) {
                frozen.lay(index as u32, (*a, *b), true, edge, way);
                frozen.lay(index as u32, (*b, *a), false, edge, way);
            }
        }
        frozen.lay_changes();
        frozen.arcs.sort_by_key(|a| (a.tail, a.head, a.cost_ms, a.edge));
        frozen
    }

    /// Gives a state to each node in each layer in which somebody may be there.
    fn number(&mut self, walked: &[bool]) {
        let layers = if self.profile == Profile::Motorcycle { 3 } else { 1 };
        for layer in 0..layers {
            for (node, rideable) in self.rideable.iter().enumerate() {
                let needed = match layer {
                    1 => *rideable,
                    0 if layers == 3 => !rideable || walked[node],
                    0 => true,
                    _ => walked[node],
                };
                self.index[layer].push(if needed { self.states.len() as u32 } else { NO_STATE });
                if needed {
                    self.states.push((node as u32, layer as u8));
                }
            }
        }
    }

    /// Gives a state of its own to each way of coming to a junction from which a turn is forbidden.
    fn part_junctions(&mut self) {
        for [via, from, _] in &self.turns {
            if self.rideable.get(*via as usize) == Some(&true) && !self.entered.contains_key(&(*via, *from)) {
                self.entered.insert((*via, *from), self.states.len() as u32);
                self.states.push((*via, 1));
            }
        }
    }

    /// The states at `node` on a motorcycle, except those from which `edge` may not be taken.
    fn ridden(&self, node: u32, edge: u32) -> impl Iterator<Item = u32> + '_ {
        let parted = self.entered.range((node, 0)..=(node, u32::MAX));
        let allowed = move |((_, from), _): &(&(u32, u32), &u32)| {
            self.turns.binary_search(&[node, *from, edge]).is_err()
        };
        std::iter::once(self.index[1][node as usize]).chain(parted.filter(allowed).map(|(_, state)| *state))
    }

    /// The arcs of an edge from `tail` to `head`.
    fn lay(&mut self, index: u32, (tail, head): (u32, u32), forward: bool, edge: &Edge, way: &Way) {
        let hours = edge.hours.unwrap_or(ALWAYS);
        let walk = foot_ms(edge, way, self.profile, forward).ok();
        let layers: &[usize] = if self.profile == Profile::Motorcycle { &[0, 2] } else { &[0] };
        if self.profile == Profile::Motorcycle
            && let Some(cost_ms) = motorcycle_ms(edge, way, forward)
        {
            let to = self.entered.get(&(head, index)).copied().unwrap_or(self.index[1][head as usize]);
            let tails: Vec<u32> = self.ridden(tail, index).collect();
            let arc = |tail| Arc { tail, head: to, cost_ms, edge: index, forward, hours };
            self.arcs.extend(tails.into_iter().map(arc));
        }
        if self.profile == Profile::Motorcycle && edge.motorcycle != Dirs::NONE {
            return;
        }
        for (layer, cost_ms) in layers.iter().zip(walk.into_iter().cycle()) {
            let (tail, head) = (self.index[*layer][tail as usize], self.index[*layer][head as usize]);
            self.arcs.push(Arc { tail, head, cost_ms, edge: index, forward, hours });
        }
    }

    /// Getting on (layer 0 to 1) and off (1 to 2) wherever vehicles and feet may be.
    fn lay_changes(&mut self) {
        let mut change = |tail: u32, head: u32| {
            if tail != NO_STATE && head != NO_STATE {
                let (edge, forward, hours) = (NO_EDGE, true, ALWAYS);
                self.arcs.push(Arc { tail, head, cost_ms: 0, edge, forward, hours });
            }
        };
        for node in 0..self.index[1].len() {
            let layers: [u32; 3] = std::array::from_fn(|layer| self.index[layer][node]);
            change(layers[0], layers[1]);
            change(layers[1], layers[2]);
        }
        for ((node, _), state) in &self.entered {
            change(*state, self.index[2][*node as usize]);
        }
    }

    /// For whom these arcs are.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// The state in which somebody sets out from `node`.
    pub fn start(&self, node: u32) -> u32 {
        self.index[usize::from(self.rides_from(node))][node as usize]
    }

    /// The states in which a way to `node` may end: where vehicles may be, one arrives with the motorcycle.
    pub fn ends(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let layers: &[usize] = if self.rides_from(node) { &[1] } else { &[0, 2] };
        let state = move |layer: &usize| self.index[*layer].get(node as usize).copied();
        let parted = self.entered.range((node, 0)..=(node, u32::MAX)).map(|(_, state)| *state);
        layers.iter().filter_map(state).filter(|s| *s != NO_STATE).chain(parted)
    }

    /// Whether a way may end in a state.
    pub fn may_end(&self, state: u32) -> bool {
        let (node, layer) = self.node_of(state);
        (layer == 1) == self.rides_from(node)
    }

    /// Whether a motorcycle may be at this node.
    pub fn is_rideable(&self, node: u32) -> bool {
        self.rideable[node as usize]
    }

    /// Node and layer of a state.
    pub fn node_of(&self, state: u32) -> (u32, u8) {
        self.states[state as usize]
    }

    /// Where each state is.
    pub fn places(&self) -> &[[i32; 2]] {
        &self.at
    }

    /// The hierarchy of the arcs, made when first asked for.
    pub fn cch(&self) -> &Cch {
        self.cch.get_or_init(|| {
            let (tails, heads): (Vec<u32>, Vec<u32>) = self.arcs.iter().map(|a| (a.tail, a.head)).unzip();
            // Every end is a state, and graphs are small enough when they are read: it cannot fail.
            Cch::build(self.states.len(), &tails, &heads, Some(&self.at)).unwrap_or_default()
        })
    }

    /// The arcs weighted under `effects`; those used last are kept.
    pub fn weighted(&self, effects: &Effects, edges: &[(u32, u32, Edge)], ways: &[Way]) -> Shared<Weighted> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = kept.iter().position(|(e, _)| e == effects) {
            kept[..=at].rotate_right(1);
            return kept[0].1.clone();
        }
        let found = Shared::new(Weighted::new(self, effects, edges, ways));
        kept.truncate(KEPT - 1);
        kept.insert(0, (effects.clone(), found.clone()));
        found
    }

    fn rides_from(&self, node: u32) -> bool {
        self.profile == Profile::Motorcycle && self.rideable[node as usize]
    }
}
