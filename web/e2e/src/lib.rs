//! Black-box tests of the built command-line tools, as a stranger would use them.
//!
//! Invariant: depends on no crate of this workspace; runs the binaries in `JANGTEO_BIN_DIR`.
//! The browser tests beside this crate (`tests/*.test.mjs`) are run by `cargo xtask test`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the built binaries; `None`, with a printed reason, when no test run named one.
#[must_use]
pub fn bin_dir() -> Option<PathBuf> {
    let dir = std::env::var_os("JANGTEO_BIN_DIR").map(PathBuf::from);
    if dir.is_none() {
        println!("skipped: JANGTEO_BIN_DIR is not set; `cargo xtask test` sets it");
    }
    dir
}

/// The root of the checkout.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The shared real data; `None`, with a printed reason, where it is not there.
#[must_use]
pub fn shared_data() -> Option<PathBuf> {
    let dir = root().join("../shared/data");
    if dir.is_dir() {
        return Some(dir);
    }
    println!("skipped: the shared real data is not on this machine");
    None
}

/// Runs a built tool and waits for it.
///
/// # Panics
/// When the tool cannot be started.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that cannot start its tool has failed")]
pub fn run(tool: &Path, args: &[&str]) -> Output {
    Command::new(tool).args(args).output().expect("the tool starts")
}
