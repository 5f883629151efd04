//! Walking without a keyboard: a stick for the thumb, and buttons for everybody.

use market_wire::bridge::ToViewer;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, MouseEvent, PointerEvent};

use super::{Page, dom, viewer};
use crate::i18n::words;

/// How far the knob moves from the middle, in pixels.
const REACH_PX: f64 = 44.0;
/// A press by keyboard or screen reader walks this long, in milliseconds.
const STEP_MS: i32 = 500;
/// One press turns by this many degrees.
const TURN_DEG: f32 = 30.0;

/// Connects the stick and the buttons.
pub(super) fn enhance() -> Result<(), JsValue> {
    stick()?;
    buttons()
}

fn stick() -> Result<(), JsValue> {
    let (Some(stick), Some(knob)) = (dom::by_id("stick"), dom::by_id("knob")) else { return Ok(()) };
    for kind in ["pointerdown", "pointermove"] {
        let (base, knob) = (stick.clone(), knob.clone());
        dom::on(&stick, kind, move |event: PointerEvent| {
            if kind == "pointerdown" {
                // Without the capture the thumb leaves the circle and walking never ends.
                let _ = base.set_pointer_capture(event.pointer_id());
            }
            if event.buttons() != 0 {
                event.prevent_default();
                lean(&base, &knob, &event);
            }
        })?;
    }
    for kind in ["pointerup", "pointercancel", "lostpointercapture"] {
        let knob = knob.clone();
        dom::on(&stick, kind, move |_: PointerEvent| {
            place(&knob, 0.0, 0.0);
            stop();
        })?;
    }
    let window = dom::window()?;
    dom::on(&window, "blur", move |_: Event| {
        place(&knob, 0.0, 0.0);
        stop();
    })
}

fn lean(base: &HtmlElement, knob: &HtmlElement, event: &PointerEvent) {
    let rect = base.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - rect.left() - rect.width() / 2.0) / REACH_PX;
    let y = (f64::from(event.client_y()) - rect.top() - rect.height() / 2.0) / REACH_PX;
    let length = (x * x + y * y).sqrt().max(1.0);
    let (x, y) = (x / length, y / length);
    place(knob, x, y);
    viewer::tell(&ToViewer::Walk { right: x as f32, forward: -y as f32 });
}

/// Moves the knob: through the style object, which a strict policy allows.
fn place(knob: &HtmlElement, x: f64, y: f64) {
    let to = format!("translate({:.0}px, {:.0}px)", x * REACH_PX, y * REACH_PX);
    let _ = knob.style().set_property("transform", &to);
}

fn stop() {
    viewer::tell(&ToViewer::Walk { right: 0.0, forward: 0.0 });
}

fn buttons() -> Result<(), JsValue> {
    let Some(tools) = dom::by_id("stage-tools") else { return Ok(()) };
    let forward =
        |event: &Event| match dom::closest(event, "[data-walk]")?.get_attribute("data-walk")?.as_str() {
            "forward" => Some(1.0),
            "back" => Some(-1.0),
            _ => None,
        };
    dom::on(&tools, "pointerdown", move |event: Event| {
        if let Some(forward) = forward(&event) {
            viewer::tell(&ToViewer::Walk { right: 0.0, forward });
        }
    })?;
    for kind in ["pointerup", "pointercancel", "pointerleave"] {
        dom::on(&tools, kind, |_: Event| stop())?;
    }
    dom::on(&tools, "click", move |event: MouseEvent| {
        let what = dom::closest(&event, "[data-walk]").and_then(|b| b.get_attribute("data-walk"));
        match what.as_deref() {
            Some("left") => viewer::tell(&ToViewer::Look { yaw: -TURN_DEG, pitch: 0.0 }),
            Some("right") => viewer::tell(&ToViewer::Look { yaw: TURN_DEG, pitch: 0.0 }),
            Some("full") => full_screen(),
            Some("above") => {
                let on = pressed().is_none_or(|b| b.get_attribute("aria-pressed").as_deref() != Some("true"));
                viewer::tell(&ToViewer::LookDown { on });
            }
            // A click without a pointer comes from the keyboard: one stride.
            Some(_) if event.detail() == 0 => {
                if let Some(forward) = forward(&event) {
                    viewer::tell(&ToViewer::Walk { right: 0.0, forward });
                    stop_later();
                }
            }
            _ => {}
        }
    })
}

fn pressed() -> Option<Element> {
    dom::document().ok()?.query_selector("[data-walk=above]").ok().flatten()
}

/// The view went up or came down: the button shows it, and it is told.
pub(super) fn looked_down(page: &Page, on: bool) {
    if let Some(button) = pressed() {
        let _ = button.set_attribute("aria-pressed", if on { "true" } else { "false" });
    }
    let w = words(page.lang);
    dom::announce(if on { w.walk_is_above } else { w.walk_is_down });
}

fn stop_later() {
    let stop = Closure::once_into_js(stop);
    if let Ok(window) = dom::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(stop.unchecked_ref(), STEP_MS);
    }
}

fn full_screen() {
    let Ok(document) = dom::document() else { return };
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else if let Some(stage) = dom::by_id("stage") {
        // Phones that cannot simply stay as they are.
        let _ = stage.request_fullscreen();
    }
}
