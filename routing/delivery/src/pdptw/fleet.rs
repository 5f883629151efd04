//! As few vehicles as can be found: two searches take turns, each with a solution of its own that has one vehicle less.
//!
//! [Absences](super::absences) are quicker where routes are long or clustered, [ejections](super::eject) where many short
//! routes are tight; which of them it will be is not known before. The one that succeeds gets longer turns.

use super::absences::Absences;
use super::bound;
use super::budget::Budget;
use super::eject::Eject;
use super::ground::Ground;
use super::near::Near;
use super::rng::Rng;
use super::route::Route;
use super::solution::Solution;

/// Random moves after an ejection.
const MOVES: usize = 100;
/// Share of the budget for serving what the first solution left out.
const SERVE_UNTIL: f64 = 0.3;
/// Share of the budget after which the fleet is taken as it is.
const FLEET_UNTIL: f64 = 0.75;
/// Share of the budget without a vehicle less after which the fleet is taken as it is.
const FLEET_STALE: f64 = 0.3;
/// Mean share of the budget after which the other search has its turn.
const TURN: f64 = 0.02;
/// How much the last success counts for the share of the time that a search gets, and the least that it counts.
const LAST: f64 = 0.3;
const LEAST: f64 = 0.15;

/// Forces in what the first solution left out, while part of the budget lasts.
pub(crate) fn serve_all(
    ground: &Ground,
    near: &Near,
    start: Solution,
    budget: &mut Budget<'_>,
    rng: &mut Rng,
) -> Solution {
    if start.absent.iter().all(|&r| ground.prize[r as usize].is_some()) {
        return start;
    }
    let mut trial = start.clone();
    trial.compact();
    trial.routes.resize_with(ground.vehicles.max(trial.routes.len()), || Route::empty(ground));
    let mut eject = Eject::new(ground, near, MOVES);
    eject.begin(&mut trial, rng);
    if eject.place_all(&mut trial, budget, SERVE_UNTIL, rng) { trial } else { start }
}

/// Takes vehicles away while that succeeds.
pub(crate) fn fewer(
    ground: &Ground,
    near: &Near,
    start: Solution,
    budget: &mut Budget<'_>,
    rng: &mut Rng,
) -> Solution {
    let mut best = start;
    let mut absences = Absences::new(ground, near);
    let mut eject = Eject::new(ground, near, MOVES);
    let least = bound::fleet(ground);
    let mut wins = [1.0, 1.0];
    while best.absent.is_empty() && best.used() > least {
        let until = FLEET_UNTIL.min(budget.used() + FLEET_STALE);
        let (mut one, mut other) = (best.clone(), best.clone());
        absences.dissolve(&mut one, rng);
        absences.dissolve(&mut other, rng);
        eject.begin(&mut other, rng);
        let mut tried = false;
        best = loop {
            if budget.used() >= until {
                return best;
            }
            let share = 2.0 * wins[0] / (wins[0] + wins[1]);
            let turn = until.min(budget.used() + TURN * share);
            if absences.run(&mut one, budget, turn, rng) {
                // What falls at once, before the other search had a turn, tells nothing.
                if tried {
                    win(&mut wins, 0);
                }
                break one;
            }
            let turn = until.min(budget.used() + TURN * (2.0 - share));
            if eject.place_all(&mut other, budget, turn, rng) {
                win(&mut wins, 1);
                break other;
            }
            tried = true;
        };
    }
    best
}

/// One of the two searches has found a vehicle less.
fn win(wins: &mut [f64; 2], which: usize) {
    for (at, win) in wins.iter_mut().enumerate() {
        *win = (*win * (1.0 - LAST) + if at == which { LAST } else { 0.0 }).max(LEAST);
    }
}
