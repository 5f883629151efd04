//! Market halls: outer walls with openings where ways cross them, ceilings with lights, slabs with holes for stairs.
//!
//! A hall is a rectangle along its longest aisle round all stalls of indoor aisles that lie near one another.

use market_model::{Aisle, ConnectorKind, Level, PointMm, RoofKind, math};

use super::{Body, Layer, World, connector, window};
use crate::atlas::Tile;
use crate::color::{Rgb, rgb};
use crate::mesh::{Paint, side};
use crate::seed::Seed;
use crate::space::{Frame, P, gltf_from_market};

/// Metres between the outermost stall and the wall.
const MARGIN_M: f32 = 0.5;

/// A hall: its own axes, and its rectangle in them.
struct Hall {
    frame: Frame,
    /// Low and high x, low and high z, in metres.
    area: [f32; 4],
    /// Floors with their heights, lowest first: height, ceiling.
    floors: Vec<[f32; 2]>,
    aisles: Vec<usize>,
}

impl Hall {
    fn local(&self, p: P) -> [f32; 2] {
        local(&self.frame, p)
    }
}

fn local(frame: &Frame, p: P) -> [f32; 2] {
    let d = [p[0] - frame.origin[0], p[2] - frame.origin[2]];
    [d[0] * frame.right[0] + d[1] * frame.right[2], d[0] * frame.front[0] + d[1] * frame.front[2]]
}

fn direction(aisle: &Aisle) -> Option<P> {
    let longest = aisle.line.windows(2).filter_map(|w| if let [a, b] = w { Some((*a, *b)) } else { None });
    let (a, b) = longest.max_by(|x, y| x.0.distance_mm(x.1).total_cmp(&y.0.distance_mm(y.1)))?;
    let (a, b) = (gltf_from_market(a, 0.0), gltf_from_market(b, 0.0));
    (a != b).then(|| crate::space::unit(crate::space::sub(b, a)))
}

/// Corners of the stalls of an aisle; of the aisle's own middle when it has none.
fn extent(world: &World, aisle: &Aisle) -> Vec<PointMm> {
    let stalls = world.market.stalls.iter().filter(|s| s.aisle == aisle.id);
    let mut points: Vec<PointMm> = stalls.flat_map(|s| s.footprint).collect();
    if points.is_empty() {
        points.extend(aisle.line.iter().copied());
    }
    points
}

/// Groups indoor aisles into halls. Quadratic in the number of indoor aisles.
fn halls(world: &World) -> Vec<Hall> {
    let indoor: Vec<usize> = (0..world.market.aisles.len())
        .filter(|i| world.market.aisles.get(*i).is_some_and(|a| a.roof == RoofKind::Indoor))
        .collect();
    let extents: Vec<Vec<PointMm>> = indoor
        .iter()
        .map(|i| world.market.aisles.get(*i).map(|a| extent(world, a)).unwrap_or_default())
        .collect();
    let boxes: Vec<[i64; 4]> = extents.iter().map(|e| bounds(e)).collect();
    let mut group: Vec<usize> = (0..indoor.len()).collect();
    for i in 0..indoor.len() {
        for j in 0..i {
            let (a, b) = (boxes[i], boxes[j]);
            let near =
                a[0] < b[2] + 4_000 && b[0] < a[2] + 4_000 && a[1] < b[3] + 4_000 && b[1] < a[3] + 4_000;
            if near {
                let (from, to) = (group[i].max(group[j]), group[i].min(group[j]));
                group.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
            }
        }
    }
    let mut out = Vec::new();
    for g in 0..indoor.len() {
        let members: Vec<usize> = (0..indoor.len()).filter(|i| group[*i] == g).collect();
        let aisles: Vec<usize> = members.iter().map(|i| indoor[*i]).collect();
        let points: Vec<PointMm> = members.iter().flat_map(|i| extents[*i].clone()).collect();
        out.extend(hall(world, aisles, &points));
    }
    out
}

fn bounds(points: &[PointMm]) -> [i64; 4] {
    let x = points.iter().map(|p| i64::from(p.x));
    let y = points.iter().map(|p| i64::from(p.y));
    [x.clone().min().unwrap_or(0), y.clone().min().unwrap_or(0), x.max().unwrap_or(0), y.max().unwrap_or(0)]
}

