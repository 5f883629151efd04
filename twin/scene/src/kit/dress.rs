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
            Paint::new(rgb(0xF8_F0_DC), Tile::Cartons),
            [(0xE8_8A_2A, Tile::Balls), (0xF0_E8_D8, Tile::Balls), (0xC8_3A_2A, Tile::Sticks)],
        ),
        C::Spices | C::Herbs | C::Nuts | C::Grain => (
            Paint::new(Rgb::WHITE, Tile::Bottles),
            [(0xC0_22_18, Tile::Sticks), (0xF0_EA_DA, Tile::Balls), (0xA8_7A_40, Tile::Sticks)],
        ),
        C::Fish | C::DriedFish => (
            Paint::new(rgb(0xE8_F0_F4), Tile::Poster),
            [(0xD0_B0_78, Tile::Fish), (0x2E_8A_A8, Tile::Cloth), (0xE8_E4_D0, Tile::Sticks)],
        ),
        C::Meat | C::Chicken | C::Tofu | C::Snacks | C::Restaurant | C::RiceCake | C::Bakery => (
            Paint::new(Rgb::WHITE, Tile::Poster),
            [(0xF2_E8_C8, Tile::Poster), (0xC8_2A_22, Tile::Cloth), (0xF2_D0_5A, Tile::Poster)],
        ),
        C::SideDishes | C::Kimchi => (
            Paint::new(Rgb::WHITE, Tile::Bottles),
            [(0xF0_EA_DA, Tile::Balls), (0xC0_22_18, Tile::Sticks), (0x6E_9A_3A, Tile::Leaves)],
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
    k.side_shelves([0.35, 0.95], [-deep, -1.3], Paint::new(rgb(0xE0_C8_A0), Tile::Cartons));
    let top = (k.size[1] - 0.78).max(1.7);
    for (i, s) in [-1.0_f32, 1.0].into_iter().enumerate() {
        let (color, tile) = bundles[(k.seed.below(3) + i) % 3];
        let long = k.seed.range(0.4, 0.62);
        let at = [s * (x - 0.1), top - long, 0.1];
        k.b.taper(at, long, [0.1, 0.08], [0.06, 0.05], Paint::new(rgb(color), tile), None);
    }
    by_the_door(k);
}

/// A box or two at a pier, some of them with a lid of another colour.
fn by_the_door(k: &mut Kit) {
    if !k.rich {
        return;
    }
    let x = k.half();
    let colors = [0xC0_95_62, 0xF2_F4_F4, 0x2A_66_B4, 0xD0_2E_2A, 0x2E_9A_50];
    for s in [-1.0_f32, 1.0] {
        if k.seed.chance(0.5) {
            let paint = Paint::new(rgb(k.seed.pick(&colors, 0xC0_95_62)), Tile::Wood);
            let (wide, tall) = (k.seed.range(0.3, 0.42), k.seed.range(0.2, 0.34));
            k.b.stand([s * (x - 0.16), 0.0, 0.13], [wide, tall, 0.2], paint, side::SEEN);
        }
    }
}
