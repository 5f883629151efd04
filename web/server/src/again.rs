//! Planning again under way: what was done stays, and the manager's event, new orders and missing goods are worked in.
//!
//! Invariant: riders' links keep working; the same token shows the new version and what changed in it.

use axum::http::StatusCode;
use market_delivery::{Clock, EVENTS_FORMAT, Event, Events, Limits, Orders};
use market_pages::DeskNotice;
use market_wire::OrderRequest;

use crate::app::App;
use crate::course;
use crate::error::{AppError, AppResult};
use crate::plan::{self, Run, Version};
use crate::published::Published;
use crate::{clock, conditions, orders, question, view};

/// What a day's version may grow to.
const MAX_VERSIONS: i64 = 500;

/// The desk's form: `event` says what happened, the other fields to whom.
///
/// # Errors
/// When the store refuses, or too many plan at once.
pub async fn form(app: &App, fields: &[(String, String)]) -> AppResult<DeskNotice> {
    let market = view::param(fields, "market");
    let Ok(published) = app.market(market) else { return Ok(DeskNotice::Incomplete) };
    if view::param(fields, "event") == "withdraw" {
        return withdraw(app, market, view::param(fields, "order")).await;
    }
    let Some(mut run) = run_of(app, fields).await? else { return Ok(DeskNotice::Incomplete) };
    let Some(mut events) = happened(app, &published, &mut run, fields).await? else {
        return Ok(DeskNotice::Incomplete);
    };
    let before = run.question.orders.iter().map(|o| o.id.clone()).collect::<Vec<_>>();
    plan::heed(app, &published.market, &mut run.question);
    // As an event: the planner then looks again at the ways that it touches, and says what changed by it.
    let conditions = plan::by_the_hour(app, &published.market);
    if conditions != run.question.conditions {
        let conditions = Box::new(conditions.unwrap_or_default());
        events.events.push(Event::Conditions { conditions });
    }
    let mut went = run.plan.clone();
    course::as_it_went(&mut went, run.day, &run.facts, events.now);
    let _slot = app.plans.try_acquire().map_err(|_| AppError::new(StatusCode::SERVICE_UNAVAILABLE))?;
    let (graph_of, question) = (published.clone(), run.question.clone());
    let answer = tokio::task::spawn_blocking(move || {
        market_delivery::replan(&graph_of.graph, &question, &went, &events, Limits::default(), &mut || false)
    });
    let replanned = match answer.await? {
        Ok(replanned) => replanned,
        Err(problems) => {
            let shown: Vec<String> =
                problems.iter().take(5).map(|p| p.render(market_model::Lang::En)).collect();
            tracing::warn!(market, problems = shown.join("; "), "the day cannot be planned again");
            return Ok(DeskNotice::PlanFailed);
        }
    };
    let kept = |id: &String| replanned.orders.orders.iter().any(|o| o.id == *id);
    let cancelled: Vec<String> = before.into_iter().filter(|id| !kept(id)).collect();
    let version = Version { run: &run.id, version: run.version + 1, day: run.day, cancelled: &cancelled };
    if !plan::store(app, market, &version, &replanned.orders, &replanned.plan).await? {
        return Err(AppError::new(StatusCode::SERVICE_UNAVAILABLE));
    }
    Ok(if replanned.plan.unserved.is_empty() { DeskNotice::Replanned } else { DeskNotice::ReplannedPartly })
}

/// An order that waits, in no plan or left over by one, is not wanted any more. Nobody's way changes by that.
async fn withdraw(app: &App, market: &str, order: &str) -> AppResult<DeskNotice> {
    let row = app.store.order(market, order).await?.filter(|row| row.state == "open");
    let moved = row.is_some() && app.store.set_order_state(market, order, "cancelled").await?;
    Ok(if moved { DeskNotice::OrderCancelled } else { DeskNotice::Incomplete })
}

/// The run that the form names, else the newest.
async fn run_of(app: &App, fields: &[(String, String)]) -> AppResult<Option<Run>> {
    let runs = plan::open_runs(app, view::param(fields, "market")).await?;
    let (id, day) = (view::param(fields, "run"), view::param(fields, "day"));
    let fits = |run: &Run| (id.is_empty() || run.id == id) && (day.is_empty() || run.day.to_string() == day);
    Ok(runs.into_iter().find(fits).filter(|run| run.version < MAX_VERSIONS))
}

/// Everything that happened since the version before. `None` when the form lacks something.
async fn happened(
    app: &App,
    published: &Published,
    run: &mut Run,
    fields: &[(String, String)],
) -> AppResult<Option<Events>> {
    let now = run.now();
    let rows = app.store.orders(published.market.id.as_str(), orders::MAX_ORDERS).await?;
    let withdrawn = |id: &str| rows.iter().any(|r| r.order == id && r.state == "cancelled");
    run.question.orders.retain(|o| !withdrawn(&o.id));
    let mut events = without_missing(run);
    let new = plan::waiting(&rows).into_iter().filter(|w| w.day == run.day);
    let new = new.filter_map(|w| question::order_of(&published.market, &w.id, &w.request));
    let mut new: Vec<_> = new.filter(|o| run.question.orders.iter().all(|old| old.id != o.id)).collect();
    let cancel = view::param(fields, "order");
    if view::param(fields, "event") == "cancel" && new.iter().any(|o| o.id == cancel) {
        // Nobody has planned it yet: the rest of the day is worked in all the same.
        app.store.set_order_state(published.market.id.as_str(), cancel, "cancelled").await?;
        new.retain(|o| o.id != cancel);
    } else {
        let Some(wish) = wish(app, published, run, fields, now).await? else { return Ok(None) };
        events.extend(wish);
    }
    events.extend(new.into_iter().map(|order| Event::NewOrder { order: Box::new(order) }));
    Ok(Some(Events { format: EVENTS_FORMAT.to_owned(), version: 1, now, events }))
}

