//! Delivery plans: made on demand from the open orders, with a secret link for each rider.
//!
//! A plan is for a day, whichever day that is: times are times of day, and riders' shifts span the promises.
//! Invariant: a rider's token is derived from a key in the data folder; the store knows its hash only.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use axum::http::StatusCode;
use market_delivery::{Clock, Item, ORDERS_FORMAT, ORDERS_FORMAT_VERSION, Order, Orders, Plan, Rider};
use market_model::{FacilityKind, Market, Text};
use market_pages::{DeskNotice, DeskRider};
use market_store::{NewPlan, NewRider, OrderRow};
use market_wire::{OrderLine, OrderRequest};

use crate::app::{App, Shared};
use crate::error::{AppError, AppResult};
use crate::published::Published;
use crate::{clock, import, orders, rider, secret, view};

/// Riders in one plan.
const MAX_RIDERS: usize = 5;
/// Plans whose riders the desk shows.
const SHOWN_PLANS: i64 = 5;
/// How long a rider's link opens.
const LINK_MS: i64 = 24 * 60 * 60 * 1_000;
/// The usual span of promises, in milliseconds after midnight.
const DAY: [Clock; 2] = [Clock(9 * 3_600_000), Clock(21 * 3_600_000)];
/// After the last promise a rider may still stand at a door.
const AFTERWARDS_MS: u64 = 30 * 60_000;
/// Without scales: one of anything.
const GRAMS: u64 = 500;
/// What the box of a motorcycle holds.
const BOX_GRAMS: u64 = 30_000;

/// The desk's form: plans the open orders of a market for some riders.
///
/// # Errors
/// When the store refuses, or too many plan at once.
pub async fn form(app: &App, fields: &[(String, String)]) -> AppResult<DeskNotice> {
    let market = view::param(fields, "market");
    let Ok(published) = app.market(market) else { return Ok(DeskNotice::Incomplete) };
    let riders = view::param(fields, "riders").parse().unwrap_or(1).clamp(1, MAX_RIDERS);
    let _slot = app.plans.try_acquire().map_err(|_| AppError::new(StatusCode::SERVICE_UNAVAILABLE))?;
    let rows = app.store.orders(market, orders::MAX_ORDERS).await?;
    let asked: Vec<Order> = rows.iter().filter_map(|row| order_of(&published.market, row)).collect();
    if asked.is_empty() {
        return Ok(DeskNotice::Incomplete);
    }
    let wanted = question(&published.market, asked, riders);
    let graph_of = published.clone();
    let answer = tokio::task::spawn_blocking(move || market_delivery::plan(&graph_of.graph, &wanted)).await?;
    let plan = match answer {
        Ok(plan) => plan,
        Err(problems) => {
            tracing::warn!(market, problems = problems.len(), "the orders cannot be planned");
            return Ok(DeskNotice::PlanFailed);
        }
    };
    // A plan that serves nobody is kept too: it says why.
    store(app, market, &plan).await?;
    Ok(if plan.totals.orders > 0 { DeskNotice::Planned } else { DeskNotice::PlanFailed })
}

async fn store(app: &App, market: &str, plan: &Plan) -> AppResult<()> {
    let id = format!("p-{}", secret::random_hex::<6>()?);
    let body = serde_json::to_string(plan).map_err(AppError::internal)?;
    let served: Vec<String> =
        plan.riders.iter().flat_map(|r| &r.trips).flat_map(|t| t.orders.iter().cloned()).collect();
    let busy = plan.riders.iter().enumerate().filter(|(_, r)| !r.trips.is_empty());
    let riders: Vec<NewRider> = busy
        .map(|(n, _)| NewRider {
            token_sha256: secret::sha256_hex(token(app, market, &id, n).as_bytes()),
            rider: number(n),
        })
        .collect();
    let now = clock::now_ms();
    let new = NewPlan {
        plan: &id,
        graph: &plan.graph,
        body: &body,
        riders: &riders,
        orders: &served,
        expires_ms: now + LINK_MS,
    };
    Ok(app.store.add_plan(market, &new, now).await?)
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The secret of a rider's link: the desk can show it again, the store cannot tell it.
fn token(app: &App, market: &str, plan: &str, rider: usize) -> String {
    let inner = secret::sha256_hex(format!("{}|{market}|{plan}|{rider}", app.key).as_bytes());
    let outer = secret::sha256_hex(format!("{}|{inner}", app.key).as_bytes());
    outer.chars().take(40).collect()
}

/// The key in the data folder; made at the first start, readable by the owner alone.
///
/// # Errors
/// When it can neither be read nor be made.
pub fn read_key(data: &Path) -> anyhow::Result<String> {
    let path = data.join("secret.key");
    if let Ok(key) = std::fs::read_to_string(&path)
        && key.len() == 64
    {
        return Ok(key);
    }
    let key = secret::random_hex::<32>().context("the operating system gives no randomness")?;
    let temporary = data.join("secret.key.tmp");
    let _ = std::fs::remove_file(&temporary);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&temporary).context("cannot write the key of riders' links")?;
    std::io::Write::write_all(&mut file, key.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&temporary, &path)?;
    Ok(key)
}

