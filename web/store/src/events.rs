//! The intake of survey events: each stored once, in its device's chain or in quarantine.

use crate::db::{read, write};
use crate::{Store, StoreError};

/// An event as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Identifier, made on the device.
    pub event: String,
    /// Place in the device's log, from 1; 0 when it could not be read.
    pub seq: u32,
    /// Hash of the device's event before it.
    pub prev: String,
    /// Hash of this event.
    pub hash: String,
    /// Its JSON, as it arrived.
    pub raw: String,
    /// Why it goes to quarantine whatever the chain says; `None` when it can be understood.
    pub refused: Option<String>,
}

/// An event that is stored, and whether it was stored before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// Identifier.
    pub event: String,
    /// Whether it was stored already.
    pub duplicate: bool,
}

/// An event that is stored in quarantine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Identifier.
    pub event: String,
    /// Why.
    pub reason: String,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BatchOutcome {
    /// Events in their device's chain.
    pub accepted: Vec<Accepted>,
    /// Events in quarantine.
    pub refused: Vec<Refused>,
    /// Hash of the device's last stored event; `None` when it has none.
    pub chain_head: Option<String>,
    /// The device's last stored number without a gap before it.
    pub stored_up_to: u32,
}

impl BatchOutcome {
    fn add(&mut self, event: &NewEvent, verdict: Verdict) {
        let event = event.event.clone();
        match verdict {
            Verdict::Store => self.accepted.push(Accepted { event, duplicate: false }),
            Verdict::Duplicate => self.accepted.push(Accepted { event, duplicate: true }),
            Verdict::Refuse(reason) | Verdict::StillRefused(reason) => {
                self.refused.push(Refused { event, reason });
            }
        }
    }
}

/// An event in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Identifier.
    pub event: String,
    /// Device.
    pub device: String,
    /// Place in the device's log.
    pub seq: u32,
    /// Its JSON, as it arrived.
    pub raw: String,
    /// Why it is in quarantine, or empty.
    pub reason: String,
    /// When it arrived, in milliseconds since 1970.
    pub received_ms: i64,
}

/// Reason of quarantine: the chain does not lead here.
const BROKEN_CHAIN: &str = "chain: the event before it is another one";
/// Reason of quarantine: another event has this number.
const TAKEN: &str = "seq: another event of this device has this number";
/// Reason of quarantine: the identifier was used for something else.
const REUSED: &str = "id: another event has this identifier";

/// What the first event of a device names as the event before it.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

type EventColumns = (String, String, i64, String, String, i64);

fn stored((event, device, seq, raw, reason, received_ms): EventColumns) -> StoredEvent {
    StoredEvent { event, device, seq: u32::try_from(seq).unwrap_or(0), raw, reason, received_ms }
}

/// What the chain says to an event, from the rows around it.
struct Around {
    /// Identifier and state of rows with the same identifier: (hash, state, reason).
    same_id: Vec<(String, String, String)>,
    /// Hashes at the same number, one before, one after (with their `prev`): (seq, hash, prev).
    near: Vec<(i64, String, String)>,
}

enum Verdict {
    Duplicate,
    StillRefused(String),
    Refuse(String),
    Store,
}

impl Around {
    fn judge(&self, event: &NewEvent) -> Verdict {
        if let Some((_, state, reason)) = self.same_id.iter().find(|(hash, ..)| hash == &event.hash) {
            return if state == "quarantined" {
                Verdict::StillRefused(reason.clone())
            } else {
                Verdict::Duplicate
            };
        }
        if let Some(reason) = &event.refused {
            return Verdict::Refuse(reason.clone());
        }
        if !self.same_id.is_empty() {
            return Verdict::Refuse(REUSED.to_owned());
        }
        let seq = i64::from(event.seq);
        let at = |n: i64| self.near.iter().filter(move |(s, ..)| *s == n);
        if at(seq).next().is_some() {
            return Verdict::Refuse(TAKEN.to_owned());
        }
        let follows = match event.seq {
            0 => false,
            1 => event.prev == GENESIS,
            // Without the event before it there is a gap, which is accepted and stays visible.
            _ => at(seq - 1).next().is_none() || at(seq - 1).any(|(_, hash, _)| *hash == event.prev),
        };
        let followed = at(seq + 1).all(|(_, _, prev)| *prev == event.hash);
        if follows && followed { Verdict::Store } else { Verdict::Refuse(BROKEN_CHAIN.to_owned()) }
    }
}

