//! The page of the 3D walk: loading in plain sight, the panel of a chosen stall, and the plan when 3D cannot be.

use std::cell::RefCell;

use market_wire::bridge::{FromViewer, ToViewer};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Event, HtmlElement, HtmlProgressElement, KeyboardEvent, MouseEvent};

use super::{
    Page, again, dom, drive, guide, here, hour, keys, live, pad, plan, settings, share, stick, switch,
    viewer, vr, way,
};
use crate::{
    RouteView,
    ctx::stall_path,
    i18n::{fill, words},
};

#[derive(Default)]
struct Walk {
    page: Option<Page>,
    /// The stall whose panel is open.
    chosen: Option<String>,
    loaded: bool,
}

thread_local! {
    static WALK: RefCell<Walk> = RefCell::default();
}

/// Starts the viewer and connects everything around it.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    WALK.with_borrow_mut(|w| w.page = Some(page.clone()));
    // The settings come first: the others ask them.
    guide::enhance(page)?;
    settings::enhance(page)?;
    stick::enhance()?;
    keys::enhance()?;
    pad::enhance(page)?;
    switch::enhance(page)?;
    here::enhance(page)?;
    hour::enhance()?;
    share::enhance(page)?;
    vr::enhance(page)?;
    links()?;
    panel()?;
    let document = dom::document()?;
    dom::on(&document, "visibilitychange", |_: Event| {
        let paused = dom::document().is_ok_and(|d| d.hidden());
        viewer::tell(&ToViewer::Pause { paused });
    })?;
    if let Some(retry) = dom::by_id("walk-retry") {
        dom::on(&retry, "click", |_: Event| {
            if let Ok(window) = dom::window() {
                let _ = window.location().reload();
            }
        })?;
    }
    if !viewer::can_draw() {
        fail(page, words(page.lang).walk_no_webgl, false);
        return Ok(());
    }
    run(page.clone());
    Ok(())
}

fn run(page: Page) {
    dom::show("walk-load", true);
    progress(&page, words(page.lang).walk_step_engine, 0.0);
    let heard = page.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let first = [
            ToViewer::ReduceMotion { reduce: dom::wants_less_motion() },
            ToViewer::Load { manifest_url: page.manifest.clone() },
        ];
        if let Err(error) = viewer::run("#twin", &first, move |message| hear(&heard, message)).await {
            web_sys::console::warn_2(&"the 3D viewer did not start".into(), &error);
            // Bevy leaves its start by throwing; that is no failure.
            let text = format!("{error:?}");
            if !text.contains("exceptions for control flow") {
                fail(&page, words(page.lang).walk_failed, true);
            }
        }
    });
}

fn hear(page: &Page, message: FromViewer) {
    let w = words(page.lang);
    match message {
        FromViewer::Ready { .. } => {}
        FromViewer::Progress { what, fraction } => {
            let step = if what == "scene" { w.walk_step_scene } else { w.walk_step_world };
            progress(page, step, fraction);
        }
        FromViewer::Loaded { .. } => loaded(page),
        FromViewer::Picked { stall: Some(stall) } => open_panel(page, &stall, false),
        FromViewer::Picked { stall: None } => close_panel(),
        FromViewer::Moved { at: [x, y, z], yaw } => {
            if let Some(stage) = dom::by_id("stage") {
                // For links to this very place.
                let _ = stage.dataset().set("at", &format!("{x:.2} {y:.2} {z:.2} {yaw:.1}"));
            }
            here::moved([x, y, z], yaw);
            guide::moved([x, y, z], yaw);
        }
        FromViewer::LookedDown { on } => stick::looked_down(page, on),
        FromViewer::PanelPressed { slot, u, v } => vr::pressed(slot, u, v),
        FromViewer::VrFailed { detail } => {
            web_sys::console::warn_1(&detail.into());
            vr::failed();
        }
        FromViewer::Failed { reason, detail } => {
            web_sys::console::warn_2(&reason.clone().into(), &detail.into());
            let chosen = WALK.with_borrow(|w| w.chosen.clone());
            if reason == "context_lost" && again::open(chosen.as_deref()) {
                return fail(page, w.walk_again, false);
            }
            let text = if matches!(reason.as_str(), "context_lost" | "panic" | "memory") {
                w.walk_lost
            } else {
                w.walk_failed
            };
            fail(page, text, true);
        }
    }
}

