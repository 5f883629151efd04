//! The cheapest place for an order: in a bundle of its restaurant, or as a bundle of its own, with any courier.

use super::board::{Board, Drop, bundle_end};
use super::routes::Routes;
use crate::chance::Chance;

/// One place in so many is overlooked, so that recreating is not always the same (blinks: Christiaens and Vanden Berghe).
const BLINK: usize = 40;

/// Finds places; keeps its buffers.
#[derive(Default)]
pub(super) struct Inserter {
    trial: Vec<Drop>,
    best: Vec<Drop>,
}

impl Inserter {
    /// Puts an order where it adds least; `false` when no courier can bring it in time.
    /// `touched` hears of the courier before the route changes.
    pub(super) fn insert(
        &mut self,
        board: &Board,
        routes: &mut Routes,
        (order, active): (usize, &[usize]),
        mut chance: Option<&mut Chance>,
        touched: &mut dyn FnMut(&Routes, usize),
    ) -> bool {
        let mut least = i64::MAX;
        let mut chosen = None;
        for &courier in active {
            let route = &routes.list[courier];
            if board.least(courier, order, route.len()).is_none_or(|bound| bound >= least) {
                continue;
            }
            if chance.as_deref_mut().is_some_and(|c| c.below(BLINK) == 0) {
                continue;
            }
            let before = routes.cost_of(courier);
            self.each(board, route, order, |trial| {
                if let Some(cost) = board.price(courier, trial)
                    && cost - before < least
                {
                    least = cost - before;
                    chosen = Some((courier, cost));
                    return true;
                }
                false
            });
        }
        let Some((courier, cost)) = chosen else { return false };
        touched(routes, courier);
        routes.set(courier, &self.best, cost);
        true
    }

    /// Shows every route with the order in it; the last one for which `better` says so is kept in `best`.
    fn each(&mut self, board: &Board, route: &[Drop], order: usize, mut better: impl FnMut(&[Drop]) -> bool) {
        let restaurant = board.day.orders[order].restaurant;
        let mut start = 0;
        loop {
            self.show(route, start, (order, true, false), &mut better);
            if start == route.len() {
                break;
            }
            let end = bundle_end(route, start);
            if board.day.orders[route[start].order].restaurant == restaurant {
                for place in start..=end {
                    self.show(route, place, (order, place == start, place == start), &mut better);
                }
            }
            start = end;
        }
    }

    /// One route: the order before `place`, as the first door of a bundle or not, of the bundle that began there or not.
    fn show(
        &mut self,
        route: &[Drop],
        place: usize,
        (order, first, takes_over): (usize, bool, bool),
        better: &mut impl FnMut(&[Drop]) -> bool,
    ) {
        let trial = &mut self.trial;
        trial.clear();
        trial.extend_from_slice(&route[..place]);
        trial.push(Drop { order, first });
        trial.extend_from_slice(&route[place..]);
        if takes_over {
            trial[place + 1].first = false;
        }
        if better(trial) {
            std::mem::swap(&mut self.trial, &mut self.best);
        }
    }
}
