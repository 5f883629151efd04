//! Reads the typed fields of one record; every field that cannot be read is told, and none stops the others.

use std::collections::{BTreeMap, BTreeSet};

use market_model::{
    Category, ConnectorKind, Consent, Date, EntityKind, FacilityKind, Floor, Id, MarketDays, MarketKind,
    MarketStatus, Mm, Names, OneWay, OpeningHours, Payment, PointMm, Problem, Provenance, Record, RoofKind,
    Side, StallKind, Text, TradeState, Won, parse_decimal_mm,
};

use crate::source_column::base_of;
use crate::suggest::{nearest, short, with_hint};

/// A closed list of words.
pub trait Coded: Copy + 'static {
    /// Every entry.
    const EVERY: &'static [Self];
    /// Reads a code or word.
    fn read(text: &str) -> Option<Self>;
    /// Code and Korean word.
    fn words(self) -> [&'static str; 2];
}

macro_rules! coded {
    ($($name:ident)*) => {$(
        impl Coded for $name {
            const EVERY: &'static [Self] = Self::ALL;
            fn read(text: &str) -> Option<Self> {
                Self::parse(text)
            }
            fn words(self) -> [&'static str; 2] {
                [self.code(), self.ko()]
            }
        }
    )*};
}
coded! {
    Category ConnectorKind Consent FacilityKind Floor MarketKind MarketStatus OneWay Payment RoofKind Side StallKind
    TradeState
}

/// One record being read.
pub struct Fields<'a> {
    kind: EntityKind,
    /// Which thing.
    pub id: &'a Id,
    record: &'a Record,
    problems: &'a mut Vec<Problem>,
    /// Whether a field could not be read: the thing must not be used then.
    pub failed: bool,
}

impl<'a> Fields<'a> {
    /// Starts reading a record.
    pub fn new(kind: EntityKind, id: &'a Id, record: &'a Record, problems: &'a mut Vec<Problem>) -> Self {
        Self { kind, id, record, problems, failed: false }
    }

    /// The text as it stands; empty when absent.
    pub fn text(&self, field: &str) -> String {
        self.record.get(field).unwrap_or("").to_owned()
    }

    /// The text of a field that must be there.
    pub fn must_text(&mut self, field: &str) -> String {
        match self.record.get(field) {
            Some(text) => text.to_owned(),
            None => {
                self.missing(field);
                String::new()
            }
        }
    }

    /// `name_ko`, `name_en` … or `about_ko` …
    pub fn names(&self, prefix: &str) -> Names {
        let name = |lang: &str| self.text(&format!("{prefix}_{lang}"));
        Names { ko: name("ko"), en: name("en"), zh: name("zh"), ja: name("ja") }
    }

    /// A reference, whose target [`super::refs`] has checked.
    pub fn reference<T>(&self, field: &str, new: fn(Id) -> T) -> Option<T> {
        Id::new(self.record.get(field)?).ok().map(new)
    }

    /// As [`Self::reference`], for a field that must be there.
    pub fn must_reference<T>(&mut self, field: &str, new: fn(Id) -> T) -> Option<T> {
        if self.record.get(field).is_none() {
            self.missing(field);
        }
        let id = self.reference(field, new);
        self.failed |= id.is_none();
        id
    }

    /// A length within `range_m` (metres).
    pub fn length(&mut self, field: &str, range_m: (i32, i32)) -> Option<Mm> {
        let text = self.record.get(field)?;
        let value = parse_decimal_mm(text).filter(|mm| {
            i64::from(mm.0) >= i64::from(range_m.0) * 1000 && i64::from(mm.0) <= i64::from(range_m.1) * 1000
        });
        if value.is_none() {
            let (low, high) = range_m;
            let expected = Text::new(
                format!("{low}~{high} 사이의 미터 값, 예: 3.25"),
                format!("metres from {low} to {high}, such as 3.25"),
            );
            self.wrong("bad-length", field, expected, None);
        }
        value
    }

    /// A length that must be there; 0 stands in for one that cannot be read.
    pub fn must_length(&mut self, field: &str, range_m: (i32, i32)) -> Mm {
        if self.record.get(field).is_none() {
            self.missing(field);
        }
        self.length(field, range_m).unwrap_or_default()
    }

