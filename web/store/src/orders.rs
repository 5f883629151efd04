//! Orders. Their addresses live here and nowhere else.

use crate::db::{read, write};
use crate::{Store, StoreError};

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// Identifier.
    pub order: String,
    /// What is ordered, as JSON.
    pub body: String,
    /// `open`, `planned`, `delivered` or `cancelled`.
    pub state: String,
    /// When it was taken, in milliseconds since 1970.
    pub created_ms: i64,
}

impl Store {
    /// Stores an order; answers `false` when one with this identifier is there already.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn add_order(
        &self,
        market: &str,
        order: &str,
        body: &str,
        now_ms: i64,
    ) -> Result<bool, StoreError> {
        write!(self, |tx| {
            sqlx::query(
                "insert into orders (market, order_id, body, state, created_ms) values ($1, $2, $3, 'open', $4) \
                 on conflict (market, order_id) do nothing",
            )
            .bind(market)
            .bind(order)
            .bind(body)
            .bind(now_ms)
            .execute(&mut *tx)
            .await?
            .rows_affected()
                > 0
        })
    }

    /// Orders of a market, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn orders(&self, market: &str, limit: i64) -> Result<Vec<OrderRow>, StoreError> {
        let rows: Vec<(String, String, String, i64)> = read!(self, |pool| sqlx::query_as(
            "select order_id, body, state, created_ms from orders where market = $1 \
             order by created_ms desc, order_id limit $2",
        )
        .bind(market)
        .bind(limit)
        .fetch_all(pool)
        .await)?;
        let made = |(order, body, state, created_ms)| OrderRow { order, body, state, created_ms };
        Ok(rows.into_iter().map(made).collect())
    }

    /// One order.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn order(&self, market: &str, order: &str) -> Result<Option<OrderRow>, StoreError> {
        let row: Option<(String, String, String, i64)> = read!(self, |pool| sqlx::query_as(
            "select order_id, body, state, created_ms from orders where market = $1 and order_id = $2",
        )
        .bind(market)
        .bind(order)
        .fetch_optional(pool)
        .await)?;
        Ok(row.map(|(order, body, state, created_ms)| OrderRow { order, body, state, created_ms }))
    }

    /// Moves one order to another state, unless it is delivered or cancelled. Answers whether it moved.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn set_order_state(&self, market: &str, order: &str, state: &str) -> Result<bool, StoreError> {
        write!(self, |tx| {
            sqlx::query(
                "update orders set state = $1 where market = $2 and order_id = $3 \
                 and state not in ('delivered', 'cancelled')",
            )
            .bind(state)
            .bind(market)
            .bind(order)
            .execute(&mut *tx)
            .await?
            .rows_affected()
                > 0
        })
    }

    /// Writes an order's body again: a promise that the customer agreed to change.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn set_order_body(&self, market: &str, order: &str, body: &str) -> Result<(), StoreError> {
        write!(self, |tx| {
            sqlx::query("update orders set body = $1 where market = $2 and order_id = $3")
                .bind(body)
                .bind(market)
                .bind(order)
                .execute(&mut *tx)
                .await?;
        })
    }

    /// Opens a delivered order again: a rider took the word back.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn reopen_order(&self, market: &str, order: &str) -> Result<(), StoreError> {
        write!(self, |tx| {
            sqlx::query(
                "update orders set state = 'planned' where market = $1 and order_id = $2 and state = 'delivered'",
            )
            .bind(market)
            .bind(order)
            .execute(&mut *tx)
            .await?;
        })
    }
}
