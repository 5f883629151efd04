//! The kit: one mesh for each kind, trade and size of stall, shared by all stalls that are alike.
//!
//! Local frame: the origin is the front's middle on the floor, z points out to the aisle, x to the customer's right.
//! Invariant: nothing reaches further into the aisle than [`OVERHANG_M`] below the awning.

mod dress;
mod food;
mod shell;
mod wares;
mod wet;

pub(crate) use shell::{awning, shutter};

use market_model::{Category, Stall, StallKind, TradeState};

use crate::atlas::{Tile, Tiles};
use crate::color::{Rgb, rgb};
use crate::mesh::{Brush, Mesh, Paint};
use crate::seed::Seed;
use crate::space::{Frame, P};

/// How far goods may stand out of the front; a closed shutter hangs just before them.
pub(crate) const OVERHANG_M: f32 = 0.24;
/// Height of the board with the name.
pub(crate) const BOARD_M: f32 = 0.66;
/// How many different stalls of one kind, trade and size there are.
const VARIANTS: usize = 4;

/// How much may be drawn: the more stalls, the fewer triangles each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Detail {
    /// Half of everything; small differences in size are dropped.
    Lean,
    /// Stalls as in a sparing one, in a world of half of everything.
    Plain,
    /// As normal, with fewer goods side by side: for markets whose streets and halls cost much.
    Sparing,
    /// 300 triangles a stall, its part of the world included.
    Normal,
    /// More things on walls and floors.
    Rich,
}

impl Detail {
    /// The detail for a market of so many stalls.
    pub(crate) const fn of(n_stalls: usize) -> Self {
        match n_stalls {
            0..=260 => Self::Rich,
            261..=1_400 => Self::Normal,
            _ => Self::Lean,
        }
    }

    /// The next leaner one.
    pub(crate) const fn leaner(self) -> Option<Self> {
        match self {
            Self::Rich => Some(Self::Normal),
            Self::Normal => Some(Self::Sparing),
            Self::Sparing => Some(Self::Plain),
            Self::Plain => Some(Self::Lean),
            Self::Lean => None,
        }
    }

    /// Whether it is the leanest.
    pub(crate) fn is_lean(self) -> bool {
        self == Self::Lean
    }

    /// Whether the world round the stalls is drawn with half of everything.
    pub(crate) fn has_lean_world(self) -> bool {
        self <= Self::Plain
    }

    /// Whether there is room for more.
    pub(crate) fn is_rich(self) -> bool {
        self == Self::Rich
    }
}

/// What makes two stalls alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct KitKey {
    /// Shell.
    pub kind: StallKind,
    /// Goods; `None` in an empty unit.
    pub category: Option<Category>,
    /// Width, height and depth in decimetres.
    pub size_dm: [u16; 3],
    /// Which of the neighbours that differ.
    pub variant: u8,
    /// How much may be drawn.
    pub detail: Detail,
    /// Whether it stands under the sky.
    pub open_air: bool,
}

impl KitKey {
    /// The kit for a stall. Sizes are rounded: the larger the market, the more stalls share a mesh.
    pub(crate) fn of(stall: &Stall, detail: Detail, open_air: bool) -> Self {
        let round = |mm: i32, step: i32| {
            let dm = (f64::from(mm.clamp(300, 60_000)) / 100.0 / f64::from(step)).round() as i32 * step;
            u16::try_from(dm.max(step)).unwrap_or(u16::MAX)
        };
        let mut seed = Seed::of(stall.id.as_str());
        let variant = seed.below(if detail.is_rich() { VARIANTS } else { VARIANTS / 2 }) as u8;
        let (w, d) = match detail {
            Detail::Lean => (3, 20),
            Detail::Normal | Detail::Sparing | Detail::Plain => (2, 10),
            Detail::Rich => (1, 5),
        };
        Self {
            kind: stall.kind,
            category: (stall.state != TradeState::Empty).then_some(stall.category),
            size_dm: [
                round(stall.frontage.0, w),
                round(stall.height.0.clamp(1_800, 6_000), 2),
                round(stall.depth.0, d),
            ],
            variant,
            detail,
            open_air,
        }
    }

    /// Width, height and depth in metres.
    pub(crate) fn size(&self) -> [f32; 3] {
        self.size_dm.map(|dm| f32::from(dm) / 10.0)
    }
}

