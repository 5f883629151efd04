//! Every word that a person reads, in Korean, English, simplified Chinese and Japanese.
//!
//! A key without one of the four languages does not compile. Texts may hold `{}` where [`fill`] puts a value.

#[macro_use]
mod table;
#[macro_use]
mod staff;
#[macro_use]
mod today;
#[macro_use]
mod page;
#[macro_use]
mod shop;

use market_model::Lang;

shop_words!(page_words);

/// The languages of the pages, in the order of the menu, each by its own name.
pub const LANGUAGES: [(Lang, &str); 4] =
    [(Lang::Ko, "한국어"), (Lang::En, "English"), (Lang::Zh, "中文"), (Lang::Ja, "日本語")];

/// The words of a language.
#[must_use]
pub const fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Ko => &KO,
        Lang::En => &EN,
        Lang::Zh => &ZH,
        Lang::Ja => &JA,
    }
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
fn duration(lang: Lang, time_ms: u64) -> String {
    let minutes = time_ms.div_ceil(60_000).max(1);
    if minutes == 1 && lang != Lang::Ko {
        return words(lang).one_minute.to_owned();
    }
    fill(words(lang).minutes, &[&minutes.to_string()])
}

/// How far a way is and how long it takes; who is there already has no minute to walk.
#[must_use]
pub fn way_total(lang: Lang, length_mm: u64, time_ms: u64) -> String {
    if length_mm < AT_ONCE_MM {
        return words(lang).way_at_once.to_owned();
    }
    fill(words(lang).way_total, &[&distance(lang, length_mm), &duration(lang, time_ms)])
}

/// What is nearer than a step is here.
const AT_ONCE_MM: u64 = 500;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_of_no_metres_takes_no_minute() {
        assert_eq!(way_total(Lang::Ko, 0, 0), "바로 앞");
        assert_eq!(way_total(Lang::Ko, 499, 400), "바로 앞");
        assert_eq!(way_total(Lang::Ko, 61_000, 54_000), "61 m, 약 1분");
        assert_eq!(way_total(Lang::En, 0, 0), "right here");
    }

    /// Keys whose text is the same in Korean and in another language: figures and signs alone.
    const SAME: [&str; 4] = ["metres", "kilometres", "facility_where", "live_changed"];
    /// Keys that tell how to type Korean, with the letters to type.
    const TYPED: [&str; 2] = ["search_hint", "vr_find_hint"];

    fn is_hangul(c: char) -> bool {
        matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}')
    }

    fn is_kana(c: char) -> bool {
        matches!(c, '\u{3041}'..='\u{30FA}')
    }

    #[test]
    fn every_key_has_words_in_four_languages_and_the_same_number_of_places_to_fill() {
        for (key, texts) in KEYS {
            let places = texts[0].matches("{}").count();
            for text in texts {
                assert!(!text.trim().is_empty(), "{key} is empty");
                assert_eq!(text.trim(), *text, "{key} has spaces around it");
                assert_eq!(text.matches("{}").count(), places, "{key}: {text}");
            }
        }
    }

    #[test]
    fn no_text_is_that_of_another_language_by_accident() {
        for (key, [ko, en, zh, ja]) in KEYS {
            for other in [en, zh, ja] {
                assert!(SAME.contains(key) || ko != other, "{key} is Korean everywhere: {ko}");
            }
            for other in [zh, ja] {
                assert!(SAME.contains(key) || en != other, "{key} is left in English: {en}");
            }
        }
    }

    #[test]
    fn each_language_is_written_in_its_own_script() {
        for (key, [_, en, zh, ja]) in KEYS {
            for text in [en, zh, ja] {
                assert!(TYPED.contains(key) || !text.chars().any(is_hangul), "{key}: {text}");
            }
            assert!(!zh.chars().any(is_kana), "{key}: {zh}");
            // Characters that only the other writing of Chinese, or only the Japanese one, uses.
            assert!(
                !zh.chars().any(|c| "場舖圖間開關請還沒這個們從進選擇価円歩駅".contains(c)),
                "{key}: {zh}"
            );
            assert!(!ja.chars().any(|c| "场图间开关请还没这们从进选择铺层".contains(c)), "{key}: {ja}");
        }
    }

    #[test]
    fn the_menu_offers_every_language_by_its_own_name() {
        let codes: Vec<&str> = LANGUAGES.iter().map(|(lang, _)| lang.code()).collect();
        assert_eq!(codes, ["ko", "en", "zh", "ja"]);
        let sites = LANGUAGES.map(|(lang, _)| words(lang).language);
        assert_eq!(sites, ["언어", "Language", "语言", "言語"]);
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
        assert_eq!(duration(Lang::Zh, 1), "1分钟");
        assert_eq!(duration(Lang::Ja, 61_000), "2分");
        assert_eq!(distance(Lang::Zh, 84_400), "84米");
        assert_eq!(fill("{} of {}", &["3", "7"]), "3 of 7");
    }
}
