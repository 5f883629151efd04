//! How much a rider works: in a day, and without a pause.

use super::{Checker, DayClaim, RiderFacts};

impl Checker<'_> {
    /// No rider works longer than agreed; what had begun before a re-plan cannot be helped.
    pub(super) fn tired(&mut self, rider: &RiderFacts, day: &DayClaim) {
        let mut spans: Vec<(u64, u64, u64, u64, bool)> = Vec::new();
        for (i, trip) in day.trips.iter().enumerate() {
            let end = trip.stops.last().map_or(trip.depart_ms, |s| s.leave_ms);
            let slack = trip.stops.last().map_or(0, |s| s.slack_ms);
            let begun = self.facts.begun.contains(&(rider.id.clone(), trip.depart_ms));
            let rested = day.breaks.iter().any(|b| b[2] == i as u64 && b[1] - b[0] >= rider.pause_ms);
            // A rest between two trips parts them as a long wait does.
            let begin = if rested { u64::MAX } else { trip.depart_ms };
            spans.push((trip.depart_ms, end, slack, begin, begun));
        }
        if let Some((_, depart, arrive)) = &day.home {
            let rested =
                day.breaks.iter().any(|b| b[2] == day.trips.len() as u64 && b[1] - b[0] >= rider.pause_ms);
            spans.push((*depart, *arrive, 0, if rested { u64::MAX } else { *depart }, false));
        }
        let work: u64 = spans.iter().map(|(from, to, ..)| to - from).sum();
        let fresh = day.trips.iter().any(|t| !self.facts.begun.contains(&(rider.id.clone(), t.depart_ms)));
        if fresh && work > rider.longest_work_ms {
            self.fail(format!("rider {} works {work} ms in a day", rider.id));
        }
        let mut since: Option<(u64, u64)> = None;
        for (from, to, slack, joins, begun) in spans {
            let begin = match since {
                Some((begin, last)) if joins < last.saturating_add(rider.pause_ms) => begin,
                _ => from,
            };
            since = Some((begin, to));
            if (to - begin).saturating_add(slack) > rider.longest_stretch_ms && !begun && fresh {
                self.fail(format!("rider {} works from {begin} to {to} without a pause", rider.id));
            }
        }
    }
}
