//! Many pairs at once: one search for each source and each target, and a comparison by depth for each pair.
//!
//! The costs of a search up the elimination tree are an array by depth. Two nodes share a first part of their arrays, the
//! part of their common ancestors, and the shortest path between them is the least sum over that part.

use super::query::start;
use super::weights::{Hop, Hops, Weight};
use super::{Metric, Scratch};

/// Targets prepared for many sources; belongs to the metric that made it.
#[derive(Debug, Clone)]
pub struct Targets<W> {
    /// Ranks, growing, each once.
    ranks: Vec<u32>,
    /// How many ancestors each shares with the one before.
    shared: Vec<u32>,
    /// For each target asked for its place in `ranks`; `None` for unknown nodes.
    place: Vec<Option<u32>>,
    /// Costs by depth of all ranks, one after the other.
    costs: Vec<W>,
    first: Vec<usize>,
}

impl<W> Targets<W> {
    /// Number of targets that were asked for.
    #[must_use]
    pub fn len(&self) -> usize {
        self.place.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.place.is_empty()
    }
}

impl<W: Weight> Metric<W> {
    /// Prepares targets. O(targets · hops above one).
    #[must_use]
    pub fn targets(&self, nodes: &[u32]) -> Targets<W> {
        let asked: Vec<Option<u32>> = nodes.iter().map(|v| self.rank(*v)).collect();
        let mut ranks: Vec<u32> = asked.iter().flatten().copied().collect();
        ranks.sort_unstable();
        ranks.dedup();
        let place = |r: &Option<u32>| r.and_then(|r| ranks.binary_search(&r).ok()).map(|i| i as u32);
        let place = asked.iter().map(place).collect();
        let before = std::iter::once(0).chain(ranks.windows(2).map(|w| self.topology.shared(w[0], w[1])));
        let shared = before.take(ranks.len()).collect();
        let (mut costs, mut first, mut own) = (Vec::new(), vec![0], Vec::new());
        for rank in &ranks {
            self.climb(&self.weights.down, *rank, &mut own);
            costs.extend_from_slice(&own);
            first.push(costs.len());
        }
        Targets { ranks, shared, place, costs, first }
    }

    /// Lengths from one node to all targets, in their order, written over `out`; [`Weight::INFINITY`] where there is no path.
    /// O(hops above the source + targets · depth).
    pub fn one_to_many(&self, from: u32, targets: &Targets<W>, scratch: &mut Scratch<W>, out: &mut Vec<W>) {
        out.clear();
        let Some(rank) = self.rank(from) else {
            out.resize(targets.len(), W::INFINITY);
            return;
        };
        self.climb(&self.weights.up, rank, &mut scratch.from);
        let n = targets.ranks.len();
        scratch.to.clear();
        scratch.to.resize(n, W::INFINITY);
        let own = &scratch.from;
        let least = |i: usize, shared: u32| {
            let costs = &targets.costs[targets.first[i]..];
            W::least_sum(&own[..shared as usize], &costs[..shared as usize])
        };
        // Away from the source's own place in the order, the shared part only gets shorter.
        let middle = targets.ranks.partition_point(|r| *r < rank);
        let mut shared = u32::MAX;
        for i in middle..n {
            let step =
                if i == middle { self.topology.shared(rank, targets.ranks[i]) } else { targets.shared[i] };
            shared = shared.min(step);
            scratch.to[i] = least(i, shared);
        }
        shared = u32::MAX;
        for i in (0..middle).rev() {
            let step = if i + 1 == middle {
                self.topology.shared(rank, targets.ranks[i])
            } else {
                targets.shared[i + 1]
            };
            shared = shared.min(step);
            scratch.to[i] = least(i, shared);
        }
        out.extend(targets.place.iter().map(|p| p.map_or(W::INFINITY, |p| scratch.to[p as usize])));
    }

    /// Lengths between all pairs, a row for each source; [`Weight::INFINITY`] where there is no path.
    /// O((sources + targets) · hops above one + sources · targets · depth).
    #[must_use]
    pub fn matrix(&self, sources: &[u32], targets: &[u32], scratch: &mut Scratch<W>) -> Vec<W> {
        let targets = self.targets(targets);
        let mut all = Vec::with_capacity(sources.len() * targets.len());
        let mut row = Vec::with_capacity(targets.len());
        for from in sources {
            self.one_to_many(*from, &targets, scratch, &mut row);
            all.extend_from_slice(&row);
        }
        all
    }

    /// The at most `count` targets nearest to a node as places in the list of targets and lengths, nearest first; of
    /// equals the one that stands first. Unreachable ones are left out. O(targets · depth).
    #[must_use]
    pub fn nearest(
        &self,
        from: u32,
        targets: &Targets<W>,
        count: usize,
        scratch: &mut Scratch<W>,
    ) -> Vec<(usize, W)> {
        let mut all = Vec::new();
        self.one_to_many(from, targets, scratch, &mut all);
        let mut found: Vec<(W, usize)> = all.into_iter().zip(0..).filter(|(w, _)| *w < W::INFINITY).collect();
        if count < found.len() {
            found.select_nth_unstable(count);
            found.truncate(count);
        }
        found.sort_unstable();
        found.into_iter().map(|(w, i)| (i, w)).collect()
    }

    /// Costs of a search from a node up to its root, by depth.
    pub(super) fn climb(&self, hops: &Hops<W>, rank: u32, costs: &mut Vec<W>) {
        let mut depth = self.topology.depth[rank as usize] as usize;
        start(costs, depth);
        let mut v = rank;
        loop {
            let cost = costs[depth];
            if cost < W::INFINITY {
                for Hop { depth, weight } in hops.of(v) {
                    let place = &mut costs[*depth as usize];
                    *place = (cost + *weight).min(*place);
                }
            }
            if depth == 0 {
                return;
            }
            depth -= 1;
            v = self.topology.parent[v as usize];
        }
    }
}
