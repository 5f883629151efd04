//! A way without reloading the page: ask the route API, tell the steps, draw the line on the plan and in 3D.

use leptos::prelude::*;
use market_model::Lang;
use market_wire::{ApiError, ErrorCode};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Event, FormData, HtmlFormElement, HtmlSelectElement};

use super::{Page, dom, guide, plan, viewer, vr};
use crate::{
    RouteView,
    ctx::encode,
    i18n::{fill, way_total, words},
};

/// Lets the form of the way ask the API.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    let Some(form) = dom::by_id("way-form") else { return Ok(()) };
    let page = page.clone();
    dom::on(&form, "submit", move |event: Event| {
        event.prevent_default();
        ask(&page);
    })
}

/// Fills in a destination and asks for the way there.
pub(super) fn ask_to(place: &str) {
    let Some(field) = dom::by_id("way-to") else { return };
    if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
        select.set_value(place);
    } else if let Some(input) = field.dyn_ref::<web_sys::HtmlInputElement>() {
        input.set_value(place);
    }
    if let Some(form) = form() {
        // The browser tells the person what is missing.
        let _ = form.request_submit();
    }
}

fn form() -> Option<HtmlFormElement> {
    dom::by_id("way-form")?.dyn_into().ok()
}

fn ask(page: &Page) {
    let Some(form) = form() else { return };
    let Ok(data) = FormData::new_with_form(&form) else { return };
    let field = |name: &str| data.get(name).as_string().unwrap_or_default();
    let query = format!(
        "from={}&to={}&profile={}",
        encode(&field("from")),
        encode(&field("to")),
        encode(&field("profile"))
    );
    let lang = page.lang;
    let to = field("to");
    let url = format!("/api/v1/markets/{}/route?{query}&lang={}", encode(page.market.as_str()), lang.code());
    wasm_bindgen_futures::spawn_local(async move {
        match dom::fetch_text(&url).await {
            Ok(json) => match serde_json::from_str::<RouteView>(&json) {
                Ok(route) => found(lang, &route, &query),
                Err(_) => refused(lang, &to, None),
            },
            // The server cannot be reached at all.
            Err((0, _)) => told(words(lang).kept_no_way),
            Err((_, body)) => refused(lang, &to, serde_json::from_str(&body).ok()),
        }
    });
}

fn refused(lang: Lang, to: &str, error: Option<ApiError>) {
    let w = words(lang);
    let text = match error.map(|e| e.code) {
        Some(ErrorCode::NoRoute) => w.way_none.to_owned(),
        Some(ErrorCode::NotFound) => fill(w.way_unknown, &[to]),
        _ => w.error_503_do.to_owned(),
    };
    told(&text);
    vr::no_way(lang, &text);
}

/// A sentence in place of a way.
fn told(text: &str) {
    dom::announce(text);
    let text = text.to_owned();
    replace(view! { <p class="say bad">{text}</p> });
    guide::begin(&RouteView::default());
    // An empty line takes the old one away; a plan that cannot be drawn on still has its words.
    let _ = plan::draw_way(&RouteView::default());
    viewer::show_route(&[]);
}

fn found(lang: Lang, route: &RouteView, query: &str) {
    let w = words(lang);
    let total = way_total(lang, route.length_mm, route.time_ms);
    dom::announce(&format!("{}: {total}", w.way_answer));
    let told: Vec<&str> = route.steps.iter().map(|step| step.text(lang).0).collect();
    vr::way_found(lang, &total, &told);
    let steps: Vec<_> = route
        .steps
        .iter()
        .map(|step| step.text(lang))
        .enumerate()
        .map(|(i, (text, foreign))| view! { <li><b>{i + 1}</b> <span lang=foreign>{text.to_owned()}</span></li> })
        .collect();
    replace(view! {
        <h3>{w.way_answer}</h3>
        <p class="way-total">{total}</p>
        <ol class="steps" aria-label=w.way_steps>{steps}</ol>
    });
    let _ = plan::draw_way(route);
    viewer::show_route(&route.points);
    guide::begin(route);
    remember(lang, query);
}

/// The address keeps the question, so that it can be sent to somebody.
fn remember(lang: Lang, query: &str) {
    let Ok(window) = dom::window() else { return };
    let lang = if lang == Lang::Ko { String::new() } else { format!("&lang={}", lang.code()) };
    let url = format!("?{query}{lang}#way");
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url));
    }
}

fn replace(view: impl IntoView + 'static) {
    if let Some(place) = dom::by_id("way-answer") {
        place.set_text_content(None);
        mount_to(place, move || view).forget();
    }
}
