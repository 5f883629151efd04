//! Grains: small pictures that multiply a vertex colour. A heap of apples, onions and potatoes is one picture; what has
//! colours of its own, such as cabbages or fish, is drawn under white.
//!
//! Invariant: painted by arithmetic alone, so that the atlas has the same bytes on every machine.

pub(crate) mod building;
pub(crate) mod food;
pub(crate) mod street;
pub(crate) mod wares;

use crate::mesh::turn;
use crate::seed::Seed;

/// A colour of a picture, sRGB, 0 to 1.
pub(crate) type Ink = [f32; 3];

/// A picture of sRGB values, 0 to 1.
pub(crate) struct Canvas {
    /// Pixels a side.
    pub size: usize,
    /// Rows of pixels, top first.
    pub pixels: Vec<Ink>,
}

/// A grey.
const fn grey(v: f32) -> Ink {
    [v; 3]
}

/// The colour written `0xRRGGBB`.
const fn ink(hex: u32) -> Ink {
    [((hex >> 16) & 255) as f32 / 255.0, ((hex >> 8) & 255) as f32 / 255.0, (hex & 255) as f32 / 255.0]
}

/// A colour made darker or brighter.
fn times(color: Ink, k: f32) -> Ink {
    color.map(|v| v * k)
}

/// A mixture: 0 is `a`, 1 is `b`.
fn mix(a: Ink, b: Ink, t: f32) -> Ink {
    [0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * t)
}

impl Canvas {
    fn new(size: usize, color: Ink) -> Self {
        Self { size, pixels: vec![color; size * size] }
    }

    fn set(&mut self, x: i32, y: i32, value: impl Fn(Ink) -> Ink) {
        let n = self.size as i32;
        if (0..n).contains(&x) && (0..n).contains(&y) {
            let i = (y * n + x) as usize;
            if let Some(pixel) = self.pixels.get_mut(i) {
                *pixel = value(*pixel);
            }
        }
    }

    fn rect(&mut self, [x, y, w, h]: [f32; 4], color: Ink) {
        for py in y as i32..(y + h) as i32 {
            for px in x as i32..(x + w) as i32 {
                self.set(px, py, |_| color);
            }
        }
    }

    /// A rectangle that multiplies what is there.
    fn tint(&mut self, [x, y, w, h]: [f32; 4], color: Ink) {
        for py in y as i32..(y + h) as i32 {
            for px in x as i32..(x + w) as i32 {
                self.set(px, py, |p| [p[0] * color[0], p[1] * color[1], p[2] * color[2]]);
            }
        }
    }

    /// A box of something: lighter above, darker below and at its right edge.
    fn pack(&mut self, [x, y, w, h]: [f32; 4], color: Ink) {
        self.rect([x, y, w, h], color);
        self.rect([x, y, w, 1.0], mix(color, [1.0; 3], 0.4));
        self.rect([x + w - 1.0, y, 1.0, h], times(color, 0.62));
        self.rect([x, y + h - 1.0, w, 1.0], times(color, 0.55));
    }

    /// A shaded ellipse with a light from above left, a dark edge and a shadow below.
    fn ball(&mut self, [cx, cy]: [f32; 2], [rx, ry]: [f32; 2], color: Ink) {
        self.oval([cx, cy], [rx, ry], [1.0, 0.0], color, 0.3);
    }

    /// The same, turned by an angle with this cosine and sine; `shine` is how strong its highlight is.
    fn oval(&mut self, [cx, cy]: [f32; 2], [rx, ry]: [f32; 2], [c, s]: [f32; 2], color: Ink, shine: f32) {
        let reach = rx.max(ry);
        for py in (cy - reach) as i32 - 2..=(cy + reach) as i32 + 2 {
            for px in (cx - reach) as i32 - 2..=(cx + reach) as i32 + 2 {
                let (dx, dy) = (px as f32 + 0.5 - cx, py as f32 + 0.5 - cy);
                let (u, v) = ((dx * c + dy * s) / rx, (dy * c - dx * s) / ry);
                let r2 = u * u + v * v;
                if r2 <= 1.0 {
                    let (lu, lv) = (dx / reach + 0.3, dy / reach + 0.36);
                    let light = (1.0 - (lu * lu + lv * lv) * 2.6).max(0.0);
                    let k = (1.0 - 0.5 * r2 * r2) * (0.9 - 0.14 * dy / reach);
                    let body = times(color, k);
                    self.set(px, py, |_| mix(body, [1.0; 3], light * light * shine));
                } else if r2 <= 1.3 {
                    self.set(px, py, |p| times(p, 0.72));
                }
            }
        }
    }

    /// A thick line with round light.
    fn line(&mut self, [x0, y0]: [f32; 2], [x1, y1]: [f32; 2], wide: f32, color: Ink) {
        let n = ((x1 - x0).abs().max((y1 - y0).abs()) * 1.5).ceil().max(1.0);
        for i in 0..=n as i32 {
            let t = i as f32 / n;
            let (x, y) = (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t);
            let half = wide / 2.0;
            self.rect([x - half, y - half, wide, wide], color);
        }
    }

    fn noise(&mut self, amount: f32, seed: u64) {
        let mut seed = Seed::number(seed);
        for pixel in &mut self.pixels {
            let d = seed.range(-amount, amount);
            *pixel = pixel.map(|v| (v + d).clamp(0.0, 1.0));
        }
    }

    /// Soft spots of another brightness, as weather leaves them.
    fn spots(&mut self, n: usize, radius: [f32; 2], amount: f32, seed: &mut Seed) {
        let size = self.size as f32;
        for _ in 0..n {
            let (x, y) = (seed.range(0.0, size), seed.range(0.0, size));
            let (r, k) = (seed.range(radius[0], radius[1]), seed.range(-amount, amount * 0.4));
            for py in (y - r) as i32..=(y + r) as i32 {
                for px in (x - r) as i32..=(x + r) as i32 {
                    let (dx, dy) = ((px as f32 - x) / r, (py as f32 - y) / r);
                    let fall = (1.0 - dx * dx - dy * dy).max(0.0);
                    self.set(px, py, |p| times(p, 1.0 + k * fall));
                }
            }
        }
    }
}

/// Cosine and sine of one of 24 directions.
fn heading(seed: &mut Seed) -> [f32; 2] {
    turn(seed.below(24), 24)
}
