//! What a stall is built of, without its goods and its name.

use market_model::{Category, StallKind};

use super::{BOARD_M, Kit, KitKey, OVERHANG_M};
use crate::atlas::{Tile, Tiles};
use crate::color::{Rgb, rgb};
use crate::mesh::{Brush, Mesh, Paint, side};
use crate::space::Frame;

const WALLS: [u32; 5] = [0xE9E4D8, 0xDDE3E0, 0xE8DCC4, 0xD6DADE, 0xEFEAE2];
const FLOORS: [u32; 4] = [0x9A948A, 0x8C8F92, 0xA8A092, 0x7E8080];
const CANOPIES: [Tile; 4] = [Tile::StripesBlue, Tile::StripesGreen, Tile::StripesRed, Tile::StripesOrange];
const PARASOLS: [[u32; 2]; 5] = [
    [0xE03A2E, 0xF6D83A],
    [0x225EB0, 0xF2F2EE],
    [0x1F8A4C, 0xF2F2EE],
    [0xF08A1E, 0x2A8AC8],
    [0xD82E6A, 0xF7E060],
];

/// Height of the table of a kiosk or a stand.
pub(super) fn table_height(kind: StallKind) -> f32 {
    if kind == StallKind::Kiosk { 0.86 } else { 0.62 }
}

/// Builds the shell.
pub(super) fn build(k: &mut Kit, key: &KitKey) {
    match key.kind {
        StallKind::Unit => unit(k, key),
        StallKind::Kiosk => kiosk(k, key.variant),
        StallKind::Stand => stand(k, key),
    }
}

/// Trades that wash their floor have white tiles on the walls.
fn walls(category: Option<Category>, variant: u8) -> Paint {
    match category {
        Some(Category::Fish | Category::Meat | Category::Chicken | Category::Tofu | Category::Hair) => {
            Paint::new(rgb(0xEEF2F2), Tile::Grid)
        }
        None => Paint::new(rgb(0xB8B4AC), Tile::Rough),
        _ => Paint::new(rgb(WALLS[usize::from(variant) % WALLS.len()]), Tile::Rough),
    }
}

fn unit(k: &mut Kit, key: &KitKey) {
    let [w, h, d] = k.size;
    let (x, top) = (w / 2.0, (h - 0.12).max(1.9));
    let inner = x - 0.07;
    let wall = walls(key.category, key.variant);
    let floor = match key.category {
        // Hosed down all day.
        Some(Category::Fish) => Paint::new(rgb(0x7E9298), Tile::Grid).wet(),
        _ => Paint::new(rgb(FLOORS[usize::from(key.variant) % FLOORS.len()]), Tile::Grid),
    };
    k.b.face(&[[-x, 0.03, 0.0], [x, 0.03, 0.0], [x, 0.03, -d], [-x, 0.03, -d]], floor);
    let back = -d + 0.06;
    k.b.face(&[[-inner, 0.0, back], [inner, 0.0, back], [inner, top, back], [-inner, top, back]], wall);
    k.b.face(&[[-inner, 0.0, 0.0], [-inner, 0.0, back], [-inner, top, back], [-inner, top, 0.0]], wall);
    k.b.face(&[[inner, 0.0, back], [inner, 0.0, 0.0], [inner, top, 0.0], [inner, top, back]], wall);
    let ceiling = Paint::new(rgb(0xCFCBC2), Tile::Rough);
    k.b.face(&[[-x, top, back], [x, top, back], [x, top, 0.0], [-x, top, 0.0]], ceiling);
    let pier = Paint::new(rgb(0xB9B3A8), Tile::Rough);
    // Widths are rounded: the piers close the gap to a neighbour that is a little further away.
    let over = x + if k.rich { 0.03 } else { 0.07 };
    for (l, r) in [(-over, -inner), (inner, over)] {
        k.b.face(&[[l, 0.0, 0.0], [r, 0.0, 0.0], [r, top, 0.0], [l, top, 0.0]], pier);
    }
    if key.category.is_some() {
        bulbs(k, if k.lean { 1 } else { (w / (0.1 + 1.6 * k.spread)).round().clamp(1.0, 4.0) as usize });
        tube(k);
    }
}

