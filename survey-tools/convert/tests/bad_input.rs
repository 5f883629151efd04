//! Whatever is written into a survey: every problem at once, at its place, and never a crash. Seeds are printed.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use support::{Random, Scratch, errors, problems_of, tiny};

/// The problems of the tiny market after one file was replaced, as `code file:line path`.
fn told(name: &str, file: &str, content: impl AsRef<[u8]>) -> Vec<String> {
    let scratch = tiny(name);
    scratch.write(file, content);
    let problems = problems_of(&scratch.0);
    problems.iter().map(|p| format!("{} {} {}", p.code, p.origin, p.path)).collect()
}

fn has(told: &[String], wanted: &str) -> bool {
    told.iter().any(|line| line.starts_with(wanted))
}

const STALLS: &str = "id,code,aisle,side,order,width_m,depth_m,state\n";

#[test]
fn the_tiny_market_has_no_problem_at_all() {
    assert_eq!(problems_of(&tiny("good").0), []);
}

#[test]
fn every_problem_of_a_table_is_told_at_once_with_its_line() {
    let rows = "가-1,가-1,A,left,1,-3,3,open\n\
                가-3,가-3,A,왼족,2,3,3,open\n\
                가-5,가-5,Z,left,3,1e308,3,open\n\
                가-7,,A,left,4,3,NaN,sleeping\n\
                가-7,가-9,A,left,5,3,3,open\n\
                가 11,가-11,A,left,6,3,3,open\n\
                가-13,가-13,A,left,,3\n\
                가-15,가-15,A,left,8,99999999999,3,open\n";
    let told = told("many", "stalls.csv", format!("{STALLS}{rows}"));
    for wanted in [
        "bad-length stalls.csv:2 stall 가-1 · width_m",
        "bad-word stalls.csv:3 stall 가-3 · side",
        "unknown-aisle stalls.csv:4 stall 가-5 · aisle",
        "bad-length stalls.csv:4 stall 가-5 · width_m",
        "missing-value stalls.csv:5 stall 가-7 · code",
        "bad-length stalls.csv:5 stall 가-7 · depth_m",
        "bad-word stalls.csv:5 stall 가-7 · state",
        "duplicate-id stalls.csv:6 stall 가-7 · id",
        "bad-id stalls.csv:7 stall · id",
        "row-length stalls.csv:8 stall · 가-13",
        "missing-value stalls.csv:8 stall 가-13 · order",
        "bad-length stalls.csv:9 stall 가-15 · width_m",
    ] {
        assert!(has(&told, wanted), "{wanted} is not in\n{}", told.join("\n"));
    }
}

#[test]
fn a_slip_is_answered_with_what_was_meant() {
    let scratch = tiny("slips");
    scratch.write("stalls.csv", "id,code,aisle,side,order,widht_m,memo\n가-1,가-1,A,lef,1,3,x\n");
    scratch.write("stall.csv", "id\n");
    let problems = problems_of(&scratch.0);
    let hint = |code: &str| problems.iter().find(|p| p.code == code).map(|p| p.expected.en.clone()).unwrap();
    assert!(hint("unknown-column").contains("\"width_m\""), "{}", hint("unknown-column"));
    assert!(hint("bad-word").contains("\"left\""), "{}", hint("bad-word"));
    assert!(hint("unknown-file").contains("stalls.csv"), "{}", hint("unknown-file"));
    assert!(problems.iter().any(|p| p.code == "missing-column"));
}

#[test]
fn files_that_are_no_tables_are_told_as_such() {
    let long = "가".repeat(1_000_000);
    for (name, content, wanted) in [
        ("empty", Vec::new(), "empty-table stalls.csv:1"),
        ("nul", b"id,code\n\0\0\0,\0\n".to_vec(), "nul-byte stalls.csv:2"),
        ("binary", (0..=255).cycle().take(50_000).collect(), "encoding stalls.csv"),
        (
            "open-quote",
            format!("{STALLS}\"가-1,가-1,A,left,1,3\n가-2").into_bytes(),
            "unclosed-quote stalls.csv:2",
        ),
        ("long", format!("{STALLS}가-1,{long},A,left,1,3,3,open\n").into_bytes(), "too-long stalls.csv:2"),
        ("twice", b"id,code,code\n1,2,3\n".to_vec(), "duplicate-column stalls.csv:1"),
    ] {
        let told = told(name, "stalls.csv", content);
        assert!(has(&told, wanted), "{name}: {wanted} is not in\n{:.3000}", told.join("\n"));
        assert!(told.iter().all(|line| line.len() < 1_000), "{name}: a problem is one line");
    }
    assert_eq!(problems_of(&Scratch::new("nothing").0)[0].code, "no-survey");
    assert_eq!(problems_of(std::path::Path::new("/nowhere/at/all"))[0].code, "no-folder");
}

