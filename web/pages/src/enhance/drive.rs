//! What keys, stick, buttons, gamepad and switch want, joined and told to the viewer.
//!
//! Invariant: while nobody wants anything no frame is asked for.

use std::cell::RefCell;

use market_wire::bridge::ToViewer;
use wasm_bindgen::prelude::*;

use super::{dom, settings, viewer};
use crate::stroll::Turn;

/// Degrees a second of turning, as the viewer's own keys turn.
const TURN_DPS: f32 = 110.0;
/// One step of a turn, in degrees.
pub(super) const STEP_DEG: f32 = 30.0;
/// How much quicker one runs than one walks.
const RUN: f32 = 2.17;
/// A slow frame turns no farther than this many seconds would.
const LONGEST_S: f32 = 0.1;

/// Who wants something.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
    /// The keyboard.
    Keys,
    /// The stick for the thumb.
    Stick,
    /// Buttons over the view, and the switch.
    Buttons,
    /// A gamepad.
    Pad,
}

/// What it wants: legs and head, -1 to 1 each; to the right, forward and up are positive.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Wish {
    /// Steps to the right.
    pub right: f32,
    /// Steps forward.
    pub forward: f32,
    /// Turns to the right.
    pub turn: f32,
    /// Looks up.
    pub up: f32,
    /// Whether to run.
    pub run: bool,
}

#[derive(Default)]
struct Drive {
    wishes: [Wish; 4],
    told: (f32, f32),
    pace: f32,
    /// Whether a turn by a step was made and is still held.
    stepped: bool,
    last_ms: f64,
    frame: Option<Closure<dyn FnMut(f64)>>,
    runs: bool,
}

thread_local! {
    static DRIVE: RefCell<Drive> = RefCell::default();
}

/// Says what somebody wants from now on.
pub(super) fn want(source: Source, wish: Wish) {
    let begin = DRIVE.with_borrow_mut(|d| {
        d.wishes[source as usize] = wish;
        !std::mem::replace(&mut d.runs, true)
    });
    if begin {
        DRIVE.with_borrow_mut(|d| {
            d.last_ms = 0.0;
            d.frame.get_or_insert_with(|| Closure::new(frame));
        });
        step(0.0);
        ask();
    }
}

/// Turns by one step to the right, or to the left.
pub(super) fn turn_step(right: bool) {
    let yaw = if right { STEP_DEG } else { -STEP_DEG };
    viewer::tell(&ToViewer::Look { yaw, pitch: 0.0 });
}

/// Nobody wants anything any more.
pub(super) fn stop() {
    for source in [Source::Keys, Source::Stick, Source::Buttons, Source::Pad] {
        want(source, Wish::default());
    }
}

/// Tells the viewer how quick one walks.
pub(super) fn set_pace() {
    let share = pace();
    DRIVE.with_borrow_mut(|d| d.pace = share);
    viewer::tell(&ToViewer::SetPace { share });
}

fn pace() -> f32 {
    let run = DRIVE.with_borrow(|d| d.wishes.iter().any(|w| w.run));
    settings::get(|s| if run { RUN } else { s.pace.share() })
}

fn ask() {
    DRIVE.with_borrow(|d| {
        if let (Ok(window), Some(frame)) = (dom::window(), &d.frame) {
            let _ = window.request_animation_frame(frame.as_ref().unchecked_ref());
        }
    });
}

fn frame(now_ms: f64) {
    let last = DRIVE.with_borrow_mut(|d| std::mem::replace(&mut d.last_ms, now_ms));
    let dt = if last > 0.0 { ((now_ms - last) / 1000.0) as f32 } else { 0.0 };
    if step(dt.clamp(0.0, LONGEST_S)) {
        ask();
    } else {
        DRIVE.with_borrow_mut(|d| d.runs = false);
    }
}

/// Tells the viewer what is wanted; whether anything is.
fn step(dt: f32) -> bool {
    let sum = DRIVE.with_borrow(|d| {
        d.wishes.iter().fold(Wish::default(), |a, b| Wish {
            right: (a.right + b.right).clamp(-1.0, 1.0),
            forward: (a.forward + b.forward).clamp(-1.0, 1.0),
            turn: (a.turn + b.turn).clamp(-1.0, 1.0),
            up: (a.up + b.up).clamp(-1.0, 1.0),
            run: a.run || b.run,
        })
    });
    if DRIVE.with_borrow(|d| d.pace) != pace() {
        set_pace();
    }
    let legs = (sum.right, sum.forward);
    if DRIVE.with_borrow_mut(|d| std::mem::replace(&mut d.told, legs)) != legs {
        viewer::tell(&ToViewer::Walk { right: legs.0, forward: legs.1 });
    }
    let mut yaw = sum.turn * TURN_DPS * dt;
    if settings::get(|s| s.turn) == Turn::Step {
        yaw = 0.0;
        let held = sum.turn.abs() > 0.5;
        if held && !DRIVE.with_borrow(|d| d.stepped) {
            turn_step(sum.turn > 0.0);
        }
        DRIVE.with_borrow_mut(|d| d.stepped = held);
    }
    let pitch = sum.up * TURN_DPS * 0.6 * dt;
    if yaw != 0.0 || pitch != 0.0 {
        viewer::tell(&ToViewer::Look { yaw, pitch });
    }
    sum != Wish::default()
}
