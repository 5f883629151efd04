//! The bridge between page and viewer, under fire: cut, bent and hostile messages.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

use std::fmt::Debug;

use market_wire::bridge::{CrowdedAisle, FromViewer, ToViewer};
use market_wire::message::{self, MAX_BYTES, MAX_ITEMS, MessageError};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Messages of both directions, as texts.
fn samples() -> Vec<String> {
    let to = [
        ToViewer::Load { manifest_url: "/m/haneul/manifest.json".into() },
        ToViewer::GoToStall { stall: "s-1".into() },
        ToViewer::Highlight { stall: None },
        ToViewer::ShowRoute { points: vec![[0.5, 0.0, -1.25], [3.0, 0.0, -4.0]] },
        ToViewer::GoTo { at: [1.0, 2.0, 3.0], yaw: 90.0 },
        ToViewer::Walk { right: -1.0, forward: 0.25 },
        ToViewer::Look { yaw: 1.0, pitch: -1.0 },
        ToViewer::SetClosed { stalls: vec!["가-1".into(), "나-2".into()] },
        ToViewer::SetHour { minute: 1_140.0 },
        ToViewer::SaveBattery { on: true },
        ToViewer::SetCrowd {
            aisles: vec![CrowdedAisle {
                line: vec![[1.0, 0.0, -2.0], [9.5, 0.0, -2.0]],
                half_m: 1.4,
                fullness: 2,
            }],
        },
        ToViewer::LookDown { on: true },
        ToViewer::Pause { paused: true },
        ToViewer::ReduceMotion { reduce: true },
    ];
    let from = [
        FromViewer::Ready { version: 2 },
        FromViewer::Progress { what: "scene".into(), fraction: 0.5 },
        FromViewer::Loaded { stalls: 147 },
        FromViewer::Picked { stall: Some("s-1".into()) },
        FromViewer::Moved { at: [0.0, 1.0, 2.0], yaw: 12.5 },
        FromViewer::Failed { reason: "hash".into(), detail: "다른 바이트".into() },
    ];
    let to = to.iter().map(|m| serde_json::to_string(m).unwrap());
    to.chain(from.iter().map(|m| serde_json::to_string(m).unwrap())).collect()
}

/// A stream of numbers (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

/// What hands and networks do to texts.
fn bend(text: &str, all: &[String], dice: &mut Dice) -> String {
    const HOSTILE: [&str; 14] = [
        "1e39",
        "-1e999",
        "1e308",
        "NaN",
        "null",
        "[]",
        "{}",
        "\"\\u0000\"",
        "18446744073709551616",
        "-0.0",
        "[[[[[[[[[[",
        "\"type\":\"pause\",",
        "\"\u{202e}\"",
        "0.1e-400",
    ];
    let chars: Vec<char> = text.chars().collect();
    let (at, to) = (dice.below(chars.len()), dice.below(chars.len() + 1));
    let part = |range: std::ops::Range<usize>| chars[range].iter().collect::<String>();
    match dice.below(6) {
        0 => part(0..at),
        1 => part(0..at) + &part(at.max(to)..chars.len()),
        2 => part(0..at) + HOSTILE[dice.below(HOSTILE.len())] + &part(at..chars.len()),
        3 => {
            // A whole number or word is swapped.
            let end = (at..chars.len()).find(|i| ",}]:".contains(chars[*i])).unwrap_or(chars.len());
            let begin = (0..at).rev().find(|i| ":,[".contains(chars[*i])).map_or(0, |i| i + 1);
            part(0..begin.min(end)) + HOSTILE[dice.below(HOSTILE.len())] + &part(end..chars.len())
        }
        4 => {
            let other: Vec<char> = all[dice.below(all.len())].chars().collect();
            part(0..at) + &other[dice.below(other.len())..].iter().collect::<String>()
        }
        _ => {
            let mut bytes = text.as_bytes().to_vec();
            let (at, bit) = (dice.below(bytes.len()), dice.below(8));
            bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << bit);
            String::from_utf8_lossy(&bytes).into_owned()
        }
    }
}

/// Whatever is accepted is written with finite numbers and is accepted again as the same.
fn accepted_again<T: DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) -> bool {
    let Ok(message) = message::read::<T>(text) else { return false };
    let written = serde_json::to_string(&message).unwrap();
    let again = message::read::<T>(&written).unwrap_or_else(|e| panic!("{text} became {written}: {e}"));
    assert_eq!(again, message, "{text}");
    true
}

#[test]
fn every_message_is_read_as_it_was_written() {
    for text in samples() {
        assert!(accepted_again::<ToViewer>(&text) ^ accepted_again::<FromViewer>(&text), "{text}");
    }
}

#[test]
fn bent_messages_are_refused_or_read_and_never_crash() {
    let all = samples();
    let (mut read, mut refused) = (0, 0);
    for seed in 0..40_000u64 {
        let mut dice = Dice(seed);
        let mut text = all[dice.below(all.len())].clone();
        for _ in 0..=dice.below(3) {
            text = bend(&text, &all, &mut dice);
        }
        // A panic names its seed.
        let outcome = std::panic::catch_unwind(|| {
            accepted_again::<ToViewer>(&text) || accepted_again::<FromViewer>(&text)
        });
        match outcome {
            Ok(true) => read += 1,
            Ok(false) => refused += 1,
            Err(_) => panic!("seed {seed}: {text}"),
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > 400 && refused > 20_000, "{read} read, {refused} refused: the bending does not bend");
}

#[test]
fn what_no_page_would_send_is_refused_with_the_limit() {
    let long = format!("{{\"type\":\"load\",\"manifest_url\":\"{}\"}}", "x".repeat(MAX_BYTES));
    let many = format!("{{\"type\":\"set_closed\",\"stalls\":[{}0]}}", "0,".repeat(MAX_ITEMS));
    let far = "{\"type\":\"go_to\",\"at\":[1e39,0,0],\"yaw\":0}".to_owned();
    for text in [long, many, far] {
        let refused = message::read::<ToViewer>(&text).unwrap_err();
        assert!(matches!(refused, MessageError::TooLarge { .. }), "{refused}");
    }
    let deep = "[".repeat(5_000);
    assert!(matches!(message::read::<ToViewer>(&deep), Err(MessageError::Unknown(_))));
    let unknown = message::read::<ToViewer>("{\"type\":\"self_destruct\"}").unwrap_err().to_string();
    assert!(unknown.contains("self_destruct") && unknown.contains("bridge version"), "{unknown}");
}
