//! The table door, outwards: a survey as CSV files that a spreadsheet opens.

use std::path::Path;

use market_model::{EntityKind, Id, Record, Survey};

use crate::ConvertError;
use crate::source_column::{HEADERS, describe};

/// Writes the tables of a survey into a folder, UTF-8 with a byte order mark so that every spreadsheet reads Hangul.
///
/// Nothing is lost: reading the folder gives the same survey. Kinds without records get no file.
///
/// # Errors
/// [`ConvertError::Write`] when a file cannot be written.
pub fn write_csv(survey: &Survey, dir: &Path) -> Result<(), ConvertError> {
    let cannot =
        |path: &Path, cause: std::io::Error| ConvertError::Write { path: path.display().to_string(), cause };
    std::fs::create_dir_all(dir).map_err(|e| cannot(dir, e))?;
    for kind in EntityKind::ALL {
        if let Some(bytes) = table_csv(survey, *kind)? {
            let path = dir.join(format!("{}.csv", kind.table()));
            std::fs::write(&path, bytes).map_err(|e| cannot(&path, e))?;
        }
    }
    Ok(())
}

/// One table as CSV; `None` when the survey has no such records. O(n log n).
///
/// # Errors
/// [`ConvertError::Csv`], which cannot happen in memory.
pub fn table_csv(survey: &Survey, kind: EntityKind) -> Result<Option<Vec<u8>>, ConvertError> {
    let mut rows: Vec<(&Id, &Record)> = survey.of(kind).collect();
    if rows.is_empty() {
        return Ok(None);
    }
    rows.sort_by_key(|(id, record)| (walking_order(kind, record), (*id).clone()));
    let sources: Vec<String> = rows.iter().map(|(_, record)| describe(record)).collect();
    let with_sources = sources.iter().any(|s| !s.is_empty());
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let header = kind.fields().iter().map(|f| f.name).chain(with_sources.then_some(HEADERS[0]));
    writer.write_record(header)?;
    for ((id, record), source) in rows.iter().zip(&sources) {
        let cell = |name: &str| match name {
            "id" => id.as_str(),
            _ => record.fields.get(name).map_or("", |c| c.value.as_str()),
        };
        let cells = kind.fields().iter().map(|f| cell(f.name));
        writer.write_record(cells.chain(with_sources.then_some(source.as_str())))?;
    }
    writer.into_inner().map(Some).map_err(|e| ConvertError::Csv(e.into_error().into()))
}

/// Rows that belong to an aisle stand as a person meets them.
fn walking_order(kind: EntityKind, record: &Record) -> (String, String, u64) {
    if !matches!(kind, EntityKind::Stall | EntityKind::Station) {
        return Default::default();
    }
    let text = |field: &str| record.get(field).unwrap_or("").to_owned();
    (text("aisle"), text("side"), text("order").parse().unwrap_or(u64::MAX))
}
