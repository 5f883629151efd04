//! A day's first plan: made on demand from the orders that wait, with a secret link for each rider.
//!
//! Invariant: a rider's token is derived from a key in the data folder; the store knows its hash only.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use market_delivery::{Clock, Orders, Plan, StopKind};
use market_model::{Date, Market};
use market_pages::DeskNotice;
use market_routing::Conditions;
use market_store::{NewPlan, NewRider, OrderRow, PlanRow};
use market_wire::OrderRequest;

use crate::app::App;
use crate::course::{self, Facts};
use crate::error::{AppError, AppResult};
use crate::{again, clock, codes, orders, question, secret, view};

/// Runs whose riders the desk shows.
const SHOWN_RUNS: i64 = 5;
/// A rider's link opens until so long after its day began: deliveries past midnight are told too.
const LINK_MS: i64 = 30 * 60 * 60 * 1_000;

/// A day's plan with all its versions, at its newest.
#[derive(Debug)]
pub struct Run {
    /// Identifier.
    pub id: String,
    /// Version, from 1.
    pub version: i64,
    /// The day.
    pub day: Date,
    /// When this version was made, in milliseconds since 1970.
    pub made_ms: i64,
    /// The plan.
    pub plan: Plan,
    /// What was asked for it.
    pub question: Orders,
    /// What riders said.
    pub facts: Facts,
}

impl Run {
    /// The plan's time of day now.
    #[must_use]
    pub fn now(&self) -> Clock {
        course::now(self.day, &self.plan, &self.facts, clock::now_ms())
    }

    /// Whether the day of the plan is still to come or under way.
    #[must_use]
    pub fn is_open(&self) -> bool {
        clock::now_ms() < clock::midnight_ms(self.day) + LINK_MS
    }

    /// Whether a rider has delivered an order.
    #[must_use]
    pub fn is_delivered(&self, order: &str) -> bool {
        self.facts.of(order, course::DOOR).is_some_and(|s| s.state == "delivered")
    }
}

/// Reads a version of a run; `None` for plans of before versions.
///
/// # Errors
/// When the store cannot be read.
pub async fn read(app: &App, market: &str, row: PlanRow) -> AppResult<Option<Run>> {
    let (Some(day), false) = (Date::parse(&row.day), row.question.is_empty()) else { return Ok(None) };
    let facts = Facts::new(app.store.said(market, &row.run).await?);
    Ok(Some(Run {
        version: row.version,
        day,
        made_ms: row.created_ms,
        plan: serde_json::from_str(&row.body).map_err(AppError::internal)?,
        question: serde_json::from_str(&row.question).map_err(AppError::internal)?,
        facts,
        id: row.run,
    }))
}

/// The runs of a market whose links open, newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn open_runs(app: &App, market: &str) -> AppResult<Vec<Run>> {
    let mut runs = Vec::new();
    for row in app.store.plans(market, SHOWN_RUNS).await? {
        runs.extend(read(app, market, row).await?.filter(Run::is_open));
    }
    Ok(runs)
}

/// An order that waits, with its request and its day.
#[derive(Debug)]
pub struct Waiting {
    /// Identifier.
    pub id: String,
    /// What is asked for.
    pub request: OrderRequest,
    /// When.
    pub day: Date,
}

/// The orders of a market that wait for a plan. One of a day that is over waits today.
#[must_use]
pub fn waiting(rows: &[OrderRow]) -> Vec<Waiting> {
    let today = clock::day_after(clock::now_ms(), 0);
    let open = rows.iter().filter(|r| r.state == "open");
    let read = open.filter_map(|row| {
        let request: OrderRequest = serde_json::from_str(&row.body).ok()?;
        let day = Date::parse(&request.day).or_else(|| question::day_of(&request.until, row.created_ms))?;
        let day = today.map_or(day, |today| day.max(today));
        Some(Waiting { id: row.order.clone(), request, day })
    });
    read.collect()
}

