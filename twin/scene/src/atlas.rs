//! The one texture of a scene: grains, and every syllable that some sign shows, each drawn once.
//!
//! Invariant: same requests in the same order, same pixels.
//! Invariant: a character that no font knows is drawn as a box, never left out.

use std::collections::BTreeMap;

use ab_glyph::{Font, FontRef, Glyph, GlyphId, PxScale, ScaleFont, point};

use crate::SceneError;
use crate::tiles::{Canvas, building, food, street, wares};

/// All 11,172 syllables.
static GOTHIC: &[u8] = include_bytes!("../../../assets/fonts/NanumGothicBold.ttf");
/// A friendlier face for the common syllables.
static ROUND: &[u8] = include_bytes!("../../../assets/fonts/NanumSquareRoundB.ttf");

/// Pixels from left to right.
const WIDTH: usize = 2048;
/// The tallest page; with [`WIDTH`] it stays within the 64 MB that a market may spend.
const MAX_HEIGHT: usize = 4096;
/// Empty pixels round a glyph, so that smaller mipmaps do not bleed.
const GAP: usize = 3;
/// Below this many pixels an em, everything is set in one face.
const TWO_FACES_EM: f32 = 36.0;
/// Side of the soft spot, pixels.
const BLOB_PX: usize = 48;
/// Repeated pixels round a grain, for the same reason.
const RIM: usize = 4;

/// A grain of the atlas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tile {
    White,
    /// White that fades out round its middle: under [`crate::glb::Material::Signs`] a shadow or a glow.
    Blob,
    Balls,
    Fruit,
    Leaves,
    Cabbage,
    Radish,
    Scallion,
    Sticks,
    Fish,
    Seafood,
    Dried,
    Ice,
    Grain,
    Mixed,
    Kimchi,
    Cakes,
    Curd,
    Fried,
    Meat,
    Poultry,
    Cartons,
    Bottles,
    Shoes,
    Cloth,
    Rail,
    Bolts,
    Flowers,
    Pots,
    Tools,
    Basket,
    Sack,
    Poster,
    Slats,
    Wood,
    Brick,
    Window,
    Barred,
    Tiled,
    Eatery,
    Paving,
    Slabs,
    Grid,
    Rough,
    Grate,
    StripesRed,
    StripesBlue,
    StripesGreen,
    StripesOrange,
}

impl Tile {
    const ALL: [(Self, fn() -> Canvas); 47] = [
        (Self::Balls, food::balls),
        (Self::Fruit, food::fruit),
        (Self::Leaves, food::leaves),
        (Self::Cabbage, food::cabbage),
        (Self::Radish, food::radish),
        (Self::Scallion, food::scallion),
        (Self::Sticks, food::sticks),
        (Self::Fish, food::fish),
        (Self::Seafood, food::seafood),
        (Self::Dried, food::dried),
        (Self::Ice, food::ice),
        (Self::Grain, food::grain),
        (Self::Mixed, food::mixed),
        (Self::Kimchi, food::kimchi),
        (Self::Cakes, food::cakes),
        (Self::Curd, food::curd),
        (Self::Fried, food::fried),
        (Self::Meat, food::meat),
        (Self::Poultry, food::poultry),
        (Self::Cartons, wares::cartons),
        (Self::Bottles, wares::bottles),
        (Self::Shoes, wares::shoes),
        (Self::Cloth, wares::cloth),
        (Self::Rail, wares::rail),
        (Self::Bolts, wares::bolts),
        (Self::Flowers, wares::flowers),
        (Self::Pots, wares::pots),
        (Self::Tools, wares::tools),
        (Self::Basket, wares::basket),
        (Self::Sack, wares::sack),
        (Self::Poster, wares::poster),
        (Self::Slats, building::slats),
        (Self::Wood, building::wood),
        (Self::Brick, building::brick),
        (Self::Window, building::window),
        (Self::Barred, building::barred),
        (Self::Tiled, building::tiled),
        (Self::Eatery, building::eatery),
        (Self::Paving, street::paving),
        (Self::Slabs, street::slabs),
        (Self::Grid, street::grid),
        (Self::Rough, street::rough),
        (Self::Grate, street::grate),
        (Self::StripesRed, || wares::stripes([0.82, 0.16, 0.14])),
        (Self::StripesBlue, || wares::stripes([0.12, 0.34, 0.68])),
        (Self::StripesGreen, || wares::stripes([0.1, 0.5, 0.26])),
        (Self::StripesOrange, || wares::stripes([0.95, 0.5, 0.1])),
    ];
}