/// What the makers of goods work with.
pub(crate) struct Kit<'a> {
    /// Draws in the stall's frame.
    pub b: Brush<'a>,
    /// Width, height, depth in metres.
    pub size: P,
    /// Draws the differences.
    pub seed: Seed,
    /// Half the triangles.
    pub lean: bool,
    /// A small market: room for more things.
    pub rich: bool,
    /// Room that a thing takes side by side: 1 where there are many.
    pub spread: f32,
}

impl Detail {
    /// How much further apart goods stand than in a small market.
    const fn spread(self) -> f32 {
        match self {
            Self::Lean => 1.7,
            Self::Sparing | Self::Plain => 1.95,
            Self::Normal => 1.36,
            Self::Rich => 1.0,
        }
    }
}

impl Kit<'_> {
    /// Half of the room between the party walls.
    pub(crate) fn half(&self) -> f32 {
        (self.size[0] / 2.0 - 0.1).max(0.1)
    }

    /// How many things of about `width` metres fit side by side.
    pub(crate) fn n(&self, width: f32) -> usize {
        let wanted = width * self.spread;
        ((self.half() * 2.0 / wanted).round() as usize).clamp(1, if self.lean { 4 } else { 8 })
    }

    /// The middles of `n` places side by side, and half the width of one.
    pub(crate) fn places(&self, n: usize) -> (Vec<f32>, f32) {
        let pitch = self.half() * 2.0 / n.max(1) as f32;
        ((0..n).map(|i| -self.half() + pitch * (i as f32 + 0.5)).collect(), pitch / 2.0)
    }

    /// A table or a step: front and top, as wide as the stall.
    pub(crate) fn step(&mut self, z: [f32; 2], y: [f32; 2], front: Paint, top: Paint) {
        let x = self.half();
        self.b.face(&[[-x, y[0], z[1]], [x, y[0], z[1]], [x, y[1], z[1]], [-x, y[1], z[1]]], front);
        self.b.face(&[[-x, y[1], z[1]], [x, y[1], z[1]], [x, y[1], z[0]], [-x, y[1], z[0]]], top);
    }

    /// The ends of steps: a slope on either side from the front edge up to the back edge.
    pub(crate) fn cheeks(&mut self, z: [f32; 2], y: [f32; 2], paint: Paint) {
        let x = self.half();
        self.b.face(&[[x, 0.0, z[1]], [x, 0.0, z[0]], [x, y[1], z[0]], [x, y[0], z[1]]], paint);
        self.b.face(&[[-x, 0.0, z[0]], [-x, 0.0, z[1]], [-x, y[0], z[1]], [-x, y[1], z[0]]], paint);
    }

    /// Shelves on the back wall, as pictures `n` bays wide.
    pub(crate) fn back_shelves(&mut self, y: [f32; 2], n: usize, paints: &[Paint]) {
        let z = -self.size[2] + 0.32;
        let (places, half) = self.places(n);
        for (i, x) in places.into_iter().enumerate() {
            let paint = paints.get(i % paints.len().max(1)).copied().unwrap_or(Paint::plain(Rgb::WHITE));
            let (l, r) = (x - half + 0.03, x + half - 0.03);
            self.b.face(&[[l, y[0], z], [r, y[0], z], [r, y[1], z], [l, y[1], z]], paint);
        }
    }

    /// Shelves on both side walls.
    pub(crate) fn side_shelves(&mut self, y: [f32; 2], z: [f32; 2], paint: Paint) {
        let x = self.half() - 0.02;
        self.b.face(&[[-x, y[0], z[1]], [-x, y[0], z[0]], [-x, y[1], z[0]], [-x, y[1], z[1]]], paint);
        self.b.face(&[[x, y[0], z[0]], [x, y[0], z[1]], [x, y[1], z[1]], [x, y[1], z[0]]], paint);
    }

    /// A stack of cartons in a back corner.
    pub(crate) fn carton_stack(&mut self, x: f32, z: f32, n: usize) {
        for i in 0..n {
            let shift = self.seed.range(-0.04, 0.04);
            let shade = self.seed.range(0.8, 1.05);
            let paint = Paint::new(rgb(0xC09562).times(shade), Tile::Rough);
            self.b.stand(
                [x + shift, 0.34 * i as f32, z + shift],
                [0.46, 0.34, 0.4],
                paint,
                crate::mesh::side::SEEN,
            );
        }
    }
}

