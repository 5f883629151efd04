//! Plans with every rule of the model are valid by the checker.

use market_delivery::{Limits, Order, Orders, Session, plan};

use crate::check;
use crate::day::{day, graph, rich_day};

#[test]
fn every_plan_of_200_random_days_with_all_rules_is_valid() {
    let graph = graph();
    println!("seeds 0 to 199");
    let (mut served, mut by_hub, mut late, mut rests, mut homes, mut left) = (0, 0, 0, 0, 0, 0);
    for seed in 0..200 {
        let orders = rich_day(seed);
        let text = serde_json::to_vec(&orders).unwrap();
        assert_eq!(Orders::from_json(&text), Ok(orders.clone()), "seed {seed}: what is written is read back");
        let found = plan(&graph, &orders).unwrap_or_else(|p| panic!("seed {seed}: {p:?}"));
        let violations =
            check::violations(&graph, &orders, &check::facts(&graph, &orders), &check::claim(&found));
        assert_eq!(violations, [] as [String; 0], "seed {seed}");
        served += found.totals.orders;
        left += found.unserved.len();
        by_hub += found.riders.iter().flat_map(|r| &r.trips).map(|t| t.from_hub.len()).sum::<usize>();
        late += found.late.len();
        rests += found.riders.iter().map(|r| r.breaks.len()).sum::<usize>();
        homes += found.riders.iter().filter(|r| r.home.is_some()).count();
    }
    println!(
        "{served} served, {left} left, {by_hub} by the hub, {late} late, {rests} rests, {homes} ways home"
    );
    assert!(by_hub > 50 && late > 5 && rests > 20 && homes > 20, "every rule was in force");
}

#[test]
fn more_steps_never_make_a_plan_worse() {
    let graph = graph();
    println!("seeds 0 to 29");
    for seed in 0..30 {
        let orders = rich_day(seed);
        let session = Session::new(&graph);
        let at = |steps: u64| {
            let plan = session.plan(&orders, Limits { steps, seed: 7 }, &mut || false).unwrap();
            (plan.unserved.len(), plan)
        };
        let ((none, _), (some, first), (_, again)) = (at(0), at(300), at(300));
        assert_eq!(first, again, "seed {seed}: the same seed and steps give the same plan");
        assert!(some <= none + 1, "seed {seed}: {none} left without search, {some} with it");
    }
}

/// A clock that runs by itself: each question takes a part of the time.
fn ticking(ticks: u32) -> impl FnMut() -> f64 {
    let mut now = 0;
    move || {
        now += 1_u32;
        f64::from(now) / f64::from(ticks)
    }
}

#[test]
fn whatever_the_deadline_there_is_a_valid_plan_and_more_time_serves_no_fewer() {
    let graph = graph();
    println!("seeds 0 to 39");
    for seed in 0..40 {
        let orders = if seed % 2 == 0 { day(seed) } else { rich_day(seed) };
        let session = Session::new(&graph);
        let mut served = 0;
        for ticks in [1_u32, 3, 10, 100, 1_000, 3_000] {
            let found = session.plan_within(&orders, 1, &mut ticking(ticks)).unwrap();
            let facts = check::facts(&graph, &orders);
            let violations = check::violations(&graph, &orders, &facts, &check::claim(&found));
            assert_eq!(violations, [] as [String; 0], "seed {seed}, {ticks} ticks");
            let left = found.unserved.len() as u64;
            assert_eq!(found.totals.orders + left, orders.orders.len() as u64, "seed {seed}");
            assert!(ticks > 1 || found.unserved.iter().all(|u| u.code == "no-time"), "seed {seed}");
            if ticks == 3_000 {
                assert!(found.unserved.iter().all(|u| u.code != "no-time"), "seed {seed}");
                assert!(
                    found.totals.orders + 1 >= served,
                    "seed {seed}: {} of {served}",
                    found.totals.orders
                );
            }
            served = served.max(found.totals.orders);
        }
        let (mut asked, mut after) = (0, 0);
        let plan = session.plan(&orders, Limits { steps: u64::MAX, seed: 1 }, &mut || {
            asked += 1;
            after += u64::from(asked > 40);
            asked > 40
        });
        assert!(
            plan.is_ok() && after < 200,
            "seed {seed}: stopped, it only writes down: {after} questions more"
        );
    }
}

/// A day with so many orders that they are placed quickly first: each order several times.
fn full_day(seed: u64) -> Orders {
    let mut orders = rich_day(seed);
    let one = std::mem::take(&mut orders.orders);
    for k in 0..100_usize.div_ceil(one.len().max(1)) {
        orders.orders.extend(one.iter().map(|o| Order { id: format!("{k}-{}", o.id), ..o.clone() }));
    }
    orders
}

#[test]
fn many_orders_are_placed_quickly_and_every_plan_is_valid_whenever_the_time_ends() {
    let graph = graph();
    println!("seeds 0 to 19");
    let (mut quick, mut careful) = (0, 0);
    for seed in 0..20 {
        let orders = full_day(seed);
        let session = Session::new(&graph);
        for ticks in [30_u32, 150, 400, 1_000] {
            let found = session.plan_within(&orders, 1, &mut ticking(ticks)).unwrap();
            let facts = check::facts(&graph, &orders);
            let violations = check::violations(&graph, &orders, &facts, &check::claim(&found));
            assert_eq!(violations, [] as [String; 0], "seed {seed}, {ticks} ticks");
            let left = found.unserved.len() as u64;
            assert_eq!(found.totals.orders + left, orders.orders.len() as u64, "seed {seed}, {ticks} ticks");
            quick += if ticks == 1_000 { found.totals.orders } else { 0 };
        }
        let slow = session.plan(&orders, Limits { steps: 0, seed: 1 }, &mut || false).unwrap();
        careful += slow.totals.orders;
    }
    println!("{quick} served quickly, {careful} carefully");
    assert!(quick * 10 >= careful * 9, "a quick plan serves nearly as many");
}
