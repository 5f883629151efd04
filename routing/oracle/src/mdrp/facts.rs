//! The day as its files give it, by name.

use std::collections::BTreeMap;

use super::{Texts, number};

/// An order of the day.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub(super) at: (f64, f64),
    pub(super) placed: f64,
    pub(super) ready: f64,
    pub(super) restaurant: String,
}

/// A courier of the day.
#[derive(Debug, Clone)]
pub(super) struct Courier {
    pub(super) at: (f64, f64),
    pub(super) on: f64,
    pub(super) off: f64,
}

/// Everything by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) orders: BTreeMap<String, Order>,
    /// Names of orders and of couriers, as the files list them.
    pub(super) listed: (Vec<String>, Vec<String>),
    pub(super) couriers: BTreeMap<String, Courier>,
    pub(super) restaurants: BTreeMap<String, (f64, f64)>,
    pub(super) speed: f64,
    /// Work before and after a pickup, before and after a hand-over.
    pub(super) halves: [f64; 4],
    pub(super) target: f64,
    pub(super) maximum: f64,
    pub(super) per_order: f64,
    pub(super) per_hour: f64,
}

impl Facts {
    /// Reads files that are known to be good.
    pub(super) fn read(texts: &Texts) -> Option<Self> {
        let mut facts = Self::default();
        for row in rows(texts.restaurants, &["restaurant", "x", "y"])? {
            facts.restaurants.insert(row[0].clone(), (number(&row[1])?, number(&row[2])?));
        }
        for row in rows(texts.couriers, &["courier", "x", "y", "on_time", "off_time"])? {
            let at = (number(&row[1])?, number(&row[2])?);
            let courier = Courier { at, on: number(&row[3])?, off: number(&row[4])? };
            facts.listed.1.push(row[0].clone());
            facts.couriers.insert(row[0].clone(), courier);
        }
        for row in rows(texts.orders, &["order", "x", "y", "placement_time", "restaurant", "ready_time"])? {
            let at = (number(&row[1])?, number(&row[2])?);
            let (placed, ready) = (number(&row[3])?, number(&row[5])?);
            facts.restaurants.get(&row[4])?;
            facts.listed.0.push(row[0].clone());
            facts.orders.insert(row[0].clone(), Order { at, placed, ready, restaurant: row[4].clone() });
        }
        let names = [
            "meters_per_minute",
            "pickup service minutes",
            "dropoff service minutes",
            "target click-to-door",
            "maximum click-to-door",
            "pay per order",
            "guaranteed pay per hour",
        ];
        let rules = rows(texts.parameters, &names)?.into_iter().next()?;
        let rule = |index: usize| rules.get(index).and_then(|word| number(word));
        let (pickup, dropoff) = (rule(1)?, rule(2)?);
        facts.speed = rule(0)?;
        facts.halves =
            [(pickup / 2.0).ceil(), (pickup / 2.0).floor(), (dropoff / 2.0).ceil(), (dropoff / 2.0).floor()];
        (facts.target, facts.maximum) = (rule(3)?, rule(4)?);
        (facts.per_order, facts.per_hour) = (rule(5)?, rule(6)?);
        Some(facts)
    }

    /// Where something with a name is.
    pub(super) fn place(&self, name: &str) -> Option<(f64, f64)> {
        let order = || self.orders.get(name).map(|o| o.at);
        let courier = || self.couriers.get(name).map(|c| c.at);
        self.restaurants.get(name).copied().or_else(order).or_else(courier)
    }

    /// Minutes of way, rounded up.
    pub(super) fn way(&self, a: (f64, f64), b: (f64, f64)) -> f64 {
        (((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt() / self.speed).ceil()
    }

    /// Pay of all couriers when each delivered so many orders.
    pub(super) fn pay(&self, done: &BTreeMap<&str, f64>) -> f64 {
        let pay = |(id, c): (&String, &Courier)| {
            let orders = done.get(id.as_str()).copied().unwrap_or(0.0) * self.per_order;
            orders.max((c.off - c.on) / 60.0 * self.per_hour)
        };
        self.couriers.iter().map(pay).sum()
    }
}

/// The asked columns of a table with a header, separated by tabs.
fn rows(text: &str, names: &[&str]) -> Option<Vec<Vec<String>>> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next()?.split('\t').map(str::trim).collect();
    let places: Vec<usize> =
        names.iter().map(|n| header.iter().position(|h| h == n)).collect::<Option<_>>()?;
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        places.iter().map(|p| cells.get(*p).map(|c| (*c).to_owned())).collect()
    };
    lines.filter(|l| !l.trim().is_empty()).map(row).collect()
}
