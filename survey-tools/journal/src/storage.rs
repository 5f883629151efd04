//! Where a journal's records lie: a trait with a place in memory here, a file in `file`, and the browser's database
//! in the tablet.
//!
//! Invariant: `append` succeeds only when the records would survive a power cut, and then all of them would.

use std::future::Future;
use std::task::{Context, Poll, Waker};

use crate::{FILE_MAGIC, Recovery, frame, read_frames};

/// Why records could not be stored or read. Nothing may be shown as saved after it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// A record of that number is there already: somebody else writes.
    #[error("record {0} is there already")]
    Taken(u64),
    /// No room.
    #[error("no room left")]
    Full,
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

/// What was found in a storage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loaded {
    /// The whole records, in order.
    pub records: Vec<Vec<u8>>,
    /// What had to be cut.
    pub recovery: Recovery,
}

/// A place for one journal's records.
pub trait Storage {
    /// Everything that is there. A torn tail is cut off, so that appending may go on.
    ///
    /// # Errors
    /// [`StorageError`] when it cannot be read.
    fn load(&mut self) -> impl Future<Output = Result<Loaded, StorageError>>;

    /// Appends records, the first of which has number `first` (from 0). Ready only when they are durable.
    ///
    /// # Errors
    /// [`StorageError`]; then none of the records may be relied upon, and the storage must be loaded again.
    fn append(&mut self, first: u64, records: &[Vec<u8>]) -> impl Future<Output = Result<(), StorageError>>;
}

/// The result of a future that never waits, as those of memory and file storages; `None` if it does wait.
pub fn now_or_never<T>(future: impl Future<Output = T>) -> Option<T> {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

/// A journal file in memory that forgets what was not synced, as a disk does: for tests and simulations.
#[derive(Debug, Clone, Default)]
pub struct MemoryStorage {
    bytes: Vec<u8>,
    durable: usize,
    count: u64,
}

impl MemoryStorage {
    /// Writes without syncing, then stops: what a power cut in the middle of an append leaves. Of the bytes that
    /// were not durable the first `kept` remain.
    pub fn crash_while_appending(&mut self, records: &[Vec<u8>], kept: usize) {
        self.write(records);
        let end = self.bytes.len().min(self.durable + kept);
        self.bytes.truncate(end);
    }

    /// Bytes of the last append that is not durable yet: how much [`Self::crash_while_appending`] can keep at most.
    #[must_use]
    pub fn framed_len(records: &[Vec<u8>]) -> usize {
        records.iter().map(|r| frame(r).len()).sum()
    }

    fn write(&mut self, records: &[Vec<u8>]) {
        if self.bytes.is_empty() {
            self.bytes.extend_from_slice(FILE_MAGIC);
        }
        records.iter().for_each(|r| self.bytes.extend(frame(r)));
    }
}

impl Storage for MemoryStorage {
    async fn load(&mut self) -> Result<Loaded, StorageError> {
        let (records, recovery) = read_frames(&self.bytes);
        self.bytes.truncate(recovery.whole_bytes);
        self.durable = self.bytes.len();
        self.count = records.len() as u64;
        Ok(Loaded { records, recovery })
    }

    async fn append(&mut self, first: u64, records: &[Vec<u8>]) -> Result<(), StorageError> {
        if first != self.count {
            return Err(StorageError::Taken(first));
        }
        self.write(records);
        self.durable = self.bytes.len();
        self.count += records.len() as u64;
        Ok(())
    }
}
