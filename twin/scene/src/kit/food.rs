//! Goods to eat.

use super::{Kit, OVERHANG_M, wet};
use crate::atlas::Tile;
use crate::color::{Rgb, rgb};
use crate::mesh::{Paint, side};

/// A list of things to show: colour and grain.
pub(super) type Stock = [(u32, Tile)];

pub(super) static VEGETABLES: [(u32, Tile); 14] = [
    (0xFFFFFF, Tile::Cabbage),
    (0xE87A22, Tile::Sticks),
    (0x5CA03A, Tile::Leaves),
    (0xFFFFFF, Tile::Radish),
    (0xC82A22, Tile::Sticks),
    (0xC89A5E, Tile::Balls),
    (0xFFFFFF, Tile::Scallion),
    (0xE0A85C, Tile::Balls),
    (0x3F8F3A, Tile::Sticks),
    (0x8CC04A, Tile::Leaves),
    (0xE0402C, Tile::Fruit),
    (0x5E2E6E, Tile::Sticks),
    (0xF2EAD4, Tile::Balls),
    (0x3E7A34, Tile::Leaves),
];
pub(super) static FRUIT: [(u32, Tile); 10] = [
    (0xD8322C, Tile::Fruit),
    (0xF5921E, Tile::Fruit),
    (0xE8C86A, Tile::Fruit),
    (0xF06A1E, Tile::Fruit),
    (0xF2D43A, Tile::Sticks),
    (0x8CC646, Tile::Fruit),
    (0x5A2A5E, Tile::Balls),
    (0xE03A44, Tile::Fruit),
    (0xF6B090, Tile::Fruit),
    (0x3E8A3A, Tile::Balls),
];
pub(super) static GRAINS: [(u32, Tile); 7] = [
    (0xF6F2E6, Tile::Grain),
    (0xC89650, Tile::Grain),
    (0x3A2E32, Tile::Grain),
    (0xA83A2E, Tile::Grain),
    (0xE8C878, Tile::Grain),
    (0x7A924A, Tile::Grain),
    (0xD8C8A8, Tile::Grain),
];
pub(super) static NUTS: [(u32, Tile); 7] = [
    (0x9A5E30, Tile::Balls),
    (0xC8925A, Tile::Grain),
    (0xE0B878, Tile::Mixed),
    (0x6E3A22, Tile::Balls),
    (0xB83A2A, Tile::Balls),
    (0xD8A860, Tile::Balls),
    (0x8A6A3A, Tile::Mixed),
];
pub(super) static SPICES: [(u32, Tile); 5] = [
    (0xC8221A, Tile::Sticks),
    (0xB41E14, Tile::Grain),
    (0xD85A1E, Tile::Grain),
    (0x8A6A30, Tile::Grain),
    (0xE8D8A0, Tile::Grain),
];
pub(super) static SIDE_DISHES: [(u32, Tile); 10] = [
    (0xFFFFFF, Tile::Kimchi),
    (0x3E6A2A, Tile::Leaves),
    (0x8A4A22, Tile::Mixed),
    (0xFFFFFF, Tile::Fried),
    (0xF0D870, Tile::Mixed),
    (0xD0321C, Tile::Mixed),
    (0x2E2A22, Tile::Balls),
    (0xE8A050, Tile::Sticks),
    (0x6E9A3A, Tile::Leaves),
    (0xF2EADA, Tile::Mixed),
];
pub(super) static RICE_CAKES: [(u32, Tile); 6] = [
    (0xFFFFFF, Tile::Cakes),
    (0xFFF0E8, Tile::Cakes),
    (0xF6F0E8, Tile::Sticks),
    (0xFFFFFF, Tile::Cakes),
    (0xF0A8B4, Tile::Balls),
    (0x8CB05A, Tile::Balls),
];
pub(super) static TOFU: [(u32, Tile); 5] = [
    (0xFBF5E4, Tile::Curd),
    (0xF4E8C4, Tile::Curd),
    (0xE8E4D8, Tile::Mixed),
    (0x8A6248, Tile::Curd),
    (0xF0DCA0, Tile::Sticks),
];
pub(super) static BREAD: [(u32, Tile); 6] = [
    (0xE0A050, Tile::Balls),
    (0xB86A2A, Tile::Balls),
    (0xE8C070, Tile::Sticks),
    (0xFFFFFF, Tile::Fried),
    (0x8A4E28, Tile::Balls),
    (0xD89040, Tile::Sticks),
];
pub(super) static POULTRY_TABLE: [(u32, Tile); 4] =
    [(0xE0B080, Tile::Balls), (0xFAF0E4, Tile::Poultry), (0xF4E8D8, Tile::Balls), (0xFFF0EC, Tile::Meat)];
