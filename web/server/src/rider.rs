//! A rider's page: stops in order, the way to the next one, what changed, and one tap for what was done.

use std::collections::{BTreeMap, BTreeSet};

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use market_delivery::{Plan, RiderPlan, Stop, StopKind};
use market_model::{Lang, Text};
use market_pages::{Ctx, RiderChanges, RiderPage, RiderStop, Timing, pages};
use market_routing::Moment;
use market_store::{RiderRow, Said};

use crate::app::{App, Shared};
use crate::course;
use crate::error::{AppError, AppResult};
use crate::plan::{self, Run};
use crate::published::Published;
use crate::stops::{self, Scene, Task};
use crate::{again, clock, codes, files, secret, view};

/// How long a rider may take the word back that something was delivered.
const UNDO_MS: i64 = 10 * 60 * 1_000;
const MAX_NOTE_CHARS: usize = 200;
/// A tap may come this much later, from a dead zone, and still counts for the time at which it was made.
const MAX_DELAY_MS: i64 = 12 * 60 * 60 * 1_000;
/// A tap may be meant for a version this much older.
const MAX_OLD_VERSIONS: i64 = 20;
/// `?at=`: every stop is done.
const ALL_DONE: &str = "end";

/// Short name of a rider.
#[must_use]
pub fn name(rider: usize, lang: Lang) -> String {
    let word = match lang {
        Lang::Ko => "라이더",
        Lang::En => "Rider",
        Lang::Zh => "骑手",
        Lang::Ja => "ライダー",
    };
    format!("{word} {}", rider + 1)
}

/// Whose page a token opens.
async fn enter(app: &App, market: &str, token: &str) -> AppResult<(RiderRow, Run)> {
    let hash = secret::sha256_hex(token.as_bytes());
    let link = app.store.rider(market, &hash, clock::now_ms()).await?.ok_or_else(AppError::not_found)?;
    let row = app.store.plan(market, &link.run).await?.ok_or_else(AppError::not_found)?;
    let run = plan::read(app, market, row).await?.ok_or_else(AppError::not_found)?;
    Ok((link, run))
}

fn number(link: &RiderRow) -> usize {
    usize::try_from(link.rider).unwrap_or(usize::MAX)
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
    let (link, run) = enter(&app, &market, &token).await?;
    let before = before(&app, &market, &run).await?;
    let ctx = view::ctx(&app, &uri);
    let mut requests = BTreeMap::new();
    for order in open_doors(&run, number(&link), view::param(&ctx.query, "at")) {
        let request =
            app.store.order(&market, &order).await?.and_then(|r| serde_json::from_str(&r.body).ok());
        requests.extend(request.map(|r| (order, r)));
    }
    let html = tokio::task::spawn_blocking(move || {
        let n = number(&link);
        run.plan.riders.get(n)?;
        let all = run.plan.riders.iter().flat_map(|r| &r.trips).flat_map(|t| &t.orders);
        let ids = all.chain(run.plan.changes.iter().map(|c| &c.order));
        let codes = ids.map(|o| (o.as_str(), codes::handover(&app, &market, o))).collect();
        let today = clock::day_after(clock::now_ms(), 0) == Some(run.day);
        let scene = Scene { market: &published.market, ctx: &ctx, run: &run, codes, requests, today };
        Some(render(&app, &published, &scene, n, token, before.as_ref()))
    })
    .await?;
    html.map(view::private).ok_or_else(AppError::not_found)
}

/// The version before, when there is one: riders whose orders went elsewhere are told too.
async fn before(app: &App, market: &str, run: &Run) -> AppResult<Option<Plan>> {
    if run.version < 2 {
        return Ok(None);
    }
    let row = app.store.plan_version(market, &run.id, run.version - 1).await?;
    Ok(row.and_then(|row| serde_json::from_str(&row.body).ok()))
}

