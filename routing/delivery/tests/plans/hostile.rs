//! Hostile input is refused whole with paths, or planned validly; it never panics and never takes long.

use market_delivery::{Break, Clock, Limits, Orders, Session};
use serde_json::{Value, json};

use crate::check;
use crate::day::{Rng, graph, rich_day};

/// Values that nobody should write.
fn nonsense(rng: &mut Rng) -> Value {
    // The last six are sense in the right place.
    let all = [
        json!(null),
        json!(-1),
        json!(u64::MAX),
        json!(1.5),
        json!("없음"),
        json!("25:99"),
        json!([]),
        json!({}),
        json!(true),
        json!(["18:00", "09:00"]),
        json!(["30:00", "30:00"]),
        json!("0"),
        json!(0),
        json!("\u{0}\u{feff}"),
        json!(3),
        json!(120),
        json!("12:30"),
        json!(["10:00", "18:00"]),
        json!("가-3"),
        json!("ad3"),
    ];
    all[rng.below(all.len() as u64) as usize].clone()
}

/// Replaces one value somewhere.
fn spoil(value: &mut Value, rng: &mut Rng) {
    let down = rng.below(12) > 0;
    match value {
        Value::Object(map) if down && !map.is_empty() => {
            let n = rng.below(map.len() as u64) as usize;
            if let Some((_, inner)) = map.iter_mut().nth(n) {
                spoil(inner, rng);
            }
        }
        Value::Array(list) if down && !list.is_empty() => {
            let n = rng.below(list.len() as u64) as usize;
            spoil(&mut list[n], rng);
        }
        _ => *value = nonsense(rng),
    }
}

#[test]
fn two_thousand_spoiled_files_are_refused_with_paths_or_planned_validly() {
    let graph = graph();
    println!("seeds 0 to 1999");
    let session = Session::new(&graph);
    let limits = Limits { steps: 5, seed: 1 };
    let (mut refused, mut planned) = (0, 0);
    for seed in 0..2_000 {
        let mut rng = Rng(seed);
        let mut value = serde_json::to_value(rich_day(seed % 50)).unwrap();
        for _ in 0..1 + rng.below(3) {
            spoil(&mut value, &mut rng);
        }
        let bytes = serde_json::to_vec(&value).unwrap();
        let planned_so = Orders::from_json(&bytes)
            .and_then(|orders| session.plan(&orders, limits, &mut || false).map(|p| (orders, p)));
        match planned_so {
            Err(problems) => {
                assert!(
                    problems.iter().all(|p| !p.path.is_empty() && !p.expected.ko.is_empty()),
                    "seed {seed}"
                );
                refused += 1;
            }
            Ok((orders, plan)) => {
                let facts = check::facts(&graph, &orders);
                let violations = check::violations(&graph, &orders, &facts, &check::claim(&plan));
                assert_eq!(violations, [] as [String; 0], "seed {seed}");
                planned += 1;
            }
        }
    }
    println!("{refused} refused, {planned} planned");
    assert!(refused > 500 && planned > 20);
}

type Spoil = (&'static str, fn(&mut Orders));

#[test]
fn orders_made_in_memory_are_checked_like_files() {
    let graph = graph();
    let cases: [Spoil; 12] = [
        ("orders[0].items[0].grams", |o| o.orders[0].items[0].grams = u64::MAX),
        ("orders[0].floor", |o| o.orders[0].floor = u64::MAX),
        ("orders[0].service_s", |o| o.orders[0].service_s = Some(u64::MAX)),
        ("orders[0].window", |o| o.orders[0].window.swap(0, 1)),
        ("orders[0].window", |o| o.orders[0].window[1] = Clock(u64::MAX)),
        ("orders[0].until_hard", |o| {
            (o.orders[0].late_won_per_min, o.orders[0].until_hard) = (Some(1), Some(Clock(0)));
        }),
        ("orders[0].until_hard", |o| {
            (o.orders[0].late_won_per_min, o.orders[0].until_hard) = (None, Some(Clock(90_000_000)));
        }),
        ("riders[0].pace_percent", |o| o.riders[0].pace_percent = 0),
        ("riders[0].breaks[0]", |o| {
            o.riders[0].breaks = vec![Break { window: [Clock(0), Clock(1)], minutes: 30 }];
        }),
        ("riders[0].end", |o| o.riders[0].end = Some("nowhere".to_owned())),
        ("settings.hub", |o| o.settings.hub = Some("ad1".to_owned())),
        ("settings.won_per_h", |o| o.settings.won_per_h = 0),
    ];
    for (path, spoil) in cases {
        let mut orders = rich_day(4);
        spoil(&mut orders);
        let problems = Session::new(&graph).plan(&orders, Limits::default(), &mut || false).unwrap_err();
        assert!(problems.iter().any(|p| p.path == path), "{path}: {problems:?}");
    }
}

#[test]
fn what_is_wrong_in_form_and_in_content_is_told_at_once_by_the_file_s_own_numbers() {
    let graph = graph();
    let day = (0..50).map(rich_day).find(|day| day.orders.len() > 4).expect("a day of five orders");
    let mut value = serde_json::to_value(day).unwrap();
    value["orders"][0]["window"] = json!("18:00");
    value["orders"][2]["address"] = json!("address:nowhere");
    value["orders"][4]["id"] = value["orders"][3]["id"].clone();
    let bytes = serde_json::to_vec(&value).unwrap();
    let problems = Orders::from_json_on(&graph, &bytes).unwrap_err();
    let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
    for wanted in ["orders[0].window", "orders[2].address", "orders[4].id"] {
        assert!(paths.iter().any(|p| p.starts_with(wanted)), "{wanted} is missing in {paths:?}");
    }
    assert_eq!(paths.len(), 3, "{paths:?}");
}
