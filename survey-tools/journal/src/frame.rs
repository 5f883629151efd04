//! How records lie in a file: a magic line, then `length · CRC32C · bytes` for each, little-endian.
//!
//! Invariant: reading never panics, and says how much it could not read.

use crate::crc32c;

/// First bytes of a journal file; the last two digits are the version of the framing.
pub const FILE_MAGIC: &[u8; 16] = b"JANGTEO-JRNL-01\n";

/// The longest record in bytes; a greater length is damage.
pub const MAX_RECORD_BYTES: usize = 16 * 1024 * 1024;

const HEADER_BYTES: usize = 8;

/// What a reader had to cut or skip. All zero for a file that was closed in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recovery {
    /// Bytes of the file that hold whole records from its start: where appending may go on.
    pub whole_bytes: usize,
    /// Bytes after them that belong to no whole record.
    pub cut_bytes: usize,
    /// Records that were begun but are not whole; at least this many.
    pub torn_records: usize,
    /// Whole records found *behind* the damage: the file was not just torn at its end. They are returned as well.
    pub behind_damage: usize,
}

impl Recovery {
    /// Whether nothing was cut or skipped.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.cut_bytes == 0 && self.torn_records == 0 && self.behind_damage == 0
    }
}

/// One framed record.
#[must_use]
pub fn frame(record: &[u8]) -> Vec<u8> {
    let length = u32::try_from(record.len()).unwrap_or(u32::MAX);
    let mut framed = Vec::with_capacity(HEADER_BYTES + record.len());
    framed.extend_from_slice(&length.to_le_bytes());
    framed.extend_from_slice(&crc32c(record).to_le_bytes());
    framed.extend_from_slice(record);
    framed
}

/// Every whole record of a file, and what was wrong with the rest.
///
/// A torn tail is cut. When whole records lie behind damaged bytes they are returned too and counted, so that one
/// rotten sector costs one record, not the day. O(n) for a sound file; behind damage every offset is tried.
#[must_use]
pub fn read_frames(file: &[u8]) -> (Vec<Vec<u8>>, Recovery) {
    let mut records = Vec::new();
    let mut recovery = Recovery::default();
    if file.is_empty() {
        return (records, recovery);
    }
    let mut at = if file.starts_with(FILE_MAGIC) { FILE_MAGIC.len() } else { 0 };
    while let Some(record) = whole_record(file, at) {
        records.push(record.to_vec());
        at += HEADER_BYTES + record.len();
    }
    recovery.whole_bytes = at;
    recovery.cut_bytes = file.len() - at;
    recovery.torn_records = usize::from(at < file.len());
    while at < file.len() {
        match whole_record(file, at) {
            Some(record) => {
                recovery.behind_damage += 1;
                records.push(record.to_vec());
                at += HEADER_BYTES + record.len();
            }
            None => at += 1,
        }
    }
    (records, recovery)
}

fn whole_record(file: &[u8], at: usize) -> Option<&[u8]> {
    let word =
        |from: usize| -> Option<u32> { Some(u32::from_le_bytes(file.get(from..from + 4)?.try_into().ok()?)) };
    let length = word(at)? as usize;
    let crc = word(at + 4)?;
    // No record is empty; without this rule a run of zeros would read as records for ever.
    if length == 0 || length > MAX_RECORD_BYTES {
        return None;
    }
    let record = file.get(at + HEADER_BYTES..at + HEADER_BYTES + length)?;
    (crc32c(record) == crc).then_some(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(records: &[&[u8]]) -> Vec<u8> {
        let mut file = FILE_MAGIC.to_vec();
        records.iter().for_each(|r| file.extend(frame(r)));
        file
    }

    #[test]
    fn a_file_cut_at_any_byte_keeps_every_whole_record_and_counts_the_torn_one() {
        let records: [&[u8]; 3] = [b"{\"a\":1}", "{\"가\":2}".as_bytes(), b"{}"];
        let whole = file(&records);
        let mut ends = vec![FILE_MAGIC.len()];
        for r in records {
            ends.push(ends[ends.len() - 1] + HEADER_BYTES + r.len());
        }
        for cut in FILE_MAGIC.len()..=whole.len() {
            let (read, recovery) = read_frames(&whole[..cut]);
            let expected = ends.iter().filter(|e| **e <= cut).count() - 1;
            assert_eq!(read.len(), expected, "cut at {cut}");
            assert_eq!(recovery.whole_bytes, ends[expected]);
            assert_eq!(recovery.torn_records, usize::from(cut > ends[expected]));
            assert_eq!(recovery.behind_damage, 0);
        }
    }

    #[test]
    fn one_flipped_bit_in_the_middle_costs_one_record_and_says_so() {
        let mut bytes = file(&[b"first record", b"second record", b"third record"]);
        bytes[FILE_MAGIC.len() + 20 + 12] ^= 0x10;
        let (read, recovery) = read_frames(&bytes);
        assert_eq!(read, [b"first record".to_vec(), b"third record".to_vec()]);
        assert_eq!((recovery.torn_records, recovery.behind_damage), (1, 1));
    }

    #[test]
    fn zeros_and_noise_are_no_records() {
        assert!(read_frames(&[0; 4096]).0.is_empty());
        let noise: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert!(read_frames(&noise).0.is_empty());
    }
}
