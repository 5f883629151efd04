//! Goods to wear, to cook with and to live with, and shops that sell work.

use super::food::Stock;
use super::{Kit, OVERHANG_M, food};
use crate::atlas::Tile;
use crate::color::{Rgb, rgb};
use crate::mesh::{Paint, side};

pub(super) static SHOE_TABLE: [(u32, Tile); 3] =
    [(0xFFFFFF, Tile::Shoes), (0xE8D8C8, Tile::Shoes), (0xF0F0FF, Tile::Shoes)];
pub(super) static COSMETICS_TABLE: [(u32, Tile); 3] =
    [(0xFFD8E0, Tile::Bottles), (0xFFFFFF, Tile::Bottles), (0xE8E0F8, Tile::Cartons)];
pub(super) static GROCERY_TABLE: [(u32, Tile); 4] = [
    (0xFFFFFF, Tile::Cartons),
    (0xFFF0D0, Tile::Cartons),
    (0xFFFFFF, Tile::Bottles),
    (0xF0D8A0, Tile::Balls),
];
pub(super) static OTHER_TABLE: [(u32, Tile); 4] =
    [(0xFFFFFF, Tile::Cartons), (0xE8E0D8, Tile::Pots), (0xF8E8C8, Tile::Cartons), (0xD8E0E8, Tile::Bottles)];
pub(super) static TOOL_TABLE: [(u32, Tile); 5] = [
    (0xB88A50, Tile::Sticks),
    (0xFFFFFF, Tile::Tools),
    (0x8A8E92, Tile::Grain),
    (0x6A7078, Tile::Sticks),
    (0xA86A3A, Tile::Mixed),
];
pub(super) static HOUSE_TABLE: [(u32, Tile); 4] =
    [(0xFFFFFF, Tile::Pots), (0xE8803A, Tile::Sticks), (0xD8E0E8, Tile::Pots), (0x4A9AD0, Tile::Mixed)];
pub(super) static POTTED: [(u32, Tile); 4] = [
    (0xFFFFFF, Tile::Flowers),
    (0x4A8A3A, Tile::Leaves),
    (0xFFE8F0, Tile::Flowers),
    (0x6AA04A, Tile::Leaves),
];

const CLOTHES: [u32; 9] =
    [0xC83A4A, 0x2E3E6A, 0xF0E8DA, 0x6A3A6E, 0xE8A83A, 0x3E7A6A, 0xF0A0B0, 0x2A2A2E, 0x8AA8D0];
const SILKS: [u32; 8] = [0xE84A6A, 0xF4C848, 0x2E9A7A, 0x5A4AA0, 0xF8F0E4, 0x3A8AC8, 0xF098B0, 0x8AB848];

/// A garment on a hanger, seen from the front: a body and two sleeves.
fn garment(k: &mut Kit, top: [f32; 3], width: f32, long: f32, paint: Paint) {
    let [x, y, z] = top;
    let (s, low) = (width / 2.0, y - long);
    k.b.face(
        &[[x - s * 0.72, low, z], [x + s * 0.72, low, z], [x + s * 0.8, y, z], [x - s * 0.8, y, z]],
        paint,
    );
    for side in [-1.0, 1.0] {
        let (a, b) = (x + side * s * 0.76, x + side * s * 1.3);
        let corners = [
            [a, y - long * 0.28, z - 0.01],
            [b, y - long * 0.55, z - 0.01],
            [b - side * s * 0.1, y - long * 0.28, z - 0.01],
            [a, y, z - 0.01],
        ];
        if side > 0.0 {
            k.b.face(&corners, paint.times(0.88));
        } else {
            let [p, q, r, t] = corners;
            k.b.face(&[q, p, t, r], paint.times(0.88));
        }
    }
}

