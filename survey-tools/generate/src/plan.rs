//! Decides what a market of a given size is like, before anything is drawn.
//!
//! Measured shares: two thirds of markets have an arcade; 12 % of stalls are street stands, 10 % are empty;
//! 120 stalls stand along 2 × 266 m, so a shop takes 4.4 m of its street.

use crate::rng::Rng;

/// Length of street that a shop takes, in millimetres.
pub const UNIT_PITCH: i32 = 4_400;
/// Length of street that a street stand takes.
pub const STAND_PITCH: i32 = 2_900;
/// Length of an indoor row that a shop in a hall takes.
pub const HALL_PITCH: i32 = 3_100;
/// Up to this size the streets of a market are one street.
const ONE_STREET: i32 = 110;

/// What a market is like.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Stalls along streets, those of the alley included.
    pub street_stalls: i32,
    /// Stands in an alley off the only street; 0 for no alley.
    pub alley_stands: i32,
    /// Every stall is a stand under the sky: a market that is put up for the day.
    pub open_air: bool,
    /// Width of the main street in millimetres.
    pub main_width: i32,
    /// Whether the main street has an arcade.
    pub main_arcade: bool,
    /// Eaves of arcades in millimetres.
    pub arcade_height: i32,
    /// Turn half-way along the only street in degrees, clockwise.
    pub bend_deg: i32,
    /// Streets off the main street; none for a market of one street.
    pub columns: Vec<Column>,
    /// Halls.
    pub halls: Vec<Hall>,
    /// Whether there is a toilet.
    pub toilet: bool,
    /// Whether there is a car park.
    pub parking: bool,
    /// Whether there is a rest area.
    pub rest: bool,
    /// Whether there is a defibrillator.
    pub aed: bool,
    /// Whether there is a delivery hub.
    pub hub: bool,
    /// Whether there is an information desk.
    pub information: bool,
}

/// A street off the main street.
#[derive(Debug, Clone)]
pub struct Column {
    /// Width in millimetres.
    pub width: i32,
    /// Whether stands line it instead of shops.
    pub stands: bool,
    /// Whether it has an arcade.
    pub arcade: bool,
}

/// A hall with levels.
#[derive(Debug, Clone)]
pub struct Hall {
    /// Stalls on all levels.
    pub stalls: i32,
    /// Number of levels, from the ground up.
    pub levels: i32,
    /// Width of its aisles in millimetres.
    pub aisle_width: i32,
}

impl Plan {
    /// Draws a plan for a market of `stalls` stalls; `open_air` for one that is put up for the day.
    #[must_use]
    pub fn draw(stalls: i32, open_air: bool, rng: &mut Rng) -> Self {
        let halls = if open_air { Vec::new() } else { draw_halls(stalls, rng) };
        let street_stalls = stalls - halls.iter().map(|h| h.stalls).sum::<i32>();
        let one_street = street_stalls <= ONE_STREET;
        let alley = one_street && !open_air && street_stalls >= 30 && rng.chance(500);
        let bend = one_street && !alley && halls.is_empty() && rng.chance(600);
        let bend_deg = rng.range(8, 32) * if rng.chance(500) { 1 } else { -1 };
        Self {
            street_stalls,
            alley_stands: if alley { street_stalls * rng.range(16, 26) / 100 } else { 0 },
            open_air,
            main_width: rng.range(60, 80) * 100,
            main_arcade: !open_air && rng.chance(670),
            arcade_height: rng.range(70, 110) * 100,
            bend_deg: if bend { bend_deg } else { 0 },
            columns: if one_street { Vec::new() } else { draw_columns(stalls, street_stalls, open_air, rng) },
            halls,
            toilet: rng.chance(947),
            parking: rng.chance(830),
            rest: rng.chance(470),
            aed: rng.chance(360),
            hub: stalls >= 150 || rng.chance(160),
            information: stalls >= 400 || rng.chance(70),
        }
    }
}

fn draw_halls(stalls: i32, rng: &mut Rng) -> Vec<Hall> {
    let (chance, percent) = match stalls {
        ..70 => (0, 0),
        70..150 => (250, rng.range(28, 40)),
        150..400 => (500, rng.range(25, 45)),
        400..1000 => (800, rng.range(35, 50)),
        _ => (1000, rng.range(50, 60)),
    };
    if !rng.chance(chance) {
        return Vec::new();
    }
    let total = stalls * percent / 100;
    let n = (total / 600 + 1).max(1);
    (0..n)
        .map(|i| {
            let own = total / n + i32::from(i < total % n);
            let levels = match own {
                ..60 => rng.range(1, 2),
                60..200 => rng.range(2, 3),
                _ => rng.range(3, 4),
            };
            Hall { stalls: own, levels, aisle_width: rng.range(22, 30) * 100 }
        })
        .collect()
}

fn draw_columns(stalls: i32, street_stalls: i32, open_air: bool, rng: &mut Rng) -> Vec<Column> {
    // A square of streets: n columns 14 m apart, as long as all of them are wide.
    let side_m = market_model::math::round_to_i32(f64::from(street_stalls * 31).sqrt());
    let n = (side_m / 14).max(2);
    // 12 % of all stalls are stands; they take two thirds of a shop's street, so 8 % of the streets.
    let stand_columns = (n * 8 * stalls / (100 * street_stalls).max(1)).min(n / 2);
    let step = n.checked_div(stand_columns).unwrap_or(0);
    (0..n)
        .map(|i| Column {
            width: rng.range(44, 64) * 100,
            stands: open_air || step > 0 && i % step == step - 1 && i / step < stand_columns,
            arcade: rng.chance(670),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_add_up_to_the_stalls_asked_for() {
        for stalls in [20, 83, 110, 111, 257, 1300, 5111] {
            for seed in 0..40 {
                let plan = Plan::draw(stalls, false, &mut Rng::new(seed, 1));
                let halls: i32 = plan.halls.iter().map(|h| h.stalls).sum();
                assert_eq!(plan.street_stalls + halls, stalls, "seed {seed}");
                assert!(plan.street_stalls > 0 && plan.alley_stands < plan.street_stalls, "seed {seed}");
            }
        }
    }

    #[test]
    fn two_thirds_of_markets_have_an_arcade() {
        let n = (0..1000).filter(|s| Plan::draw(83, false, &mut Rng::new(*s, 1)).main_arcade).count();
        assert!((620..=720).contains(&n), "{n} of 1000");
    }
}
