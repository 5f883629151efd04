//! What crosses HTTP and the border between page and viewer: request and response types, the manifest, error codes.
//!
//! Invariant: the only types that cross HTTP; knows no database, no engine, no page.
//! Invariant: every saved or sent document says its version.

mod api;
pub mod bridge;
mod error;
mod live;
mod manifest;
pub mod message;
mod sync;

pub use api::{
    ConditionNote, Decision, MarketSummary, OrderLine, OrderRequest, OrderTaken, ReviewAnswer, ReviewNote,
    ReviewNotes, ReviewRequest,
};
pub use error::{ApiError, ErrorCode};
pub use live::{LIVE_VERSION, LiveFeed, LiveStall, LiveState, Special, read_tag};
pub use manifest::{Counts, FileEntry, MANIFEST_FORMAT, MANIFEST_VERSION, Manifest, ManifestError, role};
pub use sync::{EventBatch, Receipt, Rejected, batch_hash};
