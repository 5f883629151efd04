//! What is to be planned: orders, riders, settings; and the JSON in which they are written.

use std::fmt;

use market_model::Date;
use market_routing::Conditions;
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
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Orders {
    /// [`ORDERS_FORMAT`].
    pub format: String,
    /// [`ORDERS_FORMAT_VERSION`].
    pub version: u32,
    /// Identifier of the market; must be the graph's when it is given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub market: String,
    /// The day, by which gates and lifts open and close; all are open when it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// What is sought when all orders that can be served are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub objective: Objective,
    /// The orders.
    pub orders: Vec<Order>,
    /// The riders.
    pub riders: Vec<Rider>,
    /// Times that are the same for all.
    #[serde(default)]
    pub settings: Settings,
    /// What is closed, slower or narrower today: a crowd by the hour, stands in an aisle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Conditions>,
}

/// What is sought once as many orders as possible are served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Objective {
    /// The least time from setting out to the last door, over all trips.
    #[default]
    LeastTime,
    /// Few riders first, then the least time.
    FewestRiders,
}

/// Who collects an order's goods at the stalls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Picking {
    /// The rider who delivers it.
    #[default]
    Rider,
    /// Pickers of the market, who bring it to the hub and repack it there.
    Hub,
    /// Whichever makes the better plan.
    Either,
}

/// How a rider travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vehicle {
    /// A motorcycle.
    #[default]
    Motorcycle,
    /// A cargo bicycle.
    Bicycle,
    /// A hand cart: pushed through the aisles and along streets.
    Cart,
    /// On foot with a bag.
    Foot,
    /// A small van.
    Van,
}

/// Goods from one or more stalls to one address, all or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    /// Floors to climb; each costs the settings' `floor_s`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub floor: u64,
    /// Longest time in minutes from any of its stalls to the door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_on_board_min: Option<u64>,
    /// Won for a minute after the promise, which is then soft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_won_per_min: Option<u64>,
    /// The latest that a soft promise allows; the shift's end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_hard: Option<Clock>,
    /// 0 to 9: when not all can be served, higher ones stay.
    #[serde(default, skip_serializing_if = "is_default")]
    pub priority: u64,
    /// May be brought the next day: the first to be left over when the day is full.
    #[serde(default, skip_serializing_if = "is_default")]
    pub next_day: bool,
    /// What a rider must have or be able to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// Who collects it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub picking: Picking,
    /// Whether the customer was told: once its trip has begun, its door keeps its place among the doors.
    #[serde(default, skip_serializing_if = "is_default")]
    pub promised: bool,
    /// What the customer pays for the delivery, in won.
    #[serde(default, skip_serializing_if = "is_default")]
    pub fee_won: u64,
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
    /// Room for all of it in millilitres.
    #[serde(default, skip_serializing_if = "is_default")]
    pub millilitres: u64,
    /// Boxes that all of it fills.
    #[serde(default, skip_serializing_if = "is_default")]
    pub boxes: u64,
    /// When the stall has it ready; at once when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready: Option<Clock>,
    /// Seconds of work at the stall for it, beyond the settings'.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handle_s: u64,
    /// Whether it needs a rider with the skill `cold`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cold: bool,
    /// Longest time in minutes from the stall to the door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_on_board_min: Option<u64>,
}

