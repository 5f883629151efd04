//! A picture of what lies beyond the streets: clouds above, and hills with blocks of flats round the horizon.
//!
//! Invariant: pure; painted by arithmetic alone, the same on every machine. Must not know: the engine, the hour.

/// Width of the picture, pixels: once all the sky for clouds, half the horizon for hills.
pub const WIDTH: usize = 1024;
/// Rows of clouds, pixels.
pub const CLOUDS: usize = 512;
/// Rows of hills and houses below the clouds, pixels.
pub const HILLS: usize = 128;
/// Height of the picture, pixels.
pub const HEIGHT: usize = CLOUDS + HILLS;
/// From where to where the rows of hills reach, degrees over the horizon.
pub const HILLS_DEG: [f32; 2] = [-8.0, 14.0];

type Color = [f32; 3];

const FAR_HILL: Color = [0.66, 0.74, 0.82];
const NEAR_HILL: Color = [0.50, 0.60, 0.60];
const TOWN: Color = [0.64, 0.66, 0.68];
const FLATS: [Color; 4] = [[0.83, 0.83, 0.82], [0.78, 0.80, 0.82], [0.80, 0.77, 0.73], [0.74, 0.78, 0.80]];
/// So yellow only windows are: after sunset they are lit.
const LIT_PANE: Color = [0.64, 0.54, 0.36];

/// A picture that is painted row by row, so that nobody waits for all of it.
#[derive(Debug, Default)]
pub struct Painter {
    pixels: Vec<u8>,
}

impl Painter {
    /// Paints so many rows more; answers with the picture when that was the last: four bytes a pixel, sRGB with alpha,
    /// top row first. Linear in the rows.
    pub fn paint(&mut self, rows: usize) -> Option<Vec<u8>> {
        let done = self.pixels.len() / (WIDTH * 4);
        self.pixels.reserve_exact((HEIGHT - done) * WIDTH * 4);
        for y in (done..HEIGHT).take(rows) {
            for x in 0..WIDTH {
                let (color, alpha) = if y < CLOUDS { cloud(x, y) } else { hill(x, y - CLOUDS) };
                self.pixels.extend(bytes(color, alpha));
            }
        }
        if self.pixels.len() < WIDTH * HEIGHT * 4 {
            return None;
        }
        let mut pixels = std::mem::take(&mut self.pixels);
        flats(&mut pixels);
        Some(pixels)
    }
}

fn bytes([r, g, b]: Color, alpha: f32) -> [u8; 4] {
    [r, g, b, alpha].map(|v| (v.clamp(0.0, 1.0) * 255.0 + 0.5) as u8)
}

/// A number from 0 to 1 for a place.
fn chance(x: i32, y: i32) -> f32 {
    let mut h = (x as u32).wrapping_mul(0x9E37_79B1) ^ (y as u32).wrapping_mul(0x85EB_CA77);
    h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
    h = (h ^ (h >> 12)).wrapping_mul(0x297A_2D39);
    ((h ^ (h >> 15)) & 0xFFFF) as f32 / 65_535.0
}

fn smooth(x: f32, y: f32) -> f32 {
    let (ix, iy) = (x.floor(), y.floor());
    let (fx, fy) = (x - ix, y - iy);
    let (tx, ty) = (fx * fx * (3.0 - 2.0 * fx), fy * fy * (3.0 - 2.0 * fy));
    let at = |dx: i32, dy: i32| chance(ix as i32 + dx, iy as i32 + dy);
    let low = at(0, 0) + (at(1, 0) - at(0, 0)) * tx;
    let high = at(0, 1) + (at(1, 1) - at(0, 1)) * tx;
    low + (high - low) * ty
}

/// Smooth chance in five sizes.
fn cloudy(x: f32, y: f32) -> f32 {
    let (mut sum, mut size, mut part) = (0.0, 1.0, 0.5);
    for _ in 0..5 {
        sum += smooth(x * size + 7.3 * size, y * size) * part;
        (size, part) = (size * 2.03, part * 0.5);
    }
    sum
}

