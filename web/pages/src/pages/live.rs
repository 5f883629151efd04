//! What a stall says of today, beside what the survey saw; the enhancement keeps both up to date.

use leptos::prelude::*;
use market_model::{Good, Stall, TradeState};

use super::{
    parts::state_badge,
    piece::{Piece, Seal},
};
use crate::{Ctx, said::said};

/// The badges of a stall: what it says today, in place of what is usual.
pub(super) fn badges(ctx: &Ctx, stall: &Stall) -> Piece {
    let live = ctx.live.of(stall.id.as_str());
    let told: Vec<_> = live
        .map(|live| said(ctx.lang, live))
        .unwrap_or_default()
        .into_iter()
        .map(|(class, text)| view! { <span class=class>{text}</span> " " }.seal())
        .collect();
    let class = if live.is_some_and(|l| l.state.is_some()) { "live has-state" } else { "live" };
    view! {
        <span class=class data-live=stall.id.to_string()>
            <span class="usual">{state_badge(ctx, stall.state)}</span> " "
            <span class="told">{told}</span>
        </span>
    }
    .seal()
}

/// Whether a good cannot be had now.
pub(super) fn is_gone(ctx: &Ctx, stall: &Stall, good: &Good) -> bool {
    is_usually_gone(good)
        || ctx.live.of(stall.id.as_str()).is_some_and(|l| l.sold_out.iter().any(|g| g == good.id.as_str()))
}

fn is_usually_gone(good: &Good) -> bool {
    matches!(good.state, TradeState::SoldOut | TradeState::Closed)
}

/// The mark of a good that is sold out; it is there, hidden, for goods that are not.
pub(super) fn gone(ctx: &Ctx, stall: &Stall, good: &Good) -> Piece {
    let gone = is_gone(ctx, stall, good);
    let usually = is_usually_gone(good).then_some("true");
    view! {
        <span
            class="badge sold-out" hidden=!gone data-good=good.id.to_string() data-of=stall.id.to_string()
            data-usually=usually
        >{ctx.words().state_sold_out}</span>
    }
    .seal()
}
