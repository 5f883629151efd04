//! Who moves, how fast, and where they may go.
//!
//! Speeds, with their sources:
//! - Walking 1.0 m/s: the pace for which Korean pedestrian signals are timed.
//! - Step-free and with a cart 0.8 m/s: the pace used for signals in protection zones of children and the aged.
//! - Stairs 1.5 s a step, lift 30 s and 1 s a metre: assumptions, until a market has measured its own.
//! - Motorcycle: half of the legal limits of 50 and 30 km/h inside cities (in force since 2021-04-17), which leaves
//!   half of the time for signals and crossings; large roads a little more, lanes less: assumptions.
//! - Clear width 0.9 m and slope of 1/12 (83 ‰): the Korean accessibility rules; 1/8 (125 ‰) is the most they allow
//!   in old buildings, and is taken as the limit of what step-free includes.

use market_model::{ConnectorKind, Date};
use serde::{Deserialize, Serialize};

use crate::node::{Edge, Way, WayKind};

/// Narrowest way for a wheelchair or pram.
pub(crate) const STEP_FREE_WIDTH_MM: u32 = 900;
/// Narrowest way for a hand cart of 0.7 m with room to steer.
pub(crate) const CART_WIDTH_MM: u32 = 1_000;
/// Steepest ramp that step-free includes: 1 in 8.
pub(crate) const STEP_FREE_SLOPE_PERMILLE: u16 = 125;
/// Steepest ramp for a loaded cart: 1 in 12.
pub(crate) const CART_SLOPE_PERMILLE: u16 = 83;
/// Going and height of a step on a street of steps whose number is unknown.
const STEP_LENGTH_MM: u32 = 300;
const MS_PER_STEP: u64 = 1_500;
const LIFT_MS: u64 = 30_000;

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

    /// The Korean word.
    #[must_use]
    pub const fn ko(self) -> &'static str {
        match self {
            Self::Walk => "걷기",
            Self::StepFree => "계단 없는 길",
            Self::Cart => "손수레",
            Self::Motorcycle => "오토바이",
        }
    }

    /// The English word.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Walk => "on foot",
            Self::StepFree => "without steps",
            Self::Cart => "with a cart",
            Self::Motorcycle => "by motorcycle",
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

/// Why an edge cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Obstacle {
    Steps,
    Narrow,
    Steep,
    NotForThis,
    /// By its hours.
    Closed,
    /// For the time being.
    Barred,
}

/// Milliseconds for an edge on foot or with a cart, or what forbids it.
pub(crate) fn foot_ms(edge: &Edge, way: &Way, profile: Profile, forward: bool) -> Result<u64, Obstacle> {
    let steps = steps_of(edge, way);
    let limits = match profile {
        Profile::Walk | Profile::Motorcycle => None,
        Profile::StepFree => Some((STEP_FREE_WIDTH_MM, STEP_FREE_SLOPE_PERMILLE)),
        Profile::Cart => Some((CART_WIDTH_MM, CART_SLOPE_PERMILLE)),
    };
    if let Some((width, slope)) = limits {
        if steps > 0 {
            return Err(Obstacle::Steps);
        }
        if edge.width_mm > 0 && edge.width_mm < width {
            return Err(Obstacle::Narrow);
        }
        if edge.slope_permille > slope {
            return Err(Obstacle::Steep);
        }
    }
    let dirs = if profile == Profile::Cart { edge.cart } else { edge.foot };
    if !dirs.allows(forward) {
        return Err(Obstacle::NotForThis);
    }
    let us_per_mm: u64 = if limits.is_none() { 1_000 } else { 1_250 };
    let length = u64::from(edge.length_mm);
    Ok(match way.connector {
        Some(ConnectorKind::Lift) => LIFT_MS + length,
        _ if steps > 0 => (u64::from(steps) * MS_PER_STEP).max(length),
        _ => (length * us_per_mm).div_ceil(1_000),
    })
}

/// Milliseconds for an edge on a motorcycle; `None` where it may not go.
pub(crate) fn motorcycle_ms(edge: &Edge, way: &Way, forward: bool) -> Option<u64> {
    let kmh: u64 = match base_class(&way.highway) {
        "trunk" | "primary" => 30,
        "secondary" => 27,
        "tertiary" => 25,
        "residential" | "unclassified" | "road" => 15,
        _ => 10,
    };
    let allowed = way.kind == WayKind::Street && edge.motorcycle.allows(forward);
    allowed.then(|| (u64::from(edge.length_mm) * 3_600).div_ceil(kmh * 1_000))
}

/// `primary` for `primary_link`.
pub(crate) fn base_class(highway: &str) -> &str {
    highway.strip_suffix("_link").unwrap_or(highway)
}

fn steps_of(edge: &Edge, way: &Way) -> u16 {
    if edge.steps == 0 && (way.highway == "steps" || way.connector == Some(ConnectorKind::Stairs)) {
        return u16::try_from((edge.length_mm / STEP_LENGTH_MM).max(1)).unwrap_or(u16::MAX);
    }
    edge.steps
}
