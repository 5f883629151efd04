//! Words that fit: how large a word can stand in a quadrilateral, and turned how.

use super::frame::{direction, distance, reading_angle};
use super::pen::{At, em};

/// Codes below this size cannot be read on any screen that shows the whole plan.
const LEAST_SIZE_DM: f64 = 3.6;
/// Codes need not be larger than this.
const MOST_SIZE_DM: f64 = 10.0;

/// A word's place.
pub struct Fit {
    /// Its middle.
    pub at: At,
    /// Degrees counter-clockwise.
    pub degrees: f64,
    /// Font size in decimetres.
    pub size_dm: f64,
}

/// The best place for a word in a footprint (front left, front right, back right, back left); `None` if too small.
pub fn fit(corners: [At; 4], word: &str) -> Option<Fit> {
    let [front_left, front_right, back_right, back_left] = corners;
    let middle = |a: At, b: At| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let (front, back) = (middle(front_left, front_right), middle(back_left, back_right));
    let (side_left, side_right) = (middle(front_left, back_left), middle(front_right, back_right));
    let across = distance(side_left, side_right).min(distance(front_left, front_right)) / 100.0;
    let deep = distance(front, back) / 100.0;
    let width = em(word).max(0.5);
    let size = |long: f64, high: f64| (long * 0.86 / width).min(high * 0.62).min(MOST_SIZE_DM);
    let along_front = (size(across, deep), direction(side_left, side_right));
    let along_depth = (size(deep, across), direction(front, back));
    let upright = |d: At| d.1.abs();
    // A little smaller but nearer to horizontal reads better.
    let (first, second) = if upright(along_front.1) <= upright(along_depth.1) {
        (along_front, along_depth)
    } else {
        (along_depth, along_front)
    };
    let (size_dm, along) = if first.0 >= second.0 * 0.8 { first } else { second };
    (size_dm >= LEAST_SIZE_DM).then(|| Fit {
        at: middle(front, back),
        degrees: reading_angle(along),
        size_dm,
    })
}
