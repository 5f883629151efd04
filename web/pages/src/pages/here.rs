//! "You are here": the page that a gate's sign opens.

use leptos::prelude::*;

use super::{
    layout::{Frame, document},
    parts::{icon, name},
    piece::Seal,
    plan::Overlay,
    sections::{plan_section, search_form},
    shopping, way,
};
use crate::{
    Ctx, HerePage, WayQuery,
    ctx::{gate_path, market_path},
    i18n::fill,
};

/// Trades and places that most people look for first.
const FIRST: [&str; 3] = ["toilet", "parking", "rest"];

/// `/m/{market}/g/{gate}`: where one stands, and what leads on from here.
#[must_use]
pub fn here(ctx: &Ctx, page: &HerePage<'_>) -> String {
    let w = ctx.words();
    let (market, gate) = (page.market, page.gate);
    let title = fill(w.here_at, &[gate.names.get(ctx.lang)]);
    let mut frame = Frame::new("here", &format!("{title} · {}", market.names.get(ctx.lang)));
    frame.market = Some((&market.id, &market.names, market.status));
    frame.manifest_url = Some(format!("{}/manifest.json", market_path(&market.id)));
    frame.trail = Some((gate.names.get(ctx.lang).to_owned(), super::parts::foreign(ctx, &gate.names)));
    let from = format!("gate:{}", gate.id);
    let overlay = Overlay { here: Some(&page.point), ..Overlay::default() };
    let walk = ctx.walk_link(&market.id, &[("at", &page.at)]);
    let list = ctx.link(&format!("{}/list", market_path(&market.id)), &[("from", &from)]);
    let near: Vec<_> = market
        .facilities
        .iter()
        .filter(|f| FIRST.contains(&f.kind.code()))
        .map(|f| {
            let href = ctx.link(
                &format!("{}#way", market_path(&market.id)),
                &[("from", &from), ("to", &format!("facility:{}", f.id))],
            );
            let (label, lang) = way::facility_label(ctx, f);
            view! { <li><a class="chip plain" href=href lang=lang>{icon(f.kind.code())} " " {label}</a></li> }
                .seal()
        })
        .collect();
    let near = (!near.is_empty())
        .then(|| view! { <nav aria-label=w.facilities><ul class="chips">{near}</ul></nav> }.seal());
    let asked = WayQuery { from, ..WayQuery::default() };
    let main = view! {
        <div class="market-head">
            <p class="here-word">{icon("pin")} {w.here}</p>
            <h1>{name(ctx, &gate.names)}</h1>
            <p class="lead">{name(ctx, &market.names)}</p>
            <nav class="actions no-print" aria-label=w.here>
                <a class="button main" href=walk>{icon("cube")} {w.here_3d}</a>
                <a class="button" href=list>{icon("cart")} {w.shop_list}</a>
                <a class="button" href=ctx.market_link(&market.id, &[])>{icon("list")} {w.list}</a>
            </nav>
        </div>
        {search_form(ctx, market, "")}
        {near}
        {shopping::tours(ctx, market, None)}
        <div class="columns">
            <div class="column plan-column">{plan_section(ctx, market, page.plan_svg, overlay)}</div>
            <div class="column">
                <section class="way-box" id="way" aria-labelledby="way-title">
                    <h2 id="way-title">{icon("route")} {w.way}</h2>
                    {way::form(ctx, market, &market_path(&market.id), &asked)}
                    {way::answer(ctx, &crate::WayAnswer::NotAsked, None)}
                </section>
                <section class="share" aria-labelledby="share-title">
                    <h2 id="share-title">{w.share}</h2>
                    <p><a class="url" href=gate_path(&market.id, gate.id.as_str())>{format!("{}{}", ctx.base_url, gate_path(&market.id, gate.id.as_str()))}</a></p>
                </section>
            </div>
        </div>
    }
    .seal();
    document(ctx, &frame, main)
}
