//! Fields of the JSON problem: each getter answers a value or notes a problem with the path of what is wrong.
//!
//! Invariant: the number of problems kept is limited; the rest are counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use market_model::{Problem, Text};

use super::json::Json;

/// Most problems that are told one by one.
const MAX_PROBLEMS: usize = 200;

/// Where a value stands, such as `jobs[3].time_windows[0]`.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    /// The whole text.
    Root,
    /// A member.
    Key(&'a Path<'a>, &'a str),
    /// An item.
    Item(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => write!(f, "{key}"),
            Path::Key(above, key) => write!(f, "{above}.{key}"),
            Path::Item(above, index) => write!(f, "{above}[{index}]"),
        }
    }
}

/// Collects problems while reading.
#[derive(Default)]
pub(crate) struct Fields {
    /// What is wrong, in the order of reading.
    pub(crate) problems: Vec<Problem>,
    more: usize,
}

impl Fields {
    /// Notes a problem: where, what was found, what was expected.
    pub(crate) fn bad(&mut self, path: Path<'_>, found: &dyn fmt::Display, ko: &str, en: &str) {
        self.note("vroom-input", path, found, ko, en);
    }

    /// As [`Fields::bad`], with a code of its own.
    pub(crate) fn note(&mut self, code: &str, path: Path<'_>, found: &dyn fmt::Display, ko: &str, en: &str) {
        if self.problems.len() >= MAX_PROBLEMS {
            self.more += 1;
            return;
        }
        self.problems.push(Problem::error(code, path.to_string(), found.to_string(), Text::new(ko, en)));
    }

    /// Whether anything was wrong.
    pub(crate) fn any(&self) -> bool {
        !self.problems.is_empty()
    }

    /// All problems; the last one counts those that were not kept.
    pub(crate) fn finish(mut self) -> Vec<Problem> {
        if self.more > 0 {
            let text = Text::new("위의 문제부터 고치세요", "mend the problems above first");
            let found = format!("{} more", self.more);
            self.problems.push(Problem::error("vroom-more", "", found, text));
        }
        self.problems
    }

    /// The array of that name; none when missing.
    pub(crate) fn array<'j>(&mut self, object: &'j Json, at: Path<'_>, key: &str) -> Option<&'j Json> {
        let value = object.get(key)?;
        if value.len().is_none() {
            self.bad(Path::Key(&at, key), value, "배열", "an array");
            return None;
        }
        Some(value)
    }

    /// A whole number of at most `most`; none when missing.
    pub(crate) fn uint(&mut self, object: &Json, at: Path<'_>, key: &str, most: u64) -> Option<u64> {
        let value = object.get(key)?;
        let found = value.uint().filter(|n| *n <= most);
        if found.is_none() {
            let (ko, en) = (format!("0에서 {most}까지의 정수"), format!("a whole number from 0 to {most}"));
            self.bad(Path::Key(&at, key), value, &ko, &en);
        }
        found
    }

    /// A whole number below 2³²; none when missing.
    pub(crate) fn uint32(&mut self, object: &Json, at: Path<'_>, key: &str) -> Option<u32> {
        self.uint(object, at, key, u64::from(u32::MAX)).map(|n| n as u32)
    }

    /// The `id` that must be there.
    pub(crate) fn id(&mut self, object: &Json, at: Path<'_>) -> Option<u64> {
        let id = object.get("id");
        if id.is_none() {
            self.bad(Path::Key(&at, "id"), &"", "정수 id", "an integer id");
        }
        id.and_then(|_| self.uint(object, at, "id", u64::MAX))
    }

    /// A text; none when missing or empty.
    pub(crate) fn text(&mut self, object: &Json, at: Path<'_>, key: &str) -> Option<String> {
        match object.get(key)? {
            Json::Text(text) => Some(text.clone()).filter(|t| !t.is_empty()),
            other => {
                self.bad(Path::Key(&at, key), other, "문자열", "a text");
                None
            }
        }
    }

    /// `[longitude, latitude]`; none when missing.
    pub(crate) fn coordinates(&mut self, object: &Json, at: Path<'_>, key: &str) -> Option<[f64; 2]> {
        let value = object.get(key)?;
        let number = |i| value.item(i).and_then(|v| v.number());
        let found = number(0).zip(number(1)).map(|(lon, lat)| [lon, lat]);
        let found = found.filter(|[lon, lat]| (-180.0..=180.0).contains(lon) && (-90.0..=90.0).contains(lat));
        if found.is_none() {
            let ko = "[경도, 위도] (경도 -180~180, 위도 -90~90)";
            self.bad(Path::Key(&at, key), value, ko, "[longitude, latitude] in degrees");
        }
        found
    }

