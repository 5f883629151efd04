//! market_scene.
