//! Brotli: made once for files, per answer for pages.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use axum::http::{HeaderMap, header};

/// Smaller answers gain nothing.
pub const MIN_BYTES: usize = 1_024;
/// For files: made once.
const FILE_QUALITY: u32 = 6;
/// For pages: made while somebody waits.
const PAGE_QUALITY: u32 = 4;

/// Whether the client takes brotli.
#[must_use]
pub fn accepts_brotli(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING);
    values.iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let refused =
            |q: &str| q.replace(' ', "").strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32));
        pieces.next() == Some("br") && !pieces.any(refused)
    })
}

/// Whether a media type shrinks.
#[must_use]
pub fn compressible(media_type: &str) -> bool {
    let kind = media_type.split(';').next().unwrap_or_default().trim();
    kind.starts_with("text/")
        || kind.ends_with("json")
        || kind.ends_with("xml")
        || matches!(kind, "application/javascript" | "application/wasm" | "model/gltf-binary")
        || kind == "application/octet-stream"
}

/// Compresses an answer; `None` when that gains nothing.
#[must_use]
pub fn brotli_page(bytes: &[u8]) -> Option<Vec<u8>> {
    brotli(bytes, PAGE_QUALITY)
}

/// Where the compressed form of a file lies.
#[must_use]
pub fn compressed_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// Writes the compressed form beside a file, whole or not at all; a file that is there already stays.
///
/// # Errors
/// When it cannot be written.
pub fn write_compressed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = compressed_path(path);
    if bytes.len() < MIN_BYTES || target.exists() {
        return Ok(());
    }
    let Some(packed) = brotli(bytes, FILE_QUALITY) else { return Ok(()) };
    let temporary = path.with_extension("br.tmp");
    let mut file = std::fs::File::create(&temporary)?;
    file.write_all(&packed)?;
    // Without this a power cut could leave the name without the content.
    file.sync_all()?;
    std::fs::rename(&temporary, &target)
}

fn brotli(bytes: &[u8], quality: u32) -> Option<Vec<u8>> {
    if bytes.len() < MIN_BYTES {
        return None;
    }
    let mut packed = Vec::with_capacity(bytes.len() / 4);
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, quality, 22);
    writer.write_all(bytes).ok()?;
    drop(writer);
    (packed.len() < bytes.len()).then_some(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(value: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, value.parse().unwrap());
        accepts_brotli(&headers)
    }

    #[test]
    fn brotli_is_sent_to_those_who_ask_for_it() {
        assert!(asks("gzip, deflate, br"));
        assert!(asks("br;q=0.5"));
        assert!(!asks("gzip"));
        assert!(!asks("br;q=0, gzip"));
        assert!(!asks("brotli"));
    }

    #[test]
    fn what_was_packed_comes_out_the_same() {
        let text = "장터 ".repeat(2_000).into_bytes();
        let packed = brotli_page(&text).unwrap();
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }
}
