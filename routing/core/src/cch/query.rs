//! One pair: the elimination-tree query, and the path unpacked to the arcs that were handed in.

use super::topology::NONE;
use super::weights::{Hop, Hops, Weight};
use super::{Metric, Scratch};

impl<W: Weight> Metric<W> {
    /// Length of the shortest path; `None` when there is none. O(hops above both nodes).
    #[must_use]
    pub fn distance(&self, from: u32, to: u32, scratch: &mut Scratch<W>) -> Option<W> {
        self.meet::<false>(self.rank(from)?, self.rank(to)?, scratch).map(|(length, _)| length)
    }

    /// The shortest path as arcs in the order of [`super::Cch::build`], appended to `path`, and its length; `None` when
    /// there is none. Of equal paths always the same. O(hops above both nodes + arcs of the path · degree).
    #[must_use]
    pub fn path(&self, from: u32, to: u32, scratch: &mut Scratch<W>, path: &mut Vec<u32>) -> Option<W> {
        let (from, to) = (self.rank(from)?, self.rank(to)?);
        let (length, meeting) = self.meet::<true>(from, to, scratch)?;
        scratch.slots.clear();
        // Slots are taken from the end: first the way down to the target, backwards, then the way up.
        let mut v = meeting;
        while v != to {
            let arc =
                self.weights.down.arc[scratch.to_hop[self.topology.depth[v as usize] as usize] as usize];
            scratch.slots.push(2 * arc + 1);
            v = self.topology.tail[arc as usize];
        }
        scratch.slots.reverse();
        v = meeting;
        while v != from {
            let arc =
                self.weights.up.arc[scratch.from_hop[self.topology.depth[v as usize] as usize] as usize];
            scratch.slots.push(2 * arc);
            v = self.topology.tail[arc as usize];
        }
        self.unpack(&mut scratch.slots, path);
        Some(length)
    }

    /// Length of the shortest path and its highest node; of several the lowest such.
    fn meet<const PATH: bool>(&self, from: u32, to: u32, scratch: &mut Scratch<W>) -> Option<(W, u32)> {
        let Scratch { from: f, to: b, from_hop, to_hop, .. } = scratch;
        let depth = &self.topology.depth;
        start(f, depth[from as usize] as usize);
        start(b, depth[to as usize] as usize);
        if PATH {
            let grow = |list: &mut Vec<u32>, n: usize| list.resize(n.max(list.len()), 0);
            grow(from_hop, f.len());
            grow(to_hop, b.len());
        }
        let (up, down) = (&self.weights.up, &self.weights.down);
        let (mut v, mut w) = (from, to);
        while v != w {
            if v < w {
                relax::<W, PATH>(up, v, f[depth[v as usize] as usize], f, from_hop);
                v = self.topology.parent[v as usize];
            } else {
                relax::<W, PATH>(down, w, b[depth[w as usize] as usize], b, to_hop);
                w = self.topology.parent[w as usize];
            }
        }
        let (mut best, mut meeting) = (W::INFINITY, NONE);
        while v != NONE {
            let d = depth[v as usize] as usize;
            let (cost, rest) = (f[d], b[d]);
            if cost + rest < best {
                (best, meeting) = (cost + rest, v);
            }
            if cost < best {
                relax::<W, PATH>(up, v, cost, f, from_hop);
            }
            if rest < best {
                relax::<W, PATH>(down, v, rest, b, to_hop);
            }
            v = self.topology.parent[v as usize];
        }
        (meeting != NONE).then_some((best, meeting))
    }

    /// Empties a stack of slots into the arcs that were handed in.
    fn unpack(&self, stack: &mut Vec<u32>, path: &mut Vec<u32>) {
        while let Some(slot) = stack.pop() {
            match self.input_arc(slot) {
                Some(arc) => path.push(arc),
                None => stack.extend(self.halves(slot).into_iter().flatten()),
            }
        }
    }

    /// The arc handed in that is as short as the supergraph's; of several the first.
    fn input_arc(&self, slot: u32) -> Option<u32> {
        let weight = self.weights.basic[slot as usize / 2][slot as usize % 2];
        let range = self.topology.slot_first[slot as usize]..self.topology.slot_first[slot as usize + 1];
        let arcs = &self.topology.slot_arc[range.start as usize..range.end as usize];
        arcs.iter().copied().find(|a| self.input[*a as usize] == weight)
    }

    /// The two slots of a shortcut, the second first; over the lowest node that fits.
    fn halves(&self, slot: u32) -> Option<[u32; 2]> {
        let t = &self.topology;
        let (arc, down) = (slot as usize / 2, slot % 2 == 1);
        let (tail, head) = (t.tail[arc], t.head[arc]);
        let range = t.below_first[tail as usize] as usize..t.below_first[tail as usize + 1] as usize;
        let weight = self.weights.basic[arc][usize::from(down)];
        t.below[range].iter().find_map(|low| {
            let high = t.arc(t.tail[*low as usize], head)?;
            let ([low_up, low_down], [high_up, high_down]) =
                (self.weights.basic[*low as usize], self.weights.basic[high as usize]);
            // Upwards: down to the low node and up to the head. Downwards: the other way round.
            let (sum, halves) = match down {
                false => (low_down + high_up, [2 * high, 2 * low + 1]),
                true => (high_down + low_up, [2 * low, 2 * high + 1]),
            };
            (sum == weight).then_some(halves)
        })
    }
}

/// Fills costs for a node at a depth: nothing there, infinity above.
pub(super) fn start<W: Weight>(costs: &mut Vec<W>, depth: usize) {
    costs.clear();
    costs.resize(depth, W::INFINITY);
    costs.push(W::ZERO);
}

#[inline]
fn relax<W: Weight, const PATH: bool>(hops: &Hops<W>, v: u32, cost: W, costs: &mut [W], hop: &mut [u32]) {
    if cost >= W::INFINITY {
        return;
    }
    let first = hops.first[v as usize];
    for (i, Hop { depth, weight }) in hops.of(v).iter().enumerate() {
        let place = &mut costs[*depth as usize];
        let sum = cost + *weight;
        if PATH {
            if sum < *place {
                *place = sum;
                hop[*depth as usize] = first + i as u32;
            }
        } else {
            *place = sum.min(*place);
        }
    }
}
