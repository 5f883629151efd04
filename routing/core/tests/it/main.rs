//! Black-box tests of the graph: a small market by hand, real streets, bad files.

mod common;
mod market;
mod real_streets;
