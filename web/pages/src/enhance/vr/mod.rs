//! Virtual reality: the button that enters it, and the boards that hang in it.
//!
//! Every word in the headset is written here, on boards that the browser draws; the engine hangs them up and says where
//! they were pressed. Invariants: the button is there only where a headset can be entered; the page behind it goes on.
//! Must not know: WebGL, poses.

mod board;
mod draw;
mod initials;

use std::cell::RefCell;

use market_model::Lang;
use market_wire::bridge::ToViewer;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlCanvasElement};

use super::{Page, dom, search, viewer, walk, way};
use crate::i18n::words;
use board::{Board, Button, Row};

/// The board before the visitor, and the one on the wrist.
const BOARD: u8 = 0;
const WRIST: u8 = 1;
/// Rows of goods on a stall's board.
const GOODS: usize = 6;
/// Answers on the board of the search.
const ANSWERS: usize = 5;
/// Letters of a search.
const MAX_TYPED: usize = 8;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = jangteo, js_name = vrSupported, catch)]
    fn vr_supported() -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = vrEnter, catch)]
    fn vr_enter(canvas: &HtmlCanvasElement, on_end: &js_sys::Function) -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = vrLeave)]
    fn vr_leave();
}

/// What a press of a board means.
#[derive(Debug, Clone, PartialEq)]
enum Action {
    Close,
    Menu,
    Find,
    Type(char),
    Erase,
    Visit(String),
    WayTo(String),
    Seated,
    SmoothTurn,
    SmoothMove,
    Vignette,
    Leave,
}

/// Switches of the menu.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Comfort {
    seated: bool,
    smooth_turn: bool,
    smooth_move: bool,
    vignette: bool,
}

#[derive(Default)]
struct Vr {
    lang: Lang,
    entered: bool,
    boards: [Option<Board<Action>>; 2],
    comfort: Option<Comfort>,
    typed: String,
}

thread_local! {
    static VR: RefCell<Vr> = RefCell::default();
}

/// Where the switches are kept.
const KEPT: &str = "jangteo.comfort";

/// Shows the button where a headset can be entered; otherwise says that there is none.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    VR.with_borrow_mut(|vr| vr.lang = page.lang);
    let Some(button) = dom::by_id("vr-enter") else { return Ok(()) };
    dom::on(&button, "click", |_: Event| enter())?;
    Ok(())
}

/// The market can be walked: from now on it can be entered too, where there is a headset.
pub(super) fn ready() {
    let Ok(asked) = vr_supported() else { return };
    wasm_bindgen_futures::spawn_local(async move {
        let there = JsFuture::from(asked).await.is_ok_and(|yes| yes.is_truthy());
        dom::show("vr-enter", there);
    });
}

fn lang() -> Lang {
    VR.with_borrow(|vr| vr.lang)
}

fn enter() {
    let Some(canvas) = dom::element("twin").and_then(|c| c.dyn_into::<HtmlCanvasElement>().ok()) else {
        return;
    };
    let ended = Closure::once_into_js(left);
    let w = words(lang());
    let Ok(begun) = vr_enter(&canvas, ended.unchecked_ref()) else { return dom::announce(w.vr_failed) };
    wasm_bindgen_futures::spawn_local(async move {
        match JsFuture::from(begun).await {
            Ok(_) => {
                VR.with_borrow_mut(|vr| vr.entered = true);
                dom::announce(w.vr_entered);
                tell_comfort();
                show(WRIST, &[Row::Buttons(vec![button(w.vr_menu, Action::Menu, true)])]);
                menu();
            }
            Err(error) => {
                web_sys::console::warn_2(&"VR did not start".into(), &error);
                failed();
            }
        }
    });
}

/// VR cannot be; the page says so and goes on.
pub(super) fn failed() {
    dom::set_text("vr-say", words(lang()).vr_failed);
    dom::announce(words(lang()).vr_failed);
}

fn left() {
    VR.with_borrow_mut(|vr| {
        vr.entered = false;
        vr.boards = [None, None];
    });
    dom::announce(words(lang()).vr_left);
}

fn button(label: &str, action: Action, strong: bool) -> Button<Action> {
    Button { label: label.to_owned(), action, strong }
}

/// Draws a board and hangs it up.
fn show(slot: u8, rows: &[Row<Action>]) {
    let board = Board::lay(rows);
    if let Ok((width, height, rgba)) = draw::pixels(&board) {
        viewer::hang(slot, width, height, &rgba);
        VR.with_borrow_mut(|vr| {
            if let Some(place) = vr.boards.get_mut(usize::from(slot)) {
                *place = Some(board);
            }
        });
    }
}

fn close() {
    viewer::hang(BOARD, 0, 0, &[]);
    VR.with_borrow_mut(|vr| vr.boards[usize::from(BOARD)] = None);
}

