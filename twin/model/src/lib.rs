//! market_model.
