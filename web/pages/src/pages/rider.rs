//! A rider's stops: the next one first and large, the way to it, forms that need one tap.
//!
//! Made for a phone on a motorcycle mount: the next thing on the first screen, its button at the thumb, black on white.

use leptos::prelude::*;
use market_model::{Lang, Text, Wgs84};

use super::{
    layout::{Frame, document},
    parts::{icon, korean, plate, sentence},
    piece::{Piece, Seal},
    plan::Overlay,
    sections::plan_section,
    shop::{stall_title, where_it_is},
    sign::sign,
    way,
};
use crate::{
    Ctx, RiderPage, RiderStop, StopOrder, StopPlace, StopState, Timing, asset_url,
    ctx::{encode, market_path},
    i18n::fill,
};

/// `/m/{market}/rider/{token}`: a rider's stops.
#[must_use]
pub fn rider(ctx: &Ctx, page: &RiderPage<'_>) -> String {
    let w = ctx.words();
    let title = fill(w.rider_title, &[&page.rider]);
    let mut frame = Frame::new("rider", &title);
    frame.private = true;
    frame.slim = true;
    frame.market = Some((&page.market.id, &page.market.names, page.market.status));
    let next = page.stops.iter().find(|s| s.state == StopState::Waiting);
    let done = page.stops.iter().filter(|s| s.state != StopState::Waiting).count();
    let progress = fill(w.rider_progress, &[&page.stops.len().to_string(), &done.to_string()]);
    let head = match next {
        Some(stop) => next_stop(ctx, page, stop).seal(),
        None if page.stops.is_empty() => view! { <p class="say">{w.rider_none}</p> }.seal(),
        None => view! { <p class="say good">{w.rider_done}</p> }.seal(),
    };
    let items: Vec<_> = page
        .stops
        .iter()
        .enumerate()
        .map(|(i, stop)| stop_item(ctx, page, stop, i + 1, next.is_some_and(|n| n.key == stop.key)))
        .collect();
    let waiting = page.stops.iter().filter(|s| s.state == StopState::Waiting);
    let keys = waiting.map(|s| s.key.as_str()).collect::<Vec<_>>().join(" ");
    let base = ctx.link(&format!("{}/rider/{}", market_path(&page.market.id), encode(&page.token)), &[]);
    let version = page.version.to_string();
    let main = view! {
        <div class="rider-head">
            <h1>{title.clone()}</h1>
            <p class="shown">{progress}</p>
        </div>
        <div id="rider" data-base=base.clone() data-stops=keys data-version=version></div>
        <p class="say" id="rider-queue" role="status" data-text=w.rider_queued hidden=true></p>
        <div class="say bad" id="rider-new" role="status" hidden=true>
            <p>{w.rider_new_plan}</p>
            <a class="button main" href=base>{icon("back")} {w.rider_new_show}</a>
        </div>
        {changes(ctx, page)}
        {head}
        {way_to_next(ctx, page, next)}
        {next.map(|stop| other_actions(ctx, page, stop))}
        <section aria-labelledby="all-title">
            <h2 id="all-title">{w.rider_all}</h2>
            <ol class="stops">{items}</ol>
        </section>
        <p class="safety">{icon("moto")} {w.rider_safety}</p>
        <script type="module" src=asset_url("rider")></script>
    }
    .seal();
    document(ctx, &frame, main)
}

/// What the last re-plan changed, open until the rider has gone on.
fn changes(ctx: &Ctx, page: &RiderPage<'_>) -> Option<Piece> {
    let w = ctx.words();
    let changes = page.changes.as_ref()?;
    let items: Vec<_> =
        changes.items.iter().map(|t: &Text| view! { <li>{sentence(ctx, t)}</li> }.seal()).collect();
    let body = if items.is_empty() {
        view! { <p>{w.rider_changes_none}</p> }.seal()
    } else {
        view! { <ul class="changes">{items}</ul> }.seal()
    };
    let title = fill(w.rider_changes, &[&changes.at]);
    Some(if changes.seen || changes.items.is_empty() {
        view! { <details class="changed"><summary>{title}</summary>{body}</details> }.seal()
    } else {
        view! {
            <section class="say bad changed" aria-labelledby="changed-title">
                <h2 id="changed-title">{title}</h2>
                {body}
            </section>
        }
        .seal()
    })
}

