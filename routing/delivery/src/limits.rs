//! What numbers of the orders may be: one table for the reader and for orders that are made in memory.

use std::ops::RangeInclusive;

use crate::orders::{Item, Order, Orders, Rider, Settings};

/// More than this is not planned at once.
pub(crate) const MAX_ORDERS: usize = 5_000;
pub(crate) const MAX_RIDERS: usize = 500;
pub(crate) const MAX_ITEMS: usize = 100;
pub(crate) const MAX_BREAKS: usize = 8;
/// Cells of all tables of times together: 4 bytes each.
pub(crate) const MAX_CELLS: usize = 150_000_000;

/// The numbers that a field may hold.
pub(crate) fn range(field: &str) -> RangeInclusive<u64> {
    match field {
        "count" => 1..=10_000,
        "grams" | "millilitres" | "late_won_per_min" | "change_won" => 0..=1_000_000,
        "boxes" => 0..=1_000,
        "capacity_grams" => 1..=10_000_000,
        "capacity_millilitres" => 0..=10_000_000,
        "capacity_boxes" => 0..=10_000,
        "max_orders" | "wave_orders" => 1..=100,
        "pickers" => 0..=100,
        "wave_min" => 1..=600,
        "minutes" => 1..=600,
        "max_on_board_min" => 1..=1_440,
        "longest_work_min" | "longest_stretch_min" => 30..=1_440,
        "rest_min" => 5..=240,
        "floor" => 0..=150,
        "floor_s" | "min_stop_s" => 0..=600,
        "priority" => 0..=9,
        "pace_percent" => 100..=300,
        "fairness_weight" => 0..=1_000,
        "won_per_h" => 1_000..=1_000_000,
        "fee_won" | "wage_won_per_h" => 0..=10_000_000,
        // Seconds of work.
        _ => 0..=7_200,
    }
}

/// Every number of the orders that is out of its range: path, value, range.
pub(crate) fn out_of_range(orders: &Orders) -> Vec<(String, u64, RangeInclusive<u64>)> {
    let mut found = Vec::new();
    // A path is written only for what is wrong.
    let mut look = |prefix: &dyn Fn() -> String, fields: &[(&str, Option<u64>)]| {
        for (field, value) in fields {
            if let Some(value) = value
                && !range(field).contains(value)
            {
                found.push((format!("{}.{field}", prefix()), *value, range(field)));
            }
        }
    };
    look(&|| "settings".to_owned(), &of_settings(&orders.settings));
    for (i, order) in orders.orders.iter().enumerate() {
        look(&|| format!("orders[{i}]"), &of_order(order));
        for (k, item) in order.items.iter().take(MAX_ITEMS).enumerate() {
            look(&|| format!("orders[{i}].items[{k}]"), &of_item(item));
        }
    }
    for (i, rider) in orders.riders.iter().enumerate() {
        look(&|| format!("riders[{i}]"), &of_rider(rider));
        for (k, rest) in rider.breaks.iter().take(MAX_BREAKS).enumerate() {
            look(&|| format!("riders[{i}].breaks[{k}]"), &[("minutes", Some(rest.minutes))]);
        }
    }
    found
}

fn of_settings(s: &Settings) -> [(&'static str, Option<u64>); 14] {
    [
        ("parking_s", Some(s.parking_s)),
        ("stall_s", Some(s.stall_s)),
        ("order_s", Some(s.order_s)),
        ("packing_s", Some(s.packing_s)),
        ("door_s", Some(s.door_s)),
        ("floor_s", Some(s.floor_s)),
        ("min_stop_s", Some(s.min_stop_s)),
        ("pickers", Some(s.pickers)),
        ("wave_orders", Some(s.wave_orders)),
        ("wave_min", Some(s.wave_min)),
        ("repack_s", Some(s.repack_s)),
        ("fairness_weight", Some(s.fairness_weight)),
        ("won_per_h", Some(s.won_per_h)),
        ("change_won", Some(s.change_won)),
    ]
}

fn of_order(o: &Order) -> [(&'static str, Option<u64>); 6] {
    [
        ("service_s", o.service_s),
        ("floor", Some(o.floor)),
        ("max_on_board_min", o.max_on_board_min),
        ("late_won_per_min", o.late_won_per_min),
        ("priority", Some(o.priority)),
        ("fee_won", Some(o.fee_won)),
    ]
}

fn of_item(i: &Item) -> [(&'static str, Option<u64>); 6] {
    [
        ("count", Some(i.count)),
        ("grams", Some(i.grams)),
        ("millilitres", Some(i.millilitres)),
        ("boxes", Some(i.boxes)),
        ("handle_s", Some(i.handle_s)),
        ("max_on_board_min", i.max_on_board_min),
    ]
}

fn of_rider(r: &Rider) -> [(&'static str, Option<u64>); 9] {
    [
        ("capacity_grams", Some(r.capacity_grams)),
        ("capacity_millilitres", r.capacity_millilitres),
        ("capacity_boxes", r.capacity_boxes),
        ("max_orders", Some(r.max_orders)),
        ("longest_work_min", r.longest_work_min),
        ("longest_stretch_min", r.longest_stretch_min),
        ("rest_min", Some(r.rest_min)),
        ("pace_percent", Some(r.pace_percent)),
        ("wage_won_per_h", r.wage_won_per_h),
    ]
}
