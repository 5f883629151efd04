//! Small pieces that several pages share: icons, names, badges, prices.

use leptos::prelude::*;
use market_model::{
    Category, Date, Good, Hours, Lang, Level, MarketDays, Names, OpeningHours, Payment, Text, TradeState,
    Weekday,
};

use super::piece::{Piece, Seal};

use crate::{
    Ctx, asset_url,
    i18n::{fill, grouped},
};

/// An icon of the sprite; decoration, so it is hidden from screen readers.
pub(super) fn icon(name: &str) -> Piece {
    let href = format!("{}#{name}", asset_url("icons"));
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><use href=href></use></svg>
    }.seal()
}

/// A name in the page's language, marked as Korean where it has no other.
pub(super) fn name(ctx: &Ctx, names: &Names) -> Piece {
    let text = names.get(ctx.lang).to_owned();
    view! { <span lang=foreign(ctx, names)>{text}</span> }.seal()
}

/// `ko` when the name is shown in Korean on a page of another language.
pub(super) fn foreign(ctx: &Ctx, names: &Names) -> Option<&'static str> {
    (ctx.lang != Lang::Ko && names.get(ctx.lang) == names.ko).then_some("ko")
}

/// Korean text, marked as such on pages of another language.
pub(super) fn korean(ctx: &Ctx, text: &str) -> Piece {
    let lang = (ctx.lang != Lang::Ko).then_some("ko");
    view! { <span lang=lang>{text.to_owned()}</span> }.seal()
}

/// A sentence that exists in Korean and English; pages of other languages show the English one, marked as such.
pub(super) fn sentence(ctx: &Ctx, text: &Text) -> Piece {
    let lang = matches!(ctx.lang, Lang::Zh | Lang::Ja).then_some("en");
    view! { <span lang=lang>{text.get(ctx.lang).to_owned()}</span> }.seal()
}

/// What a level is called; where the survey has no name in the page's language, the word of its signs: `1F`, `地下1层`.
pub(super) fn level_name(ctx: &Ctx, level: &Level) -> String {
    let own = match ctx.lang {
        Lang::Ko => &level.names.ko,
        Lang::En => &level.names.en,
        Lang::Zh => &level.names.zh,
        Lang::Ja => &level.names.ja,
    };
    if !own.is_empty() {
        return own.clone();
    }
    let w = ctx.words();
    let number = i16::from(level.ordinal);
    if number < 0 {
        fill(w.level_down, &[&(-number).to_string()])
    } else {
        fill(w.level_up, &[&(number + 1).to_string()])
    }
}

/// Whether a stall trades, as a word and a colour.
pub(super) fn state_badge(ctx: &Ctx, state: TradeState) -> Piece {
    let w = ctx.words();
    let (class, word) = match state {
        TradeState::Open => ("badge open", w.state_open),
        TradeState::Closed => ("badge closed", w.state_closed),
        TradeState::Empty => ("badge empty", w.state_empty),
        TradeState::SoldOut => ("badge closed", w.state_sold_out),
    };
    view! { <span class=class>{word}</span> }.seal()
}

/// A trade with its colour.
pub(super) fn category_tag(ctx: &Ctx, category: Category) -> Piece {
    view! { <span class=format!("trade cat-{}", category.code())>{category.word(ctx.lang)}</span> }.seal()
}

/// The plate with a stall's number.
pub(super) fn plate(code: &str) -> Piece {
    view! { <span class="plate" lang="ko">{code.to_owned()}</span> }.seal()
}

/// Price, unit and origin in one line: the origin stands beside the price, in the same size and colour.
pub(super) fn price_line(ctx: &Ctx, good: &Good) -> Piece {
    let origin = origin(ctx, good);
    let unit =
        (!good.unit.is_empty()).then(|| view! { <span class="unit">{korean(ctx, &good.unit)}</span> }.seal());
    view! { <span class="price"><b>{price(ctx, good)}</b> {origin}</span> {unit} }.seal()
}

/// The price alone.
pub(super) fn price(ctx: &Ctx, good: &Good) -> String {
    let w = ctx.words();
    good.price.map_or_else(|| w.ask_price.to_owned(), |won| fill(w.won, &[&grouped(won.0.into())]))
}

