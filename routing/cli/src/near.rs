//! `market_route near` and `market_route reach`: the nearest places of a kind, and everything within some minutes.

use std::process::ExitCode;

use anyhow::{Result, bail};
use market_model::Lang;
use market_routing::{Graph, NodeId, PlaceKind};
use serde_json::json;

use crate::{conditions, input};

/// The nearest of a kind.
#[derive(clap::Args)]
pub struct Near {
    #[command(flatten)]
    now: conditions::Now,
    /// Start, as for `path`.
    #[arg(long)]
    from: String,
    /// toilet, parking, hub, gate, stall … or its Korean word.
    #[arg(long)]
    kind: String,
    /// At most so many.
    #[arg(long, default_value_t = 3)]
    count: usize,
}

/// What can be reached.
#[derive(clap::Args)]
pub struct Reach {
    #[command(flatten)]
    now: conditions::Now,
    /// Start, as for `path`.
    #[arg(long)]
    from: String,
    /// Within so many minutes.
    #[arg(long)]
    minutes: u32,
}

/// Lists the nearest places of a kind; exit code 1 when none can be reached.
///
/// # Errors
/// When the graph cannot be read, or place or kind is unknown.
pub fn near(args: &Near) -> Result<ExitCode> {
    let graph = input::graph(&args.now.graph)?;
    let view = args.now.view(&graph)?;
    let (from, _) = args.now.place(&graph, &args.from, None)?;
    let places = graph.places(&args.kind);
    if places.is_empty() {
        match args.now.lang {
            Lang::Ko => bail!("\"{}\": 그런 곳이 없습니다. toilet, 화장실, hub, gate 처럼 쓰세요", args.kind),
            _ => bail!("\"{}\": no such places; write toilet, hub, gate or the like", args.kind),
        }
    }
    print(&graph, from, &view.nearest(from, &places, args.count, args.now.profile), &args.now)
}

/// Lists everything within some minutes, except bare points of aisles and streets.
///
/// # Errors
/// When the graph cannot be read or the place is unknown.
pub fn reach(args: &Reach) -> Result<ExitCode> {
    let graph = input::graph(&args.now.graph)?;
    let view = args.now.view(&graph)?;
    let (from, _) = args.now.place(&graph, &args.from, None)?;
    let mut found = view.within(from, u64::from(args.minutes) * 60_000, args.now.profile);
    let named =
        |v: NodeId| !matches!(graph.kind(v), Some(PlaceKind::Aisle | PlaceKind::Street) | None) && v != from;
    found.retain(|(v, _)| named(*v));
    print(&graph, from, &found, &args.now)
}

fn print(graph: &Graph, from: NodeId, found: &[(NodeId, u64)], now: &conditions::Now) -> Result<ExitCode> {
    if now.json {
        let place = |(v, ms): &(NodeId, u64)| {
            json!({
                "place": graph.key(*v),
                "label": graph.label(*v, now.lang),
                "time_ms": ms,
                "point": graph.point(*v),
            })
        };
        let value = json!({
            "graph": graph.hash(),
            "from": graph.key(from),
            "profile": now.profile,
            "places": found.iter().map(place).collect::<Vec<_>>(),
        });
        input::say(&serde_json::to_string_pretty(&value)?)?;
    } else {
        for (place, ms) in found {
            let seconds = ms.div_ceil(1_000);
            let (key, label) = (graph.key(*place), graph.label(*place, now.lang));
            input::say(&format!("{:3}:{:02}  {key}  {label}", seconds / 60, seconds % 60))?;
        }
    }
    Ok(ExitCode::from(u8::from(found.is_empty())))
}
