//! The outbox: which events wait, which are on their way, which the server has confirmed, and when to try again.
//!
//! Invariant: nothing is taken out; an event only changes its state, and only by a checked receipt.

use std::collections::{BTreeMap, BTreeSet};

use market_model::{DeviceId, EventId};

use crate::{Batch, Failure, Receipt};

/// Most events in one batch.
pub const BATCH_MAX_EVENTS: usize = 500;

/// How long everything stays on the device after its receipt: 30 days, in milliseconds.
pub const RETENTION_MS: u64 = 30 * 24 * 60 * 60 * 1000;

const BACKOFF_FIRST_MS: u64 = 2_000;
const BACKOFF_MAX_MS: u64 = 300_000;

/// What the server said of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// It is stored.
    Accepted,
    /// It is stored apart; the reason is for the person.
    Rejected(String),
}

/// How many events are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Waiting to be sent.
    pub pending: usize,
    /// On their way.
    pub sent: usize,
    /// Confirmed by a receipt.
    pub acknowledged: usize,
    /// Confirmed, and set aside by the server.
    pub rejected: usize,
}

/// State of the outbox; lives in a [`crate::Journal`].
#[derive(Debug, Clone, Default)]
pub struct Outbox {
    settled: BTreeMap<EventId, Settled>,
    in_flight: BTreeSet<EventId>,
    failures: u32,
    wait_until_tick_ms: u64,
    last_failure: Option<Failure>,
    last_receipt: Option<(u64, Receipt)>,
    shrink: u32,
    rewound: BTreeSet<DeviceId>,
}

impl Outbox {
    /// What the server said of this event; `None` while it waits.
    #[must_use]
    pub fn settled(&self, id: &EventId) -> Option<&Settled> {
        self.settled.get(id)
    }

    /// Why the last sending did not count; `None` after one that did.
    #[must_use]
    pub const fn last_failure(&self) -> Option<&Failure> {
        self.last_failure.as_ref()
    }

    /// The last checked receipt and when it was checked, in milliseconds since 1970.
    #[must_use]
    pub fn last_receipt(&self) -> Option<(u64, &Receipt)> {
        self.last_receipt.as_ref().map(|(at_ms, receipt)| (*at_ms, receipt))
    }

    /// When the next sending may start, on the clock that never jumps.
    #[must_use]
    pub const fn wait_until_tick_ms(&self) -> u64 {
        self.wait_until_tick_ms
    }

    /// Forgets the waiting time: a person pressed "send".
    pub const fn hurry(&mut self) {
        self.wait_until_tick_ms = 0;
    }

    /// Whether a sending is on its way.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        !self.in_flight.is_empty()
    }

    pub(crate) fn is_sent(&self, id: &EventId) -> bool {
        self.in_flight.contains(id)
    }

    pub(crate) fn may_send(&self, tick_ms: u64) -> bool {
        !self.is_busy() && tick_ms >= self.wait_until_tick_ms
    }

    /// Most events in the next batch: halved after every "too large", never none.
    pub(crate) fn batch_limit(&self) -> usize {
        (BATCH_MAX_EVENTS >> self.shrink.min(16)).max(1)
    }

    pub(crate) fn depart(&mut self, ids: impl Iterator<Item = EventId>) {
        self.in_flight = ids.collect();
    }

    /// A sending that does not count: everything waits again, longer after each failure. `jitter` spreads the
    /// tablets of one market: 0 is half the time, 65,535 all of it.
    pub(crate) fn failed(&mut self, failure: Failure, tick_ms: u64, jitter: u16) {
        self.in_flight.clear();
        if failure == Failure::TooLarge {
            self.shrink += 1;
        }
        let full = (BACKOFF_FIRST_MS << self.failures.min(10)).min(BACKOFF_MAX_MS);
        self.failures = self.failures.saturating_add(1);
        self.wait_until_tick_ms = tick_ms + full / 2 + (full / 2) * u64::from(jitter) / u64::from(u16::MAX);
        self.last_failure = Some(failure);
    }

    pub(crate) fn settle(&mut self, at_ms: u64, receipt: Receipt) {
        self.in_flight.clear();
        (self.failures, self.wait_until_tick_ms, self.last_failure) = (0, 0, None);
        for id in receipt.accepted.iter().chain(&receipt.duplicate) {
            self.settled.insert(id.clone(), Settled::Accepted);
        }
        for refusal in &receipt.rejected {
            self.settled.insert(refusal.id.clone(), Settled::Rejected(refusal.reason.clone()));
        }
        self.last_receipt = Some((at_ms, receipt));
    }

    pub(crate) fn unsettle(&mut self, id: &EventId) {
        self.settled.remove(id);
    }

    /// Whether a receipt shows that the server lost what it had confirmed: there is a gap before this batch, although
    /// the first event in the gap (`in_gap`) had been accepted.
    ///
    /// Said once for each device in the life of a page: a server that counts differently must not make the tablet
    /// send for ever.
    pub(crate) fn shows_loss(&mut self, batch: &Batch, in_gap: Option<&EventId>) -> bool {
        let accepted = in_gap.is_some_and(|id| self.settled.get(id) == Some(&Settled::Accepted));
        accepted && self.rewound.insert(batch.device().clone())
    }
}
