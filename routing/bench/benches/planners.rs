//! `cargo xtask bench delivery`: our planner beside its peers, on the same problems, with the same processor time.

fn main() -> std::process::ExitCode {
    routing_bench::planners::main()
}
