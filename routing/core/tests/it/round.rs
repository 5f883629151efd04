//! The order of several stops, against an oracle that tries every order, and on a market's own ways.

use market_routing::{EXACT_WISHES, Round, best_round, good_round};
use routing_oracle::round::least_cost;

use crate::cch::Rng;

type Times = Vec<Vec<Option<u64>>>;

/// The round is what it says: each wish once, at one of its places, and as long as its legs together.
fn check(times: &Times, start: usize, wishes: &[Vec<usize>], end: Option<usize>, round: &Round) {
    let mut done: Vec<usize> = round.stops.iter().map(|(wish, _)| *wish).collect();
    done.sort_unstable();
    assert_eq!(done, (0..wishes.len()).collect::<Vec<_>>(), "each wish once");
    let (mut at, mut total) = (start, 0);
    for (wish, place) in &round.stops {
        assert!(wishes[*wish].contains(place), "wish {wish} is not fulfilled at {place}");
        total += times[at][*place].unwrap();
        at = *place;
    }
    total += end.map_or(0, |end| times[at][end].unwrap());
    assert_eq!(total, round.time_ms);
}

/// Places with times between them, some without a way; up to `most` wishes of up to three places each, perhaps an end.
fn task(rng: &mut Rng, most: u64) -> (Times, Vec<Vec<usize>>, Option<usize>) {
    let n = 3 + rng.below(7);
    let time = |rng: &mut Rng| (rng.below(10) > 0).then(|| rng.below(1_000));
    let times = (0..n).map(|_| (0..n).map(|_| time(rng)).collect()).collect();
    let wish = |rng: &mut Rng| (0..=rng.below(3)).map(|_| rng.below(n) as usize).collect();
    let wishes = (0..rng.below(most + 1)).map(|_| wish(rng)).collect();
    (times, wishes, (rng.below(2) == 0).then(|| rng.below(n) as usize))
}

#[test]
fn up_to_six_wishes_no_order_and_no_choice_is_quicker() {
    println!("seeds 0 to 599");
    for seed in 0..600 {
        let (times, wishes, end) = task(&mut Rng(seed), 6);
        let best = best_round(&times, 0, &wishes, end);
        assert_eq!(best.as_ref().map(|r| r.time_ms), least_cost(&times, 0, &wishes, end), "seed {seed}");
        if let Some(round) = &best {
            check(&times, 0, &wishes, end, round);
            assert!(round.exact, "seed {seed}");
        }
    }
}

#[test]
fn the_good_order_is_an_order_and_never_quicker_than_the_best() {
    println!("seeds 0 to 599");
    for seed in 0..600 {
        let (times, wishes, end) = task(&mut Rng(seed), 8);
        let Some(good) = good_round(&times, 0, &wishes, end) else { continue };
        check(&times, 0, &wishes, end, &good);
        let best = best_round(&times, 0, &wishes, end).unwrap();
        assert!(good.time_ms >= best.time_ms, "seed {seed}");
    }
}

#[test]
fn seven_wishes_are_in_the_order_that_the_oracle_finds() {
    // One run of the oracle with seven wishes tries 7! · 2^7 rounds.
    let times: Times = (0..9_u64)
        .map(|a| {
            (0..9_u64)
                .map(|b| Some(if a == b { 0 } else { (a * 37 + b * 91 + a * b * 13) % 211 + 5 }))
                .collect()
        })
        .collect();
    let wishes: Vec<Vec<usize>> = (1..8).map(|i| vec![i, i + 1]).collect();
    for end in [None, Some(0)] {
        let round = best_round(&times, 0, &wishes, end).unwrap();
        check(&times, 0, &wishes, end, &round);
        assert_eq!(Some(round.time_ms), least_cost(&times, 0, &wishes, end));
    }
}

#[test]
fn on_a_grid_of_aisles_a_list_is_walked_hardly_longer_than_in_the_best_order() {
    println!("seeds 0 to 99");
    let (mut good_ms, mut best_ms) = (0, 0);
    for seed in 0..100 {
        let mut rng = Rng(seed);
        let places: Vec<[u64; 2]> = (0..40).map(|_| [rng.below(60), rng.below(60)]).collect();
        let time = |a: &[u64; 2], b: &[u64; 2]| Some(a[0].abs_diff(b[0]) + a[1].abs_diff(b[1]));
        let times: Times = places.iter().map(|a| places.iter().map(|b| time(a, b)).collect()).collect();
        let wishes: Vec<Vec<usize>> =
            (0..EXACT_WISHES).map(|_| (0..3).map(|_| rng.below(40) as usize).collect()).collect();
        let best = best_round(&times, 0, &wishes, Some(0)).unwrap();
        let good = good_round(&times, 0, &wishes, Some(0)).unwrap();
        check(&times, 0, &wishes, Some(0), &good);
        assert!(best.exact && !good.exact && good.time_ms >= best.time_ms, "seed {seed}");
        (good_ms, best_ms) = (good_ms + good.time_ms, best_ms + best.time_ms);
    }
    println!("{good_ms} against {best_ms}");
    assert!(good_ms * 100 <= best_ms * 108, "{good_ms} against {best_ms}");
}

#[test]
fn a_list_of_thirty_wishes_is_ordered_in_time() {
    let times: Times =
        (0..31_u64).map(|a| (0..31).map(|b| Some((a * a * 7 + b * 13) % 97 + 1)).collect()).collect();
    let wishes: Vec<Vec<usize>> = (1..31).map(|i| vec![i]).collect();
    let began = std::time::Instant::now();
    let round = best_round(&times, 0, &wishes, None).unwrap();
    check(&times, 0, &wishes, None, &round);
    println!("30 wishes: {:?}", began.elapsed());
    assert!(began.elapsed().as_secs() < 5);
}

#[test]
fn a_wish_that_nothing_leads_to_makes_no_round() {
    let times: Times = vec![vec![Some(0), None], vec![Some(1), Some(0)]];
    assert_eq!(best_round(&times, 0, &[vec![1]], None), None);
    assert_eq!(good_round(&times, 0, &[vec![1]], None), None);
    assert_eq!(best_round(&times, 1, &[], Some(0)).map(|r| r.time_ms), Some(1));
    assert_eq!(best_round(&times, 0, &[vec![]], None), None, "a wish without any place");
}
