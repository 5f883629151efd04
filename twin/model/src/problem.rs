//! What is wrong with an input, told so that the person who meets it can mend it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Lang;

/// A sentence in Korean and English.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Text {
    /// Korean.
    pub ko: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The same thought in both languages.
    #[must_use]
    pub fn new(ko: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ko: ko.into(), en: en.into() }
    }

    /// The sentence in `lang`; English stands in for other languages.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        if lang == Lang::Ko { &self.ko } else { &self.en }
    }
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is built.
    Error,
    /// It is built, but somebody should look.
    Warning,
}

/// Where a value was read: a row of a table, or an event of a log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Origin {
    /// File name within the market's folder; empty when not from a file.
    pub file: String,
    /// Line in that file, from 1; 0 when unknown.
    pub line: u32,
    /// Identifier of the event; empty when not from an event.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub event: String,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.event.is_empty() {
            write!(f, " (event {})", self.event)?;
        }
        Ok(())
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Whether it stops the build.
    pub severity: Severity,
    /// Where it was read.
    pub origin: Origin,
    /// A stable name of this kind of problem, such as `unknown-aisle`.
    pub code: String,
    /// The thing and field, such as `stall 가-12 · width_m`.
    pub path: String,
    /// What was found, as it was written.
    pub found: String,
    /// What was expected, and what to do.
    pub expected: Text,
}

impl Problem {
    /// An error.
    #[must_use]
    pub fn error(code: &str, path: impl Into<String>, found: impl Into<String>, expected: Text) -> Self {
        Self {
            severity: Severity::Error,
            origin: Origin::default(),
            code: code.to_owned(),
            path: path.into(),
            found: found.into(),
            expected,
        }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: &str, path: impl Into<String>, found: impl Into<String>, expected: Text) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, path, found, expected) }
    }

    /// The same problem, at a place in the input.
    #[must_use]
    pub fn at(mut self, origin: &Origin) -> Self {
        self.origin = origin.clone();
        self
    }

    /// One line for a person: `stalls.csv:12 · stall 가-12 · width_m: found "-3", expected …`.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (severity, found, expected) = match (lang, self.severity) {
            (Lang::Ko, Severity::Error) => ("오류", "입력값", "올바른 값"),
            (Lang::Ko, Severity::Warning) => ("주의", "입력값", "올바른 값"),
            (_, Severity::Error) => ("error", "found", "expected"),
            (_, Severity::Warning) => ("warning", "found", "expected"),
        };
        let place =
            if self.origin == Origin::default() { String::new() } else { format!("{} · ", self.origin) };
        format!(
            "{severity}[{}] {place}{}: {found} \"{}\", {expected}: {}",
            self.code,
            self.path,
            self.found,
            self.expected.get(lang)
        )
    }
}
