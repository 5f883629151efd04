//! Smooth edges where the machine can, plain ones where frames come slowly.
//!
//! Invariant: goes down once and never up again, so that the picture does not waver. Must not know: the market.

use bevy::prelude::*;

use crate::load::Market;

/// Slower than this on average is too slow, seconds a frame.
const SLOW_S: f32 = 0.045;
/// So many frames are measured, after as many that are left out: shaders and cells are made in the first.
const FRAMES: u32 = 12;

/// Frames measured so far.
#[derive(Resource, Default)]
struct Measured {
    frames: u32,
    seconds: f32,
    settled: bool,
}

/// Watches the frames of the first seconds in the market.
pub fn plugin(app: &mut App) {
    app.init_resource::<Measured>()
        .add_systems(Last, watch.run_if(resource_exists::<Market>.and_then(crate::xr::flat)));
}

fn watch(mut measured: ResMut<Measured>, time: Res<Time<Real>>, mut eyes: Query<&mut Msaa>) {
    let frame_s = time.delta_secs();
    // Longer pauses are a sleeping app, not a slow one.
    if measured.settled || frame_s > 1.0 {
        return;
    }
    measured.frames += 1;
    if measured.frames > FRAMES {
        measured.seconds += frame_s;
    }
    if measured.frames == FRAMES * 2 {
        measured.settled = true;
        if measured.seconds > SLOW_S * FRAMES as f32 {
            for mut msaa in &mut eyes {
                *msaa = Msaa::Off;
            }
        }
    }
}
