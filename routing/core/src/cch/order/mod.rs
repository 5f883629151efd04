//! The order in which nodes are eliminated: least important first, separators of the whole graph last.
//!
//! Nodes of degree one and two go first, in rounds of nodes that do not touch, so that a long aisle costs the logarithm
//! of its length in depth and not its length. What is left is cut in two again and again by small separators
//! (nested dissection; the separators by inertial flow, Schild and Sommer 2015), and small pieces are ordered by least degree.
//!
//! Invariant: deterministic; the order depends on the graph and its coordinates alone.

mod degree;
mod dissect;
mod flow;
mod reduce;

/// An undirected graph without loops and parallel edges; neighbours are sorted.
#[derive(Debug, Clone, Default)]
pub(super) struct Undirected {
    first: Vec<u32>,
    to: Vec<u32>,
}

impl Undirected {
    /// From pairs in any order; loops and repetitions are dropped. O(m log m).
    pub fn new(n: usize, pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut both: Vec<(u32, u32)> =
            pairs.filter(|(a, b)| a != b).flat_map(|(a, b)| [(a, b), (b, a)]).collect();
        both.sort_unstable();
        both.dedup();
        let mut first = vec![0; n + 1];
        for (a, _) in &both {
            first[*a as usize + 1] += 1;
        }
        for i in 0..n {
            first[i + 1] += first[i];
        }
        Self { first, to: both.into_iter().map(|(_, b)| b).collect() }
    }

    pub fn len(&self) -> usize {
        self.first.len().saturating_sub(1)
    }

    pub fn neighbours(&self, node: u32) -> &[u32] {
        &self.to[self.first[node as usize] as usize..self.first[node as usize + 1] as usize]
    }
}

/// All nodes, the first to be eliminated first. `at` are coordinates in any unit; without them distances in steps stand in.
/// About O(m · √n) for a street network.
pub(super) fn order(graph: &Undirected, at: Option<&[[i32; 2]]>) -> Vec<u32> {
    let (mut order, core) = reduce::reduce(graph);
    let mut kept = vec![false; graph.len()];
    let mut nodes = Vec::new();
    for (node, _) in core.iter().enumerate().filter(|(_, c)| c.is_some()) {
        kept[node] = true;
        nodes.push(node as u32);
    }
    let pairs =
        core.iter().enumerate().flat_map(|(a, list)| list.iter().flatten().map(move |b| (a as u32, *b)));
    let graph = Undirected::new(graph.len(), pairs);
    dissect::dissect(&graph, at, nodes, &mut order);
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_stands_once_in_the_order_of_a_grid_and_of_a_long_line() {
        let grid = |w: u32, h: u32| {
            let at: Vec<[i32; 2]> = (0..w * h).map(|i| [(i % w) as i32, (i / w) as i32]).collect();
            let right = (0..w * h).filter(move |i| i % w + 1 < w).map(|i| (i, i + 1));
            let up = (0..w * (h - 1)).map(move |i| (i, i + w));
            (Undirected::new((w * h) as usize, right.chain(up)), at)
        };
        for (w, h) in [(1, 1), (300, 1), (17, 13), (2, 2)] {
            let (graph, at) = grid(w, h);
            for at in [None, Some(&at[..])] {
                let mut found = order(&graph, at);
                assert_eq!(found, order(&graph, at), "the same again");
                found.sort_unstable();
                assert_eq!(found, (0..w * h).collect::<Vec<_>>());
            }
        }
    }
}
