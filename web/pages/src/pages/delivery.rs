//! Orders at the desk: the list, the form for a telephone order, and the first plan of a day.

use leptos::prelude::*;

use super::{
    desk::form_fields,
    parts::{icon, korean, name, plate, sentence},
    piece::{Piece, Seal},
};
use crate::{Ctx, DeskCheck, DeskMarket, DeskOrder, DeskPage, DeskShift, DeskStart, OrderState, i18n::fill};

/// Rows for goods in the order form.
const ORDER_ROWS: usize = 3;

/// The section with orders, plans to be made and the form for a new order.
pub(super) fn section(ctx: &Ctx, page: &DeskPage) -> Piece {
    let w = ctx.words();
    let of = |open: bool| -> Vec<Piece> {
        let is_open = |o: &DeskOrder| matches!(o.state, OrderState::Waiting | OrderState::Planned);
        page.orders.iter().filter(|o| is_open(o) == open).map(|order| order_item(ctx, page, order)).collect()
    };
    let (open, over) = (of(true), of(false));
    let list = if open.is_empty() {
        view! { <p class="hint">{w.desk_orders_none}</p> }.seal()
    } else {
        view! { <ul class="orders">{open}</ul> }.seal()
    };
    let over = (!over.is_empty()).then(|| {
        let n = fill(w.desk_orders_over, &[&over.len().to_string()]);
        view! { <details><summary>{n}</summary><ul class="orders">{over}</ul></details> }.seal()
    });
    let starts: Vec<_> = page.starts.iter().map(|start| start_form(ctx, page, start)).collect();
    let forms: Vec<_> =
        page.markets.iter().filter(|m| !m.addresses.is_empty()).map(|m| order_form(ctx, page, m)).collect();
    view! {
        <section class="desk-part" id="orders" aria-labelledby="orders-title">
            <h2 id="orders-title">{icon("hub")} {w.desk_orders}</h2>
            {starts}
            {forms}
            {check_form(ctx, page.check.as_ref())}
            {list}
            {over}
        </section>
    }
    .seal()
}

fn order_item(ctx: &Ctx, page: &DeskPage, order: &DeskOrder) -> Piece {
    let w = ctx.words();
    let (class, word) = match order.state {
        OrderState::Waiting => ("badge waiting", w.desk_order_waiting),
        OrderState::Planned => ("badge open", w.desk_order_planned),
        OrderState::Delivered => ("badge closed", w.desk_order_delivered),
        OrderState::Cancelled => ("badge late", w.desk_order_cancelled),
    };
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|(stall, what, much)| {
            view! { <li>{plate(stall)} " " <span lang="ko">{what.clone()}</span> " " <b>{much.clone()}</b></li> }.seal()
        })
        .collect();
    let address = match &order.address {
        Some(address) => korean(ctx, address).seal(),
        None => view! { <span class="quiet">{w.desk_address_hidden}</span> }.seal(),
    };
    let left_over = order.left_over.as_ref().map(|why| {
        view! { <p class="say bad">{fill(w.desk_order_left_over, &[why.get(ctx.lang)])}</p> }.seal()
    });
    let details: Vec<_> =
        order.details.iter().map(|d| view! { <li>{sentence(ctx, d)}</li> }.seal()).collect();
    let details = (!details.is_empty()).then(|| view! { <ul class="tags">{details}</ul> }.seal());
    let reports: Vec<_> = order
        .reports
        .iter()
        .map(|r| view! { <p class="row-problem">{sentence(ctx, r)}</p> }.seal())
        .collect();
    let cancel = (order.state == OrderState::Waiting).then(|| {
        view! {
            <form method="post" action="/desk/replan">
                {form_fields(ctx, page)}
                <input type="hidden" name="market" value=order.market.to_string() />
                <input type="hidden" name="order" value=order.id.clone() />
                <button
                    class="button" type="submit" name="event" value="withdraw"
                    aria-label=fill(w.desk_cancel_this, &[&order.code])
                >{w.desk_cancel}</button>
            </form>
        }
        .seal()
    });
    view! {
        <li class="order">
            <h3><span class="code">{order.code.clone()}</span> " " <span class=class>{word}</span></h3>
            <ul class="slip">{lines}</ul>
            <p>{icon("pin")} {address}</p>
            <p>{icon("clock")} {day(ctx, &order.day, order.today)} " " {order.window.clone()}</p>
            {details}
            {reports}
            {left_over}
            <p class="quiet">{fill(w.desk_order, &[&order.id])}</p>
            {cancel}
        </li>
    }
    .seal()
}

