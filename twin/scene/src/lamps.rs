//! Where lamps hang, and how much of their light reaches a place: what is seen of the market after sunset.
//!
//! Daylight is baked into colours; the light of lamps is kept apart, in the alpha of opaque vertices, so that a viewer
//! can mix both for any hour. Invariant: an answer is between 0 and 1.

use std::collections::BTreeMap;

use market_model::{Market, RoofKind, StallKind, TradeState};

use crate::space::{P, gltf_from_market, length, sub, unit};
use crate::world::footprint;
use crate::world::ribbon::sections;

/// Side of a square of the grid, metres; no lamp reaches further.
const SQUARE_M: f32 = 14.0;
/// Distance between the lamps of an arcade, metres: every second rib.
const ARCADE_STEP_M: f64 = 10.0;
/// Distance between the tubes of a hall, metres.
const HALL_STEP_M: f64 = 5.0;
/// Distance between the bulbs on the wires of an alley, metres.
pub(crate) const ALLEY_STEP_M: f64 = 6.4;

/// A lamp.
#[derive(Debug, Clone, Copy)]
struct Lamp {
    at: P,
    /// Beyond this nothing of it is seen, metres.
    reach_m: f32,
    /// The share of full light right at the lamp.
    strength: f32,
    /// How much a shade keeps from going up and sideways: 0 for a naked bulb, 1 for a deep shade.
    shade: f32,
}

/// All lamps of a market, by squares of the ground.
#[derive(Debug, Default)]
pub(crate) struct Lamps {
    squares: BTreeMap<(i32, i32), Vec<Lamp>>,
}

impl Lamps {
    /// The lamps of a market: under roofs, in halls, at gates, and what open stalls throw on the aisle.
    pub(crate) fn of(market: &Market) -> Self {
        let mut lamps = Self::default();
        for aisle in &market.aisles {
            let base = market.floor_height(&aisle.level).metres() as f32;
            let height = (aisle.roof_height.metres() as f32).clamp(2.8, 25.0);
            let (step, up, reach_m, strength, shade) = match aisle.roof {
                RoofKind::Arcade => (ARCADE_STEP_M, height - 1.0, (height * 1.6).min(SQUARE_M), 0.66, 1.0),
                RoofKind::Indoor => (HALL_STEP_M, 2.7, 7.0, 0.82, 0.45),
                RoofKind::Awning => (ALLEY_STEP_M, height.min(3.6), 5.6, 0.72, 0.5),
                RoofKind::None => continue,
            };
            let half = aisle.width.metres() as f32 / 2.0;
            for section in sections(aisle, base, 0.0, crate::cells::length_m(aisle), step) {
                for side in [0.42, -0.42] {
                    lamps.add(Lamp { at: section.at(half * side, up), reach_m, strength, shade });
                }
            }
        }
        for stall in market.stalls.iter().filter(|s| s.state == TradeState::Open) {
            let base = market.floor_height(&stall.level).metres() as f32;
            let (frame, [width, _]) = footprint(stall, base);
            let up = if stall.kind == StallKind::Unit { 2.0 } else { 1.7 };
            let reach_m = 3.4 + width.min(4.0) * 0.4;
            // The board over the bulbs keeps their light from the floors above.
            lamps.add(Lamp { at: frame.at([0.0, up, 0.35]), reach_m, strength: 0.8, shade: 0.8 });
        }
        for gate in &market.gates {
            let level = market.aisle(&gate.place.aisle).map(|a| &a.level);
            let base = level.map_or(0.0, |level| market.floor_height(level).metres() as f32);
            let at = gltf_from_market(gate.place.point, base + 4.2);
            lamps.add(Lamp { at, reach_m: 9.0, strength: 0.75, shade: 0.5 });
        }
        lamps
    }

    fn add(&mut self, lamp: Lamp) {
        self.squares.entry(square(lamp.at)).or_default().push(lamp);
    }

    /// The share of lamp light on a surface at `p` that looks along `normal`. O(lamps of nine squares).
    pub(crate) fn on(&self, p: P, normal: P) -> f32 {
        let (x, z) = square(p);
        let mut dark = 1.0;
        for square in (-1..=1).flat_map(|dx| (-1..=1).map(move |dz| (x + dx, z + dz))) {
            for lamp in self.squares.get(&square).into_iter().flatten() {
                dark *= 1.0 - lamp.on(p, normal);
            }
        }
        (1.0 - dark).clamp(0.0, 1.0)
    }
}

