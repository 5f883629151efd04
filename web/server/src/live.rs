//! What stalls say of today: said by merchants or the desk, stored, mirrored in memory, told to whoever listens.
//!
//! Invariant: a word is in the store before anybody is told of it, and holds only on the market's day on which it was
//! said: at the end of that day everything is as usual again, without anybody doing anything.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use market_model::{Date, Market, OpeningHours, Stall};
use market_store::NewToday;
use market_wire::{LIVE_VERSION, LiveFeed, LiveStall, LiveState, Special};
use tokio::sync::{Mutex, watch};

use crate::app::App;
use crate::clock;
use crate::error::{AppError, AppResult};
use crate::published::Published;

/// Minutes of a day.
const DAY_MIN: u16 = 24 * 60;

/// A change of what a stall says.
#[derive(Debug, Clone)]
pub enum Change {
    /// Open, closed or sold out; `None` for as usual.
    State(Option<LiveState>),
    /// A good is sold out.
    Gone(String),
    /// A good is there again.
    Back(String),
    /// Today's special, or none any more.
    Special(Option<Special>),
    /// All as usual.
    Usual,
}

/// What was said in one market on its present day.
#[derive(Debug, Default)]
struct Day {
    whole: Arc<LiveFeed>,
    /// The last word of each stall with its number, back to the usual ones too.
    said: BTreeMap<String, (u64, LiveStall)>,
}

/// What all markets say, in memory.
#[derive(Debug)]
pub struct Live {
    markets: RwLock<BTreeMap<String, Arc<Day>>>,
    /// Counts words, of all markets; closed when the server stops.
    news: watch::Sender<u64>,
    stopped: watch::Sender<bool>,
    /// A word builds upon the one before it.
    saying: Mutex<()>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            markets: RwLock::default(),
            news: watch::Sender::new(0),
            stopped: watch::Sender::new(false),
            saying: Mutex::default(),
        }
    }
}

impl Live {
    /// All of a market's today.
    #[must_use]
    pub fn whole(&self, market: &Market, now_ms: i64) -> Arc<LiveFeed> {
        let today = day_text(&market.hours, now_ms);
        let day = self.day(market.id.as_str());
        if day.whole.day == today {
            return Arc::clone(&day.whole);
        }
        Arc::new(LiveFeed {
            version: LIVE_VERSION,
            day: today,
            seq: day.whole.seq,
            whole: true,
            ..LiveFeed::default()
        })
    }

    /// What changed after a word of a day; all of today when that is another day's or unknown.
    #[must_use]
    pub fn since(&self, market: &Market, seen: Option<(&str, u64)>, now_ms: i64) -> LiveFeed {
        let whole = self.whole(market, now_ms);
        let day = self.day(market.id.as_str());
        match seen {
            Some((seen_day, seq))
                if seen_day == whole.day && seq <= whole.seq && day.whole.day == whole.day =>
            {
                let newer = day.said.iter().filter(|(_, (n, _))| *n > seq);
                let stalls = newer.map(|(stall, (_, said))| (stall.clone(), said.clone())).collect();
                LiveFeed { whole: false, stalls, ..LiveFeed::clone(&whole) }
            }
            _ => LiveFeed::clone(&whole),
        }
    }

    /// Wakes when something is said anywhere, and when the server stops.
    #[must_use]
    pub fn listen(&self) -> (watch::Receiver<u64>, watch::Receiver<bool>) {
        (self.news.subscribe(), self.stopped.subscribe())
    }

    /// Ends everything that listens.
    pub fn stop(&self) {
        self.stopped.send_replace(true);
    }

    fn day(&self, market: &str) -> Arc<Day> {
        self.markets.read().unwrap_or_else(PoisonError::into_inner).get(market).cloned().unwrap_or_default()
    }

    fn put(&self, market: &str, day: String, words: impl IntoIterator<Item = (String, u64, LiveStall)>) {
        let mut markets = self.markets.write().unwrap_or_else(PoisonError::into_inner);
        let old = markets.get(market).cloned().unwrap_or_default();
        let mut said = if old.whole.day == day { old.said.clone() } else { BTreeMap::new() };
        let mut seq = old.whole.seq;
        for (stall, n, word) in words {
            seq = seq.max(n);
            said.insert(stall, (n, word));
        }
        let stalls = said.iter().filter(|(_, (_, word))| !word.is_usual());
        let stalls = stalls.map(|(stall, (_, word))| (stall.clone(), word.clone())).collect();
        let whole = Arc::new(LiveFeed { version: LIVE_VERSION, day, seq, whole: true, stalls });
        markets.insert(market.to_owned(), Arc::new(Day { whole, said }));
        drop(markets);
        self.news.send_modify(|n| *n += 1);
    }
}

/// The market's day at a moment: a market that closes after midnight still has yesterday's until then.
#[must_use]
pub fn market_day(hours: &OpeningHours, now_ms: i64) -> Option<Date> {
    let (today, minute) = clock::korea(now_ms)?;
    let yesterday = clock::day_after(now_ms, -1)?;
    let late = hours.on(yesterday).is_some_and(|h| h.close > DAY_MIN && minute < h.close - DAY_MIN);
    Some(if late { yesterday } else { today })
}

