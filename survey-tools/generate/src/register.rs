//! The national register of traditional markets (전국전통시장표준데이터), read row by row.

use market_model::{MarketDays, MarketKind, Problem, Wgs84};

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
    /// 위도 and 경도; `None` when the register has none.
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

/// Reads the register in CP949 or UTF-8.
///
/// Rows that cannot be used, in whole or in part, are reported, each with its line, market and field.
#[must_use]
pub fn read_register(_bytes: &[u8]) -> (Vec<RegisteredMarket>, Vec<Problem>) {
    (Vec::new(), Vec::new())
}
