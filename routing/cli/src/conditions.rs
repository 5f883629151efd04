//! When and under which conditions a question is asked: the arguments that all questions about ways share.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use market_model::{Date, Lang};
use market_routing::{Conditions, Graph, Moment, NodeId, Profile, Snap, View};

use crate::input;

/// The graph, who goes, and when.
#[derive(clap::Args)]
pub struct Now {
    /// Build folder with manifest.json, or a graph file.
    #[arg(long)]
    pub graph: PathBuf,
    /// walk, step-free, cart or motorcycle.
    #[arg(long, default_value = "walk", value_parser = parse_profile)]
    pub profile: Profile,
    /// Language of the words: ko, en, zh or ja.
    #[arg(long, default_value = "ko", value_parser = parse_lang)]
    pub lang: Lang,
    /// Through gates and lifts that are open at this time, such as 2026-11-22T18:30.
    #[arg(long, value_parser = parse_moment)]
    pub at: Option<Moment>,
    /// JSON with what is closed, slower or narrower.
    #[arg(long)]
    pub conditions: Option<PathBuf>,
    /// Print JSON instead of lines.
    #[arg(long)]
    pub json: bool,
}

impl Now {
    /// The graph as it is at that time and under those conditions.
    ///
    /// # Errors
    /// When the file of conditions cannot be read, or names what is not in the graph.
    pub fn view<'a>(&self, graph: &'a Graph) -> Result<View<'a>> {
        let Some(path) = &self.conditions else { return Ok(graph.at(self.at)) };
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let conditions: Conditions =
            serde_json::from_slice(&bytes).with_context(|| path.display().to_string())?;
        let (view, problems) = graph.under(&conditions, self.at);
        if problems.is_empty() {
            return Ok(view);
        }
        let line = |p: &market_model::Problem| {
            format!("{}: \"{}\"; expected {}", p.path, p.found, p.expected.get(self.lang))
        };
        bail!("{}:\n  {}", path.display(), problems.iter().map(line).collect::<Vec<_>>().join("\n  "))
    }

    /// The place that `text` names; `@x,y` is a coordinate of the market frame in metres, put on the nearest way.
    ///
    /// # Errors
    /// Says what may have been meant, or that no way is near.
    pub fn place(&self, graph: &Graph, text: &str, from: Option<NodeId>) -> Result<(NodeId, Option<Snap>)> {
        let Some(rest) = text.strip_prefix('@') else {
            return Ok((input::place(graph, text, from, self.profile, self.lang)?, None));
        };
        let metres = rest.split_once(',').and_then(|(x, y)| {
            let mm = |t: &str| t.trim().parse::<f64>().ok().map(|m| (m * 1_000.0).round() as i32);
            Some([mm(x)?, mm(y)?])
        });
        let Some(at) = metres else { bail!("\"{text}\": write @east,north in metres, such as @12.5,-30") };
        let Some(snap) = graph.snap(at, None, self.profile, SNAP_REACH_MM) else {
            match self.lang {
                Lang::Ko => bail!("\"{text}\": 300 m 안에 다닐 수 있는 길이 없습니다"),
                _ => bail!("\"{text}\": no usable way within 300 m"),
            }
        };
        Ok((snap.node, Some(snap)))
    }
}

/// A coordinate farther than this from any way is nowhere.
const SNAP_REACH_MM: u32 = 300_000;

fn parse_profile(text: &str) -> Result<Profile> {
    let Some(profile) = Profile::parse(text) else { bail!("write walk, step-free, cart or motorcycle") };
    Ok(profile)
}

/// Reads `ko`, `en`, `zh` or `ja`.
///
/// # Errors
/// For any other text.
pub fn parse_lang(text: &str) -> Result<Lang> {
    let Some(lang) = Lang::from_code(text) else { bail!("write ko, en, zh or ja") };
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
