//! Grains: small grey pictures that multiply a vertex colour. A heap of apples, onions and potatoes is one picture.
//!
//! Invariant: painted by arithmetic alone, so that the atlas has the same bytes on every machine.

use crate::seed::Seed;

/// A picture of sRGB values, 0 to 1.
pub(crate) struct Canvas {
    /// Pixels a side.
    pub size: usize,
    /// Rows of pixels, top first.
    pub pixels: Vec<[f32; 3]>,
}

impl Canvas {
    fn new(size: usize, grey: f32) -> Self {
        Self { size, pixels: vec![[grey; 3]; size * size] }
    }

    fn set(&mut self, x: i32, y: i32, value: impl Fn([f32; 3]) -> [f32; 3]) {
        let n = self.size as i32;
        if (0..n).contains(&x) && (0..n).contains(&y) {
            let i = (y * n + x) as usize;
            if let Some(pixel) = self.pixels.get_mut(i) {
                *pixel = value(*pixel);
            }
        }
    }

    fn rect(&mut self, x: f32, y: f32, w: f32, h: f32, grey: f32) {
        for py in y as i32..(y + h) as i32 {
            for px in x as i32..(x + w) as i32 {
                self.set(px, py, |_| [grey; 3]);
            }
        }
    }

    fn color_rect(&mut self, x: f32, y: f32, w: f32, h: f32, color: [f32; 3]) {
        for py in y as i32..(y + h) as i32 {
            for px in x as i32..(x + w) as i32 {
                self.set(px, py, |_| color);
            }
        }
    }

    /// A shaded ellipse with a light from above left and a dark edge.
    fn ball(&mut self, cx: f32, cy: f32, rx: f32, ry: f32, base: f32) {
        for py in (cy - ry) as i32 - 1..=(cy + ry) as i32 + 1 {
            for px in (cx - rx) as i32 - 1..=(cx + rx) as i32 + 1 {
                let (u, v) = ((px as f32 + 0.5 - cx) / rx, (py as f32 + 0.5 - cy) / ry);
                let r2 = u * u + v * v;
                if r2 <= 1.0 {
                    let (lu, lv) = (u + 0.35, v + 0.4);
                    let shine = (1.0 - (lu * lu + lv * lv) * 1.8).max(0.0) * 0.22;
                    let grey = (base * (1.0 - 0.42 * r2 * r2) + shine).clamp(0.0, 1.0);
                    self.set(px, py, |_| [grey; 3]);
                }
            }
        }
    }

    fn noise(&mut self, amount: f32, seed: u64) {
        let mut seed = Seed::number(seed);
        for pixel in &mut self.pixels {
            let d = seed.range(-amount, amount);
            *pixel = pixel.map(|v| (v + d).clamp(0.0, 1.0));
        }
    }

    fn tint(&mut self, x: f32, y: f32, w: f32, h: f32, color: [f32; 3]) {
        for py in y as i32..(y + h) as i32 {
            for px in x as i32..(x + w) as i32 {
                self.set(px, py, |p| [p[0] * color[0], p[1] * color[1], p[2] * color[2]]);
            }
        }
    }
}

/// Rows of round things.
pub(crate) fn balls() -> Canvas {
    let mut c = Canvas::new(64, 0.34);
    for row in 0..6 {
        for col in -1..6 {
            let x = col as f32 * 12.8 + if row % 2 == 0 { 6.4 } else { 12.8 };
            c.ball(x, row as f32 * 11.6 + 4.0, 6.6, 6.6, 0.9);
        }
    }
    c
}

/// Leafy bunches.
pub(crate) fn leaves() -> Canvas {
    let mut c = Canvas::new(64, 0.4);
    let mut seed = Seed::number(3);
    for i in 0..110 {
        let (x, y) = (seed.range(0.0, 64.0), seed.range(0.0, 64.0));
        let r = seed.range(3.0, 7.0);
        c.ball(x, y, r, r * 0.6, 0.55 + 0.4 * (i as f32 / 110.0));
    }
    c
}

