//! Points, directions and places: metres in the glTF frame (x east, y up, z south).

use market_model::{PointMm, math};

/// A point or a direction in metres.
pub(crate) type P = [f32; 3];

/// Sum.
pub(crate) fn add(a: P, b: P) -> P {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

/// Difference.
pub(crate) fn sub(a: P, b: P) -> P {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

/// Multiple.
pub(crate) fn scale(a: P, k: f32) -> P {
    [a[0] * k, a[1] * k, a[2] * k]
}

/// The point at a share of the way from `a` to `b`.
pub(crate) fn lerp(a: P, b: P, t: f32) -> P {
    add(a, scale(sub(b, a), t))
}

/// Cross product.
pub(crate) fn cross(a: P, b: P) -> P {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// Length in metres.
pub(crate) fn length(a: P) -> f32 {
    (a[0] * a[0] + a[1] * a[1] + a[2] * a[2]).sqrt()
}

/// The same direction with length 1; up when there is none.
pub(crate) fn unit(a: P) -> P {
    let n = length(a);
    if n > 1e-9 { scale(a, 1.0 / n) } else { [0.0, 1.0, 0.0] }
}

/// A place of the market frame at a height in metres.
pub(crate) fn gltf_from_market(point: PointMm, height_m: f32) -> P {
    let (x, y) = point.metres();
    [x as f32, height_m, -y as f32]
}

/// A place to stand things on: an origin on the floor, turned about the vertical.
///
/// Local x points right and z towards somebody who looks at the thing from the front.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    /// The origin.
    pub origin: P,
    /// Local x, level, length 1.
    pub right: P,
    /// Local z, level, length 1.
    pub front: P,
}

impl Frame {
    /// The frame at `origin` whose front points along `front`.
    pub(crate) fn facing(origin: P, front: P) -> Self {
        let flat = [front[0], 0.0, front[2]];
        let front = if length(flat) > 1e-6 { unit(flat) } else { [0.0, 0.0, 1.0] };
        // right = up × front
        Self { origin, right: [front[2], 0.0, -front[0]], front }
    }

    /// The world itself.
    pub(crate) fn world() -> Self {
        Self { origin: [0.0; 3], right: [1.0, 0.0, 0.0], front: [0.0, 0.0, 1.0] }
    }

    /// The same frame with its origin moved in its own axes.
    pub(crate) fn moved(self, by: P) -> Self {
        Self { origin: self.at(by), ..self }
    }

    /// A local point in the outer frame.
    pub(crate) fn at(&self, p: P) -> P {
        let r = add(scale(self.right, p[0]), scale(self.front, p[2]));
        [self.origin[0] + r[0], self.origin[1] + p[1], self.origin[2] + r[2]]
    }

    /// A local direction in the outer frame.
    pub(crate) fn along(&self, d: P) -> P {
        let flat = add(scale(self.right, d[0]), scale(self.front, d[2]));
        [flat[0], d[1], flat[2]]
    }

    /// The turn about the vertical as a quaternion x, y, z, w.
    pub(crate) fn rotation(&self) -> [f32; 4] {
        // A turn by θ takes x to (cos θ, 0, -sin θ).
        let theta = math::atan2(f64::from(-self.right[2]), f64::from(self.right[0]));
        [0.0, math::sin(theta / 2.0) as f32, 0.0, math::cos(theta / 2.0) as f32]
    }
}
