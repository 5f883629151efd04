//! The tables of a survey: which things there are, and which fields each has.
//!
//! One list serves the table reader, the event reader, the tablet's forms and the documentation.

use serde::{Deserialize, Serialize};

/// How the text of a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// Any text.
    Text,
    /// An identifier of the same table.
    Id,
    /// An identifier of another table.
    Ref(EntityKind),
    /// A length in metres with up to three decimals.
    Metres,
    /// An angle in degrees.
    Degrees,
    /// Degrees of latitude or longitude.
    Coordinate,
    /// A whole number.
    Whole,
    /// An amount in won, thousands separators allowed.
    Won,
    /// `yes`/`no`, `예`/`아니오`, `Y`/`N`, `o`/`x`.
    YesNo,
    /// A day such as `2026-11-22`.
    Date,
    /// Opening hours such as `월-토 09:00-20:00; 일[1,3] 휴무`.
    Hours,
    /// Market days such as `2일+7일`.
    MarketDays,
    /// One word of a closed list, named here.
    Code(&'static str),
    /// Several words of a closed list joined with `+`.
    Codes(&'static str),
    /// Points in metres: `x y; x y; …`.
    Points,
}

/// A field of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// English header and name in events.
    pub name: &'static str,
    /// Korean header.
    pub ko: &'static str,
    /// How it is written.
    pub ty: FieldType,
    /// Whether it must be filled in.
    pub required: bool,
}

macro_rules! schema {
    ($($(#[$doc:meta])* $variant:ident $table:literal $ko:literal { $($name:literal $fko:literal $ty:expr, $req:tt;)* })*) => {
        /// A kind of thing in a survey; each has a table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum EntityKind { $($(#[$doc])* $variant),* }

        impl EntityKind {
            /// Every kind, in the order in which a person would fill the tables.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Name of the table's file without `.csv`.
            #[must_use]
            pub const fn table(self) -> &'static str {
                match self { $(Self::$variant => $table),* }
            }

            /// The Korean name of the table.
            #[must_use]
            pub const fn ko(self) -> &'static str {
                match self { $(Self::$variant => $ko),* }
            }

            /// The table's fields, in the order of its columns. The first is always `id`.
            #[must_use]
            pub const fn fields(self) -> &'static [FieldSpec] {
                match self { $(Self::$variant => &[
                    FieldSpec { name: "id", ko: "번호", ty: FieldType::Id, required: true },
                    $(FieldSpec { name: $name, ko: $fko, ty: $ty, required: req!($req) }),*
                ]),* }
            }
        }
    };
}
macro_rules! req {
    (must) => {
        true
    };
    (may) => {
        false
    };
}

use FieldType::{
    Code, Codes, Coordinate, Date, Degrees, Hours, MarketDays, Metres, Points, Ref, Text, Whole, Won, YesNo,
};

