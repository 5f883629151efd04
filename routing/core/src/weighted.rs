//! The arcs of one profile with the weights of one moment, and the questions they answer.

use std::cell::RefCell;

use crate::cch::{Metric, Scratch, Weight};
use crate::conditions::Effects;
use crate::node::{Edge, Way};
use crate::profile::{Profile, foot_ms};
use crate::search::{Frozen, NO_EDGE};

/// The cost of an arc that is closed, and of a way that there is not.
pub(crate) const CLOSED: u64 = u64::MAX;

/// Weighted arcs. Costs are milliseconds.
#[derive(Debug)]
pub(crate) struct Weighted {
    /// Of each arc; [`CLOSED`] where nobody passes now.
    pub costs: Vec<u64>,
    metric: Width,
}

/// Whether milliseconds fit 30 bits (12 days), which is quicker.
#[derive(Debug)]
enum Width {
    Narrow(Metric<u32>),
    Wide(Metric<u64>),
    /// Ways of 146 million years.
    TooHeavy,
}

impl Weighted {
    /// O(arcs + shortcuts + triangles).
    pub fn new(frozen: &Frozen, effects: &Effects, edges: &[(u32, u32, Edge)], ways: &[Way]) -> Self {
        let cost = |arc: &crate::search::Arc| {
            if arc.edge == NO_EDGE {
                return arc.cost_ms;
            }
            if arc.hours().is_some_and(|h| effects.is_shut(h)) {
                return CLOSED;
            }
            let Some(change) = effects.change(arc.edge) else { return arc.cost_ms };
            let edge = &edges[arc.edge as usize].2;
            let rides = frozen.node_of(arc.head).1 == 1 && frozen.profile() == Profile::Motorcycle;
            let edge = Edge { width_mm: change.width(edge.width_mm), ..edge.clone() };
            let passes =
                rides || foot_ms(&edge, &ways[edge.way as usize], frozen.profile(), arc.forward).is_ok();
            if change.closed || !passes { CLOSED } else { change.slowed(arc.cost_ms) }
        };
        let costs: Vec<u64> = frozen.arcs.iter().map(cost).collect();
        let narrow = |c: &u64| {
            if *c == CLOSED {
                Some(u32::INFINITY)
            } else {
                u32::try_from(*c).ok().filter(|c| *c < u32::INFINITY)
            }
        };
        let short: Option<Vec<u32>> = costs.iter().map(narrow).collect();
        let cch = frozen.cch();
        let metric = short
            .and_then(|c| cch.customise(&c).ok())
            .map_or_else(|| cch.customise(&costs).map_or(Width::TooHeavy, Width::Wide), Width::Narrow);
        Self { costs, metric }
    }

    /// Cost between two states; `None` where there is no way.
    pub fn distance(&self, from: u32, to: u32) -> Option<u64> {
        SCRATCH.with_borrow_mut(|s| match &self.metric {
            Width::Narrow(m) => m.distance(from, to, &mut s.narrow).map(u64::from),
            Width::Wide(m) => m.distance(from, to, &mut s.wide),
            Width::TooHeavy => None,
        })
    }

    /// Arcs of the best path between two states.
    pub fn path(&self, from: u32, to: u32) -> Option<(u64, Vec<u32>)> {
        let mut path = Vec::new();
        let cost = SCRATCH.with_borrow_mut(|s| match &self.metric {
            Width::Narrow(m) => m.path(from, to, &mut s.narrow, &mut path).map(u64::from),
            Width::Wide(m) => m.path(from, to, &mut s.wide, &mut path),
            Width::TooHeavy => None,
        });
        cost.map(|c| (c, path))
    }

    /// Costs between states: a row for each source; [`CLOSED`] where there is no way.
    pub fn rows(&self, sources: &[u32], targets: &[u32]) -> Vec<u64> {
        SCRATCH.with_borrow_mut(|s| match &self.metric {
            Width::Narrow(m) => told(m.matrix(sources, targets, &mut s.narrow)),
            Width::Wide(m) => told(m.matrix(sources, targets, &mut s.wide)),
            Width::TooHeavy => vec![CLOSED; sources.len() * targets.len()],
        })
    }

    /// Every state within `bound`, and its cost, in no particular but always the same order.
    pub fn within(&self, from: u32, bound: u64) -> Vec<(u32, u64)> {
        let mut found = Vec::new();
        SCRATCH.with_borrow_mut(|s| match &self.metric {
            Width::Narrow(m) => {
                m.sweep(from, narrow(bound), &mut s.narrow, |v, c| found.push((v, u64::from(c))));
            }
            Width::Wide(m) => m.sweep(from, bound, &mut s.wide, |v, c| found.push((v, c))),
            Width::TooHeavy => {}
        });
        found
    }

    /// Every state from which `to` is reached within `bound`, and its cost.
    pub fn within_to(&self, to: u32, bound: u64) -> Vec<(u32, u64)> {
        let mut found = Vec::new();
        SCRATCH.with_borrow_mut(|s| match &self.metric {
            Width::Narrow(m) => {
                m.sweep_to(to, narrow(bound), &mut s.narrow, |v, c| found.push((v, u64::from(c))));
            }
            Width::Wide(m) => m.sweep_to(to, bound, &mut s.wide, |v, c| found.push((v, c))),
            Width::TooHeavy => {}
        });
        found
    }
}

fn narrow(bound: u64) -> u32 {
    u32::try_from(bound).unwrap_or(u32::MAX)
}

fn told<W: Weight>(costs: Vec<W>) -> Vec<u64> {
    costs.into_iter().map(|c| if c < W::INFINITY { c.wide() } else { CLOSED }).collect()
}

/// The arrays of searches.
#[derive(Default)]
struct Scratches {
    narrow: Scratch<u32>,
    wide: Scratch<u64>,
}

thread_local! {
    /// One set a thread, so that a query allocates nothing.
    static SCRATCH: RefCell<Scratches> = RefCell::new(Scratches::default());
}