/// Rails of clothes along the walls, garments that hang under the board, a table of folded ones.
pub(super) fn clothes(k: &mut Kit) {
    let (x, d) = (k.half(), k.size[2]);
    let rail = Paint::new(Rgb::WHITE, Tile::Rail);
    k.back_shelves([0.2, 1.2], 3, &[rail, rail.times(0.9)]);
    k.back_shelves([1.3, 2.3], 3, &[rail.times(0.95), rail]);
    k.side_shelves([0.9, 2.1], [-d + 0.4, -0.6], rail);
    let y = (k.size[1] - 0.72).max(1.75);
    let n = k.n(0.62);
    let (places, half) = k.places(n);
    for px in places {
        let color = rgb(k.seed.pick(&CLOTHES, 0xFFFFFF));
        let long = k.seed.range(0.6, 0.85);
        garment(k, [px, y, -0.18], half * 1.3, long, Paint::new(color, Tile::Cloth));
    }
    let table = Paint::new(rgb(0xE0D8C8), Tile::Cloth);
    k.step([-0.55, OVERHANG_M - 0.02], [0.0, 0.62], table, table);
    k.cheeks([-0.55, OVERHANG_M], [0.62, 0.62], table);
    let (places, half) = k.places(k.n(0.42));
    for px in places {
        let tall = k.seed.range(0.06, 0.22);
        let color = rgb(k.seed.pick(&CLOTHES, 0xFFFFFF));
        k.b.stand([px, 0.62, -0.14], [half * 1.7, tall, 0.46], Paint::new(color, Tile::Slats), side::FACE);
    }
    if !k.lean {
        mannequin(k, [x * 0.62, 0.0, -1.15]);
    }
}

fn mannequin(k: &mut Kit, foot: [f32; 3]) {
    let color = rgb(k.seed.pick(&CLOTHES, 0xFFFFFF));
    let [x, _, z] = foot;
    k.b.stand([x, 0.0, z], [0.06, 0.8, 0.06], Paint::plain(rgb(0x8A8A8A)), side::AROUND);
    k.b.taper([x, 0.7, z], 0.42, [0.24, 0.14], [0.14, 0.1], Paint::new(color, Tile::Cloth), None);
    k.b.taper(
        [x, 1.12, z],
        0.42,
        [0.15, 0.1],
        [0.22, 0.12],
        Paint::new(color.times(0.9), Tile::Cloth),
        Some(Paint::plain(color)),
    );
    k.b.drum([x, 1.54, z], 0.24, [0.07, 0.09], 5, Paint::plain(rgb(0xE8CCB4)), None);
    k.b.drum([x, 1.78, z], 0.05, [0.09, 0.0], 5, Paint::plain(rgb(0x4A3A30)), None);
}

/// Bolts of silk on shelves to the ceiling, a wide skirt on a stand.
pub(super) fn hanbok(k: &mut Kit) {
    let bolts = Paint::new(Rgb::WHITE, Tile::Bolts);
    let d = k.size[2];
    k.back_shelves([0.2, 2.4], 3, &[bolts, bolts.times(0.95)]);
    k.side_shelves([0.2, 2.3], [-d + 0.4, -0.8], bolts);
    let x = k.half();
    for (i, px) in [-x * 0.6, x * 0.6].into_iter().enumerate() {
        if k.lean && i > 0 {
            break;
        }
        let skirt = Paint::new(rgb(k.seed.pick(&SILKS, 0xFFFFFF)), Tile::Cloth);
        let jacket = Paint::new(rgb(k.seed.pick(&SILKS, 0xFFFFFF)), Tile::White);
        k.b.drum([px, 0.0, -0.55], 1.08, [0.5, 0.14], 8, skirt, None);
        k.b.taper([px, 1.06, -0.55], 0.36, [0.15, 0.11], [0.22, 0.12], jacket, Some(jacket));
        for s in [-1.0, 1.0] {
            k.b.bar([px + s * 0.2, 1.38, -0.55], [px + s * 0.42, 0.98, -0.5], 0.13, jacket.times(0.92));
        }
        k.b.drum([px, 1.42, -0.55], 0.22, [0.06, 0.085], 5, Paint::plain(rgb(0xE8CCB4)), None);
        k.b.drum([px, 1.64, -0.55], 0.06, [0.09, 0.0], 5, Paint::plain(rgb(0x2A2422)), None);
    }
    let table = Paint::new(rgb(0x8A5A3A), Tile::Wood);
    k.step([-0.3, OVERHANG_M - 0.04], [0.0, 0.5], table, bolts);
    k.cheeks([-0.3, OVERHANG_M - 0.04], [0.5, 0.5], table);
}

/// Quilts in piles.
pub(super) fn bedding(k: &mut Kit) {
    let bolts = Paint::new(rgb(0xFFF4EE), Tile::Bolts);
    k.back_shelves([0.2, 2.4], 2, &[bolts]);
    k.side_shelves([0.2, 2.0], [-k.size[2] + 0.4, -1.2], bolts);
    let (places, half) = k.places(k.n(0.9));
    for px in places {
        let n = if k.lean { 3 } else { 5 };
        for i in 0..n {
            let color = rgb(k.seed.pick(&SILKS, 0xFFFFFF)).mix(rgb(0xF8F0E8), 0.45);
            let shift = k.seed.range(-0.03, 0.03);
            let y = 0.2 + i as f32 * 0.17;
            k.b.stand(
                [px + shift, y, -0.28],
                [half * 1.8, 0.16, 0.9],
                Paint::new(color, Tile::Cloth),
                side::SEEN,
            );
        }
        k.b.stand(
            [px, 0.0, -0.28],
            [half * 1.8, 0.2, 0.86],
            Paint::new(rgb(0x9A7A50), Tile::Wood),
            side::FRONT,
        );
    }
}

