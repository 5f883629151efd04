//! What a person calls a place, and which places somebody may have meant.

use market_model::{FacilityKind, Lang, Names};

use crate::Graph;
use crate::node::{Node, PlaceKind, WayKind};

/// So many suggestions at most.
const SUGGESTIONS: usize = 5;

/// The name of a node in `lang`; in Korean where it has none in that language.
pub(crate) fn of(graph: &Graph, index: u32, lang: Lang) -> String {
    let node = &graph.parts.nodes[index as usize];
    let name = node.names.get(lang);
    let bare = node.key.split_once(':').map_or("", |(_, id)| id);
    match node.kind {
        PlaceKind::Stall => stall(&node.code, name, lang),
        PlaceKind::Gate if name.is_empty() => match lang {
            Lang::Ko => format!("출입구 {bare}"),
            Lang::En => format!("gate {bare}"),
            Lang::Zh | Lang::Ja => format!("出入口{bare}"),
        },
        PlaceKind::Facility if name.is_empty() => {
            node.facility.map_or_else(|| bare.to_owned(), |f| facility(f, lang).to_owned())
        }
        PlaceKind::Gate | PlaceKind::Facility => name.to_owned(),
        PlaceKind::Address => node.code.clone(),
        PlaceKind::Junction | PlaceKind::Street => street(graph, index, node.kind, lang),
        PlaceKind::Aisle => aisle(graph, index, lang),
    }
}

/// A level's name in `lang`, by its number when it has none in Korean, Chinese or Japanese, else its identifier.
pub(crate) fn level(graph: &Graph, level: u16, lang: Lang) -> String {
    let Some(info) = graph.parts.levels.get(usize::from(level)) else { return String::new() };
    let name = match lang {
        Lang::Ko => &info.names.ko,
        Lang::En => &info.names.en,
        Lang::Zh => &info.names.zh,
        Lang::Ja => &info.names.ja,
    };
    if !name.is_empty() {
        return name.clone();
    }
    let ordinal = i16::from(info.ordinal);
    match (lang, ordinal >= 0) {
        (Lang::Ko, true) => format!("{}층", ordinal + 1),
        (Lang::Ko, false) => format!("지하 {}층", -ordinal),
        (Lang::En, _) => info.id.clone(),
        (Lang::Zh, true) => format!("{}楼", ordinal + 1),
        (Lang::Zh, false) => format!("地下{}楼", -ordinal),
        (Lang::Ja, true) => format!("{}階", ordinal + 1),
        (Lang::Ja, false) => format!("地下{}階", -ordinal),
    }
}

/// A way's name in `lang`, in Korean when it has no other; empty when it has none.
pub(crate) fn way(graph: &Graph, index: u32, lang: Lang) -> &str {
    let Some(way) = graph.parts.ways.get(index as usize) else { return "" };
    if lang == Lang::Ko || way.en.is_empty() { &way.ko } else { &way.en }
}

fn stall(code: &str, name: &str, lang: Lang) -> String {
    match (lang, name.is_empty()) {
        (Lang::Ko, true) => format!("{code} 점포"),
        (Lang::En, true) => format!("stall {code}"),
        (Lang::Zh, true) => format!("{code}号摊位"),
        (Lang::Ja, true) => format!("{code}番の店"),
        (Lang::Ko, false) => format!("{name}({code})"),
        (Lang::En, false) => format!("{name} ({code})"),
        (Lang::Zh | Lang::Ja, false) => format!("{name}（{code}）"),
    }
}

fn facility(kind: FacilityKind, lang: Lang) -> &'static str {
    let (zh, ja) = match kind {
        FacilityKind::Toilet => ("洗手间", "トイレ"),
        FacilityKind::Parking => ("停车场", "駐車場"),
        FacilityKind::Rest => ("休息处", "休憩所"),
        FacilityKind::Aed => ("自动体外除颤器", "AED"),
        FacilityKind::Extinguisher => ("灭火器", "消火器"),
        FacilityKind::Hydrant => ("消火栓", "消火栓"),
        FacilityKind::Hub => ("配送中心", "配送センター"),
        FacilityKind::Information => ("问询处", "案内所"),
        FacilityKind::Lockers => ("寄存柜", "コインロッカー"),
    };
    match lang {
        Lang::Ko | Lang::En => kind.word(lang),
        Lang::Zh => zh,
        Lang::Ja => ja,
    }
}

fn street(graph: &Graph, index: u32, kind: PlaceKind, lang: Lang) -> String {
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
    match (kind, joined.is_empty(), lang) {
        (PlaceKind::Junction, true, Lang::Ko) => "교차로".to_owned(),
        (PlaceKind::Junction, true, Lang::En) => "the junction".to_owned(),
        (PlaceKind::Junction, true, Lang::Zh) => "路口".to_owned(),
        (PlaceKind::Junction, true, Lang::Ja) => "交差点".to_owned(),
        (PlaceKind::Junction, false, Lang::Ko) => format!("{joined} 교차로"),
        (PlaceKind::Junction, false, Lang::En) => format!("the junction of {}", names.join(" and ")),
        (PlaceKind::Junction, false, Lang::Zh) => format!("{joined}路口"),
        (PlaceKind::Junction, false, Lang::Ja) => format!("{joined}の交差点"),
        (_, true, Lang::Ko) => "길".to_owned(),
        (_, true, Lang::En) => "the street".to_owned(),
        (_, true, Lang::Zh) => "路边".to_owned(),
        (_, true, Lang::Ja) => "道路".to_owned(),
        (_, false, _) => joined,
    }
}

fn aisle(graph: &Graph, index: u32, lang: Lang) -> String {
    let touching = graph.parts.edges.iter().find(|(a, b, _)| *a == index || *b == index);
    let name = touching.map_or("", |(_, _, e)| way(graph, e.way, lang));
    let unnamed = match lang {
        Lang::Ko => "통로",
        Lang::En => "the aisle",
        Lang::Zh => "通道",
        Lang::Ja => "通路",
    };
    if name.is_empty() { unnamed } else { name }.to_owned()
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
