//! Where the visitor is: kept when the headset comes off, and the start of a way.

use market_model::MarketId;
use market_wire::bridge::ToViewer;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};

use super::kept::Place;
use crate::enhance::{dom, here, viewer};

/// Stands at a place.
pub(super) fn go(place: Place) {
    viewer::tell(&ToViewer::GoTo { at: place.at, yaw: place.yaw });
}

fn noted() -> Option<String> {
    dom::by_id("stage")?.dataset().get("at")
}

fn name(market: &MarketId) -> String {
    format!("jangteo.place.{}", market.as_str())
}

/// Keeps the place where the visitor stands for the next visit.
pub(super) fn keep(market: &MarketId) {
    let storage = dom::window().ok().and_then(|w| w.local_storage().ok().flatten());
    if let (Some(storage), Some(place)) = (storage, noted()) {
        // A browser that keeps nothing forgets the place.
        let _ = storage.set_item(&name(market), &place);
    }
}

/// Where the last visit ended, if that is not where the visitor stands now.
pub(super) fn kept(market: &MarketId) -> Option<Place> {
    let storage = dom::window().ok()?.local_storage().ok()??;
    let place = Place::read(&storage.get_item(&name(market)).ok()??)?;
    let here = noted().and_then(|text| Place::read(&text));
    here.is_none_or(|here| !here.is_near(place)).then_some(place)
}

/// Fills in the stall nearest to the visitor as the start of a way: of those at which a way can begin.
pub(super) fn way_from_here() {
    let Some(field) = dom::by_id("way-from") else { return };
    let select = field.dyn_ref::<HtmlSelectElement>();
    let offered = |stall: &str| {
        let option = format!("option[value=\"{}\"]", named(stall));
        select.is_none_or(|s| s.query_selector(&option).is_ok_and(|found| found.is_some()))
    };
    let Some(place) = nearest_stall(offered).as_deref().map(named) else { return };
    if let Some(select) = select {
        select.set_value(&place);
    } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.set_value(&place);
    }
}

/// The name of a stall as a place.
fn named(stall: &str) -> String {
    format!("stall:{stall}")
}

/// The stall that is nearest to where the visitor stands, of those that are asked for.
fn nearest_stall(asked: impl Fn(&str) -> bool) -> Option<String> {
    let Place { at: [east, up, south], .. } = Place::read(&noted()?)?;
    here::ground(|ground| {
        let nearest = ground.nearest([east, -south, up], |stall| asked(&stall.0));
        nearest.map(|stall| stall.0.clone())
    })
}
