//! A shopping list: what somebody wants, in the order in which it is walked best; and tours as ready-made lists.

use leptos::prelude::*;
use market_model::{Lang, Market};

use super::{
    layout::{Frame, document},
    parts::icon,
    piece::{Piece, Seal},
    plan::Overlay,
    sections::plan_section,
    way,
};
use crate::{
    Ctx, RoutePoint, ShoppingPage, ShoppingStop, Tour, WayQuery,
    ctx::market_path,
    i18n::{fill, way_total},
};

/// `/m/{market}/list`: the form, the order, the line on the plan, the words.
#[must_use]
pub fn shopping(ctx: &Ctx, page: &ShoppingPage<'_>) -> String {
    let w = ctx.words();
    let market = page.market;
    let title = page.tour.map_or(w.shop_list, |tour| tour_word(ctx, tour));
    let mut frame = Frame::new("list", &format!("{title} · {}", market.names.get(ctx.lang)));
    frame.description = w.shop_list_lead.to_owned();
    frame.market = Some((&market.id, &market.names, market.status));
    frame.manifest_url = Some(format!("{}/manifest.json", market_path(&market.id)));
    frame.trail = Some((title.to_owned(), None));
    let marks: Vec<RoutePoint> = page.answer.stops.iter().map(|s| s.point.clone()).collect();
    let overlay = Overlay { way: page.answer.route.as_ref(), marks: &marks, ..Overlay::default() };
    let main = view! {
        <div class="list-head">
            <h1>{icon("cart")} " " {title}</h1>
            <p class="lead">{w.shop_list_lead}</p>
            {tours(ctx, market, page.tour)}
        </div>
        <div class="columns">
            <div class="column">
                {form(ctx, page)}
                {order(ctx, page)}
            </div>
            <div class="column plan-column">{plan_section(ctx, market, page.plan_svg, overlay)}</div>
        </div>
    }
    .seal();
    document(ctx, &frame, main)
}

/// The tours as links; the one that is open is marked.
pub(super) fn tours(ctx: &Ctx, market: &Market, open: Option<Tour>) -> Option<Piece> {
    let w = ctx.words();
    let path = format!("{}/list", market_path(&market.id));
    let links: Vec<_> = Tour::ALL
        .into_iter()
        .filter(|tour| market.stalls.iter().any(|s| tour.categories().contains(&s.category)))
        .map(|tour| {
            let href = ctx.link(&path, &[("tour", tour.code())]);
            let current = (open == Some(tour)).then_some("page");
            view! { <li><a class="chip plain" href=href aria-current=current>{tour_word(ctx, tour)}</a></li> }
                .seal()
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! { <nav class="no-print" aria-label=w.shop_tours><ul class="chips">{links}</ul></nav> }.seal()
    })
}

fn tour_word(ctx: &Ctx, tour: Tour) -> &'static str {
    let w = ctx.words();
    match tour {
        Tour::Eat => w.shop_tour_eat,
        Tour::Table => w.shop_tour_table,
        Tour::Gift => w.shop_tour_gift,
    }
}

fn form(ctx: &Ctx, page: &ShoppingPage<'_>) -> Piece {
    let w = ctx.words();
    let market = page.market;
    let lang = (ctx.lang != Lang::Ko)
        .then(|| view! { <input type="hidden" name="lang" value=ctx.lang.code() /> }.seal());
    let lines = page.wishes.join("\n");
    let rows = (page.wishes.len() + 1).clamp(4, 12).to_string();
    view! {
        <form class="way-form list-form no-print" id="list-form" method="get" action=format!("{}/list", market_path(&market.id))>
            {lang}
            <div class="field">
                <label for="list-items">{icon("list")} {w.shop_items}</label>
                <textarea id="list-items" name="items" rows=rows maxlength="1500" aria-describedby="list-hint">{lines}</textarea>
                <p class="hint" id="list-hint">{w.shop_items_hint}</p>
            </div>
            <div class="field">
                <label for="way-from">{icon("start")} {w.way_from}</label>
                {way::place_field(ctx, market, "from", &page.way.from)}
            </div>
            <div class="field">
                <label for="way-to">{icon("pin")} {w.shop_end}</label>
                {way::end_field(ctx, market, &page.way.to)}
            </div>
            {way::profiles(ctx, &page.way.profile)}
            <button class="button main" type="submit">{icon("route")} {w.shop_ask}</button>
        </form>
    }
    .seal()
}

