//! Korean particles that fit the word before them: 을/를, 이/가, 은/는, 과/와, 으로/로.
//!
//! Digits and Latin letters have a reading: `3` is read 삼, `10` 십, `kg` after a digit 킬로그램, `B` 비.
//! Words in brackets at the end are not read: `진주상회(가-12)` takes the particle of 진주상회.

/// A pair of particles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Josa {
    /// 을 after a consonant, 를 after a vowel.
    EulReul,
    /// 이, 가.
    IGa,
    /// 은, 는.
    EunNeun,
    /// 과, 와.
    GwaWa,
    /// 으로, 로; 로 also after ㄹ.
    Ro,
}

/// How the reading of a word ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Vowel,
    Rieul,
    Consonant,
}

/// The word with the fitting particle.
///
/// ```
/// use market_routing::josa::{Josa, with};
/// assert_eq!(with("떡", Josa::Ro), "떡으로");
/// assert_eq!(with("쌀", Josa::Ro), "쌀로");
/// assert_eq!(with("3kg", Josa::EulReul), "3kg을");
/// ```
#[must_use]
pub fn with(word: &str, josa: Josa) -> String {
    format!("{word}{}", particle(word, josa))
}

/// The particle that fits a word.
#[must_use]
pub fn particle(word: &str, josa: Josa) -> &'static str {
    let ending = ending(word);
    let vowel = ending == Ending::Vowel;
    match josa {
        Josa::EulReul => ["을", "를"][usize::from(vowel)],
        Josa::IGa => ["이", "가"][usize::from(vowel)],
        Josa::EunNeun => ["은", "는"][usize::from(vowel)],
        Josa::GwaWa => ["과", "와"][usize::from(vowel)],
        Josa::Ro => ["으로", "로"][usize::from(ending != Ending::Consonant)],
    }
}

fn ending(word: &str) -> Ending {
    let spoken = without_brackets(word);
    let spoken = spoken.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%' && c != '℃');
    let Some(last) = spoken.chars().next_back() else { return Ending::Vowel };
    match last {
        '\u{AC00}'..='\u{D7A3}' => of_final((last as u32 - 0xAC00) % 28),
        '0'..='9' => of_digit(last),
        c if c.is_ascii_alphabetic() => of_latin(spoken),
        // 퍼센트, 도; kana and most Chinese readings end in a vowel more often than not.
        _ => Ending::Vowel,
    }
}

/// `진주상회(가-12)` is read 진주상회; a word that is nothing but brackets is read as it is.
fn without_brackets(word: &str) -> &str {
    let trimmed = word.trim_end();
    for (open, close) in [('(', ')'), ('（', '）'), ('[', ']')] {
        if trimmed.ends_with(close)
            && let Some(at) = trimmed.rfind(open)
            && at > 0
        {
            return trimmed[..at].trim_end();
        }
    }
    trimmed
}

fn of_final(jongseong: u32) -> Ending {
    match jongseong {
        0 => Ending::Vowel,
        8 => Ending::Rieul,
        _ => Ending::Consonant,
    }
}

/// 영 일 이 삼 사 오 육 칠 팔 구; ten, hundred, thousand (십 백 천 만) end in a consonant as 영 does.
fn of_digit(digit: char) -> Ending {
    match digit {
        '1' | '7' | '8' => Ending::Rieul,
        '0' | '3' | '6' => Ending::Consonant,
        _ => Ending::Vowel,
    }
}

fn of_latin(spoken: &str) -> Ending {
    let start = spoken
        .rfind(|c: char| !c.is_ascii_alphabetic())
        .map_or(0, |i| i + spoken[i..].chars().next().map_or(1, char::len_utf8));
    let (before, run) = spoken.split_at(start);
    let lower = run.to_ascii_lowercase();
    if before.chars().next_back().is_some_and(|c| c.is_ascii_digit()) {
        match lower.as_str() {
            "kg" | "g" | "mg" => return Ending::Consonant,
            "m" | "cm" | "mm" | "km" | "l" | "ml" | "cc" | "t" => return Ending::Vowel,
            _ => {}
        }
    }
    let spelled = run.len() <= 3 && run.chars().all(|c| c.is_ascii_uppercase()) || run.len() == 1;
    let last = lower.chars().next_back().unwrap_or('a');
    match (spelled, last) {
        // 엘, 알.
        (true, 'l' | 'r') | (false, 'l') => Ending::Rieul,
        // 엠, 엔; words in -m, -n, -ng, and short stops: 팝, 북, 마켓.
        (_, 'm' | 'n') | (false, 'b' | 'c' | 'k' | 'p' | 't') => Ending::Consonant,
        (false, 'g') if lower.ends_with("ng") => Ending::Consonant,
        _ => Ending::Vowel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_fit_hangul_digits_and_latin() {
        for (word, obj, subj, topic, and, to) in [
            ("사과", "를", "가", "는", "와", "로"),
            ("떡", "을", "이", "은", "과", "으로"),
            ("쌀", "을", "이", "은", "과", "로"),
            ("3kg", "을", "이", "은", "과", "으로"),
            ("가-10", "을", "이", "은", "과", "으로"),
            ("가-11", "을", "이", "은", "과", "로"),
            ("가-12", "를", "가", "는", "와", "로"),
            ("2F", "를", "가", "는", "와", "로"),
            ("500ml", "를", "가", "는", "와", "로"),
            ("ATM", "을", "이", "은", "과", "으로"),
            ("LOTTE MALL", "을", "이", "은", "과", "로"),
            ("진주상회(가-13)", "를", "가", "는", "와", "로"),
            ("‘먹자골목’", "을", "이", "은", "과", "으로"),
            ("", "를", "가", "는", "와", "로"),
        ] {
            let found =
                [Josa::EulReul, Josa::IGa, Josa::EunNeun, Josa::GwaWa, Josa::Ro].map(|j| particle(word, j));
            assert_eq!(found, [obj, subj, topic, and, to], "{word}");
        }
    }

    #[test]
    fn the_shared_vectors_hold() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/hangul/test_vectors.json");
        let Ok(bytes) = std::fs::read(path) else { return println!("skipped: no {path}") };
        let all: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        for v in all["josa"].as_array().unwrap() {
            let word = v["w"].as_str().unwrap();
            for (field, josa) in [
                ("eul_reul", Josa::EulReul),
                ("i_ga", Josa::IGa),
                ("eun_neun", Josa::EunNeun),
                ("ro", Josa::Ro),
            ] {
                if let Some(expected) = v[field].as_str() {
                    assert_eq!(particle(word, josa), expected, "{word} {field}");
                }
            }
        }
    }
}
