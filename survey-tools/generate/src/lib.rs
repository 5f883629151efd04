//! Makes plausible markets, and reads the national register of markets.
//!
//! Three ways to a [`Survey`](market_model::Survey): out of nothing but a size and a seed ([`generate`]),
//! out of a row of the register ([`draft`], [`draft_on_streets`]); and the register itself, [`read_register`].
//!
//! Invariant: everything that is not from the register or from real streets is marked
//! [`Source::Generated`](market_model::Source).
//! Invariant: the same size and seed give the same survey on every machine.
//! Invariant: no input or output and no clock; bytes come in, records go out.

mod book;
mod catalogue;
mod draft;
mod fill;
mod generate;
mod hall;
mod layout;
mod mix;
mod names;
mod plan;
mod register;
mod rng;
mod siting;
mod street;
mod town;
mod trade;
mod write;

pub use draft::{draft, draft_on_streets};
pub use generate::{STALLS, generate};
pub use register::{RegisteredMarket, read_register};
pub use siting::KnownStreet;