fn hall(world: &World, aisles: Vec<usize>, points: &[PointMm]) -> Option<Hall> {
    let list: Vec<&Aisle> = aisles.iter().filter_map(|i| world.market.aisles.get(*i)).collect();
    let longest =
        list.iter().max_by(|a, b| crate::cells::length_m(a).total_cmp(&crate::cells::length_m(b)))?;
    let along = direction(longest)?;
    let frame = Frame::facing([0.0; 3], [-along[2], 0.0, along[0]]);
    let mut area = [f32::MAX, f32::MIN, f32::MAX, f32::MIN];
    for p in points {
        let [x, z] = local(&frame, gltf_from_market(*p, 0.0));
        area = [area[0].min(x), area[1].max(x), area[2].min(z), area[3].max(z)];
    }
    let area = [area[0] - MARGIN_M, area[1] + MARGIN_M, area[2] - MARGIN_M, area[3] + MARGIN_M];
    let mut floors = Vec::new();
    for level in &world.market.levels {
        let roof = list.iter().filter(|a| a.level == level.id).map(|a| a.roof_height.metres() as f32);
        if let Some(height) = roof.reduce(f32::max) {
            let floor = level.elevation.metres() as f32;
            floors.push([floor, floor + height.clamp(2.5, 15.0)]);
        }
    }
    Some(Hall { frame, area, floors, aisles })
}

/// Builds every hall.
pub(super) fn build(world: &World, layer: &mut Layer<'_>) {
    for hall in halls(world) {
        let holes = holes(world, &hall);
        for (i, [floor, ceiling]) in hall.floors.iter().copied().enumerate() {
            let above = hall.floors.get(i + 1).map(|f| f[0]);
            let top = above.unwrap_or(ceiling + 0.9);
            if i > 0 {
                holes.iter().for_each(|hole| rail(world, &hall, hole, floor, layer));
            }
            slab(world, &hall, floor, if i == 0 { &[] } else { &holes }, i == 0, layer);
            ceilings(world, &hall, [floor, ceiling], if above.is_some() { &holes } else { &[] }, layer);
            for wall in 0..4 {
                let openings = openings(world, &hall, wall, floor);
                outer(world, &hall, wall, [floor, ceiling, top], &openings, layer);
            }
            if above.is_none() {
                roof(world, &hall, top, layer);
            }
        }
    }
}

/// An opening in a slab, in the hall's axes.
#[derive(Clone, Copy)]
struct Hole {
    /// Low and high x, low and high z, in metres.
    area: [f32; 4],
    /// Whether one comes and goes along x, so that the sides along it are railed off.
    along_x: bool,
}

/// Openings over stairs and lifts.
fn holes(world: &World, hall: &Hall) -> Vec<Hole> {
    let between_levels = |kind| matches!(kind, ConnectorKind::Stairs | ConnectorKind::Lift);
    let ways =
        world.market.connectors.iter().filter(|c| between_levels(c.kind) && c.from.aisle != c.to.aisle);
    ways.map(|c| {
        let line = if c.line.len() >= 2 { c.line.clone() } else { vec![c.from.point, c.to.point] };
        let mut r = [f32::MAX, f32::MIN, f32::MAX, f32::MIN];
        for point in line {
            let [x, z] = hall.local(gltf_from_market(point, 0.0));
            r = [r[0].min(x), r[1].max(x), r[2].min(z), r[3].max(z)];
        }
        let along_x = r[1] - r[0] > r[3] - r[2];
        let half = c.width.metres() as f32 / 2.0 + 0.1;
        if c.kind == ConnectorKind::Lift {
            // The cab stands in the middle of its way.
            let (x, z) = ((r[0] + r[1]) / 2.0, (r[2] + r[3]) / 2.0);
            return Hole { area: [x - half, x + half, z - half, z + half], along_x };
        }
        // Only across its way does a stair need room to the sides.
        let (gx, gz) = if along_x { (0.0, half) } else { (half, 0.0) };
        Hole { area: [r[0] - gx, r[1] + gx, r[2] - gz, r[3] + gz], along_x }
    })
    .collect()
}

