//! Gates: an arch with the market's name in letters that are read from the other side of the street.

use market_model::{Gate, Market, RoofKind};
use serde_json::json;

use super::ribbon::sections;
use super::{Body, Layer, World};
use crate::SceneError;
use crate::atlas::Tile;
use crate::cells::length_m;
use crate::color::{Rgb, rgb};
use crate::glb::{Material, Writer};
use crate::mesh::{Paint, side};
use crate::space::{Frame, P};
use crate::text::{Board, Style, write};

/// A gate's frame: on the floor in the middle of the opening, front towards the street; and the aisle's roof.
pub(super) fn place(market: &Market, gate: &Gate) -> Option<(Frame, RoofKind, f32)> {
    let aisle = market.aisle(&gate.place.aisle)?;
    let base = market.floor_height(&aisle.level).metres() as f32;
    let length = length_m(aisle);
    let at = gate.place.chainage.metres().clamp(0.0, length);
    let rows = sections(aisle, base, 0.0, length, length.max(0.1));
    let (first, last) = (rows.first()?, rows.last()?);
    let at_start = at < length / 2.0;
    let along = if at_start { first.along() } else { last.along() };
    let outward = if at_start { [-along[0], 0.0, -along[2]] } else { along };
    let origin = crate::space::gltf_from_market(gate.place.point, base);
    Some((Frame::facing(origin, outward), aisle.roof, aisle.roof_height.metres() as f32))
}

/// Builds every gate.
pub(super) fn build(world: &mut World, layer: &mut Layer<'_>) -> Result<(), SceneError> {
    let market = world.market;
    for (i, gate) in market.gates.iter().enumerate() {
        let Some((frame, roof, eaves)) = place(market, gate) else { continue };
        let width = (gate.width.metres() as f32).clamp(1.5, 20.0);
        match roof {
            RoofKind::Arcade => arch(world, layer, &frame, gate, [width, eaves, i as f32])?,
            RoofKind::Indoor => {
                sign(world, layer, &frame.moved([0.0, 0.0, 0.4]), gate, [width.min(4.0), 2.7, 0.62])?;
            }
            _ => arch(world, layer, &frame, gate, [width, 4.6, i as f32])?,
        }
    }
    Ok(())
}

fn light(p: P, n: P) -> [f32; 3] {
    let v = (0.7 + 0.3 * (p[1] / 1.5).clamp(0.0, 1.0)) * (0.86 + 0.12 * n[2] + 0.08 * n[1]);
    [v, v, v]
}

fn arch(
    world: &mut World,
    layer: &mut Layer,
    frame: &Frame,
    gate: &Gate,
    [width, eaves, look]: [f32; 3],
) -> Result<(), SceneError> {
    let tall = eaves > 5.5;
    let x = width / 2.0 + 0.3;
    let low = if tall { (eaves - 3.1).max(4.6) } else { 3.3 };
    let high = if tall { low + 2.3 } else { low + 1.15 };
    let accent = rgb([0xC4221E, 0x1A5AA4, 0x1E7A46][look as usize % 3]);
    let stone = Paint::new(rgb(0xD0C8BA), Tile::Brick);
    let mut b = layer.brush(Body::Box, world.atlas, &light, *frame);
    for px in [-x - 0.3, x + 0.3] {
        b.stand([px, 0.0, 0.3], [0.6, 1.1, 0.7], stone, side::AROUND | side::TOP);
        b.stand(
            [px, 1.1, 0.3],
            [0.46, high - 1.1, 0.5],
            Paint::new(rgb(0xF0EEE8), Tile::White),
            side::AROUND,
        );
        b.stand(
            [px, high - 0.5, 0.3],
            [0.62, 0.3, 0.66],
            Paint::plain(accent),
            side::AROUND | side::TOP | side::BOTTOM,
        );
    }
    let mut b = layer.brush(Body::None, world.atlas, &light, *frame);
    let wide = x + 0.62;
    b.block([-wide, low, 0.1], [wide, high, 0.5], Paint::plain(accent), side::ALL);
    let edge = Paint::plain(rgb(0xF8E8B0));
    for (y0, y1) in [(low, low + 0.1), (high - 0.1, high)] {
        b.block(
            [-wide, y0, 0.06],
            [wide, y1, 0.54],
            edge,
            side::FRONT | side::BACK | side::BOTTOM | side::TOP,
        );
    }
    // A curved crown of panels, as over many an arcade.
    let crown = if tall { 1.5 } else { 0.5 };
    let n = 8;
    let top = |i: usize| {
        let t = i as f32 / n as f32 * 2.0 - 1.0;
        [t * wide, high + crown * (1.0 - t * t)]
    };
    for i in 0..n {
        let ([x0, y0], [x1, y1]) = (top(i), top(i + 1));
        let paint = Paint::plain(if i % 2 == 0 { rgb(0xF4F2EA) } else { accent.mix(Rgb::WHITE, 0.75) });
        b.face(&[[x0, high, 0.4], [x1, high, 0.4], [x1, y1, 0.4], [x0, y0, 0.4]], paint);
        b.face(&[[x1, high, 0.2], [x0, high, 0.2], [x0, y0, 0.2], [x1, y1, 0.2]], paint);
        b.face(&[[x0, y0, 0.4], [x1, y1, 0.4], [x1, y1, 0.2], [x0, y0, 0.2]], Paint::plain(accent));
    }
    letters(world, layer, frame, gate, ([wide, low, high, crown], accent))
}

