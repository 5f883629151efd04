//! How much later each stop of a day could begin without breaking a promise, a shift or a rest.

use crate::day::Day;
use crate::task::{Task, Worker};
use crate::trip::{Doing, Trip, Visit};

/// Slack of every visit of every trip, reckoned from the end of the day backwards. O(stops).
///
/// With opening hours a way is only known for its own period: slack then ends where a later way would leave its period.
pub(crate) fn of_day(task: &Task, worker: &Worker, day: &Day, visits: &[Vec<Visit>]) -> Vec<Vec<u64>> {
    let mut out: Vec<Vec<u64>> = visits.iter().map(|v| vec![0; v.len()]).collect();
    let way_home = day.home.map_or(0, |(leave, arrive)| arrive - leave);
    let mut latest_leave = worker.until.saturating_sub(way_home);
    let mut within = u64::MAX;
    for index in (0..=day.trips.len()).rev() {
        for taken in day.rests.iter().rev().filter(|r| r.before == index) {
            let rest = worker.rests.iter().find(|r| (r.from..=r.latest).contains(&taken.begin));
            let latest = rest.map_or(taken.begin, |r| r.latest);
            latest_leave = latest.min(latest_leave.saturating_sub(taken.end - taken.begin)).max(taken.begin);
        }
        let Some(trip) = index.checked_sub(1).map(|i| &day.trips[i]) else { break };
        let visits = &visits[index - 1];
        within = within.min(tireless(task, worker, day, index - 1));
        for (i, visit) in visits.iter().enumerate().rev() {
            within = within.min(room(task, visit.leave)).min(room(task, visit.arrive));
            let latest = latest_leave.saturating_sub(visit.leave - visit.begin);
            let latest = latest.min(deadline(task, trip, visits, visit)).max(visit.begin);
            out[index - 1][i] = (latest - visit.begin).min(within);
            let before = if i == 0 { trip.depart } else { visits[i - 1].leave };
            latest_leave = latest - (visit.arrive - before).min(latest);
        }
    }
    out
}

/// How much later the end of a trip could be for the sake of the rider's limits: what is left of the work without a pause
/// and of the day, and no more than the pause after it can spare.
fn tireless(task: &Task, worker: &Worker, day: &Day, index: usize) -> u64 {
    let limits = worker.limits;
    let of_day = limits.work.saturating_sub(day.work + worker.worked);
    if limits.stretch == u64::MAX {
        return of_day;
    }
    let end = day.trips[index].end;
    let next = day.trips.get(index + 1).map(|t| t.depart).or(day.home.map(|(leave, _)| leave));
    let spare = match next {
        Some(next) if next >= end + limits.pause => next - end - limits.pause,
        // Work goes on: what is left at the end of it.
        Some(_) => 0,
        None => u64::MAX,
    };
    let own = task.stretches(worker, day, index + 1);
    let left = own.map_or(0, |(begin, end)| limits.stretch.saturating_sub(end - begin));
    of_day.min(spare).min(left)
}

/// Time until the next period begins.
fn room(task: &Task, at: u64) -> u64 {
    let next = task.periods.get(task.period(at) + 1);
    next.map_or(u64::MAX, |next| next.saturating_sub(at + 1))
}

/// The latest begin of a visit for its own sake.
fn deadline(task: &Task, trip: &Trip, visits: &[Visit], visit: &Visit) -> u64 {
    let Doing::Deliver(job) = visit.doing else { return u64::MAX };
    let Some(call) = trip.calls.iter().find(|c| c.job == job) else { return u64::MAX };
    let (hard, until) = task.deadlines(*call);
    let limited = task.source(*call).1.picks.iter().filter(|p| p.board < u64::MAX);
    let left = |stall: usize| visits.iter().find(|v| v.doing == Doing::Pickup(stall)).map(|v| v.leave);
    let fresh = limited.filter_map(|p| left(p.stall).map(|at| at + p.board)).min().unwrap_or(u64::MAX);
    until.min(hard).min(fresh)
}