/// A rectangle of the atlas, in eighths of a pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Spot {
    /// Left.
    pub left: u16,
    /// Top.
    pub top: u16,
    /// Right.
    pub right: u16,
    /// Bottom.
    pub bottom: u16,
}

impl Spot {
    fn pixels(x: usize, y: usize, w: usize, h: usize) -> Self {
        let eighths = |v: usize| u16::try_from(v * 8).unwrap_or(u16::MAX);
        Self { left: eighths(x), top: eighths(y), right: eighths(x + w), bottom: eighths(y + h) }
    }

    /// Corners for bottom left, bottom right, top right, top left.
    pub(crate) fn corners(self) -> [[u16; 2]; 4] {
        let Self { left, top, right, bottom } = self;
        [[left, bottom], [right, bottom], [right, top], [left, top]]
    }

    /// Corners for a triangle with its peak in the middle of the top.
    pub(crate) fn triangle(self) -> [[u16; 2]; 4] {
        let middle = self.left / 2 + self.right / 2;
        [[self.left, self.bottom], [self.right, self.bottom], [middle, self.top], [middle, self.top]]
    }
}

/// Where each grain lies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tiles(BTreeMap<Tile, Spot>);

impl Tiles {
    /// No grain at all: everything is plain.
    #[cfg(test)]
    pub(crate) fn empty() -> Self {
        Self::default()
    }

    /// The place of a grain.
    pub(crate) fn spot(&self, tile: Tile) -> Spot {
        self.0.get(&tile).copied().unwrap_or_default()
    }
}

/// Which face a text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Face {
    /// Upright and plain: plates, prices, long texts.
    Gothic,
    /// Round and friendly: names.
    Round,
}

/// A drawn character: its place in the atlas and its box in ems, from the pen on the base line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Letter {
    /// Where it lies; empty for a space.
    pub spot: Spot,
    /// Left and right edge.
    pub x: [f32; 2],
    /// Lower and upper edge.
    pub y: [f32; 2],
    /// How far the pen moves.
    pub advance: f32,
}

/// Collects letters and grains and packs them on shelves.
pub(crate) struct Atlas {
    faces: [FontRef<'static>; 2],
    /// Where the grains lie.
    pub tiles: Tiles,
    letters: BTreeMap<(Face, bool, char), Letter>,
    pixels: Vec<[u8; 4]>,
    em: f32,
    shelf: [usize; 3],
}

impl Atlas {
    /// An atlas for texts with about `n_characters` distinct characters: the fewer, the sharper.
    ///
    /// # Errors
    /// [`SceneError::Font`] when an embedded font is damaged.
    pub(crate) fn new(n_characters: usize) -> Result<Self, SceneError> {
        let font = |bytes| FontRef::try_from_slice(bytes).map_err(|_| SceneError::Font);
        let em = match n_characters {
            0..=500 => 56.0,
            501..=900 => 48.0,
            901..=1600 => 40.0,
            1601..=3500 => 30.0,
            3501..=6500 => 22.0,
            _ => 16.0,
        };
        let mut atlas = Self {
            faces: [font(GOTHIC)?, font(ROUND)?],
            tiles: Tiles::default(),
            letters: BTreeMap::new(),
            pixels: Vec::new(),
            em,
            shelf: [0, 0, 0],
        };
        let white = atlas.place(12, 12, &mut |_, _| [255; 4])?;
        atlas.tiles.0.insert(Tile::White, Spot::pixels(white[0] + 4, white[1] + 4, 4, 4));
        atlas.add_blob()?;
        for (tile, paint) in Tile::ALL {
            atlas.add_tile(tile, &paint())?;
        }
        Ok(atlas)
    }

    /// The soft spot; its alpha falls to nothing at the rim.
    fn add_blob(&mut self) -> Result<(), SceneError> {
        let half = BLOB_PX as f32 / 2.0;
        let [x, y] = self.place(BLOB_PX + 2 * RIM, BLOB_PX + 2 * RIM, &mut |x, y| {
            let from_middle = |v: usize| (v as f32 + 0.5 - RIM as f32 - half) / half;
            let (u, v) = (from_middle(x), from_middle(y));
            let near = (1.0 - u * u - v * v).max(0.0);
            [255, 255, 255, (near * near * 31.0 + 0.5) as u8 * 8]
        })?;
        self.tiles.0.insert(Tile::Blob, Spot::pixels(x + RIM, y + RIM, BLOB_PX, BLOB_PX));
        Ok(())
    }

