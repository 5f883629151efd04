//! Both doors, in and out: nothing is lost, whatever was written. Seeds are printed.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use market_model::{Cell, DeviceId, EntityKind, Id, Source, Survey, nfc};
use support::{Random, Scratch, fixture, without_origins};
use survey_convert::{
    EVENTS_FILE, apply_events, build_model, parse_events, read_dir, read_events, write_csv, write_events,
};

const WORDS: [&str; 16] = [
    "가-12",
    "바다수산",
    "3.25",
    "",
    "쉼표, 그리고 \"따옴표\"",
    "두\n줄",
    "탭\t문자",
    "=1+1",
    "김치;젓갈",
    "  겉 빈칸  ",
    "é",
    "똠방각하",
    "emoji 🐟",
    "'",
    "-",
    "예",
];

fn random_survey(seed: u64) -> Survey {
    let mut random = Random(seed);
    let mut survey = Survey::default();
    for _ in 0..random.below(40) {
        let kind = *random.pick(EntityKind::ALL);
        let id = Id::new(&format!("{}{}", random.pick(&["가", "a-", "x_", "7."]), random.below(30))).unwrap();
        let fields = kind.fields();
        for _ in 0..random.below(fields.len() + 1) {
            let field = &fields[1 + random.below(fields.len() - 1)];
            let value = nfc(WORDS[random.below(WORDS.len())]).trim().to_owned();
            let source =
                *random.pick(&[Source::Surveyed, Source::Surveyed, Source::Imported, Source::Generated]);
            let cell = Cell { value, source, origin: Default::default() };
            assert!(survey.set(kind, &id, field.name, cell));
        }
        survey.records.entry((kind, id)).or_default();
    }
    survey
}

#[test]
fn tables_and_events_keep_every_cell_with_its_source() {
    let scratch = Scratch::new("doors");
    let device = DeviceId::new("tablet-1").unwrap();
    for seed in 0..300 {
        let survey = random_survey(seed);
        let dir = scratch.0.join(seed.to_string());
        write_csv(&survey, &dir).unwrap();
        let (tables, problems) = read_dir(&dir);
        if !survey.records.is_empty() {
            assert_eq!(problems, [], "seed {seed}");
        }
        assert_eq!(without_origins(tables), survey, "seed {seed}: tables");
        let log = write_events(&survey, &device, 1_700_000_000_000).unwrap();
        let (events, problems) = read_events(&log);
        assert_eq!(problems, [], "seed {seed}");
        assert_eq!(without_origins(events), survey, "seed {seed}: events");
        std::fs::remove_dir_all(&dir).unwrap();
    }
}

#[test]
fn events_mean_the_same_in_whatever_order_and_however_often_they_arrive() {
    for seed in 0..50 {
        let log = write_events(&random_survey(seed), &DeviceId::new("d").unwrap(), 5).unwrap();
        let (events, _) = parse_events(&log);
        let expected = apply_events(Survey::default(), &events).0;
        let mut random = Random(seed);
        let mut shuffled = events.clone();
        for i in (1..shuffled.len()).rev() {
            shuffled.swap(i, random.below(i + 1));
        }
        shuffled.extend(events.iter().take(3).cloned());
        assert_eq!(apply_events(Survey::default(), &shuffled), (expected, vec![]), "seed {seed}");
    }
}

#[test]
fn the_same_market_comes_through_either_door_and_events_go_over_tables() {
    let (tables, _) = read_dir(&fixture("tiny"));
    let log = write_events(&tables, &DeviceId::new("d").unwrap(), 5).unwrap();
    let (events, _) = read_events(&log);
    let market = build_model(&tables).0.unwrap();
    assert_eq!(build_model(&events).0.unwrap(), market);

    let scratch = support::tiny("both");
    let event = r#"{"id":"e1","device":"d","seq":1,"prev":"0","schema":1,"at_ms":9,"body":{"kind":"set","entity":"stall","id":"가-1","field":"category","value":"채소"}}"#;
    let gone = r#"{"id":"e2","device":"d","seq":2,"prev":"0","schema":1,"at_ms":9,"body":{"kind":"remove","entity":"facility","id":"X1"}}"#;
    scratch.write(EVENTS_FILE, format!("{gone}\n{event}\n"));
    let (both, problems) = read_dir(&scratch.0);
    assert_eq!(problems, []);
    let changed = build_model(&both).0.unwrap();
    assert_eq!(changed.stall("가-1").unwrap().category, market_model::Category::Vegetables);
    assert_eq!(changed.facilities.len(), market.facilities.len() - 1);
    let origin = both.get(EntityKind::Stall, &Id::new("가-1").unwrap()).unwrap().origin_of("category");
    assert_eq!(
        (origin.file.as_str(), origin.line),
        (EVENTS_FILE, 2),
        "a correction is found where it was written"
    );
}

#[test]
fn korean_headers_and_cp949_lead_to_the_same_market_as_english_and_utf_8() {
    let scratch = Scratch::new("cp949");
    let (survey, _) = read_dir(&fixture("tiny"));
    write_csv(&survey, &scratch.0).unwrap();
    for kind in EntityKind::ALL {
        let path = scratch.0.join(format!("{}.csv", kind.table()));
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let (header, rest) = text.trim_start_matches('\u{feff}').split_once('\n').unwrap();
        let ko: Vec<&str> =
            header.split(',').map(|name| kind.field(name).map_or("출처", |field| field.ko)).collect();
        let korean = format!("{}\r\n{rest}", ko.join(","));
        let (bytes, _, _) = encoding_rs::EUC_KR.encode(&korean);
        std::fs::remove_file(&path).unwrap();
        std::fs::write(scratch.0.join(format!("{}.CSV", kind.ko())), bytes).unwrap();
    }
    let (korean, problems) = read_dir(&scratch.0);
    assert_eq!(problems, []);
    assert_eq!(without_origins(korean), without_origins(survey));
}

#[test]
fn streets_of_a_real_city_come_in_marked_imported_and_without_a_problem() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let Ok(bytes) = std::fs::read(root.join("osm/streets_namdaemun_1500m.geojson")) else {
        eprintln!("skipped: no street data beside the checkout");
        return;
    };
    let (mut survey, _) = read_dir(&fixture("tiny"));
    let (n, problems) = survey_convert::import_streets(
        &mut survey,
        &bytes,
        survey_convert::StreetFormat::GeoJson,
        market_model::Mm(1_000_000),
    );
    assert!(n > 300, "{n} streets");
    assert_eq!(problems, []);
    let scratch = Scratch::new("streets");
    write_csv(&survey, &scratch.0).unwrap();
    let (again, problems) = read_dir(&scratch.0);
    assert_eq!(problems, []);
    let market = build_model(&again).0.unwrap();
    assert_eq!(market.streets.len(), n);
    assert!(market.streets.iter().all(|s| s.provenance.base == Source::Imported));
}
