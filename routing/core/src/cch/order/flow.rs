//! Smallest sets of nodes that part two sides of a graph: Dinic's maximum flow where every node carries one unit.
//!
//! Each node `v` is two: `2v` where flow comes in, `2v + 1` where it goes out. The nodes of both sides carry one unit too,
//! so a separator may lie within a side.

const UNREACHED: u32 = u32::MAX;

/// The flow network of one piece; reused for every direction in which it is cut.
pub(super) struct Network {
    first: Vec<u32>,
    to: Vec<u32>,
    /// The same arc in the other direction.
    twin: Vec<u32>,
    /// Whether the arc can carry one more unit.
    free: Vec<bool>,
    /// `free` without any flow.
    fresh: Vec<bool>,
    level: Vec<u32>,
    cursor: Vec<u32>,
    queue: Vec<u32>,
    stack: Vec<u32>,
}

/// A separator: for each node its side, 0 or 1, or 2 for the separator itself; and their counts.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    pub side: Vec<u8>,
    pub count: [usize; 3],
}

impl Cut {
    /// Nodes of the smaller side.
    pub fn smaller(&self) -> usize {
        self.count[0].min(self.count[1])
    }
}

impl Network {
    /// From adjacency lists of local nodes.
    pub fn new(adjacency: &[Vec<u32>]) -> Self {
        let n = adjacency.len();
        let mut first = vec![0_u32; 2 * n + 1];
        for (v, list) in adjacency.iter().enumerate() {
            // The arc inside the node and its twin; one arc out to and one back from each neighbour, and their twins.
            first[2 * v + 1] = 1 + list.len() as u32;
            first[2 * v + 2] = 1 + list.len() as u32;
        }
        for i in 0..2 * n {
            first[i + 1] += first[i];
        }
        let m = first[2 * n] as usize;
        let (mut to, mut fresh, mut twin) = (vec![0; m], vec![false; m], vec![0; m]);
        for (v, list) in adjacency.iter().enumerate() {
            let (inside, outside) = (first[2 * v] as usize, first[2 * v + 1] as usize);
            (to[inside], fresh[inside], twin[inside]) = (2 * v as u32 + 1, true, outside as u32);
            (to[outside], fresh[outside], twin[outside]) = (2 * v as u32, false, inside as u32);
            for (i, u) in list.iter().enumerate() {
                // Lists are sorted and symmetric, so that the place of `v` in the list of `u` is found by search.
                let back = adjacency[*u as usize].binary_search(&(v as u32)).unwrap_or(0) as u32;
                let (out, into) = (outside + 1 + i, first[2 * *u as usize] + 1 + back);
                (to[out], fresh[out], twin[out]) = (2 * *u, true, into);
                (to[into as usize], twin[into as usize]) = (2 * v as u32 + 1, out as u32);
            }
        }
        let free = fresh.clone();
        let (level, cursor) = (vec![UNREACHED; 2 * n], vec![0; 2 * n]);
        Self { first, to, twin, free, fresh, level, cursor, queue: Vec::new(), stack: Vec::new() }
    }

    /// A smallest separator between two sets of nodes, of the two nearest to either set the more balanced one;
    /// `None` when it would have more than `limit` nodes. O(m · √n).
    pub fn cut(&mut self, sources: &[u32], sinks: &[u32], limit: usize) -> Option<Cut> {
        self.free.copy_from_slice(&self.fresh);
        let n = self.level.len() / 2;
        let mut is_sink = vec![false; n];
        for t in sinks {
            is_sink[*t as usize] = true;
        }
        let mut value = 0;
        while self.rank(sources, &is_sink) {
            for v in 0..2 * n {
                self.cursor[v] = self.first[v];
            }
            for s in sources {
                while self.augment(2 * s, &is_sink) {
                    value += 1;
                    if value > limit {
                        return None;
                    }
                }
            }
        }
        // After the last ranking, what has a level can be reached from the sources.
        let near = self.sides(|net, v| [net.level[2 * v] != UNREACHED, net.level[2 * v + 1] != UNREACHED]);
        self.reach_back(sinks);
        let far = self.sides(|net, v| [net.level[2 * v] == UNREACHED, net.level[2 * v + 1] == UNREACHED]);
        Some(if far.smaller() > near.smaller() { far } else { near })
    }

    fn sides(&self, reached: impl Fn(&Self, usize) -> [bool; 2]) -> Cut {
        let n = self.level.len() / 2;
        let mut count = [0; 3];
        let side = (0..n).map(|v| match reached(self, v) {
            [_, true] => 0,
            [false, false] => 1,
            [true, false] => 2,
        });
        let side: Vec<u8> = side.inspect(|s| count[usize::from(*s)] += 1).collect();
        Cut { side, count }
    }

    /// Levels by steps from the sources; whether a sink can be reached.
    fn rank(&mut self, sources: &[u32], is_sink: &[bool]) -> bool {
        self.level.fill(UNREACHED);
        self.queue.clear();
        for s in sources {
            self.level[2 * *s as usize] = 0;
            self.queue.push(2 * s);
        }
        let (mut next, mut found) = (0, false);
        while next < self.queue.len() {
            let v = self.queue[next];
            next += 1;
            if v % 2 == 1 && is_sink[v as usize / 2] {
                found = true;
                continue;
            }
            for a in self.first[v as usize]..self.first[v as usize + 1] {
                let to = self.to[a as usize];
                if self.free[a as usize] && self.level[to as usize] == UNREACHED {
                    self.level[to as usize] = self.level[v as usize] + 1;
                    self.queue.push(to);
                }
            }
        }
        found
    }

    /// Sends one unit from `start` to a sink along growing levels.
    fn augment(&mut self, start: u32, is_sink: &[bool]) -> bool {
        self.stack.clear();
        let mut v = start;
        loop {
            if v % 2 == 1 && is_sink[v as usize / 2] {
                for a in &self.stack {
                    self.free[*a as usize] = false;
                    self.free[self.twin[*a as usize] as usize] = true;
                }
                return true;
            }
            let end = self.first[v as usize + 1];
            let a = self.cursor[v as usize];
            if a < end {
                let to = self.to[a as usize];
                if self.free[a as usize] && self.level[to as usize] == self.level[v as usize] + 1 {
                    self.stack.push(a);
                    v = to;
                } else {
                    self.cursor[v as usize] += 1;
                }
                continue;
            }
            let Some(back) = self.stack.pop() else { return false };
            v = self.to[self.twin[back as usize] as usize];
            self.cursor[v as usize] += 1;
        }
    }

    /// Gives a level to everything from which a sink can be reached.
    fn reach_back(&mut self, sinks: &[u32]) {
        self.level.fill(UNREACHED);
        self.queue.clear();
        for t in sinks {
            self.level[2 * *t as usize + 1] = 0;
            self.queue.push(2 * t + 1);
        }
        let mut next = 0;
        while next < self.queue.len() {
            let v = self.queue[next];
            next += 1;
            for a in self.first[v as usize]..self.first[v as usize + 1] {
                let from = self.to[a as usize];
                if self.free[self.twin[a as usize] as usize] && self.level[from as usize] == UNREACHED {
                    self.level[from as usize] = 0;
                    self.queue.push(from);
                }
            }
        }
    }
}
