//! What every handler shares: the store, the published markets, the limits, the door of the desk.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use market_store::Store;
use tokio::sync::{Notify, Semaphore};

use crate::cache::PageCache;
use crate::conditions::Mirror;
use crate::error::{AppError, AppResult};
use crate::limits::Limit;
use crate::live::Live;
use crate::published::{Catalogue, Published};

/// Shared by all handlers.
pub type Shared = Arc<App>;

/// The state of the server.
pub struct App {
    /// The durable state.
    pub store: Store,
    /// The data folder.
    pub data: PathBuf,
    /// The folder of the web bundles.
    pub web: Option<PathBuf>,
    /// Scheme and host under which the world sees this server; empty when unknown.
    pub base_url: String,
    /// What is published.
    pub catalogue: Catalogue,
    /// Rendered pages.
    pub pages: PageCache,
    /// Wakes the builder.
    pub build: Notify,
    /// Markets that are being built.
    pub building: Mutex<BTreeSet<String>>,
    /// Identifies the program that builds, so that another one builds again.
    pub program: String,
    /// What is closed or crowded in each market.
    pub conditions: Mirror,
    /// What stalls say of today.
    pub live: Live,
    /// Streams of the live feed at once.
    pub streams: Arc<Semaphore>,
    /// The key of riders' links.
    pub key: String,
    /// The code that opens the desk once.
    pub desk_code: Mutex<String>,
    /// How often clients may do things.
    pub limits: Limits,
    /// Requests at once.
    pub requests: Semaphore,
    /// Plans at once.
    pub plans: Semaphore,
}

/// How often one client may do what.
#[derive(Debug)]
pub struct Limits {
    /// Batches of events, per device.
    pub events: Limit,
    /// Batches of events, per address: a market's tablets share one.
    pub events_peer: Limit,
    /// Markets begun on tablets, per address.
    pub begun: Limit,
    /// Routes, per address.
    pub routes: Limit,
    /// Words of today, per stall.
    pub words: Limit,
    /// Orders and plans, per address.
    pub plans: Limit,
    /// Wrong codes at the desk, per address.
    pub login: Limit,
    /// Wrong codes at the desk, of all the world.
    pub login_all: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            events: Limit::new(240, Duration::from_millis(500)),
            events_peer: Limit::new(2_400, Duration::from_millis(50)),
            begun: Limit::new(10, Duration::from_secs(600)),
            routes: Limit::new(240, Duration::from_millis(100)),
            words: Limit::new(60, Duration::from_secs(2)),
            plans: Limit::new(30, Duration::from_secs(2)),
            login: Limit::new(5, Duration::from_secs(180)),
            login_all: Limit::new(30, Duration::from_secs(30)),
        }
    }
}

impl App {
    /// The published revision of a market.
    ///
    /// # Errors
    /// Not found.
    pub fn market(&self, id: &str) -> AppResult<Arc<Published>> {
        self.catalogue.market(id).ok_or_else(AppError::not_found)
    }

    /// Refuses markets that nobody imported or began; one without a revision yet is known too.
    ///
    /// # Errors
    /// Not found.
    pub async fn require_market(&self, id: &str) -> AppResult<()> {
        if self.store.has_market(id).await? { Ok(()) } else { Err(AppError::not_found()) }
    }

    /// Whether a market is being built.
    #[must_use]
    pub fn is_building(&self, market: &str) -> bool {
        self.building.lock().unwrap_or_else(PoisonError::into_inner).contains(market)
    }

    /// Whether the world reaches this server by https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Where the artefacts of a market lie, named by their content.
    #[must_use]
    pub fn artefacts(&self, market: &str) -> PathBuf {
        self.data.join("artefacts").join(market)
    }
}
