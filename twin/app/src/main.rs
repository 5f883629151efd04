//! The viewer as a program: `market_twin OUT_DIR` on the desktop, a module with three functions on the web.
//!
//! Thin: everything is in `market_viewer`; here is only what carries messages to and from a page or a terminal.

#![allow(
    clippy::needless_pass_by_value,
    reason = "systems take their parameters by value: Bevy calls them so"
)]

#[cfg(not(target_arch = "wasm32"))]
mod desktop;
#[cfg(all(feature = "openxr", not(target_arch = "wasm32")))]
mod openxr;
#[cfg(target_arch = "wasm32")]
mod web;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    desktop::run()
}

// The page calls `start` when it wants the viewer.
#[cfg(target_arch = "wasm32")]
fn main() {}
