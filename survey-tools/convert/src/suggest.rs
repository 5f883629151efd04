//! "Did you mean …": the nearest of a few known words.

use market_model::Text;

/// The known word nearest to `found`, when it is near enough to be a slip. O(words · length²).
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found = simplify(found);
    let n_chars = found.len();
    if n_chars == 0 || n_chars > 40 {
        return None;
    }
    let most = (n_chars / 3).max(1);
    known
        .into_iter()
        .map(|word| (distance(&found, &simplify(word)), word))
        .filter(|(d, word)| *d <= most && *d < word.chars().count())
        .min_by_key(|(d, _)| *d)
        .map(|(_, word)| word)
}

/// `expected`, with the nearest word added when there is one.
pub fn with_hint(expected: Text, hint: Option<&str>) -> Text {
    match hint {
        None => expected,
        Some(word) => Text::new(
            format!("{} — 혹시 \"{word}\"?", expected.ko),
            format!("{}; did you mean \"{word}\"?", expected.en),
        ),
    }
}

/// At most 60 characters of what was found, so that a problem stays one line.
pub fn short(found: &str) -> String {
    let mut text: String = found.chars().take(60).map(|c| if c.is_control() { '·' } else { c }).collect();
    if found.chars().nth(60).is_some() {
        text.push('…');
    }
    text
}

fn simplify(word: &str) -> Vec<char> {
    word.chars().filter(|c| !matches!(c, ' ' | '_' | '-' | '(' | ')')).flat_map(char::to_lowercase).collect()
}

/// Edits between two words: insert, delete, replace (Levenshtein).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.iter().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, cb) in b.iter().enumerate() {
            let left = row.get(j).copied().unwrap_or(0);
            if let Some(cell) = row.get_mut(j + 1) {
                let replaced = diagonal + usize::from(ca != cb);
                diagonal = *cell;
                *cell = replaced.min(*cell + 1).min(left + 1);
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_other_words_are_not() {
        let known = ["width_m", "depth_m", "category", "점포번호", "폭_m"];
        for (found, meant) in
            [("widht_m", "width_m"), ("Category ", "category"), ("점포번오", "점포번호"), ("폭m", "폭_m")]
        {
            assert_eq!(nearest(found, known), Some(meant), "{found}");
        }
        for found in ["비고", "memo", "", &"x".repeat(1_000_000)] {
            assert_eq!(nearest(found, known), None);
        }
    }
}
