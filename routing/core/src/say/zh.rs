//! Simplified Chinese.

use std::cmp::Ordering;

use market_model::ConnectorKind;

use super::sentence::{Connector, Go, Named, Sentence, Side, Turn, Wind};

const WINDS: [&str; 8] = ["东", "东北", "北", "西北", "西", "西南", "南", "东南"];

pub(super) fn say(named: Named<'_>, sentence: &Sentence) -> String {
    let place = |node: u32| named.place(node);
    let walk = |go: Go| follow(named, go, "走");
    match *sentence {
        Sentence::Here { place: at } => format!("您已经在{}前面了。", place(at)),
        Sentence::Depart { from, side: Some(side), go, .. } => {
            let side = match side {
                Side::Left => "向左转",
                Side::Right => "向右转",
                Side::Straight => "一直向前",
            };
            format!("背对{}，{side}，{}。", place(from), walk(go))
        }
        Sentence::Depart { from, side: None, wind, go } => {
            format!("从{}出发，{}{}。", place(from), towards(wind), walk(go))
        }
        Sentence::Turn { turn, at, go } => {
            let at = at.map(|n| format!("在{}前", place(n))).unwrap_or_default();
            let turn = match turn {
                Turn::Left => "左转",
                Turn::Right => "右转",
                Turn::Back => "掉头",
            };
            if go.mm.is_some() { format!("{at}{turn}，{}。", walk(go)) } else { format!("{at}{turn}。") }
        }
        Sentence::Ahead { towards: Some(node), go } => format!("朝{}的方向{}。", place(node), walk(go)),
        Sentence::Ahead { towards: None, go } if go.mm.is_none() => "继续直行。".to_owned(),
        Sentence::Ahead { towards: None, go } => format!("继续直行，{}。", walk(go)),
        Sentence::Cross { by } => format!("从{}过街。", name(named, by)),
        Sentence::Connect { by, rise, level, steps } => {
            let steps = steps.map(|n| format!("（{n}级）")).unwrap_or_default();
            let (take, by) = (if by.kind == ConnectorKind::Lift { "乘" } else { "走" }, name(named, by));
            let verb = match (rise, level) {
                (Ordering::Equal, None) => return format!("通过{by}。"),
                (Ordering::Equal, Some(_)) => "到",
                (Ordering::Greater, Some(_)) => "上到",
                (Ordering::Less, Some(_)) => "下到",
                (Ordering::Greater, None) => "上去",
                (Ordering::Less, None) => "下去",
            };
            let level = level.map(|l| named.level(l)).unwrap_or_default();
            format!("{take}{by}{steps}{verb}{level}。")
        }
        Sentence::Leave { gate, go } => format!("从{}出去{}。", place(gate), then(named, go)),
        Sentence::Enter { gate, go } => format!("从{}进去{}。", place(gate), then(named, go)),
        Sentence::Mount { wind, go } => {
            format!("骑上摩托车，{}{}。", towards(wind), follow(named, go, "骑行"))
        }
        Sentence::Dismount { go } => format!("停好摩托车，{}。", follow(named, go, "步行")),
        Sentence::Arrive { at, side: Some(side) } => {
            let side = if side == Side::Left { "左" } else { "右" };
            format!("已到达，{}在您的{side}手边。", place(at))
        }
        Sentence::Arrive { at, side: None } => format!("已到达{}。", place(at)),
    }
}

/// `沿生鲜巷走32米`, or that one goes on.
fn follow(named: Named<'_>, go: Go, verb: &str) -> String {
    let (way, length) = named.go(go);
    let Some(length) = length else { return format!("{verb}过去") };
    let way = way.map(|w| format!("沿{w}")).unwrap_or_default();
    format!("{way}{verb}{}", length.with("", "米", "公里"))
}

fn then(named: Named<'_>, go: Go) -> String {
    if go.mm.is_some() { format!("，{}", follow(named, go, "走")) } else { String::new() }
}

fn towards(wind: Option<Wind>) -> String {
    wind.map(|w| format!("向{}", w.word(&WINDS))).unwrap_or_default()
}

/// The word for the kind, with the connector's own name.
fn name(named: Named<'_>, by: Connector) -> String {
    let kind = match by.kind {
        ConnectorKind::Stairs => "楼梯",
        ConnectorKind::Ramp => "坡道",
        ConnectorKind::Lift => "电梯",
        ConnectorKind::Crossing => "人行横道",
    };
    match named.way(by.way) {
        "" => kind.to_owned(),
        own => format!("{kind}“{own}”"),
    }
}
