//! Played meal-delivery days against the checker, against the planner without bundles, and against hostile files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use market_delivery::mdrp::{Day, Options, Order, Played, Results, Texts, Unwatched, play, read};
use routing_oracle::mdrp as oracle;

const DAYS: [&str; 4] = ["0o50t100s1p100", "0o50t75s2p125", "0r50t100s1p100", "0r50t75s2p125"];

/// The four files of a day.
#[derive(Clone)]
struct Files([String; 4]);

impl Files {
    fn texts(&self) -> Texts<'_> {
        let [orders, couriers, restaurants, rules] = &self.0;
        Texts { orders, couriers, restaurants, rules }
    }

    fn day(&self) -> Day {
        read(&self.texts()).unwrap()
    }

    fn checked<'a>(&'a self, results: &'a Results) -> oracle::Texts<'a> {
        let [orders, couriers, restaurants, parameters] = &self.0;
        oracle::Texts {
            orders,
            couriers,
            restaurants,
            parameters,
            assignments: &results.assignments,
            order_results: &results.orders,
            moves: &results.couriers,
        }
    }

    fn floor(&self) -> oracle::Floor {
        let none = Results { assignments: String::new(), orders: String::new(), couriers: String::new() };
        oracle::floor(&self.checked(&none)).unwrap()
    }
}

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/routing/mdrp");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there", folder.display());
    None
}

fn real(name: &str) -> Option<Files> {
    let folder = folder()?.join(name);
    Some(Files(Texts::FILES.map(|file| fs::read_to_string(folder.join(file)).unwrap())))
}

/// A small source of chance.
struct Rng(u64);