fn next_stop(ctx: &Ctx, page: &RiderPage<'_>, stop: &RiderStop) -> Piece {
    let w = ctx.words();
    let orders: Vec<_> = stop.orders.iter().map(|order| order_slip(ctx, order)).collect();
    let note = (!stop.note.is_empty()).then(|| {
        view! { <p class="stop-note"><b>{w.stop_note}</b> " " {korean(ctx, &stop.note)}</p> }.seal()
    });
    view! {
        <section class="next-stop" aria-labelledby="next-title">
            <h2 id="next-title" class="visually-hidden">{w.rider_next}</h2>
            {picture(ctx, page, stop)}
            {where_to(ctx, page, stop, true)}
            {timing(ctx, stop)}
            {orders}
            {note}
            {maps(ctx, stop)}
        </section>
        {main_action(ctx, page, stop)}
    }
    .seal()
}

/// The stall's photograph, or its sign drawn from the survey.
fn picture(ctx: &Ctx, page: &RiderPage<'_>, stop: &RiderStop) -> Option<Piece> {
    let StopPlace::Stall(id) = &stop.place else { return None };
    let stall = page.market.stall(id.as_str())?;
    if let Some(photo) = &stop.photo {
        let (title, _) = stall_title(ctx, page.market, stall);
        let said = fill(ctx.words().sign_photo, &[&stall.code, &title]);
        return Some(view! { <img class="sign" src=photo.clone() alt=said /> }.seal());
    }
    Some(sign(ctx, page.market, stall))
}

/// Code and goods of one order, and how to get to its door.
fn order_slip(ctx: &Ctx, order: &StopOrder) -> Piece {
    let w = ctx.words();
    let goods: Vec<_> = order
        .goods
        .iter()
        .map(|g| {
            let class = g.missing.then_some("gone");
            let missing = g.missing.then(|| view! { <span class="badge late">{w.stop_good_missing}</span> }.seal());
            view! {
                <li class=class><span lang="ko">{g.name.clone()}</span> " " {missing} <b>{g.quantity.clone()}</b></li>
            }
            .seal()
        })
        .collect();
    let floor = (order.floor > 0).then(|| fill(w.stop_floor, &[&order.floor.to_string()]));
    let entrance = (!order.entrance.is_empty()).then(|| korean(ctx, &order.entrance));
    let door = (floor.is_some() || entrance.is_some())
        .then(|| view! { <p class="door">{icon("stairs")} {entrance} " " <b>{floor}</b></p> }.seal());
    let note = (!order.note.is_empty()).then(|| {
        view! { <p class="stop-note"><b>{w.stop_customer}</b> " " {korean(ctx, &order.note)}</p> }.seal()
    });
    view! {
        {door}
        {note}
        <div class="slip">
            <p class="code"><span>{w.stop_code}</span> " " <b>{order.code.clone()}</b></p>
            <ul>{goods}</ul>
        </div>
    }
    .seal()
}

fn where_to(ctx: &Ctx, page: &RiderPage<'_>, stop: &RiderStop, large: bool) -> Piece {
    let w = ctx.words();
    let class = if large { "stop-where large" } else { "stop-where" };
    match &stop.place {
        StopPlace::Stall(id) => match page.market.stall(id.as_str()) {
            Some(stall) => {
                let (title, lang) = stall_title(ctx, page.market, stall);
                view! {
                    <p class=class>
                        <span class="stop-kind">{w.rider_collect}</span> " " {plate(&stall.code)} " "
                        <span lang=lang>{title}</span>
                    </p>
                    <p class="quiet">{where_it_is(ctx, page.market, stall)}</p>
                }
                .seal()
            }
            None => view! { <p class=class>{w.rider_collect} " " {plate(id.as_str())}</p> }.seal(),
        },
        StopPlace::Hub(label) => view! {
            <p class=class><span class="stop-kind">{w.rider_hub}</span> " " {sentence(ctx, label)}</p>
        }
        .seal(),
        StopPlace::Door { address, .. } => {
            let text = match address {
                Some(address) => korean(ctx, address).seal(),
                None if stop.state == StopState::Waiting => {
                    view! { <span class="quiet">{w.rider_address_later}</span> }.seal()
                }
                None => view! { <span class="quiet">{w.rider_address_hidden}</span> }.seal(),
            };
            view! { <p class=class><span class="stop-kind door">{w.rider_deliver}</span> " " {text}</p> }
                .seal()
        }
    }
}

