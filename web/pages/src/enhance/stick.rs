//! Walking without a keyboard: a stick for the thumb, and buttons for everybody.

use market_wire::bridge::ToViewer;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, MouseEvent, PointerEvent};

use super::{
    Page, dom,
    drive::{self, Source, Wish},
    here, settings, viewer,
};
use crate::{i18n::words, stroll::Hand};

/// How far the knob moves from the middle, in pixels.
const REACH_PX: f64 = 44.0;
/// A press by keyboard or screen reader walks this long, in milliseconds.
const STEP_MS: u32 = 500;

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
            drive::want(Source::Stick, Wish::default());
        })?;
    }
    let window = dom::window()?;
    dom::on(&window, "blur", move |_: Event| {
        place(&knob, 0.0, 0.0);
        drive::want(Source::Stick, Wish::default());
        drive::want(Source::Buttons, Wish::default());
    })
}

fn lean(base: &HtmlElement, knob: &HtmlElement, event: &PointerEvent) {
    let rect = base.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - rect.left() - rect.width() / 2.0) / REACH_PX;
    let y = (f64::from(event.client_y()) - rect.top() - rect.height() / 2.0) / REACH_PX;
    let length = (x * x + y * y).sqrt().max(1.0);
    let (x, y) = (x / length, y / length);
    place(knob, x, y);
    // One thumb cannot drag the view as well: to the side it turns.
    let one_hand = settings::get(|s| s.hand) != Hand::Both;
    let (right, turn) = if one_hand { (0.0, x as f32) } else { (x as f32, 0.0) };
    drive::want(Source::Stick, Wish { right, turn, forward: -y as f32, ..Wish::default() });
}

/// Moves the knob: through the style object, which a strict policy allows.
fn place(knob: &HtmlElement, x: f64, y: f64) {
    let to = format!("translate({:.0}px, {:.0}px)", x * REACH_PX, y * REACH_PX);
    let _ = knob.style().set_property("transform", &to);
}

fn forward(event: &Event) -> Option<f32> {
    match dom::closest(event, "[data-walk]")?.get_attribute("data-walk")?.as_str() {
        "forward" => Some(1.0),
        "back" => Some(-1.0),
        _ => None,
    }
}

fn buttons() -> Result<(), JsValue> {
    let Some(view) = dom::by_id("walk-view") else { return Ok(()) };
    dom::on(&view, "pointerdown", |event: Event| {
        if let Some(forward) = forward(&event) {
            drive::want(Source::Buttons, Wish { forward, ..Wish::default() });
        }
    })?;
    if let Some(tools) = dom::by_id("stage-tools") {
        for kind in ["pointerup", "pointercancel", "pointerleave"] {
            dom::on(&tools, kind, |_: Event| drive::want(Source::Buttons, Wish::default()))?;
        }
    }
    dom::on(&view, "click", |event: MouseEvent| {
        let what = dom::closest(&event, "[data-walk]").and_then(|b| b.get_attribute("data-walk"));
        match what.as_deref() {
            Some("left") => drive::turn_step(false),
            Some("right") => drive::turn_step(true),
            Some("full") => full_screen(),
            Some("above") => toggle_above(),
            Some("where") => here::describe(),
            // A click without a pointer comes from the keyboard: one stride.
            Some(_) if event.detail() == 0 => {
                if let Some(forward) = forward(&event) {
                    drive::want(Source::Buttons, Wish { forward, ..Wish::default() });
                    dom::later(STEP_MS, || drive::want(Source::Buttons, Wish::default()));
                }
            }
            _ => {}
        }
    })
}

fn pressed() -> Option<Element> {
    dom::document().ok()?.query_selector("[data-walk=above]").ok().flatten()
}

/// Looks from above, or comes down.
pub(super) fn toggle_above() {
    let on = pressed().is_none_or(|b| b.get_attribute("aria-pressed").as_deref() != Some("true"));
    viewer::tell(&ToViewer::LookDown { on });
}

/// The view went up or came down: the button shows it, and it is told.
pub(super) fn looked_down(page: &Page, on: bool) {
    if let Some(button) = pressed() {
        let _ = button.set_attribute("aria-pressed", if on { "true" } else { "false" });
    }
    let w = words(page.lang);
    dom::announce(if on { w.walk_is_above } else { w.walk_is_down });
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
