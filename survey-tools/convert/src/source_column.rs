//! The column `source`: who says so, for a whole row, with exceptions by field.
//!
//! `generated; surveyed=code,width_m` is a generated row whose code and width were surveyed.
//! A field that is named with an empty cell was filled in and cleared again; not named, it was never filled in.

use std::collections::BTreeMap;

use market_model::{EntityKind, Record, Source};

/// English and Korean header of the column.
pub const HEADERS: [&str; 2] = ["source", "출처"];

/// What a row says about its sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowSource {
    /// For fields that are not named.
    pub base: Source,
    /// By field name of the schema.
    pub named: BTreeMap<&'static str, Source>,
}

impl Default for RowSource {
    fn default() -> Self {
        Self { base: Source::Surveyed, named: BTreeMap::new() }
    }
}

impl RowSource {
    /// Reads a cell of the column; `Err` holds the part that cannot be understood.
    pub fn parse(text: &str, kind: EntityKind) -> Result<Self, String> {
        let mut row = Self::default();
        for part in text.split(';').map(str::trim).filter(|p| !p.is_empty()) {
            let Some((source, fields)) = part.split_once('=') else {
                row.base = Source::parse(part).ok_or(part)?;
                continue;
            };
            let source = Source::parse(source).ok_or(part)?;
            for field in fields.split(',').map(str::trim).filter(|f| !f.is_empty()) {
                row.named.insert(kind.field(field).ok_or(field)?.name, source);
            }
        }
        Ok(row)
    }

    /// The source of a field, and whether the row names the field.
    pub fn of(&self, field: &str) -> (Source, bool) {
        match self.named.get(field) {
            Some(source) => (*source, true),
            None => (self.base, false),
        }
    }
}

/// The cell that says where a record's fields come from; empty when all were surveyed.
pub fn describe(record: &Record) -> String {
    let base = base_of(record);
    let mut named: BTreeMap<Source, Vec<&str>> = BTreeMap::new();
    for (field, cell) in &record.fields {
        if cell.source != base || cell.value.is_empty() {
            named.entry(cell.source).or_default().push(field);
        }
    }
    if named.is_empty() && base == Source::Surveyed {
        return String::new();
    }
    let exceptions = named.iter().map(|(source, fields)| format!("; {}={}", source.code(), fields.join(",")));
    base.code().to_owned() + &exceptions.collect::<String>()
}

/// The source of most fields; of those equally many, the one nearest to a survey.
pub fn base_of(record: &Record) -> Source {
    let count = |s: Source| record.fields.values().filter(|c| c.source == s).count();
    // `max_by_key` keeps the last of equals.
    Source::ALL.iter().rev().copied().max_by_key(|s| count(*s)).unwrap_or(Source::Surveyed)
}
