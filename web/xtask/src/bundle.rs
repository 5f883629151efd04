//! The web bundles: three wasm modules with their JavaScript glue, ready to be served.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, fs};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::run::{Steps, answers, cargo, root, run, run_with, target_dir};
use crate::size;
use crate::toolchain::{WASM, WasmStd, ensure_wasm};

/// The version of Binaryen whose result was tried in a browser.
const BINARYEN: &str = "binaryen@132.0.0";

/// What takes the room in a module, by crate, beside it.
const SIZES: &str = ".sizes";

/// How much time the compiler may take for a smaller and quicker bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Minutes: for trying out and for tests.
    Fast,
    /// A quarter of an hour and more: for visitors.
    Release,
}

impl Effort {
    const fn profile(self) -> &'static str {
        match self {
            Self::Fast => "web-fast",
            Self::Release => "web",
        }
    }

    /// Brotli quality: 5 takes seconds, 11 minutes for a fifth less.
    const fn brotli_quality(self) -> i32 {
        match self {
            Self::Fast => 5,
            Self::Release => 11,
        }
    }
}

/// One wasm module.
struct Module {
    /// Folder below the web folder.
    folder: &'static str,
    package: &'static str,
    /// What a person is told.
    name: &'static str,
    flags: &'static [&'static str],
    /// What the quick and the shipped bundle may weigh, brotli bytes.
    budget: [u64; 2],
}

const MODULES: [Module; 3] = [
    Module {
        folder: "pages",
        package: "market_pages",
        name: "pages",
        flags: &["--lib", "--no-default-features", "--features", "csr"],
        // Lists and plans are there without it (34 kB); it brings search, ways, the headset's boards and four languages.
        // The shipped one as it was measured (293 kB), and a twentieth.
        budget: [1_000_000, 310_000],
    },
    Module {
        folder: "tablet",
        package: "survey_tablet",
        name: "tablet app",
        flags: &["--lib"],
        budget: [2_000_000, 600_000],
    },
    Module {
        folder: "twin",
        package: "market_twin",
        name: "3D viewer",
        flags: &["--bins"],
        // The shipped one as the design says; the quick one as it was measured, and a twentieth.
        budget: [6_500_000, 4_500_000],
    },
];

/// How many steps [`build`] takes.
pub const N_STEPS: usize = MODULES.len() + 1;

/// `cargo xtask bundle`.
///
/// # Errors
/// When something does not build.
pub fn command(args: &[String]) -> Result<()> {
    let effort = if args.iter().any(|a| a == "--release") { Effort::Release } else { Effort::Fast };
    let out = target_dir()?.join("jangteo").join("web");
    let only = args.iter().position(|a| a == "--only").and_then(|at| args.get(at + 1));
    let Some(folder) = only else {
        build(effort, &out, &mut Steps::new(N_STEPS))?;
        eprintln!("\nbundles in {}", out.display());
        return Ok(());
    };
    let known: Vec<&str> = MODULES.iter().map(|m| m.folder).collect();
    let module = MODULES.iter().find(|m| m.folder == folder);
    let module =
        module.with_context(|| format!("there is no bundle {folder}; there are {}", known.join(", ")))?;
    bind(module, &compile(module, effort, ensure_wasm()?)?, &out.join(folder), effort)
}

/// Builds the bundles and says what takes the room in each.
///
/// # Errors
/// When something does not build, or is over its budget.
pub fn sizes(effort: Effort, out: &Path, steps: &mut Steps) -> Result<()> {
    build(effort, out, steps)?;
    for module in &MODULES {
        let folder = out.join(module.folder);
        let packed = fs::metadata(with_br(&folder.join(format!("{}_bg.wasm", module.package))))?.len();
        let budget = module.budget[usize::from(effort == Effort::Release)];
        println!("\n{}: {packed} bytes with brotli, budget {budget}; as it was compiled:", module.name);
        print!("{}", fs::read_to_string(folder.join(SIZES))?);
    }
    Ok(())
}

/// Builds all bundles into `out`; what has not changed since last time is left alone.
///
/// # Errors
/// When the target cannot be installed or a crate does not build.
pub fn build(effort: Effort, out: &Path, steps: &mut Steps) -> Result<()> {
    let wasm_std = steps.step("wasm target", ensure_wasm)?;
    for module in &MODULES {
        steps.step(&format!("wasm: {}", module.name), || {
            let wasm = compile(module, effort, wasm_std)?;
            bind(module, &wasm, &out.join(module.folder), effort)
        })?;
    }
    Ok(())
}

/// The 3D viewer while it compiles beside other work.
pub struct Begun {
    cargo: Child,
    shown: Arc<AtomicBool>,
}

impl Begun {
    /// Shows what cargo prints from now on, and waits for it. [`build`] comes back to any failure, with its words.
    ///
    /// # Errors
    /// When cargo cannot be waited for.
    pub fn wait(mut self) -> Result<()> {
        self.shown.store(true, Ordering::Relaxed);
        self.cargo.wait()?;
        Ok(())
    }
}

