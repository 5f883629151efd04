//! market_search.
