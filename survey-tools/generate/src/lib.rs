//! Makes plausible markets, and reads the national register of markets.
//!
//! Three ways to a [`Survey`](market_model::Survey): out of nothing but a size and a seed ([`generate`]),
//! out of a row of the register ([`draft`]), and, for the register itself, [`read_register`].
//!
//! Invariant: everything that is not from the register is marked [`Source::Generated`](market_model::Source).
//! Invariant: the same size and seed give the same survey on every machine.
//! Invariant: no input or output and no clock; bytes come in, records go out.

mod generate;
mod register;

pub use generate::{STALLS, draft, generate};
pub use register::{RegisteredMarket, read_register};
