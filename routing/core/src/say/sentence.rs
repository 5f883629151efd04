//! What a step says, before it is put into words: the same facts for every language.

use std::cmp::Ordering;

use market_model::{ConnectorKind, Lang};

use crate::{Graph, label};

/// One instruction. Places, ways and levels are indices of the graph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sentence {
    /// Start and destination are one place.
    Here {
        place: u32,
    },
    /// Out of a place, with one's back to it towards a side, or towards a wind.
    Depart {
        from: u32,
        side: Option<Side>,
        wind: Option<Wind>,
        go: Go,
    },
    Turn {
        turn: Turn,
        at: Option<u32>,
        go: Go,
    },
    /// Straight on, perhaps towards a place.
    Ahead {
        towards: Option<u32>,
        go: Go,
    },
    /// A street is crossed.
    Cross {
        by: Connector,
    },
    /// A connector is taken, perhaps to another level.
    Connect {
        by: Connector,
        rise: Ordering,
        level: Option<u16>,
        steps: Option<u16>,
    },
    Leave {
        gate: u32,
        go: Go,
    },
    Enter {
        gate: u32,
        go: Go,
    },
    Mount {
        wind: Option<Wind>,
        go: Go,
    },
    Dismount {
        go: Go,
    },
    Arrive {
        at: u32,
        side: Option<Side>,
    },
}

/// How far, and along which way. Nothing is said of less than a metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Go {
    pub mm: Option<u64>,
    pub way: Option<u32>,
}

/// A connector's kind and the way with its own name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Connector {
    pub kind: ConnectorKind,
    pub way: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
    Straight,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Left,
    Right,
    Back,
}

/// One of eight directions: 0 is east, 2 north, 4 west, 6 south.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wind(pub u8);

impl Wind {
    /// From a direction in degrees, counter-clockwise from east.
    pub fn of(degrees: f64) -> Self {
        Self(((degrees + 382.5) / 45.0) as u8 % 8)
    }

    /// Its word among eight that begin with east and go round by north.
    pub fn word<'a>(self, words: &[&'a str; 8]) -> &'a str {
        words[usize::from(self.0 % 8)]
    }
}

impl Side {
    /// From a turn in degrees, left positive.
    pub fn of(angle: f64) -> Self {
        match angle {
            a if a > 35.0 => Self::Left,
            a if a < -35.0 => Self::Right,
            _ => Self::Straight,
        }
    }
}

/// The names of one graph in one language.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub graph: &'a Graph,
    pub lang: Lang,
}

impl<'a> Named<'a> {
    pub fn place(self, node: u32) -> String {
        label::of(self.graph, node, self.lang)
    }

    pub fn level(self, level: u16) -> String {
        label::level(self.graph, level, self.lang)
    }

    /// A way's name; empty when it has none.
    pub fn way(self, way: u32) -> &'a str {
        label::way(self.graph, way, self.lang)
    }

    /// The way's name and how far it is followed: a number and its unit.
    pub fn go(self, go: Go) -> (Option<&'a str>, Option<Length>) {
        let way = go.way.map(|w| self.way(w)).filter(|w| !w.is_empty());
        let length = go.mm.map(Length::of);
        (way.filter(|_| length.is_some()), length)
    }
}

/// A length as exact as a person needs it: 7 m, 45 m, 120 m, 1.2 km.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Length {
    pub number: String,
    pub kilometres: bool,
}

impl Length {
    pub fn of(mm: u64) -> Self {
        let (number, kilometres) = match mm {
            0..100_000 => (((mm + 500) / 1_000).to_string(), false),
            100_000..995_000 => (((mm + 5_000) / 10_000 * 10).to_string(), false),
            _ => (format!("{:.1}", mm as f64 / 1e6), true),
        };
        Self { number, kilometres }
    }

    /// The number, `between`, and one of two units.
    pub fn with(&self, between: &str, metres: &str, kilometres: &str) -> String {
        format!("{}{between}{}", self.number, if self.kilometres { kilometres } else { metres })
    }
}
