//! The street outside: ground, streets with their lines, and plain houses, so that no gate opens into nothing.

use market_model::{PointMm, Stall, StallKind, math};

use super::ribbon::sections;
use super::{Body, Layer, World, gate, window};
use crate::SceneError;
use crate::atlas::Tile;
use crate::color::rgb;
use crate::mesh::{Paint, side};
use crate::seed::Seed;
use crate::space::{Frame, P, add, gltf_from_market, length, scale, sub, unit};

/// How far the neighbourhood is drawn round the market, in metres.
const REACH_M: f32 = 70.0;
/// The most houses that are drawn.
const MAX_HOUSES: usize = 150;
const WALLS: [u32; 8] = [0xC88A6A, 0xE0D8C8, 0xB87054, 0xD0D4D4, 0xA89884, 0xE8DCC4, 0x9A6A54, 0xC8C4BA];

/// Builds the neighbourhood.
pub(super) fn build(world: &mut World, layer: &mut Layer<'_>) -> Result<(), SceneError> {
    let Some(area) = area(world) else { return Ok(()) };
    ground(world, area, layer);
    streets(world, area, layer);
    let mut taken = Taken::of(world);
    let mut left = MAX_HOUSES;
    behind_stands(world, &mut taken, &mut left, layer);
    opposite(world, &mut taken, &mut left, layer);
    along_streets(world, area, &mut taken, &mut left, layer);
    ring(world, area, &mut taken, &mut left, layer);
    Ok(())
}

/// Low and high x, low and high z of everything in the market.
fn area(world: &World) -> Option<[f32; 4]> {
    let lines = world.market.aisles.iter().flat_map(|a| a.line.iter());
    let corners = world.market.stalls.iter().flat_map(|s| s.footprint.iter());
    let mut out: Option<[f32; 4]> = None;
    for point in lines.chain(corners) {
        let [x, _, z] = gltf_from_market(*point, 0.0);
        let [a, b, c, d] = out.unwrap_or([x, x, z, z]);
        out = Some([a.min(x), b.max(x), c.min(z), d.max(z)]);
    }
    out
}

fn light(p: P, n: P) -> [f32; 3] {
    if n[1] > 0.5 {
        return [0.96, 0.95, 0.92];
    }
    let v = (0.66 + 0.3 * (p[1] / 5.0).clamp(0.0, 1.0)) * (0.86 + 0.1 * n[2] + 0.07 * n[0]);
    [v, v, v]
}

/// Asphalt with a rim that fades into the colour of the sky's foot.
fn ground(world: &World, [x0, x1, z0, z1]: [f32; 4], layer: &mut Layer<'_>) {
    let near = [x0 - 25.0, x1 + 25.0, z0 - 25.0, z1 + 25.0];
    let far = [x0 - REACH_M - 30.0, x1 + REACH_M + 30.0, z0 - REACH_M - 30.0, z1 + REACH_M + 30.0];
    let y = -0.03;
    let fade = move |p: P, _: P| {
        let out = |v: f32, low: f32, high: f32| (low - v).max(v - high).max(0.0);
        let d = out(p[0], near[0], near[1]).max(out(p[2], near[2], near[3])) / (REACH_M + 5.0);
        [0.86 + 0.5 * d, 0.86 + 0.56 * d, 0.86 + 0.62 * d]
    };
    let mut b = layer.brush(Body::Floor, world.atlas, &fade, Frame::world());
    // Its corners are too far apart for the pool of one lamp.
    b.lamps = &|_, _| 0.03;
    let paint = Paint::plain(rgb(0x9C9A94));
    let cuts = |lo: f32, a: f32, z: f32, hi: f32| {
        let n = (((z - a) / 24.0).ceil() as usize).clamp(1, 24);
        let mut out = vec![lo];
        out.extend((0..=n).map(|i| a + (z - a) * i as f32 / n as f32));
        out.push(hi);
        out
    };
    let (xs, zs) = (cuts(far[0], near[0], near[1], far[1]), cuts(far[2], near[2], near[3], far[3]));
    for x in xs.windows(2) {
        for z in zs.windows(2) {
            b.face(&[[x[0], y, z[1]], [x[1], y, z[1]], [x[1], y, z[0]], [x[0], y, z[0]]], paint);
        }
    }
}

fn inside(p: P, [x0, x1, z0, z1]: [f32; 4], reach: f32) -> bool {
    p[0] > x0 - reach && p[0] < x1 + reach && p[2] > z0 - reach && p[2] < z1 + reach
}

