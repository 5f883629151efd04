//! Files of meal-delivery days: what is wrong is listed, any bytes are survived, and every seeded defect of a result is found.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use market_delivery::mdrp::{Options, Results, Texts, Unwatched, play, read};
use market_model::{Lang, Problem};
use routing_oracle::mdrp as oracle;

const RULES: &str = "meters_per_minute\tpickup service minutes\tdropoff service minutes\ttarget click-to-door\tmaximum click-to-door\tpay per order\tguaranteed pay per hour\n320\t4\t4\t40\t90\t10\t15\n";
const RESTAURANTS: &str = "restaurant\tx\ty\nr1\t0\t0\nr2\t3000\t0\n";
const COURIERS: &str = "courier\tx\ty\ton_time\toff_time\nc1\t500\t0\t0\t240\nc2\t2500\t900\t30\t200\n";
const ORDERS: &str = "order\tx\ty\tplacement_time\trestaurant\tready_time\n\
    o1\t900\t900\t10\tr1\t30\no2\t1000\t1000\t12\tr1\t31\no3\t3900\t500\t20\tr2\t40\n\
    o4\t200\t2900\t70\tr2\t80\no5\t100\t100\t400\tr1\t420\n";

fn problems(orders: &str, couriers: &str, restaurants: &str, rules: &str) -> Vec<Problem> {
    read(&Texts { orders, couriers, restaurants, rules }).err().unwrap_or_default()
}

fn played() -> Results {
    let day = read(&Texts { orders: ORDERS, couriers: COURIERS, restaurants: RESTAURANTS, rules: RULES });
    let day = day.unwrap();
    Results::of(&day, &play(&day, Options { seed: 1, steps: 50 }, &mut Unwatched))
}

fn wrong(results: &Results) -> Vec<String> {
    let texts = oracle::Texts {
        orders: ORDERS,
        couriers: COURIERS,
        restaurants: RESTAURANTS,
        parameters: RULES,
        assignments: &results.assignments,
        order_results: &results.orders,
        moves: &results.couriers,
    };
    oracle::check(&texts).0
}

/// A small source of chance.
struct Rng(u64);

