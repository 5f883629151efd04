//! When gates and lifts open and close during a day: the periods in which one graph of open ways holds.

use market_model::Date;

use crate::{Graph, Moment};

/// The last minute that is looked at: 06:00 of the next morning.
const LAST: u16 = 30 * 60;

impl Moment {
    /// A minute after the midnight with which `date` begins; past 24:00 it is the next day. `None` past 48:00.
    #[must_use]
    pub fn after_midnight(date: Date, minute: u16) -> Option<Self> {
        match minute {
            0..1_440 => Some(Self { date, minute }),
            1_440..2_880 => Some(Self { date: day_after(date)?, minute: minute - 1_440 }),
            _ => None,
        }
    }
}

impl Graph {
    /// Periods of a day up to 30:00 in which the same ways are open: first minute, and a moment with the same open ways
    /// (the first of the day, so that equal periods have equal moments). The first begins at 0. O(hours² · log).
    #[must_use]
    pub fn periods(&self, date: Date) -> Vec<(u16, Moment)> {
        let mut minutes: Vec<u16> = vec![0];
        for hours in &self.parts.hours {
            let shift = |minute: u16, by: i32| u16::try_from(i32::from(minute) + by).ok();
            for (day, by) in [(day_before(date), -1_440), (Some(date), 0), (day_after(date), 1_440)] {
                if let Some(span) = day.and_then(|d| hours.on(d)) {
                    minutes.extend([span.open, span.close].into_iter().filter_map(|m| shift(m, by)));
                }
            }
        }
        minutes.retain(|m| *m < LAST);
        minutes.sort_unstable();
        minutes.dedup();
        let mut seen: Vec<(Vec<u16>, Moment)> = Vec::new();
        let mut out: Vec<(u16, Moment)> = Vec::new();
        for minute in minutes {
            let Some(moment) = Moment::after_midnight(date, minute) else { continue };
            let closed = self.shut(Some(moment));
            let same = seen.iter().find(|(known, _)| *known == closed).map(|(_, m)| *m);
            let moment = same.unwrap_or(moment);
            seen.push((closed, moment));
            if out.last().is_none_or(|(_, last)| *last != moment) {
                out.push((minute, moment));
            }
        }
        out
    }
}

fn day_after(date: Date) -> Option<Date> {
    let next = Date::new(date.year(), date.month(), date.day() + 1);
    let first = Date::new(date.year(), date.month() + 1, 1);
    next.or(first).or_else(|| Date::new(date.year() + 1, 1, 1))
}

fn day_before(date: Date) -> Option<Date> {
    let (year, month) =
        if date.month() > 1 { (date.year(), date.month() - 1) } else { (date.year() - 1, 12) };
    let same_month = date.day().checked_sub(1).and_then(|day| Date::new(date.year(), date.month(), day));
    same_month.or_else(|| (28..=31).rev().find_map(|day| Date::new(year, month, day)))
}