/// Cuts a rectangle along the edges of holes, and into pieces of a few metres, leaving the holes out.
fn pieces(area: [f32; 4], holes: &[Hole], step: f32) -> Vec<[f32; 4]> {
    let cuts = |low: f32, high: f32, at: usize| {
        let n = (((high - low) / step).ceil() as usize).clamp(1, 60);
        let mut out: Vec<f32> = (0..=n).map(|i| low + (high - low) * i as f32 / n as f32).collect();
        out.extend(holes.iter().flat_map(|h| [h.area[at], h.area[at + 1]]).filter(|v| *v > low && *v < high));
        out.sort_by(f32::total_cmp);
        out.dedup_by(|a, b| (*a - *b).abs() < 0.01);
        out
    };
    let (xs, zs) = (cuts(area[0], area[1], 0), cuts(area[2], area[3], 2));
    let mut out = Vec::new();
    for x in xs.windows(2) {
        for z in zs.windows(2) {
            let (mx, mz) = ((x[0] + x[1]) / 2.0, (z[0] + z[1]) / 2.0);
            let open = |[x0, x1, z0, z1]: [f32; 4]| mx > x0 && mx < x1 && mz > z0 && mz < z1;
            if !holes.iter().any(|h| open(h.area)) {
                out.push([x[0], x[1], z[0], z[1]]);
            }
        }
    }
    out
}

fn slab(world: &World, hall: &Hall, floor: f32, holes: &[Hole], ground: bool, layer: &mut Layer<'_>) {
    let light = |_: P, _: P| [0.74, 0.72, 0.68];
    let mut b = layer.brush(Body::Floor, world.atlas, &light, hall.frame);
    let y = floor - 0.012;
    let paint = Paint::new(rgb(0xB8B4AA), if ground { Tile::Rough } else { Tile::Grid });
    for [x0, x1, z0, z1] in pieces(hall.area, holes, 4.0) {
        b.face(&[[x0, y, z1], [x1, y, z1], [x1, y, z0], [x0, y, z0]], paint);
    }
}

/// A balustrade along the two sides of a hole between which one comes and goes.
fn rail(world: &World, hall: &Hall, hole: &Hole, floor: f32, layer: &mut Layer<'_>) {
    let [x0, x1, z0, z1] = hole.area;
    let light = |_: P, n: P| [0.8 + 0.1 * n[1]; 3];
    let mut b = layer.brush(Body::Box, world.atlas, &light, hall.frame);
    let glass = Paint::plain(rgb(0xA8C4CE));
    let steel = Paint::plain(rgb(0xC8CED2));
    let lines = if hole.along_x {
        [[[x0, z0], [x1, z0]], [[x0, z1], [x1, z1]]]
    } else {
        [[[x0, z0], [x0, z1]], [[x1, z0], [x1, z1]]]
    };
    for [[ax, az], [bx, bz]] in lines {
        let at = |x: f32, z: f32, y: f32| [x, floor + y, z];
        b.sheet([at(ax, az, 0.05), at(bx, bz, 0.05), at(bx, bz, 0.95), at(ax, az, 0.95)], glass);
        b.bar(at(ax, az, 1.0), at(bx, bz, 1.0), 0.06, steel);
    }
}

fn ceilings(world: &World, hall: &Hall, [floor, ceiling]: [f32; 2], holes: &[Hole], layer: &mut Layer<'_>) {
    let light = |_: P, _: P| [0.8, 0.79, 0.75];
    let mut b = layer.brush(Body::None, world.atlas, &light, hall.frame);
    let paint = Paint::new(rgb(0xDCDAD4), Tile::Grid);
    for [x0, x1, z0, z1] in pieces(hall.area, holes, 4.0) {
        b.face(&[[x0, ceiling, z0], [x1, ceiling, z0], [x1, ceiling, z1], [x0, ceiling, z1]], paint);
    }
    // Tubes along the aisles of this floor.
    for aisle in hall.aisles.iter().filter_map(|i| world.market.aisles.get(*i)) {
        if (world.market.floor_height(&aisle.level).metres() as f32 - floor).abs() > 0.01 {
            continue;
        }
        let length = crate::cells::length_m(aisle);
        for s in super::ribbon::sections(aisle, floor, 2.0, length - 1.0, if world.lean { 8.0 } else { 4.0 })
        {
            let [x, z] = hall.local(s.middle);
            if x < hall.area[0] + 0.5
                || x > hall.area[1] - 0.5
                || z < hall.area[2] + 0.5
                || z > hall.area[3] - 0.5
            {
                continue;
            }
            let along = local(&hall.frame, crate::space::add(hall.frame.origin, s.along()));
            let (hx, hz) = if along[0].abs() > along[1].abs() { (0.75, 0.1) } else { (0.1, 0.75) };
            let y = ceiling - 0.16;
            let lamp = Paint::lamp(Rgb::WHITE, 1.0);
            b.block([x - hx, y, z - hz], [x + hx, y + 0.08, z + hz], lamp, side::BOTTOM);
            b.block(
                [x - hx, y, z - hz],
                [x + hx, ceiling, z + hz],
                Paint::plain(rgb(0xC8CCCE)),
                side::AROUND,
            );
        }
    }
}

