//! market_e2e.
