//! Pickup and delivery with time windows: the planner's core, knowing numbers only.
//!
//! A first solution is made greedily, vehicles are taken away by absences and ejections in turn, routes are shortened by
//! ruin and recreate, and a single vehicle's tour is proved. Invariants: whole numbers, no clock but the caller's, the same answer for
//! the same seed and number of steps, no answer worse than what it began with.

mod absences;
mod anneal;
mod bound;
pub(crate) mod budget;
mod eject;
mod fleet;
mod ground;
mod insert;
mod memo;
mod near;
mod partition;
mod perturb;
mod pool;
mod price;
mod problem;
mod recreate;
pub(crate) mod rng;
mod route;
pub mod sets;
mod single;
mod solution;
mod solve;
mod strings;
mod walks;

pub use budget::Budget;
pub use problem::{MAX_PLACES, Matrix, Problem, Profile, Request, VehicleType, Visit};
pub use solve::{Objective, Options, Plan, RouteOf, StopOf, improve_plan, solve};
