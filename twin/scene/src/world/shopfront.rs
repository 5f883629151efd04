//! The houses above and behind the stalls: upper floors with windows, flat green roofs, walls in the gaps.

use market_model::{RoofKind, Side, Stall, StallKind};

use super::{Body, Layer, World, clutter, window};
use crate::atlas::Tile;
use crate::cells::Piece;
use crate::color::{Rgb, rgb};
use crate::mesh::{Brush, Paint, side};
use crate::seed::Seed;
use crate::space::{Frame, P, gltf_from_market, length, lerp, sub};

const FRONTS: [(u32, Tile); 7] = [
    (0xF0E8DA, Tile::Window),
    (0xD8A080, Tile::Tiled),
    (0xE2E8E8, Tile::Barred),
    (0xD0C2AA, Tile::Window),
    (0xF2EEE6, Tile::Tiled),
    (0xC48E74, Tile::Barred),
    (0xDCD6C8, Tile::Window),
];

/// Gaps up to this many metres between neighbours are walled up.
const MAX_GAP_M: f32 = 2.2;

/// Builds the houses of a piece.
pub(super) fn build(world: &World, piece: &Piece, layer: &mut Layer<'_>) {
    let base = world.market.floor_height(&piece.aisle.level).metres() as f32;
    let units = |side: Side| {
        let stalls = piece.stalls.iter().filter_map(|i| world.market.stalls.get(*i));
        stalls.filter(move |s| s.side == side && s.kind == StallKind::Unit).collect::<Vec<_>>()
    };
    for side in [Side::Left, Side::Right] {
        let row = units(side);
        let mut group = Seed::of(row.first().map_or("", |s| s.id.as_str()));
        let (mut height, mut look, mut left) = (0.0, 0, 0);
        for (i, stall) in row.iter().enumerate() {
            if left == 0 {
                left = 1 + group.below(3);
                look = group.below(FRONTS.len());
                height = match piece.aisle.roof {
                    RoofKind::Arcade => piece.aisle.roof_height.metres() as f32 + 0.1,
                    _ => stall.height.metres() as f32 + [0.7, 3.4, 3.6, 6.4][group.below(4)],
                };
            }
            left -= 1;
            let alone = [i.checked_sub(1).and_then(|j| row.get(j)), row.get(i + 1)]
                .map(|n| n.is_none_or(|n| !touches(stall, n)));
            flanks(world, stall, base, alone, look, layer);
            if piece.aisle.roof == RoofKind::Indoor {
                continue;
            }
            house(world, stall, [base, height], (look, alone), layer);
            if let Some(next) = row.get(i + 1) {
                infill(world, [stall, next], [base, height], look, layer);
            }
        }
    }
}

/// The frame of a footprint (origin at the front's middle) with its width and depth.
pub(crate) fn frame(stall: &Stall, base: f32) -> (Frame, [f32; 2]) {
    let [fl, fr, br, bl] = stall.footprint.map(|p| gltf_from_market(p, base));
    let front = lerp(fl, fr, 0.5);
    let back = lerp(bl, br, 0.5);
    let across = sub(fr, fl);
    // Square to the front line: the back of a footprint at a bend may be skewed.
    let out = [-across[2], 0.0, across[0]];
    let facing = if length(across) > 0.001 { out } else { sub(front, back) };
    (Frame::facing(front, facing), [length(across), length(sub(front, back))])
}

/// Whether two neighbours of a row share a wall.
fn touches(a: &Stall, b: &Stall) -> bool {
    let reach = (f64::from(a.frontage.0) + f64::from(b.frontage.0)) / 2.0;
    (f64::from(a.chainage.0) - f64::from(b.chainage.0)).abs() < reach + 60.0
}

