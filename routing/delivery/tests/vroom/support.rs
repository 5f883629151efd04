//! Problems as JSON, planned and checked.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use market_delivery::pdptw::Budget;
use market_delivery::vroom::{Answer, Input, Refusal, Routing, solve};
use serde_json::{Value, json};

/// Plans a problem with some steps; the checker must find nothing wrong.
pub fn plan(problem: &Value, steps: u64) -> Value {
    let text = problem.to_string();
    let answer = answer(&text, steps, 1).unwrap_or_else(|r| panic!("{text}\nrefused: {r:?}"));
    let written = serde_json::to_string(&answer).unwrap();
    let wrong = routing_oracle::vroom::check(&text, &written);
    assert!(wrong.is_empty(), "{wrong:#?}\nproblem {text}\nsolution {written}");
    serde_json::from_str(&written).unwrap()
}

/// Plans a text.
pub fn answer(text: &str, steps: u64, seed: u64) -> Result<Answer, Refusal> {
    let input = Input::from_json(text.as_bytes(), Routing::GreatCircle)?;
    solve(&input, seed, &mut Budget::steps(steps))
}

/// Plans a problem that must be refused; code and paths.
pub fn refused(problem: &Value) -> (u8, Vec<String>) {
    refused_text(&problem.to_string())
}

/// As [`refused`], for a text.
pub fn refused_text(text: &str) -> (u8, Vec<String>) {
    let refusal = answer(text, 0, 1).err().unwrap_or_else(|| panic!("was planned: {text}"));
    let paths = refusal.problems.iter().map(|p| p.path.clone()).collect();
    for problem in &refusal.problems {
        assert!(!problem.expected.ko.is_empty() && !problem.expected.en.is_empty(), "{problem:?}");
    }
    (refusal.code, paths)
}

/// A line of places 100 s and 1,000 m apart, the first one the depot.
pub fn line(places: usize) -> Value {
    let grid = |step: usize| -> Vec<Vec<usize>> {
        (0..places).map(|a| (0..places).map(|b| a.abs_diff(b) * step).collect()).collect()
    };
    json!({"car": {"durations": grid(100), "distances": grid(1000)}})
}

/// The ids of a route's steps, by kind: `start`, `job 3`, `break 1`, `end`.
pub fn steps(answer: &Value, route: usize) -> Vec<String> {
    let steps = answer["routes"][route]["steps"].as_array().unwrap();
    let word = |s: &Value| match s.get("id") {
        Some(id) => format!("{} {id}", s["type"].as_str().unwrap()),
        None => s["type"].as_str().unwrap().to_owned(),
    };
    steps.iter().map(word).collect()
}

/// The ids that are left out, with the code of the reason.
pub fn left_out(answer: &Value) -> Vec<(u64, String)> {
    let list = answer["unassigned"].as_array().unwrap();
    list.iter()
        .map(|u| (u["id"].as_u64().unwrap(), u["reason"]["code"].as_str().unwrap().to_owned()))
        .collect()
}

/// `SplitMix64`.
pub struct Chance(pub u64);

impl Chance {
    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.bits() % n
    }

    /// True once in `n`.
    pub fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}
