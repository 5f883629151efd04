//! The list of stalls: the whole market in words, equal to the plan.

use leptos::prelude::*;
use market_model::{Aisle, Category, Market, Stall, TradeState};

use super::{
    live,
    parts::{category_tag, icon, level_name, name, plate, price_line},
    piece::{Piece, Seal},
    shop::{Goods, goods_by_merchant, merchant_of, stall_title},
};
use crate::{Ctx, ctx::market_path, i18n::fill};

/// Above this many stalls a page shows one aisle or one trade at a time.
const WHOLE_LIST: usize = 400;
/// Goods shown with each stall of the list.
const GOODS_SHOWN: usize = 3;

/// The section with the filters and the stalls.
pub(super) fn stalls(ctx: &Ctx, market: &Market) -> Piece {
    let w = ctx.words();
    let aisle = ctx.param("aisle");
    let category = Category::parse(ctx.param("cat"));
    let large = market.stalls.len() > WHOLE_LIST;
    let chosen: Vec<&Stall> = market
        .stalls
        .iter()
        .filter(|s| aisle.is_empty() || s.aisle.as_str() == aisle)
        .filter(|s| category.is_none_or(|c| s.category == c && s.state != TradeState::Empty))
        .collect();
    let narrowed = !aisle.is_empty() || category.is_some();
    let body = if large && !narrowed {
        view! { <p class="hint">{w.list_large}</p> }.seal()
    } else {
        by_aisle(ctx, market, &chosen)
    };
    let count = narrowed.then(|| {
        let all = format!("{}#list", market_path(&market.id));
        view! {
            <p class="shown">
                {fill(w.shown_n, &[&chosen.len().to_string()])} " "
                <a href=ctx.link(&all, &[])>{w.show_all}</a>
            </p>
        }
        .seal()
    });
    view! {
        <section class="list" id="list" aria-labelledby="list-title">
            <h2 id="list-title">{icon("list")} {w.list}</h2>
            {category_links(ctx, market, category)}
            {aisle_links(ctx, market, aisle, large)}
            {count}
            {body}
        </section>
    }
    .seal()
}

fn category_links(ctx: &Ctx, market: &Market, chosen: Option<Category>) -> Piece {
    let w = ctx.words();
    let path = format!("{}#list", market_path(&market.id));
    let here = |yes: bool| yes.then_some("true");
    let all = view! {
        <li><a class="chip" href=ctx.link(&path, &[]) aria-current=here(chosen.is_none())>{w.all_categories}</a></li>
    }.seal();
    let links: Vec<_> = Category::ALL
        .iter()
        .filter_map(|category| {
            let trading = |s: &&Stall| s.category == *category && s.state != TradeState::Empty;
            let n = market.stalls.iter().filter(trading).count();
            (n > 0).then(|| {
                let href = ctx.link(&path, &[("cat", category.code())]);
                view! {
                    <li>
                        <a class=format!("chip cat-{}", category.code()) href=href
                            aria-current=here(chosen == Some(*category))>
                            {category.word(ctx.lang)} " " <span class="n">{n}</span>
                        </a>
                    </li>
                }
                .seal()
            })
        })
        .collect();
    view! { <nav aria-label=w.list_filter><ul class="chips">{all} {links}</ul></nav> }.seal()
}

fn aisle_links(ctx: &Ctx, market: &Market, chosen: &str, large: bool) -> Piece {
    let w = ctx.words();
    let links: Vec<_> = market
        .aisles
        .iter()
        .filter_map(|aisle| {
            let n = market.stalls.iter().filter(|s| s.aisle == aisle.id).count();
            (n > 0).then(|| {
                let href = if large {
                    ctx.link(&format!("{}#list", market_path(&market.id)), &[("aisle", aisle.id.as_str())])
                } else {
                    format!("#aisle-{}", aisle.id)
                };
                let here = (large && aisle.id.as_str() == chosen).then_some("true");
                view! {
                    <li>
                        <a class="chip plain" href=href aria-current=here>
                            {aisle_name(ctx, aisle)} " " <span class="n">{n}</span>
                        </a>
                    </li>
                }
                .seal()
            })
        })
        .collect();
    view! { <nav aria-label=w.aisle_jump><ul class="chips">{links}</ul></nav> }.seal()
}

fn aisle_name(ctx: &Ctx, aisle: &Aisle) -> Piece {
    if aisle.names.ko.is_empty() { aisle.id.to_string().seal() } else { name(ctx, &aisle.names).seal() }
}

fn by_aisle(ctx: &Ctx, market: &Market, stalls: &[&Stall]) -> Piece {
    let w = ctx.words();
    let goods = goods_by_merchant(market);
    let mut parts = Vec::new();
    for aisle in &market.aisles {
        let here: Vec<&Stall> = stalls.iter().copied().filter(|s| s.aisle == aisle.id).collect();
        if here.is_empty() {
            continue;
        }
        let level = (market.levels.len() > 1)
            .then(|| market.level(&aisle.level))
            .flatten()
            .map(|l| view! { <span class="level-tag">{level_name(ctx, l)}</span> }.seal());
        let n = fill(w.stalls_n, &[&here.len().to_string()]);
        let title = format!("aisle-{}", aisle.id);
        let labelled = title.clone();
        let items: Vec<_> = here.iter().map(|stall| stall_item(ctx, market, stall, &goods)).collect();
        parts.push(
            view! {
                <section class="aisle" aria-labelledby=labelled>
                    <h3 id=title>{level} {aisle_name(ctx, aisle)} " " <span class="n">{n}</span></h3>
                    <ul class="stalls">{items}</ul>
                </section>
            }
            .seal(),
        );
    }
    parts.seal()
}

/// One stall of a list, with its first goods.
pub(super) fn stall_item(ctx: &Ctx, market: &Market, stall: &Stall, goods: &Goods<'_>) -> Piece {
    let w = ctx.words();
    let (title, lang) = stall_title(ctx, market, stall);
    let empty = stall.state == TradeState::Empty;
    let own =
        merchant_of(market, stall).and_then(|m| goods.get(&m.id)).map(Vec::as_slice).unwrap_or_default();
    let lines: Vec<_> = own
        .iter()
        .take(GOODS_SHOWN)
        .map(|good| {
            view! { <li><span class="good-name">{name(ctx, &good.names)}</span> " " {price_line(ctx, good)} {live::gone(ctx, stall, good)}</li> }.seal()
        })
        .collect();
    let more = own.len().saturating_sub(GOODS_SHOWN);
    let more =
        (more > 0).then(|| view! { <li class="more">{fill(w.more_goods, &[&more.to_string()])}</li> }.seal());
    let lines = (!lines.is_empty()).then(|| view! { <ul class="goods-short">{lines} {more}</ul> }.seal());
    let trade = (!empty).then(|| category_tag(ctx, stall.category));
    let class =
        if empty { "stall is-empty".to_owned() } else { format!("stall cat-{}", stall.category.code()) };
    view! {
        <li class=class data-stall=stall.id.to_string()>
            <a class="stall-link" href=ctx.stall_link(&market.id, stall.id.as_str())>
                {plate(&stall.code)} " " <span class="stall-name" lang=lang>{title}</span>
            </a>
            <p class="stall-facts">{trade} " " {live::badges(ctx, stall)}</p>
            {lines}
        </li>
    }
    .seal()
}
