//! How much of the time or of the steps is used up; the clock is the caller's.

/// Limits of a search: steps, and a clock that says which share of the time is gone.
pub struct Budget<'a> {
    steps: u64,
    limit: Option<u64>,
    clock: Option<&'a mut dyn FnMut() -> f64>,
    last: f64,
    /// Steps until the clock is asked again, and how many that was.
    wait: u32,
    pause: u32,
}

/// Most steps between two looks at the clock.
const PAUSE: u32 = 64;
/// Share of the budget that may go by between two looks.
const BLIND: f64 = 0.002;

impl<'a> Budget<'a> {
    /// At most `limit` steps; with these alone the answer depends on nothing but problem and seed.
    #[must_use]
    pub fn steps(limit: u64) -> Self {
        Self { steps: 0, limit: Some(limit), clock: None, last: 0.0, wait: 0, pause: 0 }
    }

    /// Until `clock` answers 1; it answers the share of the time that is gone, and never falls.
    #[must_use]
    pub fn clock(clock: &'a mut dyn FnMut() -> f64) -> Self {
        Self { steps: 0, limit: None, clock: Some(clock), last: 0.0, wait: 0, pause: 0 }
    }

    /// The share that is used up, at least 0; 1 and more is the end.
    pub fn used(&self) -> f64 {
        self.last
    }

    /// One step; the share that is used up.
    #[inline]
    pub(crate) fn step(&mut self) -> f64 {
        self.steps += 1;
        if self.wait > 0 {
            self.wait -= 1;
            return self.last;
        }
        self.look()
    }

    fn look(&mut self) -> f64 {
        if let Some(clock) = &mut self.clock {
            let now = self.last.max(clock());
            // Steps differ in length: look more often when they are long.
            self.pause =
                if now - self.last > BLIND { self.pause / 4 } else { (2 * self.pause + 1).min(PAUSE) };
            (self.last, self.wait) = (now, self.pause);
        }
        if let Some(limit) = self.limit {
            self.last = self.last.max(self.steps as f64 / limit.max(1) as f64);
        }
        self.last
    }
}
