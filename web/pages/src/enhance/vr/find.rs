//! The board of the search: by keys, or by voice where the browser listens.

use std::cell::RefCell;

use market_model::Lang;
use wasm_bindgen::prelude::*;

use super::board::{Button, Look, Row, Sign};
use super::keys::{self, Keys};
use super::{Action, Showing, VR, button, entered, lang, show, signed};
use crate::enhance::search;
use crate::hits::HitView;
use crate::i18n::{fill, words};

/// Answers on the board; their places are kept free, so that keys stay where they are.
const ANSWERS: usize = 3;
/// So many hits are looked through for stalls.
const LOOKED_AT: usize = 12;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = jangteo, js_name = hears, catch)]
    fn hears() -> Result<bool, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = hear, catch)]
    fn hear(lang: &str, heard: &js_sys::Function) -> Result<(), JsValue>;
}

/// What is asked for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    text: String,
    keys: Option<Keys>,
    listening: bool,
    /// Nothing was understood the last time.
    missed: bool,
}

impl Asked {
    /// Nothing yet.
    pub(super) fn new(lang: Lang) -> Self {
        Self { keys: Some(keys::usual(lang)), ..Self::default() }
    }
}

thread_local! {
    /// What hears, for as long as it may be called.
    static EAR: RefCell<Option<Closure<dyn FnMut(String, bool)>>> = const { RefCell::new(None) };
}

/// Whether the browser listens.
pub(super) fn can_listen() -> bool {
    hears().unwrap_or(false)
}

/// A new search.
pub(super) fn begin() {
    change(|asked| {
        asked.text.clear();
        asked.missed = false;
    });
}

/// A key was pressed.
pub(super) fn typed(press: impl FnOnce(&mut String)) {
    change(|asked| {
        press(&mut asked.text);
        asked.missed = false;
    });
}

/// Another keyboard.
pub(super) fn keys(keys: Keys) {
    change(|asked| asked.keys = Some(keys));
}

/// Listens to one utterance; what is heard is searched for while it is spoken.
pub(super) fn listen() {
    let heard = Closure::<dyn FnMut(String, bool)>::new(|text: String, done: bool| {
        // Who closed the board meanwhile wants it no more.
        let wanted = VR.with_borrow(|vr| vr.entered && vr.showing == Showing::Find && vr.find.listening);
        if wanted {
            change(|asked| {
                asked.listening = !done;
                asked.missed = done && text.is_empty();
                asked.text = text;
            });
        }
    });
    let begun = hear(code(lang()), heard.as_ref().unchecked_ref()).is_ok();
    EAR.with_borrow_mut(|ear| *ear = Some(heard));
    change(|asked| {
        asked.text.clear();
        (asked.listening, asked.missed) = (begun, !begun);
    });
}

/// The index has come: what was typed or said meanwhile is looked up.
pub(in crate::enhance) fn can_find() {
    if VR.with_borrow(|vr| vr.entered && vr.showing == Showing::Find) {
        draw();
    }
}

/// The language of speech.
const fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Ko => "ko-KR",
        Lang::En => "en-US",
        Lang::Zh => "zh-CN",
        Lang::Ja => "ja-JP",
    }
}

fn change(change: impl FnOnce(&mut Asked)) {
    VR.with_borrow_mut(|vr| change(&mut vr.find));
    if entered() {
        draw();
    }
}

fn draw() {
    let w = words(lang());
    let (text, layout, listening, missed) = VR.with_borrow(|vr| {
        let asked = &vr.find;
        (asked.text.clone(), asked.keys.unwrap_or(Keys::Hangul), asked.listening, asked.missed)
    });
    let hits = hits(&text);
    let hint = if listening {
        w.vr_listening.to_owned()
    } else if missed {
        w.vr_not_heard.to_owned()
    } else {
        w.vr_find_hint.to_owned()
    };
    let field = if text.is_empty() {
        Row::Field { text: hint, hint: true }
    } else {
        Row::Field { text: text.clone(), hint: false }
    };
    let title = w.vr_find.to_owned();
    let mut rows =
        vec![Row::Head { plate: String::new(), title, state: None, close: Some(Action::Close) }, field];
    let mut shown: Vec<Row<Action>> = hits.into_iter().map(hit).collect();
    if shown.is_empty() {
        let help = text.is_empty() || !search::is_ready();
        let note = if help { w.vr_find_help.to_owned() } else { fill(w.no_results, &[&text]) };
        shown.push(Row::NoHit(note));
    }
    shown.resize(ANSWERS, Row::NoHit(String::new()));
    rows.extend(shown);
    for row in keys::rows(layout) {
        let key = |c: char| Button { look: Look::Key, ..button(&c.to_string(), Action::Type(c)) };
        rows.push(Row::Keys(row.chars().map(key).collect()));
    }
    let (other, label) = keys::other(layout);
    let mut last = vec![button(label, Action::Keys(other))];
    if can_listen() {
        let look = Look::Strong;
        last.push(Button { look, ..signed(w.vr_speak, Sign::Speak, Action::Speak) });
    }
    last.push(signed(w.vr_erase, Sign::Erase, Action::Erase));
    rows.push(Row::Buttons(last));
    show(Showing::Find, &rows);
}

fn hit(hit: HitView) -> Row<Action> {
    let action = match hit.stall {
        Some(stall) => Action::Read(stall),
        None => Action::WayTo(hit.place),
    };
    // Of a good, whose it is and what it costs: there may be several of the same name.
    let told = matches!(hit.kind_code, "stall" | "good");
    let detail = if told { hit.detail } else { hit.kind_word.to_owned() };
    Row::Hit((hit.code, hit.title, detail, action))
}

/// What is found for a text; for a sentence in which nothing is found as a whole, what its words find.
fn hits(text: &str) -> Vec<HitView> {
    let mut found = search::find(text, LOOKED_AT);
    if found.is_empty() {
        let words = text.split_whitespace().filter(|word| word.chars().count() > 1);
        found =
            words.map(|word| search::find(word, LOOKED_AT)).find(|hits| !hits.is_empty()).unwrap_or_default();
    }
    found.truncate(ANSWERS);
    found
}
