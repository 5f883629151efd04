//! What is closed or crowded in a market, set at the desk: ways for shoppers and plans for riders heed it.

use leptos::prelude::*;

use super::{
    desk::form_fields,
    parts::{icon, name},
    piece::{Piece, Seal},
};
use crate::{Ctx, DeskMarket, DeskPage, i18n::fill};

/// The section with the conditions of every market.
pub(super) fn section(ctx: &Ctx, page: &DeskPage) -> Piece {
    let w = ctx.words();
    let markets: Vec<_> =
        page.markets.iter().filter(|m| !m.closable.is_empty()).map(|m| market(ctx, page, m)).collect();
    view! {
        <section class="desk-part" id="conditions" aria-labelledby="conditions-title">
            <h2 id="conditions-title">{icon("gate")} {w.desk_conditions}</h2>
            <p class="hint">{w.desk_conditions_lead}</p>
            {markets}
        </section>
    }
    .seal()
}

fn fields(ctx: &Ctx, page: &DeskPage, market: &DeskMarket) -> Piece {
    let m = market.id.to_string();
    view! { {form_fields(ctx, page)} <input type="hidden" name="market" value=m /> }.seal()
}

/// What holds now, each with a button that ends it.
fn now(ctx: &Ctx, page: &DeskPage, market: &DeskMarket) -> Piece {
    let w = ctx.words();
    let now: Vec<_> = market
        .conditions
        .iter()
        .map(|condition| {
            let text = condition.text.get(ctx.lang).to_owned();
            view! {
                <li>
                    <form class="inline-form" method="post" action="/desk/conditions">
                        {fields(ctx, page, market)}
                        <span>{text.clone()}</span>
                        <button
                            class="button" type="submit" name="open" value=condition.open.clone()
                            aria-label=fill(w.desk_condition_end_of, &[&text])
                        >{w.desk_condition_end}</button>
                    </form>
                </li>
            }
            .seal()
        })
        .collect();
    if now.is_empty() {
        return view! { <p class="quiet">{w.desk_conditions_none}</p> }.seal();
    }
    view! { <ul class="conditions-now">{now}</ul> }.seal()
}

fn market(ctx: &Ctx, page: &DeskPage, market: &DeskMarket) -> Piece {
    let w = ctx.words();
    let m = market.id.to_string();
    let fields = || fields(ctx, page, market);
    let ways = |empty: &'static str| {
        let options: Vec<_> = market
            .closable
            .iter()
            .map(|(v, t)| view! { <option value=v.clone() lang="ko">{t.clone()}</option> }.seal())
            .collect();
        view! { <option value=empty>{if empty.is_empty() { w.way_choose } else { w.desk_all_aisles }}</option> {options} }.seal()
    };
    let much = [("1", w.desk_crowd_1), ("2", w.desk_crowd_2), ("3", w.desk_crowd_3)]
        .map(|(value, word)| view! { <option value=value>{word}</option> }.seal());
    view! {
        <h3>{name(ctx, &market.names)}</h3>
        {now(ctx, page, market)}
        <div class="events">
            <details class="event">
                <summary class="button tall">{icon("gate")} {w.desk_close}</summary>
                <form class="stack" method="post" action="/desk/conditions">
                    {fields()}
                    <label for=format!("closed-{m}")>{w.desk_close_what}</label>
                    <select id=format!("closed-{m}") name="closed" required=true>{ways("")}</select>
                    <button class="button main" type="submit">{w.desk_close}</button>
                </form>
            </details>
            <details class="event">
                <summary class="button tall">{icon("walk")} {w.desk_crowd}</summary>
                <form class="stack" method="post" action="/desk/conditions">
                    {fields()}
                    <label for=format!("crowd-{m}")>{w.desk_crowd_where}</label>
                    <select id=format!("crowd-{m}") name="crowd">{ways("all")}</select>
                    <div class="pair">
                        <div><label for=format!("crowd-from-{m}")>{w.desk_crowd_from}</label>
                            <input id=format!("crowd-from-{m}") name="from" type="time" value="17:00" required=true /></div>
                        <div><label for=format!("crowd-until-{m}")>{w.desk_crowd_until}</label>
                            <input id=format!("crowd-until-{m}") name="until" type="time" value="19:00" required=true /></div>
                    </div>
                    <label for=format!("much-{m}")>{w.desk_crowd_much}</label>
                    <select id=format!("much-{m}") name="much">{much}</select>
                    <button class="button main" type="submit">{w.desk_crowd}</button>
                </form>
            </details>
        </div>
    }
    .seal()
}
