//! Every kind of sentence has words in every language: whole, without gaps, in that language.

use std::cmp::Ordering;

use market_model::{ConnectorKind, Lang, from_json};

use super::sentence::{Connector, Go, Sentence, Side, Turn, Wind};
use crate::Graph;

fn graph() -> Graph {
    Graph::build(&from_json(include_bytes!("../../benches/bare_market.json")).unwrap()).0
}

/// Every variant with every choice of its parts.
fn all(place: u32, way: u32) -> Vec<Sentence> {
    let far = Go { mm: Some(32_000), way: Some(way) };
    let near = Go { mm: None, way: Some(way) };
    let unnamed = Go { mm: Some(1_250_000), way: None };
    let sides = [Side::Left, Side::Right, Side::Straight];
    let mut out = vec![Sentence::Here { place }, Sentence::Arrive { at: place, side: None }];
    out.extend([Side::Left, Side::Right].map(|s| Sentence::Arrive { at: place, side: Some(s) }));
    for go in [far, near, unnamed] {
        out.extend(sides.map(|s| Sentence::Depart { from: place, side: Some(s), wind: None, go }));
        out.extend((0..8).map(|w| Sentence::Depart { from: place, side: None, wind: Some(Wind(w)), go }));
        out.push(Sentence::Depart { from: place, side: None, wind: None, go });
        for turn in [Turn::Left, Turn::Right, Turn::Back] {
            out.extend([None, Some(place)].map(|at| Sentence::Turn { turn, at, go }));
        }
        out.extend([None, Some(place)].map(|towards| Sentence::Ahead { towards, go }));
        out.extend([None, Some(Wind(3))].map(|wind| Sentence::Mount { wind, go }));
        let gate = place;
        out.extend([Sentence::Leave { gate, go }, Sentence::Enter { gate, go }, Sentence::Dismount { go }]);
    }
    for kind in ConnectorKind::ALL.iter().copied() {
        let by = Connector { kind, way: u32::MAX };
        out.push(Sentence::Cross { by });
        for rise in [Ordering::Less, Ordering::Equal, Ordering::Greater] {
            for (level, steps) in [(None, None), (Some(0), None), (Some(0), Some(20))] {
                out.push(Sentence::Connect { by, rise, level, steps });
            }
        }
    }
    out
}

#[test]
fn no_language_misses_a_sentence_or_leaves_a_gap() {
    let graph = graph();
    let place = graph.resolve("가-1").unwrap().0;
    for sentence in all(place, 0) {
        for lang in [Lang::Ko, Lang::En, Lang::Zh, Lang::Ja] {
            let text = super::say(&graph, lang, &sentence);
            let end = if matches!(lang, Lang::Ko | Lang::En) { '.' } else { '。' };
            assert!(text.chars().count() > 2 && text.ends_with(end), "{lang:?} {sentence:?}: {text}");
            for gap in ["  ", " .", " ,", "，，", "，。", "、。", "、、", "()", "（）", " 。"] {
                assert!(!text.contains(gap), "{lang:?} {sentence:?}: {text}");
            }
            // Names aside, no language borrows another's words.
            let bare = text.replace("가-1", "").replace("가골목", "").replace("1층", "");
            let hangul = bare.chars().any(|c| ('가'..='힣').contains(&c));
            assert_eq!(hangul, lang == Lang::Ko, "{lang:?} {sentence:?}: {text}");
            let kana = bare.chars().any(|c| ('ぁ'..='ヿ').contains(&c));
            assert_eq!(kana, lang == Lang::Ja, "{lang:?} {sentence:?}: {text}");
        }
    }
}

#[test]
fn a_turn_and_a_lift_read_naturally_in_chinese_and_japanese() {
    let graph = graph();
    let at = graph.resolve("가-1").map(|n| n.0);
    let turn = Sentence::Turn { turn: Turn::Right, at, go: Go { mm: Some(16_000), way: None } };
    let by = Connector { kind: ConnectorKind::Lift, way: u32::MAX };
    let lift = Sentence::Connect { by, rise: Ordering::Greater, level: Some(0), steps: None };
    let leave = Sentence::Leave { gate: at.unwrap(), go: Go { mm: Some(120_000), way: None } };
    let told = |lang| [turn, lift, leave].map(|s| super::say(&graph, lang, &s));
    assert_eq!(
        told(Lang::Zh),
        ["在가-1号摊位前右转，走16米。", "乘电梯上到1楼。", "从가-1号摊位出去，走120米。"]
    );
    assert_eq!(
        told(Lang::Ja),
        [
            "가-1番の店の前で右に曲がり、16m進んでください。",
            "エレベーターで1階へ上がってください。",
            "가-1番の店から出て、120m進んでください。"
        ]
    );
}
