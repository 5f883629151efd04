//! Virtual reality: the button that enters it, and the boards that hang in it.
//!
//! Every word in the headset is written here, on boards that the browser draws; the engine hangs them up and says where
//! they were pressed. Invariants: the button is there only where a headset can be entered; the page behind it goes on.
//! Must not know: WebGL, poses.

mod board;
mod comfort;
mod draw;
mod find;
mod here;
mod kept;
mod keys;
mod sign;
mod stall;

use std::cell::RefCell;

use market_model::{Lang, MarketId};
use market_wire::bridge::{ToViewer, board as slot};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlCanvasElement};

use super::{Page, dom, viewer, walk, way};
use crate::i18n::words;
use board::{BOARD_PX, Board, Button, Look, Row, Sign, WRIST_PX};
use keys::Keys;

pub(super) use find::can_find;
pub(super) use stall::{no_way, stall, way_found};

/// Letters of a search by keys.
const MAX_TYPED: usize = 12;
/// A button turns by so much, degrees.
const TURN_DEGREES: f32 = 30.0;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = jangteo, js_name = vrSupported, catch)]
    fn vr_supported() -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = vrEnter, catch)]
    fn vr_enter(canvas: &HtmlCanvasElement, on_end: &js_sys::Function) -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = vrLower, catch)]
    fn vr_lower() -> Result<bool, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = vrLeave, catch)]
    fn vr_leave() -> Result<(), JsValue>;
}

/// What a press of a board means.
#[derive(Debug, Clone, PartialEq)]
enum Action {
    Close,
    Menu,
    Find,
    Type(char),
    Erase,
    Keys(Keys),
    Speak,
    /// Read about a stall without going there.
    Read(String),
    Visit(String),
    WayTo(String),
    WayEnd,
    Turn(f32),
    Switch(comfort::Switch),
    /// Eyes higher by so many centimetres.
    Raise(i32),
    /// To the place of the last visit.
    Back,
    Leave,
}

/// What hangs before the visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Showing {
    #[default]
    Nothing,
    Menu,
    Find,
    Stall,
    Way,
}

#[derive(Default)]
struct Vr {
    page: Option<Page>,
    entered: bool,
    /// Whether the headset knows the floor.
    floor: bool,
    boards: [Option<Board<Action>>; 2],
    showing: Showing,
    find: find::Asked,
    /// Where the last visit ended, if that is not here.
    last: Option<kept::Place>,
}

thread_local! {
    static VR: RefCell<Vr> = RefCell::default();
}

/// Lets the button enter VR.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    VR.with_borrow_mut(|vr| vr.page = Some(page.clone()));
    let Some(button) = dom::by_id("vr-enter") else { return Ok(()) };
    // A headset that is taken off for good may close the page without a word.
    let window = dom::window()?;
    dom::on(&window, "pagehide", |_: Event| {
        if let Some(market) = market().filter(|_| entered()) {
            here::keep(&market);
        }
    })?;
    dom::on(&button, "click", |_: Event| enter())
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
    VR.with_borrow(|vr| vr.page.as_ref().map(|page| page.lang)).unwrap_or_default()
}

fn market() -> Option<MarketId> {
    VR.with_borrow(|vr| vr.page.as_ref().map(|page| page.market.clone()))
}

fn entered() -> bool {
    VR.with_borrow(|vr| vr.entered)
}

fn enter() {
    let canvas = dom::element("twin").and_then(|c| c.dyn_into::<HtmlCanvasElement>().ok());
    let Some(canvas) = canvas.filter(|_| !entered()) else { return };
    let ended = Closure::once_into_js(left);
    let Ok(begun) = vr_enter(&canvas, ended.unchecked_ref()) else { return say_failed() };
    wasm_bindgen_futures::spawn_local(async move {
        match JsFuture::from(begun).await {
            Ok(session) => {
                let floor = js_sys::Reflect::get(&session, &"floor".into()).is_ok_and(|f| f.is_truthy());
                begin(floor);
            }
            Err(error) => {
                web_sys::console::warn_2(&"VR did not start".into(), &error);
                say_failed();
            }
        }
    });
}

fn begin(floor: bool) {
    let last = market().and_then(|market| here::kept(&market));
    VR.with_borrow_mut(|vr| {
        (vr.entered, vr.floor, vr.last) = (true, floor, last);
        vr.find = find::Asked::new(vr.page.as_ref().map(|page| page.lang).unwrap_or_default());
    });
    dom::set_text("vr-say", "");
    dom::announce(words(lang()).vr_entered);
    comfort::tell();
    wrist();
    menu();
}

/// The engine cannot draw as it was asked to: another way, if there is one.
pub(super) fn failed() {
    if vr_lower().unwrap_or(false) {
        return;
    }
    // Nobody is left in the dark.
    let _ = vr_leave();
    say_failed();
}

fn say_failed() {
    dom::set_text("vr-say", words(lang()).vr_failed);
    dom::announce(words(lang()).vr_failed);
}

