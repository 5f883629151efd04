//! The desk of the digital manager: markets, review, orders, riders.

use leptos::prelude::*;
use market_model::Lang;

use super::{
    home::status_stamp,
    layout::{Frame, document},
    parts::{icon, korean, name, plate},
    piece::{Piece, Seal},
    review,
};
use crate::{
    Ctx, DeskLogin, DeskMarket, DeskNotice, DeskOrder, DeskPage, DeskRider, OrderState,
    i18n::{fill, grouped},
};

/// Rows for goods in the order form.
const ORDER_ROWS: usize = 3;

/// `/desk` before the code was given.
#[must_use]
pub fn desk_login(ctx: &Ctx, page: &DeskLogin) -> String {
    let w = ctx.words();
    let mut frame = Frame::new("desk", w.desk);
    frame.private = true;
    let say = match (page.locked, page.refused) {
        (true, _) => Some(w.desk_locked),
        (false, true) => Some(w.desk_refused),
        _ => None,
    };
    let invalid = say.is_some().then_some("true");
    let described = say.is_some().then_some("code-say");
    let say = say.map(|text| view! { <p class="say bad" id="code-say" role="alert">{text}</p> }.seal());
    let main = view! {
        <div class="login">
            <h1>{w.desk_login}</h1>
            <p class="lead">{w.desk_login_lead}</p>
            <form class="stack" method="post" action="/desk/login">
                {language_field(ctx)}
                {say}
                <label for="code">{w.desk_code}</label>
                <input
                    id="code" name="code" required=true autocomplete="one-time-code" spellcheck="false"
                    autocapitalize="none" aria-invalid=invalid aria-describedby=described
                />
                <button class="button main" type="submit">{w.desk_enter}</button>
            </form>
        </div>
    }
    .seal();
    document(ctx, &frame, main)
}

/// `/desk`: review, orders, riders.
#[must_use]
pub fn desk(ctx: &Ctx, page: &DeskPage) -> String {
    let w = ctx.words();
    let mut frame = Frame::new("desk", w.desk);
    frame.private = true;
    let markets: Vec<_> = page.markets.iter().map(|m| market_row(ctx, m)).collect();
    let main = view! {
        <div class="desk-head">
            <h1>{w.desk}</h1>
            <form method="post" action="/desk/logout">
                {form_fields(ctx, page)}
                <button class="button" type="submit">{w.desk_leave}</button>
            </form>
        </div>
        {notice(ctx, page.notice)}
        {review::section(ctx, page)}
        {orders(ctx, page)}
        {riders(ctx, page)}
        <section class="desk-part" id="markets" aria-labelledby="markets-title">
            <h2 id="markets-title">{w.desk_markets}</h2>
            <ul class="desk-markets">{markets}</ul>
        </section>
    }
    .seal();
    document(ctx, &frame, main)
}

fn language_field(ctx: &Ctx) -> Option<Piece> {
    (ctx.lang != Lang::Ko).then(|| view! { <input type="hidden" name="lang" value=ctx.lang.code() /> }.seal())
}

/// What every form of the desk carries.
pub(super) fn form_fields(ctx: &Ctx, page: &DeskPage) -> Piece {
    let csrf = (!page.csrf.is_empty())
        .then(|| view! { <input type="hidden" name="csrf" value=page.csrf.clone() /> }.seal());
    view! { {csrf} {language_field(ctx)} }.seal()
}

fn notice(ctx: &Ctx, notice: DeskNotice) -> Option<Piece> {
    let w = ctx.words();
    let (class, text) = match notice {
        DeskNotice::None => return None,
        DeskNotice::Accepted(n) => ("say good", fill(w.desk_accepted, &[&n.to_string()])),
        DeskNotice::Returned(n) => ("say good", fill(w.desk_returned, &[&n.to_string()])),
        DeskNotice::OrderTaken => ("say good", w.desk_order_taken.to_owned()),
        DeskNotice::Planned => ("say good", w.desk_planned.to_owned()),
        DeskNotice::PlanFailed => ("say bad", w.desk_plan_failed.to_owned()),
        DeskNotice::Incomplete => ("say bad", w.desk_incomplete.to_owned()),
    };
    Some(view! { <p class=class role="status">{text}</p> }.seal())
}