/// The desk's form: plans the orders of a day that wait. When that day has a plan, they go into it.
///
/// # Errors
/// When the store refuses, or too many plan at once.
pub async fn form(app: &App, fields: &[(String, String)]) -> AppResult<DeskNotice> {
    let market = view::param(fields, "market");
    let Ok(published) = app.market(market) else { return Ok(DeskNotice::Incomplete) };
    let rows = app.store.orders(market, orders::MAX_ORDERS).await?;
    let mut waiting = waiting(&rows);
    let asked = Date::parse(view::param(fields, "day"));
    let Some(day) = asked.or_else(|| waiting.iter().map(|w| w.day).min()) else {
        return Ok(DeskNotice::Incomplete);
    };
    if open_runs(app, market).await?.iter().any(|run| run.day == day) {
        return again::form(app, fields).await;
    }
    waiting.retain(|w| w.day == day);
    let known = waiting.iter().filter_map(|w| question::order_of(&published.market, &w.id, &w.request));
    let asked: Vec<_> = known.collect();
    let first = question::beside_survey(&app.data, market);
    let riders = question::riders_of(question::usual_riders(&published.market, first.as_ref()), fields);
    let since = clock::now_ms() - clock::midnight_ms(day);
    let now = Clock(u64::try_from(since).unwrap_or(0));
    let mut question = question::ask(&published.market, first.as_ref(), day, now, asked, riders);
    if question.orders.is_empty() {
        return Ok(DeskNotice::Incomplete);
    }
    if question.riders.is_empty() {
        return Ok(DeskNotice::NoRider);
    }
    heed(app, &published.market, &mut question);
    question.conditions = by_the_hour(app, &published.market);
    let _slot = app.plans.try_acquire().map_err(|_| AppError::new(StatusCode::SERVICE_UNAVAILABLE))?;
    let (graph_of, wanted) = (published.clone(), question.clone());
    let answer = tokio::task::spawn_blocking(move || market_delivery::plan(&graph_of.graph, &wanted)).await?;
    let plan = match answer {
        Ok(plan) => plan,
        Err(problems) => {
            let shown: Vec<String> =
                problems.iter().take(5).map(|p| p.render(market_model::Lang::En)).collect();
            tracing::warn!(market, problems = shown.join("; "), "the orders cannot be planned");
            return Ok(DeskNotice::PlanFailed);
        }
    };
    // A plan that serves nobody is kept too: it says why, and the next event may help.
    let id = format!("p-{}", secret::random_hex::<6>()?);
    let version = Version { run: &id, version: 1, day, cancelled: &[] };
    store(app, market, &version, &question, &plan).await?;
    Ok(if plan.totals.orders > 0 { DeskNotice::Planned } else { DeskNotice::PlanFailed })
}

/// Puts the gates that are closed in the market into a question.
pub fn heed(app: &App, market: &Market, question: &mut Orders) {
    let now = app.conditions.of(market.id.as_str());
    let always = question::beside_survey(&app.data, market.id.as_str()).map(|f| f.settings.closed_gates);
    question.settings.closed_gates = always.unwrap_or_default();
    question.settings.closed_gates.extend(now.closed_gates());
}

/// What is closed or crowded in the market today, by the hour.
pub fn by_the_hour(app: &App, market: &Market) -> Option<Conditions> {
    app.conditions.of(market.id.as_str()).by_the_hour(market)
}

/// A version that is to be stored.
#[derive(Debug)]
pub struct Version<'a> {
    /// The run.
    pub run: &'a str,
    /// Its version, from 1.
    pub version: i64,
    /// The day.
    pub day: Date,
    /// Orders that are not wanted any more.
    pub cancelled: &'a [String],
}

/// Stores a version; answers `false` when somebody else was quicker.
///
/// # Errors
/// When the store refuses.
pub async fn store(
    app: &App,
    market: &str,
    version: &Version<'_>,
    question: &Orders,
    plan: &Plan,
) -> AppResult<bool> {
    let (body, asked) = (
        serde_json::to_string(plan).map_err(AppError::internal)?,
        serde_json::to_string(question).map_err(AppError::internal)?,
    );
    let stops = plan.riders.iter().flat_map(|r| &r.trips).flat_map(|t| &t.stops);
    let doors = stops.filter(|s| s.kind == StopKind::Deliver);
    let served: BTreeSet<String> = doors.flat_map(|s| s.orders.iter().cloned()).collect();
    let dropped: Vec<String> =
        question.orders.iter().map(|o| o.id.clone()).filter(|id| !served.contains(id)).collect();
    let now = clock::now_ms();
    let mut riders = Vec::new();
    for n in 0..plan.riders.len() {
        let token_sha256 = secret::sha256_hex(codes::token(app, market, version.run, n).as_bytes());
        if app.store.rider(market, &token_sha256, 0).await?.is_none() {
            riders.push(NewRider { token_sha256, rider: i64::try_from(n).unwrap_or(i64::MAX) });
        }
    }
    let new = NewPlan {
        plan: &format!("{}.{}", version.run, version.version),
        run: version.run,
        version: version.version,
        day: &version.day.to_string(),
        graph: &plan.graph,
        body: &body,
        question: &asked,
        riders: &riders,
        orders: &served.into_iter().collect::<Vec<_>>(),
        dropped: &dropped,
        cancelled: version.cancelled,
        expires_ms: clock::midnight_ms(version.day) + LINK_MS,
    };
    Ok(app.store.add_plan(market, &new, now).await?)
}

/// Takes the orders in that lie beside the survey tables; those that are there already stay as they are.
///
/// # Errors
/// When the store refuses.
pub async fn take_first_orders(app: &App) -> anyhow::Result<()> {
    for published in app.catalogue.markets() {
        let market = published.market.id.as_str();
        let Some(read) = question::beside_survey(&app.data, market) else { continue };
        let now = clock::now_ms();
        for order in read.orders {
            let day = read.date.or_else(|| question::day_of(&order.window[1].to_string(), now));
            let Some(body) = question::request_of(&published.market, &order, day) else {
                tracing::warn!(market, order = order.id, "an order of orders.json names an unknown place");
                continue;
            };
            app.store.add_order(market, &order.id, &serde_json::to_string(&body)?, now).await?;
        }
    }
    Ok(())
}