/// Naked bulbs under tin shades: what makes goods look warm.
fn bulbs(k: &mut Kit, n: usize) {
    let y = (k.size[1] - BOARD_M - 0.2).max(1.8);
    let (places, _) = k.places(n);
    for (i, x) in places.into_iter().enumerate() {
        let z = 0.02 - 0.3 * (i % 2) as f32;
        // A bulb with its tip down.
        let rim = [[-1.0, 1.0], [1.0, 1.0], [1.0, -1.0], [-1.0, -1.0]]
            .map(|[dx, dz]| [x + dx * 0.055, y + 0.06, z + dz * 0.055]);
        for i in 0..4 {
            let glass = Paint::lamp(rgb([0xFFF0B8, 0xFFFAE0][i % 2]), 1.0);
            k.b.face(&[rim[(i + 1) % 4], rim[i], [x, y - 0.03, z]], glass);
        }
        k.b.heap([x, y + 0.05, z], [0.13, 0.13], 0.08, Paint::plain(rgb(0x96A2A4)));
        if k.rich {
            let cord = Paint::plain(rgb(0x303030));
            let (l, r) = (x - 0.006, x + 0.006);
            k.b.face(&[[l, y + 0.14, z], [r, y + 0.14, z], [r, y + 0.5, z], [l, y + 0.5, z]], cord);
        }
    }
}

/// A fluorescent tube on the ceiling.
fn tube(k: &mut Kit) {
    let [w, h, d] = k.size;
    let (y, z, x) = ((h - 0.16).max(1.86), -d * 0.5, (w * 0.3).min(0.6));
    k.b.face(
        &[[-x, y, z - 0.06], [x, y, z - 0.06], [x, y, z + 0.06], [-x, y, z + 0.06]],
        Paint::lamp(Rgb::WHITE, 1.0),
    );
}

fn kiosk(k: &mut Kit, variant: u8) {
    let [w, h, d] = k.size;
    let (x, table) = (w / 2.0, table_height(StallKind::Kiosk));
    let steel = Paint::plain(rgb(0xB8BEC2));
    let colors = [0x2E6F9E, 0xC24A32, 0x3F8A57, 0xD69A2C];
    let skirt = Paint::new(rgb(colors[usize::from(variant) % 4]), Tile::Rough);
    k.b.block([-x, 0.0, -d], [x, table, 0.0], skirt, side::AROUND);
    k.b.face(
        &[[-x, table, 0.0], [x, table, 0.0], [x, table, -d], [-x, table, -d]],
        Paint::plain(rgb(0xC9C6BE)),
    );
    for px in [-x + 0.04, x - 0.04] {
        for pz in [-0.04, -d + 0.04] {
            k.b.stand([px, table, pz], [0.06, h - table - 0.1, 0.06], steel, side::AROUND);
        }
    }
    let (eave, ridge) = (h - BOARD_M + 0.3, h - 0.05);
    k.b.block([-x, eave, -d], [x, ridge, 0.06], skirt, side::AROUND);
    let roof = Paint::new(rgb(0xD8DCDE), Tile::Slats);
    k.b.face(&[[-x, ridge, 0.06], [x, ridge, 0.06], [x, ridge, -d], [-x, ridge, -d]], roof);
    k.b.face(
        &[[-x, eave, -d], [x, eave, -d], [x, eave, 0.06], [-x, eave, 0.06]],
        Paint::lamp(rgb(0xF6EBCC), 0.85),
    );
    let canopy = Paint::new(Rgb::WHITE, CANOPIES[usize::from(variant) % 4]);
    awning(&mut k.b, x, eave - 0.02, 0.06, 0.55, canopy);
}

fn stand(k: &mut Kit, key: &KitKey) {
    let [w, h, d] = k.size;
    let (x, table) = (w / 2.0, table_height(StallKind::Stand));
    let cloth = [0x2B5E8E, 0x7A8A3A, 0xB03A2E, 0x5A6A72][usize::from(key.variant) % 4];
    k.b.block([-x, 0.0, -d], [x, table, 0.0], Paint::new(rgb(cloth), Tile::Cloth), side::AROUND);
    k.b.face(
        &[[-x, table, 0.0], [x, table, 0.0], [x, table, -d], [-x, table, -d]],
        Paint::new(rgb(0x8C7A60), Tile::Wood),
    );
    let pole = Paint::plain(rgb(0xC8C8C4));
    if key.open_air || key.variant.is_multiple_of(2) {
        k.b.stand([0.0, table, -d * 0.5], [0.05, h - table, 0.05], pole, side::AROUND);
        parasol(
            &mut k.b,
            [0.0, h.max(2.15), -d * 0.5],
            (x + 0.35).min(1.45),
            PARASOLS[usize::from(key.variant) % PARASOLS.len()],
        );
    } else {
        for px in [-x + 0.05, x - 0.05] {
            k.b.stand([px, table, -d + 0.05], [0.05, h - table, 0.05], pole, side::AROUND);
            k.b.stand([px, table, -0.05], [0.05, h - table - 0.25, 0.05], pole, side::AROUND);
        }
        let tarp = Paint::new(Rgb::WHITE, CANOPIES[usize::from(key.variant / 2) % 4]);
        k.b.sheet(
            [[-x - 0.1, h - 0.28, 0.3], [x + 0.1, h - 0.28, 0.3], [x + 0.1, h, -d], [-x - 0.1, h, -d]],
            tarp,
        );
    }
    // The dealer's stool and a stack of empty baskets behind the table.
    k.b.stand([x * 0.4, 0.0, -d - 0.25], [0.34, 0.44, 0.3], Paint::plain(rgb(0xC83A3A)), side::STANDING);
}

