//! A small plan in the corner of the view: it turns with the head, so that ahead is up, and shows where north is.

use std::cell::RefCell;

use market_wire::{Manifest, role};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Event, HtmlElement, HtmlImageElement};

use super::{Page, dom, plan};

/// Pixels of the small plan for a metre.
const PX_PER_M: f64 = 2.4;
/// How far from the middle the mark of north goes round.
const RIM_PX: f64 = 44.0;

thread_local! {
    /// Left and top of the sheet, in its decimetres.
    static SHEET: RefCell<Option<(f64, f64)>> = const { RefCell::new(None) };
}

/// Fetches the plan's picture; without one the small plan stays away.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    let Some(button) = dom::by_id("mini") else { return Ok(()) };
    let manifest = page.manifest.clone();
    wasm_bindgen_futures::spawn_local(async move {
        // The page says elsewhere what is wrong with the manifest.
        let _ = picture(&manifest).await;
    });
    dom::on(&button, "click", |_: Event| {
        if let Some(plan) = dom::by_id("plan-view") {
            plan.scroll_into_view_with_bool(true);
            let _ = plan.focus();
        }
    })
}

async fn picture(manifest: &str) -> Option<()> {
    let text = dom::fetch_text(manifest).await.ok()?;
    let file = Manifest::from_json(text.as_bytes()).ok()?.file(role::PLAN_SVG)?.path.clone();
    let [left, top, width, height] = plan::sheet()?;
    let image: HtmlImageElement = dom::element("mini-plan")?.dyn_into().ok()?;
    let px = |decimetres: f64| (decimetres / 10.0 * PX_PER_M).round() as u32;
    image.set_width(px(width));
    image.set_height(px(height));
    image.set_src(&format!("/a/{file}"));
    SHEET.set(Some((left, top)));
    Some(())
}

/// The visitor is at this place of the sheet and looks along `yaw`, degrees clockwise from north.
pub(super) fn moved((x, y): (f64, f64), yaw: f32) {
    let (Some((left, top)), Some(image)) = (SHEET.with_borrow(|s| *s), dom::by_id("mini-plan")) else {
        return;
    };
    let (px, py) = ((x - left) / 10.0 * PX_PER_M, (y - top) / 10.0 * PX_PER_M);
    let to = format!("rotate({:.1}deg) translate({:.1}px, {:.1}px)", -yaw, -px, -py);
    turn(&image, &to);
    if let Some(north) = dom::by_id("mini-north") {
        let (sin, cos) = f64::from(yaw).to_radians().sin_cos();
        turn(&north, &format!("translate({:.1}px, {:.1}px)", -sin * RIM_PX, -cos * RIM_PX));
    }
}

/// Through the style object, which a strict policy allows.
fn turn(element: &HtmlElement, to: &str) {
    let _ = element.style().set_property("transform", to);
}

/// Shows the small plan when there is one.
pub(super) fn show(shown: bool) {
    dom::show("mini", shown && SHEET.with_borrow(Option::is_some));
}