/// Long things side by side: radishes, leeks, cucumbers.
pub(crate) fn sticks() -> Canvas {
    let mut c = Canvas::new(64, 0.38);
    for row in 0..2 {
        for i in 0..8 {
            c.ball(i as f32 * 8.2 + 3.5, row as f32 * 32.0 + 15.0 + (i % 3) as f32, 4.2, 16.5, 0.92);
        }
    }
    c
}

/// Fish on ice, heads to the left: dark backs, bright bellies.
pub(crate) fn fish() -> Canvas {
    let mut c = ice();
    for row in 0..4 {
        for col in 0..2 {
            let (x, y) = (col as f32 * 32.0 + 12.5 + (row % 2) as f32 * 4.0, row as f32 * 16.0 + 8.0);
            c.ball(x + 1.0, y + 1.6, 13.0, 5.4, 0.5);
            for k in 0..7 {
                let (px, half) = (x + 11.0 + k as f32, 1.2 + k as f32 * 0.75);
                c.color_rect(px, y - half, 1.0, half * 2.0, [0.42, 0.46, 0.52]);
            }
            c.ball(x, y, 12.5, 5.2, 0.97);
            for py in -5..0 {
                let fade = 0.36 + 0.1 * (py + 5) as f32;
                let half = 12.0 - 0.34 * (py * py) as f32;
                c.tint(x - half, y + py as f32, half * 2.0, 1.0, [fade, fade * 1.06, fade * 1.16]);
            }
            c.rect(x - 6.5, y - 3.0, 1.0, 6.0, 0.5);
            c.color_rect(x - 10.0, y - 2.0, 2.2, 2.2, [0.05, 0.05, 0.06]);
        }
    }
    c
}

/// Crushed ice.
pub(crate) fn ice() -> Canvas {
    let mut c = Canvas::new(64, 0.88);
    c.noise(0.12, 5);
    c
}

/// Grain in the small: rice, beans, powder.
pub(crate) fn grain() -> Canvas {
    let mut c = Canvas::new(32, 0.86);
    c.noise(0.13, 9);
    c
}

/// Shelves of packages in several colours.
pub(crate) fn cartons() -> Canvas {
    let mut c = Canvas::new(64, 0.16);
    let mut seed = Seed::number(21);
    const COLORS: [[f32; 3]; 8] = [
        [0.86, 0.2, 0.16],
        [0.95, 0.78, 0.2],
        [0.2, 0.42, 0.72],
        [0.95, 0.93, 0.88],
        [0.3, 0.6, 0.32],
        [0.92, 0.5, 0.16],
        [0.75, 0.6, 0.42],
        [0.55, 0.3, 0.5],
    ];
    for row in 0..4 {
        let mut x = 0.0;
        while x < 64.0 {
            let w = seed.range(6.0, 13.0);
            let h = seed.range(9.0, 13.0);
            let y = row as f32 * 16.0 + 14.0 - h;
            let color = seed.pick(&COLORS, [0.9; 3]);
            c.color_rect(x, y, w - 1.0, h, color);
            c.color_rect(x + 1.5, y + h * 0.3, w - 4.0, h * 0.35, color.map(|v| v * 0.4 + 0.6));
            x += w;
        }
        c.rect(0.0, row as f32 * 16.0 + 14.0, 64.0, 2.0, 0.55);
    }
    c
}

/// Shelves of bottles and jars.
pub(crate) fn bottles() -> Canvas {
    let mut c = Canvas::new(64, 0.22);
    let mut seed = Seed::number(33);
    for row in 0..3 {
        for i in 0..8 {
            let (x, y) = (i as f32 * 8.0 + 1.0, row as f32 * 21.3);
            let hue = seed.pick(
                &[[0.75, 0.25, 0.15], [0.85, 0.6, 0.2], [0.35, 0.5, 0.25], [0.9, 0.86, 0.75]],
                [0.8; 3],
            );
            c.color_rect(x, y + 6.0, 6.0, 13.0, hue);
            c.color_rect(x + 1.0, y + 6.0, 1.0, 12.0, hue.map(|v| v * 0.5 + 0.5));
            c.color_rect(x + 1.5, y + 2.0, 3.0, 4.0, [0.85, 0.82, 0.75]);
            c.color_rect(x + 0.5, y + 10.0, 5.0, 5.0, [0.94, 0.92, 0.86]);
        }
        c.rect(0.0, row as f32 * 21.3 + 19.0, 64.0, 2.0, 0.6);
    }
    c
}

