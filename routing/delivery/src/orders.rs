//! What is to be planned.

use serde::{Deserialize, Serialize};

/// A day's orders and riders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orders {}