impl Rng {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn a_small_day_is_bundled_and_what_nobody_can_bring_is_told() {
    let results = played();
    assert_eq!(wrong(&results), Vec::<String>::new());
    assert!(results.assignments.contains(" o1 o2\n") || results.assignments.contains(" o2 o1\n"));
    // The last order is placed when everybody is at home.
    assert!(results.orders.contains("o5 400 r1 420 NaN NaN NaN\n"));
}

#[test]
fn everything_that_is_wrong_is_listed_with_file_and_line() {
    let found = problems(
        &ORDERS
            .replace("\tr2\t40", "\tr9\t40")
            .replace("o4\t200", "o4\tNaN")
            .replace("\t400\tr1\t420", "\t400\tr1\t399"),
        &COURIERS.replace("30\t200", "230\t200").replace("c1\t500", "c1\tinf"),
        &RESTAURANTS.replace("r2\t3000\t0", "r1\t3000\t0\nr3\t1"),
        &RULES.replace("320\t4", "0\t-4"),
    );
    let lines: Vec<String> = found.iter().map(|p| p.render(Lang::En)).collect();
    for expected in [
        "orders.txt:4 · restaurant: found \"r9\"",
        "orders.txt:5 · x: found \"NaN\"",
        "orders.txt:6 · ready_time: found \"399\"",
        "couriers.txt:3 · off_time: found \"200\"",
        "couriers.txt:2 · x: found \"inf\"",
        "restaurants.txt:3 · restaurant: found \"r1\"",
        "restaurants.txt:4 · row",
        "instance_parameters.txt:2 · meters_per_minute: found \"0\"",
        "instance_parameters.txt:2 · pickup service minutes: found \"-4\"",
    ] {
        assert!(lines.iter().any(|l| l.contains(expected)), "{expected} is not in {lines:#?}");
    }
    assert!(found.iter().all(|p| !p.expected.ko.is_empty()));
}

#[test]
fn missing_columns_and_empty_files_are_named() {
    let found = problems("order\tx\ty\n", "", RESTAURANTS, RULES);
    let paths: Vec<(&str, &str)> = found.iter().map(|p| (p.origin.file.as_str(), p.path.as_str())).collect();
    for column in ["placement_time", "restaurant", "ready_time"] {
        assert!(paths.contains(&("orders.txt", column)), "{paths:?}");
    }
    for column in ["courier", "x", "y", "on_time", "off_time"] {
        assert!(paths.contains(&("couriers.txt", column)), "{paths:?}");
    }
    let none = problems(ORDERS.lines().next().unwrap(), COURIERS, RESTAURANTS, RULES);
    assert_eq!(none, Vec::new(), "a day without orders is a day");
}

#[test]
fn any_bytes_are_read_without_a_panic_and_what_is_accepted_can_be_played() {
    let (mut refused, mut accepted) = (0, 0);
    for seed in 0..1500_u64 {
        let mut rng = Rng(seed.wrapping_mul(7919).wrapping_add(1));
        let mut files = [ORDERS, COURIERS, RESTAURANTS, RULES].map(|t| t.as_bytes().to_vec());
        for _ in 0..=rng.below(2) {
            let file = &mut files[rng.below(4)];
            let at = rng.below(file.len());
            match rng.below(4) {
                0 => file[at] = rng.below(256) as u8,
                1 => file.truncate(at.max(1)),
                2 => file.insert(at, b"\t\n-9e.Nr"[rng.below(8)]),
                _ => {
                    file.remove(at);
                }
            }
            if file.is_empty() {
                file.push(b'x');
            }
        }
        let texts = files.map(|f| String::from_utf8_lossy(&f).into_owned());
        let [orders, couriers, restaurants, rules] = &texts;
        match read(&Texts { orders, couriers, restaurants, rules }) {
            Err(found) => {
                refused += 1;
                assert!(!found.is_empty(), "seed {seed}: refused without a reason");
            }
            Ok(day) => {
                accepted += 1;
                let results = Results::of(&day, &play(&day, Options { seed, steps: 5 }, &mut Unwatched));
                let checked = oracle::Texts {
                    orders,
                    couriers,
                    restaurants,
                    parameters: rules,
                    assignments: &results.assignments,
                    order_results: &results.orders,
                    moves: &results.couriers,
                };
                assert_eq!(oracle::check(&checked).0, Vec::<String>::new(), "seed {seed}: {texts:?}");
            }
        }
    }
    println!("{refused} refused, {accepted} played");
    assert!(refused > 100 && accepted > 50);
}

#[test]
fn every_seeded_defect_of_the_result_files_is_found() {
    let good = played();
    let line = |text: &str, part: &str| text.lines().find(|l| l.contains(part)).unwrap().to_owned();
    let words = |line: &str| -> Vec<String> { line.split(' ').map(str::to_owned).collect() };
    let changed = |line: &str, word: usize, by: i32| {
        let mut words = words(line);
        words[word] = (words[word].parse::<i32>().unwrap() + by).to_string();
        words.join(" ")
    };
    let bundle = line(&good.assignments, " o1");
    let far = line(&good.assignments, " o4");
    let o4 = line(&good.orders, "o4 ");
    let to_o4 = line(&good.couriers, " o4");
    let swapped = {
        let mut words = words(&bundle);
        words.swap(3, 4);
        words.join(" ")
    };
    let assignments =
        |from: &str, to: &str| Results { assignments: good.assignments.replace(from, to), ..good.clone() };
    let orders = |from: &str, to: &str| Results { orders: good.orders.replace(from, to), ..good.clone() };
    let moves = |from: &str, to: &str| Results { couriers: good.couriers.replace(from, to), ..good.clone() };
    let other = if words(&far)[2] == "c1" { "c2" } else { "c1" };
    let mut two = words(&far);
    two[2] = other.to_owned();
    let defects = [
        ("decided before it is placed", assignments(&far, &changed(&far, 0, -40))),
        ("decided after the pickup", assignments(&far, &changed(&far, 0, 5))),
        ("picked up too early", assignments(&far, &changed(&far, 1, -20))),
        ("picked up after the shift", assignments(&far, &changed(&far, 1, 300))),
        ("another courier", assignments(&far, &two.join(" "))),
        ("an unknown courier", assignments(&far, &two.join(" ").replace(other, "c77"))),
        ("an order twice", assignments(&far, &format!("{far} o3"))),
        ("an order in no assignment", assignments(&format!("{far}\n"), "")),
        ("an unknown order", assignments(" o4", " o44")),
        ("doors in another sequence", assignments(&bundle, &swapped)),
        ("a line that is none", assignments(&far, "later")),
        ("handed over too early", orders(&o4, &changed(&o4, 5, -1))),
        ("handed over later than it was", orders(&o4, &changed(&o4, 5, 1))),
        ("another placement", orders(&o4, &changed(&o4, 1, 3))),
        ("another ready time", orders(&o4, &changed(&o4, 3, -3))),
        ("longer than the maximum", orders(&o4, &changed(&o4, 5, 60))),
        ("another restaurant", orders("o4 70 r2", "o4 70 r1")),
        ("an order not listed", orders(&format!("{o4}\n"), "")),
        ("listed twice", orders(&o4, &format!("{o4}\n{o4}"))),
        ("delivered by nobody", orders("o5 400 r1 420 NaN NaN NaN", "o5 400 r1 420 421 430 c1")),
        ("told undelivered", orders(&o4, "o4 70 r2 80 NaN NaN NaN")),
        ("no number", orders("o5 400 r1 420 NaN", "o5 400 r1 420 inf")),
        ("leaves the counter too early", moves(&to_o4, &changed(&to_o4, 1, -2))),
        ("a drive is missing", moves(&format!("{to_o4}\n"), "")),
        ("a drive from elsewhere", moves(&to_o4, &to_o4.replace(" r2 o4", " r1 o4"))),
        ("a drive to nowhere", moves(&to_o4, &to_o4.replace(" o4", " nowhere"))),
        ("a drive for nothing", moves(&to_o4, &format!("{to_o4}\n{} 230 o4 o5", words(&to_o4)[0]))),
        ("a drive at no time", moves(&to_o4, &to_o4.replace(&words(&to_o4)[1], "NaN"))),
    ];
    for (name, defect) in defects {
        assert_ne!(defect, good, "{name}: nothing was changed");
        assert!(!wrong(&defect).is_empty(), "{name} is not found");
    }
}

#[test]
fn changed_numbers_of_the_result_files_are_found() {
    let good = played();
    let mut found = 0;
    for seed in 0..300_u64 {
        let mut rng = Rng(seed.wrapping_mul(104_729).wrapping_add(3));
        let mut results = good.clone();
        let text = match rng.below(3) {
            0 => &mut results.assignments,
            1 => &mut results.orders,
            _ => &mut results.couriers,
        };
        let header = text.find('\n').unwrap() + 1;
        let digits: Vec<usize> =
            text.char_indices().filter(|(i, c)| *i > header && c.is_ascii_digit()).map(|(i, _)| i).collect();
        let at = digits[rng.below(digits.len())];
        let old = text.as_bytes()[at] - b'0';
        let new = (old + 1 + rng.below(9) as u8) % 10;
        text.replace_range(at..=at, &new.to_string());
        if results == good {
            continue;
        }
        // A decision that is told a little earlier, or a drive between waiting places told later, breaks no rule.
        if !wrong(&results).is_empty() {
            found += 1;
        }
    }
    println!("{found} of 300 changes are found");
    assert!(found > 240);
}
