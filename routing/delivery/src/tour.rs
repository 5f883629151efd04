//! The walk through the aisles: from one place to another past a set of stalls, as short as can be.
//!
//! Exact by dynamic programming over subsets (Held and Karp 1962) up to nine stalls, else nearest neighbour and 2-opt.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::tables::Table;
use crate::trip::Halt;

/// So many stalls are solved exactly: 9 · 2⁹ states.
const EXACT: usize = 9;

/// A walk past some stalls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tour {
    /// The stalls in the order of the walk.
    pub stalls: Vec<usize>,
}

/// Which table, start, end and stalls of a tour.
type Key = (usize, usize, usize, Vec<usize>);

/// Tours that were found before.
#[derive(Default)]
pub(crate) struct Tours {
    known: RefCell<BTreeMap<Key, Option<Rc<Tour>>>>,
}

impl Tours {
    /// The shortest walk from `start` past all `stalls` (sorted, different) to `end`; `None` when one is out of reach.
    /// `table` tells tables apart.
    pub fn find(
        &self,
        (walk, table): (&Table, usize),
        start: usize,
        end: usize,
        stalls: &[usize],
    ) -> Option<Rc<Tour>> {
        let key = (table, start, end, stalls.to_vec());
        if let Some(tour) = self.known.borrow().get(&key) {
            return tour.clone();
        }
        let order = if stalls.len() <= EXACT {
            exact(walk, start, end, stalls)
        } else {
            improved(walk, start, end, stalls)
        };
        let tour = order.map(|stalls| Rc::new(Tour { stalls }));
        self.known.borrow_mut().insert(key, tour.clone());
        tour
    }
}

/// The shortest walks past some stalls from each of them to each other, for walks that begin and end at many places.
pub(crate) struct Between {
    stalls: Vec<usize>,
    /// For each first stall the table of Held and Karp.
    from: Vec<Best>,
}

impl Between {
    /// `None` when there are none or too many stalls to be exact. O(2ⁿ n³).
    pub fn new(walk: &Table, stalls: &[usize]) -> Option<Self> {
        let n = stalls.len();
        let from = |first: usize| held_karp(walk, stalls, |i| (i == first).then_some(0));
        (1..=EXACT).contains(&n).then(|| Self { stalls: stalls.to_vec(), from: (0..n).map(from).collect() })
    }

    /// As [`Tours::find`]. O(n²).
    pub fn walk(&self, walk: &Table, start: usize, end: usize) -> Option<Vec<usize>> {
        let (n, stalls) = (self.stalls.len(), &self.stalls);
        let full = (1 << n) - 1;
        let way = |first: usize, last: usize| {
            let between = self.from[first][full * n + last]?.0;
            Some((walk.at(start, stalls[first])? + between + walk.at(stalls[last], end)?, last, first))
        };
        let (_, last, first) =
            (0..n).flat_map(|a| (0..n).map(move |b| (a, b))).filter_map(|(a, b)| way(a, b)).min()?;
        back(&self.from[first], stalls, last)
    }
}

/// For each (visited set, last stall) the least cost and the stall before.
type Best = Vec<Option<(u64, usize)>>;

/// Held and Karp: the least cost of each (visited set, last stall). O(2ⁿ n²).
fn exact(walk: &Table, start: usize, end: usize, stalls: &[usize]) -> Option<Vec<usize>> {
    let n = stalls.len();
    if n == 0 {
        return Some(Vec::new());
    }
    let best = held_karp(walk, stalls, |i| walk.at(start, stalls[i]));
    let full = (1 << n) - 1;
    let closing = |last: usize| Some((best[full * n + last]?.0 + walk.at(stalls[last], end)?, last));
    let (_, last) = (0..n).filter_map(closing).min()?;
    back(&best, stalls, last)
}

/// The table, from what it costs to begin with each stall.
fn held_karp(walk: &Table, stalls: &[usize], begin: impl Fn(usize) -> Option<u64>) -> Best {
    let n = stalls.len();
    let mut best: Best = vec![None; n << n];
    let slot = |set: usize, last: usize| set * n + last;
    for i in 0..n {
        best[slot(1 << i, i)] = begin(i).map(|ms| (ms, n));
    }
    for set in 1..1_usize << n {
        for last in (0..n).filter(|i| set & (1 << i) != 0) {
            let Some((cost, _)) = best[slot(set, last)] else { continue };
            for next in (0..n).filter(|i| set & (1 << i) == 0) {
                let Some(step) = walk.at(stalls[last], stalls[next]) else { continue };
                let entry = &mut best[slot(set | 1 << next, next)];
                if entry.is_none_or(|(old, _)| cost + step < old) {
                    *entry = Some((cost + step, last));
                }
            }
        }
    }
    best
}

/// The walk that ends with a stall, read back.
fn back(best: &Best, stalls: &[usize], mut last: usize) -> Option<Vec<usize>> {
    let n = stalls.len();
    let mut set = (1 << n) - 1;
    let mut order = Vec::with_capacity(n);
    while last < n {
        order.push(stalls[last]);
        let (_, before) = best[set * n + last]?;
        set &= !(1 << last);
        last = before;
    }
    order.reverse();
    Some(order)
}

