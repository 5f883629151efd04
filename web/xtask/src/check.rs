//! `cargo xtask check`: the quick inner loop.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::run::{self, Steps, cargo, metadata, output_of, root};
use crate::tidy;

/// Crates that pull in the engine natively: minutes of compiling, so only with `--all` or when they changed.
const HEAVY: [&str; 2] = ["market_viewer", "market_twin"];

/// Format, tidy rules, lints and unit tests of the crates that differ from the last commit (all with `--all`).
///
/// # Errors
/// When anything is not as it should be.
pub fn run_for(all: bool) -> Result<()> {
    let root = root();
    let packages = if all { everything()? } else { changed()? };
    let mut steps = Steps::new(4);
    steps.step("format", || run::run(&root, &cargo(), &["fmt", "--all", "--check"]))?;
    steps.step("rules of the house", tidy::run)?;
    let names: Vec<String> = packages.into_iter().flat_map(|p| ["--package".to_owned(), p]).collect();
    if names.is_empty() {
        eprintln!("\nnothing differs from the last commit; `cargo xtask check --all` looks at everything");
        return Ok(());
    }
    let with = |head: &[&str], tail: &[&str]| -> Vec<String> {
        let owned = |s: &&str| (*s).to_owned();
        head.iter().map(owned).chain(names.clone()).chain(tail.iter().map(owned)).collect()
    };
    let lints = with(&["clippy", "--locked", "--all-targets"], &["--", "--deny", "warnings"]);
    steps.step("lints", || run::run(&root, &cargo(), &lints))?;
    steps.step("unit tests", || run::run(&root, &cargo(), &with(&["test", "--locked", "--quiet"], &[])))
}

/// `cargo xtask check [--all]`.
///
/// # Errors
/// As [`run_for`].
pub fn run(args: &[String]) -> Result<()> {
    run_for(args.iter().any(|a| a == "--all"))
}

/// Every crate but the heavy ones.
///
/// # Errors
/// When cargo does not answer.
pub fn everything() -> Result<BTreeSet<String>> {
    let metadata = metadata()?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let names = packages.filter_map(|p| p["name"].as_str()).filter(|n| !HEAVY.contains(n));
    Ok(names.map(str::to_owned).collect())
}

/// Crates with a file that differs from the last commit.
fn changed() -> Result<BTreeSet<String>> {
    let root = root();
    let status =
        output_of(&root, "git", &["status", "--porcelain", "--untracked-files=all"]).unwrap_or_default();
    let files: Vec<&str> = status.lines().filter_map(|l| l.get(3..)).collect();
    let metadata = metadata()?;
    let mut names = BTreeSet::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let (Some(name), Some(manifest)) = (package["name"].as_str(), package["manifest_path"].as_str())
        else {
            continue;
        };
        let folder = manifest.trim_start_matches(&*root.to_string_lossy()).trim_start_matches('/');
        let folder = folder.trim_end_matches("Cargo.toml");
        if files.iter().any(|f| f.trim_matches('"').starts_with(folder)) {
            names.insert(name.to_owned());
        }
    }
    Ok(names)
}
