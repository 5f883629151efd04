//! The saved form of a graph: one JSON document with a name and a version, checked when it is read.

use market_model::OpeningHours;
use serde::{Deserialize, Serialize};

use crate::build::Parts;
use crate::node::{Edge, LevelInfo, Node, Way};
use crate::{GRAPH_FORMAT, GRAPH_FORMAT_VERSION, GraphError};

/// More than this is not a market.
const MAX_NODES: usize = 4_000_000;
/// No edge is longer than 200 km.
const MAX_LENGTH_MM: u32 = 200_000_000;

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

#[derive(Serialize)]
struct Saving<'a> {
    format: &'a str,
    version: u32,
    market: &'a str,
    revision: &'a str,
    levels: &'a [LevelInfo],
    ways: &'a [Way],
    hours: &'a [OpeningHours],
    nodes: &'a [Node],
    edges: &'a [(u32, u32, Edge)],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    turns: &'a [[u32; 3]],
}

#[derive(Deserialize)]
struct Loading {
    market: String,
    revision: String,
    levels: Vec<LevelInfo>,
    ways: Vec<Way>,
    hours: Vec<OpeningHours>,
    nodes: Vec<Node>,
    edges: Vec<(u32, u32, Edge)>,
    #[serde(default)]
    turns: Vec<[u32; 3]>,
}

pub(crate) fn write(parts: &Parts) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Saving {
        format: GRAPH_FORMAT,
        version: GRAPH_FORMAT_VERSION,
        market: &parts.market,
        revision: &parts.revision,
        levels: &parts.levels,
        ways: &parts.ways,
        hours: &parts.hours,
        nodes: &parts.nodes,
        edges: &parts.edges,
        turns: &parts.turns,
    })
}

pub(crate) fn read(bytes: &[u8]) -> Result<Parts, GraphError> {
    let head: Head = serde_json::from_slice(bytes)?;
    if head.format != GRAPH_FORMAT {
        return Err(GraphError::OtherFormat { found: head.format });
    }
    if head.version > GRAPH_FORMAT_VERSION {
        return Err(GraphError::NewerVersion { found: head.version });
    }
    let Loading { market, revision, levels, ways, hours, nodes, edges, turns } =
        serde_json::from_slice(bytes)?;
    let parts = Parts { market, revision, levels, ways, hours, nodes, edges, turns };
    check(&parts).map_err(GraphError::Damaged)?;
    Ok(parts)
}

/// Every index points into its table, so that nothing after this can go astray.
fn check(parts: &Parts) -> Result<(), String> {
    if parts.nodes.len() > MAX_NODES || parts.edges.len() > 4 * MAX_NODES {
        return Err(format!("{} nodes and {} edges are too many", parts.nodes.len(), parts.edges.len()));
    }
    for node in &parts.nodes {
        if usize::from(node.level) >= parts.levels.len() {
            return Err(format!("node {} lies on level {} of {}", node.key, node.level, parts.levels.len()));
        }
    }
    for (index, (a, b, edge)) in parts.edges.iter().enumerate() {
        let ends_exist = (*a as usize) < parts.nodes.len() && (*b as usize) < parts.nodes.len();
        let hours_exist = edge.hours.is_none_or(|h| usize::from(h) < parts.hours.len());
        let way_exists = (edge.way as usize) < parts.ways.len();
        if !ends_exist || !hours_exist || !way_exists || edge.length_mm > MAX_LENGTH_MM {
            return Err(format!("edge {index} from {a} to {b} has an index or a length that cannot be"));
        }
    }
    for [via, from, to] in &parts.turns {
        let touches =
            |edge: &u32| parts.edges.get(*edge as usize).is_some_and(|(a, b, _)| a == via || b == via);
        if !touches(from) || !touches(to) {
            return Err(format!("a turn at {via} from edge {from} to {to} that do not meet there"));
        }
    }
    Ok(())
}
