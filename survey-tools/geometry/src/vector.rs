//! Plane vectors in millimetres as plain pairs.

use market_model::{PointMm, math};

/// A place or direction: x east, y north.
pub type V = (f64, f64);

pub fn add(a: V, b: V) -> V {
    (a.0 + b.0, a.1 + b.1)
}

pub fn sub(a: V, b: V) -> V {
    (a.0 - b.0, a.1 - b.1)
}

pub fn scale(a: V, k: f64) -> V {
    (a.0 * k, a.1 * k)
}

pub fn dot(a: V, b: V) -> f64 {
    a.0 * b.0 + a.1 * b.1
}

pub fn cross(a: V, b: V) -> f64 {
    a.0 * b.1 - a.1 * b.0
}

pub fn norm(a: V) -> f64 {
    math::length(a.0, a.1)
}

/// The direction of `a`; north for a vector without one.
pub fn unit(a: V) -> V {
    let length = norm(a);
    if length > 1e-9 { scale(a, 1.0 / length) } else { (0.0, 1.0) }
}

/// `a` turned a quarter to the left.
pub fn left(a: V) -> V {
    (-a.1, a.0)
}

/// The nearest whole millimetre.
pub fn round(a: V) -> PointMm {
    PointMm::new(math::round_to_i32(a.0), math::round_to_i32(a.1))
}

pub fn exact(p: PointMm) -> V {
    (f64::from(p.x), f64::from(p.y))
}
