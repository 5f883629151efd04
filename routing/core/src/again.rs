//! Times between many places after something was closed or slowed: only pairs that may have changed are asked again.
//!
//! A pair can only have become slower when its quickest way before led over an arc that is slower now: through no such
//! arc `u → v` may `time(a, u) + arc + time(v, b)` be as little as what `time(a, b)` was. A few rows and columns tell.
//!
//! Invariant: the answer is that of [`View::matrix`], or there is none.

use crate::weighted::CLOSED;
use crate::{NodeId, Profile, View};

/// In a table of milliseconds: there is no way.
pub const NO_WAY: u32 = u32::MAX;
/// With more arcs that changed it is quicker to ask for everything.
const MANY_ARCS: usize = 48;
/// Sums of two of it stay within 32 bits.
const FAR: u32 = 1 << 30;

impl View<'_> {
    /// Brings `times`, the row-major table of [`View::matrix`] between all `places` as it was in `before`, up to date with
    /// this view; [`NO_WAY`] where there is no way. Answers `false` and leaves the table as it is when too much has changed
    /// or something is quicker than before. O(places² · changed arcs), and a query for each pair that may have changed.
    ///
    /// # Panics
    /// When `times` has not a cell for each pair.
    #[must_use]
    pub fn update(&self, before: &View<'_>, places: &[NodeId], profile: Profile, times: &mut [u32]) -> bool {
        let n = places.len();
        assert_eq!(times.len(), n * n, "a cell for each pair");
        let (old, new) = (before.weighted(profile), self.weighted(profile));
        if old.costs.len() != new.costs.len()
            || places.iter().any(|p| p.0 as usize >= self.graph().node_count())
        {
            return false;
        }
        let pairs = old.costs.iter().zip(&new.costs).enumerate();
        let changed: Vec<usize> = pairs.filter(|(_, (a, b))| a != b).map(|(i, _)| i).collect();
        if changed.len() > MANY_ARCS || changed.iter().any(|i| new.costs[*i] < old.costs[*i]) {
            return false;
        }
        if changed.is_empty() {
            return true;
        }
        let touched = Touched::new(before, places, profile, &changed);
        let mut doubtful: Vec<Vec<usize>> =
            (0..n).map(|row| touched.of(row, &times[row * n..(row + 1) * n])).collect();
        self.ask(places, profile, &mut doubtful, times);
        true
    }

    /// Asks for the pairs again: rows and columns with many of them at once, the rest one by one.
    fn ask(&self, places: &[NodeId], profile: Profile, doubtful: &mut [Vec<usize>], times: &mut [u32]) {
        let n = places.len();
        let many = (n / 8).max(4);
        let rows: Vec<usize> = (0..n).filter(|r| doubtful[*r].len() > many).collect();
        let mut by_column = vec![0_usize; n];
        for column in doubtful.iter().filter(|d| d.len() <= many).flatten() {
            by_column[*column] += 1;
        }
        let columns: Vec<usize> = (0..n).filter(|c| by_column[*c] > many).collect();
        let all: Vec<usize> = (0..n).collect();
        for (rows, columns) in [(&rows, &all), (&all, &columns)] {
            let of = |list: &[usize]| list.iter().map(|i| places[*i]).collect::<Vec<_>>();
            if rows.is_empty() || columns.is_empty() {
                continue;
            }
            for (row, found) in rows.iter().zip(self.matrix(&of(rows), &of(columns), profile)) {
                for (column, ms) in columns.iter().zip(found) {
                    times[row * n + column] = cell(ms);
                }
            }
        }
        for (row, list) in doubtful.iter().enumerate().filter(|(_, d)| d.len() <= many) {
            for column in list.iter().filter(|c| by_column[**c] <= many) {
                times[row * n + column] = cell(self.time(places[row], places[*column], profile));
            }
        }
    }
}

fn cell(ms: Option<u64>) -> u32 {
    ms.map_or(NO_WAY, |ms| u32::try_from(ms).unwrap_or(NO_WAY))
}

fn near(ms: u64) -> u32 {
    u32::try_from(ms).unwrap_or(FAR).min(FAR)
}

/// Times from every place over each changed arc, and from its end to every place.
struct Touched {
    /// Changed arcs.
    k: usize,
    /// For each place the time to the head of each changed arc.
    over: Vec<u32>,
    /// For each changed arc the time from its head to each place.
    onward: Vec<Vec<u32>>,
}

impl Touched {
    fn new(before: &View<'_>, places: &[NodeId], profile: Profile, changed: &[usize]) -> Self {
        let (frozen, weighted) = (before.graph().frozen(profile), before.weighted(profile));
        let starts: Vec<u32> = places.iter().map(|p| frozen.start(p.0)).collect();
        let arcs: Vec<_> = changed.iter().map(|i| frozen.arcs[*i]).collect();
        let (tails, heads): (Vec<u32>, Vec<u32>) = arcs.iter().map(|a| (a.tail, a.head)).unzip();
        let k = changed.len();
        let add = |(i, ms): (usize, u64)| match weighted.costs[changed[i % k]] {
            CLOSED => FAR,
            cost => near(ms.saturating_add(cost)),
        };
        let over = weighted.rows(&starts, &tails).into_iter().enumerate().map(add).collect();
        let (mut ends, mut last) = (Vec::new(), Vec::new());
        for place in places {
            ends.extend(frozen.ends(place.0));
            last.push(ends.len());
        }
        let onward = weighted.rows(&heads, &ends);
        let row = |i: usize| {
            let row = &onward[i * ends.len()..(i + 1) * ends.len()];
            let mut first = 0;
            let least = |end: &usize| row[std::mem::replace(&mut first, *end)..*end].iter().copied().min();
            last.iter().map(least).map(|ms| near(ms.unwrap_or(CLOSED))).collect()
        };
        Self { k, over, onward: (0..k).map(row).collect() }
    }

    /// The columns of a row whose way may have led over a changed arc.
    fn of(&self, row: usize, times: &[u32]) -> Vec<usize> {
        let mut through = vec![2 * FAR; times.len()];
        for (arc, to) in self.over[row * self.k..(row + 1) * self.k].iter().enumerate() {
            if *to < FAR {
                for (least, on) in through.iter_mut().zip(&self.onward[arc]) {
                    *least = (*least).min(to + on);
                }
            }
        }
        let doubtful = |(_, (through, was)): &(usize, (&u32, &u32))| **was != NO_WAY && through <= was;
        through.iter().zip(times).enumerate().filter(doubtful).map(|(column, _)| column).collect()
    }
}
