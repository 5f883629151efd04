//! A planner that keeps what it has asked of the graph, so that the next plan of the same day is ready sooner.

use std::cell::RefCell;

use market_model::Problem;
use market_routing::{Conditions, Graph};

use crate::answer;
use crate::day::Day;
use crate::legs::Legs;
use crate::orders::Orders;
use crate::plan::{Limits, Plan};
use crate::prepare::{Kept, Prepared, prepare};
use crate::search::{Solution, solve};
use crate::tables::Tables;
use crate::tour::Tours;

/// Plans on one graph; times between places are asked of it once.
pub struct Session<'g> {
    pub(crate) graph: &'g Graph,
    pub(crate) tables: RefCell<Tables>,
}

impl<'g> Session<'g> {
    /// A session that knows nothing yet.
    #[must_use]
    pub fn new(graph: &'g Graph) -> Self {
        Self { graph, tables: RefCell::default() }
    }

    /// Plans the orders, as [`crate::plan_with`] does.
    ///
    /// # Errors
    /// Every problem of the orders, each with a path; nothing is planned then.
    pub fn plan(
        &self,
        orders: &Orders,
        limits: Limits,
        stop: &mut dyn FnMut() -> bool,
    ) -> Result<Plan, Vec<Problem>> {
        let mut prepared = prepare(self.graph, &mut self.tables.borrow_mut(), orders, &Kept::default())?;
        let tours = Tours::default();
        let first = Solution {
            days: prepared.task.workers.iter().map(|_| Day::default()).collect(),
            unserved: (0..prepared.task.jobs.len()).collect(),
        };
        let solution = solve(&prepared.task, &tours, first, limits, stop);
        let mut legs = self.legs(&prepared);
        Ok(answer::write(self.graph, orders, &mut prepared, &tours, &solution, &mut legs))
    }

    /// Asks the graph for the times of all ways of these orders, so that later plans need not.
    ///
    /// # Errors
    /// Every problem of the orders.
    pub fn learn(&self, orders: &Orders) -> Result<(), Vec<Problem>> {
        prepare(self.graph, &mut self.tables.borrow_mut(), orders, &Kept::default()).map(drop)
    }

    pub(crate) fn legs(&self, prepared: &Prepared) -> Legs<'g> {
        let views = prepared.whens.iter().map(|(begin, when)| {
            let conditions = Conditions { closed: when.closed.clone(), ..Conditions::default() };
            (*begin, self.graph.under(&conditions, when.at).0)
        });
        Legs::new(self.graph, views.collect())
    }
}
