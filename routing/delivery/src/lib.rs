//! Plans a day's deliveries of a market: which rider collects what in which order, and brings it where.
//!
//! Invariant: one door, [`plan`]; what is behind it can be replaced.
//! Invariant: knows the graph by its own types only; no input or output, no clock, no randomness.
//! Invariant: an order is served whole or not at all, and never without a reason.

mod answer;
mod explain;
mod orders;
pub mod pdptw;
mod plan;
mod read;
mod schedule;
mod search;
mod task;
mod tour;

pub use orders::{Clock, Item, ORDERS_FORMAT, ORDERS_FORMAT_VERSION, Order, Orders, Rider, Settings};
pub use plan::{
    Leg, PLAN_FORMAT, PLAN_FORMAT_VERSION, Plan, RiderPlan, Stop, StopItem, StopKind, Totals, TripPlan,
    Unserved,
};

use market_model::Problem;
use market_routing::Graph;

/// Plans the orders: as many as can be served, then in the least time. The same orders and graph give the same plan.
///
/// # Errors
/// Every problem of the orders, each with a path; nothing is planned then.
pub fn plan(graph: &Graph, orders: &Orders) -> Result<Plan, Vec<Problem>> {
    let task = task::prepare(graph, orders)?;
    let tours = tour::Tours::default();
    let solution = search::solve(&task, &tours);
    Ok(answer::write(graph, orders, &task, &tours, &solution))
}
