//! Writes artefacts so that a crash never leaves a manifest that lists a missing file.
//!
//! Every file is written under a temporary name, flushed to the disk and renamed; the manifest comes last, the same
//! way. Whatever stops the writing, the folder holds either the old manifest or the new one, each with all its files.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use market_wire::Manifest;

use crate::{Artefacts, ConvertError};

/// The manifest's file name.
pub const MANIFEST_FILE: &str = "manifest.json";

/// The few things that writing asks of a file system; tests let them fail.
pub trait Disk {
    /// Makes a folder and those above it.
    ///
    /// # Errors
    /// As the file system says.
    fn make_dir(&mut self, dir: &Path) -> io::Result<()>;
    /// Writes a whole file and waits until it is on the disk.
    ///
    /// # Errors
    /// As the file system says.
    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file its final name, replacing what was there.
    ///
    /// # Errors
    /// As the file system says.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    /// Waits until the folder's names are on the disk.
    ///
    /// # Errors
    /// As the file system says.
    fn settle(&mut self, dir: &Path) -> io::Result<()>;
}

/// The file system of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn make_dir(&mut self, dir: &Path) -> io::Result<()> {
        fs::create_dir_all(dir)
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn settle(&mut self, dir: &Path) -> io::Result<()> {
        // Folders cannot be opened for this on Windows, where renames are journalled anyway.
        if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
    }
}

/// Writes the files, each under a temporary name and then renamed, and the manifest last.
///
/// Files that are there already with the right content are left alone; files of earlier revisions stay.
///
/// # Errors
/// [`ConvertError::Write`] when a file cannot be written; the manifest that was there before still stands then.
pub fn write_out(artefacts: &Artefacts, out_dir: &Path) -> Result<(), ConvertError> {
    write_out_on(&mut RealDisk, artefacts, out_dir)
}

/// As [`write_out`], on a given disk.
///
/// # Errors
/// As [`write_out`].
pub fn write_out_on(disk: &mut dyn Disk, artefacts: &Artefacts, out_dir: &Path) -> Result<(), ConvertError> {
    disk.make_dir(out_dir).map_err(|e| cannot(out_dir, e))?;
    for (entry, bytes) in &artefacts.files {
        let path = out_dir.join(&entry.path);
        if fs::read(&path).is_ok_and(|there| there == *bytes) {
            continue;
        }
        put(disk, out_dir, &entry.path, bytes)?;
    }
    disk.settle(out_dir).map_err(|e| cannot(out_dir, e))?;
    put(disk, out_dir, MANIFEST_FILE, &manifest_bytes(&artefacts.manifest)?)?;
    disk.settle(out_dir).map_err(|e| cannot(out_dir, e))
}

/// The manifest as it is written: indented JSON, for people who look.
pub fn manifest_bytes(manifest: &Manifest) -> Result<Vec<u8>, ConvertError> {
    let mut bytes = serde_json::to_vec_pretty(manifest)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn put(disk: &mut dyn Disk, dir: &Path, name: &str, bytes: &[u8]) -> Result<(), ConvertError> {
    // The process number keeps two builds into one folder apart.
    let temporary = dir.join(format!(".{name}.{}.part", std::process::id()));
    let written = disk.write(&temporary, bytes).and_then(|()| disk.rename(&temporary, &dir.join(name)));
    written.map_err(|e| {
        // Best effort: a leftover does no harm, its name is in no manifest.
        let _ = fs::remove_file(&temporary);
        cannot(&dir.join(name), e)
    })
}

fn cannot(path: &Path, cause: io::Error) -> ConvertError {
    ConvertError::Write { path: path.display().to_string(), cause }
}
