//! `cargo xtask test`: every test there is, and one closing line that counts them.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::bundle::{self, Effort};
use crate::run::{Steps, cargo, root, target_dir};
use crate::{browser, check, demo, run, tidy};

#[derive(Default)]
struct Counts {
    passed: u64,
    failed: u64,
    skipped: u64,
}

/// Runs every test; with `--no-browser` those that need Node and Chromium are left out.
///
/// # Errors
/// When a test fails or something does not build.
pub fn run(args: &[String]) -> Result<()> {
    let with_browser = !args.iter().any(|a| a == "--no-browser");
    let mut counts = Counts::default();
    let mut steps = Steps::new(5 + if with_browser { bundle::N_STEPS + 2 } else { 0 });
    let root = root();
    steps.step("format", || run::run(&root, &cargo(), &["fmt", "--all", "--check"]))?;
    steps.step("rules of the house", tidy::run)?;
    let target = target_dir()?;
    let bin =
        steps.step("server and tools", || demo::build_native(Effort::Fast, &target, &demo::BINARIES))?;
    let light = check::everything()?;
    steps.step("unit, property and golden tests", || {
        let names = light.iter().map(String::as_str);
        cargo_tests(names, &["--lib", "--bins", "--tests"], &bin, &mut counts)
    })?;
    // On its own: the engine's features must not be mixed into the other crates' builds.
    steps.step("tests of the viewer (compiles the engine once more, natively)", || {
        cargo_tests(["market_viewer"].into_iter(), &["--lib", "--tests"], &bin, &mut counts)
    })?;
    if with_browser {
        let chromium = steps.step("Node, Chromium and npm packages", browser::ensure)?;
        let web = target.join("jangteo").join("web");
        bundle::build(Effort::Fast, &web, &mut steps)?;
        steps.step("browser tests", || node_tests(&bin, &web, &chromium, &mut counts))?;
    }
    println!("\n{} passed, {} failed, {} skipped", counts.passed, counts.failed, counts.skipped);
    if counts.failed > 0 || counts.passed == 0 {
        bail!("{} of the tests failed", counts.failed);
    }
    Ok(())
}

fn cargo_tests<'a>(
    packages: impl Iterator<Item = &'a str>,
    targets: &[&str],
    bin: &Path,
    counts: &mut Counts,
) -> Result<()> {
    let mut command = Command::new(cargo());
    command.args(["test", "--locked", "--no-fail-fast"]).args(targets);
    for package in packages {
        command.args(["--package", package]);
    }
    command.env("JANGTEO_BIN_DIR", bin);
    count(command, counts, |line, counts| {
        // test result: ok. 6 passed; 0 failed; 0 ignored; …
        if let Some(rest) = line.strip_prefix("test result: ") {
            for part in rest.split([';', '.']) {
                let mut words = part.split_whitespace();
                let (Some(n), Some(what)) = (words.next().and_then(|n| n.parse::<u64>().ok()), words.next())
                else {
                    continue;
                };
                match what {
                    "passed" => counts.passed += n,
                    "failed" => counts.failed += n,
                    "ignored" => counts.skipped += n,
                    _ => {}
                }
            }
        }
    })
}

/// `cargo xtask pictures`: makes the README's pictures anew from the sample market.
///
/// # Errors
/// When something does not build or the browser fails.
pub fn pictures() -> Result<()> {
    browser_script("pictures", "pictures.mjs", Effort::Fast)
}

/// Builds server and bundles, and runs a script of `web/e2e` with them.
///
/// # Errors
/// When something does not build or the script fails.
pub fn browser_script(name: &str, script: &str, effort: Effort) -> Result<()> {
    let mut steps = Steps::new(bundle::N_STEPS + 3);
    let target = target_dir()?;
    let bin = steps.step("server and tools", || demo::build_native(effort, &target, &demo::BINARIES))?;
    let web = target.join("jangteo").join("web");
    bundle::build(effort, &web, &mut steps)?;
    let chromium = steps.step("Node, Chromium and npm packages", browser::ensure)?;
    steps.step(name, || {
        let env = environment(&bin, &web, &chromium);
        run::run_with(&root().join("web/e2e"), "node", &[script], &env)
    })
}

/// What the scripts of `web/e2e` need to know.
fn environment<'a>(bin: &'a Path, web: &'a Path, chromium: &'a Path) -> [(&'static str, &'a OsStr); 3] {
    [
        ("JANGTEO_BIN_DIR", bin.as_os_str()),
        ("JANGTEO_WEB_DIR", web.as_os_str()),
        ("CHROMIUM", chromium.as_os_str()),
    ]
}

fn node_tests(bin: &Path, web: &Path, chromium: &Path, counts: &mut Counts) -> Result<()> {
    let mut command = Command::new("node");
    command
        .args(["--test", "--test-concurrency=1", "--test-reporter=tap", "tests/"])
        .current_dir(root().join("web/e2e"));
    command.envs(environment(bin, web, chromium));
    count(command, counts, |line, counts| {
        // # pass 12
        let mut words = line.strip_prefix("# ").unwrap_or_default().split_whitespace();
        let (Some(what), Some(n)) = (words.next(), words.next().and_then(|n| n.parse::<u64>().ok())) else {
            return;
        };
        match what {
            "pass" => counts.passed += n,
            "fail" | "cancelled" => counts.failed += n,
            "skipped" | "todo" => counts.skipped += n,
            _ => {}
        }
    })
}

/// Runs a test runner, shows its output and counts; a failing runner that counted no failure is one failure.
fn count(mut command: Command, counts: &mut Counts, mut read: impl FnMut(&str, &mut Counts)) -> Result<()> {
    let failed_before = counts.failed;
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .current_dir(command.get_current_dir().map_or_else(root, Path::to_path_buf))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {program}"))?;
    let stdout = child.stdout.take().context("the runner has no output")?;
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        println!("{line}");
        read(&line, counts);
    }
    let status = child.wait()?;
    if !status.success() && counts.failed == failed_before {
        counts.failed += 1;
    }
    Ok(())
}
