//! Where one is, in words: beside the view all the time, spoken when it matters, and in full when somebody asks.
//!
//! Invariant: what the view shows is said in the page too, and the list and the plan follow it.

use std::cell::RefCell;

use market_model::Lang;
use wasm_bindgen::prelude::*;
use web_sys::Event;

use super::{Page, beside, dom, guide, mini, plan, settings, speech, walk};
use crate::{
    i18n::{fill, words},
    stroll::{Ground, Here, News, Teller},
};

/// After the last move it is asked again whether there is something to say, milliseconds.
const ASK_AGAIN_MS: u32 = 1_100;

#[derive(Default)]
struct Now {
    lang: Lang,
    ground: Ground,
    here: Here,
    /// The last level on which one stood.
    level: Option<usize>,
    teller: Teller,
    /// The stall that the list marks as the place where one is.
    marked: Option<usize>,
    moves: u32,
}

thread_local! {
    static NOW: RefCell<Now> = RefCell::default();
}

/// Reads the market's shape from the page.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    let json = dom::by_id("stage").and_then(|s| s.dataset().get("ground"));
    let ground = json.and_then(|j| serde_json::from_str(&j).ok()).unwrap_or_default();
    NOW.set(Now { lang: page.lang, ground, ..Now::default() });
    mini::enhance(page)?;
    match dom::by_id("here-stall") {
        Some(button) => dom::on(&button, "click", |_: Event| open_ahead()),
        None => Ok(()),
    }
}

/// The visitor is here: metres east, up and south; degrees clockwise from north.
pub(super) fn moved([east, up, south]: [f32; 3], yaw: f32) {
    let (here, other, moves) = NOW.with_borrow_mut(|n| {
        n.here = n.ground.here([east, -south, up], yaw);
        n.teller.moved(n.here, dom::now_ms());
        n.moves = n.moves.wrapping_add(1);
        let other = n.here.level.is_some_and(|now| n.level.replace(now).is_some_and(|before| before != now));
        (n.here, other, n.moves)
    });
    if other {
        plan::show_level(up);
    }
    // After the level is shown: it decides where on the sheet one is.
    if let Some(place) = plan::you([east, up, south], yaw) {
        mini::moved(place, yaw);
    }
    beside::moved([east, -south, up]);
    show(here);
    tell();
    dom::later(ASK_AGAIN_MS, move || {
        if NOW.with_borrow(|n| n.moves == moves) {
            tell();
            mark();
        }
    });
}

/// Shows or hides the words over the view.
pub(super) fn visible(shown: bool) {
    dom::show("here", shown);
    mini::show(shown);
}

/// Looks something up in the market's shape.
pub(super) fn ground<T>(read: impl FnOnce(&Ground) -> T) -> T {
    NOW.with_borrow(|n| read(&n.ground))
}

/// The page said itself before which stall one stands.
pub(super) fn knows(stall: &str) {
    NOW.with_borrow_mut(|n| {
        let at = n.ground.stalls.iter().position(|s| s.0 == stall);
        n.teller.knows(at);
    });
}

fn show(here: Here) {
    let (place, stall) = NOW.with_borrow(|n| {
        let level = (n.ground.levels.len() > 1).then(|| here.level.map(|l| n.ground.levels[l].name.clone()));
        let aisle = here.aisle.map(|a| n.ground.aisles[a].name.clone());
        let parts: Vec<String> = [level.flatten(), aisle].into_iter().flatten().collect();
        (parts.join(" · "), here.ahead.map(|s| label(&n.ground.stalls[s].0)))
    });
    dom::show("here-place", !place.is_empty());
    set("here-place", &place);
    dom::show("here-stall", stall.is_some());
    if let Some(stall) = stall {
        set("here-stall", &stall);
    }
}

/// Writes only what changed: the page is laid out again for every text.
fn set(id: &str, text: &str) {
    if dom::element(id).and_then(|e| e.text_content()).as_deref() != Some(text) {
        dom::set_text(id, text);
    }
}

