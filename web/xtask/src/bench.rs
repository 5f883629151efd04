//! `cargo xtask bench`: every benchmark of the workspace, or those named.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::bundle::{self, Effort};
use crate::run::{self, Steps, cargo, root, target_dir};
use crate::test;

/// A benchmark: its name on the command line, where it is, and what it measures.
struct Bench {
    name: &'static str,
    package: &'static str,
    /// One of the crate's targets; all of them when `None`.
    target: Option<&'static str>,
    /// The feature that brings peers which are not built for anything else.
    peers: Option<&'static str>,
    what: &'static str,
}

const fn plain(name: &'static str, package: &'static str, what: &'static str) -> Bench {
    Bench { name, package, target: None, peers: None, what }
}

const BENCHES: [Bench; 6] = [
    plain("search", "market_search", "search among 5,000 stalls"),
    plain("build", "survey_convert", "survey to artefacts"),
    plain("scene", "market_scene", "model to scene"),
    plain("routing", "market_routing", "paths and matrices"),
    Bench {
        name: "routing",
        package: "routing_bench",
        target: Some("peers"),
        peers: Some("peers"),
        what: "path engines beside their peers",
    },
    Bench {
        name: DELIVERY,
        package: "routing_bench",
        target: Some("planners"),
        peers: Some("planner-peers"),
        what: "planners beside their peers, and the market's own figures",
    },
];
/// The one that takes options, and that asks other programs.
const DELIVERY: &str = "delivery";
/// Files and folders that it is told of by the environment.
const FILES: [&str; 3] = ["JANGTEO_PEERS_PYTHON", "JANGTEO_LILIM", "JANGTEO_SARTORI"];
/// Needs a browser and the bundle that is shipped, so that it runs only when it is named.
const FIRST_PICTURE: &str = "first-picture";
/// The viewer's own time a frame beside other engines': needs a browser and npm.
const VIEWER: &str = "viewer";
/// What takes the room in the bundles.
const SIZE: &str = "size";

/// Runs the named benchmarks, or all that need no browser; what follows `delivery` and begins with `--` is for it alone.
///
/// # Errors
/// When a name is unknown or a benchmark fails.
pub fn run(args: &[String]) -> Result<()> {
    // The shipped bundle takes a compiler most of an hour; the quick one shows the same things, larger and slower.
    let effort = if args.iter().any(|a| a == "--fast") { Effort::Fast } else { Effort::Release };
    let args: Vec<String> = args.iter().filter(|a| *a != "--fast").cloned().collect();
    let (names, options) = args.split_at(args.iter().position(|a| a.starts_with("--")).unwrap_or(args.len()));
    let options = options.strip_prefix(&["--".to_owned()]).unwrap_or(options);
    if !options.is_empty() && names != [DELIVERY] {
        bail!("only `cargo xtask bench {DELIVERY}` takes options");
    }
    let mut known: Vec<&str> = BENCHES.iter().map(|b| b.name).chain([FIRST_PICTURE, VIEWER, SIZE]).collect();
    known.dedup();
    if let Some(unknown) = names.iter().find(|n| !known.contains(&n.as_str())) {
        bail!("there is no benchmark {unknown}; there are {}", known.join(", "));
    }
    let wanted: Vec<&Bench> =
        BENCHES.iter().filter(|b| names.is_empty() || names.iter().any(|n| n == b.name)).collect();
    let mut steps = Steps::new(wanted.len());
    for bench in wanted {
        steps.step(&format!("{}: {}", bench.name, bench.what), || measure(bench, options))?;
    }
    for name in names {
        match name.as_str() {
            FIRST_PICTURE => test::browser_script("how long a visitor waits", "first-picture.mjs", effort)?,
            VIEWER => test::browser_script("the viewer beside its peers", "viewer-bench.mjs", effort)?,
            SIZE => {
                bundle::sizes(effort, &target_dir()?.join("jangteo/web"), &mut Steps::new(bundle::N_STEPS))?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn measure(bench: &Bench, options: &[String]) -> Result<()> {
    let which: &[&str] = match bench.target {
        Some(target) => &["--bench", target],
        None => &["--benches"],
    };
    let plain = [&["bench", "--locked", "--package", bench.package], which].concat();
    // A peer in another language may not build here: then the rest is measured, and the table says what is missing.
    let with_peers = bench.peers.map(|feature| [&plain[..], &["--features", feature]].concat());
    let built =
        |words: &Vec<&str>| run::run(&root(), &cargo(), &[&words[..], &["--no-run"]].concat()).is_ok();
    let command = with_peers.filter(built).unwrap_or(plain);
    if bench.name != DELIVERY {
        return run::run(&root(), &cargo(), &command);
    }
    // It asks our own planner as its users do, and has the others' clocks follow their work.
    let also =
        [["-p", "market_route", "--bins"].as_slice(), &["-p", bench.package, "--example", "cpu_clock"]];
    for also in also {
        run::run(&root(), &cargo(), &[&["build", "--release", "--locked"], also].concat())?;
    }
    let options = options.iter().map(String::as_str);
    let command: Vec<&str> = command.into_iter().chain(["--"]).chain(options).collect();
    let mut env = vec![("JANGTEO_BIN_DIR", target_dir()?.join("release"))];
    // Cargo runs a benchmark in the crate's folder; whoever asks for it names files from here.
    for name in FILES {
        if let Some(file) = std::env::var_os(name).map(PathBuf::from).filter(|f| f.components().count() > 1) {
            env.push((name, std::path::absolute(file)?));
        }
    }
    let env: Vec<_> = env.iter().map(|(name, path)| (*name, path.as_os_str())).collect();
    run::run_with(&root(), &cargo(), &command, &env)
}
