//! A gamepad: left stick walks, right stick looks, the buttons do what the keys do.
//!
//! Invariant: nothing is polled while none is connected.

use std::cell::RefCell;

use market_model::Lang;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Event, Gamepad, GamepadButton};

use super::{
    Page, dom,
    drive::{self, Source, Wish},
    here, settings, stick, switch, walk,
};
use crate::i18n::words;

/// Sticks rest a little beside their middle.
const DEAD: f64 = 0.15;
/// Buttons of the standard mapping.
const OPEN: usize = 0;
const CLOSE: usize = 1;
const WHERE: usize = 2;
const ABOVE: usize = 3;
const TURN_LEFT: usize = 4;
const TURN_RIGHT: usize = 5;
const RUN: usize = 7;
const UP: usize = 12;
const DOWN: usize = 13;
const LEFT: usize = 14;
const RIGHT: usize = 15;

thread_local! {
    static FRAME: RefCell<Option<Closure<dyn FnMut(f64)>>> = const { RefCell::new(None) };
    static DOWN_NOW: RefCell<Vec<bool>> = const { RefCell::new(Vec::new()) };
    static POLLS: RefCell<bool> = const { RefCell::new(false) };
}

/// Waits for a gamepad.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    let (window, lang): (_, Lang) = (dom::window()?, page.lang);
    FRAME.set(Some(Closure::new(|_: f64| poll())));
    if first().is_some() {
        begin();
    }
    dom::on(&window, "gamepadconnected", move |_: Event| {
        dom::announce(words(lang).pad_there);
        begin();
    })
}

fn begin() {
    if !POLLS.replace(true) {
        ask();
    }
}

fn ask() {
    FRAME.with_borrow(|frame| {
        if let (Ok(window), Some(frame)) = (dom::window(), frame) {
            let _ = window.request_animation_frame(frame.as_ref().unchecked_ref());
        }
    });
}

fn first() -> Option<Gamepad> {
    let pads = dom::window().ok()?.navigator().get_gamepads().ok()?;
    pads.iter()
        .filter(|p| !p.is_null() && !p.is_undefined())
        .map(JsCast::unchecked_into::<Gamepad>)
        .find(Gamepad::connected)
}

fn poll() {
    let Some(pad) = first() else {
        POLLS.set(false);
        return drive::want(Source::Pad, Wish::default());
    };
    let buttons: Vec<bool> =
        pad.buttons().iter().map(|b| b.unchecked_into::<GamepadButton>().pressed()).collect();
    let before = DOWN_NOW.replace(buttons.clone());
    let down = |i: usize| buttons.get(i).copied().unwrap_or(false);
    let just = |i: usize| down(i) && !before.get(i).copied().unwrap_or(false);
    if settings::get(|s| s.switch) {
        // Any button is the switch.
        if (0..buttons.len()).any(just) {
            switch::press();
        }
        return ask();
    }
    let axes = pad.axes();
    let axis = |i: u32| {
        let v = axes.get(i).as_f64().unwrap_or(0.0);
        if v.abs() < DEAD { 0.0 } else { v as f32 }
    };
    let digital = |minus, plus| f32::from(u8::from(down(plus))) - f32::from(u8::from(down(minus)));
    drive::want(
        Source::Pad,
        Wish {
            right: axis(0),
            forward: -axis(1) + digital(DOWN, UP),
            turn: axis(2) + digital(LEFT, RIGHT),
            up: -axis(3),
            run: down(RUN),
        },
    );
    for (button, act) in [
        (OPEN, here::open_ahead as fn()),
        (CLOSE, walk::leave),
        (WHERE, here::describe),
        (ABOVE, stick::toggle_above),
        (TURN_LEFT, || drive::turn_step(false)),
        (TURN_RIGHT, || drive::turn_step(true)),
    ] {
        if just(button) {
            act();
        }
    }
    ask();
}
