//! Benchmarks of path queries and matrices: a made market street, and central Seoul where its file is at hand.

use std::sync::OnceLock;

use divan::{Bencher, black_box};
use market_model::{Frame, Market, Wgs84, from_json};
use market_routing::{Graph, NodeId, Profile, streets};

fn main() {
    divan::main();
}

/// A small fixed stream of numbers: the same pairs in every run.
fn picks(nodes: &[NodeId], count: usize) -> Vec<NodeId> {
    let mut state: u64 = 7;
    let mut pick = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        nodes[(state >> 33) as usize % nodes.len()]
    };
    (0..count).map(|_| pick()).collect()
}

fn bare_market() -> Market {
    let text = include_str!("bare_market.json");
    from_json(text.as_bytes()).unwrap_or_else(|e| panic!("bare_market.json: {e}"))
}

/// Central Seoul's streets; `None` without the file.
fn seoul() -> Option<&'static (Graph, Vec<NodeId>)> {
    static GRAPH: OnceLock<Option<(Graph, Vec<NodeId>)>> = OnceLock::new();
    let read = || {
        let path =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/osm/seoul_centre_drive.graphml");
        let Ok(bytes) = std::fs::read(path) else {
            println!("skipped: no {path}");
            return None;
        };
        let mut market = bare_market();
        let frame = Frame::at(Wgs84 { lat_e7: 375_592_000, lon_e7: 1_269_772_000 });
        market.streets = streets::to_streets(&streets::read_graphml(&bytes).0, &frame).0;
        let graph = Graph::build(&market).0;
        let nodes: Vec<NodeId> = graph.nodes().collect();
        println!("central Seoul: {} nodes, {} edges", graph.node_count(), graph.edge_count());
        Some((graph, nodes))
    };
    GRAPH.get_or_init(read).as_ref()
}

#[divan::bench(args = [Profile::Walk, Profile::Motorcycle])]
fn seoul_time_of_one_pair(bencher: Bencher<'_, '_>, profile: Profile) {
    let Some((graph, nodes)) = seoul() else { return };
    let pairs = picks(nodes, 512);
    black_box(graph.time(pairs[0], pairs[1], profile, None));
    let mut next = 0;
    bencher.bench_local(|| {
        next = (next + 1) % 511;
        graph.time(black_box(pairs[next]), pairs[next + 1], profile, None)
    });
}

#[divan::bench]
fn seoul_route_with_line_and_words(bencher: Bencher<'_, '_>) {
    let Some((graph, nodes)) = seoul() else { return };
    let pairs = picks(nodes, 512);
    let mut next = 0;
    bencher.bench_local(|| {
        next = (next + 1) % 511;
        graph
            .shortest(black_box(pairs[next]), pairs[next + 1], Profile::Walk)
            .map_or(0, |route| route.steps.len())
    });
}

/// A street of 500 stalls on both sides, 4 m of front each: the market's own part of a query.
fn long_market() -> Graph {
    let mut market = bare_market();
    market.aisles[0].line[1].y = 1_001_000;
    let first = market.stalls[0].clone();
    market.stalls.clear();
    for i in 0..500 {
        let mut stall = first.clone();
        stall.code = format!("가-{}", i + 1);
        stall.id = market_model::StallId::new(&stall.code).unwrap_or(stall.id);
        let shift = i / 2 * 4_000 - 8_000 + i % 2;
        stall.chainage.0 += shift;
        stall
            .footprint
            .iter_mut()
            .for_each(|p| *p = market_model::PointMm::new(if i % 2 == 0 { p.x } else { -p.x }, p.y + shift));
        market.stalls.push(stall);
    }
    Graph::build(&market).0
}

#[divan::bench]
fn market_of_500_stalls_route_with_words(bencher: Bencher<'_, '_>) {
    let graph = long_market();
    let pairs = picks(&graph.nodes().collect::<Vec<_>>(), 512);
    let mut next = 0;
    bencher.bench_local(|| {
        next = (next + 1) % 511;
        graph
            .shortest(black_box(pairs[next]), pairs[next + 1], Profile::Walk)
            .map_or(0, |route| route.steps.len())
    });
}

#[divan::bench]
fn market_of_500_stalls_matrix_100_by_100(bencher: Bencher<'_, '_>) {
    let graph = long_market();
    let places = picks(&graph.nodes().collect::<Vec<_>>(), 100);
    bencher.bench_local(|| graph.matrix(black_box(&places), &places, Profile::Walk, None));
}

#[divan::bench]
fn seoul_matrix_100_by_100(bencher: Bencher<'_, '_>) {
    let Some((graph, nodes)) = seoul() else { return };
    let places = picks(nodes, 100);
    bencher.bench_local(|| graph.matrix(black_box(&places), &places, Profile::Motorcycle, None));
}

#[divan::bench]
fn seoul_graph_read_and_hashed(bencher: Bencher<'_, '_>) {
    let Some((graph, _)) = seoul() else { return };
    let bytes = graph.to_bytes();
    bencher.bench_local(|| Graph::from_bytes(black_box(&bytes)));
}
