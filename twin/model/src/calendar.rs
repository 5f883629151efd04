//! Days, market days and opening hours.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Lang;

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day `year`-`month`-`day`; `None` when there is no such day in the years 1800 to 2999.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        ((1800..3000).contains(&year) && (1..=last).contains(&day)).then_some(Self { year, month, day })
    }

    /// Reads `2026-11-22`, also with dots or slashes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().trim_end_matches('.').split(['-', '.', '/']).map(str::trim);
        let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || y.len() != 4 {
            return None;
        }
        Self::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Month of the year, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Day of the week (Sakamoto's method).
    #[must_use]
    pub fn weekday(self) -> Weekday {
        const SHIFT: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = i32::from(self.year) - i32::from(self.month < 3);
        let shift = SHIFT.get(usize::from(self.month - 1)).copied().unwrap_or(0);
        let sunday_based = (year + year / 4 - year / 100 + year / 400 + shift + i32::from(self.day)) % 7;
        Weekday::ALL[((sunday_based + 6) % 7) as usize]
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Date {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("\"{text}\" is not a day such as 2026-11-22"))
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// One Korean letter: 월 to 일.
    #[must_use]
    pub const fn ko(self) -> &'static str {
        ["월", "화", "수", "목", "금", "토", "일"][self as usize]
    }

    /// Two English letters, as in OpenStreetMap: `Mo` to `Su`.
    #[must_use]
    pub const fn en(self) -> &'static str {
        ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][self as usize]
    }

    /// The day in `lang`, as short as signs have it: 월, `Mo`, 周一, 月.
    #[must_use]
    pub const fn word(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Ko => self.ko(),
            Lang::En => self.en(),
            Lang::Zh => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][self as usize],
            Lang::Ja => ["月", "火", "水", "木", "金", "土", "日"][self as usize],
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches("요일");
        Self::ALL.into_iter().find(|d| text == d.ko() || text.eq_ignore_ascii_case(d.en()))
    }
}

/// The days on which a market is held (시장개설주기 of the national register).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum MarketDays {
    /// `매일`: every day.
    #[default]
    Daily,
    /// `2일+7일`: days of the month with one of these last digits, 0 to 9, sorted.
    LastDigits(Vec<u8>),
}

impl MarketDays {
    /// Reads `매일`, `2일+7일`, `5일+10일`, `2,7` or `daily`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "매일" || text.eq_ignore_ascii_case("daily") {
            return Some(Self::Daily);
        }
        let mut digits = text
            .split(['+', ',', '·', '/'])
            .map(|part| {
                part.trim().trim_end_matches('일').parse::<u8>().ok().filter(|d| (1..=31).contains(d))
            })
            .map(|d| d.map(|d| d % 10))
            .collect::<Option<Vec<u8>>>()?;
        digits.sort_unstable();
        digits.dedup();
        (!digits.is_empty()).then_some(Self::LastDigits(digits))
    }

    /// Whether the market is held on `date`.
    #[must_use]
    pub fn held_on(&self, date: Date) -> bool {
        match self {
            Self::Daily => true,
            Self::LastDigits(digits) => digits.contains(&(date.day() % 10)),
        }
    }
}

impl fmt::Display for MarketDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Daily => f.write_str("매일"),
            Self::LastDigits(digits) => {
                // The register writes the tenth as `10일`, and last.
                let mut days: Vec<u8> = digits.iter().map(|&d| if d == 0 { 10 } else { d }).collect();
                days.sort_unstable();
                let days: Vec<String> = days.iter().map(|d| format!("{d}일")).collect();
                f.write_str(&days.join("+"))
            }
        }
    }
}

impl TryFrom<String> for MarketDays {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("\"{text}\" is neither 매일 nor days such as 2일+7일"))
    }
}

impl From<MarketDays> for String {
    fn from(days: MarketDays) -> Self {
        days.to_string()
    }
}

/// A span of one day in minutes after midnight; `close` may pass midnight up to 30:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hours {
    /// Opening minute.
    pub open: u16,
    /// Closing minute, after `open`.
    pub close: u16,
}

/// Hours by day of the week, and monthly closing days.
///
/// Written as rules joined with `;`: `09:00-20:00`, `월-토 09:00-20:00; 일 휴무`, `일[1,3] 휴무` (first and third Sunday);
/// English day names and `off` do as well.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OpeningHours {
    text: String,
    week: [Option<Hours>; 7],
    monthly_off: Vec<(u8, Weekday)>,
}

