//! Signs to print: a code for each gate and stall, eight on a sheet of A4, with a line to cut along.

use leptos::prelude::*;
use market_model::Lang;

use super::{
    layout::{Frame, document},
    parts::icon,
    piece::{Piece, Seal},
};
use crate::{Ctx, Sign, SignsPage, i18n::fill};

/// `/desk/signs`: the sheets of one aisle, or of the gates. What stands on the signs is Korean in every language.
#[must_use]
pub fn signs(ctx: &Ctx, page: &SignsPage<'_>) -> String {
    let w = ctx.words();
    let mut frame = Frame::new("signs", w.signs);
    frame.private = true;
    let market = page.market;
    let chip = |value: &str, word: Piece| {
        let href = ctx.link("/desk/signs", &[("market", market.id.as_str()), ("of", value)]);
        let here = (page.of == value).then_some("page");
        view! { <li><a class="chip plain" href=href aria-current=here>{word}</a></li> }.seal()
    };
    let mut chips = vec![chip("gates", w.gates.seal())];
    chips.extend(market.aisles.iter().filter(|a| market.stalls.iter().any(|s| s.aisle == a.id)).map(|a| {
        let lang = (ctx.lang != Lang::Ko).then_some("ko");
        let word = if a.names.ko.is_empty() { a.id.to_string() } else { a.names.ko.clone() };
        chip(a.id.as_str(), view! { <span lang=lang>{word}</span> }.seal())
    }));
    let signs: Vec<_> = page.signs.iter().map(|s| sign(page, s)).collect();
    let n = fill(w.signs_n, &[&page.signs.len().to_string()]);
    let main = view! {
        <div class="no-print">
            <h1>{icon("qr")} " " {w.signs}</h1>
            <p class="lead">{w.signs_lead}</p>
            <nav aria-label=w.signs><ul class="chips">{chips}</ul></nav>
            <p class="shown">{n}</p>
        </div>
        <ul class="signs" lang="ko">{signs}</ul>
    }
    .seal();
    document(ctx, &frame, main)
}

fn sign(page: &SignsPage<'_>, sign: &Sign) -> Piece {
    let w = crate::i18n::words(Lang::Ko);
    view! {
        <li class="sign-card">
            <div class="qr" inner_html=sign.qr_svg.clone()></div>
            <div class="sign-words">
                <p class="sign-market">{page.market.names.ko.clone()}</p>
                <p class="sign-code">{sign.code.clone()}</p>
                <p class="sign-name">{sign.name.clone()}</p>
                <p class="sign-say">{if sign.is_gate { w.sign_gate_say } else { w.sign_stall_say }}</p>
                <p class="sign-url">{sign.url.clone()}</p>
            </div>
        </li>
    }
    .seal()
}
