//! One stall: who, where, when, what for how much, and the way there.

use leptos::prelude::*;
use market_model::{Consent, Good, Market, Source, Stall, TradeState};

use super::{
    layout::{Frame, document},
    list::stall_item,
    live,
    parts::{category_tag, hours_text, icon, korean, name, origin, payments, plate, price},
    piece::{Piece, Seal},
    plan::Overlay,
    sections::plan_section,
    shop::{goods_by_merchant, merchant_of, stall_label, stall_title, where_it_is, where_text},
};
use crate::{
    Ctx, StallPage,
    ctx::{market_path, stall_path},
    i18n::fill,
};

/// Other stalls of the same trade that are shown.
const SAME_TRADE: usize = 4;

/// `/m/{market}/s/{stall}`: one stall.
#[must_use]
pub fn stall(ctx: &Ctx, page: &StallPage<'_>) -> String {
    let (market, stall) = (page.market, page.stall);
    let label = stall_label(ctx, market, stall);
    let mut frame = Frame::new("stall", &format!("{label} · {}", market.names.get(ctx.lang)));
    frame.description = format!("{} · {}", stall.category.word(ctx.lang), where_text(ctx, market, stall));
    frame.market = Some((&market.id, &market.names, market.status));
    frame.manifest_url = Some(format!("{}/manifest.json", market_path(&market.id)));
    let (title, lang) = stall_title(ctx, market, stall);
    frame.trail = Some((label, lang));
    let overlay = Overlay { stall: Some(stall.id.as_str()), ..Overlay::default() };
    let main = view! {
        <div class="stall-head">
            {photo(ctx, page)}
            <div>
                <h1>{plate(&stall.code)} " " <span lang=lang>{title}</span></h1>
                {details(ctx, market, stall)}
                {actions(ctx, market, stall)}
            </div>
        </div>
        <div class="columns">
            <div class="column">
                {goods(ctx, market, stall, 2)}
                {share(ctx, market, stall)}
            </div>
            <div class="column">
                {plan_section(ctx, market, page.plan_svg, overlay)}
            </div>
        </div>
        {others(ctx, market, stall)}
    }
    .seal();
    document(ctx, &frame, main)
}

/// `/m/{market}/s/{stall}?fragment=1`: the same stall as a piece of HTML for the panel beside the 3D view.
#[must_use]
pub fn stall_fragment(ctx: &Ctx, page: &StallPage<'_>) -> String {
    let (market, stall) = (page.market, page.stall);
    let (title, lang) = stall_title(ctx, market, stall);
    let href = ctx.stall_link(&market.id, stall.id.as_str());
    let html = view! {
        <h2 tabindex="-1">{plate(&stall.code)} " " <a href=href><span lang=lang>{title}</span></a></h2>
        {page.photo.is_some().then(|| photo(ctx, page))}
        {goods(ctx, market, stall, 3)}
        {details(ctx, market, stall)}
    }
    .seal();
    html.to_html().replace("<!>", "")
}

/// The stall's picture; a place for it while one is still to be taken.
fn photo(ctx: &Ctx, page: &StallPage<'_>) -> Option<Piece> {
    let w = ctx.words();
    let (market, stall) = (page.market, page.stall);
    if let Some(url) = &page.photo {
        let said = fill(w.sign_photo, &[&stall.code, &stall_title(ctx, market, stall).0]);
        return Some(
            view! { <img class="stall-photo" src=url.clone() alt=said loading="lazy" decoding="async" /> }
                .seal(),
        );
    }
    let planned = merchant_of(market, stall).is_some_and(|m| !m.photo.is_empty());
    planned.then(|| {
        view! {
            <div class=format!("photo cat-{}", stall.category.code())>
                {icon("camera")}
                <p>{w.photo_soon}</p>
            </div>
        }
        .seal()
    })
}

fn details(ctx: &Ctx, market: &Market, stall: &Stall) -> Piece {
    let w = ctx.words();
    let merchant = merchant_of(market, stall);
    let hours = merchant.and_then(|m| m.hours.as_ref()).unwrap_or(&market.hours);
    let trade = (stall.state != TradeState::Empty).then(|| category_tag(ctx, stall.category));
    let about = merchant
        .filter(|m| !m.about.ko.is_empty())
        .map(|m| view! { <blockquote class="about"><p>{name(ctx, &m.about)}</p></blockquote> }.seal());
    let asks = merchant
        .is_some_and(|m| m.consent != Consent::Granted)
        .then(|| view! { <p class="hint">{w.no_consent}</p> }.seal());
    let pays = merchant.filter(|m| !m.payments.is_empty()).map(|m| {
        view! { <div><dt>{w.payments}</dt><dd>{payments(ctx, m.payments.iter().copied())}</dd></div> }.seal()
    });
    let since = merchant
        .and_then(|m| m.since)
        .map(|day| view! { <p class="quiet">{fill(w.since, &[&day.to_string()])}</p> }.seal());
    let source = match stall.provenance.base {
        Source::Generated => Some(w.source_generated),
        Source::Imported => Some(w.source_imported),
        Source::Surveyed => None,
    };
    let source = source.map(|text| view! { <p class="quiet">{text}</p> }.seal());
    let seen = stall
        .confirmed
        .map(|day| view! { <p class="quiet">{fill(w.confirmed_on, &[&day.to_string()])}</p> }.seal());
    view! {
        <p class="stall-facts">{trade} " " {live::badges(ctx, stall)}</p>
        {about}
        {asks}
        <dl class="facts-list">
            <div><dt>{w.where_is}</dt><dd>{where_it_is(ctx, market, stall)}</dd></div>
            <div><dt>{w.hours}</dt><dd>{hours_text(ctx, hours)}</dd></div>
            {pays}
        </dl>
        {since}
        {seen}
        {source}
    }
    .seal()
}