    /// A plain decimal number within a range.
    pub fn decimal(&mut self, field: &str, range: (f64, f64)) -> Option<f64> {
        let text = self.record.get(field)?;
        let plain =
            text.len() <= 30 && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
        let value = text.parse::<f64>().ok().filter(|v| plain && (range.0..=range.1).contains(v));
        if value.is_none() {
            let (low, high) = range;
            let expected =
                Text::new(format!("{low}~{high} 사이의 수"), format!("a number from {low} to {high}"));
            self.wrong("bad-number", field, expected, None);
        }
        value
    }

    /// A whole number within a range.
    pub fn whole(&mut self, field: &str, range: (i64, i64)) -> Option<i64> {
        let text = self.record.get(field)?;
        let value = text.parse::<i64>().ok().filter(|v| (range.0..=range.1).contains(v));
        if value.is_none() {
            let (low, high) = range;
            let expected = Text::new(
                format!("{low}~{high} 사이의 정수"),
                format!("a whole number from {low} to {high}"),
            );
            self.wrong("bad-whole", field, expected, None);
        }
        value
    }

    /// A whole number that must be there.
    pub fn must_whole(&mut self, field: &str, range: (i64, i64)) -> i64 {
        if self.record.get(field).is_none() {
            self.missing(field);
        }
        self.whole(field, range).unwrap_or(range.0)
    }

    /// An amount of money.
    pub fn won(&mut self, field: &str) -> Option<Won> {
        let text = self.record.get(field)?;
        let digits: String = text.trim_end_matches('원').trim().chars().filter(|c| *c != ',').collect();
        let value = digits.parse::<u32>().ok().filter(|v| *v <= 1_000_000_000);
        if value.is_none() {
            let expected = Text::new("원 단위 금액, 예: 3,000", "an amount in won, such as 3,000");
            self.wrong("bad-price", field, expected, None);
        }
        value.map(Won)
    }

    /// Yes or no; absent is no.
    pub fn yes(&mut self, field: &str) -> bool {
        let Some(text) = self.record.get(field) else { return false };
        match text.to_lowercase().as_str() {
            "yes" | "y" | "o" | "true" | "1" | "예" | "있음" => true,
            "no" | "n" | "x" | "false" | "0" | "아니오" | "아니요" | "없음" => false,
            _ => {
                let expected = Text::new("예 또는 아니오", "yes or no");
                self.wrong("bad-yes-no", field, expected, None);
                false
            }
        }
    }

    /// A day.
    pub fn date(&mut self, field: &str) -> Option<Date> {
        let value = Date::parse(self.record.get(field)?);
        if value.is_none() {
            let expected = Text::new("2026-11-22 같은 날짜", "a day such as 2026-11-22");
            self.wrong("bad-date", field, expected, None);
        }
        value
    }

    /// Opening hours; `None` when not filled in.
    pub fn hours(&mut self, field: &str) -> Option<OpeningHours> {
        let value = OpeningHours::parse(self.record.get(field)?);
        if value.is_none() {
            let expected = Text::new(
                "월-토 09:00-20:00; 일[1,3] 휴무 같은 시간",
                "hours such as 월-토 09:00-20:00; 일[1,3] 휴무 (Mo-Sa 09:00-20:00; Su[1,3] off)",
            );
            self.wrong("bad-hours", field, expected, None);
        }
        value
    }

    /// Market days; daily when not filled in.
    pub fn market_days(&mut self, field: &str) -> MarketDays {
        let Some(text) = self.record.get(field) else { return MarketDays::Daily };
        MarketDays::parse(text).unwrap_or_else(|| {
            let expected = Text::new("매일 또는 2일+7일 같은 장날", "매일 (daily) or days such as 2일+7일");
            self.wrong("bad-market-days", field, expected, None);
            MarketDays::Daily
        })
    }

    /// One word of a closed list; `None` when not filled in.
    pub fn code<T: Coded>(&mut self, field: &str) -> Option<T> {
        let text = self.record.get(field)?;
        let value = T::read(text);
        if value.is_none() {
            self.wrong("bad-word", field, list_of::<T>(), hint_of::<T>(text));
        }
        value
    }

