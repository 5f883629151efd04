//! What was planned: its serde form is the JSON of the command line and of the API.

use market_model::Text;
use market_routing::{Mode, RoutePoint, Step};
use serde::{Deserialize, Serialize};

use crate::orders::Clock;

/// The name of the format.
pub const PLAN_FORMAT: &str = "jangteo.plan";
/// The version that this code writes.
pub const PLAN_FORMAT_VERSION: u32 = 1;

/// Who collects and delivers what, when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// [`PLAN_FORMAT`].
    pub format: String,
    /// [`PLAN_FORMAT_VERSION`].
    pub version: u32,
    /// Hash of the graph that was used.
    pub graph: String,
    /// Identifier of the market.
    pub market: String,
    /// What was sought: `most-orders-then-least-time`.
    pub objective: String,
    /// One entry for each rider, in the order of the input.
    pub riders: Vec<RiderPlan>,
    /// Orders that are not in the plan, each with the reason.
    pub unserved: Vec<Unserved>,
    /// Sums.
    pub totals: Totals,
}

/// A rider's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiderPlan {
    /// The rider.
    pub rider: String,
    /// Trips, one after another.
    pub trips: Vec<TripPlan>,
    /// Sums.
    pub totals: Totals,
}

/// From the market to doors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripPlan {
    /// Key of the gate at which the motorcycle stands.
    pub gate: String,
    /// Its name.
    pub gate_label: Text,
    /// When the rider sets out.
    pub depart: Clock,
    /// The same in milliseconds after midnight.
    pub depart_ms: u64,
    /// The orders, by their doors.
    pub orders: Vec<String>,
    /// Stops in order.
    pub stops: Vec<Stop>,
}

/// What is done at a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopKind {
    /// Park the motorcycle at a gate.
    Park,
    /// Collect goods at a stall.
    Pickup,
    /// Pack the box at the motorcycle.
    Pack,
    /// Hand over at a door.
    Deliver,
}

/// A stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// What is done.
    pub kind: StopKind,
    /// Key of the place.
    pub place: String,
    /// What a person calls it.
    pub label: Text,
    /// Arrival as a time of day.
    pub arrive: Clock,
    /// Arrival in milliseconds after midnight.
    pub arrive_ms: u64,
    /// Waiting before the work begins.
    pub wait_ms: u64,
    /// Work at the stop.
    pub service_ms: u64,
    /// Departure in milliseconds after midnight.
    pub leave_ms: u64,
    /// How much later the work could begin without breaking a promise or a shift.
    pub slack_ms: u64,
    /// Weight in the bag or box on leaving.
    pub load_grams: u64,
    /// Orders served here.
    pub orders: Vec<String>,
    /// Goods to take or hand over.
    pub items: Vec<StopItem>,
    /// The way from the stop before.
    pub leg: Leg,
}

/// A good at a stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopItem {
    /// Its order.
    pub order: String,
    /// What it is.
    pub good: String,
    /// How many.
    pub count: u64,
    /// Weight of all of it.
    pub grams: u64,
}

/// The way to a stop: line and words as in a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// Key of the place where it begins.
    pub from: String,
    /// How most of it is done.
    pub mode: Mode,
    /// Length.
    pub length_mm: u64,
    /// Time.
    pub time_ms: u64,
    /// The line.
    pub points: Vec<RoutePoint>,
    /// Words.
    pub steps: Vec<Step>,
}

/// An order that is not in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unserved {
    /// The order.
    pub order: String,
    /// `too-heavy`, `unreachable`, `too-early`, `no-shift` or `riders-busy`.
    pub code: String,
    /// The reason in words.
    pub reason: Text,
    /// A promise until this time could be kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_instead: Option<Clock>,
}

/// Sums over stops.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Orders served.
    pub orders: u64,
    /// Trips.
    pub trips: u64,
    /// Riders with at least one trip.
    pub riders: u64,
    /// Length of all ways.
    pub length_mm: u64,
    /// Time on the way.
    pub travel_ms: u64,
    /// Time waited at stops.
    pub wait_ms: u64,
    /// Time from setting out to the last door, over all trips.
    pub work_ms: u64,
}
