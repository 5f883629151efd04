//! Generated markets and drafts go the whole way: they build without errors, and every stall can be reached.

use market_model::{Market, MarketStatus, Severity, Source, Survey};
use survey_convert::{build_artefacts, build_model, read_dir, write_csv};
use survey_generate::{KnownStreet, RegisteredMarket, draft, draft_on_streets, generate, read_register};

/// The market of a survey that must build without any problem.
fn built(survey: &Survey, what: &str) -> Market {
    let (market, problems) = build_model(survey);
    assert_eq!(problems, vec![], "{what}");
    market.unwrap_or_else(|| panic!("{what}: no market"))
}

fn register() -> Option<Vec<RegisteredMarket>> {
    let file =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/markets/std_traditional_markets.csv");
    match std::fs::read(file) {
        Ok(bytes) => Some(read_register(&bytes).0),
        Err(error) => {
            println!("skipped: {file}: {error}");
            None
        }
    }
}

#[test]
fn every_generated_market_builds_without_a_problem() {
    for seed in 0..12 {
        for stalls in [20, 33, 52, 83, 110, 111, 142, 257, 412] {
            let what = format!("{stalls} stalls, seed {seed}");
            let market = built(&generate(stalls, seed), &what);
            assert_eq!(market.stalls.len(), stalls as usize, "{what}");
            assert_eq!(market.status, MarketStatus::Fictional, "{what}");
        }
    }
    for stalls in [700, 1_300, 5_111] {
        assert_eq!(built(&generate(stalls, 1), "large").stalls.len(), stalls as usize);
    }
}

#[test]
fn in_a_generated_market_every_place_can_be_reached() {
    for (stalls, seed) in [(20, 1), (83, 2), (150, 3), (257, 4), (600, 5)] {
        let what = format!("{stalls} stalls, seed {seed}");
        let market = built(&generate(stalls, seed), &what);
        // The graph's own check tells islands, gates far from streets and the like.
        let artefacts = build_artefacts(&market).unwrap_or_else(|e| panic!("{what}: {e}"));
        assert_eq!(artefacts.report.stalls, stalls, "{what}");
        assert_eq!(artefacts.report.problems, vec![], "{what}");
    }
}

#[test]
fn tables_written_out_say_the_same_when_read_again() {
    let dir = std::env::temp_dir().join(format!("jangteo-made-up-{}", std::process::id()));
    let survey = generate(64, 8);
    write_csv(&survey, &dir).unwrap();
    let (read, problems) = read_dir(&dir);
    assert_eq!(problems, vec![]);
    assert_eq!(built(&read, "read again"), built(&survey, "as made"));
    std::fs::remove_dir_all(&dir).unwrap();
}

#[test]
fn drafts_of_registered_markets_of_every_kind_build_and_say_what_is_real() {
    let Some(markets) = register() else { return };
    for (i, registered) in markets.iter().enumerate().filter(|(i, _)| i % 23 == 0) {
        let what = format!("line {}, {}", registered.line, registered.name);
        let market = built(&draft(registered, None, i as u64), &what);
        assert_eq!(market.status, MarketStatus::Draft, "{what}");
        assert_eq!(market.names.ko, registered.name, "{what}");
        assert_eq!(Some(market.stalls.len() as u32), registered.stalls.or(Some(83)), "{what}");
        assert_eq!(market.provenance.of("name_ko"), Source::Imported, "{what}");
        assert!(market.about.ko.starts_with("초안"), "{what}");
        assert!(market.stalls.iter().all(|s| s.provenance.of("code") == Source::Generated), "{what}");
        let has = |kind| market.facilities.iter().any(|f| f.kind == kind);
        assert_eq!(has(market_model::FacilityKind::Toilet), registered.toilet, "{what}");
        assert_eq!(has(market_model::FacilityKind::Parking), registered.parking, "{what}");
    }
}

#[test]
fn the_drafts_of_namdaemun_tongin_and_a_five_day_market_build() {
    let Some(markets) = register() else { return };
    for (name, stalls) in [("남대문시장", 5_111), ("통인시장", 74)] {
        let registered = markets.iter().find(|m| m.name == name).unwrap();
        assert_eq!(built(&draft(registered, None, 1), name).stalls.len(), stalls);
    }
    let five_day = markets.iter().find(|m| m.kind == market_model::MarketKind::FiveDay).unwrap();
    let market = built(&draft(five_day, None, 1), &five_day.name);
    assert!(market.stalls.iter().all(|s| s.kind != market_model::StallKind::Unit), "stands for the day");
}

/// Streets every 60 m both ways, 1.2 km across.
fn grid() -> Vec<KnownStreet> {
    let mut streets = Vec::new();
    for i in -10_i32..=10 {
        for j in -10_i32..10 {
            for (from, to) in [((i, j), (i, j + 1)), ((j, i), (j + 1, i))] {
                let at = |(x, y): (i32, i32)| market_model::PointMm::new(x * 60_000, y * 60_000);
                let junction = |(x, y): (i32, i32)| format!("{x}_{y}");
                streets.push(KnownStreet {
                    id: format!("{}-{}", junction(from), junction(to)),
                    name: "바둑길".to_owned(),
                    highway: "residential".to_owned(),
                    one_way: market_model::OneWay::No,
                    from_junction: junction(from),
                    to_junction: junction(to),
                    line: vec![at(from), at(to)],
                    length_mm: 60_000,
                });
            }
        }
    }
    streets
}

#[test]
fn a_draft_among_real_streets_has_its_gates_at_them_and_no_made_up_streets() {
    let text = "시장명,시장유형,소재지도로명주소,시장개설주기,위도,경도,점포수,취급품목,공중화장실보유여부,주차장보유여부\n\
        바둑시장,상설장,바둑시 바둑길 1,매일,37.5,127.0,74,농산물+음식점,Y,N\n";
    let (markets, problems) = read_register(text.as_bytes());
    assert_eq!(problems, vec![]);
    let streets = grid();
    for seed in 0..6 {
        let market = built(&draft_on_streets(&markets[0], None, seed, &streets), &format!("seed {seed}"));
        assert_eq!(market.streets.len(), streets.len(), "seed {seed}");
        assert!(market.streets.iter().all(|s| s.provenance.of("line") == Source::Imported));
        assert!(market.addresses.len() > 50 && market.addresses.iter().all(|a| a.label.contains("초안")));
        for gate in &market.gates {
            let off_line = |v: i32| (v.rem_euclid(60_000)).min(60_000 - v.rem_euclid(60_000));
            let distance = off_line(gate.place.point.x).min(off_line(gate.place.point.y));
            assert!(distance < 30_000, "seed {seed}: gate {} is {distance} mm from a street", gate.id);
        }
        let artefacts = build_artefacts(&market).unwrap();
        assert!(artefacts.report.problems.iter().all(|p| p.severity != Severity::Error), "seed {seed}");
    }
}
