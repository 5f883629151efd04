//! What collects about stalls: steam, puddles, crates in the gaps between shops.
//!
//! Invariant: nothing solid stands in front of a stall's front line; what lies on the aisle's floor is flat.

use market_model::{Category, RoofKind, Stall, StallKind, TradeState};

use super::shopfront::frame;
use super::{Body, Layer, World, floor};
use crate::atlas::Tile;
use crate::cells::Piece;
use crate::color::rgb;
use crate::mesh::{Paint, side};
use crate::seed::Seed;
use crate::space::{Frame, P};

/// A gap between shops that is at least this wide holds something, metres.
const ROOMY_GAP_M: f32 = 0.5;

/// The sheen of a puddle lies over its dark patch, metres.
const SHEEN_UP_M: f32 = 0.04;

/// Builds steam and puddles of a piece's stalls.
pub(super) fn build(world: &World, piece: &Piece, layer: &mut Layer<'_>) {
    if world.lean {
        return;
    }
    let base = world.market.floor_height(&piece.aisle.level).metres() as f32;
    let lift = floor::lift_m(piece.aisle, world.market) + 0.012;
    let open = piece.stalls.iter().filter_map(|i| world.market.stalls.get(*i));
    for stall in open.filter(|s| s.state == TradeState::Open) {
        let mut seed = Seed::of(stall.id.as_str());
        let (frame, [width, depth]) = frame(stall, base);
        if stall.kind != StallKind::Unit {
            let half = [width / 2.0 + 0.4, depth / 2.0 + 0.45];
            layer.shadow(world.atlas, &frame, [0.0, 0.0, -depth / 2.0], half, 0.8);
        } else if world.rich {
            // Under what stands out of the front.
            layer.shadow(world.atlas, &frame, [0.0, lift, 0.16], [width / 2.0, 0.5], 0.5);
        }
        match stall.category {
            Category::Snacks => steam(world, &frame, stall, width, layer),
            // Where all the floor is wet it mirrors by itself.
            Category::Fish if !floor::is_wet(world, piece) => {
                for _ in 0..if world.rich { 2 } else { 1 } {
                    let x = seed.range(-0.4, 0.4) * width;
                    let at = frame.moved([x, lift, seed.range(0.42, 0.6)]);
                    puddle(world, &at, [seed.range(0.3, 0.55), seed.range(0.14, 0.24)], layer);
                }
            }
            Category::Vegetables | Category::Flowers | Category::Tofu if seed.chance(0.35) => {
                let at = frame.moved([seed.range(-0.3, 0.3) * width, lift, 0.44]);
                puddle(world, &at, [seed.range(0.25, 0.4), 0.13], layer);
            }
            _ => {}
        }
    }
    if piece.aisle.roof == RoofKind::None {
        rain(world, piece, base + lift, layer);
    }
}

/// What a shower left on an alley under the sky.
fn rain(world: &World, piece: &Piece, up: f32, layer: &mut Layer<'_>) {
    let mut seed = Seed::of(piece.aisle.id.as_str());
    let half = piece.aisle.width.metres() as f32 / 2.0;
    let rows = super::ribbon::sections(piece.aisle, up, piece.from_m + 2.0, piece.to_m - 2.0, 7.0);
    for section in &rows {
        let at = Frame::facing(section.at(seed.range(-0.5, 0.5) * half, 0.0), section.left);
        puddle(world, &at, [seed.range(0.4, 0.9), seed.range(0.25, 0.45)], layer);
    }
}

/// Wet ground: a dark patch that mirrors something bright in its middle.
fn puddle(world: &World, frame: &Frame, [hx, hz]: [f32; 2], layer: &mut Layer<'_>) {
    layer.shadow(world.atlas, frame, [0.0; 3], [hx * 1.5, hz * 1.6], 0.62);
    let at = |x: f32, z: f32| frame.at([x * hx + 0.05, SHEEN_UP_M, z * hz - 0.03]);
    let corners = [at(-1.0, 1.0), at(1.0, 1.0), at(1.0, -1.0), at(-1.0, -1.0)];
    layer.spot(world.atlas, corners, rgb(0x93A6B2), 0.34);
}

/// Steam over pans: two crossed veils, densest over the pan.
fn steam(world: &World, frame: &Frame, stall: &Stall, width: f32, layer: &mut Layer<'_>) {
    let low = if stall.kind == StallKind::Unit { 0.84 } else { 0.74 };
    let mut seed = Seed::of(stall.id.as_str());
    let n = if world.rich && width > 2.4 { 2 } else { 1 };
    for i in 0..n {
        let x = (i as f32 + 0.5) / n as f32 * width - width / 2.0 + seed.range(-0.2, 0.2);
        let (tall, lean) = (seed.range(1.0, 1.3), seed.range(-0.2, 0.2));
        for [dx, dz] in [[0.44, 0.0], [-0.44, 0.0], [0.0, 0.34], [0.0, -0.34]] {
            let at = |side: f32, up: f32| {
                frame.at([x + lean * up + dx * side, low + tall * up, -0.18 + dz * side])
            };
            let corners = [at(-1.0, 0.0), at(1.0, 0.0), at(1.0, 1.0), at(-1.0, 1.0)];
            layer.spot(world.atlas, corners, rgb(0xF6F6F4), 0.16);
        }
    }
}

/// How deep the wall in a gap between two shops stands back, metres.
pub(super) fn alcove_m(gap: f32) -> f32 {
    if gap < ROOMY_GAP_M { 0.25 } else { 1.0 }
}

/// Fills a gap between two shops, `gap` metres wide; `frame` stands in the middle of its front line.
pub(super) fn alcove(world: &World, frame: &Frame, gap: f32, seed: &mut Seed, layer: &mut Layer<'_>) {
    if world.lean || gap < ROOMY_GAP_M {
        return;
    }
    let light =
        |p: P, n: P| [(0.56 + 0.3 * (p[1] / 0.9).clamp(0.0, 1.0)) * (0.84 + 0.16 * n[1].max(n[2])); 3];
    let mut b = layer.brush(Body::Box, world.atlas, &light, *frame);
    let wide = (gap - 0.08).min(0.56);
    let (colors, tile, tall) = match seed.below(3) {
        0 => ([0x2A62B0, 0xC8322A, 0x2E8A4E], Tile::Wood, 0.28),
        1 => ([0xF2F5F6, 0xE8EEF0, 0xF6F6F2], Tile::White, 0.22),
        _ => ([0xC09562, 0xB4885A, 0xCCA26C], Tile::Rough, 0.3),
    };
    let n = 2 + seed.below(3);
    for i in 0..n {
        let color = rgb(seed.pick(&colors, 0xC09562));
        let shift = seed.range(-0.02, 0.02);
        let y = tall * i as f32;
        b.stand([shift, y, -0.34], [wide, tall * 0.96, 0.42], Paint::new(color, tile), side::SEEN);
        if tile == Tile::White {
            // The tape round a box of polystyrene.
            let tape = Paint::plain(rgb(0x3A7AC0));
            b.stand([shift, y + tall * 0.7, -0.335], [wide, 0.03, 0.42], tape, side::FRONT);
        }
    }
    let broom = Paint::plain(rgb(0xB88A4A));
    b.bar([wide * 0.3, 0.0, -0.72], [wide * 0.42, 1.5, -0.86], 0.035, broom);
    b.taper([wide * 0.3, 0.0, -0.72], 0.3, [0.14, 0.06], [0.04, 0.03], broom.times(1.2), None);
}
