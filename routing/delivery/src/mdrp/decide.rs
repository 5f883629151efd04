//! The decision of a minute: ruin and recreate over the open orders of all couriers.
//!
//! After Christiaens and Vanden Berghe, "Slack induction by string removals" (2020), on plans of a handful of orders a courier:
//! orders that are alike are taken out and put back where they cost least, under simulated annealing.

use super::board::{Board, MINUTE};
use super::insert::Inserter;
use super::play::Watch;
use super::routes::Routes;
use super::ruin;
use crate::chance::Chance;

/// Steps for each open order, at most: after so many, little more is found.
const STEPS_PER_ORDER: u64 = 40;
/// Steps between two looks at the clock.
const LOOK: u64 = 8;
/// The warmth with which a decision begins, in thousandths of a minute.
const WARM: f64 = 2.0 * MINUTE as f64;

/// Keeps what a decision needs.
#[derive(Default)]
pub(super) struct Search {
    inserter: Inserter,
    undo: Vec<(usize, Vec<super::board::Drop>, i64)>,
}

impl Search {
    /// Puts what is in the pool into routes, and makes the routes better for at most `steps` steps.
    pub(super) fn improve(
        &mut self,
        board: &Board,
        routes: &mut Routes,
        (steps, chance): (u64, &mut Chance),
        watch: &mut dyn Watch,
    ) {
        let active: Vec<usize> =
            (0..board.stands.len()).filter(|&c| board.day.couriers[c].off_min >= board.now).collect();
        let mut waiting = std::mem::take(&mut routes.pool);
        waiting.sort_by_key(|&o| (board.day.orders[o].ready_min, o));
        self.put(board, routes, (&waiting, &active), None);
        let open = routes.open();
        if open.is_empty() {
            return;
        }
        let steps = steps.min(STEPS_PER_ORDER * open.len() as u64);
        let mut best = routes.clone();
        let (mut least, mut cost) = (best.cost(board), routes.cost(board));
        for step in 0..steps {
            if step % LOOK == 0 && watch.over() {
                break;
            }
            let pool = routes.pool.clone();
            self.undo.clear();
            self.step(board, routes, (&open, &active), chance);
            let next = routes.cost(board);
            let left = 1.0 - step as f64 / steps as f64;
            let allowed = (WARM * left * left * chance.unit()) as i64;
            if next > cost + allowed {
                for (courier, route, cost) in self.undo.drain(..).rev() {
                    routes.set(courier, &route, cost);
                }
                routes.pool = pool;
            } else {
                cost = next;
                if cost < least {
                    least = cost;
                    best.clone_from(routes);
                }
            }
        }
        routes.clone_from(&best);
    }

    /// Takes some orders out and puts them, and those of the pool, back.
    fn step(
        &mut self,
        board: &Board,
        routes: &mut Routes,
        (open, active): (&[usize], &[usize]),
        chance: &mut Chance,
    ) {
        let chosen = ruin::choose(board, routes, open, chance);
        let mut couriers: Vec<usize> = chosen.iter().filter_map(|&o| routes.of[o]).collect();
        couriers.sort_unstable();
        couriers.dedup();
        let mut out = std::mem::take(&mut routes.pool);
        for courier in couriers {
            self.undo.push((courier, routes.list[courier].clone(), routes.cost_of(courier)));
            routes.take_out(board, courier, |order| chosen.contains(&order));
        }
        out.extend(chosen);
        out.sort_unstable();
        out.dedup();
        chance.shuffle(&mut out);
        match chance.below(3) {
            0 => out.sort_by_key(|&o| board.day.orders[o].ready_min),
            1 => out.sort_by_key(|&o| board.day.orders[o].placed_min),
            _ => {}
        }
        self.put(board, routes, (&out, active), Some(chance));
    }

    fn put(
        &mut self,
        board: &Board,
        routes: &mut Routes,
        (orders, active): (&[usize], &[usize]),
        mut chance: Option<&mut Chance>,
    ) {
        let undo = &mut self.undo;
        for &order in orders {
            let mut note = |routes: &Routes, courier: usize| {
                undo.push((courier, routes.list[courier].clone(), routes.cost_of(courier)));
            };
            let put = self.inserter.insert(board, routes, (order, active), chance.as_deref_mut(), &mut note);
            if !put {
                routes.pool.push(order);
            }
        }
    }
}
