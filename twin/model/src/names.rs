//! Text in NFC, and names in four languages.

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in Unicode normal form C, with control characters other than line feed and tab dropped.
#[must_use]
pub fn nfc(text: &str) -> String {
    let clean = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    if is_nfc(text) { text.chars().filter(clean).collect() } else { text.nfc().filter(clean).collect() }
}

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Korean, the first language.
    #[default]
    Ko,
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
    /// Japanese.
    Ja,
}

impl Lang {
    /// The BCP 47 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::En => "en",
            Self::Zh => "zh",
            Self::Ja => "ja",
        }
    }

    /// Reads a BCP 47 code; region parts are ignored.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split(['-', '_']).next()? {
            "ko" => Some(Self::Ko),
            "en" => Some(Self::En),
            "zh" => Some(Self::Zh),
            "ja" => Some(Self::Ja),
            _ => None,
        }
    }
}

/// A name in Korean and, where known, in other languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Korean; empty when the thing has no name.
    pub ko: String,
    /// English or romanised.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
    /// Simplified Chinese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zh: String,
    /// Japanese.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ja: String,
}

impl Names {
    /// A name in Korean only.
    #[must_use]
    pub fn ko(name: &str) -> Self {
        Self { ko: nfc(name), ..Self::default() }
    }

    /// The name in `lang`, else in Korean.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        let name = match lang {
            Lang::Ko => &self.ko,
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
            Lang::Ja => &self.ja,
        };
        if name.is_empty() { &self.ko } else { name }
    }
}
