//! Whether every path fits the type of the weights.
//!
//! Sums never wrap: what is as long as infinity counts as no way. So it must be known that no shortest path is that long.

use super::topology::NONE;
use super::weights::{Hops, Weight};
use super::{CchError, Metric, Scratch};

impl<W: Weight> Metric<W> {
    /// Proves that every shortest path is shorter than infinity. A path leaves each node once at most. When that bound is too
    /// coarse: among the nodes that reach a middle node and are reached from it, no path is longer than the way over it; and
    /// a path climbs the elimination tree twice, with one hop for each depth at most.
    /// O(arcs), and two sweeps at worst.
    pub(super) fn bounded(&self) -> Result<(), CchError> {
        let infinity = W::INFINITY.wide();
        let finite = self.input.iter().filter(|w| **w < W::INFINITY).map(|w| w.wide());
        let longest = finite.fold(0, u64::max);
        if longest.saturating_mul(self.topology.len() as u64) < infinity {
            return Ok(());
        }
        let out = self.longest_out();
        let sum = |list: &[u64]| list.iter().fold(0_u64, |a, b| a.saturating_add(*b));
        if sum(&out) < infinity {
            return Ok(());
        }
        let climbs = self.climb_bound(&self.weights.up).saturating_add(self.climb_bound(&self.weights.down));
        let total = climbs.min(self.over_the_middle(out, longest));
        if total < infinity { Ok(()) } else { Err(CchError::TooHeavy { total }) }
    }

    /// The longest open arc out of each input node.
    fn longest_out(&self) -> Vec<u64> {
        let t = &self.topology;
        let mut out = vec![0_u64; t.len()];
        for (weight, slot) in self.input.iter().zip(&t.slot) {
            if *weight < W::INFINITY && *slot != NONE {
                let arc = *slot as usize / 2;
                let tail = if slot % 2 == 1 { t.head[arc] } else { t.tail[arc] };
                let place = &mut out[t.node[tail as usize] as usize];
                *place = weight.wide().max(*place);
            }
        }
        out
    }

    /// The sum of the longest hops of all depths.
    fn climb_bound(&self, hops: &Hops<W>) -> u64 {
        let mut longest = vec![W::ZERO; self.topology.height()];
        for (v, depth) in self.topology.depth.iter().enumerate() {
            let place = &mut longest[*depth as usize];
            *place = hops.of(v as u32).iter().map(|h| h.weight).fold(*place, W::max);
        }
        longest.iter().fold(0, |sum: u64, w| sum.saturating_add(w.wide()))
    }

    /// The longest ways to and from the root of the largest tree, and all arcs out of nodes beyond these.
    fn over_the_middle(&self, mut out: Vec<u64>, longest: u64) -> u64 {
        let t = &self.topology;
        let roots = (0..t.len()).filter(|v| t.parent[*v] == NONE);
        let Some(root) = roots.max_by_key(|v| *v as u32 - t.low[*v]) else { return 0 };
        let (middle, mut scratch) = (t.node[root], Scratch::default());
        let mut ahead = vec![false; t.len()];
        let (mut farthest_ahead, mut farthest_back) = (0, 0);
        self.sweep(middle, W::LONGEST, &mut scratch, |v, length| {
            ahead[v as usize] = true;
            farthest_ahead = length.wide().max(farthest_ahead);
        });
        self.sweep_to(middle, W::LONGEST, &mut scratch, |v, length| {
            farthest_back = length.wide().max(farthest_back);
            // Both ways: no need to count its arcs.
            if ahead[v as usize] {
                out[v as usize] = 0;
            }
        });
        out.iter().fold(farthest_ahead + farthest_back + longest, |a, b| a.saturating_add(*b))
    }
}
