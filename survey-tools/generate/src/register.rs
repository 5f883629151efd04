//! The national register of traditional markets (전국전통시장표준데이터), read row by row.
//!
//! Columns are found by their headers, in any order; the text is UTF-8 (with or without a mark) or CP949.

use std::collections::BTreeMap;

use encoding_rs::EUC_KR;
use market_model::{MarketDays, MarketKind, Origin, Problem, Text, Wgs84, nfc};

/// The name under which problems are told.
const FILE: &str = "register.csv";
/// More rows than this are no register of markets.
const MOST_ROWS: usize = 200_000;

/// One row of the register that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredMarket {
    /// Line in the file, from 1.
    pub line: u32,
    /// 시장명.
    pub name: String,
    /// 시장유형.
    pub kind: MarketKind,
    /// 소재지도로명주소, else 소재지지번주소.
    pub address: String,
    /// 시장개설주기.
    pub market_days: MarketDays,
    /// 위도 and 경도; `None` when the register has none that can be used.
    pub place: Option<Wgs84>,
    /// 점포수.
    pub stalls: Option<u32>,
    /// 취급품목, split.
    pub goods: Vec<String>,
    /// 공중화장실보유여부.
    pub toilet: bool,
    /// 주차장보유여부.
    pub parking: bool,
    /// 개설연도.
    pub opened_year: Option<u16>,
}

impl RegisteredMarket {
    /// The identifier of this market's draft.
    #[must_use]
    pub fn draft_id(&self) -> String {
        format!("draft-{:04}", self.line)
    }
}

/// Reads the register in CP949 or UTF-8. O(size).
///
/// Values that cannot be used are reported, each with its line, market and field: an error where the row is left
/// out, a warning where the row is used without the value.
#[must_use]
pub fn read_register(bytes: &[u8]) -> (Vec<RegisteredMarket>, Vec<Problem>) {
    let mut problems = Vec::new();
    let text = decode(bytes, &mut problems);
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut rows = reader.records();
    let header = loop {
        match rows.next() {
            Some(Ok(record)) if record.iter().all(|c| c.trim().is_empty()) => {}
            Some(Ok(record)) => break record,
            _ => {
                problems.push(problem(
                    "no-header",
                    1,
                    "시장명",
                    "",
                    "첫 줄에 열 이름",
                    "column names in the first line",
                ));
                return (Vec::new(), problems);
            }
        }
    };
    let columns: BTreeMap<String, usize> =
        header.iter().enumerate().map(|(i, name)| (name.split_whitespace().collect(), i)).collect();
    let missing = missing_columns(&columns);
    if !missing.is_empty() {
        let found = header.iter().take(4).collect::<Vec<_>>().join(",");
        for name in missing {
            let expected = ("표준데이터의 열 이름", "the standard register's column names");
            problems.push(problem("no-column", 1, name, &found, expected.0, expected.1));
        }
        return (Vec::new(), problems);
    }
    let mut markets = Vec::new();
    for row in rows.take(MOST_ROWS) {
        match row {
            Ok(record) if record.iter().all(|c| c.trim().is_empty()) => {}
            Ok(record) => {
                let line = record.position().map_or(0, |p| u32::try_from(p.line()).unwrap_or(u32::MAX));
                let row = Row { line, columns: &columns, record: &record };
                markets.extend(read_row(&row, columns.len(), &mut problems));
            }
            Err(error) => {
                let line = error.position().map_or(0, |p| u32::try_from(p.line()).unwrap_or(u32::MAX));
                let found = error.to_string();
                problems.push(problem("bad-row", line, "csv", &found, "CSV 한 줄", "a row of CSV"));
            }
        }
    }
    tell_shared_places(&markets, &mut problems);
    (markets, problems)
}