/// Shelves on all walls and steps in front, all of one kind.
pub(super) fn shelves(k: &mut Kit, tile: Tile, list: &Stock) {
    let d = k.size[2];
    let paint = Paint::new(Rgb::WHITE, tile);
    k.back_shelves([0.15, 2.3], 2, &[paint, paint.times(0.92)]);
    k.side_shelves([0.3, 2.2], [-d + 0.4, -1.1], paint);
    let rows = if k.lean { 1 } else { 3 };
    let front = Paint::new(rgb([0xD8D0C0, 0x8A6A48, 0xC8CCD0][k.seed.below(3)]), Tile::Wood);
    for r in 0..rows {
        let (z1, y1) = (OVERHANG_M - 0.02 - r as f32 * 0.4, 0.36 + r as f32 * 0.25);
        let (places, half) = k.places(k.n(0.9));
        k.step([z1 - 0.4, z1], [if r == 0 { 0.0 } else { y1 - 0.25 }, y1], front, front);
        for (i, px) in places.into_iter().enumerate() {
            let (color, tile) =
                list.get((i + r) % list.len().max(1)).copied().unwrap_or((0xFFFFFF, Tile::White));
            let (l, q) = (px - half * 0.96, px + half * 0.96);
            k.b.face(
                &[
                    [l, y1 + 0.02, z1 - 0.04],
                    [q, y1 + 0.02, z1 - 0.04],
                    [q, y1 + 0.16, z1 - 0.36],
                    [l, y1 + 0.16, z1 - 0.36],
                ],
                Paint::new(rgb(color), tile),
            );
        }
    }
    k.cheeks([OVERHANG_M - rows as f32 * 0.4, OVERHANG_M], [0.36, 0.36 + (rows - 1) as f32 * 0.25], front);
}

/// Bags on hooks and on the table.
pub(super) fn bags(k: &mut Kit) {
    shelves(k, Tile::Cartons, &OTHER_TABLE);
    let y = (k.size[1] - 0.74).max(1.7);
    let (places, half) = k.places(k.n(0.45));
    for px in places {
        let color = rgb(k.seed.pick(&CLOTHES, 0xFFFFFF));
        let (drop, w) = (k.seed.range(0.26, 0.4), half * 1.5);
        k.b.stand(
            [px, y - drop - 0.16, -0.16],
            [w, drop, 0.12],
            Paint::new(color, Tile::White),
            side::AROUND,
        );
        k.b.face(
            &[
                [px - w * 0.3, y - 0.17, -0.16],
                [px + w * 0.3, y - 0.17, -0.16],
                [px + w * 0.06, y, -0.16],
                [px - w * 0.06, y, -0.16],
            ],
            Paint::plain(color.times(0.6)),
        );
    }
}

/// Towers of pots and stacks of bowls.
pub(super) fn pots(k: &mut Kit) {
    let paint = Paint::new(Rgb::WHITE, Tile::Pots);
    k.back_shelves([0.2, 2.3], 2, &[paint, Paint::new(Rgb::WHITE, Tile::Cartons)]);
    k.side_shelves([0.3, 2.2], [-k.size[2] + 0.4, -1.0], paint);
    let front = Paint::new(rgb(0xB0B4B8), Tile::Wood);
    k.step([-0.7, OVERHANG_M - 0.02], [0.0, 0.4], front, front);
    k.cheeks([-0.7, OVERHANG_M], [0.4, 0.4], front);
    let metals = [0xD8B058, 0xC8CCD0, 0x4A4C50, 0xD03A30, 0xE8E4DC];
    let (places, half) = k.places(k.n(0.55));
    for px in places {
        let mut y = 0.4;
        for i in 0..if k.lean { 1 } else { 2 } {
            let metal = Paint::plain(rgb(k.seed.pick(&metals, 0xC8C8C8)));
            let (r, tall) = (half.min(0.27) * (0.92 - 0.2 * i as f32), k.seed.range(0.18, 0.3));
            k.b.drum([px, y, -0.2], tall, [r * 0.9, r], 6, metal, Some(metal.times(0.75)));
            y += tall;
        }
    }
}

