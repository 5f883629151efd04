//! Where the visitor is: kept when the headset comes off, and the start of a way.

use market_model::MarketId;
use market_wire::bridge::ToViewer;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, SvgGraphicsElement};

use super::kept::Place;
use crate::enhance::{dom, viewer};

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

/// Fills in the stall nearest to the visitor as the start of a way.
pub(super) fn way_from_here() {
    let (Some(stall), Some(field)) = (nearest_stall(), dom::by_id("way-from")) else { return };
    let place = format!("stall:{stall}");
    if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
        select.set_value(&place);
    } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.set_value(&place);
    }
}

/// The stall on the plan that is nearest to the visitor's own mark there.
fn nearest_stall() -> Option<String> {
    let document = dom::document().ok()?;
    let (x, y) = middle(&document.query_selector("#you .you-dot").ok()??)?;
    let stalls = document.query_selector_all(".plan-drawing [data-stall]").ok()?;
    let stalls = (0..stalls.length()).filter_map(|i| stalls.get(i)?.dyn_into::<Element>().ok());
    let away = |stall: &Element| middle(stall).map(|(sx, sy)| (sx - x).hypot(sy - y));
    let nearest = stalls.filter_map(|s| Some((away(&s)?, s.get_attribute("data-stall")?)));
    nearest.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, stall)| stall)
}

/// The middle of something that is drawn, on the screen.
fn middle(element: &Element) -> Option<(f64, f64)> {
    let place = element.dyn_ref::<SvgGraphicsElement>()?.get_bounding_client_rect();
    (place.width() > 0.0).then(|| (place.x() + place.width() / 2.0, place.y() + place.height() / 2.0))
}
