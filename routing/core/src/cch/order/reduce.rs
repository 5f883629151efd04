//! Takes away nodes of degree one and two: stalls on their spurs, doors along an aisle, bends of a street.
//!
//! Eliminating such a node adds at most one edge, so that it never does harm; taking only nodes that do not touch in one
//! round keeps the elimination tree as deep as the logarithm of a chain's length.

use super::Undirected;

/// The nodes taken away, in order, and what is left: for each node that stays its neighbours, else `None`. O(m log n).
pub(super) fn reduce(graph: &Undirected) -> (Vec<u32>, Vec<Option<Vec<u32>>>) {
    let n = graph.len() as u32;
    let mut left: Vec<Option<Vec<u32>>> = (0..n).map(|v| Some(graph.neighbours(v).to_vec())).collect();
    let degree = |left: &[Option<Vec<u32>>], v: u32| left[v as usize].as_ref().map(Vec::len);
    let mut taken = Vec::new();
    // Nodes may be taken in the round whose number is not in `blocked`.
    let mut blocked = vec![0_u32; n as usize];
    let mut queued = vec![0_u32; n as usize];
    let mut candidates: Vec<u32> = (0..n).filter(|v| degree(&left, *v).is_some_and(|d| d <= 2)).collect();
    let mut round = 0;
    while !candidates.is_empty() {
        round += 1;
        let mut next = Vec::new();
        for v in std::mem::take(&mut candidates) {
            if degree(&left, v).is_none_or(|d| d > 2) {
                continue;
            }
            if blocked[v as usize] == round {
                enqueue(&mut next, &mut queued, round, v);
                continue;
            }
            let neighbours = left[v as usize].take().unwrap_or_default();
            taken.push(v);
            for u in &neighbours {
                blocked[*u as usize] = round;
                if let Some(list) = &mut left[*u as usize] {
                    list.retain(|w| *w != v);
                }
            }
            if let [a, b] = neighbours[..] {
                join(&mut left, a, b);
                join(&mut left, b, a);
            }
            for u in neighbours {
                if degree(&left, u).is_some_and(|d| d <= 2) {
                    enqueue(&mut next, &mut queued, round, u);
                }
            }
        }
        candidates = next;
    }
    (taken, left)
}

fn enqueue(next: &mut Vec<u32>, queued: &mut [u32], round: u32, v: u32) {
    if queued[v as usize] != round {
        queued[v as usize] = round;
        next.push(v);
    }
}

fn join(left: &mut [Option<Vec<u32>>], a: u32, b: u32) {
    if let Some(list) = &mut left[a as usize]
        && !list.contains(&b)
    {
        list.push(b);
    }
}
