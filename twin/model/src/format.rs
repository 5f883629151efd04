//! The saved form of a market: one JSON document with a name and a version.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Market;

/// The name of the format.
pub const MARKET_FORMAT: &str = "jangteo.market";
/// The version that this code writes.
pub const MARKET_FORMAT_VERSION: u32 = 1;

/// Why a document is not a saved market.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// Not JSON, or not of this shape.
    #[error("not a saved market: {0}")]
    Json(#[from] serde_json::Error),
    /// Another format.
    #[error("found format \"{found}\", expected \"{MARKET_FORMAT}\"")]
    OtherFormat {
        /// What the document calls itself.
        found: String,
    },
    /// A version from the future.
    #[error(
        "found version {found} of {MARKET_FORMAT}, this program reads up to {MARKET_FORMAT_VERSION}: update the program"
    )]
    NewerVersion {
        /// The document's version.
        found: u32,
    },
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

#[derive(Serialize)]
struct Saved<'a> {
    format: &'a str,
    version: u32,
    market: &'a Market,
}

#[derive(Deserialize)]
struct Loaded {
    market: Market,
}

/// The saved form of a market. The same market gives the same bytes.
///
/// # Errors
/// [`FormatError::Json`], which cannot happen for a market built by this workspace.
pub fn to_json(market: &Market) -> Result<Vec<u8>, FormatError> {
    let saved = Saved { format: MARKET_FORMAT, version: MARKET_FORMAT_VERSION, market };
    Ok(serde_json::to_vec(&saved)?)
}

/// Reads a saved market of this or an earlier version.
///
/// # Errors
/// [`FormatError`] for anything else.
pub fn from_json(bytes: &[u8]) -> Result<Market, FormatError> {
    let head: Head = serde_json::from_slice(bytes)?;
    if head.format != MARKET_FORMAT {
        return Err(FormatError::OtherFormat { found: head.format });
    }
    if head.version > MARKET_FORMAT_VERSION {
        return Err(FormatError::NewerVersion { found: head.version });
    }
    Ok(serde_json::from_slice::<Loaded>(bytes)?.market)
}

/// The revision of a market: SHA-256 of its saved form, in hexadecimal.
///
/// # Errors
/// As [`to_json`].
pub fn model_hash(market: &Market) -> Result<String, FormatError> {
    let digest = Sha256::digest(to_json(market)?);
    Ok(digest.iter().map(|b| format!("{b:02x}")).collect())
}
