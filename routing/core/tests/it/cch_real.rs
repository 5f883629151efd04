//! The hierarchy on the real networks of central Seoul, central Helsinki and Bremen.

use market_routing::cch::{Scratch, Weight};

use crate::cch::{Plain, Rng, assert_all};

/// Reads `NAME.gr` and, when it is there, `NAME.co`; `None` without the file.
fn network(name: &str) -> Option<(Plain, Vec<u32>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/routing/networks");
    let Ok(text) = std::fs::read_to_string(format!("{folder}/{name}.gr")) else {
        println!("skipped: no {folder}/{name}.gr");
        return None;
    };
    let mut graph = Plain { n: 0, tails: Vec::new(), heads: Vec::new(), at: None };
    let mut weights = Vec::new();
    for line in text.lines().filter(|l| l.starts_with("a ")) {
        let mut numbers = line[2..].split_whitespace().map(|f| f.parse::<u32>().unwrap());
        let [tail, head, weight] = std::array::from_fn(|_| numbers.next().unwrap());
        graph.n = graph.n.max(tail.max(head) as usize + 1);
        graph.tails.push(tail);
        graph.heads.push(head);
        weights.push(weight);
    }
    if let Ok(text) = std::fs::read_to_string(format!("{folder}/{name}.co")) {
        let mut at = vec![[0; 2]; graph.n];
        for line in text.lines().filter(|l| l.starts_with("v ")) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let node: usize = fields[1].parse().unwrap();
            let degrees = |i: usize| (fields[i].parse::<f64>().unwrap() * 1e7) as i32;
            if let Some(place) = at.get_mut(node) {
                *place = [degrees(2), degrees(3)];
            }
        }
        graph.at = Some(at);
    }
    Some((graph, weights))
}

#[test]
fn real_networks_have_the_oracles_answers_with_their_own_weights_and_after_closing_a_tenth() {
    for (name, sources) in [("seoul_centre_drive", 6), ("helsinki_centre_foot", 6), ("bremen_time", 2)] {
        let Some((graph, weights)) = network(name) else { continue };
        let cch = graph.build();
        let mut rng = Rng(20_261_122);
        println!(
            "{name}: {} nodes, {} arcs, {} with shortcuts, {} triangles, height {}",
            graph.n,
            graph.tails.len(),
            cch.shortcut_count(),
            cch.triangle_count(),
            cch.height()
        );
        let sources: Vec<u32> = (0..sources).map(|_| rng.below(graph.n as u64) as u32).collect();
        let metric = cch.customise(&weights).unwrap();
        assert_all(&graph, &weights, &metric, &sources, name);
        // Closing roads makes long ways, and so the numbers larger.
        let mut weights: Vec<u64> = weights.into_iter().map(u64::from).collect();
        for weight in &mut weights {
            match rng.below(20) {
                0 | 1 => *weight = u64::INFINITY,
                2..8 => *weight *= 2,
                _ => {}
            }
        }
        let metric = cch.customise(&weights).unwrap();
        assert_all(&graph, &weights, &metric, &sources, &format!("{name}, re-weighted"));
        let pairs: Vec<u32> = (0..100).map(|_| rng.below(graph.n as u64) as u32).collect();
        let mut scratch = Scratch::default();
        let matrix = metric.matrix(&pairs, &pairs, &mut scratch);
        let oracle = graph.oracle(&weights);
        for (i, from) in pairs.iter().enumerate() {
            let row = oracle.dijkstra(*from as usize);
            for (j, to) in pairs.iter().enumerate() {
                let found = matrix[i * pairs.len() + j];
                let found = (found < u64::INFINITY).then_some(found);
                assert_eq!(found, row[*to as usize], "{name}: {from} to {to} in the matrix");
            }
        }
    }
}
