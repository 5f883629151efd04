//! Delivery motorcycles and hand carts beside the gates, cars and small trucks where there is a car park.
//!
//! Invariant: nothing stands in a gate's opening, on an aisle, a crossing, a carriageway or a stall.

use market_model::{Aisle, FacilityKind, PointMm};

use super::{Body, Layer, World, around, fixture, gate, vehicle};
use crate::color::rgb;
use crate::mesh::Paint;
use crate::seed::Seed;
use crate::space::{Frame, P, gltf_from_market, length, sub};

/// Half of the longest thing that is parked, metres.
const HALF_M: f32 = 0.95;
/// Metres between things parked side by side.
const PITCH_M: f32 = 1.05;
/// Width and length of a bay for a car, metres.
const BAY_M: [f32; 2] = [2.5, 5.0];
/// Bays to either side of the sign of a car park.
const BAYS: usize = 4;

fn light(p: P, n: P) -> [f32; 3] {
    let v = (0.66 + 0.3 * (p[1] / 0.6).clamp(0.0, 1.0)) * (0.86 + 0.14 * n[1] + 0.06 * n[2]);
    [v, v, v]
}

/// Parks what people and goods come with.
pub(super) fn build(world: &World, layer: &mut Layer<'_>) {
    at_gates(world, layer);
    if !world.lean {
        car_parks(world, layer);
    }
}

/// A row of bays on either side of the sign of each car park, as far as there is room.
fn car_parks(world: &World, layer: &mut Layer<'_>) {
    let [wide, long] = BAY_M;
    for park in world.market.facilities.iter().filter(|f| f.kind == FacilityKind::Parking) {
        let (here, there) = (gltf_from_market(park.point, 0.0), gltf_from_market(park.place.point, 0.0));
        let frame = Frame::facing(here, sub(there, here));
        let mut seed = Seed::of(park.id.as_str());
        let mut drawn: Vec<P> = Vec::new();
        let rows: &[f32] = if world.rich { &[3.4, 9.4, -3.4] } else { &[3.4] };
        for &away in rows {
            for i in 0..BAYS * 2 {
                let x = (i as f32 + 0.5 - BAYS as f32) * wide;
                let middle = frame.at([x, 0.0, -away]);
                // Two circles cover a bay.
                let ends = [-1.3, 1.3].map(|dz| frame.at([x, 0.0, dz - away]));
                let apart = |p: &P| length(sub(*p, middle)) > wide * 0.99;
                if !drawn.iter().all(apart) || !ends.iter().all(|p| is_clear(world, *p, 1.2)) {
                    continue;
                }
                drawn.push(middle);
                let place = Frame::facing(middle, frame.front);
                bay(world, &place, [wide, long], layer);
                if seed.chance(0.62) {
                    vehicle::park(world, &place, &mut seed, layer);
                }
            }
        }
    }
}

/// White lines round a bay on dark ground.
fn bay(world: &World, frame: &Frame, [wide, long]: [f32; 2], layer: &mut Layer<'_>) {
    let mut b = layer.brush(Body::None, world.atlas, &|_, _| [0.94; 3], *frame);
    let (x, z) = (wide / 2.0, long / 2.0);
    let mut flat = |[l, r]: [f32; 2], [far, near]: [f32; 2], y: f32, color: u32| {
        b.face(&[[l, y, near], [r, y, near], [r, y, far], [l, y, far]], Paint::plain(rgb(color)));
    };
    flat([-x, x], [-z, z], 0.012, 0x6E6E70);
    flat([-x - 0.05, -x + 0.05], [-z, z], 0.02, 0xE8E8E4);
    flat([x - 0.05, x + 0.05], [-z, z], 0.02, 0xE8E8E4);
    flat([-x, x], [-z, -z + 0.1], 0.02, 0xE8E8E4);
}

/// Parks up to three things on either side of every gate on the ground.
fn at_gates(world: &World, layer: &mut Layer<'_>) {
    for g in &world.market.gates {
        let Some((frame, ..)) = gate::place(world.market, g) else { continue };
        if frame.origin[1].abs() > 0.05 || world.lean {
            continue;
        }
        let half = (g.width.metres() as f32).clamp(1.5, 20.0) / 2.0;
        let mut seed = Seed::of(g.id.as_str());
        for side in [-1.0_f32, 1.0] {
            let n = if world.rich { 3 } else { 2 };
            for i in 0..n {
                let x = side * (half + 1.9 + PITCH_M * i as f32);
                // A place by the wall, or a little further out.
                let free = [0.9, 1.8, -0.6].into_iter().find(|z| is_free(world, frame.at([x, 0.0, *z])));
                let Some(z) = free else { continue };
                let turned =
                    Frame::facing(frame.at([x, 0.0, z]), frame.along([seed.range(-0.3, 0.3), 0.0, 1.0]));
                layer.shadow(world.atlas, &turned, [0.0; 3], [0.62, 1.15], 0.82);
                let mut b = layer.brush(Body::Box, world.atlas, &light, turned);
                if seed.chance(0.6) {
                    vehicle::motorcycle(&mut b, [0.0; 3]);
                } else {
                    fixture::cart(&mut b, [0.0; 3]);
                }
            }
        }
    }
}

fn is_free(world: &World, p: P) -> bool {
    is_clear(world, p, HALF_M)
}

/// Whether nothing is built, walked or driven within this many metres. Linear in the points of the market.
fn is_clear(world: &World, p: P, reach_m: f32) -> bool {
    let market = world.market;
    let near = |line: &[PointMm], half: f32| {
        line.windows(2).any(|pair| matches!(pair, [a, b] if distance(p, *a, *b) < half + reach_m))
    };
    let aisle = |a: &Aisle| near(&a.line, a.width.metres() as f32 / 2.0);
    let stall = market.stalls.iter().any(|s| {
        let [fl, _, br, _] = s.footprint.map(|c| gltf_from_market(c, 0.0));
        let middle = [(fl[0] + br[0]) / 2.0, 0.0, (fl[2] + br[2]) / 2.0];
        length([p[0] - middle[0], 0.0, p[2] - middle[2]]) < length(sub(br, fl)) / 2.0 + reach_m
    });
    let facility = market.facilities.iter().any(|f| {
        let q = gltf_from_market(f.point, 0.0);
        length([p[0] - q[0], 0.0, p[2] - q[2]]) < 2.2 + reach_m
    });
    !(stall
        || facility
        || market.aisles.iter().any(aisle)
        || market.streets.iter().any(|s| near(&s.line, around::half_width(&s.highway)))
        || market.connectors.iter().any(|c| near(&c.line, c.width.metres() as f32 / 2.0)))
}

/// Distance on the ground from a place to a stretch of line, metres.
fn distance(p: P, a: PointMm, b: PointMm) -> f32 {
    let (a, b) = (gltf_from_market(a, 0.0), gltf_from_market(b, 0.0));
    let (dx, dz) = (b[0] - a[0], b[2] - a[2]);
    let n = dx * dx + dz * dz;
    let t = if n > 0.0 { (((p[0] - a[0]) * dx + (p[2] - a[2]) * dz) / n).clamp(0.0, 1.0) } else { 0.0 };
    length([p[0] - a[0] - dx * t, 0.0, p[2] - a[2] - dz * t])
}
