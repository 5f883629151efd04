//! What was planned.

use serde::{Deserialize, Serialize};

/// Who collects and delivers what, when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Hash of the graph that was used.
    pub graph: String,
}
