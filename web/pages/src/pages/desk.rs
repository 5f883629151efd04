//! The desk of the digital manager: markets, review, orders, riders.

use leptos::prelude::*;
use market_model::Lang;

use super::{
    conditions, delivery,
    home::status_stamp,
    layout::{Frame, document},
    parts::name,
    piece::{Piece, Seal},
    review, runs, today,
};
use crate::{
    Ctx, DeskLogin, DeskMarket, DeskNotice, DeskPage,
    i18n::{fill, grouped},
};

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
        {runs::section(ctx, page)}
        {delivery::section(ctx, page)}
        {today::section(ctx, page)}
        {conditions::section(ctx, page)}
        {review::section(ctx, page)}
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
        DeskNotice::NoRider => ("say bad", w.desk_no_rider.to_owned()),
        DeskNotice::Replanned => ("say good", w.desk_replanned.to_owned()),
        DeskNotice::ReplannedPartly => ("say bad", w.desk_replanned_partly.to_owned()),
        DeskNotice::OrderCancelled => ("say good", w.desk_cancelled.to_owned()),
        DeskNotice::ConditionsSet => ("say good", w.desk_conditions_set.to_owned()),
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
