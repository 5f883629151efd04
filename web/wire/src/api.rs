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
    /// Not before, as `14:00`; empty for the opening of the market.
    #[serde(default)]
    pub from: String,
    /// Not after, as `16:00`; empty for its end.
    #[serde(default)]
    pub until: String,
    /// What, at least one line and at most 40.
    pub lines: Vec<OrderLine>,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderLine {
    /// Stall, by identifier or code.
    pub stall: String,
    /// What, in words or by identifier.
    pub goods: String,
    /// How much, such as `2` or `600 g`.
    #[serde(default)]
    pub quantity: String,
}

/// An order was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTaken {
    /// Its identifier.
    pub order: String,
}
