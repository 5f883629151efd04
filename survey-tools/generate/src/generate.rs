//! Makes a whole market of a given size.

use market_model::{EntityKind, PointMm, Survey};

use crate::book::Book;
use crate::fill::{Stall, fill};
use crate::layout::{Layout, Pose};
use crate::plan::Plan;
use crate::rng::Rng;
use crate::{hall, names, street, town, trade, write};

/// The sizes that [`generate`] makes: the greatest is 남대문시장's.
pub const STALLS: std::ops::RangeInclusive<u32> = 20..=5_111;

/// Separate sequences, so that a change in one part leaves the others as they are.
pub const PLAN: u64 = 1;
const FILL: u64 = 2;
const TRADE: u64 = 3;
const TOWN: u64 = 4;
const HEAD: u64 = 5;

/// A plausible market of `stalls` stalls, clamped to [`STALLS`]: the same for the same seed, on every machine.
#[must_use]
pub fn generate(stalls: u32, seed: u64) -> Survey {
    let stalls = stalls.clamp(*STALLS.start(), *STALLS.end());
    let mut rng = Rng::new(seed, HEAD);
    // One registered market in ten is held every five days only; big ones are not.
    let open_air = stalls <= 300 && rng.chance(97);
    let plan = Plan::draw(stalls as i32, open_air, &mut Rng::new(seed, PLAN));
    let layout = draw(&plan);
    let pose = Pose { origin: PointMm::new(0, 0), bearing_deg: rng.range(0, 359) };
    let mut book = Book::default();
    write_head(&mut book, stalls, seed, open_air, &mut rng);
    let n = write_inside(&mut book, &layout, &plan, pose, stalls, (seed, &[]));
    town::write(&mut book, &layout, n, pose, &mut Rng::new(seed, TOWN));
    book.survey
}

/// The streets and halls of a plan.
#[must_use]
pub fn draw(plan: &Plan) -> Layout {
    let shapes = hall::shapes(plan);
    let openings: Vec<(i32, i32)> = shapes.iter().map(hall::Shape::opening).collect();
    let mut layout = street::draw(plan, &openings, hall::street_length(&shapes));
    for (i, shape) in shapes.iter().enumerate() {
        hall::add(&mut layout, shape, i + 1);
    }
    layout
}

/// Writes everything inside the gates and answers the number of stalls.
pub fn write_inside(
    book: &mut Book,
    layout: &Layout,
    plan: &Plan,
    pose: Pose,
    stalls: u32,
    (seed, allowed): (u64, &[market_model::Category]),
) -> usize {
    write::write(book, layout, plan, pose);
    let filled: Vec<Stall> = fill(layout, stalls as i32, &mut Rng::new(seed, FILL));
    trade::write(book, layout, &filled, allowed, &mut Rng::new(seed, TRADE));
    filled.len()
}

/// Writes the ring of streets and addresses.
pub fn write_ring(book: &mut Book, layout: &Layout, stalls: usize, pose: Pose, seed: u64) {
    town::write(book, layout, stalls, pose, &mut Rng::new(seed, TOWN));
}

fn write_head(book: &mut Book, stalls: u32, seed: u64, open_air: bool, rng: &mut Rng) {
    let (ko, en) = names::market(open_air, rng);
    // Somewhere in the middle of the country.
    let latitude = f64::from(rng.range(355_000, 374_000)) / 10_000.0;
    let longitude = f64::from(rng.range(1_270_000, 1_288_000)) / 10_000.0;
    let digit = rng.range(1, 5);
    let mut row = book.row(EntityKind::Market, &format!("gen-{stalls}-{seed}"));
    row.put("name_ko", ko)
        .put("name_en", en)
        .put("status", "fictional")
        .put("latitude", format!("{latitude:.4}"))
        .put("longitude", format!("{longitude:.4}"))
        .put("opened_year", rng.range(1950, 2005).to_string())
        .put("about_ko", format!("점포 {stalls}곳, 시드 {seed}(으)로 자동 생성한 가상의 시장입니다."))
        .put(
            "about_en",
            format!("A made-up market of {stalls} stalls, generated automatically from seed {seed}."),
        );
    if open_air {
        row.put("kind", "five_day")
            .put("market_days", format!("{digit}일+{}일", digit + 5))
            .put("hours", "매일 07:00-17:00");
    } else {
        row.put("kind", "permanent")
            .put("market_days", "매일")
            .put("hours", "월-토 08:00-20:00; 일 09:00-19:00; 일[2] 휴무");
    }
}

#[cfg(test)]
mod tests {
    use market_model::{Side, math};

    use super::*;
    use crate::layout::{Lane, Uv};

    type Shape = Vec<(f64, f64)>;

    /// Direction of the lane at a distance.
    fn direction(lane: &Lane, at: i32) -> (f64, f64) {
        let (du, dv) = lane.heading.step();
        if lane.bend_deg == 0 || at < lane.length / 2 {
            return (f64::from(du), f64::from(dv));
        }
        let angle = f64::from(lane.bend_deg).to_radians();
        (math::cos(angle), -math::sin(angle))
    }

    fn footprint(lane: &Lane, stall: &Stall) -> Shape {
        let ((u, v), (du, dv)) = (lane.at(stall.middle), direction(lane, stall.middle));
        let (nu, nv) = if stall.side == Side::Left { (-dv, du) } else { (dv, -du) };
        let front = f64::from(lane.width) / 2.0 + f64::from(stall.setback);
        let (half, depth) = (f64::from(stall.width) / 2.0, f64::from(stall.depth));
        [(-half, front), (half, front), (half, front + depth), (-half, front + depth)]
            .map(|(s, o)| (f64::from(u) + du * s + nu * o, f64::from(v) + dv * s + nv * o))
            .to_vec()
    }