fn actions(ctx: &Ctx, market: &Market, stall: &Stall) -> Piece {
    let w = ctx.words();
    let place = format!("stall:{}", stall.id);
    let way = format!("{}#way", market_path(&market.id));
    let code = stall.id.as_str();
    view! {
        <nav class="actions no-print" aria-label=w.way>
            <a class="button main" href=ctx.link(&way, &[("to", &place)])>{icon("route")} {w.way_here}</a>
            <a class="button" href=ctx.walk_link(&market.id, &[("stall", code)])>{icon("cube")} {w.see_3d}</a>
            <a class="button" href=ctx.link(&way, &[("from", &place)])>{icon("start")} {w.way_from_here}</a>
            <a class="button" href=ctx.link(&format!("{}/list", market_path(&market.id)), &[("items", &stall.code)]) data-wish=stall.code.clone()>{icon("cart")} {w.shop_add}</a>
        </nav>
    }
    .seal()
}

fn goods(ctx: &Ctx, market: &Market, stall: &Stall, heading: u8) -> Piece {
    let w = ctx.words();
    let own: Vec<&Good> = merchant_of(market, stall)
        .map(|m| market.goods.iter().filter(|g| g.merchant == m.id).collect())
        .unwrap_or_default();
    let title = if heading == 2 {
        view! { <h2 id="goods-title">{w.goods}</h2> }.seal()
    } else {
        view! { <h3 id="goods-title">{w.goods}</h3> }.seal()
    };
    let body = if own.is_empty() {
        view! { <p class="hint">{w.no_goods}</p> }.seal()
    } else {
        let rows: Vec<_> = own.iter().map(|good| good_row(ctx, stall, good)).collect();
        view! {
            <table class="goods">
                <caption class="visually-hidden">{w.goods}</caption>
                <thead><tr>
                    <th scope="col">{w.good}</th>
                    <th scope="col">{w.price} " · " {w.origin}</th>
                    <th scope="col">{w.price_date}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="hint">{w.goods_note}</p>
        }
        .seal()
    };
    view! { <section class="goods-box" aria-labelledby="goods-title">{title} {body}</section> }.seal()
}

fn good_row(ctx: &Ctx, stall: &Stall, good: &Good) -> Piece {
    let gone = live::is_gone(ctx, stall, good);
    let unit =
        (!good.unit.is_empty()).then(|| view! { <span class="unit">{korean(ctx, &good.unit)}</span> }.seal());
    let date = good.price_date.map(|d| view! { <time datetime=d.to_string()>{d.to_string()}</time> }.seal());
    view! {
        <tr class=if gone { "gone" } else { "here" }>
            <th scope="row">{name(ctx, &good.names)} " " {live::gone(ctx, stall, good)}</th>
            <td class="cost"><span class="price"><b>{price(ctx, good)}</b> " " {origin(ctx, good)}</span> " " {unit}</td>
            <td class="day">{date}</td>
        </tr>
    }.seal()
}

fn share(ctx: &Ctx, market: &Market, stall: &Stall) -> Piece {
    let w = ctx.words();
    let url = format!("{}{}", ctx.base_url, stall_path(&market.id, stall.id.as_str()));
    view! {
        <section class="share" aria-labelledby="share-title">
            <h2 id="share-title">{w.share}</h2>
            <p><a class="url" href=url.clone()>{url.clone()}</a></p>
            <p class="hint">{w.share_hint}</p>
        </section>
    }
    .seal()
}

fn others(ctx: &Ctx, market: &Market, stall: &Stall) -> Piece {
    let w = ctx.words();
    let goods = goods_by_merchant(market);
    let beside =
        |s: &&Stall| s.aisle == stall.aisle && s.side == stall.side && s.order.abs_diff(stall.order) == 1;
    let next: Vec<_> =
        market.stalls.iter().filter(beside).map(|s| stall_item(ctx, market, s, &goods)).collect();
    let same = |s: &&Stall| s.category == stall.category && s.id != stall.id && s.state != TradeState::Empty;
    let alike: Vec<_> = market
        .stalls
        .iter()
        .filter(same)
        .take(SAME_TRADE)
        .map(|s| stall_item(ctx, market, s, &goods))
        .collect();
    let next = (!next.is_empty()).then(|| {
        view! { <section aria-labelledby="next-title"><h2 id="next-title">{w.neighbours}</h2><ul class="stalls">{next}</ul></section> }.seal()
    });
    let alike = (!alike.is_empty()).then(|| {
        view! { <section aria-labelledby="same-title"><h2 id="same-title">{w.same_category}</h2><ul class="stalls">{alike}</ul></section> }.seal()
    });
    view! { <div class="others no-print">{next} {alike}</div> }.seal()
}