/// A board was pressed.
pub(super) fn pressed(slot: u8, u: f32, v: f32) {
    let action =
        VR.with_borrow(|vr| vr.boards.get(usize::from(slot))?.as_ref()?.press(f64::from(u), f64::from(v)));
    let Some(action) = action else { return };
    match action {
        Action::Close => close(),
        Action::Menu => menu(),
        Action::Find => {
            VR.with_borrow_mut(|vr| vr.typed.clear());
            find();
        }
        Action::Type(letter) => {
            VR.with_borrow_mut(|vr| {
                if vr.typed.chars().count() < MAX_TYPED {
                    vr.typed.push(letter);
                }
            });
            find();
        }
        Action::Erase => {
            VR.with_borrow_mut(|vr| vr.typed.pop());
            find();
        }
        Action::Visit(stall) => walk::visit(&stall),
        Action::WayTo(stall) => {
            way::ask_to(&format!("stall:{stall}"));
            close();
        }
        Action::Leave => vr_leave(),
        Action::Seated => switch(|c| c.seated = !c.seated),
        Action::SmoothTurn => switch(|c| c.smooth_turn = !c.smooth_turn),
        Action::SmoothMove => switch(|c| c.smooth_move = !c.smooth_move),
        Action::Vignette => switch(|c| c.vignette = !c.vignette),
    }
}

fn menu() {
    let w = words(lang());
    let c = comfort();
    show(
        BOARD,
        &[
            Row::Title(w.vr_menu.to_owned()),
            Row::Line(w.vr_help_go.to_owned(), String::new()),
            Row::Line(w.vr_help_pick.to_owned(), String::new()),
            Row::Buttons(vec![
                button(w.vr_find, Action::Find, true),
                button(w.walk_close, Action::Close, false),
            ]),
            Row::Buttons(vec![
                button(w.vr_seated, Action::Seated, c.seated),
                button(w.vr_smooth_turn, Action::SmoothTurn, c.smooth_turn),
            ]),
            Row::Buttons(vec![
                button(w.vr_smooth_move, Action::SmoothMove, c.smooth_move),
                button(w.vr_vignette, Action::Vignette, c.vignette),
            ]),
            Row::Buttons(vec![button(w.vr_leave, Action::Leave, false)]),
        ],
    );
}

fn find() {
    let w = words(lang());
    let typed = VR.with_borrow(|vr| vr.typed.clone());
    let shown = if typed.is_empty() { w.vr_find_hint.to_owned() } else { typed.clone() };
    let mut rows = vec![Row::Title(shown)];
    for keys in initials::KEYS {
        let keys = keys.chars().map(|c| button(&c.to_string(), Action::Type(c), false)).collect();
        rows.push(Row::Buttons(keys));
    }
    rows.push(Row::Buttons(vec![
        button(w.vr_erase, Action::Erase, false),
        button(w.walk_close, Action::Close, false),
    ]));
    for hit in search::find(&typed, ANSWERS) {
        let Some(stall) = hit.stall else { continue };
        let label = format!("{} {}", hit.code, hit.title);
        rows.push(Row::Buttons(vec![button(label.trim(), Action::Visit(stall), true)]));
    }
    show(BOARD, &rows);
}

/// The panel of a stall has been filled: the same on a board.
pub(super) fn stall(stall: &str, panel: &Element) {
    if !VR.with_borrow(|vr| vr.entered) {
        return;
    }
    let w = words(lang());
    let text = |e: &Element, selector: &str| {
        let found = e.query_selector(selector).ok().flatten();
        let text = found.and_then(|e| e.text_content()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut rows = vec![Row::Title(text(panel, "h2"))];
    let facts = text(panel, ".stall-facts");
    if !facts.is_empty() {
        rows.push(Row::Line(facts, String::new()));
    }
    if let Ok(goods) = panel.query_selector_all("tr.here, tr.gone") {
        for good in (0..goods.length()).take(GOODS).filter_map(|i| goods.item(i)?.dyn_into::<Element>().ok())
        {
            rows.push(Row::Line(text(&good, "th"), text(&good, ".price b")));
        }
    }
    rows.push(Row::Buttons(vec![
        button(w.way_here, Action::WayTo(stall.to_owned()), true),
        button(w.walk_close, Action::Close, false),
    ]));
    show(BOARD, &rows);
}

fn comfort() -> Comfort {
    let usual = Comfort { seated: false, smooth_turn: false, smooth_move: true, vignette: true };
    VR.with_borrow_mut(|vr| *vr.comfort.get_or_insert_with(|| kept().unwrap_or(usual)))
}

/// The switches as they were left the last time.
fn kept() -> Option<Comfort> {
    let text = dom::window().ok()?.local_storage().ok()??.get_item(KEPT).ok()??;
    let mut on = text.chars().map(|c| c == '1');
    Some(Comfort {
        seated: on.next()?,
        smooth_turn: on.next()?,
        smooth_move: on.next()?,
        vignette: on.next()?,
    })
}

fn switch(change: impl FnOnce(&mut Comfort)) {
    let mut now = comfort();
    change(&mut now);
    VR.with_borrow_mut(|vr| vr.comfort = Some(now));
    let text: String = [now.seated, now.smooth_turn, now.smooth_move, now.vignette]
        .map(|on| if on { '1' } else { '0' })
        .iter()
        .collect();
    if let Some(storage) = dom::window().ok().and_then(|w| w.local_storage().ok().flatten()) {
        // A browser that keeps nothing forgets the switches; they hold for this visit.
        let _ = storage.set_item(KEPT, &text);
    }
    tell_comfort();
    menu();
}

fn tell_comfort() {
    let c = comfort();
    viewer::tell(&ToViewer::SetComfort {
        turn_degrees: if c.smooth_turn { 0.0 } else { 30.0 },
        smooth_move: c.smooth_move,
        vignette: c.vignette,
        seated: c.seated,
    });
}
