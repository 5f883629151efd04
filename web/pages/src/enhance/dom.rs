//! Small helpers over the browser's document.

use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Response, Window};

/// How long a sentence stands over the view, milliseconds: long enough to read two lines.
const TOAST_MS: u32 = 8_000;

/// The window.
pub(super) fn window() -> Result<Window, JsValue> {
    web_sys::window().ok_or_else(|| "no window".into())
}

/// The document.
pub(super) fn document() -> Result<Document, JsValue> {
    window()?.document().ok_or_else(|| "no document".into())
}

/// The element with this identifier.
pub(super) fn by_id(id: &str) -> Option<HtmlElement> {
    document().ok()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The element with this identifier, of any kind.
pub(super) fn element(id: &str) -> Option<Element> {
    document().ok()?.get_element_by_id(id)
}

/// Calls back for every event of a kind, as long as the page lives.
pub(super) fn on<E: JsCast + 'static>(
    target: &EventTarget,
    kind: &str,
    mut call: impl FnMut(E) + 'static,
) -> Result<(), JsValue> {
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| call(event.unchecked_into()));
    target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref())?;
    closure.forget();
    Ok(())
}

/// The same, before the event reaches what it is for.
pub(super) fn on_first<E: JsCast + 'static>(
    target: &EventTarget,
    kind: &str,
    mut call: impl FnMut(E) + 'static,
) -> Result<(), JsValue> {
    let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| call(event.unchecked_into()));
    target.add_event_listener_with_callback_and_bool(kind, closure.as_ref().unchecked_ref(), true)?;
    closure.forget();
    Ok(())
}

/// Calls once after so many milliseconds.
pub(super) fn later(ms: u32, call: impl FnOnce() + 'static) {
    let call = Closure::once_into_js(call);
    if let Ok(window) = window() {
        let ms = i32::try_from(ms).unwrap_or(i32::MAX);
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), ms);
    }
}

/// Milliseconds since the page began.
pub(super) fn now_ms() -> f64 {
    window().ok().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}

/// Whether somebody asked for less motion.
pub(super) fn wants_less_motion() -> bool {
    let asked = window().and_then(|w| w.match_media("(prefers-reduced-motion: reduce)"));
    asked.is_ok_and(|m| m.is_some_and(|m| m.matches()))
}

/// Shows or hides an element.
pub(super) fn show(id: &str, shown: bool) {
    if let Some(element) = by_id(id) {
        element.set_hidden(!shown);
    }
}

/// Sets an element's text.
pub(super) fn set_text(id: &str, text: &str) {
    if let Some(element) = element(id) {
        element.set_text_content(Some(text));
    }
}

/// Shows another icon of the sprite in a button.
pub(super) fn set_icon(button: &Element, icon: &str) {
    if let Some(shape) = button.query_selector("use").ok().flatten() {
        let file = shape.get_attribute("href").unwrap_or_default();
        let file = file.split('#').next().unwrap_or_default();
        let _ = shape.set_attribute("href", &format!("{file}#{icon}"));
    }
}

/// Shows a sentence over the view for a while.
pub(super) fn toast(text: &str) {
    const ID: &str = "vr-say";
    set_text(ID, text);
    let text = text.to_owned();
    later(TOAST_MS, move || {
        if element(ID).and_then(|e| e.text_content()).as_deref() == Some(&text) {
            set_text(ID, "");
        }
    });
}

/// Says something to a screen reader when it has time.
pub(super) fn announce(text: &str) {
    set_text("live", text);
}

/// The body of an address as text; an answer that is not a success is its status and its body.
pub(super) async fn fetch_text(url: &str) -> Result<String, (u16, String)> {
    let broken = |_: JsValue| (0, String::new());
    let promise = window().map_err(broken)?.fetch_with_str(url);
    let response: Response = JsFuture::from(promise).await.map_err(broken)?.unchecked_into();
    let body = JsFuture::from(response.text().map_err(broken)?).await.map_err(broken)?;
    let body = body.as_string().unwrap_or_default();
    if response.ok() { Ok(body) } else { Err((response.status(), body)) }
}

/// The nearest ancestor of an event's target that matches a selector.
pub(super) fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}
