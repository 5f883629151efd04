//! Why there is no way: the obstacle on the way that there would be, and how far one gets.

use market_model::{ConnectorKind, Lang, Text};

use crate::josa::{Josa, with};
use crate::node::{Dirs, Edge, PlaceKind, WayKind};
use crate::profile::{Obstacle, Profile, foot_ms};
use crate::search::NO_EDGE;
use crate::{Graph, NoRoute, NodeId, View};

/// A node of another graph was asked for.
pub(crate) fn unknown(graph: &Graph, from: NodeId, to: NodeId, profile: Profile) -> NoRoute {
    let reason = Text::new("지도에 없는 곳입니다", "the place is not in this graph");
    answer(graph, from, to, profile, reason)
}

/// The obstacle between two places of the graph.
pub(crate) fn no_route(view: &View<'_>, from: NodeId, to: NodeId, profile: Profile) -> NoRoute {
    let graph = view.graph();
    let labels = |lang| (graph.label(from, lang), graph.label(to, lang));
    let ((from_ko, to_ko), (from_en, to_en)) = (labels(Lang::Ko), labels(Lang::En));
    let mut blocked_by = Vec::new();
    let mut words: Vec<(String, String)> = Vec::new();
    let walk = graph.at(None).arcs(from.0, to.0, Profile::Walk);
    for arc in walk.iter().flat_map(|(_, arcs)| arcs) {
        let arc = graph.frozen(Profile::Walk).arcs[*arc as usize];
        if arc.edge == NO_EDGE {
            continue;
        }
        if let Some(obstacle) = obstacle(view, arc.edge, arc.forward, profile) {
            let (key, ko, en) = describe(view, arc.edge, obstacle);
            if !blocked_by.contains(&key) {
                blocked_by.push(key);
                words.push((ko, en));
            }
        }
    }
    let reason = if walk.is_none() {
        Text::new(
            format!("{from_ko}에서 {}는 이어진 길이 없습니다", with(&to_ko, Josa::Ro)),
            format!("no way joins {from_en} and {to_en}"),
        )
    } else if words.is_empty() {
        Text::new(
            format!(
                "{from_ko}에서 {}는 {} 갈 수 있는 도로가 이어지지 않습니다",
                with(&to_ko, Josa::Ro),
                with(profile.ko(), Josa::Ro)
            ),
            format!("no streets lead from {from_en} to {to_en} {}: one-ways or a gap", profile.en()),
        )
    } else {
        let ko: Vec<&str> = words.iter().map(|(k, _)| k.as_str()).collect();
        let en: Vec<&str> = words.iter().map(|(_, e)| e.as_str()).collect();
        Text::new(
            format!(
                "{from_ko}에서 {}는 갈 수 없습니다({}): {}",
                with(&to_ko, Josa::Ro),
                profile.ko(),
                ko.join(", ")
            ),
            format!("no way from {from_en} to {to_en} {}: {}", profile.en(), en.join(", ")),
        )
    };
    let nearest = nearest_reachable(view, from, to, profile);
    NoRoute { blocked_by, nearest, ..answer(graph, from, to, profile, reason) }
}

fn answer(graph: &Graph, from: NodeId, to: NodeId, profile: Profile, reason: Text) -> NoRoute {
    NoRoute {
        from: graph.key(from).to_owned(),
        to: graph.key(to).to_owned(),
        profile,
        reason,
        blocked_by: Vec::new(),
        nearest: None,
    }
}

fn obstacle(view: &View<'_>, edge: u32, forward: bool, profile: Profile) -> Option<Obstacle> {
    let parts = &view.graph().parts;
    let (change, edge) = (view.effects().change(edge), &parts.edges[edge as usize].2);
    let way = &parts.ways[edge.way as usize];
    if edge.hours.is_some_and(|h| view.effects().is_shut(h)) {
        return Some(Obstacle::Closed);
    }
    if change.is_some_and(|c| c.closed) {
        return Some(Obstacle::Barred);
    }
    if profile == Profile::Motorcycle && edge.motorcycle != Dirs::NONE {
        return None;
    }
    let width_mm = change.map_or(edge.width_mm, |c| c.width(edge.width_mm));
    foot_ms(&Edge { width_mm, ..edge.clone() }, way, profile, forward).err()
}

