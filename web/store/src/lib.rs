//! Everything that must outlast the process: survey events, reviews, published revisions, orders, plans, rider links
//! and desk sessions; in SQLite by default, in PostgreSQL by a `postgres://` address.
//!
//! Invariant: an answer comes after the commit, and a commit is on the disk (`synchronous=FULL`, one writer).
//! Invariant: events are append-only; nothing here deletes one or changes its text.
//! Invariant: knows no HTTP and no `market_wire`; secrets come in hashed, addresses live here alone.

mod conditions;
mod db;
mod error;
mod events;
mod orders;
mod plans;
mod review;
mod revisions;
mod sessions;
mod today;

pub use db::Store;
pub use error::StoreError;
pub use events::{Accepted, BatchOutcome, NewEvent, Refused, StoredEvent};
pub use orders::OrderRow;
pub use plans::{NewPlan, NewRider, PlanRow, RiderRow, Said};
pub use review::{Decision, ReviewedEvent};
pub use revisions::{BuildRow, NewRevision, RevisionRow};
pub use today::{NewToday, TodayRow};
