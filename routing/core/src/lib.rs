//! The walk and street graph of a market: built from the model, asked for shortest paths and for directions in words.
//!
//! Invariant: petgraph stays inside; no public item shows one of its types.
//! Invariant: cost is whole numbers: millimetres and milliseconds; the same answer on every machine.
//! Invariant: no input or output, no clock; knows no orders, riders or HTTP.

#![expect(
    clippy::result_large_err,
    reason = "a refusal is rare, and is told whole: nobody pays for its size"
)]

mod again;
mod alternatives;
mod build;
pub mod cch;
mod conditions;
mod error;
mod explain;
mod graph;
mod hours;
pub mod josa;
mod label;
mod landmarks;
mod node;
mod plain;
mod profile;
mod round;
mod route;
mod saved;
mod say;
mod search;
#[cfg(test)]
mod search_tests;
mod snap;
pub mod streets;
mod trail;
mod view;
mod weighted;
mod words;

pub use again::NO_WAY;
pub use alternatives::AlternativeRules;
pub use conditions::{Conditions, Narrower, Slower};
pub use error::{GraphError, NoRoute};
pub use graph::{GRAPH_FORMAT, GRAPH_FORMAT_VERSION, Graph, NodeId};
pub use node::PlaceKind;
pub use plain::PlainArcs;
pub use profile::{Moment, Profile};
pub use round::{EXACT_WISHES, Round, Times, best_round, good_round};
pub use route::{Mode, Route, RoutePoint, Step, StepKind};
pub use snap::Snap;
pub use view::View;
