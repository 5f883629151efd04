//! What stalls say of today, and the numbers of the links by which they say it.

use crate::db::{read, write};
use crate::{Store, StoreError};

/// The last word of a stall on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TodayRow {
    /// Number of the word; later words have larger ones.
    pub n: i64,
    /// The stall.
    pub stall: String,
    /// What it says, as JSON.
    pub body: String,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

/// A word of a stall, or of the desk for it.
#[derive(Debug, Clone, Copy)]
pub struct NewToday<'a> {
    /// The market.
    pub market: &'a str,
    /// The stall.
    pub stall: &'a str,
    /// The market's day, as `2026-11-23`.
    pub day: &'a str,
    /// What it says, as JSON.
    pub body: &'a str,
    /// Whether the desk says it for the stall.
    pub by_desk: bool,
}

impl Store {
    /// Stores a word and answers with its number.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn say_today(&self, said: NewToday<'_>, now_ms: i64) -> Result<i64, StoreError> {
        write!(self, |tx| {
            let by = if said.by_desk { "desk" } else { "stall" };
            sqlx::query_scalar(
                "insert into today (market, stall, day, body, said_by, at_ms) \
                 values ($1, $2, $3, $4, $5, $6) returning n",
            )
            .bind(said.market)
            .bind(said.stall)
            .bind(said.day)
            .bind(said.body)
            .bind(by)
            .bind(now_ms)
            .fetch_one(&mut *tx)
            .await?
        })
    }

    /// The last word of each stall on a day, oldest first.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn today(&self, market: &str, day: &str) -> Result<Vec<TodayRow>, StoreError> {
        let rows: Vec<(i64, String, String, i64)> = read!(self, |pool| sqlx::query_as(
            "select n, stall, body, at_ms from today where n in \
             (select max(n) from today where market = $1 and day = $2 group by stall) order by n",
        )
        .bind(market)
        .bind(day)
        .fetch_all(pool)
        .await)?;
        Ok(rows.into_iter().map(|(n, stall, body, at_ms)| TodayRow { n, stall, body, at_ms }).collect())
    }

    /// How often a stall's link was renewed.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn stall_link(&self, market: &str, stall: &str) -> Result<i64, StoreError> {
        let number: Option<i64> = read!(self, |pool| sqlx::query_scalar(
            "select number from stall_links where market = $1 and stall = $2",
        )
        .bind(market)
        .bind(stall)
        .fetch_optional(pool)
        .await)?;
        Ok(number.unwrap_or(0))
    }

    /// Renews a stall's link: the one before it opens nothing any more.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn renew_stall_link(&self, market: &str, stall: &str) -> Result<(), StoreError> {
        write!(self, |tx| {
            sqlx::query(
                "insert into stall_links (market, stall, number) values ($1, $2, 1) \
                 on conflict (market, stall) do update set number = stall_links.number + 1",
            )
            .bind(market)
            .bind(stall)
            .execute(&mut *tx)
            .await?;
        })
    }
}
