//! Things to eat.

use super::{Canvas, Ink, grey, heading, ink, mix, times};
use crate::mesh::turn;
use crate::seed::Seed;

/// Round things in a heap: potatoes, onions, eggs, chestnuts.
pub(crate) fn balls() -> Canvas {
    let mut c = Canvas::new(128, grey(0.2));
    let mut seed = Seed::number(1);
    for row in 0..9 {
        for col in -1..8 {
            let x = col as f32 * 17.0 + if row % 2 == 0 { 8.5 } else { 17.0 } + seed.range(-1.6, 1.6);
            let y = row as f32 * 14.6 + 4.0 + seed.range(-1.4, 1.4);
            let (rx, ry) = (seed.range(8.4, 10.0), seed.range(7.8, 9.4));
            c.ball([x, y], [rx, ry], grey(seed.range(0.8, 0.98)));
        }
    }
    c
}

/// Fruit in layers, each with its stalk and a sheen.
pub(crate) fn fruit() -> Canvas {
    let mut c = Canvas::new(128, grey(0.16));
    let mut seed = Seed::number(2);
    for row in 0..6 {
        for col in -1..6 {
            let x = col as f32 * 24.0 + if row % 2 == 0 { 12.0 } else { 24.0 } + seed.range(-1.5, 1.5);
            let y = row as f32 * 22.0 + 8.0 + seed.range(-1.5, 1.5);
            let tone = seed.range(0.84, 1.0);
            c.oval([x, y], [12.6, 11.8], [1.0, 0.0], grey(tone), 0.62);
            c.ball([x + 1.0, y - 3.4], [3.2, 2.0], grey(tone * 0.66));
            c.line([x + 1.0, y - 3.6], [x + 2.4, y - 7.0], 1.6, [0.3, 0.26, 0.16]);
        }
    }
    c
}

/// Leafy bunches.
pub(crate) fn leaves() -> Canvas {
    let mut c = Canvas::new(128, grey(0.28));
    let mut seed = Seed::number(3);
    for i in 0..230 {
        let at = [seed.range(-4.0, 132.0), seed.range(-4.0, 132.0)];
        let way = heading(&mut seed);
        let (long, wide) = (seed.range(11.0, 18.0), seed.range(4.5, 7.5));
        let tone = 0.55 + 0.38 * (i as f32 / 230.0) + seed.range(-0.08, 0.08);
        c.oval(at, [long, wide], way, grey(tone), 0.1);
        let end = |k: f32| [at[0] + way[0] * long * k, at[1] + way[1] * long * k];
        c.line(end(-0.8), end(0.7), 1.2, grey((tone + 0.16).min(1.0)));
    }
    c
}

/// Heads of Chinese cabbage, cut ends and green tips.
pub(crate) fn cabbage() -> Canvas {
    let mut c = Canvas::new(128, ink(0x2E4A1C));
    let mut seed = Seed::number(4);
    for row in 0..4 {
        for col in -1..3 {
            let x = col as f32 * 48.0 + 24.0 + (row % 2) as f32 * 22.0 + seed.range(-3.0, 3.0);
            let y = row as f32 * 34.0 + 14.0 + seed.range(-2.0, 2.0);
            c.oval([x, y], [27.0, 16.0], [1.0, 0.0], ink(0x6FA83C), 0.1);
            for k in 0..5 {
                let dy = (k as f32 - 2.0) * 5.6;
                let tone = seed.range(0.9, 1.05);
                c.oval([x + 2.0, y + dy], [21.0, 4.2], [1.0, 0.0], times(ink(0xB7D36C), tone), 0.1);
                c.oval([x - 9.0, y + dy * 0.8], [12.0, 3.4], [1.0, 0.0], ink(0xF2F4DE), 0.2);
            }
            for _ in 0..9 {
                let at = [x + seed.range(12.0, 25.0), y + seed.range(-11.0, 11.0)];
                c.oval(at, [5.0, 3.0], heading(&mut seed), ink(0x4F8E2E), 0.1);
            }
        }
    }
    c
}

