//! Cuts convex polygons with half-planes, and reduces them to the four corners of a footprint.

use crate::vector::{V, cross, dot, sub};

/// The part of a convex polygon on the side of the line through `on` to which `normal` does not point. O(n).
pub fn keep_behind(polygon: &[V], on: V, normal: V) -> Vec<V> {
    let height = |p: V| dot(sub(p, on), normal);
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    for (i, &p) in polygon.iter().enumerate() {
        let Some(&q) = polygon.get((i + 1) % polygon.len()) else { continue };
        let (hp, hq) = (height(p), height(q));
        if hp <= 1e-6 {
            kept.push(p);
        }
        if (hp < -1e-6 && hq > 1e-6) || (hp > 1e-6 && hq < -1e-6) {
            let t = hp / (hp - hq);
            kept.push((p.0 + (q.0 - p.0) * t, p.1 + (q.1 - p.1) * t));
        }
    }
    kept
}

/// Area, positive when the corners run counter-clockwise. O(n).
pub fn area(polygon: &[V]) -> f64 {
    let mut doubled = 0.0;
    for (i, &p) in polygon.iter().enumerate() {
        if let Some(&q) = polygon.get((i + 1) % polygon.len()) {
            doubled += cross(p, q);
        }
    }
    doubled / 2.0
}

/// The largest quadrilateral inside a convex polygon that keeps its first edge (the front). O(n²), n ≤ 10.
///
/// The last two corners are one for a triangle.
pub fn largest_quad(polygon: &[V]) -> Option<[V; 4]> {
    let [front_left, front_right, rest @ ..] = polygon else { return None };
    let mut best: Option<(f64, [V; 4])> = None;
    for (i, &back_right) in rest.iter().enumerate() {
        for &back_left in rest.get(i..).unwrap_or(&[]) {
            let quad = [*front_left, *front_right, back_right, back_left];
            let size = area(&quad);
            if best.is_none_or(|(b, _)| size > b) {
                best = Some((size, quad));
            }
        }
    }
    best.map(|(_, quad)| quad)
}
