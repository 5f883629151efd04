//! One market: search, plan, way, stalls, facilities, payments.

use std::collections::BTreeSet;

use leptos::prelude::*;
use market_model::{Market, Payment, TradeState};

use super::{
    crowd,
    home::status_stamp,
    layout::{Frame, document},
    list,
    parts::{days_text, hours_text, icon, korean, name, payments, today},
    piece::{Piece, Seal},
    plan::Overlay,
    sections::{facilities, plan_section, results, search_form},
    shopping, way,
};
use crate::{
    Ctx, MarketPage, WayAnswer,
    ctx::market_path,
    i18n::{fill, grouped},
    said::state_now,
};

/// `/m/{market}`: search, list, plan, way.
#[must_use]
pub fn market(ctx: &Ctx, page: &MarketPage<'_>) -> String {
    let market = page.market;
    let mut frame = Frame::new("market", market.names.get(ctx.lang));
    frame.description = market.about.get(ctx.lang).to_owned();
    frame.market = Some((&market.id, &market.names, market.status));
    frame.manifest_url = Some(format!("{}/manifest.json", market_path(&market.id)));
    let overlay = Overlay {
        way: if let WayAnswer::Found(route) = &page.answer { Some(route) } else { None },
        crowds: &page.crowds,
        ..Overlay::default()
    };
    let main = view! {
        {head(ctx, market)}
        {search_form(ctx, market, &page.query)}
        {results(ctx, market, page.index, &page.query)}
        <div class="columns">
            <div class="column plan-column">
                {plan_section(ctx, market, page.plan_svg, overlay)}
                {crowd::section(ctx, market, &page.crowds)}
                {way_section(ctx, page)}
            </div>
            <div class="column">
                {list::stalls(ctx, market)}
            </div>
        </div>
        <div class="columns even">
            {facilities(ctx, market)}
            {facts(ctx, market)}
        </div>
    }
    .seal();
    document(ctx, &frame, main)
}

fn head(ctx: &Ctx, market: &Market) -> Piece {
    let w = ctx.words();
    let open = market
        .stalls
        .iter()
        .filter(|s| state_now(s.state, ctx.live.of(s.id.as_str())) == TradeState::Open)
        .count();
    let today = today(ctx, &market.market_days, &market.hours).map(|(open, text)| {
        view! { <p class=if open { "today open" } else { "today shut" }>{text}</p> }.seal()
    });
    let count = |n: usize| grouped(u64::try_from(n).unwrap_or(u64::MAX));
    view! {
        <div class="market-head">
            <h1>{name(ctx, &market.names)} " " {status_stamp(ctx, market.status)}</h1>
            {today}
            <p class="numbers">
                <span>{fill(w.stalls_n, &[&count(market.stalls.len())])}</span> " "
                <span>{fill(w.open_stalls_n, &[&count(open)])}</span> " "
                <span>{fill(w.goods_n, &[&count(market.goods.len())])}</span>
            </p>
            <nav class="actions no-print" aria-label=w.facts>
                <a class="button main" href=ctx.walk_link(&market.id, &[])>{icon("cube")} {w.walk}</a>
                <a class="button" href="#way">{icon("route")} {w.way}</a>
                <a class="button" href=ctx.link(&format!("{}/list", market_path(&market.id)), &[])>{icon("cart")} {w.shop_list}</a>
                <a class="button" href="#list">{icon("list")} {w.list}</a>
                <a class="button" href="#facilities">{icon("toilet")} {w.facilities}</a>
            </nav>
            {shopping::tours(ctx, market, None)}
        </div>
    }
    .seal()
}

fn way_section(ctx: &Ctx, page: &MarketPage<'_>) -> Piece {
    let w = ctx.words();
    let market = page.market;
    let q = &page.way;
    let walk = ctx.walk_link(&market.id, &[("from", &q.from), ("to", &q.to), ("profile", &q.profile)]);
    view! {
        <section class="way-box" id="way" aria-labelledby="way-title">
            <h2 id="way-title">{icon("route")} {w.way}</h2>
            {way::form(ctx, market, &market_path(&market.id), q)}
            {way::answer(ctx, &page.answer, Some(walk))}
        </section>
    }
    .seal()
}

fn facts(ctx: &Ctx, market: &Market) -> Piece {
    let w = ctx.words();
    let accepted: BTreeSet<Payment> = market
        .merchants
        .iter()
        .filter(|m| m.stall.is_some())
        .flat_map(|m| m.payments.iter().copied())
        .collect();
    let address = (!market.address.is_empty())
        .then(|| view! { <div><dt>{w.address}</dt><dd>{korean(ctx, &market.address)}</dd></div> }.seal());
    let about = (!market.about.ko.is_empty())
        .then(|| view! { <p class="lead">{name(ctx, &market.about)}</p> }.seal());
    let opened = market.opened_year.map(|year| {
        let year = fill(w.opened_year, &[&year.to_string()]);
        view! { <div><dt>{w.opened}</dt><dd>{year}</dd></div> }.seal()
    });
    let pays = (!accepted.is_empty())
        .then(|| view! { <div><dt>{w.payments}</dt><dd>{payments(ctx, accepted)}</dd></div> }.seal());
    view! {
        <section class="facts" aria-labelledby="facts-title">
            <h2 id="facts-title">{icon("home")} {w.facts}</h2>
            {about}
            <dl>
                <div><dt>{w.market_days}</dt><dd>{days_text(ctx, &market.market_days)}</dd></div>
                <div><dt>{w.hours}</dt><dd>{hours_text(ctx, &market.hours)}</dd></div>
                {address}
                {opened}
                {pays}
            </dl>
        </section>
    }
    .seal()
}
