//! Hangul syllables, letters and keystrokes (Unicode Standard, section 3.12; KS X 5002 two-set keyboard).

use unicode_normalization::UnicodeNormalization;

/// First syllable, 가.
const FIRST: u32 = 0xAC00;
/// Last syllable, 힣.
const LAST: u32 = 0xD7A3;
/// Initial consonants, in Unicode order, as compatibility letters.
const INITIALS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ',
    'ㅍ', 'ㅎ',
];
/// Vowels, each as the keys that type it.
const VOWELS: [&str; 21] = [
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ", "ㅜㅓ", "ㅜㅔ",
    "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];
/// Final consonants, each as the keys that type it; the first is none.
const FINALS: [&str; 28] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ",
    "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ",
];
/// Compatibility letters of compound vowels and finals, with the keys that type them.
const COMPOUNDS: [(char, &str); 18] = [
    ('ㅘ', "ㅗㅏ"),
    ('ㅙ', "ㅗㅐ"),
    ('ㅚ', "ㅗㅣ"),
    ('ㅝ', "ㅜㅓ"),
    ('ㅞ', "ㅜㅔ"),
    ('ㅟ', "ㅜㅣ"),
    ('ㅢ', "ㅡㅣ"),
    ('ㄳ', "ㄱㅅ"),
    ('ㄵ', "ㄴㅈ"),
    ('ㄶ', "ㄴㅎ"),
    ('ㄺ', "ㄹㄱ"),
    ('ㄻ', "ㄹㅁ"),
    ('ㄼ', "ㄹㅂ"),
    ('ㄽ', "ㄹㅅ"),
    ('ㄾ', "ㄹㅌ"),
    ('ㄿ', "ㄹㅍ"),
    ('ㅀ', "ㄹㅎ"),
    ('ㅄ', "ㅂㅅ"),
];
/// Letters of the two-set keyboard, for the Latin keys a to z.
const LOWER_KEYS: [char; 26] = [
    'ㅁ', 'ㅠ', 'ㅊ', 'ㅇ', 'ㄷ', 'ㄹ', 'ㅎ', 'ㅗ', 'ㅑ', 'ㅓ', 'ㅏ', 'ㅣ', 'ㅡ', 'ㅜ', 'ㅐ', 'ㅔ', 'ㅂ',
    'ㄱ', 'ㄴ', 'ㅅ', 'ㅕ', 'ㅍ', 'ㅈ', 'ㅌ', 'ㅛ', 'ㅋ',
];

/// The text as it is compared: NFC, lower case, every kind of single letter as a compatibility letter,
/// without spaces and punctuation.
#[must_use]
pub fn normalise(text: &str) -> String {
    text.nfc()
        .map(compatibility_letter)
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// The initial consonants of a text; everything but syllables stays as it is.
#[must_use]
pub fn choseong(text: &str) -> String {
    text.nfc().map(|c| initial_of(c).unwrap_or(c)).collect()
}

/// The keys that type a text on the two-set keyboard, as compatibility letters; other characters stay.
#[must_use]
pub fn keystrokes(text: &str) -> String {
    let mut keys = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        push_keystrokes(c, &mut keys);
    }
    keys
}

/// What the keys of a Latin text type when the keyboard is set to Korean; `None` if a key is no letter.
///
/// Capitals count: `R` is ㄲ; a capital without a letter of its own types the plain one.
#[must_use]
pub fn from_english_keyboard(text: &str) -> Option<String> {
    let mut keys = String::new();
    for c in text.chars() {
        keys.push(match c {
            'Q' => 'ㅃ',
            'W' => 'ㅉ',
            'E' => 'ㄸ',
            'R' => 'ㄲ',
            'T' => 'ㅆ',
            'O' => 'ㅒ',
            'P' => 'ㅖ',
            c if c.is_ascii_alphabetic() => {
                *LOWER_KEYS.get(usize::from(c.to_ascii_lowercase() as u8 - b'a'))?
            }
            c if c.is_ascii_digit() => c,
            ' ' => continue,
            _ => return None,
        });
    }
    Some(compose_keystrokes(&keys))
}

