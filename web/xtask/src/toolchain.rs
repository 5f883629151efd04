//! The wasm target of the compiler.

use std::path::Path;

use anyhow::{Result, bail};

use crate::run::{answers, output_of, root, run};

/// The target of everything that runs in a browser.
pub const WASM: &str = "wasm32-unknown-unknown";

/// How cargo can build for [`WASM`] on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WasmStd {
    /// The target's standard library is installed.
    Installed,
    /// It is built from the compiler's own source.
    FromSource,
}

/// Makes sure that wasm can be built, installing the target where rustup is at hand.
///
/// # Errors
/// When neither rustup nor the compiler's source is there.
pub fn ensure_wasm() -> Result<WasmStd> {
    let root = root();
    let sysroot = output_of(&root, "rustc", &["--print", "sysroot"]).unwrap_or_default();
    let installed = || Path::new(&sysroot).join("lib/rustlib").join(WASM).join("lib").is_dir();
    if installed() {
        return Ok(WasmStd::Installed);
    }
    if answers("rustup", &["--version"])
        && run(&root, "rustup", &["target", "add", WASM]).is_ok()
        && installed()
    {
        return Ok(WasmStd::Installed);
    }
    if Path::new(&sysroot).join("lib/rustlib/src/rust/library/Cargo.lock").is_file() {
        return Ok(WasmStd::FromSource);
    }
    bail!(
        "the compiler cannot build for {WASM}. Run `rustup target add {WASM}`, \
         or install the compiler's source (`rustup component add rust-src`) and try again"
    )
}
