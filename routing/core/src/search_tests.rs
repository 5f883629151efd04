//! Every answer of the search equals the oracle's, on thousands of random graphs and for every profile.

use market_model::{Date, Names, OpeningHours};
use routing_oracle::paths::{Adjacency, Arc, bellman_ford, floyd_warshall};

use crate::build::Parts;
use crate::node::{Dirs, Edge, LevelInfo, Node, PlaceKind, Way, WayKind};
use crate::profile::{Profile, foot_ms, motorcycle_ms};
use crate::{Conditions, Graph, Moment, Narrower, NodeId, Slower, View, saved};

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
    // Open in the morning only.
    let edges: Vec<(u32, u32, Edge)> = edges;
    let turns = random_turns(rng, &edges);
    let hours = vec![OpeningHours::parse("06:00-12:00").unwrap()];
    let levels = vec![LevelInfo { id: "1F".to_owned(), ordinal: 0, names: Names::default() }];
    Parts { market: String::new(), revision: String::new(), levels, ways, hours, nodes, edges, turns }
}

/// Forbidden turns between edges that meet; none in every second graph.
fn random_turns(rng: &mut Rng, edges: &[(u32, u32, Edge)]) -> Vec<[u32; 3]> {
    let mut turns = Vec::new();
    if edges.is_empty() || rng.below(2) == 0 {
        return turns;
    }
    for _ in 0..40 {
        let (from, to) = (rng.below(edges.len() as u64) as usize, rng.below(edges.len() as u64) as usize);
        let ((a, b, _), (c, d, _)) = (&edges[from], &edges[to]);
        if let Some(via) = [a, b].into_iter().find(|v| *v == c || *v == d).filter(|_| a != b && c != d) {
            turns.push([*via, from as u32, to as u32]);
        }
    }
    turns.sort_unstable();
    turns.dedup();
    turns
}

/// What the oracle believes about an edge under the conditions.
#[derive(Clone, Copy)]
struct Now {
    closed: bool,
    permille: u64,
    width_mm: u32,
}

/// Conditions between random pairs of nodes, and what they mean for each edge.
fn random_conditions(rng: &mut Rng, parts: &Parts) -> (Conditions, Vec<Now>) {
    let mut now = vec![Now { closed: false, permille: 1_000, width_mm: u32::MAX }; parts.edges.len()];
    let mut conditions = Conditions::default();
    for _ in 0..rng.below(5) {
        let Some((a, b, _)) = parts.edges.get(rng.below(1 + parts.edges.len() as u64) as usize) else {
            continue;
        };
        let key = format!("n{a}~n{b}");
        let both = |(x, y, _): &(u32, u32, Edge)| (x, y) == (a, b) || (y, x) == (a, b);
        let meant = now.iter_mut().zip(&parts.edges).filter(|(_, e)| both(e)).map(|(n, _)| n);
        match rng.below(3) {
            0 => {
                meant.for_each(|n| n.closed = true);
                conditions.closed.push(key);
            }
            1 => {
                let permille = 1_000 + rng.below(3_000) as u32;
                // Holds at noon only when it begins before.
                let minutes = [None, Some((600, 900)), Some((900, 1_000))][rng.below(3) as usize];
                if minutes.is_none_or(|(from, _)| from <= 720) {
                    meant.for_each(|n| n.permille = n.permille.max(u64::from(permille)));
                }
                conditions.slower.push(Slower { key, permille, minutes });
            }
            _ => {
                let width_mm = [0, 920, 2_000][rng.below(3) as usize];
                meant.for_each(|n| n.width_mm = n.width_mm.min(width_mm));
                conditions.narrower.push(Narrower { key, width_mm });
            }
        }
    }
    (conditions, now)
}

fn arcs(parts: &Parts, shut: bool, now: &[Now], cost: impl Fn(&Edge, &Way, bool) -> Option<u64>) -> Vec<Arc> {
    let mut out = Vec::new();
    let open = |((_, _, e), n): &(&(u32, u32, Edge), &Now)| !n.closed && (!shut || e.hours.is_none());
    for ((a, b, edge), now) in parts.edges.iter().zip(now).filter(open) {
        let mut edge = edge.clone();
        if now.width_mm < u32::MAX {
            let usual = if edge.width_mm == 0 { u32::MAX } else { edge.width_mm };
            edge.width_mm = now.width_mm.min(usual).max(1);
        }
        for (from, to, forward) in [(*a, *b, true), (*b, *a, false)] {
            if let Some(cost) = cost(&edge, &parts.ways[edge.way as usize], forward) {
                let cost = (cost * now.permille).div_ceil(1_000);
                out.push(Arc { from: from as usize, to: to as usize, cost });
            }
        }
    }
    out
}

