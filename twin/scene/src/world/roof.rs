//! The arcade: steel ribs, a translucent vault, lamps and banners; over narrow alleys, awnings on wires.

use market_model::{RoofKind, Side, Stall, StallKind};

use super::ribbon::{Section, own_range, sections};
use super::{Body, Layer, World, overhead};
use crate::SceneError;
use crate::atlas::Tile;
use crate::cells::Piece;
use crate::color::{Rgb, rgb};
use crate::glb::Material;
use crate::mesh::{Brush, Mesh, Paint, Vertex, side, snap};
use crate::seed::Seed;
use crate::space::{Frame, P, lerp};
use crate::text::{Board, Style, write};

/// Distance between ribs in metres.
const BAY_M: f64 = 5.0;
/// Sides of the vault's polygon.
const SIDES: usize = 6;
/// Distance between banners in metres.
const BANNER_M: f64 = 26.0;

/// Builds the roof of a piece.
pub(super) fn build(world: &mut World, piece: &Piece, layer: &mut Layer<'_>) -> Result<(), SceneError> {
    let aisle = piece.aisle;
    let base = world.market.floor_height(&aisle.level).metres() as f32;
    let half = aisle.width.metres() as f32 / 2.0;
    let eaves = (aisle.roof_height.metres() as f32).clamp(2.8, 25.0);
    let (from, to) = own_range(world.market, aisle);
    let (from, to) = (piece.from_m.max(from), piece.to_m.min(to));
    if aisle.roof == RoofKind::Awning {
        let bays = sections(aisle, base, from, to, 3.2);
        awnings(&bays, half, eaves, layer, world);
        let rows = sections(aisle, base, from, to, crate::lamps::ALLEY_STEP_M);
        overhead::bulbs(world, &rows, half, eaves.min(3.6), layer);
        overhead::pennants(world, &bays, half + 0.3, eaves.min(4.0) - 0.1, layer);
        return Ok(());
    }
    let step = BAY_M
        * if world.lean {
            1.6
        } else if world.rich {
            1.0
        } else {
            1.5
        };
    let bays = sections(aisle, base, from, to, step);
    let vault = Vault { half: half + 0.5, eaves, rise: (half * 0.62).clamp(0.8, 4.0) };
    for pair in bays.windows(2) {
        if let [a, b] = pair {
            sheets(&vault, a, b, layer, world);
        }
    }
    let houses = Houses::along(world, piece);
    let ends = bays.len();
    for (i, section) in bays.iter().enumerate() {
        // The next piece begins where this one ends: it draws that rib.
        let last = i + 1 == ends && piece.to_m + 0.01 < crate::cells::length_m(aisle);
        if !last {
            rib(&vault, section, (i % 2 == 0, &houses), layer, world);
        }
    }
    overhead::pennants(world, &bays, half + 0.3, (eaves * 0.62).max(4.2), layer);
    overhead::cables(world, (&bays, &houses), half + 0.02, eaves, layer);
    overhead::ventilators(world, &bays, eaves + vault.rise, layer);
    banners(&bays, half, eaves, layer, world)
}

/// A post stands at most so far beside a house's front, metres.
const BESIDE_M: f64 = 0.5;

/// Stretches of an aisle's sides along which houses stand, metres from its start: only they carry posts, which would
/// hang in the air where another aisle opens.
pub(super) struct Houses(Vec<(Side, f64, f64)>);

impl Houses {
    /// Linear in the stalls of the market.
    fn along(world: &World, piece: &Piece) -> Self {
        let units = world.market.stalls.iter();
        let units = units.filter(|s| s.aisle == piece.aisle.id && s.kind == StallKind::Unit);
        let reach = |s: &Stall| {
            let (middle, half) = (f64::from(s.chainage.0) / 1e3, f64::from(s.frontage.0) / 2e3);
            (s.side, middle - half - BESIDE_M, middle + half + BESIDE_M)
        };
        Self(units.map(reach).collect())
    }

    /// Whether a house stands there. Linear in the houses of the aisle.
    pub(super) fn carry(&self, side: Side, chainage_m: f64) -> bool {
        self.0.iter().any(|(s, from, to)| *s == side && (*from..=*to).contains(&chainage_m))
    }
}

struct Vault {
    half: f32,
    eaves: f32,
    rise: f32,
}

impl Vault {
    /// The `i`-th corner of the polygon from left to right, raised by `up`.
    fn corner(&self, section: &Section, i: usize, up: f32) -> P {
        let t = i as f32 / SIDES as f32 * 2.0 - 1.0;
        let height = self.rise * (1.0 - t * t);
        section.at(-t * (self.half - up * 0.4 * t.abs()), self.eaves + height + up)
    }
}

