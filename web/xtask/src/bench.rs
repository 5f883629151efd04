//! `cargo xtask bench`: every benchmark of the workspace, or those named.

use anyhow::{Result, bail};

use crate::bundle::Effort;
use crate::run::{self, Steps, cargo, root};
use crate::test;

/// Name on the command line, crate, and what is measured.
const BENCHES: [(&str, &str, &str); 4] = [
    ("search", "market_search", "search among 5,000 stalls"),
    ("build", "survey_convert", "survey to artefacts"),
    ("scene", "market_scene", "model to scene"),
    ("routing", "market_routing", "paths and matrices"),
];
/// Needs a browser and the bundle that is shipped, so that it runs only when it is named.
const FIRST_PICTURE: &str = "first-picture";

/// Runs the named benchmarks, or all that need no browser.
///
/// # Errors
/// When a name is unknown or a benchmark fails.
pub fn run(names: &[String]) -> Result<()> {
    let known: Vec<&str> = BENCHES.iter().map(|b| b.0).chain([FIRST_PICTURE]).collect();
    if let Some(unknown) = names.iter().find(|n| !known.contains(&n.as_str())) {
        bail!("there is no benchmark {unknown}; there are {}", known.join(", "));
    }
    let wanted: Vec<_> =
        BENCHES.iter().filter(|b| names.is_empty() || names.iter().any(|n| n == b.0)).collect();
    let mut steps = Steps::new(wanted.len());
    for (name, package, what) in wanted {
        steps.step(&format!("{name}: {what}"), || {
            run::run(&root(), &cargo(), &["bench", "--locked", "--package", package, "--benches"])
        })?;
    }
    if names.iter().any(|n| n == FIRST_PICTURE) {
        test::browser_script("how long a visitor waits", "first-picture.mjs", Effort::Release)?;
    }
    Ok(())
}
