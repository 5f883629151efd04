//! Writes survey records: one thing, one field after another.

use market_model::{Cell, EntityKind, Id, Origin, Source, Survey, nfc};

/// A survey being written; every value says where it comes from.
#[derive(Debug, Default)]
pub struct Book {
    /// What was written so far.
    pub survey: Survey,
}

/// One thing being written.
pub struct Row<'a> {
    survey: &'a mut Survey,
    kind: EntityKind,
    id: Option<Id>,
}

impl Book {
    /// Starts or goes on with a thing. An identifier that is none is not written.
    pub fn row(&mut self, kind: EntityKind, id: &str) -> Row<'_> {
        Row { survey: &mut self.survey, kind, id: Id::new(id).ok() }
    }
}

impl Row<'_> {
    /// Writes a made-up value; empty ones are left out.
    pub fn put(&mut self, field: &str, value: impl Into<String>) -> &mut Self {
        self.put_from(Source::Generated, field, value)
    }

    /// Writes a value of another source.
    pub fn put_from(&mut self, source: Source, field: &str, value: impl Into<String>) -> &mut Self {
        let value = nfc(value.into().trim());
        if let Some(id) = self.id.as_ref().filter(|_| !value.is_empty()) {
            self.survey.set(self.kind, id, field, Cell { value, source, origin: Origin::default() });
        }
        self
    }

    /// Writes a length.
    pub fn put_mm(&mut self, field: &str, mm: i32) -> &mut Self {
        self.put(field, metres(mm))
    }
}

/// Millimetres as metres, without trailing zeros.
#[must_use]
pub fn metres(mm: i32) -> String {
    let sign = if mm < 0 { "-" } else { "" };
    let (whole, rest) = (mm.unsigned_abs() / 1000, mm.unsigned_abs() % 1000);
    let text = format!("{sign}{whole}.{rest:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_as_people_do() {
        for (mm, text) in
            [(0, "0"), (3000, "3"), (-250, "-0.25"), (12_345, "12.345"), (10, "0.01"), (-0, "0")]
        {
            assert_eq!(metres(mm), text);
        }
    }
}
