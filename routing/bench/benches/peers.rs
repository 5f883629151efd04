//! `cargo bench -p routing_bench --features peers`: the path engines side by side.

fn main() {
    routing_bench::main();
}
