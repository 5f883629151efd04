//! Processor time, memory of a child process, and the machine.

use std::io::Write;
use std::process::{Command, Stdio};

use rustix::time::{ClockId, clock_gettime};

use crate::networks::Network;

/// Nanoseconds for which this thread has run on a processor.
#[must_use]
pub fn cpu_ns() -> u64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec.unsigned_abs() * 1_000_000_000 + now.tv_nsec.unsigned_abs()
}

/// Least processor time of `rounds` runs in nanoseconds, and what the last run gave.
///
/// # Panics
/// With no rounds.
pub fn least<T>(rounds: usize, mut run: impl FnMut() -> T) -> (u64, T) {
    assert!(rounds > 0, "no rounds");
    let mut once = || {
        let start = cpu_ns();
        let out = run();
        (cpu_ns() - start, out)
    };
    let mut best = once();
    for _ in 1..rounds {
        let next = once();
        best = (best.0.min(next.0), next.1);
    }
    best
}

/// Bytes that an engine keeps for a network, measured by a process of its own that is handed the bare arcs.
#[must_use]
pub fn memory_of(engine: &str, network: &Network) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let mut child = Command::new(program)
        .args(["--memory", engine])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(&network.to_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    let bytes: u64 = String::from_utf8(output.stdout).ok()?.trim().parse().ok()?;
    (bytes > 0).then_some(bytes)
}

/// Bytes of memory in use by this process.
#[must_use]
pub fn resident_bytes() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|t| t.split_whitespace().nth(1).and_then(|p| p.parse::<u64>().ok()));
    pages.unwrap_or(0) * 4096
}

/// The processor, cores, memory, load and compiler, and how the paths are measured.
#[must_use]
pub fn machine() -> String {
    format!("{}; one thread, processor time, least of several runs", host())
}

/// The processor, the number of cores, the memory, the load of the last minute and the compiler.
#[must_use]
pub fn host() -> String {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find_map(|l| l.strip_prefix(name)).unwrap_or("?");
        line.trim_start_matches([' ', '\t', ':']).trim().to_owned()
    };
    let model = field(&read("/proc/cpuinfo"), "model name");
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let memory = field(&read("/proc/meminfo"), "MemTotal");
    let gigabytes = memory.trim_end_matches(" kB").parse::<f64>().map_or(f64::NAN, |kb| kb / 1_048_576.0);
    let load = read("/proc/loadavg");
    let load = load.split_whitespace().next().unwrap_or("?");
    let rustc = Command::new("rustc").arg("--version").output().ok();
    let rustc = rustc.and_then(|o| String::from_utf8(o.stdout).ok()).unwrap_or_default();
    let rustc = rustc.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    format!("{model}, {cores} cores, {gigabytes:.0} GB of memory, load {load}, {rustc}")
}
