//! What hangs under a roof: pennants on strings, cables, fans on the posts, the glow round the lamps.
//!
//! Invariant: nothing hangs lower than 2.6 m over the floor.

use market_model::Side;

use super::ribbon::Section;
use super::roof::Houses;
use super::{Body, Layer, World};
use crate::atlas::Tile;
use crate::color::rgb;
use crate::mesh::{Brush, Paint, side, turn};
use crate::space::{Frame, P, add, lerp, scale};

/// Metres between strings of pennants.
const STRING_M: f64 = 13.0;
const PENNANTS: [u32; 5] = [0xD8302A, 0xF2C81E, 0x2A6AB8, 0x2E9A50, 0xF4F2EA];
/// Radius of the glow round a lamp of an arcade, metres.
pub(super) const GLOW_M: f32 = 0.95;
/// Radius of the glow round a naked bulb, metres.
const BULB_GLOW_M: f32 = 0.42;

fn shade(_: P, n: P) -> [f32; 3] {
    [0.86 + 0.1 * n[1]; 3]
}

/// Strings of pennants across an aisle, at `up` metres from wall to wall (`half` metres to either side).
pub(super) fn pennants(world: &World, bays: &[Section], half: f32, up: f32, layer: &mut Layer<'_>) {
    if world.lean || half < 1.2 || up < 3.2 {
        return;
    }
    let mut brush = layer.brush(Body::None, world.atlas, &shade, Frame::world());
    let mut next = bays.first().map_or(0.0, |s| s.chainage_m) + 4.0;
    for (k, section) in bays.iter().enumerate() {
        if section.chainage_m < next {
            continue;
        }
        next = section.chainage_m + STRING_M;
        let n = if world.rich { 10 } else { 7 };
        let at =
            |t: f32, drop: f32| section.at(half * (1.0 - 2.0 * t), up - 0.35 * 4.0 * t * (1.0 - t) - drop);
        for i in 0..n {
            let (t0, t1) = ((i as f32 + 0.14) / n as f32, (i as f32 + 0.86) / n as f32);
            let paint = Paint::new(rgb(PENNANTS[(i + k) % PENNANTS.len()]), Tile::Cloth);
            let (l, r, tip) = (at(t0, 0.0), at(t1, 0.0), at((t0 + t1) / 2.0, 0.34));
            brush.face(&[tip, r, l], paint);
            brush.face(&[tip, l, r], paint);
        }
    }
}

/// Two cables that sag from rib to rib on either side, and a fan on every third post, where there is a post.
pub(super) fn cables(
    world: &World,
    (bays, houses): (&[Section], &Houses),
    half: f32,
    eaves: f32,
    layer: &mut Layer<'_>,
) {
    if !world.rich {
        return;
    }
    let black = Paint::plain(rgb(0x2A2A2C));
    let mut brush = layer.brush(Body::None, world.atlas, &shade, Frame::world());
    let up = (eaves * 0.55).max(3.6);
    for (k, pair) in bays.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        for (s, high, sag) in [(1.0, up, 0.3), (-1.0, up + 0.25, 0.2)] {
            let (p, q) = (a.at(s * half, high), b.at(s * half, high));
            let at = |i: usize| {
                let t = i as f32 / 3.0;
                add(lerp(p, q, t), [0.0, -sag * 4.0 * t * (1.0 - t), 0.0])
            };
            for i in 0..3 {
                let (from, to) = (at(i), at(i + 1));
                let thick = |p: P| add(p, [0.0, 0.022, 0.0]);
                brush.sheet([from, to, thick(to), thick(from)], black);
            }
        }
        if k % 3 == 1 {
            let (side, s) = if k % 2 == 0 { (Side::Left, 1.0) } else { (Side::Right, -1.0) };
            if houses.carry(side, a.chainage_m) {
                fan(&mut brush, a, s * half, 3.5);
            }
        }
    }
}

/// A fan in its cage that blows along the aisle.
fn fan(brush: &mut Brush, section: &Section, left: f32, up: f32) {
    let (along, across) = (section.along(), [section.left[0], 0.0, section.left[2]]);
    let middle = section.at(left - left.signum() * 0.42, up);
    let wall = section.at(left, up);
    brush.bar(wall, middle, 0.05, Paint::plain(rgb(0xB8BCC0)));
    let rim = |i: usize| {
        let [c, s] = turn(i, 8);
        add(middle, add(scale(across, c * 0.3), [0.0, s * 0.3, 0.0]))
    };
    let hub = add(middle, scale(along, 0.06));
    let back = add(middle, scale(along, -0.14));
    for i in 0..8 {
        let blade = Paint::plain(rgb(if i % 2 == 0 { 0x5A8AA8 } else { 0xD4DADC }));
        brush.face(&[rim(i), rim(i + 1), hub], blade);
        brush.face(&[rim(i + 1), rim(i), back], Paint::plain(rgb(0x9AA0A4)));
    }
}

/// Boxes that let smoke out, on the ridge of an arcade.
pub(super) fn ventilators(world: &World, bays: &[Section], ridge: f32, layer: &mut Layer<'_>) {
    if world.lean {
        return;
    }
    for section in bays.iter().skip(2).step_by(4) {
        let frame = Frame::facing(section.at(0.0, ridge), section.along());
        let mut brush = layer.brush(Body::None, world.atlas, &shade, frame);
        let steel = Paint::new(rgb(0xC4CACC), Tile::Slats);
        brush.stand([0.0, 0.14, 0.0], [1.1, 0.4, 1.5], steel, side::AROUND);
        brush.stand([0.0, 0.54, 0.0], [1.5, 0.08, 1.9], Paint::plain(rgb(0xDCE0E2)), side::ALL);
    }
}

/// Naked bulbs on wires across an alley, `up` metres over the floor.
pub(super) fn bulbs(world: &World, rows: &[Section], half: f32, up: f32, layer: &mut Layer<'_>) {
    if world.lean {
        return;
    }
    for section in rows {
        let mut brush = layer.brush(Body::None, world.atlas, &shade, Frame::world());
        let (l, m, r) = (section.at(half, up + 0.2), section.at(0.0, up), section.at(-half, up + 0.2));
        let thick = |p: P| add(p, [0.0, 0.02, 0.0]);
        for (from, to) in [(l, m), (m, r)] {
            brush.sheet([from, to, thick(to), thick(from)], Paint::plain(rgb(0x26262A)));
        }
        let hung = [0.42, -0.42].map(|side| section.at(half * side, up - 0.1));
        for at in hung {
            brush.heap(add(at, [0.0, -0.06, 0.0]), [0.05, 0.05], 0.16, Paint::lamp(rgb(0xFFF2C4), 1.0));
        }
        for at in hung {
            glow(world, section, at, BULB_GLOW_M, layer);
        }
    }
}

/// The glow in the air round a lamp, as seen by somebody who walks along.
pub(super) fn glow(world: &World, section: &Section, middle: P, radius: f32, layer: &mut Layer<'_>) {
    if world.lean {
        return;
    }
    let (along, across) = (section.along(), [section.left[0], 0.0, section.left[2]]);
    for way in [1.0, -1.0] {
        let centre = add(middle, scale(along, way * radius * 0.38));
        let at = |x: f32, y: f32| add(centre, add(scale(across, -way * x * radius), [0.0, y * radius, 0.0]));
        let corners = [at(-1.0, -1.0), at(1.0, -1.0), at(1.0, 1.0), at(-1.0, 1.0)];
        layer.spot(world.atlas, corners, rgb(0xFFE2A8), 0.5);
    }
}