pub(super) static SEA_TABLE: [(u32, Tile); 4] =
    [(0xFFFFFF, Tile::Fish), (0xFFFFFF, Tile::Seafood), (0xE8DCD0, Tile::Fish), (0x6A7A50, Tile::Leaves)];

const BASKETS: [u32; 5] = [0xD02E2A, 0x2A66B4, 0x2E9A50, 0xF0C02A, 0xF2F0EA];

fn stock(list: &Stock, i: usize) -> Paint {
    let (color, tile) = list.get(i % list.len().max(1)).copied().unwrap_or((0xFFFFFF, Tile::White));
    Paint::new(rgb(color), tile)
}

/// Steps of crates, heaped; coloured baskets in the front row, cartons behind.
pub(super) fn produce(k: &mut Kit, list: &Stock) {
    let rows = if k.lean { 2 } else { 3 };
    let crate_paint = Paint::new(rgb([0xC8A068, 0x3A7A4A, 0xD8D4C8][k.seed.below(3)]), Tile::Wood);
    let start = k.seed.below(list.len());
    let dz = 0.46;
    let mut i = start;
    for r in 0..rows {
        let (z1, y1) = (OVERHANG_M - 0.02 - r as f32 * dz, 0.38 + r as f32 * 0.26);
        let low = if r == 0 { 0.0 } else { y1 - 0.26 };
        k.step([z1 - dz, z1], [low, y1], crate_paint, Paint::plain(rgb(0x4A3E30)));
        let (places, half) = k.places(k.n(if r == 0 { 0.52 } else { 0.62 }));
        for x in places {
            let goods = stock(list, i);
            i += 1;
            let height = k.seed.range(0.13, 0.26);
            if r == 0 && !k.lean {
                let color = rgb(k.seed.pick(&BASKETS, 0xFFFFFF));
                k.b.taper(
                    [x, y1, z1 - dz / 2.0],
                    0.11,
                    [half * 0.62, 0.15],
                    [half * 0.86, 0.2],
                    Paint::new(color, Tile::Basket),
                    None,
                );
                k.b.heap([x, y1 + 0.1, z1 - dz / 2.0], [half * 0.84, 0.19], height, goods);
            } else {
                k.b.heap([x, y1, z1 - dz / 2.0], [half * 0.92, dz * 0.46], height, goods);
            }
        }
    }
    let back = OVERHANG_M - rows as f32 * dz;
    k.cheeks([back, OVERHANG_M], [0.38, 0.38 + (rows - 1) as f32 * 0.26], crate_paint);
    let d = k.size[2];
    k.back_shelves(
        [0.9, 2.1],
        2,
        &[Paint::new(rgb(0xF4E8D4), Tile::Cartons), Paint::new(Rgb::WHITE, Tile::Bottles)],
    );
    if d > 2.4 {
        let h = k.half();
        k.carton_stack(-h + 0.35, -d + 0.5, 4);
        if !k.lean {
            k.carton_stack(-h + 0.85, -d + 0.5, 3);
            k.carton_stack(h - 0.4, -d + 0.5, 3);
        }
    }
}

