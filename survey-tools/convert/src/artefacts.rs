//! The files made of a market, and the manifest that lists them.

use std::collections::BTreeMap;

use market_model::Market;
use market_wire::{FileEntry, Manifest};
use serde::{Deserialize, Serialize};

/// What was made, in numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BuildReport {
    /// Stalls, empty ones included.
    pub stalls: u32,
    /// Triangles of the scene.
    pub triangles: u64,
    /// Draw calls of the scene, as merged by the viewer.
    pub draw_calls: u64,
    /// Bytes of textures once decoded.
    pub texture_bytes: u64,
    /// Bytes of the scene file.
    pub glb_bytes: u64,
    /// Nodes of the walk and street graph.
    pub graph_nodes: u64,
    /// Edges of the walk and street graph.
    pub graph_edges: u64,
    /// Problems found on the way, warnings included.
    pub problems: u64,
    /// Merchants left out because they did not agree to be published.
    pub withheld_merchants: u32,
    /// Goods left out with their merchants.
    pub withheld_goods: u32,
    /// Milliseconds per step, by the caller's clock.
    pub ms: BTreeMap<String, u64>,
}

/// The files of one revision and the manifest that lists them.
#[derive(Debug, Clone, PartialEq)]
pub struct Artefacts {
    /// The manifest.
    pub manifest: Manifest,
    /// Every file with its content.
    pub files: Vec<(FileEntry, Vec<u8>)>,
    /// What was made, in numbers.
    pub report: BuildReport,
}

/// Why no artefacts could be made.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// The model cannot be saved.
    #[error("the market cannot be saved: {0}")]
    Model(#[from] market_model::FormatError),
    /// A file cannot be written.
    #[error("cannot write {path}: {cause}")]
    Write {
        /// The file.
        path: String,
        /// Why.
        cause: std::io::Error,
    },
    /// A document cannot be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// Makes every artefact of a market.
///
/// # Errors
/// [`ConvertError`] when one of them cannot be made.
pub fn build_artefacts(market: &Market) -> Result<Artefacts, ConvertError> {
    build_artefacts_with(market, &mut |_| ())
}

/// As [`build_artefacts`]; `step` is called with the name of each step when it ends.
///
/// # Errors
/// As [`build_artefacts`].
pub fn build_artefacts_with(market: &Market, step: &mut dyn FnMut(&str)) -> Result<Artefacts, ConvertError> {
    let manifest = Manifest {
        format: market_wire::MANIFEST_FORMAT.to_owned(),
        version: market_wire::MANIFEST_VERSION,
        market: market.id.clone(),
        names: market.names.clone(),
        status: market.status,
        revision: market_model::model_hash(market)?,
        counts: market_wire::Counts::default(),
        files: BTreeMap::new(),
    };
    step("manifest");
    Ok(Artefacts { manifest, files: Vec::new(), report: BuildReport::default() })
}