/// The market's name to the street, the gate's name inwards, and on a high crown the gate's short name.
fn letters(
    world: &mut World,
    layer: &mut Layer,
    frame: &Frame,
    gate: &Gate,
    ([wide, low, high, crown], accent): ([f32; 4], Rgb),
) -> Result<(), SceneError> {
    let tall = high - low > 2.0;
    let (name, label) = (world.market.names.ko.clone(), gate.names.ko.clone());
    let middle = (low + high) / 2.0;
    let mesh = layer.mesh(Body::None, Material::Signs);
    let white = Style::round(Rgb::WHITE).large().lit(0.9);
    let size = if tall { 1.5 } else { 0.7 };
    write(mesh, world.atlas, frame, Board::upright([0.0, middle, 0.53], wide * 1.8, size), &name, white)?;
    // Inside, people on their way out read which gate it is.
    let inner =
        Board { right: [-1.0, 0.0, 0.0], ..Board::upright([0.0, middle, 0.07], wide * 1.8, size * 0.7) };
    let label = if label.is_empty() { name } else { label };
    write(mesh, world.atlas, frame, inner, &label, white)?;
    if tall {
        let board = Board::upright([0.0, high + crown * 0.42, 0.43], 3.6, 0.55);
        let text = gate.names.ko.split_whitespace().last().unwrap_or("").to_owned();
        write(mesh, world.atlas, frame, board, &text, Style::round(accent))?;
    }
    Ok(())
}

/// A plain board over a door: width, height of its lower edge, height of the board.
fn sign(
    world: &mut World,
    layer: &mut Layer,
    frame: &Frame,
    gate: &Gate,
    [width, low, tall]: [f32; 3],
) -> Result<(), SceneError> {
    let mut b = layer.brush(Body::None, world.atlas, &light, *frame);
    let x = width / 2.0;
    b.block([-x, low, 0.0], [x, low + tall, 0.2], Paint::plain(rgb(0x1A4A8A)), side::ALL);
    let text = format!("{} {}", world.market.names.ko, gate.names.ko);
    let board = Board::upright([0.0, low + tall / 2.0, 0.22], width * 0.92, tall * 0.66);
    write(layer.mesh(Body::None, Material::Signs), world.atlas, frame, board, &text, Style::round(Rgb::WHITE))
}

/// An empty node inside each gate, looking in along local -z.
pub(super) fn spawns(market: &Market, writer: &mut Writer) -> Result<(), SceneError> {
    for gate in &market.gates {
        let Some((frame, ..)) = place(market, gate) else { continue };
        let length = market.aisle(&gate.place.aisle).map_or(0.0, length_m) as f32;
        let inside = frame.moved([0.0, 0.0, -(length / 2.0).min(2.5)]);
        let extras = json!({ "spawn": gate.id.as_str() });
        writer.node(None, &format!("spawn-{}", gate.id), Some(&extras), None, Some(&inside))?;
    }
    Ok(())
}