/// Where price cards stand: height and distance from the front, for trades that show prices on the table.
pub(crate) fn card_line(category: Category) -> Option<[f32; 2]> {
    use Category::{
        Chicken, DriedFish, Fish, Flowers, Fruit, Grain, Grocery, Kimchi, Meat, Nuts, RiceCake, Shoes,
        SideDishes, Snacks, Spices, Tofu, Vegetables,
    };
    match category {
        Vegetables | Fruit => Some([0.5, 0.24]),
        Fish | DriedFish => Some([0.62, 0.235]),
        Meat | Chicken => Some([0.98, 0.2]),
        SideDishes | Kimchi | RiceCake | Tofu | Snacks | Nuts | Spices => Some([0.8, 0.235]),
        Grain | Grocery | Flowers | Shoes => Some([0.44, 0.24]),
        _ => None,
    }
}

/// What a photograph on the board of a trade shows: colour and grain.
pub(crate) fn picture(category: Category) -> Option<(u32, Tile)> {
    use Category as C;
    let white = |tile| (0xFFFFFF, tile);
    Some(match category {
        C::Vegetables => white(Tile::Cabbage),
        C::Fruit => (0xE0402C, Tile::Fruit),
        C::Fish => white(Tile::Fish),
        C::DriedFish => white(Tile::Dried),
        C::Meat => white(Tile::Meat),
        C::Chicken => (0xFAF0E4, Tile::Poultry),
        C::SideDishes | C::Kimchi => white(Tile::Kimchi),
        C::RiceCake => white(Tile::Cakes),
        C::Snacks => white(Tile::Fried),
        C::Bakery => (0xD8984A, Tile::Balls),
        C::Grain => (0xE8C878, Tile::Grain),
        C::Nuts => (0x9A5E30, Tile::Balls),
        C::Shoes => white(Tile::Shoes),
        C::Flowers => white(Tile::Flowers),
        C::Hanbok | C::Bedding => white(Tile::Bolts),
        C::Kitchenware => white(Tile::Pots),
        C::Hardware => white(Tile::Tools),
        _ => return None,
    })
}

/// Builds the mesh of a kit.
pub(crate) fn build(key: &KitKey, tiles: &Tiles) -> Mesh {
    let mut mesh = Mesh::default();
    let size = key.size();
    let inside = key.kind == StallKind::Unit && !key.open_air;
    let light = move |p: P, n: P| stall_light(p, n, size, inside || key.kind == StallKind::Unit);
    let seed = Seed::number(
        u64::from(key.variant) * 977
            + key.category.map_or(0, |c| c as u64 + 1) * 31
            + u64::from(key.size_dm[0]),
    );
    let lit = key.category.is_some();
    let lamps = move |p: P, n: P| if lit { crate::lamps::in_stall(p, n, size) } else { 0.1 };
    let brush = Brush { mesh: &mut mesh, tiles, light: &light, lamps: &lamps, frame: Frame::world() };
    let (lean, rich) = (key.detail.is_lean(), key.detail.is_rich());
    let mut kit = Kit { b: brush, size, seed, lean, rich, spread: key.detail.spread() };
    shell::build(&mut kit, key);
    if let Some(category) = key.category {
        if key.kind == StallKind::Unit {
            goods(&mut kit, category);
            if !lean {
                dress::build(&mut kit, category);
            }
        } else {
            table_goods(&mut kit, category, key.kind);
        }
    }
    mesh
}

/// Light in a stall: the arcade from the front, bulbs under the board, dusk at the back and at the foot of things.
fn stall_light(p: P, n: P, size: P, walled: bool) -> [f32; 3] {
    let facing = if n[1] > 0.5 {
        1.0
    } else if n[1] < -0.5 {
        0.6
    } else {
        0.86 + 0.12 * n[2] - 0.05 * n[0] + 0.1 * n[1]
    };
    let foot = 0.62 + 0.38 * (p[1] / 0.45).clamp(0.0, 1.0);
    if !walled {
        return [facing * foot * 1.02, facing * foot, facing * foot * 0.96];
    }
    let depth = (-p[2] / size[2].max(0.5)).clamp(0.0, 1.0);
    let dusk = 1.0 - 0.24 * depth * depth - 0.06 * depth;
    let (dy, dz) = (p[1] - 2.05, p[2] + 0.25);
    let bulb = 1.0 / (1.0 + 0.5 * (dy * dy + dz * dz));
    let corner = 1.0 - 0.16 * ((p[0].abs() / (size[0] / 2.0)).clamp(0.0, 1.0) - 0.7).max(0.0) / 0.3;
    let base = facing * foot * dusk * corner;
    [base * (0.86 + 0.58 * bulb), base * (0.84 + 0.46 * bulb), base * (0.8 + 0.24 * bulb)]
}

