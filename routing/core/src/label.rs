//! What a person calls a place, and which places somebody may have meant.

use market_model::{Lang, Names};

use crate::Graph;
use crate::node::{Node, PlaceKind, WayKind};

/// So many suggestions at most.
const SUGGESTIONS: usize = 5;

/// The name of a node in `lang` (English stands in for languages other than Korean).
pub(crate) fn of(graph: &Graph, index: u32, lang: Lang) -> String {
    let node = &graph.parts.nodes[index as usize];
    let ko = lang == Lang::Ko;
    let name = node.names.get(lang);
    let bare = node.key.split_once(':').map_or("", |(_, id)| id);
    match node.kind {
        PlaceKind::Stall if name.is_empty() && ko => format!("{} 점포", node.code),
        PlaceKind::Stall if name.is_empty() => format!("stall {}", node.code),
        PlaceKind::Stall if ko => format!("{name}({})", node.code),
        PlaceKind::Stall => format!("{name} ({})", node.code),
        PlaceKind::Gate if name.is_empty() => format!("{} {bare}", if ko { "출입구" } else { "gate" }),
        PlaceKind::Facility if name.is_empty() => {
            node.facility.map_or_else(|| bare.to_owned(), |f| f.word(lang).to_owned())
        }
        PlaceKind::Gate | PlaceKind::Facility => name.to_owned(),
        PlaceKind::Address => node.code.clone(),
        PlaceKind::Junction | PlaceKind::Street => street_label(graph, index, node.kind, ko),
        PlaceKind::Aisle => aisle_label(graph, index, ko),
    }
}

/// A level's name in `lang`, its identifier when it has none.
pub(crate) fn level(graph: &Graph, level: u16, lang: Lang) -> String {
    let Some(info) = graph.parts.levels.get(usize::from(level)) else { return String::new() };
    let name = if lang == Lang::Ko { &info.names.ko } else { &info.names.en };
    match (name.is_empty(), lang == Lang::Ko) {
        (false, _) => name.clone(),
        (true, true) if info.ordinal >= 0 => format!("{}층", i16::from(info.ordinal) + 1),
        (true, true) => format!("지하 {}층", -i16::from(info.ordinal)),
        (true, false) => info.id.clone(),
    }
}

/// A way's name in `lang`, in Korean when it has no other; empty when it has none.
pub(crate) fn way(graph: &Graph, index: u32, lang: Lang) -> &str {
    let Some(way) = graph.parts.ways.get(index as usize) else { return "" };
    if lang == Lang::Ko || way.en.is_empty() { &way.ko } else { &way.en }
}

fn street_label(graph: &Graph, index: u32, kind: PlaceKind, ko: bool) -> String {
    let mut names: Vec<&str> = Vec::new();
    let touching = graph.parts.edges.iter().filter(|(a, b, _)| *a == index || *b == index);
    for (_, _, edge) in touching {
        let way = &graph.parts.ways[edge.way as usize];
        if way.kind == WayKind::Street && !way.ko.is_empty() && !names.contains(&way.ko.as_str()) {
            names.push(&way.ko);
        }
    }
    names.truncate(2);
    let joined = names.join("·");
    match (kind, ko, joined.is_empty()) {
        (PlaceKind::Junction, true, true) => "교차로".to_owned(),
        (PlaceKind::Junction, true, false) => format!("{joined} 교차로"),
        (PlaceKind::Junction, false, true) => "the junction".to_owned(),
        (PlaceKind::Junction, false, false) => format!("the junction of {}", names.join(" and ")),
        (_, true, true) => "길".to_owned(),
        (_, false, true) => "the street".to_owned(),
        (_, _, false) => joined,
    }
}

fn aisle_label(graph: &Graph, index: u32, ko: bool) -> String {
    let lang = if ko { Lang::Ko } else { Lang::En };
    let touching = graph.parts.edges.iter().find(|(a, b, _)| *a == index || *b == index);
    let name = touching.map_or("", |(_, _, e)| way(graph, e.way, lang));
    match (name.is_empty(), ko) {
        (false, _) => name.to_owned(),
        (true, true) => "통로".to_owned(),
        (true, false) => "the aisle".to_owned(),
    }
}

/// Keys of places whose key, code or name resembles `text`, best first.
pub(crate) fn suggest(nodes: &[Node], text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let bare = text.split_once(':').map_or(text.as_str(), |(_, id)| id);
    let score = |n: &Node| {
        let id = n.key.split_once(':').map_or("", |(_, id)| id).to_lowercase();
        let named = |names: &Names| names.ko.contains(bare) || names.en.to_lowercase().contains(bare);
        let near =
            [&id, &n.code.to_lowercase()].into_iter().map(|t| distance(bare, t)).min().unwrap_or(usize::MAX);
        if !bare.is_empty() && named(&n.names) { Some(0) } else { (near <= 2).then_some(near) }
    };
    let public = |n: &&Node| !matches!(n.kind, PlaceKind::Aisle | PlaceKind::Street);
    let mut found: Vec<(usize, PlaceKind, &str)> =
        nodes.iter().filter(public).filter_map(|n| score(n).map(|s| (s, n.kind, n.key.as_str()))).collect();
    found.sort_unstable();
    found.into_iter().take(SUGGESTIONS).map(|(_, _, key)| key.to_owned()).collect()
}

/// Edits (insert, drop, change) between two texts. O(|a| · |b|), and gives up on texts of very different length.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
