//! A planner that keeps what it has asked of the graph, so that the next plan of the same day is ready sooner.

use std::cell::RefCell;

use market_model::Problem;
use market_routing::Graph;

use crate::answer;
use crate::anytime::{self, Late, Write};
use crate::budget::{Budget, Spent};
use crate::day::Day;
use crate::legs::Legs;
use crate::orders::Orders;
use crate::plan::{Limits, Plan};
use crate::prepare::{Kept, Prepared, prepare};
use crate::search::{Solution, build, improve, polish};
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
        self.plan_by(orders, limits, false, &mut || f64::from(u8::from(stop())))
    }

    /// Plans the orders within a time that the caller measures: `spent` tells what share of it is gone, 1 at the deadline.
    /// There is a whole plan in hand as soon as one can be; what there was no time for is left over with the code `no-time`.
    ///
    /// # Errors
    /// Every problem of the orders, each with a path; nothing is planned then.
    pub fn plan_within(
        &self,
        orders: &Orders,
        seed: u64,
        spent: &mut dyn FnMut() -> f64,
    ) -> Result<Plan, Vec<Problem>> {
        self.plan_by(orders, Limits { steps: u64::MAX, seed }, true, spent)
    }

    fn plan_by(
        &self,
        orders: &Orders,
        limits: Limits,
        clocked: bool,
        spent: Spent<'_>,
    ) -> Result<Plan, Vec<Problem>> {
        let mut prepared = prepare(self.graph, &mut self.tables.borrow_mut(), orders, &Kept::default())?;
        let first = Solution {
            days: prepared.task.workers.iter().map(|_| Day::default()).collect(),
            unserved: (0..prepared.task.jobs.len()).collect(),
            untried: Vec::new(),
        };
        let mut legs = self.legs(&prepared);
        let mut write = |prepared: &mut Prepared,
                         tours: &Tours,
                         solution: &mut Solution,
                         budget: &mut Budget<'_>,
                         late| {
            let on = answer::On { graph: self.graph, orders, tours };
            answer::write(&on, prepared, solution, &mut legs, (budget, late))
        };
        Ok(search(&mut prepared, first, (limits, clocked), spent, &mut write))
    }

    /// Asks the graph for the times of all ways of these orders, so that later plans need not.
    ///
    /// # Errors
    /// Every problem of the orders.
    pub fn learn(&self, orders: &Orders) -> Result<(), Vec<Problem>> {
        prepare(self.graph, &mut self.tables.borrow_mut(), orders, &Kept::default()).map(drop)
    }

    pub(crate) fn legs<'a>(&self, prepared: &Prepared) -> Legs<'a>
    where
        'g: 'a,
    {
        let views = prepared.whens.iter().map(|(begin, when)| (*begin, when.view(self.graph)));
        Legs::new(self.graph, views.collect())
    }
}

/// Builds a first plan from `first` and improves it: by steps, or as far as a clock goes.
pub(crate) fn search(
    prepared: &mut Prepared,
    first: Solution,
    (limits, clocked): (Limits, bool),
    spent: Spent<'_>,
    write: Write<'_>,
) -> Plan {
    if clocked {
        return anytime::search(prepared, first, limits, spent, write);
    }
    let tours = Tours::default();
    let before = first.days.clone();
    let mut budget = Budget::new(spent, 1.0);
    let built = build(&prepared.task, &tours, first, limits.seed, &mut budget);
    let better = improve(&prepared.task, &tours, built, limits, &mut budget, &|_| 1.0);
    let mut best = polish(&prepared.task, &tours, &before, better, &mut budget);
    write(prepared, &tours, &mut best, &mut budget, Late::Written).plan
}