fn goods(k: &mut Kit, category: Category) {
    use Category as C;
    match category {
        C::Vegetables => food::produce(k, &food::VEGETABLES),
        C::Fruit => food::produce(k, &food::FRUIT),
        C::Fish => food::fish(k),
        C::DriedFish => food::dried_fish(k),
        C::Meat => food::meat(k, rgb(0xFFF0EC), Tile::Meat),
        C::Chicken => food::meat(k, rgb(0xFAF0E4), Tile::Poultry),
        C::Grain => food::sacks(k, &food::GRAINS),
        C::Nuts => food::sacks(k, &food::NUTS),
        C::Spices => food::sacks(k, &food::SPICES),
        C::Herbs => food::herbs(k),
        C::SideDishes => food::trays(k, &food::SIDE_DISHES),
        C::Kimchi => food::kimchi(k),
        C::RiceCake => food::trays(k, &food::RICE_CAKES),
        C::Tofu => food::trays(k, &food::TOFU),
        C::Bakery => food::trays(k, &food::BREAD),
        C::Snacks => food::snacks(k),
        C::Restaurant => food::restaurant(k, rgb(0x8A4B2A)),
        C::Tea => food::restaurant(k, rgb(0x3E5A4A)),
        C::Clothes => wares::clothes(k),
        C::Hanbok => wares::hanbok(k),
        C::Bedding => wares::bedding(k),
        C::Shoes => wares::shelves(k, Tile::Shoes, &wares::SHOE_TABLE),
        C::Bags => wares::bags(k),
        C::Kitchenware => wares::pots(k),
        C::Household => wares::household(k),
        C::Hardware => wares::hardware(k),
        C::Cosmetics => wares::shelves(k, Tile::Bottles, &wares::COSMETICS_TABLE),
        C::Grocery => wares::shelves(k, Tile::Cartons, &wares::GROCERY_TABLE),
        C::Flowers => wares::flowers(k),
        C::Repair => wares::repair(k),
        C::Hair => wares::salon(k),
        C::Service => wares::office(k),
        C::Other => wares::shelves(k, Tile::Cartons, &wares::OTHER_TABLE),
    }
}

fn table_goods(k: &mut Kit, category: Category, kind: StallKind) {
    let top = shell::table_height(kind);
    match category {
        Category::Snacks | Category::Restaurant | Category::Tea => food::cart(k, top),
        Category::Fish | Category::DriedFish => food::table(k, top, &food::SEA_TABLE),
        Category::Chicken | Category::Meat => food::table(k, top, &food::POULTRY_TABLE),
        Category::Fruit => food::table(k, top, &food::FRUIT),
        Category::Vegetables => food::table(k, top, &food::VEGETABLES),
        Category::Grain | Category::Nuts | Category::Spices | Category::Herbs => {
            food::table(k, top, &food::NUTS);
        }
        Category::SideDishes | Category::Kimchi | Category::Tofu => food::table(k, top, &food::SIDE_DISHES),
        Category::RiceCake | Category::Bakery => food::table(k, top, &food::RICE_CAKES),
        Category::Flowers => food::table(k, top, &wares::POTTED),
        Category::Clothes | Category::Hanbok | Category::Bedding | Category::Repair => {
            wares::cloth_table(k, top);
        }
        Category::Shoes | Category::Bags => food::table(k, top, &wares::SHOE_TABLE),
        Category::Hardware => food::table(k, top, &wares::TOOL_TABLE),
        Category::Household | Category::Kitchenware => food::table(k, top, &wares::HOUSE_TABLE),
        _ => food::table(k, top, &wares::OTHER_TABLE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_shop_stands_in_the_aisle() {
        let tiles = Tiles::empty();
        for category in Category::ALL.iter().copied() {
            for (variant, detail) in
                [(0, Detail::Lean), (1, Detail::Normal), (2, Detail::Rich), (3, Detail::Rich)]
            {
                for width in [14, 31, 44, 80] {
                    let key = KitKey {
                        kind: StallKind::Unit,
                        category: Some(category),
                        size_dm: [width, 30, 40],
                        variant,
                        detail,
                        open_air: false,
                    };
                    for v in build(&key, &tiles).vertices.iter().filter(|v| v.pos[1] < 1.7) {
                        assert!(v.pos[2] <= OVERHANG_M + 0.006, "{category:?} {key:?}: {:?}", v.pos);
                    }
                }
            }
        }
    }
}
