//! How a tablet's events travel: a batch up, a receipt down.

use market_model::{DeviceId, EventHash, EventId, SurveyEvent};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Events of one device, in order of `seq`, at most 500.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventBatch {
    /// The device.
    pub device: DeviceId,
    /// The events.
    pub events: Vec<SurveyEvent>,
}

/// An event that the server stored apart because something is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// The event.
    pub id: EventId,
    /// What is wrong, for the person with the tablet.
    pub reason: String,
}

/// The server's word that a batch is stored. Only this document is proof; any other answer with status 200 is not
/// (a market's Wi-Fi portal answers 200 to everything).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// [`batch_hash`] of the very bytes that arrived.
    pub batch_sha256: String,
    /// Events that are stored now and were not before.
    pub accepted: Vec<EventId>,
    /// Events that were stored already.
    pub duplicate: Vec<EventId>,
    /// Events that are stored in quarantine.
    pub rejected: Vec<Rejected>,
    /// Hash of the device's last stored event.
    pub chain_head: EventHash,
    /// The device's last stored `seq` without a gap before it.
    pub stored_up_to: u32,
}

/// SHA-256 of a request body, in lower-case hexadecimal: what a receipt must name.
#[must_use]
pub fn batch_hash(body: &[u8]) -> String {
    Sha256::digest(body).iter().map(|b| format!("{b:02x}")).collect()
}
