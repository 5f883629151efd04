//! How far an answer may go: a number of steps, and what the caller's clock says.
//!
//! Invariant: there is no clock here. The caller tells what share of its time is spent; whoever works asks before each
//! piece of work, and keeps free what its longest piece took so far.

/// What share of the time is spent: 0 at the beginning, 1 at the deadline.
pub(crate) type Spent<'a> = &'a mut dyn FnMut() -> f64;

/// A share of the caller's time, until which pieces of work may begin.
pub(crate) struct Budget<'a> {
    spent: Spent<'a>,
    /// Share at which everything ends.
    pub until: f64,
    begun: f64,
    last: f64,
    longest: f64,
}

impl<'a> Budget<'a> {
    /// From now until a share of the time.
    pub fn new(spent: Spent<'a>, until: f64) -> Self {
        let begun = spent();
        Self { spent, until, begun, last: begun, longest: 0.0 }
    }

    /// What share of the time is spent.
    pub fn now(&mut self) -> f64 {
        (self.spent)()
    }

    /// The same time until another share of it.
    pub fn until(&mut self, until: f64) -> Budget<'_> {
        Budget::new(self.spent, until)
    }

    /// Whether another piece of work may begin: it would end in time if it takes no longer than the longest so far.
    pub fn more(&mut self) -> bool {
        let now = (self.spent)();
        self.longest = self.longest.max(now - self.last);
        self.last = now;
        now < self.until && now + self.longest <= self.until.max(self.begun)
    }

    /// How much of this budget is gone, 0 to 1.
    pub fn share(&self) -> f64 {
        ((self.last - self.begun) / (self.until - self.begun).max(1e-9)).clamp(0.0, 1.0)
    }
}