/// Begins to compile the 3D viewer without waiting for it: the engine's long chain of crates leaves a core idle for
/// much of the time, which other builds can use.
///
/// # Errors
/// When the target cannot be installed or cargo cannot be started.
pub fn begin_viewer(effort: Effort) -> Result<Begun> {
    let wasm_std = ensure_wasm()?;
    let [.., viewer] = &MODULES;
    let mut command = Command::new(cargo());
    command.args(compile_args(viewer, effort, wasm_std)).envs(surroundings(wasm_std));
    command.current_dir(root()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut cargo = command.spawn().context("cannot run cargo")?;
    let lines = BufReader::new(cargo.stderr.take().context("cargo has no output")?).lines();
    let shown = Arc::new(AtomicBool::new(false));
    let show = Arc::clone(&shown);
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok).filter(|_| show.load(Ordering::Relaxed)) {
            eprintln!("{line}");
        }
    });
    Ok(Begun { cargo, shown })
}

fn compile(module: &Module, effort: Effort, wasm_std: WasmStd) -> Result<PathBuf> {
    let env = surroundings(wasm_std);
    let env: Vec<_> = env.iter().map(|(name, value)| (*name, value.as_os_str())).collect();
    run_with(&root(), &cargo(), &compile_args(module, effort, wasm_std), &env)?;
    let file = format!("{}.wasm", module.package);
    Ok(target_dir()?.join(WASM).join(effort.profile()).join(file))
}

fn compile_args(module: &Module, effort: Effort, wasm_std: WasmStd) -> Vec<&'static str> {
    let mut args = vec![
        "build",
        "--locked",
        "--package",
        module.package,
        "--target",
        WASM,
        "--profile",
        effort.profile(),
    ];
    args.extend(module.flags);
    if wasm_std == WasmStd::FromSource {
        args.push("-Zbuild-std=std,panic_abort");
    }
    args
}

/// What the compiler is told by its environment.
///
/// Where this machine keeps sources is written into every message of a panic: whoever opens a bundle need not know, and
/// the same sources give the same bytes wherever they lie.
fn surroundings(wasm_std: WasmStd) -> Vec<(&'static str, OsString)> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    let prefixes = [(Some(root()), ""), (home.map(|h| h.join("registry/src")), "crates")];
    let known = prefixes.into_iter().filter_map(|(from, to)| Some((from?, to)));
    let flags: Vec<String> =
        known.map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display())).collect();
    // Flags are set apart by this character: paths may have blanks.
    let mut out = vec![("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}").into())];
    if wasm_std == WasmStd::FromSource {
        // Building the standard library is a feature that the stable compiler hides.
        out.push(("RUSTC_BOOTSTRAP", "1".into()));
    }
    out
}

/// Makes glue and compressed copies, unless `wasm` is what was bound last time.
fn bind(module: &Module, wasm: &Path, out: &Path, effort: Effort) -> Result<()> {
    let meta = fs::metadata(wasm).with_context(|| format!("{} was not built", wasm.display()))?;
    let stamp = format!("{:?} {} {:?}", meta.modified()?, meta.len(), effort);
    let stamp_file = out.join(".stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) {
        return Ok(());
    }
    fs::create_dir_all(out)?;
    // Before the names go.
    fs::write(out.join(SIZES), size::table(&fs::read(wasm)?)?)?;
    Bindgen::new()
        .input_path(wasm)
        .out_name(module.package)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .generate(out)
        .with_context(|| format!("wasm-bindgen refused {}", wasm.display()))?;
    let main = out.join(format!("{}_bg.wasm", module.package));
    if effort == Effort::Release {
        shrink(&main)?;
    }
    for entry in fs::read_dir(out)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "js" || e == "wasm") {
            compress(&path, effort.brotli_quality())?;
        }
    }
    let (raw, small) = (fs::metadata(&main)?.len(), fs::metadata(with_br(&main))?.len());
    eprintln!("      {}: {:.1} MB, {:.2} MB with brotli", module.package, mega(raw), mega(small));
    size::hold(module.name, small, module.budget[usize::from(effort == Effort::Release)])?;
    fs::write(stamp_file, stamp)?;
    Ok(())
}

/// Lets Binaryen take a third off a module. It comes from npm; without npm the bundle is larger and works as well.
fn shrink(wasm: &Path) -> Result<()> {
    if !answers("npm", &["--version"]) {
        eprintln!("      npm is not here, so that wasm-opt is left out: the bundle will be a third larger");
        return Ok(());
    }
    eprintln!("      wasm-opt -Oz {}", wasm.display());
    let small = wasm.with_extension("small");
    // No feature flags: it reads them from the module, and with all of them browsers refuse the result.
    let package = ["exec", "--yes", "--loglevel=error", "--package", BINARYEN, "--", "wasm-opt", "-Oz"];
    let mut args: Vec<&OsStr> = package.iter().map(OsStr::new).collect();
    args.extend([wasm.as_os_str(), OsStr::new("-o"), small.as_os_str()]);
    run(&root(), "npm", &args)?;
    Ok(fs::rename(small, wasm)?)
}

fn compress(path: &Path, quality: i32) -> Result<()> {
    let bytes = fs::read(path)?;
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &params)?;
    let mut file = fs::File::create(with_br(path))?;
    file.write_all(&packed)?;
    Ok(())
}

fn with_br(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