/// White radishes with green shoulders, side by side.
pub(crate) fn radish() -> Canvas {
    let mut c = Canvas::new(128, ink(0x35451F));
    let mut seed = Seed::number(5);
    for row in 0..2 {
        for col in 0..6 {
            let x = col as f32 * 21.5 + 10.5 + seed.range(-1.0, 1.0);
            let y = row as f32 * 64.0 + 34.0 + seed.range(-3.0, 3.0);
            for leaf in 0..5 {
                let dx = (leaf as f32 - 2.0) * 3.0;
                c.line([x, y - 20.0], [x + dx * 1.6, y - 33.0], 2.6, ink(0x3F8A32));
            }
            c.oval([x, y + 2.0], [25.0, 10.4], [0.0, 1.0], ink(0xF4F4EA), 0.3);
            for py in 0..12 {
                let fade = 1.0 - py as f32 / 12.0;
                let half = 9.0 - 0.05 * ((py as f32 - 12.0) * (py as f32 - 12.0));
                let green = mix([1.0; 3], ink(0x86B84C), fade * 0.9);
                c.tint([x - half, y - 20.0 + py as f32, half * 2.0, 1.0], green);
            }
        }
    }
    c
}

/// Bunches of leek: white feet, green blades, a band round each.
pub(crate) fn scallion() -> Canvas {
    let mut c = Canvas::new(128, ink(0x24401E));
    let mut seed = Seed::number(6);
    for bunch in 0..4 {
        let left = bunch as f32 * 32.0;
        for _ in 0..13 {
            let x = left + seed.range(3.0, 29.0);
            let green = times(ink(0x4E9A3A), seed.range(0.75, 1.15));
            c.line([x, 84.0], [x + seed.range(-3.0, 3.0), 0.0], 3.6, green);
            c.line([x + 1.0, 80.0], [x + 1.0, 10.0], 1.0, times(green, 1.25));
            c.line([x, 80.0], [x, 122.0], 3.6, mix(ink(0xF2F2E2), ink(0xBFD89A), seed.range(0.0, 0.5)));
            c.rect([x - 2.0, 121.0, 4.0, 5.0], ink(0xD8CDA8));
        }
        c.rect([left + 2.0, 70.0, 28.0, 5.0], ink(0xC83A34));
        c.rect([left + 2.0, 70.0, 28.0, 1.0], ink(0xE88A80));
    }
    c
}

/// Long things side by side: carrots, cucumbers, aubergines.
pub(crate) fn sticks() -> Canvas {
    let mut c = Canvas::new(128, grey(0.22));
    let mut seed = Seed::number(7);
    for row in 0..3 {
        for i in 0..11 {
            let x = i as f32 * 12.0 + 5.0 + seed.range(-1.5, 1.5);
            let y = row as f32 * 43.0 + 21.0 + seed.range(-5.0, 5.0);
            let tone = grey(seed.range(0.8, 1.0));
            c.oval([x, y], [24.0, 6.4], turn(6 + seed.below(2), 25), tone, 0.35);
        }
    }
    c
}

/// Crushed ice.
pub(crate) fn ice() -> Canvas {
    let mut c = Canvas::new(64, [0.84, 0.89, 0.93]);
    let mut seed = Seed::number(8);
    for _ in 0..150 {
        let (x, y) = (seed.range(0.0, 64.0), seed.range(0.0, 64.0));
        let v = seed.range(0.84, 1.0);
        let (w, h) = (seed.range(1.0, 4.0), seed.range(1.0, 4.0));
        c.rect([x, y, w, h], [v * 0.97, v, v]);
    }
    c
}

