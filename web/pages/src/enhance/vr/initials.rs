//! The keyboard of the headset: the first consonants of syllables, by which Koreans look names up.

/// Two rows of seven keys each, in the order of the alphabet.
pub(super) const KEYS: [&str; 2] = ["ㄱㄴㄷㄹㅁㅂㅅ", "ㅇㅈㅊㅋㅌㅍㅎ"];