/// How many tasks are taken as done, for the page of a rider who has no signal to say so.
fn assumed(tasks: &[Task<'_>], at: &str) -> usize {
    if at == ALL_DONE { tasks.len() } else { tasks.iter().position(|t| t.key == at).unwrap_or(0) }
}

/// The first task that waits.
fn next(run: &Run, tasks: &[Task<'_>], assumed: usize) -> Option<usize> {
    tasks.iter().enumerate().position(|(n, t)| n >= assumed && !run.facts.is_done(t.stop))
}

/// Orders whose door may be shown: not delivered, of the trip under way.
fn open_doors(run: &Run, rider: usize, at: &str) -> Vec<String> {
    let Some(planned) = run.plan.riders.get(rider) else { return Vec::new() };
    let tasks = stops::tasks(&run.id, planned);
    let trip = next(run, &tasks, assumed(&tasks, at)).and_then(|n| tasks.get(n)).map(|t| t.trip);
    let doors = tasks.iter().filter(|t| t.stop.kind == StopKind::Deliver && Some(t.trip) == trip);
    let open = doors.flat_map(|t| t.stop.orders.iter().cloned());
    open.filter(|o| !run.is_delivered(o)).collect()
}

fn render(
    app: &App,
    published: &Published,
    scene: &Scene<'_>,
    n: usize,
    token: String,
    before: Option<&Plan>,
) -> String {
    let (run, ctx, market) = (scene.run, scene.ctx, scene.market);
    let empty: &[Task<'_>] = &[];
    let tasks = run.plan.riders.get(n).map(|planned| stops::tasks(&run.id, planned));
    let tasks = tasks.as_deref().unwrap_or(empty);
    let assumed = assumed(tasks, view::param(&ctx.query, "at"));
    let next = next(run, tasks, assumed);
    let trip = next.and_then(|n| tasks.get(n)).map(|t| t.trip);
    // What is done of a trip that is over was delivered, or reported: its doors are closed.
    let told = |(n, task): (usize, &Task<'_>)| scene.stop(task, n < assumed, Some(task.trip) == trip);
    let mut stops: Vec<RiderStop> = tasks.iter().enumerate().map(told).collect();
    for (stop, task) in stops.iter_mut().zip(tasks) {
        stop.photo = files::photo_of(app, market, &task.stop.place);
    }
    if assumed > 0 {
        // Read later, and without us: what is late now says nothing then.
        stops.iter_mut().for_each(|s| s.timing = Timing::Unknown);
    }
    let minute = ctx.minute.unwrap_or(0);
    let now = app.conditions.of(market.id.as_str());
    let notes = now.notes(market, minute);
    let at = ctx.today.filter(|_| scene.today).map(|date| Moment { date, minute });
    let under = (!notes.is_empty()).then(|| published.graph.under(&now.at(market, minute), at).0);
    let page = RiderPage {
        market,
        plan_svg: &published.plan_svg,
        token,
        rider: name(n, ctx.lang),
        version: run.version,
        stops,
        way: next.and_then(|n| tasks.get(n)).map(|task| stops::way(task, under.as_ref())),
        conditions: notes.into_iter().map(|n| Text::new(n.ko, n.en)).collect(),
        changes: changes(scene, n, before),
    };
    pages::rider(ctx, &page)
}

fn orders_of(rider: &RiderPlan) -> BTreeSet<&str> {
    rider.trips.iter().flat_map(|t| &t.orders).map(String::as_str).collect()
}

/// What the last re-plan changed for this rider, in the words of the planner, orders named by their codes.
fn changes(scene: &Scene<'_>, n: usize, before: Option<&Plan>) -> Option<RiderChanges> {
    let run = scene.run;
    let of = |plan: &Plan| -> BTreeSet<String> {
        plan.riders.get(n).map(orders_of).unwrap_or_default().into_iter().map(str::to_owned).collect()
    };
    let now = of(&run.plan);
    let mut mine = now.clone();
    mine.extend(before.map(&of).unwrap_or_default());
    let own = run.plan.changes.iter().filter(|c| mine.contains(&c.order));
    let items: Vec<Text> = own
        .map(|change| {
            let code = scene.codes.get(change.order.as_str()).cloned().unwrap_or_default();
            let ko = again::named(&change.text.ko, &run.question, &|n| name(n, Lang::Ko));
            let en = again::named(&change.text.en, &run.question, &|n| name(n, Lang::En));
            let aboard = !now.contains(&change.order)
                && run.facts.iter().any(|s| s.order == change.order && s.state == "collected");
            let (back_ko, back_en) = if aboard {
                (". 실은 물건은 시장에 돌려주세요", ". Bring its goods back to the market")
            } else {
                ("", "")
            };
            Text::new(format!("{code} · {ko}{back_ko}"), format!("{code} · {en}{back_en}"))
        })
        .collect();
    let is_said = run.facts.iter().any(|s| usize::try_from(s.rider) == Ok(n) && s.at_ms > run.made_ms);
    (run.version > 1).then(|| RiderChanges { at: again::clock_text(run.made_ms), items, seen: is_said })
}

/// `GET /m/{market}/rider/{token}/version`: which version the link shows, so that an open page can tell that it is old.
///
/// # Errors
/// Not found: unknown, or expired.
pub async fn version(
    State(app): State<Shared>,
    Path((market, token)): Path<(String, String)>,
) -> AppResult<Response> {
    let (_, run) = enter(&app, &market, &token).await?;
    Ok(view::json(&serde_json::json!({ "version": run.version })))
}

/// The stop that a key names, in this version or an earlier one: a tap may come from a dead zone.
async fn stop_of(app: &App, market: &str, link: &RiderRow, run: &Run, key: &str) -> AppResult<Stop> {
    let find = |plan: &Plan| {
        let stops = plan.riders.get(number(link)).into_iter().flat_map(|r| &r.trips).flat_map(|t| &t.stops);
        let mut tasks = stops.filter(|s| course::is_task(s));
        tasks.find(|s| course::key(&run.id, s) == key).cloned()
    };
    if let Some(stop) = find(&run.plan) {
        return Ok(stop);
    }
    for version in (1..run.version).rev().take(usize::try_from(MAX_OLD_VERSIONS).unwrap_or(1)) {
        let row = app.store.plan_version(market, &run.id, version).await?;
        let plan: Option<Plan> = row.and_then(|row| serde_json::from_str(&row.body).ok());
        if let Some(stop) = plan.as_ref().and_then(find) {
            return Ok(stop);
        }
    }
    Err(AppError::not_found())
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
    let (link, run) = enter(&app, &market, &token).await?;
    let stop = stop_of(&app, &market, &link, &run, view::param(&fields, "stop")).await?;
    match (view::param(&fields, "action"), stop.kind == StopKind::Deliver) {
        ("delivered", true) => {
            app.store.say(&market, &run.id, &facts(&link, &stop, "delivered", &fields)).await?;
            for order in &stop.orders {
                app.store.set_order_state(&market, order, "delivered").await?;
            }
        }
        (state @ ("collected" | "missing"), false) | (state @ "problem", _) => {
            app.store.say(&market, &run.id, &facts(&link, &stop, state, &fields)).await?;
        }
        ("undo", _) => undo(&app, &market, &run, &stop).await?,
        _ => return Err(AppError::new(StatusCode::BAD_REQUEST)),
    }
    let lang = view::lang_of(&format!("lang={}", view::param(&fields, "lang")));
    let link = Ctx { lang, ..Ctx::default() }.link(&format!("/m/{market}/rider/{token}"), &[]);
    Ok(Redirect::to(&link).into_response())
}

/// One fact for each order of the stop. `item` names the goods that are missing; without any, all are.
fn facts(link: &RiderRow, stop: &Stop, state: &str, fields: &[(String, String)]) -> Vec<Said> {
    let note: String =
        view::param(fields, "note").chars().filter(|c| !c.is_control()).take(MAX_NOTE_CHARS).collect();
    let now = clock::now_ms();
    let at_ms = view::param(fields, "at_ms").parse().unwrap_or(now).clamp(now - MAX_DELAY_MS, now);
    let chosen: BTreeSet<usize> =
        fields.iter().filter(|(k, _)| k == "item").filter_map(|(_, v)| v.parse().ok()).collect();
    let fact = |order: &String| {
        let items = stop.items.iter().enumerate().filter(|(_, i)| i.order == *order);
        let gone = items.filter(|(n, _)| chosen.is_empty() || chosen.contains(n));
        let goods: Vec<&str> = gone.map(|(_, i)| i.good.as_str()).collect();
        let state = if state == "missing" && goods.is_empty() { "collected" } else { state };
        Said {
            order: order.clone(),
            place: course::place(stop).to_owned(),
            rider: link.rider,
            state: state.to_owned(),
            goods: if state == "missing" { goods.join("\n") } else { String::new() },
            note: note.clone(),
            at_ms,
        }
    };
    stop.orders.iter().map(fact).collect()
}

/// Takes the last word on a stop back; a delivery only for some minutes, because its address comes back too.
async fn undo(app: &App, market: &str, run: &Run, stop: &Stop) -> AppResult<()> {
    let said = run.facts.at(stop);
    let Some(last) = said.iter().map(|s| s.at_ms).max() else { return Ok(()) };
    if said.iter().any(|s| s.state == "delivered") {
        if last + UNDO_MS < clock::now_ms() {
            return Err(AppError::new(StatusCode::FORBIDDEN));
        }
        for order in &stop.orders {
            app.store.reopen_order(market, order).await?;
        }
    }
    Ok(app.store.unsay(market, &run.id, &stop.orders, course::place(stop)).await?)
}
