//! Puts a number of stalls into the rows of a layout: widths, gaps, depths, setbacks and codes.

use std::collections::BTreeMap;

use market_model::{Side, StallKind};

use crate::layout::{Layout, Span, StallRow};
use crate::rng::Rng;

/// A stall in its row.
#[derive(Debug, Clone)]
pub struct Stall {
    /// Number on its plate, also its identifier.
    pub code: String,
    /// Lane.
    pub lane: usize,
    /// Side.
    pub side: Side,
    /// Place in the row, from 1.
    pub order: i32,
    /// What it is like.
    pub kind: StallKind,
    /// Free space before it, in millimetres.
    pub gap: i32,
    /// Width of its front.
    pub width: i32,
    /// Depth.
    pub depth: i32,
    /// How far its front stands back.
    pub setback: i32,
    /// Distance of its front's middle from the lane's start.
    pub middle: i32,
}

/// Least length of lane for a stall: shop or kiosk, and stand.
const LEAST_SHOP: i32 = 1_900;
const LEAST_STAND: i32 = 1_500;

/// `n` stalls, spread evenly over all rows; fewer only when they do not fit at all.
#[must_use]
pub fn fill(layout: &Layout, n: i32, rng: &mut Rng) -> Vec<Stall> {
    let quotas = quotas(layout, n);
    let mut stalls = Vec::new();
    let mut numbers: BTreeMap<(usize, bool), i32> = BTreeMap::new();
    let mut quota = quotas.into_iter();
    for row in &layout.rows {
        let mut end = 0;
        let mut order = 0;
        for span in &row.spans {
            for mut stall in fill_span(row, *span, quota.next().unwrap_or(0), rng) {
                let start = stall.middle + span.jump - stall.width / 2;
                stall.gap = start - end;
                end = start + stall.width;
                order += 1;
                stall.order = order;
                let left = row.side == Side::Left;
                let number = numbers.entry((row.lane, left)).or_insert(if left { -1 } else { 0 });
                *number += 2;
                let letters = layout.lanes.get(row.lane).map_or("", |l| l.letters.as_str());
                stall.code = format!("{letters}-{number}");
                stalls.push(stall);
            }
        }
    }
    stalls
}

const fn least(row: &StallRow) -> i32 {
    if matches!(row.kind, StallKind::Stand) { LEAST_STAND } else { LEAST_SHOP }
}

/// Stalls for each span of each row, by length over pitch, the largest remainders rounded up.
fn quotas(layout: &Layout, n: i32) -> Vec<i32> {
    let spans: Vec<(i64, i32)> = layout
        .rows
        .iter()
        .flat_map(|row| row.spans.iter().map(move |span| (row, span)))
        .map(|(row, span)| {
            let length = span.to - span.from;
            (i64::from(length) * 1000 / i64::from(row.pitch), length / least(row))
        })
        .collect();
    let total: i64 = spans.iter().map(|s| s.0).sum::<i64>().max(1);
    let mut quotas: Vec<i32> =
        spans.iter().map(|(w, most)| ((i64::from(n) * w / total) as i32).min(*most)).collect();
    let mut missing = n - quotas.iter().sum::<i32>();
    let mut by_rest: Vec<usize> = (0..spans.len()).collect();
    let rest = |i: usize| spans.get(i).map_or(0, |(w, _)| i64::from(n) * w % total);
    by_rest.sort_by_key(|i| (std::cmp::Reverse(rest(*i)), *i));
    while missing > 0 {
        let before = missing;
        for i in &by_rest {
            let room = spans.get(*i).map_or(0, |s| s.1);
            if let Some(quota) = quotas.get_mut(*i).filter(|q| missing > 0 && **q < room) {
                *quota += 1;
                missing -= 1;
            }
        }
        if missing == before {
            break;
        }
    }
    quotas
}

/// One span's stalls; widths vary, and together with the gaps they fill it.
fn fill_span(row: &StallRow, span: Span, n: i32, rng: &mut Rng) -> Vec<Stall> {
    if n <= 0 {
        return Vec::new();
    }
    let length = span.to - span.from;
    let stand = row.kind == StallKind::Stand;
    let mut gaps: Vec<i32> = (0..n)
        .map(|i| match (i, stand) {
            (0, _) => 0,
            (_, true) => rng.range(20, 80) * 10,
            (_, false) => [0, 0, 0, 0, 100, 200, 600].get(rng.below(7)).copied().unwrap_or(0),
        })
        .collect();
    // Gaps take at most a sixth of the row.
    let gap_total: i32 = gaps.iter().sum();
    if gap_total > length / 6 {
        let scale = i64::from(length / 6);
        gaps.iter_mut().for_each(|g| *g = (i64::from(*g) * scale / i64::from(gap_total) / 10 * 10) as i32);
    }
    let free = i64::from(length - gaps.iter().sum::<i32>());
    // Most fronts are near the mean, some are narrow, a few take two units.
    let shares: Vec<i64> = (0..n)
        .map(|_| i64::from(rng.range(72, 118) + if rng.chance(60) { rng.range(40, 90) } else { 0 }))
        .collect();
    let total: i64 = shares.iter().sum::<i64>().max(1);
    let widest = if stand { 3_600 } else { row.pitch * 19 / 10 };
    let mut at = span.from;
    let mut stalls = Vec::new();
    for (share, gap) in shares.iter().zip(&gaps) {
        let width = ((free * share / total / 10 * 10) as i32).min(widest);
        let setback = if !stand && rng.chance(100) { rng.range(10, 30) * 10 } else { 0 };
        let depth = rng.range(row.depth.0 / 100, (row.depth.1 - setback) / 100) * 100;
        at += gap;
        stalls.push(Stall {
            code: String::new(),
            lane: row.lane,
            side: row.side,
            order: 0,
            kind: if !stand && rng.chance(40) { StallKind::Kiosk } else { row.kind },
            gap: 0,
            width,
            depth,
            setback,
            middle: at + width / 2,
        });
        at += width;
    }
    stalls
}
