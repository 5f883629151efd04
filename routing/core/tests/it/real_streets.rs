//! The real streets around 남대문시장 and of central Seoul, read whole; routes equal the oracle's.

use std::collections::BTreeMap;

use market_model::{Frame, OneWay, Street, Wgs84};
use market_routing::{Graph, Profile, streets};
use routing_oracle::paths::{Arc, bellman_ford};

const NAMDAEMUN: Wgs84 = Wgs84 { lat_e7: 375_592_000, lon_e7: 1_269_772_000 };

fn data(name: &str) -> Option<Vec<u8>> {
    let path = format!("{}/../../../shared/data/osm/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        println!("skipped: no {path}");
    }
    bytes
}

fn graph_of(streets: Vec<Street>) -> Graph {
    let mut market = crate::common::empty();
    market.streets = streets;
    Graph::build(&market).0
}

/// Milliseconds a millimetre as the profile states them, written down once more.
fn ride_ms(street: &Street) -> u64 {
    let class = street.highway.trim_end_matches("_link");
    let kmh = match class {
        "trunk" | "primary" => 30,
        "secondary" => 27,
        "tertiary" => 25,
        "residential" | "unclassified" | "road" => 15,
        _ => 10,
    };
    (street.length.0 as u64 * 3_600).div_ceil(kmh * 1_000)
}

#[test]
fn two_hundred_random_pairs_by_motorcycle_equal_the_oracle() {
    let Some(bytes) = data("streets_namdaemun_1500m.geojson") else { return };
    let (raw, problems) = streets::read_geojson(&bytes);
    assert_eq!(problems, []);
    // 3,083 directed edges: 643 one-way, 2,440 there and back.
    assert_eq!(raw.iter().filter(|s| s.one_way != OneWay::No).count(), 643);
    assert_eq!(raw.iter().filter(|s| s.one_way == OneWay::No).count(), 1_220);
    let (streets, problems) = streets::to_streets(&raw, &Frame::at(NAMDAEMUN));
    assert_eq!(problems, []);
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    let mut arcs = Vec::new();
    for street in &streets {
        let mut node = |id: &str| {
            let next = index.len();
            *index.entry(id.to_owned()).or_insert(next)
        };
        let (from, to, cost) = (node(&street.from_junction), node(&street.to_junction), ride_ms(street));
        arcs.push(Arc { from, to, cost });
        if street.one_way == OneWay::No {
            arcs.push(Arc { from: to, to: from, cost });
        }
    }
    let graph = graph_of(streets);
    let names: Vec<&String> = index.keys().collect();
    let mut seed: u64 = 20_261_122;
    println!("seed {seed}");
    let mut pick = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        names[(seed >> 33) as usize % names.len()]
    };
    let (mut found, mut uneven) = (0, 0);
    for _ in 0..200 {
        let (a, b) = (pick(), pick());
        let node = |id: &str| graph.resolve(&format!("junction:{id}")).unwrap();
        let expected = bellman_ford(index.len(), &arcs, index[a])[index[b]];
        let route = graph.shortest(node(a), node(b), Profile::Motorcycle);
        assert_eq!(route.as_ref().ok().map(|r| r.time_ms), expected, "{a} to {b}");
        assert_eq!(graph.time(node(a), node(b), Profile::Motorcycle, None), expected);
        found += usize::from(expected.is_some());
        let back = graph.time(node(b), node(a), Profile::Motorcycle, None);
        uneven += usize::from(expected.is_some() && back != expected);
    }
    println!("{found} of 200 pairs have a way, {uneven} differ by direction");
    assert!(found > 150 && uneven > 50, "one-ways matter: {found}, {uneven}");
}

