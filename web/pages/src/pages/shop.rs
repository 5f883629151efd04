//! What a shopper sees of a market's stalls: titles, places, goods by merchant, groups of trades.

use std::collections::BTreeMap;

use leptos::prelude::*;
use market_model::{Category, Good, Lang, Market, Merchant, MerchantId, Stall, TradeState};

use super::{
    parts::{level_name, name},
    piece::{Piece, Seal},
};
use crate::{Ctx, i18n::Words};

/// The goods of every merchant, in the market's order.
pub(super) type Goods<'a> = BTreeMap<&'a MerchantId, Vec<&'a Good>>;

/// Goods by merchant. O(n log n).
pub(super) fn goods_by_merchant(market: &Market) -> Goods<'_> {
    let mut goods: Goods<'_> = BTreeMap::new();
    for good in &market.goods {
        goods.entry(&good.merchant).or_default().push(good);
    }
    goods
}

/// Who trades in the stall now.
pub(super) fn merchant_of<'a>(market: &'a Market, stall: &Stall) -> Option<&'a Merchant> {
    stall.merchant.as_ref().and_then(|id| market.merchant(id))
}

/// The name on the sign, else the trade, else that the unit is empty; and `ko` when it is Korean on another page.
pub(super) fn stall_title(ctx: &Ctx, market: &Market, stall: &Stall) -> (String, Option<&'static str>) {
    let sign = merchant_of(market, stall).map(|m| &m.names).filter(|n| !n.ko.is_empty());
    match sign {
        Some(names) => (names.get(ctx.lang).to_owned(), super::parts::foreign(ctx, names)),
        None if stall.state == TradeState::Empty => (ctx.words().empty_unit.to_owned(), None),
        None => (stall.category.word(ctx.lang).to_owned(), None),
    }
}

/// Code and name in one text, for titles and choices: `가-12 은혜반찬`.
pub(super) fn stall_label(ctx: &Ctx, market: &Market, stall: &Stall) -> String {
    format!("{} {}", stall.code, stall_title(ctx, market, stall).0)
}

/// The eight groups in which trades are coloured on the plan: code and word.
pub(super) const GROUPS: [&str; 8] =
    ["produce", "sea", "meat", "grain", "cooked", "cloth", "home", "service"];

/// The word of a group of trades.
pub(super) fn group_word(w: &'static Words, group: &str) -> &'static str {
    match group {
        "produce" => w.group_produce,
        "sea" => w.group_sea,
        "meat" => w.group_meat,
        "grain" => w.group_grain,
        "cooked" => w.group_cooked,
        "cloth" => w.group_cloth,
        "home" => w.group_home,
        _ => w.group_service,
    }
}

/// The group of a trade. The style sheet repeats this list for the classes of the plan.
pub(super) const fn group_of(category: Category) -> &'static str {
    use Category as C;
    match category {
        C::Vegetables | C::Fruit | C::Flowers => "produce",
        C::Fish | C::DriedFish => "sea",
        C::Meat | C::Chicken => "meat",
        C::Grain | C::Nuts | C::Spices | C::Herbs | C::Tofu => "grain",
        C::SideDishes | C::Kimchi | C::RiceCake | C::Bakery | C::Snacks | C::Restaurant | C::Tea => "cooked",
        C::Clothes | C::Hanbok | C::Bedding | C::Shoes | C::Bags => "cloth",
        C::Kitchenware | C::Household | C::Hardware | C::Cosmetics | C::Grocery => "home",
        C::Repair | C::Hair | C::Service | C::Other => "service",
    }
}

/// Aisle, side and place in the row, in words.
pub(super) fn where_text(ctx: &Ctx, market: &Market, stall: &Stall) -> String {
    let aisle = market.aisle(&stall.aisle);
    let name = aisle.map(|a| a.names.get(ctx.lang)).filter(|n| !n.is_empty()).unwrap_or(stall.aisle.as_str());
    let level = market.level(&stall.level).map(|l| level_name(ctx, l)).unwrap_or_default();
    let name = if market.levels.len() > 1 && !level.is_empty() {
        format!("{level} {name}")
    } else {
        name.to_owned()
    };
    let order = stall.order.to_string();
    crate::i18n::fill(ctx.words().where_text, &[&name, stall.side.word(ctx.lang), &order])
}

/// The same with the aisle's name marked where it is Korean on a page of another language.
pub(super) fn where_it_is(ctx: &Ctx, market: &Market, stall: &Stall) -> Piece {
    let text = where_text(ctx, market, stall);
    let aisle = market.aisle(&stall.aisle).map(|a| &a.names).filter(|names| !names.ko.is_empty());
    let parts = aisle.and_then(|names| Some((names, text.split_once(names.get(ctx.lang))?)));
    match parts {
        Some((names, (before, after))) => {
            let (before, after) = (before.to_owned(), after.to_owned());
            view! { <span>{before}{name(ctx, names)}{after}</span> }.seal()
        }
        None => text.seal(),
    }
}

/// Whether a text of the market is Korean on a page of another language.
pub(super) fn is_foreign(ctx: &Ctx) -> Option<&'static str> {
    (ctx.lang != Lang::Ko).then_some("ko")
}
