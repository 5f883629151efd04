//! OpenStreetMap XML (`.osm`): ways cut at the nodes that they share.

use std::collections::BTreeMap;

use market_model::{OneWay, Problem, Text};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::graphml::attribute;
use super::{RawStreet, bad, line_m, not_readable, on_earth, one_way};

/// Ways of these kinds are no ways yet, or no more.
const NO_WAY: [&str; 8] =
    ["construction", "proposed", "abandoned", "razed", "platform", "rest_area", "services", "raceway"];

#[derive(Default)]
struct Way {
    id: String,
    nodes: Vec<String>,
    tags: BTreeMap<String, String>,
}

/// Reads an OpenStreetMap XML file. Ways without `highway`, areas and ways closed to everybody are left out silently;
/// ways whose nodes are missing (a file cut at a border) are cut there and told.
#[must_use]
pub fn read_osm_xml(bytes: &[u8]) -> (Vec<RawStreet>, Vec<Problem>) {
    let (nodes, ways, mut problems) = match read(bytes) {
        Ok(found) => found,
        Err(problem) => return (Vec::new(), vec![problem]),
    };
    let mut uses: BTreeMap<&str, u32> = BTreeMap::new();
    for way in &ways {
        for (i, node) in way.nodes.iter().enumerate() {
            let end = i == 0 || i + 1 == way.nodes.len();
            *uses.entry(node).or_default() += if end { 2 } else { 1 };
        }
    }
    let mut out = Vec::new();
    for way in &ways {
        cut(way, &nodes, &uses, &mut out, &mut problems);
    }
    (out, problems)
}

type Places = BTreeMap<String, (f64, f64)>;

fn read(bytes: &[u8]) -> Result<(Places, Vec<Way>, Vec<Problem>), Problem> {
    let mut reader = Reader::from_reader(bytes);
    let (mut nodes, mut ways, mut problems) = (Places::new(), Vec::new(), Vec::new());
    let mut way: Option<Way> = None;
    let mut whole = false;
    loop {
        match reader.read_event().map_err(|e| not_readable("OSM XML", e))? {
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                b"node" => add_node(&tag, &mut nodes, &mut problems),
                b"way" => way = Some(Way { id: attribute(&tag, "id"), ..Way::default() }),
                b"nd" => {
                    if let Some(way) = &mut way {
                        way.nodes.push(attribute(&tag, "ref"));
                    }
                }
                b"tag" => {
                    if let Some(way) = &mut way {
                        way.tags.insert(attribute(&tag, "k"), attribute(&tag, "v"));
                    }
                }
                _ => {}
            },
            Event::End(tag) if tag.name().as_ref() == b"way" => ways.extend(way.take().filter(is_street)),
            Event::End(tag) if tag.name().as_ref() == b"osm" => whole = true,
            Event::Eof if whole => return Ok((nodes, ways, problems)),
            Event::Eof => return Err(not_readable("OSM XML", "no <osm> … </osm>: cut short?")),
            _ => {}
        }
    }
}

fn add_node(tag: &BytesStart<'_>, nodes: &mut Places, problems: &mut Vec<Problem>) {
    let id = attribute(tag, "id");
    let number = |name: &str| attribute(tag, name).parse::<f64>().ok();
    match (number("lat"), number("lon")) {
        (Some(lat), Some(lon)) if on_earth(lat, lon) => {
            nodes.insert(id, (lat, lon));
        }
        _ => problems.push(bad(
            "coordinates",
            format!("node {id} · lat/lon"),
            format!("{} {}", attribute(tag, "lat"), attribute(tag, "lon")),
            "위도와 경도",
            "latitude and longitude",
        )),
    }
}

fn is_street(way: &Way) -> bool {
    let tag = |key: &str| way.tags.get(key).map_or("", String::as_str);
    let highway = tag("highway");
    let closed = matches!(tag("access"), "no" | "private") && !matches!(tag("foot"), "yes" | "designated");
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

fn cut(
    way: &Way,
    nodes: &Places,
    uses: &BTreeMap<&str, u32>,
    out: &mut Vec<RawStreet>,
    problems: &mut Vec<Problem>,
) {
    let path = |field: &str| format!("way {} · {field}", way.id);
    let tag = |key: &str| way.tags.get(key).map_or("", String::as_str);
    let Some(one_way) = direction(way) else {
        problems.push(bad("one-way", path("oneway"), tag("oneway"), "yes, no, -1", "yes, no or -1"));
        return;
    };
    let missing = way.nodes.iter().filter(|n| !nodes.contains_key(*n)).count();
    if missing > 0 {
        let expected = Text::new("파일에 있는 node", "nodes of the file (cut at its border)");
        problems.push(Problem::warning("missing-nodes", path("nd"), missing.to_string(), expected));
    }
    let name = [tag("name:ko"), tag("name")].into_iter().find(|n| !n.is_empty()).unwrap_or_default();
    let mut piece: Vec<&str> = Vec::new();
    let mut count = 0;
    let mut finish = |piece: &[&str]| {
        let [first, .., last] = piece else { return };
        let line: Vec<(f64, f64)> = piece.iter().filter_map(|n| nodes.get(*n).copied()).collect();
        count += 1;
        out.push(RawStreet {
            id: format!("w{}-{count}", way.id),
            name: name.to_owned(),
            highway: if no_motor(way) { "pedestrian" } else { tag("highway") }.to_owned(),
            one_way,
            from_junction: (*first).to_owned(),
            to_junction: (*last).to_owned(),
            length_m: line_m(&line),
            line,
        });
    };
    for node in &way.nodes {
        if !nodes.contains_key(node) {
            finish(&piece);
            piece.clear();
            continue;
        }
        piece.push(node);
        if piece.len() > 1 && uses.get(node.as_str()).is_some_and(|n| *n > 1) {
            finish(&piece);
            piece = vec![node];
        }
    }
    finish(&piece);
}
