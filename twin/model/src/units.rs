//! Lengths, places and money as whole numbers.

use serde::{Deserialize, Serialize};

use crate::math;

/// A length or a coordinate in millimetres; about ±2,147 km.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mm(pub i32);

impl Mm {
    /// The nearest whole millimetre to a length in metres.
    #[must_use]
    pub fn from_metres_rounded(metres: f64) -> Self {
        Self(math::round_to_i32(metres * 1000.0))
    }

    /// This length in metres.
    #[must_use]
    pub fn metres(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

/// An amount of money in won.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Won(pub u32);

/// A place in the market frame: millimetres, x east, y north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(from = "(i32, i32)", into = "(i32, i32)")]
pub struct PointMm {
    /// East of the origin, in millimetres.
    pub x: i32,
    /// North of the origin, in millimetres.
    pub y: i32,
}

impl PointMm {
    /// The point `x` millimetres east and `y` millimetres north of the origin.
    #[must_use]
    pub const fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    /// The nearest whole-millimetre point to a place in metres.
    #[must_use]
    pub fn from_metres_rounded(x: f64, y: f64) -> Self {
        Self { x: math::round_to_i32(x * 1000.0), y: math::round_to_i32(y * 1000.0) }
    }

    /// East and north of the origin in metres.
    #[must_use]
    pub fn metres(self) -> (f64, f64) {
        (f64::from(self.x) / 1000.0, f64::from(self.y) / 1000.0)
    }

    /// Straight distance to another point in millimetres.
    #[must_use]
    pub fn distance_mm(self, other: Self) -> f64 {
        math::length(f64::from(self.x) - f64::from(other.x), f64::from(self.y) - f64::from(other.y))
    }
}

impl From<(i32, i32)> for PointMm {
    fn from((x, y): (i32, i32)) -> Self {
        Self { x, y }
    }
}

impl From<PointMm> for (i32, i32) {
    fn from(p: PointMm) -> Self {
        (p.x, p.y)
    }
}

/// Reads a decimal number of metres such as `3`, `3.25` or `-0.5` as exact millimetres.
///
/// Digits beyond the millimetre are rounded half away from zero; `None` for anything else,
/// or beyond ±2,147 km.
#[must_use]
pub fn parse_decimal_mm(text: &str) -> Option<Mm> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() || whole.len() > 9 || fraction.len() > 30 {
        return None;
    }
    if !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut mm = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()? } * 1000;
    let mut digits = fraction.bytes().map(|b| i64::from(b - b'0'));
    for scale in [100, 10, 1] {
        mm += digits.next().unwrap_or(0) * scale;
    }
    if digits.next().unwrap_or(0) >= 5 {
        mm += 1;
    }
    i32::try_from(if negative { -mm } else { mm }).ok().map(Mm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_read_exactly() {
        for (text, mm) in
            [("3", 3000), ("3.25", 3250), ("-0.5", -500), (".1", 100), ("2.0005", 2001), ("+1.", 1000)]
        {
            assert_eq!(parse_decimal_mm(text), Some(Mm(mm)), "{text}");
        }
        for text in ["", ".", "-", "3m", "1e3", "NaN", "9999999999", "3,5", "2200000"] {
            assert_eq!(parse_decimal_mm(text), None, "{text}");
        }
    }
}
