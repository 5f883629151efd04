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
mod decode;
mod events;
mod export;
mod input;
mod model;
mod output;
mod plan;
mod publish;
mod source_column;
mod streets;
mod suggest;
mod table;

pub use artefacts::{Artefacts, BuildReport, ConvertError, build_artefacts, build_artefacts_with};
pub use events::{EVENTS_FILE, apply_events, parse_events, read_events, write_events};
pub use export::{table_csv, write_csv};
pub use input::read_dir;
pub use model::build_model;
pub use output::{Disk, MANIFEST_FILE, RealDisk, write_out, write_out_on};
pub use publish::{Withheld, publishable};
pub use streets::{StreetFormat, import_streets, metres_text};

use market_model::Market;

/// The plan as a drawing alone: for previews before anything else is built. O(n log n).
#[must_use]
pub fn plan_svg(market: &Market) -> String {
    plan::svg(market)
}
