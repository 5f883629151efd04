//! How full the aisles are by the hour: an option, in words and on the plan; nothing of it is shown unasked.

use leptos::prelude::*;
use market_model::{Aisle, Market};

use super::{
    parts::{icon, name},
    piece::{Piece, Seal},
};
use crate::{Crowd, Ctx, ctx::market_path, i18n::fill};

/// Hours that are offered when the market's own are not known.
const USUAL_HOURS: (u16, u16) = (6, 22);

/// How full an aisle is: 0 for not at all, to 3 for very.
pub(super) type Fullness = u8;

/// The hour that was asked for (`?hour=14`).
pub(super) fn hour_asked(ctx: &Ctx) -> Option<u16> {
    ctx.param("hour").parse().ok().filter(|hour| *hour < 24)
}

/// How full an aisle is within an hour: as full as it gets.
pub(super) fn fullness(crowds: &[Crowd], aisle: &Aisle, hour: u16) -> Fullness {
    let (from, until) = (hour * 60, hour * 60 + 60);
    let here =
        |c: &&Crowd| c.aisle.as_ref().is_none_or(|id| *id == aisle.id) && c.from < until && c.until > from;
    crowds.iter().filter(here).map(Crowd::fullness).max().unwrap_or(0)
}

/// The section; `None` when nobody has said anything of crowds.
pub(super) fn section(ctx: &Ctx, market: &Market, crowds: &[Crowd]) -> Option<Piece> {
    let w = ctx.words();
    if crowds.is_empty() {
        return None;
    }
    let asked = hour_asked(ctx);
    let open = market.hours.on(ctx.today?).map(|h| (h.open / 60, h.close.div_ceil(60).min(24)));
    let (first, last) = open.filter(|(a, b)| a < b).unwrap_or(USUAL_HOURS);
    let hours: Vec<u16> = (first..last).collect();
    let path = format!("{}#crowd", market_path(&market.id));
    let chips: Vec<_> = hours
        .iter()
        .map(|hour| {
            let href = ctx.link(&path, &[("hour", &hour.to_string())]);
            let current = (asked == Some(*hour)).then_some("true");
            view! { <li><a class="chip plain" href=href aria-current=current>{fill(w.crowd_hour, &[&hour.to_string()])}</a></li> }
                .seal()
        })
        .collect();
    let at = asked.map(|hour| at_hour(ctx, market, crowds, hour));
    let open = asked.is_some();
    Some(
        view! {
            <details class="crowd-box" id="crowd" open=open>
                <summary>{icon("walk")} {w.crowd}</summary>
                <p class="hint">{w.crowd_lead}</p>
                <nav aria-label=w.crowd><ul class="chips">{chips}</ul></nav>
                {at}
                {table(ctx, market, crowds, &hours)}
            </details>
        }
        .seal(),
    )
}

fn at_hour(ctx: &Ctx, market: &Market, crowds: &[Crowd], hour: u16) -> Piece {
    let w = ctx.words();
    let full: Vec<_> = market
        .aisles
        .iter()
        .map(|aisle| (aisle, fullness(crowds, aisle, hour)))
        .filter(|(_, full)| *full > 0)
        .map(|(aisle, full)| {
            view! { <li><span class=format!("crowd-key crowd-{full}")></span> {aisle_name(ctx, aisle)} ": " <b>{word(ctx, full)}</b></li> }.seal()
        })
        .collect();
    if full.is_empty() {
        return view! { <p class="say good">{w.crowd_none}</p> }.seal();
    }
    let rest =
        (full.len() < market.aisles.len()).then(|| view! { <p class="quiet">{w.crowd_rest}</p> }.seal());
    view! { <ul class="crowd-now">{full}</ul> {rest} }.seal()
}

fn table(ctx: &Ctx, market: &Market, crowds: &[Crowd], hours: &[u16]) -> Piece {
    let w = ctx.words();
    let head: Vec<_> = hours.iter().map(|h| view! { <th scope="col">{h.to_string()}</th> }.seal()).collect();
    let rows: Vec<_> = market
        .aisles
        .iter()
        .filter(|aisle| hours.iter().any(|hour| fullness(crowds, aisle, *hour) > 0))
        .map(|aisle| {
            let cells: Vec<_> = hours
                .iter()
                .map(|hour| {
                    let full = fullness(crowds, aisle, *hour);
                    view! { <td class=format!("crowd-{full}")><span class="visually-hidden">{word(ctx, full)}</span></td> }.seal()
                })
                .collect();
            view! { <tr><th scope="row">{aisle_name(ctx, aisle)}</th>{cells}</tr> }.seal()
        })
        .collect();
    let key: Vec<_> = (0..4)
        .map(|full: Fullness| {
            view! { <li><span class=format!("crowd-key crowd-{full}")></span> {word(ctx, full)}</li> }.seal()
        })
        .collect();
    view! {
        <div class="crowd-scroll" tabindex="0" role="group" aria-label=w.crowd_table>
            <table class="crowd-table">
                <caption class="visually-hidden">{w.crowd_table}</caption>
                <thead><tr><th scope="col">{w.crowd_aisle}</th>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <ul class="legend">{key}</ul>
    }
    .seal()
}

fn aisle_name(ctx: &Ctx, aisle: &Aisle) -> Piece {
    if aisle.names.ko.is_empty() { aisle.id.to_string().seal() } else { name(ctx, &aisle.names).seal() }
}

fn word(ctx: &Ctx, full: Fullness) -> &'static str {
    let w = ctx.words();
    match full {
        0 => w.crowd_0,
        1 => w.crowd_1,
        2 => w.crowd_2,
        _ => w.crowd_3,
    }
}
