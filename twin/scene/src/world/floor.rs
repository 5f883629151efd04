//! Floors: paving in rows, darker at the feet of the stalls, drains and the yellow lines of the fire lane.

use market_model::{Aisle, Category, Floor, RoofKind};

use super::ribbon::{Section, own_range, sections};
use super::{Body, Layer, World};
use crate::SceneError;
use crate::atlas::Tile;
use crate::cells::Piece;
use crate::color::{Rgb, rgb};
use crate::glb::Material;
use crate::mesh::Paint;
use crate::seed::Seed;
use crate::space::{Frame, P, scale, unit};
use crate::text::{Board, Style, write};

/// How far a floor reaches under the stalls' fronts.
const UNDER_M: f32 = 0.35;

/// Crossing floors lie a few millimetres over each other, so that neither flickers through.
pub(super) fn lift_m(aisle: &Aisle, market: &market_model::Market) -> f32 {
    let place = market.aisles.iter().position(|a| a.id == aisle.id).unwrap_or(0);
    0.004 + 0.005 * (place % 5) as f32
}

struct Look {
    middle: Paint,
    edge: Paint,
    band: Paint,
    row_m: f64,
}

fn look(floor: Floor) -> Look {
    match floor {
        Floor::Block => Look {
            middle: Paint::new(rgb(0xC2B4A2), Tile::Paving),
            edge: Paint::new(rgb(0x968E86), Tile::Paving),
            band: Paint::new(rgb(0xA86650), Tile::Paving),
            row_m: 2.0,
        },
        Floor::Asphalt => Look {
            middle: Paint::new(rgb(0x949290), Tile::Rough),
            edge: Paint::new(rgb(0xA6A29A), Tile::Rough),
            band: Paint::new(rgb(0x6A6A6E), Tile::Rough),
            row_m: 3.0,
        },
        Floor::Tile => Look {
            middle: Paint::new(rgb(0xCFC9BC), Tile::Slabs),
            edge: Paint::new(rgb(0xA8A298), Tile::Slabs),
            band: Paint::new(rgb(0x9AA4A0), Tile::Slabs),
            row_m: 2.0,
        },
        Floor::Concrete => Look {
            middle: Paint::new(rgb(0xB4B0A8), Tile::Rough),
            edge: Paint::new(rgb(0xA09C94), Tile::Rough),
            band: Paint::new(rgb(0x98948C), Tile::Rough),
            row_m: 3.0,
        },
    }
}

/// Whether fish is sold all along: such a floor is hosed down all day.
pub(super) fn is_wet(world: &World, piece: &Piece) -> bool {
    let stalls = piece.stalls.iter().filter_map(|i| world.market.stalls.get(*i));
    let fish = stalls.filter(|s| s.category == Category::Fish).count();
    fish * 5 >= piece.stalls.len() * 2 && fish >= 3
}

/// Small tiles with water on them, which mirror the lamps here and there.
fn wet() -> Look {
    Look {
        middle: Paint::new(rgb(0x8FA0A6), Tile::Grid).wet(),
        edge: Paint::new(rgb(0x6C7E84), Tile::Grid).wet(),
        band: Paint::new(rgb(0xA9BAC0), Tile::Grid).wet(),
        row_m: 1.25,
    }
}

/// Builds the floor of a piece.
pub(super) fn build(world: &mut World, piece: &Piece, layer: &mut Layer<'_>) -> Result<(), SceneError> {
    let aisle = piece.aisle;
    let shiny = is_wet(world, piece);
    let look = if shiny { wet() } else { look(aisle.floor) };
    let base = world.market.floor_height(&aisle.level).metres() as f32;
    let lift = lift_m(aisle, world.market);
    let step = if world.lean { look.row_m * 2.5 } else { look.row_m };
    let (from, to) = own_range(world.market, aisle);
    let rows = sections(aisle, base + lift, piece.from_m.max(from), piece.to_m.min(to), step);
    let half = aisle.width.metres() as f32 / 2.0;
    let indoors = aisle.roof == RoofKind::Indoor;
    let glow = if indoors { [0.92, 0.9, 0.84] } else { [1.0, 0.98, 0.94] };
    let edges = columns(half, world.lean);
    let mut seed = Seed::of(aisle.id.as_str());
    for (n, pair) in rows.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        for c in edges.windows(2) {
            let [l, r] = *c else { continue };
            let at_edge = l.abs().max(r.abs()) > half - 0.25;
            let cross = n % 5 == 4 && matches!(aisle.floor, Floor::Block | Floor::Tile);
            let paint = if at_edge {
                look.edge
            } else if cross || (shiny && seed.chance(0.22)) {
                look.band
            } else {
                look.middle
            };
            let light = move |p: P, _: P| {
                let from_middle = distance_to(p, a, b) / half.max(0.1);
                let shade = 1.0 - 0.42 * ((from_middle - 0.55) / 0.6).clamp(0.0, 1.0);
                glow.map(|g| g * shade)
            };
            let tint = if world.lean {
                1.0
            } else if shiny {
                seed.range(0.84, 1.1)
            } else {
                seed.range(0.94, 1.04)
            };
            let mut brush = layer.brush(Body::Floor, world.atlas, &light, Frame::world());
            brush.face(&[a.at(l, 0.0), a.at(r, 0.0), b.at(r, 0.0), b.at(l, 0.0)], paint.times(tint));
        }
    }
    drains(world, aisle, &rows, half, layer);
    if aisle.fire_lane {
        fire_lane(world, &rows, half, layer)?;
    }
    Ok(())
}

