//! The arcs of a profile as plain lists, for another engine or a comparison.

use crate::{Graph, Profile};

/// A profile's states and arcs. On foot a state is a node, in the order of [`Graph::nodes`]; by motorcycle a node may have
/// several: before, during and after the ride.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainArcs {
    /// Where each state is: east and north in millimetres.
    pub at: Vec<[i32; 2]>,
    /// State at which each arc begins.
    pub tails: Vec<u32>,
    /// State at which each arc ends.
    pub heads: Vec<u32>,
    /// Milliseconds of each arc with everything open.
    pub costs_ms: Vec<u64>,
}

impl Graph {
    /// The arcs of a profile as plain lists. O(arcs).
    #[must_use]
    pub fn plain_arcs(&self, profile: Profile) -> PlainArcs {
        let frozen = self.frozen(profile);
        PlainArcs {
            at: frozen.places().to_vec(),
            tails: frozen.arcs.iter().map(|a| a.tail).collect(),
            heads: frozen.arcs.iter().map(|a| a.head).collect(),
            costs_ms: frozen.arcs.iter().map(|a| a.cost_ms).collect(),
        }
    }
}