/// Markets at the very place of an earlier one: one of them was put there by mistake, or both share a building.
fn tell_shared_places(markets: &[RegisteredMarket], problems: &mut Vec<Problem>) {
    let mut first: BTreeMap<(i32, i32), &RegisteredMarket> = BTreeMap::new();
    for market in markets {
        let Some(place) = market.place else { continue };
        let earlier = *first.entry((place.lat_e7, place.lon_e7)).or_insert(market);
        if earlier.line != market.line {
            let path = format!("{} · 위도", market.name);
            let found = format!("{:.7}, {:.7}", place.lat(), place.lon());
            let ko = format!("다른 시장과 다른 좌표 ({}행 {}과 같음)", earlier.line, earlier.name);
            let en = format!("a place of its own (the same as line {}, {})", earlier.line, earlier.name);
            let shared = problem("same-place", market.line, &path, &found, &ko, &en);
            problems.push(Problem { severity: market_model::Severity::Warning, ..shared });
        }
    }
}

/// UTF-8 when it is that, else CP949 as browsers read `EUC-KR`.
fn decode(bytes: &[u8], problems: &mut Vec<Problem>) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => nfc_lines(text),
        // A file cut within its last letter is still UTF-8.
        Err(error) if error.error_len().is_none() && !bytes.is_empty() => {
            let (whole, _) = bytes.split_at(error.valid_up_to());
            cut_short(problems);
            nfc_lines(&String::from_utf8_lossy(whole))
        }
        Err(_) => {
            let (text, _, broken) = EUC_KR.decode(bytes);
            if broken {
                let expected = ("UTF-8 또는 CP949", "UTF-8 or CP949");
                problems.push(problem("encoding", 1, "file", "읽을 수 없는 글자", expected.0, expected.1));
            }
            nfc_lines(&text)
        }
    }
}

fn cut_short(problems: &mut Vec<Problem>) {
    problems.push(problem(
        "encoding",
        1,
        "file",
        "끝이 잘린 파일",
        "끝까지 온전한 파일",
        "a file that is not cut short",
    ));
}

/// NFC line by line: line breaks of any kind stay what they are.
fn nfc_lines(text: &str) -> String {
    text.split('\n').map(|line| nfc(line.trim_end_matches('\r'))).collect::<Vec<_>>().join("\n")
}

fn missing_columns(columns: &BTreeMap<String, usize>) -> Vec<&'static str> {
    ["시장명", "시장유형", "시장개설주기", "위도", "경도", "점포수"]
        .into_iter()
        .filter(|name| !columns.contains_key(*name))
        .collect()
}

fn problem(code: &str, line: u32, field: &str, found: &str, ko: &str, en: &str) -> Problem {
    let origin = Origin { file: FILE.to_owned(), line, ..Origin::default() };
    Problem::error(code, field, found, Text::new(ko, en)).at(&origin)
}

/// One row with its column names.
struct Row<'a> {
    line: u32,
    columns: &'a BTreeMap<String, usize>,
    record: &'a csv::StringRecord,
}

impl Row<'_> {
    fn get(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|i| self.record.get(*i)).unwrap_or("").trim()
    }

    fn refuse(&self, code: &str, field: &str, expected: (&str, &str)) -> Problem {
        let path = format!("{} · {field}", self.get("시장명"));
        problem(code, self.line, &path, self.get(field), expected.0, expected.1)
    }

    fn warn(&self, code: &str, field: &str, expected: (&str, &str)) -> Problem {
        let refused = self.refuse(code, field, expected);
        Problem { severity: market_model::Severity::Warning, ..refused }
    }
}

fn read_row(row: &Row<'_>, n_columns: usize, problems: &mut Vec<Problem>) -> Option<RegisteredMarket> {
    if row.record.len() < n_columns {
        let mut short = row.refuse("short-row", "시장명", ("모든 열", "all columns"));
        short.found = format!("{} / {n_columns}", row.record.len());
        problems.push(short);
        return None;
    }
    if row.get("시장명").is_empty() {
        problems.push(row.refuse("no-name", "시장명", ("시장 이름", "the market's name")));
        return None;
    }
    let road = row.get("소재지도로명주소");
    let address = if road.is_empty() { row.get("소재지지번주소") } else { road };
    let mut goods: Vec<String> =
        row.get("취급품목").split('+').map(|g| g.trim().to_owned()).filter(|g| !g.is_empty()).collect();
    goods.dedup();
    Some(RegisteredMarket {
        line: row.line,
        name: row.get("시장명").to_owned(),
        kind: read_kind(row, problems),
        address: address.split_whitespace().collect::<Vec<_>>().join(" "),
        market_days: read_days(row, problems),
        place: read_place(row, problems),
        stalls: read_stalls(row, problems),
        goods,
        toilet: read_flag(row, "공중화장실보유여부", problems),
        parking: read_flag(row, "주차장보유여부", problems),
        opened_year: read_year(row, problems),
    })
}

