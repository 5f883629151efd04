//! A rider's page: stops in order, the way to the next one, and one tap for what was done.
//!
//! Invariant: an address is shown only while its job is open; after the delivery neither page nor way names it.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use market_delivery::{Clock, Leg, Plan, RiderPlan, Stop, StopKind};
use market_model::{Frame, Lang, Market, StallId, Wgs84};
use market_pages::{
    Ctx, RiderPage, RiderStop, RoutePoint, RouteStep, RouteView, StopGood, StopPlace, StopState, Timing,
    pages,
};
use market_store::{RiderRow, StopRow};

use crate::app::{App, Shared};
use crate::error::{AppError, AppResult};
use crate::{clock, secret, view};

/// How long a rider may take the word back that something was delivered.
const UNDO_MS: i64 = 10 * 60 * 1_000;
const MAX_NOTE_CHARS: usize = 200;
/// A tap may come this much later, from a dead zone, and still counts for the time at which it was made.
const MAX_DELAY_MS: i64 = 12 * 60 * 60 * 1_000;
/// Farther from the plan than this, it is another day's.
const MAX_OFF_PLAN_MIN: i64 = 180;
/// `?at=`: every stop is done.
const ALL_DONE: &str = "end";

/// Short name of a rider.
#[must_use]
pub fn name(rider: usize) -> String {
    format!("라이더 {}", rider + 1)
}

/// A stop at which the rider has something to do and to say, and the way to it.
pub struct Task<'a> {
    /// Names the stop.
    pub key: String,
    /// The stop.
    pub stop: &'a Stop,
    /// The way from the task before, over stops where nothing is said.
    legs: Vec<&'a Leg>,
    /// Where the motorcycle stands, at the first stop of a trip.
    gate: Option<&'a market_model::Text>,
}

/// The tasks of a rider. Parking and packing are part of the way.
#[must_use]
pub fn tasks(rider: &RiderPlan) -> Vec<Task<'_>> {
    let mut tasks = Vec::new();
    for (t, trip) in rider.trips.iter().enumerate() {
        let (mut legs, mut gate) = (Vec::new(), Some(&trip.gate_label));
        for (s, stop) in trip.stops.iter().enumerate() {
            legs.push(&stop.leg);
            if matches!(stop.kind, StopKind::Pickup | StopKind::Deliver) {
                tasks.push(Task {
                    key: format!("{t}-{s}"),
                    stop,
                    legs: std::mem::take(&mut legs),
                    gate: gate.take(),
                });
            }
        }
    }
    tasks
}

/// Whose page a token opens.
async fn enter(app: &App, market: &str, token: &str) -> AppResult<(RiderRow, Plan)> {
    let hash = secret::sha256_hex(token.as_bytes());
    let link = app.store.rider(market, &hash, clock::now_ms()).await?.ok_or_else(AppError::not_found)?;
    let row = app.store.plan(market, &link.plan).await?.ok_or_else(AppError::not_found)?;
    let plan = serde_json::from_str(&row.body).map_err(AppError::internal)?;
    Ok((link, plan))
}

/// `GET /m/{market}/rider/{token}`.
///
/// # Errors
/// Not found: unknown, or expired.
pub async fn page(
    State(app): State<Shared>,
    Path((market, token)): Path<(String, String)>,
    uri: Uri,
) -> AppResult<Response> {
    let published = app.market(&market)?;
    let (link, plan) = enter(&app, &market, &token).await?;
    let said = app.store.stops(&market, &link).await?;
    let ctx = view::ctx(&app, &uri);
    let html = tokio::task::spawn_blocking(move || {
        let number = usize::try_from(link.rider).unwrap_or(usize::MAX);
        let planned = plan.riders.get(number)?;
        let tasks = tasks(planned);
        let at = view::param(&ctx.query, "at");
        // Everything before this stop is taken as done: the page for a rider who has no signal to say so.
        let known = tasks.iter().position(|t| t.key == at);
        let assumed = if at == ALL_DONE { tasks.len() } else { known.unwrap_or(0) };
        let told = |(n, task)| stop(&published.market, &ctx, task, &said, n < assumed);
        let mut stops: Vec<RiderStop> = tasks.iter().enumerate().map(told).collect();
        if assumed > 0 {
            // Read later, and without us: what is late now says nothing then.
            stops.iter_mut().for_each(|s| s.timing = Timing::Unknown);
        }
        let next = stops.iter().position(|s| s.state == StopState::Waiting);
        let way = next.and_then(|n| tasks.get(n)).map(|task| way(&task.legs));
        let page = RiderPage {
            market: &published.market,
            plan_svg: &published.plan_svg,
            token,
            rider: name(number),
            stops,
            way,
        };
        Some(pages::rider(&ctx, &page))
    })
    .await?;
    html.map(view::private).ok_or_else(AppError::not_found)
}

fn stop(market: &Market, ctx: &Ctx, task: &Task<'_>, said: &[StopRow], assumed: bool) -> RiderStop {
    let said = said.iter().find(|s| s.stop == task.key);
    let state = match said.map_or("", |s| s.state.as_str()) {
        "collected" => StopState::Collected,
        "missing" => StopState::Missing,
        "delivered" => StopState::Delivered,
        "problem" => StopState::Problem,
        _ if !assumed => StopState::Waiting,
        _ if task.stop.kind == StopKind::Deliver => StopState::Delivered,
        _ => StopState::Collected,
    };
    let goods = task.stop.items.iter();
    let goods = goods.map(|i| StopGood { name: i.good.clone(), quantity: format!("× {}", i.count) });
    let note = match (said, task.gate) {
        (Some(said), _) => said.note.clone(),
        (None, Some(gate)) if ctx.lang == Lang::Ko => format!("오토바이 세울 곳: {}", gate.ko),
        (None, Some(gate)) => format!("Park at: {}", gate.en),
        (None, None) => String::new(),
    };
    RiderStop {
        key: task.key.clone(),
        place: place(market, task.stop, state),
        goods: goods.collect(),
        state,
        planned: task.stop.arrive.to_string().chars().take(5).collect(),
        timing: timing(ctx, &task.stop.arrive, state),
        note,
    }
}

