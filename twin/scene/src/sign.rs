//! Boards with names: what tells one stall from the next.
//!
//! Invariant: shows only what the model publishes: names, goods and prices; nothing is made up.

use market_model::{Category, Good, Merchant, Stall, StallKind, TradeState};

use crate::SceneError;
use crate::atlas::{Atlas, Tile};
use crate::color::{Rgb, rgb};
use crate::kit::{self, BOARD_M, KitKey, OVERHANG_M};
use crate::mesh::{Brush, Mesh, Paint, side};
use crate::seed::Seed;
use crate::space::{Frame, P, add, scale, unit};
use crate::text::{Board, Style, write, write_down};

/// A stall with what its sign says.
pub(crate) struct Shown<'a> {
    /// The stall.
    pub stall: &'a Stall,
    /// Who trades there.
    pub merchant: Option<&'a Merchant>,
    /// What is sold there.
    pub goods: &'a [&'a Good],
    /// Width of the aisle in metres: a narrow one has no room for awnings.
    pub aisle_m: f32,
    /// Whether boards that stand out would meet those of the other side.
    pub indoors: bool,
}

/// The two meshes of a sign.
#[derive(Default)]
pub(crate) struct Sign {
    /// Boards.
    pub solid: Mesh,
    /// Letters.
    pub letters: Mesh,
}

/// Colours of a board: ground, name, small text.
type Scheme = [u32; 3];

/// How a board is seen after sunset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lit {
    /// By tubes in it.
    Behind,
    /// By lamps on arms over it.
    Spots,
    /// By what falls on it.
    Not,
}

impl Lit {
    /// The share of lamp light at a height above the board's lower edge.
    fn share(self, above_m: f32) -> f32 {
        match self {
            // What stands below the board is lit by the bulbs under it.
            _ if above_m < -0.05 => 0.66,
            Self::Behind => 0.92,
            Self::Spots => (0.24 + above_m / BOARD_M * 0.6).clamp(0.2, 0.84),
            Self::Not => 0.17,
        }
    }
}

/// Colours of the ink of price cards: red, blue, black.
const INKS: [u32; 3] = [0xC01612, 0x173A9C, 0x17171B];
/// What price cards are cut from: cardboard, brown and grey, and coloured paper.
const CARDS: [u32; 6] = [0xC79F68, 0xD2B07E, 0xE9E2D0, 0xFFF08A, 0xFFFFFA, 0xFFE0B0];
const FRESH: [Scheme; 5] = [
    [0x1E7A3C, 0xFFFFFF, 0xF6F090],
    [0x2E8A3A, 0xFFF05A, 0xFFFFFF],
    [0xF6F4EA, 0x1A6A34, 0xC83A1E],
    [0xE86A1A, 0xFFFFFF, 0xFFF4C0],
    [0xF8D82A, 0xB82018, 0x2A5A2A],
];
const SEA: [Scheme; 4] = [
    [0x154E9A, 0xFFFFFF, 0x9AE0FF],
    [0x1A7AA8, 0xFFFFFF, 0xFFF08A],
    [0xF2F6FA, 0x124A94, 0xC02A20],
    [0x0E3060, 0xFFE85A, 0xFFFFFF],
];
const RED: [Scheme; 5] = [
    [0xC41E1E, 0xFFFFFF, 0xFFE680],
    [0xF4EEE4, 0xC41E1E, 0x2A2A2A],
    [0x8E161A, 0xFFE07A, 0xFFFFFF],
    [0xFAC81E, 0xB01612, 0x3A2010],
    [0x262222, 0xFFD44A, 0xFFFFFF],
];
const WARM: [Scheme; 5] = [
    [0x7A3E1C, 0xFFF0C8, 0xFFD87A],
    [0xF8ECCE, 0x6A3012, 0xA84A1A],
    [0xB85A14, 0xFFFFFF, 0xFFEEB0],
    [0x3A2A20, 0xFFE29A, 0xF0F0F0],
    [0xFAD234, 0x5A2010, 0x8A2010],
];
const WEAR: [Scheme; 6] = [
    [0xD82E7A, 0xFFFFFF, 0xFFE0F0],
    [0x4A2A7A, 0xFFFFFF, 0xFFD860],
    [0xF8F4F6, 0xB81E5A, 0x4A4A4A],
    [0x202026, 0xFFFFFF, 0xFF9AC0],
    [0x1E4A8A, 0xFFFFFF, 0xC0E0FF],
    [0xE8A020, 0x3A143A, 0x5A1A1A],
];
const PLAIN: [Scheme; 6] = [
    [0x1E56A0, 0xFFFFFF, 0xD0E8FF],
    [0xF4F4F0, 0x1A3A7A, 0xC02A20],
    [0x3A444E, 0xFFFFFF, 0xFFD85A],
    [0x0E7A74, 0xFFFFFF, 0xE0FFE8],
    [0xC82A20, 0xFFFFFF, 0xFFF0A0],
    [0xF2C41E, 0x1E2A4A, 0xA01A14],
];

