//! Cars, the small blue trucks that bring goods to every market, and the motorcycles that carry them away.

use super::{Body, Layer, World};
use crate::atlas::Tile;
use crate::color::{Rgb, rgb};
use crate::mesh::{Brush, Paint, side, turn};
use crate::seed::Seed;
use crate::space::{Frame, P};

/// Four cars in five are white, grey or black.
const COLORS: [u32; 8] = [0xF2F2F0, 0xF4F4F2, 0xB4B8BC, 0x8A9094, 0x26282C, 0x2E3034, 0x2A4A7A, 0x8A2A28];
const GLASS: u32 = 0x2E3A42;
const TYRE: u32 = 0x1E1E20;

fn light(p: P, n: P) -> [f32; 3] {
    let v = (0.6 + 0.38 * (p[1] / 0.9).clamp(0.0, 1.0)) * (0.84 + 0.16 * n[1].max(0.0) + 0.06 * n[2]);
    [v, v, v]
}

/// Parks a car or a truck, nose to the front of `frame`.
pub(super) fn park(world: &World, frame: &Frame, seed: &mut Seed, layer: &mut Layer<'_>) {
    layer.shadow(world.atlas, frame, [0.0; 3], [1.3, 2.7], 0.85);
    let truck = seed.chance(0.3);
    let color = rgb(seed.pick(&COLORS, COLORS[0]));
    let mut b = layer.brush(Body::Box, world.atlas, &light, *frame);
    if truck {
        light_truck(&mut b, seed);
    } else {
        car(&mut b, color);
    }
    for x in [-0.74, 0.74] {
        for z in [-1.3, 1.35] {
            wheel(&mut b, [x, 0.3, z]);
        }
    }
}

fn wheel(b: &mut Brush, [x, y, z]: P) {
    let out = x.signum();
    let rim = |i: usize, r: f32| {
        let [c, s] = turn(i, 6);
        [x + out * 0.12, y + r * s, z - out * r * c]
    };
    for i in [0, 2, 4] {
        let [a, m, e, mid] = [rim(i, 0.3), rim(i + 1, 0.3), rim(i + 2, 0.3), [x + out * 0.12, y, z]];
        b.face(&[mid, a, m, e], Paint::plain(rgb(TYRE)));
    }
    let hub = |dy: f32, dz: f32| [x + out * 0.125, y + dy, z - out * dz];
    let steel = Paint::plain(rgb(0xB4B8BA));
    b.face(&[hub(-0.14, 0.14), hub(-0.14, -0.14), hub(0.14, -0.14), hub(0.14, 0.14)], steel);
}

fn car(b: &mut Brush, color: Rgb) {
    let body = Paint::plain(color);
    let glass = Paint::plain(rgb(GLASS));
    b.block([-0.84, 0.28, -2.1], [0.84, 0.84, 2.1], body, side::AROUND | side::TOP);
    b.block([-0.84, 0.2, -2.1], [0.84, 0.28, 2.1], Paint::plain(rgb(0x2A2A2C)), side::AROUND);
    // The cabin tapers towards the roof; its sides are glass.
    let [low, high] = [0.84, 1.42];
    let foot = [[-0.78, low, 1.0], [0.78, low, 1.0], [0.78, low, -1.75], [-0.78, low, -1.75]];
    let head = [[-0.62, high, 0.35], [0.62, high, 0.35], [0.62, high, -1.2], [-0.62, high, -1.2]];
    for i in 0..4 {
        let j = (i + 1) % 4;
        b.face(&[foot[i], foot[j], head[j], head[i]], glass);
    }
    b.face(&head, body);
    lamps_and_plate(b, 2.1, 0.62);
    b.block([-0.84, 0.56, -2.11], [-0.5, 0.72, -2.1], Paint::plain(rgb(0xA81E1C)), side::BACK);
    b.block([0.5, 0.56, -2.11], [0.84, 0.72, -2.1], Paint::plain(rgb(0xA81E1C)), side::BACK);
}

/// Head lamps, and the white plate between them.
fn lamps_and_plate(b: &mut Brush, z: f32, y: f32) {
    let lamp = Paint::plain(rgb(0xF0F4F4));
    for x in [-0.62, 0.62] {
        b.block([x - 0.2, y - 0.08, z], [x + 0.2, y + 0.08, z + 0.012], lamp, side::FRONT);
    }
    b.block([-0.26, y - 0.24, z], [0.26, y - 0.12, z + 0.014], Paint::plain(rgb(0xFAFAF6)), side::FRONT);
}