/// Cheapest insertion of a stall into a walk: where it costs least, and how much. O(stalls).
pub(crate) fn cheapest(
    walk: &Table,
    start: usize,
    end: usize,
    halts: &[Halt],
    stall: usize,
) -> Option<(u64, usize)> {
    let mut best: Option<(u64, usize)> = None;
    let mut here = start;
    for index in 0..=halts.len() {
        let next = halts.get(index).map_or(end, |h| h.stall);
        if let (Some(to), Some(on)) = (walk.at(here, stall), walk.at(stall, next)) {
            let more = (to + on).saturating_sub(walk.at(here, next).unwrap_or(0));
            if best.is_none_or(|b| more < b.0) {
                best = Some((more, index));
            }
        }
        here = next;
    }
    best
}

/// Moves single stalls of a walk to better places until none helps (Or 1976). O(stalls²) a round.
pub(crate) fn smooth(walk: &Table, start: usize, end: usize, halts: &mut Vec<Halt>) {
    for _ in 0..4 {
        let mut better = false;
        for index in 0..halts.len() {
            let before = index.checked_sub(1).map_or(start, |i| halts[i].stall);
            let halt = halts.remove(index);
            let after = halts.get(index).map_or(end, |h| h.stall);
            let cost = |a: usize, b: usize| walk.at(a, b).unwrap_or(u64::from(u32::MAX));
            let old =
                (cost(before, halt.stall) + cost(halt.stall, after)).saturating_sub(cost(before, after));
            let place = cheapest(walk, start, end, halts, halt.stall).filter(|(more, _)| *more < old);
            better |= place.is_some();
            halts.insert(place.map_or(index, |(_, at)| at), halt);
        }
        if !better {
            return;
        }
    }
}

/// Nearest neighbour, then 2-opt until no reversal helps.
fn improved(walk: &Table, start: usize, end: usize, stalls: &[usize]) -> Option<Vec<usize>> {
    let mut left = stalls.to_vec();
    let mut order = vec![start];
    while !left.is_empty() {
        let here = *order.last()?;
        let nearest = (0..left.len()).filter_map(|i| walk.at(here, left[i]).map(|ms| (ms, i))).min()?;
        order.push(left.remove(nearest.1));
    }
    order.push(end);
    let cost = |order: &[usize]| order.windows(2).map(|w| walk.at(w[0], w[1])).sum::<Option<u64>>();
    let mut best = cost(&order)?;
    let mut improved = true;
    while improved {
        improved = false;
        for i in 1..order.len() - 2 {
            for j in i + 1..order.len() - 1 {
                order[i..=j].reverse();
                match cost(&order) {
                    Some(c) if c < best => (best, improved) = (c, true),
                    _ => order[i..=j].reverse(),
                }
            }
        }
    }
    order.pop();
    order.remove(0);
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places on a line at 0, 10, 20 …: the shortest walk is to go out and come back.
    fn line(n: usize) -> Table {
        let row = |a: usize| (0..n).map(|b| Some(10 * a.abs_diff(b) as u64)).collect();
        Table::of(&(0..n).map(row).collect::<Vec<_>>())
    }

    #[test]
    fn the_exact_tour_is_never_longer_than_any_order() {
        println!("seeds 0 to 199");
        for seed in 0..200_u64 {
            let mut state = seed;
            let mut random = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                state >> 33
            };
            let rows: Vec<Vec<Option<u64>>> = (0..6)
                .map(|_| (0..6).map(|_| (random() % 9 > 0).then(|| random() % 100)).collect())
                .collect();
            let walk = Table::of(&rows);
            let stalls = [2, 3, 4, 5];
            let cost = |order: &[usize]| {
                let whole: Vec<usize> = [&[0][..], order, &[1][..]].concat();
                whole.windows(2).map(|w| walk.at(w[0], w[1])).sum::<Option<u64>>()
            };
            let mut best = None;
            for code in 0..256_usize {
                let order: Vec<usize> = (0..4).map(|i| 2 + (code >> (2 * i)) % 4).collect();
                if stalls.iter().all(|s| order.contains(s)) {
                    best = [best, cost(&order)].into_iter().flatten().min();
                }
            }
            let found = exact(&walk, 0, 1, &stalls).and_then(|order| cost(&order));
            assert_eq!(found, best, "seed {seed}");
            let between = Between::new(&walk, &stalls).and_then(|b| b.walk(&walk, 0, 1));
            assert_eq!(between.and_then(|order| cost(&order)), best, "seed {seed}, by first and last stall");
        }
    }

    #[test]
    fn a_long_tour_along_a_line_goes_out_and_back() {
        let walk = line(20);
        let stalls: Vec<usize> = (1..19).collect();
        let order = improved(&walk, 0, 19, &stalls).unwrap();
        assert_eq!(order, stalls);
    }
}