/// Buckets, brooms and basins in every colour.
pub(super) fn household(k: &mut Kit) {
    k.back_shelves(
        [0.15, 2.3],
        2,
        &[Paint::new(Rgb::WHITE, Tile::Cartons), Paint::new(Rgb::WHITE, Tile::Bottles)],
    );
    k.side_shelves([0.3, 2.2], [-k.size[2] + 0.4, -1.0], Paint::new(Rgb::WHITE, Tile::Cartons));
    let colors = [0xE03A34, 0x2E7AC8, 0x38A85A, 0xF0C830, 0xF088B0, 0xF4F4F0];
    let (places, half) = k.places(k.n(0.5));
    for (i, px) in places.iter().enumerate() {
        let mut y = 0.0;
        for _ in 0..if k.lean { 1 } else { 2 } {
            let paint = Paint::plain(rgb(k.seed.pick(&colors, 0xFFFFFF)));
            let r = half.min(0.24);
            k.b.drum([*px, y, -0.06], 0.3, [r * 0.72, r], 6, paint, Some(paint.times(0.6)));
            y += 0.18;
        }
        if i % 2 == 0 && !k.lean {
            let stick = Paint::plain(rgb(k.seed.pick(&colors, 0xFFFFFF)));
            k.b.bar([*px, 0.3, -0.5], [*px + 0.05, 1.5, -0.6], 0.035, stick);
        }
    }
    k.step(
        [-1.0, -0.4],
        [0.0, 0.66],
        Paint::new(rgb(0xC8C0B0), Tile::Cartons),
        Paint::new(Rgb::WHITE, Tile::Cartons),
    );
}

/// Pegboards of tools, boxes of screws, coils.
pub(super) fn hardware(k: &mut Kit) {
    let board = Paint::new(rgb(0xE8ECEC), Tile::Tools);
    k.back_shelves([0.15, 2.3], 3, &[board, Paint::new(rgb(0xB8B0A0), Tile::Grid)]);
    k.side_shelves([0.3, 2.2], [-k.size[2] + 0.4, -0.9], board);
    let list: [(u32, Tile); 4] =
        [(0x8A8E92, Tile::Grain), (0x6A5A4A, Tile::Sticks), (0xA8A08A, Tile::Grid), (0x4A5A6A, Tile::Mixed)];
    food::table(k, 0.6, &list);
    k.step(
        [-1.0, OVERHANG_M - 0.02],
        [0.0, 0.6],
        Paint::new(rgb(0x4A6A8A), Tile::Slats),
        Paint::plain(rgb(0x5A5E62)),
    );
    let x = k.half();
    for i in 0..if k.lean { 1 } else { 3 } {
        let px = -x * 0.7 + i as f32 * 0.22;
        k.b.bar(
            [px, 0.6, -0.9],
            [px, 1.9, -1.1],
            0.05,
            Paint::plain(rgb([0xE8E4DC, 0x4A8A4A, 0xB88048][i % 3])),
        );
    }
}

/// Buckets of cut flowers and pots of green.
pub(super) fn flowers(k: &mut Kit) {
    let rows = if k.lean { 1 } else { 2 };
    for r in 0..rows {
        let (places, half) = k.places(k.n(0.5));
        for (i, px) in places.into_iter().enumerate() {
            let (z, y) = (-0.02 - r as f32 * 0.5, r as f32 * 0.3);
            let pot = Paint::plain(rgb([0x3A5A48, 0xB8603A, 0xE8E4DC][k.seed.below(3)]));
            let bloom = if (i + r) % 3 == 2 {
                Paint::new(rgb(0x5A9A40), Tile::Leaves)
            } else {
                Paint::new(Rgb::WHITE, Tile::Flowers)
            };
            let wide = half.min(0.25);
            k.b.taper([px, y, z], 0.34, [wide * 0.55, wide * 0.55], [wide * 0.75, wide * 0.75], pot, None);
            k.b.taper(
                [px, y + 0.32, z],
                0.24,
                [wide * 0.7, wide * 0.7],
                [wide * 1.02, wide * 0.95],
                bloom,
                None,
            );
            k.b.heap([px, y + 0.56, z], [wide * 1.02, wide * 0.95], 0.14, bloom);
        }
    }
    let green = Paint::new(rgb(0x4A8A3E), Tile::Leaves);
    k.back_shelves([0.4, 2.2], 2, &[green, Paint::new(Rgb::WHITE, Tile::Flowers)]);
    k.side_shelves([0.5, 1.9], [-k.size[2] + 0.4, -0.9], green);
}

