//! What was planned: its serde form is the JSON of the command line and of the API.

use std::sync::Arc;

use market_model::Text;
use market_routing::{Mode, RoutePoint, Step};
use serde::{Deserialize, Serialize};

use crate::orders::{Clock, Vehicle};

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
    /// What was sought: `most-orders-then-least-time` or `most-orders-then-fewest-riders`.
    pub objective: String,
    /// What was assumed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Text>,
    /// One entry for each rider, in the order of the input.
    pub riders: Vec<RiderPlan>,
    /// Orders that are not in the plan, each with the reason.
    pub unserved: Vec<Unserved>,
    /// Rounds of market pickers for the hub.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waves: Vec<WavePlan>,
    /// Every delivery after its promise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub late: Vec<Late>,
    /// How work is shared between riders.
    #[serde(default)]
    pub fairness: Fairness,
    /// Money, when a rider has a wage or an order a fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<Costs>,
    /// What the last re-plan changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Sums.
    pub totals: Totals,
}

/// How far a search may go; the clock is the caller's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Steps of improvement.
    pub steps: u64,
    /// The seed of chance.
    pub seed: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 1_500, seed: 1 }
    }
}

/// A delivery after its promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// The order.
    pub order: String,
    /// How late, in milliseconds.
    pub late_ms: u64,
    /// Its price in won.
    pub won: u64,
}

/// How work is shared: milliseconds of work of the riders.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Fairness {
    /// The weight that was used, in per cent.
    pub weight: u64,
    /// The rider with least.
    pub least_ms: u64,
    /// The rider with most.
    pub most_ms: u64,
    /// The mean.
    pub mean_ms: u64,
    /// Mean distance from the mean, in thousandths of it.
    pub deviation_permille: u64,
}

/// Money of a day in won.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Costs {
    /// Wages for the time at work.
    pub wages_won: u64,
    /// Prices of lateness.
    pub late_won: u64,
    /// Fees of the orders that are served.
    pub fees_won: u64,
    /// Wages and lateness for each order that is served; 0 when none is.
    pub per_order_won: u64,
}

/// What a re-plan changed for an order, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The order.
    pub order: String,
    /// `added`, `dropped`, `moved`, `reordered`, `retimed`.
    pub code: String,
    /// What and why in words.
    pub text: Text,
}

/// One round of a market picker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WavePlan {
    /// The picker, from 1.
    pub picker: u64,
    /// Key of the hub.
    pub hub: String,
    /// Setting out from the hub.
    pub begin_ms: u64,
    /// Stalls in order.
    pub stops: Vec<WaveStop>,
    /// Back at the hub.
    pub back_ms: u64,
    /// Orders with the moment at which each is repacked.
    pub orders: Vec<WaveOrder>,
}

/// A stall of a picker's round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaveStop {
    /// Key of the stall.
    pub place: String,
    /// Work begins.
    pub begin_ms: u64,
    /// Work ends.
    pub leave_ms: u64,
    /// Orders of which goods are taken.
    pub orders: Vec<String>,
}

/// An order of a picker's round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaveOrder {
    /// The order.
    pub order: String,
    /// Repacked.
    pub ready_ms: u64,
}

/// A time off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BreakPlan {
    /// Begin.
    pub begin_ms: u64,
    /// End.
    pub end_ms: u64,
    /// How many trips come before it.
    pub after_trips: u64,
}

/// The way to where the shift ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// Key of the place.
    pub place: String,
    /// Setting out.
    pub depart_ms: u64,
    /// Arrival.
    pub arrive_ms: u64,
    /// The way; a plan that is made again shares it.
    #[serde(with = "shared")]
    pub leg: Arc<Leg>,
}

/// A rider's day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiderPlan {
    /// The rider.
    pub rider: String,
    /// How the rider travels.
    #[serde(default)]
    pub vehicle: Vehicle,
    /// Trips, one after another.
    pub trips: Vec<TripPlan>,
    /// Times off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<BreakPlan>,
    /// The way to where the shift ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<Home>,
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
    /// Orders that are taken at the hub.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from_hub: Vec<String>,
    /// Whether it had begun when the plan was made again: nothing in it may change.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
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
    /// Room taken on leaving, in millilitres.
    #[serde(default)]
    pub load_millilitres: u64,
    /// Boxes on leaving.
    #[serde(default)]
    pub load_boxes: u64,
    /// Orders served here.
    pub orders: Vec<String>,
    /// Goods to take or hand over.
    pub items: Vec<StopItem>,
    /// The way from the stop before; a plan that is made again shares it.
    #[serde(with = "shared")]
    pub leg: Arc<Leg>,
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
    /// `too-heavy`, `no-skill`, `unreachable`, `not-at-hub`, `too-long-on-board`, `too-early`, `no-shift`, `next-day`,
    /// `riders-busy`, `no-time` (the deadline came before it was tried), and after a re-plan `aboard-stopped`.
    pub code: String,
    /// The reason in words.
    pub reason: Text,
    /// The smallest change that was found, by trying, to bring it into this plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Text>,
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

/// A shared value is written like the value itself.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(value: &Arc<T>, to: S) -> Result<S::Ok, S::Error> {
        value.as_ref().serialize(to)
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Arc<T>, D::Error> {
        T::deserialize(from).map(Arc::new)
    }
}
