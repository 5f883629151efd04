//! Every answer of the search equals the oracle's, on thousands of random graphs and for every profile.

use market_model::{Names, OpeningHours};
use routing_oracle::paths::{Arc, bellman_ford, floyd_warshall};

use crate::build::Parts;
use crate::node::{Dirs, Edge, Node, PlaceKind, Way, WayKind};
use crate::profile::{Profile, foot_ms, motorcycle_ms};
use crate::search::Frozen;

/// SplitMix64: small, and the same everywhere.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

fn way(kind: WayKind, highway: &str) -> Way {
    let highway = highway.to_owned();
    Way {
        kind,
        id: String::new(),
        ko: String::new(),
        en: String::new(),
        connector: None,
        roof: None,
        highway,
    }
}

/// Up to 14 nodes on a small field, edges of every kind; stated lengths may be shorter than the straight line.
fn random_parts(rng: &mut Rng) -> Parts {
    let n = 2 + rng.below(13);
    let node = |i: u64, rng: &mut Rng| Node {
        key: format!("n{i}"),
        kind: PlaceKind::Aisle,
        at: [rng.below(400) as i32 * 100, rng.below(400) as i32 * 100, 0],
        level: 0,
        code: String::new(),
        names: Names::default(),
        facility: None,
    };
    let nodes: Vec<Node> = (0..n).map(|i| node(i, rng)).collect();
    let ways = vec![
        way(WayKind::Aisle, ""),
        way(WayKind::Street, "residential"),
        way(WayKind::Street, "primary"),
        way(WayKind::Street, "steps"),
    ];
    let edges = (0..rng.below(3 * n)).map(|_| {
        let way = rng.below(4) as u32;
        let street = way == 1 || way == 2;
        let edge = Edge {
            length_mm: rng.below(50_000) as u32,
            way,
            width_mm: [0, 800, 950, 3_000][rng.below(4) as usize],
            steps: [0, 0, 0, 12][rng.below(4) as usize],
            slope_permille: [0, 0, 80, 200][rng.below(4) as usize],
            foot: Dirs([3, 3, 1, 0][rng.below(4) as usize]),
            cart: Dirs([3, 3, 2, 0][rng.below(4) as usize]),
            motorcycle: if street { Dirs(rng.below(4) as u8) } else { Dirs::NONE },
            hours: [None, None, Some(0)][rng.below(3) as usize],
            line: Vec::new(),
        };
        (rng.below(n) as u32, rng.below(n) as u32, edge)
    });
    let edges = edges.collect();
    let hours = vec![OpeningHours::default()];
    Parts { market: String::new(), revision: String::new(), levels: Vec::new(), ways, hours, nodes, edges }
}

fn arcs(parts: &Parts, closed: bool, cost: impl Fn(&Edge, &Way, bool) -> Option<u64>) -> Vec<Arc> {
    let mut out = Vec::new();
    for (a, b, edge) in parts.edges.iter().filter(|(_, _, e)| !closed || e.hours.is_none()) {
        for (from, to, forward) in [(*a, *b, true), (*b, *a, false)] {
            if let Some(cost) = cost(edge, &parts.ways[edge.way as usize], forward) {
                out.push(Arc { from: from as usize, to: to as usize, cost });
            }
        }
    }
    out
}

/// Times between all pairs as the rules say, by the oracle alone.
fn expected(parts: &Parts, profile: Profile, closed: bool) -> Vec<Vec<Option<u64>>> {
    let n = parts.nodes.len();
    let walk = |e: &Edge, w: &Way, f: bool| foot_ms(e, w, profile, f).ok();
    if profile != Profile::Motorcycle {
        let arcs = arcs(parts, closed, walk);
        let all = floyd_warshall(n, &arcs);
        assert_eq!(bellman_ford(n, &arcs, 0), all[0], "the oracles agree");
        return all;
    }
    let ride = floyd_warshall(n, &arcs(parts, closed, motorcycle_ms));
    let on_foot = |e: &Edge, w: &Way, f: bool| walk(e, w, f).filter(|_| e.motorcycle == Dirs::NONE);
    let walk = floyd_warshall(n, &arcs(parts, closed, on_foot));
    let kerb = |node: usize| {
        parts
            .edges
            .iter()
            .any(|(a, b, e)| e.motorcycle != Dirs::NONE && (*a as usize == node || *b as usize == node))
    };
    let sum = |parts: [Option<u64>; 3]| parts.into_iter().sum::<Option<u64>>();
    let pair = |from: usize, to: usize| {
        let mut best = if kerb(from) || kerb(to) { None } else { walk[from][to] };
        for on in (0..n).filter(|on| kerb(*on) && (!kerb(from) || *on == from)) {
            for off in (0..n).filter(|off| kerb(*off) && (!kerb(to) || *off == to)) {
                let whole = sum([walk[from][on], ride[on][off], walk[off][to]]);
                best = [best, whole].into_iter().flatten().min();
            }
        }
        best
    };
    (0..n).map(|from| (0..n).map(|to| pair(from, to)).collect()).collect()
}

#[test]
fn every_answer_equals_the_oracles_on_3000_random_graphs() {
    println!("seeds 0 to 2999");
    for seed in 0..3_000 {
        let mut rng = Rng(seed);
        let parts = random_parts(&mut rng);
        for profile in Profile::ALL {
            let frozen = Frozen::new(&parts.nodes, &parts.edges, &parts.ways, profile);
            let closed = rng.below(2) == 0;
            let all: Vec<u32> = (0..parts.nodes.len() as u32).collect();
            for (from, row) in expected(&parts, profile, closed).into_iter().enumerate() {
                let many = frozen.one_to_many(from as u32, &all, &[closed]);
                assert_eq!(many, row, "seed {seed}, {profile:?}, from {from}, closed {closed}");
                for (to, cost) in row.into_iter().enumerate() {
                    let found = frozen.path(from as u32, to as u32, &[closed]);
                    let place = || format!("seed {seed}, {profile:?}, {from} to {to}, closed {closed}");
                    assert_eq!(found.as_ref().map(|f| f.0), cost, "{}", place());
                    if let Some((total, arcs)) = found {
                        assert_path(&frozen, from as u32, to as u32, total, &arcs, &place());
                    }
                }
            }
        }
    }
}

/// The arcs join up from start to destination, and their costs add up.
fn assert_path(frozen: &Frozen, from: u32, to: u32, total: u64, path: &[u32], place: &str) {
    let mut state = frozen.start(from);
    let mut sum = 0;
    for index in path {
        let arc = frozen.arcs[*index as usize];
        assert_eq!(arc.tail, state, "{place}");
        state = arc.head;
        sum += arc.cost_ms;
    }
    assert_eq!((frozen.node_of(state).0, sum), (to, total), "{place}");
}
