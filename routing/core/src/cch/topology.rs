//! What does not depend on weights: the order, the chordal supergraph, its elimination tree, its triangles.
//!
//! Nodes are numbered by rank, a postorder of the elimination tree: the nodes below `v` are `low[v]..v`, and every arc of
//! the supergraph leads from a node to one of its ancestors. An ancestor is named by its depth, the number of its own
//! ancestors, so that the costs of a search are an array of one number for each depth.

use super::CchError;
use super::order::{self, Undirected};

/// No node, no arc.
pub(super) const NONE: u32 = u32::MAX;
/// So many triangles are kept, 32 MB; a district has a hundredth of them, a made-up grid of a great city a hundred times more.
const MOST_KEPT: usize = 8_000_000;

#[derive(Debug, Default)]
pub(super) struct Topology {
    /// Rank of each input node.
    pub rank: Vec<u32>,
    /// Input node of each rank.
    pub node: Vec<u32>,
    pub parent: Vec<u32>,
    pub depth: Vec<u32>,
    /// Lowest rank in the subtree of each node.
    pub low: Vec<u32>,
    /// Arcs upwards by tail; heads grow.
    pub first: Vec<u32>,
    pub head: Vec<u32>,
    pub tail: Vec<u32>,
    /// For each node and each pair of its arcs, first by the lower head, the arc between both heads.
    /// Empty when there are too many: then they are found anew each time.
    third: Vec<u32>,
    /// For each input arc twice its supergraph arc, plus one when it leads downwards; [`NONE`] for a loop.
    pub slot: Vec<u32>,
    /// Input arcs by slot.
    pub slot_first: Vec<u32>,
    pub slot_arc: Vec<u32>,
    /// Supergraph arcs by head.
    pub below_first: Vec<u32>,
    pub below: Vec<u32>,
}

impl Topology {
    pub fn new(n: usize, tails: &[u32], heads: &[u32], at: Option<&[[i32; 2]]>) -> Result<Self, CchError> {
        check(n, tails, heads, at)?;
        let pairs = || tails.iter().copied().zip(heads.iter().copied());
        let mut rank = ranks(&order::order(&Undirected::new(n, pairs()), at));
        let map = |rank: &[u32], (a, b): (u32, u32)| (rank[a as usize], rank[b as usize]);
        let parent = elimination_tree(&Undirected::new(n, pairs().map(|p| map(&rank, p))));
        let post = postorder(&parent);
        for r in &mut rank {
            *r = post[*r as usize];
        }
        let ranked = Undirected::new(n, pairs().map(|p| map(&rank, p)));
        let (first, head) = supergraph(&ranked);
        let mut topology = Self {
            node: ranks(&rank),
            rank,
            parent: vec![NONE; n],
            depth: vec![0; n],
            low: (0..n as u32).collect(),
            tail: Vec::with_capacity(head.len()),
            first,
            head,
            third: Vec::new(),
            slot: Vec::new(),
            slot_first: Vec::new(),
            slot_arc: Vec::new(),
            below_first: Vec::new(),
            below: Vec::new(),
        };
        topology.finish(tails, heads);
        Ok(topology)
    }

    fn finish(&mut self, tails: &[u32], heads: &[u32]) {
        let n = self.len();
        for v in 0..n {
            let arcs = self.arcs(v as u32);
            self.tail.extend(std::iter::repeat_n(v as u32, arcs.len()));
            if let Some(parent) = self.head.get(arcs.start).filter(|_| !arcs.is_empty()) {
                self.parent[v] = *parent;
                let low = self.low[v];
                let above = &mut self.low[*parent as usize];
                *above = low.min(*above);
            }
        }
        for v in (0..n).rev() {
            if self.parent[v] != NONE {
                self.depth[v] = self.depth[self.parent[v] as usize] + 1;
            }
        }
        self.find_triangles();
        let m = self.head.len();
        (self.below_first, self.below) = group(n, self.head.iter().copied());
        let slot = |(t, h): (&u32, &u32)| {
            let (t, h) = (self.rank[*t as usize], self.rank[*h as usize]);
            let (low, high) = (t.min(h), t.max(h));
            self.arc(low, high).map_or(NONE, |a| 2 * a + u32::from(t > h))
        };
        self.slot = tails.iter().zip(heads).map(slot).collect();
        // Loops are grouped behind all others and never looked at.
        let place = |s: &u32| if *s == NONE { 2 * m as u32 } else { *s };
        (self.slot_first, self.slot_arc) = group(2 * m + 1, self.slot.iter().map(place));
    }

