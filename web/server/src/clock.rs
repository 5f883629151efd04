//! The only place that reads the clock: milliseconds since 1970, and the day and minute in Korea.

use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use market_model::Date;

/// Korea is nine hours ahead and has no summer time.
const KOREA_AHEAD_MS: i64 = 9 * 3_600_000;
const DAY_MS: i64 = 86_400_000;

/// What is added to the machine's clock, for demonstrations and tests.
static AHEAD_MS: OnceLock<i64> = OnceLock::new();

/// Milliseconds since 1970.
#[must_use]
pub fn now_ms() -> i64 {
    machine_ms().saturating_add(AHEAD_MS.get().copied().unwrap_or(0))
}

fn machine_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Pretends that it is this moment in Korea now, such as `2026-11-23T10:00`. Answers `false` for what is no moment.
pub fn pretend(text: &str) -> bool {
    let Some(at) = moment(text) else { return false };
    AHEAD_MS.set(at.saturating_sub(machine_ms())).is_ok()
}

fn moment(text: &str) -> Option<i64> {
    let (day, time) = text.split_once('T')?;
    let (hour, minute) = time.split_once(':')?;
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute);
    fits.then(|| midnight_ms(Date::parse(day)?).checked_add((hour * 60 + minute) * 60_000)).flatten()
}

/// The moment at which a day begins in Korea, in milliseconds since 1970.
#[must_use]
pub fn midnight_ms(date: Date) -> i64 {
    // The inverse of `civil`.
    let (month, day) = (i64::from(date.month()), i64::from(date.day()));
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) * DAY_MS - KOREA_AHEAD_MS
}

/// The day in Korea `days` after a moment; `None` outside the years that a [`Date`] knows.
#[must_use]
pub fn day_after(at_ms: i64, days: i64) -> Option<Date> {
    korea(at_ms.saturating_add(days.saturating_mul(DAY_MS))).map(|(date, _)| date)
}

/// Day and minute after midnight in Korea; `None` outside the years that a [`Date`] knows.
#[must_use]
pub fn korea(at_ms: i64) -> Option<(Date, u16)> {
    let local = at_ms.checked_add(KOREA_AHEAD_MS)?;
    let (year, month, day) = civil(local.div_euclid(DAY_MS));
    let minute = u16::try_from(local.rem_euclid(DAY_MS) / 60_000).ok()?;
    let date = Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    Some((date, minute))
}

/// `11-22 14:03` in Korea.
#[must_use]
pub fn korea_text(at_ms: i64) -> String {
    korea(at_ms).map_or_else(String::new, |(date, minute)| {
        format!("{:02}-{:02} {:02}:{:02}", date.month(), date.day(), minute / 60, minute % 60)
    })
}

/// Year, month and day of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_in_korea_is_three_in_the_afternoon_of_the_day_before() {
        // 2026-11-22 15:00 UTC.
        let (date, minute) = korea(1_795_359_600_000).unwrap();
        assert_eq!((date.year(), date.month(), date.day(), minute), (2026, 11, 23, 0));
    }

    #[test]
    fn every_day_begins_where_the_day_before_it_ends() {
        let mut at = moment("1999-12-31T00:00").unwrap();
        for _ in 0..2_000 {
            let (date, minute) = korea(at).unwrap();
            assert_eq!((midnight_ms(date), minute), (at, 0));
            at += DAY_MS;
        }
        assert_eq!(moment("2026-11-23T00:00"), Some(1_795_359_600_000));
        for wrong in ["2026-11-23", "2026-11-23T24:00", "2026-02-30T10:00", "T", "x"] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_last_day_of_february_of_a_leap_year_is_known() {
        let (date, minute) = korea(1_709_209_800_000).unwrap();
        assert_eq!((date.year(), date.month(), date.day(), minute), (2024, 2, 29, 21 * 60 + 30));
    }
}
