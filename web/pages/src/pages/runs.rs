//! Plans under way at the desk: riders, what changed and why, what is left over and the remedy, and one button for each
//! thing that can happen.

use leptos::prelude::*;
use market_model::Text;

use super::{
    delivery::{day, shift_fields},
    desk::form_fields,
    parts::{icon, name, sentence},
    piece::{Piece, Seal},
};
use crate::{Ctx, DeskPage, DeskRider, DeskRun, DeskShift, DeskUnserved, i18n::fill};

/// The section with every plan whose links open.
pub(super) fn section(ctx: &Ctx, page: &DeskPage) -> Piece {
    let w = ctx.words();
    let runs: Vec<_> = page.runs.iter().map(|run| run_item(ctx, page, run)).collect();
    let none = runs.is_empty().then(|| view! { <p class="hint">{w.desk_riders_none}</p> }.seal());
    view! {
        <section class="desk-part" id="riders" aria-labelledby="riders-title">
            <h2 id="riders-title">{icon("moto")} {w.desk_riders}</h2>
            {none}
            {runs}
        </section>
    }
    .seal()
}

fn run_item(ctx: &Ctx, page: &DeskPage, run: &DeskRun) -> Piece {
    let w = ctx.words();
    let riders: Vec<_> = run.riders.iter().map(|rider| rider_item(ctx, rider)).collect();
    let made = fill(w.desk_run_made, &[&run.made, &run.version.to_string()]);
    let served = fill(w.desk_run_served, &[&run.served.to_string()]);
    let unserved: Vec<_> = run.unserved.iter().map(|u| unserved_item(ctx, page, run, u)).collect();
    let unserved = (!unserved.is_empty()).then(|| {
        view! { <div class="say bad"><h4>{w.desk_unserved}</h4><ul class="unserved">{unserved}</ul></div> }.seal()
    });
    view! {
        <div class="run">
            <h3>{name(ctx, &run.names)} " · " {day(ctx, &run.day, run.today)} " · " {served}</h3>
            <p class="quiet">{made}</p>
            <ul class="riders">{riders}</ul>
            {texts(ctx, w.desk_changes, "say good", &run.changes)}
            {unserved}
            {texts(ctx, w.desk_late, "say bad", &run.late)}
            {texts(ctx, w.desk_reports, "say bad", &run.reports)}
            {again(ctx, page, run)}
        </div>
    }
    .seal()
}

fn texts(ctx: &Ctx, title: &'static str, class: &'static str, list: &[Text]) -> Option<Piece> {
    let items: Vec<_> = list.iter().map(|t| view! { <li>{sentence(ctx, t)}</li> }.seal()).collect();
    (!items.is_empty())
        .then(|| view! { <div class=class><h4>{title}</h4><ul class="changes">{items}</ul></div> }.seal())
}

fn rider_item(ctx: &Ctx, rider: &DeskRider) -> Piece {
    let w = ctx.words();
    let progress = fill(w.desk_rider_progress, &[&rider.stops.to_string(), &rider.done.to_string()]);
    let cold = rider.cold.then(|| view! { <span class="badge open">{w.desk_cold_box}</span> }.seal());
    view! {
        <li>
            <a class="button" href=ctx.link(&rider.url, &[])>{icon("moto")} {fill(w.desk_rider_link, &[&rider.name])}</a> " "
            <span class="quiet">{rider.shift.clone()}</span> " " {cold} " "
            <span>{progress}</span>
        </li>
    }.seal()
}

fn unserved_item(ctx: &Ctx, page: &DeskPage, run: &DeskRun, order: &DeskUnserved) -> Piece {
    let w = ctx.words();
    let remedy =
        order.remedy.as_ref().map(|r| view! { <p>{fill(w.desk_remedy, &[r.get(ctx.lang)])}</p> }.seal());
    let later = order.until_instead.as_ref().map(|until| {
        view! {
            <form method="post" action="/desk/replan">
                {run_fields(ctx, page, run)}
                <input type="hidden" name="order" value=order.order.clone() />
                <button class="button" type="submit" name="event" value="until">
                    {fill(w.desk_until_instead, &[&order.until, until])}
                </button>
            </form>
        }
        .seal()
    });
    view! { <li><p><b>{order.code.clone()}</b> " · " {sentence(ctx, &order.reason)}</p>{remedy}{later}</li> }
        .seal()
}