/// Ice in white boxes on a slope, fish on it; basins of live ones; a blue tarpaulin in front.
pub(super) fn fish(k: &mut Kit) {
    let (z1, z0) = (OVERHANG_M - 0.02, -1.0);
    let x = k.half();
    let blue = Paint::new(rgb([0x1E6AA8, 0x2A7A70][k.seed.below(2)]), Tile::Cloth);
    k.b.face(&[[-x, 0.0, z1], [x, 0.0, z1], [x, 0.42, z1], [-x, 0.42, z1]], blue);
    k.b.face(
        &[[-x, 0.42, z1], [x, 0.42, z1], [x, 0.86, z0], [-x, 0.86, z0]],
        Paint::new(rgb(0xEAF4FA), Tile::Ice),
    );
    k.cheeks([z0, z1], [0.42, 0.86], blue);
    let (places, half) = k.places(k.n(0.6));
    let rows = if k.lean { 1 } else { 2 };
    let foam = Paint::plain(rgb(0xF6F8FA));
    let kinds = [
        (0xFFFFFF, Tile::Fish),
        (0xFFFFFF, Tile::Seafood),
        (0xF4DCC8, Tile::Fish),
        (0xFFFFFF, Tile::Seafood),
        (0xD8E4EC, Tile::Fish),
    ];
    for r in 0..rows {
        for &px in &places {
            let (tint, tile) = k.seed.pick(&kinds, (0xFFFFFF, Tile::Fish));
            let (near, far) = (z1 - 0.04 - r as f32 * 0.6, z1 - 0.58 - r as f32 * 0.6);
            let y = |z: f32| 0.42 + (z1 - z) * 0.355;
            let (l, q) = (px - half * 0.92, px + half * 0.92);
            k.b.face(
                &[
                    [l, y(near), near],
                    [q, y(near), near],
                    [q, y(near) + 0.14, near],
                    [l, y(near) + 0.14, near],
                ],
                foam,
            );
            k.b.face(
                &[
                    [l, y(near) + 0.13, near],
                    [q, y(near) + 0.13, near],
                    [q, y(far) + 0.13, far],
                    [l, y(far) + 0.13, far],
                ],
                Paint::new(rgb(tint), tile).shining(0.98),
            );
        }
    }
    if !k.lean {
        for (px, color) in [(-x * 0.6, 0xD02E2A), (x * 0.55, 0x2A62B0)] {
            let water = Paint::new(rgb(0x6E929E), Tile::Mixed);
            k.b.drum([px, 0.03, -1.5], 0.5, [0.3, 0.38], 6, Paint::plain(rgb(color)), Some(water));
        }
    }
    k.back_shelves([0.9, 1.7], 2, &[Paint::new(rgb(0xB8C8D0), Tile::Cartons)]);
    wet::tank(k);
    wet::boxes(k);
}

/// Flat boxes of anchovies and laver, bundles, and strings of fish that hang from the ceiling.
pub(super) fn dried_fish(k: &mut Kit) {
    let list: [(u32, Tile); 6] = [
        (0xD8C090, Tile::Fish),
        (0xC8B080, Tile::Grain),
        (0x2A322A, Tile::Rough),
        (0xE8D8B0, Tile::Sticks),
        (0xB89058, Tile::Fish),
        (0x8A7A50, Tile::Leaves),
    ];
    let wood = Paint::new(rgb(0xB08450), Tile::Wood);
    let mut i = k.seed.below(6);
    for r in 0..2 {
        let (z1, y1) = (OVERHANG_M - 0.02 - r as f32 * 0.6, 0.5 + r as f32 * 0.24);
        k.step([z1 - 0.6, z1], [if r == 0 { 0.0 } else { 0.5 }, y1], wood, Paint::plain(rgb(0x5A4630)));
        let (places, half) = k.places(k.n(0.56));
        for x in places {
            k.b.heap([x, y1, z1 - 0.3], [half * 0.9, 0.27], 0.14, stock(&list, i));
            i += 1;
        }
    }
    k.cheeks([-0.98, OVERHANG_M], [0.5, 0.74], wood);
    let y = (k.size[1] - 0.75).max(1.7);
    let (places, half) = k.places(k.n(0.45));
    for x in places {
        let drop = k.seed.range(0.45, 0.7);
        let fish = Paint::new(Rgb::WHITE, Tile::Dried);
        let (l, r) = (x - half * 0.6, x + half * 0.6);
        k.b.sheet([[l, y - drop, -1.05], [r, y - drop, -1.05], [r, y, -1.05], [l, y, -1.05]], fish);
    }
    k.back_shelves([0.4, 2.1], 2, &[Paint::new(rgb(0xF0E4D0), Tile::Cartons)]);
}

