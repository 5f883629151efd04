//! The manifest: which files make up one revision of a market, by content hash.

use std::collections::BTreeMap;

use market_model::{MarketId, MarketStatus, Names};
use serde::{Deserialize, Serialize};

/// The name of the format.
pub const MANIFEST_FORMAT: &str = "jangteo.manifest";
/// The version that this code writes.
pub const MANIFEST_VERSION: u32 = 1;

/// What each file is for: the keys of [`Manifest::files`].
pub mod role {
    /// The 3D scene, glTF 2.0 binary.
    pub const SCENE: &str = "scene.glb";
    /// The walk and street graph.
    pub const GRAPH: &str = "graph";
    /// The plan as GeoJSON (RFC 7946).
    pub const PLAN_GEOJSON: &str = "plan.geojson";
    /// The plan as a drawing.
    pub const PLAN_SVG: &str = "plan.svg";
    /// The search index.
    pub const INDEX: &str = "index";
    /// The market model.
    pub const MARKET: &str = "market.json";
    /// Every role, in the order in which a page needs them.
    pub const ALL: [&str; 6] = [MARKET, PLAN_SVG, INDEX, GRAPH, SCENE, PLAN_GEOJSON];
}

/// One file of a revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// File name beside the manifest: the content's hash and an ending.
    pub path: String,
    /// SHA-256 of the content, in lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Media type.
    pub media_type: String,
}

/// How much there is in a market.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Stalls, empty ones included.
    pub stalls: u32,
    /// Goods.
    pub goods: u32,
    /// Aisles.
    pub aisles: u32,
    /// Gates.
    pub gates: u32,
    /// Facilities.
    pub facilities: u32,
}

/// One revision of a market and its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`MANIFEST_FORMAT`].
    pub format: String,
    /// [`MANIFEST_VERSION`].
    pub version: u32,
    /// The market.
    pub market: MarketId,
    /// Its name.
    pub names: Names,
    /// Whether it was surveyed, drafted or made up.
    pub status: MarketStatus,
    /// SHA-256 of the market model, in hexadecimal.
    pub revision: String,
    /// How much there is.
    pub counts: Counts,
    /// The files, by role (see [`role`]).
    pub files: BTreeMap<String, FileEntry>,
}

/// Why a document is not a manifest.
#[derive(Debug, PartialEq, Eq)]
pub enum ManifestError {
    /// Not JSON of this shape.
    Malformed(String),
    /// Another format, or a newer version.
    Unsupported {
        /// The document's format name.
        format: String,
        /// The document's version.
        version: u32,
    },
    /// A file name that is not a content hash and an ending.
    UnsafePath(String),
}

impl std::fmt::Display for ManifestError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Malformed(why) => write!(f, "not a manifest: {why}"),
            Self::Unsupported { format, version } => write!(
                f,
                "found {format} version {version}, this program reads {MANIFEST_FORMAT} up to version {MANIFEST_VERSION}"
            ),
            Self::UnsafePath(path) => write!(f, "\"{path}\" is not a content hash with an ending"),
        }
    }
}

impl std::error::Error for ManifestError {}

impl Manifest {
    /// Reads a manifest and checks that its file names are content hashes, so that none leads elsewhere.
    ///
    /// # Errors
    /// [`ManifestError`] for anything else.
    pub fn from_json(bytes: &[u8]) -> Result<Self, ManifestError> {
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|e| ManifestError::Malformed(e.to_string()))?;
        if manifest.format != MANIFEST_FORMAT || manifest.version > MANIFEST_VERSION {
            return Err(ManifestError::Unsupported { format: manifest.format, version: manifest.version });
        }
        for entry in manifest.files.values() {
            let (stem, ending) = entry.path.split_once('.').unwrap_or((&entry.path, ""));
            let hash = stem.len() == 64 && stem.bytes().all(|b| b.is_ascii_hexdigit());
            if !hash || stem != entry.sha256 || !ending.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return Err(ManifestError::UnsafePath(entry.path.clone()));
            }
        }
        Ok(manifest)
    }

    /// The file with this role.
    #[must_use]
    pub fn file(&self, role: &str) -> Option<&FileEntry> {
        self.files.get(role)
    }
}