fn left() {
    if let Some(market) = market() {
        here::keep(&market);
    }
    VR.with_borrow_mut(|vr| {
        vr.entered = false;
        vr.boards = [None, None];
        vr.showing = Showing::Nothing;
    });
    dom::announce(words(lang()).vr_left);
}

fn button(label: &str, action: Action) -> Button<Action> {
    Button { label: label.to_owned(), action, look: Look::Plain, sign: None }
}

fn strong(label: &str, sign: Sign, action: Action) -> Button<Action> {
    Button { look: Look::Strong, ..signed(label, sign, action) }
}

fn signed(label: &str, sign: Sign, action: Action) -> Button<Action> {
    Button { sign: Some(sign), ..button(label, action) }
}

/// Draws a board and hangs it up.
fn hang(slot: u8, width: f64, rows: &[Row<Action>]) {
    let board = Board::lay(width, rows);
    match draw::pixels(&board) {
        Ok((width, height, rgba)) => {
            viewer::hang(slot, (width, height), &rgba, &board.edges());
            VR.with_borrow_mut(|vr| {
                if let Some(place) = vr.boards.get_mut(usize::from(slot)) {
                    *place = Some(board);
                }
            });
        }
        Err(error) => web_sys::console::warn_2(&"a board cannot be drawn".into(), &error),
    }
}

/// Hangs a board up before the visitor.
fn show(what: Showing, rows: &[Row<Action>]) {
    VR.with_borrow_mut(|vr| vr.showing = what);
    hang(slot::BOARD, BOARD_PX, rows);
}

fn close() {
    viewer::hang(slot::BOARD, (0, 0), &[], &[]);
    VR.with_borrow_mut(|vr| {
        vr.showing = Showing::Nothing;
        vr.boards[usize::from(slot::BOARD)] = None;
    });
}

/// A board was pressed.
pub(super) fn pressed(slot: u8, u: f32, v: f32) {
    let pressed = |vr: &Vr| vr.boards.get(usize::from(slot))?.as_ref()?.press(f64::from(u), f64::from(v));
    if let Some(action) = VR.with_borrow(pressed) {
        act(action);
    }
}

fn act(action: Action) {
    match action {
        Action::Close => close(),
        Action::Menu => menu(),
        Action::Find => find::begin(),
        Action::Type(letter) => find::typed(|text| {
            if text.chars().count() < MAX_TYPED {
                text.push(letter);
            }
        }),
        Action::Erase => find::typed(|text| {
            text.pop();
        }),
        Action::Keys(keys) => find::keys(keys),
        Action::Speak => find::listen(),
        Action::Read(stall) => walk::read(&stall),
        Action::Visit(stall) => walk::visit(&stall),
        Action::WayTo(place) => {
            here::way_from_here();
            way::ask_to(&place);
        }
        Action::WayEnd => {
            viewer::show_route(&[]);
            close();
        }
        Action::Turn(degrees) => viewer::tell(&ToViewer::Look { yaw: degrees, pitch: 0.0 }),
        Action::Switch(which) => {
            comfort::flip(which);
            menu();
        }
        Action::Raise(cm) => {
            comfort::raise(cm);
            menu();
        }
        Action::Back => {
            if let Some(place) = VR.with_borrow_mut(|vr| vr.last.take()) {
                here::go(place);
            }
            close();
        }
        Action::Leave => {
            if vr_leave().is_err() {
                say_failed();
            }
        }
    }
}

/// The board on the wrist: the menu, and turning for who has no stick.
fn wrist() {
    let w = words(lang());
    let rows = [
        Row::Buttons(vec![strong(w.vr_menu, Sign::Menu, Action::Menu)]),
        Row::Buttons(vec![
            signed("", Sign::Left, Action::Turn(-TURN_DEGREES)),
            signed("", Sign::Right, Action::Turn(TURN_DEGREES)),
        ]),
    ];
    hang(slot::WRIST, WRIST_PX, &rows);
}

fn menu() {
    let w = words(lang());
    let (floor, back) = VR.with_borrow(|vr| (vr.floor, vr.last.is_some()));
    let mut rows = vec![
        Row::Head {
            plate: String::new(),
            title: w.vr_menu.to_owned(),
            state: None,
            close: Some(Action::Close),
        },
        Row::Note(w.vr_help_go.to_owned()),
        Row::Note(w.vr_help_pick.to_owned()),
        Row::Buttons(vec![strong(w.vr_find, Sign::Find, Action::Find)]),
    ];
    if find::can_listen()
        && let Some(Row::Buttons(buttons)) = rows.last_mut()
    {
        buttons.push(strong(w.vr_speak, Sign::Speak, Action::Speak));
    }
    if back {
        rows.push(Row::Buttons(vec![button(w.vr_back, Action::Back)]));
    }
    rows.extend(comfort::rows(w, floor));
    rows.push(Row::Buttons(vec![button(w.vr_leave, Action::Leave)]));
    show(Showing::Menu, &rows);
}
