//! The capture app: a person with a tablet measures aisles and frontages and records stalls, merchants and goods,
//! offline, and sends what was recorded when the network is back.
//!
//! Invariant: every change is a survey event in the journal; what the screen shows is the fold of that log.
//! Invariant: a native build holds the static shell and the logic only; Leptos and the browser are wasm only.

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(not(target_arch = "wasm32"))]
mod assets;
pub mod base;
pub mod capture;
pub mod drawing;
pub mod place;
pub mod row;
pub mod told;
pub mod words;

#[cfg(not(target_arch = "wasm32"))]
pub use assets::ASSETS;
