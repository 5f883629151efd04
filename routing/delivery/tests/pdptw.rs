//! The planner's core against the checker, against trying everything, and against hostile files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use market_delivery::pdptw::sets::{self, Case};
use market_delivery::pdptw::{Budget, Objective, Options, Plan, improve_plan, solve};
use routing_oracle::pdptw as oracle;

fn data() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/routing");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there", folder.display());
    None
}

/// A small source of chance.
struct Rng(u64);

impl Rng {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn options(objective: Objective) -> Options {
    Options { objective, seed: 7 }
}

/// Routes of a plan as numbers of the set, without the depot.
fn routes(case: &Case, plan: &Plan) -> Vec<Vec<usize>> {
    let inner = |route: &Vec<usize>| {
        route[1..route.len() - 1].iter().map(|p| case.labels[*p].parse().unwrap()).collect()
    };
    case.places(plan).iter().map(inner).collect()
}

fn checked(case: &Case, facts: &oracle::Facts, plan: &Plan) -> Vec<String> {
    oracle::check(facts, &routes(case, plan), plan.routes.len(), case.distance(plan))
}

/// A problem in Li and Lim's form: pairs on a grid, windows of which some are narrow.
fn random_lilim(pairs: u64, rng: &mut Rng) -> String {
    let (side, horizon) = (60, 400);
    let mut text = format!("{} {} 1\n0 30 30 0 0 {horizon} 0 0 0\n", pairs, 10 + rng.below(20));
    for pair in 0..pairs {
        let load = 1 + rng.below(10);
        let (p, d) = (2 * pair + 1, 2 * pair + 2);
        for (id, sign, pickup, delivery) in [(p, "", 0, d), (d, "-", p, 0)] {
            let (x, y) = (rng.below(side), rng.below(side));
            let ready = rng.below(120) + if delivery == 0 { 60 } else { 0 };
            let due = (ready + 40 + rng.below(160)).min(horizon - 60);
            writeln!(text, "{id} {x} {y} {sign}{load} {ready} {due} 5 {pickup} {delivery}").unwrap();
        }
    }
    text
}

#[test]
fn plans_of_tiny_problems_are_as_good_as_trying_everything() {
    let mut solved = 0;
    for seed in 0..120 {
        let mut rng = Rng(seed);
        let pairs = 1 + rng.below(5);
        let text = random_lilim(pairs, &mut rng);
        let (case, facts) = (sets::lilim(&text).unwrap(), oracle::lilim(&text).unwrap());
        let plan = solve(&case.problem, options(Objective::Fleet), &mut Budget::steps(3_000)).unwrap();
        let Some((vehicles, distance)) = oracle::best(&facts) else {
            assert!(!plan.unserved.is_empty(), "seed {seed}: served what cannot be served\n{text}");
            continue;
        };
        solved += 1;
        assert_eq!(checked(&case, &facts, &plan), Vec::<String>::new(), "seed {seed}\n{text}");
        assert_eq!(plan.routes.len(), vehicles, "seed {seed}\n{text}");
        let found = case.distance(&plan);
        assert!((found - distance).abs() < 1e-3, "seed {seed}: {found}, best {distance}\n{text}");
    }
    assert!(solved > 40, "only {solved} problems had a plan");
}

#[test]
fn plans_of_larger_random_problems_pass_the_checker() {
    for seed in 0..25 {
        let mut rng = Rng(1_000 + seed);
        let pairs = 10 + rng.below(50);
        let text = random_lilim(pairs, &mut rng);
        let (case, facts) = (sets::lilim(&text).unwrap(), oracle::lilim(&text).unwrap());
        for objective in [Objective::Fleet, Objective::Distance] {
            let plan = solve(&case.problem, options(objective), &mut Budget::steps(400)).unwrap();
            let left: usize = plan.unserved.len();
            let wrong = checked(&case, &facts, &plan);
            let visits = wrong.iter().filter(|w| w.contains("visited 0 times")).count();
            assert_eq!((wrong.len(), visits), (2 * left, 2 * left), "seed {seed}: {wrong:?}");
        }
    }
}

#[test]
fn every_plan_of_the_public_set_passes_the_checker() {
    let Some(data) = data() else { return };
    for name in ["100/lc101", "100/lr112", "100/lrc206", "100/lr201", "200/LR1_2_9", "200/LC2_2_8"] {
        let path = data.join("lilim").join(name).with_extension("txt");
        let Ok(text) = fs::read_to_string(&path).or_else(|_| {
            fs::read_to_string(
                path.with_file_name(path.file_name().unwrap().to_string_lossy().to_lowercase()),
            )
        }) else {
            println!("skipped: {} is not there", path.display());
            continue;
        };
        let (case, facts) = (sets::lilim(&text).unwrap(), oracle::lilim(&text).unwrap());
        let plan = solve(&case.problem, options(Objective::Fleet), &mut Budget::steps(1_500)).unwrap();
        assert_eq!(checked(&case, &facts, &plan), Vec::<String>::new(), "{name}");
    }
}

/// Asserts that the checker finds what `change` does to a good plan: extra vehicles and distance are what it claims.
type Change<'a> = &'a dyn Fn(&mut Vec<Vec<usize>>, &mut oracle::Facts) -> (usize, f64);

fn each_is_found(defects: &[(&str, Change<'_>)]) {
    let solved = (0..).find_map(|seed| {
        let text = random_lilim(8, &mut Rng(seed));
        let (case, facts) = (sets::lilim(&text).unwrap(), oracle::lilim(&text).unwrap());
        let plan = solve(&case.problem, options(Objective::Fleet), &mut Budget::steps(500)).unwrap();
        plan.unserved.is_empty().then_some((case, facts, plan))
    });
    let (case, facts, plan) = solved.unwrap();
    let (good, vehicles, distance) = (routes(&case, &plan), plan.routes.len(), case.distance(&plan));
    assert!(oracle::check(&facts, &good, vehicles, distance).is_empty());
    for (name, change) in defects {
        let (mut routes, mut facts) = (good.clone(), facts.clone());
        let (more, longer) = change(&mut routes, &mut facts);
        assert!(!oracle::check(&facts, &routes, vehicles + more, distance + longer).is_empty(), "{name}");
    }
}

const KEEP: (usize, f64) = (0, 0.0);

#[test]
fn the_checker_finds_each_seeded_defect_of_the_stops() {
    each_is_found(&[
        ("a stop is left out", &|r, _| {
            r[0].remove(0);
            KEEP
        }),
        ("a pair is left out", &|r, _| {
            let p = r[0][0];
            r[0].retain(|s| *s != p && *s != p + 1);
            KEEP
        }),
        ("a stop comes twice", &|r, _| {
            let s = r[0][0];
            r[0].push(s);
            KEEP
        }),
        ("a delivery before its pickup", &|r, _| {
            r[0].reverse();
            KEEP
        }),
        ("a delivery on another vehicle", &|r, _| {
            let s = r[0].pop().unwrap();
            r.push(vec![s]);
            (1, 0.0)
        }),
        ("an unknown stop", &|r, _| {
            r[0].push(999);
            KEEP
        }),
        ("the depot as a stop", &|r, _| {
            r[0].push(0);
            KEEP
        }),
        ("an empty plan", &|r, _| {
            r.clear();
            KEEP
        }),
    ]);
}

#[test]
fn the_checker_finds_each_seeded_defect_of_times_loads_and_claims() {
    each_is_found(&[
        ("a box too small", &|_, f| {
            f.capacity = 0.5;
            KEEP
        }),
        ("a window that has closed", &|r, f| {
            f.stops[r[0][0]].due = 0.5;
            KEEP
        }),
        ("work that takes too long", &|r, f| {
            f.stops[r[0][0]].service = 1e6;
            KEEP
        }),
        ("a depot that closes early", &|_, f| {
            f.stops[0].due = 5.0;
            KEEP
        }),
        ("a distance that is not true", &|_, _| (0, -1.0)),
        ("a vehicle that is not counted", &|r, _| {
            let s = r[0].clone();
            r.push(s);
            KEEP
        }),
        ("vehicles that are not there", &|_, f| {
            f.fleet = 0;
            KEEP
        }),
    ]);
}

#[test]
fn the_same_seed_and_steps_give_the_same_plan() {
    let text = random_lilim(40, &mut Rng(5));
    let case = sets::lilim(&text).unwrap();
    let plan = || solve(&case.problem, options(Objective::Fleet), &mut Budget::steps(2_000)).unwrap();
    assert_eq!(plan(), plan());
}

#[test]
fn no_answer_is_worse_than_what_was_handed_in() {
    for seed in 0..20 {
        let text = random_lilim(30, &mut Rng(300 + seed));
        let case = sets::lilim(&text).unwrap();
        for objective in [Objective::Fleet, Objective::Distance] {
            let long = solve(&case.problem, options(objective), &mut Budget::steps(3_000)).unwrap();
            for steps in [0, 1, 50, 500] {
                let other = Options { objective, seed: seed + steps };
                let again = improve_plan(&case.problem, &long, other, &mut Budget::steps(steps)).unwrap();
                let rank = |p: &Plan| match objective {
                    Objective::Fleet => (p.unserved.len(), p.routes.len(), p.cost),
                    Objective::Distance => (p.unserved.len(), 0, p.cost),
                };
                assert!(rank(&again) <= rank(&long), "seed {seed}, {steps} steps");
            }
        }
    }
}

#[test]
fn a_plan_that_is_not_valid_is_refused() {
    let text = random_lilim(6, &mut Rng(9));
    let case = sets::lilim(&text).unwrap();
    let mut plan = solve(&case.problem, options(Objective::Fleet), &mut Budget::steps(200)).unwrap();
    plan.routes[0].stops.reverse();
    assert!(improve_plan(&case.problem, &plan, options(Objective::Fleet), &mut Budget::steps(10)).is_err());
}

#[test]
fn one_courier_tours_are_proved_and_equal_to_the_known_optima() {
    let Some(data) = data() else { return };
    let optima = fs::read_to_string(data.join("tsppd/optima.csv")).unwrap();
    // The largest take long in an unoptimised build; `cargo bench` has all of them.
    for line in optima.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        if fields[1].parse::<usize>().unwrap() > 11 {
            continue;
        }
        let text =
            fs::read_to_string(data.join("tsppd/instances").join(fields[0]).with_extension("tsp")).unwrap();
        let case = sets::tsppd(&text).unwrap();
        let plan = solve(&case.problem, options(Objective::Fleet), &mut Budget::steps(1_000_000)).unwrap();
        assert!(plan.proved, "{}", fields[0]);
        assert_eq!(plan.cost, fields[2].parse::<i64>().unwrap(), "{}", fields[0]);
    }
}

const SARTORI: &str = "NAME: t\nLOCATION: x\nCOMMENT: c\nTYPE: PDPTW\nSIZE: 3\nDISTRIBUTION: d\nDEPOT: central\nROUTE-TIME: 240\nTIME-WINDOW: 60\nCAPACITY: 10\nNODES\n0 1.5 2.5 0 0 240 0 0 0\n1 1.25 2.25 4 0 100 5 0 2\n2 1.0 2.0 -4 10 200 5 1 0\nEDGES\n0 10 20\n11 0 12\n21 13 0\nEOF\n";

#[test]
fn the_real_road_set_is_read() {
    let (case, facts) = (sets::sartori(SARTORI).unwrap(), oracle::sartori(SARTORI).unwrap());
    let plan = solve(&case.problem, options(Objective::Fleet), &mut Budget::steps(100)).unwrap();
    assert_eq!(routes(&case, &plan), [[1, 2]]);
    assert!((case.distance(&plan) - 43.0).abs() < 1e-9);
    assert_eq!(checked(&case, &facts, &plan), Vec::<String>::new());
}

#[test]
fn hostile_files_are_told_about_and_never_panic() {
    let lilim = random_lilim(6, &mut Rng(1));
    let tsppd = "NAME: a\nDIMENSION: 4\nEDGE_WEIGHT_FORMAT : LOWER_DIAG_ROW\nEDGE_WEIGHT_SECTION\n0\n0 0\n1 0 0\n2 0 3 0\nNODE_COORD_SECTION\n+0 1 1\n-0 1 1\n+1 1 1\n-1 1 1\nEOF\n";
    type Reader = fn(&str) -> Result<Case, Vec<market_model::Problem>>;
    let readers: [(Reader, &str); 3] =
        [(sets::lilim, &lilim), (sets::sartori, SARTORI), (sets::tsppd, tsppd)];
    let odd = [
        "-1",
        "999999999999999999999",
        "x",
        "",
        " ",
        "\n",
        "1e9",
        "0",
        "-0",
        "3000000000",
        "\u{0}",
        "6001",
        "EOF",
    ];
    for (reader, text) in readers {
        assert!(reader(text).is_ok(), "{text}");
        assert!(reader("").is_err());
        let words: Vec<&str> = text.split_inclusive([' ', '\n']).collect();
        let mut rng = Rng(3);
        for _ in 0..3_000 {
            let mut words = words.clone();
            for _ in 0..=rng.below(2) {
                let at = rng.below(words.len() as u64) as usize;
                match rng.below(3) {
                    0 => words[at] = odd[rng.below(odd.len() as u64) as usize],
                    1 => words.truncate(at + 1),
                    _ => words.insert(at, odd[rng.below(odd.len() as u64) as usize]),
                }
            }
            if let Ok(case) = reader(&words.concat()) {
                let plan = solve(&case.problem, options(Objective::Fleet), &mut Budget::steps(20));
                assert!(plan.is_ok() || plan.is_err_and(|faults| !faults.is_empty()));
            }
        }
    }
}
