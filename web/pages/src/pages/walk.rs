//! The walk in 3D: the canvas, and beside it the same market as search, list, way and plan.

use leptos::prelude::*;
use market_model::{Market, StallId};

use super::{
    layout::{Frame, document},
    list,
    parts::{icon, name},
    piece::{Piece, Seal},
    plan::Overlay,
    sections::{plan_section, search_form},
    way,
};
use crate::{Ctx, WalkPage, WayAnswer, asset_url, ctx::market_path, i18n::fill};

/// What `start.js` and the enhancement fetch, in the order in which it is needed.
const BUNDLES: [&str; 4] = [
    "/web/pages/market_pages.js",
    "/web/pages/market_pages_bg.wasm",
    "/web/twin/market_twin.js",
    "/web/twin/market_twin_bg.wasm",
];

/// `/m/{market}/3d`: the walk in 3D.
#[must_use]
pub fn walk(ctx: &Ctx, page: &WalkPage<'_>) -> String {
    let w = ctx.words();
    let market = page.market;
    let title = fill(w.walk_title, &[market.names.get(ctx.lang)]);
    let mut frame = Frame::new("walk", &title);
    frame.market = Some((&market.id, &market.names, market.status));
    frame.trail = Some((w.walk.to_owned(), None));
    frame.manifest_url = Some(page.manifest_url.clone());
    frame.ahead = &BUNDLES;
    frame.scene_url = page.scene_url.clone();
    let route = if let WayAnswer::Found(route) = &page.answer { Some(route) } else { None };
    let overlay =
        Overlay { way: route, stall: page.stall.as_ref().map(StallId::as_str), ..Overlay::default() };
    let walk_path = format!("{}/3d", market_path(&market.id));
    let main = view! {
        <h1 class="walk-title">{title.clone()}</h1>
        <div class="walk-columns">
            <div class="walk-view">
                {stage(ctx, page)}
                {hour(ctx)}
                <p class="walk-links">
                    <button type="button" class="button" id="share-here">{icon("pin")} {w.share_here}</button>
                    <span class="hint" id="vr-say"></span>
                </p>
            </div>
            <div class="walk-side">
                {search_form(ctx, market, "")}
                <section class="way-box" id="way" aria-labelledby="way-title">
                    <h2 id="way-title">{icon("route")} {w.way}</h2>
                    {way::form(ctx, market, &walk_path, &page.way)}
                    {way::answer(ctx, &page.answer, None)}
                </section>
                {help(ctx)}
            </div>
        </div>
        <div class="columns">
            <div class="column plan-column">{plan_section(ctx, market, page.plan_svg, overlay)}</div>
            <div class="column">{list::stalls(ctx, market)}</div>
        </div>
    }
    .seal();
    document(ctx, &frame, main)
}

/// The canvas with what lies over it. The enhancement takes the poster away when the market can be walked.
fn stage(ctx: &Ctx, page: &WalkPage<'_>) -> Piece {
    let w = ctx.words();
    let market: &Market = page.market;
    let label = fill(w.walk_canvas, &[market.names.get(ctx.lang)]);
    let stall = page.stall.as_ref().map(ToString::to_string);
    let route = if let WayAnswer::Found(route) = &page.answer {
        serde_json::to_string(&route.points).ok()
    } else {
        None
    };
    view! {
        <section class="stage" id="stage" aria-label=w.walk data-stall=stall data-route=route>
            <canvas id="twin" tabindex="0" role="img" aria-label=label></canvas>
            <div class="poster" id="poster">
                <img class="poster-cloth" src=asset_url("cloth") alt="" width="720" height="300" />
                <p class="poster-name">{name(ctx, &market.names)}</p>
                <p id="poster-say">{w.walk_poster}</p>
                <noscript><p>{w.walk_no_script}</p></noscript>
                <div id="walk-load" hidden=true>
                    <label for="walk-progress" id="walk-what">{w.walk_loading}</label>
                    <progress id="walk-progress" max="100" value="0"></progress>
                </div>
                <p><button class="button main" id="walk-retry" type="button" hidden=true>{w.walk_retry}</button></p>
            </div>
            <div class="stick" id="stick" hidden=true aria-hidden="true"><span class="knob" id="knob"></span></div>
            <div class="stage-tools" id="stage-tools" role="group" aria-label=w.walk_stick hidden=true>
                <button type="button" class="tool" data-walk="left" aria-label=w.walk_turn_left>{icon("left")}</button>
                <button type="button" class="tool" data-walk="forward" aria-label=w.walk_forward>{icon("ahead")}</button>
                <button type="button" class="tool" data-walk="back" aria-label=w.walk_back>{icon("down")}</button>
                <button type="button" class="tool" data-walk="right" aria-label=w.walk_turn_right>{icon("right")}</button>
                <button type="button" class="tool" data-walk="above" aria-pressed="false" aria-label=w.walk_above title=w.walk_above>{icon("map")}</button>
                <button type="button" class="tool" data-walk="full" aria-label=w.walk_full>{icon("full")}</button>
            </div>
            <button type="button" class="button vr-enter" id="vr-enter" hidden=true>{icon("headset")} {w.vr_enter}</button>
            <aside class="stall-panel" id="panel" aria-label=w.walk_panel hidden=true>
                <button type="button" class="tool close" id="panel-close" aria-label=w.walk_close>{icon("close")}</button>
                <div id="panel-body"></div>
                <p class="actions"><button type="button" class="button main" id="panel-way">{icon("route")} {w.way_here}</button></p>
            </aside>
        </section>
    }.seal()
}

/// The hour in which the market is shown; the enhancement makes it work.
fn hour(ctx: &Ctx) -> Piece {
    let w = ctx.words();
    let times = [(480, w.hour_morning), (720, w.hour_noon), (1110, w.hour_evening), (1260, w.hour_night)];
    let times = times.map(|(minute, word)| {
        view! { <button type="button" class="tool-word" data-minute=minute>{word}</button> }
    });
    view! {
        <div class="hour" id="hour" role="group" aria-label=w.hour hidden=true>
            <label for="hour-range">{icon("clock")} {w.hour} " " <output id="hour-now" for="hour-range"></output></label>
            <input type="range" id="hour-range" min="0" max="1425" step="15" value="660" />
            <div class="hour-times">{times}<button type="button" class="tool-word" data-minute="now">{w.hour_now}</button></div>
        </div>
    }
    .seal()
}

fn help(ctx: &Ctx) -> Piece {
    let w = ctx.words();
    view! {
        <details class="help">
            <summary>{icon("information")} {w.walk_help}</summary>
            <h2>{w.walk_keys}</h2>
            <ul><li>{w.walk_keys_move}</li><li>{w.walk_keys_look}</li><li>{w.walk_keys_pick}</li></ul>
            <h2>{w.walk_touch}</h2>
            <ul><li>{w.walk_touch_move}</li><li>{w.walk_touch_look}</li><li>{w.walk_touch_tap}</li></ul>
        </details>
    }
    .seal()
}
