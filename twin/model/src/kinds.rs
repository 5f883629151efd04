//! The closed lists of the market: each entry has a code for files, a Korean and an English word for people; what
//! visitors read has a Chinese and a Japanese word too.

/// Declares an enum whose variants have a code, a Korean and an English word, and may have a Chinese and a Japanese one.
macro_rules! codes {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $ko:literal, $en:literal $(, $zh:literal, $ja:literal)?;)* }) => {
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
                match lang {
                    $crate::Lang::Ko => self.ko(),
                    $crate::Lang::En => self.en(),
                    $crate::Lang::Zh => match self { $(Self::$variant => [$($zh,)? $en][0]),* },
                    $crate::Lang::Ja => match self { $(Self::$variant => [$($ja,)? $en][0]),* },
                }
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
        Left = "left", "왼쪽", "left", "左侧", "左側";
        Right = "right", "오른쪽", "right", "右侧", "右側";
        Centre = "centre", "가운데", "middle", "中间", "中央";
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
        Stairs = "stairs", "계단", "stairs", "楼梯", "階段";
        Ramp = "ramp", "경사로", "ramp", "坡道", "スロープ";
        Lift = "lift", "엘리베이터", "lift", "电梯", "エレベーター";
        Crossing = "crossing", "횡단보도", "crossing", "人行横道", "横断歩道";
    }
}
codes! {
    /// Something other than a stall that people look for.
    pub enum FacilityKind {
        Toilet = "toilet", "화장실", "toilet", "洗手间", "トイレ";
        Parking = "parking", "주차장", "car park", "停车场", "駐車場";
        Rest = "rest", "쉼터", "rest area", "休息处", "休憩所";
        Aed = "aed", "자동심장충격기", "AED", "自动体外除颤器", "AED";
        Extinguisher = "extinguisher", "소화기", "fire extinguisher", "灭火器", "消火器";
        Hydrant = "hydrant", "소화전", "hydrant", "消火栓", "消火栓";
        Hub = "hub", "배송센터", "delivery hub", "配送中心", "配送センター";
        Information = "information", "안내소", "information desk", "问询处", "案内所";
        Lockers = "lockers", "물품보관함", "lockers", "寄存柜", "コインロッカー";
    }
}
codes! {
    /// A way to pay.
    pub enum Payment {
        Cash = "cash", "현금", "cash", "现金", "現金";
        Card = "card", "카드", "card", "银行卡", "カード";
        Qr = "qr", "QR 결제", "QR payment", "二维码支付", "QRコード決済";
        OnnuriPaper = "onnuri_paper", "온누리상품권(지류)", "Onnuri paper voucher", "温努里（온누리）商品券·纸质", "オンヌリ（온누리）商品券・紙";
        OnnuriCard = "onnuri_card", "온누리상품권(카드)", "Onnuri card voucher", "温努里（온누리）商品券·卡", "オンヌリ（온누리）商品券・カード";
        OnnuriMobile = "onnuri_mobile", "온누리상품권(모바일)", "Onnuri mobile voucher", "温努里（온누리）商品券·手机", "オンヌリ（온누리）商品券・モバイル";
        LocalCurrency = "local_currency", "지역화폐", "local currency", "地区货币", "地域通貨";
    }
}
codes! {
    /// Whether a merchant agreed that name, words and picture are published.
    pub enum Consent {
        Unknown = "unknown", "미확인", "not asked", "未确认", "未確認";
        Granted = "granted", "동의", "granted", "同意", "同意";
        Withdrawn = "withdrawn", "철회", "withdrawn", "撤回", "撤回";
    }
}
codes! {
    /// Whether a stall trades, or a good is on sale, today.
    pub enum TradeState {
        Open = "open", "영업 중", "open", "营业中", "営業中";
        Closed = "closed", "휴무", "closed", "休息", "休業";
        Empty = "empty", "빈 점포", "empty unit", "空铺", "空き店舗";
        SoldOut = "sold_out", "품절", "sold out", "售罄", "売り切れ";
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