fn step(low: f32, high: f32, v: f32) -> f32 {
    let t = ((v - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

fn cloud(x: usize, y: usize) -> (Color, f32) {
    let (u, v) = (x as f32 / WIDTH as f32, y as f32 / CLOUDS as f32);
    let (px, py) = (u * 9.0, v * 9.0);
    // The rim is where the sky meets the horizon: nothing ends there with an edge.
    let from_middle = ((u - 0.5) * (u - 0.5) + (v - 0.5) * (v - 0.5)).sqrt();
    let thin = 1.0 - step(0.3, 0.475, from_middle);
    let alpha = if thin > 0.0 { 0.9 * thin * step(0.46, 0.68, cloudy(px, py)) } else { 0.0 };
    // Where it grows denser towards the light, the cloud shades itself.
    let shade =
        if alpha > 0.0 { 1.0 - 0.5 * (cloudy(px + 0.12, py - 0.16) - 0.42).clamp(0.0, 0.4) } else { 1.0 };
    ([shade * 0.99, shade, shade * 1.01], alpha)
}

/// Height of a chain of hills over the horizon in degrees; `u` goes once round in 1.
fn ridge(u: f32, terms: &[(f32, f32, f32)]) -> f32 {
    terms.iter().map(|(n, size, shift)| size * (std::f32::consts::TAU * (n * u + shift)).sin()).sum()
}

fn hill(x: usize, y: usize) -> (Color, f32) {
    let u = x as f32 / WIDTH as f32;
    let up = degrees(y);
    let rough = |n: f32| (smooth(u * n, 3.0) - 0.5) * step(0.0, 0.04, u.min(1.0 - u));
    let far = 4.6 + ridge(u, &[(2.0, 1.9, 0.1), (3.0, 1.1, 0.7), (7.0, 0.5, 0.4)]) + rough(90.0) * 0.4;
    let near = 1.7 + ridge(u, &[(1.0, 1.0, 0.6), (4.0, 0.7, 0.2), (9.0, 0.25, 0.8)]) + rough(140.0) * 0.35;
    let town = 0.75 + rough(200.0) * 0.7;
    // Near the ground all of it sinks into the mist.
    let clear = 0.4 + 0.6 * step(-0.6, 2.6, up);
    let fade = |edge: f32| clear * step(0.0, 0.2, edge - up);
    if up < town {
        (TOWN.map(|v| v * (0.94 + 0.12 * chance(x as i32 / 5, y as i32 / 3))), 0.8 * clear)
    } else if up < near {
        (NEAR_HILL, 0.82 * fade(near))
    } else {
        (FAR_HILL, 0.7 * fade(far))
    }
}

/// Degrees over the horizon of a row of hills.
fn degrees(row: usize) -> f32 {
    let [low, high] = HILLS_DEG;
    high - (high - low) * (row as f32 + 0.5) / HILLS as f32
}

/// Estates of flats: groups of slabs that look alike, of fifteen floors or so.
fn flats(pixels: &mut [u8]) {
    let horizon = (0..HILLS).find(|row| degrees(*row) < 0.0).unwrap_or(HILLS);
    let mut x = 14;
    let mut n = 0;
    while x + 90 < WIDTH {
        let pick = |k: i32| chance(n, k);
        let (slabs, color) = (2 + (pick(1) * 4.0) as usize, FLATS[(pick(2) * 3.99) as usize]);
        let (wide, tall) = (7 + (pick(3) * 9.0) as usize, 9 + (pick(4) * 15.0) as usize);
        for slab in 0..slabs {
            let lower = (chance(n * 31 + slab as i32, 5) * 5.0) as usize;
            flat(pixels, [x, horizon - tall + lower, wide, tall - lower + 3], color, n * 57 + slab as i32);
            x += wide + 3;
        }
        x += 24 + (pick(6) * 110.0) as usize;
        n += 1;
    }
}

fn flat(pixels: &mut [u8], [left, top, wide, tall]: [usize; 4], color: Color, seed: i32) {
    for row in 0..tall {
        for col in 0..wide {
            let pane = row % 2 == 1 && row > 1 && col % 3 != 2 && col + 1 < wide;
            let shown = if col == 0 || row == 0 {
                color.map(|v| v * 0.9)
            } else if pane && chance(seed * 131 + col as i32 / 3, row as i32) < 0.3 {
                LIT_PANE
            } else if pane {
                color.map(|v| v * 0.86)
            } else {
                color
            };
            let at = ((CLOUDS + top + row) * WIDTH + left + col) * 4;
            if let Some(pixel) = pixels.get_mut(at..at + 4) {
                pixel.copy_from_slice(&bytes(shown, 0.84 - 0.3 * row as f32 / tall as f32));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In pieces of a size that does not divide it.
    fn paint() -> Vec<u8> {
        let mut painter = Painter::default();
        std::iter::repeat_with(|| painter.paint(37)).take(HEIGHT).flatten().next().expect("all rows")
    }

    #[test]
    fn clouds_leave_blue_between_them_and_hills_hide_the_horizon() {
        let pixels = paint();
        assert_eq!(pixels.len(), WIDTH * HEIGHT * 4);
        let alpha = |x: usize, y: usize| pixels[(y * WIDTH + x) * 4 + 3];
        let sky = (0..CLOUDS).step_by(7).flat_map(|y| (0..WIDTH).step_by(7).map(move |x| alpha(x, y)));
        let (clear, all) = sky.fold((0, 0), |(clear, all), a| (clear + usize::from(a < 20), all + 1));
        assert!((0.3..0.9).contains(&(clear as f32 / all as f32)), "{clear} of {all}");
        let low = (0..HILLS).find(|row| degrees(*row) < 0.0).expect("a horizon");
        assert!((0..WIDTH).all(|x| alpha(x, CLOUDS + low) > 80));
    }

    #[test]
    fn the_two_halves_of_the_horizon_meet() {
        let pixels = paint();
        for row in 0..HILLS {
            let alpha = |x: usize| i32::from(pixels[((CLOUDS + row) * WIDTH + x) * 4 + 3]);
            assert!((alpha(0) - alpha(WIDTH - 1)).abs() < 120 || row > 60, "row {row}");
        }
    }
}
