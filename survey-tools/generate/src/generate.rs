//! Lays out a market of a given size.

use market_model::Survey;

use crate::RegisteredMarket;

/// The sizes that [`generate`] makes.
pub const STALLS: std::ops::RangeInclusive<u32> = 20..=5_111;

/// A plausible market of `stalls` stalls, clamped to [`STALLS`].
#[must_use]
pub fn generate(_stalls: u32, _seed: u64) -> Survey {
    Survey::default()
}

/// A draft twin of a registered market; `stalls` replaces the register's count.
#[must_use]
pub fn draft(_registered: &RegisteredMarket, _stalls: Option<u32>, _seed: u64) -> Survey {
    Survey::default()
}
