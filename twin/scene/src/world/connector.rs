//! Stairs, ramps, lifts and crossings.

use market_model::{Connector, ConnectorKind};
use serde_json::json;

use super::{Body, Layer, World};
use crate::SceneError;
use crate::atlas::Tile;
use crate::color::rgb;
use crate::glb::{Material, NodeId, Writer};
use crate::mesh::{Brush, Mesh, Paint, side};
use crate::space::{Frame, P, add, gltf_from_market, length, lerp, scale, sub, unit};
use crate::text::{Board, Style, write};

/// Builds every connector; lifts become nodes of their own under `root`.
pub(super) fn build(
    world: &mut World,
    layer: &mut Layer,
    writer: &mut Writer,
    root: NodeId,
) -> Result<(), SceneError> {
    for connector in &world.market.connectors {
        let (from, to) = heights(world, connector);
        let width = (connector.width.metres() as f32).clamp(0.8, 20.0);
        match connector.kind {
            ConnectorKind::Stairs => {
                let path = rising(connector, from, to);
                stairs(world, layer, &path, width, connector.steps)?;
            }
            ConnectorKind::Ramp => ramp(world, layer, &rising(connector, from, to), width),
            ConnectorKind::Crossing => zebra(world, layer, &rising(connector, from, to), width),
            ConnectorKind::Lift => lift(world, connector, [from, to], writer, root)?,
        }
    }
    Ok(())
}

/// Heights of both ends in metres.
pub(super) fn heights(world: &World, connector: &Connector) -> (f32, f32) {
    let height =
        |id| world.market.aisle(id).map_or(0.0, |a| world.market.floor_height(&a.level).metres() as f32);
    (height(&connector.from.aisle), height(&connector.to.aisle))
}

/// The connector's line, rising evenly from one end to the other.
fn rising(connector: &Connector, from: f32, to: f32) -> Vec<P> {
    let ends = [connector.from.point, connector.to.point];
    let line = if connector.line.len() >= 2 { connector.line.as_slice() } else { ends.as_slice() };
    let total: f64 = line.windows(2).map(|w| if let [a, b] = w { a.distance_mm(*b) } else { 0.0 }).sum();
    let mut done = 0.0;
    let mut out = Vec::new();
    for (i, point) in line.iter().enumerate() {
        if let Some(before) = i.checked_sub(1).and_then(|j| line.get(j)) {
            done += before.distance_mm(*point);
        }
        let share = if total > 0.0 { (done / total) as f32 } else { 0.0 };
        out.push(gltf_from_market(*point, from + (to - from) * share));
    }
    out
}

fn daylight(_: P, n: P) -> [f32; 3] {
    let v = if n[1] > 0.5 { 0.95 } else { 0.7 + 0.1 * n[2] + 0.06 * n[0] };
    [v, v, v]
}

/// To the right of the way from `a` to `b`, length 1, level.
fn right_of(a: P, b: P) -> P {
    let d = sub(b, a);
    let flat = [d[0], 0.0, d[2]];
    let f = if length(flat) > 1e-4 { unit(flat) } else { [1.0, 0.0, 0.0] };
    [-f[2], 0.0, f[0]]
}

