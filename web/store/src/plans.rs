//! Delivery plans in versions, riders' links, and what riders said of each order at each place.
//!
//! A run is a day's plan with all its versions. Links and facts belong to the run, so that both outlast a re-plan.

use crate::db::{read, write};
use crate::{Store, StoreError};

/// A plan to be stored with its riders' links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlan<'a> {
    /// Identifier, of this version alone.
    pub plan: &'a str,
    /// The run; links and facts belong to it.
    pub run: &'a str,
    /// 1 for the first plan of a run.
    pub version: i64,
    /// The day, as `2026-11-23`.
    pub day: &'a str,
    /// Hash of the graph that was used.
    pub graph: &'a str,
    /// The plan as JSON.
    pub body: &'a str,
    /// What was asked of the planner, as JSON.
    pub question: &'a str,
    /// Riders that have no link yet.
    pub riders: &'a [NewRider],
    /// The orders that it serves: open ones become planned.
    pub orders: &'a [String],
    /// Orders that it does not serve any more: planned ones become open.
    pub dropped: &'a [String],
    /// Orders that are not wanted any more.
    pub cancelled: &'a [String],
    /// Until when the riders' links open, in milliseconds since 1970.
    pub expires_ms: i64,
}

/// A version of a delivery plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// The run.
    pub run: String,
    /// Its version, from 1.
    pub version: i64,
    /// The day, as `2026-11-23`; empty for plans of before versions.
    pub day: String,
    /// The plan as JSON.
    pub body: String,
    /// What was asked of the planner, as JSON; empty for plans of before versions.
    pub question: String,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
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
    /// The run.
    pub run: String,
    /// Number of the rider in the plan.
    pub rider: i64,
}

/// What a rider said of one order at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The order.
    pub order: String,
    /// Key of the stall or hub, or `door`.
    pub place: String,
    /// Number of the rider in the plan.
    pub rider: i64,
    /// `collected`, `missing`, `delivered` or `problem`.
    pub state: String,
    /// Goods that were missing, one a line.
    pub goods: String,
    /// What the rider wrote; may be empty.
    pub note: String,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

type PlanColumns = (String, i64, String, String, String, i64);

fn row((run, version, day, body, question, created_ms): PlanColumns) -> PlanRow {
    PlanRow { run, version, day, body, question, created_ms }
}

impl Store {
    /// Stores a version of a plan with its riders' links and moves its orders, in one transaction. Answers `false`, and
    /// stores nothing, when the run has this version already.
    ///
    /// # Errors
    /// [`StoreError::Database`]; nothing of it is stored then.
    pub async fn add_plan(&self, market: &str, new: &NewPlan<'_>, now_ms: i64) -> Result<bool, StoreError> {
        write!(self, |tx| {
            let stored = sqlx::query(
                "insert into plans (market, plan, graph, body, created_ms, run, version, day, question) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (market, run, version) do nothing",
            )
            .bind(market)
            .bind(new.plan)
            .bind(new.graph)
            .bind(new.body)
            .bind(now_ms)
            .bind(new.run)
            .bind(new.version)
            .bind(new.day)
            .bind(new.question)
            .execute(&mut *tx)
            .await?
            .rows_affected()
                > 0;
            if stored {
                for rider in new.riders {
                    sqlx::query(
                        "insert into riders (token_sha256, market, plan, rider, expires_ms) \
                         values ($1, $2, $3, $4, $5)",
                    )
                    .bind(&rider.token_sha256)
                    .bind(market)
                    .bind(new.run)
                    .bind(rider.rider)
                    .bind(new.expires_ms)
                    .execute(&mut *tx)
                    .await?;
                }
                let moved = [
                    (new.orders, "planned", "open", "open"),
                    (new.dropped, "open", "planned", "planned"),
                    (new.cancelled, "cancelled", "planned", "open"),
                ];
                for (orders, to, from, or_from) in moved {
                    for order in orders {
                        sqlx::query(
                            "update orders set state = $1 \
                             where market = $2 and order_id = $3 and (state = $4 or state = $5)",
                        )
                        .bind(to)
                        .bind(market)
                        .bind(order)
                        .bind(from)
                        .bind(or_from)
                        .execute(&mut *tx)
                        .await?;
                    }
                }
            }
            stored
        })
    }

