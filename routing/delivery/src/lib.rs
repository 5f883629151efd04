//! market_delivery.
