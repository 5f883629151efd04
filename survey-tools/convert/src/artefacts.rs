//! The files made of a market, and the manifest that lists them.

use std::collections::BTreeMap;

use market_model::{Market, Problem, model_hash};
use market_routing::Graph;
use market_search::Index;
use market_wire::{Counts, FileEntry, MANIFEST_FORMAT, MANIFEST_VERSION, Manifest, role};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::plan;
use crate::publish::publishable;

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
    /// Merchants left out because they did not agree to be published.
    pub withheld_merchants: u32,
    /// Goods left out with their merchants.
    pub withheld_goods: u32,
    /// Problems found on the way; the caller adds those of the survey.
    pub problems: Vec<Problem>,
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
    /// The scene cannot be built.
    #[error("the scene cannot be built: {0}")]
    Scene(#[from] market_scene::SceneError),
    /// The search index cannot be saved.
    #[error("the search index cannot be saved: {0}")]
    Index(#[from] market_search::IndexError),
    /// A file cannot be written.
    #[error("cannot write {path}: {cause}")]
    Write {
        /// The file.
        path: String,
        /// Why.
        cause: std::io::Error,
    },
    /// A table cannot be written as CSV.
    #[error("cannot write CSV: {0}")]
    Csv(#[from] csv::Error),
    /// A device's name is too long to number its events.
    #[error("\"{0}\" is no event identifier: give the device a shorter name")]
    Device(String),
    /// A document cannot be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// Makes every artefact of a market: a pure function of what may be published of it.
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
    let (market, withheld) = publishable(market);
    let market = &market;
    let mut files = Files::default();
    files.add(role::MARKET, "json", "application/json", market_model::to_json(market)?);
    let revision = model_hash(market)?;
    step("market.json");
    files.add(role::PLAN_SVG, "svg", "image/svg+xml", plan::svg(market).into_bytes());
    step("plan.svg");
    let geojson = serde_json::to_vec(&plan::geojson(market))?;
    files.add(role::PLAN_GEOJSON, "geojson", "application/geo+json", geojson);
    step("plan.geojson");
    files.add(role::INDEX, "json", "application/json", Index::build(market).to_json()?);
    step("index");
    let (graph, problems) = Graph::build(market);
    files.add(role::GRAPH, "json", "application/json", graph.to_bytes());
    step("graph");
    let scene = market_scene::build(market)?;
    files.add(role::SCENE, "glb", "model/gltf-binary", scene.glb);
    step("scene.glb");
    let counts = counts(market);
    let manifest = Manifest {
        format: MANIFEST_FORMAT.to_owned(),
        version: MANIFEST_VERSION,
        market: market.id.clone(),
        names: market.names.clone(),
        status: market.status,
        revision,
        counts,
        files: files.by_role,
    };
    let report = BuildReport {
        stalls: counts.stalls,
        triangles: scene.stats.triangles,
        draw_calls: u64::from(scene.stats.draw_calls),
        texture_bytes: scene.stats.texture_bytes,
        glb_bytes: scene.stats.glb_bytes,
        graph_nodes: graph.node_count() as u64,
        graph_edges: graph.edge_count() as u64,
        withheld_merchants: withheld.merchants,
        withheld_goods: withheld.goods,
        problems,
        ms: BTreeMap::new(),
    };
    Ok(Artefacts { manifest, files: files.contents, report })
}

/// Files by role and by content.
#[derive(Default)]
struct Files {
    by_role: BTreeMap<String, FileEntry>,
    contents: Vec<(FileEntry, Vec<u8>)>,
}

impl Files {
    fn add(&mut self, role: &str, ending: &str, media_type: &str, bytes: Vec<u8>) {
        let sha256: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        let entry = FileEntry {
            path: format!("{sha256}.{ending}"),
            sha256,
            bytes: bytes.len() as u64,
            media_type: media_type.to_owned(),
        };
        self.by_role.insert(role.to_owned(), entry.clone());
        self.contents.push((entry, bytes));
    }
}

fn counts(market: &Market) -> Counts {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Counts {
        stalls: count(market.stalls.len()),
        goods: count(market.goods.len()),
        aisles: count(market.aisles.len()),
        gates: count(market.gates.len()),
        facilities: count(market.facilities.len()),
    }
}
