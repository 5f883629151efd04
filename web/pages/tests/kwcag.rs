//! The table of KWCAG 2.2 names every item once and only proofs that exist.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

/// Items of each guideline: principle and guideline, and how many items it has.
const GUIDELINES: [(&str, usize); 14] = [
    ("5.1", 1),
    ("5.2", 1),
    ("5.3", 3),
    ("5.4", 4),
    ("6.1", 4),
    ("6.2", 2),
    ("6.3", 1),
    ("6.4", 4),
    ("6.5", 4),
    ("7.1", 1),
    ("7.2", 2),
    ("7.3", 4),
    ("8.1", 1),
    ("8.2", 1),
];

/// Every test of the browser and of this crate, with names of functions written as sentences.
fn tests() -> String {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    for folder in ["tests", "src/stroll", "src/i18n", "../e2e/tests"] {
        for entry in fs::read_dir(here.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let is_this = path.file_name().is_some_and(|n| n == "kwcag.rs");
            if !is_this && path.extension().is_some_and(|e| e == "rs" || e == "mjs") {
                text.push_str(&fs::read_to_string(path).unwrap().replace('_', " "));
            }
        }
    }
    text
}

#[test]
fn every_item_has_a_row_and_every_proof_that_a_row_names_exists() {
    let table = include_str!("../KWCAG.md");
    let rows: Vec<&str> =
        table.lines().filter(|l| l.starts_with("| ") && l.as_bytes()[2].is_ascii_digit()).collect();
    let numbers: Vec<&str> = rows.iter().map(|r| r[2..].split(' ').next().unwrap()).collect();
    let wanted: Vec<String> =
        GUIDELINES.iter().flat_map(|(g, n)| (1..=*n).map(move |i| format!("{g}.{i}"))).collect();
    assert_eq!(numbers, wanted);
    assert_eq!(numbers.len(), 33);
    let tests = tests();
    for row in rows {
        let proof = row.trim_end_matches('|').rsplit('|').next().unwrap().trim();
        assert!(
            proof.contains("axe") || proof.contains('"') || proof.contains("*reading*"),
            "no proof: {row}"
        );
        for name in proof.split('"').skip(1).step_by(2) {
            assert!(tests.contains(name), "no test says \"{name}\": {row}");
        }
    }
}
