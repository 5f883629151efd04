//! The closed lists of the market: each entry has a code for files, a Korean and an English word for people.

/// Declares an enum whose variants have a code, a Korean and an English word.
macro_rules! codes {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $ko:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[doc = $en] #[serde(rename = $code)] $variant,)*
        }

        impl $name {
            /// Every entry, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code used in files.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// The Korean word.
            #[must_use]
            pub const fn ko(self) -> &'static str {
                match self { $(Self::$variant => $ko),* }
            }

            /// The English word.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en),* }
            }

            /// The word in `lang`; English stands in for languages without one of their own.
            #[must_use]
            pub const fn word(self, lang: $crate::Lang) -> &'static str {
                match lang { $crate::Lang::Ko => self.ko(), _ => self.en() }
            }

            /// Reads a code, a Korean or an English word, ignoring case and surrounding spaces.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                let text = text.trim();
                Self::ALL.iter().copied().find(|v| {
                    text.eq_ignore_ascii_case(v.code()) || text == v.ko() || text.eq_ignore_ascii_case(v.en())
                })
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// What stands behind a market's data.
    pub enum MarketStatus {
        Surveyed = "surveyed", "실측", "surveyed";
        Draft = "draft", "초안", "draft";
        Fictional = "fictional", "가상", "fictional";
    }
}
codes! {
    /// How often a market is held (시장유형 of the national register).
    pub enum MarketKind {
        Permanent = "permanent", "상설장", "permanent market";
        FiveDay = "five_day", "5일장", "five-day market";
        Both = "both", "상설장+5일장", "permanent and five-day market";
    }
}
codes! {
    /// What a stall is built like.
    pub enum StallKind {
        Unit = "unit", "점포", "shop unit";
        Kiosk = "kiosk", "매대", "kiosk";
        Stand = "stand", "노점", "street stand";
    }
}
codes! {
    /// Which side of the aisle, walking from its start to its end.
    pub enum Side {
        Left = "left", "왼쪽", "left";
        Right = "right", "오른쪽", "right";
        Centre = "centre", "가운데", "middle";
    }
}
codes! {
    /// What is over an aisle.
    pub enum RoofKind {
        None = "none", "없음", "open sky";
        Arcade = "arcade", "아케이드", "arcade";
        Awning = "awning", "차양", "awnings";
        Indoor = "indoor", "실내", "indoors";
    }
}
codes! {
    /// What an aisle's floor is made of.
    pub enum Floor {
        Block = "block", "보도블록", "paving blocks";
        Asphalt = "asphalt", "아스팔트", "asphalt";
        Tile = "tile", "타일", "tiles";
        Concrete = "concrete", "콘크리트", "concrete";
    }
}
codes! {
    /// How levels and aisles are joined.
    pub enum ConnectorKind {
        Stairs = "stairs", "계단", "stairs";
        Ramp = "ramp", "경사로", "ramp";
        Lift = "lift", "엘리베이터", "lift";
        Crossing = "crossing", "횡단보도", "crossing";
    }
}
codes! {
    /// Something other than a stall that people look for.
    pub enum FacilityKind {
        Toilet = "toilet", "화장실", "toilet";
        Parking = "parking", "주차장", "car park";
        Rest = "rest", "쉼터", "rest area";
        Aed = "aed", "자동심장충격기", "AED";
        Extinguisher = "extinguisher", "소화기", "fire extinguisher";
        Hydrant = "hydrant", "소화전", "hydrant";
        Hub = "hub", "배송센터", "delivery hub";
        Information = "information", "안내소", "information desk";
        Lockers = "lockers", "물품보관함", "lockers";
    }
}
codes! {
    /// A way to pay.
    pub enum Payment {
        Cash = "cash", "현금", "cash";
        Card = "card", "카드", "card";
        Qr = "qr", "QR 결제", "QR payment";
        OnnuriPaper = "onnuri_paper", "온누리상품권(지류)", "Onnuri paper voucher";
        OnnuriCard = "onnuri_card", "온누리상품권(카드)", "Onnuri card voucher";
        OnnuriMobile = "onnuri_mobile", "온누리상품권(모바일)", "Onnuri mobile voucher";
        LocalCurrency = "local_currency", "지역화폐", "local currency";
    }
}
codes! {
    /// Whether a merchant agreed that name, words and picture are published.
    pub enum Consent {
        Unknown = "unknown", "미확인", "not asked";
        Granted = "granted", "동의", "granted";
        Withdrawn = "withdrawn", "철회", "withdrawn";
    }
}
codes! {
    /// Whether a stall trades, or a good is on sale, today.
    pub enum TradeState {
        Open = "open", "영업 중", "open";
        Closed = "closed", "휴무", "closed";
        Empty = "empty", "빈 점포", "empty unit";
        SoldOut = "sold_out", "품절", "sold out";
    }
}
codes! {
    /// Where a value comes from.
    pub enum Source {
        Surveyed = "surveyed", "실측", "surveyed";
        Imported = "imported", "가져옴", "imported";
        Generated = "generated", "자동 생성", "generated";
    }
}
codes! {
    /// In which direction vehicles may use a street.
    pub enum OneWay {
        No = "no", "양방향", "both ways";
        Forward = "yes", "일방통행", "one way";
        Backward = "reverse", "역방향 일방통행", "one way, reversed";
    }
}
