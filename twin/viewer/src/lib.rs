//! market_viewer.