fn run_fields(ctx: &Ctx, page: &DeskPage, run: &DeskRun) -> Piece {
    view! {
        {form_fields(ctx, page)}
        <input type="hidden" name="market" value=run.market.to_string() />
        <input type="hidden" name="run" value=run.id.clone() />
    }
    .seal()
}

/// One large button for each thing that can happen; what it needs is behind it.
fn again(ctx: &Ctx, page: &DeskPage, run: &DeskRun) -> Piece {
    let w = ctx.words();
    let new = if run.waiting > 0 {
        fill(w.desk_again_new, &[&run.waiting.to_string()])
    } else {
        w.desk_again.to_owned()
    };
    let class = if run.waiting > 0 || !run.reports.is_empty() { "button main tall" } else { "button tall" };
    let choice = |what: &'static str, label: &'static str, list: &[(String, String)]| {
        let id = format!("{what}-{}", run.id);
        let options: Vec<_> = list
            .iter()
            .map(|(v, t)| view! { <option value=v.clone() lang="ko">{t.clone()}</option> }.seal())
            .collect();
        view! {
            <label for=id.clone()>{label}</label>
            <select id=id name=what required=true><option value="">{w.way_choose}</option>{options}</select>
        }
        .seal()
    };
    // Two forms choose a stall; each field needs a name of its own for assistive technology.
    let sold_id = format!("sold-{}", run.id);
    let stalls: Vec<_> = run
        .stalls
        .iter()
        .map(|(v, t)| view! { <option value=v.clone() lang="ko">{t.clone()}</option> }.seal())
        .collect();
    let sold = view! {
        <label for=sold_id.clone()>{w.desk_order_stall}</label>
        <select id=sold_id name="stall" required=true><option value="">{w.way_choose}</option>{stalls}</select>
    }
    .seal();
    let ready_id = format!("ready-{}", run.id);
    let late = view! {
        {choice("stall", w.desk_order_stall, &run.stalls)}
        <label for=ready_id.clone()>{w.desk_ready}</label>
        <input id=ready_id name="ready" type="time" required=true />
    }
    .seal();
    let riders: Vec<(String, String)> =
        run.riders.iter().map(|r| (r.number.to_string(), r.name.clone())).collect();
    let plain =
        DeskShift { name: String::new(), from: String::new(), until: "21:30".to_owned(), cold: false };
    let join = shift_fields(ctx, &|what| format!("{what}-{}", run.id), "", &plain);
    view! {
        <div class="events">
            <form method="post" action="/desk/replan">
                {run_fields(ctx, page, run)}
                <button class=class type="submit" name="event" value="new">{icon("plus")} {new}</button>
            </form>
            {event(ctx, page, run, ("cancel", "close", w.desk_cancel), choice("order", w.desk_orders, &run.cancellable))}
            {event(ctx, page, run, ("late-stall", "clock", w.desk_late_stall), late)}
            {event(ctx, page, run, ("sold-out", "missing", w.desk_sold_out), sold)}
            {event(ctx, page, run, ("rider-stops", "moto", w.desk_rider_stops), choice("rider", w.desk_riders, &riders))}
            {event(ctx, page, run, ("rider-joins", "moto", w.desk_rider_joins), join)}
            {event(ctx, page, run, ("closed-gate", "gate", w.desk_closed_gate), choice("gate", w.gates, &run.gates))}
        </div>
    }
    .seal()
}

fn event(
    ctx: &Ctx,
    page: &DeskPage,
    run: &DeskRun,
    (code, symbol, word): (&'static str, &'static str, &'static str),
    fields: Piece,
) -> Piece {
    view! {
        <details class="event">
            <summary class="button tall">{icon(symbol)} {word}</summary>
            <form class="stack" method="post" action="/desk/replan">
                {run_fields(ctx, page, run)}
                {fields}
                <button class="button main" type="submit" name="event" value=code>{ctx.words().desk_replan}</button>
            </form>
        </details>
    }
    .seal()
}
