//! Walking without a browser: where somebody is in words, keys, one switch, guidance along a way, and what is kept.
//!
//! The enhancement asks these modules and does what they say; the server writes [`Ground`] into the page.
//! Invariant: pure; no browser, no clock, no words of a language. Must not know: the engine.

mod ground;
mod guide;
mod keys;
mod scan;
mod settings;
mod teller;

pub use ground::{AislePlace, CrowdTime, Ground, Here, LevelPlace, PhotoPlace, StallPlace};
pub use guide::{Guide, GuideNews, Place3};
pub use keys::{Action, Keys, key_name};
pub use scan::{Act, Choice, Scan};
pub use settings::{Hand, Pace, Settings, Turn};
pub use teller::{News, Teller};
