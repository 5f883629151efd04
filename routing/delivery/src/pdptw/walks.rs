//! A lower bound on what a tour still costs: the cheapest walk of so many pickups and deliveries, stops priced so that
//! walks become tours.
//!
//! The n-path relaxation of Christofides, Mingozzi and Toth 1981, counted by kind and without turning straight back,
//! with prices by subgradient steps. A walk may repeat stops, but no tour is cheaper than the prices of its stops plus
//! the cheapest priced walk.

use super::ground::Ground;

/// Work spent on the prices, in arcs looked at: of ten pairs, and so many times as much for each pair more, as a proof
/// takes so many times as long.
const EFFORT: usize = 2_000_000;
const MORE: usize = 2;
/// Fewest and most subgradient steps.
const STEPS: (usize, usize) = (15, 150);
/// Subgradient steps for the partial tours of one layer.
const ANEW: usize = 12;
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
    prices: Vec<f64>,
    /// Sums of the prices of pickups and deliveries, by set.
    sums: [Vec<f32>; 2],
}

/// Where a partial tour stands, and what it has cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand {
    pub collected: u64,
    pub delivered: u64,
    pub node: usize,
    pub cost: i64,
}

impl Walks {
    /// Prices for the problem of one vehicle; `bound` is the cost of a tour that is known.
    pub(crate) fn new(ground: &Ground, bound: i64) -> Self {
        let pairs = ground.requests;
        let nodes = 2 * pairs;
        let size = (pairs + 1) * (pairs + 1) * (nodes + 1);
        let mut walks =
            Self { pairs, rest: vec![END; size], prices: vec![0.0; nodes], sums: Default::default() };
        let mut best = (f64::NEG_INFINITY, walks.prices.clone());
        let mut pace = 1.0;
        let effort = EFFORT * MORE.pow(pairs.saturating_sub(10) as u32);
        let steps = (effort / (2 * pairs.pow(4)).max(1)).clamp(STEPS.0, STEPS.1);
        for _ in 0..steps {
            walks.fill(ground);
            let value =
                walks.prices.iter().sum::<f64>() + f64::from(walks.rest[walks.at(pairs, pairs, nodes)].cost);
            if value > best.0 {
                best = (value, walks.prices.clone());
            } else {
                pace *= 0.9;
            }
            let mut visits = vec![0.0; nodes];
            walks.visit((pairs, pairs), nodes, |node| visits[node] += 1.0);
            let off: f64 = visits.iter().map(|v| (1.0 - v) * (1.0 - v)).sum();
            let gap = bound.min(1 << 40) as f64 - value;
            if off < 0.5 || gap <= 0.0 {
                break;
            }
            for (price, visit) in walks.prices.iter_mut().zip(&visits) {
                *price += pace * gap / off * (1.0 - visit);
            }
        }
        walks.price(ground, best.1);
        walks
    }

    /// Other prices, as good as can be for these partial tours, which are some of those that are left.
    pub(crate) fn anew(&mut self, ground: &Ground, some: &[Stand], bound: i64) {
        let mut best = (f64::NEG_INFINITY, self.prices.clone());
        let mut pace = 0.5;
        for _ in 0..ANEW {
            let (mut value, mut gap) = (0.0, 0.0);
            let mut slope = vec![0.0; self.prices.len()];
            for stand in some {
                let to_come = self.to_come(stand.collected, stand.delivered);
                let on = self.rest[self.at(to_come.0 as usize, to_come.1 as usize, stand.node)];
                let least =
                    stand.cost as f64 + self.priced(stand.collected, stand.delivered) + f64::from(on.cost);
                value += least.min(bound as f64);
                if least < bound as f64 {
                    gap += bound as f64 - least;
                    for r in 0..self.pairs {
                        slope[2 * r] += (1 - (stand.collected >> r & 1)) as f64;
                        slope[2 * r + 1] += (1 - (stand.delivered >> r & 1)) as f64;
                    }
                    let counts = (to_come.0 as usize, to_come.1 as usize);
                    self.visit(counts, stand.node, |node| slope[node] -= 1.0);
                }
            }
            if value > best.0 {
                best = (value, self.prices.clone());
            } else {
                pace *= 0.7;
            }
            let off: f64 = slope.iter().map(|s| s * s).sum();
            if off < 0.5 {
                break;
            }
            let prices =
                self.prices.iter().zip(&slope).map(|(price, s)| price + pace * gap / off * s).collect();
            self.price(ground, prices);
        }
        self.price(ground, best.1);
    }

    /// How many pickups and deliveries are to come.
    #[inline]
    pub(crate) fn to_come(&self, collected: u64, delivered: u64) -> (u32, u32) {
        let pairs = self.pairs as u32;
        (pairs - collected.count_ones(), pairs - delivered.count_ones())
    }

    /// Sum of the prices of the stops to come.
    #[inline]
    fn priced(&self, collected: u64, delivered: u64) -> f64 {
        let all = (1_u64 << self.pairs) - 1;
        f64::from(self.sums[0][(all & !collected) as usize])
            + f64::from(self.sums[1][(all & !delivered) as usize])
    }

    fn price(&mut self, ground: &Ground, prices: Vec<f64>) {
        self.prices = prices;
        for kind in 0..2 {
            let mut sums = vec![0.0_f64; 1 << self.pairs];
            for set in 1..sums.len() {
                let r = set.trailing_zeros() as usize;
                sums[set] = sums[set & (set - 1)] + self.prices[2 * r + kind];
            }
            self.sums[kind] = sums.into_iter().map(|s| s as f32).collect();
        }
        self.fill(ground);
    }

    #[inline]
    fn at(&self, picks: usize, drops: usize, node: usize) -> usize {
        (picks * (self.pairs + 1) + drops) * (2 * self.pairs + 1) + node
    }

    /// No tour that has collected and delivered these and stands at `node`, coming from `from`, costs less from here on.
    #[inline]
    pub(crate) fn rest(&self, (collected, delivered): (u64, u64), node: usize, from: usize) -> i64 {
        let (picks, drops) = self.to_come(collected, delivered);
        let on = &self.rest[self.at(picks as usize, drops as usize, node)];
        let value = self.priced(collected, delivered) + f64::from(on.without(from));
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

    /// The nodes that the cheapest walk with so many stops to come visits from `at` on.
    fn visit(&self, (mut picks, mut drops): (usize, usize), mut at: usize, mut visited: impl FnMut(usize)) {
        let nodes = 2 * self.pairs;
        let mut from = usize::from(NOWHERE);
        while drops > 0 {
            let on = &self.rest[self.at(picks, drops, at)];
            let next = usize::from(if usize::from(on.next) == from { on.after } else { on.next });
            if next >= nodes {
                break;
            }
            (from, at) = (at, next);
            visited(at);
            if at.is_multiple_of(2) { picks -= 1 } else { drops -= 1 }
        }
    }
}
