//! The market's first gate as one sees it from the street: drawn from the survey, in the page itself, so that there is
//! something to look at while the 3D engine loads.
//!
//! A pinhole camera stands before the gate and looks along its aisle. Stalls are boxes of their surveyed size in the
//! colour of their trade. Frame of the camera: metres to the right, up, and away.
//! Invariant: decoration without words for screen readers; the page says the same beside it.

use std::fmt::Write;

use market_model::{Aisle, Gate, Market, PointMm, RoofKind, Stall, TradeState};

use crate::Ctx;

/// The sheet, in its own units; on a narrow screen its middle is seen.
const WIDTH: f64 = 1600.0;
const HEIGHT: f64 = 1000.0;
/// Units for a metre that is a metre away: 64 degrees from top to bottom, as in the walk.
const FOCAL: f64 = 800.0;
/// Height of the eye, metres, as in the walk.
const EYE_M: f64 = 1.58;
/// The horizon from the top.
const HORIZON: f64 = 560.0;
/// So far before the gate one stands, metres.
const BEFORE_M: f64 = 7.0;
/// Nearer things are cut off, metres.
const NEAR_M: f64 = 1.2;
/// Stalls beyond this are a blur, metres.
const FAR_M: f64 = 70.0;
/// Ribs of an arcade's roof stand so far apart, metres.
const RIB_M: f64 = 5.0;
/// Every so many metres a veil of air lies over what is behind.
const VEIL_M: f64 = 12.0;

/// A place before the camera: right, up, away.
type Place = [f64; 3];

/// The camera.
struct Camera {
    at: (f64, f64),
    /// Direction of view on the ground, length one: east, north.
    ahead: (f64, f64),
}

impl Camera {
    /// Before the gate, looking along its aisle into the market.
    fn before(gate: &Gate, aisle: &Aisle) -> Option<Self> {
        let (gx, gy) = gate.place.point.metres();
        let (first, last) = (aisle.line.first()?.metres(), aisle.line.last()?.metres());
        let far = |p: &(f64, f64)| (p.0 - gx).hypot(p.1 - gy);
        // The aisle may bend farther in: its first leg from here says where one looks.
        let next = if far(&first) < far(&last) { 1 } else { aisle.line.len().checked_sub(2)? };
        let end = aisle.line.get(next)?.metres();
        let long = far(&end).max(0.001);
        let ahead = ((end.0 - gx) / long, (end.1 - gy) / long);
        Some(Self { at: (gx - ahead.0 * BEFORE_M, gy - ahead.1 * BEFORE_M), ahead })
    }

    fn place(&self, point: PointMm, up: f64) -> Place {
        let (x, y) = point.metres();
        let (dx, dy) = (x - self.at.0, y - self.at.1);
        [dx * self.ahead.1 - dy * self.ahead.0, up, dx * self.ahead.0 + dy * self.ahead.1]
    }
}

fn on_sheet([right, up, away]: Place) -> (f64, f64) {
    let away = away.max(NEAR_M);
    (WIDTH / 2.0 + FOCAL * right / away, HORIZON - FOCAL * (up - EYE_M) / away)
}

