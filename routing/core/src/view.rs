//! A graph at a moment and under conditions: where the questions are asked.

use std::sync::{Arc, OnceLock};

use market_model::Problem;

use crate::conditions::Effects;
use crate::weighted::{CLOSED, Weighted};
use crate::{Conditions, Graph, Moment, NoRoute, NodeId, Profile, Route, explain, route};

/// A graph as it is now. Making one costs nothing; its first question weights the graph, in about a millisecond, unless
/// the same was asked of the graph before.
#[derive(Debug)]
pub struct View<'a> {
    graph: &'a Graph,
    effects: Effects,
    weighted: [OnceLock<Arc<Weighted>>; 4],
}

impl<'a> View<'a> {
    pub(crate) fn new(graph: &'a Graph, at: Option<Moment>) -> Self {
        let effects = Effects::shut(graph.shut(at));
        Self { graph, effects, weighted: Default::default() }
    }

    pub(crate) fn under(
        graph: &'a Graph,
        conditions: &Conditions,
        at: Option<Moment>,
    ) -> (Self, Vec<Problem>) {
        let mut view = Self::new(graph, at);
        let problems = view.effects.add(graph, conditions, at);
        (view, problems)
    }

    /// The graph that is looked at.
    #[must_use]
    pub fn graph(&self) -> &'a Graph {
        self.graph
    }

    /// The quickest way.
    ///
    /// # Errors
    /// [`NoRoute`] tells what stands in the way.
    pub fn shortest(&self, from: NodeId, to: NodeId, profile: Profile) -> Result<Route, NoRoute> {
        if !self.knows(from) || !self.knows(to) {
            return Err(explain::unknown(self.graph, from, to, profile));
        }
        match self.arcs(from.0, to.0, profile) {
            Some((time_ms, arcs)) => Ok(route::assemble(self, from, to, profile, time_ms, &arcs)),
            None => Err(explain::no_route(self, from, to, profile)),
        }
    }

    /// Milliseconds of the quickest way; `None` when there is none. Microseconds.
    #[must_use]
    pub fn time(&self, from: NodeId, to: NodeId, profile: Profile) -> Option<u64> {
        if !self.knows(from) || !self.knows(to) {
            return None;
        }
        let (frozen, weighted) = (self.graph.frozen(profile), self.weighted(profile));
        let start = frozen.start(from.0);
        frozen.ends(to.0).filter_map(|end| weighted.distance(start, end)).min()
    }

    /// Milliseconds of the quickest way from `from` to each of `targets`; `None` where there is none.
    #[must_use]
    pub fn times(&self, from: NodeId, targets: &[NodeId], profile: Profile) -> Vec<Option<u64>> {
        self.matrix(&[from], targets, profile).pop().unwrap_or_default()
    }

    /// Milliseconds between all pairs: a row for each source. O((sources + targets) · height² + sources · targets · height) of the hierarchy.
    #[must_use]
    pub fn matrix(&self, sources: &[NodeId], targets: &[NodeId], profile: Profile) -> Vec<Vec<Option<u64>>> {
        let (frozen, weighted) = (self.graph.frozen(profile), self.weighted(profile));
        let starts: Vec<u32> =
            sources.iter().map(|v| if self.knows(*v) { frozen.start(v.0) } else { u32::MAX }).collect();
        // A target may have two states; its time is the lesser.
        let mut ends = Vec::with_capacity(targets.len());
        let mut last = Vec::with_capacity(targets.len());
        for target in targets.iter() {
            if self.knows(*target) {
                ends.extend(frozen.ends(target.0));
            }
            last.push(ends.len());
        }
        let all = weighted.rows(&starts, &ends);
        let row = |i: usize| {
            let row = &all[i * ends.len()..(i + 1) * ends.len()];
            let mut first = 0;
            let least = |end: &usize| {
                let least = row[std::mem::replace(&mut first, *end)..*end].iter().copied().min();
                least.filter(|ms| *ms != CLOSED)
            };
            last.iter().map(least).collect()
        };
        (0..starts.len()).map(row).collect()
    }

    /// The at most `count` of `places` that are quickest to reach, quickest first, and their milliseconds.
    #[must_use]
    pub fn nearest(
        &self,
        from: NodeId,
        places: &[NodeId],
        count: usize,
        profile: Profile,
    ) -> Vec<(NodeId, u64)> {
        let times = self.times(from, places, profile);
        let mut found: Vec<(u64, NodeId)> =
            times.into_iter().zip(places).filter_map(|(t, p)| t.map(|t| (t, *p))).collect();
        found.sort_unstable();
        found.dedup();
        found.truncate(count);
        found.into_iter().map(|(t, p)| (p, t)).collect()
    }

    /// Every place that can be reached within `bound_ms`, quickest first, and its milliseconds: an isochrone.
    #[must_use]
    pub fn within(&self, from: NodeId, bound_ms: u64, profile: Profile) -> Vec<(NodeId, u64)> {
        if !self.knows(from) {
            return Vec::new();
        }
        let frozen = self.graph.frozen(profile);
        let states = self.weighted(profile).within(frozen.start(from.0), bound_ms);
        let ends = states.into_iter().filter(|(state, _)| frozen.may_end(*state));
        let mut found: Vec<(u32, u64)> = ends.map(|(state, ms)| (frozen.node_of(state).0, ms)).collect();
        found.sort_unstable();
        found.dedup_by_key(|(node, _)| *node);
        found.sort_unstable_by_key(|(node, ms)| (*ms, *node));
        found.into_iter().map(|(node, ms)| (NodeId(node), ms)).collect()
    }

    pub(crate) fn effects(&self) -> &Effects {
        &self.effects
    }

    pub(crate) fn weighted(&self, profile: Profile) -> &Weighted {
        let parts = &self.graph.parts;
        let weigh = || self.graph.frozen(profile).weighted(&self.effects, &parts.edges, &parts.ways);
        self.weighted[profile as usize].get_or_init(weigh)
    }

    /// Milliseconds and arcs of the quickest way between two nodes of the graph.
    pub(crate) fn arcs(&self, from: u32, to: u32, profile: Profile) -> Option<(u64, Vec<u32>)> {
        let (frozen, weighted) = (self.graph.frozen(profile), self.weighted(profile));
        let start = frozen.start(from);
        let paths = frozen.ends(to).filter_map(|end| weighted.path(start, end));
        paths.min_by_key(|(ms, _)| *ms)
    }

    fn knows(&self, node: NodeId) -> bool {
        (node.0 as usize) < self.graph.node_count()
    }
}
