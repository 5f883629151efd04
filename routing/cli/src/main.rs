//! market_route.
fn main() {}
