//! One vehicle, solved to the end: the cheapest tour, and the proof that there is none cheaper.
//!
//! A dynamic programme over (collected, delivered, last stop), layer by layer, with labels of cost and time of which only
//! undominated ones are kept. Labels whose [walk bound](super::walks) reaches the best tour known are dropped; layers that
//! grow large get prices of their own.

use super::ground::Ground;
use super::walks::{Stand, Walks};

/// Most requests for which a proof is tried.
pub(crate) const MOST: usize = 16;
/// Most labels that are kept; beyond them the proof is given up. A label has 32 bytes while its layer is gone through, and
/// 5 afterwards.
const LABELS: usize = 40_000_000;
/// With so many labels in a layer new prices are worth their time; they are made for so many of the labels.
const MANY: usize = 20_000;
const SOME: usize = 100;

/// A partial tour.
#[derive(Debug, Clone, Copy)]
struct Label {
    /// Collected, delivered and last stop.
    key: u64,
    cost: i64,
    /// When the last stop is left.
    time: i64,
    /// Index of the tour without its last stop, in the layer before.
    parent: u32,
}

const NODE_BITS: u32 = 6;

fn key(collected: u64, delivered: u64, last: u64) -> u64 {
    (collected << (MOST as u32 + NODE_BITS)) | (delivered << NODE_BITS) | last
}

impl Label {
    fn parts(&self) -> (u64, u64, u64) {
        let masks = self.key >> NODE_BITS;
        let all = (1 << MOST) - 1;
        (masks >> MOST, masks & all, self.key & ((1 << NODE_BITS) - 1))
    }

    fn stand(&self) -> Stand {
        let (collected, delivered, last) = self.parts();
        Stand { collected, delivered, node: last as usize, cost: self.cost }
    }
}

/// Labels of one layer, found by key: open addressing, linear probing.
struct Layer {
    labels: Vec<Label>,
    /// Index of a label, plus one.
    slots: Vec<u32>,
}

impl Layer {
    fn new() -> Self {
        Self { labels: Vec::new(), slots: vec![0; 1 << 12] }
    }

    /// Adds a label unless one of the same key is at least as good; takes the place of one that is no better.
    fn add(&mut self, label: Label) {
        if self.labels.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let mut at = self.slot(label.key);
        while let Some(index) = self.slots[at].checked_sub(1) {
            let other = &mut self.labels[index as usize];
            if other.key == label.key {
                if other.cost <= label.cost && other.time <= label.time {
                    return;
                }
                if label.cost <= other.cost && label.time <= other.time {
                    *other = label;
                    return;
                }
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.labels.push(label);
        self.slots[at] = self.labels.len() as u32;
    }

    fn slot(&self, key: u64) -> usize {
        let shift = self.slots.len().leading_zeros() + 1;
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as usize
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 4];
        for index in 0..self.labels.len() {
            let mut at = self.slot(self.labels[index].key);
            while self.slots[at] != 0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = index as u32 + 1;
        }
    }

    /// The labels; the layer is empty afterwards.
    fn take(&mut self) -> Vec<Label> {
        self.slots.fill(0);
        std::mem::take(&mut self.labels)
    }
}

/// What the proof found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Proof {
    /// This tour is the cheapest.
    Cheapest(Vec<u32>),
    /// No tour is cheaper than the bound given.
    NoneCheaper,
    /// Given up.
    Unknown,
}

/// The cheapest tour under `bound`, unless there is none. `stop` ends the search when it answers true.
///
/// At most 3ⁿ × 2n states, in practice a small share of them.
pub(crate) fn prove(ground: &Ground, bound: i64, stop: &mut dyn FnMut() -> bool) -> Proof {
    let n = ground.requests;
    if n == 0 || n > MOST {
        return Proof::Unknown;
    }
    let mut walks = Walks::new(ground, bound);
    let begin = Label {
        key: key(0, 0, u64::from(ground.start)),
        cost: 0,
        time: ground.node(ground.start).ready,
        parent: 0,
    };
    let mut layer = vec![begin];
    let mut done: Vec<Done> = Vec::new();
    let mut total = 1;
    let mut next = Layer::new();
    for _ in 0..2 * n {
        if layer.len() >= MANY {
            let some = layer.iter().step_by(layer.len() / SOME).map(Label::stand).collect::<Vec<_>>();
            walks.anew(ground, &some, bound);
        }
        for (index, label) in layer.iter().enumerate() {
            extend(ground, &walks, (label, index as u32), bound, &mut next);
            if total + next.labels.len() > LABELS || (index % 1024 == 0 && stop()) {
                return Proof::Unknown;
            }
        }
        total += next.labels.len();
        if next.labels.is_empty() {
            return Proof::NoneCheaper;
        }
        layer = next.take();
        done.push(Done::of(&layer));
    }
    close(ground, &layer, &done, bound)
}

/// What of a layer is needed to read a tour back.
struct Done {
    last: Vec<u8>,
    parents: Vec<u32>,
}

impl Done {
    fn of(layer: &[Label]) -> Self {
        Self {
            last: layer.iter().map(|l| l.parts().2 as u8).collect(),
            parents: layer.iter().map(|l| l.parent).collect(),
        }
    }
}

/// Adds the tours that are one stop longer.
fn extend(ground: &Ground, walks: &Walks, (label, parent): (&Label, u32), bound: i64, next: &mut Layer) {
    let (collected, delivered, last) = label.parts();
    let all = (1_u64 << ground.requests) - 1;
    let aboard = collected & !delivered;
    let mut load = 0;
    for r in (0..ground.requests).filter(|r| aboard >> r & 1 == 1) {
        load += i64::from(ground.nodes[2 * r].demand);
    }
    let (times, costs) = (ground.time.from(last as u32), ground.cost().from(last as u32));
    let mut left = all & !delivered;
    while left != 0 {
        let r = left.trailing_zeros() as usize;
        left &= left - 1;
        let bit = 1_u64 << r;
        let pick = collected & bit == 0;
        let node = 2 * r + usize::from(!pick);
        let facts = &ground.nodes[node];
        let arrive = label.time + i64::from(times[node]);
        if arrive > facts.due || (pick && load + i64::from(facts.demand) > i64::from(ground.capacity)) {
            continue;
        }
        let (collected, delivered) =
            if pick { (collected | bit, delivered) } else { (collected, delivered | bit) };
        let cost = label.cost + i64::from(costs[node]);
        if cost + walks.rest((collected, delivered), node, last as usize) >= bound {
            continue;
        }
        let time = arrive.max(facts.ready) + i64::from(facts.service);
        next.add(Label { key: key(collected, delivered, node as u64), cost, time, parent });
    }
}

/// Drives the whole tours home and reads the cheapest one back.
fn close(ground: &Ground, layer: &[Label], done: &[Done], bound: i64) -> Proof {
    let (mut best, mut at) = (bound, None);
    for (index, label) in layer.iter().enumerate() {
        let last = label.parts().2 as u32;
        let home = label.time + i64::from(ground.time.get(last, ground.end));
        let cost = label.cost + i64::from(ground.cost().get(last, ground.end));
        if home <= ground.node(ground.end).due && cost < best {
            (best, at) = (cost, Some(index));
        }
    }
    let Some(mut at) = at else { return Proof::NoneCheaper };
    let mut tour = Vec::with_capacity(done.len());
    for layer in done.iter().rev() {
        tour.push(u32::from(layer.last[at]));
        at = layer.parents[at] as usize;
    }
    tour.reverse();
    Proof::Cheapest(tour)
}
