//! The engines, each behind two functions: its figures for a network, and a built copy for the measure of memory.

mod ours;
#[cfg(feature = "peers")]
mod peers;
mod textbook;

use routing_oracle::paths::{Adjacency, Arc};

use crate::clock;
use crate::networks::Network;

/// Names of the engines, in the order of the table.
pub const NAMES: [&str; 6] = [
    "ours (CCH)",
    "routingkit-cch",
    "fast_paths (CH)",
    "petgraph A*",
    "petgraph Dijkstra",
    "oracle's Dijkstra",
];

/// So many copies are built for the measure of memory.
const COPIES: u64 = 10;

/// What is asked of every engine.
#[derive(Debug)]
pub struct Questions {
    /// Pairs of one query each.
    pub pairs: Vec<(u32, u32)>,
    /// Sources and targets of the matrix.
    pub places: Vec<u32>,
    /// Another set of weights.
    pub reweighted: Vec<u32>,
    expected: Vec<Option<u64>>,
}

impl Questions {
    /// 1,000 pairs, 100 places, weights of which every tenth is tripled; the same in every run.
    #[must_use]
    pub fn new(network: &Network) -> Self {
        let mut state: u64 = 20_261_122;
        let mut pick = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % network.n as u64) as u32
        };
        let places: Vec<u32> = (0..100).map(|_| pick()).collect();
        let pairs: Vec<(u32, u32)> = (0..1_000).map(|i| (places[i % 100], pick())).collect();
        let triple = |(i, w): (usize, &u32)| if i % 10 == 3 { w * 3 } else { *w };
        let reweighted = network.weights.iter().enumerate().map(triple).collect();
        let arcs = network.tails.iter().zip(&network.heads).zip(&network.weights);
        let arc = |((t, h), w): ((&u32, &u32), &u32)| Arc {
            from: *t as usize,
            to: *h as usize,
            cost: u64::from(*w),
        };
        let oracle = Adjacency::new(network.n, &arcs.map(arc).collect::<Vec<_>>());
        let rows: Vec<_> = places.iter().map(|p| oracle.dijkstra(*p as usize)).collect();
        let of_pairs = pairs.iter().enumerate().map(|(i, (_, to))| rows[i % 100][*to as usize]);
        let of_matrix = rows.iter().flat_map(|row| places.iter().map(|to| row[*to as usize]));
        let expected = of_pairs.chain(of_matrix).collect();
        Self { pairs, places, reweighted, expected }
    }

    /// The oracle's answers: first of the pairs, then of the matrix.
    #[must_use]
    pub fn expected(&self) -> &[Option<u64>] {
        &self.expected
    }
}

/// What was measured, in nanoseconds of processor time; `None` where it does not apply.
#[derive(Debug, Default)]
pub struct Figures {
    /// From arcs and coordinates to the first answer.
    pub build_ns: Option<f64>,
    /// Other weights for the same topology.
    pub reweight_ns: Option<f64>,
    /// One query without its path, mean.
    pub distance_ns: Option<f64>,
    /// One query with its path, mean.
    pub path_ns: Option<f64>,
    /// All lengths between 100 places.
    pub matrix_ns: Option<f64>,
    /// Answers to the pairs and to the matrix.
    pub answers: Option<Vec<Option<u64>>>,
    /// What else should be known.
    pub note: String,
}

/// Measures one engine.
///
/// # Errors
/// Says why the engine cannot be measured.
pub fn run(name: &str, network: &Network, questions: &Questions) -> Result<Figures, String> {
    match name {
        "ours (CCH)" => ours::run(network, questions),
        "petgraph A*" => textbook::a_star(network, questions),
        "petgraph Dijkstra" => Ok(textbook::petgraph_dijkstra(network, questions)),
        "oracle's Dijkstra" => Ok(textbook::oracle(network, questions)),
        #[cfg(feature = "peers")]
        "routingkit-cch" => peers::routingkit(network, questions),
        #[cfg(feature = "peers")]
        "fast_paths (CH)" => Ok(peers::fast_paths(network, questions)),
        _ => Err("not built: feature `peers`".to_owned()),
    }
}

/// Bytes of one engine's structures for a network: growth of the process by several copies. `None` when not known.
#[must_use]
pub fn memory(name: &str, network: &Network) -> Option<u64> {
    let copies: fn(&Network) -> Option<Box<dyn std::any::Any>> = match name {
        "ours (CCH)" => ours::copy,
        "petgraph A*" | "petgraph Dijkstra" => textbook::copy,
        #[cfg(feature = "peers")]
        "routingkit-cch" => peers::routingkit_copy,
        #[cfg(feature = "peers")]
        "fast_paths (CH)" => peers::fast_paths_copy,
        _ => return None,
    };
    // The first copy warms up the allocator.
    let mut kept = vec![copies(network)?];
    let before = clock::resident_bytes();
    for _ in 0..COPIES {
        kept.push(copies(network)?);
    }
    Some((clock::resident_bytes() - before) / COPIES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_engine_that_is_built_answers_as_the_oracle() {
        let (n, mut tails, mut heads) = (144_u32, Vec::new(), Vec::new());
        for v in 0..n {
            for to in [v + 1, v + 12].into_iter().filter(|to| *to < n) {
                tails.extend([v, to]);
                heads.extend([to, v]);
            }
        }
        let weights = (0..tails.len() as u32).map(|i| 1 + i * 7 % 50).collect();
        let at = Some((0..n as i32).map(|v| [v % 12 * 5, v / 12 * 5]).collect());
        let network = Network { name: "grid".to_owned(), n: n as usize, tails, heads, weights, at };
        let questions = Questions::new(&network);
        for name in NAMES {
            if let Ok(Figures { answers: Some(answers), .. }) = run(name, &network, &questions) {
                crate::check(name, &network, &questions, &answers);
            }
        }
        let bytes = network.to_bytes();
        let back = Network::from_reader(&mut &bytes[..]).map(|n| n.to_bytes());
        assert_eq!(back, Some(bytes.clone()));
        assert!(Network::from_reader(&mut &bytes[..50]).is_none());
    }
}
