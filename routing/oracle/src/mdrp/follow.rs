//! Follows every courier drive by drive, and looks for each bundle's counter and doors among the drives.

use std::collections::BTreeMap;

use super::facts::{Courier, Facts};
use super::{Bundle, Drive, Told};

/// Follows all couriers; the minutes that they drove.
pub(super) fn all(
    facts: &Facts,
    bundles: &[Bundle],
    told: &BTreeMap<String, Option<Told>>,
    drives: &BTreeMap<String, Vec<Drive>>,
    wrong: &mut Vec<String>,
) -> f64 {
    let none = Vec::new();
    let mut driven = 0.0;
    for (id, courier) in &facts.couriers {
        let drives = drives.get(id).unwrap_or(&none);
        let mut own: Vec<&Bundle> = bundles.iter().filter(|b| b.courier == *id).collect();
        own.sort_by(|a, b| a.pickup.total_cmp(&b.pickup));
        if let Some(arrivals) = arrivals(facts, (id, courier), drives, wrong) {
            driven += arrivals.iter().zip(drives).map(|(a, d)| a - d.depart).sum::<f64>();
            one(facts, &own, told, (drives, &arrivals), wrong);
        }
    }
    driven
}

/// When each drive ends; `None` when the chain of drives is broken.
fn arrivals(
    facts: &Facts,
    (id, courier): (&str, &Courier),
    drives: &[Drive],
    wrong: &mut Vec<String>,
) -> Option<Vec<f64>> {
    let (mut place, mut free) = (id, courier.on);
    let mut arrivals = Vec::with_capacity(drives.len());
    for drive in drives {
        let (Some(from), Some(to)) = (facts.place(&drive.from), facts.place(&drive.to)) else {
            wrong.push(format!("couriers:{}: no place {} or {}", drive.line, drive.from, drive.to));
            return None;
        };
        if drive.from != place {
            wrong.push(format!("couriers:{}: leaves from {}, is at {place}", drive.line, drive.from));
            return None;
        }
        if drive.depart < free {
            wrong.push(format!("couriers:{}: leaves at {}, is there at {free}", drive.line, drive.depart));
        }
        free = drive.depart + facts.way(from, to);
        arrivals.push(free);
        place = &drive.to;
    }
    Some(arrivals)
}

/// A courier's bundles among the drives: every door is that of a bundle, in sequence, after its counter.
fn one(
    facts: &Facts,
    bundles: &[&Bundle],
    told: &BTreeMap<String, Option<Told>>,
    (drives, arrivals): (&[Drive], &[f64]),
    wrong: &mut Vec<String>,
) {
    let [before, after, before_door, after_door] = facts.halves;
    let leaves = |index: usize| drives.get(index).map_or(f64::INFINITY, |d| d.depart);
    let mut next = 0;
    for bundle in bundles {
        let line = bundle.line;
        // Drives between restaurants are waiting elsewhere; the last one before the first door is to the counter.
        while next < drives.len() && !facts.orders.contains_key(&drives[next].to) {
            next += 1;
        }
        let Some(counter) = next.checked_sub(1) else {
            wrong.push(format!("assignments:{line}: the courier was at no restaurant"));
            return;
        };
        let restaurant = bundle.orders.first().and_then(|o| facts.orders.get(o)).map(|o| &o.restaurant);
        if restaurant != Some(&drives[counter].to) {
            wrong.push(format!("assignments:{line}: the courier was at {}", drives[counter].to));
        }
        if bundle.pickup < arrivals[counter] + before {
            wrong.push(format!("assignments:{line}: picked up before the courier can be at the counter"));
        }
        if leaves(next) < bundle.pickup + after {
            wrong.push(format!("assignments:{line}: the courier leaves before the work there is done"));
        }
        for order in &bundle.orders {
            if drives.get(next).map(|d| d.to.as_str()) != Some(order.as_str()) {
                wrong.push(format!("assignments:{line}: the courier does not drive to {order} in its turn"));
                return;
            }
            let dropoff = told.get(order).and_then(Option::as_ref).map_or(f64::NAN, |t| t.dropoff);
            if dropoff != arrivals[next] + before_door {
                wrong.push(format!("order {order} is not handed over when the courier is at the door"));
            }
            next += 1;
            if leaves(next) < dropoff + after_door {
                wrong.push(format!("order {order}: the courier leaves before the work at the door is done"));
            }
        }
    }
    for drive in drives.iter().skip(next).filter(|d| !facts.restaurants.contains_key(&d.to)) {
        wrong.push(format!("couriers:{}: drives to {} with nothing for it", drive.line, drive.to));
    }
}
