//! What the server hands to pages about one day: what stalls say, and how full the aisles are.

use market_model::{AisleId, Market, Stall, StallId};
use market_wire::LiveStall;

/// What one stall said of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskSaid {
    /// Identifier of the stall.
    pub stall: StallId,
    /// Number and name.
    pub label: String,
    /// What it said.
    pub live: LiveStall,
}

/// The page on which a stall says what holds today. What it said is in [`Ctx::live`].
#[derive(Debug, Clone)]
pub struct TodayPage<'a> {
    /// The market.
    pub market: &'a Market,
    /// The stall.
    pub stall: &'a Stall,
    /// Where its forms go: the path of the page itself.
    pub action: String,
    /// What just happened.
    pub notice: TodayNotice,
    /// What only the desk sees.
    pub desk: Option<TodayDesk>,
}

/// What just happened on that page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TodayNotice {
    /// Nothing.
    #[default]
    None,
    /// It was told.
    Told,
    /// The form was not complete.
    Incomplete,
    /// The link was renewed.
    Renewed,
}

/// The link that the desk gives to the merchant.
#[derive(Debug, Clone)]
pub struct TodayDesk {
    /// Its whole address.
    pub link: String,
    /// The same as a code: an SVG drawing.
    pub qr_svg: String,
}

/// An aisle that is full for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crowd {
    /// The aisle; `None` for all.
    pub aisle: Option<AisleId>,
    /// Minute after midnight at which it begins.
    pub from: u16,
    /// Minute after midnight at which it has gone.
    pub until: u16,
    /// Time of a walk in thousandths of the usual.
    pub permille: u32,
}

impl Crowd {
    /// How full that is: 0 for not at all, to 3 for very.
    #[must_use]
    pub const fn fullness(&self) -> u8 {
        match self.permille {
            0..1_250 => 0,
            1_250..1_750 => 1,
            1_750..2_500 => 2,
            _ => 3,
        }
    }
}
