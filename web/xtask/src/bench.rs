//! `cargo xtask bench`: every benchmark of the workspace, or those named.

use anyhow::{Result, bail};

use crate::bundle::Effort;
use crate::run::{self, Steps, cargo, root};
use crate::test;

/// Name on the command line, crate, and what is measured.
const BENCHES: [(&str, &str, &str); 6] = [
    ("search", "market_search", "search among 5,000 stalls"),
    ("build", "survey_convert", "survey to artefacts"),
    ("scene", "market_scene", "model to scene"),
    ("routing", "market_routing", "paths and matrices"),
    ("routing", "routing_bench", "path engines beside their peers"),
    ("delivery", "market_delivery", "plans of the public pickup-and-delivery sets"),
];
/// Needs a browser and the bundle that is shipped, so that it runs only when it is named.
const FIRST_PICTURE: &str = "first-picture";

/// Peers that are not built for anything else: crate, and the feature that brings them.
const PEERS: [(&str, &str); 1] = [("routing_bench", "peers")];

/// Runs the named benchmarks, or all that need no browser.
///
/// # Errors
/// When a name is unknown or a benchmark fails.
pub fn run(names: &[String]) -> Result<()> {
    let mut known: Vec<&str> = BENCHES.iter().map(|b| b.0).chain([FIRST_PICTURE]).collect();
    known.dedup();
    if let Some(unknown) = names.iter().find(|n| !known.contains(&n.as_str())) {
        bail!("there is no benchmark {unknown}; there are {}", known.join(", "));
    }
    let wanted: Vec<_> =
        BENCHES.iter().filter(|b| names.is_empty() || names.iter().any(|n| n == b.0)).collect();
    let mut steps = Steps::new(wanted.len());
    for (name, package, what) in wanted {
        steps.step(&format!("{name}: {what}"), || bench(package))?;
    }
    if names.iter().any(|n| n == FIRST_PICTURE) {
        test::browser_script("how long a visitor waits", "first-picture.mjs", Effort::Release)?;
    }
    Ok(())
}

fn bench(package: &str) -> Result<()> {
    let plain = ["bench", "--locked", "--package", package, "--benches"];
    let Some((_, feature)) = PEERS.iter().find(|p| p.0 == package) else {
        return run::run(&root(), &cargo(), &plain);
    };
    // A peer in another language may not build here: then the rest is measured, and the table says what is missing.
    let with_peers = [&plain[..], &["--features", feature]].concat();
    let built = run::run(&root(), &cargo(), &[&with_peers[..], &["--no-run"]].concat());
    run::run(&root(), &cargo(), if built.is_ok() { &with_peers } else { &plain })
}
