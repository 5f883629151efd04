//! Japanese.

use std::cmp::Ordering;

use market_model::ConnectorKind;

use super::sentence::{Connector, Go, Named, Sentence, Side, Turn, Wind};

const WINDS: [&str; 8] = ["東", "北東", "北", "北西", "西", "南西", "南", "南東"];

pub(super) fn say(named: Named<'_>, sentence: &Sentence) -> String {
    let place = |node: u32| named.place(node);
    let walk = |go: Go| follow(named, go, "進んでください");
    match *sentence {
        Sentence::Here { place: at } => format!("すでに{}の前にいます。", place(at)),
        Sentence::Depart { from, side: Some(side), go, .. } => {
            let side = match side {
                Side::Left => "左へ",
                Side::Right => "右へ",
                Side::Straight => "まっすぐ",
            };
            format!("{}を背にして{side}、{}。", place(from), walk(go))
        }
        Sentence::Depart { from, side: None, wind, go } => {
            format!("{}から{}{}。", place(from), towards(wind), walk(go))
        }
        Sentence::Turn { turn, at, go } => {
            let at = at.map(|n| format!("{}の前で", place(n))).unwrap_or_default();
            let (turn, alone) = match turn {
                Turn::Left => ("左に曲がり", "左に曲がってください"),
                Turn::Right => ("右に曲がり", "右に曲がってください"),
                Turn::Back => ("引き返し", "引き返してください"),
            };
            if go.mm.is_some() { format!("{at}{turn}、{}。", walk(go)) } else { format!("{at}{alone}。") }
        }
        Sentence::Ahead { towards: Some(node), go } => format!("{}の方へ{}。", place(node), walk(go)),
        Sentence::Ahead { towards: None, go } => format!("そのまま{}。", walk(go)),
        Sentence::Cross { by } => format!("{}を渡ってください。", name(named, by)),
        Sentence::Connect { by, rise, level, steps } => {
            let steps = steps.map(|n| format!("（{n}段）")).unwrap_or_default();
            let by = name(named, by);
            let verb = match rise {
                Ordering::Equal if level.is_none() => return format!("{by}を通ってください。"),
                Ordering::Equal => "進んでください",
                Ordering::Greater => "上がってください",
                Ordering::Less => "下りてください",
            };
            let level = level.map(|l| format!("{}へ", named.level(l))).unwrap_or_default();
            format!("{by}{steps}で{level}{verb}。")
        }
        Sentence::Leave { gate, go } => match go.mm {
            Some(_) => format!("{}から出て、{}。", place(gate), walk(go)),
            None => format!("{}から出てください。", place(gate)),
        },
        Sentence::Enter { gate, go } => match go.mm {
            Some(_) => format!("{}から入り、{}。", place(gate), walk(go)),
            None => format!("{}から入ってください。", place(gate)),
        },
        Sentence::Mount { wind, go } => {
            format!("バイクに乗り、{}{}。", towards(wind), follow(named, go, "走ってください"))
        }
        Sentence::Dismount { go } => {
            format!("バイクを止めて、{}。", follow(named, go, "歩いてください"))
        }
        Sentence::Arrive { at, side: Some(side) } => {
            let side = if side == Side::Left { "左側" } else { "右側" };
            format!("{side}に{}があります。到着です。", place(at))
        }
        Sentence::Arrive { at, side: None } => format!("{}に到着しました。", place(at)),
    }
}

/// `鮮魚通りに沿って32m進んでください`, or the verb alone.
fn follow(named: Named<'_>, go: Go, verb: &str) -> String {
    let (way, length) = named.go(go);
    let way = way.map(|w| format!("{w}に沿って")).unwrap_or_default();
    let length = length.map(|l| l.with("", "m", "km")).unwrap_or_default();
    format!("{way}{length}{verb}")
}

fn towards(wind: Option<Wind>) -> String {
    wind.map(|w| format!("{}へ", w.word(&WINDS))).unwrap_or_default()
}

/// The word for the kind, with the connector's own name.
fn name(named: Named<'_>, by: Connector) -> String {
    let kind = match by.kind {
        ConnectorKind::Stairs => "階段",
        ConnectorKind::Ramp => "スロープ",
        ConnectorKind::Lift => "エレベーター",
        ConnectorKind::Crossing => "横断歩道",
    };
    match named.way(by.way) {
        "" => kind.to_owned(),
        own => format!("{kind}「{own}」"),
    }
}
