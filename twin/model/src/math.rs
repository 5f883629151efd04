//! Trigonometry that gives the same bits on every machine.
//!
//! `f64::sin` and its kin call the platform's library; these call the `libm` crate, in plain Rust.

/// Sine of an angle in radians.
#[must_use]
pub fn sin(radians: f64) -> f64 {
    libm::sin(radians)
}

/// Cosine of an angle in radians.
#[must_use]
pub fn cos(radians: f64) -> f64 {
    libm::cos(radians)
}

/// Angle of the vector (`x`, `y`) in radians, in (-π, π], counter-clockwise from the x axis.
#[must_use]
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// Length of the vector (`x`, `y`); `sqrt` is exact on every machine, `hypot` is not.
#[must_use]
pub fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

/// The whole number nearest to `value`, halves away from zero, clamped to what an `i32` holds; NaN gives 0.
#[must_use]
pub fn round_to_i32(value: f64) -> i32 {
    libm::round(value) as i32
}
