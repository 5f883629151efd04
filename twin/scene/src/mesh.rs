//! Triangles with baked light: the brush that everything is built with.
//!
//! Invariant: corners are listed counter-clockwise as seen from the side that is meant to be seen.

use crate::atlas::{Spot, Tile, Tiles};
use crate::color::Rgb;
use crate::space::{Frame, P, add, cross, scale, sub, unit};

/// A corner: place, place in the atlas (eighths of a pixel) and light.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Vertex {
    /// Metres.
    pub pos: P,
    /// Eighths of an atlas pixel from the left and the top.
    pub uv: [u16; 2],
    /// Linear colour in daylight, and alpha: of an opaque surface the share of lamp light on it (its last
    /// two bits are 2 on wet ground, else 0); of letters see [`crate::text::Style`].
    pub color: [u8; 4],
}

/// A list of triangles.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Mesh {
    /// Corners.
    pub vertices: Vec<Vertex>,
    /// Three corners a triangle.
    pub indices: Vec<u32>,
}

impl Mesh {
    /// Whether nothing would be drawn.
    pub(crate) fn is_empty(&self) -> bool {
        self.indices.is_empty()
    }

    /// Adds a triangle or a quadrangle.
    pub(crate) fn polygon(&mut self, corners: &[Vertex]) {
        let first = self.vertices.len() as u32;
        self.vertices.extend_from_slice(corners);
        for i in 1..corners.len().saturating_sub(1) as u32 {
            self.indices.extend([first, first + i, first + i + 1]);
        }
    }
}

/// Colour and grain of a surface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Paint {
    /// The colour.
    pub color: Rgb,
    /// The grain that multiplies it.
    pub tile: Tile,
    /// How much light it takes: below 0 it takes the scene's light, else exactly this much (a lamp, a lit sign).
    pub own_light: f32,
    /// Whether water stands on it: a viewer may let it mirror.
    pub wet: bool,
}

impl Paint {
    /// A colour with a grain.
    pub(crate) const fn new(color: Rgb, tile: Tile) -> Self {
        Self { color, tile, own_light: -1.0, wet: false }
    }

    /// A plain colour.
    pub(crate) const fn plain(color: Rgb) -> Self {
        Self::new(color, Tile::White)
    }

    /// A surface with light of its own.
    pub(crate) const fn lamp(color: Rgb, light: f32) -> Self {
        Self { color, tile: Tile::White, own_light: light, wet: false }
    }

    /// The same surface with a light of its own.
    pub(crate) const fn shining(self, light: f32) -> Self {
        Self { own_light: light, ..self }
    }

    /// The same surface under water.
    pub(crate) const fn wet(self) -> Self {
        Self { wet: true, ..self }
    }

    /// The same grain, darker or brighter.
    pub(crate) fn times(self, factor: f32) -> Self {
        Self { color: self.color.times(factor), ..self }
    }
}

/// The sides of a block that are drawn.
pub(crate) mod side {
    /// Towards local +x.
    pub(crate) const RIGHT: u8 = 1;
    /// Towards local -x.
    pub(crate) const LEFT: u8 = 2;
    /// Up.
    pub(crate) const TOP: u8 = 4;
    /// Down.
    pub(crate) const BOTTOM: u8 = 8;
    /// Towards local +z.
    pub(crate) const FRONT: u8 = 16;
    /// Towards local -z.
    pub(crate) const BACK: u8 = 32;
    /// What is seen of a thing that stands with its back to a wall.
    pub(crate) const SEEN: u8 = RIGHT | LEFT | TOP | FRONT;
    /// All but the bottom.
    pub(crate) const STANDING: u8 = SEEN | BACK;
    /// Front and top.
    pub(crate) const FACE: u8 = TOP | FRONT;
    /// The four upright sides.
    pub(crate) const AROUND: u8 = RIGHT | LEFT | FRONT | BACK;
    /// All six.
    pub(crate) const ALL: u8 = STANDING | BOTTOM;
}

/// How much light falls on a place of a surface that looks along a direction, both in the brush's frame.
pub(crate) type Light<'a> = &'a dyn Fn(P, P) -> [f32; 3];

/// The share of lamp light, 0 to 1, on a place of a surface that looks along a direction, both in the outer frame.
pub(crate) type LampLight<'a> = &'a dyn Fn(P, P) -> f32;

/// Builds lit triangles in a frame.
pub(crate) struct Brush<'a> {
    /// Where the triangles go.
    pub mesh: &'a mut Mesh,
    /// Where the grains lie in the atlas.
    pub tiles: &'a Tiles,
    /// Daylight.
    pub light: Light<'a>,
    /// What lamps add after sunset.
    pub lamps: LampLight<'a>,
    /// Local to outer frame.
    pub frame: Frame,
}

