//! Draws the streets of a market: one street with an alley or a bend, or a comb of streets off a main street.

use market_model::{Floor, RoofKind, Side, StallKind};

use crate::layout::{Heading, Lane, Layout, Span, StallRow};
use crate::plan::{Plan, STAND_PITCH, UNIT_PITCH};

/// Greatest depth of a shop along a street, setback included.
pub const SHOP_DEPTH: i32 = 4_200;
/// Greatest depth of a street stand.
const STAND_DEPTH: i32 = 1_600;
/// Free length at both ends of the main street's right side: toilet and desk, hub.
const BAY: i32 = 9_600;
/// Width of cross lanes.
const CROSS_WIDTH: i32 = 4_000;
/// Cross lanes are about this far apart.
const CROSS_EVERY: i32 = 70_000;
/// Streets shorter than this are not worth it.
const SHORTEST: i32 = 26_000;
/// No street is longer than this.
const LONGEST: i32 = 900_000;

/// The streets of a plan, just long enough for its stalls. `openings` are places (and half widths) on the main
/// street's right side from which halls are reached; the main street is at least `at_least` long.
#[must_use]
pub fn draw(plan: &Plan, openings: &[(i32, i32)], at_least: i32) -> Layout {
    let wanted = i64::from(plan.street_stalls) * 1000;
    let (mut low, mut high) = (SHORTEST, LONGEST);
    while high - low > 50 {
        let middle = low + (high - low) / 2;
        if draw_with(plan, middle, openings, at_least).room_permille() < wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    draw_with(plan, high, openings, at_least)
}

fn draw_with(plan: &Plan, length: i32, openings: &[(i32, i32)], at_least: i32) -> Layout {
    if plan.columns.is_empty() {
        one_street(plan, length.max(at_least), openings)
    } else {
        comb(plan, length, openings, at_least)
    }
}

/// The main street, lane 0.
fn main_street(plan: &Plan, length: i32) -> Lane {
    let roof = if plan.main_arcade { RoofKind::Arcade } else { RoofKind::None };
    Lane {
        id: "S".to_owned(),
        ko: if plan.open_air { "장터길" } else { "중앙길" }.to_owned(),
        en: if plan.open_air { "Market Way" } else { "Main Street" }.to_owned(),
        letters: letters(0),
        level: 0,
        start: (0, 0),
        from: None,
        heading: Heading::Ahead,
        length,
        bend_deg: plan.bend_deg,
        width: plan.main_width,
        roof,
        roof_height: if plan.main_arcade { plan.arcade_height } else { 0 },
        floor: if plan.open_air { Floor::Asphalt } else { Floor::Block },
    }
}

/// Letters of a street's stall codes: 가, 나 … 하, 거, 너 …
#[must_use]
pub fn letters(index: usize) -> String {
    const CONSONANTS: [u32; 14] = [0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18];
    const VOWELS: [u32; 6] = [0, 4, 8, 13, 18, 20];
    let consonant = CONSONANTS.get(index % 14).copied().unwrap_or(0);
    let vowel = VOWELS.get(index / 14 % 6).copied().unwrap_or(0);
    let round = index / (14 * 6);
    let letter = char::from_u32(0xAC00 + consonant * 588 + vowel * 28).unwrap_or('가');
    if round == 0 { letter.to_string() } else { format!("{letter}{round}") }
}

fn row(plan: &Plan, lane: usize, side: Side, stands: bool, spans: Vec<Span>) -> StallRow {
    let stands = stands || plan.open_air;
    StallRow {
        lane,
        side,
        spans: spans.into_iter().filter(|s| s.to - s.from >= 2_000).collect(),
        kind: if stands { StallKind::Stand } else { StallKind::Unit },
        pitch: if stands { STAND_PITCH } else { UNIT_PITCH },
        depth: if stands { (1_000, STAND_DEPTH) } else { (2_800, SHOP_DEPTH) },
    }
}

/// `from..to` without the openings, each given by its middle and half width.
#[must_use]
pub fn without(from: i32, to: i32, openings: &[(i32, i32)]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = from;
    for (middle, half) in openings {
        spans.push(Span { from: start, to: (middle - half).min(to), jump: 0 });
        start = start.max(middle + half);
    }
    spans.push(Span { from: start, to, jump: 0 });
    spans.retain(|s| s.to - s.from >= 1_000);
    spans
}

fn one_street(plan: &Plan, length: i32, openings: &[(i32, i32)]) -> Layout {
    let mut layout = Layout { levels: 1, ..Layout::default() };
    let street = main_street(plan, length);
    let half = street.width / 2;
    layout.lanes.push(street);
    layout.gates = vec![(0, 0), (0, length)];
    let mut left_openings = Vec::new();
    if plan.alley_stands > 0 {
        let at = length * 45 / 100;
        let width = 4_600;
        left_openings.push((at, width / 2 + 500));
        let reach = half + SHOP_DEPTH + 700;
        let alley_length = (plan.alley_stands * STAND_PITCH / 2).max(6_000) + reach + 800;
        layout.lanes.push(Lane {
            id: "P1".to_owned(),
            ko: "노점골목".to_owned(),
            en: "Stand Alley".to_owned(),
            letters: letters(1),
            start: (at, 0),
            from: Some((0, at)),
            heading: Heading::Left,
            length: alley_length,
            bend_deg: 0,
            width,
            roof: RoofKind::Awning,
            roof_height: 3_200,
            floor: Floor::Asphalt,
            ..main_street(plan, length)
        });
        layout.gates.push((1, alley_length));
        for side in [Side::Left, Side::Right] {
            layout.rows.push(row(plan, 1, side, true, without(reach, alley_length - 800, &[])));
        }
    }
    let right = (BAY, (length - BAY).max(BAY + 2_000));
    for (side, (from, to), openings) in
        [(Side::Left, (800, length - 800), left_openings.as_slice()), (Side::Right, right, openings)]
    {
        let spans = if plan.bend_deg == 0 {
            without(from, to, openings)
        } else {
            around_bend(from, to, length / 2, half, plan.bend_deg, side)
        };
        layout.rows.push(row(plan, 0, side, false, spans));
    }
    layout
}

/// Both legs of a bent street's side, kept clear of the corner on the inside.
fn around_bend(from: i32, to: i32, bend: i32, half: i32, bend_deg: i32, side: Side) -> Vec<Span> {
    let angle = f64::from(bend_deg.abs()).to_radians() / 2.0;
    let tangent = market_model::math::sin(angle) / market_model::math::cos(angle);
    let along = |mm: i32| market_model::math::round_to_i32(f64::from(mm) * tangent);
    let outside = (bend_deg > 0) == (side == Side::Left);
    let clear = if outside { 300 } else { along(half + SHOP_DEPTH + 300) + 400 };
    let jump = 2 * along(half) * if outside { 1 } else { -1 };
    vec![Span { from, to: bend - clear, jump: 0 }, Span { from: bend + clear, to, jump }]
}

fn comb(plan: &Plan, length: i32, openings: &[(i32, i32)], at_least: i32) -> Layout {
    let mut layout = Layout { levels: 1, ..Layout::default() };
    let half = plan.main_width / 2;
    let mut places = Vec::new();
    let mut edge = 1_200;
    for column in &plan.columns {
        let deep = if column.stands { STAND_DEPTH } else { SHOP_DEPTH };
        let reach = column.width / 2 + deep + 400;
        places.push(edge + reach);
        edge += 2 * reach + 600;
    }
    let street_length = (edge + 600).max(at_least);
    layout.lanes.push(main_street(plan, street_length));
    layout.gates = vec![(0, 0), (0, street_length)];
    let n_cross = (length - 20_000).max(0) / CROSS_EVERY;
    // Where cross lanes meet the columns; the last one joins their ends.
    let crossings: Vec<i32> = (1..=n_cross).map(|j| length / (n_cross + 1) * j).collect();
    let gaps: Vec<(i32, i32)> = crossings.iter().map(|c| (*c, CROSS_WIDTH / 2 + 300)).collect();
    for (i, (column, at)) in plan.columns.iter().zip(&places).enumerate() {
        let lane = layout.lanes.len();
        layout.lanes.push(column_lane(plan, i, *at, length));
        for side in [Side::Left, Side::Right] {
            let spans = without(half + 600, length - CROSS_WIDTH / 2 - 400, &gaps);
            layout.rows.push(row(plan, lane, side, column.stands, spans));
        }
        if i % 3 == 1 {
            layout.gates.push((lane, length));
        }
    }
    let (first, last) = (places.first().copied().unwrap_or(0), places.last().copied().unwrap_or(0));
    for (j, at) in crossings.iter().chain([&length]).enumerate() {
        layout.lanes.push(Lane {
            id: format!("X{}", j + 1),
            ko: format!("가로{}길", j + 1),
            en: format!("Cross Lane {}", j + 1),
            letters: String::new(),
            start: (first, *at),
            from: Some((1, *at)),
            heading: Heading::Ahead,
            length: last - first,
            bend_deg: 0,
            width: CROSS_WIDTH,
            roof: RoofKind::None,
            roof_height: 0,
            floor: Floor::Block,
            level: 0,
        });
    }
    let spans = without(BAY, (street_length - BAY).max(BAY + 2_000), openings);
    layout.rows.push(row(plan, 0, Side::Right, false, spans));
    layout
}

fn column_lane(plan: &Plan, i: usize, at: i32, length: i32) -> Lane {
    let column = plan.columns.get(i);
    let stands = column.is_some_and(|c| c.stands);
    let arcade = column.is_some_and(|c| c.arcade) && !plan.open_air;
    let (roof, roof_height) = match (plan.open_air, stands, arcade) {
        (true, ..) | (false, false, false) => (RoofKind::None, 0),
        (false, true, _) => (RoofKind::Awning, 3_200),
        (false, false, true) => (RoofKind::Arcade, plan.arcade_height - 1_000),
    };
    Lane {
        id: format!("P{}", i + 1),
        ko: format!("{}길", i + 1),
        en: format!("Street {}", i + 1),
        letters: letters(i + 1),
        level: 0,
        start: (at, 0),
        from: Some((0, at)),
        heading: Heading::Left,
        length,
        bend_deg: 0,
        width: column.map_or(4_400, |c| c.width),
        roof,
        roof_height,
        floor: if stands { Floor::Asphalt } else { Floor::Block },
    }
}