/// A glass counter with pink light, cuts in it, and sides on hooks.
pub(super) fn meat(k: &mut Kit, flesh: Rgb, tile: Tile) {
    let x = k.half();
    let steel = Paint::new(rgb(0xE4E8EA), Tile::White);
    let (z1, z0) = (0.12, -0.62);
    k.b.face(&[[-x, 0.0, z1], [x, 0.0, z1], [x, 0.62, z1], [-x, 0.62, z1]], steel);
    let (places, half) = k.places(k.n(0.55));
    for px in places {
        let cut = Paint::new(flesh.times(k.seed.range(0.85, 1.15)), tile).shining(1.05);
        let (l, r) = (px - half * 0.95, px + half * 0.95);
        k.b.face(&[[l, 0.64, z1 - 0.02], [r, 0.64, z1 - 0.02], [r, 1.0, z0 + 0.1], [l, 1.0, z0 + 0.1]], cut);
    }
    k.b.block([-x, 1.08, z0], [x, 1.16, z0 + 0.36], steel, side::FACE);
    k.b.face(
        &[[-x, 1.075, z0], [x, 1.075, z0], [x, 1.075, z0 + 0.36], [-x, 1.075, z0 + 0.36]],
        Paint::lamp(rgb(0xFFC8C8), 1.0),
    );
    k.b.stand([x * 0.5, 1.16, z0 + 0.2], [0.34, 0.3, 0.26], Paint::plain(rgb(0xD8DCDE)), side::SEEN);
    if !k.lean {
        let y = (k.size[1] - 0.85).max(1.6);
        k.b.bar([-x, y + 0.1, -1.3], [x, y + 0.1, -1.3], 0.03, Paint::plain(rgb(0x9AA0A4)));
        for px in [-x * 0.66, -x * 0.22, x * 0.22, x * 0.66] {
            let long = k.seed.range(0.5, 0.8);
            let side = Paint::new(flesh.mix(rgb(0xF0D8CC), k.seed.range(0.1, 0.4)), Tile::Meat);
            k.b.stand([px, y + 0.08 - long, -1.3], [0.26, long, 0.14], side, side::AROUND);
        }
    }
    let d = k.size[2];
    k.b.stand([-x * 0.4, 0.03, -d + 0.45], [x * 1.0, 1.95, 0.6], Paint::plain(rgb(0xD4DADE)), side::SEEN);
}

/// Open sacks with rolled rims in front, full ones stacked behind.
pub(super) fn sacks(k: &mut Kit, list: &Stock) {
    let jute = [0xC8B080, 0xE8E2D0, 0xB89868];
    let mut i = k.seed.below(list.len());
    let rows = if k.lean { 1 } else { 2 };
    for r in 0..rows {
        let (places, half) = k.places(k.n(0.56));
        for x in places {
            let z = -0.04 - r as f32 * 0.56;
            let (height, radius) = (0.42 + 0.22 * r as f32, half.min(0.29) * 0.94);
            let cloth = Paint::new(rgb(k.seed.pick(&jute, 0xE0D0B0)), Tile::Cloth);
            k.b.drum([x, 0.0, z], height, [radius * 0.88, radius], 6, cloth, None);
            let goods = stock(list, i);
            i += 1;
            k.b.drum([x, height - 0.04, z], k.seed.range(0.1, 0.2), [radius * 0.97, 0.0], 6, goods, None);
        }
    }
    let (x, d) = (k.half(), k.size[2]);
    let white = Paint::new(rgb(0xF4F0E8), Tile::Sack);
    let n = if k.lean { 2 } else { 4 };
    for layer in 0..n {
        let y = 0.03 + layer as f32 * 0.2;
        k.b.block(
            [-x + 0.1, y, -d + 0.2],
            [x - 0.1, y + 0.18, -d + 0.9],
            white.times(1.0 - 0.03 * layer as f32),
            side::FACE,
        );
    }
    k.back_shelves(
        [1.1, 2.1],
        3,
        &[Paint::new(Rgb::WHITE, Tile::Bottles), Paint::new(rgb(0xF0E8D8), Tile::Cartons)],
    );
}

/// Drawers to the ceiling, roots on the counter.
pub(super) fn herbs(k: &mut Kit) {
    let wood = Paint::new(rgb(0x7A4E2C), Tile::Grid);
    k.back_shelves([0.1, 2.3], 3, &[wood]);
    k.side_shelves([0.9, 2.2], [-k.size[2] + 0.4, -1.0], Paint::new(rgb(0xE8D8B0), Tile::Bottles));
    let list: [(u32, Tile); 5] = [
        (0xD8B880, Tile::Sticks),
        (0x8A5A30, Tile::Mixed),
        (0xB82A20, Tile::Balls),
        (0x9A8A50, Tile::Leaves),
        (0xE8D0A0, Tile::Mixed),
    ];
    sacks_row(k, &list);
}

