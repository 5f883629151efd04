//! Stalls: each a link with its footprint, codes above them.

use market_model::{Lang, Market, Stall, StallKind, TradeState};

use super::frame::at;
use super::labels::fit;
use super::layout::Sheet;
use super::palette::{EDGE, INK, fill};
use super::pen::{Pen, escape, path_data};

/// Draws the stalls of a level. O(n log n).
pub fn draw(pen: &mut Pen, market: &Market, sheet: &Sheet<'_>) {
    let mut stalls: Vec<&Stall> = market.stalls.iter().filter(|s| s.level == sheet.level.id).collect();
    // Stands and islands in the aisle are drawn over the shops behind them.
    stalls.sort_by_key(|s| s.kind != StallKind::Unit);
    pen.group(
        &format!("class=\"stalls\" stroke=\"{EDGE}\" stroke-width=\"1\" stroke-linejoin=\"round\""),
        |pen| {
            for stall in &stalls {
                stall_link(pen, market, stall);
            }
        },
    );
    let attributes = format!(
        "class=\"codes\" fill=\"{INK}\" text-anchor=\"middle\" pointer-events=\"none\" aria-hidden=\"true\""
    );
    pen.group(&attributes, |pen| {
        for stall in &stalls {
            if let Some(place) = fit(stall.footprint.map(at), &stall.code) {
                pen.word(place.at, place.degrees, place.size_dm, &stall.code, "class=\"code\"");
            }
        }
    });
}

fn stall_link(pen: &mut Pen, market: &Market, stall: &Stall) {
    let id = escape(stall.id.as_str());
    let title = escape(&title(market, stall));
    let corners = stall.footprint.map(at);
    let colour = if stall.state == TradeState::Empty { "#fffefb" } else { fill(stall.category) };
    let dashes = match (stall.state, stall.kind) {
        (TradeState::Empty, _) => " stroke-dasharray=\"3 3\"",
        (TradeState::Closed, _) => " fill-opacity=\".45\"",
        (_, StallKind::Stand) => " stroke-dasharray=\"6 2\"",
        _ => "",
    };
    pen.raw(&format!(
        "<a href=\"s/{id}\" aria-label=\"{title}\"><path id=\"stall-{id}\" class=\"stall cat-{} kind-{} state-{}\" \
         data-stall=\"{id}\" d=\"{}\" fill=\"{colour}\"{dashes}><title>{title}</title></path></a>\n",
        stall.category.code(),
        stall.kind.code(),
        stall.state.code(),
        path_data(&corners, true),
    ));
}

/// `가-12 바다수산 (수산물)`; an empty unit says so.
fn title(market: &Market, stall: &Stall) -> String {
    let merchant = stall.merchant.as_ref().and_then(|id| market.merchant(id));
    let what = if stall.state == TradeState::Empty { stall.state.ko() } else { stall.category.ko() };
    match merchant.map(|m| m.names.get(Lang::Ko)).filter(|n| !n.is_empty()) {
        Some(name) => format!("{} {name} ({what})", stall.code),
        None => format!("{} ({what})", stall.code),
    }
}
