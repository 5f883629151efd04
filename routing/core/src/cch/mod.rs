//! Customizable contraction hierarchies: shortest paths on a graph whose weights change often.
//!
//! After J. Dibbelt, B. Strasser and D. Wagner, "Customizable Contraction Hierarchies", ACM JEA 21 (2016). Three steps:
//! [`Cch::build`] orders the nodes of a topology once (tens of milliseconds); [`Cch::customise`] takes weights for its arcs
//! (about a millisecond for a district); a [`Metric`] then answers in microseconds: [`Metric::distance`],
//! [`Metric::path`], [`Metric::matrix`], [`Metric::nearest`], [`Metric::within`].
//!
//! Searches keep their costs by depth in the elimination tree, not by node: a few hundred numbers instead of one for each
//! node, and the costs of two searches are compared lane by lane.
//!
//! Invariant: knows nodes, arcs and weights only, nothing of markets. No clock, no threads, no randomness.
//! Invariant: the same input has the same answer, down to which of two equal paths is told.

mod bound;
mod many;
mod order;
mod query;
mod reach;
mod topology;
mod weights;

use std::sync::Arc;

pub use many::Targets;
pub use weights::Weight;

use topology::Topology;
use weights::Weights;

/// Why a graph or its weights cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CchError {
    /// More nodes or arcs than 32 bits can name.
    #[error("{nodes} nodes and {arcs} arcs are too many")]
    TooLarge {
        /// Nodes.
        nodes: usize,
        /// Arcs.
        arcs: usize,
    },
    /// Lists that belong together differ in length.
    #[error("found {found} {what}, expected {expected}")]
    Count {
        /// What was counted.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// An arc leads from or to a node that is not there.
    #[error("arc {arc} has a node that is not in the graph")]
    UnknownNode {
        /// Index of the arc.
        arc: usize,
    },
    /// A path could be so long that the type of the weights cannot hold it.
    #[error("paths may be as long as {total}: use u64 weights or a larger unit")]
    TooHeavy {
        /// Upper bound of a path's length.
        total: u64,
    },
}

/// The topology of a graph, ready for weights. Cheap to clone. The default has no nodes.
#[derive(Debug, Clone, Default)]
pub struct Cch {
    topology: Arc<Topology>,
}

impl Cch {
    /// Orders the nodes `0..n` of the directed graph whose arc `i` leads from `tails[i]` to `heads[i]`, and adds the
    /// shortcuts. Loops and parallel arcs are fine. `at` are the nodes' coordinates in any unit: with them the order is
    /// better. About O(m · √n) for streets.
    ///
    /// # Errors
    /// [`CchError`] when lists differ in length, an arc has an unknown end, or the graph is too large.
    pub fn build(n: usize, tails: &[u32], heads: &[u32], at: Option<&[[i32; 2]]>) -> Result<Self, CchError> {
        Ok(Self { topology: Arc::new(Topology::new(n, tails, heads, at)?) })
    }

    /// Takes a weight for each arc, in the order of [`Cch::build`]; [`Weight::INFINITY`] and more closes the arc.
    /// O(shortcuts + triangles).
    ///
    /// # Errors
    /// [`CchError::Count`] when there is not one weight for each arc, [`CchError::TooHeavy`] when a path might not fit.
    pub fn customise<W: Weight>(&self, weights: &[W]) -> Result<Metric<W>, CchError> {
        let found = Weights::new(&self.topology, weights)?;
        let metric = Metric { topology: self.topology.clone(), weights: found, input: weights.to_vec() };
        metric.bounded()?;
        Ok(metric)
    }

    /// Number of nodes.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.topology.len()
    }

    /// Number of arcs that were handed in.
    #[must_use]
    pub fn arc_count(&self) -> usize {
        self.topology.slot.len()
    }

    /// Number of undirected arcs with all shortcuts.
    #[must_use]
    pub fn shortcut_count(&self) -> usize {
        self.topology.head.len()
    }

    /// Number of triangles: the work of one customisation.
    #[must_use]
    pub fn triangle_count(&self) -> usize {
        self.topology.triangles()
    }

    /// Nodes on the longest way from a node to the root of the elimination tree: the most a query looks at on each side.
    #[must_use]
    pub fn height(&self) -> usize {
        self.topology.height()
    }

    /// Bytes of memory.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.topology.bytes()
    }
}

/// A graph with weights, which answers.
///
/// Nodes that are not in the graph are told to be unreachable.
#[derive(Debug)]
pub struct Metric<W> {
    topology: Arc<Topology>,
    weights: Weights<W>,
    /// As handed in.
    input: Vec<W>,
}

impl<W: Weight> Metric<W> {
    /// Bytes of memory beside those of the topology.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.weights.bytes() + self.input.len() * size_of::<W>()
    }

    /// Number of arcs that searches look at, in both directions.
    #[must_use]
    pub fn hop_count(&self) -> usize {
        self.weights.up.hops.len() + self.weights.down.hops.len()
    }

    fn rank(&self, node: u32) -> Option<u32> {
        self.topology.rank.get(node as usize).copied()
    }
}

/// The arrays of a search. One a thread, used again and again, so that a query allocates nothing.
#[derive(Debug)]
pub struct Scratch<W> {
    /// Costs by depth, from the source and to the target.
    from: Vec<W>,
    to: Vec<W>,
    /// For each depth the hop that gave its cost.
    from_hop: Vec<u32>,
    to_hop: Vec<u32>,
    /// Supergraph arcs of a path that wait to be unpacked, as slots.
    slots: Vec<u32>,
}

impl<W> Default for Scratch<W> {
    fn default() -> Self {
        let (from, to) = (Vec::new(), Vec::new());
        Self { from, to, from_hop: Vec::new(), to_hop: Vec::new(), slots: Vec::new() }
    }
}
