//! A survey as the capture screens need it: aisles, the row of stalls along a side, sums, and what comes next.

use market_model::{
    Category, EntityKind, Id, Mm, PointMm, Record, Side, StallKind, Survey, parse_decimal_mm,
};
use survey_geometry::{CentreLine, Frontage, Leg, Placed, place_row};

use crate::capture::FrontageForm;

/// A stall of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowStall {
    /// Identifier.
    pub id: Id,
    /// Number on the plate.
    pub code: String,
    /// Place in the row.
    pub order: u32,
    /// Width of the front.
    pub width: Mm,
    /// Free space before it.
    pub gap: Mm,
    /// Depth.
    pub depth: Mm,
    /// Code of the kind; empty when not recorded.
    pub kind: String,
    /// What it trades in.
    pub category: Category,
    /// The merchant's name; empty when not recorded.
    pub merchant: String,
}

/// A measured length in a record's field; `None` when absent or no number.
#[must_use]
pub fn metres(record: &Record, field: &str) -> Option<Mm> {
    record.get(field).and_then(parse_decimal_mm)
}

/// The stalls along one side of an aisle, in order. O(n log n).
#[must_use]
pub fn stalls(survey: &Survey, aisle: &Id, side: Side) -> Vec<RowStall> {
    let here = |r: &Record| {
        r.get("aisle") == Some(aisle.as_str()) && r.get("side").and_then(Side::parse) == Some(side)
    };
    let mut row: Vec<RowStall> = survey
        .of(EntityKind::Stall)
        .filter(|(_, r)| here(r))
        .map(|(id, r)| RowStall {
            id: id.clone(),
            code: r.get("code").unwrap_or(id.as_str()).to_owned(),
            order: r.get("order").and_then(|o| o.parse().ok()).unwrap_or(u32::MAX),
            width: metres(r, "width_m").unwrap_or_default(),
            gap: metres(r, "gap_m").unwrap_or_default(),
            depth: metres(r, "depth_m").unwrap_or_else(|| usual_depth(r)),
            kind: r.get("kind").unwrap_or_default().to_owned(),
            category: r.get("category").and_then(Category::parse).unwrap_or(Category::Other),
            merchant: merchant_of(survey, id)
                .and_then(|(_, m)| m.get("name_ko"))
                .unwrap_or_default()
                .to_owned(),
        })
        .collect();
    row.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    row
}

fn usual_depth(record: &Record) -> Mm {
    if record.get("kind").and_then(StallKind::parse) == Some(StallKind::Stand) {
        Mm(1_200)
    } else {
        Mm(3_000)
    }
}

/// The merchant who trades in a stall now.
#[must_use]
pub fn merchant_of<'a>(survey: &'a Survey, stall: &Id) -> Option<(&'a Id, &'a Record)> {
    survey
        .of(EntityKind::Merchant)
        .filter(|(_, r)| r.get("stall") == Some(stall.as_str()) && r.get("until").is_none())
        .last()
}

/// Stations of an aisle in order: identifier, length, turn in degrees.
#[must_use]
pub fn stations(survey: &Survey, aisle: &Id) -> Vec<(Id, Mm, f64)> {
    let mut stations: Vec<(u32, Id, Mm, f64)> = survey
        .of(EntityKind::Station)
        .filter(|(_, r)| r.get("aisle") == Some(aisle.as_str()))
        .map(|(id, r)| {
            let order = r.get("order").and_then(|o| o.parse().ok()).unwrap_or(u32::MAX);
            let turn = r.get("turn_deg").and_then(|t| t.parse().ok()).unwrap_or(0.0);
            (order, id.clone(), metres(r, "length_m").unwrap_or_default(), turn)
        })
        .collect();
    stations.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    stations.into_iter().map(|(_, id, length, turn)| (id, length, turn)).collect()
}

/// An aisle's centre line; one that starts at another aisle is followed there, at most eight deep.
#[must_use]
pub fn centre_line(survey: &Survey, aisle: &Id) -> Option<CentreLine> {
    line_at_depth(survey, aisle, 8)
}