/// Shelves of shoes.
pub(crate) fn shoes() -> Canvas {
    let mut c = Canvas::new(64, 0.8);
    let mut seed = Seed::number(41);
    const COLORS: [[f32; 3]; 6] = [
        [0.16, 0.15, 0.16],
        [0.5, 0.3, 0.18],
        [0.85, 0.2, 0.3],
        [0.95, 0.95, 0.95],
        [0.2, 0.3, 0.6],
        [0.85, 0.65, 0.3],
    ];
    for row in 0..4 {
        for i in 0..4 {
            let color = seed.pick(&COLORS, [0.2; 3]);
            let (x, y) = (i as f32 * 16.0 + 1.0, row as f32 * 16.0);
            for k in 0..2 {
                let x = x + k as f32 * 7.0;
                c.color_rect(x, y + 8.0, 6.5, 4.5, color);
                c.color_rect(x + 3.5, y + 4.0, 3.0, 4.0, color.map(|v| v * 0.8));
                c.color_rect(x, y + 12.0, 6.5, 1.0, [0.9; 3]);
            }
        }
        c.rect(0.0, row as f32 * 16.0 + 13.5, 64.0, 2.5, 0.45);
    }
    c
}

/// Cloth that hangs in folds.
pub(crate) fn cloth() -> Canvas {
    let mut c = Canvas::new(32, 0.9);
    let fold = [0.0, -0.06, -0.14, -0.2, -0.1, 0.02, 0.08, 0.05];
    for y in 0..32 {
        for x in 0..32 {
            let d = fold.get((x + (y / 9)) % 8).copied().unwrap_or(0.0);
            c.set(x as i32, y as i32, |p| p.map(|v| v + d));
        }
    }
    c
}

/// A rail of garments, edge on.
pub(crate) fn rail() -> Canvas {
    let mut c = Canvas::new(64, 0.2);
    let mut seed = Seed::number(51);
    let mut x = 0.0;
    const COLORS: [[f32; 3]; 9] = [
        [0.75, 0.2, 0.25],
        [0.2, 0.25, 0.45],
        [0.9, 0.85, 0.78],
        [0.45, 0.25, 0.45],
        [0.88, 0.62, 0.2],
        [0.25, 0.45, 0.4],
        [0.9, 0.55, 0.6],
        [0.18, 0.18, 0.2],
        [0.55, 0.65, 0.8],
    ];
    while x < 64.0 {
        let w = seed.range(3.0, 6.0);
        let color = seed.pick(&COLORS, [0.8; 3]);
        let drop = seed.range(40.0, 60.0);
        c.color_rect(x, 5.0, w, drop, color);
        c.color_rect(x, 5.0, 1.0, drop, color.map(|v| v * 0.6));
        if seed.chance(0.4) {
            for y in 0..6 {
                c.color_rect(x + 1.0, 12.0 + y as f32 * 7.0, w - 1.0, 2.0, color.map(|v| v * 0.5 + 0.45));
            }
        }
        x += w;
    }
    c.rect(0.0, 3.0, 64.0, 2.0, 0.75);
    c
}