/// A fish with its head to the left: dark back, bright belly, an eye, a forked tail.
fn one_fish(c: &mut Canvas, [x, y]: [f32; 2], back: Ink) {
    c.oval([x + 2.0, y + 4.0], [28.0, 9.0], [1.0, 0.0], [0.5, 0.55, 0.6], 0.0);
    for k in 0..12 {
        let half = 2.0 + k as f32 * 0.8;
        c.rect([x + 24.0 + k as f32, y - half, 1.0, half - 1.2], times(back, 0.85));
        c.rect([x + 24.0 + k as f32, y + 1.2, 1.0, half - 1.2], times(back, 0.75));
    }
    c.oval([x, y], [27.0, 9.4], [1.0, 0.0], [0.93, 0.95, 0.97], 0.5);
    for py in -9..2 {
        let half = 26.0 * (1.0 - (py * py) as f32 / 92.0).max(0.0).sqrt();
        let t = ((py + 9) as f32 / 11.0).min(1.0);
        let shade = mix(back, [0.86, 0.9, 0.94], t * t);
        c.tint([x - half, y + py as f32, half * 2.0, 1.0], shade);
        if py < -2 {
            for i in 0..9 {
                let wave = if (i + py) % 2 == 0 { 0.72 } else { 1.0 };
                c.tint([x - half * 0.5 + i as f32 * half * 0.17, y + py as f32, 2.0, 1.0], grey(wave));
            }
        }
    }
    c.line([x - 14.0, y - 6.0], [x - 12.0, y + 6.0], 1.4, times(back, 0.7));
    c.ball([x - 20.0, y - 2.2], [3.2, 3.2], [0.95, 0.93, 0.8]);
    c.rect([x - 21.0, y - 3.4, 2.4, 2.4], [0.04, 0.04, 0.05]);
}

/// Mackerel and croaker on ice.
pub(crate) fn fish() -> Canvas {
    let mut c = Canvas::new(128, [0.85, 0.9, 0.94]);
    c.noise(0.05, 9);
    for row in 0..6 {
        for col in 0..2 {
            let x = col as f32 * 64.0 + 27.0 + (row % 2) as f32 * 6.0;
            one_fish(&mut c, [x, row as f32 * 21.5 + 10.5], ink(0x4A6478));
        }
    }
    c
}

/// Silver cutlass fish, squid, prawns and shells on ice, a quarter each.
pub(crate) fn seafood() -> Canvas {
    let mut c = Canvas::new(128, [0.85, 0.9, 0.94]);
    c.noise(0.05, 10);
    let mut seed = Seed::number(10);
    for i in 0..4 {
        let y = 7.0 + i as f32 * 14.5;
        let [x0, x1] = [3.0, 62.0];
        for k in 0..10 {
            let t = k as f32 / 9.0;
            let tall = 9.0 * (1.0 - 0.6 * t);
            c.rect([x0 + (x1 - x0) * t * 0.92, y - tall / 2.0, 7.0, tall], grey(0.98 - 0.26 * t));
            c.rect([x0 + (x1 - x0) * t * 0.92, y - tall / 2.0, 7.0, 2.0], [0.5, 0.58, 0.66]);
        }
        c.rect([x0 + 2.0, y - 2.0, 2.0, 2.0], [0.05; 3]);
    }
    for i in 0..4 {
        let x = 74.0 + i as f32 * 15.0;
        c.oval([x, 24.0], [19.0, 6.6], [0.0, 1.0], ink(0xDCC8C4), 0.4);
        for k in -2..3 {
            c.line([x + k as f32 * 2.4, 42.0], [x + k as f32 * 3.4, 60.0], 1.7, ink(0xC49A9A));
        }
        c.tint([x - 3.0, 8.0, 6.0, 28.0], ink(0xD8A8A0));
    }
    for _ in 0..42 {
        let at = [seed.range(4.0, 58.0), seed.range(68.0, 124.0)];
        let way = heading(&mut seed);
        c.oval(at, [8.0, 3.4], way, mix(ink(0xE8845A), ink(0xC8B8A8), seed.range(0.0, 0.8)), 0.3);
        c.line(at, [at[0] + way[0] * 9.0, at[1] + way[1] * 9.0], 1.0, ink(0x9A4A34));
    }
    for _ in 0..44 {
        let at = [seed.range(68.0, 126.0), seed.range(67.0, 125.0)];
        let shell = mix(ink(0x5A4A3A), ink(0xCFC0A0), seed.range(0.0, 1.0));
        c.oval(at, [7.2, 5.4], heading(&mut seed), shell, 0.2);
        c.line([at[0] - 4.0, at[1]], [at[0] + 4.0, at[1]], 1.0, times(shell, 0.6));
    }
    c
}

