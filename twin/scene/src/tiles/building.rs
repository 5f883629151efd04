//! Walls, windows and shutters.

use super::{Canvas, Ink, grey, ink, mix, times};
use crate::seed::Seed;

/// A wall that weather has worked on.
fn plaster(seed: &mut Seed) -> Canvas {
    let mut c = Canvas::new(128, grey(0.95));
    c.spots(26, [8.0, 30.0], 0.07, seed);

    c
}

/// Glass between frames: darker above, a curtain or blinds behind some.
fn panes(c: &mut Canvas, [x, y, w, h]: [f32; 4], frame: Ink, seed: &mut Seed) {
    c.rect([x - 2.0, y - 2.0, w + 4.0, h + 4.0], times(frame, 0.8));
    c.rect([x - 1.0, y - 1.0, w + 2.0, h + 2.0], frame);
    let half = w / 2.0 - 1.0;
    for (i, left) in [x, x + half + 2.0].into_iter().enumerate() {
        for row in 0..h as i32 {
            let t = row as f32 / h;
            let glass = mix(ink(0x8FA6B4), ink(0x4A5C68), (t * 1.3).min(1.0));
            c.rect([left, y + row as f32, half, 1.0], glass);
        }
        match seed.below(3) {
            0 => {
                for row in 0..(h / 4.0) as i32 {
                    c.rect([left, y + row as f32 * 4.0, half, 2.0], ink(0xC8C4B6));
                }
            }
            1 => c.rect([left + if i == 0 { 0.0 } else { half * 0.55 }, y, half * 0.45, h], ink(0xD8CCB4)),
            _ => c.line([left + half * 0.7, y + 2.0], [left + half * 0.3, y + h - 3.0], 1.6, ink(0xA8BCC8)),
        }
    }
}

/// A wall with a window of two sashes, a sill, a streak of rain under it.
pub(crate) fn window() -> Canvas {
    let mut seed = Seed::number(90);
    let mut c = plaster(&mut seed);
    c.rect([0.0, 122.0, 128.0, 6.0], grey(0.8));
    panes(&mut c, [26.0, 32.0, 76.0, 52.0], ink(0xE4E6E6), &mut seed);
    c.rect([20.0, 86.0, 88.0, 4.0], grey(1.0));
    c.rect([22.0, 90.0, 84.0, 3.0], grey(0.66));
    for i in 0..7 {
        let x = 24.0 + i as f32 * 12.0;
        c.tint([x, 93.0, 4.0, 10.0 + (i * 7 % 5) as f32 * 4.0], grey(0.9));
    }
    c
}

/// A wall with a wide window behind bars and a line of tiles below: older houses.
pub(crate) fn barred() -> Canvas {
    let mut seed = Seed::number(92);
    let mut c = plaster(&mut seed);
    for row in 0..4 {
        for i in -1..9 {
            let x = i as f32 * 16.0 + (row % 2) as f32 * 8.0;
            let v = seed.range(0.66, 0.8);
            c.rect([x, 96.0 + row as f32 * 8.0, 15.0, 7.0], [v, v * 0.86, v * 0.78]);
        }
    }
    panes(&mut c, [26.0, 32.0, 76.0, 52.0], ink(0x8A7A66), &mut seed);
    for i in 0..9 {
        c.rect([26.0 + i as f32 * 9.4, 30.0, 1.6, 57.0], ink(0x5A6064));
    }
    for y in [42.0, 72.0] {
        c.rect([24.0, y, 80.0, 1.6], ink(0x5A6064));
    }
    c.rect([10.0, 0.0, 5.0, 128.0], grey(0.7));
    c.rect([14.0, 0.0, 1.4, 128.0], grey(0.46));
    c
}

/// A wall of small tiles with a window that an old sign or a film covers in part.
pub(crate) fn tiled() -> Canvas {
    let mut seed = Seed::number(94);
    let mut c = Canvas::new(128, grey(0.92));
    for row in 0..21 {
        for i in 0..16 {
            let v = seed.range(0.84, 0.98);
            c.rect([i as f32 * 8.0, row as f32 * 6.0, 7.0, 5.0], grey(v));
        }
    }
    c.spots(16, [10.0, 26.0], 0.12, &mut seed);
    panes(&mut c, [26.0, 32.0, 76.0, 52.0], ink(0xC8CCD0), &mut seed);
    c.rect([26.0, 66.0, 76.0, 18.0], ink(0x9AB4C4));
    for i in 0..6 {
        c.rect([32.0 + i as f32 * 11.0, 71.0, 7.0, 8.0], ink(0xE8EEF0));
    }
    c.rect([20.0, 86.0, 88.0, 4.0], grey(0.74));
    c
}

