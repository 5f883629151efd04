//! Sections that several pages of a market share: plan, facilities, search.

use leptos::prelude::*;
use market_model::{Lang, Market};

use super::{
    parts::{hours_text, icon, level_name, name},
    piece::{Piece, Seal},
    plan::{self, Overlay},
    shop::{GROUPS, group_of, group_word},
    way::facility_label,
};
use crate::{Ctx, ctx::market_path, i18n::fill};

/// The plan with its tools, its levels and its colours. `heading` is 2 or 3.
pub(super) fn plan_section(ctx: &Ctx, market: &Market, svg: &str, overlay: Overlay<'_>) -> Piece {
    let w = ctx.words();
    let level = plan::level_to_show(ctx, market, &overlay).to_owned();
    let overlay = Overlay { level: &level, ..overlay };
    let body = match plan::inline(ctx, market, svg, &overlay) {
        None => view! { <p class="hint">{w.plan_missing}</p> }.seal(),
        Some(drawing) => view! {
            <a class="skip inner" href="#after-plan">{w.skip_plan}</a>
            <div class="plan-box" id="plan-box" data-level=level.clone()>
                <div class="plan-view" id="plan-view" tabindex="0" role="group" aria-label=w.plan_scroll inner_html=drawing></div>
                <div class="plan-tools" id="plan-tools"></div>
            </div>
            {legend(ctx, market)}
            <p class="hint no-print">{w.plan_help}</p>
        }
        .seal(),
    };
    view! {
        <section class="plan" id="plan" aria-labelledby="plan-title">
            <h2 id="plan-title">{icon("map")} {w.plan}</h2>
            {levels(ctx, market, &level)}
            {body}
            <span id="after-plan"></span>
        </section>
    }
    .seal()
}

fn levels(ctx: &Ctx, market: &Market, shown: &str) -> Option<Piece> {
    let w = ctx.words();
    if market.levels.len() < 2 {
        return None;
    }
    let keep: Vec<(&str, &str)> =
        ctx.query.iter().filter(|(k, _)| k != "level").map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let chip = |id: &str, word: Piece| {
        let mut params = keep.clone();
        params.push(("level", id));
        let href = ctx.link(&format!("{}#plan", ctx.path), &params);
        let current = (id == shown || (shown.is_empty() && id == "all")).then_some("true");
        view! { <li><a class="chip plain" href=href data-level=id.to_owned() aria-current=current>{word}</a></li> }
            .seal()
    };
    let mut links = vec![chip("all", w.level_all.seal())];
    links.extend(
        market.levels.iter().rev().map(|level| chip(level.id.as_str(), level_name(ctx, level).seal())),
    );
    Some(
        view! { <nav class="levels no-print" aria-label=w.level><ul class="chips">{links}</ul></nav> }.seal(),
    )
}

fn legend(ctx: &Ctx, market: &Market) -> Piece {
    let w = ctx.words();
    let items: Vec<_> = GROUPS
        .into_iter()
        .filter(|group| market.stalls.iter().any(|s| group_of(s.category) == *group))
        .map(|group| {
            view! { <li><span class=format!("swatch group-{group}")></span> {group_word(w, group)}</li> }
                .seal()
        })
        .collect();
    view! { <ul class="legend" aria-label=w.legend>{items}</ul> }.seal()
}

/// Facilities with where they are and a link to the way there.
pub(super) fn facilities(ctx: &Ctx, market: &Market) -> Option<Piece> {
    let w = ctx.words();
    if market.facilities.is_empty() {
        return None;
    }
    let way = format!("{}#way", market_path(&market.id));
    let items: Vec<_> = market
        .facilities
        .iter()
        .map(|f| {
            let aisle = market.aisle(&f.place.aisle);
            let place = aisle.filter(|a| !a.names.ko.is_empty()).map(|a| name(ctx, &a.names));
            let href = ctx.link(&way, &[("to", &format!("facility:{}", f.id))]);
            let (label, lang) = facility_label(ctx, f);
            let kind = lang.map(|_| view! { <span class="quiet">{f.kind.word(ctx.lang)}</span> }.seal());
            let hours = f.hours.as_ref().filter(|h| !h.is_unknown());
            let hours = hours.map(|h| view! { <span class="quiet">{hours_text(ctx, h)}</span> }.seal());
            view! {
                <li>
                    <span class="fac-icon">{icon(f.kind.code())}</span>
                    <span class="fac-text">
                        <a href=href lang=lang>{label}</a>
                        {kind}
                        <span class="quiet">{place}</span>
                        {hours}
                    </span>
                </li>
            }
            .seal()
        })
        .collect();
    Some(
        view! {
            <section class="facilities" id="facilities" aria-labelledby="facilities-title">
                <h2 id="facilities-title">{icon("information")} {w.facilities}</h2>
                <ul class="fac-list">{items}</ul>
            </section>
        }
        .seal(),
    )
}

/// The search box; without JavaScript it asks the market's page.
pub(super) fn search_form(ctx: &Ctx, market: &Market, query: &str) -> Piece {
    let w = ctx.words();
    let lang = (ctx.lang != Lang::Ko)
        .then(|| view! { <input type="hidden" name="lang" value=ctx.lang.code() /> }.seal());
    view! {
        <form class="search" id="search-form" role="search" method="get" action=format!("{}#results", market_path(&market.id))>
            {lang}
            <label for="q">{w.search_label}</label>
            <div class="search-row">
                <input
                    id="q" name="q" type="search" value=query.to_owned() maxlength="60" autocomplete="off"
                    enterkeyhint="search" aria-describedby="q-hint"
                />
                <button class="button main" type="submit">{icon("search")} {w.search}</button>
            </div>
            <p class="hint" id="q-hint">{w.search_hint}</p>
            <div id="q-list"></div>
        </form>
    }.seal()
}

/// What was found, as a list of links.
pub(super) fn results(
    ctx: &Ctx,
    market: &Market,
    index: Option<&market_search::Index>,
    query: &str,
) -> Option<Piece> {
    let w = ctx.words();
    if query.trim().is_empty() {
        return None;
    }
    let hits = index.map(|i| i.search(query, 60)).unwrap_or_default();
    let items: Vec<_> = hits.iter().map(|hit| result_item(ctx, market, hit.entry)).collect();
    let clear = ctx.market_link(&market.id, &[]);
    let body = if items.is_empty() {
        view! { <p class="say bad">{fill(w.no_results, &[query])}</p> }.seal()
    } else {
        let n = fill(w.results_n, &[&items.len().to_string()]);
        view! { <p class="shown">{n} " " <a href=clear>{w.clear_search}</a></p> <ul class="hits">{items}</ul> }.seal()
    };
    Some(
        view! {
            <section class="results" id="results" aria-labelledby="results-title">
                <h2 id="results-title">{fill(w.results_for, &[query])}</h2>
                {body}
            </section>
        }
        .seal(),
    )
}

fn result_item(ctx: &Ctx, market: &Market, entry: &market_search::Entry) -> Piece {
    let hit = crate::hits::present(entry, ctx.lang);
    let href = ctx.link(&hit.path(&market.id), &hit.params());
    let plate = (!hit.code.is_empty()).then(|| super::parts::plate(&hit.code));
    view! {
        <li>
            <a href=href>
                <span class=format!("kind kind-{}", hit.kind_code)>{hit.kind_word}</span> " " {plate} " "
                <span class="hit-title" lang=hit.lang>{hit.title}</span>
            </a>
            <span class="quiet" lang=hit.detail_lang>{hit.detail}</span>
        </li>
    }
    .seal()
}
