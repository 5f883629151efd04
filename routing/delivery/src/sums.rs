//! What a plan adds up to: totals, lateness, fairness, money. Reckoned from the written plan alone.

use std::collections::BTreeMap;

use crate::orders::{Order, Orders};
use crate::plan::{Costs, Fairness, Late, Plan, RiderPlan, StopKind, Totals};

/// Fills the sums of a plan.
pub(crate) fn fill(orders: &Orders, plan: &mut Plan) {
    for rider in &mut plan.riders {
        rider.totals = of_rider(rider);
    }
    plan.totals = plan.riders.iter().fold(Totals::default(), |sum, r| add(&sum, &r.totals));
    plan.late = late(orders, plan);
    plan.fairness = fairness(orders, plan);
    plan.costs = costs(orders, plan);
}

fn of_rider(rider: &RiderPlan) -> Totals {
    let mut totals = Totals { riders: u64::from(!rider.trips.is_empty()), ..Totals::default() };
    for trip in &rider.trips {
        totals.trips += 1;
        totals.orders += trip.orders.len() as u64;
        totals.work_ms += trip.stops.last().map_or(0, |s| s.leave_ms.saturating_sub(trip.depart_ms));
        for stop in &trip.stops {
            totals.length_mm += stop.leg.length_mm;
            totals.travel_ms += stop.leg.time_ms;
            totals.wait_ms += stop.wait_ms;
        }
    }
    if let Some(home) = &rider.home {
        totals.work_ms += home.arrive_ms.saturating_sub(home.depart_ms);
        totals.length_mm += home.leg.length_mm;
        totals.travel_ms += home.leg.time_ms;
    }
    totals
}

fn add(a: &Totals, b: &Totals) -> Totals {
    Totals {
        orders: a.orders + b.orders,
        trips: a.trips + b.trips,
        riders: a.riders + b.riders,
        length_mm: a.length_mm + b.length_mm,
        travel_ms: a.travel_ms + b.travel_ms,
        wait_ms: a.wait_ms + b.wait_ms,
        work_ms: a.work_ms + b.work_ms,
    }
}

fn late(orders: &Orders, plan: &Plan) -> Vec<Late> {
    let by_id: BTreeMap<&str, &Order> = orders.orders.iter().map(|o| (o.id.as_str(), o)).collect();
    let stops = plan.riders.iter().flat_map(|r| &r.trips).flat_map(|t| &t.stops);
    let mut found = Vec::new();
    for stop in stops.filter(|s| s.kind == StopKind::Deliver) {
        for id in &stop.orders {
            let Some(order) = by_id.get(id.as_str()) else { continue };
            let late_ms = (stop.arrive_ms + stop.wait_ms).saturating_sub(order.window[1].0);
            if late_ms > 0 {
                let won = late_ms * order.late_won_per_min.unwrap_or(0) / 60_000;
                found.push(Late { order: id.clone(), late_ms, won });
            }
        }
    }
    found
}

fn fairness(orders: &Orders, plan: &Plan) -> Fairness {
    let work: Vec<u64> = plan.riders.iter().map(|r| r.totals.work_ms).collect();
    let n = work.len().max(1) as u64;
    let mean = work.iter().sum::<u64>() / n;
    let deviation = work.iter().map(|w| w.abs_diff(mean)).sum::<u64>() / n;
    Fairness {
        weight: orders.settings.fairness_weight,
        least_ms: work.iter().copied().min().unwrap_or(0),
        most_ms: work.iter().copied().max().unwrap_or(0),
        mean_ms: mean,
        deviation_permille: (deviation * 1000).checked_div(mean).unwrap_or(0),
    }
}

fn costs(orders: &Orders, plan: &Plan) -> Option<Costs> {
    let paid = orders.riders.iter().any(|r| r.wage_won_per_h.is_some());
    if !paid && orders.orders.iter().all(|o| o.fee_won == 0) {
        return None;
    }
    let wage = |(r, p): (&crate::orders::Rider, &RiderPlan)| {
        (p.totals.work_ms * r.wage_won_per_h.unwrap_or(0)).div_ceil(3_600_000)
    };
    let wages_won: u64 = orders.riders.iter().zip(&plan.riders).map(wage).sum();
    let late_won: u64 = plan.late.iter().map(|l| l.won).sum();
    let left: Vec<&str> = plan.unserved.iter().map(|u| u.order.as_str()).collect();
    let served = orders.orders.iter().filter(|o| !left.contains(&o.id.as_str()));
    let fees_won = served.map(|o| o.fee_won).sum();
    let per_order_won = (wages_won + late_won).checked_div(plan.totals.orders).unwrap_or(0);
    Some(Costs { wages_won, late_won, fees_won, per_order_won })
}
