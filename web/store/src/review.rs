//! The review of what came in: accepted events become part of the next revision, returned ones go back with a note.

use crate::db::{read, write};
use crate::{Store, StoreError};

/// What the desk decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It becomes part of the market.
    Accept,
    /// It goes back to whoever sent it.
    Return,
}

impl Decision {
    const fn state(self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Return => "returned",
        }
    }
}

/// An event that was reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewedEvent {
    /// Identifier.
    pub event: String,
    /// `accepted` or `returned`.
    pub decision: String,
    /// What the desk wrote; may be empty.
    pub note: String,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

impl Store {
    /// Decides on pending events; those that are not pending any more are left as they are. Answers how many changed.
    ///
    /// # Errors
    /// [`StoreError::Database`]; nothing was decided then.
    pub async fn decide(
        &self,
        market: &str,
        events: &[String],
        decision: Decision,
        note: &str,
        now_ms: i64,
    ) -> Result<usize, StoreError> {
        write!(self, |tx| {
            let mut changed = 0;
            // One review a device, so that each device reads its own notes.
            let mut reviews: Vec<(String, i64)> = Vec::new();
            for event in events {
                let row: Option<(i64, String)> = sqlx::query_as(
                    "select n, device from events where market = $1 and event = $2 and state = 'pending'",
                )
                .bind(market)
                .bind(event)
                .fetch_optional(&mut *tx)
                .await?;
                let Some((n, device)) = row else { continue };
                let review = match reviews.iter().find(|(d, _)| *d == device) {
                    Some((_, review)) => *review,
                    None => {
                        let review: i64 = sqlx::query_scalar(
                            "insert into reviews (market, device, decision, note, at_ms) \
                             values ($1, $2, $3, $4, $5) returning review",
                        )
                        .bind(market)
                        .bind(&device)
                        .bind(decision.state())
                        .bind(note)
                        .bind(now_ms)
                        .fetch_one(&mut *tx)
                        .await?;
                        reviews.push((device, review));
                        review
                    }
                };
                sqlx::query("update events set state = $1, review = $2 where n = $3")
                    .bind(decision.state())
                    .bind(review)
                    .bind(n)
                    .execute(&mut *tx)
                    .await?;
                changed += 1;
            }
            changed
        })
    }

    /// What was decided on a device's events, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn reviewed(
        &self,
        market: &str,
        device: &str,
        limit: i64,
    ) -> Result<Vec<ReviewedEvent>, StoreError> {
        let rows: Vec<(String, String, String, i64)> = read!(self, |pool| {
            sqlx::query_as(
            "select e.event, r.decision, r.note, r.at_ms from events e join reviews r on r.review = e.review \
             where e.market = $1 and e.device = $2 order by r.review desc, e.n desc limit $3",
        )
        .bind(market)
        .bind(device)
        .bind(limit)
        .fetch_all(pool)
        .await
        })?;
        let made = |(event, decision, note, at_ms)| ReviewedEvent { event, decision, note, at_ms };
        Ok(rows.into_iter().map(made).collect())
    }
}
