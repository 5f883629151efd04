//! The dialog of the walk's settings, and where they are kept: in this browser alone.

use std::cell::RefCell;

use market_model::Lang;
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Event, HtmlDialogElement, HtmlInputElement, KeyboardEvent, MouseEvent};

use super::{Page, beside, dom, drive, guide, switch};
use crate::{
    i18n::{fill, words},
    stroll::{Action, Hand, Keys, Pace, Settings, Turn, key_name},
};

/// Where they are kept.
const KEPT: &str = "jangteo.walk";

thread_local! {
    static SETTINGS: RefCell<Settings> = RefCell::default();
    /// The action whose button waits for a key.
    static WAITS: RefCell<Option<Action>> = const { RefCell::new(None) };
}

/// Looks something up in the settings.
pub(super) fn get<T>(read: impl FnOnce(&Settings) -> T) -> T {
    SETTINGS.with_borrow(read)
}

/// Changes the settings, keeps them and lets everything follow.
pub(super) fn change(change: impl FnOnce(&mut Settings)) {
    let json = SETTINGS.with_borrow_mut(|s| {
        change(s);
        serde_json::to_string(s).unwrap_or_default()
    });
    // A browser that keeps nothing asks again next time.
    if let Some(store) = storage() {
        let _ = store.set_item(KEPT, &json);
    }
    apply();
}

fn storage() -> Option<web_sys::Storage> {
    dom::window().ok()?.local_storage().ok().flatten()
}

/// Reads what was kept and connects the dialog.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    let kept = storage().and_then(|s| s.get_item(KEPT).ok().flatten());
    SETTINGS.set(Settings::read(kept.as_deref(), dom::wants_less_motion()));
    let lang = page.lang;
    dom::show("settings-open", true);
    if let Some(open) = dom::by_id("settings-open") {
        dom::on(&open, "click", |_: Event| {
            fill_form();
            if let Some(dialog) = dialog() {
                let _ = dialog.show_modal();
            }
        })?;
    }
    if let Some(close) = dom::by_id("settings-close") {
        dom::on(&close, "click", |_: Event| {
            if let Some(dialog) = dialog() {
                dialog.close();
            }
        })?;
    }
    if let Some(form) = dom::by_id("settings-form") {
        dom::on(&form, "input", move |event: Event| {
            if let Some(input) = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) {
                took(&input);
                dom::announce(words(lang).settings_kept);
            }
        })?;
        dom::on(&form, "submit", |event: Event| event.prevent_default())?;
    }
    keys(lang)
}

/// Lets page and viewer follow what is set.
pub(super) fn apply() {
    let (hand, on, switch_ms) = get(|s| (s.hand, s.switch, s.switch_ms));
    if let Some(stage) = dom::by_id("stage") {
        let hand = match hand {
            Hand::Both => "both",
            Hand::Left => "left",
            Hand::Right => "right",
        };
        let _ = stage.dataset().set("hand", hand);
    }
    dom::set_text("switch-now", &format!("{:.2}", f64::from(switch_ms) / 1000.0));
    drive::set_pace();
    switch::set(on);
    guide::hear();
    beside::apply();
}

fn dialog() -> Option<HtmlDialogElement> {
    dom::element("walk-settings")?.dyn_into().ok()
}

fn took(input: &HtmlInputElement) {
    let (name, value, on) = (input.name(), input.value(), input.checked());
    change(|s| match name.as_str() {
        "pace" => {
            s.pace = match value.as_str() {
                "slow" => Pace::Slow,
                "fast" => Pace::Fast,
                _ => Pace::Normal,
            };
        }
        "hand" => {
            s.hand = match value.as_str() {
                "left" => Hand::Left,
                "right" => Hand::Right,
                _ => Hand::Both,
            };
        }
        "turn" => s.turn = if value == "step" { Turn::Step } else { Turn::Smooth },
        "tell" => s.tell = on,
        "speak" => s.speak = on,
        "sound" => s.sound = on,
        "battery" => s.battery = on,
        "crowd" => s.crowd = on,
        "photos" => s.photos = on,
        "switch" => s.switch = on,
        "switch_ms" => s.switch_ms = value.parse().unwrap_or(1_500),
        _ => {}
    });
}

/// Shows in the dialog what is set.
fn fill_form() {
    let s = get(Settings::clone);
    let word = |json: Result<String, _>| json.unwrap_or_default().trim_matches('"').to_owned();
    let chosen = [
        ("pace", word(serde_json::to_string(&s.pace))),
        ("hand", word(serde_json::to_string(&s.hand))),
        ("turn", word(serde_json::to_string(&s.turn))),
    ];
    let Ok(inputs) = dom::document().and_then(|d| d.query_selector_all("#settings-form input")) else {
        return;
    };
    for input in (0..inputs.length()).filter_map(|i| inputs.get(i)?.dyn_into::<HtmlInputElement>().ok()) {
        let name = input.name();
        match name.as_str() {
            "tell" => input.set_checked(s.tell),
            "speak" => input.set_checked(s.speak),
            "sound" => input.set_checked(s.sound),
            "battery" => input.set_checked(s.battery),
            "crowd" => input.set_checked(s.crowd),
            "photos" => input.set_checked(s.photos),
            "switch" => input.set_checked(s.switch),
            "switch_ms" => input.set_value(&s.switch_ms.to_string()),
            _ => {
                let is = chosen.iter().any(|(n, value)| *n == name && *value == input.value());
                input.set_checked(is);
            }
        }
    }
    show_keys();
}

fn show_keys() {
    for action in Action::ALL {
        let names: Vec<String> = get(|s| s.keys.of(action).iter().map(|c| key_name(c)).collect());
        let mut names = names;
        names.dedup();
        dom::set_text(&format!("key-now-{action:?}"), &names.join(" · "));
    }
}

/// A button waits for the next key and gives it to its action.
fn keys(lang: Lang) -> Result<(), JsValue> {
    let Some(rows) = dom::by_id("settings-keys") else { return Ok(()) };
    dom::on(&rows, "click", move |event: MouseEvent| {
        if dom::closest(&event, "#keys-usual").is_some() {
            change(|s| s.keys = Keys::default());
            show_keys();
            return dom::announce(words(lang).settings_kept);
        }
        let code = dom::closest(&event, "[data-key]").and_then(|b| b.get_attribute("data-key"));
        let Some(action) = Action::ALL.into_iter().find(|a| Some(format!("{a:?}")) == code) else { return };
        show_keys();
        WAITS.set(Some(action));
        dom::set_text(&format!("key-now-{action:?}"), words(lang).key_waits);
        dom::announce(words(lang).key_waits);
    })?;
    dom::on(&rows, "keydown", move |event: KeyboardEvent| {
        let Some(action) = WAITS.with_borrow(|w| *w) else { return };
        // The way out stays open: Tab goes on, Escape gives up.
        if event.code() == "Tab" || event.code() == "Escape" {
            WAITS.set(None);
            show_keys();
            if event.code() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
            }
            return;
        }
        event.prevent_default();
        let mut taken = false;
        change(|s| taken = s.keys.set(action, &event.code()));
        if !taken {
            return dom::announce(words(lang).key_taken);
        }
        WAITS.set(None);
        show_keys();
        let label =
            dom::element(&format!("key-{action:?}")).and_then(|e| e.text_content()).unwrap_or_default();
        dom::announce(&fill(words(lang).key_set, &[&label, &key_name(&event.code())]));
    })
}
