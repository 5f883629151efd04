//! `market_route path`.

use std::process::ExitCode;

use anyhow::Result;
use market_model::Lang;
use market_routing::{AlternativeRules, Graph, NoRoute, Route, Snap};
use serde_json::{Value, json};

pub use crate::conditions::parse_lang;
use crate::{conditions, input};

/// What to find a way for.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    now: conditions::Now,
    /// Start: stall code, or stall:…, gate:…, facility:…, address:…, junction:…, or @east,north in metres.
    #[arg(long)]
    from: String,
    /// Destination, as --from; a kind such as `toilet` means the nearest.
    #[arg(long)]
    to: String,
    /// Up to so many ways, the others at most a fifth slower and mostly elsewhere.
    #[arg(long, default_value_t = 1)]
    ways: usize,
}

/// Answers one path query.
///
/// # Errors
/// When the graph cannot be read or a place is unknown.
pub fn run(args: &Args) -> Result<ExitCode> {
    let now = &args.now;
    let graph = input::graph(&now.graph)?;
    let view = now.view(&graph)?;
    let (from, from_snap) = now.place(&graph, &args.from, None)?;
    let (to, to_snap) = now.place(&graph, &args.to, Some(from))?;
    let route = match view.shortest(from, to, now.profile) {
        Ok(route) => route,
        Err(none) => return refuse(&none, graph.hash(), now),
    };
    let rules = AlternativeRules { count: args.ways, ..AlternativeRules::default() };
    let others = if args.ways > 1 { view.alternatives(from, to, now.profile, &rules) } else { Vec::new() };
    if !now.json {
        for (text, snap) in [(&args.from, &from_snap), (&args.to, &to_snap)] {
            say_snap(&graph, text, snap.as_ref(), now.lang)?;
        }
        print_route(&route, now.lang)?;
        for other in others.iter().skip(1) {
            print_route(other, now.lang)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let mut value = route_json(&route, now.lang)?;
    if let (true, Some(map)) = (args.ways > 1, value.as_object_mut()) {
        let others = others.iter().skip(1).map(|r| route_json(r, now.lang)).collect::<Result<Vec<_>>>()?;
        map.insert("alternatives".to_owned(), Value::Array(others));
    }
    for (name, snap) in [("from_snap", from_snap), ("to_snap", to_snap)] {
        if let (Some(snap), Some(map)) = (snap, value.as_object_mut()) {
            let told = json!({
                "point": snap.point, "distance_mm": snap.distance_mm, "along_mm": snap.along_mm,
            });
            map.insert(name.to_owned(), told);
        }
    }
    input::say(&serde_json::to_string_pretty(&value)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Tells how far a coordinate lies from the graph.
fn say_snap(graph: &Graph, text: &str, snap: Option<&Snap>, lang: Lang) -> Result<()> {
    let Some(snap) = snap else { return Ok(()) };
    let (gap, along) = (snap.distance_mm as f64 / 1_000.0, snap.along_mm as f64 / 1_000.0);
    let key = graph.key(snap.node);
    input::say(&match lang {
        Lang::Ko => format!("{text}: 길에서 {gap:.1} m, 그 길을 따라 {along:.1} m 떨어진 {key}"),
        Lang::En => format!("{text}: {gap:.1} m from the way, {along:.1} m along it to {key}"),
        Lang::Zh => format!("{text}：距道路{gap:.1}米，沿路{along:.1}米到{key}"),
        Lang::Ja => format!("{text}：道から{gap:.1}m、道に沿って{along:.1}mで{key}"),
    })
}

fn refuse(none: &NoRoute, graph: &str, now: &conditions::Now) -> Result<ExitCode> {
    if now.json {
        println!("{}", serde_json::to_string_pretty(&json!({ "graph": graph, "no_route": none }))?);
    }
    eprintln!("market_route: {}", reason(none, now.lang));
    Ok(ExitCode::from(1))
}

/// The route's own JSON, and in each step `text` in the language asked for.
fn route_json(route: &Route, lang: Lang) -> Result<Value> {
    let mut value = serde_json::to_value(route)?;
    if let Some(steps) = value.get_mut("steps").and_then(Value::as_array_mut) {
        for (step, words) in steps.iter_mut().zip(&route.steps) {
            if let Some(map) = step.as_object_mut() {
                map.insert("text".to_owned(), json!(words.text(lang)));
            }
        }
    }
    Ok(value)
}

fn print_route(route: &Route, lang: Lang) -> Result<()> {
    let metres = route.length_mm as f64 / 1000.0;
    let minutes = route.time_ms.div_ceil(60_000);
    let ends = format!("{} → {}: {metres:.0} m", route.from, route.to);
    input::say(&match lang {
        Lang::Ko => format!("{ends}, 약 {minutes}분"),
        Lang::En => format!("{ends}, about {minutes} min"),
        Lang::Zh => format!("{ends}，约{minutes}分钟"),
        Lang::Ja => format!("{ends}、約{minutes}分"),
    })?;
    for (i, step) in route.steps.iter().enumerate() {
        input::say(&format!("{:2}. {}", i + 1, step.text(lang)))?;
    }
    Ok(())
}

fn reason(none: &NoRoute, lang: Lang) -> String {
    let words = none.reason_in(lang);
    match (&none.nearest, lang) {
        (None, _) => words.to_owned(),
        (Some(near), Lang::Ko) => format!("{words} (갈 수 있는 가장 가까운 곳: {near})"),
        (Some(near), Lang::Zh) => format!("{words}（能到达的最近地点：{near}）"),
        (Some(near), Lang::Ja) => format!("{words}（行ける一番近い場所：{near}）"),
        (Some(near), Lang::En) => format!("{words} (nearest place that can be reached: {near})"),
    }
}
