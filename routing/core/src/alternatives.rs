//! Other ways that are worth telling: little longer, and mostly elsewhere.
//!
//! After the plateau method (Camvit; Abraham, Delling, Goldberg and Werneck 2013): an arc on which the shortest paths from the
//! start and those to the destination agree lies on a plateau; each plateau is a way of its own, the shortest through it, and
//! the longer the plateau, the less it looks like a detour.

use std::collections::{BTreeMap, BTreeSet};

use crate::weighted::CLOSED;
use crate::{NodeId, Profile, Route, View, route};

/// So many plateaus are looked at.
const LOOKED_AT: usize = 60;

/// Which other ways are worth telling. Shares are thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlternativeRules {
    /// At most so many ways, the quickest included.
    pub count: usize,
    /// At most so much of the quickest way's time: 1,200 for a fifth more.
    pub longest_permille: u64,
    /// At most so much of its time is spent where a way told before also goes.
    pub shared_permille: u64,
    /// At least so much of the quickest way's time is spent on the plateau: no pointless loops.
    pub plateau_permille: u64,
}

impl Default for AlternativeRules {
    fn default() -> Self {
        Self { count: 3, longest_permille: 1_200, shared_permille: 700, plateau_permille: 100 }
    }
}

/// A stretch on which both trees of shortest paths agree; or a single long arc on which they do not, such as the other side of
/// a block, which no shortest path ever takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Plateau {
    /// Time saved against a way without it: the longer the better, a detour counts against it. Best last.
    score: i64,
    first: u32,
    last: u32,
    /// The single arc.
    arc: Option<u32>,
}

impl View<'_> {
    /// The quickest way and others that are at most a fifth slower and mostly elsewhere, as `rules` say; the quickest first,
    /// and none when there is no way. Two sweeps of the graph: about a quarter of a millisecond for a district.
    #[must_use]
    pub fn alternatives(
        &self,
        from: NodeId,
        to: NodeId,
        profile: Profile,
        rules: &AlternativeRules,
    ) -> Vec<Route> {
        let inside = |v: NodeId| (v.0 as usize) < self.graph().node_count();
        if !inside(from) || !inside(to) || rules.count == 0 {
            return Vec::new();
        }
        let Some((best, arcs)) = self.arcs(from.0, to.0, profile) else { return Vec::new() };
        let frozen = self.graph().frozen(profile);
        let start = frozen.start(from.0);
        let end = arcs.last().map_or(start, |a| frozen.arcs[*a as usize].head);
        let mut told = vec![(best, arcs)];
        let limit = (best.saturating_mul(rules.longest_permille) / 1_000).max(best);
        let mut plateaus = self.plateaus(start, end, limit, profile);
        plateaus
            .retain(|(_, long)| long.saturating_mul(1_000) >= best.saturating_mul(rules.plateau_permille));
        for (plateau, _) in plateaus.into_iter().rev().take(LOOKED_AT) {
            if told.len() >= rules.count {
                break;
            }
            if let Some((cost, arcs)) = self.through(start, end, plateau, profile)
                && cost <= limit
                && self.is_new(&arcs, cost, &told, rules, profile)
            {
                told.push((cost, arcs));
            }
        }
        told.sort_by_key(|(cost, _)| *cost);
        told.iter().map(|(cost, arcs)| route::assemble(self, from, to, profile, *cost, arcs)).collect()
    }

    /// Plateaus of ways up to `limit` and their lengths, the best last.
    fn plateaus(&self, start: u32, end: u32, limit: u64, profile: Profile) -> Vec<(Plateau, u64)> {
        let (frozen, weighted) = (self.graph().frozen(profile), self.weighted(profile));
        let ahead: BTreeMap<u32, u64> = weighted.within(start, limit).into_iter().collect();
        let back: BTreeMap<u32, u64> = weighted.within_to(end, limit).into_iter().collect();
        // For each state the arc by which its plateau goes on, and whether one comes in.
        let mut onward: BTreeMap<u32, u32> = BTreeMap::new();
        let mut entered: BTreeSet<u32> = BTreeSet::new();
        let mut found = Vec::new();
        for (i, arc) in frozen.arcs.iter().enumerate() {
            let cost = weighted.costs[i];
            let (Some(a), Some(b)) = (ahead.get(&arc.tail), ahead.get(&arc.head)) else { continue };
            let (Some(c), Some(d)) = (back.get(&arc.tail), back.get(&arc.head)) else { continue };
            if cost == CLOSED || a + cost + d > limit {
                continue;
            }
            if a + cost == *b && d + cost == *c {
                if !onward.contains_key(&arc.tail) && !entered.contains(&arc.head) {
                    onward.insert(arc.tail, i as u32);
                    entered.insert(arc.head);
                }
            } else {
                let score = cost as i64 - (a + cost + d) as i64;
                let plateau = Plateau { score, first: arc.tail, last: arc.head, arc: Some(i as u32) };
                found.push((plateau, cost));
            }
        }
        for first in onward.keys().filter(|v| !entered.contains(v)) {
            let mut last = *first;
            while let Some(arc) = onward.get(&last) {
                last = frozen.arcs[*arc as usize].head;
            }
            let long = ahead[&last] - ahead[first];
            let detour = ahead[first] + back[first];
            let score = long as i64 - detour as i64;
            found.push((Plateau { score, first: *first, last, arc: None }, long));
        }
        found.sort_unstable();
        found
    }

    /// The quickest way through a plateau; `None` when it passes a place twice.
    fn through(&self, start: u32, end: u32, plateau: Plateau, profile: Profile) -> Option<(u64, Vec<u32>)> {
        let (frozen, weighted) = (self.graph().frozen(profile), self.weighted(profile));
        let (mut cost, mut arcs) = weighted.path(start, plateau.first)?;
        let (more, part) = match plateau.arc {
            Some(arc) => (weighted.costs[arc as usize], vec![arc]),
            None => weighted.path(plateau.first, plateau.last)?,
        };
        let (rest, end) = weighted.path(plateau.last, end)?;
        cost += more + rest;
        arcs.extend(part.into_iter().chain(end));
        let mut seen = BTreeSet::from([start]);
        let simple = arcs.iter().all(|a| seen.insert(frozen.arcs[*a as usize].head));
        simple.then_some((cost, arcs))
    }

    /// Whether a way is mostly elsewhere than each of those told.
    fn is_new(
        &self,
        arcs: &[u32],
        cost: u64,
        told: &[(u64, Vec<u32>)],
        rules: &AlternativeRules,
        profile: Profile,
    ) -> bool {
        let costs = &self.weighted(profile).costs;
        told.iter().all(|(_, other)| {
            let other: BTreeSet<u32> = other.iter().copied().collect();
            let shared: u64 = arcs.iter().filter(|a| other.contains(a)).map(|a| costs[*a as usize]).sum();
            shared.saturating_mul(1_000) <= cost.saturating_mul(rules.shared_permille)
        })
    }
}
