//! A survey folder, read whole: its tables, then its events over them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use market_model::{EntityKind, Origin, Problem, Survey, Text, nfc};

use crate::decode::{MAX_FILE_BYTES, origin};
use crate::events::{EVENTS_FILE, read_events_over};
use crate::suggest::{nearest, short, with_hint};
use crate::table::read_table;

/// Problems of one kind in one file are told up to this many; then only counted.
const MOST_ALIKE: usize = 1_000;

/// Reads a survey folder: its tables, then its events over them. Every problem is told, none stops the reading.
#[must_use]
pub fn read_dir(dir: &Path) -> (Survey, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut survey = Survey::default();
    let (tables, events) = find_files(dir, &mut problems);
    for (kind, path) in &tables {
        let file = format!("{}.csv", kind.table());
        if let Some(bytes) = read_file(path, &file, &mut problems) {
            problems.extend(read_table(*kind, &file, &bytes, &mut survey));
        }
    }
    if let Some(path) = &events
        && let Some(bytes) = read_file(path, EVENTS_FILE, &mut problems)
    {
        let (both, more) = read_events_over(survey, &bytes);
        survey = both;
        problems.extend(more);
    }
    if tables.is_empty() && events.is_none() && problems.is_empty() {
        let expected = Text::new(
            "market.csv 등 표 또는 events.jsonl이 있는 폴더",
            "a folder with tables such as market.csv, or with events.jsonl",
        );
        problems.push(Problem::error("no-survey", "folder", "", expected));
    }
    (survey, capped(problems))
}

type Found = (BTreeMap<EntityKind, PathBuf>, Option<PathBuf>);

/// The tables and the event log of a folder, whatever the case of their names, English or Korean.
fn find_files(dir: &Path, problems: &mut Vec<Problem>) -> Found {
    let (mut tables, mut events) = (BTreeMap::new(), None);
    let mut paths: Vec<PathBuf> = match std::fs::read_dir(dir) {
        Ok(entries) => entries.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.is_file()).collect(),
        Err(error) => {
            let expected = Text::new("읽을 수 있는 폴더", "a folder that can be read");
            problems.push(Problem::error("no-folder", "folder", error.to_string(), expected));
            return (tables, events);
        }
    };
    paths.sort();
    for path in paths {
        let name = nfc(&path.file_name().unwrap_or_default().to_string_lossy()).to_lowercase();
        if name == EVENTS_FILE {
            events = Some(path);
            continue;
        }
        let Some(stem) = name.strip_suffix(".csv") else {
            if name.ends_with(".jsonl") {
                problems.push(unknown_file(&name));
            }
            continue;
        };
        match EntityKind::ALL.iter().find(|k| stem == k.table() || stem == k.ko()) {
            None => problems.push(unknown_file(&name)),
            Some(kind) if tables.contains_key(kind) => {
                let expected = Text::new("표마다 파일 하나", "one file for each table");
                problems
                    .push(Problem::error("duplicate-table", &name, &name, expected).at(&origin(&name, 0)));
            }
            Some(kind) => {
                tables.insert(*kind, path);
            }
        }
    }
    (tables, events)
}

fn unknown_file(name: &str) -> Problem {
    let files: Vec<String> = EntityKind::ALL
        .iter()
        .map(|k| format!("{}.csv", k.table()))
        .chain([EVENTS_FILE.to_owned()])
        .collect();
    let hint = nearest(name, files.iter().map(String::as_str));
    let expected =
        Text::new("표의 파일 이름 (이 파일은 읽지 않습니다)", "the name of a table; this file is not read");
    let problem = Problem::warning("unknown-file", short(name), short(name), with_hint(expected, hint));
    problem.at(&origin(&short(name), 0))
}

fn read_file(path: &Path, file: &str, problems: &mut Vec<Problem>) -> Option<Vec<u8>> {
    let too_large = std::fs::metadata(path).is_ok_and(|m| m.len() > MAX_FILE_BYTES as u64);
    let outcome =
        if too_large { Err("> 128 MB".to_owned()) } else { std::fs::read(path).map_err(|e| e.to_string()) };
    outcome
        .map_err(|found| {
            let expected = Text::new("읽을 수 있는 128 MB 이하의 파일", "a readable file of at most 128 MB");
            problems.push(Problem::error("unreadable-file", file, found, expected).at(&origin(file, 0)));
        })
        .ok()
}

/// The problems, with those of one kind in one file told up to a thousand times and then counted.
fn capped(problems: Vec<Problem>) -> Vec<Problem> {
    let mut count: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut kept = Vec::with_capacity(problems.len().min(10_000));
    for problem in problems {
        let n = count.entry((problem.origin.file.clone(), problem.code.clone())).or_default();
        *n += 1;
        if *n <= MOST_ALIKE {
            kept.push(problem);
        }
    }
    for ((file, code), n) in count {
        if n > MOST_ALIKE {
            let rest = (n - MOST_ALIKE).to_string();
            let expected = Text::new(
                format!("같은 문제가 {rest}개 더 있습니다"),
                format!("{rest} more problems of this kind"),
            );
            let place = Origin { file: file.clone(), ..Origin::default() };
            kept.push(Problem::error(&code, file, rest, expected).at(&place));
        }
    }
    kept
}
