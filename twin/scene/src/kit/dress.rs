//! What hangs and stands about in every shop: posters, shelves on the side walls, nets and bundles, boxes by the door.

use market_model::Category;

use super::Kit;
use crate::atlas::Tile;
use crate::color::{Rgb, rgb};
use crate::mesh::{Paint, side};

/// What trades of a family have on their side walls, and what hangs by the door.
fn family(category: Category) -> Option<(Paint, [(u32, Tile); 3])> {
    use Category as C;
    let (wall, bundles) = match category {
        C::Vegetables | C::Fruit => (
            Paint::new(rgb(0xF8F0DC), Tile::Cartons),
            [(0xE88A2A, Tile::Balls), (0xF0E8D8, Tile::Balls), (0xC83A2A, Tile::Sticks)],
        ),
        C::Spices | C::Herbs | C::Nuts | C::Grain => (
            Paint::new(Rgb::WHITE, Tile::Bottles),
            [(0xC02218, Tile::Sticks), (0xF0EADA, Tile::Balls), (0xA87A40, Tile::Sticks)],
        ),
        C::Fish | C::DriedFish => (
            Paint::new(rgb(0xE8F0F4), Tile::Poster),
            [(0xD0B078, Tile::Fish), (0x2E8AA8, Tile::Cloth), (0xE8E4D0, Tile::Sticks)],
        ),
        C::Meat | C::Chicken | C::Tofu | C::Snacks | C::Restaurant | C::RiceCake | C::Bakery => (
            Paint::new(Rgb::WHITE, Tile::Poster),
            [(0xF2E8C8, Tile::Poster), (0xC82A22, Tile::Cloth), (0xF2D05A, Tile::Poster)],
        ),
        C::SideDishes | C::Kimchi => (
            Paint::new(Rgb::WHITE, Tile::Bottles),
            [(0xF0EADA, Tile::Balls), (0xC02218, Tile::Sticks), (0x6E9A3A, Tile::Leaves)],
        ),
        _ => return None,
    };
    Some((wall, bundles))
}

/// Adds what hangs and stands about.
pub(super) fn build(k: &mut Kit, category: Category) {
    let (x, d) = (k.half(), k.size[2]);
    let Some((wall, bundles)) = family(category) else { return by_the_door(k) };
    let deep = (d * 0.62).max(0.9);
    k.side_shelves([1.15, 2.05], [-deep, -0.55], wall);
    if !k.rich {
        return;
    }
    k.side_shelves([0.35, 0.95], [-deep, -1.3], Paint::new(rgb(0xE0C8A0), Tile::Cartons));
    let top = (k.size[1] - 0.78).max(1.7);
    if bundles[0].1 == Tile::Poster {
        lanterns(k, top);
        return by_the_door(k);
    }
    for (i, s) in [-1.0_f32, 1.0].into_iter().enumerate() {
        let (color, tile) = bundles[(k.seed.below(3) + i) % 3];
        let long = k.seed.range(0.4, 0.62);
        let at = [s * (x - 0.1), top - long, 0.1];
        k.b.taper(at, long, [0.1, 0.08], [0.06, 0.05], Paint::new(rgb(color), tile), None);
    }
    by_the_door(k);
}

/// Lanterns of red and blue silk, as they hang before places to eat.
fn lanterns(k: &mut Kit, top: f32) {
    let x = k.half();
    for s in [-1.0_f32, 1.0] {
        let at = [s * (x - 0.14), top - 0.34, 0.1];
        let (red, blue) = (Paint::lamp(rgb(0xD82A22), 0.95), Paint::lamp(rgb(0x1E4AA8), 0.95));
        k.b.drum(at, 0.17, [0.09, 0.11], 6, blue, None);
        k.b.drum([at[0], at[1] + 0.17, at[2]], 0.17, [0.11, 0.08], 6, red, None);
    }
}

/// A box or two at a pier, some of them with a lid of another colour.
fn by_the_door(k: &mut Kit) {
    if !k.rich {
        return;
    }
    let x = k.half();
    let colors = [0xC09562, 0xF2F4F4, 0x2A66B4, 0xD02E2A, 0x2E9A50];
    for s in [-1.0_f32, 1.0] {
        if k.seed.chance(0.5) {
            let paint = Paint::new(rgb(k.seed.pick(&colors, 0xC09562)), Tile::Wood);
            let (wide, tall) = (k.seed.range(0.3, 0.42), k.seed.range(0.2, 0.34));
            k.b.stand([s * (x - 0.16), 0.0, 0.13], [wide, tall, 0.2], paint, side::SEEN);
        }
    }
}