fn sacks_row(k: &mut Kit, list: &Stock) {
    let front = Paint::new(rgb(0x8A5E38), Tile::Wood);
    k.step([-0.6, OVERHANG_M - 0.02], [0.0, 0.56], front, Paint::plain(rgb(0x4A3624)));
    k.cheeks([-0.6, OVERHANG_M], [0.56, 0.56], front);
    let (places, half) = k.places(k.n(0.5));
    for (i, x) in places.into_iter().enumerate() {
        k.b.heap([x, 0.56, 0.02], [half * 0.9, 0.2], 0.16, stock(list, i));
        k.b.heap([x, 0.56, -0.38], [half * 0.9, 0.2], 0.2, stock(list, i + 2));
    }
}

/// A steel counter of trays, two rows deep, with more trays on the back table.
pub(super) fn trays(k: &mut Kit, list: &Stock) {
    let x = k.half();
    let steel = Paint::new(rgb(0xD4D8DA), Tile::White);
    let (z1, z0, y) = (OVERHANG_M - 0.02, -0.86, 0.74);
    let skirt = Paint::new(rgb([0xB83A2E, 0x2E6A8A, 0x5A8A3A, 0xC88A2A][k.seed.below(4)]), Tile::Cloth);
    k.b.face(&[[-x, 0.0, z1], [x, 0.0, z1], [x, y - 0.12, z1], [-x, y - 0.12, z1]], skirt);
    k.b.face(&[[-x, y - 0.12, z1], [x, y - 0.12, z1], [x, y, z1], [-x, y, z1]], steel);
    k.b.face(&[[-x, y, z1], [x, y, z1], [x, y + 0.14, z0], [-x, y + 0.14, z0]], steel.times(0.8));
    k.cheeks([z0, z1], [y, y + 0.14], steel);
    let rows = if k.lean { 1 } else { 2 };
    let mut i = k.seed.below(list.len());
    for r in 0..rows {
        let (places, half) = k.places(k.n(0.42));
        let deep = if k.lean { 0.9 } else { 0.5 };
        let z = z1 - 0.04 - (r as f32 + 0.5) * deep;
        for px in places {
            let base = y + 0.01 + (z1 - z) * 0.13;
            let goods = stock(list, i);
            k.b.heap([px, base + 0.02, z], [half * 0.86, deep * 0.43], k.seed.range(0.09, 0.17), goods);
            i += 1;
        }
    }
    k.back_shelves(
        [0.9, 2.0],
        2,
        &[Paint::new(rgb(0xF0ECE4), Tile::Bottles), Paint::new(rgb(0xE8E8E8), Tile::Cartons)],
    );
    let d = k.size[2];
    k.b.stand([x * 0.5, 0.03, -d + 0.5], [x * 0.8, 1.85, 0.62], Paint::plain(rgb(0xD8DEE2)), side::SEEN);
}

/// Bowls of kimchi in front, brown jars behind.
pub(super) fn kimchi(k: &mut Kit) {
    let list: [(u32, Tile); 5] = [
        (0xFFFFFF, Tile::Kimchi),
        (0xFFE0D0, Tile::Kimchi),
        (0xF4F0E0, Tile::Radish),
        (0xFFFFFF, Tile::Kimchi),
        (0xD83E1A, Tile::Mixed),
    ];
    trays(k, &list);
    let jar = Paint::new(rgb(0x5A3624), Tile::White);
    let x = k.half();
    let n = if k.lean { 2 } else { 4 };
    for i in 0..n {
        let px = -x + 0.36 + i as f32 * (x * 2.0 - 0.72) / (n - 1).max(1) as f32;
        let tall = k.seed.range(0.6, 0.9);
        k.b.drum([px, 0.03, -1.5], tall * 0.6, [0.2, 0.32], 6, jar, None);
        k.b.drum(
            [px, 0.03 + tall * 0.6, -1.5],
            tall * 0.4,
            [0.32, 0.22],
            6,
            jar.times(1.25),
            Some(jar.times(1.5)),
        );
    }
}