/// Ends of a wall: from and to, and the way out.
fn ends(hall: &Hall, wall: usize) -> ([f32; 2], [f32; 2], [f32; 2]) {
    let [x0, x1, z0, z1] = hall.area;
    match wall {
        0 => ([x0, z1], [x1, z1], [0.0, 1.0]),
        1 => ([x1, z1], [x1, z0], [1.0, 0.0]),
        2 => ([x1, z0], [x0, z0], [0.0, -1.0]),
        _ => ([x0, z0], [x0, z1], [-1.0, 0.0]),
    }
}

/// Where ways cross a wall at a height: from and to along the wall, in metres.
fn openings(world: &World, hall: &Hall, wall: usize, floor: f32) -> Vec<[f32; 2]> {
    let (from, to, _) = ends(hall, wall);
    let mut ways: Vec<(Vec<PointMm>, f32)> = Vec::new();
    let at_floor = |level: &Level| (level.elevation.metres() as f32 - floor).abs() < 0.01;
    let here: Vec<_> = world.market.levels.iter().filter(|l| at_floor(l)).map(|l| &l.id).collect();
    for aisle in world.market.aisles.iter().filter(|a| here.contains(&&a.level)) {
        ways.push((aisle.line.clone(), aisle.width.metres() as f32));
    }
    for c in &world.market.connectors {
        let (a, b) = connector::heights(world, c);
        let line = if c.line.len() >= 2 { c.line.clone() } else { vec![c.from.point, c.to.point] };
        // A sloping way crosses the wall on a floor only in the half that is nearer to it.
        let mut half: Vec<PointMm> = Vec::new();
        if let [p, q, ..] = line.as_slice()
            && (a - floor).abs() < 0.01
        {
            half = vec![c.from.point, *p, PointMm::new(p.x / 2 + q.x / 2, p.y / 2 + q.y / 2)];
        }
        if let [.., p, q] = line.as_slice()
            && (b - floor).abs() < 0.01
        {
            half = vec![PointMm::new(p.x / 2 + q.x / 2, p.y / 2 + q.y / 2), *q, c.to.point];
        }
        ways.push((half, c.width.metres() as f32 + 0.5));
    }
    let mut out = Vec::new();
    for (line, width) in ways {
        for pair in line.windows(2) {
            let [p, q] = *pair else { continue };
            let (p, q) = (hall.local(gltf_from_market(p, 0.0)), hall.local(gltf_from_market(q, 0.0)));
            if let Some(at) = crossing(p, q, from, to) {
                out.push([at - width / 2.0, at + width / 2.0]);
            }
        }
    }
    out.sort_by(|a, b| a[0].total_cmp(&b[0]));
    out
}

/// Where the way `p` to `q` crosses the wall `a` to `b`, in metres from `a`.
fn crossing(p: [f32; 2], q: [f32; 2], a: [f32; 2], b: [f32; 2]) -> Option<f32> {
    let (r, s) = ([q[0] - p[0], q[1] - p[1]], [b[0] - a[0], b[1] - a[1]]);
    let cross = r[0] * s[1] - r[1] * s[0];
    if cross.abs() < 1e-6 {
        return None;
    }
    let d = [a[0] - p[0], a[1] - p[1]];
    let (t, u) = ((d[0] * s[1] - d[1] * s[0]) / cross, (d[0] * r[1] - d[1] * r[0]) / cross);
    let inside = (0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u);
    inside.then(|| u * math::length(f64::from(s[0]), f64::from(s[1])) as f32)
}

