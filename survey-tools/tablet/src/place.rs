//! Where the person is in the app, and what is half typed: kept so that a killed page opens at the same place.

use market_model::Side;
use serde::{Deserialize, Serialize};

use crate::capture::FrontageForm;

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "screen", rename_all = "snake_case")]
pub enum Screen {
    /// Which market.
    #[default]
    Markets,
    /// The market: its aisles and its plan.
    Market,
    /// The form of an aisle; a new one when `aisle` is empty.
    Aisle {
        /// Its identifier.
        aisle: String,
    },
    /// Walking along one side of an aisle.
    Walk {
        /// The aisle.
        aisle: String,
        /// The side.
        side: Side,
    },
    /// A stall: its measures, merchant, goods and consent.
    Stall {
        /// The stall.
        stall: String,
    },
    /// What waits, what has arrived, backup.
    Outbox,
}

/// What is remembered between two openings of the app. Losing it loses no survey data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Memory {
    /// The market that is open; empty when none.
    pub market: String,
    /// The screen.
    pub screen: Screen,
    /// The half-typed frontage, with the aisle and side it belongs to.
    #[serde(default)]
    pub draft: Option<(String, Side, FrontageForm)>,
}

impl Memory {
    /// Reads what was remembered; anything that cannot be read is a fresh start.
    #[must_use]
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Writes it.
    #[must_use]
    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_found_again_and_nonsense_is_a_fresh_start() {
        let form = FrontageForm { width: "3.".into(), ..FrontageForm::default() };
        let screen = Screen::Walk { aisle: "a-1".into(), side: Side::Right };
        let memory = Memory { market: "m".into(), screen, draft: Some(("a-1".into(), Side::Right, form)) };
        assert_eq!(Memory::read(&memory.write()), memory);
        assert_eq!(Memory::read("{\"market\":3}"), Memory::default());
    }
}
