//! What people type, and what they find.

use market_search::{
    Entry, EntryKind, Index, MatchKind, choseong, compose_keystrokes, from_english_keyboard, keystrokes,
    normalise,
};

fn index(titles: &[&str]) -> Index {
    let entry = |(i, title): (usize, &&str)| Entry {
        kind: EntryKind::Stall,
        id: format!("s{i}"),
        stall: None,
        title_ko: (*title).to_owned(),
        title_en: String::new(),
        title_zh: String::new(),
        title_ja: String::new(),
        detail_ko: String::new(),
        detail_en: String::new(),
        detail_zh: String::new(),
        detail_ja: String::new(),
        code: String::new(),
        terms: Vec::new(),
    };
    Index::from_entries(titles.iter().enumerate().map(entry).collect())
}

fn found<'a>(index: &'a Index, query: &str) -> Vec<(&'a str, MatchKind)> {
    index.search(query, 10).into_iter().map(|h| (h.entry.title_ko.as_str(), h.matched)).collect()
}

#[track_caller]
fn check(titles: &[&str], query: &str, first: &str, kind: MatchKind) {
    let index = index(titles);
    assert_eq!(found(&index, query).first().copied(), Some((first, kind)), "query {query}");
}

const MARKET: &[&str] =
    &["김치 명가", "총각김치", "고추가게", "망원떡집", "가방나라", "삼겹살집", "깡통시장", "샾뷁"];

#[test]
fn a_shopper_finds_what_was_typed_in_each_way_of_typing() {
    check(MARKET, "김치명가", "김치 명가", MatchKind::Exact);
    check(MARKET, "김치", "김치 명가", MatchKind::Prefix);
    check(MARKET, "명가", "김치 명가", MatchKind::WordPrefix);
    check(MARKET, "ㄱㅊㄱㄱ", "고추가게", MatchKind::Choseong);
    check(MARKET, "고추ㄱㄱ", "고추가게", MatchKind::Choseong);
    check(MARKET, "망우", "망원떡집", MatchKind::Unfinished);
    check(MARKET, "갑", "가방나라", MatchKind::Unfinished);
    check(MARKET, "떡집", "망원떡집", MatchKind::Inside);
    check(MARKET, "rlacl", "김치 명가", MatchKind::KeyboardSlip);
    check(MARKET, "Rkdxhdtlwkd", "깡통시장", MatchKind::KeyboardSlip);
    check(MARKET, "삽겹살집", "삼겹살집", MatchKind::Typo);
    check(MARKET, "삼곂살집", "삼겹살집", MatchKind::Typo);
    check(MARKET, "샾", "샾뷁", MatchKind::Prefix);
}

#[test]
fn nothing_is_found_for_nothing_or_for_something_else() {
    let index = index(MARKET);
    for query in ["", "   ", "···", "우주선", "zzzz", "\u{0}\u{feff}"] {
        assert_eq!(found(&index, query), [], "query {query:?}");
    }
}

#[test]
fn letters_of_every_block_are_the_same_letter() {
    for letters in ["ㄱㅊㄱㄱ", "\u{1100}\u{110e}\u{1100}\u{1100}", "\u{ffa1}\u{ffba}\u{ffa1}\u{ffa1}"] {
        assert_eq!(normalise(letters), "ㄱㅊㄱㄱ");
    }
    // macOS writes names letter by letter (NFD).
    check(&["망원시장"], "\u{1106}\u{1161}\u{11bc}\u{110b}\u{116f}\u{11ab}", "망원시장", MatchKind::Prefix);
}

#[test]
fn keys_compose_to_what_they_were_taken_from_for_every_syllable() {
    for code in 0xAC00..=0xD7A3_u32 {
        let syllable = char::from_u32(code).unwrap().to_string();
        assert_eq!(compose_keystrokes(&keystrokes(&syllable)), syllable);
    }
    for text in ["닭갈비", "앉아", "값이", "까까", "괜찮아", "읽기"] {
        assert_eq!(compose_keystrokes(&keystrokes(text)), text);
    }
    assert_eq!(from_english_keyboard("rlacl").as_deref(), Some("김치"));
}

#[test]
fn the_shared_vectors_pass() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/hangul/test_vectors.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the shared vectors are not on this machine");
        return;
    };
    let vectors: serde_json::Value = serde_json::from_str(&text).unwrap();
    let str_of = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
    let mut names = Vec::new();
    for case in vectors["choseong"].as_array().unwrap() {
        assert_eq!(choseong(case["in"].as_str().unwrap()), case["out"].as_str().unwrap());
        names.push(str_of(&case["in"]));
    }
    let titles: Vec<&str> = names.iter().map(String::as_str).collect();
    let index = index(&titles);
    for case in vectors["choseong_prefix_queries"].as_array().unwrap() {
        let query = case["q"].as_str().unwrap();
        let hits: Vec<&str> = found(&index, query).into_iter().map(|(title, _)| title).collect();
        if let Some(exactly) = case["hits"].as_array() {
            let exactly: Vec<String> = exactly.iter().map(str_of).collect();
            assert_eq!(hits, exactly, "query {query}");
        }
        for one in case["hits_contains"].as_array().into_iter().flatten() {
            assert!(hits.contains(&one.as_str().unwrap()), "query {query}: {hits:?}");
        }
    }
    assert_eq!(found(&index, "Rkdxhdtlwkd").first().map(|h| h.0), Some("부평깡통시장"));
    for case in vectors["nfd"].as_array().unwrap() {
        assert_eq!(normalise(&str_of(&case["nfd"])), str_of(&case["nfc"]));
    }
}

#[test]
fn a_saved_index_answers_as_the_one_that_was_saved() {
    let before = index(MARKET);
    let after = Index::from_json(&before.to_json().unwrap()).unwrap();
    assert_eq!(found(&before, "ㄱㅊ"), found(&after, "ㄱㅊ"));
    for broken in [
        "",
        "{}",
        r#"{"format":"x","version":1,"entries":[]}"#,
        r#"{"format":"jangteo.index","version":9,"entries":[]}"#,
    ] {
        assert!(Index::from_json(broken.as_bytes()).is_err(), "{broken}");
    }
}