    /// A row of `length` whole numbers; zeros when missing.
    pub(crate) fn amounts(&mut self, object: &Json, at: Path<'_>, key: &str, length: usize) -> Vec<u32> {
        match object.get(key) {
            None => {}
            Some(Json::Uints(row)) if row.len() == length => return row.clone(),
            Some(Json::Uints(row)) => {
                let (ko, en) = (
                    format!("길이 {length} (첫 차량의 capacity 길이)"),
                    format!("length {length}, that of the first vehicle's capacity"),
                );
                let found = format!("Inconsistent {key} length: {} instead of {length}.", row.len());
                self.bad(Path::Key(&at, key), &found, &ko, &en);
            }
            Some(other) => {
                self.bad(
                    Path::Key(&at, key),
                    other,
                    "0 이상 정수의 배열",
                    "an array of whole numbers from 0",
                );
            }
        }
        vec![0; length]
    }

    /// Skills; empty when missing.
    pub(crate) fn skills(&mut self, object: &Json, at: Path<'_>) -> BTreeSet<u32> {
        match object.get("skills") {
            None => BTreeSet::new(),
            Some(Json::Uints(row)) => row.iter().copied().collect(),
            Some(other) => {
                let path = Path::Key(&at, "skills");
                self.bad(path, other, "0 이상 정수의 배열", "an array of whole numbers from 0");
                BTreeSet::new()
            }
        }
    }

    /// `[start, end]`.
    pub(crate) fn window(&mut self, value: &Json, at: Path<'_>) -> Option<(u32, u32)> {
        let Json::Uints(pair) = value else {
            self.bad(at, value, "[시작, 끝] (0 이상 정수, 초)", "[start, end] in whole seconds from 0");
            return None;
        };
        let &[start, end] = pair.as_slice() else {
            self.bad(at, value, "[시작, 끝]", "[start, end]");
            return None;
        };
        if start > end {
            self.bad(
                at,
                value,
                "시작이 끝보다 늦지 않은 시간대",
                "a window that does not end before it begins",
            );
            return None;
        }
        Some((start, end))
    }

    /// Windows in order of time; empty when missing.
    pub(crate) fn windows(&mut self, object: &Json, at: Path<'_>) -> Vec<(u32, u32)> {
        let Some(list) = self.array(object, at, "time_windows") else { return Vec::new() };
        let path = Path::Key(&at, "time_windows");
        let length = list.len().unwrap_or(0);
        if length == 0 {
            self.bad(path, list, "하나 이상의 시간대", "at least one window");
        }
        let mut found = Vec::new();
        for i in 0..length {
            let Some(item) = list.item(i) else { continue };
            found.extend(self.window(&item, Path::Item(&path, i)));
        }
        found.sort_unstable();
        if found.windows(2).any(|pair| pair[1].0 <= pair[0].1) {
            self.bad(path, list, "서로 겹치지 않는 시간대", "windows that do not overlap");
        }
        found
    }

    /// Seconds by type of vehicle; empty when missing.
    pub(crate) fn per_type(&mut self, object: &Json, at: Path<'_>, key: &str) -> BTreeMap<String, u32> {
        let mut found = BTreeMap::new();
        let path = Path::Key(&at, key);
        match object.get(key) {
            None => {}
            Some(Json::Map(members)) => {
                for (kind, value) in members {
                    let seconds = value.uint().and_then(|n| u32::try_from(n).ok());
                    if kind.is_empty() {
                        self.bad(path, &"\"\"", "비어 있지 않은 차량 유형", "a type that is not empty");
                    } else if let Some(seconds) = seconds {
                        found.insert(kind.clone(), seconds);
                    } else {
                        self.bad(Path::Key(&path, kind), value, "0 이상 정수(초)", "whole seconds from 0");
                    }
                }
            }
            Some(other) => self.bad(path, other, "유형별 초를 담은 객체", "an object of seconds by type"),
        }
        found
    }

    /// Tells keys that an object has twice.
    pub(crate) fn no_twins(&mut self, object: &Json, at: Path<'_>) {
        let Json::Map(members) = object else { return };
        for (i, (key, _)) in members.iter().enumerate() {
            if members[..i.min(64)].iter().any(|(k, _)| k == key) {
                self.bad(Path::Key(&at, key), &"twice", "한 번만 쓴 이름", "a key that stands once");
            }
        }
    }
}
