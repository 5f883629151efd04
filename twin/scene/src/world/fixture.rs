//! Things that people look for, and things that stand about in every market.

use market_model::{Facility, FacilityKind};

use super::{Body, Layer, World, vehicle};
use crate::SceneError;
use crate::atlas::Tile;
use crate::cells::Cell;
use crate::color::{Rgb, rgb};
use crate::glb::Material;
use crate::mesh::{Brush, Paint, side};
use crate::space::{Frame, P, gltf_from_market, length, sub};
use crate::text::{Board, Style, write};

/// Builds the facilities of a cell.
pub(super) fn build(world: &mut World, cell: &Cell, layer: &mut Layer<'_>) -> Result<(), SceneError> {
    for facility in &world.market.facilities {
        let at = facility.place.chainage.metres();
        let inside = cell.pieces.iter().any(|p| {
            // The last piece of an aisle has its end as well.
            let end = p.to_m + if p.to_m + 0.01 > crate::cells::length_m(p.aisle) { 1.0 } else { 0.0 };
            p.aisle.id == facility.place.aisle && at >= p.from_m && at < end
        });
        if inside {
            one(world, facility, layer)?;
        }
    }
    Ok(())
}

fn light(p: P, n: P) -> [f32; 3] {
    let foot = 0.66 + 0.34 * (p[1] / 0.5).clamp(0.0, 1.0);
    let v = foot * (0.84 + 0.12 * n[2] + 0.14 * n[1] - 0.05 * n[0]);
    [v, v, v * 0.97]
}

fn one(world: &mut World, facility: &Facility, layer: &mut Layer<'_>) -> Result<(), SceneError> {
    let Some(aisle) = world.market.aisle(&facility.place.aisle) else { return Ok(()) };
    let base = world.market.floor_height(&aisle.level).metres() as f32;
    let here = gltf_from_market(facility.point, base);
    let there = gltf_from_market(facility.place.point, base);
    let to_aisle = sub(there, here);
    let facing = if length(to_aisle) > 0.05 { to_aisle } else { [0.0, 0.0, 1.0] };
    let frame = Frame::facing(here, facing);
    let ([x, z], [hx, hz]) = ground(facility.kind);
    layer.shadow(world.atlas, &frame, [x, 0.0, z], [hx + 0.5, hz + 0.5], 0.72);
    let mut b = layer.brush(Body::Box, world.atlas, &light, frame);
    let (text, color, low) = match facility.kind {
        FacilityKind::Toilet => {
            room(&mut b, 0xD8E4EA);
            ("화장실", 0x1A569A, 2.35)
        }
        FacilityKind::Rest => {
            rest(&mut b);
            ("쉼터", 0x2E7A46, 2.3)
        }
        FacilityKind::Aed => {
            b.stand([0.0, 0.9, -0.1], [0.46, 0.62, 0.24], Paint::plain(rgb(0xF4F6F4)), side::ALL);
            b.stand([0.0, 0.0, -0.1], [0.34, 0.9, 0.18], Paint::plain(rgb(0x2E9A4E)), side::AROUND);
            ("자동심장충격기 AED", 0x2E9A4E, 1.56)
        }
        FacilityKind::Extinguisher => {
            extinguisher(&mut b);
            ("소화기", 0xC81E1A, 0.98)
        }
        FacilityKind::Hydrant => {
            b.stand([0.0, 0.0, -0.12], [0.72, 1.3, 0.26], Paint::plain(rgb(0xC8221C)), side::SEEN);
            b.stand([0.0, 1.3, -0.08], [0.12, 0.1, 0.12], Paint::lamp(rgb(0xFF4A3A), 1.0), side::SEEN);
            ("소화전", 0xC8221C, 0.86)
        }
        FacilityKind::Hub => {
            hub(&mut b);
            ("배송센터", 0xE06A12, 2.4)
        }
        FacilityKind::Information => {
            desk(&mut b);
            ("고객안내소", 0x1A569A, 2.35)
        }
        FacilityKind::Lockers => {
            lockers(&mut b);
            ("물품보관함", 0x3A4A6A, 2.05)
        }
        FacilityKind::Parking => {
            b.stand([0.0, 0.0, 0.0], [0.1, 2.4, 0.1], Paint::plain(rgb(0xA0A4A8)), side::AROUND);
            ("P 주차장", 0x124AA8, 2.4)
        }
    };
    label(world, layer, &frame, facility.kind, text, color, low)
}

/// The middle and half the size of the ground that a facility covers.
fn ground(kind: FacilityKind) -> ([f32; 2], [f32; 2]) {
    match kind {
        FacilityKind::Toilet => ([0.0, -1.1], [1.6, 1.1]),
        FacilityKind::Rest => ([0.0, -0.3], [2.2, 0.4]),
        FacilityKind::Aed | FacilityKind::Hydrant => ([0.0, -0.1], [0.4, 0.2]),
        FacilityKind::Extinguisher => ([0.0, 0.0], [0.2, 0.2]),
        FacilityKind::Hub => ([0.0, -1.2], [2.0, 1.2]),
        FacilityKind::Information => ([0.0, -0.8], [1.5, 1.2]),
        FacilityKind::Lockers => ([0.0, 0.0], [1.5, 0.4]),
        FacilityKind::Parking => ([0.0, 0.0], [0.1, 0.1]),
    }
}