/// The rows around an event. A macro, because the queries are typed by the engine.
macro_rules! around {
    ($tx:ident, $market:ident, $device:ident, $event:ident) => {{
        let seq = i64::from($event.seq);
        let same_id = sqlx::query_as(
            "select hash, state, reason from events where market = $1 and event = $2 order by n",
        )
        .bind($market)
        .bind(&$event.event)
        .fetch_all(&mut *$tx)
        .await?;
        let near = sqlx::query_as(
            "select seq, hash, prev from events where market = $1 and device = $2 \
             and seq between $3 and $4 and state <> 'quarantined' order by n",
        )
        .bind($market)
        .bind($device)
        .bind(seq - 1)
        .bind(seq + 1)
        .fetch_all(&mut *$tx)
        .await?;
        Around { same_id, near }
    }};
}

/// Inserts an event in a state.
macro_rules! insert {
    ($tx:ident, $market:ident, $device:ident, $event:ident, $now_ms:ident, $state:expr, $reason:expr) => {{
        sqlx::query(
            "insert into events (market, event, device, seq, prev, hash, raw, received_ms, state, reason) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind($market)
        .bind(&$event.event)
        .bind($device)
        .bind(i64::from($event.seq))
        .bind(&$event.prev)
        .bind(&$event.hash)
        .bind(&$event.raw)
        .bind($now_ms)
        .bind($state)
        .bind($reason)
        .execute(&mut *$tx)
        .await?;
    }};
}

/// Moves the device's mark forward over what is stored without a gap, and answers it.
macro_rules! advance {
    ($tx:ident, $market:ident, $device:ident, $now_ms:ident) => {{
        let before: Option<i64> =
            sqlx::query_scalar("select stored_up_to from devices where market = $1 and device = $2")
                .bind($market)
                .bind($device)
                .fetch_optional(&mut *$tx)
                .await?;
        let before = before.unwrap_or(0);
        // Quarantined events count as stored: a device never has to send them again.
        let after: Vec<i64> = sqlx::query_scalar(
            "select distinct seq from events where market = $1 and device = $2 and seq > $3 order by seq",
        )
        .bind($market)
        .bind($device)
        .bind(before)
        .fetch_all(&mut *$tx)
        .await?;
        let stored_up_to =
            after.into_iter().fold(before, |up_to, seq| if seq == up_to + 1 { seq } else { up_to });
        sqlx::query(
            "insert into devices (market, device, stored_up_to, last_seen_ms) values ($1, $2, $3, $4) \
             on conflict (market, device) do update set stored_up_to = $3, last_seen_ms = $4",
        )
        .bind($market)
        .bind($device)
        .bind(stored_up_to)
        .bind($now_ms)
        .execute(&mut *$tx)
        .await?;
        u32::try_from(stored_up_to).unwrap_or(u32::MAX)
    }};
}

impl Store {
    /// Stores a batch of one device in one transaction; the outcome is durable when this returns.
    ///
    /// An event that is there already is a duplicate; one that contradicts the chain goes to quarantine, where it is
    /// stored too. O(n) queries.
    ///
    /// # Errors
    /// [`StoreError::Database`]; nothing of the batch is stored then.
    pub async fn store_batch(
        &self,
        market: &str,
        device: &str,
        events: &[NewEvent],
        now_ms: i64,
    ) -> Result<BatchOutcome, StoreError> {
        write!(self, |tx| {
            let mut outcome = BatchOutcome::default();
            for event in events {
                let verdict = around!(tx, market, device, event).judge(event);
                match &verdict {
                    Verdict::Store => insert!(tx, market, device, event, now_ms, "pending", ""),
                    Verdict::Refuse(why) => {
                        insert!(tx, market, device, event, now_ms, "quarantined", why.as_str());
                    }
                    Verdict::Duplicate | Verdict::StillRefused(_) => {}
                }
                outcome.add(event, verdict);
            }
            outcome.stored_up_to = advance!(tx, market, device, now_ms);
            outcome.chain_head = sqlx::query_scalar(
                "select hash from events where market = $1 and device = $2 and state <> 'quarantined' \
                 order by seq desc limit 1",
            )
            .bind(market)
            .bind(device)
            .fetch_optional(&mut *tx)
            .await?;
            outcome
        })
    }

    /// Events in one state (`pending`, `accepted`, `returned`, `quarantined`), oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn events_in_state(
        &self,
        market: &str,
        state: &str,
        limit: i64,
    ) -> Result<Vec<StoredEvent>, StoreError> {
        let rows: Vec<EventColumns> = read!(self, |pool| sqlx::query_as(
            "select event, device, seq, raw, reason, received_ms from events \
             where market = $1 and state = $2 order by n limit $3",
        )
        .bind(market)
        .bind(state)
        .bind(limit)
        .fetch_all(pool)
        .await)?;
        Ok(rows.into_iter().map(stored).collect())
    }

    /// How many events are in each state, by state.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn event_counts(&self, market: &str) -> Result<Vec<(String, i64)>, StoreError> {
        Ok(read!(self, |pool| sqlx::query_as(
            "select state, count(*) from events where market = $1 group by state order by state",
        )
        .bind(market)
        .fetch_all(pool)
        .await)?)
    }
}
