//! Every answer of the hierarchy equals the oracle's, on thousands of random graphs.

use market_routing::cch::{Cch, CchError, Metric, Scratch, Weight};
use routing_oracle::paths::{Adjacency, Arc};

/// SplitMix64: small, and the same everywhere.
pub struct Rng(pub u64);

impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

/// A graph as lists, with coordinates perhaps.
pub struct Plain {
    pub n: usize,
    pub tails: Vec<u32>,
    pub heads: Vec<u32>,
    pub at: Option<Vec<[i32; 2]>>,
}

impl Plain {
    pub fn build(&self) -> Cch {
        Cch::build(self.n, &self.tails, &self.heads, self.at.as_deref()).unwrap()
    }

    pub fn oracle<W: Weight>(&self, weights: &[W]) -> Adjacency {
        let ends = self.tails.iter().zip(&self.heads).zip(weights);
        let open = ends.filter(|(_, w)| **w < W::INFINITY);
        let arc =
            |((t, h), w): ((&u32, &u32), &W)| Arc { from: *t as usize, to: *h as usize, cost: w.wide() };
        Adjacency::new(self.n, &open.map(arc).collect::<Vec<_>>())
    }
}

/// Sparse or dense, scattered or along a grid, with one-ways, loops, parallel arcs and cut-off parts.
fn random_graph(rng: &mut Rng) -> Plain {
    let most = if rng.below(10) == 0 { 120 } else { 30 };
    let n = 1 + rng.below(most);
    let per_node = 1 + rng.below(4);
    let m = rng.below(1 + n * per_node);
    let width = 1 + rng.below(8);
    let grid = rng.below(2) == 0;
    let (mut tails, mut heads) = (Vec::new(), Vec::new());
    for _ in 0..m {
        let a = rng.below(n);
        let b = if grid { (a + [1, width, 0, n - 1][rng.below(4) as usize]) % n } else { rng.below(n) };
        tails.push(a as u32);
        heads.push(b as u32);
        if rng.below(3) > 0 {
            tails.push(b as u32);
            heads.push(a as u32);
        }
    }
    let at = |i: u64, rng: &mut Rng| match grid {
        true => [(i % width) as i32, (i / width) as i32],
        false => [rng.below(100) as i32, rng.below(100) as i32],
    };
    let at = (rng.below(2) == 0).then(|| (0..n).map(|i| at(i, rng)).collect());
    Plain { n: n as usize, tails, heads, at }
}

fn random_weights(rng: &mut Rng, m: usize, closed: u64) -> Vec<u64> {
    let kind = rng.below(4);
    let mut weight = || match (rng.below(12), kind) {
        (0, _) => closed,
        (_, 0) => 0,
        (_, 1) => rng.below(3),
        (_, 2) => rng.below(1_000),
        _ => 1_000 + rng.below(100_000),
    };
    (0..m).map(|_| weight()).collect()
}

/// Distances, paths, matrix, nearest and reach of one metric.
pub fn assert_all<W: Weight>(graph: &Plain, weights: &[W], metric: &Metric<W>, sources: &[u32], place: &str) {
    let oracle = graph.oracle(weights);
    let mut scratch = Scratch::default();
    let all: Vec<u32> = (0..graph.n as u32).collect();
    let told = |w: W| (w < W::INFINITY).then(|| w.wide());
    let targets = metric.targets(&all);
    let mut row = Vec::new();
    for source in sources {
        let expected = oracle.dijkstra(*source as usize);
        metric.one_to_many(*source, &targets, &mut scratch, &mut row);
        assert_eq!(row.iter().map(|w| told(*w)).collect::<Vec<_>>(), expected, "{place}, from {source}");
        for (to, length) in expected.iter().enumerate() {
            let place = || format!("{place}, {source} to {to}");
            let found = metric.distance(*source, to as u32, &mut scratch);
            assert_eq!(found.map(W::wide), *length, "{}", place());
            let mut path = Vec::new();
            let found = metric.path(*source, to as u32, &mut scratch, &mut path);
            assert_eq!(found.map(W::wide), *length, "{}", place());
            if length.is_some() {
                assert_path(graph, weights, (*source, to as u32), found, &path, &place());
            }
        }
        let mut near: Vec<(u64, u32)> =
            expected.iter().zip(0..).filter_map(|(l, v)| l.map(|l| (l, v))).collect();
        near.sort_unstable();
        for count in [0, 1, 3, graph.n] {
            let found = metric.nearest(*source, &targets, count, &mut scratch);
            let found: Vec<(u64, u32)> = found.into_iter().map(|(i, w)| (w.wide(), i as u32)).collect();
            assert_eq!(found, near[..count.min(near.len())], "{place}, {count} nearest to {source}");
        }
        let middle = near[near.len() / 2].0;
        for bound in [W::ZERO, row[near[near.len() / 2].1 as usize], W::INFINITY] {
            let found = metric.within(*source, bound, &mut scratch);
            let found: Vec<(u64, u32)> = found.into_iter().map(|(v, w)| (w.wide(), v)).collect();
            let expected: Vec<_> = near.iter().filter(|n| n.0 <= bound.wide()).copied().collect();
            assert_eq!(found, expected, "{place}, within {bound:?} of {source}, middle {middle}");
        }
    }
}

