//! The answer to a path query: a line, a length, a time, and steps in words.

use market_model::Lang;
use serde::{Deserialize, Serialize};

use crate::Profile;

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
    /// The words in `lang`; English stands in for languages other than Korean.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        if lang == Lang::Ko { &self.text_ko } else { &self.text_en }
    }
}
