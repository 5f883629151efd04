//! `market_route streets`: an OpenStreetMap file becomes a graph of its streets.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use market_model::{Frame, Problem, Wgs84};
use market_routing::Graph;
use market_routing::streets::{RawStreet, read_osm, to_streets};

use crate::input;

/// What to read and where to write it.
#[derive(clap::Args)]
pub struct Args {
    /// OpenStreetMap file, `.osm` or `.osm.pbf`.
    #[arg(long)]
    osm: PathBuf,
    /// Origin of the graph's coordinates: latitude,longitude.
    #[arg(long, value_parser = parse_origin)]
    origin: Wgs84,
    /// Keep only streets that come within so many metres of the origin.
    #[arg(long)]
    radius: Option<f64>,
    /// Identifier of the graph.
    #[arg(long, default_value = "streets")]
    id: String,
    /// Where the graph is written.
    #[arg(long)]
    out: PathBuf,
}

/// Reads, cuts, builds and writes.
///
/// # Errors
/// When the file cannot be read or nothing usable is in it.
pub fn run(args: &Args) -> Result<ExitCode> {
    let bytes = std::fs::read(&args.osm).with_context(|| format!("cannot read {}", args.osm.display()))?;
    let (mut raw, rules, mut problems) = read_osm(&bytes);
    let frame = Frame::at(args.origin);
    if let Some(radius) = args.radius {
        raw.retain(|street| comes_near(street, &frame, radius * 1_000.0));
    }
    let mut kept = rules;
    let ids: std::collections::BTreeSet<&str> = raw.iter().map(|s| s.id.as_str()).collect();
    kept.turns.retain(|t| ids.contains(t.from.as_str()) && ids.contains(t.to.as_str()));
    kept.facts.retain(|id, _| ids.contains(id.as_str()));
    let (streets, more) = to_streets(&raw, &frame);
    problems.extend(more);
    if streets.is_empty() {
        tell(&problems);
        bail!("{}: no streets", args.osm.display());
    }
    let n_streets = streets.len();
    let (graph, more) = Graph::of_streets(&args.id, streets, &kept)?;
    problems.extend(more);
    std::fs::write(&args.out, graph.to_bytes())
        .with_context(|| format!("cannot write {}", args.out.display()))?;
    tell(&problems);
    input::say(&format!(
        "{}: {n_streets} streets, {} nodes, {} edges, {} turn rules, {} with kerbs, steps or limits",
        args.out.display(),
        graph.node_count(),
        graph.edge_count(),
        kept.turns.len(),
        kept.facts.len()
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn comes_near(street: &RawStreet, frame: &Frame, reach_mm: f64) -> bool {
    let near = |(lat, lon): &(f64, f64)| {
        frame.market_from_wgs84(*lat, *lon).distance_mm(market_model::PointMm::default()) <= reach_mm
    };
    street.line.iter().any(near)
}

fn tell(problems: &[Problem]) {
    for problem in problems {
        eprintln!("{}: \"{}\"; expected {}", problem.path, problem.found, problem.expected.en);
    }
}

fn parse_origin(text: &str) -> Result<Wgs84> {
    let read = || {
        let (lat, lon) = text.split_once(',')?;
        let (lat, lon): (f64, f64) = (lat.trim().parse().ok()?, lon.trim().parse().ok()?);
        let inside = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        inside.then(|| Wgs84 { lat_e7: (lat * 1e7).round() as i32, lon_e7: (lon * 1e7).round() as i32 })
    };
    let Some(origin) = read() else { bail!("write a latitude and a longitude such as 37.5592,126.9772") };
    Ok(origin)
}
