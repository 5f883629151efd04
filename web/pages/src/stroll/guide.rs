//! Guidance along a way: which step it is now, what comes next, and whether somebody left the line.
//!
//! Frame: metres, as the caller has them; heights count, so that a way over two levels is one line.

/// A place: metres.
pub type Place3 = [f32; 3];

/// A step is said so far before its place, metres: there is time to hear it.
const AHEAD_M: f32 = 2.0;
/// So near to the end one has arrived, metres.
const THERE_M: f32 = 1.6;
/// So far from the line one has left it, metres.
const OFF_M: f32 = 6.0;
/// A target that is nearer than this along the line is passed, metres.
const PASSED_M: f32 = 0.4;

/// What guidance says after a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuideNews {
    /// This step is due.
    Step(usize),
    /// The line was left.
    Off,
    /// The line was found again.
    Back,
    /// The end is reached.
    Arrived,
}

/// A way and how far somebody is on it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Guide {
    points: Vec<Place3>,
    /// Metres from the start to each point.
    along: Vec<f32>,
    /// The point at which each step begins.
    steps: Vec<usize>,
    now: usize,
    done_m: f32,
    off: bool,
    arrived: bool,
}

impl Guide {
    /// A way with the points at which its steps begin; `None` for one that leads nowhere.
    #[must_use]
    pub fn new(points: Vec<Place3>, steps: &[usize]) -> Option<Self> {
        if points.len() < 2 || steps.is_empty() {
            return None;
        }
        let mut along = vec![0.0];
        for leg in points.windows(2) {
            along.push(along.last().copied().unwrap_or(0.0) + distance(leg[0], leg[1]));
        }
        let steps = steps.iter().map(|p| (*p).min(points.len() - 1)).collect();
        Some(Self { points, along, steps, ..Self::default() })
    }

    /// The step that is due.
    #[must_use]
    pub fn step(&self) -> usize {
        self.now
    }

    /// Whether the end was reached.
    #[must_use]
    pub fn has_arrived(&self) -> bool {
        self.arrived
    }

    /// Metres that are left.
    #[must_use]
    pub fn left_m(&self) -> f32 {
        (self.total() - self.done_m).max(0.0)
    }

    /// Chooses a step, the first or last for one beyond, and answers with where it begins and what lies ahead of it.
    pub fn choose(&mut self, step: usize) -> (Place3, Place3) {
        self.now = step.min(self.steps.len() - 1);
        let at = self.steps[self.now];
        (self.done_m, self.off, self.arrived) = (self.along[at], false, false);
        let here = self.points[at];
        let ahead = self.points[at + 1..].iter().find(|p| flat(here, **p) > 1.0);
        (here, ahead.copied().unwrap_or(here))
    }

    /// Where the next turn is: the place of the step after this one, or the end.
    #[must_use]
    pub fn next_turn(&self) -> Place3 {
        let next = self.steps.get(self.now + 1).copied().unwrap_or(self.points.len() - 1);
        self.points[next]
    }

    /// The next corner of the line; `None` at its end.
    #[must_use]
    pub fn target(&self) -> Option<Place3> {
        let at = self.along.iter().position(|m| *m > self.done_m + PASSED_M)?;
        self.points.get(at).copied()
    }

    /// Somebody is here now.
    pub fn moved(&mut self, at: Place3) -> Option<GuideNews> {
        let (m, away) = self.nearest(at);
        if away > OFF_M {
            let news = (!self.off).then_some(GuideNews::Off);
            self.off = true;
            return news;
        }
        let was_off = std::mem::take(&mut self.off);
        self.done_m = m;
        if !self.arrived && self.total() - m < THERE_M {
            self.arrived = true;
            self.now = self.steps.len() - 1;
            return Some(GuideNews::Arrived);
        }
        let due = self.steps.iter().rposition(|p| self.along[*p] <= m + AHEAD_M).unwrap_or(0);
        if due > self.now {
            self.now = due;
            return Some(GuideNews::Step(due));
        }
        was_off.then_some(GuideNews::Back)
    }

    /// Whether a place is off the line.
    #[must_use]
    pub fn is_far(&self, at: Place3) -> bool {
        self.nearest(at).1 > OFF_M
    }

    fn total(&self) -> f32 {
        self.along.last().copied().unwrap_or(0.0)
    }

