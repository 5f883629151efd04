//! Aisles: station chains become centre lines, in the order in which they hang on one another.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use market_model::{
    Aisle, AisleId, EntityKind, Floor, Id, LevelId, Market, Mm, PointMm, Problem, Record, RoofKind, Survey,
    Text,
};
use survey_geometry::{CentreLine, Leg, closure};

use super::fields::Fields;
use super::head::named;

/// The centre line of each aisle that could be read.
pub type Lines = BTreeMap<AisleId, CentreLine>;

/// Metres that no aisle of a market passes.
pub(super) const MOST_METRES: (i32, i32) = (0, 20_000);
/// More stations than anybody chalks along one aisle.
const MOST_STATIONS: usize = 2_000;

/// An aisle that waits for the aisle at which it starts.
struct Waiting {
    aisle: Aisle,
    start: Start,
    bearing_deg: f64,
    legs: Vec<Leg>,
    length_at_once: Option<Mm>,
}

enum Start {
    At(PointMm),
    On { aisle: AisleId, distance: Mm },
}

/// Reads stations and aisles; answers the centre lines. O(n log n).
pub fn read(survey: &Survey, market: &mut Market, problems: &mut Vec<Problem>) -> Lines {
    let mut stations = read_stations(survey, problems);
    let mut waiting: BTreeMap<AisleId, Waiting> = BTreeMap::new();
    for (id, record) in survey.of(EntityKind::Aisle) {
        let legs = stations.remove(id).unwrap_or_default();
        if let Some(aisle) = read_aisle(id, record, legs, problems) {
            waiting.insert(aisle.aisle.id.clone(), aisle);
        }
    }
    let lines = resolve(survey, waiting, market, problems);
    market.aisles.sort_by(|a, b| a.id.cmp(&b.id));
    lines
}

/// The legs of each aisle, in order.
fn read_stations(survey: &Survey, problems: &mut Vec<Problem>) -> BTreeMap<Id, Vec<Leg>> {
    let mut chains: BTreeMap<Id, BTreeMap<i64, Leg>> = BTreeMap::new();
    for (id, record) in survey.of(EntityKind::Station) {
        let mut f = Fields::new(EntityKind::Station, id, record, problems);
        let aisle = f.must_reference("aisle", |id| id);
        let order = f.must_whole("order", (0, 1_000_000));
        let length = f.must_length("length_m", MOST_METRES);
        let turn_deg = f.decimal("turn_deg", (-360.0, 360.0)).unwrap_or(0.0);
        let (Some(aisle), false) = (aisle, f.failed) else { continue };
        let chain = chains.entry(aisle).or_default();
        if chain.contains_key(&order) {
            let expected = Text::new("통로 안에서 한 번만 쓰는 순서", "each place in the aisle's chain once");
            f.wrong("duplicate-order", "order", expected, None);
        } else if chain.len() >= MOST_STATIONS {
            let expected = Text::new("통로마다 측점 2,000개 이하", "at most 2,000 stations an aisle");
            f.wrong("too-many-stations", "order", expected, None);
        } else {
            chain.insert(order, Leg { length, turn_deg });
        }
    }
    chains.into_iter().map(|(aisle, chain)| (aisle, chain.into_values().collect())).collect()
}

fn read_aisle(id: &Id, record: &Record, legs: Vec<Leg>, problems: &mut Vec<Problem>) -> Option<Waiting> {
    let mut f = Fields::new(EntityKind::Aisle, id, record, problems);
    let length_at_once = f.length("length_m", MOST_METRES);
    let has_stations = !legs.is_empty();
    let legs = match length_at_once {
        Some(length) if !has_stations => vec![Leg { length, turn_deg: 0.0 }],
        None if !has_stations && !f.failed => {
            f.missing("length_m");
            legs
        }
        _ => legs,
    };
    let width = f.must_length("width_m", (0, 100));
    let roof = f.code("roof").unwrap_or(RoofKind::None);
    let usual_height = match roof {
        RoofKind::None => Mm(0),
        RoofKind::Arcade => Mm(8_000),
        RoofKind::Awning => Mm(4_000),
        RoofKind::Indoor => Mm(3_500),
    };
    let roof_height = f.length("roof_height_m", (0, 100)).unwrap_or(usual_height);
    let aisle = Aisle {
        id: AisleId(id.clone()),
        names: named(&f, id),
        level: f.must_reference("level", LevelId)?,
        line: Vec::new(),
        width,
        roof,
        roof_height: if roof == RoofKind::None { Mm(0) } else { roof_height },
        floor: f.code("floor").unwrap_or(Floor::Block),
        fire_lane: f.yes("fire_lane"),
        provenance: f.provenance(),
    };
    let start = read_start(&mut f)?;
    let bearing_deg = f.decimal("bearing_deg", (-360.0, 360.0)).unwrap_or(0.0);
    let length_at_once = length_at_once.filter(|_| has_stations);
    (!f.failed).then_some(Waiting { aisle, start, bearing_deg, legs, length_at_once })
}

