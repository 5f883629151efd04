//! Kinds of vehicles: whose ways of the graph they use, and how much slower than these they are.
//!
//! The graph has ways on foot, for carts and for motorcycles. A bicycle and a van use the motorcycle's ways (bicycles
//! also keep one-ways); their factors are assumptions until a market has measured its own.

use market_model::Text;
use market_routing::Profile;

use crate::orders::Vehicle;

/// Profiles inside and outside the market, thousandths of the profile's time outside, whether it is parked at a gate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    pub walk: Profile,
    pub ride: Profile,
    pub permille: u64,
    pub parks: bool,
}

impl Vehicle {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Motorcycle, Self::Bicycle, Self::Cart, Self::Foot, Self::Van];

    /// The profile of the graph by which it is ridden along streets.
    #[must_use]
    pub const fn profile(self) -> Profile {
        self.kind().ride
    }

    /// The profile by which its rider goes through the market.
    #[must_use]
    pub const fn inside(self) -> Profile {
        self.kind().walk
    }

    /// Its time along streets in thousandths of its profile's.
    #[must_use]
    pub const fn permille(self) -> u64 {
        self.kind().permille
    }

    /// Whether it is parked at a gate, which takes the settings' `parking_s`.
    #[must_use]
    pub const fn parks(self) -> bool {
        self.kind().parks
    }

    const fn kind(self) -> Kind {
        let (walk, ride, permille, parks) = match self {
            Self::Motorcycle => (Profile::Walk, Profile::Motorcycle, 1_000, true),
            Self::Bicycle => (Profile::Walk, Profile::Motorcycle, 1_500, true),
            Self::Van => (Profile::Walk, Profile::Motorcycle, 1_200, true),
            Self::Cart => (Profile::Cart, Profile::Cart, 1_000, false),
            Self::Foot => (Profile::Walk, Profile::Walk, 1_000, false),
        };
        Kind { walk, ride, permille, parks }
    }

    /// What is assumed about a kind that has no profile of its own.
    pub(crate) fn note(self) -> Option<Text> {
        match self {
            Self::Bicycle => Some(Text::new(
                "자전거는 오토바이 길을 1.5배의 시간으로 계산했습니다",
                "bicycles were reckoned on the motorcycle's ways at 1.5 times its time",
            )),
            Self::Van => Some(Text::new(
                "승합차는 오토바이 길을 1.2배의 시간으로 계산했습니다",
                "vans were reckoned on the motorcycle's ways at 1.2 times its time",
            )),
            _ => None,
        }
    }
}
