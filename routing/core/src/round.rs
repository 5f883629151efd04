//! The best order of several stops: a shopping list, each wish of which may be fulfilled at one of several places.
//!
//! Invariant: the order depends on the times alone, the same on every machine; exact up to [`EXACT_WISHES`] wishes.

/// Up to so many wishes the order is the best there is; beyond, it is a good one.
pub const EXACT_WISHES: usize = 10;

/// Milliseconds from place to place; `None` where there is no way.
pub type Times = [Vec<Option<u64>>];

/// An order in which wishes are fulfilled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Round {
    /// Each wish once, in order: its number, and the place that fulfils it.
    pub stops: Vec<(usize, usize)>,
    /// Time from the start over all stops, and to the end where there is one, in milliseconds.
    pub time_ms: u64,
    /// Whether no other order is quicker.
    pub exact: bool,
}

/// The quickest order from `start` that fulfils each of `wishes` at one of its places, and then goes to `end`; without
/// an end it stays where the last wish is fulfilled. `None` when some wish or the end cannot be reached.
///
/// O(2^n · p²) up to [`EXACT_WISHES`] wishes with p places in all, O(n³ · p) for each improvement beyond.
///
/// # Panics
/// When a place is not among the rows of `times`.
#[must_use]
pub fn best_round(times: &Times, start: usize, wishes: &[Vec<usize>], end: Option<usize>) -> Option<Round> {
    let task = Task { times, start, wishes, end };
    if wishes.len() <= EXACT_WISHES { task.exact() } else { task.good() }
}

/// A good order, found by insertion and improved by moves: what [`best_round`] does with many wishes. `None` as there.
///
/// # Panics
/// When a place is not among the rows of `times`.
#[must_use]
pub fn good_round(times: &Times, start: usize, wishes: &[Vec<usize>], end: Option<usize>) -> Option<Round> {
    Task { times, start, wishes, end }.good()
}

struct Task<'a> {
    times: &'a Times,
    start: usize,
    wishes: &'a [Vec<usize>],
    end: Option<usize>,
}

/// A stop: number of the wish, place.
type Stop = (usize, usize);

impl Task<'_> {
    /// Held and Karp's method over sets of fulfilled wishes.
    fn exact(&self) -> Option<Round> {
        let choices: Vec<Stop> = self
            .wishes
            .iter()
            .enumerate()
            .flat_map(|(w, places)| places.iter().map(move |p| (w, *p)))
            .collect();
        if self.wishes.is_empty() {
            return self.priced(Vec::new(), true);
        }
        let (n, full) = (choices.len(), (1_usize << self.wishes.len()) - 1);
        // For each set and each choice that was made last: the time, and the choice before it.
        let mut best: Vec<Option<(u64, usize)>> = vec![None; (full + 1) * n];
        for (c, (wish, place)) in choices.iter().enumerate() {
            best[(1 << wish) * n + c] = self.times[self.start][*place].map(|ms| (ms, usize::MAX));
        }
        for set in 1..=full {
            for last in 0..n {
                let Some((so_far, _)) = best[set * n + last] else { continue };
                for (next, (wish, place)) in choices.iter().enumerate() {
                    let Some(leg) = self.times[choices[last].1][*place] else { continue };
                    if set & (1 << wish) != 0 {
                        continue;
                    }
                    let there = &mut best[(set | 1 << wish) * n + next];
                    if there.is_none_or(|(old, _)| so_far + leg < old) {
                        *there = Some((so_far + leg, last));
                    }
                }
            }
        }
        let whole = |c: usize| {
            let home = self.end.map_or(Some(0), |end| self.times[choices[c].1][end]);
            Some((best[full * n + c]?.0 + home?, c))
        };
        let (_, mut last) = (0..n).filter_map(whole).min()?;
        let (mut set, mut stops) = (full, Vec::with_capacity(self.wishes.len()));
        while last != usize::MAX {
            stops.push(choices[last]);
            let before = best[set * n + last].map_or(usize::MAX, |(_, before)| before);
            set &= !(1 << choices[last].0);
            last = before;
        }
        stops.reverse();
        self.priced(stops, true)
    }

    /// Cheapest insertion, then moves of single wishes and turned stretches until none helps.
    fn good(&self) -> Option<Round> {
        let mut stops: Vec<Stop> = Vec::with_capacity(self.wishes.len());
        let mut left: Vec<usize> = (0..self.wishes.len()).collect();
        while !left.is_empty() {
            let (_, wish, stop, at) = left
                .iter()
                .filter_map(|w| self.cheapest(&stops, *w).map(|(ms, s, at)| (ms, *w, s, at)))
                .min()?;
            stops.insert(at, stop);
            left.retain(|w| *w != wish);
        }
        let mut time = self.time(&stops)?;
        while let Some((less, better)) = self.moved(&stops, time).or_else(|| self.turned(&stops, time)) {
            (time, stops) = (less, better);
        }
        self.priced(stops, false)
    }

    /// Where and how a wish costs least in addition: the time of all, the stop, its place in the order.
    fn cheapest(&self, stops: &[Stop], wish: usize) -> Option<(u64, Stop, usize)> {
        let mut best: Option<(u64, Stop, usize)> = None;
        for place in &self.wishes[wish] {
            for at in 0..=stops.len() {
                let mut with = stops.to_vec();
                with.insert(at, (wish, *place));
                let found = self.time(&with).map(|ms| (ms, (wish, *place), at));
                best = best.into_iter().chain(found).min();
            }
        }
        best
    }

    /// One wish fulfilled elsewhere or at another time, if that is quicker.
    fn moved(&self, stops: &[Stop], time: u64) -> Option<(u64, Vec<Stop>)> {
        (0..stops.len()).find_map(|i| {
            let mut without = stops.to_vec();
            let (wish, _) = without.remove(i);
            let (ms, stop, at) = self.cheapest(&without, wish)?;
            without.insert(at, stop);
            (ms < time).then_some((ms, without))
        })
    }

    /// One stretch walked the other way round, if that is quicker.
    fn turned(&self, stops: &[Stop], time: u64) -> Option<(u64, Vec<Stop>)> {
        let pairs = (0..stops.len()).flat_map(|i| (i + 2..=stops.len()).map(move |j| (i, j)));
        pairs.into_iter().find_map(|(i, j)| {
            let mut turned = stops.to_vec();
            turned[i..j].reverse();
            self.time(&turned).filter(|ms| *ms < time).map(|ms| (ms, turned))
        })
    }

    fn time(&self, stops: &[Stop]) -> Option<u64> {
        let mut at = self.start;
        let mut total = 0;
        for place in stops.iter().map(|(_, place)| *place).chain(self.end) {
            total += self.times[at][place]?;
            at = place;
        }
        Some(total)
    }

    fn priced(&self, stops: Vec<Stop>, exact: bool) -> Option<Round> {
        let time_ms = self.time(&stops)?;
        Some(Round { stops, time_ms, exact })
    }
}
