//! The question of the way as a form, and its answer in words.

use leptos::prelude::*;
use market_model::{Facility, Gate, Lang, Market, PointMm, Stall, Text, TradeState};

use super::{
    parts::{foreign, icon, sentence},
    piece::{Piece, Seal},
    shop::{is_foreign, stall_label},
};
use crate::{
    Ctx, RouteView, WayAnswer, WayQuery,
    i18n::{fill, way_total},
};

/// Above this many stalls the places are typed instead of chosen from one long list.
const CHOOSE_FROM: usize = 600;

/// A place to choose: its value, its words, and their language where that is not the page's.
type Choice = (String, String, Option<&'static str>);

/// The form; `action` is the page that answers it.
pub(super) fn form(ctx: &Ctx, market: &Market, action: &str, way: &WayQuery) -> Piece {
    let w = ctx.words();
    let lang = (ctx.lang != Lang::Ko)
        .then(|| view! { <input type="hidden" name="lang" value=ctx.lang.code() /> }.seal());
    view! {
        <form class="way-form" id="way-form" method="get" action=format!("{action}#way")>
            {lang}
            <div class="field">
                <label for="way-from">{icon("start")} {w.way_from}</label>
                {place_field(ctx, market, "from", &way.from)}
            </div>
            <div class="field">
                <label for="way-to">{icon("pin")} {w.way_to}</label>
                {place_field(ctx, market, "to", &way.to)}
            </div>
            {profiles(ctx, &way.profile)}
            <button class="button main" type="submit">{icon("route")} {w.way_ask}</button>
        </form>
    }
    .seal()
}

/// For whom the way is, as a choice.
pub(super) fn profiles(ctx: &Ctx, chosen: &str) -> Piece {
    let w = ctx.words();
    let profile = if chosen.is_empty() { "walk" } else { chosen };
    let profiles = [
        ("walk", "walk", w.profile_walk),
        ("step-free", "wheel", w.profile_step_free),
        ("cart", "cart", w.profile_cart),
    ]
    .map(|(code, symbol, word)| {
        view! {
            <label class="pick">
                <input type="radio" name="profile" value=code checked=code == profile />
                <span>{icon(symbol)} {word}</span>
            </label>
        }
        .seal()
    });
    view! { <fieldset class="picks"><legend>{w.way_profile}</legend>{profiles}</fieldset> }.seal()
}

/// Where a list ends, which may be left open.
pub(super) fn end_field(ctx: &Ctx, market: &Market, value: &str) -> Piece {
    let gates = market
        .gates
        .iter()
        .map(|g| (format!("gate:{}", g.id), g.names.get(ctx.lang).to_owned(), foreign(ctx, &g.names)));
    let options: Vec<_> = gates
        .chain(market.facilities.iter().map(|f| facility_choice(ctx, f)))
        .map(|(v, text, lang)| {
            let selected = v == value;
            view! { <option value=v selected=selected lang=lang>{text}</option> }.seal()
        })
        .collect();
    view! {
        <select id="way-to" name="to"><option value="">{ctx.words().shop_end_any}</option>{options}</select>
    }
    .seal()
}

/// The place to choose or to type.
pub(super) fn place_field(ctx: &Ctx, market: &Market, field: &'static str, value: &str) -> Piece {
    let w = ctx.words();
    let id = format!("way-{field}");
    // Most people come in through the main gate, which is the origin of the market's frame.
    let from_origin = |g: &&Gate| (g.place.point.distance_mm(PointMm::new(0, 0)) / 1000.0) as u32;
    let first_gate =
        market.gates.iter().min_by_key(from_origin).map(|g| format!("gate:{}", g.id)).unwrap_or_default();
    let value = if value.is_empty() && field == "from" { first_gate.as_str() } else { value };
    let known = |v: &str| {
        value == v || value.rsplit_once(':').is_some_and(|(_, tail)| v.ends_with(&format!(":{tail}")))
    };
    let gates: Vec<Choice> = market
        .gates
        .iter()
        .map(|g| (format!("gate:{}", g.id), g.names.get(ctx.lang).to_owned(), foreign(ctx, &g.names)))
        .collect();
    let places: Vec<_> = market.facilities.iter().map(|f| facility_choice(ctx, f)).collect();
    if market.stalls.len() > CHOOSE_FROM {
        let list = format!("way-{field}-places");
        let options: Vec<_> = gates
            .into_iter()
            .chain(places)
            .map(|(v, t, lang)| view! { <option value=v lang=lang>{t}</option> }.seal())
            .collect();
        return view! {
            <input id=id name=field value=value.to_owned() list=list.clone() autocomplete="off" />
            <datalist id=list>{options}</datalist>
        }
        .seal();
    }
    let option = |(v, t, lang): Choice| {
        let selected = known(&v);
        view! { <option value=v selected=selected lang=lang>{t}</option> }.seal()
    };
    let gates: Vec<_> = gates.into_iter().map(option).collect();
    let places: Vec<_> = places.into_iter().map(option).collect();
    let asked_for =
        |s: &Stall| value == s.id.as_str() || value == s.code || value == format!("stall:{}", s.id);
    let stalls: Vec<_> = market
        .stalls
        .iter()
        .filter(|s| s.state != TradeState::Empty || asked_for(s))
        .map(|s| {
            let selected = asked_for(s);
            view! {
                <option value=format!("stall:{}", s.id) selected=selected lang=is_foreign(ctx)>
                    {stall_label(ctx, market, s)}
                </option>
            }
            .seal()
        })
        .collect();
    view! {
        <select id=id name=field required=true>
            <option value="">{w.way_choose}</option>
            <optgroup label=w.gates>{gates}</optgroup>
            <optgroup label=w.facilities>{places}</optgroup>
            <optgroup label=w.list>{stalls}</optgroup>
        </select>
    }
    .seal()
}

/// A facility's name, else its kind; and `ko` when it is Korean on a page of another language.
pub(super) fn facility_label(ctx: &Ctx, facility: &Facility) -> (String, Option<&'static str>) {
    let name = facility.names.get(ctx.lang);
    if name.is_empty() {
        return (facility.kind.word(ctx.lang).to_owned(), None);
    }
    (name.to_owned(), foreign(ctx, &facility.names))
}

/// A facility to choose: a name that visitors cannot read follows the word for what it is.
fn facility_choice(ctx: &Ctx, facility: &Facility) -> Choice {
    let (name, lang) = facility_label(ctx, facility);
    let text = if lang.is_some() { format!("{} · {name}", facility.kind.word(ctx.lang)) } else { name };
    (format!("facility:{}", facility.id), text, lang)
}

/// The answer: length, time and steps, or why there is none. `walk` is the address of the same way in 3D.
pub(super) fn answer(ctx: &Ctx, answer: &WayAnswer, walk: Option<String>) -> Piece {
    let w = ctx.words();
    let body = match answer {
        WayAnswer::NotAsked => ().seal(),
        WayAnswer::NoWay => view! { <p class="say bad">{w.way_none}</p> }.seal(),
        WayAnswer::UnknownPlace(text) => {
            view! { <p class="say bad">{fill(w.way_unknown, &[text])}</p> }.seal()
        }
        WayAnswer::Found(route) => found(ctx, route, walk).seal(),
    };
    view! { <div class="way-answer" id="way-answer">{body}</div> }.seal()
}

fn found(ctx: &Ctx, route: &RouteView, walk: Option<String>) -> Piece {
    let w = ctx.words();
    let total = way_total(ctx.lang, route.length_mm, route.time_ms);
    let told: Vec<Text> = route.conditions.iter().map(|c| Text::new(c.ko.clone(), c.en.clone())).collect();
    let walk =
        walk.map(|href| view! { <p><a class="button" href=href>{icon("cube")} {w.way_in_3d}</a></p> }.seal());
    view! {
        <h3>{w.way_answer}</h3>
        <p class="way-total">{total}</p>
        {conditions(ctx, &told)}
        {steps(ctx, route)}
        {walk}
    }
    .seal()
}

/// What is closed or crowded now, and was heeded.
pub(super) fn conditions(ctx: &Ctx, told: &[Text]) -> Option<Piece> {
    let items: Vec<_> = told.iter().map(|t| view! { <li>{sentence(ctx, t)}</li> }.seal()).collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="say conditions"><p>{ctx.words().way_conditions}</p><ul>{items}</ul></div>
        }
        .seal()
    })
}

/// The steps of a route as a numbered list with signs.
pub(super) fn steps(ctx: &Ctx, route: &RouteView) -> Piece {
    let w = ctx.words();
    let steps: Vec<_> = route
        .steps
        .iter()
        .map(|step| {
            let (text, foreign) = step.text(ctx.lang);
            view! { <li>{icon(step_icon(&step.kind))} <span lang=foreign>{text.to_owned()}</span></li> }
                .seal()
        })
        .collect();
    view! { <ol class="steps" aria-label=w.way_steps>{steps}</ol> }.seal()
}

/// The steps, folded away.
pub(super) fn steps_in(ctx: &Ctx, route: &RouteView) -> Option<Piece> {
    (route.steps.len() > 1).then(|| {
        view! { <details class="leg"><summary>{ctx.words().way_steps}</summary>{steps(ctx, route)}</details> }.seal()
    })
}

fn step_icon(kind: &str) -> &'static str {
    match kind {
        "depart" => "start",
        "left" => "left",
        "right" => "right",
        "back" => "back",
        "connector" => "stairs",
        "leave" | "enter" => "gate",
        "mount" | "dismount" => "moto",
        "arrive" => "pin",
        _ => "ahead",
    }
}
