//! The list of markets.

use leptos::prelude::*;
use market_model::{Lang, MarketStatus};

use super::{
    layout::{Frame, document},
    parts::{days_text, hours_text, icon, korean, name, today},
    piece::{Piece, Seal},
};
use crate::{
    Ctx, HomePage, MarketCard, asset_url,
    i18n::{fill, grouped},
};

/// Above this many markets the list has a search box.
const SEARCH_FROM: usize = 4;

/// `/`: the list of markets.
#[must_use]
pub fn home(ctx: &Ctx, page: &HomePage) -> String {
    let w = ctx.words();
    let wanted = page.query.trim().to_lowercase();
    let matches = |card: &&MarketCard| {
        wanted.is_empty()
            || [&card.names.ko, &card.names.en, &card.names.zh, &card.names.ja, &card.address]
                .iter()
                .any(|t| t.to_lowercase().contains(&wanted))
    };
    let cards: Vec<_> = page.markets.iter().filter(matches).map(|card| market_card(ctx, card)).collect();
    let list = if !cards.is_empty() {
        view! { <ul class="markets">{cards}</ul> }.seal()
    } else if page.markets.is_empty() {
        view! { <p class="say">{w.home_none}</p> }.seal()
    } else {
        view! { <p class="say">{w.home_no_match}</p> }.seal()
    };
    let search = (page.markets.len() >= SEARCH_FROM || !wanted.is_empty()).then(|| search(ctx, &page.query));
    let mut frame = Frame::new("home", w.site);
    frame.description = w.home_lead.to_owned();
    let main = view! {
        <div class="hero">
            <img class="hero-cloth" src=asset_url("cloth") alt="" width="720" height="300" />
            <div class="hero-words">
                <h1>{w.home_title}</h1>
                <p class="lead">{w.home_lead}</p>
                {search}
            </div>
        </div>
        <section class="wide" aria-labelledby="markets-title">
            <h2 id="markets-title">{w.home_list}</h2>
            {list}
        </section>
    }
    .seal();
    document(ctx, &frame, main)
}

fn search(ctx: &Ctx, query: &str) -> Piece {
    let w = ctx.words();
    let lang = (ctx.lang != Lang::Ko)
        .then(|| view! { <input type="hidden" name="lang" value=ctx.lang.code() /> }.seal());
    view! {
        <form class="search" role="search" method="get" action="/">
            {lang}
            <label for="q">{w.home_search}</label>
            <div class="search-row">
                <input id="q" name="q" type="search" value=query.to_owned() maxlength="60" />
                <button class="button main" type="submit">{icon("search")} {w.search}</button>
            </div>
        </form>
    }
    .seal()
}

/// The word for what the data is, as a stamp.
pub(super) fn status_stamp(ctx: &Ctx, status: MarketStatus) -> Piece {
    let w = ctx.words();
    let (class, word) = match status {
        MarketStatus::Surveyed => ("stamp ok", w.status_surveyed),
        MarketStatus::Draft => ("stamp draft", w.status_draft),
        MarketStatus::Fictional => ("stamp fictional", w.status_fictional),
    };
    view! { <strong class=class>{word}</strong> }.seal()
}

fn market_card(ctx: &Ctx, card: &MarketCard) -> Piece {
    let w = ctx.words();
    let picture = card.plan_url.clone().map(|url| {
        let alt = fill(w.plan_of, &[card.names.get(ctx.lang)]);
        view! { <div class="card-plan"><img src=url alt=alt loading="lazy" width="320" height="200" /></div> }
            .seal()
    });
    let about = (!card.about.ko.is_empty()).then(|| view! { <p>{name(ctx, &card.about)}</p> }.seal());
    let today = today(ctx, &card.market_days, &card.hours).map(|(open, text)| {
        view! { <p class=if open { "today open" } else { "today shut" }>{text}</p> }.seal()
    });
    let address = (!card.address.is_empty())
        .then(|| view! { <p class="with-icon">{icon("pin")} {korean(ctx, &card.address)}</p> }.seal());
    let stalls = fill(w.stalls_n, &[&grouped(card.counts.stalls.into())]);
    let goods = fill(w.goods_n, &[&grouped(card.counts.goods.into())]);
    view! {
        <li class="market-card">
            {picture}
            <div class="card-words">
                <h3>
                    <a href=ctx.market_link(&card.id, &[])>{name(ctx, &card.names)}</a> " "
                    {status_stamp(ctx, card.status)}
                </h3>
                {about}
                {today}
                <p class="with-icon">
                    {icon("clock")}
                    <span>{days_text(ctx, &card.market_days)} " · " {hours_text(ctx, &card.hours)}</span>
                </p>
                {address}
                <p class="numbers"><span>{stalls}</span> <span>{goods}</span></p>
                <p class="card-go">
                    <a class="button" href=ctx.walk_link(&card.id, &[])>{icon("cube")} {w.walk}</a>
                </p>
            </div>
        </li>
    }
    .seal()
}