/// Dried pollacks and croakers that hang in a row on a yellow cord.
pub(crate) fn dried() -> Canvas {
    let mut c = Canvas::new(128, ink(0x3A3026));
    let mut seed = Seed::number(11);
    for i in 0..8 {
        let x = i as f32 * 16.0 + 8.0;
        let color = times(ink(0xC9A468), seed.range(0.82, 1.1));
        c.oval([x, 58.0], [48.0, 7.6], [0.0, 1.0], color, 0.2);
        c.line([x, 96.0], [x - 5.0, 118.0], 4.0, times(color, 0.74));
        c.line([x, 96.0], [x + 5.0, 118.0], 4.0, times(color, 0.7));
        c.line([x, 24.0], [x, 92.0], 1.4, times(color, 0.66));
        c.rect([x - 3.0, 18.0, 2.0, 2.0], [0.1; 3]);
    }
    c.rect([0.0, 10.0, 128.0, 3.0], ink(0xE8C84A));
    c
}

/// Grain in the small: rice, beans, powder.
pub(crate) fn grain() -> Canvas {
    let mut c = Canvas::new(64, grey(0.84));
    let mut seed = Seed::number(12);
    for _ in 0..700 {
        let (x, y) = (seed.range(0.0, 64.0), seed.range(0.0, 64.0));
        c.rect([x, y, seed.range(1.0, 3.0), seed.range(1.0, 2.2)], grey(seed.range(0.66, 1.0)));
    }
    c
}

/// Chopped, seasoned food in a tray.
pub(crate) fn mixed() -> Canvas {
    let mut c = Canvas::new(128, grey(0.5));
    let mut seed = Seed::number(13);
    for _ in 0..520 {
        let at = [seed.range(0.0, 128.0), seed.range(0.0, 128.0)];
        let half = [seed.range(3.5, 9.0), seed.range(2.0, 3.8)];
        let tone = seed.range(0.58, 1.0);
        let color = if seed.chance(0.1) { [tone * 0.6, tone * 0.95, tone * 0.5] } else { grey(tone) };
        c.oval(at, half, heading(&mut seed), color, 0.4);
    }
    c
}

/// Kimchi: folded leaves in red, white ribs, flakes of pepper.
pub(crate) fn kimchi() -> Canvas {
    let mut c = Canvas::new(128, ink(0x8E1C0C));
    let mut seed = Seed::number(14);
    for _ in 0..150 {
        let at = [seed.range(0.0, 128.0), seed.range(0.0, 128.0)];
        let way = heading(&mut seed);
        let color = match seed.below(5) {
            0 => ink(0xF0D8B0),
            1 => ink(0x9A9A38),
            2 => ink(0xE8683A),
            _ => ink(0xCE3A1E),
        };
        c.oval(at, [seed.range(9.0, 17.0), seed.range(4.0, 7.0)], way, color, 0.45);
    }
    for _ in 0..160 {
        let (x, y) = (seed.range(0.0, 127.0), seed.range(0.0, 127.0));
        c.rect([x, y, seed.range(1.0, 3.0), 1.4], ink(if seed.chance(0.2) { 0xF4D9A8 } else { 0xA8160A }));
    }
    c
}

/// Rice cakes in packs under film: white, pink, mugwort, yellow, with a seam of beans.
pub(crate) fn cakes() -> Canvas {
    let mut c = Canvas::new(128, ink(0xE8E4DA));
    let mut seed = Seed::number(15);
    let kinds = [0xF8F4EA, 0xF2B4BE, 0x8FAE62, 0xF0D27A, 0x7A4A34, 0xCDB2D4].map(ink);
    for row in 0..4 {
        for col in 0..4 {
            let (x, y) = (col as f32 * 32.0, row as f32 * 32.0);
            c.rect([x + 1.0, y + 1.0, 30.0, 30.0], ink(0xD6D2C8));
            let kind = seed.pick(&kinds, kinds[0]);
            let round = seed.chance(0.55);
            for i in 0..9 {
                let at = [x + 6.5 + (i % 3) as f32 * 9.5, y + 6.5 + (i / 3) as f32 * 9.5];
                if round {
                    c.oval(at, [5.0, 4.6], [1.0, 0.0], kind, 0.7);
                } else {
                    c.pack([at[0] - 4.5, at[1] - 4.5, 9.0, 9.0], kind);
                    c.rect([at[0] - 4.5, at[1], 9.0, 1.6], times(kind, 0.7));
                }
            }
            // The film mirrors a lamp.
            c.line([x + 5.0, y + 28.0], [x + 14.0, y + 3.0], 1.2, [1.0; 3]);
        }
    }
    c
}

