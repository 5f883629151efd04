//! Who moves, how fast, and where they may go.

use market_model::Date;
use serde::{Deserialize, Serialize};

/// Who moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// On foot, stairs included.
    #[default]
    Walk,
    /// On foot or wheels without a single step: ramps and lifts only.
    StepFree,
    /// With a hand cart: no stairs, wide enough, gentle slopes.
    Cart,
    /// On foot inside the market to the street, then by motorcycle along streets, one-ways kept.
    Motorcycle,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 4] = [Self::Walk, Self::StepFree, Self::Cart, Self::Motorcycle];

    /// The name in requests: `walk`, `step-free`, `cart`, `motorcycle`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Walk => "walk",
            Self::StepFree => "step-free",
            Self::Cart => "cart",
            Self::Motorcycle => "motorcycle",
        }
    }

    /// Reads a name; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == text.trim())
    }
}

/// A day and a minute of it, for gates and connectors that close.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Minutes after midnight, 0 to 1439.
    pub minute: u16,
}
