//! A composer of shaders that have nothing to compose, in the place of the crate of this name.
//!
//! The engine makes a composer at its start whether anybody needs one or not, and that one compiles a dozen regular
//! expressions: a tenth of a second of a fast computer's first picture, and the largest part of a megabyte of the bundle.
//! All shaders of ours, and the only one of the engine's that is ever run (it shows a window again after a screenshot),
//! are whole as they stand: they are read by `naga` and no more. A shader that imports another is refused with a sentence.
//! The names are those of `naga_oil` 0.22 that the engine asks for. Must not know: the market, the engine.

pub mod compose;
