//! What stalls say of today, as it is said: the list, the plan and the 3D view change together, without reloading.
//!
//! Invariant: one stream while the page is seen, none while it is hidden; where streams do not come through, the page
//! asks now and then instead.

use std::cell::{Cell, RefCell};

use market_wire::{LiveFeed, LiveStall, LiveState, bridge::ToViewer};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Event, EventSource, HtmlElement, MessageEvent};

use super::{Page, dom, viewer};
use crate::{
    ctx::encode,
    i18n::{fill, words},
    said::{plan_class, said},
};

/// How often a page asks where streams do not come through, in milliseconds.
const ASK_EVERY_MS: i32 = 20_000;
/// More changes at once than these are not read out: that would be noise.
const READ_OUT: usize = 2;
/// The classes of the plan, of which a stall has at most one.
const PLAN_CLASSES: [&str; 4] = ["today-open", "today-closed", "today-sold-out", "today-special"];

thread_local! {
    static FEED: RefCell<LiveFeed> = RefCell::default();
    static HEARD: Cell<bool> = const { Cell::new(false) };
    static STREAM: RefCell<Option<EventSource>> = const { RefCell::new(None) };
    static ASKING: Cell<bool> = const { Cell::new(false) };
}

/// Listens to the market of the page.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    let (listening, document) = (page.clone(), dom::document()?);
    dom::on(&document, "visibilitychange", move |_: Event| follow(&listening))?;
    follow(page);
    Ok(())
}

/// Tells the viewer everything that differs from the usual; again when it has loaded the market.
pub(super) fn tell() {
    FEED.with_borrow(|feed| {
        let with = |wanted: fn(&LiveStall) -> bool| {
            feed.stalls.iter().filter(|(_, s)| wanted(s)).map(|(id, _)| id.clone()).collect()
        };
        viewer::tell(&ToViewer::SetToday {
            opened: with(|s| matches!(s.state, Some(LiveState::Open | LiveState::SoldOut))),
            closed: with(|s| s.state == Some(LiveState::Closed)),
            sold_out: with(|s| s.state == Some(LiveState::SoldOut)),
            special: with(|s| {
                s.special.is_some() && !matches!(s.state, Some(LiveState::Closed | LiveState::SoldOut))
            }),
        });
    });
}

fn address(page: &Page) -> String {
    format!("/api/v1/markets/{}/live", encode(page.market.as_str()))
}

/// A stream while the page is seen, none while it is not.
fn follow(page: &Page) {
    if dom::document().is_ok_and(|d| d.hidden()) {
        if let Some(stream) = STREAM.take() {
            stream.close();
        }
        return;
    }
    if STREAM.with_borrow(Option::is_some) {
        return;
    }
    let Ok(stream) = EventSource::new(&address(page)) else { return ask(page) };
    let heard = page.clone();
    let listened = dom::on(&stream, "message", move |event: MessageEvent| {
        if let Some(piece) = event.data().as_string().and_then(|t| serde_json::from_str(&t).ok()) {
            take(&heard, piece);
        }
    });
    let failed = page.clone();
    let watched = dom::on(&stream, "error", move |_: Event| {
        // The browser comes back by itself after a break; only a refusal ends the stream.
        let ended =
            STREAM.with_borrow(|s| s.as_ref().is_some_and(|s| s.ready_state() == EventSource::CLOSED));
        if ended {
            STREAM.take();
            ask(&failed);
        }
    });
    if listened.and(watched).is_ok() {
        STREAM.set(Some(stream));
    }
}

/// Asks now and then; the browser's cache sends the tag along and knows what "unchanged" means.
fn ask(page: &Page) {
    if ASKING.replace(true) {
        return;
    }
    let asked = page.clone();
    let once = Closure::<dyn FnMut()>::new(move || {
        if dom::document().is_ok_and(|d| d.hidden()) {
            return;
        }
        let page = asked.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if let Ok(json) = dom::fetch_text(&address(&page)).await
                && let Ok(feed) = serde_json::from_str(&json)
            {
                take(&page, feed);
            }
        });
    });
    if let Ok(window) = dom::window() {
        let call = once.as_ref().unchecked_ref::<js_sys::Function>();
        let _ = call.call0(&JsValue::NULL);
        let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(call, ASK_EVERY_MS);
    }
    once.forget();
}

