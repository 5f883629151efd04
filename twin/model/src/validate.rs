//! The rules that every market keeps.

use std::collections::BTreeSet;

use crate::{Aisle, Market, Place, PointMm, Problem, Stall, Text, TradeState};

/// Coordinates beyond this are a slip of the pen: no market is 20 km across.
const MAX_EXTENT_MM: i32 = 20_000_000;
/// Frontages outside 0.3 m to 60 m are a slip of the pen (a big store in 남대문 has about 40 m).
const FRONTAGE_MM: std::ops::RangeInclusive<i32> = 300..=60_000;
/// Engines need 4 m clear (fire service rule quoted in the market fire reports).
const FIRE_LANE_MM: i32 = 4_000;

/// Every problem of a market, each with a path to the thing; empty when all rules are kept. O(n log n).
#[must_use]
pub fn validate(market: &Market) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_ids(market, &mut problems);
    check_levels(market, &mut problems);
    for aisle in &market.aisles {
        check_aisle(market, aisle, &mut problems);
    }
    check_stalls(market, &mut problems);
    check_trade(market, &mut problems);
    check_places(market, &mut problems);
    problems
}

fn check_ids(market: &Market, out: &mut Vec<Problem>) {
    fn unique<'a>(kind: &str, ids: impl Iterator<Item = &'a str>, out: &mut Vec<Problem>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                let expected = Text::new("한 번만 쓰는 번호", "an identifier used once");
                out.push(Problem::error("duplicate-id", format!("{kind} {id}"), id, expected));
            }
        }
    }
    unique("level", market.levels.iter().map(|x| x.id.as_str()), out);
    unique("aisle", market.aisles.iter().map(|x| x.id.as_str()), out);
    unique("stall", market.stalls.iter().map(|x| x.id.as_str()), out);
    unique("merchant", market.merchants.iter().map(|x| x.id.as_str()), out);
    unique("good", market.goods.iter().map(|x| x.id.as_str()), out);
    unique("gate", market.gates.iter().map(|x| x.id.as_str()), out);
    unique("connector", market.connectors.iter().map(|x| x.id.as_str()), out);
    unique("facility", market.facilities.iter().map(|x| x.id.as_str()), out);
    unique("address", market.addresses.iter().map(|x| x.id.as_str()), out);
    unique("street", market.streets.iter().map(|x| x.id.as_str()), out);
    let mut codes = BTreeSet::new();
    for stall in &market.stalls {
        if !codes.insert(stall.code.as_str()) {
            let expected = Text::new("시장 안에서 하나뿐인 점포번호", "a stall code used once in the market");
            out.push(Problem::error(
                "duplicate-code",
                format!("stall {} · code", stall.id),
                &stall.code,
                expected,
            ));
        }
    }
}

fn check_levels(market: &Market, out: &mut Vec<Problem>) {
    if market.levels.is_empty() {
        let expected = Text::new("층이 하나 이상", "at least one level");
        out.push(Problem::error("no-level", "levels", "0", expected));
    }
    if market.aisles.is_empty() {
        let expected = Text::new("통로가 하나 이상", "at least one aisle");
        out.push(Problem::error("no-aisle", "aisles", "0", expected));
    }
    if market.gates.is_empty() {
        let expected = Text::new("출입구가 하나 이상", "at least one gate");
        out.push(Problem::error("no-gate", "gates", "0", expected));
    }
    for pair in market.levels.windows(2) {
        if let [low, high] = pair
            && (low.ordinal >= high.ordinal || low.elevation >= high.elevation)
        {
            let expected = Text::new(
                "층수가 높을수록 바닥도 높아야 합니다",
                "a level with a higher ordinal lies higher",
            );
            out.push(Problem::error(
                "level-order",
                format!("level {} · elevation_m", high.id),
                high.elevation.metres().to_string(),
                expected,
            ));
        }
    }
}

fn inside(point: PointMm) -> bool {
    point.x.abs() <= MAX_EXTENT_MM && point.y.abs() <= MAX_EXTENT_MM
}

fn check_aisle(market: &Market, aisle: &Aisle, out: &mut Vec<Problem>) {
    let path = |field: &str| format!("aisle {} · {field}", aisle.id);
    if market.level(&aisle.level).is_none() {
        let expected = Text::new("levels 표에 있는 층", "a level of the table `levels`");
        out.push(Problem::error("unknown-level", path("level"), aisle.level.as_str(), expected));
    }
    let long_enough = aisle.line.windows(2).any(|w| w.first() != w.last());
    if aisle.line.len() < 2 || !long_enough {
        let expected = Text::new("길이가 있는 통로", "an aisle with a length");
        out.push(Problem::error("aisle-length", path("length_m"), "0", expected));
    }
    if !aisle.line.iter().all(|p| inside(*p)) {
        let expected = Text::new("출입구에서 20 km 이내", "within 20 km of the first gate");
        out.push(Problem::error("far-away", path("line"), format!("{:?}", aisle.line.last()), expected));
    }
    if !(500..=50_000).contains(&aisle.width.0) {
        let expected = Text::new("0.5~50 m", "0.5 to 50 m");
        out.push(Problem::error("aisle-width", path("width_m"), aisle.width.metres().to_string(), expected));
    } else if aisle.fire_lane && aisle.width.0 < FIRE_LANE_MM {
        let expected = Text::new("소방통로는 4 m 이상", "a fire lane is at least 4 m wide");
        out.push(Problem::warning("fire-lane", path("width_m"), aisle.width.metres().to_string(), expected));
    }
}

