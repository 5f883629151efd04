//! Orders, delivery plans and riders' links. Addresses of orders live here and nowhere else.

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

/// A plan to be stored with its riders' links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlan<'a> {
    /// Identifier.
    pub plan: &'a str,
    /// Hash of the graph that was used.
    pub graph: &'a str,
    /// The plan as JSON.
    pub body: &'a str,
    /// The riders.
    pub riders: &'a [NewRider],
    /// The orders that it serves.
    pub orders: &'a [String],
    /// Until when the riders' links open, in milliseconds since 1970.
    pub expires_ms: i64,
}

/// A delivery plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Identifier.
    pub plan: String,
    /// The plan as JSON.
    pub body: String,
}

/// A rider's link to be made: the hash of its token, never the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRider {
    /// SHA-256 of the token, in hexadecimal.
    pub token_sha256: String,
    /// Number of the rider in the plan.
    pub rider: i64,
}

/// A rider's link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiderRow {
    /// The plan.
    pub plan: String,
    /// Number of the rider in the plan.
    pub rider: i64,
}

/// What a rider said of a stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopRow {
    /// Names the stop within the rider's plan.
    pub stop: String,
    /// `collected`, `missing`, `delivered` or `problem`.
    pub state: String,
    /// What the rider wrote; may be empty.
    pub note: String,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
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

    /// Stores a plan with its riders' links and marks its orders as planned, in one transaction.
    ///
    /// # Errors
    /// [`StoreError::Database`]; nothing of it is stored then.
    pub async fn add_plan(&self, market: &str, new: &NewPlan<'_>, now_ms: i64) -> Result<(), StoreError> {
        write!(self, |tx| {
            sqlx::query(
                "insert into plans (market, plan, graph, body, created_ms) values ($1, $2, $3, $4, $5)",
            )
            .bind(market)
            .bind(new.plan)
            .bind(new.graph)
            .bind(new.body)
            .bind(now_ms)
            .execute(&mut *tx)
            .await?;
            for rider in new.riders {
                sqlx::query(
                    "insert into riders (token_sha256, market, plan, rider, expires_ms) values ($1, $2, $3, $4, $5)",
                )
                .bind(&rider.token_sha256)
                .bind(market)
                .bind(new.plan)
                .bind(rider.rider)
                .bind(new.expires_ms)
                .execute(&mut *tx)
                .await?;
            }
            for order in new.orders {
                sqlx::query(
                    "update orders set state = 'planned' where market = $1 and order_id = $2 and state = 'open'",
                )
                .bind(market)
                .bind(order)
                .execute(&mut *tx)
                .await?;
            }
        })
    }

    /// One plan.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn plan(&self, market: &str, plan: &str) -> Result<Option<PlanRow>, StoreError> {
        let row: Option<(String, String)> = read!(self, |pool| sqlx::query_as(
            "select plan, body from plans where market = $1 and plan = $2",
        )
        .bind(market)
        .bind(plan)
        .fetch_optional(pool)
        .await)?;
        Ok(row.map(|(plan, body)| PlanRow { plan, body }))
    }

    /// The newest plans of a market, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn plans(&self, market: &str, limit: i64) -> Result<Vec<PlanRow>, StoreError> {
        let rows: Vec<(String, String)> = read!(self, |pool| sqlx::query_as(
            "select plan, body from plans where market = $1 order by created_ms desc, plan limit $2",
        )
        .bind(market)
        .bind(limit)
        .fetch_all(pool)
        .await)?;
        Ok(rows.into_iter().map(|(plan, body)| PlanRow { plan, body }).collect())
    }

    /// Whose link a token is, by its hash; `None` when it is unknown or has expired.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn rider(
        &self,
        market: &str,
        token_sha256: &str,
        now_ms: i64,
    ) -> Result<Option<RiderRow>, StoreError> {
        let row: Option<(String, i64)> = read!(self, |pool| sqlx::query_as(
            "select plan, rider from riders where token_sha256 = $1 and market = $2 and expires_ms > $3",
        )
        .bind(token_sha256)
        .bind(market)
        .bind(now_ms)
        .fetch_optional(pool)
        .await)?;
        Ok(row.map(|(plan, rider)| RiderRow { plan, rider }))
    }

    /// What a rider said of a stop; `None` makes it a stop to do again.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn set_stop(
        &self,
        market: &str,
        rider: &RiderRow,
        stop: &str,
        said: Option<(&str, &str)>,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        write!(self, |tx| {
            sqlx::query("delete from stops where market = $1 and plan = $2 and rider = $3 and stop = $4")
                .bind(market)
                .bind(&rider.plan)
                .bind(rider.rider)
                .bind(stop)
                .execute(&mut *tx)
                .await?;
            if let Some((state, note)) = said {
                sqlx::query(
                    "insert into stops (market, plan, rider, stop, state, note, at_ms) \
                     values ($1, $2, $3, $4, $5, $6, $7)",
                )
                .bind(market)
                .bind(&rider.plan)
                .bind(rider.rider)
                .bind(stop)
                .bind(state)
                .bind(note)
                .bind(now_ms)
                .execute(&mut *tx)
                .await?;
            }
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

    /// What a rider said of the stops so far, by stop.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn stops(&self, market: &str, rider: &RiderRow) -> Result<Vec<StopRow>, StoreError> {
        let rows: Vec<(String, String, String, i64)> = read!(self, |pool| sqlx::query_as(
            "select stop, state, note, at_ms from stops \
             where market = $1 and plan = $2 and rider = $3 order by stop",
        )
        .bind(market)
        .bind(&rider.plan)
        .bind(rider.rider)
        .fetch_all(pool)
        .await)?;
        let made = |(stop, state, note, at_ms)| StopRow { stop, state, note, at_ms };
        Ok(rows.into_iter().map(made).collect())
    }
}
