//! market_routing.