schema! {
    /// The market itself: exactly one record.
    Market "market" "시장" {
        "name_ko" "시장명" Text, must;
        "name_en" "영문명" Text, may;
        "name_zh" "중문명" Text, may;
        "name_ja" "일문명" Text, may;
        "status" "자료상태" Code("status"), may;
        "kind" "시장유형" Code("market_kind"), may;
        "market_days" "개설주기" MarketDays, may;
        "hours" "영업시간" Hours, may;
        "latitude" "위도" Coordinate, may;
        "longitude" "경도" Coordinate, may;
        "address" "주소" Text, may;
        "opened_year" "개설연도" Whole, may;
        "about_ko" "소개" Text, may;
        "about_en" "영문소개" Text, may;
    }
    /// Levels (floors).
    Level "levels" "층" {
        "name_ko" "이름" Text, may;
        "name_en" "영문명" Text, may;
        "ordinal" "층수" Whole, must;
        "elevation_m" "바닥높이_m" Metres, may;
    }
    /// Aisles: where one starts, in which direction, how long and wide.
    Aisle "aisles" "통로" {
        "name_ko" "이름" Text, may;
        "name_en" "영문명" Text, may;
        "level" "층" Ref(EntityKind::Level), must;
        "start_x_m" "시작x_m" Metres, may;
        "start_y_m" "시작y_m" Metres, may;
        "start_aisle" "시작통로" Ref(EntityKind::Aisle), may;
        "start_distance_m" "시작거리_m" Metres, may;
        "bearing_deg" "방향_도" Degrees, may;
        "length_m" "길이_m" Metres, may;
        "width_m" "폭_m" Metres, must;
        "roof" "지붕" Code("roof"), may;
        "roof_height_m" "지붕높이_m" Metres, may;
        "floor" "바닥" Code("floor"), may;
        "fire_lane" "소방통로" YesNo, may;
    }
    /// Stations along an aisle: each leg's length and turn.
    Station "stations" "측점" {
        "aisle" "통로" Ref(EntityKind::Aisle), must;
        "order" "순서" Whole, must;
        "length_m" "길이_m" Metres, must;
        "turn_deg" "꺾임_도" Degrees, may;
    }
    /// Stalls: ordered frontages along one side of an aisle.
    Stall "stalls" "점포" {
        "code" "점포번호" Text, must;
        "aisle" "통로" Ref(EntityKind::Aisle), must;
        "side" "쪽" Code("side"), must;
        "order" "순서" Whole, must;
        "kind" "형태" Code("stall_kind"), may;
        "width_m" "폭_m" Metres, must;
        "gap_m" "앞간격_m" Metres, may;
        "depth_m" "깊이_m" Metres, may;
        "setback_m" "물림_m" Metres, may;
        "height_m" "높이_m" Metres, may;
        "category" "업종" Code("category"), may;
        "state" "상태" Code("trade_state"), may;
        "confirmed" "확인일" Date, may;
    }
    /// Merchants: who trades where, with history.
    Merchant "merchants" "상인" {
        "stall" "점포" Ref(EntityKind::Stall), may;
        "name_ko" "상호" Text, must;
        "name_en" "영문명" Text, may;
        "name_zh" "중문명" Text, may;
        "name_ja" "일문명" Text, may;
        "since" "시작일" Date, may;
        "until" "종료일" Date, may;
        "hours" "영업시간" Hours, may;
        "payments" "결제수단" Codes("payment"), may;
        "about_ko" "소개" Text, may;
        "about_en" "영문소개" Text, may;
        "photo" "사진" Text, may;
        "consent" "공개동의" Code("consent"), may;
        "consent_date" "동의일" Date, may;
    }
    /// Goods on offer.
    Good "goods" "상품" {
        "merchant" "상인" Ref(EntityKind::Merchant), must;
        "name_ko" "상품명" Text, must;
        "name_en" "영문명" Text, may;
        "name_zh" "중문명" Text, may;
        "name_ja" "일문명" Text, may;
        "unit" "단위" Text, may;
        "price_won" "가격_원" Won, may;
        "origin" "원산지" Text, may;
        "price_date" "가격일" Date, may;
        "state" "상태" Code("trade_state"), may;
    }
    /// Gates between market and street.
    Gate "gates" "출입구" {
        "name_ko" "이름" Text, must;
        "name_en" "영문명" Text, may;
        "aisle" "통로" Ref(EntityKind::Aisle), must;
        "distance_m" "거리_m" Metres, must;
        "width_m" "폭_m" Metres, may;
        "hours" "개방시간" Hours, may;
    }
    /// Stairs, ramps, lifts and crossings.
    Connector "connectors" "연결" {
        "kind" "종류" Code("connector_kind"), must;
        "name_ko" "이름" Text, may;
        "name_en" "영문명" Text, may;
        "from_aisle" "시작통로" Ref(EntityKind::Aisle), must;
        "from_distance_m" "시작거리_m" Metres, must;
        "to_aisle" "끝통로" Ref(EntityKind::Aisle), must;
        "to_distance_m" "끝거리_m" Metres, must;
        "line" "선" Points, may;
        "width_m" "폭_m" Metres, may;
        "steps" "단수" Whole, may;
        "slope_permille" "경사_퍼밀" Whole, may;
        "hours" "이용시간" Hours, may;
    }
    /// Toilets, hubs, extinguishers and so on.
    Facility "facilities" "시설" {
        "kind" "종류" Code("facility_kind"), must;
        "name_ko" "이름" Text, may;
        "name_en" "영문명" Text, may;
        "aisle" "통로" Ref(EntityKind::Aisle), must;
        "distance_m" "거리_m" Metres, must;
        "side" "쪽" Code("side"), may;
        "offset_m" "벗어남_m" Metres, may;
        "hours" "이용시간" Hours, may;
    }
    /// Delivery addresses: building entrances.
    Address "addresses" "주소지" {
        "label" "도로명주소" Text, must;
        "x_m" "x_m" Metres, must;
        "y_m" "y_m" Metres, must;
    }
    /// Streets around the market.
    Street "streets" "도로" {
        "name" "도로명" Text, may;
        "highway" "도로등급" Text, may;
        "one_way" "일방통행" Code("one_way"), may;
        "from_junction" "시작교차점" Text, may;
        "to_junction" "끝교차점" Text, may;
        "line" "선" Points, must;
        "length_m" "길이_m" Metres, may;
    }
}

impl EntityKind {
    /// The code used in events, such as `stall`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Market => "market",
            Self::Level => "level",
            Self::Aisle => "aisle",
            Self::Station => "station",
            Self::Stall => "stall",
            Self::Merchant => "merchant",
            Self::Good => "good",
            Self::Gate => "gate",
            Self::Connector => "connector",
            Self::Facility => "facility",
            Self::Address => "address",
            Self::Street => "street",
        }
    }

    /// The field with this English or Korean header.
    #[must_use]
    pub fn field(self, header: &str) -> Option<&'static FieldSpec> {
        let header = header.trim();
        self.fields().iter().find(|f| f.name.eq_ignore_ascii_case(header) || f.ko == header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_table_has_two_columns_with_one_header() {
        for kind in EntityKind::ALL {
            let fields = kind.fields();
            for (i, a) in fields.iter().enumerate() {
                for b in &fields[i + 1..] {
                    assert!(a.name != b.name && a.ko != b.ko, "{kind:?} {} {}", a.name, b.name);
                }
            }
        }
    }
}
