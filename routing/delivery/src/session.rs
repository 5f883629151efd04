//! A planner that keeps what it has asked of the graph, so that the next plan of the same day is ready sooner.

use std::cell::RefCell;

use market_model::Problem;
use market_routing::Graph;

use crate::answer;
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
        let mut write =
            |prepared: &mut Prepared, tours: &Tours, solution: &Solution, budget: &mut Budget<'_>| {
                answer::write(self.graph, orders, prepared, tours, solution, &mut legs, budget)
            };
        Ok(search(&mut prepared, first, (limits, clocked.then_some(LONGER)), spent, &mut write))
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

/// Writes a solution down.
type Write<'w> = &'w mut dyn FnMut(&mut Prepared, &Tours, &Solution, &mut Budget<'_>) -> Plan;

/// Of a time that is measured, how much the first plan may take until it is written.
const FIRST: f64 = 0.35;
/// How much of it is left free at the end.
const SPARE: f64 = 0.02;
/// The last writing is allowed so much more time than the first one took.
const LONGER: f64 = 1.3;
/// The same when most ways of the first one were known from an earlier plan.
pub(crate) const LONGER_AGAIN: f64 = 4.0;

/// Builds a first plan from `first` and improves it. With a clock (`clocked`: how much longer the last writing may take) the first plan is written at once, so that there is
/// an answer in hand, and what this takes is kept free for writing the last one.
pub(crate) fn search(
    prepared: &mut Prepared,
    first: Solution,
    (limits, clocked): (Limits, Option<f64>),
    spent: Spent<'_>,
    write: Write<'_>,
) -> Plan {
    let tours = Tours::default();
    let before = first.days.clone();
    let began = if clocked.is_some() { spent() } else { 0.0 };
    let until = if clocked.is_some() { began + (1.0 - began).max(0.0) * FIRST } else { 1.0 };
    let built = build(&prepared.task, &tours, first, limits.seed, &mut Budget::new(spent, until));
    let Some(longer) = clocked else {
        let mut budget = Budget::new(spent, 1.0);
        let better = improve(&prepared.task, &tours, built, limits, &mut budget);
        let best = polish(&prepared.task, &tours, &before, better, &mut budget);
        return write(prepared, &tours, &best, &mut budget);
    };
    let built = polish(&prepared.task, &tours, &before, built, &mut Budget::new(spent, until));
    let begin = spent();
    let plan = write(prepared, &tours, &built, &mut Budget::new(spent, 1.0 - SPARE));
    let writing = (spent() - begin) * longer;
    let until = 1.0 - SPARE - writing;
    // What is left must be worth another writing.
    if limits.steps == 0 || spent() + writing / 2.0 >= until {
        return plan;
    }
    let days = built.days.clone();
    // Polishing what has changed takes a part of it too: about as long as writing it.
    let search_until = until - ((until - spent()) / 10.0).min(writing);
    let built = if built.untried.is_empty() {
        built
    } else {
        build(&prepared.task, &tours, built, limits.seed, &mut Budget::new(spent, search_until))
    };
    let better = improve(&prepared.task, &tours, built, limits, &mut Budget::new(spent, search_until));
    let best = polish(&prepared.task, &tours, &days, better, &mut Budget::new(spent, until));
    if best.days == days {
        return plan;
    }
    let mut budget = Budget::giving_up(spent, 1.0 - SPARE / 2.0);
    let last = write(prepared, &tours, &best, &mut budget);
    if budget.gave_up { plan } else { last }
}
