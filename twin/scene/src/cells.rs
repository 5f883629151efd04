//! Cuts the aisles into cells: the pieces that the viewer merges, shows and hides as one.
//!
//! Invariant: every aisle piece and every stall lies in exactly one cell; a cell lies on one level.

use std::collections::BTreeMap;

use market_model::{Aisle, AisleId, LevelId, Market, math};

/// Stalls a cell should hold: with three materials a cell, 500 stalls stay below 90 draw calls.
const STALLS_A_CELL: usize = 26;
/// The same where a stall has half the triangles.
const STALLS_A_LARGE_CELL: usize = 48;
/// The longest piece of aisle in one cell, in metres.
const MAX_PIECE_M: f64 = 70.0;
/// Markets with more stalls than this are never drawn whole: their cells are kept compact, so that few are in sight.
const WHOLE_STALLS: usize = 800;
/// The longest piece of aisle in one cell of such a market, in metres.
const MAX_COMPACT_PIECE_M: f64 = 44.0;
/// Pieces of one compact cell lie no farther from each other than this, middle to middle, in metres.
const COMPACT_M: f64 = 26.0;

/// A piece of an aisle: from one chainage to another, in metres.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece<'a> {
    /// The aisle.
    pub aisle: &'a Aisle,
    /// From the aisle's start.
    pub from_m: f64,
    /// To the next piece's start, or the aisle's end.
    pub to_m: f64,
    /// Places of its stalls in [`Market::stalls`].
    pub stalls: Vec<usize>,
}

impl Piece<'_> {
    /// The middle of its centre line, in metres of the market frame.
    fn middle_m(&self) -> [f64; 2] {
        let mut left = (self.from_m + self.to_m) / 2.0;
        for pair in self.aisle.line.windows(2) {
            let [a, b] = pair else { continue };
            let length = a.distance_mm(*b) / 1000.0;
            if left <= length && length > 0.0 {
                let ((ax, ay), (bx, by)) = (a.metres(), b.metres());
                return [ax + (bx - ax) * left / length, ay + (by - ay) * left / length];
            }
            left -= length;
        }
        self.aisle.line.last().map_or([0.0; 2], |p| [p.metres().0, p.metres().1])
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cell<'a> {
    /// The pieces.
    pub pieces: Vec<Piece<'a>>,
}

impl Cell<'_> {
    /// Its level.
    pub(crate) fn level(&self) -> Option<&LevelId> {
        self.pieces.first().map(|p| &p.aisle.level)
    }

    /// The aisle of its first piece.
    pub(crate) fn aisle(&self) -> Option<&AisleId> {
        self.pieces.first().map(|p| &p.aisle.id)
    }

    fn n_stalls(&self) -> usize {
        self.pieces.iter().map(|p| p.stalls.len()).sum()
    }

    /// Whether a piece lies near all others of the cell.
    fn is_near(&self, piece: &Piece) -> bool {
        let middle = piece.middle_m();
        self.pieces.iter().all(|p| {
            let other = p.middle_m();
            math::length(other[0] - middle[0], other[1] - middle[1]) <= COMPACT_M
        })
    }
}

/// Length of a centre line in metres.
pub(crate) fn length_m(aisle: &Aisle) -> f64 {
    aisle.line.windows(2).map(|w| if let [a, b] = w { a.distance_mm(*b) / 1000.0 } else { 0.0 }).sum()
}

/// Cuts a market into cells. O(n log n) in stalls and aisles.
pub(crate) fn cut(market: &Market, large: bool) -> Vec<Cell<'_>> {
    let compact = market.stalls.len() > WHOLE_STALLS;
    let wanted = if large && !compact { STALLS_A_LARGE_CELL } else { STALLS_A_CELL };
    let longest = if compact { MAX_COMPACT_PIECE_M } else { MAX_PIECE_M };
    let mut by_aisle: BTreeMap<&AisleId, Vec<usize>> = BTreeMap::new();
    for (i, stall) in market.stalls.iter().enumerate() {
        by_aisle.entry(&stall.aisle).or_default().push(i);
    }
    let mut cells: Vec<Cell> = Vec::new();
    for level in &market.levels {
        let mut open: Option<Cell> = None;
        for aisle in market.aisles.iter().filter(|a| a.level == level.id) {
            let stalls = by_aisle.remove(&aisle.id).unwrap_or_default();
            for piece in pieces(market, aisle, stalls, (wanted, longest)) {
                match &mut open {
                    Some(cell)
                        if cell.n_stalls() + piece.stalls.len() <= wanted
                            && (!compact || cell.is_near(&piece)) =>
                    {
                        cell.pieces.push(piece);
                    }
                    _ => cells.extend(open.replace(Cell { pieces: vec![piece] })),
                }
            }
        }
        cells.extend(open);
    }
    cells
}

fn pieces<'a>(
    market: &Market,
    aisle: &'a Aisle,
    stalls: Vec<usize>,
    (wanted, longest_m): (usize, f64),
) -> Vec<Piece<'a>> {
    let length = length_m(aisle);
    let n = stalls.len().div_ceil(wanted).max((length / longest_m).ceil().min(1_000.0) as usize).max(1);
    let mut out: Vec<Piece> = (0..n)
        .map(|i| Piece {
            aisle,
            from_m: length * i as f64 / n as f64,
            to_m: length * (i + 1) as f64 / n as f64,
            stalls: Vec::new(),
        })
        .collect();
    for i in stalls {
        let chainage = market.stalls.get(i).map_or(0.0, |s| s.chainage.metres());
        let place = ((chainage / length.max(0.001) * n as f64).max(0.0) as usize).min(n - 1);
        if let Some(piece) = out.get_mut(place) {
            piece.stalls.push(i);
        }
    }
    out
}