/// Planned, promised, and late by or early by; never a countdown.
fn timing(ctx: &Ctx, stop: &RiderStop) -> Option<Piece> {
    let w = ctx.words();
    let planned = (!stop.planned.is_empty()).then(|| fill(w.rider_planned, &[&stop.planned]));
    let until = (!stop.until.is_empty()).then(|| fill(w.rider_until, &[&stop.until]));
    let (class, text) = match stop.timing {
        Timing::Unknown => ("timing", None),
        Timing::OnTime => ("timing ok", Some(w.rider_on_time.to_owned())),
        Timing::Early(minutes) => ("timing ok", Some(fill(w.rider_early, &[&minutes.to_string()]))),
        Timing::Late(minutes) => ("timing late", Some(fill(w.rider_late, &[&minutes.to_string()]))),
    };
    let any = planned.is_some() || text.is_some();
    let text = text.map(|t| view! { <span class="by">{t}</span> }.seal());
    any.then(|| view! { <p class=class><b>{planned}</b> " " {text} " " {until}</p> }.seal())
}

/// Links to map applications; they get coordinates, never a name or an address.
fn maps(ctx: &Ctx, stop: &RiderStop) -> Option<Piece> {
    let w = ctx.words();
    let StopPlace::Door { place: Some(place), .. } = stop.place else { return None };
    let Wgs84 { .. } = place;
    let (lat, lon) = (format!("{:.6}", place.lat()), format!("{:.6}", place.lon()));
    let label = encode(w.rider_deliver);
    let naver = format!("https://map.naver.com/p/directions/-/{lon},{lat},{label}/-/car");
    let kakao = format!("https://map.kakao.com/link/to/{label},{lat},{lon}");
    let phone = format!("geo:{lat},{lon}?q={lat},{lon}");
    Some(view! {
        <nav class="maps" aria-label=w.rider_maps>
            <a class="button" href=naver rel="noreferrer noopener" target="_blank">{icon("map")} {w.map_naver}</a>
            <a class="button" href=kakao rel="noreferrer noopener" target="_blank">{icon("map")} {w.map_kakao}</a>
            <a class="button" href=phone>{icon("pin")} {w.map_phone}</a>
        </nav>
    }.seal())
}

fn hidden_fields(ctx: &Ctx, stop: &RiderStop) -> Piece {
    let lang = (ctx.lang != Lang::Ko)
        .then(|| view! { <input type="hidden" name="lang" value=ctx.lang.code() /> }.seal());
    view! { <input type="hidden" name="stop" value=stop.key.clone() /> {lang} }.seal()
}

fn action_url(page: &RiderPage<'_>) -> String {
    format!("{}/rider/{}/stop", market_path(&page.market.id), encode(&page.token))
}

/// The one button that is nearly always right, at the thumb.
fn main_action(ctx: &Ctx, page: &RiderPage<'_>, stop: &RiderStop) -> Piece {
    let w = ctx.words();
    let delivery = matches!(stop.place, StopPlace::Door { .. });
    let (good, word) = if delivery { ("delivered", w.act_delivered) } else { ("collected", w.act_collected) };
    view! {
        <form class="thumb" method="post" action=action_url(page)>
            {hidden_fields(ctx, stop)}
            <a class="button" href="#other">{icon("problem")} {w.act_more}</a>
            <button class="button main huge" type="submit" name="action" value=good>{icon("check")} {word}</button>
        </form>
    }
    .seal()
}

