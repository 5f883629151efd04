//! The hour in which the market is shown: a slider, a few times by name, and the clock.

use market_wire::bridge::ToViewer;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Event, HtmlInputElement};

use super::{beside, dom, viewer};

fn slider() -> Option<HtmlInputElement> {
    dom::element("hour-range")?.dyn_into().ok()
}

/// Lets the slider and the buttons set the hour.
pub(super) fn enhance() -> Result<(), JsValue> {
    let (Some(slider), Some(group)) = (slider(), dom::by_id("hour")) else { return Ok(()) };
    dom::on(&slider, "input", |_: Event| tell())?;
    dom::on(&group, "click", |event: Event| {
        let Some(minute) = dom::closest(&event, "[data-minute]").and_then(|b| b.get_attribute("data-minute"))
        else {
            return;
        };
        set(minute.parse().unwrap_or_else(|_| clock_minute()));
        tell();
    })
}

/// Minutes after midnight by the browser's clock.
fn clock_minute() -> f64 {
    let now = js_sys::Date::new_0();
    f64::from(now.get_hours() * 60 + now.get_minutes())
}

fn set(minute: f64) {
    if let Some(slider) = slider() {
        slider.set_value_as_number(minute);
    }
}

/// Shows the group and tells the viewer what the slider says.
pub(super) fn tell() {
    let Some(slider) = slider() else { return };
    dom::show("hour", true);
    let minute = slider.value_as_number();
    let text = format!("{:02}:{:02}", (minute / 60.0) as u32 % 24, minute as u32 % 60);
    dom::set_text("hour-now", &text);
    // Read out as a time, not as a number of minutes.
    let _ = slider.set_attribute("aria-valuetext", &text);
    viewer::tell(&ToViewer::SetHour { minute: minute as f32 });
    beside::hour(minute as u16);
}
