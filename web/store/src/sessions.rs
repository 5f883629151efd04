//! Desk sessions, known only by the hash of their secret.

use crate::db::write;
use crate::{Store, StoreError};

impl Store {
    /// Begins a session.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn begin_session(&self, session_sha256: &str, now_ms: i64) -> Result<(), StoreError> {
        write!(self, |tx| {
            sqlx::query("insert into sessions (session_sha256, created_ms, seen_ms) values ($1, $2, $2)")
                .bind(session_sha256)
                .bind(now_ms)
                .execute(&mut *tx)
                .await?;
        })
    }

    /// Whether a session lives: used within `idle_ms` and begun within `absolute_ms`. Using it keeps it alive;
    /// dead ones are dropped.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn touch_session(
        &self,
        session_sha256: &str,
        now_ms: i64,
        idle_ms: i64,
        absolute_ms: i64,
    ) -> Result<bool, StoreError> {
        write!(self, |tx| {
            sqlx::query("delete from sessions where seen_ms <= $1 or created_ms <= $2")
                .bind(now_ms - idle_ms)
                .bind(now_ms - absolute_ms)
                .execute(&mut *tx)
                .await?;
            sqlx::query("update sessions set seen_ms = $1 where session_sha256 = $2")
                .bind(now_ms)
                .bind(session_sha256)
                .execute(&mut *tx)
                .await?
                .rows_affected()
                > 0
        })
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn end_session(&self, session_sha256: &str) -> Result<(), StoreError> {
        write!(self, |tx| {
            sqlx::query("delete from sessions where session_sha256 = $1")
                .bind(session_sha256)
                .execute(&mut *tx)
                .await?;
        })
    }
}
