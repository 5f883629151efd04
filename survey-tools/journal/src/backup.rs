//! A backup that a person can keep: survey events as JSON Lines, the very `events.jsonl` that the converter reads.

use market_model::SurveyEvent;

/// What an import did. Every line of the file is in exactly one of the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportReport {
    /// Events that were not here before.
    pub new: usize,
    /// Events that were here already.
    pub known: usize,
    /// Events of this very device that contradict its own log; they are not taken.
    pub forked: usize,
    /// Lines that are no event.
    pub unreadable: usize,
}

/// The events as JSON Lines, in the given order.
#[must_use]
pub fn export_jsonl<'a>(events: impl IntoIterator<Item = &'a SurveyEvent>) -> String {
    let mut text = String::new();
    for event in events {
        text.push_str(&serde_json::to_string(event).unwrap_or_default());
        text.push('\n');
    }
    text
}

/// The events of a JSON Lines text, and the number of lines that are none. Empty lines and a byte-order mark are
/// no lines.
#[must_use]
pub fn read_jsonl(text: &str) -> (Vec<SurveyEvent>, usize) {
    let (mut events, mut unreadable) = (Vec::new(), 0);
    for line in text.trim_start_matches('\u{FEFF}').lines().map(str::trim).filter(|l| !l.is_empty()) {
        match serde_json::from_str(line) {
            Ok(event) => events.push(event),
            Err(_) => unreadable += 1,
        }
    }
    (events, unreadable)
}
