//! What leaving a request out costs while the search is under way: strategic oscillation (Glover 1977).
//!
//! The price rises while solutions that leave something out are more frequent than wanted, and falls while they are rarer.

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

/// The price and how often it was paid.
pub(crate) struct Price {
    unit: f64,
    value: f64,
    seen: u32,
    lacking: u32,
}

impl Price {
    /// A price in units of the mean leg.
    pub(crate) fn new(mean_leg: f64) -> Self {
        Self { unit: mean_leg.max(1.0), value: FIRST, seen: 0, lacking: 0 }
    }

    /// What it is.
    pub(crate) fn now(&self) -> i64 {
        (self.value * self.unit) as i64
    }

    /// Counts an iteration; the new price when it changes.
    #[inline]
    pub(crate) fn count(&mut self, lacking: bool) -> Option<i64> {
        self.seen += 1;
        self.lacking += u32::from(lacking);
        if self.seen < WINDOW {
            return None;
        }
        let often = f64::from(self.lacking) > WANTED * f64::from(WINDOW);
        (self.seen, self.lacking) = (0, 0);
        self.value = if often { self.value * CHANGE } else { self.value / CHANGE }.clamp(LOWEST, HIGHEST);
        Some(self.now())
    }
}
