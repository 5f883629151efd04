//! A journal in a file: every append is written and synced before it counts; one process writes.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::{FILE_MAGIC, Loaded, Recovery, Storage, StorageError, frame, read_frames};

/// A journal file, locked while this value lives.
#[derive(Debug)]
pub struct FileStorage {
    path: PathBuf,
    file: File,
    count: Option<u64>,
}

impl FileStorage {
    /// Opens or creates the file.
    ///
    /// # Errors
    /// [`StorageError::Failed`] when it cannot be opened, or another process has it.
    pub fn open(path: &Path) -> Result<Self, StorageError> {
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(io)?;
        file.try_lock().map_err(|_| StorageError::Failed(format!("{} is in use", path.display())))?;
        Ok(Self { path: path.to_owned(), file, count: None })
    }

    fn read(&mut self) -> std::io::Result<Loaded> {
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(0))?;
        self.file.read_to_end(&mut bytes)?;
        let (records, recovery) = read_frames(&bytes);
        if bytes.len() < FILE_MAGIC.len() {
            self.rewrite(FILE_MAGIC)?;
        } else if !recovery.is_clean() {
            // What cannot be read is kept beside, for a person to look at; then the whole records alone remain.
            fs::write(self.aside(), &bytes)?;
            let mut whole = FILE_MAGIC.to_vec();
            records.iter().for_each(|r| whole.extend(frame(r)));
            self.rewrite(&whole)?;
        }
        self.file.seek(SeekFrom::End(0))?;
        let torn = usize::from(!bytes.is_empty() && bytes.len() < FILE_MAGIC.len());
        Ok(Loaded {
            records,
            recovery: Recovery { torn_records: recovery.torn_records.max(torn), ..recovery },
        })
    }

    /// Replaces the content: beside first, then by rename, so that a crash leaves the old file or the new one.
    fn rewrite(&mut self, content: &[u8]) -> std::io::Result<()> {
        let beside = self.path.with_extension("rewriting");
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&beside)?;
        file.write_all(content)?;
        file.sync_all()?;
        file.lock()?;
        fs::rename(&beside, &self.path)?;
        if let Some(folder) = self.path.parent().filter(|p| !p.as_os_str().is_empty()) {
            File::open(folder)?.sync_all()?;
        }
        self.file = file;
        Ok(())
    }

    fn aside(&self) -> PathBuf {
        let name = |n: u32| self.path.with_extension(format!("damaged-{n}"));
        (1..).map(name).find(|p| !p.exists()).unwrap_or_else(|| name(0))
    }
}

impl Storage for FileStorage {
    async fn load(&mut self) -> Result<Loaded, StorageError> {
        let loaded = self.read().map_err(io)?;
        self.count = Some(loaded.records.len() as u64);
        Ok(loaded)
    }

    async fn append(&mut self, first: u64, records: &[Vec<u8>]) -> Result<(), StorageError> {
        // Taken away while writing: a failed append leaves it `None`, and only a load brings it back.
        let count = self.count.take().ok_or_else(|| StorageError::Failed("load before append".into()))?;
        if first != count {
            return Err(StorageError::Taken(first));
        }
        let framed: Vec<u8> = records.iter().flat_map(|r| frame(r)).collect();
        self.file.write_all(&framed).and_then(|()| self.file.sync_data()).map_err(io)?;
        self.count = Some(count + records.len() as u64);
        Ok(())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function of map_err")]
fn io(error: std::io::Error) -> StorageError {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StorageError::Full,
        _ => StorageError::Failed(error.to_string()),
    }
}