/// A day in words.
pub(super) fn day(ctx: &Ctx, day: &str, today: bool) -> String {
    if today { ctx.words().desk_today.to_owned() } else { day.to_owned() }
}

fn start_form(ctx: &Ctx, page: &DeskPage, start: &DeskStart) -> Piece {
    let w = ctx.words();
    let rows: Vec<_> = start.riders.iter().enumerate().map(|(n, r)| shift_row(ctx, start, n, r)).collect();
    let title = fill(w.desk_start, &[&day(ctx, &start.day, start.today), &start.orders.to_string()]);
    view! {
        <form class="start" method="post" action="/desk/plan">
            {form_fields(ctx, page)}
            <input type="hidden" name="market" value=start.market.to_string() />
            <input type="hidden" name="day" value=start.day.clone() />
            <h3>{name(ctx, &start.names)} " · " {title}</h3>
            <div class="shifts">{rows}</div>
            <button class="button main tall" type="submit">{icon("moto")} {w.desk_plan}</button>
        </form>
    }
    .seal()
}

fn shift_row(ctx: &Ctx, start: &DeskStart, n: usize, rider: &DeskShift) -> Piece {
    let w = ctx.words();
    let id = |what: &str| format!("{what}-{}-{}-{n}", start.market, start.day);
    view! {
        <fieldset class="shift">
            <legend>{rider.name.clone()}</legend>
            <label class="tick"><input type="checkbox" name=format!("on-{n}") value="1" checked=true /> {w.desk_works}</label>
            {shift_fields(ctx, &id, &format!("-{n}"), rider)}
        </fieldset>
    }
    .seal()
}

/// From, until and cold box of a rider; `row` is the end of the fields' names.
pub(super) fn shift_fields(ctx: &Ctx, id: &dyn Fn(&str) -> String, row: &str, rider: &DeskShift) -> Piece {
    let w = ctx.words();
    view! {
        <span class="span"><label for=id("from")>{w.desk_shift_from}</label>
            <input id=id("from") name=format!("from{row}") type="time" value=rider.from.clone() required=true /></span>
        <span class="span"><label for=id("until")>{w.desk_shift_until}</label>
            <input id=id("until") name=format!("until{row}") type="time" value=rider.until.clone() required=true /></span>
        <label class="tick"><input type="checkbox" name=format!("cold{row}") value="1" checked=rider.cold /> {w.desk_cold_box}</label>
    }
    .seal()
}

/// Type a handing-over code, see whose it is.
fn check_form(ctx: &Ctx, check: Option<&DeskCheck>) -> Piece {
    let w = ctx.words();
    let answer = check.map(|check| {
        if check.orders.is_empty() {
            return view! { <p class="say bad" role="status">{fill(w.desk_check_none, &[&check.code])}</p> }.seal();
        }
        let orders: Vec<_> =
            check.orders.iter().map(|o| view! { <li lang="ko">{o.clone()}</li> }.seal()).collect();
        view! {
            <div class="say good" role="status"><p>{fill(w.desk_check_found, &[&check.code])}</p><ul>{orders}</ul></div>
        }
        .seal()
    });
    let lang = (ctx.lang != market_model::Lang::Ko)
        .then(|| view! { <input type="hidden" name="lang" value=ctx.lang.code() /> }.seal());
    view! {
        <form class="inline-form" method="get" action="/desk#orders">
            {lang}
            <label for="check">{w.desk_check}</label>
            <input
                id="check" name="check" inputmode="numeric" maxlength="9" autocomplete="off" required=true
                value=check.map(|c| c.code.clone()).unwrap_or_default()
            />
            <button class="button" type="submit">{icon("search")} {w.desk_check_ask}</button>
        </form>
        {answer}
    }
    .seal()
}

