//! Markets, their published revisions, and the last attempt to build each.

use crate::db::{read, write};
use crate::{Store, StoreError};

/// A revision to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRevision<'a> {
    /// Hash of the market model.
    pub revision: &'a str,
    /// Hash of everything that it was built from.
    pub input_hash: &'a str,
    /// The manifest as JSON.
    pub manifest: &'a str,
    /// The build report as JSON.
    pub report: &'a str,
    /// Problems found on the way, as JSON.
    pub problems: &'a str,
}

/// A published revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionRow {
    /// Its number, from 1.
    pub number: i64,
    /// Hash of the market model.
    pub revision: String,
    /// Hash of everything that it was built from.
    pub input_hash: String,
    /// The manifest as JSON.
    pub manifest: String,
    /// When it was published, in milliseconds since 1970.
    pub created_ms: i64,
}

/// The last attempt to build a market.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildRow {
    /// Hash of everything that it was built from.
    pub input_hash: String,
    /// Whether it failed.
    pub failed: bool,
    /// Problems as JSON.
    pub problems: String,
}

impl Store {
    /// Makes a market known; nothing happens when it is.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn add_market(&self, market: &str, now_ms: i64) -> Result<(), StoreError> {
        write!(self, |tx| {
            sqlx::query(
                "insert into markets (market, imported_ms) values ($1, $2) on conflict (market) do nothing",
            )
            .bind(market)
            .bind(now_ms)
            .execute(&mut *tx)
            .await?;
        })
    }

    /// Whether a market is known, published or not.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn has_market(&self, market: &str) -> Result<bool, StoreError> {
        let found: Option<String> =
            read!(self, |pool| sqlx::query_scalar("select market from markets where market = $1")
                .bind(market)
                .fetch_optional(pool)
                .await)?;
        Ok(found.is_some())
    }

    /// Identifiers of all markets, sorted.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn markets(&self) -> Result<Vec<String>, StoreError> {
        Ok(read!(self, |pool| sqlx::query_scalar("select market from markets order by market")
            .fetch_all(pool)
            .await)?)
    }

    /// The newest revisions of a market, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn revisions(&self, market: &str, limit: i64) -> Result<Vec<RevisionRow>, StoreError> {
        let rows: Vec<(i64, String, String, String, i64)> = read!(self, |pool| sqlx::query_as(
            "select number, revision, input_hash, manifest, created_ms from revisions \
             where market = $1 order by number desc limit $2",
        )
        .bind(market)
        .bind(limit)
        .fetch_all(pool)
        .await)?;
        let made = |(number, revision, input_hash, manifest, created_ms)| RevisionRow {
            number,
            revision,
            input_hash,
            manifest,
            created_ms,
        };
        Ok(rows.into_iter().map(made).collect())
    }

    /// Publishes a revision in one transaction and answers its number. The files must be on the disk already.
    ///
    /// # Errors
    /// [`StoreError::Database`]; the revision before it still stands then.
    pub async fn publish(&self, market: &str, new: &NewRevision<'_>, now_ms: i64) -> Result<i64, StoreError> {
        write!(self, |tx| {
            let last: Option<i64> = sqlx::query_scalar("select max(number) from revisions where market = $1")
                .bind(market)
                .fetch_one(&mut *tx)
                .await?;
            let number = last.unwrap_or(0) + 1;
            sqlx::query(
                "insert into revisions (market, number, revision, input_hash, manifest, report, created_ms) \
                 values ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(market)
            .bind(number)
            .bind(new.revision)
            .bind(new.input_hash)
            .bind(new.manifest)
            .bind(new.report)
            .bind(now_ms)
            .execute(&mut *tx)
            .await?;
            sqlx::query(UPSERT_BUILD)
                .bind(market)
                .bind(new.input_hash)
                .bind("published")
                .bind(new.problems)
                .bind(now_ms)
                .execute(&mut *tx)
                .await?;
            number
        })
    }

    /// Remembers that this input cannot be built, so that it is not tried again.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn build_failed(
        &self,
        market: &str,
        input_hash: &str,
        problems: &str,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        write!(self, |tx| {
            sqlx::query(UPSERT_BUILD)
                .bind(market)
                .bind(input_hash)
                .bind("failed")
                .bind(problems)
                .bind(now_ms)
                .execute(&mut *tx)
                .await?;
        })
    }

    /// The last attempt to build a market.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn last_build(&self, market: &str) -> Result<Option<BuildRow>, StoreError> {
        let row: Option<(String, String, String)> = read!(self, |pool| sqlx::query_as(
            "select input_hash, state, problems from builds where market = $1",
        )
        .bind(market)
        .fetch_optional(pool)
        .await)?;
        Ok(row.map(|(input_hash, state, problems)| BuildRow {
            input_hash,
            failed: state == "failed",
            problems,
        }))
    }
}

const UPSERT_BUILD: &str = "insert into builds (market, input_hash, state, problems, at_ms) \
     values ($1, $2, $3, $4, $5) on conflict (market) do update \
     set input_hash = $2, state = $3, problems = $4, at_ms = $5";