fn market_row(ctx: &Ctx, market: &DeskMarket) -> Piece {
    let w = ctx.words();
    let revision = if market.revision.is_empty() {
        w.desk_no_revision.to_owned()
    } else {
        market.revision.chars().take(12).collect()
    };
    let building = market.building.then(|| view! { <p class="say">{w.desk_building}</p> }.seal());
    let lines: Vec<_> =
        market.problems.iter().map(|p| view! { <li>{p.render(ctx.lang)}</li> }.seal()).collect();
    let problems = (!lines.is_empty()).then(|| {
        let n = fill(w.desk_problems, &[&lines.len().to_string()]);
        view! { <details><summary>{n}</summary><ul class="problems">{lines}</ul></details> }.seal()
    });
    view! {
        <li class="desk-market">
            <h3><a href=ctx.market_link(&market.id, &[])>{name(ctx, &market.names)}</a> " " {status_stamp(ctx, market.status)}</h3>
            <p class="numbers">
                <span>{fill(w.stalls_n, &[&grouped(market.counts.stalls.into())])}</span> " "
                <span>{fill(w.goods_n, &[&grouped(market.counts.goods.into())])}</span>
            </p>
            <p class="quiet">{w.desk_revision} " " <code>{revision}</code></p>
            {building}
            {problems}
        </li>
    }.seal()
}

fn orders(ctx: &Ctx, page: &DeskPage) -> Piece {
    let w = ctx.words();
    let items: Vec<_> = page.orders.iter().map(|order| order_item(ctx, order)).collect();
    let list = if items.is_empty() {
        view! { <p class="hint">{w.desk_orders_none}</p> }.seal()
    } else {
        view! { <ul class="orders">{items}</ul> }.seal()
    };
    let plans: Vec<_> = page
        .markets
        .iter()
        .filter(|m| page.orders.iter().any(|o| o.market == m.id && o.state == OrderState::Waiting))
        .map(|m| plan_form(ctx, page, m))
        .collect();
    let forms: Vec<_> =
        page.markets.iter().filter(|m| !m.addresses.is_empty()).map(|m| order_form(ctx, page, m)).collect();
    view! {
        <section class="desk-part" id="orders" aria-labelledby="orders-title">
            <h2 id="orders-title">{icon("hub")} {w.desk_orders}</h2>
            {list}
            {plans}
            {forms}
        </section>
    }
    .seal()
}

fn order_item(ctx: &Ctx, order: &DeskOrder) -> Piece {
    let w = ctx.words();
    let (class, word) = match order.state {
        OrderState::Waiting => ("badge waiting", w.desk_order_waiting),
        OrderState::Planned => ("badge open", w.desk_order_planned),
        OrderState::Delivered => ("badge closed", w.desk_order_delivered),
        OrderState::Problem => ("badge late", w.desk_order_problem),
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
    view! {
        <li class="order">
            <h3>{fill(w.desk_order, &[&order.id])} " " <span class=class>{word}</span></h3>
            <ul class="slip">{lines}</ul>
            <p>{icon("pin")} {address} " " <span class="quiet">{order.window.clone()}</span></p>
            {left_over}
        </li>
    }
    .seal()
}

fn plan_form(ctx: &Ctx, page: &DeskPage, market: &DeskMarket) -> Piece {
    let w = ctx.words();
    let id = format!("riders-{}", market.id);
    view! {
        <form class="inline-form" method="post" action="/desk/plan">
            {form_fields(ctx, page)}
            <input type="hidden" name="market" value=market.id.to_string() />
            <label for=id.clone()>{name(ctx, &market.names)} " · " {w.desk_plan_riders}</label>
            <input id=id name="riders" type="number" min="1" max="5" value="1" required=true />
            <button class="button main" type="submit">{icon("moto")} {w.desk_plan}</button>
        </form>
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
                <button class="button main" type="submit">{w.desk_order_send}</button>
            </form>
        </details>
    }.seal()
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

fn riders(ctx: &Ctx, page: &DeskPage) -> Piece {
    let w = ctx.words();
    let items: Vec<_> = page.riders.iter().map(|rider| rider_item(ctx, rider)).collect();
    let list = if items.is_empty() {
        view! { <p class="hint">{w.desk_riders_none}</p> }.seal()
    } else {
        view! { <ul class="riders">{items}</ul> }.seal()
    };
    view! {
        <section class="desk-part" id="riders" aria-labelledby="riders-title">
            <h2 id="riders-title">{icon("moto")} {w.desk_riders}</h2>
            {list}
        </section>
    }
    .seal()
}

fn rider_item(ctx: &Ctx, rider: &DeskRider) -> Piece {
    let w = ctx.words();
    let progress = fill(w.desk_rider_progress, &[&rider.stops.to_string(), &rider.done.to_string()]);
    view! {
        <li>
            <a class="button" href=ctx.link(&rider.url, &[])>{icon("moto")} {fill(w.desk_rider_link, &[&rider.name])}</a> " "
            <span class="quiet">{progress}</span>
        </li>
    }.seal()
}
