//! `cargo xtask demo`: from a fresh machine to a running market.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::bundle::{self, Effort};
use crate::run::{self, Steps, cargo, root, target_dir};

/// Registered markets that are drafted when a register is given: the largest of the country, a small one, and one
/// that is held every five days.
const DRAFTS: [(&str, &str); 3] = [("남대문시장", "서울"), ("통인시장", "서울"), ("정선아리랑시장", "강원")];

/// What a served market needs.
const SERVED: [&str; 2] = ["market_server", "survey"];
/// Everything that tests ask for.
pub const BINARIES: [&str; 3] = ["market_server", "survey", "market_route"];

/// What the command line asks for.
pub struct Options {
    effort: Effort,
    port: u16,
    register: Option<PathBuf>,
    streets: Option<PathBuf>,
    out: Option<PathBuf>,
    build_only: bool,
}

impl Options {
    /// Reads the command line.
    ///
    /// # Errors
    /// When an option is unknown or its value is missing or wrong.
    pub fn parse(args: &[String]) -> Result<Self> {
        let mut options = Self {
            effort: Effort::Fast,
            port: 8080,
            register: None,
            streets: None,
            out: None,
            build_only: false,
        };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
            match arg.as_str() {
                "--fast" => options.effort = Effort::Fast,
                "--release" => options.effort = Effort::Release,
                "--port" => {
                    options.port = value()?.parse().context("--port needs a number from 0 to 65535")?;
                }
                "--register" => options.register = Some(existing(value()?)?),
                "--streets" => options.streets = Some(existing(value()?)?),
                "--out" => options.out = Some(std::path::absolute(value()?)?),
                "--build-only" => options.build_only = true,
                other => bail!("unknown option {other}; `cargo xtask` alone lists them all"),
            }
        }
        Ok(options)
    }
}

fn existing(path: &str) -> Result<PathBuf> {
    let path = std::path::absolute(path)?;
    if !path.is_file() {
        bail!("there is no file {}", path.display());
    }
    Ok(path)
}

/// Builds everything and serves the sample markets until it is stopped.
///
/// # Errors
/// When something does not build or the server cannot start.
pub fn run(options: &Options) -> Result<()> {
    let target = target_dir()?;
    let out = options.out.clone().unwrap_or_else(|| target.join("jangteo"));
    announce(options.effort, &out);
    let mut steps = Steps::new(bundle::N_STEPS + 2 + usize::from(options.register.is_some()));
    let viewer = bundle::begin_viewer(options.effort)?;
    let bin = steps.step("server and survey tool", || build_native(options.effort, &target, &SERVED))?;
    steps.step("3D viewer (Bevy, the long one; begun beside the server)", || viewer.wait())?;
    bundle::build(options.effort, &out.join("web"), &mut steps)?;
    let mut markets = vec![root().join("assets/markets/haneul"), root().join("assets/markets/byeolmaru")];
    if let Some(register) = &options.register {
        markets.extend(steps.step("draft twins from the register", || {
            draft(&bin, register, options.streets.as_deref(), &out.join("drafts"))
        })?);
    }
    if options.build_only {
        return Ok(());
    }
    serve(&bin, &out, options.port, &markets)
}

fn announce(effort: Effort, out: &Path) {
    let minutes = match effort {
        Effort::Fast => "about 15 minutes",
        Effort::Release => "about 40 minutes",
    };
    let first = !out.join("web/twin/.stamp").is_file();
    if first {
        eprintln!(
            "Jangteo demo. The first run compiles a 3D engine: {minutes} on 2 cores. Later runs: seconds."
        );
    } else {
        eprintln!("Jangteo demo. Built before; only what changed is built again.");
    }
}

/// Builds native binaries; answers with their folder.
///
/// # Errors
/// When they do not build.
pub fn build_native(effort: Effort, target: &Path, packages: &[&str]) -> Result<PathBuf> {
    let mut args = vec!["build", "--locked"];
    args.extend(packages.iter().flat_map(|package| ["--package", package]));
    let folder = match effort {
        Effort::Fast => "debug",
        Effort::Release => {
            args.push("--release");
            "release"
        }
    };
    run::run(&root(), &cargo(), &args)?;
    Ok(target.join(folder))
}

/// Drafts [`DRAFTS`] that are not drafted yet; answers with their folders.
fn draft(bin: &Path, register: &Path, streets: Option<&Path>, out: &Path) -> Result<Vec<PathBuf>> {
    let survey = bin.join("survey");
    let survey = survey.to_string_lossy();
    let mut folders = Vec::new();
    for (i, (name, region)) in DRAFTS.iter().enumerate() {
        let folder = out.join(format!("draft-{i}"));
        if !folder.join("market.csv").is_file() {
            let mut args = vec!["draft".into(), "--register".into(), register.as_os_str().to_owned()];
            args.extend(["--market", name, "--region", region, "--out"].map(Into::into));
            args.push(folder.clone().into_os_string());
            // The streets file covers the neighbourhood of 남대문시장.
            if let (0, Some(streets)) = (i, streets) {
                args.extend(["--streets".into(), streets.as_os_str().to_owned()]);
            }
            run::run(&root(), &survey, &args)?;
        }
        folders.push(folder);
    }
    Ok(folders)
}

fn serve(bin: &Path, out: &Path, port: u16, markets: &[PathBuf]) -> Result<()> {
    eprintln!("\nstarting the server (stop it with Ctrl+C)");
    let mut command = Command::new(bin.join("market_server"));
    command.arg("--data").arg(out.join("data")).arg("--web").arg(out.join("web"));
    command.arg("--listen").arg(format!("127.0.0.1:{port}"));
    for market in markets {
        command.arg("--import-market").arg(market);
    }
    if std::env::var_os("RUST_LOG").is_none() {
        command.env("RUST_LOG", "warn");
    }
    let status = command.stdin(Stdio::null()).status().context("cannot start market_server")?;
    if !status.success() {
        bail!("the server ended with {status}; is port {port} taken? Try --port");
    }
    Ok(())
}