/// Edges of the strips from left to right.
fn columns(half: f32, lean: bool) -> Vec<f32> {
    let edge = half + UNDER_M;
    let inner = (half - 0.55).max(half * 0.5);
    if lean {
        return vec![edge, inner, -inner, -edge];
    }
    let n = ((inner * 2.0 / 2.2).round() as usize).max(1);
    let mut out = vec![edge];
    out.extend((0..=n).map(|i| inner - inner * 2.0 * i as f32 / n as f32));
    out.push(-edge);
    out
}

/// How far a point is from the centre line of a row.
fn distance_to(p: P, a: &Section, b: &Section) -> f32 {
    let side = |s: &Section| {
        let l = unit(s.left);
        ((p[0] - s.middle[0]) * l[0] + (p[2] - s.middle[2]) * l[2]).abs()
    };
    side(a).min(side(b))
}

fn strip(layer: &mut Layer, world: &World, pair: [&Section; 2], at: [f32; 2], up: f32, paint: Paint) {
    let light = |_: P, _: P| [0.9; 3];
    let [a, b] = pair;
    let mut brush = layer.brush(Body::None, world.atlas, &light, Frame::world());
    brush.face(&[a.at(at[0], up), a.at(at[1], up), b.at(at[1], up), b.at(at[0], up)], paint);
}

fn drains(world: &World, aisle: &Aisle, rows: &[Section], half: f32, layer: &mut Layer<'_>) {
    if world.lean || half < 1.4 || matches!(aisle.floor, Floor::Concrete) {
        return;
    }
    let grate = Paint::new(rgb(0xA8A8A6), Tile::Grate);
    for pair in rows.windows(2) {
        let [a, b] = pair else { continue };
        for l in [half - 0.2, -half + 0.42] {
            strip(layer, world, [a, b], [l, l - 0.16], 0.006, grate);
        }
    }
}

fn fire_lane(
    world: &mut World,
    rows: &[Section],
    half: f32,
    layer: &mut Layer<'_>,
) -> Result<(), SceneError> {
    let yellow = Paint::plain(rgb(0xF2C212));
    // Four metres are kept clear; where there is less, the line marks the edge of the displays.
    let line = if half > 2.15 { 2.0 } else { half - 0.12 };
    for pair in rows.windows(2) {
        let [a, b] = pair else { continue };
        for l in [line + 0.06, -line + 0.06] {
            strip(layer, world, [a, b], [l, l - 0.12], 0.011, yellow);
        }
    }
    let mut next = rows.first().map_or(0.0, |s| s.chainage_m) + 6.0;
    // Written in turn for those who walk this way and for those who come towards them.
    let mut way = 1.0;
    for section in rows {
        if section.chainage_m < next {
            continue;
        }
        next = section.chainage_m + 24.0;
        let up = scale(section.along(), way);
        let right = scale(unit(section.left), -way);
        way = -way;
        let board = Board { centre: section.at(0.0, 0.016), right, up, width: 3.2, height: 0.8 };
        let style = Style::plain(Rgb(yellow.color.0)).lit(0.4);
        write(
            layer.mesh(Body::None, Material::Signs),
            world.atlas,
            &Frame::world(),
            board,
            "소방통로",
            style,
        )?;
    }
    Ok(())
}
