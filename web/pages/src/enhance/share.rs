//! A link to the very place where one stands and looks: to send, to print, to come back to.

use market_wire::bridge::Point3;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, UrlSearchParams};

use super::{Page, dom};
use crate::i18n::words;

/// Further away than this there is no market, metres.
const FAR_M: f32 = 5_000.0;

/// Lets the button copy the link.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    let Some(button) = dom::by_id("share-here") else { return Ok(()) };
    let lang = page.lang;
    dom::on(&button, "click", move |_: Event| {
        let Some(link) = link() else { return };
        // It stands in the address bar too, for who cannot copy.
        if let Ok(history) = dom::window().and_then(|w| w.history()) {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&link));
        }
        wasm_bindgen_futures::spawn_local(async move {
            let copied = match dom::window() {
                Ok(window) => JsFuture::from(window.navigator().clipboard().write_text(&link)).await.is_ok(),
                Err(_) => false,
            };
            let w = words(lang);
            let said = if copied { w.share_copied } else { w.share_in_bar };
            dom::toast(said);
            dom::announce(said);
        });
    })
}

/// The address of this page with the place in it.
fn link() -> Option<String> {
    with_place(|params| {
        for other in ["stall", "from", "to", "profile", "items", "tour"] {
            params.delete(other);
        }
    })
}

/// The address under which one comes back to where one is, with the way that is shown and this stall's panel.
pub(super) fn link_back(stall: Option<&str>) -> Option<String> {
    with_place(|params| match stall {
        Some(stall) => params.set("stall", stall),
        None => params.delete("stall"),
    })
}

fn with_place(change: impl FnOnce(&UrlSearchParams)) -> Option<String> {
    let at = dom::by_id("stage")?.dataset().get("at")?.replace(' ', ",");
    let location = dom::window().ok()?.location();
    let params = UrlSearchParams::new_with_str(&location.search().ok()?).ok()?;
    change(&params);
    params.set("at", &at);
    let query = String::from(params.to_string());
    Some(format!("{}{}?{query}", location.origin().ok()?, location.pathname().ok()?))
}

/// The place that the address of this page asks for, and the direction of view in degrees.
pub(super) fn asked() -> Option<(Point3, f32)> {
    let search = dom::window().ok()?.location().search().ok()?;
    read(&UrlSearchParams::new_with_str(&search).ok()?.get("at")?)
}

/// The stall that the address of this page asks for; a page that was kept was rendered for another question.
pub(super) fn asked_stall() -> Option<String> {
    let search = dom::window().ok()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get("stall").filter(|s| !s.is_empty())
}

/// `east,up,south,degrees`; `None` for anything else.
fn read(text: &str) -> Option<(Point3, f32)> {
    let numbers: Vec<f32> = text.split(',').map(|n| n.trim().parse().ok()).collect::<Option<_>>()?;
    let &[x, y, z, yaw] = numbers.as_slice() else { return None };
    let sane = numbers.iter().all(|n| n.is_finite() && n.abs() < FAR_M);
    sane.then_some(([x, y, z], yaw))
}
