//! How a typed text matches a stored one.

use crate::hangul::{from_english_keyboard, initial_of, normalise, push_keystrokes};

/// A typing error is forgiven from this many keystrokes on; shorter texts would match everything.
const MIN_KEYS_FOR_TYPO: usize = 5;

/// How a query matched, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// The whole text.
    Exact,
    /// The beginning of the text.
    Prefix,
    /// The beginning of a later word.
    WordPrefix,
    /// Initial consonants, alone or between syllables, from the beginning.
    Choseong,
    /// The last syllable is unfinished.
    Unfinished,
    /// Somewhere inside.
    Inside,
    /// Initial consonants or an unfinished syllable somewhere inside.
    InsideLoosely,
    /// Typed with the keyboard set to English.
    KeyboardSlip,
    /// One keystroke wrong, missing or too many.
    Typo,
}

/// A stored text, made ready for comparing.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    chars: Vec<char>,
    /// Places in `chars` at which a word begins.
    words: Vec<usize>,
    keys: Vec<char>,
}

impl Key {
    pub(crate) fn new(text: &str) -> Self {
        let (mut chars, mut words) = (Vec::new(), Vec::new());
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let word = normalise(word);
            if !word.is_empty() {
                words.push(chars.len());
                chars.extend(word.chars());
            }
        }
        Self { keys: keys_of(&chars), chars, words }
    }
}

/// What was typed, made ready for comparing.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    typed: String,
    chars: Vec<char>,
    keys: Vec<char>,
    /// The keys of the last character, which may be unfinished.
    last_keys: Vec<char>,
}

impl Query {
    pub(crate) fn new(typed: &str) -> Self {
        let chars: Vec<char> = normalise(typed).chars().collect();
        let last_keys = chars.last().map_or_else(Vec::new, |&c| keys_of(&[c]));
        Self { typed: typed.trim().to_owned(), keys: keys_of(&chars), chars, last_keys }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The query as if typed with the keyboard set to Korean, when it is in Latin letters.
    pub(crate) fn keyboard_slip(&self) -> Option<Self> {
        let korean = from_english_keyboard(&self.typed)?;
        (korean != self.typed).then(|| Self::new(&korean))
    }

    /// The best match without a typing error, and how many characters of the text are left over.
    pub(crate) fn match_key(&self, key: &Key) -> Option<(MatchKind, usize)> {
        if key.chars == self.chars {
            return Some((MatchKind::Exact, 0));
        }
        let mut best: Option<MatchKind> = None;
        for at in 0..key.chars.len() {
            let Some(quality) = self.match_at(key, at) else { continue };
            let kind = match (quality, at == 0, key.words.contains(&at)) {
                (Quality::Letters, true, _) => MatchKind::Prefix,
                (Quality::Letters, false, true) => MatchKind::WordPrefix,
                (Quality::Letters, false, false) => MatchKind::Inside,
                (Quality::Initials, true, _) => MatchKind::Choseong,
                (Quality::Unfinished, true, _) => MatchKind::Unfinished,
                _ => MatchKind::InsideLoosely,
            };
            best = Some(best.map_or(kind, |b| b.min(kind)));
        }
        best.map(|kind| (kind, key.chars.len().saturating_sub(self.chars.len())))
    }

    /// Whether the beginning of the text is one keystroke away from the query.
    pub(crate) fn match_with_typo(&self, key: &Key) -> Option<(MatchKind, usize)> {
        if self.keys.len() < MIN_KEYS_FOR_TYPO {
            return None;
        }
        let near = |from: usize| {
            let keys: Vec<char> = key.chars.get(from..).map_or_else(Vec::new, keys_of);
            one_edit_from_prefix(&self.keys, &keys)
        };
        let found = one_edit_from_prefix(&self.keys, &key.keys) || key.words.iter().skip(1).any(|&w| near(w));
        found.then(|| (MatchKind::Typo, key.keys.len().saturating_sub(self.keys.len())))
    }

    fn match_at(&self, key: &Key, at: usize) -> Option<Quality> {
        let text = key.chars.get(at..)?;
        let mut quality = Quality::Letters;
        for (i, &q) in self.chars.iter().enumerate() {
            let is_last = i + 1 == self.chars.len();
            let here = match text.get(i) {
                Some(&t) if t == q => Quality::Letters,
                Some(&t) if initial_of(t) == Some(q) => Quality::Initials,
                Some(_) if is_last && self.unfinished(text, i) => Quality::Unfinished,
                _ => return None,
            };
            quality = quality.max(here);
        }
        Some(quality)
    }

    /// Whether the last typed character is on its way to the text's characters from `i`: its keys are the first keys
    /// of them (`우` of 원, `갑` of 가방).
    fn unfinished(&self, text: &[char], i: usize) -> bool {
        let ahead = text.get(i..text.len().min(i + 2)).map_or_else(Vec::new, keys_of);
        ahead.starts_with(&self.last_keys)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    Letters,
    Initials,
    Unfinished,
}

fn keys_of(chars: &[char]) -> Vec<char> {
    let mut keys = String::new();
    for &c in chars {
        push_keystrokes(c, &mut keys);
    }
    keys.chars().collect()
}

/// Whether `query` becomes a beginning of `text` by at most one wrong, missing, extra or swapped key. O(length).
fn one_edit_from_prefix(query: &[char], text: &[char]) -> bool {
    let same = query.iter().zip(text).take_while(|(a, b)| a == b).count();
    let rest = |q: usize, t: usize| match (query.get(q..), text.get(t..)) {
        (Some(q), Some(t)) => t.starts_with(q),
        _ => false,
    };
    let swapped = query.get(same).is_some()
        && query.get(same) == text.get(same + 1)
        && query.get(same + 1) == text.get(same)
        && rest(same + 2, same + 2);
    rest(same, same) || rest(same + 1, same + 1) || rest(same + 1, same) || rest(same, same + 1) || swapped
}