    /// One word of a closed list that must be there.
    pub fn must_code<T: Coded>(&mut self, field: &str, stand_in: T) -> T {
        if self.record.get(field).is_none() {
            self.missing(field);
        }
        self.code(field).unwrap_or(stand_in)
    }

    /// Several words of a closed list joined with `+`.
    pub fn codes<T: Coded + Ord>(&mut self, field: &str) -> BTreeSet<T> {
        let Some(text) = self.record.get(field) else { return BTreeSet::new() };
        let mut words = BTreeSet::new();
        for part in text.split(['+', ';', '/', ',']).map(str::trim).filter(|p| !p.is_empty()) {
            match T::read(part) {
                Some(word) => {
                    words.insert(word);
                }
                None => self.wrong("bad-word", field, list_of::<T>(), hint_of::<T>(part)),
            }
        }
        words
    }

    /// Points `x y; x y; …` in metres, at least two; `None` when not filled in.
    pub fn points(&mut self, field: &str) -> Option<Vec<PointMm>> {
        let text = self.record.get(field)?;
        let point = |part: &str| {
            let mut numbers = part.split_whitespace().map(parse_decimal_mm);
            match (numbers.next()??, numbers.next()??, numbers.next()) {
                (x, y, None) => Some(PointMm::new(x.0, y.0)),
                _ => None,
            }
        };
        let parts = text.split(';').map(str::trim).filter(|p| !p.is_empty());
        let points: Option<Vec<PointMm>> = parts.map(point).collect();
        let points = points.filter(|p| p.len() >= 2);
        if points.is_none() {
            let expected = Text::new(
                "미터로 쓴 두 점 이상, 예: 0 0; 12.5 3",
                "two points or more in metres, such as 0 0; 12.5 3",
            );
            self.wrong("bad-points", field, expected, None);
        }
        points
    }

    /// Where the fields come from.
    pub fn provenance(&self) -> Provenance {
        let base = base_of(self.record);
        let except: BTreeMap<_, _> = self
            .record
            .fields
            .iter()
            .filter(|(_, cell)| cell.source != base && !cell.value.is_empty())
            .map(|(field, cell)| ((*field).to_owned(), cell.source))
            .collect();
        Provenance { base, except }
    }

    /// Tells that a field that must be filled in is empty.
    pub fn missing(&mut self, field: &str) {
        let ko = self.kind.field(field).map_or(field, |f| f.ko);
        let expected = Text::new(format!("\"{ko}\" 값을 채우세요"), format!("a value for \"{field}\""));
        self.wrong("missing-value", field, expected, None);
    }

    /// Tells that a field is wrong; the thing must not be used.
    pub fn wrong(&mut self, code: &str, field: &str, expected: Text, hint: Option<&str>) {
        self.failed = true;
        let problem = Problem::error(code, self.path(field), self.found(field), with_hint(expected, hint));
        self.problems.push(problem.at(self.record.origin_of(field)));
    }

    /// Tells that somebody should look at a field.
    pub fn doubtful(&mut self, code: &str, field: &str, expected: Text) {
        let problem = Problem::warning(code, self.path(field), self.found(field), expected);
        self.problems.push(problem.at(self.record.origin_of(field)));
    }

    /// Whether a field is filled in.
    pub fn has(&self, field: &str) -> bool {
        self.record.get(field).is_some()
    }

    fn path(&self, field: &str) -> String {
        format!("{} {} · {field}", self.kind.code(), self.id)
    }

    fn found(&self, field: &str) -> String {
        short(self.record.get(field).unwrap_or(""))
    }
}

fn list_of<T: Coded>() -> Text {
    let all =
        |i: usize| T::EVERY.iter().filter_map(|v| v.words().get(i).copied()).collect::<Vec<_>>().join(", ");
    Text::new(format!("다음 가운데 하나: {}", all(1)), format!("one of: {}", all(0)))
}

fn hint_of<T: Coded>(found: &str) -> Option<&'static str> {
    nearest(found, T::EVERY.iter().flat_map(|v| v.words()))
}