fn progress(page: &Page, step: &str, fraction: f32) {
    let text = format!("{}: {step}", words(page.lang).walk_loading);
    dom::set_text("walk-what", &text);
    if let Some(bar) = dom::by_id("walk-progress").and_then(|b| b.dyn_into::<HtmlProgressElement>().ok()) {
        // Not knowing how much is left is shown as movement, not as nothing.
        if fraction > 0.0 {
            bar.set_value(f64::from(fraction) * 100.0);
        } else {
            let _ = bar.remove_attribute("value");
        }
    }
}

fn loaded(page: &Page) {
    WALK.with_borrow_mut(|w| w.loaded = true);
    dom::show("poster", false);
    dom::show("stick", true);
    dom::show("stage-tools", true);
    dom::show("share-here", true);
    dom::show("walk-full", dom::document().is_ok_and(|d| d.fullscreen_enabled()));
    here::visible(true);
    settings::apply();
    hour::tell();
    live::tell();
    vr::ready();
    dom::announce(words(page.lang).walk_ready);
    let Some(stage) = dom::by_id("stage") else { return };
    let given = stage.dataset().get("route").and_then(|json| serde_json::from_str::<RouteView>(&json).ok());
    if let Some(route) = given {
        viewer::show_route(&route.points);
        viewer::stand_at_start(&route.points);
        guide::begin(&route);
    }
    if let Some(stall) = stage.dataset().get("stall").or_else(share::asked_stall) {
        visit(&stall);
    }
    if let Some((at, yaw)) = share::asked() {
        viewer::tell(&ToViewer::GoTo { at, yaw });
    }
    keep_market();
}

#[wasm_bindgen]
extern "C" {
    /// Keeps the market for when there is no network.
    #[wasm_bindgen(js_namespace = jangteo, js_name = keepMarket)]
    fn keep_market();
}

/// The poster again, with a sentence instead of a bar; the plan and the list below go on working.
fn fail(page: &Page, text: &str, again: bool) {
    dom::show("walk-load", false);
    dom::show("stick", false);
    for id in ["stage-tools", "share-here", "walk-full", "guide"] {
        dom::show(id, false);
    }
    here::visible(false);
    switch::set(false);
    drive::stop();
    close_panel();
    dom::set_text("poster-say", text);
    dom::show("poster", true);
    dom::show("walk-retry", again);
    dom::announce(text);
    let was = WALK.with_borrow_mut(|w| std::mem::replace(&mut w.loaded, false));
    if !was {
        keep_market();
    }
    if let Ok(Some(root)) = dom::document().map(|d| d.document_element()) {
        let _ = root.set_attribute("data-flat", page.lang.code());
    }
}

/// Whether the market can be walked.
pub(super) fn is_loaded() -> bool {
    WALK.with_borrow(|w| w.loaded)
}

/// Whether a stall's panel is open.
pub(super) fn has_panel() -> bool {
    dom::by_id("panel").is_some_and(|p| !p.hidden())
}

/// Opens the panel of a stall without going there, and reads on in it.
pub(super) fn open(stall: &str) {
    let page = WALK.with_borrow(|w| w.page.clone());
    if let Some(page) = page {
        open_panel(&page, stall, true);
    }
}

/// Closes the panel, if one is open.
pub(super) fn leave() {
    if has_panel() {
        leave_panel();
    }
}

/// Gives the keys to the view.
pub(super) fn focus_view() {
    if let Some(canvas) = dom::by_id("twin") {
        let _ = canvas.focus();
    }
}

/// Stands before a stall and opens its panel.
pub(super) fn visit(stall: &str) {
    let page = WALK.with_borrow(|w| w.page.clone());
    let Some(page) = page else { return };
    viewer::tell(&ToViewer::GoToStall { stall: stall.to_owned() });
    open_panel(&page, stall, false);
    if let Some(stage) = dom::by_id("stage") {
        stage.scroll_into_view_with_bool(true);
    }
}

/// Opens a stall's panel without going there.
pub(super) fn read(stall: &str) {
    if let Some(page) = WALK.with_borrow(|w| w.page.clone()) {
        open_panel(&page, stall, false);
    }
}

/// In the walk, stalls of the list and the plan are places to go to; their pages are one link further, in the panel.
fn links() -> Result<(), JsValue> {
    let document = dom::document()?;
    dom::on(&document, "click", |event: MouseEvent| {
        if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        if let Some(stall) = stall_under(&event)
            && WALK.with_borrow(|w| w.loaded)
        {
            event.prevent_default();
            visit(&stall);
        }
    })?;
    // Focus in the list moves the camera, so that sighted keyboard users see where they are.
    dom::on(&document, "focusin", |event: Event| {
        let in_list = dom::closest(&event, ".stalls .stall-link").is_some();
        if let (true, Some(stall)) = (in_list, stall_under(&event)) {
            viewer::tell(&ToViewer::GoToStall { stall: stall.clone() });
            viewer::tell(&ToViewer::Highlight { stall: Some(stall.clone()) });
            plan::choose(Some(&stall));
        }
    })
}