/// A board with what it is; big things have it over them, small things on them.
fn label(
    world: &mut World,
    layer: &mut Layer,
    frame: &Frame,
    kind: FacilityKind,
    text: &str,
    color: u32,
    low: f32,
) -> Result<(), SceneError> {
    let small = matches!(kind, FacilityKind::Extinguisher | FacilityKind::Hydrant);
    let (width, tall) = match kind {
        FacilityKind::Extinguisher => (0.36, 0.15),
        FacilityKind::Hydrant => (0.6, 0.24),
        FacilityKind::Aed => (0.9, 0.24),
        _ => (1.7, 0.44),
    };
    let (ground, ink) = if small { (Rgb::WHITE, rgb(color)) } else { (rgb(color), Rgb::WHITE) };
    let z = match kind {
        FacilityKind::Extinguisher => -0.12,
        FacilityKind::Hydrant => 0.02,
        FacilityKind::Information => 0.62,
        FacilityKind::Rest => 0.0,
        FacilityKind::Lockers => 0.3,
        FacilityKind::Toilet | FacilityKind::Hub => 0.1,
        _ => 0.06,
    };
    let x = width / 2.0;
    let glow = |_: P, _: P| [1.0; 3];
    let mut b = layer.brush(Body::None, world.atlas, &glow, *frame);
    b.block([-x, low, z - 0.06], [x, low + tall, z], Paint::plain(ground), side::STANDING);
    let board = Board::upright([0.0, low + tall / 2.0, z + 0.014], width * 0.9, tall * 0.68);
    write(layer.mesh(Body::None, Material::Signs), world.atlas, frame, board, text, Style::plain(ink))?;
    if !matches!(kind, FacilityKind::Toilet | FacilityKind::Aed | FacilityKind::Hub | FacilityKind::Lockers) {
        return Ok(());
    }
    // A blade that is seen along the aisle.
    let mut b = layer.brush(Body::None, world.atlas, &glow, *frame);
    b.block([-0.03, low + 0.5, 0.1], [0.03, low + 0.94, 0.72], Paint::plain(rgb(color)), side::ALL);
    for s in [-1.0, 1.0] {
        let board = Board::sideways([s * 0.045, low + 0.72, 0.41], s, 0.56, 0.26);
        let word = text.split(' ').next().unwrap_or(text);
        write(
            layer.mesh(Body::None, Material::Signs),
            world.atlas,
            frame,
            board,
            word,
            Style::plain(Rgb::WHITE),
        )?;
    }
    Ok(())
}

fn room(b: &mut Brush, color: u32) {
    let wall = Paint::new(rgb(color), Tile::Grid);
    b.block([-1.6, 0.0, -2.2], [1.6, 2.9, 0.0], wall, side::STANDING);
    for (x, c) in [(-0.75, 0x2A5AA8), (0.75, 0xC83A5A)] {
        b.stand([x, 0.0, 0.0], [0.9, 2.1, 0.05], Paint::plain(rgb(0xE8EAEA)), side::SEEN);
        b.stand([x, 1.5, 0.03], [0.36, 0.36, 0.03], Paint::plain(rgb(c)), side::FRONT);
    }
}

fn bench(b: &mut Brush, x: f32, z: f32) {
    let wood = Paint::new(rgb(0xA87444), Tile::Wood);
    b.stand([x, 0.4, z], [1.5, 0.06, 0.42], wood, side::STANDING);
    for px in [x - 0.6, x + 0.6] {
        b.stand([px, 0.0, z], [0.08, 0.4, 0.36], Paint::plain(rgb(0x4A4E52)), side::AROUND);
    }
}

fn rest(b: &mut Brush) {
    bench(b, -0.9, -0.2);
    bench(b, 0.9, -0.2);
    for x in [-1.9, 1.9] {
        b.taper([x, 0.0, -0.2], 0.5, [0.22, 0.22], [0.3, 0.3], Paint::new(rgb(0xB06A44), Tile::Brick), None);
        b.drum([x, 0.5, -0.2], 0.9, [0.42, 0.0], 6, Paint::new(rgb(0x3E7E3A), Tile::Leaves), None);
    }
    for x in [-0.7, 0.7] {
        b.stand([x, 0.0, -0.5], [0.07, 2.3, 0.07], Paint::plain(rgb(0x6A4A2E)), side::AROUND);
    }
}

fn extinguisher(b: &mut Brush) {
    b.stand([0.0, 0.0, 0.0], [0.42, 0.2, 0.3], Paint::plain(rgb(0xD8D8D4)), side::STANDING);
    b.drum(
        [0.0, 0.2, 0.0],
        0.44,
        [0.1, 0.1],
        8,
        Paint::plain(rgb(0xD01E1A)),
        Some(Paint::plain(rgb(0xA01614))),
    );
    b.stand([0.0, 0.0, -0.16], [0.05, 1.0, 0.03], Paint::plain(rgb(0xB0B4B8)), side::AROUND);
    b.stand([0.0, 0.64, 0.0], [0.06, 0.1, 0.16], Paint::plain(rgb(0x2A2A2C)), side::STANDING);
}

