//! Why there is no way: the obstacle on the way that there would be, and how far one gets.

use market_model::{ConnectorKind, Lang, Text};

use crate::josa::{Josa, with};
use crate::node::{Dirs, Edge, PlaceKind, WayKind};
use crate::profile::{Obstacle, Profile, foot_ms};
use crate::search::NO_EDGE;
use crate::{Graph, NoRoute, NodeId, View};

/// The same words in Korean, English, Chinese and Japanese.
type Words = [String; 4];
const LANGS: [Lang; 4] = [Lang::Ko, Lang::En, Lang::Zh, Lang::Ja];

/// A node of another graph was asked for.
pub(crate) fn unknown(graph: &Graph, from: NodeId, to: NodeId, profile: Profile) -> NoRoute {
    let words = [
        "지도에 없는 곳입니다",
        "the place is not in this graph",
        "地图上没有这个地点",
        "地図にない場所です",
    ];
    answer(graph, from, to, profile, words.map(str::to_owned))
}

/// The obstacle between two places of the graph.
pub(crate) fn no_route(view: &View<'_>, from: NodeId, to: NodeId, profile: Profile) -> NoRoute {
    let graph = view.graph();
    let mut blocked_by = Vec::new();
    let mut found: Vec<Words> = Vec::new();
    let walk = graph.at(None).arcs(from.0, to.0, Profile::Walk);
    for arc in walk.iter().flat_map(|(_, arcs)| arcs) {
        let arc = graph.frozen(Profile::Walk).arcs[*arc as usize];
        if arc.edge == NO_EDGE {
            continue;
        }
        if let Some(obstacle) = obstacle(view, arc.edge, arc.forward, profile) {
            let (key, words) = describe(view, arc.edge, obstacle);
            if !blocked_by.contains(&key) {
                blocked_by.push(key);
                found.push(words);
            }
        }
    }
    let a = LANGS.map(|lang| graph.label(from, lang));
    let b = LANGS.map(|lang| graph.label(to, lang));
    let reason = if walk.is_none() {
        apart(&a, &b)
    } else if found.is_empty() {
        gap(&a, &b, profile)
    } else {
        blocked(&a, &b, profile, &found)
    };
    let nearest = nearest_reachable(view, from, to, profile);
    NoRoute { blocked_by, nearest, ..answer(graph, from, to, profile, reason) }
}

fn apart(a: &Words, b: &Words) -> Words {
    [
        format!("{}에서 {}는 이어진 길이 없습니다", a[0], with(&b[0], Josa::Ro)),
        format!("no way joins {} and {}", a[1], b[1]),
        format!("{}和{}之间没有相连的路", a[2], b[2]),
        format!("{}と{}をつなぐ道がありません", a[3], b[3]),
    ]
}

fn gap(a: &Words, b: &Words, profile: Profile) -> Words {
    let [_, _, zh, ja] = named(profile);
    [
        format!(
            "{}에서 {}는 {} 갈 수 있는 도로가 이어지지 않습니다",
            a[0],
            with(&b[0], Josa::Ro),
            with(profile.ko(), Josa::Ro)
        ),
        format!("no streets lead from {} to {} {}: one-ways or a gap", a[1], b[1], profile.en()),
        format!("从{}到{}没有{zh}可以通行的道路：单行道或道路中断", a[2], b[2]),
        format!("{}から{}へ{ja}で通れる道がつながっていません（一方通行または途切れ）", a[3], b[3]),
    ]
}

fn blocked(a: &Words, b: &Words, profile: Profile, found: &[Words]) -> Words {
    let all =
        |lang: usize, comma: &str| found.iter().map(|w| w[lang].as_str()).collect::<Vec<_>>().join(comma);
    let [ko, en, zh, ja] = named(profile);
    [
        format!("{}에서 {}는 갈 수 없습니다({ko}): {}", a[0], with(&b[0], Josa::Ro), all(0, ", ")),
        format!("no way from {} to {} {en}: {}", a[1], b[1], all(1, ", ")),
        format!("无法从{}到{}（{zh}）：{}", a[2], b[2], all(2, "、")),
        format!("{}から{}へは行けません（{ja}）：{}", a[3], b[3], all(3, "、")),
    ]
}

