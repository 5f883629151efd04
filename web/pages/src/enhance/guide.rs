//! Guidance along the way that was asked for: the step that is due, in words, by voice and by a tone from the next turn;
//! and the walk along it without a hand.

use std::cell::RefCell;

use market_model::Lang;
use market_wire::bridge::ToViewer;
use wasm_bindgen::prelude::*;
use web_sys::MouseEvent;

use super::{Page, dom, plan, settings, sound, speech, viewer, walk};
use crate::{
    RouteView,
    i18n::{distance, fill, words},
    stroll::{Guide, GuideNews, Place3},
};

/// A tone sounds every so many milliseconds.
const TONE_MS: u32 = 1_400;
/// Between two looks at the walk, milliseconds.
const WATCH_MS: u32 = 300;
/// Who does not get on for so long is helped over, milliseconds: a lift, a step, a corner.
const STUCK_MS: f64 = 4_000.0;
/// Who wants less motion is put farther along after so long, milliseconds: time to look and to listen.
const CUT_MS: f64 = 3_500.0;

#[derive(Default)]
struct Now {
    lang: Lang,
    guide: Option<Guide>,
    texts: Vec<String>,
    at: Place3,
    yaw: f32,
    /// Whether it walks by itself.
    goes: bool,
    /// The place to which it walks, and since when.
    leg: Option<(Place3, f64)>,
    /// Timers of an older guidance have nothing to do any more.
    round: u32,
}

thread_local! {
    static NOW: RefCell<Now> = RefCell::default();
}

/// Connects the buttons.
pub(super) fn enhance(page: &Page) -> Result<(), JsValue> {
    NOW.with_borrow_mut(|n| n.lang = page.lang);
    dom::show("guide-speak", speech::is_there());
    let Some(box_) = dom::by_id("guide") else { return Ok(()) };
    dom::on(&box_, "click", |event: MouseEvent| {
        let what = dom::closest(&event, "[data-guide]").and_then(|b| b.get_attribute("data-guide"));
        match what.as_deref() {
            Some("previous") => choose(-1),
            Some("next") => choose(1),
            Some("go") => go(!NOW.with_borrow(|n| n.goes)),
            Some("speak") => settings::change(|s| s.speak = !s.speak),
            Some("end") => end(),
            _ => {}
        }
    })
}

/// A way was found: guidance begins at its start. A way without places ends it.
pub(super) fn begin(route: &RouteView) {
    let points: Vec<Place3> = route.points.iter().map(viewer::gltf_from_market).collect();
    let steps: Vec<usize> = route.steps.iter().map(|s| s.point).collect();
    let guide = Guide::new(points, &steps);
    let there = guide.is_some();
    NOW.with_borrow_mut(|n| {
        n.texts = route.steps.iter().map(|s| s.text(n.lang).0.to_owned()).collect();
        (n.guide, n.goes, n.leg) = (guide, false, None);
        n.round = n.round.wrapping_add(1);
    });
    dom::show("guide", there);
    if let Some(stage) = dom::by_id("stage") {
        let _ = stage.class_list().toggle_with_force("guided", there);
    }
    if there {
        draw();
        tones(NOW.with_borrow(|n| n.round));
    }
}

/// Whether the way is spoken now.
pub(super) fn speaks() -> bool {
    settings::get(|s| s.speak) && NOW.with_borrow(|n| n.guide.is_some())
}

/// The settings of hearing changed.
pub(super) fn hear() {
    let speak = settings::get(|s| s.speak);
    if let Some(button) = dom::by_id("guide-speak") {
        let _ = button.set_attribute("aria-pressed", if speak { "true" } else { "false" });
    }
    if speak {
        if NOW.with_borrow(|n| n.guide.is_some()) {
            say(&due());
        }
    } else {
        speech::hush();
    }
}

/// The visitor is here: metres of the glTF frame; degrees clockwise from north.
pub(super) fn moved(at: Place3, yaw: f32) {
    let news = NOW.with_borrow_mut(|n| {
        (n.at, n.yaw) = (at, yaw);
        n.guide.as_mut().and_then(|g| g.moved(at))
    });
    let w = words(NOW.with_borrow(|n| n.lang));
    match news {
        Some(GuideNews::Step(_)) => tell(&due()),
        Some(GuideNews::Arrived) => {
            go(false);
            tell(w.guide_arrived);
        }
        Some(GuideNews::Off) => tell(w.guide_off),
        Some(GuideNews::Back) => tell(w.guide_back),
        None => {}
    }
    draw();
}

/// The text of the step that is due.
fn due() -> String {
    NOW.with_borrow(|n| {
        let step = n.guide.as_ref().map_or(0, Guide::step);
        n.texts.get(step).cloned().unwrap_or_default()
    })
}

fn tell(text: &str) {
    dom::announce(text);
    say(text);
}

fn say(text: &str) {
    if settings::get(|s| s.speak) {
        speech::say(NOW.with_borrow(|n| n.lang), text);
    }
}

