//! What a reader of a scene may rely on.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod support;

use std::collections::BTreeMap;

use market_scene::{SceneError, build, inspect};
use serde_json::Value;
use support::{json_of, market};

#[test]
fn every_stall_is_exactly_one_node_with_its_extras() {
    for n in [1, 30, 140, 400, 1_600] {
        let market = market(n, 1);
        let scene = build(&market).unwrap();
        let json = json_of(&scene.glb);
        let mut found: BTreeMap<String, &Value> = BTreeMap::new();
        for node in json["nodes"].as_array().unwrap() {
            if let Some(id) = node["extras"]["stall"].as_str() {
                assert_eq!(node["name"], id);
                assert!(found.insert(id.to_owned(), node).is_none(), "{id} twice");
            }
        }
        assert_eq!(found.len(), market.stalls.len());
        for stall in &market.stalls {
            let extras = &found[stall.id.as_str()]["extras"];
            assert_eq!(extras["kind"], stall.kind.code());
            assert_eq!(extras["category"], stall.category.code());
            assert_eq!(extras["state"], stall.state.code());
            let size: Vec<f64> =
                extras["size"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect();
            let wanted = [stall.frontage.metres(), stall.height.metres(), stall.depth.metres()];
            for (a, b) in size.iter().zip(wanted) {
                assert!((a - b).abs() < 0.002, "{}: {size:?} {wanted:?}", stall.id);
            }
        }
    }
}

#[test]
fn a_stall_stands_at_the_middle_of_its_front_and_faces_its_aisle() {
    let market = market(120, 2);
    let json = json_of(&build(&market).unwrap().glb);
    let nodes = json["nodes"].as_array().unwrap();
    for stall in &market.stalls {
        let node = nodes.iter().find(|n| n["extras"]["stall"] == stall.id.as_str()).unwrap();
        let number = |key: &str, i: usize| node[key].get(i).and_then(Value::as_f64);
        let [fl, fr, ..] = stall.footprint.map(market_model::PointMm::metres);
        let x = number("translation", 0).unwrap_or(0.0);
        let z = number("translation", 2).unwrap_or(0.0);
        assert!(
            (x - (fl.0 + fr.0) / 2.0).abs() < 0.002 && (z + (fl.1 + fr.1) / 2.0).abs() < 0.002,
            "{}",
            stall.id
        );
        let (qy, qw) = (number("rotation", 1).unwrap_or(0.0), number("rotation", 3).unwrap_or(1.0));
        // Local z turned about the vertical.
        let front = (2.0 * qy * qw, 1.0 - 2.0 * qy * qy);
        let door = stall.door.metres();
        let to_door = (door.0 - x, -door.1 - z);
        assert!(front.0 * to_door.0 + front.1 * to_door.1 > 2.9, "{} looks away from its aisle", stall.id);
    }
}

#[test]
fn closed_stalls_have_a_shutter_to_show_and_gates_a_place_to_start() {
    let market = market(60, 3);
    let json = json_of(&build(&market).unwrap().glb);
    let nodes = json["nodes"].as_array().unwrap();
    let shutters =
        nodes.iter().filter(|n| n["name"] == "shutter" && n["extras"]["part"] == "shutter").count();
    assert_eq!(shutters, market.stalls.len());
    for gate in &market.gates {
        let name = format!("spawn-{}", gate.id);
        assert!(nodes.iter().any(|n| n["name"] == name.as_str() && n["extras"]["spawn"] == gate.id.as_str()));
    }
    let roots = json["scenes"][0]["nodes"].as_array().unwrap();
    let names: Vec<&str> =
        roots.iter().map(|i| nodes[i.as_u64().unwrap() as usize]["name"].as_str().unwrap()).collect();
    assert_eq!(names[..2], ["cells", "static"]);
}

#[test]
fn what_is_counted_is_what_another_reader_counts() {
    let scene = build(&market(257, 4)).unwrap();
    let gltf = gltf::Gltf::from_slice(&scene.glb).unwrap();
    let triangles: u64 = gltf
        .nodes()
        .filter_map(|n| n.mesh())
        .flat_map(|m| m.primitives().collect::<Vec<_>>())
        .map(|p| p.indices().unwrap().count() as u64 / 3)
        .sum();
    assert_eq!(scene.stats.triangles, triangles);
    assert_eq!(scene.stats, inspect(&scene.glb).unwrap());
    assert_eq!(scene.stats.glb_bytes, scene.glb.len() as u64);
    assert!(gltf.extensions_used().next().is_none());
    let names: Vec<_> = gltf.materials().filter_map(|m| m.name().map(str::to_owned)).collect();
    assert!(
        names.len() <= 4 && names.iter().all(|n| ["solid", "signs", "roof", "glow"].contains(&n.as_str()))
    );
}

#[test]
fn bounds_are_those_of_the_corners_and_everything_is_near_the_market() {
    let scene = build(&market(83, 5)).unwrap();
    let gltf = gltf::Gltf::from_slice(&scene.glb).unwrap();
    let blob = gltf.blob.clone().unwrap();
    for mesh in gltf.meshes() {
        for primitive in mesh.primitives() {
            let reader = primitive.reader(|_| Some(&blob));
            let bounds = primitive.bounding_box();
            let (mut low, mut high) = ([f32::MAX; 3], [f32::MIN; 3]);
            for p in reader.read_positions().unwrap() {
                for i in 0..3 {
                    assert!(p[i].abs() < 400.0, "{:?} {p:?}", mesh.name());
                    low[i] = low[i].min(p[i]);
                    high[i] = high[i].max(p[i]);
                }
            }
            assert_eq!((bounds.min, bounds.max), (low, high));
        }
    }
}

#[test]
fn the_same_market_gives_the_same_bytes() {
    let one = build(&market(140, 6)).unwrap();
    let two = build(&market(140, 6)).unwrap();
    assert!(one.glb == two.glb);
    let other = build(&market(140, 7)).unwrap();
    assert!(one.glb != other.glb);
}

#[test]
fn budgets_are_kept() {
    for n in [30, 83, 140, 257, 500, 1_300, 5_111] {
        let stats = build(&market(n, 8)).unwrap().stats;
        println!("{n}: {stats:?}");
        assert!(stats.texture_bytes <= 64 << 20, "{n}: {stats:?}");
        if n <= 500 {
            assert!(stats.triangles <= 150_000, "{n}: {stats:?}");
            assert!(stats.draw_calls <= 90, "{n}: {stats:?}");
        } else {
            assert!(stats.triangles <= 300 * n as u64, "{n}: {stats:?}");
        }
    }
}

#[test]
fn odd_markets_are_drawn_or_refused_but_never_crash() {
    let mut m = market(40, 9);
    m.stalls.clear();
    build(&m).unwrap();
    m.gates.clear();
    m.facilities.clear();
    build(&m).unwrap();
    m.aisles.clear();
    assert!(matches!(build(&m), Err(SceneError::Nothing(_))));
    let mut m = market(40, 10);
    for (i, stall) in m.stalls.iter_mut().enumerate() {
        match i % 4 {
            0 => stall.footprint = [stall.footprint[0]; 4],
            1 => stall.frontage.0 = i32::MAX,
            2 => stall.height.0 = i32::MIN,
            _ => stall.depth.0 = -5,
        }
    }
    for aisle in &mut m.aisles {
        aisle.line.truncate(1);
        aisle.width.0 = -1;
    }
    build(&m).unwrap();
    let mut m = market(40, 11);
    for merchant in &mut m.merchants {
        merchant.names.ko = "똠햏뷁\u{1F600}\u{0301}漢字 ﷽ A".repeat(9);
    }
    build(&m).unwrap();
}