/// Bolts of fabric or folded quilts, stacked.
pub(crate) fn bolts() -> Canvas {
    let mut c = Canvas::new(64, 0.25);
    let mut seed = Seed::number(61);
    const COLORS: [[f32; 3]; 10] = [
        [0.85, 0.25, 0.35],
        [0.95, 0.75, 0.3],
        [0.3, 0.6, 0.5],
        [0.95, 0.92, 0.86],
        [0.45, 0.35, 0.65],
        [0.9, 0.55, 0.65],
        [0.25, 0.4, 0.65],
        [0.7, 0.8, 0.45],
        [0.85, 0.5, 0.25],
        [0.6, 0.75, 0.85],
    ];
    for row in 0..10 {
        let mut x = 0.0;
        while x < 64.0 {
            let w = 16.0;
            let color = seed.pick(&COLORS, [0.8; 3]);
            let y = row as f32 * 6.4;
            for k in 0..6 {
                let round = 1.0 - 0.09 * ((k as f32 - 2.2) * (k as f32 - 2.2));
                c.color_rect(x, y + k as f32, w - 1.0, 1.0, color.map(|v| v * round));
            }
            x += w;
        }
    }
    c
}

/// Flower heads among leaves.
pub(crate) fn flowers() -> Canvas {
    let mut c = Canvas::new(64, 0.0);
    for pixel in &mut c.pixels {
        *pixel = [0.16, 0.36, 0.14];
    }
    c.noise(0.1, 7);
    let mut seed = Seed::number(71);
    const COLORS: [[f32; 3]; 6] = [
        [1.0, 0.45, 0.6],
        [1.0, 0.86, 0.3],
        [0.98, 0.97, 0.95],
        [0.85, 0.2, 0.25],
        [0.75, 0.5, 0.85],
        [1.0, 0.6, 0.3],
    ];
    for _ in 0..46 {
        let (x, y) = (seed.range(2.0, 62.0), seed.range(2.0, 62.0));
        let color = seed.pick(&COLORS, [1.0; 3]);
        for (dx, dy) in [(-2.0, 0.0), (2.0, 0.0), (0.0, -2.0), (0.0, 2.0), (0.0, 0.0)] {
            let shade = if dx == 0.0 && dy == 0.0 { [1.0, 0.85, 0.35] } else { color };
            c.color_rect(x + dx - 1.0, y + dy - 1.0, 2.6, 2.6, shade);
        }
    }
    c
}

/// Bowls and pots, stacked.
pub(crate) fn pots() -> Canvas {
    let mut c = Canvas::new(64, 0.3);
    for row in 0..4 {
        for i in 0..4 {
            let (x, y) = (i as f32 * 16.0 + 8.0, row as f32 * 16.0 + 8.0);
            c.ball(x, y + 1.0, 7.4, 6.4, 0.92);
            c.ball(x, y - 2.0, 6.4, 3.0, 0.5);
        }
    }
    c
}

/// Chopped, seasoned food in a tray.
pub(crate) fn mixed() -> Canvas {
    let mut c = Canvas::new(64, 0.7);
    let mut seed = Seed::number(81);
    for _ in 0..140 {
        let (x, y) = (seed.range(0.0, 64.0), seed.range(0.0, 64.0));
        let (rx, ry) = (seed.range(2.0, 6.0), seed.range(1.5, 3.0));
        c.ball(x, y, rx, ry, seed.range(0.55, 1.0));
    }
    c
}

/// Slices of meat with white fat.
pub(crate) fn meat() -> Canvas {
    let mut c = Canvas::new(64, 0.5);
    for row in 0..4 {
        for i in 0..5 {
            let (x, y) = (i as f32 * 13.0 + 6.0 + (row % 2) as f32 * 2.0, row as f32 * 16.0 + 8.0);
            c.ball(x, y, 6.8, 8.4, 0.85);
            c.tint(x - 5.0, y - 6.0, 10.0, 12.0, [1.0, 0.62, 0.6]);
            c.rect(x - 4.0, y - 3.0, 8.0, 1.6, 0.95);
            c.rect(x - 3.0, y + 3.0, 6.0, 1.2, 0.9);
        }
    }
    c
}

/// Slats of a roller shutter, or sheets of corrugated iron.
pub(crate) fn slats() -> Canvas {
    let mut c = Canvas::new(64, 0.9);
    for row in 0..16 {
        c.rect(0.0, row as f32 * 4.0, 64.0, 1.0, 0.62);
        c.rect(0.0, row as f32 * 4.0 + 1.0, 64.0, 1.0, 1.0);
    }
    c
}