    fn strips(lane: &Lane) -> Vec<Shape> {
        let half = f64::from(lane.width) / 2.0;
        let corners: Vec<Uv> = lane.corners();
        corners
            .windows(2)
            .map(|w| {
                let (a, b) = (w[0], w[1]);
                let (du, dv) = (f64::from(b.0 - a.0), f64::from(b.1 - a.1));
                let length = math::length(du, dv);
                let (nu, nv) = (-dv / length * half, du / length * half);
                let at = |p: Uv, s: f64| (f64::from(p.0) + nu * s, f64::from(p.1) + nv * s);
                vec![at(a, 1.0), at(b, 1.0), at(b, -1.0), at(a, -1.0)]
            })
            .collect()
    }

    /// Separating axes, allowing a strip of 20 mm.
    fn overlap(a: &Shape, b: &Shape) -> bool {
        [a, b].into_iter().all(|shape| {
            (0..shape.len()).all(|i| {
                let (p, q) = (shape[i], shape[(i + 1) % shape.len()]);
                let (nu, nv) = (q.1 - p.1, p.0 - q.0);
                let length = math::length(nu, nv);
                let range = |s: &Shape| {
                    let d = s.iter().map(|c| (c.0 * nu + c.1 * nv) / length);
                    d.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), d| (l.min(d), h.max(d)))
                };
                let (ra, rb) = (range(a), range(b));
                ra.1 > rb.0 + 20.0 && rb.1 > ra.0 + 20.0
            })
        })
    }

    fn check(stalls: i32, open_air: bool, seed: u64) {
        let what = format!("{stalls} stalls, open air {open_air}, seed {seed}");
        let layout = draw(&Plan::draw(stalls, open_air, &mut Rng::new(seed, PLAN)));
        let filled = fill(&layout, stalls, &mut Rng::new(seed, FILL));
        assert_eq!(filled.len(), stalls as usize, "{what}");
        let shapes: Vec<(i32, Shape)> = filled
            .iter()
            .map(|s| (layout.lanes[s.lane].level, footprint(&layout.lanes[s.lane], s)))
            .collect();
        for (i, (level, shape)) in shapes.iter().enumerate() {
            for (j, (other_level, other)) in shapes.iter().enumerate().take(i) {
                let clash = level == other_level && overlap(shape, other);
                assert!(!clash, "{what}: {} on {}", filled[i].code, filled[j].code);
            }
            for lane in layout.lanes.iter().filter(|l| l.level == *level) {
                for strip in strips(lane) {
                    assert!(!overlap(shape, &strip), "{what}: {} in lane {}", filled[i].code, lane.id);
                }
            }
            for link in &layout.links {
                let lane = Lane { width: link.width, ..layout.lanes[link.from.0].clone() };
                let [a, b] = link.line;
                let line = Lane { start: a, length: 0, bend_deg: 0, ..lane };
                let (du, dv) = (f64::from(b.0 - a.0), f64::from(b.1 - a.1));
                let length = math::length(du, dv);
                let half = f64::from(line.width) / 2.0;
                let (nu, nv) = (-dv / length * half, du / length * half);
                let at = |p: Uv, s: f64| (f64::from(p.0) + nu * s, f64::from(p.1) + nv * s);
                let strip = vec![at(a, 1.0), at(b, 1.0), at(b, -1.0), at(a, -1.0)];
                assert!(!overlap(shape, &strip), "{what}: {} on {}", filled[i].code, link.id);
            }
        }
        assert!(filled.iter().all(|s| s.width >= 1_000 && s.width <= 12_000 && s.gap >= 0), "{what}");
    }

    #[test]
    fn no_stall_stands_on_another_on_an_aisle_or_on_stairs() {
        for seed in 0..60 {
            for stalls in [1, 20, 45, 83, 109, 111, 142, 257] {
                check(stalls, seed % 5 == 4, seed);
            }
        }
        for seed in 0..4 {
            check(600, false, seed);
            check(1300, false, seed);
        }
    }

    #[test]
    fn every_size_from_20_to_300_has_exactly_its_stalls() {
        for stalls in 20..=300 {
            let survey = generate(stalls, 42);
            assert_eq!(survey.of(EntityKind::Stall).count(), stalls as usize);
        }
        assert_eq!(generate(5111, 1).of(EntityKind::Stall).count(), 5111);
        assert_eq!(generate(3, 1).of(EntityKind::Stall).count(), 20, "clamped");
    }

    #[test]
    fn the_same_seed_gives_the_same_market_and_another_seed_another() {
        assert_eq!(generate(257, 9), generate(257, 9));
        assert_ne!(generate(257, 9), generate(257, 10));
    }

    #[test]
    fn everything_says_that_it_was_generated() {
        let survey = generate(150, 3);
        for record in survey.records.values() {
            assert!(record.fields.values().all(|c| c.source == market_model::Source::Generated));
        }
    }

    #[test]
    fn frontages_are_those_that_were_measured() {
        // 120 stalls along 2 × 266 m: 4.4 m of street for each shop.
        let layout = draw(&Plan::draw(257, false, &mut Rng::new(5, PLAN)));
        let filled = fill(&layout, 257, &mut Rng::new(5, FILL));
        let shops: Vec<i32> = filled
            .iter()
            .filter(|s| s.kind == market_model::StallKind::Unit && layout.lanes[s.lane].level == 0)
            .map(|s| s.width)
            .collect();
        let mean = shops.iter().sum::<i32>() / shops.len() as i32;
        assert!((3_000..4_700).contains(&mean), "{mean} mm");
    }
}
