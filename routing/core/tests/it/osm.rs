//! OpenStreetMap files: kerbs, steps and turn restrictions; XML and PBF of the same data agree; damage is told.

use market_model::{Frame, Market, Wgs84};
use market_routing::streets::{StreetFacts, TurnRule, read_osm, to_streets};
use market_routing::{Graph, Profile};

use crate::pbf;

/// A crossing at node 2 with four arms (1 west, 3 east, 4 north, 5 south), joined round the east and the south by longer ways.
pub const XML: &str = r#"<?xml version="1.0"?><osm version="0.6">
  <node id="1" lat="37.56" lon="126.97"/><node id="2" lat="37.56" lon="126.971"/>
  <node id="3" lat="37.56" lon="126.972"/><node id="4" lat="37.561" lon="126.971"/>
  <node id="5" lat="37.559" lon="126.971"/>
  <node id="6" lat="37.5605" lon="126.9695"><tag k="barrier" v="kerb"/><tag k="kerb" v="raised"/></node>
  <node id="7" lat="37.562" lon="126.970"/>
  <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="서쪽길"/></way>
  <way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way>
  <way id="12"><nd ref="2"/><nd ref="4"/><tag k="highway" v="residential"/></way>
  <way id="13"><nd ref="5"/><nd ref="2"/><tag k="highway" v="residential"/></way>
  <way id="14"><nd ref="3"/><nd ref="4"/><tag k="highway" v="residential"/></way>
  <way id="15"><nd ref="1"/><nd ref="6"/><nd ref="7"/><tag k="highway" v="footway"/><tag k="width" v="1.5"/></way>
  <way id="16"><nd ref="7"/><nd ref="4"/><tag k="highway" v="steps"/><tag k="step_count" v="24"/></way>
  <way id="17"><nd ref="3"/><nd ref="5"/><tag k="highway" v="trunk"/><tag k="motorroad" v="yes"/></way>
  <relation id="90"><member type="way" ref="10" role="from"/><member type="node" ref="2" role="via"/>
    <member type="way" ref="12" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/></relation>
  <relation id="91"><member type="way" ref="13" role="from"/><member type="node" ref="2" role="via"/>
    <member type="way" ref="11" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="only_right_turn"/></relation>
  <relation id="92"><member type="way" ref="11" role="from"/><member type="node" ref="2" role="via"/>
    <member type="way" ref="10" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_straight_on"/>
    <tag k="except" v="bicycle;motorcycle"/></relation>
  <relation id="93"><member type="way" ref="10" role="from"/><member type="way" ref="11" role="via"/>
    <member type="way" ref="14" role="to"/><tag k="type" v="restriction"/><tag k="restriction" v="no_u_turn"/></relation>
</osm>"#;

fn market(xml: &[u8]) -> (Market, market_routing::streets::StreetRules) {
    let (raw, rules, _) = read_osm(xml);
    let mut market = crate::common::empty();
    market.streets = to_streets(&raw, &Frame::at(Wgs84 { lat_e7: 375_600_000, lon_e7: 1_269_710_000 })).0;
    (market, rules)
}

#[test]
fn restrictions_kerbs_and_steps_are_read_and_those_that_cannot_be_kept_are_told() {
    let (streets, rules, problems) = read_osm(XML.as_bytes());
    assert_eq!(streets.len(), 8);
    let turn =
        |from: &str, to: &str, only| TurnRule { from: from.into(), via: "2".into(), to: to.into(), only };
    assert_eq!(rules.turns, [turn("w10-1", "w12-1", false), turn("w13-1", "w11-1", true)]);
    let told: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(told, ["relation 93 · members"], "a way as via cannot be kept: {problems:?}");
    assert_eq!(rules.facts["w15-1"], StreetFacts { steps: 1, width_mm: 1_500, ..StreetFacts::default() });
    assert_eq!(rules.facts["w16-1"].steps, 24);
    assert!(rules.facts["w17-1"].no_foot);
}

