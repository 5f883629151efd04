//! From what was measured to where it lies: station chains become centre lines, frontages become footprints.
//!
//! Invariant: the same measurements give the same millimetres on every machine (trigonometry through
//! `market_model::math`, rounding at the very end).
//! Invariant: never panics and never loops for ever, whatever was typed in.
//! Must not know: files, tables, events, artefacts.

mod line;

pub use line::{CentreLine, Leg};