fn day_text(hours: &OpeningHours, now_ms: i64) -> String {
    market_day(hours, now_ms).map_or_else(String::new, |day| day.to_string())
}

/// Reads what was said today in all markets at the start.
///
/// # Errors
/// When the store cannot be read.
pub async fn read(app: &App) -> anyhow::Result<()> {
    for published in app.catalogue.markets() {
        let market = &published.market;
        let day = day_text(&market.hours, clock::now_ms());
        let rows = app.store.today(market.id.as_str(), &day).await?;
        let words = rows.into_iter().filter_map(|row| {
            Some((row.stall, u64::try_from(row.n).ok()?, serde_json::from_str(&row.body).ok()?))
        });
        app.live.put(market.id.as_str(), day, words);
    }
    Ok(())
}

/// Says something for a stall: stored, then told.
///
/// # Errors
/// When the store refuses.
pub async fn say(
    app: &App,
    published: &Published,
    stall: &Stall,
    change: Change,
    by_desk: bool,
) -> AppResult<()> {
    let _one_at_a_time = app.live.saying.lock().await;
    let market = &published.market;
    let now_ms = clock::now_ms();
    let feed = app.live.whole(market, now_ms);
    let mut word = feed.of(stall.id.as_str()).cloned().unwrap_or_default();
    apply(&mut word, change);
    word.at = clock::korea(now_ms).map_or_else(String::new, |(_, m)| format!("{:02}:{:02}", m / 60, m % 60));
    let body = serde_json::to_string(&word).map_err(AppError::internal)?;
    let said = NewToday {
        market: market.id.as_str(),
        stall: stall.id.as_str(),
        day: &feed.day,
        body: &body,
        by_desk,
    };
    let n = app.store.say_today(said, now_ms).await?;
    let n = u64::try_from(n).map_err(AppError::internal)?;
    app.live.put(market.id.as_str(), feed.day.clone(), [(stall.id.to_string(), n, word)]);
    Ok(())
}

fn apply(word: &mut LiveStall, change: Change) {
    match change {
        Change::State(state) => word.state = state,
        Change::Gone(good) => {
            // What is gone cannot be had for less.
            word.special = word.special.take().filter(|s| s.good != good);
            if !word.sold_out.contains(&good) {
                word.sold_out.push(good);
            }
        }
        Change::Back(good) => word.sold_out.retain(|g| *g != good),
        Change::Special(special) => {
            word.sold_out.retain(|good| special.as_ref().is_none_or(|s| s.good != *good));
            word.special = special;
        }
        Change::Usual => *word = LiveStall::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-23 00:00 in Korea.
    const MIDNIGHT: i64 = 1_795_359_600_000;
    const HOUR: i64 = 3_600_000;

    fn day(hours: &str, at: i64) -> String {
        day_text(&OpeningHours::parse(hours).unwrap(), at)
    }

    #[test]
    fn a_market_that_closes_after_midnight_has_yesterday_until_then() {
        let night = "18:00-26:00";
        assert_eq!(day(night, MIDNIGHT + 2 * HOUR - 60_000), "2026-11-22");
        assert_eq!(day(night, MIDNIGHT + 2 * HOUR), "2026-11-23");
        assert_eq!(day("09:00-20:00", MIDNIGHT), "2026-11-23");
        assert_eq!(day("09:00-20:00", MIDNIGHT - 60_000), "2026-11-22");
    }

    #[test]
    fn what_changed_since_a_word_is_only_what_was_said_after_it() {
        let live = Live::default();
        let word = |state| LiveStall { state, ..LiveStall::default() };
        let (open, closed) = (Some(LiveState::Open), Some(LiveState::Closed));
        live.put("m", "d".into(), [("a".into(), 4, word(open)), ("b".into(), 5, word(closed))]);
        live.put("m", "d".into(), [("b".into(), 9, word(None))]);
        let day = live.day("m");
        assert_eq!((day.whole.seq, day.whole.stalls.len(), day.said.len()), (9, 1, 2));
        live.put("m", "e".into(), []);
        assert_eq!((live.day("m").whole.seq, live.day("m").said.len()), (9, 0));
    }

    #[test]
    fn a_good_is_sold_out_once_and_comes_back_once() {
        let mut word = LiveStall::default();
        for change in
            [Change::Gone("g".into()), Change::Gone("g".into()), Change::State(Some(LiveState::Open))]
        {
            apply(&mut word, change);
        }
        assert_eq!(word.sold_out, ["g"]);
        apply(&mut word, Change::Back("g".into()));
        assert!(word.sold_out.is_empty() && word.state.is_some());
        let special = |good: &str| Special { what: "x".into(), good: good.into(), ..Special::default() };
        apply(&mut word, Change::Gone("g".into()));
        apply(&mut word, Change::Special(Some(special("g"))));
        assert!(word.sold_out.is_empty(), "a special is there to be had");
        apply(&mut word, Change::Gone("h".into()));
        assert!(word.special.is_some());
        apply(&mut word, Change::Gone("g".into()));
        assert_eq!(word.special, None, "and no special once it is gone");
        apply(&mut word, Change::Usual);
        assert!(word.is_usual());
    }
}
