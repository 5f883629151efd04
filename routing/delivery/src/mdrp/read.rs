//! Reads the four tables of a day; any text is taken, and everything that is wrong is listed with file and line.

use std::collections::BTreeMap;

use market_model::Problem;

use super::day::{Courier, Day, Order, Point, Restaurant, Rules};
use super::table::{Problems, Table};

/// Farthest coordinate, in metres.
const FAR_M: f64 = 1e7;
/// Latest minute: two weeks.
const LATEST_MIN: i32 = 20_160;
/// Most orders, couriers or restaurants.
const MOST: usize = 20_000;

/// Names of the files, as the set has them.
const ORDERS: &str = "orders.txt";
const COURIERS: &str = "couriers.txt";
const RESTAURANTS: &str = "restaurants.txt";
const RULES: &str = "instance_parameters.txt";

type Taken = BTreeMap<String, (&'static str, usize)>;

/// The files of a day, as text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Texts<'a> {
    /// `orders.txt`.
    pub orders: &'a str,
    /// `couriers.txt`.
    pub couriers: &'a str,
    /// `restaurants.txt`.
    pub restaurants: &'a str,
    /// `instance_parameters.txt`.
    pub rules: &'a str,
}

impl Texts<'_> {
    /// Names of the files, in the order of the fields.
    pub const FILES: [&'static str; 4] = [ORDERS, COURIERS, RESTAURANTS, RULES];
}

/// Reads a day. Names are unique over all files, as one table of places holds them all.
///
/// # Errors
/// Everything that is wrong, up to a hundred problems, each with its file and line.
pub fn read(texts: &Texts) -> Result<Day, Vec<Problem>> {
    let mut problems = Problems::default();
    let mut taken = Taken::new();
    let rules = rules(texts.rules, &mut problems);
    let restaurants = restaurants(texts.restaurants, &mut taken, &mut problems);
    let couriers = couriers(texts.couriers, &mut taken, &mut problems);
    let by_name: BTreeMap<&str, usize> =
        restaurants.iter().flatten().enumerate().map(|(index, r)| (r.id.as_str(), index)).collect();
    let orders = orders(texts.orders, restaurants.is_some().then_some(&by_name), &mut taken, &mut problems);
    let day = || Some(Day { orders: orders?, couriers: couriers?, restaurants: restaurants?, rules: rules? });
    problems.or(day())
}

fn rules(text: &str, p: &mut Problems) -> Option<Rules> {
    let names = [
        "meters_per_minute",
        "pickup service minutes",
        "dropoff service minutes",
        "target click-to-door",
        "maximum click-to-door",
        "pay per order",
        "guaranteed pay per hour",
    ];
    let table = Table::read(RULES, text, names, MOST, p)?;
    if table.rows.len() != 1 {
        let told = ("한 줄의 규칙", "one row of rules");
        p.add(RULES, 0, "row", &table.rows.len().to_string(), told);
        return None;
    }
    let cents = |column, p: &mut Problems| (table.number(0, column, (0.0, 1e6), p) * 100.0).round() as i64;
    Some(Rules {
        metres_per_min: table.number(0, 0, (1.0, 1e5), p),
        // The set's evaluator wants both works to take some time.
        pickup_min: table.whole(0, 1, (1, 240), p),
        dropoff_min: table.whole(0, 2, (1, 240), p),
        target_min: table.whole(0, 3, (0, LATEST_MIN), p),
        maximum_min: table.whole(0, 4, (0, LATEST_MIN), p),
        order_cents: cents(5, p),
        hour_cents: cents(6, p),
    })
}

fn point<const N: usize>(table: &Table<N>, row: usize, p: &mut Problems) -> Point {
    let far = (-FAR_M, FAR_M);
    Point { x_m: table.number(row, 1, far, p), y_m: table.number(row, 2, far, p) }
}

fn restaurants(text: &str, taken: &mut Taken, p: &mut Problems) -> Option<Vec<Restaurant>> {
    let table = Table::read(RESTAURANTS, text, ["restaurant", "x", "y"], MOST, p)?;
    let one = |row| Restaurant { id: table.id(row, taken, p), at: point(&table, row, p) };
    Some((0..table.rows.len()).map(one).collect())
}

fn couriers(text: &str, taken: &mut Taken, p: &mut Problems) -> Option<Vec<Courier>> {
    let table = Table::read(COURIERS, text, ["courier", "x", "y", "on_time", "off_time"], MOST, p)?;
    let mut couriers = Vec::with_capacity(table.rows.len());
    for row in 0..table.rows.len() {
        let id = table.id(row, taken, p);
        let at = point(&table, row, p);
        let on_min = table.whole(row, 3, (0, LATEST_MIN), p);
        let off_min = table.whole(row, 4, (0, LATEST_MIN), p);
        if off_min < on_min {
            let (line, cells) = table.rows[row];
            let told = ("on_time보다 이르지 않은 시각", "a time not before on_time");
            p.add(COURIERS, line, "off_time", cells[4], told);
        }
        couriers.push(Courier { id, at, on_min, off_min });
    }
    Some(couriers)
}

fn orders(
    text: &str,
    restaurants: Option<&BTreeMap<&str, usize>>,
    taken: &mut Taken,
    p: &mut Problems,
) -> Option<Vec<Order>> {
    let names = ["order", "x", "y", "placement_time", "restaurant", "ready_time"];
    let table = Table::read(ORDERS, text, names, MOST, p)?;
    let mut orders = Vec::with_capacity(table.rows.len());
    for row in 0..table.rows.len() {
        let (line, cells) = table.rows[row];
        let id = table.id(row, taken, p);
        let at = point(&table, row, p);
        let placed_min = table.whole(row, 3, (0, LATEST_MIN), p);
        let ready_min = table.whole(row, 5, (0, LATEST_MIN), p);
        if ready_min < placed_min {
            let told = ("placement_time보다 이르지 않은 시각", "a time not before placement_time");
            p.add(ORDERS, line, "ready_time", cells[5], told);
        }
        let restaurant = restaurants.map_or(Some(0), |known| known.get(cells[4]).copied());
        if restaurant.is_none() {
            let told = ("restaurants.txt에 있는 식당", "a restaurant of restaurants.txt");
            p.add(ORDERS, line, "restaurant", cells[4], told);
        }
        orders.push(Order { id, at, placed_min, restaurant: restaurant.unwrap_or(0), ready_min });
    }
    Some(orders)
}