impl Lamp {
    fn on(&self, p: P, normal: P) -> f32 {
        let way = sub(self.at, p);
        let share = length(way) / self.reach_m;
        if share >= 1.0 {
            return 0.0;
        }
        let towards = unit(way);
        let facing = normal[0] * towards[0] + normal[1] * towards[1] + normal[2] * towards[2];
        // Walls and goods scatter light: what looks away from a lamp still gets a fifth of it.
        let fall = 1.0 - share * share;
        let down = towards[1].max(0.0);
        let beam = 1.0 - self.shade * (1.0 - 0.05 - 0.95 * down * down);
        self.strength * fall * fall * beam * (0.2 + 0.8 * facing.max(0.0))
    }
}

fn square(p: P) -> (i32, i32) {
    ((p[0] / SQUARE_M).floor() as i32, (p[2] / SQUARE_M).floor() as i32)
}

/// The light of the bulbs under a stall's board, in the stall's frame: for meshes that many stalls share.
pub(crate) fn in_stall(p: P, normal: P, size: P) -> f32 {
    let bulb = Lamp { at: [0.0, 2.1, -0.15], reach_m: 5.6, strength: 1.0, shade: 0.0 };
    let tube = Lamp {
        at: [0.0, (size[1] - 0.2).max(1.8), -size[2] * 0.5],
        reach_m: 5.2,
        strength: 0.72,
        shade: 0.0,
    };
    // Bulbs hang all along the front: only what is beside the outermost ones is further away.
    let along = (p[0].abs() - size[0] / 2.0 + 0.4).max(0.0) * p[0].signum();
    let near = [along, p[1], p[2]];
    1.0 - (1.0 - bulb.on(near, normal)) * (1.0 - tube.on(near, normal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_falls_off_with_distance_and_ends_at_the_lamp_s_reach() {
        let mut lamps = Lamps::default();
        lamps.add(Lamp { at: [13.9, 3.0, 0.0], reach_m: 8.0, strength: 0.8, shade: 0.0 });
        let on = |x: f32| lamps.on([x, 0.0, 0.0], [0.0, 1.0, 0.0]);
        assert!(on(13.9) > on(16.0) && on(16.0) > on(19.0), "{} {} {}", on(13.9), on(16.0), on(19.0));
        assert_eq!(on(23.0), 0.0);
    }

    #[test]
    fn many_lamps_never_give_more_than_full_light() {
        let mut lamps = Lamps::default();
        for i in 0..200u8 {
            lamps.add(Lamp { at: [f32::from(i) * 0.01, 2.0, 0.0], reach_m: 10.0, strength: 0.9, shade: 0.0 });
        }
        let light = lamps.on([1.0, 0.0, 0.0], [0.0, 1.0, 0.0]);
        assert!((0.99..=1.0).contains(&light), "{light}");
    }

    #[test]
    fn the_counter_under_the_bulbs_is_brighter_than_the_back_of_the_stall() {
        let size = [3.0, 2.8, 3.0];
        let up = [0.0, 1.0, 0.0];
        assert!(in_stall([0.0, 0.8, -0.2], up, size) > in_stall([0.0, 0.2, -2.9], up, size));
    }

    #[test]
    fn a_shade_keeps_light_from_the_wall_above_and_leaves_the_floor_below_as_it_is() {
        let naked = Lamp { at: [0.0, 5.0, 0.0], reach_m: 10.0, strength: 0.9, shade: 0.0 };
        let shaded = Lamp { shade: 1.0, ..naked };
        let (floor, up) = ([0.0, 0.0, 0.0], [0.0, 1.0, 0.0]);
        assert!((naked.on(floor, up) - shaded.on(floor, up)).abs() < 1e-6);
        let (wall, out) = ([3.0, 6.0, 0.0], [-1.0, 0.0, 0.0]);
        assert!(shaded.on(wall, out) < naked.on(wall, out) * 0.1);
    }
}
