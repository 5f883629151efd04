//! survey.
fn main() {}
