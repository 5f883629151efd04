//! Draws market halls: several levels of the same comb of indoor aisles, with stairs and a lift at one side.

use market_model::{ConnectorKind, Floor, RoofKind, Side, StallKind};

use crate::layout::{Heading, Lane, Layout, Link, StallRow, Uv};
use crate::plan::{HALL_PITCH, Hall, Plan};
use crate::street::{SHOP_DEPTH, letters, without};

/// Height from floor to floor.
pub const STOREY: i32 = 4_000;
/// Greatest depth of a shop in a hall.
const DEPTH: i32 = 2_800;
/// Width of the strip with stairs and lift.
const CORE: i32 = 2_700;
/// Width of the aisles along the front and the back.
const FRONT_WIDTH: i32 = 3_000;
/// Where stairs start, how long they are, and where the lift stands, from the hall's front.
const STAIRS_AT: i32 = 2_600;
const STAIRS_RUN: i32 = 6_800;
const LIFT_AT: i32 = 12_400;
/// A hall is at least deep enough for its stairs and lift.
const SHORTEST: i32 = 18_000;
const LONGEST: i32 = 400_000;

/// A hall's place and shape.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Where its first aisle lies along the main street.
    pub at: i32,
    columns: i32,
    pitch: i32,
    length: i32,
    hall: Hall,
    quota: i32,
}

impl Shape {
    fn right_edge(&self) -> i32 {
        self.at + (self.columns - 1) * self.pitch + self.hall.aisle_width / 2 + DEPTH + 300
    }

    /// The opening that the hall needs in the main street's right side: middle and half width.
    #[must_use]
    pub const fn opening(&self) -> (i32, i32) {
        (self.at, FRONT_WIDTH / 2 + 400)
    }
}

/// Shapes of all halls of a plan, side by side along the main street.
#[must_use]
pub fn shapes(plan: &Plan) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    let mut edge = 12_000;
    for hall in &plan.halls {
        let per_level = (hall.stalls + hall.levels - 1) / hall.levels;
        let pitch = hall.aisle_width + 2 * DEPTH + 400;
        // A square: columns² · 2 · pitch = length of all rows.
        let rows = f64::from(per_level) * f64::from(HALL_PITCH) / f64::from(2 * pitch);
        let columns = market_model::math::round_to_i32(rows.sqrt()).clamp(2, 12);
        let at = edge + CORE + hall.aisle_width / 2 + 300;
        let mut shape = Shape { at, columns, pitch, length: 0, hall: hall.clone(), quota: per_level };
        shape.length = length_for(&shape);
        edge = shape.right_edge() + 3_000;
        shapes.push(shape);
    }
    shapes
}

/// How long the main street must be to reach all halls.
#[must_use]
pub fn street_length(shapes: &[Shape]) -> i32 {
    shapes.last().map_or(0, |s| s.at + 12_000)
}

/// Just long enough for the stalls of one level.
fn length_for(shape: &Shape) -> i32 {
    let (mut low, mut high) = (SHORTEST, LONGEST);
    while high - low > 50 {
        let length = low + (high - low) / 2;
        let side = i64::from(length - FRONT_WIDTH - 700) * 1000 / i64::from(HALL_PITCH);
        if side * i64::from(2 * shape.columns - 1) < i64::from(shape.quota) * 1000 {
            low = length;
        } else {
            high = length;
        }
    }
    high
}

/// Adds one hall, the `number`-th from 1, to the right of the main street (lane 0).
pub fn add(layout: &mut Layout, shape: &Shape, number: usize) {
    let main_half = layout.lanes.first().map_or(3_000, |l| l.width / 2);
    let link_length = main_half + SHOP_DEPTH + 1_100 + FRONT_WIDTH / 2;
    let link = layout.lanes.len();
    layout.lanes.push(Lane {
        length: link_length,
        heading: Heading::Right,
        from: Some((0, shape.at)),
        ..aisle(
            format!("H{number}"),
            (format!("{number}동 입구"), format!("Hall {number} entrance")),
            0,
            (shape.at, 0),
            FRONT_WIDTH,
        )
    });
    let corner = (shape.at, -link_length);
    let mut first_aisles = Vec::new();
    for level in 0..shape.hall.levels {
        let from = (level == 0).then_some((link, link_length));
        first_aisles.push(add_level(layout, shape, number, level, corner, from));
    }
    for (level, pair) in first_aisles.windows(2).enumerate() {
        if let [low, high] = pair {
            add_links(layout, shape, (number, level), corner, *low, *high);
        }
    }
    layout.levels = layout.levels.max(shape.hall.levels);
}

