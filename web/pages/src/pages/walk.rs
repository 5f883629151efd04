//! The walk in 3D: the canvas, and beside it the same market as search, list, way and plan.

use leptos::prelude::*;
use market_model::{Market, StallId};

use super::{
    entrance,
    layout::{Frame, document, status_notice},
    list,
    parts::{icon, level_name, name},
    piece::{Piece, Seal},
    plan::Overlay,
    sections::{plan_section, search_form},
    walk_settings, way,
};
use crate::{
    Ctx, WalkPage, WayAnswer, asset_url,
    ctx::market_path,
    i18n::fill,
    stroll::{AislePlace, CrowdTime, Ground, LevelPlace, PhotoPlace, StallPlace},
};

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
    frame.slim = true;
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
            <div class="walk-view" id="walk-view">
                {stage(ctx, page)}
                {links(ctx, market)}
            </div>
            <div class="walk-side">
                {status_notice(ctx, &frame)}
                {search_form(ctx, market, "")}
                <section class="way-box" id="way" aria-labelledby="way-title">
                    <h2 id="way-title">{icon("route")} {w.way}</h2>
                    {way::form(ctx, market, &walk_path, &page.way)}
                    {way::answer(ctx, &page.answer, None)}
                </section>
                {hour(ctx)}
                {help(ctx)}
            </div>
        </div>
        <div class="columns">
            <div class="column plan-column">{plan_section(ctx, market, page.plan_svg, overlay)}</div>
            <div class="column">{list::stalls(ctx, market)}</div>
        </div>
        {walk_settings::dialog(ctx, !page.crowds.is_empty(), !page.photos.is_empty())}
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
    let route =
        if let WayAnswer::Found(route) = &page.answer { serde_json::to_string(route).ok() } else { None };
    let ground = serde_json::to_string(&ground(ctx, page)).ok();
    view! {
        <section class="stage" id="stage" aria-label=w.walk data-stall=stall data-route=route data-ground=ground>
            <canvas id="twin" tabindex="0" role="img" aria-label=label></canvas>
            {poster(ctx, market)}
            {here(ctx)}
            {guide(ctx)}
            <div class="stick" id="stick" hidden=true aria-hidden="true"><span class="knob" id="knob"></span></div>
            {tools(ctx)}
            <p class="toast" id="vr-say"></p>
            <div class="switch-bar" id="switch-bar" role="group" aria-label=w.switch_bar hidden=true></div>
            <div class="stage-more">
                <button type="button" class="tool" data-walk="full" id="walk-full" aria-label=w.walk_full title=w.walk_full hidden=true>{icon("full")}</button>
                <button type="button" class="tool" id="share-here" aria-label=w.share_here title=w.share_here hidden=true>{icon("pin")}</button>
                <button type="button" class="button vr-enter" id="vr-enter" hidden=true>{icon("headset")} {w.vr_enter}</button>
            </div>
            <aside class="stall-panel" id="panel" aria-label=w.walk_panel hidden=true>
                <button type="button" class="tool close" id="panel-close" aria-label=w.walk_close>{icon("close")}</button>
                <div id="panel-body"></div>
                <p class="actions"><button type="button" class="button main" id="panel-way">{icon("route")} {w.way_here}</button></p>
            </aside>
        </section>
    }.seal()
}

/// What is seen until the market can be walked: its entrance, what is being done, and how far it is.
fn poster(ctx: &Ctx, market: &Market) -> Piece {
    let w = ctx.words();
    let picture = match entrance::drawing(ctx, market) {
        Some(svg) => view! { <div class="poster-picture" inner_html=svg></div> }.seal(),
        None => view! {
            <img class="poster-cloth" src=asset_url("cloth") alt="" width="720" height="300" />
        }
        .seal(),
    };
    view! {
        <div class="poster" id="poster">
            {picture}
            <div class="poster-card">
                <p class="poster-name">{name(ctx, &market.names)}</p>
                <p id="poster-say">{w.walk_poster}</p>
                <noscript><p>{w.walk_no_script}</p></noscript>
                <div id="walk-load" hidden=true>
                    <label for="walk-progress" id="walk-what">{w.walk_loading}</label>
                    <progress id="walk-progress" max="100" value="0"></progress>
                </div>
                <p><button class="button main" id="walk-retry" type="button" hidden=true>{w.walk_retry}</button></p>
            </div>
        </div>
    }
    .seal()
}

/// Where one is, in words and on a small plan that turns with the view.
fn here(ctx: &Ctx) -> Piece {
    let w = ctx.words();
    view! {
        <div class="spot" id="here" hidden=true>
            <p class="spot-place" id="here-place"></p>
            <button type="button" class="spot-stall" id="here-stall" hidden=true></button>
        </div>
        <button type="button" class="mini" id="mini" aria-label=w.mini_map title=w.mini_map hidden=true>
            <span class="mini-clip" aria-hidden="true"><img class="mini-plan" id="mini-plan" alt="" /></span>
            <svg class="mini-you" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="m12 2 7 19-7-5-7 5z"></path></svg>
            <span class="mini-north" id="mini-north" aria-hidden="true">{w.north_mark}</span>
        </button>
    }
    .seal()
}