/// Now against the plan, for a stop that waits. A plan is for a day, whichever day that is: hours apart says nothing.
fn timing(ctx: &Ctx, planned: &Clock, state: StopState) -> Timing {
    let planned = i64::try_from(planned.0 / 60_000).ok();
    let (Some(now), Some(planned)) = (ctx.minute.map(i64::from), planned) else { return Timing::Unknown };
    let late = now - planned;
    if state != StopState::Waiting || late.abs() > MAX_OFF_PLAN_MIN {
        return Timing::Unknown;
    }
    let minutes = u16::try_from(late.abs()).unwrap_or(0);
    match late {
        ..=-10 => Timing::Early(minutes),
        -9..=5 => Timing::OnTime,
        _ => Timing::Late(minutes),
    }
}

fn place(market: &Market, stop: &Stop, state: StopState) -> StopPlace {
    if stop.kind == StopKind::Pickup {
        let id = stop.place.strip_prefix("stall:").unwrap_or(&stop.place);
        return StallId::new(id).map_or_else(|_| StopPlace::Hub(stop.label.ko.clone()), StopPlace::Stall);
    }
    if state == StopState::Delivered {
        return StopPlace::Door { address: None, place: None };
    }
    let id = stop.place.strip_prefix("address:").unwrap_or(&stop.place);
    let address = market.addresses.iter().find(|a| a.id.as_str() == id);
    let place = market.origin.zip(address).and_then(|(origin, address)| {
        let (lat, lon) = Frame::at(origin).wgs84_from_market(address.point);
        Wgs84::in_korea(lat, lon)
    });
    StopPlace::Door { address: address.map(|a| a.label.clone()), place }
}

/// Legs one after another. A way that begins at a door does not name it: that job is done.
fn way(legs: &[&Leg]) -> RouteView {
    let mut route = RouteView::default();
    for leg in legs {
        route.length_mm += leg.length_mm;
        route.time_ms += leg.time_ms;
        route.points.extend(leg.points.iter().map(|p| RoutePoint {
            x_mm: p.x_mm,
            y_mm: p.y_mm,
            z_mm: p.z_mm,
            level: p.level.clone(),
        }));
        let hidden = usize::from(leg.from.starts_with("address:"));
        let told = leg.steps.iter().skip(hidden);
        let steps =
            told.filter_map(|s| serde_json::to_value(s).and_then(serde_json::from_value::<RouteStep>).ok());
        route.steps.extend(steps);
    }
    route
}

/// `POST /m/{market}/rider/{token}/stop`: what was done at a stop.
///
/// # Errors
/// Not found, not a stop, not an action.
pub async fn say(
    State(app): State<Shared>,
    Path((market, token)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> AppResult<Response> {
    let (link, plan) = enter(&app, &market, &token).await?;
    let number = usize::try_from(link.rider).unwrap_or(usize::MAX);
    let planned = plan.riders.get(number).ok_or_else(AppError::not_found)?;
    let tasks = tasks(planned);
    let key = view::param(&fields, "stop");
    let task = tasks.iter().find(|t| t.key == key).ok_or_else(AppError::not_found)?;
    let note: String =
        view::param(&fields, "note").chars().filter(|c| !c.is_control()).take(MAX_NOTE_CHARS).collect();
    let delivery = task.stop.kind == StopKind::Deliver;
    let now = clock::now_ms();
    let at_ms = view::param(&fields, "at_ms").parse().unwrap_or(now).clamp(now - MAX_DELAY_MS, now);
    match (view::param(&fields, "action"), delivery) {
        ("delivered", true) => {
            app.store.set_stop(&market, &link, key, Some(("delivered", &note)), at_ms).await?;
            for order in &task.stop.orders {
                app.store.set_order_state(&market, order, "delivered").await?;
            }
        }
        (state @ ("collected" | "missing"), false) | (state @ "problem", _) => {
            app.store.set_stop(&market, &link, key, Some((state, &note)), at_ms).await?;
        }
        ("undo", _) => undo(&app, &market, &link, task).await?,
        _ => return Err(AppError::new(axum::http::StatusCode::BAD_REQUEST)),
    }
    let lang = view::lang_of(&format!("lang={}", view::param(&fields, "lang")));
    let link = Ctx { lang, ..Ctx::default() }.link(&format!("/m/{market}/rider/{token}"), &[]);
    Ok(Redirect::to(&link).into_response())
}

/// Takes the last word on a stop back; a delivery only for some minutes, because its address comes back too.
async fn undo(app: &App, market: &str, link: &RiderRow, task: &Task<'_>) -> AppResult<()> {
    let said = app.store.stops(market, link).await?.into_iter().find(|s| s.stop == task.key);
    let Some(said) = said else { return Ok(()) };
    if said.state == "delivered" {
        if said.at_ms + UNDO_MS < clock::now_ms() {
            return Err(AppError::new(axum::http::StatusCode::FORBIDDEN));
        }
        for order in &task.stop.orders {
            app.store.reopen_order(market, order).await?;
        }
    }
    Ok(app.store.set_stop(market, link, &task.key, None, clock::now_ms()).await?)
}
