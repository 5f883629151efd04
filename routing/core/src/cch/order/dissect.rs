//! Nested dissection: a piece is cut by a small separator, both sides are ordered first, the separator last.

use std::collections::VecDeque;

use super::flow::{Cut, Network};
use super::{Undirected, degree};

/// Pieces up to this size are ordered by least degree.
const SMALL: usize = 20;
/// The parts of a piece, in percent, that are held apart on each side while it is cut.
const BALANCES: [usize; 2] = [25, 40];
/// Directions along which a piece with coordinates is cut: multipliers of x and y.
const DIRECTIONS: [[i64; 2]; 8] = [[1, 0], [0, 1], [1, 1], [1, -1], [2, 1], [1, 2], [2, -1], [1, -2]];

/// Appends `nodes` of `graph` to `order`. Every neighbour of one of them is another of them.
pub(super) fn dissect(graph: &Undirected, at: Option<&[[i32; 2]]>, nodes: Vec<u32>, order: &mut Vec<u32>) {
    let mut local = vec![u32::MAX; graph.len()];
    // Pieces still to be cut, and separators that wait for the pieces above them on the stack.
    let mut work = vec![Work::Piece(nodes)];
    while let Some(next) = work.pop() {
        let nodes = match next {
            Work::Done(separator) => {
                order.extend(separator);
                continue;
            }
            Work::Piece(nodes) => nodes,
        };
        let piece = Piece::new(graph, at, nodes, &mut local);
        if piece.nodes.len() <= SMALL {
            order.extend(degree::order(&piece.adjacency).into_iter().map(|v| piece.nodes[v as usize]));
            continue;
        }
        let parts = piece.components();
        if parts.len() > 1 {
            work.extend(parts.into_iter().map(Work::Piece));
            continue;
        }
        match piece.best_cut() {
            Some(cut) => {
                let [mut a, mut b, mut separator] = [const { Vec::new() }; 3];
                for (v, side) in piece.nodes.iter().zip(&cut.side) {
                    [&mut a, &mut b, &mut separator][usize::from(*side)].push(*v);
                }
                work.extend([Work::Done(separator), Work::Piece(b), Work::Piece(a)]);
            }
            None => {
                order.extend(degree::order(&piece.adjacency).into_iter().map(|v| piece.nodes[v as usize]));
            }
        }
    }
}

enum Work {
    Piece(Vec<u32>),
    Done(Vec<u32>),
}

/// A part of the graph with nodes numbered from 0.
struct Piece {
    nodes: Vec<u32>,
    adjacency: Vec<Vec<u32>>,
    at: Option<Vec<[i32; 2]>>,
}

impl Piece {
    fn new(graph: &Undirected, at: Option<&[[i32; 2]]>, nodes: Vec<u32>, local: &mut [u32]) -> Self {
        for (i, v) in nodes.iter().enumerate() {
            local[*v as usize] = i as u32;
        }
        let inside = |v: &u32| {
            let mut list: Vec<u32> =
                graph.neighbours(*v).iter().map(|u| local[*u as usize]).filter(|u| *u != u32::MAX).collect();
            list.sort_unstable();
            list
        };
        let adjacency = nodes.iter().map(inside).collect();
        for v in &nodes {
            local[*v as usize] = u32::MAX;
        }
        let at = at.map(|at| nodes.iter().map(|v| at[*v as usize]).collect());
        Self { nodes, adjacency, at }
    }

    fn components(&self) -> Vec<Vec<u32>> {
        let mut seen = vec![false; self.nodes.len()];
        let mut parts = Vec::new();
        for start in 0..self.nodes.len() {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            let mut found = vec![start as u32];
            let mut next = 0;
            while next < found.len() {
                for u in &self.adjacency[found[next] as usize] {
                    if !std::mem::replace(&mut seen[*u as usize], true) {
                        found.push(*u);
                    }
                }
                next += 1;
            }
            found.sort_unstable();
            parts.push(found.into_iter().map(|v| self.nodes[v as usize]).collect());
        }
        parts
    }

    /// The separator that is smallest for the size of the smaller side, over all directions and balances.
    fn best_cut(&self) -> Option<Cut> {
        let n = self.nodes.len();
        let mut network = Network::new(&self.adjacency);
        let mut best: Option<Cut> = None;
        for key in self.keys() {
            let mut sorted: Vec<(i64, u32)> = key.into_iter().zip(0..).collect();
            sorted.sort_unstable();
            let nodes: Vec<u32> = sorted.into_iter().map(|(_, v)| v).collect();
            for percent in BALANCES {
                let held = (n * percent / 100).max(1);
                // No side can be larger than half of the piece: larger separators cannot win.
                let limit = best.as_ref().map_or(n, |b| b.count[2] * (n / 2) / b.smaller().max(1));
                let cut = network.cut(&nodes[..held], &nodes[n - held..], limit);
                if let Some(cut) = cut.filter(|c| c.smaller() > 0)
                    && best.as_ref().is_none_or(|b| better(&cut, b))
                {
                    best = Some(cut);
                }
            }
        }
        best
    }

    /// Numbers by which the nodes are sorted before a cut: projections, and differences of distances in steps.
    fn keys(&self) -> Vec<Vec<i64>> {
        let first = self.steps_from(0);
        let p = farthest(&first);
        let from_p = self.steps_from(p);
        let q = farthest(&from_p);
        let from_q = self.steps_from(q);
        let difference =
            |a: &[u32], b: &[u32]| a.iter().zip(b).map(|(a, b)| i64::from(*a) - i64::from(*b)).collect();
        let mut keys: Vec<Vec<i64>> = vec![difference(&from_p, &from_q)];
        if let Some(at) = &self.at {
            let project =
                |[a, b]: [i64; 2]| at.iter().map(|[x, y]| a * i64::from(*x) + b * i64::from(*y)).collect();
            keys.extend(DIRECTIONS.map(project));
            return keys;
        }
        // Without coordinates: a third and a fourth corner, far from both.
        let both: Vec<u32> = from_p.iter().zip(&from_q).map(|(a, b)| *a.min(b)).collect();
        let from_r = self.steps_from(farthest(&both));
        let three: Vec<u32> = both.iter().zip(&from_r).map(|(a, b)| *a.min(b)).collect();
        let from_s = self.steps_from(farthest(&three));
        for (a, b) in [
            (&from_r, &from_s),
            (&from_p, &from_r),
            (&from_q, &from_r),
            (&from_p, &from_s),
            (&from_q, &from_s),
        ] {
            keys.push(difference(a, b));
        }
        keys
    }

    fn steps_from(&self, start: usize) -> Vec<u32> {
        let mut steps = vec![u32::MAX; self.nodes.len()];
        steps[start] = 0;
        let mut queue = VecDeque::from([start as u32]);
        while let Some(v) = queue.pop_front() {
            for u in &self.adjacency[v as usize] {
                if steps[*u as usize] == u32::MAX {
                    steps[*u as usize] = steps[v as usize] + 1;
                    queue.push_back(*u);
                }
            }
        }
        steps
    }
}

fn farthest(steps: &[u32]) -> usize {
    let far = |(i, s): (usize, &u32)| (*s, std::cmp::Reverse(i));
    steps.iter().enumerate().max_by_key(|(i, s)| far((*i, s))).map_or(0, |(i, _)| i)
}

/// Fewer nodes in the separator for each node of the smaller side; of equals the smaller separator.
fn better(a: &Cut, b: &Cut) -> bool {
    let (x, y) = (a.count[2] * b.smaller(), b.count[2] * a.smaller());
    x < y || x == y && a.count[2] < b.count[2]
}
