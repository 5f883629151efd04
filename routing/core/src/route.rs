//! The answer to a path query: a line, a length, a time, and steps in words.

use market_model::Lang;
use serde::{Deserialize, Serialize};

use crate::trail::{Trail, Vertex};
use crate::{NodeId, Profile, View, say};

/// A point nearer than this to the line between its neighbours says nothing.
const COLLINEAR_MM: f64 = 15.0;

/// A way from one place to another. Its serde form is the JSON of the command line and of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// Hash of the graph that answered.
    pub graph: String,
    /// Key of the start, such as `gate:south`.
    pub from: String,
    /// Key of the destination.
    pub to: String,
    /// For whom.
    pub profile: Profile,
    /// Length in millimetres.
    pub length_mm: u64,
    /// Time in milliseconds.
    pub time_ms: u64,
    /// The line, without needless points; a single point when start and destination are one.
    pub points: Vec<RoutePoint>,
    /// What to do, in order; the last is the arrival.
    pub steps: Vec<Step>,
}

/// A point of a route in the market frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutePoint {
    /// East of the origin in millimetres.
    pub x_mm: i32,
    /// North of the origin in millimetres.
    pub y_mm: i32,
    /// Above level 0 in millimetres.
    pub z_mm: i32,
    /// The level, such as `1F`; the street has the level with ordinal 0.
    pub level: String,
}

/// How one moves during a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// On foot, with or without a cart.
    Foot,
    /// On a motorcycle.
    Motorcycle,
}

/// What a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Set out.
    Depart,
    /// Go on as before, along another way.
    Straight,
    /// Turn left.
    Left,
    /// Turn right.
    Right,
    /// Turn round.
    Back,
    /// Change the level, or take stairs, a ramp or a lift.
    Connector,
    /// Leave the market through a gate.
    Leave,
    /// Enter the market through a gate.
    Enter,
    /// Get on the motorcycle.
    Mount,
    /// Leave the motorcycle.
    Dismount,
    /// There.
    Arrive,
}

/// One instruction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it asks for.
    pub kind: StepKind,
    /// Korean.
    pub text_ko: String,
    /// English.
    pub text_en: String,
    /// Simplified Chinese; empty in answers of older programs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text_zh: String,
    /// Japanese; empty in answers of older programs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text_ja: String,
    /// How one moves after it.
    pub mode: Mode,
    /// Way to the next step in millimetres.
    pub length_mm: u64,
    /// Time to the next step in milliseconds.
    pub time_ms: u64,
    /// Index in [`Route::points`] at which the step begins.
    pub point: usize,
    /// Identifier of the stall named as landmark, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub landmark: String,
}

impl Step {
    /// The words in `lang`; English stands in for words that are missing.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        let text = match lang {
            Lang::Ko => &self.text_ko,
            Lang::En => &self.text_en,
            Lang::Zh => &self.text_zh,
            Lang::Ja => &self.text_ja,
        };
        if text.is_empty() { &self.text_en } else { text }
    }
}

/// Puts an answer together from the arcs of a path.
pub(crate) fn assemble(
    view: &View<'_>,
    from: NodeId,
    to: NodeId,
    profile: Profile,
    time_ms: u64,
    arcs: &[u32],
) -> Route {
    let graph = view.graph();
    let trail = Trail::new(view, from.0, profile, arcs);
    let mut steps = say::steps(graph, &trail, from.0, to.0);
    let keep: Vec<usize> = steps.iter().map(|s| s.point).collect();
    let (points, index) = thin(&trail.vertices, &keep);
    for step in &mut steps {
        step.point = index[step.point];
    }
    let point = |v: &Vertex| RoutePoint {
        x_mm: v.at[0],
        y_mm: v.at[1],
        z_mm: v.at[2],
        level: graph.parts.levels.get(usize::from(v.level)).map_or_else(String::new, |l| l.id.clone()),
    };
    Route {
        graph: graph.hash().to_owned(),
        from: graph.key(from).to_owned(),
        to: graph.key(to).to_owned(),
        profile,
        length_mm: trail.length_mm(),
        time_ms,
        points: points.into_iter().map(|i| point(&trail.vertices[i])).collect(),
        steps,
    }
}

/// Indices of the vertices that matter, and for each vertex its place among them. Those in `keep` stay.
fn thin(vertices: &[Vertex], keep: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut kept: Vec<usize> = Vec::new();
    let mut index = vec![0; vertices.len()];
    for i in 0..vertices.len() {
        let last_kept = kept.last().map(|k| &vertices[*k]);
        let ends = i == 0 || i + 1 == vertices.len();
        let same = last_kept.is_some_and(|k| k.at == vertices[i].at);
        let needed = ends || keep.contains(&i) || !on_line(last_kept, &vertices[i], vertices.get(i + 1));
        if !same && needed {
            kept.push(i);
        }
        index[i] = kept.len().saturating_sub(1);
    }
    (kept, index)
}

/// Whether `b` lies between its neighbours, level and straight.
fn on_line(a: Option<&Vertex>, b: &Vertex, c: Option<&Vertex>) -> bool {
    let (Some(a), Some(c)) = (a, c) else { return false };
    if a.level != b.level || b.level != c.level || a.at[2] != b.at[2] || b.at[2] != c.at[2] {
        return false;
    }
    let part = |i: usize, from: &Vertex, to: &Vertex| f64::from(to.at[i]) - f64::from(from.at[i]);
    let (abx, aby, acx, acy) = (part(0, a, b), part(1, a, b), part(0, a, c), part(1, a, c));
    let length = market_model::math::length(acx, acy);
    let ahead = abx * acx + aby * acy;
    length > 0.0
        && (abx * acy - aby * acx).abs() / length < COLLINEAR_MM
        && ahead > 0.0
        && ahead < length * length
}
