//! Survey folders: copied into the data folder, whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use market_model::{EntityKind, MarketId};
use sha2::{Digest, Sha256};

/// The largest table that is taken.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Where the survey of a market lies.
#[must_use]
pub fn survey_dir(data: &Path, market: &str) -> PathBuf {
    data.join("markets").join(market).join("survey")
}

/// Copies a survey folder into the data folder and answers which market it is.
///
/// # Errors
/// When it cannot be read, names no market, or cannot be copied.
pub fn import(data: &Path, from: &Path) -> anyhow::Result<MarketId> {
    let (survey, problems) = survey_convert::read_dir(from);
    let mut ids = survey.of(EntityKind::Market).map(|(id, _)| id.clone());
    let (Some(id), None) = (ids.next(), ids.next()) else {
        let shown: Vec<String> = problems.iter().map(|p| p.render(market_model::Lang::En)).collect();
        anyhow::bail!("{} describes no market, or several\n{}", from.display(), shown.join("\n"));
    };
    let id = MarketId(id);
    let target = survey_dir(data, id.as_str());
    recover(&target)?;
    if target.is_dir() && hash_files(&target, true)? == hash_files(from, true)? {
        return Ok(id);
    }
    let parent = target.parent().context("the data folder has no place for surveys")?;
    fs::create_dir_all(parent)?;
    let (new, old) = (parent.join("survey.new"), parent.join("survey.old"));
    remove(&new)?;
    fs::create_dir(&new)?;
    for (name, path) in files(from)? {
        fs::copy(&path, new.join(&name)).with_context(|| format!("cannot copy {}", path.display()))?;
    }
    // Two renames: whatever moment the power goes, `recover` finds one whole folder.
    if target.is_dir() {
        remove(&old)?;
        fs::rename(&target, &old)?;
    }
    fs::rename(&new, &target)?;
    remove(&old)?;
    Ok(id)
}

/// Puts back the folder that an interrupted import had set aside.
///
/// # Errors
/// When it cannot be moved.
pub fn recover(target: &Path) -> io::Result<()> {
    let old = target.with_file_name("survey.old");
    if !target.exists() && old.is_dir() {
        fs::rename(&old, target)?;
    }
    Ok(())
}

/// Hash of the tables of a survey folder: names and contents.
///
/// # Errors
/// When one cannot be read.
pub fn hash_tables(dir: &Path) -> anyhow::Result<String> {
    // Orders are no part of the market.
    hash_files(dir, false)
}

fn hash_files(dir: &Path, with_orders: bool) -> anyhow::Result<String> {
    let mut hasher = Sha256::new();
    for (name, path) in files(dir)? {
        if name == ORDERS && !with_orders {
            continue;
        }
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        hasher.update(name.as_bytes());
        hasher.update([0]);
        hasher.update(bytes.len().to_le_bytes());
        hasher.update(&bytes);
    }
    Ok(hasher.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect())
}

/// A first load of orders, beside the tables.
pub const ORDERS: &str = "orders.json";

/// The files of a survey folder, sorted by name.
fn files(dir: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot read the folder {}", dir.display()))? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let wanted = name.ends_with(".csv") || name == "events.jsonl" || name == ORDERS;
        if !wanted || !entry.file_type()?.is_file() {
            continue;
        }
        anyhow::ensure!(entry.metadata()?.len() <= MAX_FILE_BYTES, "{name} is larger than 64 MiB");
        found.push((name, entry.path()));
    }
    found.sort();
    Ok(found)
}

fn remove(dir: &Path) -> io::Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