fn stairs(
    world: &mut World,
    layer: &mut Layer,
    path: &[P],
    width: f32,
    steps: u16,
) -> Result<(), SceneError> {
    let [Some(&a), Some(&b)] = [path.first(), path.last()] else { return Ok(()) };
    let (a, b) = if a[1] <= b[1] { (a, b) } else { (b, a) };
    let rise = b[1] - a[1];
    let n = if steps == 0 { (rise / 0.17).round() as usize } else { usize::from(steps) }.clamp(2, 80);
    let half = scale(right_of(a, b), width / 2.0);
    let tread = Paint::new(rgb(0xCEC8BC), Tile::Rough);
    let riser = Paint::new(rgb(0xBEB8AC), Tile::Rough);
    let nosing = Paint::plain(rgb(0xF0C828));
    let mut brush = layer.brush(Body::Ramp, world.atlas, &daylight, Frame::world());
    for i in 0..n {
        let (t0, t1) = (i as f32 / n as f32, (i + 1) as f32 / n as f32);
        let (low, high) = (a[1] + rise * t0, a[1] + rise * t1);
        let at = |t: f32, y: f32| {
            let p = lerp(a, b, t);
            [p[0], y, p[2]]
        };
        let (l, r) = (|p: P| sub(p, half), |p: P| add(p, half));
        brush.face(&[l(at(t0, low)), r(at(t0, low)), r(at(t0, high)), l(at(t0, high))], riser);
        let edge = t0 + (t1 - t0) * 0.16;
        brush.face(&[l(at(t0, high)), r(at(t0, high)), r(at(edge, high)), l(at(edge, high))], nosing);
        brush.face(&[l(at(edge, high)), r(at(edge, high)), r(at(t1, high)), l(at(t1, high))], tread);
    }
    rails(&mut layer.brush(Body::Box, world.atlas, &daylight, Frame::world()), a, b, half, true);
    let d = sub(b, a);
    let frame = Frame::facing(a, [-d[0], 0.0, -d[2]]).moved([0.0, 0.0, 0.2]);
    let mut brush = layer.brush(Body::None, world.atlas, &daylight, frame);
    brush.block([-0.8, 2.55, -0.04], [0.8, 2.95, 0.0], Paint::plain(rgb(0x1A569A)), side::ALL);
    let letters = layer.mesh(Body::None, Material::Signs);
    let board = Board::upright([0.0, 2.75, 0.015], 1.5, 0.3);
    write(letters, world.atlas, &frame, board, "계단 ↑ 2층", Style::plain(rgb(0xFFFFFF)))
}

/// Side walls and handrails on both sides of a slope.
fn rails(brush: &mut Brush, a: P, b: P, half: P, solid: bool) {
    let steel = Paint::plain(rgb(0xC8CED2));
    let wall = Paint::new(rgb(0xC8C2B6), Tile::Rough);
    for s in [-1.0, 1.0] {
        let (p, q) = (add(a, scale(half, s)), add(b, scale(half, s)));
        let up = |p: P, y: f32| add(p, [0.0, y, 0.0]);
        if solid {
            let floor = [q[0], a[1], q[2]];
            brush.sheet([p, floor, q, p], wall);
        }
        brush.bar(up(p, 0.9), up(q, 0.9), 0.05, steel);
        let n = ((length(sub(q, p)) / 1.8) as usize).clamp(1, 60);
        for i in 0..=n {
            let foot = lerp(p, q, i as f32 / n as f32);
            brush.bar(foot, up(foot, 0.9), 0.035, steel);
        }
    }
}

fn ramp(world: &World, layer: &mut Layer, path: &[P], width: f32) {
    let deck = Paint::new(rgb(0xA8A49C), Tile::Rough);
    let skirt = Paint::new(rgb(0x9A948A), Tile::Brick);
    for pair in path.windows(2) {
        let [a, b] = *pair else { continue };
        let half = scale(right_of(a, b), width / 2.0);
        let n = ((length(sub(b, a)) / 6.0) as usize).clamp(1, 40);
        let mut brush = layer.brush(Body::Ramp, world.atlas, &daylight, Frame::world());
        for i in 0..n {
            let (p, q) = (lerp(a, b, i as f32 / n as f32), lerp(a, b, (i + 1) as f32 / n as f32));
            brush.face(
                &[sub(p, half), add(p, half), add(q, half), sub(q, half)],
                deck.times(if i % 2 == 0 { 1.0 } else { 0.93 }),
            );
            let down = |p: P| [p[0], p[1] - 0.25, p[2]];
            brush.face(
                &[down(add(p, half)), down(sub(p, half)), down(sub(q, half)), down(add(q, half))],
                deck.times(0.6),
            );
            for h in [half, scale(half, -1.0)] {
                let (p, q) = (add(p, h), add(q, h));
                brush.sheet([down(p), down(q), q, p], skirt);
            }
            // Posts under the high part.
            let foot = [p[0], 0.0, p[2]];
            if p[1] > 0.8 {
                brush.bar(foot, down(p), 0.22, skirt);
            }
        }
        rails(&mut layer.brush(Body::Box, world.atlas, &daylight, Frame::world()), a, b, half, false);
    }
}

