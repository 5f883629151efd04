//! What else crosses HTTP: the list of markets, reviews, orders.

use market_model::{AddressId, EventId, MarketId, MarketStatus, Names};
use serde::{Deserialize, Serialize};

use crate::Counts;

/// One market of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketSummary {
    /// Identifier.
    pub id: MarketId,
    /// What it is called.
    pub names: Names,
    /// Whether it was surveyed, drafted or made up.
    pub status: MarketStatus,
    /// How much there is.
    pub counts: Counts,
    /// Hash of the market model.
    pub revision: String,
    /// Number of the revision, from 1.
    pub number: u32,
    /// Address of the manifest.
    pub manifest_url: String,
}

/// What the desk decided on an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It becomes part of the market.
    Accepted,
    /// It goes back to whoever sent it.
    Returned,
}

/// An event that was reviewed, for the tablet that sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewNote {
    /// The event.
    pub event: EventId,
    /// What was decided.
    pub decision: Decision,
    /// What the desk wrote; may be empty.
    pub note: String,
    /// When, in milliseconds since 1970.
    pub at_ms: u64,
}

/// What was decided on one device's events, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewNotes {
    /// The notes.
    pub notes: Vec<ReviewNote>,
}

/// The desk's decision on some events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRequest {
    /// The events, at most 500.
    pub events: Vec<EventId>,
    /// The decision.
    pub decision: Decision,
    /// A word to whoever sent them.
    #[serde(default)]
    pub note: String,
}

/// How many events changed; those that had been decided before did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewAnswer {
    /// Their number.
    pub changed: u32,
}

/// An order: goods from stalls to one address within a promised span. No names, no telephone numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderRequest {
    /// Where to.
    pub address: AddressId,
    /// The day, as `2026-11-23`; empty for the next time at which the span can be kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub day: String,
    /// Not before, as `14:00`; empty for the opening of the market.
    #[serde(default)]
    pub from: String,
    /// Not after, as `16:00`; empty for its end.
    #[serde(default)]
    pub until: String,
    /// Whether a little later is better than not at all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub soft: bool,
    /// 0 to 9: when not all can be served, higher ones stay.
    #[serde(default, skip_serializing_if = "is_default")]
    pub priority: u8,
    /// Which entrance, such as `2호 현관`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub entrance: String,
    /// Floors to climb, at most 150.
    #[serde(default, skip_serializing_if = "is_default")]
    pub floor: u8,
    /// A word to the rider, shown while the job is open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What, at least one line and at most 40.
    pub lines: Vec<OrderLine>,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderLine {
    /// Stall, by identifier or code.
    pub stall: String,
    /// What, in words or by identifier.
    pub goods: String,
    /// How much, such as `2` or `600 g`.
    #[serde(default)]
    pub quantity: String,
    /// Weight of all of it in grams; 0 when nobody knows.
    #[serde(default, skip_serializing_if = "is_default")]
    pub grams: u32,
    /// Whether it needs a cold box.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cold: bool,
    /// When the stall has it ready, as `14:00`; empty for at once.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ready: String,
    /// Longest time in minutes from the stall to the door; 0 for any.
    #[serde(default, skip_serializing_if = "is_default")]
    pub max_on_board_min: u16,
}

/// An order was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTaken {
    /// Its identifier.
    pub order: String,
    /// What the rider shows at the stalls and at the door, such as `482-915`.
    pub code: String,
    /// The day on which it is brought, as `2026-11-23`.
    pub day: String,
}

/// What differs from the usual in a market now, as a route answer tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionNote {
    /// The way or place, such as `gate:south` or `aisle:a1`.
    pub key: String,
    /// In Korean.
    pub ko: String,
    /// In English.
    pub en: String,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