fn hub(b: &mut Brush) {
    let wall = Paint::new(rgb(0xF0E4D0), Tile::Rough);
    b.block([-2.0, 0.0, -2.4], [2.0, 2.9, -1.2], wall, side::STANDING);
    b.block([-2.0, 0.0, -0.8], [1.0, 1.0, -0.2], Paint::new(rgb(0xE07A22), Tile::Rough), side::STANDING);
    b.block([-2.0, 2.3, -1.2], [2.0, 2.9, 0.04], Paint::plain(rgb(0xE06A12)), side::ALL);
    for (i, x) in [-1.5, -1.0, -0.4, 0.2].into_iter().enumerate() {
        b.stand(
            [x, 1.0, -0.5],
            [0.42, 0.26 + 0.06 * (i % 2) as f32, 0.36],
            Paint::plain(rgb(0xC09562)),
            side::STANDING,
        );
    }
    cart(b, [1.7, 0.0, 0.0]);
    vehicle::motorcycle(b, [2.9, 0.0, 0.1]);
}

/// A hand cart for deliveries: two cartons with tape, on small wheels.
pub(super) fn cart(b: &mut Brush, at: P) {
    let [x, y, z] = at;
    let blue = Paint::plain(rgb(0x2A5EA0));
    b.stand([x, y + 0.2, z], [0.7, 0.05, 1.1], blue, side::ALL);
    for (dz, wide, tall, color) in [(0.24, 0.6, 0.4, 0xC09562), (-0.26, 0.52, 0.3, 0xB4885A)] {
        b.stand([x, y + 0.25, z + dz], [wide, tall, 0.46], Paint::plain(rgb(color)), side::STANDING);
        let tape = Paint::plain(rgb(0xE0D2A8));
        b.stand([x, y + 0.252 + tall, z + dz], [0.06, 0.002, 0.46], tape, side::TOP);
        b.stand(
            [x, y + 0.25 + tall * 0.6, z + dz],
            [0.06, tall * 0.4, 0.466],
            tape,
            side::FRONT | side::BACK,
        );
    }
    let crate_paint = Paint::new(rgb(0x2E8A4E), Tile::Basket);
    b.stand([x + 0.02, y + 0.65, z + 0.24], [0.46, 0.2, 0.34], crate_paint, side::STANDING);
    b.bar([x - 0.3, y + 0.2, z - 0.55], [x - 0.3, y + 0.95, z - 0.64], 0.035, blue);
    b.bar([x + 0.3, y + 0.2, z - 0.55], [x + 0.3, y + 0.95, z - 0.64], 0.035, blue);
    b.bar([x - 0.3, y + 0.95, z - 0.64], [x + 0.3, y + 0.95, z - 0.64], 0.035, blue);
    for (dx, dz) in [(-0.26, -0.42), (0.26, -0.42), (-0.26, 0.42), (0.26, 0.42)] {
        b.stand([x + dx, y, z + dz], [0.05, 0.18, 0.16], Paint::plain(rgb(0x262628)), side::AROUND);
    }
}

fn desk(b: &mut Brush) {
    b.block([-1.5, 0.0, -2.0], [1.5, 2.9, -1.6], Paint::new(rgb(0xE8ECF0), Tile::Rough), side::STANDING);
    b.block([-1.3, 0.0, -0.4], [1.3, 1.02, 0.1], Paint::plain(rgb(0x2A6AB0)), side::STANDING);
    b.block([-1.36, 1.02, -0.46], [1.36, 1.08, 0.16], Paint::new(rgb(0xE8E0D0), Tile::Wood), side::STANDING);
    b.block([-1.5, 2.3, -1.6], [1.5, 2.9, 0.56], Paint::plain(rgb(0xF4F6F8)), side::ALL);
    for x in [-1.4, 1.4] {
        b.stand([x, 0.0, 0.46], [0.12, 2.3, 0.12], Paint::plain(rgb(0xD0D6DA)), side::AROUND);
    }
    b.block([-1.2, 1.2, -1.58], [1.2, 2.1, -1.56], Paint::new(rgb(0xF8F8F8), Tile::Poster), side::FRONT);
}

fn lockers(b: &mut Brush) {
    for i in 0..5 {
        for j in 0..3 {
            let color = if (i + j) % 3 == 0 { 0xF0C83A } else { 0x8A9AB4 };
            let x = -1.25 + 0.5 * i as f32;
            b.block(
                [x - 0.24, 0.08 + 0.62 * j as f32, -0.3],
                [x + 0.24, 0.66 + 0.62 * j as f32, 0.22],
                Paint::plain(rgb(color)),
                side::FACE,
            );
        }
    }
    b.block([-1.52, 0.0, -0.32], [1.52, 2.0, 0.2], Paint::plain(rgb(0x5A667A)), side::STANDING);
}
