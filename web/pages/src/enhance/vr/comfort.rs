//! What is comfortable in a headset: switches of the menu, kept for the next visit.

use std::cell::Cell;

use market_wire::bridge::ToViewer;

use super::board::{Button, Look, Row};
use super::kept::Comfort;
use super::{Action, TURN_DEGREES, button};
use crate::enhance::{dom, viewer};
use crate::i18n::{Words, fill};

/// Where the switches are kept.
const KEPT: &str = "jangteo.comfort";
/// One press of higher or lower, centimetres.
const STEP_CM: i32 = 5;

/// A switch of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Switch {
    Seated,
    SmoothTurn,
    SmoothMove,
    Vignette,
}

thread_local! {
    static NOW: Cell<Option<Comfort>> = const { Cell::new(None) };
}

fn now() -> Comfort {
    NOW.get().unwrap_or_else(|| {
        let stored = dom::window().ok().and_then(|w| w.local_storage().ok()??.get_item(KEPT).ok()?);
        let read = stored.and_then(|text| Comfort::read(&text)).unwrap_or_default();
        NOW.set(Some(read));
        read
    })
}

fn set(comfort: Comfort) {
    NOW.set(Some(comfort));
    if let Some(storage) = dom::window().ok().and_then(|w| w.local_storage().ok().flatten()) {
        // A browser that keeps nothing forgets the switches; they hold for this visit.
        let _ = storage.set_item(KEPT, &comfort.text());
    }
    tell();
}

/// Turns a switch over.
pub(super) fn flip(which: Switch) {
    let mut to = now();
    let on = match which {
        Switch::Seated => &mut to.seated,
        Switch::SmoothTurn => &mut to.smooth_turn,
        Switch::SmoothMove => &mut to.smooth_move,
        Switch::Vignette => &mut to.vignette,
    };
    *on = !*on;
    set(to);
}

/// Raises the eyes by so many centimetres.
pub(super) fn raise(cm: i32) {
    set(now().raised(cm));
}

/// Tells the engine.
pub(super) fn tell() {
    let c = now();
    viewer::tell(&ToViewer::SetComfort {
        turn_degrees: if c.smooth_turn { 0.0 } else { TURN_DEGREES },
        smooth_move: c.smooth_move,
        vignette: c.vignette,
        seated: c.seated,
        eye_m: c.eyes_cm as f32 / 100.0,
    });
}

/// The switches as rows of the menu; `floor` says whether the headset knows how high it is above the floor.
pub(super) fn rows(w: &Words, floor: bool) -> Vec<Row<Action>> {
    let c = now();
    let switch =
        |label: &str, which, on| Button { look: Look::Switch(on), ..button(label, Action::Switch(which)) };
    let mut rows = vec![
        Row::Buttons(vec![
            switch(w.vr_seated, Switch::Seated, c.seated),
            switch(w.vr_vignette, Switch::Vignette, c.vignette),
        ]),
        Row::Buttons(vec![
            switch(w.vr_smooth_move, Switch::SmoothMove, c.smooth_move),
            switch(w.vr_smooth_turn, Switch::SmoothTurn, c.smooth_turn),
        ]),
    ];
    if !floor {
        rows.push(Row::Note(w.vr_no_floor.to_owned()));
    }
    if !floor || c.seated {
        let cm = c.eyes_cm.to_string();
        rows.push(Row::Note(fill(w.vr_eyes, &[&cm])));
        rows.push(Row::Buttons(vec![
            button(w.vr_lower, Action::Raise(-STEP_CM)),
            button(w.vr_higher, Action::Raise(STEP_CM)),
        ]));
    }
    rows
}
