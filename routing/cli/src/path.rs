//! `market_route path`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use market_model::{Date, Lang};
use market_routing::{Moment, NoRoute, Profile, Route};
use serde_json::{Value, json};

use crate::input;

/// What to find a way for.
#[derive(clap::Args)]
pub struct Args {
    /// Build folder with manifest.json, or a graph file.
    #[arg(long)]
    graph: PathBuf,
    /// Start: stall code, or stall:…, gate:…, facility:…, address:…, junction:…
    #[arg(long)]
    from: String,
    /// Destination, as --from; a kind such as `toilet` means the nearest.
    #[arg(long)]
    to: String,
    /// walk, step-free, cart or motorcycle.
    #[arg(long, default_value = "walk", value_parser = parse_profile)]
    profile: Profile,
    /// Language of the words: ko or en.
    #[arg(long, default_value = "ko", value_parser = parse_lang)]
    lang: Lang,
    /// Through gates and lifts that are open at this time, such as 2026-11-22T18:30.
    #[arg(long, value_parser = parse_moment)]
    at: Option<Moment>,
    /// Print JSON instead of lines.
    #[arg(long)]
    json: bool,
}

/// Answers one path query.
///
/// # Errors
/// When the graph cannot be read or a place is unknown.
pub fn run(args: &Args) -> Result<ExitCode> {
    let graph = input::graph(&args.graph)?;
    let from = input::place(&graph, &args.from, None, args.profile, args.lang)?;
    let to = input::place(&graph, &args.to, Some(from), args.profile, args.lang)?;
    match graph.shortest_at(from, to, args.profile, args.at) {
        Ok(route) if args.json => input::say(&route_json(&route, args.lang)?)?,
        Ok(route) => print_route(&route, args.lang)?,
        Err(none) => {
            if args.json {
                println!(
                    "{}",
                    serde_json::to_string_pretty(&json!({ "graph": graph.hash(), "no_route": none }))?
                );
            }
            eprintln!("market_route: {}", reason(&none, args.lang));
            return Ok(ExitCode::from(1));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The route's own JSON, and in each step `text` in the language asked for.
fn route_json(route: &Route, lang: Lang) -> Result<String> {
    let mut value = serde_json::to_value(route)?;
    if let Some(steps) = value.get_mut("steps").and_then(Value::as_array_mut) {
        for (step, words) in steps.iter_mut().zip(&route.steps) {
            if let Some(map) = step.as_object_mut() {
                map.insert("text".to_owned(), json!(words.text(lang)));
            }
        }
    }
    Ok(serde_json::to_string_pretty(&value)?)
}

fn print_route(route: &Route, lang: Lang) -> Result<()> {
    let metres = route.length_mm as f64 / 1000.0;
    let minutes = route.time_ms.div_ceil(60_000);
    if lang == Lang::Ko {
        input::say(&format!("{} → {}: {metres:.0} m, 약 {minutes}분", route.from, route.to))?;
    } else {
        input::say(&format!("{} → {}: {metres:.0} m, about {minutes} min", route.from, route.to))?;
    }
    for (i, step) in route.steps.iter().enumerate() {
        input::say(&format!("{:2}. {}", i + 1, step.text(lang)))?;
    }
    Ok(())
}

fn reason(none: &NoRoute, lang: Lang) -> String {
    let words = none.reason.get(lang);
    match (&none.nearest, lang) {
        (None, _) => words.to_owned(),
        (Some(near), Lang::Ko) => format!("{words} (갈 수 있는 가장 가까운 곳: {near})"),
        (Some(near), _) => format!("{words} (nearest place that can be reached: {near})"),
    }
}

fn parse_profile(text: &str) -> Result<Profile> {
    let Some(profile) = Profile::parse(text) else { bail!("write walk, step-free, cart or motorcycle") };
    Ok(profile)
}

/// Reads `ko` or `en`.
///
/// # Errors
/// For any other text.
pub fn parse_lang(text: &str) -> Result<Lang> {
    let Some(lang) = Lang::from_code(text) else { bail!("write ko or en") };
    Ok(lang)
}

fn parse_moment(text: &str) -> Result<Moment> {
    let read = || {
        let (date, clock) = text.split_once(['T', ' '])?;
        let (hour, minute) = clock.split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(())?;
        Some(Moment { date: Date::parse(date)?, minute: hour * 60 + minute })
    };
    let Some(moment) = read() else { bail!("write a day and a time such as 2026-11-22T18:30") };
    Ok(moment)
}
