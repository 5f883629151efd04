//! OpenStreetMap data: ways cut at the nodes that they share, with what they forbid.

use std::collections::BTreeMap;

use market_model::{OneWay, Problem, Text};

use super::rules::{self, StreetRules};
use super::{RawStreet, bad, line_m, on_earth, one_way, osm_pbf, osm_xml};

/// Ways of these kinds are no ways yet, or no more.
const NO_WAY: [&str; 8] =
    ["construction", "proposed", "abandoned", "razed", "platform", "rest_area", "services", "raceway"];

pub(super) type Tags = BTreeMap<String, String>;

/// What a file holds of streets.
#[derive(Default)]
pub(super) struct Data {
    nodes: BTreeMap<i64, (f64, f64)>,
    /// Nodes with a raised kerb.
    kerbs: Vec<i64>,
    pub ways: Vec<Way>,
    pub relations: Vec<Relation>,
    pub problems: Vec<Problem>,
}

#[derive(Default)]
pub(super) struct Way {
    pub id: i64,
    pub nodes: Vec<i64>,
    pub tags: Tags,
}

#[derive(Default)]
pub(super) struct Relation {
    pub id: i64,
    /// Role, identifier, and whether it is a way.
    pub members: Vec<(String, i64, bool)>,
    pub tags: Tags,
}

impl Data {
    pub fn add_node(&mut self, id: i64, lat: f64, lon: f64, tags: &Tags) {
        if !on_earth(lat, lon) {
            let path = format!("node {id} · lat/lon");
            let found = format!("{lat} {lon}");
            self.problems.push(bad("coordinates", path, found, "위도와 경도", "latitude and longitude"));
            return;
        }
        self.nodes.insert(id, (lat, lon));
        if rules::is_raised_kerb(tags) {
            self.kerbs.push(id);
        }
    }
}

/// Reads an OpenStreetMap file, XML or PBF by its first bytes: streets, and what they forbid. Ways without `highway`, areas and
/// ways closed to everybody are left out silently; ways whose nodes are missing (a file cut at a border) are cut there and
/// told; turn restrictions that cannot be kept are told.
#[must_use]
pub fn read_osm(bytes: &[u8]) -> (Vec<RawStreet>, StreetRules, Vec<Problem>) {
    // A PBF begins with the length of a short head, and so with a zero.
    let read = if bytes.first() == Some(&0) { osm_pbf::read(bytes) } else { osm_xml::read(bytes) };
    let mut data = match read {
        Ok(data) => data,
        Err(problem) => return (Vec::new(), StreetRules::default(), vec![problem]),
    };
    data.kerbs.sort_unstable();
    let mut uses: BTreeMap<i64, u32> = BTreeMap::new();
    for way in &data.ways {
        for (i, node) in way.nodes.iter().enumerate() {
            let end = i == 0 || i + 1 == way.nodes.len();
            *uses.entry(*node).or_default() += if end { 2 } else { 1 };
        }
    }
    let mut problems = std::mem::take(&mut data.problems);
    let (mut streets, mut rules) = (Vec::new(), StreetRules::default());
    for way in &data.ways {
        cut(way, &data, &uses, &mut streets, &mut rules, &mut problems);
    }
    rules.turns = rules::turns(&data, &streets, &mut problems);
    (streets, rules, problems)
}

/// Reads an OpenStreetMap file as [`read_osm`] does, without what the streets forbid.
#[must_use]
pub fn read_osm_xml(bytes: &[u8]) -> (Vec<RawStreet>, Vec<Problem>) {
    let (streets, _, problems) = read_osm(bytes);
    (streets, problems)
}

pub(super) fn is_restriction(relation: &Relation) -> bool {
    let kind = relation.tags.get("type").map_or("", String::as_str);
    kind.starts_with("restriction") && rules::restriction(&relation.tags).is_some()
}

pub(super) fn is_street(way: &Way) -> bool {
    let tag = |key: &str| way.tags.get(key).map_or("", String::as_str);
    let highway = tag("highway");
    let on_foot = matches!(tag("foot"), "yes" | "designated" | "permissive");
    let closed = matches!(tag("access"), "no" | "private") && !on_foot;
    !highway.is_empty()
        && !NO_WAY.contains(&highway)
        && tag("area") != "yes"
        && !closed
        && way.nodes.len() > 1
}