fn take(page: &Page, piece: LiveFeed) {
    let first = !HEARD.replace(true);
    let changed = FEED.with_borrow_mut(|feed| feed.take(piece));
    if first {
        // The page itself may be older than the feed: everything is shown anew.
        for holder in all("[data-live]") {
            if let Some(stall) = holder.get_attribute("data-live") {
                show(page, &stall);
            }
        }
    }
    for stall in &changed {
        show(page, stall);
    }
    if first || !changed.is_empty() {
        tell();
    }
    if !first && !changed.is_empty() && changed.len() <= READ_OUT {
        let texts: Vec<String> = changed.iter().map(|stall| in_words(page, stall)).collect();
        dom::announce(&texts.join(" "));
    }
}

fn of(stall: &str) -> LiveStall {
    FEED.with_borrow(|feed| feed.of(stall).cloned().unwrap_or_default())
}

fn all(selector: &str) -> Vec<Element> {
    let found = dom::document().and_then(|d| d.query_selector_all(selector));
    let Ok(list) = found else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.get(i)?.dyn_into().ok()).collect()
}

fn show(page: &Page, stall: &str) {
    let live = of(stall);
    for holder in all(&format!("[data-live=\"{stall}\"]")) {
        // An old page keeps its old words if the browser refuses.
        let _ = badges(page, &holder, &live);
    }
    for mark in all(&format!("[data-of=\"{stall}\"]")) {
        let good = mark.get_attribute("data-good").unwrap_or_default();
        let gone = mark.has_attribute("data-usually") || live.sold_out.contains(&good);
        if let Some(row) = mark.closest("tr").ok().flatten() {
            row.set_class_name(if gone { "gone" } else { "here" });
        }
        if let Ok(mark) = mark.dyn_into::<HtmlElement>() {
            mark.set_hidden(!gone);
        }
    }
    if let Some(shape) = dom::element(&format!("stall-{stall}")) {
        let classes = shape.class_list();
        for class in PLAN_CLASSES {
            let _ = classes.toggle_with_force(class, class == plan_class(&live));
        }
        if let Some(link) = shape.closest("a").ok().flatten() {
            label(page, &link, &live);
        }
    }
}

fn badges(page: &Page, holder: &Element, live: &LiveStall) -> Result<(), JsValue> {
    holder.class_list().toggle_with_force("has-state", live.state.is_some())?;
    let Some(told) = holder.query_selector(".told")? else { return Ok(()) };
    told.set_text_content(None);
    for (class, text) in said(page.lang, live) {
        let badge = dom::document()?.create_element("span")?;
        badge.set_class_name(class);
        badge.set_text_content(Some(&text));
        told.append_child(&badge)?;
        told.append_child(&dom::document()?.create_text_node(" "))?;
    }
    Ok(())
}

/// The label of a stall's link on the plan: what it is, then what it says.
fn label(page: &Page, link: &Element, live: &LiveStall) {
    let known = link.get_attribute("data-label");
    let plain = known.or_else(|| link.get_attribute("aria-label")).unwrap_or_default();
    let said: Vec<String> = said(page.lang, live).into_iter().map(|(_, text)| text).collect();
    let whole = if said.is_empty() { plain.clone() } else { format!("{plain}, {}", said.join(" ")) };
    let _ = link.set_attribute("data-label", &plain);
    let _ = link.set_attribute("aria-label", &whole);
}

fn in_words(page: &Page, stall: &str) -> String {
    let link = dom::element(&format!("stall-{stall}")).and_then(|s| s.closest("a").ok().flatten());
    let label = link.and_then(|l| l.get_attribute("data-label")).unwrap_or_else(|| stall.to_owned());
    let name = label.split(',').next().unwrap_or_default().trim().to_owned();
    let said: Vec<String> = said(page.lang, &of(stall)).into_iter().map(|(_, text)| text).collect();
    let said = if said.is_empty() { words(page.lang).live_usual.to_owned() } else { said.join(" ") };
    fill(words(page.lang).live_changed, &[&name, &said])
}
