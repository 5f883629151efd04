//! Things to wear, to cook with and to live with, and what stands on shelves.

use super::{Canvas, Ink, grey, heading, ink, mix, times};
use crate::mesh::turn;
use crate::seed::Seed;

/// Lines where a label would be written.
fn label(c: &mut Canvas, [x, y, w, h]: [f32; 4], paper: Ink, seed: &mut Seed) {
    c.rect([x, y, w, h], paper);
    let dark = ink([0xB02018, 0x1E3E8A, 0x2A2A2A, 0x1E6A3A][seed.below(4)]);
    c.rect([x + 1.0, y + 1.0, (w - 2.0) * seed.range(0.6, 1.0), 2.0], dark);
    if h > 6.0 {
        c.rect([x + 1.0, y + 5.0, (w - 2.0) * seed.range(0.4, 0.9), 1.0], grey(0.5));
    }
}

/// Shelves of packages in several colours.
pub(crate) fn cartons() -> Canvas {
    let mut c = Canvas::new(128, grey(0.12));
    let mut seed = Seed::number(21);
    let colors =
        [0xD83A2E, 0xF0C63A, 0x2E6AB4, 0xF2EEE4, 0x4A9A52, 0xE8822A, 0xBE9A6C, 0x8A4E80, 0x2E9AA0, 0xE86A8A]
            .map(ink);
    for row in 0..6 {
        let floor = row as f32 * 21.4 + 18.0;
        let mut x = 0.0;
        while x < 128.0 {
            let (w, h) = (seed.range(8.0, 17.0), seed.range(11.0, 17.0));
            let color = seed.pick(&colors, colors[0]);
            // Two or three of a kind side by side.
            for _ in 0..1 + seed.below(3) {
                c.pack([x, floor - h, w - 1.0, h], color);
                let paper = mix(color, [1.0; 3], 0.72);
                label(&mut c, [x + 1.5, floor - h * 0.72, w - 4.0, h * 0.46], paper, &mut seed);
                x += w;
            }
        }
        c.rect([0.0, floor, 128.0, 2.0], grey(0.74));
        c.rect([0.0, floor + 2.0, 128.0, 1.4], grey(0.3));
        for i in 0..8 {
            c.rect([i as f32 * 16.0 + 3.0, floor, 8.0, 2.0], ink(0xFFF0A0));
        }
    }
    c
}

/// Shelves of bottles and jars.
pub(crate) fn bottles() -> Canvas {
    let mut c = Canvas::new(128, grey(0.16));
    let mut seed = Seed::number(33);
    for row in 0..4 {
        let floor = row as f32 * 32.0 + 28.0;
        let mut x = 1.0;
        while x < 124.0 {
            let kind = seed.below(3);
            let color = ink([0xB8301C, 0xC8862A, 0x4E6E2E, 0xD8CFB0, 0x5A3218, 0xE0B03A][seed.below(6)]);
            for _ in 0..2 + seed.below(3) {
                let (w, h) = [(8.0, 24.0), (11.0, 15.0), (9.0, 20.0)][kind];
                c.pack([x, floor - h + 5.0, w, h - 5.0], color);
                c.rect([x + 1.5, floor - h + 6.0, 1.5, h - 8.0], mix(color, [1.0; 3], 0.55));
                c.rect([x + w * 0.28, floor - h, w * 0.44, 6.0], times(color, 0.8));
                let cap = ink([0xC8201C, 0xE8E4DA, 0x2A5A9A, 0xD8A83A][(kind + row) % 4]);
                c.rect([x + w * 0.2, floor - h, w * 0.6, 3.0], cap);
                label(&mut c, [x + 0.5, floor - h * 0.52, w - 1.5, h * 0.34], ink(0xF4EFE0), &mut seed);
                x += w + 1.0;
            }
        }
        c.rect([0.0, floor, 128.0, 2.4], ink(0xB89A6C));
        c.rect([0.0, floor + 2.4, 128.0, 1.6], grey(0.08));
    }
    c
}

/// Shelves of shoes in pairs, toes to the customer.
pub(crate) fn shoes() -> Canvas {
    let mut c = Canvas::new(128, grey(0.86));
    let mut seed = Seed::number(41);
    let colors = [0x2A2628, 0x80502E, 0xD8344C, 0xF2F2F2, 0x34509A, 0xD8A84C, 0x5A6A5A, 0xE87AA0].map(ink);
    for row in 0..5 {
        let floor = row as f32 * 25.6 + 22.0;
        c.rect([0.0, floor - 22.0, 128.0, 4.0], grey(0.62));
        for i in 0..5 {
            let color = seed.pick(&colors, colors[0]);
            for k in 0..2 {
                let x = i as f32 * 25.6 + k as f32 * 12.0 + 6.5;
                c.oval([x, floor - 7.0], [5.6, 9.0], [1.0, 0.0], color, 0.4);
                c.oval([x, floor - 11.0], [3.4, 4.4], [1.0, 0.0], times(color, 0.35), 0.0);
                c.rect([x - 5.0, floor - 1.5, 10.0, 1.5], if i % 2 == 0 { grey(0.96) } else { grey(0.2) });
            }
        }
        c.rect([0.0, floor, 128.0, 3.0], grey(0.5));
    }
    c
}

