//! A shopping list that grows from stall to stall: kept in this browser alone, and only while somebody uses it.

use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{HtmlTextAreaElement, MouseEvent, Storage};

use super::{Page, dom};
use crate::{Ctx, ctx::market_path};

/// Lets "put on the list" add to what is on the list already, and the list's own page remember it.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    let key = format!("jangteo.list.{}", page.market);
    let Some(storage) = storage() else { return Ok(()) };
    if let Some(items) = dom::element("list-items").and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok()) {
        if items.value().trim().is_empty() {
            if let Ok(Some(kept)) = storage.get_item(&key) {
                items.set_value(&kept);
            }
        } else {
            let _ = storage.set_item(&key, &items.value());
        }
        // An emptied list is forgotten.
        let typed = items.clone();
        return dom::on(&items, "change", move |_: web_sys::Event| {
            let _ = storage.set_item(&key, &typed.value());
        });
    }
    let (page, document) = (page.clone(), dom::document()?);
    dom::on(&document, "click", move |event: MouseEvent| {
        let Some(wish) = dom::closest(&event, "a[data-wish]").and_then(|a| a.get_attribute("data-wish"))
        else {
            return;
        };
        let kept = storage.get_item(&key).ok().flatten().unwrap_or_default();
        let mut lines: Vec<&str> = kept.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        if !lines.contains(&wish.as_str()) {
            lines.push(&wish);
        }
        let lines = lines.join("\n");
        let _ = storage.set_item(&key, &lines);
        event.prevent_default();
        let ctx = Ctx { lang: page.lang, ..Ctx::default() };
        let list = ctx.link(&format!("{}/list", market_path(&page.market)), &[("items", &lines)]);
        if let Ok(window) = dom::window() {
            let _ = window.location().set_href(&list);
        }
    })
}

/// Absent where the visitor forbids it.
fn storage() -> Option<Storage> {
    dom::window().ok()?.local_storage().ok().flatten()
}
