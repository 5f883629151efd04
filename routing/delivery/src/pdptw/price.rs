//! What leaving a request out costs while the search is under way.
//!
//! Strategic oscillation (Glover 1977): the price rises while solutions that leave something out are more frequent than wanted, and
//! falls while they are rarer. Guided search (Voudouris and Tsang 1999; the counts of Nagata and Kobayashi 2010): what stays out
//! weighs more and more, so that it gets its place and something else must go; else the same few requests are left out again and
//! again, and with a tight fleet the search goes nowhere.

/// Iterations between two changes.
const WINDOW: u32 = 128;
/// Share of the iterations that may leave something out.
const WANTED: f64 = 0.05;
/// Factor of a change.
const CHANGE: f64 = 1.05;
/// First, lowest and highest price, in mean legs.
const FIRST: f64 = 10.0;
const LOWEST: f64 = 1.0;
const HIGHEST: f64 = 100.0;
/// Growth of a weight by an iteration out.
const GROWTH: f64 = 1.01;
/// Share of its growth that a weight keeps over a window.
const KEPT: f64 = 0.95;
/// Highest weight.
const HEAVIEST: f64 = 1e4;

/// The price, how often it was paid, and what each request weighs.
pub(crate) struct Price {
    unit: f64,
    value: f64,
    weights: Vec<f64>,
    seen: u32,
    lacking: u32,
}

impl Price {
    /// Prices of so many requests in units of the mean leg.
    pub(crate) fn new(mean_leg: f64, requests: usize) -> Self {
        Self { unit: mean_leg.max(1.0), value: FIRST, weights: vec![1.0; requests], seen: 0, lacking: 0 }
    }

    /// What leaving this request out costs.
    #[inline]
    pub(crate) fn of(&self, request: usize) -> i64 {
        (self.value * self.unit * self.weights[request]) as i64
    }

    /// What each costs.
    pub(crate) fn all(&self) -> impl Iterator<Item = i64> {
        (0..self.weights.len()).map(|r| self.of(r))
    }

    /// A request was left out for an iteration.
    #[inline]
    pub(crate) fn grow(&mut self, request: usize) {
        self.weights[request] = (self.weights[request] * GROWTH).min(HEAVIEST);
    }

    /// Counts an iteration; whether prices change.
    #[inline]
    pub(crate) fn count(&mut self, lacking: bool) -> bool {
        self.seen += 1;
        self.lacking += u32::from(lacking);
        if self.seen < WINDOW {
            return false;
        }
        let often = f64::from(self.lacking) > WANTED * f64::from(WINDOW);
        (self.seen, self.lacking) = (0, 0);
        self.value = if often { self.value * CHANGE } else { self.value / CHANGE }.clamp(LOWEST, HIGHEST);
        for weight in &mut self.weights {
            *weight = 1.0 + (*weight - 1.0) * KEPT;
        }
        true
    }
}
