//! Every word that a person reads, in Korean and in English.
//!
//! A key without one of the two languages does not compile. Texts may hold `{}` where [`fill`] puts a value.

mod table;

use market_model::Lang;

pub use table::{EN, KEYS, KO, Words};

/// The words of a language; English stands in for languages without a table of their own.
#[must_use]
pub fn words(lang: Lang) -> &'static Words {
    if lang == Lang::Ko { &KO } else { &EN }
}

/// The text with its `{}` filled in, from left to right.
#[must_use]
pub fn fill(text: &str, values: &[&str]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut values = values.iter();
    for (i, part) in text.split("{}").enumerate() {
        if i > 0 {
            out.push_str(values.next().copied().unwrap_or_default());
        }
        out.push_str(part);
    }
    out
}

/// A whole number with a comma every three digits: `12,500`.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A length for people: metres below one kilometre, rounded to whole metres.
#[must_use]
pub fn distance(lang: Lang, length_mm: u64) -> String {
    let metres = (length_mm + 500) / 1000;
    if metres < 1000 {
        fill(words(lang).metres, &[&metres.to_string()])
    } else {
        let tenths = (metres + 50) / 100;
        fill(words(lang).kilometres, &[&format!("{}.{}", tenths / 10, tenths % 10)])
    }
}

/// A time for people: whole minutes, at least one.
#[must_use]
pub fn duration(lang: Lang, time_ms: u64) -> String {
    let minutes = time_ms.div_ceil(60_000).max(1);
    if minutes == 1 && lang != Lang::Ko {
        return words(lang).one_minute.to_owned();
    }
    fill(words(lang).minutes, &[&minutes.to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_hangul(c: char) -> bool {
        matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}')
    }

    #[test]
    fn every_key_has_words_in_both_languages_and_the_same_number_of_places_to_fill() {
        for (key, ko, en) in KEYS {
            assert!(!ko.trim().is_empty() && !en.trim().is_empty(), "{key} is empty");
            assert_eq!(ko.matches("{}").count(), en.matches("{}").count(), "{key}: {ko} / {en}");
        }
    }

    #[test]
    fn no_hangul_stands_in_the_english_table_but_the_name_of_the_language() {
        for (key, _, en) in KEYS {
            assert!(*key == "other_language" || !en.chars().any(is_hangul), "{key}: {en}");
        }
    }

    #[test]
    fn numbers_and_measures_are_written_as_people_read_them() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(distance(Lang::Ko, 84_400), "84 m");
        assert_eq!(distance(Lang::En, 1_249_000), "1.2 km");
        assert_eq!(duration(Lang::Ko, 61_000), "2분");
        assert_eq!(duration(Lang::En, 1), "1 minute");
        assert_eq!(fill("{} of {}", &["3", "7"]), "3 of 7");
    }
}