fn line_at_depth(survey: &Survey, aisle: &Id, depth: u32) -> Option<CentreLine> {
    let record = survey.get(EntityKind::Aisle, aisle)?;
    let from_other = record.get("start_aisle").and_then(|a| Id::new(a).ok()).filter(|_| depth > 0);
    let start = match from_other.and_then(|other| line_at_depth(survey, &other, depth - 1)) {
        Some(line) => line.at(f64::from(metres(record, "start_distance_m").unwrap_or_default().0)),
        None => PointMm::new(
            metres(record, "start_x_m").unwrap_or_default().0,
            metres(record, "start_y_m").unwrap_or_default().0,
        ),
    };
    let bearing = record.get("bearing_deg").and_then(|b| b.parse().ok()).unwrap_or(0.0);
    let stations = stations(survey, aisle);
    let legs: Vec<Leg> = if stations.is_empty() {
        vec![Leg { length: metres(record, "length_m").unwrap_or_default(), turn_deg: 0.0 }]
    } else {
        stations.into_iter().map(|(_, length, turn_deg)| Leg { length, turn_deg }).collect()
    };
    Some(CentreLine::from_legs(start, bearing, &legs))
}

/// Length of an aisle: of its stations, or as measured at once; zero when not measured.
#[must_use]
pub fn aisle_length(survey: &Survey, aisle: &Id) -> Mm {
    let stations = stations(survey, aisle);
    let summed: i32 = stations.iter().fold(0, |sum, s| sum.saturating_add(s.1.0));
    if stations.is_empty() {
        survey.get(EntityKind::Aisle, aisle).and_then(|r| metres(r, "length_m")).unwrap_or_default()
    } else {
        Mm(summed)
    }
}

/// Widths and gaps of a row added up.
#[must_use]
pub fn row_sum(row: &[RowStall]) -> Mm {
    Mm(row.iter().fold(0, |sum, s| sum.saturating_add(s.width.0).saturating_add(s.gap.0)))
}

/// How a row's sum agrees with its aisle's length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The aisle's length is not known.
    Unknown,
    /// So much is still to be measured.
    Remaining(Mm),
    /// It ends where the aisle ends, give or take 0.3 m or one in two hundred.
    Closed,
    /// The row is longer than the aisle by so much: something was read wrong.
    TooLong(Mm),
}

/// Compares a row with its aisle.
#[must_use]
pub fn agreement(sum: Mm, length: Mm) -> Agreement {
    let tolerance = 300.max(length.0 / 200);
    let left = length.0.saturating_sub(sum.0);
    match () {
        () if length.0 <= 0 => Agreement::Unknown,
        () if left.abs() <= tolerance => Agreement::Closed,
        () if left < 0 => Agreement::TooLong(Mm(-left)),
        () => Agreement::Remaining(Mm(left)),
    }
}

/// Where a row's stalls lie.
#[must_use]
pub fn placed(survey: &Survey, aisle: &Id, side: Side, row: &[RowStall]) -> Vec<Placed> {
    let Some(line) = centre_line(survey, aisle) else { return Vec::new() };
    let width = survey.get(EntityKind::Aisle, aisle).and_then(|r| metres(r, "width_m")).unwrap_or(Mm(3_000));
    let frontages: Vec<Frontage> =
        row.iter().map(|s| Frontage { width: s.width, gap: s.gap, depth: s.depth, setback: Mm(0) }).collect();
    place_row(&line, width, side, &frontages)
}

/// The form of the next stall of a row: as its neighbour, with the number after it.
#[must_use]
pub fn next_form(row: &[RowStall], codes_in_use: &[String], aisle_letter: &str) -> FrontageForm {
    let Some(last) = row.last() else {
        return FrontageForm {
            code: free_code(&format!("{aisle_letter}-1"), codes_in_use),
            depth: "3".into(),
            kind: "unit".into(),
            ..FrontageForm::default()
        };
    };
    FrontageForm {
        code: free_code(&after(&last.code), codes_in_use),
        depth: text_metres(last.depth),
        kind: if last.kind.is_empty() { "unit".into() } else { last.kind.clone() },
        category: if last.category == Category::Other { String::new() } else { last.category.code().into() },
        ..FrontageForm::default()
    }
}