fn scheme(category: Category, seed: &mut Seed) -> Scheme {
    use Category as C;
    let list: &[Scheme] = match category {
        C::Vegetables | C::Fruit | C::Flowers | C::Herbs | C::Tea => &FRESH,
        C::Fish | C::DriedFish => &SEA,
        C::Meat | C::Chicken | C::Kimchi | C::Spices | C::Snacks => &RED,
        C::Grain | C::SideDishes | C::RiceCake | C::Bakery | C::Tofu | C::Restaurant | C::Nuts => &WARM,
        C::Clothes | C::Hanbok | C::Bedding | C::Shoes | C::Bags | C::Cosmetics | C::Hair => &WEAR,
        _ => &PLAIN,
    };
    seed.pick(list, PLAIN[0])
}

/// Builds the sign of a stall, in the stall's frame.
///
/// # Errors
/// [`SceneError::Limit`] when the atlas is full.
pub(crate) fn build(shown: &Shown, key: &KitKey, atlas: &mut Atlas) -> Result<Sign, SceneError> {
    let mut sign = Sign::default();
    let mut seed = Seed::of(shown.stall.id.as_str());
    seed.bits();
    let colors = match shown.stall.state {
        TradeState::Empty => [0xC8C8C4, 0x4A4A4A, 0x6A6A6A],
        _ => scheme(shown.stall.category, &mut seed),
    };
    let lit = match (shown.stall.state, seed.below(10)) {
        (TradeState::Empty | TradeState::Closed, _) | (_, 0 | 1) => Lit::Not,
        (_, 2..=4) => Lit::Spots,
        _ => Lit::Behind,
    };
    let age = if seed.chance(0.34) { seed.range(0.2, 0.55) } else { 0.0 };
    let mut colors = colors.map(rgb);
    colors[0] = colors[0].mix(rgb(0xB4AC9C), age);
    let mut maker = Maker { sign: &mut sign, atlas, key, colors, seed, lit, age };
    match shown.stall.kind {
        StallKind::Unit => maker.unit(shown)?,
        StallKind::Kiosk => maker.kiosk(shown)?,
        StallKind::Stand => maker.stand(shown)?,
    }
    if !key.detail.is_lean() {
        maker.cards(shown)?;
    }
    Ok(sign)
}

struct Maker<'a> {
    sign: &'a mut Sign,
    atlas: &'a mut Atlas,
    key: &'a KitKey,
    colors: [Rgb; 3],
    seed: Seed,
    lit: Lit,
    /// How faded the board is: 0 is new.
    age: f32,
}

/// What a stall is called on its board.
fn name<'a>(shown: &Shown<'a>) -> &'a str {
    match (shown.stall.state, shown.merchant) {
        (TradeState::Empty, _) => "임대",
        (_, Some(merchant)) if !merchant.names.ko.trim().is_empty() => merchant.names.ko.trim(),
        _ => shown.stall.category.ko(),
    }
}

/// The line under the name: the first goods, or the trade.
fn subline(shown: &Shown, most: usize) -> String {
    if shown.stall.state == TradeState::Empty {
        return String::new();
    }
    let names: Vec<&str> =
        shown.goods.iter().take(most).map(|g| g.names.ko.as_str()).filter(|n| !n.is_empty()).collect();
    if names.is_empty() { shown.stall.category.ko().to_owned() } else { names.join(" · ") }
}

