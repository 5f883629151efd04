//! Draws all the time while something moves, and only on demand otherwise: a phone's battery matters.
//!
//! Invariant: any system that moves something calls [`Awake::stir`]. Must not know: what moves.

use std::time::Duration;

use bevy::platform::time::Instant;
use bevy::prelude::*;
use bevy::winit::{UpdateMode, WinitSettings};
use market_wire::bridge::ToViewer;

use crate::bridge::PageMessage;
use crate::xr::Xr;

/// Until when frames follow each other.
#[derive(Resource, Debug, Default)]
pub struct Awake {
    until_s: f64,
    paused: bool,
    saving: bool,
}

/// Who saves the battery sees so many milliseconds between two frames: a walk stays smooth enough at thirty a second.
const SAVING_MS: u64 = 33;

impl Awake {
    /// Frames follow each other for so many seconds more.
    pub fn stir(&mut self, time: &Time<Real>, seconds: f64) {
        self.until_s = self.until_s.max(time.elapsed_secs_f64() + seconds);
    }
}

/// Answers whether so many milliseconds have passed since now: for work that is spread over frames.
pub fn late_after(ms: f32) -> impl Fn() -> bool {
    let began = Instant::now();
    move || began.elapsed().as_secs_f32() * 1000.0 > ms
}

/// Sets how often frames come.
pub fn plugin(app: &mut App) {
    app.init_resource::<Awake>()
        .insert_resource(WinitSettings::continuous())
        .add_systems(PreUpdate, pause.after(crate::bridge::Delivered))
        .add_systems(Last, choose_mode);
}

fn pause(
    mut messages: MessageReader<PageMessage>,
    mut awake: ResMut<Awake>,
    time: Res<Time<Real>>,
    mut cameras: Query<(&mut Camera, &mut Msaa)>,
    xr: Res<Xr>,
) {
    for PageMessage(message) in messages.read() {
        // Whatever the page wants is worth a few frames.
        awake.stir(&time, 0.3);
        // A headset hides the page; it goes on.
        if let (ToViewer::Pause { paused }, false) = (message, xr.is_active()) {
            awake.paused = *paused;
            for (mut camera, _) in &mut cameras {
                camera.is_active = !paused;
            }
        }
        if let ToViewer::SaveBattery { on } = message {
            awake.saving = *on;
            for (_, mut edges) in cameras.iter_mut().filter(|_| *on) {
                edges.set_if_neq(Msaa::Off);
            }
        }
    }
}

fn choose_mode(awake: Res<Awake>, xr: Res<Xr>, time: Res<Time<Real>>, mut settings: ResMut<WinitSettings>) {
    // The first seconds: windows, canvas sizes and shaders settle.
    let now = time.elapsed_secs_f64();
    let mode = if xr.is_active() {
        // Every frame of the headset is one of ours.
        UpdateMode::Continuous
    } else if awake.paused {
        UpdateMode::reactive_low_power(Duration::from_secs(60))
    } else if awake.saving && now < awake.until_s {
        // What happens in between waits for the next frame.
        UpdateMode::Reactive {
            wait: Duration::from_millis(SAVING_MS),
            react_to_device_events: false,
            react_to_user_events: false,
            react_to_window_events: false,
        }
    } else if now < awake.until_s || now < 2.0 {
        UpdateMode::Continuous
    } else {
        UpdateMode::reactive_low_power(Duration::from_secs(5))
    };
    if settings.focused_mode != mode {
        settings.focused_mode = mode;
        settings.unfocused_mode = mode;
    }
}
