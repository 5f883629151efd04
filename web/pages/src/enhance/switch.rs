//! One switch: a bar whose choices light up in turn. Space, Enter, a press on the view or any button of a gamepad takes
//! the one that is lit.

use std::cell::RefCell;

use market_model::Lang;
use market_wire::bridge::ToViewer;
use wasm_bindgen::prelude::*;
use web_sys::PointerEvent;

use super::{
    Page, dom,
    drive::{self, Source, Wish},
    here, settings, viewer, walk,
};
use crate::{
    i18n::{Words, words},
    stroll::{Act, Choice, Scan},
};

thread_local! {
    static SCAN: RefCell<Scan> = RefCell::default();
    static LANG: RefCell<Lang> = RefCell::default();
    /// The timer that is running; an older one has nothing to say any more.
    static ROUND: RefCell<u32> = const { RefCell::new(0) };
    static ON: RefCell<bool> = const { RefCell::new(false) };
}

/// Lets a press on the view be the switch.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    LANG.set(page.lang);
    let Some(stage) = dom::by_id("stage") else { return Ok(()) };
    dom::on_first(&stage, "pointerdown", |event: PointerEvent| {
        let on_control = dom::closest(&event, "button, a, .stall-panel, .guide, .poster").is_some();
        if ON.with_borrow(|on| *on) && !on_control {
            event.prevent_default();
            event.stop_propagation();
            walk::focus_view();
            press();
        }
    })
}

/// Begins or ends to light choices up.
pub(super) fn set(on: bool) {
    let on = on && walk::is_loaded();
    let was = ON.replace(on);
    dom::show("switch-bar", on);
    if let Some(stage) = dom::by_id("stage") {
        let _ = stage.class_list().toggle_with_force("one-switch", on);
    }
    if on && !was {
        SCAN.set(Scan::default());
        draw();
        dom::announce(words(lang()).switch_hint);
        walk::focus_view();
        wait();
    }
    if was && !on {
        ROUND.with_borrow_mut(|r| *r += 1);
        drive::want(Source::Buttons, Wish::default());
    }
}

/// The switch is pressed.
pub(super) fn press() {
    let act = SCAN.with_borrow_mut(Scan::press);
    follow(act);
    // The next choice gets its whole time.
    wait();
}

fn lang() -> Lang {
    LANG.with_borrow(|l| *l)
}

fn wait() {
    let round = ROUND.with_borrow_mut(|r| {
        *r += 1;
        *r
    });
    dom::later(settings::get(|s| s.switch_ms), move || {
        if ROUND.with_borrow(|r| *r == round) && ON.with_borrow(|on| *on) {
            let act = SCAN.with_borrow_mut(Scan::tick);
            follow(act);
            wait();
        }
    });
}

fn follow(act: Act) {
    let w = words(lang());
    let still = || drive::want(Source::Buttons, Wish::default());
    match act {
        Act::Light(_) => {}
        Act::Stop => {
            still();
            dom::announce(w.walk_stop);
        }
        Act::Take(choice) => {
            match choice {
                Choice::Forward => drive::want(Source::Buttons, Wish { forward: 1.0, ..Wish::default() }),
                Choice::Left => drive::turn_step(false),
                Choice::Right => drive::turn_step(true),
                Choice::Around => viewer::tell(&ToViewer::Look { yaw: 180.0, pitch: 0.0 }),
                Choice::Stall if walk::has_panel() => walk::leave(),
                Choice::Stall => here::open_ahead(),
                Choice::Where => here::describe(),
            }
            if !matches!(choice, Choice::Stall | Choice::Where) {
                dom::announce(word(w, choice));
            }
        }
    }
    draw();
}

const fn word(w: &'static Words, choice: Choice) -> &'static str {
    match choice {
        Choice::Forward => w.walk_forward,
        Choice::Left => w.walk_turn_left,
        Choice::Right => w.walk_turn_right,
        Choice::Around => w.walk_around,
        Choice::Stall => w.walk_open,
        Choice::Where => w.here_ask,
    }
}

/// Shows the choices, and which of them is lit; while walking there is only one.
fn draw() {
    let Some(bar) = dom::by_id("switch-bar") else { return };
    let w = words(lang());
    let scan = SCAN.with_borrow(|s| *s);
    bar.set_text_content(None);
    let choices: Vec<(&str, bool)> = if scan.is_walking() {
        vec![(w.walk_stop, true)]
    } else {
        Choice::ALL.iter().map(|c| (word(w, *c), *c == scan.lit())).collect()
    };
    for (text, lit) in choices {
        let Ok(item) = dom::document().and_then(|d| d.create_element("span")) else { return };
        item.set_text_content(Some(text));
        item.set_class_name(if lit { "lit" } else { "" });
        let _ = bar.append_child(&item);
    }
}
