//! From a survey to a market and its artefacts, and back to both doors of the survey.
//!
//! The two doors, a folder of tables and an event log, are equal: both fill the same `Survey`, and a `Survey`
//! is written back to either without loss.
//!
//! Invariant: the same survey gives the same bytes on every machine.
//! Invariant: bad input never panics; every problem is told at once.
//! Invariant: a manifest never lists a file that is not there.
//! Must not know: HTTP, databases, the engine.

mod artefacts;
mod input;
mod model;
mod output;

pub use artefacts::{Artefacts, BuildReport, ConvertError, build_artefacts, build_artefacts_with};
pub use input::{apply_events, parse_events, read_dir, read_events, write_csv, write_events};
pub use model::build_model;
pub use output::write_out;
