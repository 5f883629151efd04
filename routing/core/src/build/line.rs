//! Geometry of lines: points along them, projections, meetings.

use market_model::{PointMm, math};

/// Length of a line in millimetres.
pub(crate) fn length(line: &[PointMm]) -> f64 {
    line.windows(2).map(|w| w[0].distance_mm(w[1])).sum()
}

/// The point `chainage` millimetres along a line, clamped to its ends; the origin for an empty line.
pub(crate) fn point_at(line: &[PointMm], chainage: f64) -> PointMm {
    let mut left = chainage;
    for w in line.windows(2) {
        let len = w[0].distance_mm(w[1]);
        if left <= len && len > 0.0 {
            return between(w[0], w[1], (left / len).max(0.0));
        }
        left -= len;
    }
    line.last().copied().unwrap_or_default()
}

/// The line's own points strictly between two chainages, in order from `a` to `b` (which may be the larger).
pub(crate) fn points_between(line: &[PointMm], a: f64, b: f64) -> Vec<PointMm> {
    let (low, high) = (a.min(b) + 0.5, a.max(b) - 0.5);
    let mut along = 0.0;
    let mut out = Vec::new();
    for w in line.windows(2) {
        along += w[0].distance_mm(w[1]);
        if along > low && along < high {
            out.push(w[1]);
        }
    }
    if a > b {
        out.reverse();
    }
    out
}

/// Distance to a line and the chainage of its nearest point, in millimetres; `None` for a line without points.
pub(crate) fn project(line: &[PointMm], point: PointMm) -> Option<(f64, f64)> {
    let mut best: Option<(f64, f64)> = line.first().map(|p| (p.distance_mm(point), 0.0));
    let mut along = 0.0;
    for w in line.windows(2) {
        let len = w[0].distance_mm(w[1]);
        if len > 0.0 {
            let (dx, dy) = delta(w[0], w[1]);
            let (px, py) = delta(w[0], point);
            let t = ((px * dx + py * dy) / (len * len)).clamp(0.0, 1.0);
            let distance = math::length(px - t * dx, py - t * dy);
            if best.is_none_or(|(d, _)| distance < d) {
                best = Some((distance, along + t * len));
            }
        }
        along += len;
    }
    best
}

/// Chainages on both lines where they cross, in order along `a`.
pub(crate) fn crossings(a: &[PointMm], b: &[PointMm]) -> Vec<(f64, f64)> {
    let mut out = Vec::new();
    let mut along_a = 0.0;
    for wa in a.windows(2) {
        let mut along_b = 0.0;
        for wb in b.windows(2) {
            if let Some((t, u)) = cross(wa, wb) {
                out.push((along_a + t * wa[0].distance_mm(wa[1]), along_b + u * wb[0].distance_mm(wb[1])));
            }
            along_b += wb[0].distance_mm(wb[1]);
        }
        along_a += wa[0].distance_mm(wa[1]);
    }
    out.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)));
    out
}

/// The point a part `t` of the way from `a` to `b`.
pub(crate) fn between(a: PointMm, b: PointMm, t: f64) -> PointMm {
    let (dx, dy) = delta(a, b);
    PointMm::new(math::round_to_i32(f64::from(a.x) + dx * t), math::round_to_i32(f64::from(a.y) + dy * t))
}

fn cross(a: &[PointMm], b: &[PointMm]) -> Option<(f64, f64)> {
    let ((ax, ay), (bx, by)) = (delta(a[0], a[1]), delta(b[0], b[1]));
    let det = ax * by - ay * bx;
    if det == 0.0 {
        return None;
    }
    let (ox, oy) = delta(a[0], b[0]);
    let (t, u) = ((ox * by - oy * bx) / det, (ox * ay - oy * ax) / det);
    ((0.0..=1.0).contains(&t) && (0.0..=1.0).contains(&u)).then_some((t, u))
}

fn delta(a: PointMm, b: PointMm) -> (f64, f64) {
    (f64::from(b.x) - f64::from(a.x), f64::from(b.y) - f64::from(a.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BENT: [PointMm; 3] = [PointMm::new(0, 0), PointMm::new(10_000, 0), PointMm::new(10_000, 5_000)];

    #[test]
    fn points_lie_where_the_tape_says() {
        assert_eq!(point_at(&BENT, 12_000.0), PointMm::new(10_000, 2_000));
        assert_eq!(point_at(&BENT, 99_000.0), PointMm::new(10_000, 5_000));
        assert_eq!(points_between(&BENT, 12_000.0, 3_000.0), [PointMm::new(10_000, 0)]);
        assert_eq!(project(&BENT, PointMm::new(12_000, 1_000)), Some((2_000.0, 11_000.0)));
    }

    #[test]
    fn crossing_lines_meet_once() {
        let other = [PointMm::new(5_000, -5_000), PointMm::new(5_000, 5_000)];
        assert_eq!(crossings(&BENT, &other), [(5_000.0, 5_000.0)]);
        assert!(crossings(&BENT, &[PointMm::new(0, 1), PointMm::new(9_000, 1)]).is_empty());
    }
}
