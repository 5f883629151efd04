//! The checker of played meal-delivery days: reads the day and the three result files by itself, follows every courier drive by
//! drive, and believes no number. Shares nothing with the planner, not even a reader.
//!
//! What mdrplib's evaluator asks is asked here too, and more: works at counters and doors, one restaurant a bundle, the longest
//! click-to-door, what is told of an order beside what the day says.

mod facts;
mod floor;
mod follow;

use std::collections::BTreeMap;

use facts::Facts;
pub use floor::{Floor, floor};

/// The texts of a day and of what was made of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Texts<'a> {
    /// `orders.txt`.
    pub orders: &'a str,
    /// `couriers.txt`.
    pub couriers: &'a str,
    /// `restaurants.txt`.
    pub restaurants: &'a str,
    /// `instance_parameters.txt`.
    pub parameters: &'a str,
    /// `solution_info_assignments.txt`.
    pub assignments: &'a str,
    /// `solution_info_orders.txt`.
    pub order_results: &'a str,
    /// `solution_info_couriers.txt`.
    pub moves: &'a str,
}

/// What a day came to, by the files alone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// Orders that were not delivered.
    pub undelivered: Vec<String>,
    /// Minutes from placement to hand-over, on average of the delivered.
    pub mean_min: f64,
    /// Pay of all couriers for each delivered order.
    pub cost_per_order: f64,
    /// Minutes that all couriers drove.
    pub driven_min: f64,
}

/// A bundle as the file tells it.
#[derive(Debug, Clone)]
struct Bundle {
    line: usize,
    decided: f64,
    pickup: f64,
    courier: String,
    orders: Vec<String>,
}

/// What the file tells of an order.
#[derive(Debug, Clone)]
struct Told {
    pickup: f64,
    dropoff: f64,
    courier: String,
}

/// A drive as the file tells it.
#[derive(Debug, Clone)]
struct Drive {
    line: usize,
    depart: f64,
    from: String,
    to: String,
}

/// Everything that is wrong with the result files of a day, and what the day came to.
#[must_use]
pub fn check(texts: &Texts) -> (Vec<String>, Figures) {
    let mut wrong = Vec::new();
    let Some(facts) = Facts::read(texts) else {
        return (vec!["the day cannot be read".to_owned()], Figures::default());
    };
    let bundles = bundles(texts.assignments, &mut wrong);
    let told = order_results(texts.order_results, &facts, &mut wrong);
    let drives = drives(texts.moves, &facts, &mut wrong);
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    for bundle in &bundles {
        one_bundle(&facts, bundle, &told, &mut wrong);
        for order in &bundle.orders {
            *taken.entry(order).or_default() += 1;
        }
    }
    for (order, told) in &told {
        match taken.get(order.as_str()).copied().unwrap_or(0) {
            0 if told.is_some() => wrong.push(format!("order {order} is delivered and in no assignment")),
            2.. => wrong.push(format!("order {order} is in more than one assignment")),
            _ => {}
        }
    }
    let driven_min = follow::all(&facts, &bundles, &told, &drives, &mut wrong);
    let figures = figures(&facts, &told, driven_min);
    (wrong, figures)
}

fn bundles(text: &str, wrong: &mut Vec<String>) -> Vec<Bundle> {
    let mut list = Vec::new();
    for (index, line) in text.lines().enumerate().skip(1) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let times = (words.first().and_then(|w| number(w)), words.get(1).and_then(|w| number(w)));
        match (times, words.get(2)) {
            ((Some(decided), Some(pickup)), Some(courier)) if words.len() > 3 => list.push(Bundle {
                line: index + 1,
                decided,
                pickup,
                courier: (*courier).to_owned(),
                orders: words[3..].iter().map(|w| (*w).to_owned()).collect(),
            }),
            _ => wrong.push(format!("assignments:{}: not an assignment", index + 1)),
        }
    }
    list
}