/// The outer side walls of a stall without a neighbour on that side, and its back and top.
fn flanks(
    world: &World,
    stall: &Stall,
    base: f32,
    [before, after]: [bool; 2],
    look: usize,
    layer: &mut Layer,
) {
    let (frame, [w, d]) = frame(stall, base);
    let (x, h) = (w / 2.0, stall.height.metres() as f32 - 0.1);
    // Walking along the left row, the stall before is to the left of somebody who faces it.
    let (left, right) = if stall.side == Side::Left { (before, after) } else { (after, before) };
    let mut sides = side::BACK;
    if left {
        sides |= side::LEFT;
    }
    if right {
        sides |= side::RIGHT;
    }
    let indoors = world.market.aisle(&stall.aisle).is_some_and(|a| a.roof == RoofKind::Indoor);
    let color = if indoors { 0xEAE6DC } else { FRONTS[look % FRONTS.len()].0 };
    let light =
        |p: P, n: P| [(0.6 + 0.3 * (p[1] / 1.2).clamp(0.0, 1.0)) * if n[2] < -0.5 { 0.86 } else { 1.0 }; 3];
    let mut b = layer.brush(Body::None, world.atlas, &light, frame);
    b.block([-x, 0.0, -d], [x, h, -0.01], Paint::new(rgb(color), Tile::Rough), sides);
    if indoors || world.lean {
        return;
    }
    // What keeps splashes off a wall that is seen, and the pipe that comes down it.
    let stone = Paint::new(rgb([0x8A7A6E, 0x7E807E, 0x9A6E5A][look % 3]), Tile::Brick);
    let s = sides & (side::LEFT | side::RIGHT);
    b.block([-x - 0.02, 0.0, -d], [x + 0.02, 1.05, -0.01], stone, s);
    for (bit, px) in [(side::LEFT, -x - 0.06), (side::RIGHT, x + 0.06)] {
        if world.rich && s & bit != 0 {
            b.bar([px, 0.0, -0.3], [px, h + 2.4, -0.3], 0.09, Paint::plain(rgb(0xB4B0A8)));
        }
    }
}

fn house(
    world: &World,
    stall: &Stall,
    [base, height]: [f32; 2],
    (look, alone): (usize, [bool; 2]),
    layer: &mut Layer<'_>,
) {
    let (frame, [w, d]) = frame(stall, base);
    let (x, low) = (w / 2.0, stall.height.metres() as f32 - 0.14);
    let high = height.max(low + 0.3);
    let (color, tile) = FRONTS[look % FRONTS.len()];
    let wall = Paint::new(rgb(color), Tile::Rough);
    let light = move |p: P, n: P| {
        let up = ((p[1] - 2.6) / 5.0).clamp(0.0, 1.0);
        let face = if n[1] > 0.5 {
            1.0
        } else if n[2] > 0.5 {
            0.72 + 0.2 * up
        } else {
            0.62 + 0.16 * up
        };
        [face; 3]
    };
    let mut b = layer.brush(Body::None, world.atlas, &light, frame);
    b.block([-x, low, -d], [x, high, -0.02], wall, side::LEFT | side::RIGHT | side::BACK);
    // Where no neighbour stands, a wall has windows too.
    let open = if stall.side == Side::Left { alone } else { [alone[1], alone[0]] };
    for (s, _) in [-1.0_f32, 1.0].into_iter().zip(open).filter(|(_, open)| *open && !world.lean) {
        gable(&mut b, [s * (x + 0.006), low, high, d], Paint::new(rgb(color), tile));
    }
    let roof = [0x5E8A6C, 0x8A8C88, 0x6A9278, 0x9A7A68][look % 4];
    b.block([-x, low, -d], [x, high, -0.02], Paint::new(rgb(roof), Tile::Rough), side::TOP);
    let z = -0.02;
    let n_floors = ((high - low - 0.4) / 2.5).floor().clamp(0.0, 4.0) as usize;
    if n_floors == 0 || world.lean {
        let tile = if n_floors == 0 { Tile::Rough } else { tile };
        b.face(&[[-x, low, z], [x, low, z], [x, high, z], [-x, high, z]], Paint::new(rgb(color), tile));
        return;
    }
    // A band of sheet metal behind the boards, as the modernised arcades have it.
    let band = if high - low > 4.0 { 0.9 } else { 0.0 };
    if band > 0.0 {
        let metal = Paint::new(rgb([0xE4E0D6, 0xC8D4DA, 0xE8DCC0][look % 3]), Tile::Slats);
        b.face(&[[-x, low, z], [x, low, z], [x, low + band, z], [-x, low + band, z]], metal);
    }
    let n = ((w / if world.rich { 1.9 } else { 2.6 }).round() as usize).clamp(1, 4);
    let story = (high - low - band) / n_floors as f32;
    let mut seed = Seed::of(stall.id.as_str());
    for f in 0..n_floors {
        for i in 0..n {
            let (l, r) = (-x + w * i as f32 / n as f32, -x + w * (i + 1) as f32 / n as f32);
            let (y0, y1) = (low + band + story * f as f32, low + band + story * (f + 1) as f32);
            b.face(&[[l, y0, z], [r, y0, z], [r, y1, z], [l, y1, z]], Paint::new(rgb(color), tile));
            window::perhaps_lit(&mut b, [l, r], [y0, y1], z + 0.012, &mut seed, 0.3);
        }
    }
    if world.rich {
        age(&mut b, [x, low + band, story, z], n, rgb(color), &mut seed);
    }
    if seed.chance(0.4) {
        // The outdoor part of an air conditioner.
        let (px, y) = (x * seed.range(-0.6, 0.6), low + story * 0.5);
        b.stand(
            [px, y, 0.14],
            [0.8, 0.55, 0.28],
            Paint::new(rgb(0xE4E6E4), Tile::Slats),
            side::ALL ^ side::BACK,
        );
    }
}

