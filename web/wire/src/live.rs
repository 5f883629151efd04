//! What stalls say of today: open or closed, sold out, today's special. One small feed tells it.
//!
//! Invariant: only what differs from the usual is in it; a stall that is back to the usual comes once, empty.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The version of the feed.
pub const LIVE_VERSION: u32 = 1;

/// Whether a stall trades now, in its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LiveState {
    /// It is open.
    Open,
    /// It is closed.
    Closed,
    /// It has nothing left today.
    SoldOut,
}

/// Today's special of a stall.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Special {
    /// What, in the merchant's words, or the name of the good.
    pub what: String,
    /// Identifier of the good; empty when it is none of the list.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub good: String,
    /// Its price today in won; `None` when it is asked at the stall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub won: Option<u32>,
    /// Where it comes from, as the law asks; empty when that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub origin: String,
}

/// What one stall says of today.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveStall {
    /// Whether it trades; `None` is as usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<LiveState>,
    /// Goods that are sold out, by identifier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sold_out: Vec<String>,
    /// Today's special.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub special: Option<Special>,
    /// When it was said, such as `14:05`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
}

impl LiveStall {
    /// Whether nothing differs from the usual.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        self.state.is_none() && self.sold_out.is_empty() && self.special.is_none()
    }
}

/// The feed: all of today, or what changed since.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveFeed {
    /// [`LIVE_VERSION`].
    pub version: u32,
    /// The market's day, as `2026-11-23`; another day makes all that came before void.
    pub day: String,
    /// Number of the last word in it.
    pub seq: u64,
    /// Whether this is all of today; otherwise what changed.
    pub whole: bool,
    /// What stalls say, by stall.
    pub stalls: BTreeMap<String, LiveStall>,
}

impl LiveFeed {
    /// What a stall says.
    #[must_use]
    pub fn of(&self, stall: &str) -> Option<&LiveStall> {
        self.stalls.get(stall)
    }

    /// Takes a newer piece in, and answers with the stalls that are different now.
    pub fn take(&mut self, newer: Self) -> Vec<String> {
        let mut next =
            if newer.whole || newer.day != self.day { BTreeMap::new() } else { self.stalls.clone() };
        next.extend(newer.stalls);
        next.retain(|_, said| !said.is_usual());
        let all: std::collections::BTreeSet<&String> = next.keys().chain(self.stalls.keys()).collect();
        let changed = all.into_iter().filter(|s| next.get(*s) != self.stalls.get(*s)).cloned().collect();
        *self = Self { version: newer.version, day: newer.day, seq: newer.seq, whole: true, stalls: next };
        changed
    }

    /// Names this state of the feed, such as `2026-11-23-17`: the number of an event and the tag of an answer.
    #[must_use]
    pub fn tag(&self) -> String {
        format!("{}-{}", self.day, self.seq)
    }
}

/// Reads a [`LiveFeed::tag`] again: day and number.
#[must_use]
pub fn read_tag(tag: &str) -> Option<(&str, u64)> {
    let (day, seq) = tag.rsplit_once('-')?;
    Some((day, seq.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(day: &str, seq: u64, whole: bool, stalls: &[(&str, Option<LiveState>)]) -> LiveFeed {
        let said = |state: &Option<LiveState>| LiveStall { state: *state, ..LiveStall::default() };
        let stalls = stalls.iter().map(|(id, state)| ((*id).to_owned(), said(state))).collect();
        LiveFeed { version: LIVE_VERSION, day: day.to_owned(), seq, whole, stalls }
    }

    #[test]
    fn pieces_add_up_to_the_whole_and_say_what_changed() {
        let (open, closed) = (Some(LiveState::Open), Some(LiveState::Closed));
        let mut feed = LiveFeed::default();
        assert_eq!(feed.take(piece("d", 2, true, &[("a", closed), ("b", open)])), ["a", "b"]);
        assert_eq!(feed.take(piece("d", 3, false, &[("b", None)])), ["b"], "back to the usual");
        assert_eq!(feed.take(piece("d", 4, false, &[("a", closed)])), Vec::<String>::new());
        assert_eq!((feed.tag().as_str(), feed.stalls.len()), ("d-4", 1));
        assert_eq!(feed.take(piece("e", 4, false, &[])), ["a"], "a new day makes the old one void");
        assert!(feed.stalls.is_empty());
    }

    #[test]
    fn a_tag_is_read_as_it_was_written_and_others_are_refused() {
        let feed = piece("2026-11-23", 17, true, &[]);
        assert_eq!(read_tag(&feed.tag()), Some(("2026-11-23", 17)));
        for wrong in ["", "17", "2026-11-23-", "2026-11-23-x", "a--1x"] {
            assert_eq!(read_tag(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_stall_that_says_one_word_takes_few_bytes() {
        let json =
            serde_json::to_string(&piece("2026-11-23", 1, false, &[("가-12", Some(LiveState::SoldOut))]));
        assert_eq!(
            json.unwrap_or_default(),
            r#"{"version":1,"day":"2026-11-23","seq":1,"whole":false,"stalls":{"가-12":{"state":"sold_out"}}}"#
        );
    }
}
