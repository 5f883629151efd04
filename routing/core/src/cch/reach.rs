//! Everything within a bound: one search up, then down the elimination tree, leaving out what lies too far.
//!
//! The way down is PHAST (Delling, Goldberg, Nowatzyk and Werneck 2011) along the tree. Whatever lies below a node is entered
//! through that node or its higher neighbours; where all of these are too far, the whole subtree is.

use super::weights::{Hops, Weight};
use super::{Metric, Scratch};

impl<W: Weight> Metric<W> {
    /// All nodes that can be reached from `from` within `bound`, itself included, with their lengths; nearest first, of
    /// equals the lower node first. O(nodes found + their neighbours in the tree).
    #[must_use]
    pub fn within(&self, from: u32, bound: W, scratch: &mut Scratch<W>) -> Vec<(u32, W)> {
        let mut found: Vec<(W, u32)> = Vec::new();
        self.sweep(from, bound, scratch, |node, length| found.push((length, node)));
        found.sort_unstable();
        found.into_iter().map(|(length, node)| (node, length)).collect()
    }

    /// Visits every node within `bound` of `from` with its length, in no particular but always the same order.
    /// O(nodes found + their neighbours in the tree).
    pub fn sweep(&self, from: u32, bound: W, scratch: &mut Scratch<W>, visit: impl FnMut(u32, W)) {
        self.sweep_along([&self.weights.up, &self.weights.down], from, bound, scratch, visit);
    }

    /// As [`Metric::sweep`], but with the lengths of the paths that end at `to`.
    pub fn sweep_to(&self, to: u32, bound: W, scratch: &mut Scratch<W>, visit: impl FnMut(u32, W)) {
        self.sweep_along([&self.weights.down, &self.weights.up], to, bound, scratch, visit);
    }

    fn sweep_along(
        &self,
        [climb, fall]: [&Hops<W>; 2],
        from: u32,
        bound: W,
        scratch: &mut Scratch<W>,
        mut visit: impl FnMut(u32, W),
    ) {
        let Some(rank) = self.rank(from) else { return };
        let t = &self.topology;
        let bound = bound.min(W::LONGEST);
        self.climb(climb, rank, &mut scratch.from);
        // Lengths by depth of the tree path on which the walk stands.
        let lengths = &mut scratch.to;
        lengths.clear();
        lengths.resize(t.height(), W::INFINITY);
        let mut next = t.len() as u32;
        while next > 0 {
            let v = next - 1;
            let holds_source = t.low[v as usize] <= rank && rank <= v;
            let depth = t.depth[v as usize] as usize;
            let mut length = if holds_source { scratch.from[depth] } else { W::INFINITY };
            for hop in fall.of(v) {
                length = length.min(lengths[hop.depth as usize] + hop.weight);
            }
            lengths[depth] = length;
            if length <= bound {
                visit(t.node[v as usize], length);
            }
            let entered =
                || t.head[t.arcs(v)].iter().any(|h| lengths[t.depth[*h as usize] as usize] <= bound);
            let open = holds_source || length <= bound || entered();
            next = if open { v } else { t.low[v as usize] };
        }
    }
}