/// Where an aisle starts: at a point, or on another aisle.
fn read_start(f: &mut Fields<'_>) -> Option<Start> {
    let (x, y) = (f.length("start_x_m", (-20_000, 20_000)), f.length("start_y_m", (-20_000, 20_000)));
    let on = f.reference("start_aisle", AisleId);
    let distance = f.length("start_distance_m", MOST_METRES);
    let both = Text::new(
        "시작점(x, y) 또는 시작통로와 시작거리",
        "either start_x_m and start_y_m, or start_aisle and start_distance_m",
    );
    match (x, y, on, distance) {
        (None, None, Some(aisle), distance) => {
            Some(Start::On { aisle, distance: distance.unwrap_or_default() })
        }
        (Some(x), Some(y), None, None) => Some(Start::At(PointMm::new(x.0, y.0))),
        (None, None, None, None) => {
            if !f.failed {
                f.doubtful("no-start", "start_x_m", both);
            }
            Some(Start::At(PointMm::default()))
        }
        _ => {
            if !f.failed {
                f.wrong("two-starts", "start_x_m", both, None);
            }
            None
        }
    }
}

/// Lays every aisle once the aisle at which it starts is laid (Kahn's order).
fn resolve(
    survey: &Survey,
    mut waiting: BTreeMap<AisleId, Waiting>,
    market: &mut Market,
    problems: &mut Vec<Problem>,
) -> Lines {
    let mut lines = Lines::new();
    let mut followers: BTreeMap<AisleId, Vec<AisleId>> = BTreeMap::new();
    let mut ready = VecDeque::new();
    for (id, aisle) in &waiting {
        match &aisle.start {
            Start::At(_) => ready.push_back(id.clone()),
            Start::On { aisle: on, .. } => followers.entry(on.clone()).or_default().push(id.clone()),
        }
    }
    let mut laid: BTreeSet<AisleId> = BTreeSet::new();
    while let Some(id) = ready.pop_front() {
        let Some(aisle) = waiting.remove(&id) else { continue };
        ready.extend(followers.remove(&id).unwrap_or_default());
        let line = lay(survey, &lines, &aisle, problems);
        let mut built = aisle.aisle;
        built.line = line.points_mm();
        market.aisles.push(built);
        laid.insert(id.clone());
        lines.insert(id, line);
    }
    // An aisle that hangs on one with errors is told there; only rings are told here.
    for id in in_rings(&waiting) {
        let expected = Text::new(
            "서로 물고 도는 시작통로가 없어야 합니다",
            "aisles that do not start on one another in a ring",
        );
        tell(survey, id, problems, |f| f.wrong("aisle-ring", "start_aisle", expected, None));
    }
    lines
}

/// The aisles that start, by way of others, on themselves. O(n log n).
fn in_rings(waiting: &BTreeMap<AisleId, Waiting>) -> BTreeSet<&AisleId> {
    let next = |id: &AisleId| match &waiting.get(id)?.start {
        Start::On { aisle, .. } => waiting.get_key_value(aisle).map(|(key, _)| key),
        Start::At(_) => None,
    };
    let (mut rings, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for first in waiting.keys() {
        let (mut path, mut here) = (Vec::new(), Some(first));
        while let Some(id) = here
            && seen.insert(id)
        {
            path.push(id);
            here = next(id);
        }
        // The walk ended at an aisle seen before: a ring if that was on this very walk.
        if let Some(start) = here.and_then(|id| path.iter().position(|p| *p == id)) {
            rings.extend(path.drain(start..));
        }
    }
    rings
}

/// The centre line of one aisle; misfits and starts beyond the other aisle's end are told.
fn lay(survey: &Survey, lines: &Lines, aisle: &Waiting, problems: &mut Vec<Problem>) -> CentreLine {
    let start = match &aisle.start {
        Start::At(point) => *point,
        Start::On { aisle: on, distance } => {
            let on_line = lines.get(on);
            let length = on_line.map_or(0.0, CentreLine::length_mm);
            if f64::from(distance.0) > length + 1.0 {
                let expected = Text::new(
                    format!("0~{:.2} m (통로 {on}의 길이)", length / 1000.0),
                    format!("0 to {:.2} m, the length of aisle {on}", length / 1000.0),
                );
                tell(survey, &aisle.aisle.id, problems, |f| {
                    f.wrong("beyond-aisle", "start_distance_m", expected, None);
                });
            }
            on_line.map_or_else(PointMm::default, |line| line.at(f64::from(distance.0)))
        }
    };
    let line = CentreLine::from_legs(start, aisle.bearing_deg, &aisle.legs);
    if let Some(misfit) = aisle.length_at_once.and_then(|length| closure(&line, length)) {
        let (chain, off) = (line.length_mm() / 1000.0, misfit.distance.metres());
        let expected = Text::new(
            format!("측점 길이의 합 {chain:.2} m (차이 {off:.2} m: 측점이나 전체 길이를 다시 재세요)"),
            format!("{chain:.2} m, the sum of the stations: {off:.2} m apart, measure one of them again"),
        );
        tell(survey, &aisle.aisle.id, problems, |f| f.doubtful("closure", "length_m", expected));
    }
    line
}

fn tell(survey: &Survey, id: &AisleId, problems: &mut Vec<Problem>, what: impl FnOnce(&mut Fields<'_>)) {
    if let Some(record) = survey.get(EntityKind::Aisle, &id.0) {
        what(&mut Fields::new(EntityKind::Aisle, &id.0, record, problems));
    }
}
