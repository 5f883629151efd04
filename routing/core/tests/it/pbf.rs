//! Writes small OSM XML as OSM PBF, for tests of the reader.

use std::collections::BTreeMap;

fn number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn zigzag(n: i64) -> u64 {
    ((n << 1) ^ (n >> 63)) as u64
}

fn bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    number(out, field << 3 | 2);
    number(out, value.len() as u64);
    out.extend(value);
}

fn int(out: &mut Vec<u8>, field: u64, n: u64) {
    number(out, field << 3);
    number(out, n);
}

fn packed(out: &mut Vec<u8>, field: u64, all: impl IntoIterator<Item = u64>) {
    let mut list = Vec::new();
    all.into_iter().for_each(|n| number(&mut list, n));
    bytes(out, field, &list);
}

fn deltas(all: &[i64]) -> Vec<u64> {
    let mut last = 0;
    all.iter().map(|n| zigzag(n - std::mem::replace(&mut last, *n))).collect()
}

/// An element of the XML: name, attributes, children.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Element>,
}

fn attributes(text: &str) -> BTreeMap<String, String> {
    let mut parts = text.split('"');
    let mut out = BTreeMap::new();
    while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
        out.insert(key.trim().trim_end_matches('=').to_owned(), value.to_owned());
    }
    out
}

fn parse(xml: &str) -> Vec<Element> {
    let mut out: Vec<Element> = Vec::new();
    let mut open = false;
    for tag in xml.split('<').skip(1).filter_map(|t| t.split_once('>')).map(|t| t.0) {
        if tag.starts_with('/') {
            open = false;
            continue;
        }
        let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let closed = rest.ends_with('/');
        let element = Element {
            name: name.to_owned(),
            attributes: attributes(rest.trim_end_matches('/')),
            children: Vec::new(),
        };
        match name {
            "node" | "way" | "relation" => {
                out.push(element);
                open = !closed;
            }
            "nd" | "tag" | "member" if open => out.last_mut().unwrap().children.push(element),
            _ => {}
        }
    }
    out
}

#[derive(Default)]
struct Texts(Vec<String>);

impl Texts {
    fn index(&mut self, text: &str) -> u64 {
        let found = self.0.iter().position(|t| t == text);
        found.unwrap_or_else(|| {
            self.0.push(text.to_owned());
            self.0.len() - 1
        }) as u64
    }

    fn tags(&mut self, element: &Element) -> (Vec<u64>, Vec<u64>) {
        let tags = element.children.iter().filter(|c| c.name == "tag");
        tags.map(|t| (self.index(&t.attributes["k"]), self.index(&t.attributes["v"]))).unzip()
    }
}

fn id(element: &Element, key: &str) -> i64 {
    element.attributes[key].parse().unwrap()
}

fn place(element: &Element) -> [i64; 2] {
    ["lat", "lon"].map(|k| (element.attributes[k].parse::<f64>().unwrap() * 1e7).round() as i64)
}

fn nodes(elements: &[Element], texts: &mut Texts, dense: bool) -> Vec<u8> {
    let all: Vec<&Element> = elements.iter().filter(|e| e.name == "node").collect();
    let mut group = Vec::new();
    if dense {
        let mut inner = Vec::new();
        packed(&mut inner, 1, deltas(&all.iter().map(|e| id(e, "id")).collect::<Vec<_>>()));
        for axis in [0, 1] {
            packed(
                &mut inner,
                8 + axis,
                deltas(&all.iter().map(|e| place(e)[axis as usize]).collect::<Vec<_>>()),
            );
        }
        let mut words = Vec::new();
        for element in &all {
            let (keys, values) = texts.tags(element);
            words.extend(keys.into_iter().zip(values).flat_map(|(k, v)| [k, v]));
            words.push(0);
        }
        packed(&mut inner, 10, words);
        bytes(&mut group, 2, &inner);
        return group;
    }
    for element in all {
        let mut inner = Vec::new();
        let (keys, values) = texts.tags(element);
        int(&mut inner, 1, zigzag(id(element, "id")));
        packed(&mut inner, 2, keys);
        packed(&mut inner, 3, values);
        int(&mut inner, 8, zigzag(place(element)[0]));
        int(&mut inner, 9, zigzag(place(element)[1]));
        bytes(&mut group, 1, &inner);
    }
    group
}

fn others(elements: &[Element], texts: &mut Texts) -> Vec<u8> {
    let mut group = Vec::new();
    for element in elements.iter().filter(|e| e.name != "node") {
        let mut inner = Vec::new();
        let (keys, values) = texts.tags(element);
        int(&mut inner, 1, id(element, "id") as u64);
        packed(&mut inner, 2, keys);
        packed(&mut inner, 3, values);
        let children =
            |name: &str| element.children.iter().filter(move |c| c.name == name).collect::<Vec<_>>();
        let refs: Vec<i64> = children("nd").iter().chain(&children("member")).map(|c| id(c, "ref")).collect();
        if element.name == "way" {
            packed(&mut inner, 8, deltas(&refs));
        } else {
            let members = children("member");
            packed(
                &mut inner,
                8,
                members.iter().map(|m| texts.index(&m.attributes["role"])).collect::<Vec<_>>(),
            );
            packed(&mut inner, 9, deltas(&refs));
            packed(&mut inner, 10, members.iter().map(|m| u64::from(m.attributes["type"] == "way")));
        }
        bytes(&mut group, if element.name == "way" { 3 } else { 4 }, &inner);
    }
    group
}

fn blob(out: &mut Vec<u8>, kind: &str, data: &[u8], zlib: bool) {
    let mut body = Vec::new();
    if zlib {
        int(&mut body, 2, data.len() as u64);
        bytes(&mut body, 3, &miniz_oxide::deflate::compress_to_vec_zlib(data, 6));
    } else {
        bytes(&mut body, 1, data);
    }
    let mut head = Vec::new();
    bytes(&mut head, 1, kind.as_bytes());
    int(&mut head, 3, body.len() as u64);
    out.extend((head.len() as u32).to_be_bytes());
    out.extend(head);
    out.extend(body);
}

/// The file. Nodes stand in one block, ways and relations in another.
pub fn write(xml: &str, zlib: bool, dense: bool) -> Vec<u8> {
    let elements = parse(xml);
    let mut out = Vec::new();
    let mut header = Vec::new();
    bytes(&mut header, 4, b"OsmSchema-V0.6");
    if dense {
        bytes(&mut header, 4, b"DenseNodes");
    }
    blob(&mut out, "OSMHeader", &header, zlib);
    for part in [0, 1] {
        // The first text is empty: 0 ends the tags of a dense node.
        let mut texts = Texts(vec![String::new()]);
        let group =
            if part == 0 { nodes(&elements, &mut texts, dense) } else { others(&elements, &mut texts) };
        let mut table = Vec::new();
        texts.0.iter().for_each(|t| bytes(&mut table, 1, t.as_bytes()));
        let mut block = Vec::new();
        bytes(&mut block, 1, &table);
        bytes(&mut block, 2, &group);
        blob(&mut out, "OSMData", &block, zlib);
    }
    out
}
