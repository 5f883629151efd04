//! The page on which a stall says what holds today, by few large buttons; and the desk's way to it.

use leptos::prelude::*;
use market_model::{Good, Lang, Stall};
use market_wire::{LiveStall, LiveState};

use super::{
    desk::form_fields,
    layout::{Frame, document},
    live,
    parts::{icon, name, plate},
    piece::{Piece, Seal},
    shop::{is_foreign, merchant_of, stall_title},
};
use crate::{Ctx, DeskMarket, DeskPage, TodayDesk, TodayNotice, TodayPage, ctx::stall_path, said};

/// `/m/{market}/s/{stall}/today`: open, closed, sold out, today's special.
#[must_use]
pub fn today(ctx: &Ctx, page: &TodayPage<'_>) -> String {
    let w = ctx.words();
    let (market, stall) = (page.market, page.stall);
    let mut frame = Frame::new("today", w.today_title);
    frame.private = true;
    frame.market = Some((&market.id, &market.names, market.status));
    frame.slim = true;
    let (title, lang) = stall_title(ctx, market, stall);
    let usual = LiveStall::default();
    let live = ctx.live.of(stall.id.as_str()).unwrap_or(&usual);
    let main = view! {
        <p class="quiet">{w.today_title}</p>
        <h1>{plate(&stall.code)} " " <span lang=lang>{title}</span></h1>
        {notice(ctx, page.notice)}
        {now(ctx, live)}
        {states(ctx, page, live)}
        {goods(ctx, page)}
        {special(ctx, page, live)}
        <p class="hint">{w.today_ends}</p>
        <p class="actions">
            <a class="button" href=ctx.link(&stall_path(&market.id, stall.id.as_str()), &[])>{icon("information")} {w.today_see}</a>
        </p>
        {page.desk.as_ref().map(|desk| link(ctx, page, desk))}
        {page.desk.is_none().then(|| view! { <p class="hint">{w.today_call}</p> }.seal())}
    }
    .seal();
    document(ctx, &frame, main)
}

fn notice(ctx: &Ctx, notice: TodayNotice) -> Option<Piece> {
    let w = ctx.words();
    let (class, text) = match notice {
        TodayNotice::None => return None,
        TodayNotice::Told => ("say good", w.today_done),
        TodayNotice::Incomplete => ("say bad", w.today_incomplete),
        TodayNotice::Renewed => ("say good", w.today_renewed),
    };
    Some(view! { <p class=class role="status">{text}</p> }.seal())
}

fn now(ctx: &Ctx, live: &LiveStall) -> Piece {
    let w = ctx.words();
    let told = said::said(ctx.lang, live);
    let body = if told.is_empty() {
        view! { <span class="badge">{w.today_usual}</span> }.seal()
    } else {
        told.into_iter()
            .map(|(class, text)| view! { <span class=class>{text}</span> " " }.seal())
            .collect::<Vec<_>>()
            .seal()
    };
    view! { <div class="today-now"><h2>{w.today_now}</h2><p>{body}</p></div> }.seal()
}

fn language(ctx: &Ctx) -> Option<Piece> {
    (ctx.lang != Lang::Ko).then(|| view! { <input type="hidden" name="lang" value=ctx.lang.code() /> }.seal())
}

fn states(ctx: &Ctx, page: &TodayPage<'_>, live: &LiveStall) -> Piece {
    let w = ctx.words();
    let button =
        |value: &'static str, class: &'static str, symbol: &str, word: &'static str, state: LiveState| {
            let pressed = if live.state == Some(state) { "true" } else { "false" };
            view! {
            <button class=format!("huge {class}") type="submit" name="do" value=value aria-pressed=pressed>
                {icon(symbol)} <span>{word}</span>
            </button>
        }
        .seal()
        };
    let back = (!live.is_usual()).then(|| {
        view! { <button class="button tall" type="submit" name="do" value="usual">{icon("back")} {w.today_back}</button> }.seal()
    });
    view! {
        <form class="today-states" method="post" action=page.action.clone()>
            {language(ctx)}
            {button("open", "yes", "gate", w.today_we_open, LiveState::Open)}
            {button("closed", "no", "close", w.today_we_close, LiveState::Closed)}
            {button("sold-out", "out", "cart", w.today_sell_out, LiveState::SoldOut)}
            {back}
        </form>
    }
    .seal()
}

fn own_goods<'a>(page: &TodayPage<'a>) -> Vec<&'a Good> {
    let market = page.market;
    let own = merchant_of(market, page.stall);
    own.map_or_else(Vec::new, |m| market.goods.iter().filter(|g| g.merchant == m.id).collect())
}

fn goods(ctx: &Ctx, page: &TodayPage<'_>) -> Option<Piece> {
    let w = ctx.words();
    let buttons: Vec<_> =
        own_goods(page).into_iter().map(|good| good_button(ctx, page.stall, good)).collect();
    (!buttons.is_empty()).then(|| {
        view! {
            <section aria-labelledby="gone-title">
                <h2 id="gone-title">{w.today_goods}</h2>
                <p class="hint">{w.today_goods_hint}</p>
                <form class="today-goods" method="post" action=page.action.clone()>{language(ctx)} {buttons}</form>
            </section>
        }
        .seal()
    })
}

