//! Windows of upper floors that are lit in the evening.
//!
//! By day a drawn blind behind glass; the blind takes all the lamp light there is, so that at night it glows among
//! dark ones.

use crate::color::rgb;
use crate::mesh::{Brush, Paint};
use crate::seed::Seed;

/// The panes of the window grain: left and right edge, as shares of its width.
const PANES: [[f32; 2]; 2] = [[13.0 / 64.0, 31.0 / 64.0], [33.0 / 64.0, 51.0 / 64.0]];
/// Lower and upper edge of the panes, as shares of the grain's height.
const SILL: [f32; 2] = [22.0 / 64.0, 48.0 / 64.0];
const BLINDS: [u32; 4] = [0xA8A28E, 0x9CA6A8, 0xB09C74, 0xB4B0A2];

/// Lights the window of a wall's rectangle (left, right; foot, head) at `z`, or leaves it dark, or lights one pane.
pub(super) fn perhaps_lit(b: &mut Brush, x: [f32; 2], y: [f32; 2], z: f32, seed: &mut Seed, share: f32) {
    if !seed.chance(share) {
        return;
    }
    let paint = Paint::plain(rgb(seed.pick(&BLINDS, 0xA8A28E))).shining(1.0);
    let only = if seed.chance(0.45) { seed.below(2) } else { 2 };
    let at = |edges: [f32; 2], t: f32| edges[0] + (edges[1] - edges[0]) * t;
    let foot = at(y, SILL[0] + if seed.chance(0.4) { 0.09 } else { 0.0 });
    let head = at(y, SILL[1]);
    for (i, [l, r]) in PANES.into_iter().enumerate() {
        if only == 2 || only == i {
            let (l, r) = (at(x, l), at(x, r));
            b.face(&[[l, foot, z], [r, foot, z], [r, head, z], [l, head, z]], paint);
        }
    }
}
