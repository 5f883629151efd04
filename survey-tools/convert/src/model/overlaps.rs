//! Stalls that stand on one another: a wrong bearing, width or depth somewhere.

use std::collections::BTreeMap;

use market_model::{AisleId, EntityKind, Market, PointMm, Problem, Side, Stall, Survey, Text};
use survey_geometry::overlaps;

/// Walls are thick and tapes are read to centimetres: this much is no overlap.
const TOLERANCE_MM: f64 = 300.0;

/// One side of an aisle.
type Row<'a> = (&'a AisleId, Side);

/// Tells each pair of rows of which stalls overlap, once, with the first two stalls and their number. O(n log n).
pub fn check(survey: &Survey, market: &Market, problems: &mut Vec<Problem>) {
    for level in &market.levels {
        let stalls: Vec<&Stall> = market.stalls.iter().filter(|s| s.level == level.id).collect();
        let footprints: Vec<[PointMm; 4]> = stalls.iter().map(|s| s.footprint).collect();
        let mut rows: BTreeMap<[Row<'_>; 2], (usize, &Stall, &Stall)> = BTreeMap::new();
        for (i, j) in overlaps(&footprints, TOLERANCE_MM) {
            let (Some(a), Some(b)) = (stalls.get(i), stalls.get(j)) else { continue };
            rows.entry([(&a.aisle, a.side), (&b.aisle, b.side)]).or_insert((0, a, b)).0 += 1;
        }
        for (n, a, b) in rows.into_values() {
            let more = n - 1;
            let expected = Text::new(
                format!(
                    "점포 {}와 겹치지 않는 자리 (같은 두 줄에서 {more}곳 더): 깊이·방향·폭을 확인하세요",
                    b.id
                ),
                format!(
                    "a place clear of stall {} ({more} more in these rows): check depths, bearings, widths",
                    b.id
                ),
            );
            let problem = Problem::warning(
                "stalls-overlap",
                format!("stall {} · depth_m", a.id),
                b.id.as_str(),
                expected,
            );
            let origin = survey.get(EntityKind::Stall, &a.id.0).map(|r| r.origin_of("depth_m").clone());
            problems.push(problem.at(&origin.unwrap_or_default()));
        }
    }
}