fn aisle(id: String, (ko, en): (String, String), level: i32, start: Uv, width: i32) -> Lane {
    Lane {
        id,
        ko,
        en,
        letters: String::new(),
        level,
        start,
        from: None,
        heading: Heading::Ahead,
        length: 0,
        bend_deg: 0,
        width,
        roof: RoofKind::Indoor,
        roof_height: 3_200,
        floor: Floor::Tile,
    }
}

/// Adds one level and answers the lane beside the stairs.
fn add_level(
    layout: &mut Layout,
    shape: &Shape,
    number: usize,
    level: i32,
    corner: Uv,
    from: Option<(usize, i32)>,
) -> usize {
    let floor = level + 1;
    let across = (shape.columns - 1) * shape.pitch;
    let id = |part: &str| format!("H{number}-{floor}{part}");
    let name =
        |ko: &str, en: &str| (format!("{number}동 {floor}층 {ko}"), format!("Hall {number} {floor}F {en}"));
    let front = layout.lanes.len();
    let base = aisle(id("F"), name("앞통로", "front aisle"), level, corner, FRONT_WIDTH);
    layout.lanes.push(Lane { length: across, from, ..base });
    let first = layout.lanes.len();
    for i in 0..shape.columns {
        let lane = layout.lanes.len();
        let distance = i * shape.pitch;
        let names = name(&format!("{}열", i + 1), &format!("row {}", i + 1));
        let start = (corner.0 + distance, corner.1);
        let hall_letter = char::from_u32(u32::from('A') + (number as u32 - 1) % 26).unwrap_or('A');
        layout.lanes.push(Lane {
            letters: format!("{hall_letter}{floor}{}", letters(i.unsigned_abs() as usize)),
            from: Some((front, distance)),
            heading: Heading::Right,
            length: shape.length,
            ..aisle(id(&format!("-{}", i + 1)), names, level, start, shape.hall.aisle_width)
        });
        for side in [Side::Left, Side::Right] {
            if i == 0 && side == Side::Right {
                continue;
            }
            layout.rows.push(StallRow {
                lane,
                side,
                spans: without(FRONT_WIDTH / 2 + 300, shape.length - FRONT_WIDTH / 2 - 300, &[]),
                kind: StallKind::Unit,
                pitch: HALL_PITCH,
                depth: (2_000, DEPTH),
            });
        }
    }
    let back =
        aisle(id("B"), name("뒤통로", "back aisle"), level, (corner.0, corner.1 - shape.length), FRONT_WIDTH);
    layout.lanes.push(Lane { length: across, from: Some((first, shape.length)), ..back });
    first
}

fn add_links(
    layout: &mut Layout,
    shape: &Shape,
    (number, level): (usize, usize),
    corner: Uv,
    low: usize,
    high: usize,
) {
    let wall = corner.0 - shape.hall.aisle_width / 2;
    let middle = wall - CORE / 2;
    layout.links.push(Link {
        id: format!("계단{number}-{}", level + 1),
        kind: ConnectorKind::Stairs,
        from: (low, STAIRS_AT),
        to: (high, STAIRS_AT + STAIRS_RUN),
        line: [(middle, corner.1 - STAIRS_AT), (middle, corner.1 - STAIRS_AT - STAIRS_RUN)],
        width: 1_800,
        steps: 24,
    });
    layout.links.push(Link {
        id: format!("승강기{number}-{}", level + 1),
        kind: ConnectorKind::Lift,
        from: (low, LIFT_AT),
        to: (high, LIFT_AT),
        line: [(wall - 300, corner.1 - LIFT_AT), (wall - 1_900, corner.1 - LIFT_AT)],
        width: 1_600,
        steps: 0,
    });
}
