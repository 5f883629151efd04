//! Dijkstra's method and A* of petgraph, and the oracle's Dijkstra.

use std::any::Any;

use petgraph::algo::{astar, dijkstra};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use routing_oracle::paths::{Adjacency, Arc};

use super::{Figures, Questions};
use crate::clock::least;
use crate::networks::{Network, straight};

/// So many of the pairs are asked of the slow engines.
const SOME: usize = 200;

fn build(network: &Network) -> DiGraph<(), u32> {
    let mut graph = DiGraph::with_capacity(network.n, network.tails.len());
    for _ in 0..network.n {
        graph.add_node(());
    }
    for ((t, h), w) in network.tails.iter().zip(&network.heads).zip(&network.weights) {
        graph.add_edge(NodeIndex::new(*t as usize), NodeIndex::new(*h as usize), *w);
    }
    graph
}

pub(super) fn copy(network: &Network) -> Option<Box<dyn Any>> {
    Some(Box::new(build(network)))
}

pub(super) fn petgraph_dijkstra(network: &Network, questions: &Questions) -> Figures {
    let (build_ns, graph) = least(3, || build(network));
    let pairs = &questions.pairs[..SOME];
    let weight = |e: petgraph::graph::EdgeReference<'_, u32>| u64::from(*e.weight());
    let ask = |(a, b): &(u32, u32)| {
        let (a, b) = (NodeIndex::new(*a as usize), NodeIndex::new(*b as usize));
        dijkstra(&graph, a, Some(b), weight).get(&b).copied()
    };
    let (distance_ns, _) = least(2, || pairs.iter().map(ask).collect::<Vec<_>>());
    let (matrix_ns, _) = least(1, || {
        let row = |from: &u32| dijkstra(&graph, NodeIndex::new(*from as usize), None, weight).len();
        questions.places.iter().map(row).sum::<usize>()
    });
    Figures {
        build_ns: Some(build_ns as f64),
        distance_ns: Some(distance_ns as f64 / pairs.len() as f64),
        matrix_ns: Some(matrix_ns as f64),
        note: format!("{SOME} pairs; matrix: one search a source"),
        ..Figures::default()
    }
}

pub(super) fn a_star(network: &Network, questions: &Questions) -> Result<Figures, String> {
    let Some(at) = &network.at else { return Err("no coordinates".to_owned()) };
    let (build_ns, graph) = least(3, || build(network));
    let ratio = network.least_ratio();
    let pairs = &questions.pairs[..SOME];
    let (path_ns, _) = least(2, || {
        let ask = |(a, b): &(u32, u32)| {
            let (a, b) = (NodeIndex::new(*a as usize), NodeIndex::new(*b as usize));
            let bound = |v: NodeIndex| (straight(at[v.index()], at[b.index()]) * ratio) as u64;
            astar(&graph, a, |v| v == b, |e| u64::from(*graph.edge_weight(e.id()).unwrap_or(&0)), bound)
        };
        pairs.iter().filter_map(ask).map(|(_, path)| path.len()).sum::<usize>()
    });
    Ok(Figures {
        build_ns: Some(build_ns as f64),
        path_ns: Some(path_ns as f64 / pairs.len() as f64),
        note: format!("{SOME} pairs"),
        ..Figures::default()
    })
}

pub(super) fn oracle(network: &Network, questions: &Questions) -> Figures {
    let arcs = network.tails.iter().zip(&network.heads).zip(&network.weights);
    let arc =
        |((t, h), w): ((&u32, &u32), &u32)| Arc { from: *t as usize, to: *h as usize, cost: u64::from(*w) };
    let (build_ns, graph) =
        least(1, || Adjacency::new(network.n, &arcs.clone().map(arc).collect::<Vec<_>>()));
    let (matrix_ns, _) =
        least(1, || questions.places.iter().map(|p| graph.dijkstra(*p as usize).len()).sum::<usize>());
    Figures {
        build_ns: Some(build_ns as f64),
        matrix_ns: Some(matrix_ns as f64),
        note: "judges the others".to_owned(),
        ..Figures::default()
    }
}