/// Takes goods that riders did not get out of the question; orders of which nothing is left are cancelled.
fn without_missing(run: &mut Run) -> Vec<Event> {
    let (facts, question) = (&run.facts, &mut run.question);
    let mut events = Vec::new();
    for order in &mut question.orders {
        let left = order.items.iter().filter(|i| !facts.is_missing(&order.id, &i.good)).count();
        if left == 0 {
            events.push(Event::Cancelled { order: order.id.clone() });
        } else {
            order.items.retain(|i| !facts.is_missing(&order.id, &i.good));
        }
    }
    events
}

/// What the manager's form says: none, one or several events; `None` when a field is missing.
async fn wish(
    app: &App,
    published: &Published,
    run: &mut Run,
    fields: &[(String, String)],
    now: Clock,
) -> AppResult<Option<Vec<Event>>> {
    let get = |name: &str| view::param(fields, name);
    let known = |order: &str| run.question.orders.iter().any(|o| o.id == order);
    let rider = get("rider").parse::<usize>().ok().and_then(|n| run.question.riders.get(n));
    let stall = published.market.stall(get("stall")).map(|s| format!("stall:{}", s.id));
    Ok(match get("event") {
        "" | "new" => Some(Vec::new()),
        "cancel" if known(get("order")) && !run.is_delivered(get("order")) => {
            Some(vec![Event::Cancelled { order: get("order").to_owned() }])
        }
        "sold-out" => stall.map(|stall| sold_out(run, &stall)),
        "late-stall" => {
            let ready = Clock::parse(get("ready"));
            stall.zip(ready).map(|(stall, ready)| vec![Event::LateStall { stall, ready }])
        }
        "rider-stops" => rider.map(|r| vec![Event::RiderStops { rider: r.id.clone() }]),
        "rider-joins" if run.question.riders.len() < question::MAX_RIDERS => {
            let number = run.question.riders.len();
            let plain = question::plain_rider(&published.market, number);
            let mut rider = question::with_fields(plain, fields, "");
            rider.shift[0] = rider.shift[0].max(now);
            let works = rider.shift[0] < rider.shift[1];
            works.then(|| {
                run.question.riders.push(rider);
                Vec::new()
            })
        }
        "closed-gate" => {
            let gate = published.market.gates.iter().find(|g| g.id.as_str() == get("gate"));
            match gate {
                Some(gate) => {
                    let gate = format!("gate:{}", gate.id);
                    conditions::close(app, published.market.id.as_str(), &gate).await?;
                    Some(vec![Event::ClosedGate { gate }])
                }
                None => None,
            }
        }
        "until" => postpone(app, published, run, get("order")).await?,
        _ => None,
    })
}

/// A stall has nothing left for the orders that have not collected there.
fn sold_out(run: &Run, stall: &str) -> Vec<Event> {
    let open = |order: &market_delivery::Order| {
        order.items.iter().any(|i| i.stall == stall) && run.facts.of(&order.id, stall).is_none()
    };
    let orders = run.question.orders.iter().filter(|o| open(o));
    orders.map(|o| Event::SoldOut { order: o.id.clone(), stall: stall.to_owned() }).collect()
}

/// Gives an order that was left over the later promise that the planner found.
async fn postpone(
    app: &App,
    published: &Published,
    run: &mut Run,
    order: &str,
) -> AppResult<Option<Vec<Event>>> {
    let market = published.market.id.as_str();
    let until = run.plan.unserved.iter().find(|u| u.order == order).and_then(|u| u.until_instead);
    let asked: Option<&mut market_delivery::Order> = run.question.orders.iter_mut().find(|o| o.id == order);
    let Some((until, asked)) = until.zip(asked) else { return Ok(None) };
    asked.window[1] = until;
    let row = app.store.order(market, order).await?;
    if let Some(mut request) = row.and_then(|r| serde_json::from_str::<OrderRequest>(&r.body).ok()) {
        request.until = until.to_string().chars().take(5).collect();
        let body = serde_json::to_string(&request).map_err(AppError::internal)?;
        app.store.set_order_body(market, order, &body).await?;
    }
    Ok(Some(Vec::new()))
}

/// Riders' names stand in the planner's words as the identifiers of the question.
#[must_use]
pub fn named(text: &str, question: &Orders, name: &dyn Fn(usize) -> String) -> String {
    let mut out = text.to_owned();
    let mut riders: Vec<(usize, &str)> =
        question.riders.iter().enumerate().map(|(n, r)| (n, r.id.as_str())).collect();
    // A longer identifier may begin with a shorter one.
    riders.sort_by_key(|(_, id)| std::cmp::Reverse(id.len()));
    for (n, id) in riders {
        out = out.replace(&format!("{id} 라이더가"), &subject(&name(n)));
        out = out.replace(id, &name(n));
    }
    out
}

/// `라이더 1이`, `라이더 2가`: by how the last digit is read.
fn subject(name: &str) -> String {
    let closed = name.ends_with(['0', '1', '3', '6', '7', '8']);
    format!("{name}{}", if closed { "이" } else { "가" })
}

/// `14:05` of a moment in Korea.
#[must_use]
pub fn clock_text(at_ms: i64) -> String {
    clock::korea(at_ms).map_or_else(String::new, |(_, m)| format!("{:02}:{:02}", m / 60, m % 60))
}
