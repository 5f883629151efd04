//! What a survey says, before anything is derived from it: records of named text fields.
//!
//! Both doors, tables and events, fill the same [`Survey`]; values stay exactly as they were written,
//! so that both doors can be written back without loss.

use std::collections::BTreeMap;

use crate::{EntityKind, Id, Origin, Source};

/// One value as it was written, in NFC, without surrounding spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text.
    pub value: String,
    /// Who says so.
    pub source: Source,
    /// Where it was read.
    pub origin: Origin,
}

/// The fields of one thing, by the field's name in the schema. An absent field was never filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The cells, by field name.
    pub fields: BTreeMap<&'static str, Cell>,
    /// Where the thing first appeared.
    pub origin: Origin,
}

impl Record {
    /// The text of a field; `None` when absent or empty.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.fields.get(field).map(|c| c.value.as_str()).filter(|v| !v.is_empty())
    }

    /// Where a field was read; the record's own place when the field is absent.
    #[must_use]
    pub fn origin_of(&self, field: &str) -> &Origin {
        self.fields.get(field).map_or(&self.origin, |c| &c.origin)
    }
}

/// All records of one market, by kind and identifier.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Survey {
    /// The records.
    pub records: BTreeMap<(EntityKind, Id), Record>,
}

impl Survey {
    /// The records of one kind, in order of identifier.
    pub fn of(&self, kind: EntityKind) -> impl Iterator<Item = (&Id, &Record)> {
        self.records.iter().filter(move |((k, _), _)| *k == kind).map(|((_, id), record)| (id, record))
    }

    /// The record of one thing.
    #[must_use]
    pub fn get(&self, kind: EntityKind, id: &Id) -> Option<&Record> {
        self.records.get(&(kind, id.clone()))
    }

    /// Fills one field in; an unknown field name is ignored and answers `false`.
    pub fn set(&mut self, kind: EntityKind, id: &Id, field: &str, cell: Cell) -> bool {
        let Some(spec) = kind.field(field) else { return false };
        let record = self
            .records
            .entry((kind, id.clone()))
            .or_insert_with(|| Record { origin: cell.origin.clone(), ..Record::default() });
        record.fields.insert(spec.name, cell);
        true
    }

    /// Takes one thing out.
    pub fn remove(&mut self, kind: EntityKind, id: &Id) {
        self.records.remove(&(kind, id.clone()));
    }
}