/// Cloth that hangs in folds.
pub(crate) fn cloth() -> Canvas {
    let mut c = Canvas::new(64, grey(0.9));
    for y in 0..64 {
        for x in 0..64 {
            let [fold, _] = turn(x * 4 + y / 3, 64);
            let [fine, _] = turn(x * 9 + y / 5, 64);
            let d = fold * 0.09 + fine * 0.04;
            c.set(x as i32, y as i32, |p| p.map(|v| v + d));
        }
    }
    c
}

/// A rail of garments, edge on.
pub(crate) fn rail() -> Canvas {
    let mut c = Canvas::new(128, grey(0.16));
    let mut seed = Seed::number(51);
    let colors = [0xBE3440, 0x344072, 0xE6DAC8, 0x72407A, 0xE09E34, 0x407266, 0xE68C9A, 0x2E2E34, 0x8CA6CC];
    let mut x = 0.0;
    while x < 128.0 {
        let w = seed.range(4.0, 8.0);
        let color = times(ink(seed.pick(&colors, colors[0])), seed.range(0.8, 1.1));
        let drop = seed.range(84.0, 118.0);
        c.rect([x, 12.0, w, drop], color);
        c.rect([x, 12.0, 1.4, drop], times(color, 0.5));
        c.rect([x + w * 0.5, 14.0, 1.4, drop - 4.0], mix(color, [1.0; 3], 0.24));
        c.line([x + w * 0.5, 6.0], [x + w * 0.5, 12.0], 1.2, grey(0.7));
        if seed.chance(0.4) {
            for y in 0..7 {
                let at = [x + 1.4, 22.0 + y as f32 * 12.0, w - 1.4, 3.0];
                c.rect(at, mix(color, [1.0; 3], 0.5));
            }
        }
        x += w;
    }
    c.rect([0.0, 4.0, 128.0, 3.0], grey(0.82));
    c
}

/// Bolts of fabric or folded quilts, stacked with their ends to the aisle.
pub(crate) fn bolts() -> Canvas {
    let mut c = Canvas::new(128, grey(0.16));
    let mut seed = Seed::number(61);
    let colors =
        [0xD83E58, 0xF2C04A, 0x4A9A80, 0xF2EBDC, 0x7258A6, 0xE88CA6, 0x4066A6, 0xB2CC72, 0xD88040, 0x9ABFD8];
    for row in 0..9 {
        let mut x = 0.0;
        let y = row as f32 * 14.2;
        while x < 128.0 {
            let w = seed.range(24.0, 40.0);
            let color = ink(seed.pick(&colors, colors[0]));
            for k in 0..12 {
                let d = (k as f32 - 4.0) / 8.0;
                c.rect([x, y + k as f32, w - 1.4, 1.0], times(color, 1.06 - 0.6 * d * d));
            }
            if seed.chance(0.45) {
                let pattern = mix(color, [1.0; 3], 0.5);
                for i in 0..5 {
                    c.ball([x + 4.0 + i as f32 * w / 5.0, y + 5.0], [2.2, 2.2], pattern);
                }
            }
            x += w;
        }
    }
    c
}

/// Flower heads among leaves.
pub(crate) fn flowers() -> Canvas {
    let mut c = Canvas::new(128, ink(0x274F22));
    let mut seed = Seed::number(71);
    for _ in 0..90 {
        let at = [seed.range(0.0, 128.0), seed.range(0.0, 128.0)];
        let green = times(ink(0x4A8A3A), seed.range(0.7, 1.2));
        c.oval(at, [9.0, 3.6], heading(&mut seed), green, 0.1);
    }
    let colors = [0xFF7399, 0xFFDB4D, 0xFAF7F2, 0xD93340, 0xBF80D9, 0xFF994D].map(ink);
    for _ in 0..52 {
        let (x, y) = (seed.range(2.0, 126.0), seed.range(2.0, 126.0));
        let color = seed.pick(&colors, colors[0]);
        for i in 0..6 {
            let [dx, dy] = turn(i, 6);
            c.oval([x + dx * 4.2, y + dy * 4.2], [3.6, 2.8], [dx, dy], color, 0.3);
        }
        c.ball([x, y], [2.2, 2.2], ink(0xF2C84A));
    }
    c
}

/// Bowls and pots, stacked.
pub(crate) fn pots() -> Canvas {
    let mut c = Canvas::new(128, grey(0.22));
    let mut seed = Seed::number(75);
    let metals = [0xD9DCDE, 0xC8CCD0, 0xE0B65A, 0x3E4044, 0xC84034, 0xEDE8DC, 0x8A5A3A].map(ink);
    for row in 0..4 {
        for i in 0..4 {
            let (x, y) = (i as f32 * 32.0 + 16.0, row as f32 * 32.0 + 14.0);
            let color = seed.pick(&metals, metals[0]);
            c.oval([x, y + 3.0], [14.8, 11.6], [1.0, 0.0], color, 0.7);
            c.oval([x, y - 5.0], [13.0, 4.6], [1.0, 0.0], times(color, 0.42), 0.0);
            c.rect([x - 15.6, y - 3.0, 4.0, 2.6], times(color, 0.5));
            c.rect([x + 11.6, y - 3.0, 4.0, 2.6], times(color, 0.5));
        }
        c.rect([0.0, row as f32 * 32.0 + 29.0, 128.0, 3.0], grey(0.5));
    }
    c
}