    /// Metres along the line of its nearest place, and how far that is away. Where the line crosses itself, the place
    /// nearest to what was walked already counts.
    fn nearest(&self, at: Place3) -> (f32, f32) {
        let mut best = (self.done_m, f32::INFINITY, f32::INFINITY);
        for (i, leg) in self.points.windows(2).enumerate() {
            let (a, b) = (leg[0], leg[1]);
            let d = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
            let long = (d[0] * d[0] + d[1] * d[1] + d[2] * d[2]).max(1e-6);
            let dot = (at[0] - a[0]) * d[0] + (at[1] - a[1]) * d[1] + (at[2] - a[2]) * d[2];
            let share = (dot / long).clamp(0.0, 1.0);
            let foot = [a[0] + d[0] * share, a[1] + d[1] * share, a[2] + d[2] * share];
            let m = self.along[i] + (self.along[i + 1] - self.along[i]) * share;
            let away = distance(foot, at);
            let cost = away + (m - self.done_m).abs() * 0.05;
            if cost < best.2 {
                best = (m, away, cost);
            }
        }
        (best.0, best.1)
    }
}

fn distance(a: Place3, b: Place3) -> f32 {
    let d = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
    (d[0] * d[0] + d[1] * d[1] + d[2] * d[2]).sqrt()
}

/// Over the ground alone.
fn flat(a: Place3, b: Place3) -> f32 {
    (a[0] - b[0]).hypot(a[2] - b[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten metres east, ten metres south, two steps of a stair up.
    fn way() -> Guide {
        let points = vec![[0.0, 0.0, 0.0], [10.0, 0.0, 0.0], [10.0, 0.0, 10.0], [10.0, 4.0, 16.0]];
        Guide::new(points, &[0, 1, 2, 3]).unwrap_or_default()
    }

    #[test]
    fn each_step_is_said_once_and_a_little_before_its_place() {
        let mut guide = way();
        let mut said = Vec::new();
        for i in 0..=100 {
            said.extend(guide.moved([i as f32 * 0.1, 0.0, 0.3]).map(|n| (n, i)));
        }
        for i in 0..=100 {
            said.extend(guide.moved([10.2, 0.0, i as f32 * 0.1]).map(|n| (n, 100 + i)));
        }
        assert_eq!(said, [(GuideNews::Step(1), 80), (GuideNews::Step(2), 180)]);
        assert_eq!(guide.next_turn(), [10.0, 4.0, 16.0]);
        assert_eq!(guide.moved([10.0, 3.9, 15.9]), Some(GuideNews::Arrived));
        assert_eq!(guide.moved([10.0, 4.0, 16.0]), None);
        assert!(guide.has_arrived() && guide.left_m() < 0.1);
    }

    #[test]
    fn leaving_the_line_and_coming_back_is_said_once_each() {
        let mut guide = way();
        guide.moved([5.0, 0.0, 0.0]);
        assert_eq!(guide.moved([5.0, 0.0, -9.0]), Some(GuideNews::Off));
        assert_eq!(guide.moved([5.0, 0.0, -9.5]), None);
        assert_eq!(guide.moved([5.0, 0.0, -1.0]), Some(GuideNews::Back));
    }

    #[test]
    fn steps_can_be_chosen_and_beyond_the_last_is_the_last() {
        let mut guide = way();
        assert_eq!(guide.choose(1), ([10.0, 0.0, 0.0], [10.0, 0.0, 10.0]));
        assert_eq!(guide.target(), Some([10.0, 0.0, 10.0]));
        assert_eq!(guide.choose(99).0, [10.0, 4.0, 16.0]);
        assert_eq!((guide.step(), guide.target()), (3, None));
    }

    #[test]
    fn a_way_to_nowhere_has_no_guide() {
        assert_eq!(Guide::new(vec![[0.0; 3]], &[0]), None);
        assert_eq!(Guide::new(vec![[0.0; 3], [1.0; 3]], &[]), None);
        assert!(Guide::new(vec![[0.0; 3], [1.0; 3]], &[9]).is_some());
    }

    #[test]
    fn walking_from_target_to_target_ends_at_the_end() {
        let mut guide = way();
        let mut at = [0.0; 3];
        for _ in 0..20 {
            let Some(target) = guide.target() else { break };
            at = target;
            guide.moved(at);
        }
        assert_eq!(at, [10.0, 4.0, 16.0]);
        assert!(guide.has_arrived());
    }
}
