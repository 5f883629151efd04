//! OpenStreetMap's XML form (`.osm`).

use market_model::Problem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::graphml::attribute;
use super::osm::{Data, Relation, Tags, Way, is_restriction, is_street};
use super::{bad, not_readable};

/// What is being read.
enum Open {
    Node { id: i64, at: Option<(f64, f64)>, told: String, tags: Tags },
    Way(Way),
    Relation(Relation),
}

pub(super) fn read(bytes: &[u8]) -> Result<Data, Problem> {
    let mut reader = Reader::from_reader(bytes);
    let mut data = Data::default();
    let mut open: Option<Open> = None;
    let mut whole = false;
    loop {
        match reader.read_event().map_err(|e| not_readable("OSM XML", e))? {
            Event::Start(tag) => start(&tag, &mut open),
            Event::Empty(tag) => {
                start(&tag, &mut open);
                if matches!(tag.name().as_ref(), b"node" | b"way" | b"relation") {
                    close(open.take(), &mut data);
                }
            }
            Event::End(tag) => match tag.name().as_ref() {
                b"node" | b"way" | b"relation" => close(open.take(), &mut data),
                b"osm" => whole = true,
                _ => {}
            },
            Event::Eof if whole => return Ok(data),
            Event::Eof => return Err(not_readable("OSM XML", "no <osm> … </osm>: cut short?")),
            _ => {}
        }
    }
}

fn start(tag: &BytesStart<'_>, open: &mut Option<Open>) {
    let number = |name: &str| attribute(tag, name).parse::<f64>().ok();
    let id = |name: &str| attribute(tag, name).parse::<i64>().unwrap_or(0);
    match (tag.name().as_ref(), open) {
        (b"node", open) => {
            let at = number("lat").zip(number("lon"));
            let told = format!("{} {}", attribute(tag, "lat"), attribute(tag, "lon"));
            *open = Some(Open::Node { id: id("id"), at, told, tags: Tags::new() });
        }
        (b"way", open) => *open = Some(Open::Way(Way { id: id("id"), ..Way::default() })),
        (b"relation", open) => {
            *open = Some(Open::Relation(Relation { id: id("id"), ..Relation::default() }));
        }
        (b"nd", Some(Open::Way(way))) => way.nodes.push(id("ref")),
        (b"member", Some(Open::Relation(relation))) => {
            let is_way = attribute(tag, "type") == "way";
            relation.members.push((attribute(tag, "role"), id("ref"), is_way));
        }
        (
            b"tag",
            Some(
                Open::Node { tags, .. } | Open::Way(Way { tags, .. }) | Open::Relation(Relation { tags, .. }),
            ),
        ) => {
            tags.insert(attribute(tag, "k"), attribute(tag, "v"));
        }
        _ => {}
    }
}

fn close(open: Option<Open>, data: &mut Data) {
    match open {
        Some(Open::Node { id, at: Some((lat, lon)), tags, .. }) => data.add_node(id, lat, lon, &tags),
        Some(Open::Node { id, at: None, told, .. }) => data.problems.push(bad(
            "coordinates",
            format!("node {id} · lat/lon"),
            told,
            "위도와 경도",
            "latitude and longitude",
        )),
        Some(Open::Way(way)) => data.ways.extend(Some(way).filter(is_street)),
        Some(Open::Relation(relation)) => data.relations.extend(Some(relation).filter(is_restriction)),
        None => {}
    }
}
