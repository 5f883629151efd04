//! market_twin.
fn main() {}
