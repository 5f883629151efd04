//! From what was measured to where it lies: station chains become centre lines, frontages become footprints.
//!
//! Invariant: the same measurements give the same millimetres on every machine (trigonometry through
//! `market_model::math`, rounding at the very end).
//! Invariant: never panics and never loops for ever, whatever was typed in.
//! Invariant: a stall's front is a straight line of exactly the width that was measured.
//! Must not know: files, tables, events, artefacts.
//!
//! Weighted least squares over repeated measurements will take its place between the measurements and
//! [`CentreLine`]; until then the chain is taken as it was read, and [`closure`] says by how much it fails to close.

mod clip;
mod closure;
mod line;
mod overlap;
mod row;
mod side_path;
mod vector;

pub use closure::{Misfit, closure, end_closure};
pub use line::{CentreLine, Leg};
pub use overlap::overlaps;
pub use row::{Frontage, Placed, place_row};
