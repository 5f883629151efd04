//! Other ways: little longer, mostly elsewhere, never in a circle.

use crate::common::*;
use market_model::*;
use market_routing::*;

/// Three ways from `a` to `b` round a block: 100, 110 and 140 m, and a spur that leads nowhere.
fn block() -> Graph {
    let mut market = empty();
    let way = |id: &str, ends, line: &[(i32, i32)]| street(id, id, "residential", OneWay::No, ends, line);
    market.streets = vec![
        way("s1", ["a", "b"], &[(0, 0), (100, 0)]),
        way("s2", ["a", "b"], &[(0, 0), (0, 5), (100, 5), (100, 0)]),
        way("s3", ["a", "c"], &[(0, 0), (0, -20), (50, -20)]),
        way("s4", ["c", "b"], &[(50, -20), (100, -20), (100, 0)]),
        way("s5", ["c", "d"], &[(50, -20), (50, -90)]),
    ];
    Graph::build(&market).0
}

#[test]
fn ways_round_a_block_are_told_up_to_the_longest_allowed() {
    let graph = block();
    let (a, b) = (graph.resolve("junction:a").unwrap(), graph.resolve("junction:b").unwrap());
    let lengths = |rules: &AlternativeRules| {
        let found = graph.at(None).alternatives(a, b, Profile::Walk, rules);
        found.iter().map(|r| r.length_mm / 1_000).collect::<Vec<_>>()
    };
    let usual = AlternativeRules::default();
    assert_eq!(lengths(&usual), [100, 110]);
    assert_eq!(lengths(&AlternativeRules { longest_permille: 1_500, ..usual }), [100, 110, 140]);
    assert_eq!(lengths(&AlternativeRules { count: 1, ..usual }), [100]);
    assert_eq!(lengths(&AlternativeRules { count: 0, ..usual }), [0; 0]);
    let (view, _) =
        graph.under(&Conditions { closed: vec!["street:s1".to_owned()], ..Conditions::default() }, None);
    let found =
        view.alternatives(a, b, Profile::Walk, &AlternativeRules { longest_permille: 1_300, ..usual });
    assert_eq!(found.iter().map(|r| r.length_mm / 1_000).collect::<Vec<_>>(), [110, 140]);
    assert!(view.alternatives(a, a, Profile::Walk, &usual).len() == 1, "one is there already");
}

#[test]
fn on_real_streets_most_pairs_have_another_way_and_all_keep_the_rules() {
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/osm/streets_namdaemun_1500m.geojson");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: no {path}");
        return;
    };
    let origin = Wgs84 { lat_e7: 375_592_000, lon_e7: 1_269_772_000 };
    let mut market = empty();
    market.streets = streets::to_streets(&streets::read_geojson(&bytes).0, &Frame::at(origin)).0;
    let graph = Graph::build(&market).0;
    let nodes: Vec<NodeId> = graph.nodes().collect();
    let mut rng = crate::cch::Rng(5);
    println!("seed 5");
    let rules = AlternativeRules::default();
    let (mut asked, mut more) = (0, 0);
    for profile in [Profile::Walk, Profile::Motorcycle] {
        for _ in 0..60 {
            let mut pick = || nodes[rng.below(nodes.len() as u64) as usize];
            let (a, b) = (pick(), pick());
            let Some(best) = graph.time(a, b, profile, None).filter(|ms| *ms > 60_000) else { continue };
            let found = graph.at(None).alternatives(a, b, profile, &rules);
            assert_eq!(found[0].time_ms, best, "the quickest stands first");
            assert_eq!(found, graph.at(None).alternatives(a, b, profile, &rules), "the same again");
            asked += 1;
            more += usize::from(found.len() > 1);
            for (i, way) in found.iter().enumerate() {
                assert!(way.time_ms * 1_000 <= best * rules.longest_permille, "{} to {}", way.from, way.to);
                assert_eq!(way.steps.iter().map(|s| s.time_ms).sum::<u64>(), way.time_ms);
                for other in &found[..i] {
                    assert!(
                        shared_permille(way, other) < 800,
                        "{} to {}: two ways are one",
                        way.from,
                        way.to
                    );
                }
            }
        }
    }
    println!("{more} of {asked} pairs have another way");
    assert!(more * 2 > asked, "{more} of {asked}");
}

/// Which part of a way's line another's line also has. Lines are thinned, so it is less exact than the rule itself.
fn shared_permille(way: &Route, other: &Route) -> u64 {
    let segments = |r: &Route| {
        let ends = |w: &[RoutePoint]| ((w[0].x_mm, w[0].y_mm), (w[1].x_mm, w[1].y_mm));
        r.points.windows(2).map(ends).collect::<Vec<_>>()
    };
    let long = |s: &((i32, i32), (i32, i32))| f64::hypot(f64::from(s.0.0 - s.1.0), f64::from(s.0.1 - s.1.1));
    let (own, theirs) = (segments(way), segments(other));
    let total: f64 = own.iter().map(long).sum();
    let both: f64 = own.iter().filter(|s| theirs.contains(s)).map(long).sum();
    (both * 1_000.0 / total) as u64
}

#[test]
fn a_coordinate_is_put_on_the_nearest_way_that_may_be_used_and_the_gap_is_told() {
    let graph = Graph::build(&sample()).0;
    let snap = |at, level, profile| graph.snap(at, level, profile, 30_000);
    // 3 m south of the one-way street 30 m east of the gate.
    let found = snap([30_000, -13_000], None, Profile::Motorcycle).unwrap();
    assert_eq!((found.point.x_mm, found.point.y_mm, found.distance_mm), (30_000, -10_000, 3_000));
    assert_eq!((graph.key(found.node), found.along_mm), ("junction:j2", 20_000));
    // On the upper floor only what lies there.
    let above = snap([35_000, 47_000], Some("2F"), Profile::Walk).unwrap();
    assert_eq!((above.point.level.as_str(), above.point.y_mm, above.distance_mm), ("2F", 50_000, 3_000));
    assert_eq!(snap([35_000, 47_000], Some("9F"), Profile::Walk), None);
    assert_eq!(snap([500_000, 0], None, Profile::Walk), None, "too far");
    assert_eq!(snap([i32::MAX, i32::MIN], None, Profile::Walk), None);
}