impl Rng {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Another day of the same town: orders and couriers repeated so often with other places and times, in per mille of which some
/// are kept, at another speed in per cent.
fn derived(from: &Files, seed: u64, (copies, orders, couriers, speed): (u64, u64, u64, u64)) -> Files {
    let mut rng = Rng(seed);
    let day = from.day();
    let mut files = from.clone();
    let mut lines = Vec::new();
    files.0[1] = String::from("courier\tx\ty\ton_time\toff_time\n");
    let mut count = 0;
    for _ in 0..copies {
        for order in &day.orders {
            let near = |rng: &mut Rng| rng.below(601) as f64 - 300.0;
            let (x, y) = (order.at.x_m + near(&mut rng), order.at.y_m + near(&mut rng));
            let placed = (u64::from(order.placed_min.unsigned_abs()) + rng.below(61)).saturating_sub(30);
            let making = u64::from((order.ready_min - order.placed_min).unsigned_abs());
            let ready = placed + (making * (80 + rng.below(41)) / 100).max(1);
            if rng.below(1000) < orders {
                lines.push((placed, format!("{x}\t{y}\t{placed}\tr{}\t{ready}", order.restaurant + 1)));
            }
        }
        for courier in &day.couriers {
            let by = 30 * (rng.below(3) as i32 - 1);
            let (on, off) = ((courier.on_min + by).max(0), courier.off_min + by.max(-courier.on_min));
            if rng.below(1000) < couriers {
                count += 1;
                let (x, y) = (courier.at.x_m, courier.at.y_m);
                writeln!(files.0[1], "c{count}\t{x}\t{y}\t{on}\t{off}").unwrap();
            }
        }
    }
    lines.sort();
    files.0[0] = String::from("order\tx\ty\tplacement_time\trestaurant\tready_time\n");
    for (index, (_, line)) in lines.iter().enumerate() {
        let (place, rest) = line.split_at(line.match_indices('\t').nth(1).unwrap().0);
        writeln!(files.0[0], "o{}\t{place}{rest}", index + 1).unwrap();
    }
    let metres = (day.rules.metres_per_min * speed as f64 / 100.0).round();
    let (head, values) = files.0[3].split_once('\n').unwrap();
    let (_, others) = values.split_once('\t').unwrap();
    files.0[3] = format!("{head}\n{metres}\t{others}");
    files
}

fn played(files: &Files, steps: u64) -> (Played, Results) {
    let day = files.day();
    let played = play(&day, Options { seed: 7, steps }, &mut Unwatched);
    let results = Results::of(&day, &played);
    (played, results)
}

/// Plays a day and holds it against the planner without bundles.
fn beats_the_floor(name: &str, files: &Files, (steps, real): (u64, bool)) {
    let (played, results) = played(files, steps);
    let (wrong, figures) = oracle::check(&files.checked(&results));
    assert_eq!(wrong, Vec::<String>::new(), "{name}");
    let floor = files.floor();
    let told = played.figures(&files.day());
    println!(
        "{name}: {:.2} min and {:.2} an order, {} left over; without bundles {:.2}, {:.2}, {}",
        figures.mean_min,
        figures.cost_per_order,
        figures.undelivered.len(),
        floor.mean_min,
        floor.cost_per_order,
        floor.undelivered.len()
    );
    assert!((told.mean_min - figures.mean_min).abs() < 1e-9, "{name}");
    assert!((told.cost_per_order - figures.cost_per_order).abs() < 0.01, "{name}");
    // Where couriers abound, both are near what no planner can be under: everybody at the counter when the meal is ready.
    let day = files.day();
    let least = |(index, o): (usize, &Order)| {
        let way = day.minutes(day.restaurant_of(index), o.at);
        let work = day.rules.pickup_halves().1 + day.rules.dropoff_halves().0;
        f64::from(o.ready_min + work + way - o.placed_min)
    };
    let least = day.orders.iter().enumerate().map(least).sum::<f64>() / day.orders.len() as f64;
    let sooner = figures.mean_min < floor.mean_min;
    assert!(sooner || (!real && figures.mean_min < least + 0.3), "{name}: minutes, least {least:.2}");
    // Nothing is cheaper than the pay of an order, and where too few couriers never wait the floor all but costs that.
    let least = files.day().rules.order_cents as f64 / 100.0;
    let cheaper = figures.cost_per_order < floor.cost_per_order;
    assert!(cheaper || (!real && figures.cost_per_order < least + 0.03), "{name}: cost {least}");
    assert!(figures.undelivered.len() <= floor.undelivered.len(), "{name}: {:?}", figures.undelivered);
    // Where the floor leaves many over, others may be left over than there, never more of them.
    if floor.undelivered.len() * 50 < floor.orders {
        let other = figures.undelivered.iter().find(|o| !floor.undelivered.contains(o));
        assert_eq!(other, None, "{name}: left over here alone");
    }
}

#[test]
fn the_comparator_reaches_what_the_set_s_table_says() {
    let Some(folder) = folder() else { return };
    let table = fs::read_to_string(folder.join("naive_floor.csv")).unwrap();
    for name in DAYS {
        let floor = real(name).unwrap().floor();
        let row: Vec<&str> = table.lines().find(|l| l.starts_with(name)).unwrap().split(',').collect();
        let near = |told: &str, found: f64, unit: f64| {
            (told.parse::<f64>().unwrap() - found).abs() <= unit / 2.0 + 1e-9
        };
        assert_eq!(row[1].parse(), Ok(floor.orders), "{name}");
        assert_eq!(row[5].parse(), Ok(floor.undelivered.len()), "{name}");
        assert!(near(row[6], floor.mean_min, 0.01), "{name}: {}", floor.mean_min);
        assert!(near(row[7], floor.p90_min, 1.0), "{name}: {}", floor.p90_min);
        assert!(near(row[8], floor.over_target_percent, 0.1), "{name}: {}", floor.over_target_percent);
        assert!(near(row[9], floor.cost_per_order, 0.01), "{name}: {}", floor.cost_per_order);
    }
}

#[test]
fn every_real_day_beats_the_planner_without_bundles() {
    for name in DAYS {
        let Some(files) = real(name) else { return };
        beats_the_floor(name, &files, (400, true));
    }
}

#[test]
fn days_with_fewer_couriers_more_orders_or_slower_ways_beat_it_too() {
    let kinds = [
        ("few couriers", (1, 1000, 720, 100)),
        ("twice the town", (2, 1000, 1000, 100)),
        ("twice the town, few couriers", (2, 1000, 680, 100)),
        ("slow", (1, 1000, 1000, 75)),
        ("little to do", (3, 750, 1000, 100)),
    ];
    for (index, name) in DAYS.iter().enumerate() {
        let Some(files) = real(name) else { return };
        // One kind of each day is left out, so that the whole takes a minute at most.
        for (number, (kind, shape)) in kinds.iter().enumerate().filter(|(n, _)| (n + index) % 2 == 0) {
            let seed = (10 * index + number) as u64 + 1;
            let label = format!("{name}, {kind} (seed {seed})");
            beats_the_floor(&label, &derived(&files, seed, *shape), (60, false));
        }
    }
}

#[test]
fn what_is_not_placed_yet_changes_nothing_before() {
    let Some(files) = real(DAYS[2]) else { return };
    let day = files.day();
    let whole = play(&day, Options { seed: 3, steps: 40 }, &mut Unwatched);
    for until in [150, 420, 560, 640] {
        let mut other = day.clone();
        other.orders.iter_mut().filter(|o| o.placed_min > until).for_each(|o| {
            (o.placed_min, o.ready_min) = (o.placed_min + 7, o.ready_min + 19);
            o.restaurant = (o.restaurant + 11) % day.restaurants.len();
            o.at.x_m += 800.0;
        });
        let changed = play(&other, Options { seed: 3, steps: 40 }, &mut Unwatched);
        let bundles = |p: &Played| -> Vec<_> {
            p.assignments.iter().filter(|a| a.decided_min <= until).cloned().collect()
        };
        let drives =
            |p: &Played| -> Vec<_> { p.moves.iter().filter(|m| m.depart_min <= until).copied().collect() };
        assert!(!bundles(&whole).is_empty());
        assert_eq!(bundles(&whole), bundles(&changed), "until {until}");
        assert_eq!(drives(&whole), drives(&changed), "until {until}");
    }
}

#[test]
fn the_same_seed_and_steps_give_the_same_files() {
    let Some(files) = real(DAYS[0]) else { return };
    assert_eq!(played(&files, 30).1, played(&files, 30).1);
}