/// Planks.
pub(crate) fn wood() -> Canvas {
    let mut c = Canvas::new(32, 0.86);
    c.noise(0.06, 13);
    for row in 0..4 {
        c.rect(0.0, row as f32 * 8.0, 32.0, 1.0, 0.45);
    }
    c
}

/// Bricks.
pub(crate) fn brick() -> Canvas {
    let mut c = Canvas::new(64, 0.96);
    let mut seed = Seed::number(91);
    for row in 0..8 {
        for i in -1..4 {
            let x = i as f32 * 16.0 + (row % 2) as f32 * 8.0;
            let grey = seed.range(0.72, 0.88);
            c.rect(x.max(0.0), row as f32 * 8.0, (15.0 + x.min(0.0)).max(0.0), 7.0, grey);
        }
    }
    c.noise(0.03, 14);
    c
}

/// A wall with a window, a sill and a shadow under it.
pub(crate) fn window() -> Canvas {
    let mut c = Canvas::new(64, 0.95);
    c.noise(0.012, 15);
    c.rect(0.0, 61.0, 64.0, 3.0, 0.84);
    c.rect(11.0, 14.0, 42.0, 30.0, 1.0);
    for (x, y, w, h) in [(13.0, 16.0, 18.0, 26.0), (33.0, 16.0, 18.0, 26.0)] {
        c.color_rect(x, y, w, h, [0.4, 0.5, 0.56]);
        c.color_rect(x, y, w, h * 0.4, [0.58, 0.68, 0.73]);
        c.color_rect(x + 3.0, y, 3.0, h, [0.62, 0.71, 0.76]);
    }
    c.rect(9.0, 44.0, 46.0, 2.0, 1.0);
    c.rect(10.0, 46.0, 44.0, 3.0, 0.8);
    c
}

/// Paving stones, laid in a bond.
pub(crate) fn paving() -> Canvas {
    let mut c = Canvas::new(128, 0.72);
    let mut seed = Seed::number(101);
    for row in 0..8 {
        for i in -1..4 {
            let x = i as f32 * 32.0 + (row % 2) as f32 * 16.0;
            let grey = seed.range(0.86, 0.97);
            let left = x.max(0.0);
            c.rect(left, row as f32 * 16.0, (x + 31.0 - left).max(0.0), 15.0, grey);
        }
    }
    c.noise(0.035, 16);
    c
}

/// Square tiles.
pub(crate) fn grid() -> Canvas {
    let mut c = Canvas::new(64, 0.97);
    c.noise(0.012, 17);
    for i in 0..8 {
        c.rect(i as f32 * 8.0, 0.0, 1.0, 64.0, 0.84);
        c.rect(0.0, i as f32 * 8.0, 64.0, 1.0, 0.84);
    }
    c
}

/// Rough ground: asphalt, concrete, plaster.
pub(crate) fn rough() -> Canvas {
    let mut c = Canvas::new(64, 0.965);
    c.noise(0.022, 19);
    c
}

/// The grating of a drain.
pub(crate) fn grate() -> Canvas {
    let mut c = Canvas::new(64, 0.8);
    for i in 0..16 {
        c.rect(6.0, i as f32 * 4.0, 52.0, 2.0, 0.42);
    }
    c
}

/// A menu or a poster: a headline, lines, a picture.
pub(crate) fn poster() -> Canvas {
    let mut c = Canvas::new(64, 0.97);
    c.color_rect(0.0, 0.0, 64.0, 14.0, [0.8, 0.2, 0.15]);
    for i in 0..6 {
        c.rect(5.0, 19.0 + i as f32 * 7.0, 30.0, 2.5, 0.3);
        c.color_rect(42.0, 19.0 + i as f32 * 7.0, 16.0, 2.5, [0.7, 0.25, 0.2]);
    }
    c
}

/// Two stripes of an awning: colour and white.
pub(crate) fn stripes(color: [f32; 3]) -> Canvas {
    let mut c = Canvas::new(64, 0.96);
    for i in 0..4 {
        c.color_rect(i as f32 * 16.0, 0.0, 8.0, 64.0, color);
    }
    c
}
