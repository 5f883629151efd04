//! Secrets: made by the operating system, kept only as hashes.

use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// `N` random bytes in hexadecimal.
///
/// # Errors
/// When the operating system gives no randomness; nothing secret may be made then.
pub fn random_hex<const N: usize>() -> Result<String, getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

/// A code that a person types, such as `123-456`.
///
/// # Errors
/// As [`random_hex`].
pub fn typed_code() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)?;
    // 2^64 is so much larger than 10^6 that the remainder favours no code noticeably.
    let number = u64::from_le_bytes(bytes) % 1_000_000;
    Ok(format!("{:03}-{:03}", number / 1_000, number % 1_000))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
