//! The sign of a stall as a picture, drawn from the survey: what a rider looks for among many.
//!
//! Board, letters and small text have the colours that the 3D scene gives the same stall: the same lists, and the same
//! choice by the stall's identifier (FNV-1a, then SplitMix64), as `market_scene` makes it.

use leptos::prelude::*;
use market_model::{Category, Market, Stall, TradeState};

use super::piece::{Piece, Seal};
use super::shop::{merchant_of, stall_title};
use crate::{Ctx, i18n::fill};

/// Colours of a board: ground, name, small text.
type Scheme = [&'static str; 3];

const FRESH: &[Scheme] = &[
    ["#1E7A3C", "#FFFFFF", "#F6F090"],
    ["#2E8A3A", "#FFF05A", "#FFFFFF"],
    ["#F6F4EA", "#1A6A34", "#C83A1E"],
    ["#E86A1A", "#FFFFFF", "#FFF4C0"],
    ["#F8D82A", "#B82018", "#2A5A2A"],
];
const SEA: &[Scheme] = &[
    ["#154E9A", "#FFFFFF", "#9AE0FF"],
    ["#1A7AA8", "#FFFFFF", "#FFF08A"],
    ["#F2F6FA", "#124A94", "#C02A20"],
    ["#0E3060", "#FFE85A", "#FFFFFF"],
];
const RED: &[Scheme] = &[
    ["#C41E1E", "#FFFFFF", "#FFE680"],
    ["#F4EEE4", "#C41E1E", "#2A2A2A"],
    ["#8E161A", "#FFE07A", "#FFFFFF"],
    ["#FAC81E", "#B01612", "#3A2010"],
    ["#262222", "#FFD44A", "#FFFFFF"],
];
const WARM: &[Scheme] = &[
    ["#7A3E1C", "#FFF0C8", "#FFD87A"],
    ["#F8ECCE", "#6A3012", "#A84A1A"],
    ["#B85A14", "#FFFFFF", "#FFEEB0"],
    ["#3A2A20", "#FFE29A", "#F0F0F0"],
    ["#FAD234", "#5A2010", "#8A2010"],
];
const WEAR: &[Scheme] = &[
    ["#D82E7A", "#FFFFFF", "#FFE0F0"],
    ["#4A2A7A", "#FFFFFF", "#FFD860"],
    ["#F8F4F6", "#B81E5A", "#4A4A4A"],
    ["#202026", "#FFFFFF", "#FF9AC0"],
    ["#1E4A8A", "#FFFFFF", "#C0E0FF"],
    ["#E8A020", "#3A143A", "#5A1A1A"],
];
const PLAIN: &[Scheme] = &[
    ["#1E56A0", "#FFFFFF", "#D0E8FF"],
    ["#F4F4F0", "#1A3A7A", "#C02A20"],
    ["#3A444E", "#FFFFFF", "#FFD85A"],
    ["#0E7A74", "#FFFFFF", "#E0FFE8"],
    ["#C82A20", "#FFFFFF", "#FFF0A0"],
    ["#F2C41E", "#1E2A4A", "#A01A14"],
];
const EMPTY: Scheme = ["#C8C8C4", "#4A4A4A", "#6A6A6A"];

/// The largest letters of a name, and the room for it, in units of the drawing.
const LETTER: f64 = 44.0;
const ROOM: f64 = 232.0;

fn scheme(stall: &Stall) -> Scheme {
    use Category as C;
    if stall.state == TradeState::Empty {
        return EMPTY;
    }
    let list = match stall.category {
        C::Vegetables | C::Fruit | C::Flowers | C::Herbs | C::Tea => FRESH,
        C::Fish | C::DriedFish => SEA,
        C::Meat | C::Chicken | C::Kimchi | C::Spices | C::Snacks => RED,
        C::Grain | C::SideDishes | C::RiceCake | C::Bakery | C::Tofu | C::Restaurant | C::Nuts => WARM,
        C::Clothes | C::Hanbok | C::Bedding | C::Shoes | C::Bags | C::Cosmetics | C::Hair => WEAR,
        _ => PLAIN,
    };
    let number = (second_bits(stall.id.as_str()) >> 16) as usize % list.len();
    list.get(number).copied().unwrap_or(EMPTY)
}

/// The second 64 bits of the stream of a text.
fn second_bits(text: &str) -> u64 {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    let seed = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    let mut z = seed.wrapping_add(STEP.wrapping_mul(2));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The sign of a stall; it says in words what it shows.
pub(super) fn sign(ctx: &Ctx, market: &Market, stall: &Stall) -> Piece {
    let merchant = merchant_of(market, stall);
    let board = merchant.map(|m| m.names.ko.trim()).filter(|n| !n.is_empty()).unwrap_or(stall.category.ko());
    let goods = market.goods.iter().filter(|g| Some(&g.merchant) == stall.merchant.as_ref());
    let names: Vec<&str> = goods.take(2).map(|g| g.names.ko.as_str()).collect();
    let below = if names.is_empty() { stall.category.ko().to_owned() } else { names.join(" · ") };
    let [ground, ink, small] = scheme(stall);
    let (title, _) = stall_title(ctx, market, stall);
    let said = fill(ctx.words().sign_alt, &[&stall.code, &title, stall.category.word(ctx.lang)]);
    let size = |text: &str, most: f64| most.min(ROOM / width(text)).max(8.0);
    let plate = 16.0 + 24.0 * width(&stall.code);
    let left = 312.0 - plate;
    view! {
        <svg class="sign" viewBox="0 0 320 96" role="img" aria-label=said>
            <rect width="320" height="96" rx="4" fill=ground></rect>
            <rect y="90" width="320" height="6" fill=small></rect>
            <text
                x=left / 2.0 y="50" text-anchor="middle" fill=ink font-weight="800"
                font-size=format!("{:.1}", size(board, LETTER).min((left - 14.0) / width(board)))
            >{board.to_owned()}</text>
            <text
                x=left / 2.0 y="79" text-anchor="middle" fill=small font-weight="600"
                font-size=format!("{:.1}", size(&below, 18.0).min((left - 14.0) / width(&below)))
            >{below.clone()}</text>
            <rect x=left y="28" width=plate height="38" rx="3" fill="#F8F8F4"></rect>
            <text x=left + plate / 2.0 y="56" text-anchor="middle" fill="#142A5A" font-weight="800" font-size="24">
                {stall.code.clone()}
            </text>
        </svg>
    }
    .seal()
}

/// The width of a text in letters' heights: syllables are square, other letters narrower.
fn width(text: &str) -> f64 {
    let one = |c: char| if c.is_ascii() { 0.58 } else { 0.98 };
    text.chars().map(one).sum::<f64>().max(1.0)
}
