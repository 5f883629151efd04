//! `market_route`: paths and delivery plans on the command line.

fn main() {}
