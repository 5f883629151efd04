//! Stalls: ordered frontages along the sides of aisles become footprints.

use std::collections::BTreeMap;

use market_model::{
    AisleId, Category, EntityKind, Id, Market, MerchantId, Mm, Problem, Side, Stall, StallId, StallKind,
    Survey, Text, TradeState,
};
use survey_geometry::{Frontage, Placed, place_row};

use super::aisles::Lines;
use super::fields::Fields;

/// A stall before it has a place.
struct Measured {
    stall: Stall,
    frontage: Frontage,
    failed: bool,
}

/// Less than this of its area left inside a bend means that the corner was measured without its gap.
const LEAST_KEPT_PERCENT: u8 = 60;

/// Reads the stalls and lays them in rows. O(n log n).
pub fn read(survey: &Survey, lines: &Lines, market: &mut Market, problems: &mut Vec<Problem>) {
    let merchants = current_merchants(survey, market, problems);
    let mut rows: BTreeMap<(AisleId, Side), BTreeMap<i64, Measured>> = BTreeMap::new();
    for (id, record) in survey.of(EntityKind::Stall) {
        let mut f = Fields::new(EntityKind::Stall, id, record, problems);
        let Some((order, measured)) = read_stall(&mut f, &merchants) else { continue };
        let row = rows.entry((measured.stall.aisle.clone(), measured.stall.side)).or_default();
        if let Some(other) = row.get(&order) {
            let expected = Text::new(
                format!("같은 쪽에서 한 번만 쓰는 순서 (점포 {}와 겹침)", other.stall.id),
                format!("each place in the row once; stall {} has it already", other.stall.id),
            );
            f.wrong("duplicate-order", "order", expected, None);
            continue;
        }
        row.insert(order, measured);
    }
    for ((aisle, side), row) in rows {
        let (Some(line), Some(aisle)) = (lines.get(&aisle), market.aisle(&aisle)) else { continue };
        let (width, level) = (aisle.width, aisle.level.clone());
        let frontages: Vec<Frontage> = row.values().map(|m| m.frontage).collect();
        let placed = place_row(line, width, side, &frontages);
        for (measured, placed) in row.into_values().zip(placed) {
            if measured.failed {
                continue;
            }
            if placed.kept_percent < LEAST_KEPT_PERCENT {
                tell_corner(survey, &measured.stall.id, placed, problems);
            }
            let mut stall = measured.stall;
            stall.level = level.clone();
            stall.footprint = placed.footprint;
            stall.door = placed.door;
            stall.chainage = placed.chainage;
            stall.depth = placed.depth;
            market.stalls.push(stall);
        }
    }
}

fn read_stall(f: &mut Fields<'_>, merchants: &BTreeMap<StallId, MerchantId>) -> Option<(i64, Measured)> {
    let id = StallId(f.id.clone());
    let code = f.must_text("code");
    let aisle = f.must_reference("aisle", AisleId);
    let side = f.must_code("side", Side::Left);
    let order = f.must_whole("order", (0, 4_000_000_000));
    let kind = f.code("kind").unwrap_or(StallKind::Unit);
    let usual_depth = if kind == StallKind::Stand { Mm(1_200) } else { Mm(3_000) };
    let frontage = Frontage {
        width: f.must_length("width_m", (0, 1_000)),
        gap: f.length("gap_m", (-60, 1_000)).unwrap_or_default(),
        depth: f.length("depth_m", (0, 100)).filter(|d| d.0 > 0).unwrap_or(usual_depth),
        setback: f.length("setback_m", (-60, 60)).unwrap_or_default(),
    };
    let stall = Stall {
        merchant: merchants.get(&id).cloned(),
        id,
        code,
        aisle: aisle.clone().unwrap_or_else(|| AisleId(f.id.clone())),
        level: market_model::LevelId(f.id.clone()),
        side,
        order: u32::try_from(order).unwrap_or(u32::MAX),
        kind,
        category: f.code("category").unwrap_or(Category::Other),
        state: f.code("state").unwrap_or(TradeState::Open),
        footprint: Default::default(),
        door: Default::default(),
        chainage: Mm(0),
        frontage: frontage.width,
        depth: frontage.depth,
        height: f.length("height_m", (0, 100)).filter(|h| h.0 > 0).unwrap_or(Mm(2_800)),
        confirmed: f.date("confirmed"),
        provenance: f.provenance(),
    };
    // Without an aisle there is no row to stand in; with a wrong width the rest of the row still stands.
    aisle.map(|_| (order, Measured { stall, frontage, failed: f.failed }))
}

/// Who trades in each stall now: the merchant without a last day, the latest of several.
fn current_merchants(
    survey: &Survey,
    market: &Market,
    problems: &mut Vec<Problem>,
) -> BTreeMap<StallId, MerchantId> {
    let mut current: BTreeMap<StallId, (Option<market_model::Date>, MerchantId)> = BTreeMap::new();
    for merchant in market.merchants.iter().filter(|m| m.until.is_none()) {
        let Some(stall) = &merchant.stall else { continue };
        let Some((since, other)) = current.get(stall) else {
            current.insert(stall.clone(), (merchant.since, merchant.id.clone()));
            continue;
        };
        if let Some(record) = survey.get(EntityKind::Merchant, &merchant.id.0) {
            let expected = Text::new(
                format!("점포 {stall}의 상인 한 명 (먼저 있던 상인 {other}의 종료일을 적으세요)"),
                format!("one merchant in stall {stall}: give {other} a last day"),
            );
            let mut f = Fields::new(EntityKind::Merchant, &merchant.id.0, record, problems);
            f.doubtful("two-merchants", "stall", expected);
        }
        if merchant.since > *since {
            current.insert(stall.clone(), (merchant.since, merchant.id.clone()));
        }
    }
    current.into_iter().map(|(stall, (_, merchant))| (stall, merchant)).collect()
}

fn tell_corner(survey: &Survey, id: &StallId, placed: Placed, problems: &mut Vec<Problem>) {
    let id: &Id = &id.0;
    let Some(record) = survey.get(EntityKind::Stall, id) else { return };
    let expected = Text::new(
        format!("꺾인 곳 안쪽의 모퉁이 간격 (점포가 겹쳐 넓이의 {}%만 남음)", placed.kept_percent),
        format!(
            "a gap around the inside of the bend: only {}% of the stall's area is left",
            placed.kept_percent
        ),
    );
    Fields::new(EntityKind::Stall, id, record, problems).doubtful("corner-overlap", "gap_m", expected);
}