impl Brush<'_> {
    /// A polygon of three or four corners with a grain spread over it: corners bottom left, bottom right, top right,
    /// top left.
    pub(crate) fn face(&mut self, corners: &[P], paint: Paint) {
        let spot = self.tiles.spot(paint.tile);
        self.face_on(corners, paint, spot);
    }

    /// A polygon whose grain is taken from a chosen place of the atlas.
    pub(crate) fn face_on(&mut self, corners: &[P], paint: Paint, spot: Spot) {
        let [Some(&a), Some(&b), Some(&c)] = [corners.first(), corners.get(1), corners.last()] else {
            return;
        };
        let normal = unit(cross(sub(b, a), sub(c, a)));
        let uvs = if corners.len() == 3 { spot.triangle() } else { spot.corners() };
        let mut out = [Vertex { pos: [0.0; 3], uv: [0; 2], color: [0; 4] }; 4];
        for ((slot, &p), uv) in out.iter_mut().zip(corners).zip(uvs) {
            let at = self.frame.at(p);
            let (light, lamp) = if paint.own_light < 0.0 {
                ((self.light)(p, normal), (self.lamps)(at, self.frame.along(normal)))
            } else {
                ([paint.own_light; 3], 1.0)
            };
            let [r, g, b, share] = paint.color.lit(light).to_bytes(lamp);
            // The last two bits of an opaque corner's alpha tell wet from dry.
            let share = (share & !3) | if paint.wet { 2 } else { 0 };
            *slot = Vertex { pos: snap(at), uv, color: [r, g, b, share] };
        }
        self.mesh.polygon(out.get(..corners.len().min(4)).unwrap_or(&out));
    }

    /// A polygon seen from both sides.
    pub(crate) fn sheet(&mut self, corners: [P; 4], paint: Paint) {
        self.face(&corners, paint);
        let [a, b, c, d] = corners;
        self.face(&[b, a, d, c], paint);
    }

    /// A box between two corners, with the chosen [`side`]s.
    pub(crate) fn block(&mut self, low: P, high: P, paint: Paint, sides: u8) {
        let ([x0, y0, z0], [x1, y1, z1]) = (low, high);
        let faces = [
            (side::RIGHT, [[x1, y0, z1], [x1, y0, z0], [x1, y1, z0], [x1, y1, z1]]),
            (side::LEFT, [[x0, y0, z0], [x0, y0, z1], [x0, y1, z1], [x0, y1, z0]]),
            (side::TOP, [[x0, y1, z1], [x1, y1, z1], [x1, y1, z0], [x0, y1, z0]]),
            (side::BOTTOM, [[x0, y0, z0], [x1, y0, z0], [x1, y0, z1], [x0, y0, z1]]),
            (side::FRONT, [[x0, y0, z1], [x1, y0, z1], [x1, y1, z1], [x0, y1, z1]]),
            (side::BACK, [[x1, y0, z0], [x0, y0, z0], [x0, y1, z0], [x1, y1, z0]]),
        ];
        for (bit, corners) in faces {
            if sides & bit != 0 {
                self.face(&corners, paint);
            }
        }
    }

    /// A box by the middle of its foot and its size.
    pub(crate) fn stand(&mut self, foot: P, size: P, paint: Paint, sides: u8) {
        let (hx, hz) = (size[0] / 2.0, size[2] / 2.0);
        let low = [foot[0] - hx, foot[1], foot[2] - hz];
        self.block(low, [foot[0] + hx, foot[1] + size[1], foot[2] + hz], paint, sides);
    }

    /// A box with a wide foot and a narrow head, or the other way round: half sizes at foot and head.
    pub(crate) fn taper(
        &mut self,
        foot: P,
        height: f32,
        lower: [f32; 2],
        upper: [f32; 2],
        paint: Paint,
        top: Option<Paint>,
    ) {
        let ring = |y: f32, h: [f32; 2]| {
            [[-h[0], h[1]], [h[0], h[1]], [h[0], -h[1]], [-h[0], -h[1]]].map(|[x, z]| add(foot, [x, y, z]))
        };
        let (low, high) = (ring(0.0, lower), ring(height, upper));
        for i in 0..4 {
            let j = (i + 1) % 4;
            self.face(&[low[i], low[j], high[j], high[i]], paint);
        }
        if let Some(top) = top {
            self.face(&high, top);
        }
    }

    /// A heap: four slopes that meet in a peak.
    pub(crate) fn heap(&mut self, foot: P, half: [f32; 2], height: f32, paint: Paint) {
        let [hx, hz] = half;
        let peak = add(foot, [0.0, height, 0.0]);
        let ring = [[-hx, hz], [hx, hz], [hx, -hz], [-hx, -hz]].map(|[x, z]| add(foot, [x, 0.0, z]));
        for i in 0..4 {
            self.face(&[ring[i], ring[(i + 1) % 4], peak], paint);
        }
    }

    /// An upright round thing with `n` sides: radii at foot and head, and a lid.
    pub(crate) fn drum(
        &mut self,
        foot: P,
        height: f32,
        radii: [f32; 2],
        n: usize,
        paint: Paint,
        lid: Option<Paint>,
    ) {
        let at = |i: usize, y: f32, r: f32| {
            let [c, s] = turn(i, n);
            add(foot, [c * r, y, s * r])
        };
        for i in 0..n {
            let low = [at(i + 1, 0.0, radii[0]), at(i, 0.0, radii[0])];
            if radii[1] > 0.001 {
                self.face(&[low[0], low[1], at(i, height, radii[1]), at(i + 1, height, radii[1])], paint);
            } else {
                self.face(&[low[0], low[1], add(foot, [0.0, height, 0.0])], paint);
            }
        }
        let Some(lid) = lid else { return };
        for i in (1..n.saturating_sub(1)).step_by(2) {
            let corner = |k: usize| at(n - k % n, height, radii[1]);
            if i + 2 < n {
                self.face(&[corner(0), corner(i), corner(i + 1), corner(i + 2)], lid);
            } else {
                self.face(&[corner(0), corner(i), corner(i + 1)], lid);
            }
        }
    }

    /// A bar from one point to another with a square section of this width: four sides, no ends.
    pub(crate) fn bar(&mut self, from: P, to: P, width: f32, paint: Paint) {
        let along = unit(sub(to, from));
        let across = if along[1].abs() > 0.9 { [1.0, 0.0, 0.0] } else { unit(cross(along, [0.0, 1.0, 0.0])) };
        let up = cross(across, along);
        let (u, v) = (scale(across, width / 2.0), scale(up, width / 2.0));
        let ring = [sub(sub([0.0; 3], u), v), sub(u, v), add(u, v), sub(v, u)];
        for i in 0..4 {
            let (a, b) = (ring[i], ring[(i + 1) % 4]);
            self.face(&[add(from, a), add(to, a), add(to, b), add(from, b)], paint);
        }
    }
}