/// A length in metres as a table writes it.
#[must_use]
pub fn text_metres(length: Mm) -> String {
    crate::capture::decimal(&format!("{}", length.metres())).unwrap_or_default()
}

/// A length in metres as a person reads it: to the centimetre.
#[must_use]
pub fn shown_metres(length: Mm) -> String {
    text_metres(Mm(length.0.saturating_add(if length.0 < 0 { -5 } else { 5 }) / 10 * 10))
}

/// The level of an aisle or of the aisle that a stall opens to.
#[must_use]
pub fn level_of(survey: &Survey, id: &Id) -> Option<String> {
    let aisle = survey.get(EntityKind::Stall, id).and_then(|s| s.get("aisle")).and_then(|a| Id::new(a).ok());
    let record = survey.get(EntityKind::Aisle, aisle.as_ref().unwrap_or(id))?;
    record.get("level").map(str::to_owned)
}

/// The number after a plate's number: `가-12` → `가-13`, `나동 9호` → `나동 10호`; without digits, `-2` is put behind.
#[must_use]
pub fn after(code: &str) -> String {
    let Some(end) = code.rfind(|c: char| c.is_ascii_digit()).map(|i| i + 1) else {
        return format!("{code}-2");
    };
    let start = code[..end]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |i| i + code[i..].chars().next().map_or(1, char::len_utf8));
    let digits = &code[start..end];
    let next = digits.parse::<u64>().unwrap_or(0).saturating_add(1);
    format!("{}{next:0width$}{}", &code[..start], &code[end..], width = digits.len())
}

fn free_code(code: &str, in_use: &[String]) -> String {
    let mut code = code.to_owned();
    while in_use.contains(&code) {
        code = after(&code);
    }
    code
}

/// The level of the street: where a new aisle lies unless told otherwise. `1F` before any level is recorded.
#[must_use]
pub fn street_level(survey: &Survey) -> String {
    let ordinal = |r: &Record| r.get("ordinal").and_then(|o| o.parse::<i32>().ok()).unwrap_or(i32::MAX);
    let nearest =
        survey.of(EntityKind::Level).min_by_key(|(id, r)| (ordinal(r).saturating_abs(), (*id).clone()));
    nearest.map_or_else(|| "1F".to_owned(), |(id, _)| id.to_string())
}

/// Every stall number of the market.
#[must_use]
pub fn codes(survey: &Survey) -> Vec<String> {
    survey.of(EntityKind::Stall).filter_map(|(_, r)| r.get("code").map(str::to_owned)).collect()
}

/// The letter for an aisle's stall numbers: 가, 나, 다 … by its place among the aisles.
#[must_use]
pub fn aisle_letter(survey: &Survey, aisle: &Id) -> &'static str {
    const LETTERS: [&str; 14] =
        ["가", "나", "다", "라", "마", "바", "사", "아", "자", "차", "카", "타", "파", "하"];
    let place = survey.of(EntityKind::Aisle).position(|(id, _)| id == aisle).unwrap_or(0);
    LETTERS[place % LETTERS.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_number_follows_the_last() {
        for (code, next) in [
            ("가-12", "가-13"),
            ("가-9", "가-10"),
            ("나동 09호", "나동 10호"),
            ("별관", "별관-2"),
            ("7", "8"),
        ] {
            assert_eq!(after(code), next);
        }
        assert_eq!(free_code("가-1", &["가-1".into(), "가-2".into()]), "가-3");
    }

    #[test]
    fn a_row_closes_within_thirty_centimetres() {
        assert_eq!(agreement(Mm(14_920), Mm(15_000)), Agreement::Closed);
        assert_eq!(agreement(Mm(12_000), Mm(15_000)), Agreement::Remaining(Mm(3_000)));
        assert_eq!(agreement(Mm(16_000), Mm(15_000)), Agreement::TooLong(Mm(1_000)));
        assert_eq!(agreement(Mm(16_000), Mm(0)), Agreement::Unknown);
    }
}
