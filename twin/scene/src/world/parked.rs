//! Delivery motorcycles and hand carts beside the gates.
//!
//! Invariant: nothing stands in a gate's opening, on an aisle, a crossing, a carriageway or a stall.

use market_model::{Aisle, PointMm};

use super::{Body, Layer, World, around, fixture, gate};
use crate::seed::Seed;
use crate::space::{Frame, P, gltf_from_market, length, sub};

/// Half of the longest thing that is parked, metres.
const HALF_M: f32 = 0.95;
/// Metres between things parked side by side.
const PITCH_M: f32 = 1.05;

fn light(p: P, n: P) -> [f32; 3] {
    let v = (0.66 + 0.3 * (p[1] / 0.6).clamp(0.0, 1.0)) * (0.86 + 0.14 * n[1] + 0.06 * n[2]);
    [v, v, v]
}

/// Parks up to three things on either side of every gate on the ground.
pub(super) fn build(world: &World, layer: &mut Layer<'_>) {
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
                let mut b = layer.brush(Body::Box, world.atlas, &light, turned);
                if seed.chance(0.6) {
                    fixture::motorcycle(&mut b, [0.0; 3]);
                } else {
                    fixture::cart(&mut b, [0.0; 3]);
                }
            }
        }
    }
}

/// Whether nothing is built, walked or driven here. Linear in the points of the market.
fn is_free(world: &World, p: P) -> bool {
    let market = world.market;
    let near = |line: &[PointMm], half: f32| {
        line.windows(2).any(|pair| matches!(pair, [a, b] if distance(p, *a, *b) < half + HALF_M))
    };
    let aisle = |a: &Aisle| near(&a.line, a.width.metres() as f32 / 2.0);
    let stall = market.stalls.iter().any(|s| {
        let [fl, _, br, _] = s.footprint.map(|c| gltf_from_market(c, 0.0));
        let middle = [(fl[0] + br[0]) / 2.0, 0.0, (fl[2] + br[2]) / 2.0];
        length([p[0] - middle[0], 0.0, p[2] - middle[2]]) < length(sub(br, fl)) / 2.0 + HALF_M
    });
    let facility = market.facilities.iter().any(|f| {
        let q = gltf_from_market(f.point, 0.0);
        length([p[0] - q[0], 0.0, p[2] - q[2]]) < 2.2 + HALF_M
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
