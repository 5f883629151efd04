//! What a courier's next order costs: the pay is the larger of that of the orders and that of the hours on duty.
//!
//! An order given to somebody who will not reach the guaranteed pay costs nothing, but who that will be is known only at the
//! end of the shift. So the top-up that is left at the end is expected: orders to come are a binomial number, one chance a
//! quarter of an hour, at the pace at which orders came so far.

use super::day::Day;

/// Minutes in which a courier gets at most one order more, on average.
const SLOT_MIN: i32 = 15;
/// Courier-hours of the assumption with which a day begins, before it has a pace of its own.
const ASSUMED_H: f64 = 10.0;

/// Chances of numbers of orders to come, by slots left.
pub(super) struct Outlook {
    /// How much a top-up counts: more when there is work enough for everybody, so that one who misses it could have been helped;
    /// less when there is not.
    pub(super) weight: f64,
    chance: f64,
    rows: Vec<Vec<f64>>,
}

impl Outlook {
    /// The outlook when `orders` came in `hours` of all couriers on duty; at the day's beginning the pace is assumed that earns
    /// just the guaranteed pay.
    pub(super) fn new(day: &Day, orders: usize, hours: f64) -> Self {
        let rules = &day.rules;
        let assumed = rules.hour_cents as f64 / rules.order_cents.max(1) as f64;
        let pace = (assumed * ASSUMED_H + orders as f64) / (ASSUMED_H + hours);
        Self {
            weight: if assumed > 0.0 { (pace / assumed).clamp(0.1, 10.0) } else { 1.0 },
            chance: (pace * f64::from(SLOT_MIN) / 60.0).min(0.95),
            rows: vec![vec![1.0]],
        }
    }

    /// Chances of 0, 1, 2, … orders in `slots` slots; each row is made from the one before.
    fn row(&mut self, slots: usize) -> &[f64] {
        while self.rows.len() <= slots {
            let mut next = vec![0.0; self.rows.len() + 1];
            if let Some(last) = self.rows.last() {
                for (count, chance) in last.iter().enumerate() {
                    next[count] += chance * (1.0 - self.chance);
                    next[count + 1] += chance * self.chance;
                }
            }
            self.rows.push(next);
        }
        &self.rows[slots]
    }

    /// Expected top-up in hundredths at the end of the shift, for 0, 1, … `more` orders on top of `done`, seen from `now`.
    pub(super) fn top_ups(
        &mut self,
        day: &Day,
        courier: usize,
        done: usize,
        more: usize,
        now: i32,
    ) -> Vec<f64> {
        let shift = &day.couriers[courier];
        let left_min = (shift.off_min - now.max(shift.on_min)).max(0);
        let (guaranteed, each) = (day.guaranteed_cents(courier), day.rules.order_cents);
        let row = self.row((left_min / SLOT_MIN) as usize);
        let short = |orders: usize| (guaranteed - each * orders as i64).max(0) as f64;
        let expected =
            |orders: usize| row.iter().enumerate().map(|(come, chance)| chance * short(orders + come)).sum();
        (0..=more).map(|k| expected(done + k)).collect()
    }
}
