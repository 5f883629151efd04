//! When to say where somebody is: at once for a level, soon for an aisle, and for a stall only to who stands still.
//!
//! Invariant: nothing is said twice in a row, and between two sentences there is time to listen.

use super::ground::Here;

/// So long in another aisle before it is said, milliseconds: corners are crossed without a word.
const SETTLED_MS: f64 = 900.0;
/// Who has not moved for so long stands still, milliseconds.
const STILL_MS: f64 = 1_000.0;
/// Between two sentences, milliseconds.
const GAP_MS: f64 = 2_500.0;

/// What is worth saying: places in the lists of a [`super::Ground`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Another level was reached.
    Level(usize),
    /// Another aisle was entered.
    Aisle(usize),
    /// Somebody stands still before this stall.
    Ahead(usize),
}

/// Remembers what was said.
#[derive(Debug, Clone, Default)]
pub struct Teller {
    level: Option<usize>,
    aisle: Option<usize>,
    ahead: Option<usize>,
    seen: Here,
    moved_ms: f64,
    entered_ms: f64,
    said_ms: f64,
}

impl Teller {
    /// Somebody moved or turned and is here now.
    pub fn moved(&mut self, here: Here, now_ms: f64) {
        if here.aisle != self.seen.aisle {
            self.entered_ms = now_ms;
        }
        self.seen = here;
        self.moved_ms = now_ms;
    }

    /// What is to be said now, if anything; asked after a move and again a little later.
    pub fn news(&mut self, now_ms: f64) -> Option<News> {
        let news = self.find(now_ms)?;
        match news {
            // The first level is where everybody begins: known, not news.
            News::Level(level) if self.level.replace(level).is_none() => return self.news(now_ms),
            News::Level(_) => self.aisle = self.seen.aisle,
            News::Aisle(aisle) => self.aisle = Some(aisle),
            News::Ahead(stall) => self.ahead = Some(stall),
        }
        self.said_ms = now_ms;
        Some(news)
    }

    fn find(&self, now_ms: f64) -> Option<News> {
        let Here { level, aisle, ahead, .. } = self.seen;
        let fresh = |seen: Option<usize>, said: Option<usize>| seen.filter(|_| seen != said);
        if let Some(level) = fresh(level, self.level) {
            return Some(News::Level(level));
        }
        if now_ms - self.said_ms < GAP_MS && self.said_ms > 0.0 {
            return None;
        }
        if let Some(aisle) = fresh(aisle, self.aisle).filter(|_| now_ms - self.entered_ms >= SETTLED_MS) {
            return Some(News::Aisle(aisle));
        }
        let still = now_ms - self.moved_ms >= STILL_MS;
        fresh(ahead, self.ahead).filter(|_| still).map(News::Ahead)
    }

    /// The page said itself what is in front, as when a panel opens.
    pub fn knows(&mut self, ahead: Option<usize>) {
        self.ahead = ahead;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(level: usize, aisle: usize, ahead: usize) -> Here {
        Here { level: Some(level), aisle: Some(aisle), ahead: Some(ahead), ..Here::default() }
    }

    #[test]
    fn walking_past_stalls_says_nothing_and_standing_still_says_one() {
        let mut t = Teller::default();
        t.moved(at(0, 0, 0), 0.0);
        assert_eq!(t.news(1_000.0), Some(News::Aisle(0)));
        let mut said = Vec::new();
        for i in 0..40 {
            let now = 2_000.0 + f64::from(i) * 250.0;
            t.moved(at(0, 0, usize::try_from(i).unwrap_or(0)), now);
            said.extend(t.news(now));
        }
        assert_eq!(said, []);
        assert_eq!(t.news(13_000.0), Some(News::Ahead(39)));
        assert_eq!(t.news(20_000.0), None, "once is enough");
    }

    #[test]
    fn a_level_is_said_at_once_and_a_corner_is_crossed_without_a_word() {
        let mut t = Teller::default();
        t.moved(at(0, 0, 0), 0.0);
        assert_eq!(t.news(1_000.0), Some(News::Aisle(0)));
        t.moved(at(1, 4, 0), 1_200.0);
        assert_eq!(t.news(1_200.0), Some(News::Level(1)));
        t.moved(at(1, 5, 0), 5_000.0);
        t.moved(at(1, 4, 0), 5_500.0);
        t.moved(at(1, 4, 0), 7_000.0);
        assert_eq!(t.news(7_000.0), None);
    }
}
