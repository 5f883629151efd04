//! market_store.
