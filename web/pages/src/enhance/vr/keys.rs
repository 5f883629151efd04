//! The keyboards of the headset: first consonants, by which Koreans look names up, and Latin letters; digits in both.

use market_model::Lang;

/// Which letters are on the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    /// The consonants of Hangul in the order of the alphabet.
    Hangul,
    /// As on a computer.
    Latin,
}

/// What is written on the key to the other keyboard.
pub(super) const fn other(keys: Keys) -> (Keys, &'static str) {
    match keys {
        Keys::Hangul => (Keys::Latin, "ABC"),
        Keys::Latin => (Keys::Hangul, "ㄱㄴㄷ"),
    }
}

/// The keyboard that somebody who reads this language begins with.
pub(super) const fn usual(lang: Lang) -> Keys {
    if matches!(lang, Lang::Ko) { Keys::Hangul } else { Keys::Latin }
}

/// Rows of keys, from top to bottom; three on each keyboard, so that the board keeps its size.
pub(super) const fn rows(keys: Keys) -> [&'static str; 3] {
    match keys {
        Keys::Hangul => ["1234567890", "ㄱㄴㄷㄹㅁㅂㅅ", "ㅇㅈㅊㅋㅌㅍㅎ"],
        Keys::Latin => ["qwertyuiop", "asdfghjkl", "zxcvbnm"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_consonant_and_every_letter_has_one_key() {
        let on = |keys| {
            let mut all: Vec<char> = rows(keys).concat().chars().collect();
            all.sort_unstable();
            all.into_iter().collect::<String>()
        };
        assert_eq!(on(Keys::Latin), "abcdefghijklmnopqrstuvwxyz");
        assert_eq!(on(Keys::Hangul), "0123456789ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ");
        assert_eq!(other(other(Keys::Latin).0).0, Keys::Latin);
    }
}
