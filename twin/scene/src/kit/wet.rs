//! What stands about where fish is sold: tanks with a blue light, boxes of polystyrene, a hose.

use super::Kit;
use crate::atlas::Tile;
use crate::color::rgb;
use crate::mesh::{Paint, side};

/// Glass tanks of live fish along one side wall, two high, each with its lamp.
pub(super) fn tank(k: &mut Kit) {
    if k.lean || k.size[2] < 2.0 {
        return;
    }
    let (x, d) = (k.half(), k.size[2]);
    let s = if k.seed.chance(0.5) { 1.0 } else { -1.0 };
    let (z0, z1) = ((-d + 0.5).max(-3.0), -1.25);
    let (wall, face) = (s * (x - 0.02), s * (x - 0.5));
    let (low, high) = (wall.min(face), wall.max(face));
    let steel = Paint::plain(rgb(0xB8C0C4));
    let inner = if s > 0.0 { side::LEFT } else { side::RIGHT };
    for y in if k.rich { [0.35, 1.05].as_slice() } else { [0.55].as_slice() } {
        let water = Paint::new(rgb(0xA4DCF6), Tile::Fish).shining(0.85);
        k.b.block([low, *y, z0], [high, y + 0.46, z1], water, inner | side::FRONT);
        let lamp = Paint::lamp(rgb(0xBCE8FF), 1.0);
        k.b.block([low, y + 0.46, z0], [high, y + 0.5, z1], lamp, inner | side::FRONT);
        k.b.block([low, y + 0.5, z0], [high, y + 0.56, z1], steel, inner | side::FRONT | side::TOP);
        k.b.block([low, y - 0.08, z0], [high, *y, z1], steel, inner | side::FRONT);
    }
    if k.rich {
        hose(k, -s * (x - 0.05));
    }
}

/// A green hose from a tap at the pier down to the floor and away under the table.
fn hose(k: &mut Kit, x: f32) {
    let green = Paint::plain(rgb(0x2E8A4A));
    let inwards = -x.signum();
    let line = [[x, 0.9, -0.9], [x + inwards * 0.06, 0.06, -1.1], [x + inwards * 0.5, 0.05, -1.35]];
    for pair in line.windows(2) {
        if let [a, b] = pair {
            k.b.bar(*a, *b, 0.035, green);
        }
    }
    k.b.stand([x, 0.88, -0.9], [0.06, 0.1, 0.06], Paint::plain(rgb(0xC8A848)), side::SEEN);
}

/// White boxes with blue tape, in a tall stack at the back.
pub(super) fn boxes(k: &mut Kit) {
    if !k.rich || k.size[2] < 2.6 {
        return;
    }
    let x = k.half();
    let s = if k.seed.chance(0.5) { 1.0 } else { -1.0 };
    let (white, tape) = (Paint::plain(rgb(0xF4F7F8)), Paint::plain(rgb(0x3A7AC0)));
    let z = (0.4 - k.size[2]).max(-2.3);
    for i in 0..5 + k.seed.below(3) {
        let (px, y) = (s * (x - 0.78) + k.seed.range(-0.03, 0.03), 0.2 * i as f32);
        k.b.stand([px, y, z], [0.46, 0.19, 0.36], white, side::SEEN);
        k.b.stand([px, y + 0.13, z + 0.006], [0.46, 0.025, 0.36], tape, side::FRONT);
    }
}