impl OpeningHours {
    /// Reads the rules; `None` when a rule cannot be understood. An empty text is hours unknown.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut hours = Self { text: text.trim().to_owned(), ..Self::default() };
        for rule in hours.text.clone().split(';').map(str::trim).filter(|r| !r.is_empty()) {
            hours.add_rule(rule)?;
        }
        Some(hours)
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.text.is_empty()
    }

    /// The hours of `date`, `None` when closed or unknown.
    #[must_use]
    pub fn on(&self, date: Date) -> Option<Hours> {
        let weekday = date.weekday();
        let nth = (date.day() - 1) / 7 + 1;
        if self.monthly_off.contains(&(nth, weekday)) {
            return None;
        }
        self.week.get(weekday as usize).copied().flatten()
    }

    /// The rules as they were written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn add_rule(&mut self, rule: &str) -> Option<()> {
        let (days, what) = match rule.rsplit_once(char::is_whitespace) {
            Some((days, what)) => (days.trim(), what),
            None => ("", rule),
        };
        let off = matches!(what, "휴무" | "off" | "closed");
        if let Some((day, nths)) = days.strip_suffix(']').and_then(|d| d.split_once('[')) {
            let day = Weekday::parse(day)?;
            for nth in nths.split(',') {
                self.monthly_off.push((nth.trim().parse().ok().filter(|n| (1..=5).contains(n))?, day));
            }
            return off.then_some(());
        }
        let span = if off { None } else { Some(parse_span(what)?) };
        for day in parse_days(days)? {
            if let Some(slot) = self.week.get_mut(day as usize) {
                *slot = span;
            }
        }
        Some(())
    }
}

fn parse_days(text: &str) -> Option<Vec<Weekday>> {
    if text.is_empty() || text == "매일" {
        return Some(Weekday::ALL.to_vec());
    }
    let mut days = Vec::new();
    for part in text.split(',') {
        match part.split_once(['-', '~']) {
            Some((from, to)) => {
                let (from, to) = (Weekday::parse(from)? as usize, Weekday::parse(to)? as usize);
                let n = (to + 7 - from) % 7 + 1;
                days.extend((0..n).map(|i| Weekday::ALL[(from + i) % 7]));
            }
            None => days.push(Weekday::parse(part)?),
        }
    }
    Some(days)
}

fn parse_span(text: &str) -> Option<Hours> {
    let minute = |t: &str| {
        let (h, m) = t.trim().split_once(':')?;
        let (h, m) = (h.parse::<u16>().ok()?, m.parse::<u16>().ok()?);
        (h <= 30 && m < 60).then_some(h * 60 + m)
    };
    let (open, close) = text.split_once(['-', '~'])?;
    let (open, close) = (minute(open)?, minute(close)?);
    (open < close).then_some(Hours { open, close })
}

impl fmt::Display for OpeningHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for OpeningHours {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
            .ok_or_else(|| format!("\"{text}\" is not hours such as 월-토 09:00-20:00; 일[1,3] 휴무"))
    }
}

impl From<OpeningHours> for String {
    fn from(hours: OpeningHours) -> Self {
        hours.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn weekdays_are_those_of_the_wall_calendar() {
        assert_eq!(day("2026-11-22").weekday(), Weekday::Sunday);
        assert_eq!(day("2024-02-29").weekday(), Weekday::Thursday);
        assert_eq!(day("2000-01-01").weekday(), Weekday::Saturday);
        assert_eq!(Date::parse("2025-02-29"), None);
    }

    #[test]
    fn a_five_day_market_is_held_on_days_with_its_last_digits() {
        let days = MarketDays::parse("5일+10일").unwrap();
        assert_eq!(days.to_string(), "5일+10일");
        for d in ["2026-11-05", "2026-11-10", "2026-11-20", "2026-11-25", "2026-11-30"] {
            assert!(days.held_on(day(d)), "{d}");
        }
        assert!(!days.held_on(day("2026-11-22")));
        assert!(MarketDays::parse("2일+7일").unwrap().held_on(day("2026-11-22")));
        assert_eq!(MarketDays::parse("가끔"), None);
    }

    #[test]
    fn hours_know_weekdays_and_monthly_closing_days() {
        let hours = OpeningHours::parse("월-토 09:00-20:00; 일 10:00-18:00; 일[1,3] 휴무").unwrap();
        assert_eq!(hours.on(day("2026-11-23")), Some(Hours { open: 540, close: 1200 }));
        assert_eq!(hours.on(day("2026-11-22")), Some(Hours { open: 600, close: 1080 }), "fourth Sunday");
        assert_eq!(hours.on(day("2026-11-15")), None, "third Sunday");
        for bad in ["9-20", "월 25:61-26:00", "어제 09:00-10:00", "20:00-09:00", "일[6] 휴무"] {
            assert_eq!(OpeningHours::parse(bad), None, "{bad}");
        }
    }
}