/// A griddle counter: red rice cakes, skewers in broth, pancakes, and stools.
pub(super) fn snacks(k: &mut Kit) {
    cart_top(k, 0.8);
    let x = k.half();
    if !k.lean {
        for px in [-x * 0.55, 0.0, x * 0.55] {
            k.b.drum(
                [px, 0.03, -1.6],
                0.45,
                [0.17, 0.15],
                6,
                Paint::plain(rgb(0xC83A3A)),
                Some(Paint::plain(rgb(0xD84A44))),
            );
        }
        k.b.stand([0.0, 0.7, -2.1], [x * 1.6, 0.05, 0.6], Paint::new(rgb(0xB88A5A), Tile::Wood), side::SEEN);
    }
    k.back_shelves(
        [0.9, 2.1],
        2,
        &[Paint::new(rgb(0xFFF8E8), Tile::Poster), Paint::new(rgb(0xE8E8E8), Tile::Bottles)],
    );
}

fn cart_top(k: &mut Kit, y: f32) {
    let x = k.half();
    let (z1, z0) = (OVERHANG_M - 0.02, -0.6);
    let skirt = Paint::new(rgb([0xD83A22, 0xE06A1E][k.seed.below(2)]), Tile::White);
    k.step([z0, z1], [0.0, y], skirt, Paint::plain(rgb(0xB4B8BC)));
    k.cheeks([z0, z1], [y, y], skirt);
    let band = Paint::plain(rgb(0xF6E2B8));
    k.b.face(
        &[
            [-x, y - 0.3, z1 + 0.005],
            [x, y - 0.3, z1 + 0.005],
            [x, y - 0.12, z1 + 0.005],
            [-x, y - 0.12, z1 + 0.005],
        ],
        band,
    );
    let pans: [(u32, Tile, f32); 4] = [
        (0xD82A12, Tile::Sticks, 0.08),
        (0xD0A05A, Tile::Sticks, 0.2),
        (0xFFFFFF, Tile::Fried, 0.1),
        (0x6A2E26, Tile::Balls, 0.12),
    ];
    let n = k.n(0.7).clamp(2, 4);
    let (places, half) = k.places(n);
    let start = k.seed.below(4);
    for (i, px) in places.into_iter().enumerate() {
        let (color, tile, tall) = pans[(i + start) % 4];
        let pan = Paint::plain(rgb(0x3A3C40));
        k.b.taper([px, y, -0.18], 0.09, [half * 0.86, 0.34], [half * 0.9, 0.36], pan, None);
        k.b.heap([px, y + 0.06, -0.18], [half * 0.84, 0.33], tall, Paint::new(rgb(color), tile));
    }
}

/// A snack cart on a kiosk's or stand's table.
pub(super) fn cart(k: &mut Kit, top: f32) {
    let d = k.size[2].min(1.6);
    let x = k.half();
    let (places, half) = k.places(k.n(0.7).clamp(2, 4));
    let pans: [(u32, Tile); 4] = [
        (0xD82A12, Tile::Sticks),
        (0xD0A05A, Tile::Sticks),
        (0xFFFFFF, Tile::Fried),
        (0xE8B04A, Tile::Mixed),
    ];
    let start = k.seed.below(4);
    for (i, px) in places.into_iter().enumerate() {
        let pan = Paint::plain(rgb(0x46484C));
        k.b.taper([px, top, -0.36], 0.09, [half * 0.84, 0.3], [half * 0.88, 0.32], pan, None);
        k.b.heap([px, top + 0.06, -0.36], [half * 0.82, 0.29], 0.11, stock(&pans, i + start));
    }
    k.b.stand([x * 0.6, top, -d + 0.2], [0.36, 0.4, 0.3], Paint::plain(rgb(0xC8CCD0)), side::STANDING);
    k.b.stand(
        [-x * 0.5, top, -d + 0.2],
        [0.5, 0.24, 0.3],
        Paint::new(rgb(0xE8E0D0), Tile::Cartons),
        side::STANDING,
    );
}

