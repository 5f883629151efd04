//! Why a graph cannot be read, and why there is no way.

use market_model::{Lang, Text};
use serde::{Deserialize, Serialize};

use crate::Profile;

/// Why bytes are not a saved graph.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// Not JSON, or not of this shape.
    #[error("not a saved graph: {0}")]
    Json(#[from] serde_json::Error),
    /// Another format.
    #[error("found format \"{found}\", expected \"{expected}\"", expected = crate::GRAPH_FORMAT)]
    OtherFormat {
        /// What the document calls itself.
        found: String,
    },
    /// A version from the future.
    #[error("found version {found} of the graph, this program reads up to {up_to}: update the program", up_to = crate::GRAPH_FORMAT_VERSION)]
    NewerVersion {
        /// The document's version.
        found: u32,
    },
    /// An index or number that cannot be.
    #[error("damaged graph: {0}")]
    Damaged(String),
}

/// Why there is no way between two places, told to the person who asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoRoute {
    /// Key of the start.
    pub from: String,
    /// Key of the destination.
    pub to: String,
    /// For whom.
    pub profile: Profile,
    /// The obstacle, in words.
    pub reason: Text,
    /// The same in simplified Chinese; empty in answers of older programs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason_zh: String,
    /// The same in Japanese; empty in answers of older programs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason_ja: String,
    /// Keys or names of what stands in the way: connectors, gates, aisles.
    pub blocked_by: Vec<String>,
    /// Key of the last place on the way that can be reached; `None` when nothing is known.
    pub nearest: Option<String>,
}

impl NoRoute {
    /// The obstacle in a language.
    #[must_use]
    pub fn reason_in(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ko => &self.reason.ko,
            Lang::Zh if !self.reason_zh.is_empty() => &self.reason_zh,
            Lang::Ja if !self.reason_ja.is_empty() => &self.reason_ja,
            _ => &self.reason.en,
        }
    }
}

impl std::fmt::Display for NoRoute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reason.en)
    }
}

impl std::error::Error for NoRoute {}
