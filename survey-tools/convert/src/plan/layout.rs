//! Where each level lies on the paper: the ground plan in its own coordinates, other levels beside or below it.

use market_model::{AisleId, Level, Market, math};

use super::frame::{Box2, along, at, direction, left, line_of};
use super::pen::At;

/// Free paper around each level.
const MARGIN_MM: f64 = 9_000.0;
/// Paper for a level's heading.
const HEADING_MM: f64 = 4_000.0;
/// Free paper between the plans and at the edge.
const GUTTER_MM: f64 = 2_500.0;
/// Gate names stand outside the market.
const GATE_LABEL_MM: f64 = 8_000.0;

/// One level and its place on the paper.
pub struct Sheet<'a> {
    /// The level.
    pub level: &'a Level,
    /// What the level holds, with its margin, in the market frame.
    pub area: Box2,
    /// How far it is moved on the paper, in millimetres east and north.
    pub shift: At,
    /// Whether it is the level that stays in its place.
    pub is_ground: bool,
}

/// All levels on the paper.
pub struct Layout<'a> {
    /// The levels, the ground first, then upwards, then downwards.
    pub sheets: Vec<Sheet<'a>>,
    /// The whole paper, in the market frame of the ground level.
    pub paper: Box2,
    /// How much larger title, headings, scale and arrow are than on a plan of 100 metres.
    pub scale: f64,
}

impl<'a> Layout<'a> {
    /// Lays out a market's levels. O(n).
    pub fn of(market: &'a Market) -> Self {
        let mut levels: Vec<&Level> = market.levels.iter().collect();
        // 0, 1, 2 … then -1, -2 …: as a person counts from the street.
        levels.sort_by_key(|l| (l.ordinal < 0, l.ordinal.unsigned_abs(), l.id.clone()));
        let mut sheets: Vec<Sheet<'a>> = Vec::new();
        let mut paper = Box2::NOTHING;
        let areas: Vec<(&Level, Box2)> =
            levels.into_iter().map(|l| (l, area(market, l))).filter(|(_, a)| !a.is_nothing()).collect();
        let beside = areas.first().is_none_or(|(_, ground)| ground.height() >= ground.width());
        let mut cursor = (0.0, 0.0);
        let largest = areas.first().map_or(0.0, |(_, ground)| ground.width().max(ground.height()));
        let scale = (largest / 100_000.0).clamp(0.6, 6.0);
        let heading = HEADING_MM * scale;
        for (level, area) in areas {
            let area = area.grown(MARGIN_MM);
            let is_ground = sheets.is_empty();
            let shift = if is_ground {
                cursor = if beside {
                    (area.max.0 + GUTTER_MM, area.max.1 + heading)
                } else {
                    (area.min.0, area.min.1 - GUTTER_MM)
                };
                (0.0, 0.0)
            } else {
                let corner = (cursor.0, cursor.1 - heading);
                if beside {
                    cursor.1 = corner.1 - area.height() - GUTTER_MM;
                } else {
                    cursor.0 += area.width() + GUTTER_MM;
                }
                // Whole decimetres, so that the shift can be said exactly.
                let whole = |mm: f64| f64::from(math::round_to_i32(mm / 100.0)) * 100.0;
                (whole(corner.0 - area.min.0), whole(corner.1 - area.max.1))
            };
            let moved = |p: At| (p.0 + shift.0, p.1 + shift.1);
            paper.add(moved(area.min));
            paper.add(moved((area.max.0, area.max.1 + if is_ground { heading } else { 0.0 })));
            sheets.push(Sheet { level, area, shift, is_ground });
        }
        if paper.is_nothing() {
            paper.add((0.0, 0.0));
        }
        Self { sheets, paper: paper.grown(GUTTER_MM), scale }
    }

    /// The level that stays in its place.
    pub fn ground(&self) -> Option<&Sheet<'a>> {
        self.sheets.first()
    }

    /// Left, top, width and height of the paper in whole decimetres.
    pub fn view_box_dm(&self) -> (i32, i32, i32, i32) {
        let floor = |mm: f64| math::round_to_i32((mm / 100.0).floor());
        let ceil = |mm: f64| math::round_to_i32((mm / 100.0).ceil());
        let (x, y) = (floor(self.paper.min.0), floor(-self.paper.max.1));
        (x, y, ceil(self.paper.max.0) - x, ceil(-self.paper.min.1) - y)
    }
}

impl Sheet<'_> {
    /// How far the level is moved on the paper, in decimetres right and down.
    pub fn shift_dm(&self) -> (i32, i32) {
        (math::round_to_i32(self.shift.0 / 100.0), math::round_to_i32(-self.shift.1 / 100.0))
    }

    /// Whether an aisle lies on this level.
    pub fn has(&self, market: &Market, aisle: &AisleId) -> bool {
        market.aisle(aisle).is_some_and(|a| a.level == self.level.id)
    }
}

/// What a level holds.
fn area(market: &Market, level: &Level) -> Box2 {
    let mut area = Box2::NOTHING;
    for aisle in market.aisles.iter().filter(|a| a.level == level.id) {
        let half = f64::from(aisle.width.0) / 2.0;
        let line = line_of(&aisle.line);
        for (&a, &b) in line.iter().zip(line.iter().skip(1)) {
            let sideways = left(direction(a, b));
            for end in [a, b] {
                area.add(along(end, sideways, half));
                area.add(along(end, sideways, -half));
            }
        }
    }
    for stall in market.stalls.iter().filter(|s| s.level == level.id) {
        stall.footprint.iter().for_each(|p| area.add(at(*p)));
    }
    let on_level = |aisle: &AisleId| market.aisle(aisle).is_some_and(|a| a.level == level.id);
    for facility in market.facilities.iter().filter(|f| on_level(&f.place.aisle)) {
        area.add(at(facility.point));
    }
    for connector in market.connectors.iter().filter(|c| on_level(&c.from.aisle) || on_level(&c.to.aisle)) {
        connector.line.iter().for_each(|p| area.add(at(*p)));
    }
    for gate in market.gates.iter().filter(|g| on_level(&g.place.aisle)) {
        let p = at(gate.place.point);
        for d in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
            area.add(along(p, d, GATE_LABEL_MM));
        }
    }
    area
}