/// The origin alone, of the same size as the price (the law of origin labelling).
pub(super) fn origin(ctx: &Ctx, good: &Good) -> Piece {
    if good.origin.is_empty() {
        view! { <span class="origin">{ctx.words().origin_missing}</span> }.seal()
    } else {
        view! { <span class="origin">{korean(ctx, &good.origin)}</span> }.seal()
    }
}

/// `09:00`; minutes beyond midnight say so.
pub(super) fn clock(ctx: &Ctx, minute: u16) -> String {
    let text = format!("{:02}:{:02}", minute / 60 % 24, minute % 60);
    if minute > 24 * 60 { fill(ctx.words().next_day, &[&text]) } else { text }
}

/// The hours in words, or that they are not known.
pub(super) fn hours_text(ctx: &Ctx, hours: &OpeningHours) -> Piece {
    if hours.is_unknown() {
        return ctx.words().hours_unknown.seal();
    }
    let rules: Vec<_> = hours
        .as_str()
        .split(';')
        .map(|rule| view! { <span class="rule">{hours_rule(ctx, rule.trim())}</span> " " }.seal())
        .collect();
    rules.seal()
}

/// One rule of opening hours, such as `월-토 09:00-20:00` or `일[1,3] 휴무`, as people say it.
fn hours_rule(ctx: &Ctx, rule: &str) -> String {
    let w = ctx.words();
    let (days, what) = rule.rsplit_once(char::is_whitespace).unwrap_or(("", rule));
    let what = if matches!(what, "\u{d734}\u{bb34}" | "off" | "closed") {
        w.hours_off.to_owned()
    } else {
        what.replace('-', "~")
    };
    let days = match days.strip_suffix(']').and_then(|d| d.split_once('[')) {
        Some((day, nth)) => fill(w.hours_nth, &[&nth.replace(',', "·"), &weekdays(ctx, day)]),
        None => weekdays(ctx, days).replace('-', "~"),
    };
    format!("{days} {what}").trim().to_owned()
}

/// Korean letters of weekdays in the language of the page.
fn weekdays(ctx: &Ctx, text: &str) -> String {
    if ctx.lang == Lang::Ko {
        return text.to_owned();
    }
    Weekday::ALL.iter().fold(text.to_owned(), |text, day| text.replace(day.ko(), day.word(ctx.lang)))
}

/// What today looks like; nothing when the day or the hours are not known.
pub(super) fn today(ctx: &Ctx, days: &MarketDays, hours: &OpeningHours) -> Option<(bool, String)> {
    let w = ctx.words();
    let date: Date = ctx.today?;
    if !days.held_on(date) {
        return Some((false, w.today_not_held.to_owned()));
    }
    if hours.is_unknown() {
        return (*days != MarketDays::Daily).then(|| (true, w.today_held.to_owned()));
    }
    Some(match hours.on(date) {
        Some(Hours { open, close }) => (true, fill(w.today_open, &[&clock(ctx, open), &clock(ctx, close)])),
        None => (false, w.today_closed.to_owned()),
    })
}

/// Market days in words.
pub(super) fn days_text(ctx: &Ctx, days: &MarketDays) -> String {
    let w = ctx.words();
    match days {
        MarketDays::Daily => w.every_day.to_owned(),
        MarketDays::LastDigits(digits) => {
            let list: Vec<String> = digits.iter().map(ToString::to_string).collect();
            fill(w.days_ending, &[&list.join("·")])
        }
    }
}

/// Ways to pay, as a list with icons.
pub(super) fn payments(ctx: &Ctx, payments: impl IntoIterator<Item = Payment>) -> Piece {
    let lang = ctx.lang;
    let items = payments.into_iter().map(|payment| {
        let symbol = match payment {
            Payment::Cash | Payment::LocalCurrency => "cash",
            Payment::Card | Payment::OnnuriCard => "card",
            Payment::Qr | Payment::OnnuriMobile => "qr",
            Payment::OnnuriPaper => "voucher",
        };
        let word = payment.word(lang);
        view! { <li>{icon(symbol)} {word}</li> }.seal()
    });
    view! { <ul class="pays">{items.collect::<Vec<_>>()}</ul> }.seal()
}
