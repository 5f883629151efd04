//! The plan of a moment: which courier brings which open orders, in which sequence and bundles.

use super::board::{Board, Drop};

/// Routes of all couriers, and the orders that are in none.
#[derive(Debug, Clone, Default)]
pub(super) struct Routes {
    /// By courier.
    pub(super) list: Vec<Vec<Drop>>,
    costs: Vec<i64>,
    /// By order: its courier, when it is in a route.
    pub(super) of: Vec<Option<usize>>,
    /// Open orders in no route.
    pub(super) pool: Vec<usize>,
}

impl Routes {
    /// No routes yet.
    pub(super) fn new(couriers: usize, orders: usize) -> Self {
        Self {
            list: vec![Vec::new(); couriers],
            costs: vec![0; couriers],
            of: vec![None; orders],
            pool: Vec::new(),
        }
    }

    /// What a courier's route costs.
    #[inline]
    pub(super) fn cost_of(&self, courier: usize) -> i64 {
        self.costs[courier]
    }

    /// What all of it costs.
    pub(super) fn cost(&self, board: &Board) -> i64 {
        self.costs.iter().sum::<i64>() + self.pool.len() as i64 * board.weights.unserved
    }

    /// Gives a courier another route; the orders that leave it are the caller's to place.
    pub(super) fn set(&mut self, courier: usize, route: &[Drop], cost: i64) {
        for drop in &self.list[courier] {
            self.of[drop.order] = None;
        }
        for drop in route {
            self.of[drop.order] = Some(courier);
        }
        self.list[courier].clear();
        self.list[courier].extend_from_slice(route);
        self.costs[courier] = cost;
    }

    /// Prices all routes again at a new moment; those that broke a rule meanwhile go back into the pool.
    pub(super) fn reprice(&mut self, board: &Board) {
        for courier in 0..self.list.len() {
            match board.price(courier, &self.list[courier]) {
                Some(cost) => self.costs[courier] = cost,
                None => {
                    self.pool.extend(self.list[courier].iter().map(|d| d.order));
                    self.set(courier, &[], 0);
                }
            }
        }
    }

    /// Takes orders out of a courier's route; a bundle that loses its first door begins with its next one.
    pub(super) fn take_out(&mut self, board: &Board, courier: usize, mut leaves: impl FnMut(usize) -> bool) {
        let mut kept: Vec<Drop> = Vec::with_capacity(self.list[courier].len());
        let mut begins = false;
        for drop in &self.list[courier] {
            begins |= drop.first;
            if !leaves(drop.order) {
                kept.push(Drop { order: drop.order, first: begins });
                begins = false;
            }
        }
        // Fewer doors are never later, but the top-up may be priced anew; a rule cannot break.
        let cost = board.price(courier, &kept).unwrap_or(0);
        self.set(courier, &kept, cost);
    }

    /// All open orders.
    pub(super) fn open(&self) -> Vec<usize> {
        let mut open: Vec<usize> = self.list.iter().flatten().map(|d| d.order).collect();
        open.extend(&self.pool);
        open.sort_unstable();
        open
    }
}