/// A wall of tools on hooks.
pub(crate) fn tools() -> Canvas {
    let mut c = Canvas::new(128, ink(0xC2C6C4));
    for i in 0..16 {
        for j in 0..16 {
            c.rect([i as f32 * 8.0 + 3.0, j as f32 * 8.0 + 3.0, 1.2, 1.2], grey(0.5));
        }
    }
    let mut seed = Seed::number(77);
    let grips = [0xD8342A, 0x2A5AA8, 0xE8B82A, 0x2A2A2C, 0xB8864A].map(ink);
    for row in 0..3 {
        for i in 0..8 {
            let (x, y) = (i as f32 * 16.0 + 8.0, row as f32 * 42.0 + 5.0);
            let grip = seed.pick(&grips, grips[0]);
            let steel = ink(0x70767C);
            match seed.below(4) {
                0 => {
                    c.line([x, y + 10.0], [x, y + 34.0], 3.0, ink(0xB8864A));
                    c.pack([x - 6.0, y + 3.0, 12.0, 7.0], steel);
                }
                1 => {
                    c.line([x, y + 2.0], [x, y + 16.0], 2.0, steel);
                    c.pack([x - 2.5, y + 16.0, 5.0, 18.0], grip);
                }
                2 => {
                    c.line([x - 1.0, y + 3.0], [x + 3.0, y + 14.0], 3.0, steel);
                    c.line([x + 2.0, y + 14.0], [x - 4.0, y + 34.0], 3.4, grip);
                    c.line([x, y + 14.0], [x + 5.0, y + 34.0], 3.4, grip);
                }
                _ => {
                    c.oval([x, y + 17.0], [7.0, 13.0], [1.0, 0.0], grip, 0.3);
                    c.oval([x, y + 17.0], [3.4, 8.0], [1.0, 0.0], ink(0xC2C6C4), 0.0);
                }
            }
        }
    }
    c
}

/// A menu or a poster: a headline, lines, prices in red, a picture.
pub(crate) fn poster() -> Canvas {
    let mut c = Canvas::new(128, grey(0.97));
    c.rect([0.0, 0.0, 128.0, 26.0], ink(0xCC3326));
    c.rect([14.0, 8.0, 100.0, 10.0], ink(0xFFF4D8));
    let mut seed = Seed::number(79);
    for i in 0..7 {
        let y = 36.0 + i as f32 * 13.0;
        let mut x = 8.0;
        for _ in 0..2 + seed.below(4) {
            c.rect([x, y, 8.0, 7.0], grey(0.2));
            c.rect([x + 2.0, y + 2.0, 3.0, 3.0], grey(0.8));
            x += 10.0;
        }
        c.rect([86.0, y, 26.0, 6.0], ink(0xC03024));
        c.rect([60.0, y + 5.0, 22.0, 1.0], grey(0.75));
    }
    c
}

/// A basket of coloured plastic with slots.
pub(crate) fn basket() -> Canvas {
    let mut c = Canvas::new(32, grey(0.95));
    c.rect([0.0, 0.0, 32.0, 6.0], grey(1.0));
    c.rect([0.0, 6.0, 32.0, 1.0], grey(0.6));
    for i in 0..6 {
        for j in 0..3 {
            c.rect([i as f32 * 5.4 + 1.0, 9.0 + j as f32 * 7.6, 3.0, 5.6], grey(0.48));
        }
    }
    c
}

/// A sack of woven plastic with print: a frame, a picture of grain, lines.
pub(crate) fn sack() -> Canvas {
    let mut c = Canvas::new(64, ink(0xF0EADA));

    c.rect([6.0, 8.0, 52.0, 48.0], ink(0xD84A2A));
    c.rect([9.0, 11.0, 46.0, 42.0], ink(0xF4EEDC));
    c.rect([14.0, 15.0, 36.0, 10.0], ink(0x1E5A9A));
    c.ball([32.0, 36.0], [11.0, 8.0], ink(0xE0B040));
    c.rect([16.0, 47.0, 32.0, 3.0], ink(0x2A6A3A));
    c
}

/// Two stripes of an awning: colour and white, a little faded and dusty.
pub(crate) fn stripes(color: Ink) -> Canvas {
    let mut c = Canvas::new(64, grey(0.95));
    for i in 0..4 {
        c.rect([i as f32 * 16.0, 0.0, 8.0, 64.0], color);
    }
    let mut seed = Seed::number(83);
    c.spots(14, [5.0, 14.0], 0.14, &mut seed);
    c
}
