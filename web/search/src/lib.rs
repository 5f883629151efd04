//! Search as Koreans type it: exact, prefix, initial consonants (`ㄱㅊㄱㄱ`), an unfinished last syllable
//! (`망우` finds 망원), spaces ignored, the English keyboard by mistake (`rlacl` finds 김치), one typing error.
//!
//! The same code runs on the server and in the browser.
//!
//! Invariant: knows the market model and nothing else; no I/O, no clock.
//! Invariant: the same index and query give the same hits in the same order on every machine.

mod build;
mod format;
mod hangul;
mod matching;

use serde::{Deserialize, Serialize};

pub use format::{INDEX_FORMAT, INDEX_VERSION, IndexError};
pub use hangul::{choseong, compose_keystrokes, from_english_keyboard, keystrokes, normalise};
pub use matching::MatchKind;

use matching::{Key, Query};

/// What an entry leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A stall, under its merchant's name or its trade.
    Stall,
    /// A good at a stall.
    Good,
    /// A facility.
    Facility,
    /// A gate.
    Gate,
}

/// One thing that can be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it leads to.
    pub kind: EntryKind,
    /// Identifier of the stall, good, facility or gate.
    pub id: String,
    /// The stall to go to, for stalls and goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stall: Option<String>,
    /// What to show, in Korean.
    pub title_ko: String,
    /// What to show, in English; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title_en: String,
    /// What to show, in simplified Chinese; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title_zh: String,
    /// What to show, in Japanese; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title_ja: String,
    /// A second line in Korean: trade, stall, price.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail_ko: String,
    /// A second line in English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail_en: String,
    /// A second line in simplified Chinese; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail_zh: String,
    /// A second line in Japanese; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail_ja: String,
    /// The stall's code; empty for facilities and gates.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// Other words by which it is found: trade, names in Chinese and Japanese.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The thing found.
    pub entry: &'a Entry,
    /// How the query matched.
    pub matched: MatchKind,
}

/// Everything in one market that can be found by words.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: Vec<Entry>,
    keys: Vec<Vec<Key>>,
}

impl Index {
    /// The index of these entries. O(total text length).
    #[must_use]
    pub fn from_entries(entries: Vec<Entry>) -> Self {
        let keys = entries.iter().map(keys_of).collect();
        Self { entries, keys }
    }

    /// All entries, in the order in which they were built.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The best `limit` answers to what was typed, best first; none for an empty query.
    ///
    /// Linear in the number of entries; the typing-error pass runs only when nothing better is found.
    #[must_use]
    pub fn search(&self, typed: &str, limit: usize) -> Vec<Hit<'_>> {
        let query = Query::new(typed);
        if query.is_empty() || limit == 0 {
            return Vec::new();
        }
        let mut hits = self.ranked(|key| query.match_key(key));
        if hits.is_empty()
            && let Some(slip) = query.keyboard_slip()
        {
            hits = self.ranked(|key| slip.match_key(key).map(|(_, gap)| (MatchKind::KeyboardSlip, gap)));
        }
        if hits.is_empty() {
            hits = self.ranked(|key| query.match_with_typo(key));
        }
        hits.truncate(limit);
        hits.into_iter()
            .filter_map(|(rank, _, i)| self.entries.get(i).map(|entry| Hit { entry, matched: rank }))
            .collect()
    }

    /// Entries with a match, sorted by kind of match, then by how much of the text was left over, then by place.
    fn ranked(
        &self,
        match_key: impl Fn(&Key) -> Option<(MatchKind, usize)>,
    ) -> Vec<(MatchKind, usize, usize)> {
        let mut hits: Vec<(MatchKind, usize, usize)> = Vec::new();
        for (i, keys) in self.keys.iter().enumerate() {
            // A later key is a less telling text: each costs as much as ten characters left over.
            let best = keys
                .iter()
                .enumerate()
                .filter_map(|(place, key)| match_key(key).map(|(kind, gap)| (kind, gap + 10 * place)))
                .min();
            if let Some((kind, gap)) = best {
                hits.push((kind, gap, i));
            }
        }
        hits.sort_unstable();
        hits
    }
}

fn keys_of(entry: &Entry) -> Vec<Key> {
    let texts = [&entry.title_ko, &entry.code, &entry.title_en];
    texts.into_iter().chain(&entry.terms).filter(|t| !t.is_empty()).map(|t| Key::new(t)).collect()
}
