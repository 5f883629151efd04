//! market_wire.