    fn add_tile(&mut self, tile: Tile, canvas: &Canvas) -> Result<(), SceneError> {
        let n = canvas.size;
        let [x, y] = self.place(n + 2 * RIM, n + 2 * RIM, &mut |x, y| {
            let (x, y) = (x.clamp(RIM, n + RIM - 1) - RIM, y.clamp(RIM, n + RIM - 1) - RIM);
            let [r, g, b] = canvas.pixels.get(y * n + x).copied().unwrap_or([1.0; 3]);
            // Grains have 32 steps: an eye sees no difference and the file is a third smaller.
            let step = |v: f32| (v.clamp(0.0, 1.0) * 31.0 + 0.5) as u8 * 8 + 4;
            [step(r), step(g), step(b), 255]
        })?;
        self.tiles.0.insert(tile, Spot::pixels(x + RIM, y + RIM, n, n));
        Ok(())
    }

    /// The letter for a character, drawn on first use; `large` letters have twice the pixels.
    ///
    /// # Errors
    /// [`SceneError::Limit`] when the page is full.
    pub(crate) fn letter(&mut self, face: Face, large: bool, c: char) -> Result<Letter, SceneError> {
        // Where there is little room, one face has to do.
        let face = if self.em < TWO_FACES_EM { Face::Gothic } else { face };
        if let Some(letter) = self.letters.get(&(face, large, c)) {
            return Ok(*letter);
        }
        let letter = self.draw(face, large, c)?;
        self.letters.insert((face, large, c), letter);
        Ok(letter)
    }

    fn draw(&mut self, face: Face, large: bool, c: char) -> Result<Letter, SceneError> {
        let [gothic, round] = &self.faces;
        let wanted = if face == Face::Round { round } else { gothic };
        let font = if knows(wanted, c) { wanted } else { gothic };
        let em = if large { self.em * 2.0 } else { self.em };
        // ab_glyph scales by the height of the line; we think in ems.
        let scale = PxScale::from(em * font.height_unscaled() / font.units_per_em().unwrap_or(1000.0));
        let scaled = font.as_scaled(scale);
        let id = scaled.glyph_id(c);
        let advance = scaled.h_advance(id) / em;
        let blank = Letter { spot: Spot::default(), x: [0.0; 2], y: [0.0; 2], advance };
        if c.is_whitespace() {
            return Ok(blank);
        }
        let glyph = Glyph { id, scale, position: point(0.0, 0.0) };
        let Some(outline) = font.outline_glyph(glyph) else { return self.missing(em) };
        let bounds = outline.px_bounds();
        let (w, h) = (bounds.width().max(1.0) as usize, bounds.height().max(1.0) as usize);
        let mut cover = vec![0u8; w * h];
        outline.draw(|x, y, share| {
            if let Some(pixel) = cover.get_mut(y as usize * w + x as usize) {
                // Sixteen steps of coverage are smooth enough and halve the file.
                *pixel = (share.clamp(0.0, 1.0) * 15.0 + 0.5) as u8 * 17;
            }
        });
        let spot = self.place_cover(w, h, &cover)?;
        let x = [bounds.min.x / em, bounds.max.x / em];
        Ok(Letter { spot, x, y: [-bounds.max.y / em, -bounds.min.y / em], advance })
    }

    /// A hollow box for a character that no font has.
    fn missing(&mut self, em: f32) -> Result<Letter, SceneError> {
        let n = (em * 0.7) as usize + 1;
        let edge = n / 8 + 1;
        let inside = |v: usize| v >= edge && v < n - edge;
        let cover: Vec<u8> =
            (0..n * n).map(|i| if inside(i % n) && inside(i / n) { 0 } else { 255 }).collect();
        let spot = self.place_cover(n, n, &cover)?;
        Ok(Letter { spot, x: [0.1, 0.8], y: [0.0, 0.7], advance: 0.9 })
    }

    fn place_cover(&mut self, w: usize, h: usize, cover: &[u8]) -> Result<Spot, SceneError> {
        let [x, y] = self.place(w + GAP * 2, h + GAP * 2, &mut |px, py| {
            let inside = px >= GAP && py >= GAP && px < w + GAP && py < h + GAP;
            let share = if inside { cover.get((py - GAP) * w + px - GAP).copied().unwrap_or(0) } else { 0 };
            [255, 255, 255, share]
        })?;
        Ok(Spot::pixels(x + GAP, y + GAP, w, h))
    }

