//! The graph of a small market: lengths worked out by hand, words, obstacles, hours, saved form.

use crate::common::*;
use market_model::*;
use market_routing::*;

fn graph(market: &Market) -> Graph {
    let (graph, problems) = Graph::build(market);
    assert_eq!(problems, [], "a sound market has no problems");
    graph
}

fn route(graph: &Graph, from: &str, to: &str, profile: Profile) -> Route {
    graph.shortest(graph.resolve(from).unwrap(), graph.resolve(to).unwrap(), profile).unwrap()
}

fn ko(route: &Route) -> Vec<&str> {
    route.steps.iter().map(|s| s.text_ko.as_str()).collect()
}

fn en(route: &Route) -> Vec<&str> {
    route.steps.iter().map(|s| s.text_en.as_str()).collect()
}

#[test]
fn a_walk_has_the_length_of_its_parts_and_ends_before_the_stall() {
    let graph = graph(&sample());
    // 1.4 m from the stall to the centre line, 30 m north, 15 m east, 1.4 m to the other stall's front.
    let found = route(&graph, "가-1", "나-1", Profile::Walk);
    assert_eq!(found.length_mm, 1_400 + 30_000 + 15_000 + 1_400);
    assert_eq!(found.time_ms, found.length_mm, "1 m/s");
    let last = found.points.last().unwrap();
    assert_eq!((last.x_mm, last.y_mm, last.z_mm), (15_000, 38_600, 0), "0.6 m before the front at y = 38 m");
    assert_eq!(found.points.len(), 5, "stall, line, corner, line, stall: {:?}", found.points);
    assert_eq!(found.graph, graph.hash());
}

#[test]
fn words_name_sides_landmarks_and_distances_in_both_languages() {
    let graph = graph(&sample());
    let found = route(&graph, "가-1", "나-1", Profile::Walk);
    assert_eq!(
        ko(&found),
        [
            "진주상회(가-1)를 등지고 왼쪽으로 가골목을 따라 31m 가세요.",
            "하늘떡(가-9) 앞에서 오른쪽으로 돌아 나골목을 따라 16m 가세요.",
            "오른쪽에 나-1 점포가 있습니다. 도착했습니다.",
        ]
    );
    assert_eq!(
        en(&found),
        [
            "With your back to Jinju Shop (가-1), turn left and go 31 m along 가 Alley.",
            "At Sky Rice Cakes (가-9), turn right and go 16 m along 나 Alley.",
            "You have arrived: stall 나-1, on your right.",
        ]
    );
    assert_eq!(found.steps[1].landmark, "가-9");
    let points: Vec<usize> = found.steps.iter().map(|s| s.point).collect();
    assert_eq!(points, [0, 2, 4], "each step begins at its point of the line");
}

#[test]
fn stairs_are_taken_by_walkers_and_the_lift_by_carts_and_wheels() {
    let graph = graph(&sample());
    let walk = route(&graph, "가-1", "다-1", Profile::Walk);
    assert!(ko(&walk).contains(&"계단(20단)으로 2층으로 올라가세요."), "{:?}", ko(&walk));
    assert!(en(&walk).contains(&"Take the stairs up to 2F (20 steps)."), "{:?}", en(&walk));
    for profile in [Profile::StepFree, Profile::Cart] {
        let found = route(&graph, "가-1", "다-1", profile);
        assert!(ko(&found).contains(&"엘리베이터로 2층으로 올라가세요."), "{:?}", ko(&found));
        assert!(found.points.iter().any(|p| p.level == "2F" && p.z_mm == 4000));
    }
}

