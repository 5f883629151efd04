//! What is derived from the key in the data folder: riders' links and handing-over codes.
//!
//! Invariant: neither can be guessed or told from what the store knows; the desk can show both again.

use std::path::Path;

use anyhow::Context as _;

use crate::app::App;
use crate::secret;

/// The secret of a rider's link: the same for every version of a run.
#[must_use]
pub fn token(app: &App, market: &str, run: &str, rider: usize) -> String {
    derive(&app.key, &format!("{market}|{run}|{rider}")).chars().take(40).collect()
}

/// The secret of a stall's link, after it was renewed so often.
#[must_use]
pub fn stall_token(app: &App, market: &str, stall: &str, renewed: i64) -> String {
    derive(&app.key, &format!("today|{market}|{stall}|{renewed}")).chars().take(24).collect()
}

/// What the rider shows at stalls and at the door, and what slip and customer carry: `482-915`.
#[must_use]
pub fn handover(app: &App, market: &str, order: &str) -> String {
    let bits = derive(&app.key, &format!("handover|{market}|{order}"));
    // 2^60 is so much larger than 10^6 that the remainder favours no code noticeably.
    let number = u64::from_str_radix(bits.get(..15).unwrap_or("0"), 16).unwrap_or(0) % 1_000_000;
    format!("{:03}-{:03}", number / 1_000, number % 1_000)
}

/// A keyed hash: hashed twice, so that nothing can be added to the text.
fn derive(key: &str, text: &str) -> String {
    let inner = secret::sha256_hex(format!("{key}|{text}").as_bytes());
    secret::sha256_hex(format!("{key}|{inner}").as_bytes())
}

/// The key in the data folder; made at the first start, readable by the owner alone.
///
/// # Errors
/// When it can neither be read nor be made.
pub fn read_key(data: &Path) -> anyhow::Result<String> {
    let path = data.join("secret.key");
    if let Ok(key) = std::fs::read_to_string(&path)
        && key.len() == 64
    {
        return Ok(key);
    }
    let key = secret::random_hex::<32>().context("the operating system gives no randomness")?;
    let temporary = data.join("secret.key.tmp");
    let _ = std::fs::remove_file(&temporary);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&temporary).context("cannot write the key of riders' links")?;
    std::io::Write::write_all(&mut file, key.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&temporary, &path)?;
    Ok(key)
}