/// An open order as the planner reads it; `None` when it is not open or not to be delivered any more.
fn order_of(market: &Market, row: &OrderRow) -> Option<Order> {
    let order: OrderRequest = serde_json::from_str(&row.body).ok().filter(|_| row.state == "open")?;
    let known = market.addresses.iter().any(|a| a.id == order.address);
    let open = known && order.lines.iter().all(|l| market.stall(&l.stall).is_some());
    let time =
        |text: &str, usual: Clock| if text.is_empty() { usual } else { Clock::parse(text).unwrap_or(usual) };
    open.then(|| Order {
        id: row.order.clone(),
        items: order.lines.iter().map(item).collect(),
        address: format!("address:{}", order.address),
        window: [time(&order.from, DAY[0]), time(&order.until, DAY[1])],
        ..Order::default()
    })
}

/// A quantity that is a number counts; one in words, such as `600 g`, is told to the rider as it is.
fn item(line: &OrderLine) -> Item {
    let count = line.quantity.trim().parse::<u64>().ok().filter(|n| (1..=100).contains(n));
    let words = if count.is_some() { "" } else { line.quantity.trim() };
    let good = format!("{} {words}", line.goods.trim()).trim().to_owned();
    let count = count.unwrap_or(1);
    let stall = format!("stall:{}", line.stall);
    Item { stall, good, count, grams: GRAMS * count, ..Item::default() }
}

fn question(market: &Market, asked: Vec<Order>, riders: usize) -> Orders {
    let hub =
        market.facilities.iter().find(|f| f.kind == FacilityKind::Hub).map(|f| format!("facility:{}", f.id));
    let start = hub.or_else(|| market.gates.first().map(|g| format!("gate:{}", g.id))).unwrap_or_default();
    let first = asked.iter().map(|o| o.window[0]).min().unwrap_or(DAY[0]).0.saturating_sub(3_600_000);
    let last = asked.iter().map(|o| o.window[1]).max().unwrap_or(DAY[1]).0 + AFTERWARDS_MS;
    let rider = |n: usize| Rider {
        id: format!("rider-{}", n + 1),
        start: start.clone(),
        capacity_grams: BOX_GRAMS,
        shift: [Clock(first), Clock(last)],
        ..Rider::default()
    };
    Orders {
        format: ORDERS_FORMAT.to_owned(),
        version: ORDERS_FORMAT_VERSION,
        market: market.id.to_string(),
        orders: asked,
        riders: (0..riders).map(rider).collect(),
        ..Orders::default()
    }
}

/// Why orders are not in the newest plan, by order.
///
/// # Errors
/// When the store cannot be read.
pub async fn left_over(app: &App, market: &str) -> AppResult<BTreeMap<String, Text>> {
    let newest = app.store.plans(market, 1).await?.into_iter().next();
    let plan = newest.and_then(|row| serde_json::from_str::<Plan>(&row.body).ok());
    let unserved = plan.map(|plan| plan.unserved).unwrap_or_default();
    Ok(unserved.into_iter().map(|u| (u.order, u.reason)).collect())
}

/// The riders of the newest plans whose links still open.
///
/// # Errors
/// When the store cannot be read.
pub async fn for_desk(app: &Shared, published: &Published) -> AppResult<Vec<DeskRider>> {
    let market = published.market.id.as_str();
    let mut riders = Vec::new();
    for row in app.store.plans(market, SHOWN_PLANS).await? {
        let Ok(plan) = serde_json::from_str::<Plan>(&row.body) else { continue };
        for (n, planned) in plan.riders.iter().enumerate().filter(|(_, r)| !r.trips.is_empty()) {
            let token = token(app, market, &row.plan, n);
            let hash = secret::sha256_hex(token.as_bytes());
            let Some(link) = app.store.rider(market, &hash, clock::now_ms()).await? else { continue };
            riders.push(DeskRider {
                market: published.market.id.clone(),
                name: rider::name(n),
                url: format!("/m/{market}/rider/{token}"),
                done: app.store.stops(market, &link).await?.len(),
                stops: rider::tasks(planned).len(),
            });
        }
    }
    Ok(riders)
}

/// Takes the orders in that lie beside the survey tables; those that are there already stay as they are.
///
/// # Errors
/// When the store refuses.
pub async fn take_first_orders(app: &App) -> anyhow::Result<()> {
    for published in app.catalogue.markets() {
        let market = published.market.id.as_str();
        let path = import::survey_dir(&app.data, market).join(import::ORDERS);
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let read = match Orders::from_json(&bytes) {
            Ok(read) => read,
            Err(problems) => {
                let shown: Vec<String> = problems.iter().map(|p| p.render(market_model::Lang::En)).collect();
                tracing::warn!(market, problems = shown.join("; "), "orders.json cannot be read");
                continue;
            }
        };
        for order in read.orders {
            let Some(body) = request_of(&published.market, &order) else {
                tracing::warn!(market, order = order.id, "an order of orders.json names an unknown place");
                continue;
            };
            app.store.add_order(market, &order.id, &serde_json::to_string(&body)?, clock::now_ms()).await?;
        }
    }
    Ok(())
}

fn request_of(market: &Market, order: &Order) -> Option<OrderRequest> {
    let address = order.address.strip_prefix("address:").unwrap_or(&order.address);
    let address = market.addresses.iter().find(|a| a.id.as_str() == address)?.id.clone();
    let line = |item: &Item| {
        let stall = item.stall.strip_prefix("stall:").unwrap_or(&item.stall);
        let stall = market.stall(stall)?.id.to_string();
        Some(OrderLine { stall, goods: item.good.clone(), quantity: item.count.to_string() })
    };
    let lines = order.items.iter().map(line).collect::<Option<Vec<_>>>()?;
    let [from, until] = order.window;
    Some(OrderRequest { address, from: from.to_string(), until: until.to_string(), lines })
}
