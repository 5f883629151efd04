//! One sending: the bytes of a batch, and the judgement of what came back.
//!
//! Invariant: only a receipt that names the hash of these bytes and every one of their events counts.
//! The document's shape is that of `market_wire::sync`; a test of the tablet compares the two.

use std::collections::BTreeSet;

use market_model::{DeviceId, EventHash, EventId, SurveyEvent};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// An event that the server set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The event.
    pub id: EventId,
    /// Why, for the person with the tablet.
    pub reason: String,
}

/// The server's word that a batch is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// SHA-256 of the bytes that arrived, in lower-case hexadecimal.
    pub batch_sha256: String,
    /// Stored now.
    pub accepted: Vec<EventId>,
    /// Stored before.
    pub duplicate: Vec<EventId>,
    /// Stored apart, with reasons.
    pub rejected: Vec<Refusal>,
    /// Hash of the device's last stored event.
    pub chain_head: EventHash,
    /// The device's last stored `seq` without a gap before it.
    pub stored_up_to: u32,
}

/// What came back from a sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer<'a> {
    /// Nothing: no network, or the deadline passed.
    None,
    /// An HTTP answer, from whomever.
    Http {
        /// Its status.
        status: u16,
        /// Its body.
        body: &'a [u8],
    },
}

/// Why a sending does not count. The events stay, and are sent again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// No answer.
    #[error("no answer")]
    NoAnswer,
    /// The server said no with this status.
    #[error("status {0}")]
    Status(u16),
    /// The batch was too large; the next one is smaller.
    #[error("too large")]
    TooLarge,
    /// Status 200, but not a receipt: a Wi-Fi portal, most likely.
    #[error("not a receipt")]
    NotAReceipt,
    /// A receipt for other bytes.
    #[error("receipt of another batch")]
    OtherBatch,
    /// A receipt that is silent about some of the events.
    #[error("receipt without {0} of the events")]
    Incomplete(usize),
    /// A receipt that names events which were not sent.
    #[error("receipt with {0} events that were not sent")]
    Foreign(usize),
}

/// A batch on its way: exactly these bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    device: DeviceId,
    ids: BTreeSet<EventId>,
    first_seq: u32,
    bytes: Vec<u8>,
    sha256: String,
}

#[derive(Serialize)]
struct Body<'a> {
    device: &'a DeviceId,
    events: &'a [&'a SurveyEvent],
}

impl Batch {
    /// The batch of these events of one device, which must be in order of `seq`.
    #[must_use]
    pub fn of(device: &DeviceId, events: &[&SurveyEvent]) -> Self {
        let bytes = serde_json::to_vec(&Body { device, events }).unwrap_or_default();
        let sha256 = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        Self {
            device: device.clone(),
            ids: events.iter().map(|e| e.id.clone()).collect(),
            first_seq: events.first().map_or(0, |e| e.seq),
            bytes,
            sha256,
        }
    }

    /// Whose events.
    #[must_use]
    pub const fn device(&self) -> &DeviceId {
        &self.device
    }

    /// The body to post.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Number of events.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// `seq` of the first event.
    #[must_use]
    pub const fn first_seq(&self) -> u32 {
        self.first_seq
    }

    /// Judges what came back.
    ///
    /// # Errors
    /// [`Failure`] for everything that is not a whole receipt for exactly these bytes.
    pub fn judge(&self, answer: Answer<'_>) -> Result<Receipt, Failure> {
        let body = match answer {
            Answer::None => return Err(Failure::NoAnswer),
            Answer::Http { status: 413, .. } => return Err(Failure::TooLarge),
            Answer::Http { status: 200..=299, body } => body,
            Answer::Http { status, .. } => return Err(Failure::Status(status)),
        };
        let receipt: Receipt = serde_json::from_slice(body).map_err(|_| Failure::NotAReceipt)?;
        if receipt.batch_sha256 != self.sha256 {
            return Err(Failure::OtherBatch);
        }
        let named: BTreeSet<&EventId> = receipt
            .accepted
            .iter()
            .chain(&receipt.duplicate)
            .chain(receipt.rejected.iter().map(|r| &r.id))
            .collect();
        let foreign = named.iter().filter(|id| !self.ids.contains(**id)).count();
        let missing = self.ids.iter().filter(|id| !named.contains(id)).count();
        match (foreign, missing) {
            (0, 0) => Ok(receipt),
            (0, missing) => Err(Failure::Incomplete(missing)),
            (foreign, _) => Err(Failure::Foreign(foreign)),
        }
    }
}