/// What a stall is called: as on the plan, without its trade.
fn label(stall: &str) -> String {
    let link = dom::element(&format!("stall-{stall}")).and_then(|s| s.closest("a").ok().flatten());
    let text = link.and_then(|a| a.get_attribute("aria-label"));
    text.map_or_else(
        || stall.to_owned(),
        |t| t.rsplit_once(", ").map_or(t.clone(), |(name, _)| name.to_owned()),
    )
}

fn tell() {
    let news = NOW.with_borrow_mut(|n| n.teller.news(dom::now_ms()));
    let Some(news) = news else { return };
    let text = NOW.with_borrow(|n| {
        let w = words(n.lang);
        match news {
            News::Level(l) => fill(w.here_level, &[&n.ground.levels[l].name]),
            News::Aisle(a) => fill(w.here_aisle, &[&n.ground.aisles[a].name]),
            News::Ahead(s) => fill(w.here_ahead, &[&label(&n.ground.stalls[s].0)]),
        }
    });
    // Another floor is said even to who wants to hear nothing else.
    if settings::get(|s| s.tell) || matches!(news, News::Level(_)) {
        dom::announce(&text);
        if guide::speaks() && matches!(news, News::Level(_)) {
            speech::say(NOW.with_borrow(|n| n.lang), &text);
        }
    }
}

/// The list marks the stall in front, so that who goes on reading there begins where they stand.
fn mark() {
    let (old, new) = NOW.with_borrow_mut(|n| {
        let old = std::mem::replace(&mut n.marked, n.here.ahead);
        let id = |at: Option<usize>| at.map(|i| n.ground.stalls[i].0.clone());
        (id(old), id(n.marked))
    });
    if old == new {
        return;
    }
    let link = |stall: &str| {
        let rows = dom::document().ok()?.query_selector_all("#list .stall").ok()?;
        let mut rows = (0..rows.length()).filter_map(|i| rows.get(i)?.dyn_into::<web_sys::Element>().ok());
        let row = rows.find(|r| r.get_attribute("data-stall").as_deref() == Some(stall))?;
        row.query_selector(".stall-link").ok().flatten()
    };
    if let Some(link) = old.as_deref().and_then(link) {
        let _ = link.remove_attribute("aria-current");
    }
    if let Some(link) = new.as_deref().and_then(link) {
        let _ = link.set_attribute("aria-current", "location");
    }
}

/// Opens the panel of the stall in front.
pub(super) fn open_ahead() {
    let stall = NOW.with_borrow(|n| n.here.ahead.map(|s| n.ground.stalls[s].0.clone()));
    match stall {
        Some(stall) => walk::open(&stall),
        None => dom::announce(words(NOW.with_borrow(|n| n.lang)).here_nothing),
    }
}

/// Says in full where one is and what is around.
pub(super) fn describe() {
    let (lang, text) = NOW.with_borrow(|n| {
        let (w, here) = (words(n.lang), n.here);
        let mut parts = Vec::new();
        parts.push(here.level.map_or_else(|| w.here_between.to_owned(), |l| n.ground.levels[l].name.clone()));
        parts.push(here.aisle.map_or_else(|| w.here_outside.to_owned(), |a| n.ground.aisles[a].name.clone()));
        let heading = w.headings.split(',').nth(usize::from(here.heading)).unwrap_or_default();
        parts.push(fill(w.here_facing, &[heading]));
        for (word, at) in [(w.here_ahead, here.ahead), (w.here_left, here.left), (w.here_right, here.right)] {
            parts.extend(at.map(|s| fill(word, &[&label(&n.ground.stalls[s].0)])));
        }
        (n.lang, parts.join(", "))
    });
    dom::announce(&text);
    dom::toast(&text);
    if settings::get(|s| s.speak) {
        speech::say(lang, &text);
    }
}
