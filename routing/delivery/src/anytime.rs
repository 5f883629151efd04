//! Planning within a time: a whole plan is in hand early, and what is left of the time makes it better.
//!
//! First every order gets a place, quickly when they are many, and that plan is written. Then the search goes on for as
//! long as there is time to write what it has changed. When writing takes longer than was thought, the first plan stands.

use crate::budget::{Budget, Spent};
use crate::day::Day;
use crate::plan::{Limits, Plan, Unserved};
use crate::prepare::Prepared;
use crate::quick;
use crate::search::{Solution, build, improve, polish};
use crate::tour::Tours;

/// Writes a solution down.
pub(crate) type Write<'w> =
    &'w mut dyn FnMut(&mut Prepared, &Tours, &mut Solution, &mut Budget<'_>, Late) -> Written;

/// What becomes of trips whose ways there is no time to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Late {
    /// They are written all the same.
    Written,
    /// They are left out, the latest first; their orders are left over.
    LeftOut,
    /// There is another plan in hand, and this one is given up.
    GivenUp,
}

/// A plan, and what it took.
pub(crate) struct Written {
    pub plan: Plan,
    /// Whether it is whole; a plan that was given up is not.
    pub whole: bool,
    /// Share of the time for the ways that were not known.
    pub ways: f64,
    /// Trips that had such ways.
    pub fresh: usize,
    /// Share of the time for all the rest.
    pub rest: f64,
}

/// Of the time that is left, how much the first plan may take until it is written.
const FIRST: f64 = 0.35;
/// Until when it is polished before that.
const POLISHED: f64 = 0.1;
/// How much of the time is left free at the end.
const SPARE: f64 = 0.02;
/// So many open orders are placed carefully at once; more of them quickly first.
const CAREFULLY: usize = 60;
/// The last writing is allowed so much more time than is reckoned for it.
const LONGER: f64 = 1.3;
/// Where no way was new yet: writing a trip of new ways takes so many times as long as one of known ways.
const FRESH: f64 = 8.0;

/// Builds a first plan from `first` and improves it, as far as the time goes.
pub(crate) fn search(
    prepared: &mut Prepared,
    first: Solution,
    limits: Limits,
    spent: Spent<'_>,
    write: Write<'_>,
) -> Plan {
    let tours = Tours::default();
    let before = first.days.clone();
    let began = spent();
    let until = began + (1.0 - began).max(0.0) * FIRST;
    let mut budget = Budget::new(spent, until);
    let built = if first.unserved.len() > CAREFULLY {
        quick::build(&prepared.task, &tours, first, &mut budget)
    } else {
        build(&prepared.task, &tours, first, limits.seed, &mut budget)
    };
    let until = began + (1.0 - began).max(0.0) * POLISHED;
    let mut built = polish(&prepared.task, &tours, &before, built, &mut Budget::new(spent, until));
    let written = write(prepared, &tours, &mut built, &mut Budget::new(spent, 1.0 - SPARE), Late::LeftOut);
    let cost = Cost::new(&written, &built.days);
    // What is left must be worth another writing.
    if limits.steps == 0 || spent() + cost.rest >= 1.0 - SPARE - cost.rest {
        return written.plan;
    }
    let days = built.days.clone();
    let mut best = further(prepared, &tours, built, limits, spent, &cost);
    let explained = |u: &Unserved| u.code != "no-time" && (u.code != "riders-busy" || u.remedy.is_some());
    let explained = written.plan.unserved.iter().all(explained);
    if best.days == days && explained {
        return written.plan;
    }
    let mut budget = Budget::new(spent, 1.0 - SPARE / 2.0);
    let last = write(prepared, &tours, &mut best, &mut budget, Late::GivenUp);
    if last.whole { last.plan } else { written.plan }
}

/// Goes on with a plan that is written, as long as what has changed can still be written.
fn further(
    prepared: &mut Prepared,
    tours: &Tours,
    built: Solution,
    limits: Limits,
    spent: Spent<'_>,
    cost: &Cost,
) -> Solution {
    let days = built.days.clone();
    let end = |days: &[Day]| 1.0 - SPARE - cost.of(days);
    // Polishing what has changed takes a part of it too: about as long as writing it.
    let polishing = ((end(&days) - spent()) / 10.0).clamp(0.0, cost.rest);
    let until = |days: &[Day]| end(days) - polishing;
    let built = if built.untried.is_empty() {
        built
    } else {
        let budget = &mut Budget::new(spent, until(&days));
        build(&prepared.task, tours, built, limits.seed, budget)
    };
    let budget = &mut Budget::new(spent, until(&built.days));
    let better = improve(&prepared.task, tours, built, limits, budget, &until);
    let budget = &mut Budget::new(spent, end(&better.days));
    polish(&prepared.task, tours, &days, better, budget)
}

/// What writing takes, learned from the first time.
struct Cost {
    rest: f64,
    /// Of a trip whose ways are new.
    trip: f64,
    written: Vec<Day>,
}

impl Cost {
    fn new(written: &Written, days: &[Day]) -> Self {
        let trips: usize = days.iter().map(|d| d.trips.len()).sum();
        let trip = match written.fresh {
            0 => written.rest * FRESH / trips.max(1) as f64,
            fresh => written.ways / fresh as f64,
        };
        Self { rest: written.rest * LONGER, trip: trip * LONGER, written: days.to_vec() }
    }

    /// What writing these days would take. O(trips).
    fn of(&self, days: &[Day]) -> f64 {
        let fresh = days.iter().zip(&self.written).map(|(new, old)| {
            // A trip that is walked and ridden as it was has no new ways but perhaps the first.
            let known = |t: &&crate::trip::Trip| {
                old.trips.iter().any(|o| o.parking == t.parking && o.halts == t.halts && o.calls == t.calls)
            };
            new.trips.len() - new.trips.iter().filter(known).count()
        });
        self.rest + self.trip * fresh.sum::<usize>() as f64
    }
}
