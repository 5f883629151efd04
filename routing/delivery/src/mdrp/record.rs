//! What happened on a day, as the set's result files tell it.
//!
//! `solution_info_assignments.txt` (assignment time, pickup time, courier, orders in sequence), `solution_info_orders.txt` (an
//! order a line, `NaN` where it was not delivered) and `solution_info_couriers.txt` (every drive: courier, departure, from, to),
//! separated by spaces: what mdrplib's `compute_performance_summary.py` reads.

use std::fmt::Write as _;

use super::day::Day;

/// Meals that a courier takes from a restaurant together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// When it was decided for good.
    pub decided_min: i32,
    /// When the meals were picked up.
    pub pickup_min: i32,
    /// Who took them.
    pub courier: usize,
    /// Orders in the sequence of their doors.
    pub orders: Vec<usize>,
}

/// Somewhere a courier can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Where this courier's shift begins.
    Home(usize),
    /// At a restaurant.
    Restaurant(usize),
    /// At an order's door.
    Door(usize),
}

/// A drive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Who drives.
    pub courier: usize,
    /// When.
    pub depart_min: i32,
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
}

/// How an order came to its door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// Who brought it.
    pub courier: usize,
    /// When it left the restaurant's counter.
    pub pickup_min: i32,
    /// When it was handed over.
    pub dropoff_min: i32,
}

/// A day that was played.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Played {
    /// Bundles, in the sequence of their pickups.
    pub assignments: Vec<Assignment>,
    /// Drives, in the sequence of their departures.
    pub moves: Vec<Move>,
    /// By order; `None` when nobody delivered it.
    pub deliveries: Vec<Option<Delivery>>,
    /// Minutes at which something was decided.
    pub decisions: usize,
}

/// What a day came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Orders of the day.
    pub orders: usize,
    /// Orders that reached their door.
    pub delivered: usize,
    /// From placement to hand-over on average, in minutes.
    pub mean_min: f64,
    /// Nine in ten took at most about so many minutes.
    pub p90_min: i32,
    /// Share that took longer than the target, in per cent.
    pub over_target_percent: f64,
    /// Pay of all couriers, in hundredths.
    pub pay_cents: i64,
    /// Pay for each order that was delivered, in the currency's unit.
    pub cost_per_order: f64,
    /// Meals picked up together, on average.
    pub bundle: f64,
}

/// Texts of the result files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    /// `solution_info_assignments.txt`.
    pub assignments: String,
    /// `solution_info_orders.txt`.
    pub orders: String,
    /// `solution_info_couriers.txt`.
    pub couriers: String,
}

impl Results {
    /// Names of the files, in the order of the fields.
    pub const FILES: [&'static str; 3] =
        ["solution_info_assignments.txt", "solution_info_orders.txt", "solution_info_couriers.txt"];

    /// The files of a day that was played.
    #[must_use]
    pub fn of(day: &Day, played: &Played) -> Self {
        let mut assignments = String::from("assignment_time pickup_time courier bundle\n");
        for a in &played.assignments {
            let _ = write!(assignments, "{} {} {}", a.decided_min, a.pickup_min, day.couriers[a.courier].id);
            for &order in &a.orders {
                let _ = write!(assignments, " {}", day.orders[order].id);
            }
            assignments.push('\n');
        }
        let mut orders =
            String::from("order placement_time restaurant ready_time pickup_time dropoff_time courier\n");
        for (order, delivery) in day.orders.iter().zip(&played.deliveries) {
            let restaurant = &day.restaurants[order.restaurant].id;
            let _ = write!(orders, "{} {} {restaurant} {} ", order.id, order.placed_min, order.ready_min);
            let _ = match delivery {
                Some(d) => {
                    writeln!(orders, "{} {} {}", d.pickup_min, d.dropoff_min, day.couriers[d.courier].id)
                }
                None => writeln!(orders, "NaN NaN NaN"),
            };
        }
        let name = |place: Place| match place {
            Place::Home(courier) => &day.couriers[courier].id,
            Place::Restaurant(restaurant) => &day.restaurants[restaurant].id,
            Place::Door(order) => &day.orders[order].id,
        };
        let mut moves: Vec<&Move> = played.moves.iter().collect();
        // Stable: a courier's drives keep their sequence, even those that take no time.
        moves.sort_by_key(|m| m.courier);
        let mut couriers = String::from("courier departure_time origin destination\n");
        for m in moves {
            let (from, to) = (name(m.from), name(m.to));
            let _ = writeln!(couriers, "{} {} {from} {to}", day.couriers[m.courier].id, m.depart_min);
        }
        Self { assignments, orders, couriers }
    }
}

impl Played {
    /// What the day came to; zeros where nothing was delivered.
    #[must_use]
    pub fn figures(&self, day: &Day) -> Figures {
        let taken = |(order, delivery): (&super::day::Order, &Option<Delivery>)| {
            delivery.map(|d| d.dropoff_min - order.placed_min)
        };
        let mut minutes: Vec<i32> = day.orders.iter().zip(&self.deliveries).filter_map(taken).collect();
        minutes.sort_unstable();
        let mut done = vec![0_i64; day.couriers.len()];
        for delivery in self.deliveries.iter().flatten() {
            done[delivery.courier] += 1;
        }
        let pay = |(courier, orders): (usize, &i64)| {
            (orders * day.rules.order_cents).max(day.guaranteed_cents(courier))
        };
        let pay_cents: i64 = done.iter().enumerate().map(pay).sum();
        let delivered = minutes.len();
        let share = |whole: f64| if delivered == 0 { 0.0 } else { whole / delivered as f64 };
        let late = minutes.iter().filter(|&&m| m > day.rules.target_min).count();
        Figures {
            orders: day.orders.len(),
            delivered,
            mean_min: share(minutes.iter().map(|&m| f64::from(m)).sum()),
            p90_min: minutes.get(delivered * 9 / 10).copied().unwrap_or(0),
            over_target_percent: share(late as f64 * 100.0),
            pay_cents,
            cost_per_order: share(pay_cents as f64 / 100.0),
            bundle: if self.assignments.is_empty() {
                0.0
            } else {
                delivered as f64 / self.assignments.len() as f64
            },
        }
    }
}
