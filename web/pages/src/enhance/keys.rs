//! The keyboard over the 3D view: keys as the visitor set them, read before the engine sees them.
//!
//! Invariant: keys mean something only while the view has the focus, so that typing and reading are never disturbed.

use std::{cell::RefCell, collections::BTreeSet};

use wasm_bindgen::prelude::*;
use web_sys::{Event, KeyboardEvent};

use super::{
    dom,
    drive::{self, Source, Wish},
    here, settings, stick, switch,
};
use crate::stroll::Action;

thread_local! {
    /// What is held, by the name of its key.
    static HELD: RefCell<BTreeSet<(String, Action)>> = RefCell::default();
}

/// Listens over the view, before the engine.
pub(super) fn enhance() -> Result<(), JsValue> {
    let Some(stage) = dom::by_id("stage") else { return Ok(()) };
    dom::on_first(&stage, "keydown", |event: KeyboardEvent| {
        let over_view = dom::closest(&event, "#twin").is_some();
        let with_others = event.ctrl_key() || event.alt_key() || event.meta_key();
        if !over_view || with_others {
            return;
        }
        let code = event.code();
        // The engine has keys of its own, which the visitor may have given to something else. Escape is the same for all.
        if code != "Escape" {
            event.stop_propagation();
        }
        if settings::get(|s| s.switch) && (code == "Space" || code == "Enter") {
            take(&event);
            if !event.repeat() {
                switch::press();
            }
            return;
        }
        if let Some(action) = settings::get(|s| s.keys.action(&code)) {
            take(&event);
            if !event.repeat() {
                pressed(&code, action);
            }
        }
    })?;
    dom::on_first(&stage, "keyup", |event: KeyboardEvent| {
        let code = event.code();
        if HELD.with_borrow(|held| held.iter().any(|(c, _)| *c == code)) {
            take(&event);
            HELD.with_borrow_mut(|held| held.retain(|(c, _)| *c != code));
            tell();
        }
    })?;
    let window = dom::window()?;
    dom::on(&window, "blur", |_: Event| let_go())?;
    match dom::by_id("twin") {
        Some(canvas) => dom::on(&canvas, "blur", |_: Event| let_go()),
        None => Ok(()),
    }
}

/// The engine would take the key too.
fn take(event: &KeyboardEvent) {
    event.prevent_default();
    event.stop_propagation();
}

fn let_go() {
    HELD.with_borrow_mut(BTreeSet::clear);
    tell();
}

fn pressed(code: &str, action: Action) {
    match action {
        Action::Open => here::open_ahead(),
        Action::Where => here::describe(),
        Action::Above => stick::toggle_above(),
        _ => {
            HELD.with_borrow_mut(|held| held.insert((code.to_owned(), action)));
            tell();
        }
    }
}

fn tell() {
    let wish = HELD.with_borrow(|held| {
        let has = |action: Action| held.iter().any(|(_, a)| *a == action);
        let axis = |minus, plus| f32::from(u8::from(has(plus))) - f32::from(u8::from(has(minus)));
        Wish {
            right: axis(Action::StepLeft, Action::StepRight),
            forward: axis(Action::Back, Action::Forward),
            turn: axis(Action::TurnLeft, Action::TurnRight),
            up: 0.0,
            run: has(Action::Run),
        }
    });
    drive::want(Source::Keys, wish);
}