/// What stands in the way: its key, and words in Korean and English.
fn describe(view: &View<'_>, edge: u32, obstacle: Obstacle) -> (String, String, String) {
    let graph = view.graph();
    let width_mm = view.effects().change(edge).map(|c| c.width(graph.parts.edges[edge as usize].2.width_mm));
    let (a, b, e) = &graph.parts.edges[edge as usize];
    let way = &graph.parts.ways[e.way as usize];
    let gate = [*a, *b].into_iter().find(|n| graph.parts.nodes[*n as usize].kind == PlaceKind::Gate);
    let (key, ko, en) = match (way.kind, gate) {
        (WayKind::Connector, _) => {
            let kind = way.connector.unwrap_or(ConnectorKind::Stairs);
            let name = |own: &str, word: &str| if own.is_empty() { word.to_owned() } else { own.to_owned() };
            let en = if way.en.is_empty() { &way.ko } else { &way.en };
            (format!("connector:{}", way.id), name(&way.ko, kind.ko()), name(en, kind.en()))
        }
        (WayKind::GateLink | WayKind::Spur, Some(g)) => {
            let id = NodeId(g);
            (graph.key(id).to_owned(), graph.label(id, Lang::Ko), graph.label(id, Lang::En))
        }
        (WayKind::Street, _) => {
            let name = if way.ko.is_empty() { "도로" } else { &way.ko };
            (
                format!("street:{}", way.ko),
                name.to_owned(),
                if way.ko.is_empty() { "street" } else { &way.ko }.to_owned(),
            )
        }
        _ => {
            let name =
                |n: &str, word: &str| if n.is_empty() { format!("{word} {}", way.id) } else { n.to_owned() };
            let en = if way.en.is_empty() { &way.ko } else { &way.en };
            (format!("aisle:{}", way.id), name(&way.ko, "통로"), name(en, "aisle"))
        }
    };
    let width = f64::from(width_mm.unwrap_or(e.width_mm)) / 1000.0;
    let (why_ko, why_en) = match obstacle {
        Obstacle::Steps => (format!("계단 {}단", e.steps), format!("{} steps", e.steps)),
        Obstacle::Narrow => (format!("폭 {width:.2} m"), format!("{width:.2} m wide")),
        Obstacle::Steep => {
            (format!("경사 {}‰", e.slope_permille), format!("slope of {} ‰", e.slope_permille))
        }
        Obstacle::NotForThis => ("다닐 수 없음".to_owned(), "not for this".to_owned()),
        Obstacle::Barred => ("막힘".to_owned(), "blocked".to_owned()),
        Obstacle::Closed => ("지금 닫힘".to_owned(), "closed at this hour".to_owned()),
    };
    (key, format!("{ko} ({why_ko})"), format!("{en} ({why_en})"))
}

/// Of the named places that can be reached, the one nearest to the destination as the crow flies.
fn nearest_reachable(view: &View<'_>, from: NodeId, to: NodeId, profile: Profile) -> Option<String> {
    let nodes = &view.graph().parts.nodes;
    let goal = nodes[to.0 as usize].at;
    let square = |node: u32| {
        let at = nodes[node as usize].at;
        (0..3).map(|i| (i64::from(at[i]) - i64::from(goal[i])).pow(2)).sum::<i64>()
    };
    let named = |node: &u32| {
        let kind = nodes[*node as usize].kind;
        *node != from.0 && !matches!(kind, PlaceKind::Aisle | PlaceKind::Street)
    };
    let reached = view.within(from, u64::MAX, profile).into_iter().map(|(node, _)| node.0);
    let nearest = reached.filter(named).min_by_key(|node| (square(*node), *node));
    nearest.map(|node| nodes[node as usize].key.clone())
}
