//! Deliveries as the desk sees them: orders, days to be planned, plans under way.

use std::collections::{BTreeMap, BTreeSet};

use market_delivery::{Clock, Rider};
use market_model::{Lang, Text};
use market_pages::{DeskCheck, DeskPage, DeskRider, DeskRun, DeskShift, DeskStart, DeskUnserved};
use market_store::Said;
use market_wire::OrderRequest;

use crate::app::App;
use crate::course::DOOR;
use crate::error::AppResult;
use crate::orders::Known;
use crate::plan::{self, Run, Waiting};
use crate::published::Published;
use crate::{again, clock, codes, desk, orders, question, rider, stops};

/// Puts a market's deliveries on the desk.
///
/// # Errors
/// When the store cannot be read.
pub async fn fill(app: &App, published: &Published, page: &mut DeskPage, lang: Lang) -> AppResult<()> {
    let market = published.market.id.as_str();
    let rows = app.store.orders(market, orders::MAX_ORDERS).await?;
    let runs = plan::open_runs(app, market).await?;
    let unserved = runs.iter().flat_map(|r| &r.plan.unserved);
    let why: BTreeMap<&str, &Text> = unserved.map(|u| (u.order.as_str(), &u.reason)).collect();
    let mut reports: BTreeMap<&str, Vec<Text>> = BTreeMap::new();
    for said in runs.iter().flat_map(|run| run.facts.iter()) {
        reports.entry(said.order.as_str()).or_default().extend(report(published, said));
    }
    for row in &rows {
        let id = row.order.as_str();
        let known =
            Known { left_over: why.get(id).copied(), reports: reports.remove(id).unwrap_or_default() };
        page.orders.extend(orders::for_desk(&published.market, row, codes::handover(app, market, id), known));
    }
    let waiting = plan::waiting(&rows);
    let gone: BTreeSet<&str> =
        rows.iter().filter(|r| r.state == "cancelled").map(|r| r.order.as_str()).collect();
    page.starts.extend(starts(app, published, &waiting, &runs, lang));
    page.runs.extend(runs.iter().map(|run| for_desk(app, published, run, &waiting, &gone, lang)));
    Ok(())
}

/// The days from today on that have orders and no plan.
fn starts(app: &App, published: &Published, waiting: &[Waiting], runs: &[Run], lang: Lang) -> Vec<DeskStart> {
    let today = clock::day_after(clock::now_ms(), 0);
    let mut days: BTreeMap<_, usize> = BTreeMap::new();
    for order in waiting.iter().filter(|w| runs.iter().all(|r| r.day != w.day)) {
        *days.entry(order.day).or_default() += 1;
    }
    if days.is_empty() {
        return Vec::new();
    }
    let first = question::beside_survey(&app.data, published.market.id.as_str());
    let riders = question::usual_riders(&published.market, first.as_ref());
    let start = |(day, orders): (market_model::Date, usize)| DeskStart {
        market: published.market.id.clone(),
        names: published.market.names.clone(),
        day: day.to_string(),
        today: Some(day) == today,
        orders,
        riders: riders.iter().enumerate().map(|(n, r)| shift(n, r, lang)).collect(),
    };
    days.into_iter().map(start).collect()
}

fn minute(clock: Clock) -> String {
    clock.to_string().chars().take(5).collect()
}

fn shift(n: usize, rider: &Rider, lang: Lang) -> DeskShift {
    DeskShift {
        name: rider::name(n, lang),
        from: minute(rider.shift[0]),
        until: minute(rider.shift[1]),
        cold: rider.skills.iter().any(|s| s == question::COLD),
    }
}

fn for_desk(
    app: &App,
    published: &Published,
    run: &Run,
    waiting: &[Waiting],
    gone: &BTreeSet<&str>,
    lang: Lang,
) -> DeskRun {
    let market = &published.market;
    let asked: BTreeSet<&str> = run.question.orders.iter().map(|o| o.id.as_str()).collect();
    let code = |order: &str| codes::handover(app, market.id.as_str(), order);
    let changes = run.plan.changes.iter().map(|c| {
        let (ko, en) = told(run, &c.text);
        Text::new(format!("{} · {ko}", code(&c.order)), format!("{} · {en}", code(&c.order)))
    });
    let late = run.plan.late.iter().map(|l| {
        let (code, minutes) = (code(&l.order), l.late_ms.div_ceil(60_000));
        Text::new(format!("{code} · {minutes}분 늦음"), format!("{code} · {minutes} min late"))
    });
    let of_day = waiting.iter().filter(|w| w.day == run.day);
    let new = of_day.filter(|w| !asked.contains(w.id.as_str()));
    let open = |id: &str| !run.is_delivered(id) && !gone.contains(id);
    let left = run.plan.unserved.iter().filter(|u| !gone.contains(u.order.as_str()));
    let cancellable = run.question.orders.iter().map(|o| o.id.as_str()).filter(|id| open(id));
    let fresh = run.facts.iter().filter(|s| s.at_ms > run.made_ms);
    DeskRun {
        market: market.id.clone(),
        names: market.names.clone(),
        id: run.id.clone(),
        day: run.day.to_string(),
        today: clock::day_after(clock::now_ms(), 0) == Some(run.day),
        version: run.version,
        made: again::clock_text(run.made_ms),
        served: usize::try_from(run.plan.totals.orders).unwrap_or(0),
        riders: riders(app, published, run, lang),
        changes: changes.collect(),
        unserved: left.map(|u| unserved(run, u, code(&u.order))).collect(),
        late: late.collect(),
        reports: fresh.filter_map(|said| report(published, said)).collect(),
        waiting: new.clone().count(),
        cancellable: cancellable
            .chain(new.map(|w| w.id.as_str()))
            .map(|id| (id.to_owned(), format!("{} ({id})", code(id))))
            .collect(),
        stalls: stalls(published, run),
        gates: market.gates.iter().map(|g| (g.id.to_string(), g.names.ko.clone())).collect(),
    }
}

