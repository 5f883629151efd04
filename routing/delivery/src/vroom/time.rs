//! Time along a route whose rests may fall anywhere between two stops.
//!
//! A state is a moment by number of rests taken: a later moment is never better, so that the earliest (forward) and the
//! latest (backward) for each number tell exactly what is possible (Savelsbergh 1992 for rests that need choosing).
//! A rest is taken on the road: the way goes on until it begins, and what is left of the way afterwards.

use super::ground::{Car, NEVER, Windows};

/// A stop as time sees it.
#[derive(Clone, Copy)]
pub(crate) struct Stop<'a> {
    /// When work may begin; none at the end of a route.
    pub(crate) windows: Option<&'a Windows>,
    /// How long it takes.
    pub(crate) work: i64,
}

impl Stop<'_> {
    /// When it is done by who arrives at `t`.
    #[inline]
    fn done(self, t: i64) -> i64 {
        let begin = self.windows.map_or(t, |w| w.first(t));
        if begin >= NEVER { NEVER } else { begin + self.work }
    }

    /// The latest arrival to be done by `t`.
    #[inline]
    fn latest(self, t: i64) -> i64 {
        let begin = t - self.work;
        self.windows.map_or(begin, |w| w.last(begin))
    }
}

/// Whether rest `index` may be taken with this load.
#[inline]
fn light(car: &Car, index: usize, load: &[i64]) -> bool {
    let most = car.rests[index].max_load.as_ref();
    most.is_none_or(|most| most.iter().zip(load).all(|(m, l)| l <= m))
}

/// From the earliest departures at one stop to those at the next, `way` away, with `load` aboard between them.
/// O(rests²).
#[inline]
pub(crate) fn forward(car: &Car, from: &[i64], way: i64, load: &[i64], stop: Stop<'_>, into: &mut [i64]) {
    if let ([from], [into]) = (from, &mut *into) {
        *into = if *from >= NEVER { NEVER } else { stop.done(*from + way) };
        return;
    }
    into.fill(NEVER);
    for (taken, &departure) in from.iter().enumerate() {
        if departure >= NEVER {
            continue;
        }
        // `free` is when the next rest may begin, `there` when the vehicle would arrive without it.
        let (mut free, mut there) = (departure, departure + way);
        into[taken] = into[taken].min(stop.done(there));
        for next in taken..car.rests.len() {
            let rest = &car.rests[next];
            let begin = rest.windows.first(free);
            if begin >= NEVER || !light(car, next, load) {
                break;
            }
            there = there.max(begin) + rest.length;
            free = begin + rest.length;
            into[next + 1] = into[next + 1].min(stop.done(there));
        }
    }
}

/// From the latest departures at one stop to those at the stop before it. O(rests²).
pub(crate) fn backward(car: &Car, from: &[i64], way: i64, load: &[i64], stop: Stop<'_>, into: &mut [i64]) {
    into.fill(-NEVER);
    for (taken, &departure) in from.iter().enumerate() {
        if departure <= -NEVER {
            continue;
        }
        let arrival = stop.latest(departure);
        if arrival <= -NEVER {
            continue;
        }
        into[taken] = into[taken].max(arrival - way);
        // `free` bounds when the vehicle is free for the rest, `there` when it would arrive.
        let (mut free, mut there) = (arrival, arrival);
        for before in (0..taken).rev() {
            let rest = &car.rests[before];
            let begin = rest.windows.last(free.min(there) - rest.length);
            if begin <= -NEVER || !light(car, before, load) {
                break;
            }
            there -= rest.length;
            free = begin;
            into[before] = into[before].max(free.min(there - way));
        }
    }
}

/// Whether somebody with these earliest departures is in time for these latest ones.
#[inline]
pub(crate) fn in_time(earliest: &[i64], latest: &[i64]) -> bool {
    earliest.iter().zip(latest).any(|(e, l)| e <= l)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vroom::{Input, Routing, ground::Ground};

    /// Forward and backward agree: what leaves by the latest moment is in time, a moment later it is not.
    #[test]
    fn the_latest_departure_is_the_last_that_is_in_time() {
        let text = r#"{"vehicles": [{"id": 1, "start_index": 0, "time_window": [0, 900], "breaks": [
            {"id": 1, "service": 30, "time_windows": [[100, 150], [300, 310]]},
            {"id": 2, "service": 20, "time_windows": [[160, 400]]}]}],
            "jobs": [{"id": 1, "location_index": 1, "service": 7, "time_windows": [[120, 260], [380, 420]]}],
            "matrices": {"car": {"durations": [[0, 90], [90, 0]]}}}"#;
        let input = Input::from_json(text.as_bytes(), Routing::None).unwrap();
        let ground = Ground::new(&input).unwrap();
        let car = &ground.cars[0];
        let stop = Stop { windows: Some(&ground.windows[0]), work: 700 };
        for limit in (0..60_000).step_by(130) {
            for rests in 0..=2 {
                let mut latest = [-NEVER; 3];
                let mut until = [-NEVER; 3];
                until[rests] = limit;
                backward(car, &until, 9_000, &[], stop, &mut latest);
                for taken in 0..=2 {
                    let reaches = |departure: i64| {
                        let (mut from, mut into) = ([NEVER; 3], [NEVER; 3]);
                        from[taken] = departure;
                        forward(car, &from, 9_000, &[], stop, &mut into);
                        in_time(&into, &until)
                    };
                    if latest[taken] > -NEVER {
                        assert!(reaches(latest[taken]), "{limit} {rests} {taken}");
                        assert!(!reaches(latest[taken] + 1), "{limit} {rests} {taken}");
                    } else {
                        assert!(!reaches(0), "{limit} {rests} {taken}");
                    }
                }
            }
        }
    }
}
