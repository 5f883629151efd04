//! The dialog of the walk's settings: pace, hand, turning, one switch, voice, keys. It works when the enhancement does.

use leptos::prelude::*;

use super::{
    parts::icon,
    piece::{Piece, Seal},
};
use crate::{Ctx, i18n::Words, stroll::Action};

/// The dialog; closed until somebody opens it. What the market has nothing to show for is not offered.
pub(super) fn dialog(ctx: &Ctx, crowds: bool, photos: bool) -> Piece {
    let w = ctx.words();
    let keys: Vec<_> = Action::ALL.iter().map(|action| key_row(w, *action)).collect();
    view! {
        <dialog class="walk-settings" id="walk-settings" aria-labelledby="settings-title">
            <div class="settings-head">
                <h2 id="settings-title">{icon("settings")} {w.settings}</h2>
                <button type="button" class="tool" id="settings-close" aria-label=w.walk_close>{icon("close")}</button>
            </div>
            <form id="settings-form" method="dialog">
                {choice(w.set_pace, "pace", &[("slow", w.set_slow), ("normal", w.set_normal), ("fast", w.set_fast)])}
                {choice(w.set_hand, "hand", &[("both", w.set_both_hands), ("left", w.set_left_hand), ("right", w.set_right_hand)])}
                {choice(w.set_turn, "turn", &[("smooth", w.set_turn_smooth), ("step", w.set_turn_step)])}
                {beside(w, crowds, photos)}
                <fieldset class="picks">
                    <legend>{w.set_hear}</legend>
                    {tick("tell", w.set_tell)}
                    {tick("speak", w.set_speak)}
                    {tick("sound", w.set_sound)}
                </fieldset>
                <fieldset class="picks">
                    <legend>{w.set_switch}</legend>
                    {tick("switch", w.set_switch_on)}
                    <p class="hint">{w.set_switch_help}</p>
                    <label class="field" for="switch-ms">{w.set_switch_pace} " " <output id="switch-now" for="switch-ms"></output></label>
                    <input type="range" id="switch-ms" name="switch_ms" min="500" max="5000" step="250" value="1500" />
                </fieldset>
                <fieldset class="picks keys" id="settings-keys">
                    <legend>{w.walk_keys}</legend>
                    <p class="hint" id="keys-help">{w.set_keys_help}</p>
                    <ul class="key-rows">{keys}</ul>
                    <button type="button" class="button" id="keys-usual">{icon("undo")} {w.set_keys_usual}</button>
                </fieldset>
                <p class="hint">{w.set_pad}</p>
            </form>
        </dialog>
    }
    .seal()
}

fn choice(legend: &'static str, name: &'static str, options: &[(&'static str, &'static str)]) -> Piece {
    let options: Vec<_> = options
        .iter()
        .map(|(value, word)| {
            view! {
                <label class="pick"><input type="radio" name=name value=*value /> <span>{*word}</span></label>
            }
            .seal()
        })
        .collect();
    view! { <fieldset class="picks"><legend>{legend}</legend>{options}</fieldset> }.seal()
}

/// What is shown beside the market itself, and at what cost.
fn beside(w: &'static Words, crowds: bool, photos: bool) -> Piece {
    view! {
        <fieldset class="picks">
            <legend>{w.set_see}</legend>
            {crowds.then(|| tick("crowd", w.set_crowd))}
            {photos.then(|| tick("photos", w.set_photos))}
            {tick("battery", w.set_battery)}
        </fieldset>
    }
    .seal()
}

fn tick(name: &'static str, word: &'static str) -> Piece {
    view! { <label class="pick"><input type="checkbox" name=name /> <span>{word}</span></label> }.seal()
}

/// What a key does, and the button that changes it; the enhancement writes the key into it.
fn key_row(w: &'static Words, action: Action) -> Piece {
    let code = format!("{action:?}");
    let label = format!("key-{code}");
    let labelled = format!("{label} key-now-{code}");
    view! {
        <li>
            <span id=label>{action_word(w, action)}</span>
            <button type="button" class="button key" data-key=code.clone() aria-labelledby=labelled aria-describedby="keys-help">
                <span id=format!("key-now-{code}")></span>
            </button>
        </li>
    }
    .seal()
}

/// What an action is called.
const fn action_word(w: &'static Words, action: Action) -> &'static str {
    match action {
        Action::Forward => w.walk_forward,
        Action::Back => w.walk_back,
        Action::StepLeft => w.walk_step_left,
        Action::StepRight => w.walk_step_right,
        Action::TurnLeft => w.walk_turn_left,
        Action::TurnRight => w.walk_turn_right,
        Action::Run => w.walk_run,
        Action::Open => w.walk_open,
        Action::Where => w.here_ask,
        Action::Above => w.walk_above,
    }
}