/// Half the width of a street in metres.
pub(super) fn half_width(highway: &str) -> f32 {
    match highway {
        "primary" | "secondary" | "trunk" => 6.0,
        "tertiary" | "unclassified" => 4.2,
        "footway" | "path" | "steps" | "pedestrian" => 1.2,
        _ => 3.0,
    }
}

/// Streets near the market as strips of asphalt with a yellow middle and a kerb. Where stalls stand, none is drawn: a
/// draft lays made-up stalls over real streets. O(pieces · stalls).
fn streets(world: &World, area: [f32; 4], layer: &mut Layer<'_>) {
    let stalls: Vec<Disc> = world.market.stalls.iter().map(disc).collect();
    let built_over = |p: P| stalls.iter().any(|([x, z], r)| length([p[0] - x, 0.0, p[2] - z]) < *r);
    for street in &world.market.streets {
        let half = half_width(&street.highway);
        for pair in street.line.windows(2) {
            let [a, b] = *pair else { continue };
            let (a, b) = (gltf_from_market(a, -0.012), gltf_from_market(b, -0.012));
            let n = ((length(sub(b, a)) / 12.0).ceil() as usize).clamp(1, 200);
            for i in 0..n {
                let p = crate::space::lerp(a, b, i as f32 / n as f32);
                let q = crate::space::lerp(a, b, (i + 1) as f32 / n as f32);
                let drawn = inside(p, area, REACH_M) && inside(q, area, REACH_M) && length(sub(q, p)) >= 0.05;
                if !drawn || built_over(crate::space::lerp(p, q, 0.5)) {
                    continue;
                }
                strip(world, layer, p, q, half);
            }
        }
    }
}

fn strip(world: &World, layer: &mut Layer, p: P, q: P, half: f32) {
    let d = unit(sub(q, p));
    let right = [-d[2], 0.0, d[0]];
    let mut b = layer.brush(Body::Floor, world.atlas, &light, Frame::world());
    let mut band = |from: f32, to: f32, up: f32, paint: Paint| {
        let at = |p: P, x: f32| add(add(p, scale(right, x)), [0.0, up, 0.0]);
        b.face(&[at(p, from), at(p, to), at(q, to), at(q, from)], paint);
    };
    band(-half - 1.6, -half, 0.0, Paint::new(rgb(0xA8A298), Tile::Rough));
    band(half, half + 1.6, 0.0, Paint::new(rgb(0xA8A298), Tile::Rough));
    band(-half, half, 0.0, Paint::new(rgb(0x5E5E60), Tile::Rough));
    if half > 2.5 {
        band(-0.07, 0.07, 0.012, Paint::plain(rgb(0xE8BC20)));
    }
}

/// A round piece of ground: middle (x, z) and radius in metres.
type Disc = ([f32; 2], f32);

/// The ground round a stall.
fn disc(stall: &Stall) -> Disc {
    let [fl, _, br, _] = stall.footprint.map(|p| gltf_from_market(p, 0.0));
    ([(fl[0] + br[0]) / 2.0, (fl[2] + br[2]) / 2.0], length(sub(br, fl)) / 2.0)
}

/// Ground that is already used.
struct Taken(Vec<Disc>);

impl Taken {
    fn of(world: &World) -> Self {
        let mut out: Vec<Disc> = world.market.stalls.iter().map(disc).collect();
        let mut line = |points: &[PointMm], half: f32| {
            for pair in points.windows(2) {
                let [a, b] = *pair else { continue };
                let (a, b) = (gltf_from_market(a, 0.0), gltf_from_market(b, 0.0));
                let n = ((length(sub(b, a)) / 3.0).ceil() as usize).clamp(1, 400);
                out.extend((0..=n).map(|i| {
                    let p = crate::space::lerp(a, b, i as f32 / n as f32);
                    ([p[0], p[2]], half)
                }));
            }
        };
        for aisle in &world.market.aisles {
            line(&aisle.line, aisle.width.metres() as f32 / 2.0 + 0.5);
        }
        for street in &world.market.streets {
            line(&street.line, half_width(&street.highway) + 1.6);
        }
        for c in &world.market.connectors {
            line(&c.line, c.width.metres() as f32 / 2.0 + 0.6);
        }
        for f in &world.market.facilities {
            let p = gltf_from_market(f.point, 0.0);
            out.push(([p[0], p[2]], 1.5));
        }
        Self(out)
    }