/// The drawing; nothing for a market without gates.
pub(super) fn drawing(ctx: &Ctx, market: &Market) -> Option<String> {
    // The main gate is the origin of the market's frame.
    let from_origin = |g: &&Gate| (g.place.point.distance_mm(PointMm::new(0, 0)) / 1000.0) as u32;
    let gate = market.gates.iter().min_by_key(from_origin)?;
    let aisle = market.aisles.iter().find(|a| a.id == gate.place.aisle)?;
    let camera = Camera::before(gate, aisle)?;
    let half = f64::from(aisle.width.0) / 2000.0;
    let mut out = String::with_capacity(12_000);
    let _ = write!(
        out,
        "<svg class=\"entrance\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"xMidYMid slice\" aria-hidden=\"true\" focusable=\"false\"><path class=\"sky\" d=\"M0 0H{WIDTH}V{HORIZON}H0z\"/><path class=\"ground\" d=\"M0 {HORIZON}H{WIDTH}V{HEIGHT}H0z\"/>"
    );
    quad(
        &mut out,
        "lane",
        [[-half, 0.0, NEAR_M], [half, 0.0, NEAR_M], [half, 0.0, 200.0], [-half, 0.0, 200.0]],
    );
    let roof = f64::from(aisle.roof_height.0) / 1000.0;
    let covered = matches!(aisle.roof, RoofKind::Arcade | RoofKind::Indoor) && roof > 0.0;
    let length = BEFORE_M + aisle.line.windows(2).map(|l| l[0].distance_mm(l[1]) / 1000.0).sum::<f64>();
    let mut things: Vec<(f64, Thing<'_>)> = Vec::new();
    for stall in market.stalls.iter().filter(|s| s.level == aisle.level) {
        let front = [0, 1].map(|i| camera.place(stall.footprint[i], 0.0));
        let away = front[0][2].max(front[1][2]);
        // Nobody sees the fronts of stalls that stand before the gate.
        if away > BEFORE_M + 0.5 && away < FAR_M && front[0][0].abs() < half + 4.0 {
            things.push((away, Thing::Stall(stall)));
        }
    }
    if covered {
        let n = ((length.min(FAR_M) - BEFORE_M) / RIB_M) as u32;
        things.extend((0..n).map(|i| BEFORE_M + 0.5 + f64::from(i) * RIB_M).map(|away| (away, Thing::Rib)));
    }
    things.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut veil = FAR_M;
    for (away, thing) in things {
        if away < veil - VEIL_M {
            veil = away;
            let _ = write!(out, "<path class=\"veil\" d=\"M0 0H{WIDTH}V{HEIGHT}H0z\"/>");
        }
        match thing {
            Thing::Stall(stall) => shop(&mut out, &camera, stall),
            Thing::Rib => rib(&mut out, half + 1.5, roof, away),
        }
    }
    arch(&mut out, market.names.get(ctx.lang), f64::from(gate.width.0) / 2000.0);
    out.push_str("</svg>");
    Some(out)
}

enum Thing<'a> {
    Stall(&'a Stall),
    Rib,
}

/// A front with what stands before it: shutter or dark inside, counter in the colour of the trade, sign, awning.
fn shop(out: &mut String, camera: &Camera, stall: &Stall) {
    let height = f64::from(stall.height.0) / 1000.0;
    let [a, b] = [0, 1].map(|i| camera.place(stall.footprint[i], 0.0));
    let depth = [2, 3].map(|i| camera.place(stall.footprint[i], 0.0));
    let shut = matches!(stall.state, TradeState::Empty | TradeState::Closed);
    let class = format!("cat-{}", stall.category.code());
    let upright = |p: Place, q: Place, low: f64, high: f64| {
        [[p[0], low, p[2]], [q[0], low, q[2]], [q[0], high, q[2]], [p[0], high, p[2]]]
    };
    // The side that turns to the street, where the next stall does not hide it.
    let near = if a[2] < b[2] { (a, depth[1]) } else { (b, depth[0]) };
    quad(out, "e-wall", upright(near.0, near.1, 0.0, height));
    quad(out, if shut { "e-shutter" } else { "e-inside" }, upright(a, b, 0.0, height));
    if !shut {
        quad(out, &format!("e-goods {class}"), upright(a, b, 0.25, 1.0));
        let inward = if a[0] < 0.0 { 0.9 } else { -0.9 };
        let low = height - 0.75;
        let edge = |p: Place| [p[0] + inward, low - 0.25, p[2]];
        quad(out, &format!("e-awning {class}"), [[a[0], low, a[2]], [b[0], low, b[2]], edge(b), edge(a)]);
    }
    quad(out, if shut { "e-sign off" } else { "e-sign" }, upright(a, b, height - 0.75, height));
}

/// A rib of the roof with the lamp that hangs from it.
fn rib(out: &mut String, half: f64, eaves: f64, away: f64) {
    let (left, y) = on_sheet([-half, eaves, away]);
    let (right, _) = on_sheet([half, eaves, away]);
    let (x, top) = on_sheet([0.0, eaves + half * 0.55, away]);
    let wide = (FOCAL * 0.16 / away).max(1.5);
    let (_, peak) = on_sheet([0.0, eaves + half * 1.1, away]);
    let _ = write!(
        out,
        "<path class=\"rib\" stroke-width=\"{wide:.1}\" d=\"M{left:.0} {HORIZON:.0}V{y:.0}Q{x:.0} {peak:.0} {right:.0} {y:.0}V{HORIZON:.0}\"/><circle class=\"lamp\" cx=\"{x:.0}\" cy=\"{:.0}\" r=\"{:.1}\"/>",
        top + FOCAL * 1.2 / away,
        (FOCAL * 0.2 / away).max(2.0),
    );
}

/// The arch over the gate, with the market's name.
fn arch(out: &mut String, name: &str, half: f64) {
    let half = half.max(2.0) + 0.4;
    let away = BEFORE_M - 0.2;
    for side in [-1.0, 1.0] {
        let (x0, x1) = (side * half, side * (half + 0.45));
        quad(out, "pillar", [[x0, 0.0, away], [x1, 0.0, away], [x1, 6.2, away], [x0, 6.2, away]]);
    }
    let (left, bottom) = on_sheet([-half - 0.45, 4.5, away]);
    let (right, top) = on_sheet([half + 0.45, 6.0, away]);
    // Wide characters are as wide as high, others about half of it; a phone shows the middle third of the sheet.
    let wide: f64 = name.chars().map(|c| if c.is_ascii() { 0.55 } else { 1.0 }).sum();
    let size = (440.0 / wide.max(1.0)).min((bottom - top) * 0.72);
    let _ = write!(
        out,
        "<rect class=\"board\" x=\"{left:.0}\" y=\"{top:.0}\" width=\"{:.0}\" height=\"{:.0}\" rx=\"10\"/><text class=\"board-name\" x=\"{:.0}\" y=\"{:.0}\" font-size=\"{size:.0}\" text-anchor=\"middle\">",
        right - left,
        bottom - top,
        WIDTH / 2.0,
        f64::midpoint(top, bottom) + size * 0.36,
    );
    out.push_str(&name.replace('&', "&amp;").replace('<', "&lt;"));
    out.push_str("</text>");
}

/// Four corners as one shape; what lies behind the eye is left out.
fn quad(out: &mut String, class: &str, corners: [Place; 4]) {
    if corners.iter().all(|c| c[2] < NEAR_M) {
        return;
    }
    let [a, b, c, d] = corners.map(on_sheet);
    let _ = write!(
        out,
        "<path class=\"{class}\" d=\"M{:.0} {:.0}L{:.0} {:.0} {:.0} {:.0} {:.0} {:.0}z\"/>",
        a.0, a.1, b.0, b.1, c.0, c.1, d.0, d.1
    );
}
