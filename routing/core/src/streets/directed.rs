//! OSMnx writes a street for both ways as two edges, there and back; here they become one street again.

use std::collections::BTreeMap;

use market_model::OneWay;

use super::RawStreet;

/// An edge of a directed file.
#[derive(Debug, Clone)]
pub(super) struct Directed {
    pub from: String,
    pub to: String,
    pub name: String,
    pub highway: String,
    pub one_way: OneWay,
    pub line: Vec<(f64, f64)>,
    pub length_m: f64,
}

/// Joins each pair of edges there and back; an edge for both ways without its twin stays one for both ways.
pub(super) fn merge(edges: Vec<Directed>) -> Vec<RawStreet> {
    let mut out: Vec<RawStreet> = Vec::new();
    let mut waiting: BTreeMap<Vec<(u64, u64)>, Vec<usize>> = BTreeMap::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for edge in edges {
        if edge.one_way == OneWay::No {
            let mut back = shape(&edge.line);
            back.reverse();
            let twin = waiting.get_mut(&back).and_then(|list| {
                let fits = |i: &usize| out[*i].from_junction == edge.to && out[*i].to_junction == edge.from;
                list.iter().position(fits).map(|at| list.remove(at))
            });
            if twin.is_some() {
                continue;
            }
            waiting.entry(shape(&edge.line)).or_default().push(out.len());
        }
        let base = format!("{}-{}", edge.from, edge.to);
        let n = seen.entry(base.clone()).or_default();
        *n += 1;
        let id = if *n == 1 { base } else { format!("{base}-{n}") };
        out.push(RawStreet {
            id,
            name: edge.name,
            highway: edge.highway,
            one_way: edge.one_way,
            from_junction: edge.from,
            to_junction: edge.to,
            line: edge.line,
            length_m: edge.length_m,
        });
    }
    out
}

fn shape(line: &[(f64, f64)]) -> Vec<(u64, u64)> {
    line.iter().map(|(lat, lon)| (lat.to_bits(), lon.to_bits())).collect()
}
