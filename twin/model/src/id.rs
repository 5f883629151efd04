//! Identifiers: short texts that a person can write, one type per kind of thing.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::names::nfc;

/// The longest identifier, in characters; a UUID needs 36.
const MAX_CHARS: usize = 64;

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{found}\" is not an identifier: write 1 to 64 letters, Hangul, digits, '-', '_' or '.'")]
pub struct IdError {
    /// The text as it was found.
    pub found: String,
}

/// An identifier: 1 to 64 characters of ASCII letters, digits, Hangul syllables, `-`, `_` and `.`, in NFC.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(Box<str>);

impl Id {
    /// Reads an identifier; surrounding spaces are dropped.
    ///
    /// # Errors
    /// [`IdError`] when the text is empty, too long, or holds another character.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let text = nfc(text.trim());
        let allowed = |c: char| {
            c.is_ascii_alphanumeric()
                || matches!(c, '-' | '_' | '.')
                || ('\u{AC00}'..='\u{D7A3}').contains(&c)
        };
        let n_chars = text.chars().count();
        if n_chars == 0 || n_chars > MAX_CHARS || !text.chars().all(allowed) || text.starts_with('.') {
            return Err(IdError { found: text });
        }
        Ok(Self(text.into_boxed_str()))
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Id {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::new(&text)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0.into()
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Id);

        impl $name {
            /// Reads the identifier from text.
            ///
            /// # Errors
            /// [`IdError`] when the text is not an identifier.
            pub fn new(text: &str) -> Result<Self, IdError> {
                Id::new(text).map(Self)
            }

            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A market; part of its web address.
    MarketId;
    /// A level (floor).
    LevelId;
    /// An aisle.
    AisleId;
    /// A stall: the lasting place, not who trades in it.
    StallId;
    /// A merchant: who trades, not where.
    MerchantId;
    /// A good on offer.
    GoodId;
    /// A gate between the market and the street.
    GateId;
    /// A connector between aisles: stairs, ramp, lift, crossing.
    ConnectorId;
    /// A facility: toilet, hub, extinguisher and so on.
    FacilityId;
    /// A delivery address: a building entrance, never a person.
    AddressId;
    /// A piece of street.
    StreetId;
    /// A survey event.
    EventId;
    /// A survey device.
    DeviceId;
}