#[test]
fn graphml_and_geojson_of_the_same_streets_agree() {
    let (Some(json), Some(xml)) =
        (data("streets_namdaemun_1500m.geojson"), data("seoul_centre_drive.graphml"))
    else {
        return;
    };
    let (all, problems) = streets::read_graphml(&xml);
    assert_eq!(problems, []);
    // 8,830 directed edges, 1,254 of them one-way.
    assert_eq!(all.iter().filter(|s| s.one_way != OneWay::No).count(), 1_254);
    let directed_m: f64 =
        all.iter().map(|s| s.length_m * if s.one_way == OneWay::No { 2.0 } else { 1.0 }).sum();
    assert!((directed_m / 1000.0 - 607.6).abs() < 1.0, "{directed_m} m");
    let (near, _) = streets::read_geojson(&json);
    let key = |s: &streets::RawStreet| {
        let mut ends = [s.from_junction.clone(), s.to_junction.clone()];
        ends.sort();
        (ends, (s.length_m * 1000.0) as u64)
    };
    let known: BTreeMap<_, _> = all.iter().map(|s| (key(s), s)).collect();
    let mut others = 0;
    for street in &near {
        let twin = known.get(&key(street)).unwrap_or_else(|| panic!("{street:?} is not in the GraphML"));
        let same = (&twin.name, &twin.highway) == (&street.name, &street.highway);
        others += usize::from(!same);
    }
    // Merged edges list several names; the two files list them in different orders.
    println!("{others} of {} streets name another of their names first", near.len());
    assert!(others < 20, "{others}");
}

#[test]
fn osm_xml_is_cut_at_shared_nodes_and_keeps_one_ways() {
    let xml = r#"<?xml version="1.0"?><osm version="0.6">
      <node id="1" lat="37.56" lon="126.97"/><node id="2" lat="37.56" lon="126.971"/>
      <node id="3" lat="37.56" lon="126.972"/><node id="4" lat="37.561" lon="126.971"/>
      <way id="10"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/><tag k="name" v="큰&amp;길"/><tag k="oneway" v="-1"/></way>
      <way id="11"><nd ref="2"/><nd ref="4"/><nd ref="9"/><tag k="highway" v="footway"/></way>
      <way id="12"><nd ref="1"/><nd ref="4"/><tag k="highway" v="service"/><tag k="motor_vehicle" v="no"/></way>
      <way id="13"><nd ref="1"/><nd ref="4"/><tag k="building" v="yes"/></way></osm>"#;
    let (found, problems) = streets::read_osm_xml(xml.as_bytes());
    let lines: Vec<_> = found
        .iter()
        .map(|s| {
            (s.id.as_str(), s.from_junction.as_str(), s.to_junction.as_str(), s.highway.as_str(), s.one_way)
        })
        .collect();
    assert_eq!(
        lines,
        [
            ("w10-1", "1", "2", "residential", OneWay::Backward),
            ("w10-2", "2", "3", "residential", OneWay::Backward),
            ("w11-1", "2", "4", "footway", OneWay::No),
            ("w12-1", "1", "4", "pedestrian", OneWay::No),
        ]
    );
    assert_eq!(found[0].name, "큰&길");
    assert!((found[0].length_m - 88.1).abs() < 0.2, "{}", found[0].length_m);
    assert_eq!(problems.len(), 1, "the missing node is told: {problems:?}");
}

#[test]
fn files_cut_short_and_nonsense_give_problems_and_never_panic() {
    let line = r#"{"features":[{"properties":{"u":1,"v":2,"oneway":"maybe","length":"-3"},"geometry":{"type":"LineString","coordinates":[[126.9,37.5],[999,37.5]]}},{}]}"#;
    let (streets, problems) = streets::read_geojson(line.as_bytes());
    assert_eq!((streets.len(), problems.len()), (0, 2));
    for (name, read) in [
        ("streets_namdaemun_1500m.geojson", streets::read_geojson as fn(&[u8]) -> _),
        ("seoul_centre_drive.graphml", streets::read_graphml),
        ("seoul_centre_drive.graphml", streets::read_osm_xml),
    ] {
        let Some(bytes) = data(name) else { continue };
        for cut in [0, 1, 500, bytes.len() / 2] {
            let (streets, problems) = read(&bytes[..cut]);
            assert!(!problems.is_empty() && streets.is_empty(), "{name} cut at {cut}");
        }
    }
}
