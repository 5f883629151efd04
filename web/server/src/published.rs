//! What is published of each market, held in memory and swapped whole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::Context as _;
use market_model::Market;
use market_routing::Graph;
use market_search::Index;
use market_wire::{Manifest, role};

/// One revision, ready to be shown.
#[derive(Debug)]
pub struct Published {
    /// Its number, from 1.
    pub number: i64,
    /// Hash of everything that it was built from.
    pub input_hash: String,
    /// The manifest.
    pub manifest: Manifest,
    /// The manifest as it was written.
    pub manifest_json: String,
    /// The market.
    pub market: Market,
    /// The graph.
    pub graph: Graph,
    /// The search index.
    pub index: Index,
    /// The plan as a drawing.
    pub plan_svg: String,
}

impl Published {
    /// Reads a revision from its files. O(size of the files).
    ///
    /// # Errors
    /// When a file is missing or is not what the manifest says.
    pub fn load(
        artefacts: &Path,
        number: i64,
        input_hash: &str,
        manifest_json: &str,
    ) -> anyhow::Result<Self> {
        let manifest = Manifest::from_json(manifest_json.as_bytes())?;
        let read = |role: &str| {
            let entry = manifest.file(role).with_context(|| format!("the manifest lists no {role}"))?;
            let bytes = std::fs::read(artefacts.join(&entry.path))
                .with_context(|| format!("cannot read {}", entry.path))?;
            anyhow::ensure!(crate::secret::sha256_hex(&bytes) == entry.sha256, "{} was changed", entry.path);
            Ok(bytes)
        };
        for entry in manifest.files.values() {
            anyhow::ensure!(artefacts.join(&entry.path).is_file(), "{} is missing", entry.path);
        }
        Ok(Self {
            number,
            input_hash: input_hash.to_owned(),
            market: market_model::from_json(&read(role::MARKET)?)?,
            graph: Graph::from_bytes(&read(role::GRAPH)?)?,
            index: Index::from_json(&read(role::INDEX)?)?,
            plan_svg: String::from_utf8(read(role::PLAN_SVG)?)?,
            manifest_json: manifest_json.to_owned(),
            manifest,
        })
    }
}

/// A file that a manifest lists.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Where it lies.
    pub path: PathBuf,
    /// Media type.
    pub media_type: String,
}

/// Everything that is published.
#[derive(Debug, Default)]
pub struct Catalogue {
    markets: RwLock<BTreeMap<String, Arc<Published>>>,
    files: RwLock<BTreeMap<String, Listed>>,
}

impl Catalogue {
    /// The published revision of a market.
    #[must_use]
    pub fn market(&self, id: &str) -> Option<Arc<Published>> {
        self.markets.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// Every published market, by identifier.
    #[must_use]
    pub fn markets(&self) -> Vec<Arc<Published>> {
        self.markets.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Publishes a revision in place of the one before it.
    pub fn put(&self, published: Arc<Published>) {
        let id = published.market.id.to_string();
        self.markets.write().unwrap_or_else(PoisonError::into_inner).insert(id, published);
    }

    /// Lists the files of a manifest. Files of earlier revisions stay: pages that are open still ask for them.
    pub fn list(&self, artefacts: &Path, manifest: &Manifest) {
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        for entry in manifest.files.values() {
            let listed = Listed { path: artefacts.join(&entry.path), media_type: entry.media_type.clone() };
            files.insert(entry.path.clone(), listed);
        }
    }

    /// The file with this name, if a manifest lists it.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<Listed> {
        self.files.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }
}