/// Times between all pairs as the rules say, by the oracle alone.
fn expected(parts: &Parts, profile: Profile, shut: bool, now: &[Now]) -> Vec<Vec<Option<u64>>> {
    let n = parts.nodes.len();
    let walk = |e: &Edge, w: &Way, f: bool| foot_ms(e, w, profile, f).ok();
    if profile != Profile::Motorcycle {
        let arcs = arcs(parts, shut, now, walk);
        let all = floyd_warshall(n, &arcs);
        assert_eq!(bellman_ford(n, &arcs, 0), all[0], "the oracles agree");
        return all;
    }
    let ride = ridden(parts, shut, now);
    let on_foot = |e: &Edge, w: &Way, f: bool| walk(e, w, f).filter(|_| e.motorcycle == Dirs::NONE);
    let walk = floyd_warshall(n, &arcs(parts, shut, now, on_foot));
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

/// Times of rides between all pairs, turn by turn: a node for standing at each place, and one for each edge just ridden.
fn ridden(parts: &Parts, shut: bool, now: &[Now]) -> Vec<Vec<Option<u64>>> {
    let n = parts.nodes.len();
    let mut rides: Vec<(u32, Arc)> = Vec::new();
    for (index, edge) in parts.edges.iter().enumerate() {
        let one = Parts {
            nodes: Vec::new(),
            levels: Vec::new(),
            hours: Vec::new(),
            turns: Vec::new(),
            ways: parts.ways.clone(),
            edges: vec![edge.clone()],
            market: String::new(),
            revision: String::new(),
        };
        rides.extend(
            arcs(&one, shut, &now[index..=index], motorcycle_ms).into_iter().map(|a| (index as u32, a)),
        );
    }
    let mut out: Vec<Arc> = Vec::new();
    for (k, (edge, ride)) in rides.iter().enumerate() {
        out.push(Arc { from: ride.from, to: n + k, cost: ride.cost });
        for (j, (before, last)) in rides.iter().enumerate() {
            let forbidden = parts.turns.contains(&[ride.from as u32, *before, *edge]);
            if last.to == ride.from && !forbidden {
                out.push(Arc { from: n + j, to: n + k, cost: ride.cost });
            }
        }
    }
    let graph = Adjacency::new(n + rides.len(), &out);
    let row = |from: usize| {
        let times = graph.dijkstra(from);
        let arrives = |to: usize| rides.iter().zip(&times[n..]).filter(move |((_, a), _)| a.to == to);
        let to = |to: usize| if to == from { Some(0) } else { arrives(to).filter_map(|(_, t)| *t).min() };
        (0..n).map(to).collect()
    };
    (0..n).map(row).collect()
}

#[test]
fn every_answer_equals_the_oracles_on_3000_random_graphs_under_random_conditions() {
    println!("seeds 0 to 2999");
    for seed in 0..3_000 {
        let mut rng = Rng(seed);
        let parts = random_parts(&mut rng);
        let graph = Graph::from_bytes(&saved::write(&parts).unwrap()).unwrap();
        for profile in Profile::ALL {
            let shut = rng.below(2) == 0;
            let (conditions, now) = random_conditions(&mut rng, &parts);
            let at = Moment { date: Date::parse("2026-11-23").unwrap(), minute: 720 };
            // Hours count only at a moment; without them all conditions hold that name no minutes.
            let (view, problems) = graph.under(&conditions, Some(Moment { minute: 720, ..at }));
            let place = format!("seed {seed}, {profile:?}, {conditions:?}");
            assert_eq!(problems, [], "{place}");
            assert_view(&view, &expected(&parts, profile, true, &now), profile, &place);
            if !shut {
                let usual = vec![Now { closed: false, permille: 1_000, width_mm: u32::MAX }; now.len()];
                let view = graph.at(None);
                assert_view(
                    &view,
                    &expected(&parts, profile, false, &usual),
                    profile,
                    &format!("seed {seed}"),
                );
            }
        }
    }
}

fn assert_view(view: &View<'_>, expected: &[Vec<Option<u64>>], profile: Profile, place: &str) {
    let all: Vec<NodeId> = view.graph().nodes().collect();
    assert_eq!(view.matrix(&all, &all, profile), expected, "{place}");
    for (from, row) in expected.iter().enumerate() {
        let place = format!("{place}, from {from}");
        let from = NodeId(from as u32);
        assert_eq!(&view.times(from, &all, profile), row, "{place}");
        let mut near: Vec<(u64, NodeId)> =
            row.iter().zip(&all).filter_map(|(t, v)| t.map(|t| (t, *v))).collect();
        near.sort_unstable();
        let near: Vec<(NodeId, u64)> = near.into_iter().map(|(t, v)| (v, t)).collect();
        assert_eq!(view.within(from, u64::MAX, profile), near, "{place}");
        assert_eq!(view.nearest(from, &all, 3, profile), near[..near.len().min(3)], "{place}");
        let bound = near.get(near.len() / 2).map_or(0, |n| n.1);
        let inside = near.iter().take_while(|n| n.1 <= bound).count();
        assert_eq!(view.within(from, bound, profile), near[..inside], "{place}, within {bound}");
        for (to, cost) in row.iter().enumerate() {
            let place = format!("{place} to {to}");
            assert_eq!(view.time(from, NodeId(to as u32), profile), *cost, "{place}");
            let found = view.arcs(from.0, to as u32, profile);
            assert_eq!(found.as_ref().map(|f| f.0), *cost, "{place}");
            if let Some((total, arcs)) = found {
                assert_path(view, profile, (from.0, to as u32), total, &arcs, &place);
            }
            let told = view.shortest(from, NodeId(to as u32), profile);
            assert_eq!(told.as_ref().ok().map(|r| r.time_ms), *cost, "{place}");
        }
    }
}

/// The arcs join up from start to destination, and their costs add up.
fn assert_path(
    view: &View<'_>,
    profile: Profile,
    (from, to): (u32, u32),
    total: u64,
    path: &[u32],
    place: &str,
) {
    let frozen = view.graph().frozen(profile);
    let costs = &view.weighted(profile).costs;
    let mut state = frozen.start(from);
    let mut sum = 0;
    for index in path {
        let arc = frozen.arcs[*index as usize];
        assert_eq!(arc.tail, state, "{place}");
        state = arc.head;
        sum += costs[*index as usize];
    }
    assert_eq!((frozen.node_of(state).0, sum), (to, total), "{place}");
    assert!(frozen.may_end(state), "{place}");
}