    fn find_triangles(&mut self) {
        let count = self.triangles();
        if count <= MOST_KEPT {
            let mut all = Vec::with_capacity(count);
            for v in 0..self.len() {
                self.thirds_of(v as u32, &mut all);
            }
            self.third = all;
        }
    }

    /// The heads of a node's arcs are ancestors of one another, and joined: one walk along the arcs of the lower finds all.
    fn thirds_of(&self, v: u32, out: &mut Vec<u32>) {
        let heads = &self.head[self.arcs(v)];
        for (i, x) in heads.iter().enumerate() {
            let mut arc = self.first[*x as usize];
            for y in &heads[i + 1..] {
                while self.head[arc as usize] != *y {
                    arc += 1;
                }
                out.push(arc);
            }
        }
    }

    /// Number of triangles below a node.
    fn pairs(&self, v: u32) -> usize {
        let k = self.arcs(v).len();
        k * k.saturating_sub(1) / 2
    }

    /// Number of all triangles. O(n).
    pub fn triangles(&self) -> usize {
        (0..self.len() as u32).map(|v| self.pairs(v)).sum()
    }

    pub fn len(&self) -> usize {
        self.rank.len()
    }

    /// The arcs upwards of a node.
    pub fn arcs(&self, v: u32) -> std::ops::Range<usize> {
        self.first[v as usize] as usize..self.first[v as usize + 1] as usize
    }

    /// The arc between two nodes by rank. O(log degree).
    pub fn arc(&self, low: u32, high: u32) -> Option<u32> {
        let arcs = self.arcs(low);
        self.head[arcs.clone()].binary_search(&high).ok().map(|i| (arcs.start + i) as u32)
    }

    /// How many ancestors two nodes share, themselves included; 0 in different parts of the graph. O(depth).
    pub fn shared(&self, a: u32, b: u32) -> u32 {
        let (mut a, mut b) = (a, b);
        while a != b {
            let lower = if a < b { &mut a } else { &mut b };
            *lower = self.parent[*lower as usize];
        }
        if a == NONE { 0 } else { self.depth[a as usize] + 1 }
    }

    /// Longest path from a node to its root, in nodes.
    pub fn height(&self) -> usize {
        self.depth.iter().max().map_or(0, |d| *d as usize + 1)
    }

    pub fn bytes(&self) -> usize {
        let lists = [
            &self.rank,
            &self.node,
            &self.parent,
            &self.depth,
            &self.low,
            &self.first,
            &self.head,
            &self.tail,
            &self.third,
            &self.slot,
            &self.slot_first,
            &self.slot_arc,
            &self.below_first,
            &self.below,
        ];
        lists.iter().map(|l| l.len() * size_of::<u32>()).sum()
    }
}

/// Walks through the triangles of all nodes in order, forwards or backwards.
pub(super) struct Thirds<'a> {
    topology: &'a Topology,
    /// How many of those kept have been passed, and how many are left.
    passed: usize,
    left: usize,
    found: Vec<u32>,
}

impl<'a> Thirds<'a> {
    pub fn new(topology: &'a Topology) -> Self {
        Self { topology, passed: 0, left: topology.third.len(), found: Vec::new() }
    }

    /// Those of the next node, which is `v`.
    pub fn next(&mut self, v: u32) -> &[u32] {
        if self.topology.third.is_empty() {
            return self.find(v);
        }
        let start = self.passed;
        self.passed += self.topology.pairs(v);
        &self.topology.third[start..self.passed]
    }

    /// Those of the next node from the end, which is `v`.
    pub fn next_back(&mut self, v: u32) -> &[u32] {
        if self.topology.third.is_empty() {
            return self.find(v);
        }
        let end = self.left;
        self.left -= self.topology.pairs(v);
        &self.topology.third[self.left..end]
    }

    fn find(&mut self, v: u32) -> &[u32] {
        self.found.clear();
        self.topology.thirds_of(v, &mut self.found);
        &self.found
    }
}