/// Cosine and sine of the `i`-th of `n` steps round a circle, by a table-free rotation that is the same everywhere.
pub(crate) fn turn(i: usize, n: usize) -> [f32; 2] {
    let angle = std::f64::consts::TAU * (i % n.max(1)) as f64 / n.max(1) as f64;
    [market_model::math::cos(angle) as f32, market_model::math::sin(angle) as f32]
}

/// Rounds to 1/1024 m: far below what an eye sees, and half the bytes once compressed.
pub(crate) fn snap(p: P) -> P {
    p.map(|v| (v * 1024.0).round() / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(f: impl FnOnce(&mut Brush)) -> Mesh {
        let mut mesh = Mesh::default();
        let tiles = Tiles::empty();
        f(&mut Brush {
            mesh: &mut mesh,
            tiles: &tiles,
            light: &|_, _| [1.0; 3],
            lamps: &|_, _| 0.0,
            frame: Frame::world(),
        });
        mesh
    }

    /// Signed volume by the divergence theorem: positive when all faces look outwards.
    fn volume(mesh: &Mesh) -> f32 {
        let at = |i: u32| mesh.vertices[i as usize].pos;
        mesh.indices
            .chunks(3)
            .map(|t| {
                let (a, n) = (at(t[0]), cross(at(t[1]), at(t[2])));
                (a[0] * n[0] + a[1] * n[1] + a[2] * n[2]) / 6.0
            })
            .sum()
    }

    #[test]
    fn the_last_bits_of_alpha_tell_wet_ground_from_dry() {
        let floor = [[0.0, 0.0, 1.0], [1.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]];
        for share in [0.0, 0.33, 0.5, 1.0] {
            for (paint, bits) in [(Paint::plain(Rgb::WHITE), 0), (Paint::plain(Rgb::WHITE).wet(), 2)] {
                let mut mesh = Mesh::default();
                let tiles = Tiles::empty();
                let (light, lamps) = (|_: P, _: P| [1.0; 3], |_: P, _: P| share);
                let frame = Frame::world();
                let mut b = Brush { mesh: &mut mesh, tiles: &tiles, light: &light, lamps: &lamps, frame };
                b.face(&floor, paint);
                for v in &mesh.vertices {
                    assert_eq!(v.color[3] & 3, bits);
                    assert!((f32::from(v.color[3]) / 255.0 - share).abs() < 0.013, "{:?} {share}", v.color);
                }
            }
        }
    }

    #[test]
    fn closed_shapes_look_outwards() {
        let paint = Paint::plain(Rgb::WHITE);
        let cube = draw(|b| b.block([1.0, 2.0, 3.0], [2.0, 4.0, 6.0], paint, side::ALL));
        assert!((volume(&cube) - 6.0).abs() < 1e-3);
        let drum = draw(|b| b.drum([0.0; 3], 1.0, [1.0, 1.0], 8, paint, Some(paint)));
        assert!((volume(&drum) - 2.828).abs() < 0.01, "{}", volume(&drum));
        let cone = draw(|b| b.drum([0.0; 3], 3.0, [1.0, 0.0], 6, paint, None));
        assert!(volume(&cone) > 2.5);
        let taper = draw(|b| b.taper([0.0; 3], 1.0, [1.0, 1.0], [0.5, 0.5], paint, Some(paint)));
        assert!(volume(&taper) > 2.0);
        let bar = draw(|b| b.bar([-0.05, 0.0, 5.0], [2.0, 1.0, 5.0], 0.1, paint));
        assert!(volume(&bar) > 0.01);
    }
}