    /// The newest version of a run.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn plan(&self, market: &str, run: &str) -> Result<Option<PlanRow>, StoreError> {
        let found: Option<PlanColumns> = read!(self, |pool| sqlx::query_as(
            "select run, version, day, body, question, created_ms from plans \
             where market = $1 and run = $2 order by version desc limit 1",
        )
        .bind(market)
        .bind(run)
        .fetch_optional(pool)
        .await)?;
        Ok(found.map(row))
    }

    /// An earlier version of a run.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn plan_version(
        &self,
        market: &str,
        run: &str,
        version: i64,
    ) -> Result<Option<PlanRow>, StoreError> {
        let found: Option<PlanColumns> = read!(self, |pool| sqlx::query_as(
            "select run, version, day, body, question, created_ms from plans \
             where market = $1 and run = $2 and version = $3",
        )
        .bind(market)
        .bind(run)
        .bind(version)
        .fetch_optional(pool)
        .await)?;
        Ok(found.map(row))
    }

    /// The newest versions of the newest runs of a market, newest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn plans(&self, market: &str, limit: i64) -> Result<Vec<PlanRow>, StoreError> {
        let rows: Vec<PlanColumns> = read!(self, |pool| sqlx::query_as(
            "select run, version, day, body, question, created_ms from plans p where market = $1 \
             and version = (select max(version) from plans q where q.market = p.market and q.run = p.run) \
             order by created_ms desc, plan limit $2",
        )
        .bind(market)
        .bind(limit)
        .fetch_all(pool)
        .await)?;
        Ok(rows.into_iter().map(row).collect())
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
        Ok(row.map(|(run, rider)| RiderRow { run, rider }))
    }

    /// Stores what a rider said, in place of what was said before of the same orders and places.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn say(&self, market: &str, run: &str, facts: &[Said]) -> Result<(), StoreError> {
        write!(self, |tx| {
            for said in facts {
                sqlx::query(
                    "insert into said (market, run, order_id, place, rider, state, goods, note, at_ms) \
                     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                     on conflict (market, run, order_id, place) do update set rider = excluded.rider, \
                     state = excluded.state, goods = excluded.goods, note = excluded.note, at_ms = excluded.at_ms",
                )
                .bind(market)
                .bind(run)
                .bind(&said.order)
                .bind(&said.place)
                .bind(said.rider)
                .bind(&said.state)
                .bind(&said.goods)
                .bind(&said.note)
                .bind(said.at_ms)
                .execute(&mut *tx)
                .await?;
            }
        })
    }

    /// Takes back what was said of these orders at this place: it is to be done again.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn unsay(
        &self,
        market: &str,
        run: &str,
        orders: &[String],
        place: &str,
    ) -> Result<(), StoreError> {
        write!(self, |tx| {
            for order in orders {
                sqlx::query(
                    "delete from said where market = $1 and run = $2 and order_id = $3 and place = $4",
                )
                .bind(market)
                .bind(run)
                .bind(order)
                .bind(place)
                .execute(&mut *tx)
                .await?;
            }
        })
    }

    /// Everything that was said in a run.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub async fn said(&self, market: &str, run: &str) -> Result<Vec<Said>, StoreError> {
        type Columns = (String, String, i64, String, String, String, i64);
        let rows: Vec<Columns> = read!(self, |pool| sqlx::query_as(
            "select order_id, place, rider, state, goods, note, at_ms from said \
             where market = $1 and run = $2 order by order_id, place",
        )
        .bind(market)
        .bind(run)
        .fetch_all(pool)
        .await)?;
        let made = |(order, place, rider, state, goods, note, at_ms)| Said {
            order,
            place,
            rider,
            state,
            goods,
            note,
            at_ms,
        };
        Ok(rows.into_iter().map(made).collect())
    }
}
