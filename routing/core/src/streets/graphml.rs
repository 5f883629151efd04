//! GraphML as OSMnx writes it: nodes with `x`, `y`; directed edges with `geometry` (WKT), `length`, `oneway`.

use std::collections::BTreeMap;

use market_model::Problem;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::directed::{Directed, merge};
use super::{RawStreet, bad, first_of, line_m, not_readable, on_earth, one_way};

type Fields = BTreeMap<String, String>;

/// Reads an OSMnx GraphML file. Edges that cannot be used are told and left out.
#[must_use]
pub fn read_graphml(bytes: &[u8]) -> (Vec<RawStreet>, Vec<Problem>) {
    let mut file = match File::read(bytes) {
        Ok(file) => file,
        Err(problem) => return (Vec::new(), vec![problem]),
    };
    let mut problems = std::mem::take(&mut file.problems);
    let mut edges = Vec::new();
    for (index, (from, to, fields)) in file.edges.iter().enumerate() {
        match edge(&file.nodes, index, from, to, fields) {
            Ok(edge) => edges.push(edge),
            Err(problem) => problems.push(problem),
        }
    }
    (merge(edges), problems)
}

#[derive(Default)]
struct File {
    /// Names of keys: `d13` is `length`.
    keys: BTreeMap<String, String>,
    nodes: BTreeMap<String, (f64, f64)>,
    edges: Vec<(String, String, Fields)>,
    problems: Vec<Problem>,
}

impl File {
    fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let mut reader = Reader::from_reader(bytes);
        let mut file = Self::default();
        let mut fields = Fields::new();
        let mut data: Option<String> = None;
        let mut edge = (String::new(), String::new());
        let mut node = String::new();
        let mut whole = false;
        loop {
            match reader.read_event().map_err(|e| not_readable("GraphML", e))? {
                Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == b"key" => {
                    file.keys.insert(attribute(&tag, "id"), attribute(&tag, "attr.name"));
                }
                Event::Start(tag) => match tag.name().as_ref() {
                    b"node" => (node, fields) = (attribute(&tag, "id"), Fields::new()),
                    b"edge" => {
                        edge = (attribute(&tag, "source"), attribute(&tag, "target"));
                        fields = Fields::new();
                    }
                    b"data" => data = Some(attribute(&tag, "key")),
                    _ => {}
                },
                Event::Empty(tag) if tag.name().as_ref() == b"edge" => {
                    file.edges.push((attribute(&tag, "source"), attribute(&tag, "target"), Fields::new()));
                }
                Event::Text(text) => {
                    let value = text.decode().map_err(|e| not_readable("GraphML", e))?;
                    file.put(&data, &mut fields, &value);
                }
                Event::GeneralRef(name) => {
                    let value = entity(&name).ok_or_else(|| not_readable("GraphML", "an unknown entity"))?;
                    file.put(&data, &mut fields, &value);
                }
                Event::End(tag) => match tag.name().as_ref() {
                    b"graphml" => whole = true,
                    b"data" => data = None,
                    b"node" => file.add_node(&node, &fields),
                    b"edge" => {
                        let (from, to) = std::mem::take(&mut edge);
                        file.edges.push((from, to, std::mem::take(&mut fields)));
                    }
                    _ => {}
                },
                Event::Eof if whole => return Ok(file),
                Event::Eof => return Err(not_readable("GraphML", "no <graphml> … </graphml>: cut short?")),
                _ => {}
            }
        }
    }

    fn put(&self, data: &Option<String>, fields: &mut Fields, value: &str) {
        if let Some(name) = data.as_ref().and_then(|key| self.keys.get(key)) {
            fields.entry(name.clone()).or_default().push_str(value);
        }
    }

    fn add_node(&mut self, id: &str, fields: &Fields) {
        let number = |name: &str| fields.get(name).and_then(|v| v.trim().parse::<f64>().ok());
        match (number("y"), number("x")) {
            (Some(lat), Some(lon)) if on_earth(lat, lon) => {
                self.nodes.insert(id.to_owned(), (lat, lon));
            }
            _ => self.problems.push(bad(
                "coordinates",
                format!("node {id} · x/y"),
                format!("{:?} {:?}", fields.get("x"), fields.get("y")),
                "경도와 위도",
                "longitude and latitude",
            )),
        }
    }
}

fn edge(
    nodes: &BTreeMap<String, (f64, f64)>,
    index: usize,
    from: &str,
    to: &str,
    fields: &Fields,
) -> Result<Directed, Problem> {
    let path = |field: &str| format!("edge {index} ({from} → {to}) · {field}");
    let text = |field: &str| fields.get(field).map_or("", |v| v.trim());
    let end = |id: &str, field: &str| {
        let missing = || bad("unknown-node", path(field), id, "파일에 있는 node", "a node of the file");
        nodes.get(id).copied().ok_or_else(missing)
    };
    let (start, goal) = (end(from, "source")?, end(to, "target")?);
    let line = match text("geometry") {
        "" => vec![start, goal],
        wkt => line_string(wkt)
            .ok_or_else(|| bad("geometry", path("geometry"), wkt, "LINESTRING", "a LINESTRING"))?,
    };
    let one_way = one_way(first_of(text("oneway")))
        .ok_or_else(|| bad("one-way", path("oneway"), text("oneway"), "True 또는 False", "True or False"))?;
    let stated = text("length");
    let length_m = if stated.is_empty() { line_m(&line) } else { stated.parse().unwrap_or(-1.0) };
    if !(0.0..=200_000.0).contains(&length_m) {
        return Err(bad("length", path("length"), stated, "0~200,000 m", "0 to 200,000 m"));
    }
    Ok(Directed {
        from: from.to_owned(),
        to: to.to_owned(),
        name: first_of(text("name")).to_owned(),
        highway: first_of(text("highway")).to_owned(),
        one_way,
        line,
        length_m,
    })
}

/// Latitudes and longitudes of `LINESTRING (lon lat, …)`.
fn line_string(wkt: &str) -> Option<Vec<(f64, f64)>> {
    let inner = wkt.strip_prefix("LINESTRING")?.trim().strip_prefix('(')?.strip_suffix(')')?;
    let point = |pair: &str| {
        let mut parts = pair.split_whitespace().map(str::parse::<f64>);
        let (lon, lat) = (parts.next()?.ok()?, parts.next()?.ok()?);
        on_earth(lat, lon).then_some((lat, lon))
    };
    let line: Vec<_> = inner.split(',').map(point).collect::<Option<_>>()?;
    (line.len() >= 2).then_some(line)
}

pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.try_get_attribute(name).ok().flatten();
    found.and_then(|a| a.unescape_value().ok().map(std::borrow::Cow::into_owned)).unwrap_or_default()
}

/// The text of `&apos;`, `&amp;`, `&#39;` and the like.
fn entity(name: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return Some(c.to_string());
    }
    let text = name.decode().ok()?;
    quick_xml::escape::resolve_predefined_entity(&text).map(str::to_owned)
}
