//! A short tone from the direction of a place: to the left ear when it lies to the left, higher when it lies ahead.
//!
//! No file is loaded: the tone is made here.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;
use web_sys::{AudioContext, AudioContextState, OscillatorType, PanningModelType};

/// Straight ahead, aside, behind: hertz.
const AHEAD_HZ: f32 = 880.0;
const ASIDE_HZ: f32 = 587.0;
const BEHIND_HZ: f32 = 392.0;
/// How long a tone is, seconds.
const LONG_S: f64 = 0.16;
/// Loudest, of 1.
const LOUD: f32 = 0.35;

thread_local! {
    static CONTEXT: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
}

/// Sounds from `turn` degrees clockwise of straight ahead. Nothing happens where sound is not allowed yet.
pub(super) fn ping(turn: f32) {
    // A browser without sound has words.
    let _ = try_ping(turn);
}

fn try_ping(turn: f32) -> Result<(), JsValue> {
    let context = match CONTEXT.with_borrow(Clone::clone) {
        Some(context) => context,
        None => {
            let new = AudioContext::new()?;
            CONTEXT.set(Some(new.clone()));
            new
        }
    };
    if context.state() == AudioContextState::Suspended {
        // Browsers begin silent until somebody has pressed something.
        let _ = context.resume()?;
    }
    let (tone, loud, place) =
        (context.create_oscillator()?, context.create_gain()?, context.create_panner()?);
    tone.set_type(OscillatorType::Triangle);
    tone.frequency().set_value(match turn.abs() {
        t if t < 20.0 => AHEAD_HZ,
        t if t < 100.0 => ASIDE_HZ,
        _ => BEHIND_HZ,
    });
    place.set_panning_model(PanningModelType::Hrtf);
    // The listener looks along -z, as WebAudio has it.
    let (east, north) = turn.to_radians().sin_cos();
    place.position_x().set_value(east);
    place.position_y().set_value(0.0);
    place.position_z().set_value(-north);
    let now = context.current_time();
    loud.gain().set_value_at_time(0.0, now)?;
    loud.gain().linear_ramp_to_value_at_time(LOUD, now + 0.02)?;
    loud.gain().linear_ramp_to_value_at_time(0.0, now + LONG_S)?;
    tone.connect_with_audio_node(&loud)?;
    loud.connect_with_audio_node(&place)?;
    place.connect_with_audio_node(&context.destination())?;
    tone.start()?;
    tone.stop_with_when(now + LONG_S)?;
    Ok(())
}