    /// Takes a round piece of ground when it is free. Linear.
    fn take(&mut self, x: f32, z: f32, radius: f32) -> bool {
        let free = self.0.iter().all(|([ox, oz], r)| {
            let (dx, dz) = (x - ox, z - oz);
            let gap = radius + r;
            dx * dx + dz * dz >= gap * gap
        });
        if free {
            self.0.push(([x, z], radius * 0.86));
        }
        free
    }
}

fn house(world: &World, layer: &mut Layer, frame: &Frame, size: [f32; 3], seed: &mut Seed) {
    let [w, h, d] = size;
    let x = w / 2.0;
    let wall = rgb(seed.pick(&WALLS, 0xD0D0D0));
    let tile = seed.pick(&[Tile::Window, Tile::Barred, Tile::Tiled], Tile::Window);
    let mut b = layer.brush(Body::Box, world.atlas, &light, *frame);
    let n_floors = ((h / 3.0).round() as usize).max(1);
    let n = ((w / 3.0).round() as usize).max(1);
    let story = h / n_floors as f32;
    for f in 0..n_floors {
        for i in 0..n {
            let (l, r) = (-x + w * i as f32 / n as f32, -x + w * (i + 1) as f32 / n as f32);
            let (y0, y1) = (story * f as f32, story * (f + 1) as f32);
            let paint = if f == 0 {
                let shop = seed.pick(&[0x3A5A7A, 0x6A7A6A, 0x8A4A3A, 0x4A4E5A], 0x505050);
                Paint::new(rgb(shop), if seed.chance(0.4) { Tile::Slats } else { Tile::Window })
            } else {
                Paint::new(wall, tile)
            };
            b.face(&[[l, y0, 0.0], [r, y0, 0.0], [r, y1, 0.0], [l, y1, 0.0]], paint);
            if f > 0 && !world.lean {
                window::perhaps_lit(&mut b, [l, r], [y0, y1], 0.012, seed, 0.26);
            }
        }
    }
    b.block([-x, 0.0, -d], [x, h, 0.0], Paint::new(wall, Tile::Rough), side::LEFT | side::RIGHT | side::BACK);
    let roof = seed.pick(&[0x5E8A6C, 0x8A8C88, 0x6A9278, 0xA86A50], 0x808080);
    b.block([-x, 0.0, -d], [x, h, 0.0], Paint::new(rgb(roof), Tile::Rough), side::TOP);
    if h > 3.5 {
        let sign = rgb(seed.pick(&[0xC82A24, 0x1E5AA8, 0xF0C828, 0x2A7A48], 0xC8C8C8));
        // Some of them are lit from behind.
        let board = Paint::plain(sign).shining(if seed.chance(0.5) { 0.86 } else { -1.0 });
        b.block([-x + 0.3, 2.6, 0.0], [x - 0.3, 3.2, 0.16], board, side::SEEN | side::BOTTOM);
    }
}

/// Houses with their shutters down behind rows of street stands.
fn behind_stands(world: &World, taken: &mut Taken, left: &mut usize, layer: &mut Layer<'_>) {
    const PITCH_M: f64 = 7.6;
    for aisle in &world.market.aisles {
        let mut rows = world.market.stalls.iter().filter(|s| s.aisle == aisle.id);
        if !rows.any(|s| s.kind == StallKind::Stand) || world.market.floor_height(&aisle.level).0 != 0 {
            continue;
        }
        let length_m = crate::cells::length_m(aisle);
        let half = aisle.width.metres() as f32 / 2.0;
        let mut seed = Seed::of(aisle.id.as_str());
        for section in sections(aisle, 0.0, PITCH_M / 2.0, length_m, PITCH_M) {
            for s in [1.0_f32, -1.0] {
                for away in [half + 2.6, half + 4.2, half + 6.0] {
                    let origin = section.at(s * away, 0.0);
                    let frame = Frame::facing(origin, sub(section.middle, origin));
                    let middle = frame.at([0.0, 0.0, -3.2]);
                    if *left > 0 && taken.take(middle[0], middle[2], 3.7) {
                        let size = [7.4, seed.range(3.2, 7.5), 6.0];
                        house(world, layer, &frame, size, &mut seed);
                        *left -= 1;
                        break;
                    }
                }
            }
        }
    }
}

