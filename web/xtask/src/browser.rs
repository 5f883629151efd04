//! What only tests need: Node, Chromium, a Korean font, and the packages of `web/e2e`.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::run::{answers, output_of, root, run};

/// The oldest Node that the browser tests run on.
const MIN_NODE: u32 = 20;
/// Where Debian and others put Chromium.
const CHROMIUM: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

/// Makes sure of Node, Chromium and the npm packages, installing from Debian where possible.
///
/// # Errors
/// Names everything that is missing and how to get it.
pub fn ensure() -> Result<PathBuf> {
    let mut missing = Vec::new();
    if node_major().is_none_or(|v| v < MIN_NODE) {
        missing.push(("nodejs npm", format!("Node {MIN_NODE} or newer (https://nodejs.org)")));
    }
    if chromium().is_none() {
        missing.push(("chromium", "Chromium, or its path in CHROMIUM".to_owned()));
    }
    if !answers("fc-list", &[":lang=ko"])
        || output_of(&root(), "fc-list", &[":lang=ko"]).is_none_or(|l| l.is_empty())
    {
        missing.push(("fonts-nanum fontconfig", "a Korean font, such as Nanum Gothic".to_owned()));
    }
    if !missing.is_empty() {
        install(&missing)?;
    }
    let e2e = root().join("web/e2e");
    let (wanted, installed) = (e2e.join("package-lock.json"), e2e.join("node_modules/.package-lock.json"));
    if changed(&installed).is_none_or(|at| changed(&wanted) > Some(at)) {
        run(&e2e, "npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .context("npm could not install the packages of web/e2e")?;
    }
    chromium().context("Chromium is not there although it was installed")
}

fn changed(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|m| m.modified()).ok()
}

fn install(missing: &[(&str, String)]) -> Result<()> {
    let wanted: Vec<&str> = missing.iter().map(|(_, what)| what.as_str()).collect();
    let packages: Vec<&str> = missing.iter().flat_map(|(packages, _)| packages.split(' ')).collect();
    let is_root = output_of(Path::new("/"), "id", &["-u"]).is_some_and(|id| id == "0");
    if is_root && answers("apt-get", &["--version"]) {
        eprintln!("      installing {}", packages.join(" "));
        run(Path::new("/"), "apt-get", &["update", "-qq"])?;
        let mut args = vec!["install", "-y", "-qq", "--no-install-recommends"];
        args.extend(&packages);
        run(Path::new("/"), "apt-get", &args)?;
        if node_major().is_none_or(|v| v < MIN_NODE) {
            bail!("this Debian's Node is older than {MIN_NODE}; install a newer one and run this again");
        }
        return Ok(());
    }
    bail!("the browser tests need: {}. On Debian: apt-get install {}", wanted.join("; "), packages.join(" "))
}

fn node_major() -> Option<u32> {
    let version = output_of(Path::new("/"), "node", &["--version"])?;
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

fn chromium() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return Some(path.into());
    }
    CHROMIUM.iter().map(PathBuf::from).find(|p| p.exists())
}