fn order_results(text: &str, facts: &Facts, wrong: &mut Vec<String>) -> BTreeMap<String, Option<Told>> {
    let mut told = BTreeMap::new();
    let mut lines = text.lines().enumerate();
    let header: Vec<&str> = lines.next().map_or(Vec::new(), |(_, l)| l.split(' ').collect());
    let names =
        ["order", "placement_time", "restaurant", "ready_time", "pickup_time", "dropoff_time", "courier"];
    let places: Vec<Option<usize>> = names.iter().map(|n| header.iter().position(|h| h == n)).collect();
    for (index, line) in lines {
        let at = index + 1;
        let words: Vec<&str> = line.split(' ').collect();
        let cells: Vec<&str> = places.iter().filter_map(|p| words.get((*p)?).copied()).collect();
        let [id, placed, restaurant, ready, pickup, dropoff, courier] = cells[..] else {
            wrong.push(format!("orders:{at}: a row without all columns"));
            continue;
        };
        let Some(order) = facts.orders.get(id) else {
            wrong.push(format!("orders:{at}: no order {id}"));
            continue;
        };
        if number(placed) != Some(order.placed)
            || number(ready) != Some(order.ready)
            || restaurant != order.restaurant
        {
            wrong.push(format!("orders:{at}: order {id} is told otherwise than the day has it"));
        }
        let one = match (number(pickup), number(dropoff)) {
            (Some(pickup), Some(dropoff)) => Some(Told { pickup, dropoff, courier: courier.to_owned() }),
            (None, None) if [pickup, dropoff, courier] == ["NaN"; 3] => None,
            _ => {
                wrong.push(format!("orders:{at}: order {id} is neither delivered nor not"));
                None
            }
        };
        if let Some(one) = &one
            && one.dropoff > order.placed + facts.maximum
        {
            wrong.push(format!("order {id} takes longer than the maximum"));
        }
        if told.insert(id.to_owned(), one).is_some() {
            wrong.push(format!("orders:{at}: order {id} is listed twice"));
        }
    }
    for id in facts.orders.keys().filter(|id| !told.contains_key(*id)) {
        wrong.push(format!("order {id} is not listed"));
    }
    told
}

fn drives(text: &str, facts: &Facts, wrong: &mut Vec<String>) -> BTreeMap<String, Vec<Drive>> {
    let mut drives: BTreeMap<String, Vec<Drive>> = BTreeMap::new();
    let mut last = String::new();
    for (index, line) in text.lines().enumerate().skip(1) {
        let at = index + 1;
        let words: Vec<&str> = line.split_whitespace().collect();
        let [courier, depart, from, to] = words[..] else {
            wrong.push(format!("couriers:{at}: not a drive"));
            continue;
        };
        let Some(depart) = number(depart).filter(|_| facts.couriers.contains_key(courier)) else {
            wrong.push(format!("couriers:{at}: no courier {courier}, or no time {depart}"));
            continue;
        };
        if courier != last && drives.contains_key(courier) {
            // The set's evaluator begins a courier anew whenever the name changes.
            wrong.push(format!("couriers:{at}: courier {courier} is not in one piece"));
        }
        courier.clone_into(&mut last);
        let drive = Drive { line: at, depart, from: from.to_owned(), to: to.to_owned() };
        drives.entry(courier.to_owned()).or_default().push(drive);
    }
    drives
}

/// What can be said of a bundle by itself.
fn one_bundle(
    facts: &Facts,
    bundle: &Bundle,
    told: &BTreeMap<String, Option<Told>>,
    wrong: &mut Vec<String>,
) {
    let mut bad = |what: &str| wrong.push(format!("assignments:{}: {what}", bundle.line));
    if bundle.decided > bundle.pickup {
        bad("decided after its pickup");
    }
    match facts.couriers.get(&bundle.courier) {
        None => bad("no such courier"),
        Some(c) if bundle.pickup > c.off => bad("picked up after the courier's off time"),
        Some(c) if bundle.pickup < c.on => bad("picked up before the courier's on time"),
        Some(_) => {}
    }
    let mut counter = None;
    for id in &bundle.orders {
        let Some(order) = facts.orders.get(id) else {
            bad(&format!("no order {id}"));
            continue;
        };
        if bundle.decided < order.placed {
            bad(&format!("decided before order {id} is placed"));
        }
        if bundle.pickup < order.ready {
            bad(&format!("picked up before order {id} is ready"));
        }
        if *counter.get_or_insert(&order.restaurant) != &order.restaurant {
            bad("orders of several restaurants");
        }
        match told.get(id) {
            Some(Some(t)) if t.courier == bundle.courier && t.pickup == bundle.pickup => {}
            _ => bad(&format!("order {id} is told otherwise in the orders' file")),
        }
    }
}

fn figures(facts: &Facts, told: &BTreeMap<String, Option<Told>>, driven_min: f64) -> Figures {
    let mut done: BTreeMap<&str, f64> = BTreeMap::new();
    let (mut sum, mut count) = (0.0, 0.0);
    for (id, t) in told.iter().filter_map(|(id, t)| Some((id, t.as_ref()?))) {
        if let Some(order) = facts.orders.get(id) {
            sum += t.dropoff - order.placed;
            count += 1.0;
            *done.entry(&t.courier).or_default() += 1.0;
        }
    }
    let delivered = |id: &&String| matches!(told.get(*id), Some(Some(_)));
    Figures {
        undelivered: facts.orders.keys().filter(|id| !delivered(id)).cloned().collect(),
        mean_min: if count > 0.0 { sum / count } else { 0.0 },
        cost_per_order: if count > 0.0 { facts.pay(&done) / count } else { 0.0 },
        driven_min,
    }
}

/// A number that is one: neither infinite nor none.
fn number(word: &str) -> Option<f64> {
    word.parse::<f64>().ok().filter(|n| n.is_finite())
}
