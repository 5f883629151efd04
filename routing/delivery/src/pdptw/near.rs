//! For each node the nodes nearest to it.

use super::ground::Ground;

/// How many neighbours are kept; more are of no use to a removal of some tens of nodes.
const KEPT: usize = 192;

/// Nearest nodes by cost there and back, the node itself first.
#[derive(Debug, Clone)]
pub(crate) struct Near {
    kept: usize,
    nodes: Vec<u32>,
}

impl Near {
    /// O(n² + n k log k).
    pub(crate) fn new(ground: &Ground) -> Self {
        let n = ground.requests * 2;
        let kept = KEPT.min(n);
        let mut nodes = Vec::with_capacity(n * kept);
        let mut order: Vec<(u64, u32)> = Vec::with_capacity(n);
        for a in 0..n as u32 {
            let (from, to) = (ground.cost().from(a), ground.cost().to(a));
            order.clear();
            order.extend((0..n as u32).map(|b| {
                let apart = u64::from(from[b as usize]) + u64::from(to[b as usize]) + 1;
                (if a == b { 0 } else { apart }, b)
            }));
            if kept < n {
                order.select_nth_unstable(kept);
                order.truncate(kept);
            }
            order.sort_unstable();
            nodes.extend(order.iter().map(|o| o.1));
        }
        Self { kept, nodes }
    }

    /// The nodes nearest to `node`, itself first.
    pub(crate) fn of(&self, node: u32) -> &[u32] {
        let at = node as usize * self.kept;
        &self.nodes[at..at + self.kept]
    }
}