/// Something is missing, or something went wrong.
fn other_actions(ctx: &Ctx, page: &RiderPage<'_>, stop: &RiderStop) -> Piece {
    let w = ctx.words();
    let delivery = matches!(stop.place, StopPlace::Door { .. });
    let url = action_url(page);
    let goods: Vec<_> = stop.orders.iter().flat_map(|o| o.goods.iter().map(move |g| (o, g))).collect();
    let boxes: Vec<_> = goods
        .iter()
        .map(|(order, good)| {
            view! {
                <label class="pick">
                    <input type="checkbox" name="item" value=good.item.to_string() />
                    <span><span lang="ko">{good.name.clone()}</span> " " {good.quantity.clone()} " "
                    <span class="quiet">{order.code.clone()}</span></span>
                </label>
            }
            .seal()
        })
        .collect();
    // With one good there is nothing to choose.
    let boxes = (goods.len() > 1)
        .then(|| view! { <fieldset class="picks"><legend>{w.act_which}</legend>{boxes}</fieldset> }.seal());
    let missing = (!delivery).then(|| {
        view! {
            <form class="act" method="post" action=url.clone()>
                {hidden_fields(ctx, stop)}
                {boxes}
                <button class="button warn tall" type="submit" name="action" value="missing">
                    {icon("missing")} {w.act_missing}
                </button>
            </form>
        }
        .seal()
    });
    view! {
        <section class="other" id="other" aria-labelledby="other-title">
            <h2 id="other-title">{w.act_more}</h2>
            {missing}
            <form class="act" method="post" action=url>
                {hidden_fields(ctx, stop)}
                <label for="act-note">{w.act_note}</label>
                <input id="act-note" name="note" maxlength="200" autocomplete="off" />
                <button class="button warn tall" type="submit" name="action" value="problem">
                    {icon("problem")} {w.act_problem}
                </button>
            </form>
        </section>
    }
    .seal()
}

fn way_to_next(ctx: &Ctx, page: &RiderPage<'_>, next: Option<&RiderStop>) -> Option<Piece> {
    let w = ctx.words();
    let next = next?;
    let stall = if let StopPlace::Stall(id) = &next.place { Some(id.as_str()) } else { None };
    let steps = page.way.as_ref().map(|route| way::steps(ctx, route));
    let overlay = Overlay { way: page.way.as_ref(), stall, ..Overlay::default() };
    Some(
        view! {
            <section aria-labelledby="to-next-title">
                <h2 id="to-next-title">{icon("route")} {w.rider_way}</h2>
                {way::conditions(ctx, &page.conditions)}
                {steps}
            </section>
            {plan_section(ctx, page.market, page.plan_svg, overlay)}
        }
        .seal(),
    )
}

fn stop_item(ctx: &Ctx, page: &RiderPage<'_>, stop: &RiderStop, number: usize, next: bool) -> Piece {
    let w = ctx.words();
    let (class, word) = match stop.state {
        StopState::Waiting => ("badge waiting", w.stop_waiting),
        StopState::Collected => ("badge open", w.stop_collected),
        StopState::Missing => ("badge late", w.stop_missing),
        StopState::Delivered => ("badge open", w.stop_delivered),
        StopState::Problem => ("badge late", w.stop_problem),
    };
    let undo = (stop.state != StopState::Waiting).then(|| {
        view! {
            <form class="act small" method="post" action=action_url(page)>
                {hidden_fields(ctx, stop)}
                <button class="button" type="submit" name="action" value="undo">{icon("undo")} {w.act_undo}</button>
            </form>
        }.seal()
    });
    let planned = (!stop.planned.is_empty())
        .then(|| view! { <span class="quiet">{fill(w.rider_planned, &[&stop.planned])}</span> }.seal());
    let codes: Vec<&str> = stop.orders.iter().map(|o| o.code.as_str()).collect();
    view! {
        <li class=if next { "stop is-next" } else { "stop" } aria-current=next.then_some("step")>
            <span class="stop-number" aria-hidden="true">{number}</span>
            <div class="stop-body">
                {where_to(ctx, page, stop, false)}
                <p><span class=class>{word}</span> " " {planned} " " <span class="quiet">{codes.join(" · ")}</span></p>
                {undo}
            </div>
        </li>
    }
    .seal()
}