/// The step of the way that is due, while there is one.
fn guide(ctx: &Ctx) -> Piece {
    let w = ctx.words();
    view! {
        <section class="guide" id="guide" aria-label=w.guide hidden=true>
            <p class="guide-text" id="guide-text"></p>
            <p class="guide-left" id="guide-left"></p>
            <div class="guide-tools">
                <button type="button" class="tool" data-guide="previous" aria-label=w.guide_previous title=w.guide_previous>{icon("previous")}</button>
                <button type="button" class="tool" data-guide="go" id="guide-go" aria-label=w.guide_go title=w.guide_go>{icon("play")}</button>
                <button type="button" class="tool" data-guide="next" aria-label=w.guide_next title=w.guide_next>{icon("next")}</button>
                <button type="button" class="tool" data-guide="speak" id="guide-speak" aria-pressed="false" aria-label=w.set_speak title=w.set_speak>{icon("ear")}</button>
                <button type="button" class="tool" data-guide="end" aria-label=w.guide_end title=w.guide_end>{icon("close")}</button>
            </div>
        </section>
    }
    .seal()
}

/// Buttons that walk, for who has neither keyboard nor a steady thumb.
fn tools(ctx: &Ctx) -> Piece {
    let w = ctx.words();
    view! {
        <div class="stage-tools" id="stage-tools" role="group" aria-label=w.walk_stick hidden=true>
            <button type="button" class="tool" data-walk="left" aria-label=w.walk_turn_left>{icon("left")}</button>
            <button type="button" class="tool" data-walk="forward" aria-label=w.walk_forward>{icon("ahead")}</button>
            <button type="button" class="tool" data-walk="right" aria-label=w.walk_turn_right>{icon("right")}</button>
            <button type="button" class="tool" data-walk="where" aria-label=w.here_ask title=w.here_ask>{icon("ear")}</button>
            <button type="button" class="tool" data-walk="back" aria-label=w.walk_back>{icon("down")}</button>
            <button type="button" class="tool" data-walk="above" aria-pressed="false" aria-label=w.walk_above title=w.walk_above>{icon("map")}</button>
        </div>
    }
    .seal()
}

/// What else there is on this page, within reach of the thumb; a link each, so that it works without a script.
fn links(ctx: &Ctx, market: &Market) -> Piece {
    let w = ctx.words();
    let back = fill(w.walk_to_market, &[market.names.get(ctx.lang)]);
    view! {
        <nav class="walk-links" aria-label=w.walk_more>
            <a class="button" href=ctx.market_link(&market.id, &[]) aria-label=back.clone() title=back>{icon("home")}</a>
            <a class="button" href="#q">{icon("search")} <span>{w.search}</span></a>
            <a class="button" href="#way">{icon("route")} <span>{w.way}</span></a>
            <a class="button" href="#plan">{icon("map")} <span>{w.plan}</span></a>
            <a class="button" href="#list">{icon("list")} <span>{w.list}</span></a>
            <button type="button" class="button" id="settings-open" aria-haspopup="dialog" hidden=true>{icon("settings")} <span>{w.settings_short}</span></button>
        </nav>
    }
    .seal()
}

/// The market's shape for the question "where am I?".
fn ground(ctx: &Ctx, page: &WalkPage<'_>) -> Ground {
    let market = page.market;
    let level_at = |id: &market_model::LevelId| market.levels.iter().position(|l| l.id == *id).unwrap_or(0);
    let dm = |mm: i32| (f64::from(mm) / 100.0).round() as i32;
    let levels = market.levels.iter();
    let levels = levels.map(|l| LevelPlace { name: level_name(ctx, l), up_dm: dm(l.elevation.0) }).collect();
    let aisles = market.aisles.iter().map(|a| AislePlace {
        name: if a.names.ko.is_empty() { a.id.to_string() } else { a.names.get(ctx.lang).to_owned() },
        level: level_at(&a.level),
        half_dm: dm(a.width.0 / 2),
        line: a.line.iter().map(|p| (dm(p.x), dm(p.y))).collect(),
    });
    let stalls = market.stalls.iter().map(|s| {
        let [left, right, ..] = s.footprint;
        StallPlace(
            s.id.to_string(),
            dm(i32::midpoint(left.x, right.x)),
            dm(i32::midpoint(left.y, right.y)),
            level_at(&s.level),
        )
    });
    let crowds = page.crowds.iter().filter(|c| c.fullness() > 0).filter_map(|c| {
        let aisle = c.aisle.as_ref().map(|id| market.aisles.iter().position(|a| a.id == *id));
        // An aisle that is gone is nobody's.
        (aisle != Some(None)).then(|| CrowdTime(aisle.flatten(), c.from, c.until, c.fullness()))
    });
    let photos = page.photos.iter().filter_map(|(id, url)| {
        Some(PhotoPlace(market.stalls.iter().position(|s| s.id == *id)?, url.clone()))
    });
    let photos = photos.collect();
    Ground { levels, aisles: aisles.collect(), stalls: stalls.collect(), crowds: crowds.collect(), photos }
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
