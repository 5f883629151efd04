//! Shortest paths by the oldest methods: relax every arc until nothing changes; the triple loop; and Dijkstra's for graphs
//! on which these take too long.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A directed arc.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    /// Where it starts.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What it costs.
    pub cost: u64,
}

/// Costs from `source` to every node by Bellman and Ford's method; `None` where no path leads. O(n · m).
///
/// # Panics
/// When an arc or the source is not among the `n` nodes.
#[must_use]
pub fn bellman_ford(n: usize, arcs: &[Arc], source: usize) -> Vec<Option<u64>> {
    let mut best: Vec<Option<u64>> = vec![None; n];
    best[source] = Some(0);
    loop {
        let mut changed = false;
        for arc in arcs {
            let Some(cost) = best[arc.from].map(|c| c + arc.cost) else { continue };
            if best[arc.to].is_none_or(|old| cost < old) {
                best[arc.to] = Some(cost);
                changed = true;
            }
        }
        if !changed {
            return best;
        }
    }
}

/// A graph by tails, for many questions by Dijkstra's method.
#[derive(Debug, Clone)]
pub struct Adjacency {
    out: Vec<Vec<(usize, u64)>>,
}

impl Adjacency {
    /// Sorts arcs by their tails. O(n + m).
    ///
    /// # Panics
    /// When an arc is not among the `n` nodes.
    #[must_use]
    pub fn new(n: usize, arcs: &[Arc]) -> Self {
        let mut out = vec![Vec::new(); n];
        for arc in arcs {
            assert!(arc.to < n, "the arc ends outside");
            out[arc.from].push((arc.to, arc.cost));
        }
        Self { out }
    }

    /// Costs from `source` to every node; `None` where no path leads. O(m log n).
    ///
    /// # Panics
    /// When the source is not among the nodes.
    #[must_use]
    pub fn dijkstra(&self, source: usize) -> Vec<Option<u64>> {
        let mut done: Vec<Option<u64>> = vec![None; self.out.len()];
        let mut waiting = BinaryHeap::from([Reverse((0_u64, source))]);
        while let Some(Reverse((cost, node))) = waiting.pop() {
            if done[node].is_some() {
                continue;
            }
            done[node] = Some(cost);
            for (to, more) in &self.out[node] {
                if done[*to].is_none() {
                    waiting.push(Reverse((cost + more, *to)));
                }
            }
        }
        done
    }
}

/// Costs between all nodes by Floyd and Warshall's method. O(n³).
///
/// # Panics
/// When an arc is not among the `n` nodes.
#[must_use]
pub fn floyd_warshall(n: usize, arcs: &[Arc]) -> Vec<Vec<Option<u64>>> {
    let mut best: Vec<Vec<Option<u64>>> = vec![vec![None; n]; n];
    for (i, row) in best.iter_mut().enumerate() {
        row[i] = Some(0);
    }
    for arc in arcs {
        let slot = &mut best[arc.from][arc.to];
        *slot = Some(slot.map_or(arc.cost, |c| c.min(arc.cost)));
    }
    for k in 0..n {
        for i in 0..n {
            let Some(first) = best[i][k] else { continue };
            let onward = best[k].clone();
            for (slot, second) in best[i].iter_mut().zip(onward) {
                let Some(sum) = second.map(|c| first + c) else { continue };
                if slot.is_none_or(|c| sum < c) {
                    *slot = Some(sum);
                }
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_methods_find_the_way_round() {
        let arcs =
            [(0, 1, 10), (0, 2, 2), (2, 1, 3), (1, 3, 0)].map(|(from, to, cost)| Arc { from, to, cost });
        let expected = vec![Some(0), Some(5), Some(2), Some(5), None];
        assert_eq!(bellman_ford(5, &arcs, 0), expected);
        assert_eq!(Adjacency::new(5, &arcs).dijkstra(0), expected);
        assert_eq!(floyd_warshall(5, &arcs)[0], expected);
    }
}