/// Houses across the street from each gate.
fn opposite(world: &World, taken: &mut Taken, left: &mut usize, layer: &mut Layer<'_>) {
    for gate in &world.market.gates {
        let Some((frame, ..)) = gate::place(world.market, gate) else { continue };
        let mut seed = Seed::of(gate.id.as_str());
        for i in 0..9 {
            let (w, h) = (seed.range(7.0, 10.0), seed.range(5.0, 13.0));
            let x = (i as f32 - 4.0) * 9.5;
            for away in [15.0, 18.0, 22.0, 27.0] {
                let at = frame.at([x, 0.0, away + 4.0]);
                if *left > 0 && taken.take(at[0], at[2], 5.6) {
                    let front = [-frame.front[0], 0.0, -frame.front[2]];
                    let place = Frame::facing(frame.at([x, 0.0, away]), front);
                    house(world, layer, &place, [w, h, 8.0], &mut seed);
                    *left -= 1;
                    break;
                }
            }
        }
    }
}

/// Houses at the delivery addresses near the market, each facing its nearest street.
fn along_streets(world: &World, area: [f32; 4], taken: &mut Taken, left: &mut usize, layer: &mut Layer<'_>) {
    for address in &world.market.addresses {
        let door = gltf_from_market(address.point, 0.0);
        if *left == 0 || !inside(door, area, REACH_M * 0.8) {
            continue;
        }
        let Some(street) = nearest(world, address.point) else { continue };
        let to_street = sub(gltf_from_market(street, 0.0), door);
        if length(to_street) < 0.5 {
            continue;
        }
        let frame = Frame::facing(door, to_street);
        let mut seed = Seed::of(address.id.as_str());
        let middle = frame.at([0.0, 0.0, -4.6]);
        if taken.take(middle[0], middle[2], 4.4) {
            let size = [seed.range(7.0, 9.0), seed.range(3.4, 11.0), 8.0];
            house(world, layer, &frame.moved([0.0, 0.0, -0.6]), size, &mut seed);
            *left -= 1;
        }
    }
}

/// The nearest place on a street. Linear in the streets' points.
fn nearest(world: &World, point: PointMm) -> Option<PointMm> {
    let (px, py) = point.metres();
    let mut best: Option<(f64, PointMm)> = None;
    for street in &world.market.streets {
        for pair in street.line.windows(2) {
            let [a, b] = *pair else { continue };
            let ((ax, ay), (bx, by)) = (a.metres(), b.metres());
            let (dx, dy) = (bx - ax, by - ay);
            let n = dx * dx + dy * dy;
            let t = if n > 0.0 { (((px - ax) * dx + (py - ay) * dy) / n).clamp(0.0, 1.0) } else { 0.0 };
            let (x, y) = (ax + dx * t, ay + dy * t);
            let d = math::length(px - x, py - y);
            if best.is_none_or(|(old, _)| d < old) {
                best = Some((d, PointMm::from_metres_rounded(x, y)));
            }
        }
    }
    best.map(|(_, p)| p)
}

/// Houses in a ring round the market, wherever there is room.
fn ring(world: &World, area: [f32; 4], taken: &mut Taken, left: &mut usize, layer: &mut Layer<'_>) {
    let [x0, x1, z0, z1] = [area[0] - 13.0, area[1] + 13.0, area[2] - 13.0, area[3] + 13.0];
    let mut seed = Seed::of(world.market.id.as_str());
    let step = 11.0_f32.max(((x1 - x0) + (z1 - z0)) * 2.0 / 90.0);
    let (nx, nz) = (((x1 - x0) / step) as usize + 1, ((z1 - z0) / step) as usize + 1);
    let mut places: Vec<(P, P)> = Vec::new();
    for i in 0..nx.min(80) {
        let x = x0 + step * (i as f32 + 0.5);
        places.push(([x, 0.0, z0], [0.0, 0.0, 1.0]));
        places.push(([x, 0.0, z1], [0.0, 0.0, -1.0]));
    }
    for i in 0..nz.min(80) {
        let z = z0 + step * (i as f32 + 0.5);
        places.push(([x0, 0.0, z], [1.0, 0.0, 0.0]));
        places.push(([x1, 0.0, z], [-1.0, 0.0, 0.0]));
    }
    for (origin, front) in places {
        let frame = Frame::facing(origin, front);
        let middle = frame.at([0.0, 0.0, -4.0]);
        if *left > 0 && taken.take(middle[0], middle[2], 5.2) {
            let size = [seed.range(8.0, 10.5), seed.range(4.0, 13.0), 8.0];
            house(world, layer, &frame, size, &mut seed);
            *left -= 1;
        }
    }
}