#[test]
fn events_that_cannot_be_used_are_told_with_their_line() {
    let set = |id: &str, seq: u32, field: &str, value: &str| {
        format!(
            r#"{{"id":"{id}","device":"d","seq":{seq},"prev":"","schema":1,"at_ms":1,"body":{{"kind":"set","entity":"stall","id":"가-1","field":"{field}","value":"{value}"}}}}"#
        )
    };
    let log = [
        set("e1", 1, "width_m", "abc"),
        set("e1", 1, "width_m", "5"),
        set("e2", 1, "depth_m", "3"),
        set("e3", 3, "widht_m", "3"),
        set("e4", 4, "id", "가-2"),
        set("e5", 5, "code", "x").replace("\"schema\":1", "\"schema\":9"),
        "{\"id\":".to_owned(),
        "[]".to_owned(),
    ]
    .join("\n");
    let told = told("events", "events.jsonl", log);
    for wanted in [
        "bad-length events.jsonl:1 (event e1) stall 가-1 · width_m",
        "event-id-clash events.jsonl",
        "event-seq-clash events.jsonl:3",
        "unknown-field events.jsonl:4",
        "id-changed events.jsonl:5",
        "newer-event events.jsonl:6",
        "bad-event events.jsonl:7",
        "bad-event events.jsonl:8",
    ] {
        assert!(has(&told, wanted), "{wanted} is not in\n{}", told.join("\n"));
    }
}

#[test]
fn rings_of_aisles_and_starts_beyond_an_end_are_told() {
    let header = "id,level,start_x_m,start_y_m,start_aisle,start_distance_m,length_m,width_m\n";
    let told = told(
        "rings",
        "aisles.csv",
        format!(
            "{header}A,1F,,,B,1,5,3\nB,1F,,,A,1,5,3\nC,1F,0,0,,,9,3\nD,1F,,,C,12,9,3\nE,1F,1,,C,1,9,3\nF,1F,,,A,1,9,3\n"
        ),
    );
    for wanted in [
        "aisle-ring aisles.csv:2",
        "aisle-ring aisles.csv:3",
        "beyond-aisle aisles.csv:5",
        "two-starts aisles.csv:6",
    ] {
        assert!(has(&told, wanted), "{wanted} is not in\n{}", told.join("\n"));
    }
    let rings = told.iter().filter(|line| line.starts_with("aisle-ring"));
    assert_eq!(rings.count(), 2, "F hangs on a ring but is in none");
}

#[test]
fn warnings_name_doubts_without_stopping_the_build() {
    let scratch = tiny("doubts");
    let aisles = std::fs::read_to_string(scratch.0.join("aisles.csv")).unwrap();
    scratch.write("aisles.csv", aisles.replace("32.1", "36"));
    scratch.write("merchants.csv", "id,stall,name_ko,since,consent\nm1,가-1,하나,2020-01-01,granted\nm2,가-1,둘,2021-01-01,granted\nm3,,셋,,\n");
    scratch.write("goods.csv", "id,merchant,name_ko,price_won\ng,m1,무,0\n");
    let problems = problems_of(&scratch.0);
    assert_eq!(errors(&problems), Vec::<&market_model::Problem>::new());
    let mut codes: Vec<&str> = problems.iter().map(|p| p.code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["closure", "no-origin", "two-merchants", "zero-price"]);
    let market = survey_convert::build_model(&survey_convert::read_dir(&scratch.0).0).0.unwrap();
    assert_eq!(
        market.stall("가-1").unwrap().merchant.as_ref().unwrap().as_str(),
        "m2",
        "the later one trades"
    );
}

#[test]
fn spoiled_files_never_panic() {
    let files =
        ["market.csv", "levels.csv", "aisles.csv", "stations.csv", "stalls.csv", "gates.csv", "streets.csv"];
    let junk: [&[u8]; 10] =
        [b"\0", b"\"", b",", b"\n", b"-", b"1e308", b"\xff\xfe", "가".as_bytes(), b"999999999999", b";"];
    let scratch = tiny("spoiled");
    for seed in 0..400 {
        let mut random = Random(seed);
        let file = *random.pick(&files);
        let path = scratch.0.join(file);
        let good = std::fs::read(&path).unwrap();
        let mut bytes = good.clone();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len().max(1)).min(bytes.len());
            match random.below(3) {
                0 => bytes.truncate(at),
                1 => drop(bytes.splice(at..at, random.pick(&junk).iter().copied())),
                _ => drop(bytes.drain(at..(at + 1 + random.below(9)).min(bytes.len()))),
            }
        }
        std::fs::write(&path, &bytes).unwrap();
        let (survey, _) = survey_convert::read_dir(&scratch.0);
        if let (Some(market), _) = survey_convert::build_model(&survey) {
            assert!(!survey_convert::plan_svg(&market).contains("NaN"), "seed {seed}");
        }
        std::fs::write(&path, good).unwrap();
    }
}
