//! Keyboard, mouse and fingers become wishes: legs, look, taps.
//!
//! Keys are read by their place on the keyboard, so that WASD works while a Korean layout is on.
//! Invariant: nothing here moves anybody. Must not know: the page.

use bevy::input::keyboard::KeyCode;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;

use crate::gesture::Gesture;
use crate::power::Awake;

/// Radians of turning for dragging over the whole height of the window: a little more than what it shows.
const LOOK_PER_HEIGHT: f32 = 1.5;
/// The mouse's place among the fingers.
const MOUSE: u64 = u64::MAX;

/// What the hands want.
#[derive(Resource, Debug, Default)]
pub struct Wish {
    /// Legs: to the right, forward; -1 to 1 each.
    pub walk: Vec2,
    /// Turning with the keys: right is positive.
    pub turn: f32,
    /// Whether to run.
    pub run: bool,
    look: Vec2,
    gesture: Gesture,
    /// Seconds, of which a slow frame gives a tenth at most: a tap stays a tap where frames take long.
    clock_s: f64,
}

impl Wish {
    /// Radians dragged since the last call: to the right, up.
    pub fn take_look(&mut self) -> Vec2 {
        std::mem::take(&mut self.look)
    }
}

/// A tap at a place of the window, in logical pixels.
#[derive(Message, Debug, Clone, Copy, PartialEq)]
pub struct Tap(pub Vec2);

/// Reads the hands before every frame.
pub fn plugin(app: &mut App) {
    app.init_resource::<Wish>()
        .add_message::<Tap>()
        .add_systems(PreUpdate, (keys, mouse, fingers).chain().after(bevy::input::InputSystems));
}

fn keys(
    keyboard: Res<ButtonInput<KeyCode>>,
    mut wish: ResMut<Wish>,
    mut awake: ResMut<Awake>,
    time: Res<Time<Real>>,
) {
    wish.clock_s += time.delta_secs_f64().min(0.1);
    let axis = |minus: &[KeyCode], plus: &[KeyCode]| {
        let held = |keys: &[KeyCode]| f32::from(u8::from(keys.iter().any(|k| keyboard.pressed(*k))));
        held(plus) - held(minus)
    };
    wish.walk = Vec2::new(
        axis(&[KeyCode::KeyA], &[KeyCode::KeyD]),
        axis(&[KeyCode::KeyS, KeyCode::ArrowDown], &[KeyCode::KeyW, KeyCode::ArrowUp]),
    );
    wish.turn = axis(&[KeyCode::KeyQ, KeyCode::ArrowLeft], &[KeyCode::KeyE, KeyCode::ArrowRight]);
    wish.run = keyboard.any_pressed([KeyCode::ShiftLeft, KeyCode::ShiftRight]);
    if wish.walk != Vec2::ZERO || wish.turn != 0.0 {
        awake.stir(&time, 0.4);
    }
}

fn mouse(
    buttons: Res<ButtonInput<MouseButton>>,
    windows: Query<&Window>,
    mut wish: ResMut<Wish>,
    mut taps: MessageWriter<Tap>,
    (mut awake, time): (ResMut<Awake>, Res<Time<Real>>),
) {
    let now = wish.clock_s;
    let Some(at) = windows.iter().next().and_then(Window::cursor_position) else {
        return;
    };
    if buttons.just_pressed(MouseButton::Left) {
        wish.gesture.begin(MOUSE, at, now);
    }
    drag(&mut wish, MOUSE, at, height(&windows));
    if wish.gesture.is_pressed() {
        awake.stir(&time, 0.4);
    }
    if buttons.just_released(MouseButton::Left)
        && let Some(at) = wish.gesture.end(MOUSE, now)
    {
        taps.write(Tap(at));
    }
}

fn fingers(
    mut touches: MessageReader<TouchInput>,
    windows: Query<&Window>,
    mut wish: ResMut<Wish>,
    mut taps: MessageWriter<Tap>,
    (mut awake, time): (ResMut<Awake>, Res<Time<Real>>),
) {
    let now = wish.clock_s;
    for touch in touches.read() {
        awake.stir(&time, 0.4);
        match touch.phase {
            TouchPhase::Started => wish.gesture.begin(touch.id, touch.position, now),
            TouchPhase::Moved => drag(&mut wish, touch.id, touch.position, height(&windows)),
            TouchPhase::Ended => {
                if let Some(at) = wish.gesture.end(touch.id, now) {
                    taps.write(Tap(at));
                }
            }
            TouchPhase::Canceled => wish.gesture.cancel(),
        }
    }
}

/// The picture follows the finger: dragging to the left turns to the right.
fn drag(wish: &mut Wish, id: u64, at: Vec2, window_height: f32) {
    let by = wish.gesture.drag(id, at) * (LOOK_PER_HEIGHT / window_height);
    wish.look += Vec2::new(-by.x, by.y);
}

fn height(windows: &Query<&Window>) -> f32 {
    windows.iter().next().map_or(720.0, |w| w.height().max(100.0))
}