fn good_button(ctx: &Ctx, stall: &Stall, good: &Good) -> Piece {
    let w = ctx.words();
    let gone = live::is_gone(ctx, stall, good);
    let (field, class, word) = if gone {
        ("back", "good-button gone", w.today_good_gone)
    } else {
        ("gone", "good-button", w.today_good_there)
    };
    view! {
        <button class=class type="submit" name=field value=good.id.to_string()>
            <span>{name(ctx, &good.names)}</span> " " <b>{word}</b>
        </button>
    }
    .seal()
}

fn special(ctx: &Ctx, page: &TodayPage<'_>, live: &LiveStall) -> Piece {
    let w = ctx.words();
    let end = live.special.as_ref().map(|special| {
        let text = said::special(ctx.lang, special);
        view! {
            <form class="today-special-now" method="post" action=page.action.clone()>
                {language(ctx)}
                <p class="special-what">{text}</p>
                <button class="button tall" type="submit" name="do" value="no-special">{w.today_special_end}</button>
            </form>
        }
        .seal()
    });
    let options: Vec<_> = own_goods(page)
        .into_iter()
        .map(|g| view! { <option value=g.id.to_string() lang=is_foreign(ctx)>{g.names.get(ctx.lang).to_owned()}</option> }.seal())
        .collect();
    view! {
        <section aria-labelledby="special-title">
            <h2 id="special-title">{w.today_special}</h2>
            {end}
            <form class="stack today-special" method="post" action=page.action.clone()>
                {language(ctx)}
                <label for="special-good">{w.today_special_what}</label>
                <select id="special-good" name="good">{options}<option value="">{w.today_special_other}</option></select>
                <label for="special-own">{w.today_special_own}</label>
                <input id="special-own" name="what" maxlength="40" autocomplete="off" />
                <label for="special-won">{w.today_special_won}</label>
                <input id="special-won" name="won" inputmode="numeric" pattern="[0-9,]*" maxlength="11" autocomplete="off" />
                <button class="huge out" type="submit" name="do" value="special">{icon("voucher")} <span>{w.today_special_tell}</span></button>
            </form>
        </section>
    }
    .seal()
}

/// The link for the merchant, as a code and as a text.
fn link(ctx: &Ctx, page: &TodayPage<'_>, desk: &TodayDesk) -> Piece {
    let w = ctx.words();
    view! {
        <section class="today-link" aria-labelledby="link-title">
            <h2 id="link-title">{w.today_link}</h2>
            <p class="hint">{w.today_link_lead}</p>
            <div class="qr" inner_html=desk.qr_svg.clone()></div>
            <p><a class="url" href=desk.link.clone()>{desk.link.clone()}</a></p>
            <form method="post" action=page.action.clone()>
                {language(ctx)}
                <button class="button" type="submit" name="do" value="renew">{w.today_renew}</button>
            </form>
        </section>
    }
    .seal()
}

/// The desk's section: what stalls said, and the door to each stall's page.
pub(super) fn section(ctx: &Ctx, page: &DeskPage) -> Piece {
    let w = ctx.words();
    let markets: Vec<_> =
        page.markets.iter().filter(|m| !m.stalls.is_empty()).map(|m| market(ctx, page, m)).collect();
    view! {
        <section class="desk-part" id="today" aria-labelledby="today-title">
            <h2 id="today-title">{icon("clock")} {w.desk_said}</h2>
            <p class="hint">{w.desk_said_lead}</p>
            {markets}
        </section>
    }
    .seal()
}

fn market(ctx: &Ctx, page: &DeskPage, market: &DeskMarket) -> Piece {
    let w = ctx.words();
    let m = market.id.to_string();
    let said: Vec<_> = market
        .said
        .iter()
        .map(|row| {
            let href = ctx.link(&format!("{}/today", stall_path(&market.id, row.stall.as_str())), &[]);
            let told: Vec<_> = said::said(ctx.lang, &row.live)
                .into_iter()
                .map(|(class, text)| view! { <span class=class>{text}</span> " " }.seal())
                .collect();
            view! { <li><a href=href lang="ko">{row.label.clone()}</a> " " {told}</li> }.seal()
        })
        .collect();
    let said = if said.is_empty() {
        view! { <p class="quiet">{w.desk_said_none}</p> }.seal()
    } else {
        view! { <ul class="said-list">{said}</ul> }.seal()
    };
    let options: Vec<_> = market
        .stalls
        .iter()
        .map(|(code, name)| view! { <option value=code.clone()>{name.clone()}</option> }.seal())
        .collect();
    let list = format!("today-stalls-{m}");
    view! {
        <h3>{name(ctx, &market.names)}</h3>
        {said}
        <form class="inline-form" method="get" action="/desk/stall">
            {form_fields(ctx, page)}
            <input type="hidden" name="market" value=m.clone() />
            <label for=format!("today-{m}")>{w.desk_said_which}</label>
            <input id=format!("today-{m}") name="stall" list=list.clone() required=true autocomplete="off" />
            <datalist id=list>{options}</datalist>
            <button class="button main" type="submit">{w.desk_said_open}</button>
        </form>
        <p><a class="button" href=ctx.link("/desk/signs", &[("market", &m)])>{icon("qr")} {w.signs}</a></p>
    }
    .seal()
}
