//! A lower bound on what a tour still costs: the cheapest walk of so many pickups and deliveries, stops priced so that
//! walks become tours.
//!
//! The n-path relaxation of Christofides, Mingozzi and Toth 1981, counted by kind and without turning straight back,
//! with prices by subgradient steps. A walk may repeat stops, but no tour is cheaper than the prices of its stops plus
//! the cheapest priced walk.

use super::ground::Ground;

/// Work spent on the prices, in arcs looked at.
const EFFORT: usize = 2_000_000;
/// Fewest and most subgradient steps.
const STEPS: (usize, usize) = (15, 150);
/// No way.
const NEVER: f32 = 1e12;
/// No stop.
const NOWHERE: u8 = u8::MAX;

/// The cheapest way on from a stop, and the cheapest that goes elsewhere first.
#[derive(Debug, Clone, Copy)]
struct On {
    cost: f32,
    other: f32,
    next: u8,
    /// The next stop of the other way.
    after: u8,
}

const END: On = On { cost: NEVER, other: NEVER, next: NOWHERE, after: NOWHERE };

impl On {
    /// The cheapest that does not go to `from` first.
    #[inline]
    fn without(&self, from: usize) -> f32 {
        if usize::from(self.next) == from { self.other } else { self.cost }
    }

    #[inline]
    fn take(&mut self, cost: f32, next: usize) {
        if cost < self.cost {
            *self = Self { cost, other: self.cost, next: next as u8, after: self.next };
        } else if cost < self.other {
            (self.other, self.after) = (cost, next as u8);
        }
    }
}

/// Bounds by last stop and number of pickups and deliveries to come.
pub(crate) struct Walks {
    pairs: usize,
    /// By pickups to come, deliveries to come, node (the start is the last).
    rest: Vec<On>,
    /// Prices of the nodes.
    pub(crate) prices: Vec<f64>,
}

impl Walks {
    /// Prices for the problem of one vehicle; `bound` is the cost of a tour that is known.
    pub(crate) fn new(ground: &Ground, bound: i64) -> Self {
        let pairs = ground.requests;
        let nodes = 2 * pairs;
        let size = (pairs + 1) * (pairs + 1) * (nodes + 1);
        let mut walks = Self { pairs, rest: vec![END; size], prices: vec![0.0; nodes] };
        let mut best = (f64::NEG_INFINITY, walks.prices.clone());
        let mut pace = 1.0;
        let steps = (EFFORT / (2 * pairs.pow(4)).max(1)).clamp(STEPS.0, STEPS.1);
        for _ in 0..steps {
            walks.fill(ground);
            let value =
                walks.prices.iter().sum::<f64>() + f64::from(walks.rest[walks.at(pairs, pairs, nodes)].cost);
            if value > best.0 {
                best = (value, walks.prices.clone());
            } else {
                pace *= 0.9;
            }
            let visits = walks.visits();
            let off: f64 = visits.iter().map(|v| (1.0 - v) * (1.0 - v)).sum();
            let gap = bound.min(1 << 40) as f64 - value;
            if off < 0.5 || gap <= 0.0 {
                break;
            }
            for (price, visit) in walks.prices.iter_mut().zip(&visits) {
                *price += pace * gap / off * (1.0 - visit);
            }
        }
        walks.prices = best.1;
        walks.fill(ground);
        walks
    }

    #[inline]
    fn at(&self, picks: usize, drops: usize, node: usize) -> usize {
        (picks * (self.pairs + 1) + drops) * (2 * self.pairs + 1) + node
    }

    /// No tour that stands at `node`, coming from `from`, with so many pickups and deliveries of these prices to come,
    /// costs less from here on.
    #[inline]
    pub(crate) fn rest(&self, (picks, drops): (u32, u32), prices: f64, node: usize, from: usize) -> i64 {
        let on = &self.rest[self.at(picks as usize, drops as usize, node)];
        let value = prices + f64::from(on.without(from));
        // Costs are whole; the margin is for the rounding of single precision.
        (value - 1e-5 * value.abs().max(10.0)).ceil() as i64
    }

    /// Cheapest priced walks by numbers to come.
    fn fill(&mut self, ground: &Ground) {
        let nodes = 2 * self.pairs;
        let prices: Vec<f32> = self.prices.iter().map(|p| *p as f32).collect();
        for drops in 0..=self.pairs {
            for picks in 0..=drops {
                for a in 0..=nodes {
                    let mut on = END;
                    if drops == 0 {
                        let home = ground.cost().get(a as u32, ground.end) as f32;
                        if a % 2 == 1 && a < nodes {
                            (on.cost, on.other) = (home, home);
                        }
                    } else {
                        self.best_on(ground.cost().from(a as u32), &prices, (picks, drops), a, &mut on);
                    }
                    let here = self.at(picks, drops, a);
                    self.rest[here] = on;
                }
            }
        }
    }

    fn best_on(&self, row: &[u32], prices: &[f32], (picks, drops): (usize, usize), a: usize, on: &mut On) {
        let nodes = prices.len();
        // Collect something, but not what was just delivered.
        if picks > 0 {
            let before = &self.rest[self.at(picks - 1, drops, 0)..];
            for b in (0..nodes).step_by(2).filter(|&b| b + 1 != a && b != a) {
                on.take(row[b] as f32 - prices[b] + before[b].without(a), b);
            }
        }
        // Deliver something that is aboard; nothing is when the walk begins.
        if drops > picks && a < nodes {
            let before = &self.rest[self.at(picks, drops - 1, 0)..];
            for b in (1..nodes).step_by(2).filter(|&b| b != a) {
                on.take(row[b] as f32 - prices[b] + before[b].without(a), b);
            }
        }
    }

    /// How often the cheapest whole walk visits each node.
    fn visits(&self) -> Vec<f64> {
        let nodes = 2 * self.pairs;
        let mut visits = vec![0.0; nodes];
        let (mut picks, mut drops, mut at, mut from) = (self.pairs, self.pairs, nodes, usize::from(NOWHERE));
        while drops > 0 {
            let on = &self.rest[self.at(picks, drops, at)];
            let next = usize::from(if usize::from(on.next) == from { on.after } else { on.next });
            if next >= nodes {
                break;
            }
            (from, at) = (at, next);
            visits[at] += 1.0;
            if at % 2 == 0 { picks -= 1 } else { drops -= 1 }
        }
        visits
    }
}