fn zebra(world: &World, layer: &mut Layer, path: &[P], width: f32) {
    let white = Paint::plain(rgb(0xECECE8));
    let mut brush = layer.brush(Body::None, world.atlas, &daylight, Frame::world());
    for pair in path.windows(2) {
        let [a, b] = *pair else { continue };
        let half = scale(right_of(a, b), width / 2.0);
        let n = ((length(sub(b, a)) / 1.0) as usize).clamp(2, 40);
        for i in (0..n).filter(|i| i % 2 == 0) {
            let at = |t: f32| add(lerp(a, b, t), [0.0, 0.034, 0.0]);
            let (p, q) = (at((i as f32 + 0.1) / n as f32), at((i as f32 + 0.9) / n as f32));
            brush.face(&[sub(p, half), add(p, half), add(q, half), sub(q, half)], white);
        }
    }
}

/// A glass lift: its shaft is part of the hall, its cab a node that the viewer moves.
fn lift(
    world: &mut World,
    connector: &Connector,
    levels: [f32; 2],
    writer: &mut Writer,
    root: NodeId,
) -> Result<(), SceneError> {
    let [from, to] = levels;
    let (low, high) = (from.min(to), from.max(to));
    let size = (connector.width.metres() as f32).clamp(1.1, 3.0);
    let points = rising(connector, low, low);
    let [Some(&a), Some(&b)] = [points.first(), points.last()] else { return Ok(()) };
    let frame = Frame::facing(lerp(a, b, 0.5), sub(a, b));
    let mut mesh = Mesh::default();
    let mut letters = Mesh::default();
    let x = size / 2.0;
    let mut brush = Brush {
        mesh: &mut mesh,
        tiles: &world.atlas.tiles,
        light: &daylight,
        lamps: &|_, _| 0.8,
        frame: Frame::world(),
    };
    let steel = Paint::plain(rgb(0xC4CACE));
    brush.block([-x, 0.0, -x], [x, 0.04, x], Paint::new(rgb(0x7A7E82), Tile::Grid), side::ALL);
    brush.block([-x, 2.3, -x], [x, 2.4, x], steel, side::ALL);
    brush
        .face(&[[-x, 2.29, -x], [x, 2.29, -x], [x, 2.29, x], [-x, 2.29, x]], Paint::lamp(rgb(0xFFFCF0), 1.0));
    for px in [-x + 0.04, x - 0.04] {
        for pz in [-x + 0.04, x - 0.04] {
            brush.stand([px, 0.0, pz], [0.08, 2.3, 0.08], steel, side::AROUND);
        }
        let glass = Paint::plain(rgb(0x9ABECC));
        brush.sheet([[px, 0.04, x], [px, 0.04, -x], [px, 1.0, -x], [px, 1.0, x]], glass);
    }
    brush.block([-x, 2.3, x], [x, 2.62, x + 0.05], Paint::plain(rgb(0x1A569A)), side::FRONT | side::TOP);
    let board = Board::upright([0.0, 2.46, x + 0.065], size * 0.9, 0.2);
    write(&mut letters, world.atlas, &Frame::world(), board, "엘리베이터", Style::plain(rgb(0xFFFFFF)))?;
    let name = format!("lift-{}", connector.id);
    let mesh = writer.mesh(&name, &[(&mesh, Material::Solid), (&letters, Material::Signs)]);
    let extras = json!({ "lift": connector.id.as_str(), "levels": [low, high], "solid": "box" });
    writer.node(Some(root), &name, Some(&extras), mesh, Some(&frame))?;
    Ok(())
}
