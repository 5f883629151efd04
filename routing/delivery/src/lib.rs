//! Plans a day's deliveries of a market: which rider collects what in which order, and brings it where.
//!
//! Invariant: one door, [`Session`] (and [`plan`], which opens one for a single plan); what is behind it can be replaced.
//! Invariant: knows the graph by its own types only; no input or output, no clock, chance only from a seed handed in.
//! Invariant: an order is served whole or not at all, and never without a reason.

mod answer;
mod anytime;
mod budget;
mod chance;
mod changes;
mod day;
mod events;
mod explain;
mod hub;
mod insert;
mod legs;
mod limits;
mod locked;
pub mod mdrp;
mod orders;
pub mod pdptw;
mod plan;
mod play;
mod polish;
mod prepare;
mod quick;
mod read;
mod reorder;
mod replan;
mod ruin;
mod sane;
mod search;
mod session;
mod slack;
mod sums;
mod tables;
mod task;
mod tour;
mod trip;
mod vehicle;
pub mod vroom;

pub use events::{EVENTS_FORMAT, Event, Events};
pub use orders::{
    Break, Clock, Item, ORDERS_FORMAT, ORDERS_FORMAT_VERSION, Objective, Order, Orders, Picking, Rider,
    Settings, Vehicle,
};
pub use plan::{
    BreakPlan, Change, Costs, Fairness, Home, Late, Leg, Limits, PLAN_FORMAT, PLAN_FORMAT_VERSION, Plan,
    RiderPlan, Stop, StopItem, StopKind, Totals, TripPlan, Unserved, WaveOrder, WavePlan, WaveStop,
};
pub use play::{Day, Part, Played, simulate};
pub use replan::Replanned;
pub use session::Session;

use market_model::Problem;
use market_routing::Graph;

/// The JSON schema of orders.
pub const ORDERS_SCHEMA: &str = include_str!("../schema/orders.json");
/// The JSON schema of events.
pub const EVENTS_SCHEMA: &str = include_str!("../schema/events.json");
/// The JSON schema of plans.
pub const PLAN_SCHEMA: &str = include_str!("../schema/plan.json");

/// Plans the orders: as many as can be served, then by their objective. The same orders and graph give the same plan.
///
/// # Errors
/// Every problem of the orders, each with a path; nothing is planned then.
pub fn plan(graph: &Graph, orders: &Orders) -> Result<Plan, Vec<Problem>> {
    plan_with(graph, orders, Limits::default(), &mut || false)
}

/// As [`plan`], with a limit of steps, a seed, and `stop`, which is asked between steps and ends the search with the best
/// plan so far when it answers `true`.
///
/// # Errors
/// Every problem of the orders, each with a path; nothing is planned then.
pub fn plan_with(
    graph: &Graph,
    orders: &Orders,
    limits: Limits,
    stop: &mut dyn FnMut() -> bool,
) -> Result<Plan, Vec<Problem>> {
    Session::new(graph).plan(orders, limits, stop)
}

/// Plans again after events, as [`Session::replan`] does in a session of its own.
///
/// # Errors
/// Every problem of the events and of the orders after them, each with a path; nothing is planned then.
pub fn replan(
    graph: &Graph,
    orders: &Orders,
    before: &Plan,
    events: &Events,
    limits: Limits,
    stop: &mut dyn FnMut() -> bool,
) -> Result<Replanned, Vec<Problem>> {
    Session::new(graph).replan(orders, before, events, limits, stop)
}