/// A rider and a vehicle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rider {
    /// Identifier, unique in the file.
    pub id: String,
    /// Where the shift begins: a hub, a gate, an address, a junction.
    pub start: String,
    /// What the box holds, in grams.
    pub capacity_grams: u64,
    /// From when to when; the last delivery, and the way to `end`, are within it.
    pub shift: [Clock; 2],
    /// At most so many orders in the box at once.
    #[serde(default = "eight")]
    pub max_orders: u64,
    /// How the rider travels.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vehicle: Vehicle,
    /// What the box holds, in millilitres; any number when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity_millilitres: Option<u64>,
    /// What the box holds, in boxes; any number when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity_boxes: Option<u64>,
    /// What the rider has or is able to, such as `cold`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// An address or junction where the shift ends; the last door when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// Times off, each begun with an empty box.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<Break>,
    /// Minutes of work in a day at most: trips and the way to `end`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_work_min: Option<u64>,
    /// Minutes of work at most without a pause of `rest_min` minutes between two trips.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_stretch_min: Option<u64>,
    /// Minutes without a trip that are a pause.
    #[serde(default = "thirty", skip_serializing_if = "is_thirty")]
    pub rest_min: u64,
    /// Per cent of the usual time that this rider is given for every way; 100 to 300.
    #[serde(default = "hundred", skip_serializing_if = "is_hundred")]
    pub pace_percent: u64,
    /// Wage for an hour of work, for the cost of an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wage_won_per_h: Option<u64>,
}

/// A time off, with nothing in the box.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Break {
    /// It begins not before, not after.
    pub window: [Clock; 2],
    /// How long it is, in minutes.
    pub minutes: u64,
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
    /// Gates that are closed out of their hours: nobody parks at them or passes them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed_gates: Vec<String>,
    /// Seconds for each floor of an order, up and down again.
    #[serde(skip_serializing_if = "is_default")]
    pub floor_s: u64,
    /// Least seconds at any stop, so that nobody has to hurry.
    #[serde(skip_serializing_if = "is_default")]
    pub min_stop_s: u64,
    /// Where market pickers bring their goods: a hub, a gate, a stall.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub: Option<String>,
    /// Market pickers at work.
    #[serde(skip_serializing_if = "is_default")]
    pub pickers: u64,
    /// Orders that a picker collects in one wave.
    pub wave_orders: u64,
    /// Pickers set out every so many minutes.
    pub wave_min: u64,
    /// When the first wave sets out.
    pub wave_from: Clock,
    /// Seconds to repack an order at the hub.
    pub repack_s: u64,
    /// How much uneven work between riders costs, in per cent of work; 0 to 1000.
    #[serde(skip_serializing_if = "is_default")]
    pub fairness_weight: u64,
    /// What an hour of a rider is worth, by which lateness in won is weighed against time.
    pub won_per_h: u64,
    /// What giving an order to another rider than before costs in a re-plan, in won.
    pub change_won: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            parking_s: 60,
            stall_s: 45,
            order_s: 15,
            packing_s: 60,
            door_s: 120,
            gates: Vec::new(),
            closed_gates: Vec::new(),
            floor_s: 0,
            min_stop_s: 0,
            hub: None,
            pickers: 0,
            wave_orders: 8,
            wave_min: 20,
            wave_from: Clock(9 * 3_600_000),
            repack_s: 60,
            fairness_weight: 0,
            won_per_h: 15_000,
            change_won: 500,
        }
    }
}

impl Default for Item {
    fn default() -> Self {
        Self {
            stall: String::new(),
            good: String::new(),
            count: one(),
            grams: 0,
            millilitres: 0,
            boxes: 0,
            ready: None,
            handle_s: 0,
            cold: false,
            max_on_board_min: None,
        }
    }
}

impl Default for Rider {
    fn default() -> Self {
        Self {
            id: String::new(),
            start: String::new(),
            capacity_grams: 0,
            shift: [Clock(0); 2],
            max_orders: eight(),
            vehicle: Vehicle::default(),
            capacity_millilitres: None,
            capacity_boxes: None,
            skills: Vec::new(),
            end: None,
            breaks: Vec::new(),
            longest_work_min: None,
            longest_stretch_min: None,
            rest_min: thirty(),
            pace_percent: hundred(),
            wage_won_per_h: None,
        }
    }
}

fn one() -> u64 {
    1
}

fn eight() -> u64 {
    8
}

fn thirty() -> u64 {
    30
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_thirty(minutes: &u64) -> bool {
    *minutes == 30
}

fn hundred() -> u64 {
    100
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_hundred(percent: &u64) -> bool {
    *percent == 100
}

/// Whether a field says what its absence says.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