#[test]
fn a_motorcycle_keeps_turn_restrictions_and_walkers_need_not() {
    let (market, rules) = market(XML.as_bytes());
    let (graph, problems) = Graph::build_with(&market, &rules);
    assert!(problems.iter().all(|p| p.code != "turn-restriction"), "{problems:?}");
    let free = Graph::build(&market).0;
    let node = |id: &str| graph.resolve(&format!("junction:{id}")).unwrap();
    let passes = |graph: &Graph, from: &str, to: &str, profile| {
        let route = graph.shortest(node(from), node(to), profile).unwrap();
        (route.length_mm / 1_000, route.time_ms)
    };
    let direct = passes(&free, "1", "4", Profile::Motorcycle);
    let kept = passes(&graph, "1", "4", Profile::Motorcycle);
    // No left turn at 2: on to 3 and back by the slanting street.
    let about = |found: u64, metres: u64| found.abs_diff(metres) <= 2;
    assert!(about(direct.0, 88 + 111) && about(kept.0, 88 + 88 + 141), "{direct:?} {kept:?}");
    assert_eq!(passes(&graph, "1", "4", Profile::Walk).0, direct.0);
    // From 5 only right: 4 is reached by 3, and 1 by 3 and back straight on, for which motorcycles are excepted.
    assert!(about(passes(&graph, "5", "4", Profile::Motorcycle).0, 111 + 88 + 141));
    assert!(passes(&graph, "5", "1", Profile::Motorcycle).0 > passes(&free, "5", "1", Profile::Motorcycle).0);
    // Nobody walks on the motorway-like road, nobody rides there.
    assert!(
        graph.time(node("3"), node("5"), Profile::Motorcycle, None)
            > free.time(node("3"), node("2"), Profile::Motorcycle, None)
    );
    let back = Graph::from_bytes(&graph.to_bytes()).unwrap();
    assert_eq!(back.hash(), graph.hash());
    assert_eq!(passes(&back, "1", "4", Profile::Motorcycle), kept, "turns are saved");
    for from in ["1", "2", "3", "4", "5"] {
        let all: Vec<_> = graph.nodes().collect();
        let row = graph.times(node(from), &all, Profile::Motorcycle, None);
        for (to, time) in all.iter().zip(row) {
            assert_eq!(graph.time(node(from), *to, Profile::Motorcycle, None), time);
        }
    }
}

#[test]
fn a_raised_kerb_and_a_flight_of_steps_stop_wheels() {
    let (market, rules) = market(XML.as_bytes());
    let graph = Graph::build_with(&market, &rules).0;
    let node = |id: &str| graph.resolve(&format!("junction:{id}")).unwrap();
    assert!(graph.time(node("1"), node("7"), Profile::Walk, None).is_some());
    let none = graph.shortest(node("1"), node("7"), Profile::StepFree).unwrap_err();
    assert!(
        none.reason.ko.contains("계단 1단") || none.reason.ko.contains("계단 24단"),
        "{}",
        none.reason.ko
    );
    assert_eq!(graph.time(node("4"), node("7"), Profile::Cart, None), None);
}

#[test]
fn pbf_of_the_same_data_is_read_alike_packed_or_not_dense_or_not() {
    let expected = read_osm(XML.as_bytes());
    for (zlib, dense) in [(false, false), (true, true), (true, false)] {
        let bytes = pbf::write(XML, zlib, dense);
        let found = read_osm(&bytes);
        assert_eq!(found.1, expected.1, "rules, zlib {zlib}, dense {dense}");
        assert_eq!(found.2, expected.2);
        let shape = |s: &market_routing::streets::RawStreet| {
            let line: Vec<[i64; 2]> =
                s.line.iter().map(|(a, b)| [a, b].map(|d| (d * 1e7).round() as i64)).collect();
            (
                s.id.clone(),
                s.name.clone(),
                s.highway.clone(),
                s.one_way,
                line,
                (s.length_m * 100.0).round() as i64,
            )
        };
        assert_eq!(
            found.0.iter().map(shape).collect::<Vec<_>>(),
            expected.0.iter().map(shape).collect::<Vec<_>>()
        );
    }
}

#[test]
fn damaged_files_are_told_and_never_panic() {
    let whole = pbf::write(XML, true, true);
    for cut in 0..whole.len() {
        let (streets, _, problems) = read_osm(&whole[..cut]);
        assert!(!problems.is_empty() || streets.is_empty(), "cut at {cut}");
    }
    let mut rng = crate::cch::Rng(3);
    for zlib in [false, true] {
        let whole = pbf::write(XML, zlib, true);
        for _ in 0..3_000 {
            let mut bytes = whole.clone();
            for _ in 0..1 + rng.below(4) {
                let at = rng.below(bytes.len() as u64) as usize;
                bytes[at] = rng.next() as u8;
            }
            let (raw, rules, _) = read_osm(&bytes);
            let mut market = crate::common::empty();
            market.streets =
                to_streets(&raw, &Frame::at(Wgs84 { lat_e7: 375_600_000, lon_e7: 1_269_710_000 })).0;
            let _ = Graph::build_with(&market, &rules);
        }
    }
}
