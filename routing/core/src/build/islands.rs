//! Tells of places that nobody can walk to, and of streets that no motorcycle can leave or reach.

use std::collections::BTreeMap;

use market_model::{Problem, Text};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::unionfind::UnionFind;

use super::Builder;
use crate::node::{Dirs, PlaceKind};

/// So many examples are named in a problem.
const NAMED: usize = 5;

pub(super) fn report(b: &mut Builder<'_>) {
    walking_islands(b);
    riding_islands(b);
}

fn walking_islands(b: &mut Builder<'_>) {
    let n = b.parts.nodes.len();
    let mut sets: UnionFind<u32> = UnionFind::new(n);
    for (a, c, edge) in &b.parts.edges {
        if edge.foot != Dirs::NONE {
            sets.union(*a, *c);
        }
    }
    let mut islands: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for node in 0..n as u32 {
        islands.entry(sets.find(node)).or_default().push(node);
    }
    let weight = |nodes: &Vec<u32>| {
        let gates = nodes.iter().filter(|n| b.parts.nodes[**n as usize].kind == PlaceKind::Gate).count();
        (gates, nodes.len())
    };
    let Some(main) = islands.iter().max_by_key(|(_, nodes)| weight(nodes)).map(|(root, _)| *root) else {
        return;
    };
    for (_, nodes) in islands.iter().filter(|(root, _)| **root != main) {
        let named =
            |n: &&u32| !matches!(b.parts.nodes[**n as usize].kind, PlaceKind::Aisle | PlaceKind::Street);
        let mut names: Vec<&str> =
            nodes.iter().filter(named).map(|n| b.parts.nodes[*n as usize].key.as_str()).collect();
        let total = names.len();
        names.truncate(NAMED);
        if names.is_empty() {
            names.push(&b.parts.nodes[nodes[0] as usize].key);
        }
        let found =
            if total > NAMED { format!("{} … ({total})", names.join(", ")) } else { names.join(", ") };
        let expected =
            Text::new("출입구에서 걸어갈 수 있는 곳", "a place that can be reached on foot from the gates");
        b.problems.push(Problem::warning("island", "graph", found, expected));
    }
}

/// Junctions outside the largest set of streets in which every one can be reached from every other.
fn riding_islands(b: &mut Builder<'_>) {
    let mut graph: DiGraph<(), (), u32> = DiGraph::default();
    let mut index: BTreeMap<u32, NodeIndex<u32>> = BTreeMap::new();
    let mut keys: Vec<u32> = Vec::new();
    for (a, c, edge) in &b.parts.edges {
        if edge.motorcycle == Dirs::NONE {
            continue;
        }
        let [a, c] = [*a, *c].map(|n| {
            *index.entry(n).or_insert_with(|| {
                keys.push(n);
                graph.add_node(())
            })
        });
        if edge.motorcycle.allows(true) {
            graph.add_edge(a, c, ());
        }
        if edge.motorcycle.allows(false) {
            graph.add_edge(c, a, ());
        }
    }
    let components = petgraph::algo::tarjan_scc(&graph);
    let Some(main) = components.iter().map(Vec::len).max().filter(|m| *m < keys.len()) else { return };
    let mut outside: Vec<&str> = Vec::new();
    let mut seen_main = false;
    for component in &components {
        if component.len() == main && !seen_main {
            seen_main = true;
            continue;
        }
        let junctions = component.iter().map(|i| &b.parts.nodes[keys[i.index()] as usize]);
        outside.extend(junctions.filter(|n| n.kind == PlaceKind::Junction).map(|n| n.key.as_str()));
    }
    if outside.is_empty() {
        return;
    }
    outside.sort_unstable();
    let total = outside.len();
    outside.truncate(NAMED);
    let expected = Text::new(
        "오토바이로 오갈 수 있는 교차점 (자료의 가장자리에서 끊긴 일방통행일 수 있음)",
        "junctions that a motorcycle can reach and leave (one-ways cut at the border of the data, perhaps)",
    );
    let found = format!("{} … ({total})", outside.join(", "));
    b.problems.push(Problem::warning("street-island", "graph", found, expected));
}