/// The planner's words with riders' names.
fn told(run: &Run, text: &Text) -> (String, String) {
    let ko = again::named(&text.ko, &run.question, &|n| rider::name(n, Lang::Ko));
    let en = again::named(&text.en, &run.question, &|n| rider::name(n, Lang::En));
    (ko, en)
}

fn unserved(run: &Run, left: &market_delivery::Unserved, code: String) -> DeskUnserved {
    let named = |text: &Text| {
        let (ko, en) = told(run, text);
        Text::new(ko, en)
    };
    let asked = run.question.orders.iter().find(|o| o.id == left.order);
    DeskUnserved {
        order: left.order.clone(),
        code,
        reason: named(&left.reason),
        remedy: left.remedy.as_ref().map(named),
        until: asked.map_or_else(String::new, |o| minute(o.window[1])),
        until_instead: left.until_instead.map(minute),
    }
}

fn riders(app: &App, published: &Published, run: &Run, lang: Lang) -> Vec<DeskRider> {
    let market = published.market.id.as_str();
    let shown = run.plan.riders.iter().enumerate().zip(&run.question.riders);
    let rider = |((n, planned), asked): ((usize, &market_delivery::RiderPlan), &Rider)| {
        let tasks = stops::tasks(&run.id, planned);
        let shift = shift(n, asked, lang);
        DeskRider {
            number: n,
            name: shift.name,
            shift: format!("{}~{}", shift.from, shift.until),
            cold: shift.cold,
            url: format!("/m/{market}/rider/{}", codes::token(app, market, &run.id, n)),
            done: tasks.iter().filter(|t| run.facts.is_done(t.stop)).count(),
            stops: tasks.len(),
        }
    };
    shown.map(rider).collect()
}

/// Stalls at which an order of the run has not been collected.
fn stalls(published: &Published, run: &Run) -> Vec<(String, String)> {
    let items = run.question.orders.iter().flat_map(|o| o.items.iter().map(move |i| (o, i)));
    let open = items.filter(|(order, item)| run.facts.of(&order.id, &item.stall).is_none());
    let ids: BTreeSet<&str> =
        open.filter_map(|(_, i)| i.stall.strip_prefix("stall:").or(Some(i.stall.as_str()))).collect();
    let known = ids.into_iter().filter_map(|id| published.market.stall(id));
    known.map(|s| (s.id.to_string(), format!("{} {}", s.code, desk::stall_name(published, s)))).collect()
}

/// What a rider reported: something was missing, or went wrong.
fn report(published: &Published, said: &Said) -> Option<Text> {
    let n = usize::try_from(said.rider).unwrap_or(0);
    let place = published.market.stall(said.place.strip_prefix("stall:").unwrap_or(&said.place));
    let (place_ko, place_en) = match place {
        Some(stall) => (stall.code.clone(), stall.code.clone()),
        None if said.place == DOOR => ("문 앞".to_owned(), "the door".to_owned()),
        None => ("배송센터".to_owned(), "the hub".to_owned()),
    };
    let at = again::clock_text(said.at_ms);
    let (ko, en) = match said.state.as_str() {
        "missing" => {
            let goods = said.goods.lines().collect::<Vec<_>>().join(", ");
            (format!("없음: {goods}"), format!("missing: {goods}"))
        }
        "problem" if said.note.is_empty() => ("문제 있음".to_owned(), "a problem".to_owned()),
        "problem" => (format!("문제: {}", said.note), format!("a problem: {}", said.note)),
        _ => return None,
    };
    let (name_ko, name_en) = (rider::name(n, Lang::Ko), rider::name(n, Lang::En));
    Some(Text::new(format!("{at} {name_ko}, {place_ko}: {ko}"), format!("{at} {name_en}, {place_en}: {en}")))
}

/// Whose a handing-over code is; `None` when none was asked for.
///
/// # Errors
/// When the store cannot be read.
pub async fn check(app: &App, typed: &str) -> AppResult<Option<DeskCheck>> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).take(6).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let mut found = Vec::new();
    for published in app.catalogue.markets() {
        let market = published.market.id.as_str();
        for row in app.store.orders(market, orders::MAX_ORDERS).await? {
            if codes::handover(app, market, &row.order).replace('-', "") != digits {
                continue;
            }
            let Ok(order) = serde_json::from_str::<OrderRequest>(&row.body) else { continue };
            let line = |l: &market_wire::OrderLine| {
                let code = published.market.stall(&l.stall).map_or(l.stall.as_str(), |s| s.code.as_str());
                format!("{code} {} {}", l.goods, l.quantity)
            };
            let lines: Vec<String> = order.lines.iter().map(line).collect();
            found.push(format!("{}: {}", row.order, lines.join(", ")));
        }
    }
    let code = match (digits.get(..3), digits.get(3..)) {
        (Some(a), Some(b)) if !b.is_empty() => format!("{a}-{b}"),
        _ => digits,
    };
    Ok(Some(DeskCheck { code, orders: found }))
}
