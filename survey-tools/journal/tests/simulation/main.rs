//! Seeded simulation of tablets, a network and a server, each of which may fail at any step.
//!
//! Invariants that every seed must keep: no event that was shown as saved is ever missing from its tablet; none that a
//! tablet counts as confirmed is missing from the server; none is stored twice; when the storm is over everything
//! has arrived, and tablets and server fold the same set to the same survey.
//! Replay one seed with `SEED=n`; more seeds with `SEEDS=n`.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod server;
mod tablet;
mod world;

use world::{Sabotage, World};

/// Enough for every kind of fault to meet every other; a night run takes more.
const SEEDS: u64 = 1_500;

fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|v| v.parse::<u64>().ok());
    match number("SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("SEEDS").unwrap_or(SEEDS),
    }
}

#[test]
fn no_storm_loses_or_doubles_what_was_shown_as_saved() {
    let mut totals = world::Totals::default();
    for seed in seeds() {
        match World::new(seed, Sabotage::None).run() {
            Ok(run) => totals.add(&run),
            Err(broken) => panic!("seed {seed}: {broken}; replay with SEED={seed}"),
        }
    }
    println!("{} seeds: {totals:?}", seeds().count());
    if seeds().count() > 100 {
        assert!(totals.all_seen(), "some fault never happened: {totals:?}");
    }
}

fn seeds_until_caught(sabotage: Sabotage) -> Option<u64> {
    (0..1_000).find(|seed| World::new(*seed, sabotage).run().is_err())
}

#[test]
fn a_server_that_does_not_look_for_doubles_is_caught() {
    let seed = seeds_until_caught(Sabotage::NoDedupe);
    println!("caught by seed {seed:?}");
    assert!(seed.is_some());
}

#[test]
fn a_tablet_that_believes_every_status_200_is_caught() {
    let seed = seeds_until_caught(Sabotage::BelieveStatus200);
    println!("caught by seed {seed:?}");
    assert!(seed.is_some());
}

#[test]
fn a_tablet_that_shows_saved_before_the_disk_has_it_is_caught() {
    let seed = seeds_until_caught(Sabotage::SavedBeforeSync);
    println!("caught by seed {seed:?}");
    assert!(seed.is_some());
}