/// Heaps in baskets on a low table.
pub(super) fn table(k: &mut Kit, top: f32, list: &Stock) {
    let d = k.size[2].clamp(0.6, 1.8);
    let rows = if k.lean || d < 1.0 { 1 } else { 2 };
    let deep = d / rows as f32;
    let mut i = k.seed.below(list.len());
    for r in 0..rows {
        let (places, half) = k.places(k.n(0.5));
        for x in places {
            let z = -deep * (r as f32 + 0.5);
            let color = Paint::new(rgb(k.seed.pick(&BASKETS, 0xFFFFFF)), Tile::Basket);
            let lift = top + 0.01 + 0.1 * r as f32;
            let (hx, hz) = (half.min(0.3) * 0.9, (deep * 0.43).min(0.28));
            k.b.taper([x, lift, z], 0.1, [hx * 0.75, hz * 0.75], [hx, hz], color, None);
            k.b.heap([x, lift + 0.08, z], [hx * 0.97, hz * 0.97], k.seed.range(0.12, 0.24), stock(list, i));
            i += 1;
        }
    }
    // Sacks and boxes on the ground before the table.
    if !k.lean {
        let x = k.half();
        let crate_paint = Paint::new(rgb(0x2E7A4E), Tile::Wood);
        k.b.stand([x * 0.5, 0.0, 0.11], [0.5, 0.24, 0.24], crate_paint, side::SEEN);
        k.b.heap([x * 0.5, 0.22, 0.11], [0.24, 0.11], 0.12, stock(list, i + 3));
    }
}

/// A shop front of wood and glass with a menu, tables inside, a pot that steams outside.
pub(super) fn restaurant(k: &mut Kit, wood_color: Rgb) {
    let x = k.half();
    let h = (k.size[1] - 0.7).max(1.8);
    let wood = Paint::new(wood_color, Tile::Wood);
    let z = -0.5;
    let door = if k.seed.chance(0.5) { 0.45 } else { -0.45 } * x;
    let glass = Paint::new(Rgb::WHITE, Tile::Eatery).shining(0.8);
    for (l, r) in [(-x, door - 0.5), (door + 0.5, x)] {
        if r - l > 0.1 {
            k.b.block([l, 0.0, z - 0.08], [r, 0.7, z], wood, side::FACE);
            k.b.face(&[[l, 0.7, z - 0.03], [r, 0.7, z - 0.03], [r, h, z - 0.03], [l, h, z - 0.03]], glass);
            k.b.block([l, h - 0.1, z - 0.06], [r, h, z], wood, side::FRONT | side::BOTTOM);
        }
    }
    for px in [door - 0.5, door + 0.5] {
        k.b.stand([px, 0.0, z - 0.02], [0.09, h, 0.1], wood, side::AROUND);
    }
    let menu = Paint::new(rgb(0xFFFAF0), Tile::Poster).shining(0.9);
    let mx = if door > 0.0 { -x * 0.5 } else { x * 0.5 };
    k.b.face(
        &[
            [mx - 0.4, 0.95, z + 0.01],
            [mx + 0.1, 0.95, z + 0.01],
            [mx + 0.1, 1.65, z + 0.01],
            [mx - 0.4, 1.65, z + 0.01],
        ],
        menu,
    );
    k.b.drum(
        [mx + 0.2, 0.0, -0.12],
        0.62,
        [0.26, 0.26],
        6,
        Paint::plain(rgb(0x8A8E92)),
        Some(Paint::new(rgb(0xE8E0C8), Tile::Mixed)),
    );
    if !k.lean {
        for (tx, tz) in [(-x * 0.5, -1.5), (x * 0.5, -1.5), (0.0, -2.6)] {
            if tz > -k.size[2] + 0.5 {
                k.b.stand([tx, 0.7, tz], [0.9, 0.05, 0.6], Paint::new(rgb(0xC09058), Tile::Wood), side::SEEN);
            }
        }
    }
    k.back_shelves([1.2, 2.2], 3, &[menu, Paint::new(Rgb::WHITE, Tile::Bottles)]);
    if !k.lean {
        // Stools for those who wait, between the front line and the glass.
        let colors = [0xC8322E, 0x2A62B0, 0x2E8A4E];
        let color = rgb(k.seed.pick(&colors, 0xC8322E));
        for i in 0..if k.rich { 3 } else { 2 } {
            stool(k, [-mx.signum() * (x - 0.22) * (1.0 - 0.36 * i as f32), 0.0, -0.2], color);
        }
    }
}

/// A stool of plastic.
fn stool(k: &mut Kit, foot: [f32; 3], color: Rgb) {
    let paint = Paint::plain(color);
    k.b.taper(foot, 0.42, [0.16, 0.16], [0.12, 0.12], paint.times(0.9), Some(paint));
}