/// A translucent quadrangle.
fn sheet(mesh: &mut Mesh, world: &World, corners: [P; 4], color: Rgb, alpha: f32) {
    let spot = world.atlas.tiles.spot(Tile::White);
    let uvs = spot.corners();
    let color = color.to_bytes(alpha);
    mesh.polygon(&[0, 1, 2, 3].map(|i| Vertex { pos: snap(corners[i]), uv: uvs[i], color }));
}

fn sheets(vault: &Vault, a: &Section, b: &Section, layer: &mut Layer, world: &World) {
    for i in 0..SIDES {
        let corners = [
            vault.corner(a, i, 0.12),
            vault.corner(a, i + 1, 0.12),
            vault.corner(b, i + 1, 0.12),
            vault.corner(b, i, 0.12),
        ];
        let side = i == 0 || i + 1 == SIDES;
        let (color, alpha) = if side { (rgb(0xC4DCE6), 0.72) } else { (rgb(0xF2F8FA), 0.62) };
        sheet(layer.mesh(Body::None, Material::Roof), world, corners, color, alpha);
    }
    // Gutters on both sides close the gap to the shop fronts.
    let light = |_: P, n: P| [0.72 + 0.2 * n[1].abs(); 3];
    let steel = Paint::new(rgb(0xD4D8DA), Tile::White);
    let mut brush = layer.brush(Body::None, world.atlas, &light, Frame::world());
    for s in [1.0, -1.0] {
        let (l, e) = (s * vault.half, vault.eaves);
        let corners = [a.at(l, e - 0.3), b.at(l, e - 0.3), b.at(l, e + 0.02), a.at(l, e + 0.02)];
        let [p, q, r, t] = corners;
        if s > 0.0 { brush.face(&[p, q, r, t], steel) } else { brush.face(&[q, p, t, r], steel) }
    }
    // A purlin under the ridge.
    let (p, q) = (vault.corner(a, SIDES / 2, 0.0), vault.corner(b, SIDES / 2, 0.0));
    brush.bar(p, q, 0.1, Paint::plain(rgb(0xE2E6E8)));
}

fn rib(vault: &Vault, section: &Section, (tied, houses): (bool, &Houses), layer: &mut Layer, world: &World) {
    let light = |_: P, n: P| [0.86 - 0.16 * n[1].max(0.0) + 0.1 * n[1].min(0.0); 3];
    let steel = Paint::plain(rgb(0xECF0F2));
    let mut brush = layer.brush(Body::None, world.atlas, &light, Frame::world());
    for i in 0..SIDES {
        brush.bar(vault.corner(section, i, 0.0), vault.corner(section, i + 1, 0.0), 0.15, steel);
    }
    if tied {
        let (l, e) = (vault.half, vault.eaves);
        brush.bar(section.at(l, e), section.at(-l, e), 0.07, Paint::plain(rgb(0xC8CED2)));
        lamp(&mut brush, section, vault);
    }
    // Posts on the party walls, in front of the upper floors.
    let post = Paint::plain(rgb(0xB8C0C6));
    for (side, s) in [(Side::Left, 1.0), (Side::Right, -1.0)] {
        if !houses.carry(side, section.chainage_m) {
            continue;
        }
        brush.bar(
            section.at(s * (vault.half - 0.46), 3.0),
            section.at(s * (vault.half - 0.46), vault.eaves),
            0.16,
            post,
        );
    }
    if tied {
        for s in [0.42, -0.42] {
            let bulb = section.at(vault.half * s, vault.eaves - 1.24);
            overhead::glow(world, section, bulb, overhead::GLOW_M, layer);
        }
    }
}

/// Two drum lamps on the tie.
fn lamp(brush: &mut Brush, section: &Section, vault: &Vault) {
    for s in [0.42, -0.42] {
        let [x, y, z] = section.at(vault.half * s, vault.eaves);
        let drop = 0.9;
        brush.bar([x, y, z], [x, y - drop, z], 0.025, Paint::plain(rgb(0x505458)));
        let shade = Paint::plain(rgb(0x3A5A72));
        brush.drum([x, y - drop - 0.3, z], 0.3, [0.34, 0.1], 6, shade, None);
        brush.block(
            [x - 0.24, y - drop - 0.31, z - 0.24],
            [x + 0.24, y - drop - 0.3, z + 0.24],
            Paint::lamp(rgb(0xFFF6DC), 1.0),
            side::BOTTOM,
        );
        // The bulb shows below the shade.
        brush.drum([x, y - drop - 0.42, z], 0.12, [0.1, 0.17], 6, Paint::lamp(rgb(0xFFFCEC), 1.0), None);
    }
}

