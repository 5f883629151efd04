//! What holds in a market today: closed gates and aisles, crowds. Set at the desk, read by every answer.

use crate::db::{read, write};
use crate::{Store, StoreError};

impl Store {
    /// The conditions of a market as JSON; `None` when none were ever set.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn conditions(&self, market: &str) -> Result<Option<String>, StoreError> {
        let row: Option<(String,)> =
            read!(self, |pool| sqlx::query_as("select body from conditions where market = $1",)
                .bind(market)
                .fetch_optional(pool)
                .await)?;
        Ok(row.map(|(body,)| body))
    }

    /// Puts conditions in place of those before.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn set_conditions(&self, market: &str, body: &str, now_ms: i64) -> Result<(), StoreError> {
        write!(self, |tx| {
            sqlx::query(
                "insert into conditions (market, body, at_ms) values ($1, $2, $3) \
                 on conflict (market) do update set body = excluded.body, at_ms = excluded.at_ms",
            )
            .bind(market)
            .bind(body)
            .bind(now_ms)
            .execute(&mut *tx)
            .await?;
        })
    }
}