fn stall_under(event: &Event) -> Option<String> {
    let of = |link: Element| {
        let holder = link.closest("[data-stall]").ok().flatten();
        holder.or_else(|| link.query_selector("[data-stall]").ok().flatten())
    };
    let link = dom::closest(event, ".stalls .stall-link, .plan-drawing a")?;
    let stage = link.closest("#stage").ok().flatten();
    if stage.is_some() { None } else { of(link)?.get_attribute("data-stall") }
}

fn panel() -> Result<(), JsValue> {
    if let Some(close) = dom::by_id("panel-close") {
        dom::on(&close, "click", |_: Event| leave_panel())?;
    }
    if let Some(panel) = dom::by_id("panel") {
        dom::on(&panel, "keydown", |event: KeyboardEvent| {
            if event.key() == "Escape" {
                leave_panel();
            }
        })?;
    }
    if let Some(go) = dom::by_id("panel-way") {
        dom::on(&go, "click", |_: Event| {
            if let Some(stall) = WALK.with_borrow(|w| w.chosen.clone()) {
                way::ask_to(&format!("stall:{stall}"));
            }
        })?;
    }
    Ok(())
}

/// Opens the panel of a stall; with `read` the focus goes into it.
fn open_panel(page: &Page, stall: &str, read: bool) {
    viewer::tell(&ToViewer::Highlight { stall: Some(stall.to_owned()) });
    plan::choose(Some(stall));
    let again = WALK.with_borrow_mut(|w| w.chosen.replace(stall.to_owned())).as_deref() == Some(stall);
    if again && has_panel() {
        // Its board in the headset may have been closed.
        if let Some(body) = dom::by_id("panel-body") {
            vr::stall(stall, &body);
        }
        return;
    }
    let (stall, lang, path) = (stall.to_owned(), page.lang, stall_path(&page.market, stall));
    wasm_bindgen_futures::spawn_local(async move {
        let answer = dom::fetch_text(&format!("{path}?fragment=1&lang={}", lang.code())).await;
        // Somebody may have chosen another stall while this one was on its way.
        if WALK.with_borrow(|w| w.chosen.as_deref() != Some(stall.as_str())) {
            return;
        }
        let Some(html) = answer.ok().or_else(|| from_list(&stall, words(lang).kept_stall)) else { return };
        if let Some(body) = dom::by_id("panel-body") {
            body.set_inner_html(&html);
            dom::show("panel", true);
            vr::stall(&stall, &body);
            let title = body.query_selector("h2").ok().flatten();
            let text = title.as_ref().and_then(|t| t.text_content()).unwrap_or_default();
            here::knows(&stall);
            dom::announce(&fill(words(lang).walk_now_at, &[text.trim()]));
            if let Some(title) = title.filter(|_| read).and_then(|t| t.dyn_into::<HtmlElement>().ok()) {
                title.set_tab_index(-1);
                let _ = title.focus();
            }
        }
    });
}

/// What the list says of a stall, for when there is no network.
fn from_list(stall: &str, why: &str) -> Option<String> {
    let rows = dom::document().ok()?.query_selector_all("#list .stall").ok()?;
    let mut rows = (0..rows.length()).filter_map(|i| rows.get(i)?.dyn_into::<Element>().ok());
    let row = rows.find(|r| r.get_attribute("data-stall").as_deref() == Some(stall))?;
    let part = |selector: &str| row.query_selector(selector).ok().flatten();
    let title = part(".stall-link")?.inner_html();
    let rest: String =
        [".stall-facts", ".goods-short"].iter().filter_map(|s| Some(part(s)?.outer_html())).collect();
    Some(format!("<h2>{title}</h2>{rest}<p class=\"hint\">{why}</p>"))
}

fn close_panel() {
    WALK.with_borrow_mut(|w| w.chosen = None);
    plan::choose(None);
    dom::show("panel", false);
}

/// Closes the panel and gives the keys back to the view.
fn leave_panel() {
    close_panel();
    viewer::tell(&ToViewer::Highlight { stall: None });
    focus_view();
}