fn named(profile: Profile) -> [&'static str; 4] {
    let (zh, ja) = match profile {
        Profile::Walk => ("步行", "徒歩"),
        Profile::StepFree => ("无台阶路线", "段差のない道"),
        Profile::Cart => ("手推车", "台車"),
        Profile::Motorcycle => ("摩托车", "バイク"),
    };
    [profile.ko(), profile.en(), zh, ja]
}

fn answer(graph: &Graph, from: NodeId, to: NodeId, profile: Profile, reason: Words) -> NoRoute {
    let [ko, en, reason_zh, reason_ja] = reason;
    NoRoute {
        from: graph.key(from).to_owned(),
        to: graph.key(to).to_owned(),
        profile,
        reason: Text::new(ko, en),
        reason_zh,
        reason_ja,
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

/// What stands in the way: its key, and words.
fn describe(view: &View<'_>, edge: u32, obstacle: Obstacle) -> (String, Words) {
    let graph = view.graph();
    let width_mm = view.effects().change(edge).map(|c| c.width(graph.parts.edges[edge as usize].2.width_mm));
    let (a, b, e) = &graph.parts.edges[edge as usize];
    let way = &graph.parts.ways[e.way as usize];
    let gate = [*a, *b].into_iter().find(|n| graph.parts.nodes[*n as usize].kind == PlaceKind::Gate);
    let en = if way.en.is_empty() { &way.ko } else { &way.en };
    let own = |words: [&str; 4], alone: bool| -> Words {
        let names = [way.ko.as_str(), en, &way.ko, &way.ko];
        std::array::from_fn(|i| match (names[i], alone) {
            ("", true) => words[i].to_owned(),
            ("", false) => format!("{} {}", words[i], way.id),
            (name, _) => name.to_owned(),
        })
    };
    let (key, name) = match (way.kind, gate) {
        (WayKind::Connector, _) => {
            let kind = way.connector.unwrap_or(ConnectorKind::Stairs);
            (format!("connector:{}", way.id), own(connector(kind), true))
        }
        (WayKind::GateLink | WayKind::Spur, Some(g)) => {
            (graph.key(NodeId(g)).to_owned(), LANGS.map(|lang| graph.label(NodeId(g), lang)))
        }
        (WayKind::Street, _) => (format!("street:{}", way.ko), own(["도로", "street", "道路", "道路"], true)),
        _ => (format!("aisle:{}", way.id), own(["통로", "aisle", "通道", "通路"], false)),
    };
    let why = why(obstacle, e, width_mm.unwrap_or(e.width_mm));
    let [ko, en, zh, ja] = std::array::from_fn(|i| (&name[i], &why[i]));
    let western = |(name, why): (&String, &String)| format!("{name} ({why})");
    let wide = |(name, why): (&String, &String)| format!("{name}（{why}）");
    (key, [western(ko), western(en), wide(zh), wide(ja)])
}

fn connector(kind: ConnectorKind) -> [&'static str; 4] {
    let (zh, ja) = match kind {
        ConnectorKind::Stairs => ("楼梯", "階段"),
        ConnectorKind::Ramp => ("坡道", "スロープ"),
        ConnectorKind::Lift => ("电梯", "エレベーター"),
        ConnectorKind::Crossing => ("人行横道", "横断歩道"),
    };
    [kind.ko(), kind.en(), zh, ja]
}

fn why(obstacle: Obstacle, edge: &Edge, width_mm: u32) -> Words {
    let width = f64::from(width_mm) / 1000.0;
    let (steps, slope) = (edge.steps, edge.slope_permille);
    match obstacle {
        Obstacle::Steps => [
            format!("계단 {steps}단"),
            format!("{steps} steps"),
            format!("{steps}级台阶"),
            format!("階段{steps}段"),
        ],
        Obstacle::Narrow => [
            format!("폭 {width:.2} m"),
            format!("{width:.2} m wide"),
            format!("宽{width:.2}米"),
            format!("幅{width:.2}m"),
        ],
        Obstacle::Steep => [
            format!("경사 {slope}‰"),
            format!("slope of {slope} ‰"),
            format!("坡度{slope}‰"),
            format!("勾配{slope}‰"),
        ],
        Obstacle::NotForThis => ["다닐 수 없음", "not for this", "不能通行", "通行不可"].map(str::to_owned),
        Obstacle::Barred => ["막힘", "blocked", "已封闭", "通行止め"].map(str::to_owned),
        Obstacle::Closed => {
            ["지금 닫힘", "closed at this hour", "此时关闭", "この時間は閉鎖"].map(str::to_owned)
        }
    }
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
