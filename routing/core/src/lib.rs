//! The walk and street graph of a market: built from the model, asked for shortest paths and for directions in words.
//!
//! Invariant: petgraph stays inside; no public item shows one of its types.
//! Invariant: cost is whole numbers: millimetres and milliseconds; the same answer on every machine.
//! Invariant: no input or output, no clock; knows no orders, riders or HTTP.

mod error;
mod graph;
mod profile;
mod route;
pub mod streets;

pub use error::{GraphError, NoRoute};
pub use graph::{GRAPH_FORMAT, GRAPH_FORMAT_VERSION, Graph, NodeId};
pub use profile::{Moment, Profile};
pub use route::{Mode, Route, RoutePoint, Step, StepKind};
