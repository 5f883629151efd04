//! One table of a survey, from CSV text to records. Every problem is told, none stops the reading.

use std::collections::BTreeMap;

use csv::StringRecord;
use market_model::{Cell, EntityKind, FieldSpec, FieldType, Id, Problem, Record, Survey, Text, nfc};

use crate::decode::{decode, origin};
use crate::source_column::{HEADERS, RowSource};
use crate::suggest::{nearest, short, with_hint};

/// The longest text in a cell, in characters.
pub const MAX_CELL_CHARS: usize = 4_000;
/// The longest list of points in a cell, in characters.
pub const MAX_POINTS_CHARS: usize = 200_000;

/// What a column holds.
enum Column {
    Field(&'static FieldSpec),
    Source,
    Ignored,
}

/// Reads a table of `kind` into `survey`. O(n log n).
pub fn read_table(kind: EntityKind, file: &str, bytes: &[u8], survey: &mut Survey) -> Vec<Problem> {
    let (text, mut problems) = decode(bytes, file);
    let delimiter = delimiter_of(&text);
    if let Some(line) = unclosed_quote(&text, delimiter) {
        let expected = Text::new("따옴표를 닫으세요", "a closing quotation mark");
        problems.push(Problem::error("unclosed-quote", file, "\"…", expected).at(&origin(file, line)));
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = reader.records().filter_map(Result::ok);
    let Some(header) = rows.next() else {
        let expected = Text::new("첫 줄에 열 이름", "column names in the first line");
        problems.push(Problem::error("empty-table", file, "", expected).at(&origin(file, 1)));
        return problems;
    };
    let columns = read_header(kind, file, &header, &mut problems);
    let mut table = Table { kind, file, columns, first_line: BTreeMap::new(), problems };
    for row in rows {
        table.read_row(&row, survey);
    }
    table.problems
}

/// The separator of the first line: a comma, or what a spreadsheet wrote instead.
fn delimiter_of(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    let count = |d: u8| header.bytes().filter(|b| *b == d).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(b',')
}

/// The line on which a quoted cell begins that never ends.
fn unclosed_quote(text: &str, delimiter: u8) -> Option<u32> {
    let (mut line, mut opened, mut field_start) = (1u32, None, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (byte, opened) {
            (b'"', None) if field_start => opened = Some(line),
            (b'"', Some(_)) if bytes.peek() == Some(&b'"') => {
                bytes.next();
            }
            (b'"', Some(_)) => opened = None,
            _ => {}
        }
        field_start = opened.is_none() && (byte == delimiter || byte == b'\n' || byte == b'\r');
        line += u32::from(byte == b'\n');
    }
    opened
}

fn read_header(
    kind: EntityKind,
    file: &str,
    header: &StringRecord,
    problems: &mut Vec<Problem>,
) -> Vec<Column> {
    let mut columns = Vec::with_capacity(header.len());
    let mut seen: Vec<&str> = Vec::new();
    let place = origin(file, 1);
    for (i, name) in header.iter().enumerate() {
        let name = nfc(name).trim().to_owned();
        let path = format!("{} · {} {}", file, kind.ko(), i + 1);
        if HEADERS.iter().any(|h| name.eq_ignore_ascii_case(h)) {
            columns.push(Column::Source);
            continue;
        }
        let Some(field) = kind.field(&name) else {
            columns.push(Column::Ignored);
            if !name.is_empty() {
                problems.push(unknown_column(kind, &name, path).at(&place));
            }
            continue;
        };
        if seen.contains(&field.name) {
            let expected = Text::new("한 번만 나오는 열", "each column once");
            problems.push(Problem::error("duplicate-column", path, &name, expected).at(&place));
            columns.push(Column::Ignored);
            continue;
        }
        seen.push(field.name);
        columns.push(Column::Field(field));
    }
    for field in kind.fields().iter().filter(|f| f.required && !seen.contains(&f.name)) {
        let expected = Text::new(
            format!("열 \"{}\" 또는 \"{}\"", field.ko, field.name),
            format!("a column \"{}\" or \"{}\"", field.name, field.ko),
        );
        problems.push(Problem::error("missing-column", file, short(&joined(header)), expected).at(&place));
    }
    columns
}

fn joined(header: &StringRecord) -> String {
    header.iter().take(20).map(|h| short(h.trim())).collect::<Vec<_>>().join(",")
}

fn unknown_column(kind: EntityKind, name: &str, path: String) -> Problem {
    let known = kind.fields().iter().flat_map(|f| [f.name, f.ko]).chain(HEADERS);
    let expected =
        Text::new("표에 있는 열 (이 열은 읽지 않습니다)", "a column of this table; this one is not read");
    match nearest(name, known) {
        // A slip would silently lose what a person wrote; a column of their own notes would not.
        Some(hint) => Problem::error("unknown-column", path, short(name), with_hint(expected, Some(hint))),
        None => Problem::warning("unknown-column", path, short(name), expected),
    }
}

struct Table<'a> {
    kind: EntityKind,
    file: &'a str,
    columns: Vec<Column>,
    /// Where each identifier was first seen.
    first_line: BTreeMap<Id, u32>,
    problems: Vec<Problem>,
}

impl Table<'_> {
    fn read_row(&mut self, row: &StringRecord, survey: &mut Survey) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let line = row.position().map_or(0, |p| u32::try_from(p.line()).unwrap_or(u32::MAX));
        let place = origin(self.file, line);
        let subject = self.kind.code();
        self.check_length(row, line);
        let cell = |wanted: &str| {
            let at = self.columns.iter().position(|c| matches!(c, Column::Field(f) if f.name == wanted))?;
            row.get(at)
        };
        let id = match Id::new(cell("id").unwrap_or("")) {
            Ok(id) => id,
            Err(error) => {
                let expected = Text::new(
                    "번호: 글자·숫자·한글·'-'·'_'·'.'로 된 1~64자",
                    "an identifier: 1 to 64 letters, Hangul, digits, '-', '_' or '.'",
                );
                let path = format!("{subject} · id");
                self.problems.push(Problem::error("bad-id", path, short(&error.found), expected).at(&place));
                return;
            }
        };
        if let Some(first) = self.first_line.get(&id) {
            let expected = Text::new(
                format!("한 번만 쓰는 번호 (이미 {first}행에 있음)"),
                format!("an identifier used once; line {first} has it already"),
            );
            let path = format!("{subject} {id} · id");
            self.problems.push(Problem::error("duplicate-id", path, id.as_str(), expected).at(&place));
            return;
        }
        self.first_line.insert(id.clone(), line);
        let sources = self.sources(row, &id, line);
        let mut record = Record { origin: place.clone(), ..Record::default() };
        for (column, text) in self.columns.iter().zip(row) {
            let Column::Field(field) = column else { continue };
            let (source, named) = sources.of(field.name);
            let value = match self.kind_limit(field, text) {
                Ok(value) => value,
                Err(problem) => {
                    self.problems.push(problem.with_path(subject, &id, field).at(&place));
                    continue;
                }
            };
            if field.name != "id" && (named || !value.is_empty()) {
                record.fields.insert(field.name, Cell { value, source, origin: place.clone() });
            }
        }
        survey.records.insert((self.kind, id), record);
    }

    /// The value of a cell as it is kept, unless it is absurdly long.
    fn kind_limit(&self, field: &FieldSpec, text: &str) -> Result<String, TooLong> {
        let limit = if field.ty == FieldType::Points { MAX_POINTS_CHARS } else { MAX_CELL_CHARS };
        if text.len() > limit && text.chars().count() > limit {
            return Err(TooLong { found: short(text), limit });
        }
        Ok(nfc(text).trim().to_owned())
    }

    fn check_length(&mut self, row: &StringRecord, line: u32) {
        let extra = row.iter().skip(self.columns.len()).any(|cell| !cell.trim().is_empty());
        if row.len() >= self.columns.len() && !extra {
            return;
        }
        let expected = Text::new(
            format!(
                "칸 {}개 (첫 줄과 같게; 파일이 잘렸거나 쉼표가 든 칸에 따옴표가 없음)",
                self.columns.len()
            ),
            format!(
                "{} cells as in the first line: the file is cut, or a cell with a comma has no quotation marks",
                self.columns.len()
            ),
        );
        let path = format!("{} · {}", self.kind.code(), row.get(0).map(short).unwrap_or_default());
        let problem = Problem::error("row-length", path, row.len().to_string(), expected);
        self.problems.push(problem.at(&origin(self.file, line)));
    }

    fn sources(&mut self, row: &StringRecord, id: &Id, line: u32) -> RowSource {
        let at = self.columns.iter().position(|c| matches!(c, Column::Source));
        let text = at.and_then(|at| row.get(at)).unwrap_or("");
        match RowSource::parse(&nfc(text), self.kind) {
            Ok(source) => source,
            Err(part) => {
                let expected = Text::new(
                    "실측(surveyed), 가져옴(imported), 자동 생성(generated), 예: generated; surveyed=code",
                    "surveyed, imported or generated, such as: generated; surveyed=code",
                );
                let path = format!("{} {id} · source", self.kind.code());
                let problem = Problem::error("bad-source", path, short(&part), expected);
                self.problems.push(problem.at(&origin(self.file, line)));
                RowSource::default()
            }
        }
    }
}

/// A cell that is longer than anything a person writes.
struct TooLong {
    found: String,
    limit: usize,
}

impl TooLong {
    fn with_path(self, subject: &str, id: &Id, field: &FieldSpec) -> Problem {
        let expected =
            Text::new(format!("{}자 이하", self.limit), format!("at most {} characters", self.limit));
        Problem::error("too-long", format!("{subject} {id} · {}", field.name), self.found, expected)
    }
}
