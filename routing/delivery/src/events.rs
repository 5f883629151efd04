//! What happens during a day, and what it does to the orders: format `jangteo.events`.
//!
//! Invariant: events with a problem change nothing; all problems are told, each with its path.

use market_model::{Problem, Text};
use market_routing::Conditions;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::orders::{Clock, Order, Orders};

/// The name of the format.
pub const EVENTS_FORMAT: &str = "jangteo.events";
/// More events are not taken at once.
const MAX_EVENTS: usize = 10_000;

/// What happened until a moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Events {
    /// [`EVENTS_FORMAT`].
    pub format: String,
    /// 1.
    pub version: u32,
    /// The moment at which the plan is made again: trips that have begun by then stay.
    pub now: Clock,
    /// What happened.
    pub events: Vec<Event>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Event {
    /// An order came in.
    NewOrder {
        /// The order.
        order: Box<Order>,
    },
    /// An order is not wanted any more.
    Cancelled {
        /// The order.
        order: String,
    },
    /// A stall has not what an order wants: the order goes out without it, or not at all when nothing is left.
    SoldOut {
        /// The order.
        order: String,
        /// The stall.
        stall: String,
    },
    /// A stall needs longer.
    LateStall {
        /// The stall.
        stall: String,
        /// When it has everything ready that was not collected yet.
        ready: Clock,
    },
    /// A rider stops for the day, at once.
    RiderStops {
        /// The rider.
        rider: String,
    },
    /// What is closed, slower or narrower from now on, instead of what was before; gates closed by events stay closed.
    Conditions {
        /// As in the orders.
        conditions: Box<Conditions>,
    },
    /// A gate is closed for the rest of the day.
    ClosedGate {
        /// The gate.
        gate: String,
    },
    /// A rider is late.
    Delay {
        /// The rider.
        rider: String,
        /// By so many minutes.
        minutes: u64,
    },
}

impl Events {
    /// Reads the JSON that `routing/README.md` describes.
    ///
    /// # Errors
    /// Every problem of form, each with its path, such as `events[2].order`.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Vec<Problem>> {
        let root: Value = serde_json::from_slice(bytes)
            .map_err(|e| vec![problem("not-json", "file", e.to_string(), "JSON", "JSON")])?;
        let mut problems = Vec::new();
        if root.get("format").and_then(Value::as_str) != Some(EVENTS_FORMAT)
            || root.get("version") != Some(&Value::from(1))
        {
            problems.push(problem("format", "format", "", EVENTS_FORMAT, EVENTS_FORMAT));
        }
        let now = root.get("now").and_then(Value::as_str).and_then(Clock::parse);
        if now.is_none() {
            problems.push(problem("clock", "now", "", "14:30 같은 시각", "a time of day such as 14:30"));
        }
        let list = root.get("events").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        if list.len() > MAX_EVENTS || root.get("events").is_none_or(|e| !e.is_array()) {
            let (ko, en) = (format!("{MAX_EVENTS}개 이하의 목록"), format!("a list of at most {MAX_EVENTS}"));
            problems.push(problem("too-many", "events", list.len().to_string(), &ko, &en));
        }
        let mut events = Vec::new();
        for (i, value) in list.iter().take(MAX_EVENTS).enumerate() {
            match event(value, &format!("events[{i}]")) {
                Ok(event) => events.push(event),
                Err(found) => problems.extend(found),
            }
        }
        match now {
            Some(now) if problems.is_empty() => {
                Ok(Self { format: EVENTS_FORMAT.to_owned(), version: 1, now, events })
            }
            _ => Err(problems),
        }
    }
}

fn event(value: &Value, path: &str) -> Result<Event, Vec<Problem>> {
    if value.get("kind").and_then(Value::as_str) == Some("new-order")
        && let Some(order) = value.get("order")
    {
        let order = crate::read::order(order, &format!("{path}.order"))?;
        return Ok(Event::NewOrder { order: Box::new(order) });
    }
    serde_json::from_value(value.clone())
        .map_err(|e| vec![problem("event", path, e.to_string(), "사건", "an event")])
}

fn problem(code: &str, path: &str, found: impl Into<String>, ko: &str, en: &str) -> Problem {
    Problem::error(code, path, found.into(), Text::new(ko, en))
}

/// Every event that names an order or a rider that there is not, or an order twice.
pub(crate) fn problems(orders: &Orders, events: &[Event]) -> Vec<Problem> {
    let mut known: Vec<&str> = orders.orders.iter().map(|o| o.id.as_str()).collect();
    let mut found = Vec::new();
    for (i, event) in events.iter().enumerate() {
        let path = |field: &str| format!("events[{i}].{field}");
        match event {
            Event::NewOrder { order } => {
                if known.contains(&order.id.as_str()) {
                    let (ko, en) = ("한 번만 쓰는 번호", "an identifier used once");
                    found.push(problem("duplicate-id", &path("order.id"), order.id.clone(), ko, en));
                }
                known.push(&order.id);
            }
            Event::Cancelled { order } | Event::SoldOut { order, .. } => {
                if !known.contains(&order.as_str()) {
                    let (ko, en) = ("있는 주문", "an order of the plan");
                    found.push(problem("unknown-order", &path("order"), order.clone(), ko, en));
                }
            }
            Event::RiderStops { rider } | Event::Delay { rider, .. } => {
                if orders.riders.iter().all(|r| r.id != *rider) {
                    let (ko, en) = ("있는 라이더", "a rider of the plan");
                    found.push(problem("unknown-rider", &path("rider"), rider.clone(), ko, en));
                }
            }
            Event::LateStall { .. } | Event::ClosedGate { .. } | Event::Conditions { .. } => {}
        }
        if let Event::Delay { minutes, .. } = event
            && *minutes > 600
        {
            found.push(problem("number", &path("minutes"), minutes.to_string(), "0~600", "0 to 600"));
        }
    }
    found
}