/// A sewing table, thread, and clothes that wait.
pub(super) fn repair(k: &mut Kit) {
    let x = k.half();
    k.back_shelves([1.0, 2.2], 2, &[Paint::new(Rgb::WHITE, Tile::Rail), Paint::new(Rgb::WHITE, Tile::Bolts)]);
    k.step(
        [-0.7, -0.05],
        [0.0, 0.74],
        Paint::new(rgb(0x8A6A48), Tile::Wood),
        Paint::new(rgb(0xB89868), Tile::Wood),
    );
    k.b.stand([-x * 0.3, 0.74, -0.38], [0.42, 0.14, 0.2], Paint::plain(rgb(0x2A4A3A)), side::SEEN);
    k.b.stand([-x * 0.3 + 0.14, 0.88, -0.38], [0.12, 0.2, 0.16], Paint::plain(rgb(0x2A4A3A)), side::SEEN);
    k.side_shelves([0.9, 2.1], [-k.size[2] + 0.4, -1.0], Paint::new(Rgb::WHITE, Tile::Rail));
}

/// A glass front, mirrors with lights, chairs.
pub(super) fn salon(k: &mut Kit) {
    front(k, rgb(0xE8E4EC), rgb(0xC8D8E4));
    let (places, half) = k.places(2);
    let z = -k.size[2] + 0.34;
    for px in places {
        let (l, r) = (px - half * 0.7, px + half * 0.7);
        k.b.face(&[[l, 0.8, z], [r, 0.8, z], [r, 1.9, z], [l, 1.9, z]], Paint::lamp(rgb(0xC8DAE4), 0.9));
        k.b.stand([px, 0.0, z + 0.9], [0.5, 0.5, 0.5], Paint::plain(rgb(0x3A2E34)), side::SEEN);
        k.b.stand([px, 0.5, z + 1.12], [0.5, 0.5, 0.1], Paint::plain(rgb(0x4A3A42)), side::STANDING);
    }
    let x = k.half() - 0.12;
    let pole = Paint::new(Rgb::WHITE, Tile::StripesRed).shining(0.95);
    k.b.drum([x, 1.0, 0.12], 0.8, [0.09, 0.09], 6, pole, None);
}

/// A counter behind glass with posters.
pub(super) fn office(k: &mut Kit) {
    front(k, rgb(0xD8DEE4), rgb(0xD0DCE0));
    k.back_shelves(
        [0.9, 2.1],
        3,
        &[Paint::new(Rgb::WHITE, Tile::Poster), Paint::new(rgb(0xF0F4FF), Tile::Poster)],
    );
    k.step([-1.9, -1.4], [0.0, 1.0], Paint::new(rgb(0xB89870), Tile::Wood), Paint::plain(rgb(0xE8E0D4)));
}

fn front(k: &mut Kit, frame: Rgb, tint: Rgb) {
    let x = k.half();
    let h = (k.size[1] - 0.7).max(1.8);
    let metal = Paint::plain(frame);
    let door = x * 0.4;
    k.b.block([-x, 0.0, -0.36], [door - 0.45, 0.5, -0.3], metal, side::FACE);
    for px in [-x + 0.04, -x * 0.35, door - 0.45, door + 0.45] {
        k.b.stand([px, 0.0, -0.33], [0.07, h, 0.07], metal, side::AROUND);
    }
    k.b.block([-x, h - 0.08, -0.36], [x, h, -0.3], metal, side::FRONT | side::BOTTOM);
    let sheet = Paint::new(tint, Tile::Poster).shining(0.9);
    k.b.face(
        &[[-x * 0.9, 0.7, -0.31], [-x * 0.45, 0.7, -0.31], [-x * 0.45, 1.4, -0.31], [-x * 0.9, 1.4, -0.31]],
        sheet,
    );
}

/// Clothes on a low table and on a line above it.
pub(super) fn cloth_table(k: &mut Kit, top: f32) {
    let (places, half) = k.places(k.n(0.45));
    let d = k.size[2].clamp(0.6, 1.8);
    for px in &places {
        let color = rgb(k.seed.pick(&CLOTHES, 0xFFFFFF));
        k.b.heap(
            [*px, top, -d * 0.5],
            [half * 0.95, d * 0.45],
            k.seed.range(0.1, 0.26),
            Paint::new(color, Tile::Cloth),
        );
    }
    let y = (k.size[1] - 0.35).max(1.6);
    for px in places {
        let color = rgb(k.seed.pick(&CLOTHES, 0xFFFFFF));
        garment(k, [px, y, -d + 0.08], half * 1.2, 0.6, Paint::new(color, Tile::Cloth));
    }
}