fn check(n: usize, tails: &[u32], heads: &[u32], at: Option<&[[i32; 2]]>) -> Result<(), CchError> {
    if n >= NONE as usize || tails.len() >= NONE as usize / 2 {
        return Err(CchError::TooLarge { nodes: n, arcs: tails.len() });
    }
    if tails.len() != heads.len() {
        return Err(CchError::Count { what: "heads", found: heads.len(), expected: tails.len() });
    }
    if let Some(at) = at.filter(|at| at.len() != n) {
        return Err(CchError::Count { what: "coordinates", found: at.len(), expected: n });
    }
    match tails.iter().zip(heads).position(|(t, h)| *t as usize >= n || *h as usize >= n) {
        Some(arc) => Err(CchError::UnknownNode { arc }),
        None => Ok(()),
    }
}

/// The inverse of a permutation.
fn ranks(order: &[u32]) -> Vec<u32> {
    let mut rank = vec![0; order.len()];
    for (i, v) in order.iter().enumerate() {
        rank[*v as usize] = i as u32;
    }
    rank
}

/// Parents in the elimination tree (Liu 1990), found without the supergraph. O(m · α).
fn elimination_tree(graph: &Undirected) -> Vec<u32> {
    let n = graph.len();
    let (mut parent, mut ancestor) = (vec![NONE; n], vec![NONE; n]);
    for v in 0..n as u32 {
        for u in graph.neighbours(v).iter().filter(|u| **u < v) {
            let mut r = *u;
            while r != v {
                let next = std::mem::replace(&mut ancestor[r as usize], v);
                if next == NONE {
                    parent[r as usize] = v;
                    break;
                }
                r = next;
            }
        }
    }
    parent
}

/// The place of each node in a postorder. Parents have higher numbers than their children.
fn postorder(parent: &[u32]) -> Vec<u32> {
    let n = parent.len();
    let mut size = vec![1_u32; n];
    for v in 0..n {
        if parent[v] != NONE {
            size[parent[v] as usize] += size[v];
        }
    }
    // From the roots down: each child takes the next block of its parent's numbers.
    let (mut place, mut used) = (vec![0; n], vec![0_u32; n]);
    let mut roots = 0;
    for v in (0..n).rev() {
        let start = match parent[v] {
            NONE => {
                let start = roots;
                roots += size[v];
                start
            }
            p => {
                let p = p as usize;
                let start = place[p] + 1 - size[p] + used[p];
                used[p] += size[v];
                start
            }
        };
        place[v] = start + size[v] - 1;
    }
    place
}

/// Arcs upwards of the chordal supergraph: a node's own, and those of its children in the elimination tree.
fn supergraph(graph: &Undirected) -> (Vec<u32>, Vec<u32>) {
    let n = graph.len();
    let (mut first, mut head) = (vec![0_u32], Vec::new());
    let mut child = vec![NONE; n];
    let mut sibling = vec![NONE; n];
    let mut seen = vec![NONE; n];
    for v in 0..n as u32 {
        let start = head.len();
        seen[v as usize] = v;
        let mut add = |u: u32, head: &mut Vec<u32>| {
            if u > v && seen[u as usize] != v {
                seen[u as usize] = v;
                head.push(u);
            }
        };
        graph.neighbours(v).iter().for_each(|u| add(*u, &mut head));
        let mut c = child[v as usize];
        while c != NONE {
            for i in first[c as usize]..first[c as usize + 1] {
                add(head[i as usize], &mut head);
            }
            c = sibling[c as usize];
        }
        head[start..].sort_unstable();
        if let Some(parent) = head.get(start) {
            sibling[v as usize] = std::mem::replace(&mut child[*parent as usize], v);
        }
        first.push(head.len() as u32);
    }
    (first, head)
}

/// Groups numbers by their value: where each group begins, and the positions in it, growing.
fn group(n: usize, values: impl Iterator<Item = u32> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0_u32; n + 1];
    for v in values.clone() {
        first[v as usize + 1] += 1;
    }
    for i in 0..n {
        first[i + 1] += first[i];
    }
    let mut next = first.clone();
    let mut list = vec![0; first[n] as usize];
    for (i, v) in values.enumerate() {
        list[next[v as usize] as usize] = i as u32;
        next[v as usize] += 1;
    }
    (first, list)
}
