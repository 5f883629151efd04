//! How many vehicles there must be: requests of which no two can share one.
//!
//! Two requests share a vehicle when one of the six orders of their four stops keeps windows and load (the incompatibility of
//! Lu and Dessouky 2006). A clique of requests that cannot is a lower bound of the fleet, as long as a way by a third place is
//! never shorter; otherwise it is a guess, which ends the search for fewer vehicles early and breaks nothing.

use super::ground::{Ground, Node};

/// The size of a clique of requests that need vehicles of their own, found greedily; at least 1. O(n²) checks.
pub(crate) fn fleet(ground: &Ground) -> usize {
    let n = ground.requests;
    let mut apart = vec![false; n * n];
    let mut degree = vec![0_usize; n];
    for a in 0..n {
        for b in 0..a {
            if !together(ground, a as u32, b as u32) {
                (apart[a * n + b], apart[b * n + a]) = (true, true);
                degree[a] += 1;
                degree[b] += 1;
            }
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&r| (usize::MAX - degree[r], r));
    let clique = |first: usize| {
        let mut free: Vec<usize> = order.iter().copied().filter(|&r| apart[first * n + r]).collect();
        let mut size = 1;
        while !free.is_empty() {
            let most = |r: usize| free.iter().filter(|&&o| apart[r * n + o]).count();
            // Only the most promising are counted: a better choice among all costs more than it brings.
            let Some(next) = free.iter().copied().take(12).max_by_key(|&r| (most(r), usize::MAX - r)) else {
                break;
            };
            free.retain(|&r| apart[next * n + r]);
            size += 1;
        }
        size
    };
    order.iter().take(8).map(|&first| clique(first)).max().unwrap_or(0).max(1)
}

/// Whether one vehicle can serve both.
fn together(ground: &Ground, a: u32, b: u32) -> bool {
    let (pa, da, pb, db) = (2 * a, 2 * a + 1, 2 * b, 2 * b + 1);
    let orders = [
        [pa, da, pb, db],
        [pb, db, pa, da],
        [pa, pb, da, db],
        [pa, pb, db, da],
        [pb, pa, da, db],
        [pb, pa, db, da],
    ];
    orders.iter().any(|order| kept(ground, order))
}

fn kept(ground: &Ground, order: &[u32; 4]) -> bool {
    let (mut at, mut load) = (ground.start, 0);
    let mut clock = ground.node(at).ready;
    for &next in order.iter().chain([&ground.end]) {
        let node: &Node = ground.node(next);
        clock =
            node.ready.max(clock + i64::from(ground.node(at).service) + i64::from(ground.time.get(at, next)));
        load += node.demand;
        if clock > node.due || load > ground.capacity {
            return false;
        }
        at = next;
    }
    true
}
