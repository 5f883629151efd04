//! Plays a day: minute by minute new orders are seen, the plan is made anew, and what cannot wait is begun.

use super::board::{Board, MINUTE, Weights};
use super::commit;
use super::day::Day;
use super::decide::Search;
use super::pay::Outlook;
use super::record::{Place, Played};
use super::routes::Routes;
use super::standby::Standby;
use crate::chance::Chance;

/// Limits a decision by a clock, which is the caller's.
pub trait Watch {
    /// A decision begins.
    fn begin(&mut self);
    /// Whether the time for this decision is over.
    fn over(&mut self) -> bool;
}

/// No clock: decisions end by their steps alone, and are the same on every machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn begin(&mut self) {}

    fn over(&mut self) -> bool {
        false
    }
}

/// How a day is played.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Start of chance.
    pub seed: u64,
    /// Most steps of a decision.
    pub steps: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 1, steps: 400 }
    }
}

/// Found on the shared days and on seeded others of the same town with fewer couriers, more orders and slower ways: a minute
/// beyond the target counts a third more, one past the middle of target and maximum five times more, ten minutes of a courier about half a minute of waiting, a top-up of one in the
/// currency's unit 48 seconds.
const WEIGHTS: Weights = Weights { late: 300, soon: 5000, work: 60, cent: 8, unserved: 3000 * MINUTE };

/// Plays a day.
///
/// The plan knows an order from the minute in which it is placed, and couriers' shifts from the beginning. An order that
/// nobody can bring within the maximum is not delivered.
#[must_use]
pub fn play(day: &Day, options: Options, watch: &mut dyn Watch) -> Played {
    let mut game = Game::new(day, options);
    let mut coming: Vec<usize> = (0..day.orders.len()).collect();
    coming.sort_by_key(|&o| (day.orders[o].placed_min, o));
    let mut coming = coming.into_iter().peekable();
    let mut now = coming.peek().map_or(0, |&o| day.orders[o].placed_min);
    while coming.peek().is_some() || game.pending() {
        let mut news = Vec::new();
        while let Some(order) = coming.next_if(|&o| day.orders[o].placed_min <= now) {
            news.push(order);
        }
        watch.begin();
        game.decide(now, &news, watch);
        now += 1;
    }
    game.played
}

struct Game<'a> {
    board: Board<'a>,
    routes: Routes,
    search: Search,
    standby: Standby,
    chance: Chance,
    steps: u64,
    /// Where each courier was last sent.
    places: Vec<Place>,
    /// Orders that were placed so far.
    seen: usize,
    /// Whether something changed since the plan was made.
    stale: bool,
    played: Played,
}

impl<'a> Game<'a> {
    fn new(day: &'a Day, options: Options) -> Self {
        let board = Board::new(day, WEIGHTS);
        Self {
            standby: Standby::new(&board),
            board,
            routes: Routes::new(day.couriers.len(), day.orders.len()),
            search: Search::default(),
            chance: Chance::new(options.seed),
            steps: options.steps,
            places: (0..day.couriers.len()).map(Place::Home).collect(),
            seen: 0,
            stale: false,
            played: Played { deliveries: vec![None; day.orders.len()], ..Played::default() },
        }
    }

    /// Whether orders are open.
    fn pending(&self) -> bool {
        !self.routes.pool.is_empty() || self.routes.list.iter().any(|route| !route.is_empty())
    }

    fn decide(&mut self, now: i32, news: &[usize], watch: &mut dyn Watch) {
        self.seen += news.len();
        self.routes.pool.extend(news);
        for &order in news {
            self.standby.see(&self.board, order);
        }
        self.board.now = now;
        if self.pending() {
            self.plan(now, news, watch);
        }
        for (courier, restaurant) in self.standby.send(&self.board, &self.routes) {
            commit::drive(&mut self.board, courier, restaurant, &mut self.places, &mut self.played);
        }
    }

    fn plan(&mut self, now: i32, news: &[usize], watch: &mut dyn Watch) {
        let day = self.board.day;
        self.stale |= !news.is_empty();
        self.board.advance(now, &mut Outlook::new(day, self.seen, hours_on_duty(day, now)));
        self.routes.reprice(&self.board);
        // Too late for anybody, whatever happens.
        self.routes.pool.retain(|&o| now <= day.orders[o].placed_min + day.rules.maximum_min);
        let steps = if self.stale { self.steps } else { 0 };
        self.search.improve(&self.board, &mut self.routes, (steps, &mut self.chance), watch);
        self.played.decisions += 1;
        self.stale = commit::begin(&mut self.board, &mut self.routes, &mut self.places, &mut self.played);
    }
}

/// Hours that all couriers have been on duty so far.
fn hours_on_duty(day: &Day, now: i32) -> f64 {
    let minutes = |c: &super::day::Courier| f64::from((c.off_min.min(now) - c.on_min).max(0));
    day.couriers.iter().map(minutes).sum::<f64>() / 60.0
}
