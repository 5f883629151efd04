//! market_server.
fn main() {}
