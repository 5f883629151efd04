//! Orders a small piece by least degree: the node whose elimination joins fewest goes first.

use std::collections::BTreeSet;

/// Elimination order of local nodes `0..adjacency.len()`. O(k² · degree).
pub(super) fn order(adjacency: &[Vec<u32>]) -> Vec<u32> {
    let mut left: Vec<Option<BTreeSet<u32>>> =
        adjacency.iter().map(|list| Some(list.iter().copied().collect())).collect();
    // How deep the elimination tree below a node is: of equal degrees the shallower goes first.
    let mut depth = vec![0_u32; left.len()];
    let mut out = Vec::with_capacity(left.len());
    for _ in 0..left.len() {
        let key = |(v, list): (usize, &Option<BTreeSet<u32>>)| list.as_ref().map(|l| (l.len(), depth[v], v));
        let Some((_, _, v)) = left.iter().enumerate().filter_map(key).min() else { break };
        let Some(neighbours) = left[v].take() else { break };
        out.push(v as u32);
        for a in &neighbours {
            depth[*a as usize] = depth[*a as usize].max(depth[v] + 1);
            if let Some(list) = &mut left[*a as usize] {
                list.remove(&(v as u32));
                list.extend(neighbours.iter().filter(|b| *b != a));
            }
        }
    }
    out
}