fn order(ctx: &Ctx, page: &ShoppingPage<'_>) -> Option<Piece> {
    let w = ctx.words();
    let answer = &page.answer;
    let missed: Vec<_> = answer
        .unknown
        .iter()
        .map(|text| fill(w.way_unknown, &[text]))
        .chain(answer.unreachable.iter().map(|text| fill(w.shop_unreachable, &[text])))
        .chain(answer.no_start.iter().map(|text| fill(w.way_unknown, &[text])))
        .map(|text| view! { <p class="say bad">{text}</p> }.seal())
        .collect();
    let shut = answer.shut.then(|| view! { <p class="say">{w.shop_shut_now}</p> }.seal());
    let body = match &answer.route {
        None if missed.is_empty() && !answer.shut => return None,
        None => ().seal(),
        Some(route) => {
            let total = way_total(ctx.lang, route.length_mm, route.time_ms);
            let stops: Vec<_> = answer.stops.iter().map(|stop| stop_item(ctx, page, stop)).collect();
            let end = answer.home.as_ref().map(|home| {
                let leg = way_total(ctx.lang, home.length_mm, home.time_ms);
                view! { <li class="list-end"><span class="stop-name">{icon("pin")} {w.shop_last}</span> <span class="quiet">{leg}</span> {way::steps_in(ctx, home)}</li> }.seal()
            });
            let how = if answer.exact { w.shop_best } else { w.shop_good };
            view! {
                <p class="way-total">{total}</p>
                <p class="hint">{how}</p>
                <ol class="stops" aria-label=w.shop_order>{stops} {end}</ol>
                {links(ctx, page)}
            }
            .seal()
        }
    };
    Some(
        view! {
            <section class="list-answer" id="answer" aria-labelledby="answer-title">
                <h2 id="answer-title">{w.shop_order}</h2>
                {shut} {missed} {body}
            </section>
        }
        .seal(),
    )
}

fn stop_item(ctx: &Ctx, page: &ShoppingPage<'_>, stop: &ShoppingStop) -> Piece {
    let w = ctx.words();
    let leg = way_total(ctx.lang, stop.leg.length_mm, stop.leg.time_ms);
    let lang = (ctx.lang != Lang::Ko).then_some("ko");
    let place = match &stop.stall {
        Some(stall) => view! { <a href=ctx.stall_link(&page.market.id, stall.as_str()) lang=lang>{stop.label.clone()}</a> }.seal(),
        None => view! { <span lang=lang>{stop.label.clone()}</span> }.seal(),
    };
    let wishes = stop.wishes.join(", ");
    // Closed at this minute, or sold out: not the same as a day off.
    let shut = stop.shut.then(|| view! { <span class="badge closed">{w.shop_not_now}</span> " " }.seal());
    let special = stop.stall.as_ref().and_then(|s| ctx.live.of(s.as_str())).and_then(|l| l.special.as_ref());
    let special = special.map(|s| {
        view! { <span class="badge special-mark">{w.live_special}</span> " " <span class="special-what">{crate::said::special(ctx.lang, s)}</span> }.seal()
    });
    view! {
        <li>
            <span class="stop-name">{wishes}</span> " "
            <span class="stop-place">{place} " " {shut} {special}</span>
            <span class="quiet">{leg}</span>
            {way::steps_in(ctx, &stop.leg)}
        </li>
    }
    .seal()
}

fn links(ctx: &Ctx, page: &ShoppingPage<'_>) -> Piece {
    let w = ctx.words();
    let lines = page.wishes.join("\n");
    let WayQuery { from, to, profile } = &page.way;
    let tour = page.tour.map_or("", Tour::code);
    let params = [
        ("items", lines.as_str()),
        ("tour", tour),
        ("from", from.as_str()),
        ("to", to.as_str()),
        ("profile", profile.as_str()),
    ];
    let walk = ctx.walk_link(&page.market.id, &params);
    let share = ctx.link(&format!("{}/list", market_path(&page.market.id)), &params);
    view! {
        <p class="actions no-print">
            <a class="button main" href=walk>{icon("cube")} {w.shop_walk}</a>
            <a class="button" href=share>{icon("pin")} {w.shop_link}</a>
        </p>
    }
    .seal()
}
