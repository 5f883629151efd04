//! Korean.

use std::cmp::Ordering;

use super::sentence::{Connector, Go, Named, Sentence, Side, Turn, Wind};
use crate::josa::{Josa, with};

const WINDS: [&str; 8] = ["동", "북동", "북", "북서", "서", "남서", "남", "남동"];

pub(super) fn say(named: Named<'_>, sentence: &Sentence) -> String {
    let place = |node: u32| named.place(node);
    let walk = |go: Go| follow(named, go, "가세요");
    match *sentence {
        Sentence::Here { place: at } => format!("이미 {} 앞에 있습니다.", place(at)),
        Sentence::Depart { from, side: Some(side), go, .. } => {
            let side = match side {
                Side::Left => "왼쪽으로",
                Side::Right => "오른쪽으로",
                Side::Straight => "앞으로 곧장",
            };
            format!("{} 등지고 {side} {}.", with(&place(from), Josa::EulReul), walk(go))
        }
        Sentence::Depart { from, side: None, wind, go } => {
            format!("{}에서 {}{}.", place(from), towards(wind, " "), walk(go))
        }
        Sentence::Turn { turn, at, go } => {
            let at = at.map(|n| format!("{} 앞에서 ", place(n))).unwrap_or_default();
            let turn = match turn {
                Turn::Left => "왼쪽으로 돌아",
                Turn::Right => "오른쪽으로 돌아",
                Turn::Back => "뒤로 돌아",
            };
            format!("{at}{turn} {}.", walk(go))
        }
        Sentence::Ahead { towards: Some(node), go } => format!("{} 쪽으로 {}.", place(node), walk(go)),
        Sentence::Ahead { towards: None, go } => format!("계속 {}.", walk(go)),
        Sentence::Cross { by } => format!("{} 건너세요.", with(&name(named, by), Josa::EulReul)),
        Sentence::Connect { by, rise, level, steps } => {
            let verb = match rise {
                Ordering::Equal => "지나가세요",
                Ordering::Greater => "올라가세요",
                Ordering::Less => "내려가세요",
            };
            let steps = steps.map(|n| format!("({n}단)")).unwrap_or_default();
            let by = with(&format!("{}{steps}", name(named, by)), Josa::Ro);
            let level = level.map(|l| format!("{} ", with(&named.level(l), Josa::Ro))).unwrap_or_default();
            format!("{by} {level}{verb}.")
        }
        Sentence::Leave { gate, go } => format!("{} 나{}.", with(&place(gate), Josa::Ro), joined(named, go)),
        Sentence::Enter { gate, go } => {
            format!("{} 들어{}.", with(&place(gate), Josa::Ro), joined(named, go))
        }
        Sentence::Mount { wind, go } => format!("오토바이를 타고 {}{}.", towards(wind, " "), walk(go)),
        Sentence::Dismount { go } => format!("오토바이를 세우고 {}.", follow(named, go, "걸어가세요")),
        Sentence::Arrive { at, side: Some(side) } => {
            let side = if side == Side::Left { "왼쪽" } else { "오른쪽" };
            format!("{side}에 {} 있습니다. 도착했습니다.", with(&place(at), Josa::IGa))
        }
        Sentence::Arrive { at, side: None } => format!("{}에 도착했습니다.", place(at)),
    }
}

/// `생선골목을 따라 32m 가세요`, or the verb alone.
fn follow(named: Named<'_>, go: Go, verb: &str) -> String {
    let (way, length) = named.go(go);
    let way = way.map(|w| format!("{} 따라 ", with(w, Josa::EulReul))).unwrap_or_default();
    let length = length.map(|l| format!("{} ", l.with("", "m", "km"))).unwrap_or_default();
    format!("{way}{length}{verb}")
}

/// `나가 32m 가세요`, or `나가세요`.
fn joined(named: Named<'_>, go: Go) -> String {
    if go.mm.is_some() { format!("가 {}", follow(named, go, "가세요")) } else { "가세요".to_owned() }
}

fn towards(wind: Option<Wind>, after: &str) -> String {
    wind.map(|w| format!("{}쪽으로{after}", w.word(&WINDS))).unwrap_or_default()
}

/// The connector's own name, or the word for its kind.
fn name(named: Named<'_>, by: Connector) -> String {
    match named.way(by.way) {
        "" => by.kind.ko().to_owned(),
        own if own.contains(by.kind.ko()) => own.to_owned(),
        own => format!("{own} {}", by.kind.ko()),
    }
}
