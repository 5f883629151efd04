//! What a planner without bundles reaches: orders in the sequence in which they are ready, each to the courier who can drop it
//! first. A comparator for tests and tables; it decides with orders that are not placed yet, so no planner of a day is it.

use std::collections::BTreeMap;

use super::Texts;
use super::facts::Facts;

/// What the comparator reaches.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Floor {
    /// Orders of the day.
    pub orders: usize,
    /// Orders that no courier could drop within the maximum.
    pub undelivered: Vec<String>,
    /// Minutes from placement to hand-over, on average.
    pub mean_min: f64,
    /// The same for nine in ten.
    pub p90_min: f64,
    /// Share beyond the target, in per cent.
    pub over_target_percent: f64,
    /// Pay of all couriers for each delivered order.
    pub cost_per_order: f64,
}

/// Plays a day so; `None` when the day cannot be read. Quadratic.
#[must_use]
pub fn floor(texts: &Texts) -> Option<Floor> {
    let facts = Facts::read(texts)?;
    let [before, after, before_door, after_door] = facts.halves;
    let mut turn: Vec<&String> = facts.listed.0.iter().collect();
    turn.sort_by(|a, b| facts.orders[*a].ready.total_cmp(&facts.orders[*b].ready));
    let mut free: Vec<((f64, f64), f64)> =
        facts.listed.1.iter().map(|id| (facts.couriers[id].at, facts.couriers[id].on)).collect();
    let mut done: BTreeMap<&str, f64> = BTreeMap::new();
    let mut answer = Floor { orders: turn.len(), ..Floor::default() };
    let mut taken = Vec::new();
    for id in turn {
        let order = &facts.orders[id];
        let counter = facts.restaurants[&order.restaurant];
        let mut best: Option<(f64, usize)> = None;
        for (index, (at, from)) in free.iter().enumerate() {
            let pickup = (from.max(order.placed) + facts.way(*at, counter) + before).max(order.ready);
            let drop = pickup + after + facts.way(counter, order.at) + before_door;
            let late =
                pickup > facts.couriers[&facts.listed.1[index]].off || drop - order.placed > facts.maximum;
            if !late && best.is_none_or(|(least, _)| drop < least) {
                best = Some((drop, index));
            }
        }
        let Some((drop, index)) = best else {
            answer.undelivered.push(id.clone());
            continue;
        };
        free[index] = (order.at, drop + after_door);
        *done.entry(&facts.listed.1[index]).or_default() += 1.0;
        taken.push(drop - order.placed);
    }
    taken.sort_by(f64::total_cmp);
    let count = taken.len() as f64;
    if let Some(&p90) = taken.get(taken.len() * 9 / 10) {
        let late = taken.iter().filter(|t| **t > facts.target).count() as f64;
        answer.mean_min = taken.iter().sum::<f64>() / count;
        answer.p90_min = p90;
        answer.over_target_percent = late * 100.0 / count;
        answer.cost_per_order = facts.pay(&done) / count;
    }
    Some(answer)
}
