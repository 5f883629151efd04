//! market_pages.
