//! Slow, obviously right answers: shortest paths on plain edge lists, and checkers of delivery plans and of played days.
//!
//! Invariant: depends on nothing, so that it shares no code, and no mistake, with what it checks.

pub mod mdrp;
pub mod paths;
pub mod pdptw;
pub mod plan;
pub mod round;
pub mod vroom;