fn outer(
    world: &World,
    hall: &Hall,
    wall: usize,
    [floor, ceiling, top]: [f32; 3],
    openings: &[[f32; 2]],
    layer: &mut Layer,
) {
    let (from, to, out) = ends(hall, wall);
    let length = math::length(f64::from(to[0] - from[0]), f64::from(to[1] - from[1])) as f32;
    let dir = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
    // Local x runs along the wall as seen from outside.
    let origin = hall.frame.at([from[0], 0.0, from[1]]);
    let front = crate::space::add(
        crate::space::scale(hall.frame.right, out[0]),
        crate::space::scale(hall.frame.front, out[1]),
    );
    let frame = Frame::facing(origin, front);
    let along = frame.right[0] * (hall.frame.right[0] * dir[0] + hall.frame.front[0] * dir[1])
        + frame.right[2] * (hall.frame.right[2] * dir[0] + hall.frame.front[2] * dir[1]);
    debug_assert!(along > 0.9);
    let light = move |p: P, n: P| {
        let foot = 0.6 + 0.4 * ((p[1] - floor) / 0.8).clamp(0.0, 1.0);
        let v = if n[2] < 0.0 {
            0.78 * foot
        } else {
            (0.84 + 0.08 * n[2]) * foot.max(if floor > 0.1 { 1.0 } else { 0.0 })
        };
        [v, v * 0.99, v * 0.97]
    };
    let mut b = layer.brush(Body::Box, world.atlas, &light, frame);
    let outside = Paint::new(rgb(0xD8C8B0), Tile::Window);
    // Halls are washed down every evening: they are tiled to the ceiling.
    let inside = Paint::new(rgb(0xE8EEEE), Tile::Grid);
    let mut seed = Seed::number(wall as u64 * 31 + floor as u64);
    let mut x = 0.0;
    let mut gaps: Vec<[f32; 2]> = openings.to_vec();
    gaps.push([length, length]);
    for [g0, g1] in gaps {
        let end = g0.clamp(x, length);
        let n = (((end - x) / 3.6).round() as usize).max(1);
        for i in 0..n {
            let (l, r) = (x + (end - x) * i as f32 / n as f32, x + (end - x) * (i + 1) as f32 / n as f32);
            if r - l < 0.02 {
                continue;
            }
            b.face(&[[l, floor, 0.0], [r, floor, 0.0], [r, top, 0.0], [l, top, 0.0]], outside);
            if r - l > 1.8 && !world.lean {
                window::perhaps_lit(&mut b, [l, r], [floor, top], 0.012, &mut seed, 0.3);
            }
            b.face(&[[r, floor, -0.15], [l, floor, -0.15], [l, ceiling, -0.15], [r, ceiling, -0.15]], inside);
        }
        let after = g1.clamp(end, length);
        if after - end > 0.05 {
            lintel(&mut b, [end, after], [floor, ceiling, top]);
        }
        x = x.max(after);
    }
}

/// The wall over an opening, and its jambs.
fn lintel(b: &mut crate::mesh::Brush, [l, r]: [f32; 2], [floor, ceiling, top]: [f32; 3]) {
    let low = (floor + 2.5).min(ceiling - 0.1);
    let paint = Paint::new(rgb(0xC8B8A0), Tile::Rough);
    b.block([l, low, -0.15], [r, top, 0.0], paint, side::FRONT | side::BOTTOM | side::BACK);
    for x in [l, r] {
        b.stand([x, floor, -0.07], [0.16, low - floor, 0.22], Paint::plain(rgb(0x8A8E92)), side::AROUND);
    }
}

fn roof(world: &World, hall: &Hall, top: f32, layer: &mut Layer<'_>) {
    let [x0, x1, z0, z1] = hall.area;
    let light = |_: P, n: P| [0.8 + 0.2 * n[1]; 3];
    let mut b = layer.brush(Body::None, world.atlas, &light, hall.frame);
    b.block(
        [x0 - 0.3, top, z0 - 0.3],
        [x1 + 0.3, top + 0.5, z1 + 0.3],
        Paint::new(rgb(0x6A9278), Tile::Rough),
        side::STANDING,
    );
    for i in 0..4 {
        let x = x0 + (x1 - x0) * (0.15 + 0.22 * i as f32);
        b.stand(
            [x, top + 0.5, (z0 + z1) / 2.0],
            [1.6, 1.0, 1.6],
            Paint::new(rgb(0xC8CCCE), Tile::Slats),
            side::STANDING,
        );
    }
}