#[test]
fn where_there_is_no_way_the_obstacle_and_the_nearest_place_are_named() {
    let mut market = sample();
    market.connectors.retain(|c| c.kind == ConnectorKind::Stairs);
    let graph = graph(&market);
    let (from, to) = (graph.resolve("가-1").unwrap(), graph.resolve("다-1").unwrap());
    let none = graph.shortest(from, to, Profile::Cart).unwrap_err();
    assert_eq!(none.blocked_by, ["connector:stairs"]);
    assert!(none.reason.ko.contains("계단 (계단 20단)"), "{}", none.reason.ko);
    assert!(none.reason.en.contains("stairs (20 steps)"), "{}", none.reason.en);
    assert_eq!(none.nearest.as_deref(), Some("stall:나-1"));
}

#[test]
fn a_closed_gate_closes_the_way_at_that_hour_only() {
    let graph = graph(&sample());
    let (from, to) = (graph.resolve("가-1").unwrap(), graph.resolve("junction:j2").unwrap());
    let date = Date::parse("2026-11-23").unwrap();
    let at = |minute| Box::new(graph.shortest_at(from, to, Profile::Walk, Some(Moment { date, minute })));
    assert!(at(12 * 60).is_ok());
    let none = (*at(22 * 60)).unwrap_err();
    assert_eq!(none.blocked_by, ["gate:south"]);
    assert!(none.reason.ko.contains("지금 닫힘"), "{}", none.reason.ko);
}

#[test]
fn a_motorcycle_keeps_one_ways_and_the_rider_walks_inside() {
    let graph = graph(&sample());
    // By foot to j1: 10 m to the gate, 10 m to the street, 50 m against the one-way.
    let walk = route(&graph, "가-1", "junction:j1", Profile::Walk);
    assert_eq!(walk.length_mm, 1_400 + 10_000 + 10_000 + 50_000);
    // By motorcycle round the block: 50 m east, 50 m south, 100 m west, 50 m north.
    let ride = route(&graph, "가-1", "junction:j1", Profile::Motorcycle);
    assert_eq!(ride.length_mm, 1_400 + 10_000 + 10_000 + 50_000 + 50_000 + 150_000);
    let kinds: Vec<StepKind> = ride.steps.iter().map(|s| s.kind).collect();
    assert!(kinds.contains(&StepKind::Leave) && kinds.contains(&StepKind::Mount), "{kinds:?}");
    assert!(ko(&ride).contains(&"남문으로 나가 10m 가세요."), "{:?}", ko(&ride));
    // And to the door of an address: the last metres are walked again.
    let door = route(&graph, "가-1", "ad1", Profile::Motorcycle);
    assert_eq!(door.steps[door.steps.len() - 2].kind, StepKind::Dismount, "{:?}", ko(&door));
}

#[test]
fn places_are_found_by_code_id_key_and_kind_and_near_misses_are_suggested() {
    let mut market = sample();
    for (id, chainage) in [("t1", 39), ("t2", 1)] {
        market.facilities.push(Facility {
            id: FacilityId::new(id).unwrap(),
            kind: FacilityKind::Toilet,
            names: Names::default(),
            place: place("가", chainage, (0, chainage)),
            side: Side::Left,
            point: PointMm::new(-3000, chainage * 1000),
            hours: None,
            provenance: Provenance::default(),
        });
    }
    let graph = graph(&market);
    let key = |text: &str| graph.resolve(text).map(|n| graph.key(n).to_owned());
    for text in ["가-1", "stall:가-1", " 가-1 "] {
        assert_eq!(key(text).as_deref(), Some("stall:가-1"), "{text}");
    }
    assert_eq!(key("south").as_deref(), Some("gate:south"));
    assert_eq!(key("ad1").as_deref(), Some("address:ad1"));
    assert_eq!(key("없는곳"), None);
    assert_eq!(graph.suggest("가-11").first().map(String::as_str), Some("stall:가-1"));
    let from = graph.resolve("gate:south").unwrap();
    for text in ["toilet", "화장실"] {
        let near = graph.resolve_from(from, text, Profile::Walk).unwrap();
        assert_eq!(graph.key(near), "facility:t2", "the nearer of two");
    }
}