/// A lit room behind the glass of a restaurant's front: lamps, menus on the wall, tables, muntins before it.
pub(crate) fn eatery() -> Canvas {
    let mut c = Canvas::new(128, ink(0xE8C88A));
    for row in 0..128 {
        let t = row as f32 / 127.0;
        c.rect([0.0, row as f32, 128.0, 1.0], mix(ink(0xFBE6B4), ink(0x8A5C34), t * t));
    }
    for x in [10.0, 50.0, 92.0] {
        c.rect([x, 26.0, 26.0, 34.0], ink(0xFFF6E0));
        for i in 0..5 {
            c.rect([x + 3.0, 31.0 + i as f32 * 5.6, 11.0, 2.0], ink(0x4A3A30));
            c.rect([x + 17.0, 31.0 + i as f32 * 5.6, 6.0, 2.0], ink(0xC03A28));
        }
    }
    for x in [24.0, 70.0, 108.0] {
        c.line([x, 0.0], [x, 12.0], 1.2, ink(0x4A3A2A));
        c.ball([x, 16.0], [7.0, 5.0], ink(0xFFF4CC));
    }
    for (x, y) in [(16.0, 92.0), (60.0, 98.0), (100.0, 90.0)] {
        c.pack([x - 17.0, y, 34.0, 5.0], ink(0xB07A44));
        c.rect([x - 12.0, y + 5.0, 3.0, 18.0], ink(0x5A3C22));
        c.rect([x + 9.0, y + 5.0, 3.0, 18.0], ink(0x5A3C22));
        c.oval([x - 6.0, y - 3.0], [4.0, 3.0], [1.0, 0.0], ink(0xD8D8D4), 0.5);
        c.oval([x + 5.0, y - 2.0], [3.0, 2.4], [1.0, 0.0], ink(0xC84A30), 0.4);
        c.oval([x - 22.0, y + 14.0], [5.0, 4.0], [1.0, 0.0], ink(0x7A2E26), 0.2);
    }
    c.line([30.0, 127.0], [70.0, 0.0], 2.0, ink(0xFFF8E4));
    for x in [0.0, 41.0, 83.0, 124.0] {
        c.rect([x, 0.0, 4.0, 128.0], ink(0x5E4028));
    }
    for y in [0.0, 20.0, 124.0] {
        c.rect([0.0, y, 128.0, 4.0], ink(0x5E4028));
    }
    c
}

/// Bricks.
pub(crate) fn brick() -> Canvas {
    let mut c = Canvas::new(128, grey(0.92));
    let mut seed = Seed::number(91);
    for row in 0..16 {
        for i in -1..8 {
            let x = i as f32 * 16.0 + (row % 2) as f32 * 8.0;
            c.rect([x, row as f32 * 8.0, 15.0, 7.0], grey(seed.range(0.62, 0.86)));
        }
    }
    c.spots(14, [8.0, 26.0], 0.2, &mut seed);

    c
}

/// Slats of a roller shutter, or sheets of corrugated iron.
pub(crate) fn slats() -> Canvas {
    let mut c = Canvas::new(128, grey(0.9));
    for row in 0..16 {
        for k in 0..8 {
            let v = [0.5, 0.78, 0.92, 1.0, 0.98, 0.93, 0.86, 0.76][k];
            c.rect([0.0, (row * 8 + k) as f32, 128.0, 1.0], grey(v));
        }
    }
    let mut seed = Seed::number(95);
    c.spots(22, [6.0, 26.0], 0.16, &mut seed);
    for _ in 0..26 {
        let (x, y) = (seed.range(0.0, 124.0), seed.range(10.0, 124.0));
        c.tint([x, y, seed.range(1.0, 3.0), seed.range(6.0, 26.0)], grey(0.88));
    }
    c
}

/// Planks.
pub(crate) fn wood() -> Canvas {
    let mut c = Canvas::new(64, grey(0.86));
    let mut seed = Seed::number(96);
    for row in 0..5 {
        let tone = seed.range(0.8, 0.98);
        for k in 0..12 {
            let v = tone * seed.range(0.9, 1.0);
            c.rect([0.0, row as f32 * 13.0 + k as f32, 64.0, 1.0], grey(v));
        }
        c.rect([0.0, row as f32 * 13.0 + 12.0, 64.0, 1.0], grey(0.34));
    }
    for _ in 0..60 {
        let (x, y) = (seed.range(0.0, 56.0), seed.range(0.0, 64.0));
        c.tint([x, y, seed.range(4.0, 14.0), 1.0], grey(0.86));
    }
    c
}