/// The syllables that a run of keys types, as an input method would show them.
#[must_use]
pub fn compose_keystrokes(keys: &str) -> String {
    let keys: Vec<char> = keys.chars().collect();
    let (mut out, mut at) = (String::new(), 0);
    while let Some(&key) = keys.get(at) {
        let start = INITIALS.iter().position(|&i| i == key);
        let vowel = |from: usize| longest(&VOWELS, &keys, from);
        if let (Some(initial), Some((vowel_no, n_vowel))) = (start, vowel(at + 1)) {
            at += 1 + n_vowel;
            let (final_no, n_final) = final_at(&keys, at);
            at += n_final;
            let code = FIRST + (initial as u32 * 21 + vowel_no as u32) * 28 + final_no as u32;
            out.extend(char::from_u32(code));
        } else {
            out.push(key);
            at += 1;
        }
    }
    out
}

/// The initial consonant of a syllable.
pub(crate) fn initial_of(c: char) -> Option<char> {
    let code = u32::from(c);
    if !(FIRST..=LAST).contains(&code) {
        return None;
    }
    INITIALS.get(((code - FIRST) / 588) as usize).copied()
}

/// Appends the keys that type one character.
pub(crate) fn push_keystrokes(c: char, keys: &mut String) {
    let code = u32::from(c);
    if (FIRST..=LAST).contains(&code) {
        let index = (code - FIRST) as usize;
        keys.extend(INITIALS.get(index / 588));
        keys.push_str(VOWELS.get(index / 28 % 21).unwrap_or(&""));
        keys.push_str(FINALS.get(index % 28).unwrap_or(&""));
    } else if let Some((_, typed)) = COMPOUNDS.iter().find(|(letter, _)| *letter == c) {
        keys.push_str(typed);
    } else {
        keys.push(c);
    }
}

/// Conjoining and half-width letters as compatibility letters; anything else as it is.
fn compatibility_letter(c: char) -> char {
    let code = u32::from(c);
    match code {
        0x1100..=0x1112 => INITIALS.get((code - 0x1100) as usize).copied().unwrap_or(c),
        0x1161..=0x1175 => char::from_u32(code - 0x1161 + 0x314F).unwrap_or(c),
        0x11A8..=0x11C2 => final_letter((code - 0x11A8 + 1) as usize).unwrap_or(c),
        // Half-width consonants lie in the order of the compatibility block.
        0xFFA1..=0xFFBE => char::from_u32(code - 0xFFA1 + 0x3131).unwrap_or(c),
        // Half-width vowels lie in groups of six with gaps of two.
        0xFFC2..=0xFFDC if (code - 0xFFC2) % 8 < 6 => {
            char::from_u32(0x314F + (code - 0xFFC2) / 8 * 6 + (code - 0xFFC2) % 8).unwrap_or(c)
        }
        _ => c,
    }
}

fn final_letter(number: usize) -> Option<char> {
    let typed = FINALS.get(number)?;
    let mut letters = typed.chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) => Some(only),
        _ => COMPOUNDS.iter().find(|(_, keys)| keys == typed).map(|(letter, _)| *letter),
    }
}

/// Number and key count of the longest entry of `table` that the keys spell from `at`.
fn longest(table: &[&str], keys: &[char], at: usize) -> Option<(usize, usize)> {
    let mut best = None;
    for (number, entry) in table.iter().enumerate() {
        let n = entry.chars().count();
        let spelled = n > 0 && entry.chars().enumerate().all(|(i, c)| keys.get(at + i) == Some(&c));
        if spelled && best.is_none_or(|(_, longest)| n > longest) {
            best = Some((number, n));
        }
    }
    best
}

/// The final consonant at `at`, as many keys of it as the next syllable does not need for its start.
fn final_at(keys: &[char], at: usize) -> (usize, usize) {
    let Some((number, n)) = longest(&FINALS, keys, at) else { return (0, 0) };
    if longest(&VOWELS, keys, at + n).is_none() {
        return (number, n);
    }
    if n < 2 {
        return (0, 0);
    }
    let first: String = keys.get(at).into_iter().collect();
    (FINALS.iter().position(|f| *f == first).unwrap_or(0), 1)
}