fn banners(
    bays: &[Section],
    half: f32,
    eaves: f32,
    layer: &mut Layer,
    world: &mut World,
) -> Result<(), SceneError> {
    let name = world.market.names.ko.clone();
    let lines = [
        format!("{name}에 오신 것을 환영합니다"),
        "온누리상품권 환영".to_owned(),
        "소방통로를 비워 주세요".to_owned(),
        format!("정이 넘치는 {name}"),
    ];
    let colors = [[0xC82024, 0xFFFFFF], [0x1A5AA8, 0xFFF06A], [0xF6D01E, 0x202020], [0x1E7E42, 0xFFFFFF]];
    let mut next = bays.first().map_or(0.0, |s| s.chainage_m) + 9.0;
    for section in bays {
        if section.chainage_m < next {
            continue;
        }
        next = section.chainage_m + BANNER_M;
        let i = (section.chainage_m / BANNER_M) as usize % 4;
        let [cloth, ink] = colors[i].map(rgb);
        let width = (half * 1.5).min(6.5);
        let along = section.along();
        for facing in [1.0, -1.0] {
            let frame =
                Frame::facing(section.at(0.0, eaves - 1.7), [along[0] * -facing, 0.0, along[2] * -facing]);
            let light = |_: P, _: P| [0.95; 3];
            let mut brush = layer.brush(Body::None, world.atlas, &light, frame);
            let x = width / 2.0;
            brush.face(
                &[[-x, -0.42, 0.01], [x, -0.42, 0.01], [x, 0.42, 0.01], [-x, 0.42, 0.01]],
                Paint::plain(cloth),
            );
            let board = Board::upright([0.0, 0.0, 0.03], width * 0.92, 0.55);
            let text = lines.get(i).map_or("", String::as_str);
            write(
                layer.mesh(Body::None, Material::Signs),
                world.atlas,
                &frame,
                board,
                text,
                Style::round(ink).large().lit(0.4),
            )?;
        }
    }
    Ok(())
}

/// Sheets of cloth across an alley, in changing colours, each a little askew, with light between them.
fn awnings(bays: &[Section], half: f32, eaves: f32, layer: &mut Layer, world: &World) {
    let colors = [0xE8D8B0, 0x6AA8D0, 0xE06A50, 0x8AC07A, 0xF0C860];
    let mut seed = Seed::number(bays.len() as u64 + 7);
    for pair in bays.windows(2) {
        let [a, b] = pair else { continue };
        let color = rgb(seed.pick(&colors, 0xFFFFFF));
        let (h, sag) = (half + 0.6, seed.range(0.1, 0.3));
        let low = seed.range(-0.15, 0.15);
        let end = |s: &Section, t: f32| lerp(s.at(h, eaves + low), s.at(-h, eaves - low), t);
        let (a1, b1) = (a, b);
        for (t0, t1, d0, d1) in [(0.0, 0.5, 0.0, sag), (0.5, 1.0, sag, 0.0)] {
            let drop = |p: P, d: f32| [p[0], p[1] - d, p[2]];
            let near = |t: f32, d: f32| drop(lerp(end(a1, t), end(b1, t), 0.04), d);
            let far = |t: f32, d: f32| drop(lerp(end(a1, t), end(b1, t), 0.9), d);
            let corners = [near(t0, d0), near(t1, d1), far(t1, d1), far(t0, d0)];
            sheet(layer.mesh(Body::None, Material::Roof), world, corners, color, 0.86);
        }
        let light = |_: P, _: P| [0.8; 3];
        let mut brush = layer.brush(Body::None, world.atlas, &light, Frame::world());
        brush.bar(a.at(h, eaves + low), a.at(-h, eaves - low), 0.04, Paint::plain(rgb(0x5A5E62)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_stands_before_a_house_of_its_own_side_and_nowhere_else() {
        let houses = Houses(vec![(Side::Left, 2.0, 9.0), (Side::Right, 12.0, 20.0)]);
        assert!(houses.carry(Side::Left, 5.0) && houses.carry(Side::Right, 12.0));
        assert!(!houses.carry(Side::Right, 5.0), "an opening on the other side");
        assert!(!houses.carry(Side::Left, 10.5), "between two houses");
    }
}