fn check_stalls(market: &Market, out: &mut Vec<Problem>) {
    let merchants: BTreeSet<_> = market.merchants.iter().map(|m| &m.id).collect();
    for stall in &market.stalls {
        let path = |field: &str| format!("stall {} · {field}", stall.id);
        if market.aisle(&stall.aisle).is_none() {
            let expected = Text::new("aisles 표에 있는 통로", "an aisle of the table `aisles`");
            out.push(Problem::error("unknown-aisle", path("aisle"), stall.aisle.as_str(), expected));
        }
        if !FRONTAGE_MM.contains(&stall.frontage.0) {
            let expected = Text::new("0.3~60 m", "0.3 to 60 m");
            out.push(Problem::error(
                "frontage",
                path("width_m"),
                stall.frontage.metres().to_string(),
                expected,
            ));
        }
        if !stall.footprint.iter().all(|p| inside(*p)) {
            let expected = Text::new("출입구에서 20 km 이내", "within 20 km of the first gate");
            out.push(Problem::error(
                "far-away",
                path("footprint"),
                format!("{:?}", stall.footprint[0]),
                expected,
            ));
        }
        if let Some(merchant) = &stall.merchant
            && !merchants.contains(merchant)
        {
            let expected = Text::new("merchants 표에 있는 상인", "a merchant of the table `merchants`");
            out.push(Problem::error("unknown-merchant", path("merchant"), merchant.as_str(), expected));
        }
        if stall.state == TradeState::Empty && stall.merchant.is_some() {
            let expected = Text::new("빈 점포에는 상인이 없어야 합니다", "no merchant in an empty unit");
            out.push(Problem::warning("empty-with-merchant", path("state"), stall.state.code(), expected));
        }
    }
    check_overruns(market, out);
}

/// Rows that are longer than their aisle.
fn check_overruns(market: &Market, out: &mut Vec<Problem>) {
    for stall in &market.stalls {
        let Some(aisle) = market.aisle(&stall.aisle) else { continue };
        let length: f64 = aisle.line.windows(2).map(segment_mm).sum();
        let end = f64::from(stall.chainage.0) + f64::from(stall.frontage.0) / 2.0;
        // A stall may reach past the aisle's last station by its own half, as corner stalls do.
        if end > length + f64::from(stall.frontage.0) {
            out.push(overrun(stall, aisle, length));
        }
    }
}

fn segment_mm(pair: &[PointMm]) -> f64 {
    match pair {
        [a, b] => a.distance_mm(*b),
        _ => 0.0,
    }
}

fn overrun(stall: &Stall, aisle: &Aisle, length_mm: f64) -> Problem {
    let expected = Text::new(
        format!("통로 {}의 길이 {:.2} m 안 (폭과 간격을 다시 재세요)", aisle.id, length_mm / 1000.0),
        format!(
            "within the {:.2} m of aisle {}: measure widths and gaps again",
            length_mm / 1000.0,
            aisle.id
        ),
    );
    let found = format!("{:.2} m", stall.chainage.metres() + stall.frontage.metres() / 2.0);
    Problem::warning("row-too-long", format!("stall {} · width_m", stall.id), found, expected)
}

fn check_trade(market: &Market, out: &mut Vec<Problem>) {
    let stalls: BTreeSet<_> = market.stalls.iter().map(|s| &s.id).collect();
    for merchant in &market.merchants {
        if let Some(stall) = &merchant.stall
            && !stalls.contains(stall)
        {
            let expected = Text::new("stalls 표에 있는 점포", "a stall of the table `stalls`");
            let path = format!("merchant {} · stall", merchant.id);
            out.push(Problem::error("unknown-stall", path, stall.as_str(), expected));
        }
        if let (Some(since), Some(until)) = (merchant.since, merchant.until)
            && until < since
        {
            let expected = Text::new("시작일 이후", "a day not before `since`");
            let path = format!("merchant {} · until", merchant.id);
            out.push(Problem::error("until-before-since", path, until.to_string(), expected));
        }
    }
    for good in &market.goods {
        if market.merchant(&good.merchant).is_none() {
            let expected = Text::new("merchants 표에 있는 상인", "a merchant of the table `merchants`");
            let path = format!("good {} · merchant", good.id);
            out.push(Problem::error("unknown-merchant", path, good.merchant.as_str(), expected));
        }
        if good.origin.is_empty() {
            let expected = Text::new("원산지 (법정 표시)", "the origin, as the law asks");
            out.push(Problem::warning("no-origin", format!("good {} · origin", good.id), "", expected));
        }
    }
}

fn check_places(market: &Market, out: &mut Vec<Problem>) {
    let mut check = |path: String, place: &Place| match market.aisle(&place.aisle) {
        None => {
            let expected = Text::new("aisles 표에 있는 통로", "an aisle of the table `aisles`");
            out.push(Problem::error("unknown-aisle", path, place.aisle.as_str(), expected));
        }
        Some(aisle) => {
            let length: f64 = aisle.line.windows(2).map(segment_mm).sum();
            if f64::from(place.chainage.0) > length + 1.0 || place.chainage.0 < 0 {
                let expected = Text::new(
                    format!("0~{:.2} m (통로 {}의 길이)", length / 1000.0, aisle.id),
                    format!("0 to {:.2} m, the length of aisle {}", length / 1000.0, aisle.id),
                );
                let found = format!("{:.2} m", place.chainage.metres());
                out.push(Problem::error("beyond-aisle", path, found, expected));
            }
        }
    };
    for gate in &market.gates {
        check(format!("gate {} · distance_m", gate.id), &gate.place);
    }
    for connector in &market.connectors {
        check(format!("connector {} · from_distance_m", connector.id), &connector.from);
        check(format!("connector {} · to_distance_m", connector.id), &connector.to);
    }
    for facility in &market.facilities {
        check(format!("facility {} · distance_m", facility.id), &facility.place);
    }
}