/// Blocks of bean curd in water, cut and stamped.
pub(crate) fn curd() -> Canvas {
    let mut c = Canvas::new(128, ink(0xB9B49E));
    for row in 0..3 {
        for col in 0..3 {
            let (x, y) = (col as f32 * 42.6 + 1.0, row as f32 * 42.6 + 1.0);
            c.pack([x, y, 40.0, 40.0], grey(0.98));
            c.rect([x + 3.0, y + 32.0, 34.0, 6.0], grey(0.84));
            c.rect([x + 12.0, y + 10.0, 16.0, 2.0], grey(0.88));
            c.rect([x + 19.0, y + 6.0, 2.0, 14.0], grey(0.88));
        }
    }

    c
}

/// Pancakes and fritters, golden, overlapping.
pub(crate) fn fried() -> Canvas {
    let mut c = Canvas::new(128, ink(0x6A3A14));
    let mut seed = Seed::number(17);
    for row in 0..5 {
        for col in -1..5 {
            let x = col as f32 * 29.0 + 14.0 + (row % 2) as f32 * 14.0;
            let at = [x + seed.range(-2.0, 2.0), row as f32 * 27.0 + 10.0 + seed.range(-2.0, 2.0)];
            let gold = times(ink(0xE8B04A), seed.range(0.86, 1.06));
            c.oval(at, [17.0, 14.0], [1.0, 0.0], gold, 0.2);
            for _ in 0..9 {
                let spot = [at[0] + seed.range(-10.0, 10.0), at[1] + seed.range(-8.0, 8.0)];
                let what = [0x4E8A34, 0xB8501E, 0xF4DFA0, 0x8A4A18][seed.below(4)];
                c.oval(spot, [3.0, 1.6], heading(&mut seed), ink(what), 0.1);
            }
        }
    }
    c
}

/// Slices of meat with white fat, in rows on green paper.
pub(crate) fn meat() -> Canvas {
    let mut c = Canvas::new(128, ink(0x5A1410));
    let mut seed = Seed::number(18);
    for row in 0..5 {
        for i in -1..8 {
            let at = [i as f32 * 18.0 + 8.0 + (row % 2) as f32 * 6.0, row as f32 * 26.0 + 13.0];
            c.oval(at, [14.0, 9.6], turn(5, 24), times(ink(0xC8403A), seed.range(0.85, 1.1)), 0.3);
            for _ in 0..5 {
                let spot = [at[0] + seed.range(-6.0, 6.0), at[1] + seed.range(-9.0, 9.0)];
                let end = [spot[0] + seed.range(-5.0, 5.0), spot[1] + seed.range(-3.0, 3.0)];
                c.line(spot, end, 1.4, ink(0xF0C8C0));
            }
            c.line([at[0] - 8.0, at[1] - 8.0], [at[0] - 3.0, at[1] + 9.0], 2.4, ink(0xF8E8E0));
        }
    }
    c
}

/// Plucked chickens on their backs, rows of them.
pub(crate) fn poultry() -> Canvas {
    let mut c = Canvas::new(128, ink(0xB8C4CC));
    for row in 0..3 {
        for col in 0..3 {
            let (x, y) = (col as f32 * 42.0 + 22.0, row as f32 * 42.0 + 22.0);
            let skin = ink(0xF0CFA0);
            c.oval([x - 9.0, y + 12.0], [9.0, 5.0], turn(3, 24), times(skin, 0.92), 0.3);
            c.oval([x + 9.0, y + 12.0], [9.0, 5.0], turn(21, 24), times(skin, 0.92), 0.3);
            c.oval([x, y], [17.0, 15.0], [1.0, 0.0], skin, 0.5);
            c.line([x, y - 12.0], [x, y + 9.0], 1.4, times(skin, 0.84));
            c.oval([x - 15.0, y - 4.0], [7.0, 3.6], turn(5, 24), times(skin, 0.88), 0.2);
            c.oval([x + 15.0, y - 4.0], [7.0, 3.6], turn(19, 24), times(skin, 0.88), 0.2);
        }
    }
    c
}
