//! The survey journal: an append-only log of survey events on one device, and the outbox that brings it to a server.
//!
//! The core does no input or output and knows no clock, no randomness and no network: the caller hands in bytes,
//! milliseconds and random bytes, and writes what the core stages. The order is always *stage, make durable, commit*;
//! only what is committed may be shown as saved.
//!
//! Invariant: the log is the write path; whatever the device knows is the fold of its log.
//! Invariant: `seq` has no gaps, and every event names the hash of the one before it.
//! Invariant: an event leaves the outbox only by a receipt for the very bytes that were sent.
//! Invariant: damage is cut or set aside with a count, never silently.
//! Must not know HTTP, the browser, or what a stall is.

mod backup;
mod batch;
mod clock;
mod crc;
#[cfg(not(target_arch = "wasm32"))]
mod file;
mod frame;
mod journal;
mod outbox;
mod record;
mod storage;
mod undo;

pub use backup::{ImportReport, export_jsonl, read_jsonl};
pub use batch::{Answer, Batch, Failure, Receipt, Refusal};
pub use clock::{Clock, uuid7};
pub use crc::crc32c;
#[cfg(not(target_arch = "wasm32"))]
pub use file::FileStorage;
pub use frame::{FILE_MAGIC, MAX_RECORD_BYTES, Recovery, frame, read_frames};
pub use journal::{CommitError, Journal, NewStep, OpenError, OpenReport, Staged, Step};
pub use outbox::{BATCH_MAX_EVENTS, Counts, Outbox, RETENTION_MS, Settled};
pub use record::{JOURNAL_FORMAT, JOURNAL_VERSION, Record};
pub use storage::{Loaded, MemoryStorage, Storage, StorageError, now_or_never};
pub use undo::inverse;
