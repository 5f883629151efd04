//! Rendered pages, kept for a minute: a page of thousands of stalls costs more than a look-up.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;

/// The most pages kept.
const MAX_PAGES: usize = 64;

/// A rendered page.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// HTML.
    pub html: Bytes,
    /// The same in brotli, when that is smaller.
    pub brotli: Option<Bytes>,
}

/// Rendered pages by everything that they depend on.
#[derive(Debug, Default)]
pub struct PageCache(Mutex<BTreeMap<String, Rendered>>);

impl PageCache {
    /// The page with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Rendered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Keeps a page; when there are too many, all others go first.
    pub fn put(&self, key: String, page: Rendered) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= MAX_PAGES {
            pages.clear();
        }
        pages.insert(key, page);
    }
}
