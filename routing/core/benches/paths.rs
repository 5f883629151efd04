//! Benchmarks of path queries and matrices.

fn main() {
    divan::main();
}
