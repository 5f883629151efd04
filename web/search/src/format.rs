//! The saved form of an index: JSON with a name and a version.

use serde::{Deserialize, Serialize};

use crate::{Entry, Index};

/// The name of the format.
pub const INDEX_FORMAT: &str = "jangteo.index";
/// The version that this code writes.
pub const INDEX_VERSION: u32 = 1;

/// Why a document is not a search index.
#[derive(Debug)]
pub enum IndexError {
    /// Not JSON of this shape.
    Malformed(serde_json::Error),
    /// Another format or a newer version.
    Unsupported {
        /// The document's format name.
        format: String,
        /// The document's version.
        version: u32,
    },
}

impl std::fmt::Display for IndexError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Malformed(why) => write!(f, "not a search index: {why}"),
            Self::Unsupported { format, version } => {
                write!(
                    f,
                    "found {format} version {version}, this program reads {INDEX_FORMAT} up to version {INDEX_VERSION}"
                )
            }
        }
    }
}

impl std::error::Error for IndexError {}

#[derive(Serialize)]
struct Saved<'a> {
    format: &'a str,
    version: u32,
    entries: &'a [Entry],
}

#[derive(Deserialize)]
struct Loaded {
    format: String,
    version: u32,
    entries: Vec<Entry>,
}

impl Index {
    /// The saved form. The same index gives the same bytes.
    ///
    /// # Errors
    /// [`IndexError::Malformed`], which cannot happen for an index of this workspace.
    pub fn to_json(&self) -> Result<Vec<u8>, IndexError> {
        let saved = Saved { format: INDEX_FORMAT, version: INDEX_VERSION, entries: self.entries() };
        serde_json::to_vec(&saved).map_err(IndexError::Malformed)
    }

    /// Reads a saved index and makes it ready for searching.
    ///
    /// # Errors
    /// [`IndexError`] for anything else.
    pub fn from_json(bytes: &[u8]) -> Result<Self, IndexError> {
        let loaded: Loaded = serde_json::from_slice(bytes).map_err(IndexError::Malformed)?;
        if loaded.format != INDEX_FORMAT || loaded.version > INDEX_VERSION {
            return Err(IndexError::Unsupported { format: loaded.format, version: loaded.version });
        }
        Ok(Self::from_entries(loaded.entries))
    }
}
