//! Grounds to walk on.

use super::{Canvas, grey};
use crate::seed::Seed;

/// Interlocking paving blocks, laid in a herring-bone, some sunk, some replaced.
pub(crate) fn paving() -> Canvas {
    let mut c = Canvas::new(256, grey(0.56));
    let mut seed = Seed::number(101);
    // A block is 16 by 32 pixels; a repeat of the pattern is 64 pixels a side.
    for row in 0..17 {
        for col in -1..5 {
            let (x, y) = (col as f32 * 64.0 + (row % 4) as f32 * 16.0, row as f32 * 16.0);
            block(&mut c, [x, y, 31.0, 15.0], &mut seed);
            block(&mut c, [x + 32.0, y - 16.0, 15.0, 31.0], &mut seed);
        }
    }
    c.spots(40, [3.0, 12.0], 0.1, &mut seed);

    c
}

fn block(c: &mut Canvas, [x, y, w, h]: [f32; 4], seed: &mut Seed) {
    let v = seed.range(0.82, 0.97);
    c.rect([x, y, w, h], grey(v));
    c.rect([x, y, w, 1.0], grey(v * 1.06));
    c.rect([x, y + h - 1.0, w, 1.0], grey(v * 0.84));
}

/// Slabs of stone with a flecked grain, laid in a bond.
pub(crate) fn slabs() -> Canvas {
    let mut c = Canvas::new(256, grey(0.58));
    let mut seed = Seed::number(103);
    for row in 0..8 {
        for i in -1..4 {
            let x = i as f32 * 64.0 + (row % 2) as f32 * 32.0;
            block(&mut c, [x, row as f32 * 32.0, 63.0, 31.0], &mut seed);
        }
    }
    c.spots(40, [5.0, 18.0], 0.09, &mut seed);

    c
}

/// Square tiles, some of them a little darker, dirt in the joints.
pub(crate) fn grid() -> Canvas {
    let mut c = Canvas::new(128, grey(0.8));
    let mut seed = Seed::number(105);
    for row in 0..12 {
        for i in 0..12 {
            let at = [i as f32 * 10.7, row as f32 * 10.7, 9.9, 9.9];
            c.rect(at, grey(seed.range(0.92, 0.99)));
        }
    }

    c
}

/// Rough ground: asphalt, concrete, plaster.
pub(crate) fn rough() -> Canvas {
    let mut c = Canvas::new(128, grey(0.95));
    let mut seed = Seed::number(107);
    c.spots(40, [5.0, 24.0], 0.1, &mut seed);
    c.noise(0.02, 19);
    c
}

/// The grating of a drain.
pub(crate) fn grate() -> Canvas {
    let mut c = Canvas::new(64, grey(0.8));
    c.rect([0.0, 0.0, 3.0, 64.0], grey(0.55));
    c.rect([61.0, 0.0, 3.0, 64.0], grey(0.55));
    for i in 0..16 {
        c.rect([7.0, i as f32 * 4.0, 50.0, 2.0], grey(0.2));
    }
    c
}
