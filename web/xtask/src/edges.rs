//! The allowed edges between crates: the table in `ARCHITECTURE.md`, held against `cargo metadata`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};

use crate::run::{metadata, root};

/// Begins and ends the table in `ARCHITECTURE.md`.
const BEGIN: &str = "<!-- edges:begin -->";
const END: &str = "<!-- edges:end -->";

type Edges = BTreeMap<String, BTreeSet<String>>;

/// What the table says: the edges, and each crate's level.
#[derive(Default)]
struct Table {
    edges: Edges,
    levels: BTreeMap<String, u8>,
}

/// Every difference between the table and the code.
///
/// # Errors
/// When the table or cargo's answer cannot be read.
pub fn differences() -> Result<Vec<String>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).context("cannot read ARCHITECTURE.md")?;
    Ok(compare(&table(&text)?, &actual(&metadata()?)))
}

/// Reads rows such as `| 1 | market_scene | twin/scene | market_model |`.
fn table(text: &str) -> Result<Table> {
    let body = text.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END));
    let (body, _) = body.context("ARCHITECTURE.md has no edges table between its marks")?;
    let mut table = Table::default();
    for row in body.lines().filter(|l| l.starts_with('|')) {
        let cells: Vec<&str> = row.split('|').map(|c| c.trim().trim_matches('`')).collect();
        let (Some(level), Some(name), Some(uses)) = (cells.get(1), cells.get(2), cells.get(4)) else {
            continue;
        };
        // The head of the table and the line under it have no level.
        let Ok(level) = level.parse() else { continue };
        table.levels.insert((*name).to_owned(), level);
        let uses = uses.split(',').map(|u| u.trim().trim_matches('`')).filter(|u| !u.is_empty() && *u != "–");
        table.edges.insert((*name).to_owned(), uses.map(str::to_owned).collect());
    }
    Ok(table)
}

/// Normal and build dependencies between the workspace's crates; dev-dependencies are free.
fn actual(metadata: &serde_json::Value) -> Edges {
    let packages = || metadata["packages"].as_array().into_iter().flatten();
    let ours: BTreeSet<&str> = packages().filter_map(|p| p["name"].as_str()).collect();
    let mut edges = Edges::new();
    for package in packages() {
        let Some(name) = package["name"].as_str() else { continue };
        let dependencies = package["dependencies"].as_array().into_iter().flatten();
        let normal =
            dependencies.filter(|d| d["kind"].as_str() != Some("dev")).filter_map(|d| d["name"].as_str());
        edges.insert(name.to_owned(), normal.filter(|d| ours.contains(d)).map(str::to_owned).collect());
    }
    edges
}

fn compare(table: &Table, actual: &Edges) -> Vec<String> {
    let mut found = Vec::new();
    for (name, uses) in &table.edges {
        for used in uses.iter().filter(|u| table.levels.get(*u) >= table.levels.get(name)) {
            found.push(format!("the edges table lets {name} use {used}, which is not of a lower level"));
        }
    }
    for (name, uses) in actual {
        let Some(allowed) = table.edges.get(name) else {
            found.push(format!("crate {name} has no row in the edges table of ARCHITECTURE.md"));
            continue;
        };
        for extra in uses.difference(allowed) {
            found.push(format!("{name} uses {extra}, which the edges table does not allow"));
        }
        for unused in allowed.difference(uses) {
            found.push(format!("the edges table lets {name} use {unused}, which it does not: take it out"));
        }
    }
    for gone in table.edges.keys().filter(|n| !actual.contains_key(*n)) {
        found.push(format!("the edges table has a row for {gone}, which is no crate"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edge_that_the_table_lacks_is_found() {
        let text = format!("{BEGIN}\n| 0 | `a` | x | – |\n| 1 | `b` | x | `a` |\n{END}");
        let table = table(&text).unwrap();
        let metadata = serde_json::json!({"packages": [
            {"name": "a", "dependencies": [{"name": "b", "kind": null}, {"name": "serde", "kind": null}]},
            {"name": "b", "dependencies": [{"name": "a", "kind": "dev"}]},
        ]});
        let found = compare(&table, &actual(&metadata));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("a uses b"));
        assert!(found[1].contains("lets b use a"));
    }
}
