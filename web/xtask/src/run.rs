//! Running other programs, with a name and a clock for each long step.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// The root of the checkout.
pub fn root() -> PathBuf {
    // `web/xtask` lies two folders below the root.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where cargo puts what it builds.
///
/// # Errors
/// When `cargo metadata` does not answer.
pub fn target_dir() -> Result<PathBuf> {
    let metadata = metadata()?;
    let dir = metadata["target_directory"].as_str().context("cargo metadata names no target directory")?;
    Ok(PathBuf::from(dir))
}

/// What `cargo metadata` says of the workspace's own crates.
///
/// # Errors
/// When cargo does not answer with JSON.
pub fn metadata() -> Result<serde_json::Value> {
    let output = Command::new(cargo())
        .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    serde_json::from_slice(&output.stdout).context("cargo metadata did not answer")
}

/// The cargo that runs us.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// A numbered series of long steps.
pub struct Steps {
    total: usize,
    done: usize,
    started: Instant,
}

impl Steps {
    /// A series of `total` steps.
    pub fn new(total: usize) -> Self {
        Self { total, done: 0, started: Instant::now() }
    }

    /// Announces the next step, runs it, and says how long it took.
    ///
    /// # Errors
    /// Those of the step.
    pub fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.done += 1;
        eprintln!("\n[{}/{}] {name}", self.done, self.total);
        let started = Instant::now();
        let result = work().with_context(|| format!("step \"{name}\" failed"))?;
        let (step, all) = (started.elapsed().as_secs_f32(), self.started.elapsed().as_secs_f32());
        eprintln!("      {step:.1} s ({all:.0} s in all)");
        Ok(result)
    }
}

/// Runs a program in `dir` and shows what it prints.
///
/// # Errors
/// When it cannot be started or fails.
pub fn run<S: AsRef<OsStr>>(dir: &Path, program: &str, args: &[S]) -> Result<()> {
    run_with(dir, program, args, &[])
}

/// Runs a program in `dir` with more environment variables and shows what it prints.
///
/// # Errors
/// When it cannot be started or fails.
pub fn run_with<S: AsRef<OsStr>>(
    dir: &Path,
    program: &str,
    args: &[S],
    env: &[(&str, &OsStr)],
) -> Result<()> {
    let status = Command::new(program)
        .args(args)
        .envs(env.iter().copied())
        .current_dir(dir)
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot run {program}"))?;
    if !status.success() {
        let args: Vec<_> = args.iter().map(|a| a.as_ref().to_string_lossy().into_owned()).collect();
        bail!("{program} {} ended with {status}", args.join(" "));
    }
    Ok(())
}

/// Whether a program answers to `args` without error.
pub fn answers(program: &str, args: &[&str]) -> bool {
    let status = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|s| s.success())
}

/// What a program prints, trimmed; `None` when it fails.
pub fn output_of(dir: &Path, program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).current_dir(dir).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
