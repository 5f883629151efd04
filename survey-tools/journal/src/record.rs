//! What a journal's records say. Each is one JSON document, written once and never changed.

use market_model::{DeviceId, MarketId, SurveyEvent};
use serde::{Deserialize, Serialize};

use crate::Receipt;

/// Name of the format in a journal's first record.
pub const JOURNAL_FORMAT: &str = "jangteo-journal";

/// Version of the records that this code writes; every earlier one is read for ever.
pub const JOURNAL_VERSION: u16 = 1;

/// One record of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// The first record: whose journal this is.
    Begin {
        /// Always [`JOURNAL_FORMAT`].
        format: String,
        /// [`JOURNAL_VERSION`] of the writer.
        version: u16,
        /// The device whose log this is; one for each market that a tablet works in.
        device: DeviceId,
        /// The market.
        market: MarketId,
        /// When, by the device's clock.
        at_ms: u64,
    },
    /// Something a person did: its events are all there or none.
    Step {
        /// What was done, as a short code for the list of steps.
        label: String,
        /// Number of the step that this one takes back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        undoes: Option<u32>,
        /// The events, in order of `seq`.
        events: Vec<SurveyEvent>,
    },
    /// Events of other devices' logs, brought here by a backup file.
    Carried {
        /// When they were brought, by this device's clock.
        at_ms: u64,
        /// The events.
        events: Vec<SurveyEvent>,
    },
    /// A receipt that was checked against the bytes that had been sent.
    Receipt {
        /// When it was checked, by the device's clock.
        at_ms: u64,
        /// Whose events.
        device: DeviceId,
        /// The receipt.
        receipt: Receipt,
    },
    /// The server showed that it no longer has what it once confirmed (it was restored from a backup);
    /// everything after `after` waits to be sent again.
    Rewind {
        /// Whose events.
        device: DeviceId,
        /// The last `seq` that the server still has.
        after: u32,
    },
}

impl Record {
    /// The record as JSON bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}
