//! A rider's stops: the next one first and large, the way to it, forms that need one tap.

use leptos::prelude::*;
use market_model::{Lang, Wgs84};

use super::{
    layout::{Frame, document},
    parts::{icon, korean, plate},
    piece::{Piece, Seal},
    plan::Overlay,
    sections::plan_section,
    shop::{stall_title, where_text},
    way,
};
use crate::{
    Ctx, RiderPage, RiderStop, StopPlace, StopState, Timing, asset_url,
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
    frame.market = Some((&page.market.id, &page.market.names, page.market.status));
    frame.trail = vec![(title.clone(), None)];
    let next = page.stops.iter().find(|s| s.state == StopState::Waiting);
    let done = page.stops.iter().filter(|s| s.state != StopState::Waiting).count();
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
    let progress = fill(w.rider_progress, &[&page.stops.len().to_string(), &done.to_string()]);
    let waiting = page.stops.iter().filter(|s| s.state == StopState::Waiting);
    let keys = waiting.map(|s| s.key.as_str()).collect::<Vec<_>>().join(" ");
    let base = ctx.link(&format!("{}/rider/{}", market_path(&page.market.id), encode(&page.token)), &[]);
    let main = view! {
        <h1>{title.clone()}</h1>
        <div id="rider" data-base=base data-stops=keys></div>
        <p class="say" id="rider-queue" role="status" data-text=w.rider_queued hidden=true></p>
        <p class="safety">{icon("moto")} {w.rider_safety}</p>
        {head}
        {way_to_next(ctx, page, next)}
        <section aria-labelledby="all-title">
            <h2 id="all-title">{w.rider_all}</h2>
            <p class="shown">{progress}</p>
            <ol class="stops">{items}</ol>
        </section>
        <script type="module" src=asset_url("rider")></script>
    }
    .seal();
    document(ctx, &frame, main)
}

fn next_stop(ctx: &Ctx, page: &RiderPage<'_>, stop: &RiderStop) -> Piece {
    let w = ctx.words();
    let goods: Vec<_> = stop
        .goods
        .iter()
        .map(|g| {
            view! { <li><span lang="ko">{g.name.clone()}</span> " " <b>{g.quantity.clone()}</b></li> }.seal()
        })
        .collect();
    let goods = (!goods.is_empty()).then(|| view! { <ul class="slip">{goods}</ul> }.seal());
    let note = (!stop.note.is_empty()).then(|| {
        view! { <p class="stop-note"><b>{w.stop_note}</b> " " {korean(ctx, &stop.note)}</p> }.seal()
    });
    view! {
        <section class="next-stop" aria-labelledby="next-title">
            <h2 id="next-title">{w.rider_next}</h2>
            {where_to(ctx, page, stop, true)}
            {timing(ctx, stop)}
            {goods}
            {note}
            {maps(ctx, stop)}
            {actions(ctx, page, stop)}
        </section>
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
                    <p class="quiet">{where_text(ctx, page.market, stall)}</p>
                }
                .seal()
            }
            None => view! { <p class=class>{w.rider_collect} " " {plate(id.as_str())}</p> }.seal(),
        },
        StopPlace::Hub(label) => view! {
            <p class=class><span class="stop-kind">{w.rider_hub}</span> " " {korean(ctx, label)}</p>
        }
        .seal(),
        StopPlace::Door { address, .. } => {
            let text = match address {
                Some(address) => korean(ctx, address).seal(),
                None => view! { <span class="quiet">{w.rider_address_hidden}</span> }.seal(),
            };
            view! { <p class=class><span class="stop-kind">{w.rider_deliver}</span> " " {text}</p> }.seal()
        }
    }
}

fn timing(ctx: &Ctx, stop: &RiderStop) -> Option<Piece> {
    let w = ctx.words();
    let planned = (!stop.planned.is_empty()).then(|| fill(w.rider_planned, &[&stop.planned]));
    let (class, text) = match stop.timing {
        Timing::Unknown => ("timing", None),
        Timing::OnTime => ("timing ok", Some(w.rider_on_time.to_owned())),
        Timing::Early(minutes) => ("timing ok", Some(fill(w.rider_early, &[&minutes.to_string()]))),
        Timing::Late(minutes) => ("timing late", Some(fill(w.rider_late, &[&minutes.to_string()]))),
    };
    let any = planned.is_some() || text.is_some();
    any.then(|| view! { <p class=class><b>{planned}</b> " " <span>{text}</span></p> }.seal())
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
            <p>{w.rider_maps}</p>
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

fn actions(ctx: &Ctx, page: &RiderPage<'_>, stop: &RiderStop) -> Piece {
    let w = ctx.words();
    let delivery = matches!(stop.place, StopPlace::Door { .. });
    let (good, good_word) =
        if delivery { ("delivered", w.act_delivered) } else { ("collected", w.act_collected) };
    let missing = (!delivery).then(|| {
        view! { <button class="button warn" type="submit" name="action" value="missing">{icon("missing")} {w.act_missing}</button> }.seal()
    });
    let url = action_url(page);
    view! {
        <form class="act" method="post" action=url.clone()>
            {hidden_fields(ctx, stop)}
            <button class="button main huge" type="submit" name="action" value=good>{icon("check")} {good_word}</button>
        </form>
        <details class="act-more">
            <summary>{w.act_more}</summary>
            <form class="act" method="post" action=url>
                {hidden_fields(ctx, stop)}
                <label for="act-note">{w.act_note}</label>
                <input id="act-note" name="note" maxlength="200" autocomplete="off" />
                {missing}
                <button class="button warn" type="submit" name="action" value="problem">{icon("problem")} {w.act_problem}</button>
            </form>
        </details>
    }.seal()
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
    view! {
        <li class=if next { "stop is-next" } else { "stop" } aria-current=next.then_some("step")>
            <span class="stop-number" aria-hidden="true">{number}</span>
            <div class="stop-body">
                {where_to(ctx, page, stop, false)}
                <p><span class=class>{word}</span> " " {planned}</p>
                {undo}
            </div>
        </li>
    }
    .seal()
}
