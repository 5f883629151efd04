//! What is to be planned: orders, riders, settings; and the JSON in which they are written.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of the format.
pub const ORDERS_FORMAT: &str = "jangteo.orders";
/// The version that this code reads.
pub const ORDERS_FORMAT_VERSION: u32 = 1;

/// A time of day in milliseconds after midnight, written `14:30` or `14:30:15`; up to `30:00`, past midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Clock(pub u64);

impl Clock {
    /// Reads `14:30` or `14:30:15`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split(':').map(|p| {
            let digits = (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| p.parse::<u64>().ok()).flatten()
        });
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().map_or(Some(0), |s| s)?;
        let fits = hour <= 30 && minute < 60 && second < 60 && parts.next().is_none();
        fits.then_some(Self(((hour * 60 + minute) * 60 + second) * 1000))
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 / 1000;
        let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if s == 0 { write!(f, "{h:02}:{m:02}") } else { write!(f, "{h:02}:{m:02}:{s:02}") }
    }
}

impl TryFrom<String> for Clock {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("\"{text}\" is not a time of day such as 14:30"))
    }
}

impl From<Clock> for String {
    fn from(clock: Clock) -> Self {
        clock.to_string()
    }
}

/// A day's orders and riders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orders {
    /// [`ORDERS_FORMAT`].
    pub format: String,
    /// [`ORDERS_FORMAT_VERSION`].
    pub version: u32,
    /// Identifier of the market; must be the graph's when it is given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub market: String,
    /// The orders.
    pub orders: Vec<Order>,
    /// The riders.
    pub riders: Vec<Rider>,
    /// Times that are the same for all.
    #[serde(default)]
    pub settings: Settings,
}

/// Goods from one or more stalls to one address, all or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Identifier, unique in the file.
    pub id: String,
    /// What is ordered; at least one item.
    pub items: Vec<Item>,
    /// The address: `ad001` or `address:ad001`.
    pub address: String,
    /// The promise: not before, not after.
    pub window: [Clock; 2],
    /// Seconds at the door; the settings' when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_s: Option<u64>,
}

/// One good of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The stall: its code or identifier.
    pub stall: String,
    /// What it is, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub good: String,
    /// How many.
    #[serde(default = "one")]
    pub count: u64,
    /// Weight of all of it in grams.
    #[serde(default)]
    pub grams: u64,
    /// When the stall has it ready; at once when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready: Option<Clock>,
}

/// A rider with a motorcycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rider {
    /// Identifier, unique in the file.
    pub id: String,
    /// Where the shift begins: a hub, a gate, an address, a junction.
    pub start: String,
    /// What the box holds, in grams.
    pub capacity_grams: u64,
    /// From when to when; the last delivery ends within it.
    pub shift: [Clock; 2],
    /// At most so many orders in the box at once.
    #[serde(default = "eight")]
    pub max_orders: u64,
}

/// Times that are the same for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Seconds to park, take the bag and set out on foot.
    pub parking_s: u64,
    /// Seconds at a stall, however many orders it serves.
    pub stall_s: u64,
    /// Seconds more for each order that a stall hands over.
    pub order_s: u64,
    /// Seconds to pack the box at the motorcycle.
    pub packing_s: u64,
    /// Seconds at a door.
    pub door_s: u64,
    /// Gates at which riders may park; all that reach a street when empty.
    pub gates: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { parking_s: 60, stall_s: 45, order_s: 15, packing_s: 60, door_s: 120, gates: Vec::new() }
    }
}

fn one() -> u64 {
    1
}

fn eight() -> u64 {
    8
}