fn read_kind(row: &Row<'_>, problems: &mut Vec<Problem>) -> MarketKind {
    MarketKind::parse(row.get("시장유형")).unwrap_or_else(|| {
        let expected = ("상설장, 5일장 또는 상설장+5일장", "상설장, 5일장 or 상설장+5일장");
        problems.push(row.warn("market-kind", "시장유형", expected));
        MarketKind::Permanent
    })
}

fn read_days(row: &Row<'_>, problems: &mut Vec<Problem>) -> MarketDays {
    MarketDays::parse(row.get("시장개설주기")).unwrap_or_else(|| {
        problems.push(row.warn("market-days", "시장개설주기", ("매일 또는 2일+7일", "매일 or 2일+7일")));
        MarketDays::Daily
    })
}

fn read_place(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<Wgs84> {
    let (latitude, longitude) = (row.get("위도"), row.get("경도"));
    if latitude.is_empty() || longitude.is_empty() {
        problems.push(row.warn("no-coordinates", "위도", ("위도와 경도", "latitude and longitude")));
        return None;
    }
    let number = |text: &str| text.parse::<f64>().ok().filter(|v| v.is_finite());
    let place = number(latitude).zip(number(longitude)).and_then(|(lat, lon)| Wgs84::in_korea(lat, lon));
    if place.is_none() {
        let mut refused = row.warn(
            "coordinates",
            "위도",
            ("위도 33~38.7, 경도 124.5~132", "latitude 33 to 38.7, longitude 124.5 to 132"),
        );
        refused.found = format!("{latitude}, {longitude}");
        problems.push(refused);
    }
    place
}

fn read_stalls(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<u32> {
    let text = row.get("점포수").replace(',', "");
    match text.parse::<u32>() {
        Ok(n) if (1..=100_000).contains(&n) => Some(n),
        _ => {
            problems.push(row.warn("stall-count", "점포수", ("1 이상의 수", "a number from 1")));
            None
        }
    }
}

fn read_flag(row: &Row<'_>, field: &str, problems: &mut Vec<Problem>) -> bool {
    match row.get(field) {
        "Y" | "y" => true,
        "N" | "n" | "" => false,
        _ => {
            problems.push(row.warn("flag", field, ("Y 또는 N", "Y or N")));
            false
        }
    }
}

fn read_year(row: &Row<'_>, problems: &mut Vec<Problem>) -> Option<u16> {
    let text = row.get("개설연도");
    if text.is_empty() {
        return None;
    }
    let year = text.parse::<u16>().ok().filter(|y| (1300..2100).contains(y));
    if year.is_none() {
        problems.push(row.warn("year", "개설연도", ("네 자리 연도", "a year of four digits")));
    }
    year
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "시장명,시장유형,소재지도로명주소,소재지지번주소,시장개설주기,위도,경도,점포수,취급품목,\
        사용가능상품권,홈페이지주소,공중화장실보유여부,주차장보유여부,개설연도";

    fn file(rows: &[&str]) -> String {
        std::iter::once(HEADER).chain(rows.iter().copied()).collect::<Vec<_>>().join("\r\n")
    }

    #[test]
    fn a_row_is_read_in_either_encoding_and_with_a_mark() {
        let text =
            file(&["하늘 시장,5일장,도 시 로 1,,2일+7일,36.5,127.5,\"1,234\",농산물+수산물,,,Y,N,1960"]);
        let (cp949, _, _) = EUC_KR.encode(&text);
        let marked = format!("\u{FEFF}{text}");
        let decomposed: String = text.chars().flat_map(decompose).collect();
        for bytes in [text.as_bytes(), &cp949, marked.as_bytes(), decomposed.as_bytes()] {
            let (markets, problems) = read_register(bytes);
            assert_eq!(problems, vec![]);
            let market = &markets[0];
            assert_eq!((market.name.as_str(), market.line, market.stalls), ("하늘 시장", 2, Some(1234)));
            assert_eq!((market.kind, market.toilet, market.parking), (MarketKind::FiveDay, true, false));
            assert_eq!(market.goods, ["농산물", "수산물"]);
        }
    }

    /// Hangul syllables as a Mac writes them in file names.
    fn decompose(c: char) -> Vec<char> {
        let n = u32::from(c).wrapping_sub(0xAC00);
        if n >= 11_172 {
            return vec![c];
        }
        let jamo = [0x1100 + n / 588, 0x1161 + n % 588 / 28, 0x11A7 + n % 28];
        jamo.into_iter().filter(|j| *j != 0x11A7).filter_map(char::from_u32).collect()
    }

    #[test]
    fn each_value_that_cannot_be_used_is_told_with_line_market_and_field() {
        let (markets, problems) = read_register(
            file(&[
                "가,상설장,,지번,매일,,,10,농산물,,,Y,Y,",
                "나,야시장,,,가끔,12.0,127.0,많음,,,,?,Y,99999",
                ",상설장,,,매일,36,127,5,,,,Y,Y,",
                "다,상설장",
            ])
            .as_bytes(),
        );
        assert_eq!(markets.len(), 2);
        assert_eq!(markets[0].address, "지번");
        let told: Vec<(u32, &str, &str)> =
            problems.iter().map(|p| (p.origin.line, p.code.as_str(), p.path.as_str())).collect();
        assert_eq!(
            told,
            [
                (2, "no-coordinates", "가 · 위도"),
                (3, "market-kind", "나 · 시장유형"),
                (3, "market-days", "나 · 시장개설주기"),
                (3, "coordinates", "나 · 위도"),
                (3, "stall-count", "나 · 점포수"),
                (3, "flag", "나 · 공중화장실보유여부"),
                (3, "year", "나 · 개설연도"),
                (4, "no-name", " · 시장명"),
                (5, "short-row", "다 · 시장명"),
            ]
        );
    }

    #[test]
    fn what_is_no_register_is_refused_and_never_panics() {
        for bytes in [&b""[..], b"\n\n", b"a,b,c\n1,2,3", b"\xff\xfe\x00\x01", b"\"open quote\nmore"] {
            let (markets, problems) = read_register(bytes);
            assert!(markets.is_empty() && !problems.is_empty(), "{bytes:?}");
        }
        let whole = file(&["하늘,상설장,주소,,매일,36.5,127.5,30,농산물,,,Y,N,1960"; 3]);
        for cut in 0..whole.len() {
            let _ = read_register(&whole.as_bytes()[..cut]);
        }
    }

    #[test]
    fn the_real_register_is_read_whole() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/markets/");
        let mut read = Vec::new();
        for name in ["std_traditional_markets.csv", "std_traditional_markets.utf8.csv"] {
            let Ok(bytes) = std::fs::read(format!("{folder}{name}")) else {
                println!("skipped: {name} is not beside the checkout");
                return;
            };
            read.push(read_register(&bytes));
        }
        let (markets, problems) = &read[0];
        assert_eq!(markets.len(), 1388);
        assert_eq!(problems.iter().filter(|p| p.code == "no-coordinates").count(), 16);
        assert_eq!(markets.iter().filter(|m| m.place.is_some()).count(), 1372);
        // 17 rows share a coordinate with another.
        assert!(problems.iter().any(|p| p.code == "same-place" && p.origin.line > 1));
        assert_eq!(markets.iter().filter(|m| m.name == "중앙시장").count(), 12);
        assert_eq!(markets.iter().filter_map(|m| m.stalls).max(), Some(5111));
        assert_eq!(read[0], read[1], "CP949 and UTF-8 copies say the same");
    }
}
