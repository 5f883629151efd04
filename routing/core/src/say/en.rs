//! English.

use std::cmp::Ordering;

use super::sentence::{Connector, Go, Named, Sentence, Side, Turn, Wind};

const WINDS: [&str; 8] =
    ["east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east"];

pub(super) fn say(named: Named<'_>, sentence: &Sentence) -> String {
    let place = |node: u32| named.place(node);
    let far = |go: Go| follow(named, go);
    // `go 31 m along Fish Alley`, or the words that stand in.
    let walk =
        |go: Go, else_: &str| if go.mm.is_some() { format!("go{}", far(go)) } else { else_.to_owned() };
    match *sentence {
        Sentence::Here { place: at } => format!("You are already at {}.", place(at)),
        Sentence::Depart { from, side: Some(Side::Straight), go, .. } => {
            format!("With your back to {}, go straight on{}.", place(from), far(go))
        }
        Sentence::Depart { from, side: Some(side), go, .. } => {
            let side = if side == Side::Left { "left" } else { "right" };
            format!("With your back to {}, turn {side} and {}.", place(from), walk(go, "set out"))
        }
        Sentence::Depart { from, side: None, wind, go } => {
            let out = if go.mm.is_some() || wind.is_some() {
                format!("go{}", towards(wind))
            } else {
                "set out".to_owned()
            };
            format!("From {}, {out}{}.", place(from), far(go))
        }
        Sentence::Turn { turn, at, go } => {
            let turn = match turn {
                Turn::Left => "turn left",
                Turn::Right => "turn right",
                Turn::Back => "turn round",
            };
            let turn = at.map_or_else(|| capital(turn), |n| format!("At {}, {turn}", place(n)));
            if go.mm.is_some() { format!("{turn} and {}.", walk(go, "")) } else { format!("{turn}.") }
        }
        Sentence::Ahead { towards: Some(node), go } => {
            format!("Head towards {}: {}.", place(node), walk(go, "go on"))
        }
        Sentence::Ahead { towards: None, go } => format!("Continue straight: {}.", walk(go, "go on")),
        Sentence::Cross { by } => format!("Cross by {}.", name(named, by)),
        Sentence::Connect { by, rise, level, steps } => {
            let way = match rise {
                Ordering::Equal => "",
                Ordering::Greater => " up",
                Ordering::Less => " down",
            };
            let level = level.map(|l| format!(" to {}", named.level(l))).unwrap_or_default();
            let steps = steps.map(|n| format!(" ({n} steps)")).unwrap_or_default();
            format!("Take {}{way}{level}{steps}.", name(named, by))
        }
        Sentence::Leave { gate, go } => format!("Leave by {}{}.", place(gate), and(walk(go, ""))),
        Sentence::Enter { gate, go } => format!("Enter by {}{}.", place(gate), and(walk(go, ""))),
        Sentence::Mount { wind, go } => {
            let on = if go.mm.is_some() || wind.is_some() { "" } else { " on" };
            format!("Get on the motorcycle and go{}{on}{}.", towards(wind), far(go))
        }
        Sentence::Dismount { go } => {
            let on = if go.mm.is_some() { "" } else { " on" };
            format!("Park the motorcycle and walk{on}{}.", far(go))
        }
        Sentence::Arrive { at, side: Some(side) } => {
            let side = if side == Side::Left { "left" } else { "right" };
            format!("You have arrived: {}, on your {side}.", place(at))
        }
        Sentence::Arrive { at, side: None } => format!("You have arrived at {}.", place(at)),
    }
}

/// ` 32 m along Fish Alley`, or nothing.
fn follow(named: Named<'_>, go: Go) -> String {
    let (way, length) = named.go(go);
    let length = length.map(|l| format!(" {}", l.with(" ", "m", "km"))).unwrap_or_default();
    let way = way.map(|w| format!(" along {w}")).unwrap_or_default();
    format!("{length}{way}")
}

fn towards(wind: Option<Wind>) -> String {
    wind.map(|w| format!(" {}", w.word(&WINDS))).unwrap_or_default()
}

fn and(text: String) -> String {
    if text.is_empty() { text } else { format!(" and {text}") }
}

/// The connector's own name, or the word for its kind.
fn name(named: Named<'_>, by: Connector) -> String {
    match named.way(by.way) {
        "" => format!("the {}", by.kind.en()),
        own if own.to_lowercase().contains(by.kind.en()) => format!("the {own}"),
        own => format!("the {} ({own})", by.kind.en()),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