/// Windows in a side wall at `x`, from `low` to `high`, `d` metres deep.
fn gable(b: &mut Brush, [x, low, high, d]: [f32; 4], paint: Paint) {
    let n_floors = ((high - low) / 2.8).floor().clamp(0.0, 3.0) as usize;
    for f in 0..n_floors {
        let (y0, y1) = (low + 2.8 * f as f32, low + 2.8 * (f + 1) as f32);
        let (near, far) = (-d * 0.5 + 1.5, -d * 0.5 - 1.5);
        let (near, far) = (near.min(-0.05), far.max(-d));
        let [l, r] = if x > 0.0 { [near, far] } else { [far, near] };
        b.face(&[[x, y0, l], [x, y0, r], [x, y1, r], [x, y1, l]], paint);
    }
}

/// Streaks of rain under sills, and plaster that was mended in another colour.
fn age(b: &mut Brush, [x, low, story, z]: [f32; 4], n: usize, wall: Rgb, seed: &mut Seed) {
    let bay = x * 2.0 / n as f32;
    let z = z + 0.008;
    let mut patch = |l: f32, r: f32, y0: f32, y1: f32, paint: Paint| {
        b.face(&[[l, y0, z], [r, y0, z], [r, y1, z], [l, y1, z]], paint);
    };
    for i in 0..n {
        let left = -x + bay * i as f32;
        if seed.chance(0.4) {
            let (px, wide) = (left + bay * seed.range(0.2, 0.7), seed.range(0.05, 0.16));
            let foot = low + story * seed.range(0.02, 0.12);
            patch(px, px + wide, foot, low + story * 0.25, Paint::new(wall.times(0.66), Tile::Rough));
        }
        if seed.chance(0.16) {
            let mended = Paint::new(wall.mix(rgb(0xB8B4AC), 0.7), Tile::Rough);
            let y = low + story * seed.range(0.3, 0.6);
            patch(left - bay * 0.11 + 0.14, left + bay * 0.12, y, y + seed.range(0.3, 0.6), mended);
        }
    }
}

fn infill(world: &World, pair: [&Stall; 2], [base, height]: [f32; 2], look: usize, layer: &mut Layer<'_>) {
    let [a, b] = pair.map(|s| s.footprint.map(|p| gltf_from_market(p, base)));
    // Facing the row, the next stall is to the right on the left side of the aisle, to the left on the right side.
    let (l, r, back) =
        if pair[0].side == Side::Left { (a[1], b[0], [a[2], b[3]]) } else { (b[1], a[0], [b[2], a[3]]) };
    let gap = length(sub(r, l));
    if !(0.05..=MAX_GAP_M).contains(&gap) {
        return;
    }
    let front = Frame::facing(lerp(l, r, 0.5), sub(lerp(l, r, 0.5), lerp(back[0], back[1], 0.5)));
    let away = |from: P, to: P| (clutter::alcove_m(gap) / length(sub(to, from)).max(0.1)).min(0.5);
    let (l, r) = (lerp(l, back[0], away(l, back[0])), lerp(r, back[1], away(r, back[1])));
    let (color, _) = FRONTS[look % FRONTS.len()];
    let light = |p: P, _: P| [0.5 + 0.36 * (p[1] / 2.0).clamp(0.0, 1.0); 3];
    let mut brush = layer.brush(Body::Box, world.atlas, &light, Frame::world());
    let up = |p: P, y: f32| [p[0], base + y, p[2]];
    for (y0, y1, tile) in [(0.0, 2.2, Tile::Brick), (2.2, height, Tile::Rough)] {
        brush.face(&[up(l, y0), up(r, y0), up(r, y1), up(l, y1)], Paint::new(rgb(color), tile));
    }
    let mut seed = Seed::of(pair[1].id.as_str());
    clutter::alcove(world, &front, gap, &mut seed, layer);
}