/// The arcs join up, add up, and no node is passed twice.
fn assert_path<W: Weight>(
    graph: &Plain,
    weights: &[W],
    ends: (u32, u32),
    length: Option<W>,
    path: &[u32],
    place: &str,
) {
    let (mut node, mut sum) = (ends.0, 0);
    let mut seen = vec![node];
    for arc in path {
        assert_eq!(graph.tails[*arc as usize], node, "{place}: {path:?} joins up");
        node = graph.heads[*arc as usize];
        sum += weights[*arc as usize].wide();
        assert!(!seen.contains(&node), "{place}: {path:?} passes {node} twice");
        seen.push(node);
    }
    assert_eq!((node, Some(sum)), (ends.1, length.map(W::wide)), "{place}");
}

#[test]
fn every_answer_equals_the_oracles_on_4000_random_graphs() {
    println!("seeds 0 to 3999");
    for seed in 0..4_000 {
        let mut rng = Rng(seed);
        let graph = random_graph(&mut rng);
        let cch = graph.build();
        let sources: Vec<u32> = (0..graph.n as u32).filter(|v| graph.n < 40 || v % 17 == 0).collect();
        for round in 0..2 {
            let closed = u64::from(<u32 as Weight>::INFINITY) + rng.below(3);
            let weights = random_weights(&mut rng, graph.tails.len(), closed);
            let small: Vec<u32> = weights.iter().map(|w| *w as u32).collect();
            let metric = cch.customise(&small).unwrap();
            assert_all(&graph, &small, &metric, &sources, &format!("seed {seed}.{round}"));
            if seed % 4 == 0 {
                let factor = 1_000_000_007;
                let close = |w: &u64| if *w >= closed { u64::MAX } else { w * factor };
                let large: Vec<u64> = weights.iter().map(close).collect();
                let metric = cch.customise(&large).unwrap();
                assert_all(&graph, &large, &metric, &sources, &format!("seed {seed}.{round}, wide"));
            }
        }
    }
}

#[test]
fn the_same_graph_has_the_same_answers_each_time_it_is_built() {
    let mut rng = Rng(7);
    let graph = random_graph(&mut rng);
    let weights = vec![1_u32; graph.tails.len()];
    let paths = |metric: Metric<u32>| {
        let mut scratch = Scratch::default();
        let mut path = Vec::new();
        for (a, b) in (0..graph.n as u32).flat_map(|a| (0..graph.n as u32).map(move |b| (a, b))) {
            let _ = metric.path(a, b, &mut scratch, &mut path);
        }
        path
    };
    assert_eq!(
        paths(graph.build().customise(&weights).unwrap()),
        paths(graph.build().customise(&weights).unwrap())
    );
}

#[test]
fn what_cannot_be_a_graph_is_refused_and_unknown_nodes_are_unreachable() {
    assert_eq!(Cch::build(2, &[0], &[2], None).unwrap_err(), CchError::UnknownNode { arc: 0 });
    assert!(matches!(Cch::build(2, &[0], &[], None), Err(CchError::Count { .. })));
    assert!(matches!(Cch::build(2, &[0], &[1], Some(&[[0, 0]])), Err(CchError::Count { .. })));
    let cch = Cch::build(3, &[0, 1], &[1, 2], None).unwrap();
    assert!(matches!(cch.customise(&[1_u32]), Err(CchError::Count { .. })));
    let heavy = <u32 as Weight>::INFINITY - 1;
    assert!(matches!(cch.customise(&[heavy, heavy]), Err(CchError::TooHeavy { .. })));
    // A star both ways: the middle node proves that no path is long, though all arcs add up to more than fits; a line is long.
    let ends: Vec<u32> = (1..1_000).collect();
    let star = [vec![0; 999], ends.clone()];
    let star = Cch::build(1_000, &star.concat(), &[&ends[..], &star[0]].concat(), None).unwrap();
    let metric = star.customise(&[1_100_000_u32; 1_998]).unwrap();
    assert_eq!(metric.distance(7, 400, &mut Scratch::default()), Some(2_200_000));
    let line = Cch::build(1_000, &(0..999).collect::<Vec<_>>(), &ends, None).unwrap();
    assert!(matches!(line.customise(&[1_100_000_u32; 999]), Err(CchError::TooHeavy { .. })));
    let metric = line.customise(&[1_100_000_u64; 999]).unwrap();
    assert_eq!(metric.distance(0, 999, &mut Scratch::default()), Some(1_098_900_000));
    let metric = cch.customise(&[5_u32, 6]).unwrap();
    let mut scratch = Scratch::default();
    assert_eq!(metric.distance(0, 2, &mut scratch), Some(11));
    assert_eq!(metric.distance(0, 9, &mut scratch), None);
    assert_eq!(metric.distance(9, 0, &mut scratch), None);
    assert_eq!(metric.matrix(&[9, 0], &[1, 9], &mut scratch)[2], 5);
    assert!(metric.within(9, 100, &mut scratch).is_empty());
    let empty = Cch::build(0, &[], &[], None).unwrap();
    assert_eq!(empty.customise::<u32>(&[]).unwrap().distance(0, 0, &mut scratch), None);
}
