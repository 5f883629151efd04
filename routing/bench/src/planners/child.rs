//! Runs a planner as a program of its own, behind a clock of processor time, and measures what it used.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// So many ticks a second count the processor time of ended children, on every Linux.
const TICKS: f64 = 100.0;

/// What a program printed and used.
#[derive(Debug)]
pub struct Ended {
    /// Exit code; `None` when it was killed.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
    /// Processor seconds, of all its threads, to a hundredth; `None` where the system does not tell.
    pub cpu_seconds: Option<f64>,
}

/// Runs a command to its end.
///
/// # Errors
/// When it cannot be started.
pub fn run(command: &mut Command) -> Result<Ended, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let before = children();
    let Output { status, stdout, stderr } =
        command.stdin(Stdio::null()).output().map_err(|why| format!("{name}: {why}"))?;
    Ok(Ended {
        code: status.code(),
        out: String::from_utf8_lossy(&stdout).into_owned(),
        err: String::from_utf8_lossy(&stderr).into_owned(),
        cpu_seconds: children().zip(before).map(|(after, before)| after - before),
    })
}

/// Processor seconds of all children that have ended.
fn children() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The program's name is in brackets and may hold anything; the state is the first word behind them.
    let words: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |i: usize| words.get(i).and_then(|w| w.parse::<f64>().ok());
    Some((ticks(13)? + ticks(14)?) / TICKS)
}

/// Has the clock of a program that knows only time on the wall run at the speed of its work, where the library for it
/// was built.
pub fn behind_the_clock(command: &mut Command) -> &mut Command {
    match clock() {
        Some(library) => command.env("LD_PRELOAD", library),
        None => command,
    }
}

/// The library of that clock, beside this program.
#[must_use]
pub fn clock() -> Option<PathBuf> {
    let library = beside()?.join("examples").join("libcpu_clock.so");
    library.is_file().then_some(library)
}

/// The folder of built programs: `target/release`, above `deps`.
fn beside() -> Option<PathBuf> {
    Some(std::env::current_exe().ok()?.parent()?.parent()?.to_path_buf())
}

/// Our own planner on the command line.
///
/// # Errors
/// Says how to build it, when it is not there.
pub fn market_route() -> Result<PathBuf, String> {
    let folder = std::env::var_os("JANGTEO_BIN_DIR").map(PathBuf::from).or_else(beside);
    let program = folder.unwrap_or_default().join("market_route");
    if program.is_file() {
        return Ok(program);
    }
    Err(format!(
        "{} is not there; `cargo xtask bench delivery` builds it, or `cargo build --release -p market_route`",
        program.display()
    ))
}

/// A folder for files of this run.
///
/// # Errors
/// When it cannot be made.
pub fn workshop() -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = beside().unwrap_or_else(|| folder.join("target")).join("planners");
    std::fs::create_dir_all(&folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    Ok(folder)
}
