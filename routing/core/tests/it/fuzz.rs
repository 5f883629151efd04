//! Every reader of the graph survives spoiled bytes: no panic, no long time, and what is read can be used.

use std::time::Instant;

use market_model::{Frame, Wgs84};
use market_routing::streets::{read_geojson, read_graphml, read_osm, to_streets};
use market_routing::{Conditions, Graph, Profile};

use crate::common::{empty, sample};
use crate::{osm, pbf};

const GRAPHML: &str = r#"<?xml version="1.0"?><graphml><key id="d0" for="node" attr.name="y"/><key id="d1" for="node" attr.name="x"/>
<key id="d2" for="edge" attr.name="length"/><key id="d3" for="edge" attr.name="oneway"/><key id="d4" for="edge" attr.name="geometry"/>
<graph edgedefault="directed"><node id="1"><data key="d0">37.56</data><data key="d1">126.97</data></node>
<node id="2"><data key="d0">37.561</data><data key="d1">126.971</data></node>
<edge source="1" target="2" id="0"><data key="d2">140.5</data><data key="d3">True</data>
<data key="d4">LINESTRING (126.97 37.56, 126.9705 37.5601, 126.971 37.561)</data></edge></graph></graphml>"#;
const GEOJSON: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"u":1,"v":2,"oneway":false,"length":140.5,"name":"새문안로","highway":"primary"},"geometry":{"type":"LineString","coordinates":[[126.97,37.56],[126.971,37.561]]}},
{"type":"Feature","properties":{"u":2,"v":1,"oneway":true,"length":140.5},"geometry":{"type":"LineString","coordinates":[[126.971,37.561],[126.97,37.56]]}}]}"#;
const CONDITIONS: &str = r#"{"closed":["gate:south","aisle:가"],"slower":[{"key":"aisle:나","permille":2500,"minutes":[1020,1140]}],"narrower":[{"key":"aisle:다","width_mm":900}]}"#;

/// `SplitMix64`.
struct Rng(u64);

impl Rng {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

/// One to eight bytes or stretches changed, doubled, taken out, or the end cut off.
fn spoil(bytes: &[u8], rng: &mut Rng) -> Vec<u8> {
    const ODD: [u8; 12] = [0, 1, 0x7f, 0x80, 0xff, b'"', b'<', b'-', b'9', b'e', b'{', b'.'];
    let mut out = bytes.to_vec();
    for _ in 0..1 + rng.below(8) {
        if out.is_empty() {
            break;
        }
        let at = rng.below(out.len());
        let to = (at + 1 + rng.below(20)).min(out.len());
        match rng.below(6) {
            0 => out[at] ^= 1 << rng.below(8),
            1 => out[at] = ODD[rng.below(ODD.len())],
            2 => drop(out.drain(at..to)),
            3 => {
                let twice = out[at..to].to_vec();
                out.splice(at..at, twice);
            }
            4 => out.insert(at, ODD[rng.below(ODD.len())]),
            _ if rng.below(4) == 0 => out.truncate(at),
            _ => out[at] = b'0' + rng.below(10) as u8,
        }
    }
    out
}

/// Reads 1,500 spoiled copies; tells how many could still be read.
fn each(name: &str, bytes: &[u8], read: impl Fn(&[u8]) -> bool) {
    let begin = Instant::now();
    println!("{name}: seeds 0 to 1499");
    assert!(read(bytes), "{name}: unspoiled it is read");
    let mut alive = 0;
    for seed in 0..1_500 {
        let spoiled = spoil(bytes, &mut Rng(seed));
        let one = Instant::now();
        alive += usize::from(read(&spoiled));
        assert!(one.elapsed().as_secs() < 5, "{name}, seed {seed}: {:?}", one.elapsed());
    }
    println!("{name}: {alive} of 1500 could be read, {:?}", begin.elapsed());
}

fn builds(raw: &[market_routing::streets::RawStreet]) {
    let mut market = empty();
    market.streets = to_streets(raw, &Frame::at(Wgs84 { lat_e7: 375_600_000, lon_e7: 1_269_710_000 })).0;
    let graph = Graph::build(&market).0;
    let nodes: Vec<_> = graph.nodes().take(3).collect();
    if let [a, .., b] = nodes[..] {
        assert!(graph.shortest(a, b, Profile::Motorcycle).map_or_else(|e| !e.reason.ko.is_empty(), |_| true));
    }
}

#[test]
fn spoiled_street_files_are_told_or_read_and_never_end_the_program() {
    let osm = |bytes: &[u8]| {
        let (raw, _, problems) = read_osm(bytes);
        builds(&raw);
        assert!(problems.iter().all(|p| !p.expected.ko.is_empty() && !p.expected.en.is_empty()));
        !raw.is_empty()
    };
    each("OSM XML", osm::XML.as_bytes(), osm);
    each("OSM PBF, packed", &pbf::write(osm::XML, true, true), osm);
    each("OSM PBF, plain", &pbf::write(osm::XML, false, true), osm);
    each("OSM PBF, one by one", &pbf::write(osm::XML, false, false), osm);
    each("GraphML", GRAPHML.as_bytes(), |bytes| {
        let raw = read_graphml(bytes).0;
        builds(&raw);
        !raw.is_empty()
    });
    each("GeoJSON", GEOJSON.as_bytes(), |bytes| {
        let raw = read_geojson(bytes).0;
        builds(&raw);
        !raw.is_empty()
    });
}

#[test]
fn spoiled_graphs_and_conditions_are_told_or_read_and_never_end_the_program() {
    let graph = Graph::build(&sample()).0;
    each("graph", &graph.to_bytes(), |bytes| {
        let Ok(graph) = Graph::from_bytes(bytes) else { return false };
        let nodes: Vec<_> = graph.nodes().collect();
        if let (Some(a), Some(b)) = (nodes.first(), nodes.last()) {
            for profile in Profile::ALL {
                let _ = graph.shortest(*a, *b, profile).map_err(|e| assert!(!e.reason.en.is_empty()));
            }
        }
        true
    });
    each("conditions", CONDITIONS.as_bytes(), |bytes| {
        let Ok(conditions) = serde_json::from_slice::<Conditions>(bytes) else { return false };
        let (view, problems) = graph.under(&conditions.at_minute(1_050), None);
        assert!(problems.iter().all(|p| !p.path.is_empty()));
        let nodes: Vec<_> = graph.nodes().collect();
        assert_eq!(view.times(nodes[0], &nodes, Profile::Cart).len(), nodes.len());
        true
    });
}