fn thousands(won: u32) -> String {
    let digits = won.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out.push('원');
    out
}

impl Maker<'_> {
    fn block(&mut self, low: P, high: P, paint: Paint, sides: u8) {
        let light = |_: P, n: P| [0.93 + 0.07 * n[2] + 0.05 * n[1] - 0.12 * n[0].abs(); 3];
        let (lit, edge) = (self.lit, self.key.size()[1] - BOARD_M);
        let mut brush = Brush {
            mesh: &mut self.sign.solid,
            tiles: &self.atlas.tiles,
            light: &light,
            lamps: &|p, _| lit.share(p[1] - edge),
            frame: Frame::world(),
        };
        brush.block(low, high, paint, sides);
    }

    fn text(&mut self, board: Board, text: &str, style: Style) -> Result<(), SceneError> {
        let style = self.lit(style, &board);
        write(&mut self.sign.letters, self.atlas, &Frame::world(), board, text, style)
    }

    fn down(&mut self, board: Board, text: &str, style: Style) -> Result<(), SceneError> {
        let style = self.lit(style, &board);
        write_down(&mut self.sign.letters, self.atlas, &Frame::world(), board, text, style)
    }

    /// Letters are as bright at night as the board that they stand on.
    fn lit(&self, style: Style, board: &Board) -> Style {
        style.lit(self.lit.share(board.centre[1] - self.key.size()[1] + BOARD_M))
    }

    fn unit(&mut self, shown: &Shown) -> Result<(), SceneError> {
        let [w, h, _] = self.key.size();
        let [ground, ink, small] = self.colors;
        let (x, low, deep) = (w / 2.0 - 0.04, h - BOARD_M, OVERHANG_M + 0.08);
        let jut = self.seed.range(0.0, 0.05);
        // Neighbours do not agree on a height.
        let h = h + self.seed.pick(&[0.0, 0.0, 0.06, 0.12, 0.2], 0.0);
        let paint = Paint::new(ground, self.stuff(shown.stall.category));
        let z = deep + jut;
        let sides = if self.key.detail.is_lean() {
            side::FRONT | side::BOTTOM | side::TOP
        } else {
            side::SEEN | side::BOTTOM
        };
        self.block([-x, low, 0.0], [x, h, z], paint, sides);
        let front = z + 0.012;
        if !self.key.detail.is_lean() {
            self.trim(x, low, h, z);
        }
        if self.key.detail.is_rich() {
            self.wear([x, low, h, z]);
        }
        let room = (w - 0.2).max(0.3);
        let style = if self.seed.chance(0.6) { Style::round(ink) } else { Style::plain(ink) };
        let sub = subline(shown, if self.key.detail.is_rich() { 3 } else { 2 });
        let has_sub = !sub.is_empty() && !self.key.detail.is_lean();
        let (name_y, name_h) = if has_sub { (low + 0.40, 0.36) } else { (low + 0.32, 0.42) };
        let plate = 0.5_f32.min(room * 0.25);
        let photo = self.photo(shown, [x, low, h, z]);
        let (middle, wide) = ((photo - plate) / 2.0, room - plate - photo - 0.1);
        self.text(Board::upright([middle, name_y, front], wide, name_h), name(shown), style)?;
        if has_sub {
            let board = Board::upright([middle, low + 0.125, front], wide, 0.135);
            self.text(board, &sub, Style::plain(small))?;
        }
        self.plate(&shown.stall.code, [x - plate / 2.0 - 0.04, low + 0.19, z], plate)?;
        if shown.stall.state == TradeState::Empty {
            return Ok(());
        }
        if !self.key.detail.is_lean() && self.seed.chance(if self.key.detail.is_rich() { 0.8 } else { 0.6 }) {
            self.awning(shown, [x, low, z]);
        }
        if self.key.detail.is_rich() && self.seed.chance(0.45) {
            self.streamer(shown, x)?;
        }
        if !shown.indoors && !self.key.detail.is_lean() && shown.aisle_m > 4.5 && self.seed.chance(0.55) {
            self.blade(shown, [-x + 0.12, h])?;
        }
        Ok(())
    }

    /// What a board is made of: painted sheet, planks, corrugated iron, stretched cloth.
    fn stuff(&mut self, category: Category) -> Tile {
        use Category as C;
        let old = matches!(
            category,
            C::Herbs | C::Tea | C::RiceCake | C::Restaurant | C::Grain | C::Hanbok | C::Spices | C::DriedFish
        );
        match self.seed.below(10) {
            0..=3 if old => Tile::Wood,
            4 => Tile::Slats,
            5 | 6 => Tile::Cloth,
            _ => Tile::White,
        }
    }

    /// A photograph of what is sold at the left end of some boards; gives the room that it takes.
    fn photo(&mut self, shown: &Shown, [x, low, high, z]: [f32; 4]) -> f32 {
        if self.key.detail.is_lean() || x < 1.1 || !self.seed.chance(0.4) {
            return 0.0;
        }
        let Some((color, tile)) = kit::picture(shown.stall.category) else { return 0.0 };
        let wide = 0.62;
        let corner = [-x + 0.1, low + 0.06, z];
        let paint = Paint::new(rgb(color), tile);
        self.block(corner, [-x + 0.1 + wide, high - 0.06, z + 0.008], paint, side::FRONT);
        wide + 0.1
    }

    /// Rust that runs down an old board, and the lamps on arms over one that is lit by them.
    fn wear(&mut self, [x, low, high, z]: [f32; 4]) {
        if self.age > 0.3 {
            let rust = Paint::new(rgb(0x7A4A2C).mix(self.colors[0], 0.45), Tile::Rough);
            for _ in 0..3 {
                let (px, wide) = (self.seed.range(-x, x - 0.1), self.seed.range(0.02, 0.07));
                let foot = high - self.seed.range(0.08, 0.3);
                self.block([px, foot, z], [px + wide, high, z + 0.003], rust, side::FRONT);
            }
            let edge = [-x, low, z];
            self.block(edge, [x, low + 0.02, z + 0.006], rust, side::FRONT);
        }
        if self.lit == Lit::Spots {
            for px in [-x * 0.5, x * 0.5] {
                let arm = Paint::plain(rgb(0x3A3E42));
                let (y, far) = (high + 0.1, z + 0.26);
                self.block([px - 0.012, y, 0.0], [px + 0.012, y + 0.024, far], arm, side::TOP | side::BOTTOM);
                let shade = [px - 0.07, y - 0.03, far - 0.06];
                self.block(shade, [px + 0.07, y + 0.04, far + 0.06], arm, side::AROUND | side::TOP);
                let bulb = Paint::lamp(rgb(0xFFF4D0), 1.0);
                let low = [px - 0.06, y - 0.032, far - 0.05];
                self.block(low, [px + 0.06, y, far + 0.05], bulb, side::BOTTOM);
            }
        }
    }

    /// A bright edge or a band in the second colour, so that no two boards are quite alike.
    fn trim(&mut self, x: f32, low: f32, high: f32, z: f32) {
        let [ground, _, small] = self.colors;
        let band = Paint::plain(match self.seed.below(3) {
            0 => small.mix(ground, 0.35),
            1 => ground.times(0.7),
            _ => Rgb::WHITE.mix(ground, 0.2),
        });
        let z = z + 0.004;
        match self.seed.below(3) {
            0 => self.block([-x, low, z], [x, low + 0.035, z], band, side::FRONT),
            1 => {
                self.block([-x, high - 0.03, z], [x, high, z], band, side::FRONT);
                self.block([-x, low, z], [x, low + 0.03, z], band, side::FRONT);
            }
            _ => self.block([-x, low, z], [-x + 0.09, high, z], band, side::FRONT),
        }
    }

    /// The plate with the stall's code.
    fn plate(&mut self, code: &str, centre: P, width: f32) -> Result<(), SceneError> {
        let (hw, hh) = (width / 2.0, 0.11);
        let [x, y, z] = centre;
        let white = Paint::plain(rgb(0xF8F8F4));
        self.block([x - hw, y - hh, z], [x + hw, y + hh, z + 0.012], white, side::FRONT);
        let board = Board::upright([x, y, z + 0.024], width * 0.9, 0.16);
        self.text(board, code, Style::plain(rgb(0x142A5A)))
    }

    fn awning(&mut self, shown: &Shown, edge: P) {
        let [x, y, z] = edge;
        let reach = ((shown.aisle_m - 2.6) * 0.22).clamp(0.2, 0.62);
        if y - reach * 0.36 - 0.2 < 1.85 {
            return;
        }
        let [ground, ..] = self.colors;
        let paint = match self.seed.below(6) {
            0 => Paint::new(Rgb::WHITE, Tile::StripesRed),
            1 => Paint::new(Rgb::WHITE, Tile::StripesBlue),
            2 => Paint::new(Rgb::WHITE, Tile::StripesGreen),
            3 => Paint::new(Rgb::WHITE, Tile::StripesOrange),
            _ => Paint::new(ground.mix(rgb(0x808080), 0.15), Tile::Cloth),
        };
        let light = |_: P, n: P| {
            [if n[1] > 0.3 {
                1.0
            } else if n[1] < -0.3 {
                0.62
            } else {
                0.9
            }; 3]
        };
        let mesh = &mut self.sign.solid;
        let mut brush = Brush {
            mesh,
            tiles: &self.atlas.tiles,
            light: &light,
            // The bulbs hang under it.
            lamps: &|_, n| if n[1] < -0.3 { 0.55 } else { 0.22 },
            frame: Frame::world(),
        };
        kit::awning(&mut brush, x, y + 0.01, z - 0.02, reach, paint);
    }

    /// A small board across the aisle, over people's heads, to be read while walking.
    fn blade(&mut self, shown: &Shown, at: [f32; 2]) -> Result<(), SceneError> {
        let [x, h] = at;
        let [ground, ink, _] = self.colors;
        let short: String = name(shown).chars().filter(|c| !c.is_whitespace()).take(4).collect();
        let n = short.chars().count().max(2) as f32;
        let (low, high) = (h + 0.06, h + 0.14 + n * 0.3);
        self.block(
            [x - 0.05, low, 0.28],
            [x + 0.05, high, 0.66],
            Paint::plain(ground),
            side::AROUND | side::BOTTOM,
        );
        let arm = Paint::plain(rgb(0x4A4E52));
        self.block(
            [x - 0.02, high - 0.12, 0.0],
            [x + 0.02, high - 0.08, 0.28],
            arm,
            side::LEFT | side::RIGHT,
        );
        for s in [-1.0, 1.0] {
            let centre = [x + s * 0.062, (low + high) / 2.0, 0.47];
            let board = Board::sideways(centre, s, 0.3, high - low - 0.06);
            self.down(board, &short, Style::round(ink))?;
        }
        Ok(())
    }

    /// A strip of cloth on a pier with the name of what is sold.
    fn streamer(&mut self, shown: &Shown, x: f32) -> Result<(), SceneError> {
        let Some(good) = shown.goods.get(self.seed.below(shown.goods.len())) else { return Ok(()) };
        let short: String =
            good.names.ko.chars().take_while(|c| *c != '(').filter(|c| !c.is_whitespace()).take(5).collect();
        if short.chars().count() < 2 {
            return Ok(());
        }
        let (px, z) = (x - 0.1, OVERHANG_M + 0.03);
        let (low, high) = (0.62, 1.92);
        let [cloth, ink] =
            [[0xFFF4C8, 0xC01E18], [0xC8201E, 0xFFFFFF], [0x1E6A3A, 0xFFF8C0], [0x1A4E9A, 0xFFFFFF]]
                [self.seed.below(4)]
            .map(rgb);
        self.block(
            [px - 0.19, low, z],
            [px + 0.19, high, z + 0.006],
            Paint::new(cloth, Tile::White),
            side::FRONT,
        );
        let board = Board::upright([px, (low + high) / 2.0, z + 0.02], 0.3, high - low - 0.14);
        self.down(board, &short, Style::round(ink))
    }

    fn kiosk(&mut self, shown: &Shown) -> Result<(), SceneError> {
        let [w, h, _] = self.key.size();
        let [ground, ink, _] = self.colors;
        let (low, high) = (h - BOARD_M + 0.3, h - 0.05);
        self.block([-w / 2.0, low, 0.06], [w / 2.0, high, 0.1], Paint::plain(ground), side::FRONT);
        let y = (low + high) / 2.0;
        self.text(Board::upright([-0.2, y, 0.115], w - 0.75, 0.26), name(shown), Style::round(ink))?;
        self.plate(&shown.stall.code, [w / 2.0 - 0.27, y, 0.1], 0.42)
    }

    /// A stand has a cloth with its name before the table and a card with its number.
    fn stand(&mut self, shown: &Shown) -> Result<(), SceneError> {
        let [w, ..] = self.key.size();
        let [ground, ink, _] = self.colors;
        let x = w / 2.0 - 0.06;
        self.block([-x, 0.2, 0.0], [x * 0.62, 0.56, 0.008], Paint::plain(ground), side::FRONT);
        let width = x * 1.62 - 0.1;
        self.text(Board::upright([-x * 0.19, 0.38, 0.02], width, 0.24), name(shown), Style::plain(ink))?;
        self.plate(&shown.stall.code, [x - 0.2, 0.42, 0.0], 0.36)
    }

    /// Price cards on the table: real goods at real prices.
    fn cards(&mut self, shown: &Shown) -> Result<(), SceneError> {
        let line = match shown.stall.kind {
            StallKind::Unit => kit::card_line(shown.stall.category),
            // On the table, before the baskets.
            StallKind::Stand if self.key.detail.is_rich() => Some([0.78, -0.06]),
            StallKind::Kiosk if self.key.detail.is_rich() => Some([1.0, -0.06]),
            _ => None,
        };
        let Some([y, z]) = line.filter(|_| shown.stall.state != TradeState::Empty) else { return Ok(()) };
        let w = self.key.size()[0];
        let priced: Vec<_> =
            shown.goods.iter().filter_map(|g| Some((g.names.ko.as_str(), g.price?.0))).collect();
        let most = if self.key.detail.is_rich() { if w > 3.0 { 3 } else { 2 } } else { 1 };
        let n = priced.len().min(most);
        for (i, (good, won)) in priced.into_iter().take(n).enumerate() {
            let x = (i as f32 + 0.5) / n as f32 * (w - 0.6) - (w - 0.6) / 2.0;
            self.card([x, y, z], good, won)?;
        }
        Ok(())
    }

    /// A piece of cardboard, put up in passing and written on with a thick pen.
    fn card(&mut self, centre: P, good: &str, won: u32) -> Result<(), SceneError> {
        let tilt = self.seed.range(-0.11, 0.11);
        let (right, up) = (unit([1.0, tilt, 0.0]), unit([-tilt, 1.0, 0.0]));
        let at =
            |x: f32, y: f32, out: f32| add(add(centre, [0.0, 0.0, out]), add(scale(right, x), scale(up, y)));
        let (hx, hy) = (self.seed.range(0.17, 0.2), self.seed.range(0.1, 0.12));
        let paint = Paint::new(rgb(self.seed.pick(&CARDS, 0xFFFFFA)), Tile::Rough);
        let mut brush = Brush {
            mesh: &mut self.sign.solid,
            tiles: &self.atlas.tiles,
            light: &|_, _| [1.0; 3],
            lamps: &|_, _| 0.7,
            frame: Frame::world(),
        };
        brush.face(&[at(-hx, -hy, 0.004), at(hx, -hy, 0.004), at(hx, hy, 0.004), at(-hx, hy, 0.004)], paint);
        let inks = [self.seed.pick(&INKS, INKS[0]), self.seed.pick(&INKS, INKS[2])].map(rgb);
        let board = |y: f32, height: f32| Board { centre: at(0.0, y, 0.014), right, up, width: 0.34, height };
        let price = Style::round(inks[0]).by_hand();
        if self.key.detail.is_rich() {
            self.text(board(0.055, 0.074), good, Style::round(inks[1]).by_hand())?;
            self.text(board(-0.038, 0.088), &thousands(won), price)
        } else {
            self.text(board(0.0, 0.12), &thousands(won), price)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_written_in_threes() {
        assert_eq!(thousands(500), "500원");
        assert_eq!(thousands(12_000), "12,000원");
        assert_eq!(thousands(1_234_567), "1,234,567원");
    }
}