fn draw() {
    let Some((text, left, goes)) = NOW.with_borrow(|n| {
        let (guide, w) = (n.guide.as_ref()?, words(n.lang));
        let arrived = guide.has_arrived();
        let text = if arrived { w.guide_arrived } else { n.texts.get(guide.step())?.as_str() };
        let place = fill(w.guide_step, &[&(guide.step() + 1).to_string(), &n.texts.len().to_string()]);
        let metres = distance(n.lang, (guide.left_m() * 1000.0) as u64);
        Some((text.to_owned(), format!("{place} · {}", fill(w.guide_left, &[&metres])), n.goes))
    }) else {
        return;
    };
    dom::set_text("guide-text", &text);
    dom::set_text("guide-left", &left);
    let w = words(NOW.with_borrow(|n| n.lang));
    if let Some(button) = dom::by_id("guide-go") {
        let label = if goes { w.guide_pause } else { w.guide_go };
        let _ = button.set_attribute("aria-label", label);
        let _ = button.set_attribute("title", label);
        dom::set_icon(&button, if goes { "pause" } else { "play" });
    }
}

/// Stands at the next step, or the one before.
fn choose(by: i32) {
    go(false);
    let Some((here, ahead)) = NOW.with_borrow_mut(|n| {
        let guide = n.guide.as_mut()?;
        let step = guide.step().saturating_add_signed(isize::try_from(by).unwrap_or(0));
        Some(guide.choose(step))
    }) else {
        return;
    };
    stand(here, ahead);
    tell(&due());
    draw();
}

fn stand(at: Place3, ahead: Place3) {
    let away = (ahead[0] - at[0]).hypot(ahead[2] - at[2]);
    let along = (ahead[0] - at[0]).atan2(at[2] - ahead[2]).to_degrees();
    let yaw = if away > 0.5 { along } else { NOW.with_borrow(|n| n.yaw) };
    viewer::tell(&ToViewer::GoTo { at, yaw });
}

fn end() {
    go(false);
    speech::hush();
    begin(&RouteView::default());
    // An empty line takes the old one away.
    let _ = plan::draw_way(&RouteView::default());
    viewer::show_route(&[]);
    walk::focus_view();
}

/// Begins or ends to walk by itself.
fn go(on: bool) {
    let was = NOW.with_borrow_mut(|n| std::mem::replace(&mut n.goes, on));
    if was == on {
        return;
    }
    if !on {
        let at = NOW.with_borrow_mut(|n| {
            n.leg = None;
            n.at
        });
        viewer::tell(&ToViewer::WalkTo { at });
        return draw();
    }
    let start = NOW.with_borrow_mut(|n| {
        let at = n.at;
        let guide = n.guide.as_mut()?;
        // From elsewhere, or once more from the end: begin at the step that is shown, or at the first.
        let afar = guide.has_arrived() || guide.is_far(at);
        let step = if guide.has_arrived() { 0 } else { guide.step() };
        afar.then(|| guide.choose(step))
    });
    if let Some((here, ahead)) = start {
        stand(here, ahead);
    }
    tell(&due());
    draw();
    watch(NOW.with_borrow(|n| n.round));
}

/// Walks from corner to corner, as long as it shall.
fn watch(round: u32) {
    let now = dom::now_ms();
    let less = dom::wants_less_motion();
    let told = NOW.with_borrow_mut(|n| {
        if !n.goes || n.round != round {
            return None;
        }
        let (target, since) = match (n.guide.as_ref()?.target(), n.leg) {
            (None, _) => return None,
            (Some(target), Some((old, since))) if old == target => (target, Some(since)),
            (Some(target), _) => (target, None),
        };
        let stuck = since.is_some_and(|s| now - s > STUCK_MS + 600.0 * f64::from(distance_m(n.at, target)));
        let cut = less && n.leg.is_some_and(|(_, s)| now - s > CUT_MS);
        let set_out = since.is_none() && (!less || n.leg.is_none());
        if set_out || stuck || cut {
            n.leg = Some((target, now));
        }
        Some((target, set_out && !less, stuck || cut))
    });
    match told {
        None => return go(false),
        Some((target, true, _)) => viewer::tell(&ToViewer::WalkTo { at: target }),
        Some((target, _, true)) => {
            moved(target, NOW.with_borrow(|n| n.yaw));
            let ahead = NOW.with_borrow(|n| n.guide.as_ref().and_then(Guide::target));
            stand(target, ahead.unwrap_or(target));
        }
        Some(_) => {}
    }
    dom::later(WATCH_MS, move || watch(round));
}

fn distance_m(a: Place3, b: Place3) -> f32 {
    (a[0] - b[0]).hypot(a[2] - b[2])
}

/// A tone from the next turn, again and again, as long as this guidance lasts.
fn tones(round: u32) {
    let turn = NOW.with_borrow(|n| {
        let guide = n.guide.as_ref().filter(|g| n.round == round && !g.has_arrived())?;
        let to = guide.next_turn();
        let bearing = (to[0] - n.at[0]).atan2(n.at[2] - to[2]).to_degrees();
        Some((bearing - n.yaw + 180.0).rem_euclid(360.0) - 180.0)
    });
    if NOW.with_borrow(|n| n.round != round || n.guide.is_none()) {
        return;
    }
    if let Some(turn) = turn.filter(|_| settings::get(|s| s.sound)) {
        sound::ping(turn);
    }
    dom::later(TONE_MS, move || tones(round));
}