fn order_form(ctx: &Ctx, page: &DeskPage, market: &DeskMarket) -> Piece {
    let w = ctx.words();
    let m = market.id.to_string();
    let rows: Vec<_> = (1..=ORDER_ROWS).map(|row| order_row(ctx, market, row)).collect();
    let doors: Vec<_> = market
        .addresses
        .iter()
        .map(|(id, label)| view! { <option value=id.clone() lang="ko">{label.clone()}</option> }.seal())
        .collect();
    view! {
        <details class="order-new">
            <summary>{icon("plus")} {w.desk_order_new} " · " {name(ctx, &market.names)}</summary>
            <form class="stack" method="post" action="/desk/orders">
                {form_fields(ctx, page)}
                <input type="hidden" name="market" value=m.clone() />
                {rows}
                <label for=format!("door-{m}")>{w.desk_order_address}</label>
                <select id=format!("door-{m}") name="address" required=true>
                    <option value="">{w.way_choose}</option>
                    {doors}
                </select>
                <div class="pair">
                    <div><label for=format!("from-{m}")>{w.desk_order_from}</label>
                        <input id=format!("from-{m}") name="from" type="time" value="10:00" required=true /></div>
                    <div><label for=format!("until-{m}")>{w.desk_order_until}</label>
                        <input id=format!("until-{m}") name="until" type="time" value="18:00" required=true /></div>
                </div>
                {order_details(ctx, &m)}
                <button class="button main" type="submit">{w.desk_order_send}</button>
            </form>
        </details>
    }.seal()
}

/// Everything that most orders do not need, behind one word.
fn order_details(ctx: &Ctx, m: &str) -> Piece {
    let w = ctx.words();
    let weights = [("", w.desk_weight_light), ("2000", w.desk_weight_middle), ("10000", w.desk_weight_heavy)]
        .map(|(value, word)| view! { <option value=value>{word}</option> }.seal());
    let places = [("0", w.desk_priority_usual), ("5", w.desk_priority_first)]
        .map(|(value, word)| view! { <option value=value>{word}</option> }.seal());
    view! {
        <details class="order-more">
            <summary>{w.desk_more}</summary>
            <div class="stack">
                <label for=format!("day-{m}")>{w.desk_order_day}</label>
                <input id=format!("day-{m}") name="day" type="date" />
                <div class="pair">
                    <div><label for=format!("entrance-{m}")>{w.desk_order_entrance}</label>
                        <input id=format!("entrance-{m}") name="entrance" maxlength="40" autocomplete="off" /></div>
                    <div><label for=format!("floor-{m}")>{w.desk_order_floor}</label>
                        <input id=format!("floor-{m}") name="floor" type="number" min="0" max="150" value="0" /></div>
                </div>
                <label for=format!("note-{m}")>{w.desk_order_note}</label>
                <input id=format!("note-{m}") name="note" maxlength="200" autocomplete="off" />
                <div class="pair">
                    <div><label for=format!("weight-{m}")>{w.desk_order_weight}</label>
                        <select id=format!("weight-{m}") name="weight">{weights}</select></div>
                    <div><label for=format!("priority-{m}")>{w.desk_order_priority}</label>
                        <select id=format!("priority-{m}") name="priority">{places}</select></div>
                </div>
                <label class="tick"><input type="checkbox" name="cold" value="1" /> {w.desk_order_cold}</label>
                <label class="tick"><input type="checkbox" name="soft" value="1" /> {w.desk_order_soft}</label>
            </div>
        </details>
    }
    .seal()
}

fn order_row(ctx: &Ctx, market: &DeskMarket, row: usize) -> Piece {
    let w = ctx.words();
    let id = |what: &str| format!("{what}-{}-{row}", market.id);
    let stalls: Vec<_> = market
        .stalls
        .iter()
        .map(|(code, name)| {
            view! { <option value=code.clone() lang="ko">{format!("{code} {name}")}</option> }.seal()
        })
        .collect();
    view! {
        <fieldset class="order-row">
            <legend>{fill(w.desk_order_line, &[&row.to_string()])}</legend>
            <div><label for=id("stall")>{w.desk_order_stall}</label>
                <select id=id("stall") name="stall" required=row == 1><option value="">{w.way_choose}</option>{stalls}</select></div>
            <div><label for=id("goods")>{w.desk_order_goods}</label>
                <input id=id("goods") name="goods" maxlength="80" autocomplete="off" required=row == 1 /></div>
            <div><label for=id("quantity")>{w.desk_order_quantity}</label>
                <input id=id("quantity") name="quantity" maxlength="20" autocomplete="off" value="1" /></div>
        </fieldset>
    }.seal()
}