    /// Puts a picture on the current shelf, or on a new one.
    fn place(
        &mut self,
        w: usize,
        h: usize,
        pixel: &mut dyn FnMut(usize, usize) -> [u8; 4],
    ) -> Result<[usize; 2], SceneError> {
        let [mut x, mut y, mut height] = self.shelf;
        if x + w > WIDTH {
            (x, y, height) = (0, y + height, 0);
        }
        if y + h > MAX_HEIGHT {
            return Err(SceneError::Limit { what: "atlas", found: (y + h) as u64, limit: MAX_HEIGHT as u64 });
        }
        let rows = (y + h) * WIDTH;
        if self.pixels.len() < rows {
            self.pixels.resize(rows, [255, 255, 255, 0]);
        }
        for py in 0..h {
            for px in 0..w {
                if let Some(slot) = self.pixels.get_mut((y + py) * WIDTH + x + px) {
                    *slot = pixel(px, py);
                }
            }
        }
        self.shelf = [x + w, y, height.max(h)];
        Ok([x, y])
    }

    /// Width and height in pixels; both are powers of two.
    pub(crate) fn size(&self) -> [usize; 2] {
        [WIDTH, (self.pixels.len() / WIDTH).next_power_of_two().max(64)]
    }

    /// The page as a PNG file.
    ///
    /// # Errors
    /// [`SceneError::Png`] when it cannot be encoded.
    pub(crate) fn png(&self) -> Result<Vec<u8>, SceneError> {
        let [width, height] = self.size();
        let mut bytes: Vec<u8> = self.pixels.iter().flatten().copied().collect();
        bytes.extend([255, 255, 255, 0].repeat(width * height - self.pixels.len()));
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width as u32, height as u32);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&bytes)?;
        writer.finish()?;
        Ok(file)
    }
}

/// Whether a font has a shape for a character: some fonts give a rare syllable a number and no outline.
fn knows(font: &FontRef<'_>, c: char) -> bool {
    let id = font.glyph_id(c);
    id != GlyphId(0) && (c.is_whitespace() || font.outline(id).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_syllable_has_ink_in_the_gothic_face() -> Result<(), SceneError> {
        let font = FontRef::try_from_slice(GOTHIC).map_err(|_| SceneError::Font)?;
        for c in '가'..='힣' {
            assert_ne!(font.glyph_id(c), GlyphId(0), "{c}");
        }
        Ok(())
    }

    #[test]
    fn rare_syllables_and_unknown_signs_are_drawn() -> Result<(), SceneError> {
        let mut atlas = Atlas::new(10)?;
        for c in ['똠', '햏', '뷁', '쫑', '힣', '갂', '가', '7', '㎏', '\u{1F600}', '魚'] {
            for face in [Face::Gothic, Face::Round] {
                let letter = atlas.letter(face, false, c)?;
                let Spot { left, top, right, bottom } = letter.spot;
                let ink: u64 = (top / 8..bottom / 8)
                    .flat_map(|y| (left / 8..right / 8).map(move |x| usize::from(y) * WIDTH + usize::from(x)))
                    .map(|i| u64::from(atlas.pixels[i][3]))
                    .sum();
                assert!(ink > 5_000, "{c} {face:?}: {ink}");
            }
        }
        Ok(())
    }

    #[test]
    fn a_syllable_that_the_round_face_lacks_is_set_in_the_other_not_as_a_box() -> Result<(), SceneError> {
        let mut atlas = Atlas::new(10)?;
        for c in ['꺵', '힣', '갂', '쫑'] {
            let (round, plain) =
                (atlas.letter(Face::Round, false, c)?, atlas.letter(Face::Gothic, false, c)?);
            assert_ne!(round.advance, 0.9, "{c}: the advance of the box");
            assert!(round.x[1] > round.x[0] && plain.x[1] > plain.x[0], "{c}");
        }
        Ok(())
    }

    #[test]
    fn all_syllables_fit_on_one_page() -> Result<(), SceneError> {
        let mut atlas = Atlas::new(11_172)?;
        for c in '가'..='힣' {
            atlas.letter(Face::Gothic, false, c)?;
        }
        assert!(atlas.size()[1] <= MAX_HEIGHT);
        Ok(())
    }
}
