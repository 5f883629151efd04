//! The developer's commands: `cargo xtask demo | test | check | bench | bundle | tidy`.
//!
//! Invariant: depends on no crate of this workspace; it runs their built binaries.
//! Invariant: `demo` needs cargo and what cargo builds, nothing else.

mod bench;
mod browser;
mod bundle;
mod check;
mod demo;
mod edges;
mod run;
mod size;
mod test;
mod tidy;
mod toolchain;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask demo  [--fast | --release] [--port N] [--register FILE] [--streets FILE] [--out DIR] [--build-only]
                  build everything, convert the sample markets, start the server
cargo xtask test  [--no-browser]       every test; installs Node packages and Chromium where it can
cargo xtask check [--all]              the quick inner loop: format, lints, tidy rules, unit tests of what changed
cargo xtask bench [NAME …]             benchmarks: search, build, scene, routing, delivery; first-picture, viewer (browser); size (of the bundles)
cargo xtask bench delivery [OPTION …]  planners beside their peers; --full, --table, --cpu-seconds, --filter, --share, --cases, --seed
cargo xtask bundle [--release] [--only twin | pages | tablet]  only the web bundles, or one
cargo xtask pictures                   make the README's pictures anew
cargo xtask tidy                       only the rules of the house";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let args: Vec<String> = args.collect();
    let outcome = match command.as_str() {
        "demo" => demo::Options::parse(&args).and_then(|o| demo::run(&o)),
        "test" => test::run(&args),
        "check" => check::run(&args),
        "bench" => bench::run(&args),
        "bundle" => bundle::command(&args),
        "pictures" => test::pictures(),
        "tidy" => tidy::run(),
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask {command}: {error:#}");
            ExitCode::FAILURE
        }
    }
}