/// A light truck: cab over the engine, a flat bed with boards, crates on it.
fn light_truck(b: &mut Brush, seed: &mut Seed) {
    let blue = Paint::plain(rgb(seed.pick(&[0x2A5EA8, 0x2A5EA8, 0xE8EAEA], 0x2A5EA8)));
    let glass = Paint::plain(rgb(GLASS));
    b.block([-0.84, 0.34, 0.9], [0.84, 1.0, 2.3], blue, side::AROUND);
    b.taper([0.0, 1.0, 1.6], 0.8, [0.82, 0.7], [0.74, 0.52], blue, Some(blue));
    // Wind screen and side windows, just before the cab's slopes.
    b.face(&[[-0.74, 1.08, 2.3], [0.74, 1.08, 2.3], [0.68, 1.66, 2.17], [-0.68, 1.66, 2.17]], glass);
    for s in [-1.0, 1.0] {
        let at = |y: f32, z: f32| [s * (0.835 - (y - 1.0) * 0.1), y, z];
        let corners = [at(1.1, 2.05), at(1.1, 1.2), at(1.6, 1.3), at(1.6, 1.95)];
        let [p, q, r, t] = corners;
        if s > 0.0 { b.face(&corners, glass) } else { b.face(&[q, p, t, r], glass) }
    }
    lamps_and_plate(b, 2.3, 0.66);
    b.block([-0.84, 0.56, -2.3], [0.84, 0.7, 0.85], Paint::plain(rgb(0x3A3C40)), side::AROUND | side::TOP);
    for (low, high) in [([-0.86, 0.7, -2.3], [-0.8, 1.06, 0.85]), ([0.8, 0.7, -2.3], [0.86, 1.06, 0.85])] {
        b.block(low, high, blue, side::STANDING);
    }
    b.block([-0.86, 0.7, -2.32], [0.86, 1.06, -2.26], blue, side::STANDING);
    for i in 0..5 {
        let x = [-0.4, 0.4][i % 2];
        let (z, tall) = (-1.9 + 0.62 * (i / 2) as f32, seed.range(0.35, 0.7));
        let color = seed.pick(&[0xC09562, 0xF2F4F4, 0x2E8A4E, 0xD8B080], 0xC09562);
        b.stand([x, 0.7, z], [0.7, tall, 0.56], Paint::new(rgb(color), Tile::Wood), side::STANDING);
    }
}

/// A delivery motorcycle with a leg shield and its box.
pub(super) fn motorcycle(b: &mut Brush, at: P) {
    let [x, y, z] = at;
    let (black, steel) = (Paint::plain(rgb(0x26262A)), Paint::plain(rgb(0xA8ACB0)));
    for dz in [-0.6, 0.6] {
        tyre(b, [x, y + 0.27, z + dz], black);
        // A mudguard over each wheel.
        b.stand([x, y + 0.5, z + dz], [0.13, 0.05, 0.44], Paint::plain(rgb(0xB82A24)), side::STANDING);
    }
    let red = Paint::plain(rgb(0xC02A24));
    b.taper([x, y + 0.34, z - 0.08], 0.36, [0.1, 0.44], [0.14, 0.36], red, Some(red));
    b.stand([x, y + 0.24, z - 0.02], [0.2, 0.16, 0.4], steel, side::ALL);
    b.bar([x + 0.14, y + 0.3, z], [x + 0.14, y + 0.36, z - 0.75], 0.07, steel);
    b.stand([x, y + 0.7, z - 0.12], [0.27, 0.09, 0.62], black, side::ALL);
    // The fork, and the white shield before the legs.
    b.bar([x, y + 0.27, z + 0.6], [x, y + 1.0, z + 0.38], 0.06, black);
    let [l, r] = [x - 0.24, x + 0.24];
    let (low, high) = ([y + 0.34, z + 0.3], [y + 0.86, z + 0.42]);
    let shield = [[l, low[0], low[1]], [r, low[0], low[1]], [r, high[0], high[1]], [l, high[0], high[1]]];
    b.sheet(shield, Paint::plain(rgb(0xEEF0EE)));
    b.stand([x, y + 0.9, z + 0.46], [0.2, 0.16, 0.12], red, side::ALL);
    b.stand([x, y + 0.92, z + 0.525], [0.14, 0.12, 0.02], Paint::plain(rgb(0xF4F6F0)), side::FRONT);
    b.bar([x - 0.34, y + 1.04, z + 0.34], [x + 0.34, y + 1.04, z + 0.34], 0.035, black);
    for side in [-0.3, 0.3] {
        b.bar([x + side, y + 1.04, z + 0.34], [x + side, y + 1.2, z + 0.36], 0.015, black);
        b.stand([x + side, y + 1.18, z + 0.36], [0.12, 0.08, 0.02], black, side::FRONT | side::BACK);
    }
    let case = Paint::plain(rgb(0xE8842A));
    b.stand([x, y + 0.78, z - 0.58], [0.46, 0.34, 0.42], case, side::ALL);
    b.stand([x, y + 1.12, z - 0.58], [0.49, 0.07, 0.45], Paint::plain(rgb(0x3A3A3C)), side::ALL);
}

/// A wheel of eight corners, a hand wide.
fn tyre(b: &mut Brush, [x, y, z]: P, black: Paint) {
    let rim = |i: usize, dx: f32, r: f32| {
        let [c, s] = turn(i, 8);
        [x + dx, y + r * s, z + r * c]
    };
    for i in 0..8 {
        b.face(
            &[rim(i, -0.05, 0.28), rim(i, 0.05, 0.28), rim(i + 1, 0.05, 0.28), rim(i + 1, -0.05, 0.28)],
            black,
        );
        let steel = Paint::plain(rgb(0x9A9EA2));
        for dx in [-0.05_f32, 0.05] {
            let (p, q) = if dx > 0.0 { (i + 1, i) } else { (i, i + 1) };
            b.face(&[rim(p, dx, 0.28), rim(q, dx, 0.28), rim(q, dx, 0.2), rim(p, dx, 0.2)], black);
            b.face(&[rim(p, dx * 0.6, 0.2), rim(q, dx * 0.6, 0.2), [x + dx * 0.6, y, z]], steel);
        }
    }
}