/// A round sunshade in two colours.
fn parasol(b: &mut Brush, top: [f32; 3], radius: f32, colors: [u32; 2]) {
    for i in 0..8 {
        let rim = |j: usize| {
            let [c, s] = crate::mesh::turn(j, 8);
            [top[0] + c * radius, top[1] - 0.42, top[2] + s * radius]
        };
        let paint = Paint::plain(rgb(colors[i % 2]));
        b.face(&[rim(i + 1), rim(i), top], paint);
        b.face(&[rim(i), rim(i + 1), top], paint.times(0.8));
        let drop = |p: [f32; 3]| [p[0], p[1] - 0.13, p[2]];
        let (p, q) = (rim(i), rim(i + 1));
        b.face(&[drop(q), drop(p), p, q], paint);
    }
}

/// An awning of cloth from under the board out over the aisle, with a valance.
pub(crate) fn awning(b: &mut Brush, x: f32, y: f32, z: f32, reach: f32, paint: Paint) {
    let (far, low) = (z + reach, y - reach * 0.36);
    b.sheet([[-x, low, far], [x, low, far], [x, y, z], [-x, y, z]], paint);
    b.sheet(
        [[-x, low - 0.2, far + 0.01], [x, low - 0.2, far + 0.01], [x, low, far], [-x, low, far]],
        paint.times(0.93),
    );
}

/// What covers a closed stall: a roller shutter, or a tarpaulin over the table of a stand.
pub(crate) fn shutter(key: &KitKey, tiles: &Tiles) -> Mesh {
    let mut mesh = Mesh::default();
    let light = |p: [f32; 3], n: [f32; 3]| {
        let v = (0.6 + 0.4 * (p[1] / 1.2).clamp(0.0, 1.0)) * (0.82 + 0.18 * n[1].max(n[2]));
        [v, v, v]
    };
    let mut b = Brush {
        mesh: &mut mesh,
        tiles,
        light: &light,
        // What comes from the neighbours' lamps.
        lamps: &|_, _| 0.14,
        frame: Frame::world(),
    };
    let [w, h, d] = key.size();
    let x = w / 2.0 - 0.03;
    if key.kind == StallKind::Stand {
        let tarp = Paint::new(rgb([0x2A62A8, 0x3C6E4E][usize::from(key.variant) % 2]), Tile::Cloth);
        let high = table_height(key.kind) + 0.5;
        b.taper(
            [0.0, 0.0, -d / 2.0],
            high,
            [x + 0.12, d / 2.0 + 0.3],
            [x - 0.1, d / 2.0 - 0.1],
            tarp,
            Some(tarp),
        );
        return mesh;
    }
    let colors = [0xA9B0B4, 0x8EA2AE, 0xB8AE98, 0x7C9086];
    let paint = Paint::new(rgb(colors[usize::from(key.variant) % 4]), Tile::Slats);
    let (top, z) = ((h - BOARD_M + 0.05).max(1.7), OVERHANG_M + 0.02);
    b.face(&[[-x, 0.0, z], [x, 0.0, z], [x, top, z], [-x, top, z]], paint);
    let edge = Paint::plain(rgb(0x70767A));
    b.face(&[[-x, 0.0, 0.0], [-x, 0.0, z], [-x, top, z], [-x, top, 0.0]], edge);
    b.face(&[[x, 0.0, z], [x, 0.0, 0.0], [x, top, 0.0], [x, top, z]], edge);
    mesh
}
