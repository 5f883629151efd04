//! The graph: nodes, edges, names; saved form and hash.

use market_model::{Market, Problem, Text};

use crate::{GraphError, Moment, NoRoute, Profile, Route};

/// The name of the saved form.
pub const GRAPH_FORMAT: &str = "jangteo.graph";
/// The version that this code writes.
pub const GRAPH_FORMAT_VERSION: u32 = 1;

/// A node of one graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

/// The walk and street graph of one revision of a market.
#[derive(Debug, Clone)]
pub struct Graph {
    hash: String,
}

impl Graph {
    /// Builds the graph of a market, and tells what is unreachable or far from a street.
    #[must_use]
    pub fn build(market: &Market) -> (Self, Vec<Problem>) {
        let _ = market;
        (Self { hash: String::new() }, Vec::new())
    }

    /// The saved form. The same graph gives the same bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        Vec::new()
    }

    /// Reads a saved graph.
    ///
    /// # Errors
    /// [`GraphError`] for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, GraphError> {
        let _ = bytes;
        Err(GraphError::Damaged("empty".to_owned()))
    }

    /// SHA-256 of the saved form, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Number of nodes.
    #[must_use]
    pub fn node_count(&self) -> usize {
        0
    }

    /// Number of edges; an edge that can be used both ways counts once.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        0
    }

    /// The node with this key, stall code, bare identifier, or kind of facility.
    #[must_use]
    pub fn resolve(&self, text: &str) -> Option<NodeId> {
        let _ = text;
        None
    }

    /// The quickest way at any hour.
    ///
    /// # Errors
    /// [`NoRoute`] tells what stands in the way.
    pub fn shortest(&self, from: NodeId, to: NodeId, profile: Profile) -> Result<Route, NoRoute> {
        self.shortest_at(from, to, profile, None)
    }

    /// The quickest way at a moment, through gates and connectors that are open then.
    ///
    /// # Errors
    /// [`NoRoute`] tells what stands in the way.
    pub fn shortest_at(
        &self,
        from: NodeId,
        to: NodeId,
        profile: Profile,
        at: Option<Moment>,
    ) -> Result<Route, NoRoute> {
        let _ = (from, to, at);
        Err(NoRoute {
            from: String::new(),
            to: String::new(),
            profile,
            reason: Text::new("길이 없습니다", "there is no way"),
            blocked_by: Vec::new(),
            nearest: None,
        })
    }
}