#[test]
fn the_saved_form_comes_back_whole_and_damage_is_refused() {
    let graph = graph(&sample());
    let bytes = graph.to_bytes();
    let back = Graph::from_bytes(&bytes).unwrap();
    assert_eq!(
        (back.hash(), back.node_count(), back.edge_count()),
        (graph.hash(), graph.node_count(), graph.edge_count())
    );
    assert_eq!(back.to_bytes(), bytes);
    assert_eq!(route(&back, "가-1", "다-1", Profile::Walk), route(&graph, "가-1", "다-1", Profile::Walk));
    let text = String::from_utf8(bytes.clone()).unwrap();
    for (old, new) in
        [("jangteo.graph", "jangteo.other"), ("\"version\":1", "\"version\":2"), ("\"way\":0", "\"way\":99")]
    {
        assert!(Graph::from_bytes(text.replacen(old, new, 1).as_bytes()).is_err(), "{old} → {new}");
    }
    for cut in [0, 1, 100, bytes.len() / 2, bytes.len() - 1] {
        assert!(Graph::from_bytes(&bytes[..cut]).is_err(), "cut at {cut}");
    }
}

#[test]
fn places_that_nobody_can_reach_are_told() {
    let mut market = sample();
    market.connectors.clear();
    market.aisles.push(aisle("라", "1F", 3, &[(100, 100), (120, 100)]));
    market.addresses.push(Address {
        id: AddressId::new("far").unwrap(),
        label: "먼 곳".to_owned(),
        point: PointMm::new(5_000_000, 0),
        provenance: Provenance::default(),
    });
    let (_, problems) = Graph::build(&market);
    let codes: Vec<&str> = problems.iter().map(|p| p.code.as_str()).collect();
    assert!(codes.contains(&"address-without-street"), "{codes:?}");
    let islands: Vec<&str> =
        problems.iter().filter(|p| p.code == "island").map(|p| p.found.as_str()).collect();
    assert!(islands.iter().any(|i| i.contains("stall:다-1")), "{islands:?}");
}

#[test]
fn the_way_to_where_one_is_has_one_point_and_one_step() {
    let graph = graph(&sample());
    let found = route(&graph, "가-1", "가-1", Profile::Walk);
    assert_eq!((found.length_mm, found.points.len(), found.steps.len()), (0, 1, 1));
    assert_eq!(ko(&found), ["이미 진주상회(가-1) 앞에 있습니다."]);
}

#[test]
fn a_row_in_the_middle_is_walked_round_and_never_through() {
    let mut market = sample();
    market.aisles[0].width = Mm(6_000);
    // A middle row from 15 to 27 m, 2 m deep, faced from the right (east); four stalls.
    for i in 0..4 {
        let mut middle = stall(&format!("가중-{i}"), "가", "1F", 17 + 3 * i, (1, 17 + 3 * i), (-1, 0));
        middle.side = Side::Centre;
        middle.depth = Mm(2_000);
        market.stalls.push(middle);
    }
    let graph = graph(&market);
    for (to, side) in [("나-1", "beyond"), ("가중-2", "in the row"), ("가-9", "on the left")] {
        let found = route(&graph, "south", to, Profile::Walk);
        for pair in found.points.windows(2) {
            for part in 0..=100 {
                let along = |a: i32, b: i32| a + (b - a) * part / 100;
                let (x, y) = (along(pair[0].x_mm, pair[1].x_mm), along(pair[0].y_mm, pair[1].y_mm));
                let inside = x.abs() < 1_000 && (15_500..27_500).contains(&y);
                assert!(!inside, "to {to}, {side}: through the row at {x}, {y}");
            }
        }
    }
    // 15.4 m to the row's head less the way round, 2 m aside, up the lane, and 0.4 m to the front: on the east side.
    let last = route(&graph, "south", "가중-2", Profile::Walk).points.pop().unwrap();
    assert_eq!((last.x_mm, last.y_mm), (1_600, 23_000));
}
