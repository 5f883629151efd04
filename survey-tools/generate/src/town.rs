//! Draws a ring of streets around a market, with building entrances along them.

use market_model::EntityKind;

use crate::book::{Book, metres};
use crate::layout::{Layout, Pose, Uv};
use crate::rng::Rng;

/// The inner streets pass this far outside the market.
const INNER: i32 = 9_000;
/// The outer streets lie this much farther out.
const OUTER: i32 = 110_000;
/// Buildings stand this far from the middle of a street.
const ENTRANCE: i32 = 7_000;
/// No market needs more entrances than this.
const MOST_ADDRESSES: usize = 500;

/// A street of the ring between two junctions.
struct Piece {
    ko: String,
    highway: &'static str,
    one_way: &'static str,
    from: (String, Uv),
    to: (String, Uv),
    /// Sides with buildings: +1 left, -1 right.
    sides: &'static [i32],
}

/// Writes streets and addresses around a layout.
pub fn write(book: &mut Book, layout: &Layout, stalls: usize, pose: Pose, rng: &mut Rng) {
    let pieces = pieces(layout);
    for (i, piece) in pieces.iter().enumerate() {
        let (a, b) = (pose.place(piece.from.1), pose.place(piece.to.1));
        let line = [a, b].map(|p| format!("{} {}", metres(p.x), metres(p.y))).join("; ");
        book.row(EntityKind::Street, &format!("s{:02}", i + 1))
            .put("name", piece.ko.as_str())
            .put("highway", piece.highway)
            .put("one_way", piece.one_way)
            .put("from_junction", piece.from.0.as_str())
            .put("to_junction", piece.to.0.as_str())
            .put("line", line);
    }
    let wanted = (60 + stalls / 4).min(MOST_ADDRESSES);
    let mut entrances: Vec<(String, i32, Uv)> = pieces.iter().flat_map(|p| entrances(p, rng)).collect();
    // An even choice of all entrances, in their order along the streets.
    let n = entrances.len();
    let mut index = 0;
    entrances.retain(|_| {
        index += 1;
        n <= wanted || index * wanted / n != (index - 1) * wanted / n
    });
    for (i, (street, number, at)) in entrances.iter().enumerate() {
        let p = pose.place(*at);
        book.row(EntityKind::Address, &format!("a{:04}", i + 1))
            .put("label", format!("{street} {number}"))
            .put_mm("x_m", p.x)
            .put_mm("y_m", p.y);
    }
}

/// Two rings of eight junctions each, and eight streets between them.
fn pieces(layout: &Layout) -> Vec<Piece> {
    let (low, high) = layout.bounds();
    let ring = |reach: i32| -> Vec<Uv> {
        let (u0, v0, u1, v1) = (low.0 - reach, low.1 - reach, high.0 + reach, high.1 + reach);
        let (um, vm) = ((u0 + u1) / 2, (v0 + v1) / 2);
        vec![(u0, v0), (um, v0), (u1, v0), (u1, vm), (u1, v1), (um, v1), (u0, v1), (u0, vm)]
    };
    let (inner, outer) = (ring(INNER), ring(INNER + OUTER));
    let mut pieces = Vec::new();
    for i in 0..8 {
        let next = (i + 1) % 8;
        let side = i / 2 + 1;
        let (Some(a), Some(b), Some(c), Some(d)) =
            (inner.get(i), inner.get(next), outer.get(i), outer.get(next))
        else {
            continue;
        };
        pieces.push(Piece {
            ko: format!("시장{side}길"),
            highway: "residential",
            one_way: if i / 2 == 1 { "yes" } else { "no" },
            from: (format!("i{i}"), *a),
            to: (format!("i{next}"), *b),
            sides: &[-1],
        });
        pieces.push(Piece {
            ko: format!("둘레{side}로"),
            highway: "tertiary",
            one_way: "no",
            from: (format!("o{i}"), *c),
            to: (format!("o{next}"), *d),
            sides: &[-1, 1],
        });
        pieces.push(Piece {
            ko: format!("이음{}길", i + 1),
            highway: if i % 4 == 3 { "footway" } else { "residential" },
            one_way: if i % 4 == 2 { "reverse" } else { "no" },
            from: (format!("i{i}"), *a),
            to: (format!("o{i}"), *c),
            sides: &[-1, 1],
        });
    }
    pieces
}

/// Entrances along a piece, numbered as Korean road-name addresses are: 20 m a pair, odd on the left.
fn entrances(piece: &Piece, rng: &mut Rng) -> Vec<(String, i32, Uv)> {
    let ((u0, v0), (u1, v1)) = (piece.from.1, piece.to.1);
    let (du, dv) = (f64::from(u1 - u0), f64::from(v1 - v0));
    let length = market_model::math::length(du, dv);
    if length < 1.0 {
        return Vec::new();
    }
    // The second half of a side goes on counting where the first ended.
    let second_half = piece.ko.starts_with(['시', '둘']) && piece.from.0.ends_with(['1', '3', '5', '7']);
    let base = if second_half { market_model::math::round_to_i32(length / 20_000.0) * 2 } else { 0 };
    let mut found = Vec::new();
    for side in piece.sides {
        let mut at = rng.range(10_000, 18_000);
        while f64::from(at) < length - 10_000.0 {
            let t = f64::from(at) / length;
            let off = f64::from(side * ENTRANCE) / length;
            let u = f64::from(u0) + du * t - dv * off;
            let v = f64::from(v0) + dv * t + du * off;
            let number = base + at / 20_000 * 2 + if *side > 0 { 1 } else { 2 };
            let round = market_model::math::round_to_i32;
            found.push((piece.ko.clone(), number, (round(u), round(v))));
            at += rng.range(20_000, 27_000);
        }
    }
    found
}
