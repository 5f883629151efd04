//! The documentation of the tables says what the schema says, and its examples are read without a problem.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write;
use std::path::Path;

use market_model::{EntityKind, FieldType};

const MARK: &str = "<!-- tables: written from the schema by `cargo test -p survey_convert --test readme` with UPDATE_GOLDEN=1 -->\n";

/// How a field is written, for people.
fn writing(ty: FieldType) -> String {
    match ty {
        FieldType::Text => "글 · text".to_owned(),
        FieldType::Id => "번호 · identifier".to_owned(),
        FieldType::Ref(kind) => format!("`{}`({})의 번호 · an `id` there", kind.table(), kind.ko()),
        FieldType::Metres => "미터 · metres, `3.25`".to_owned(),
        FieldType::Degrees => "도 · degrees, `-12.5`".to_owned(),
        FieldType::Coordinate => "위경도 · degrees, `37.5591`".to_owned(),
        FieldType::Whole => "정수 · whole number".to_owned(),
        FieldType::Won => "원 · won, `3,500`".to_owned(),
        FieldType::YesNo => "예/아니오 · `yes`/`no`".to_owned(),
        FieldType::Date => "날짜 · day, `2026-11-22`".to_owned(),
        FieldType::Hours => "`월-토 09:00-20:00; 일[1,3] 휴무`".to_owned(),
        FieldType::MarketDays => "`매일`, `2일+7일`".to_owned(),
        FieldType::Code(list) => words(list, ", "),
        FieldType::Codes(list) => format!("`+`로 이음 · joined with `+`: {}", words(list, ", ")),
        FieldType::Points => "미터 · metres, `0 0; 12.5 3`".to_owned(),
    }
}

macro_rules! listed {
    ($name:ident, $between:ident) => {
        market_model::$name::ALL
            .iter()
            .map(|w| format!("`{}`({})", w.code(), w.ko()))
            .collect::<Vec<_>>()
            .join($between)
    };
}

fn words(list: &str, between: &str) -> String {
    match list {
        "status" => listed!(MarketStatus, between),
        "market_kind" => listed!(MarketKind, between),
        "roof" => listed!(RoofKind, between),
        "floor" => listed!(Floor, between),
        "side" => listed!(Side, between),
        "stall_kind" => listed!(StallKind, between),
        "category" => listed!(Category, between),
        "trade_state" => listed!(TradeState, between),
        "payment" => listed!(Payment, between),
        "consent" => listed!(Consent, between),
        "connector_kind" => listed!(ConnectorKind, between),
        "facility_kind" => listed!(FacilityKind, between),
        "one_way" => listed!(OneWay, between),
        other => panic!("the list {other} has no words here"),
    }
}

fn tables() -> String {
    let mut text = String::new();
    for kind in EntityKind::ALL {
        let _ = writeln!(text, "\n## `{}.csv` · {}\n", kind.table(), kind.ko());
        let _ = writeln!(text, "| column | 열 | 꼭 · must | 적는 법 · written as |\n|---|---|---|---|");
        for field in kind.fields() {
            let must = if field.required { "✔" } else { "" };
            let _ = writeln!(text, "| `{}` | {} | {must} | {} |", field.name, field.ko, writing(field.ty));
        }
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/tiny/{}.csv", kind.table()));
        let example = std::fs::read_to_string(path).unwrap();
        let lines: Vec<&str> = example.lines().take(3).collect();
        let _ = writeln!(text, "\n예 · example:\n\n```csv\n{}\n```", lines.join("\n"));
    }
    text
}

#[test]
fn the_tables_in_the_documentation_are_those_of_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (head, found) = readme.split_once(MARK).unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, format!("{head}{MARK}{}", tables())).unwrap();
        return;
    }
    assert!(found == tables(), "survey-tools/README.md: run this test with UPDATE_GOLDEN=1");
}