/// One-way for motorcycles: their own tag first, then the general one; roundabouts and motorways are one-way by law.
fn direction(way: &Way) -> Option<OneWay> {
    for key in ["oneway:motorcycle", "oneway"] {
        if let Some(value) = way.tags.get(key) {
            return one_way(value);
        }
    }
    let roundabout =
        way.tags.get("junction").is_some_and(|j| matches!(j.as_str(), "roundabout" | "circular"));
    let motorway =
        way.tags.get("highway").is_some_and(|h| matches!(h.as_str(), "motorway" | "motorway_link"));
    Some(if roundabout || motorway { OneWay::Forward } else { OneWay::No })
}

/// Whether motor vehicles are kept out of a way that would else be theirs; it is read as a way for feet.
fn no_motor(way: &Way) -> bool {
    let most_special =
        ["motorcycle", "motor_vehicle", "vehicle", "access"].iter().find_map(|k| way.tags.get(*k));
    let steps = way.tags.get("highway").is_some_and(|h| h == "steps");
    most_special.is_some_and(|v| matches!(v.as_str(), "no" | "private")) && !steps
}

/// Whether the way is kept for motor vehicles alone, by law without motorcycles (자동차전용도로).
fn is_motorroad(way: &Way) -> bool {
    way.tags.get("motorroad").is_some_and(|v| v == "yes")
}

fn cut(
    way: &Way,
    data: &Data,
    uses: &BTreeMap<i64, u32>,
    out: &mut Vec<RawStreet>,
    rules: &mut StreetRules,
    problems: &mut Vec<Problem>,
) {
    let path = |field: &str| format!("way {} · {field}", way.id);
    let tag = |key: &str| way.tags.get(key).map_or("", String::as_str);
    let Some(one_way) = direction(way) else {
        problems.push(bad("one-way", path("oneway"), tag("oneway"), "yes, no, -1", "yes, no or -1"));
        return;
    };
    let missing = way.nodes.iter().filter(|n| !data.nodes.contains_key(n)).count();
    if missing > 0 {
        let expected = Text::new("파일에 있는 node", "nodes of the file (cut at its border)");
        problems.push(Problem::warning("missing-nodes", path("nd"), missing.to_string(), expected));
    }
    let name = [tag("name:ko"), tag("name")].into_iter().find(|n| !n.is_empty()).unwrap_or_default();
    let highway = if no_motor(way) || is_motorroad(way) { "pedestrian" } else { tag("highway") };
    let mut count = 0;
    for piece in pieces(way, data, uses) {
        let (Some(first), Some(last)) = (piece.first(), piece.last()) else { continue };
        let line: Vec<(f64, f64)> = piece.iter().filter_map(|n| data.nodes.get(n).copied()).collect();
        count += 1;
        let id = format!("w{}-{count}", way.id);
        let kerbs = piece.iter().filter(|n| data.kerbs.binary_search(n).is_ok()).count();
        let facts = rules::facts(way, u16::try_from(kerbs).unwrap_or(u16::MAX));
        if facts != rules::StreetFacts::default() {
            rules.facts.insert(id.clone(), facts);
        }
        out.push(RawStreet {
            id,
            name: name.to_owned(),
            highway: highway.to_owned(),
            one_way,
            from_junction: first.to_string(),
            to_junction: last.to_string(),
            length_m: line_m(&line),
            line,
        });
    }
}

/// A way's nodes between junctions and between gaps of the file.
fn pieces(way: &Way, data: &Data, uses: &BTreeMap<i64, u32>) -> Vec<Vec<i64>> {
    let (mut out, mut piece) = (Vec::new(), Vec::new());
    for node in &way.nodes {
        if !data.nodes.contains_key(node) {
            out.push(std::mem::take(&mut piece));
            continue;
        }
        piece.push(*node);
        if piece.len() > 1 && uses.get(node).is_some_and(|n| *n > 1) {
            out.push(std::mem::replace(&mut piece, vec![*node]));
        }
    }
    out.push(piece);
    out.retain(|p| p.len() > 1);
    out
}
