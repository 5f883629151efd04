//! How long it takes to build a scene.
#![allow(missing_docs, reason = "divan's macro writes the functions")]

#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    divan::main();
}

#[divan::bench(args = [140, 500, 5111], sample_count = 5)]
fn build(bencher: divan::Bencher, stalls: usize) {
    let market = support::market(stalls, 1);
    bencher.bench(|| market_scene::build(&market));
}
