//! Rows of stalls around bends: never one over another, fronts as measured, in order. Seeds are printed.

use market_model::{Mm, PointMm, Side};
use survey_geometry::{CentreLine, Frontage, Leg, Placed, overlaps, place_row};

/// SplitMix64: small, known, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn between(&mut self, low: i32, high: i32) -> i32 {
        (i64::from(low) + (self.next() % (i64::from(high) - i64::from(low) + 1) as u64) as i64) as i32
    }
}

fn leg(length: i32, turn_deg: f64) -> Leg {
    Leg { length: Mm(length), turn_deg }
}

fn shop(width: i32, gap: i32, depth: i32) -> Frontage {
    Frontage { width: Mm(width), gap: Mm(gap), depth: Mm(depth), setback: Mm(0) }
}

fn area(p: &[PointMm; 4]) -> f64 {
    let mut doubled = 0.0;
    for i in 0..4 {
        let (a, b) = (p[i], p[(i + 1) % 4]);
        doubled += f64::from(a.x) * f64::from(b.y) - f64::from(b.x) * f64::from(a.y);
    }
    doubled / 2.0
}

fn footprints(row: &[Placed]) -> Vec<[PointMm; 4]> {
    row.iter().map(|p| p.footprint).collect()
}

#[test]
fn on_a_straight_aisle_stalls_stand_where_the_tape_says() {
    let line = CentreLine::from_legs(PointMm::new(0, 0), 0.0, &[leg(20_000, 0.0)]);
    let left = place_row(&line, Mm(6_000), Side::Left, &[shop(3_000, 500, 2_500), shop(4_000, 0, 3_000)]);
    let p = PointMm::new;
    assert_eq!(left[0].footprint, [p(-3000, 500), p(-3000, 3500), p(-5500, 3500), p(-5500, 500)]);
    assert_eq!(left[1].footprint, [p(-3000, 3500), p(-3000, 7500), p(-6000, 7500), p(-6000, 3500)]);
    assert_eq!((left[0].chainage, left[0].door), (Mm(2_000), p(0, 2_000)));
    let right = place_row(&line, Mm(6_000), Side::Right, &[shop(3_000, 500, 2_500)]);
    assert_eq!(right[0].footprint, [p(3000, 3500), p(3000, 500), p(5500, 500), p(5500, 3500)]);
    let stand = Frontage { width: Mm(2_000), gap: Mm(0), depth: Mm(1_200), setback: Mm(-1_200) };
    let stand = place_row(&line, Mm(6_000), Side::Left, &[stand]);
    assert_eq!(stand[0].footprint[0], p(-1800, 0), "stands in the aisle");
    assert_eq!(stand[0].footprint[3], p(-3000, 0));
    let middle = place_row(&line, Mm(6_000), Side::Centre, &[shop(2_000, 4_000, 1_000)]);
    assert_eq!(middle[0].footprint, [p(500, 4000), p(500, 6000), p(-500, 6000), p(-500, 4000)]);
}

#[test]
fn stalls_inside_a_right_angle_meet_on_its_diagonal() {
    let line = CentreLine::from_legs(PointMm::new(0, 0), 0.0, &[leg(20_000, 0.0), leg(20_000, 90.0)]);
    // The right side of this right turn: its corner lies at (2, 18).
    let row = place_row(&line, Mm(4_000), Side::Right, &[shop(2_000, 0, 3_000); 16]);
    assert_eq!(overlaps(&footprints(&row), 2.0), []);
    assert!(row.iter().any(|p| p.kept_percent < 60), "the corner takes room from its stalls");
    assert!(row.iter().all(|p| area(&p.footprint) > 0.0));
    assert_eq!(row.iter().filter(|p| p.kept_percent == 100).count(), 16 - 4);
}

#[test]
fn rows_around_random_bends_never_overlap_and_keep_their_measured_fronts() {
    for seed in 0..1_000 {
        let mut random = Random(seed);
        let gentle = seed % 2 == 0;
        // Headings stay within a half circle: an aisle that crosses itself has stalls over stalls by right.
        let mut heading = 0;
        let legs: Vec<Leg> = (0..random.between(1, 8))
            .map(|_| {
                let (length, next) = match gentle {
                    true => (random.between(1_500, 6_000), heading + random.between(-18, 18)),
                    false => (random.between(18_000, 40_000), random.between(-50, 50)),
                };
                let turn = next - heading;
                heading = next;
                leg(length, f64::from(turn))
            })
            .collect();
        let line = CentreLine::from_legs(PointMm::new(0, 0), f64::from(random.between(0, 359)), &legs);
        let width = Mm(random.between(2_500, 8_000));
        for side in [Side::Left, Side::Right] {
            let mut row = Vec::new();
            let mut used = 0.0;
            while used < line.length_mm() - 6_000.0 {
                let gap = if random.between(0, 3) == 0 { random.between(0, 2_000) } else { 0 };
                row.push(shop(random.between(1_200, 5_000), gap, random.between(1_500, 4_000)));
                used += f64::from(row[row.len() - 1].width.0 + gap);
            }
            let placed = place_row(&line, width, side, &row);
            assert_eq!(overlaps(&footprints(&placed), 3.0), [], "seed {seed} {side:?}");
            for (p, f) in placed.iter().zip(&row) {
                let front = p.footprint[0].distance_mm(p.footprint[1]);
                assert!(
                    (front - f64::from(f.width.0)).abs() < 2.0,
                    "seed {seed} {side:?} front {front} {f:?}"
                );
                assert!(area(&p.footprint) > 0.0, "seed {seed} {side:?} {p:?}");
            }
            let in_order = placed.windows(2).all(|w| w[0].chainage <= w[1].chainage);
            assert!(in_order, "seed {seed} {side:?}");
        }
    }
}

#[test]
fn absurd_rows_end_and_do_not_panic() {
    for seed in 0..300 {
        let mut random = Random(seed);
        let legs: Vec<Leg> = (0..random.between(0, 12))
            .map(|_| {
                leg(random.between(-10, 2_000_000_000), f64::from(random.between(-100_000, 100_000)) * 1e3)
            })
            .collect();
        let line = CentreLine::from_legs(PointMm::new(i32::MAX, i32::MIN), 1e300, &legs);
        let row: Vec<Frontage> = (0..random.between(0, 20))
            .map(|_| Frontage {
                width: Mm(random.between(i32::MIN / 2, i32::MAX / 2)),
                gap: Mm(random.between(-5_000, 5_000)),
                depth: Mm(random.between(-1_000, i32::MAX / 2)),
                setback: Mm(random.between(-5_000, 5_000)),
            })
            .collect();
        for side in Side::ALL {
            assert_eq!(place_row(&line, Mm(random.between(-5, 60_000)), *side, &row).len(), row.len());
        }
    }
    let spiral: Vec<Leg> = (0..2_000).map(|i| leg(300 + i, 31.0)).collect();
    let line = CentreLine::from_legs(PointMm::new(0, 0), 0.0, &spiral);
    assert_eq!(place_row(&line, Mm(6_000), Side::Right, &[shop(3_000, 0, 3_000); 500]).len(), 500);
}
