//! Draws a board on a canvas of the page and gives its pixels.
//!
//! Paper, ink, brick and the band of patches are the pages' own: a board is a page that hangs in the market.

use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::board::{Area, BAND, Board, KEY_PX, Look, NOTE_PX, SHADOW, Shape, Sign, TEXT_PX, TITLE_PX};
use super::sign;
use crate::enhance::dom;

/// The pages' own fonts.
const FONT: &str = "'Pretendard Variable', Pretendard, 'Apple SD Gothic Neo', 'Noto Sans KR', 'Noto Sans CJK KR', \
                    'Malgun Gothic', 'Nanum Gothic', NanumGothic, system-ui, sans-serif";
const PAPER: &str = "#fffdf8";
const PAPER_LOW: &str = "#fbf4e6";
const INK: &str = "#2b211a";
const QUIET: &str = "#5d4f42";
const EDGE: &str = "#dccbae";
const EDGE_DARK: &str = "#b89f7c";
const BRICK: &str = "#a8351b";
const INDIGO: &str = "#1d4a72";
const JADE: &str = "#1f6148";
const JADE_PALE: &str = "#e1efe6";
const SHUT: &str = "#5a4631";
const SHUT_PALE: &str = "#eee4d2";
/// The band: a colour, and where it ends, 0 to 1.
const PATCHES: [(&str, f64); 8] = [
    ("#b23a1e", 0.14),
    ("#e4cfa0", 0.20),
    ("#3d6f97", 0.37),
    ("#d99a2b", 0.52),
    ("#efe2c4", 0.58),
    ("#4b8a6f", 0.76),
    ("#9a79a8", 0.88),
    ("#c9502f", 1.0),
];
/// Round corners of the paper and of buttons, pixels.
const ROUND: f64 = 30.0;
const ROUND_BUTTON: f64 = 18.0;
/// Between things in a row, pixels.
const SPACE: f64 = 18.0;

#[wasm_bindgen]
extern "C" {
    /// A pen, for the one question that is asked of its letters.
    type Ruler;
    #[wasm_bindgen(method, catch, js_name = measureText)]
    fn measure(this: &Ruler, text: &str) -> Result<Measured, JsValue>;
    type Measured;
    #[wasm_bindgen(method, getter)]
    fn width(this: &Measured) -> f64;
}

/// Width, height and the pixels of a board.
///
/// # Errors
/// What the browser says when it cannot draw.
pub(super) fn pixels<A: Clone>(board: &Board<A>) -> Result<(u32, u32, Vec<u8>), JsValue> {
    let canvas: HtmlCanvasElement =
        dom::document()?.create_element("canvas")?.dyn_into().map_err(|_| "not a canvas")?;
    let (width, height) = (board.width as u32, board.height as u32);
    canvas.set_width(width);
    canvas.set_height(height);
    let pen: CanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or("no 2D")?.dyn_into().map_err(|_| "not 2D")?;
    let pen = Pen(pen);
    pen.paper(board.width, board.height)?;
    pen.0.set_text_baseline("middle");
    for shape in &board.shapes {
        pen.shape(shape)?;
    }
    let data = pen.0.get_image_data(0.0, 0.0, board.width, board.height)?.data().0;
    Ok((width, height, data))
}

struct Pen(CanvasRenderingContext2d);

impl Pen {
    fn paper(&self, width: f64, height: f64) -> Result<(), JsValue> {
        let Self(pen) = self;
        let sheet = Area { x: SHADOW, y: SHADOW, width: width - 2.0 * SHADOW, height: height - 2.0 * SHADOW };
        pen.save();
        pen.set_shadow_color("rgba(30, 20, 12, 0.55)");
        pen.set_shadow_blur(SHADOW);
        pen.set_fill_style_str(PAPER);
        self.round(sheet, ROUND)?;
        pen.fill();
        pen.restore();
        pen.save();
        self.round(sheet, ROUND)?;
        pen.clip();
        let mut from = 0.0;
        for (color, to) in PATCHES {
            pen.set_fill_style_str(color);
            pen.fill_rect(sheet.x + sheet.width * from, sheet.y, sheet.width * (to - from) + 1.0, BAND);
            from = to;
        }
        pen.restore();
        Ok(())
    }

    fn shape(&self, shape: &Shape) -> Result<(), JsValue> {
        match shape {
            Shape::Head { area, plate, title, state } => self.head(*area, plate, title, state.as_ref()),
            Shape::Note(area, text) => self.write(text, *area, Type::left(NOTE_PX, 500, QUIET)),
            Shape::Price { area, name, gone, price, origin } => {
                self.price(*area, (name, gone.as_deref()), price, origin)
            }
            Shape::Field { area, text, hint } => self.field(*area, text, *hint),
            Shape::Hit { area, plate, title, detail } => self.hit(*area, plate, title, detail),
            Shape::Button { area, label, look, sign } => self.button(*area, label, *look, *sign),
        }
    }

    fn head(
        &self,
        area: Area,
        plate: &str,
        title: &str,
        state: Option<&(String, bool)>,
    ) -> Result<(), JsValue> {
        let mut room = area.within(self.plate(area, plate)?, 0.0);
        if let Some((word, good)) = state {
            let (ink, ground) = if *good { (JADE, JADE_PALE) } else { (SHUT, SHUT_PALE) };
            let width = self.chip(room, word, ink, ground)?;
            room = room.within(0.0, width + SPACE);
        }
        self.write(title, room, Type::left(TITLE_PX, 800, INK))
    }

    /// A word on a pale ground at the right; answers with its width.
    fn chip(&self, room: Area, word: &str, ink: &'static str, ground: &str) -> Result<f64, JsValue> {
        let width = self.chip_width(word)?;
        let height = NOTE_PX * 1.6;
        let chip = Area { x: room.x + room.width - width, y: middle(room) - height / 2.0, width, height };
        self.fill(chip, height / 2.0, ground)?;
        self.write(word, chip, Type { align: "center", ..Type::left(NOTE_PX, 700, ink) })?;
        Ok(width)
    }

    fn chip_width(&self, word: &str) -> Result<f64, JsValue> {
        Ok(self.width(word, NOTE_PX, 700)? + 2.0 * SPACE)
    }

    /// The plate with a stall's number at the left; answers with how much room it takes.
    fn plate(&self, area: Area, code: &str) -> Result<f64, JsValue> {
        if code.is_empty() {
            return Ok(0.0);
        }
        let width = self.width(code, TEXT_PX, 700)? + 2.0 * SPACE;
        let height = TEXT_PX * 1.5;
        let plate = Area { y: middle(area) - height / 2.0, width, height, ..area };
        self.fill(plate, 9.0, INDIGO)?;
        self.write(code, plate, Type { align: "center", ..Type::left(TEXT_PX, 700, "#ffffff") })?;
        Ok(width + SPACE)
    }

    fn price(
        &self,
        area: Area,
        (name, gone): (&str, Option<&str>),
        price: &str,
        origin: &str,
    ) -> Result<(), JsValue> {
        self.line(area.x, area.y + area.height, area.width, EDGE);
        // The origin beside the price, in the same size, as the law of labelling wants it.
        let (price_px, origin_px) = (self.width(price, TEXT_PX, 700)?, self.width(origin, TEXT_PX, 500)?);
        let taken = price_px + SPACE + origin_px;
        self.write(origin, area, Type { align: "right", ..Type::left(TEXT_PX, 500, QUIET) })?;
        let room = area.within(0.0, origin_px + SPACE);
        self.write(price, room, Type { align: "right", ..Type::left(TEXT_PX, 700, BRICK) })?;
        let room = area.within(0.0, taken + 2.0 * SPACE);
        let Some(gone) = gone else { return self.write(name, room, Type::left(TEXT_PX, 600, INK)) };
        // What is sold out is quiet, and says so beside its name.
        let chip_px = self.chip_width(gone)? + SPACE;
        let name_px = self.width(name, TEXT_PX, 600)?.min(room.width - chip_px);
        self.chip(room.within(0.0, room.width - name_px - chip_px), gone, SHUT, SHUT_PALE)?;
        self.write(name, room.within(0.0, room.width - name_px), Type::left(TEXT_PX, 600, QUIET))
    }

    fn field(&self, area: Area, text: &str, hint: bool) -> Result<(), JsValue> {
        self.fill(area, ROUND_BUTTON, "#ffffff")?;
        self.edge(area, ROUND_BUTTON, EDGE_DARK, 3.0)?;
        let sign_px = area.height - 40.0;
        let at = Area { x: area.x + SPACE, y: area.y + 20.0, width: sign_px, height: sign_px };
        sign::draw(&self.0, Sign::Find, at, QUIET)?;
        let room = area.within(2.0 * SPACE + sign_px, SPACE);
        if hint {
            return self.write(text, room, Type::left(NOTE_PX, 500, QUIET));
        }
        self.write(text, room, Type::left(KEY_PX, 700, INK))?;
        // Where the next letter comes.
        let end = room.x + self.width(text, KEY_PX, 700)?.min(room.width) + 6.0;
        self.0.set_fill_style_str(BRICK);
        self.0.fill_rect(end, area.y + 20.0, 4.0, area.height - 40.0);
        Ok(())
    }

    fn hit(&self, area: Area, plate: &str, title: &str, detail: &str) -> Result<(), JsValue> {
        self.fill(area, ROUND_BUTTON, PAPER_LOW)?;
        self.edge(area, ROUND_BUTTON, EDGE, 2.0)?;
        let inner = area.within(SPACE, SPACE);
        let room = inner.within(self.plate(inner, plate)?, 0.0);
        let (heading, quiet) = (Type::left(TEXT_PX, 700, INK), Type::left(NOTE_PX, 500, QUIET));
        if detail.is_empty() {
            return self.write(title, room, heading);
        }
        let beside = self.width(title, TEXT_PX, 700)? + 2.0 * SPACE + self.width(detail, NOTE_PX, 500)?;
        if beside <= room.width {
            self.write(title, room, heading)?;
            return self.write(detail, room, Type { align: "right", ..quiet });
        }
        // A price stays with its origin: both below the name, where there is room for all of it.
        let half = room.height / 2.0;
        self.write(title, Area { y: room.y + 4.0, height: half, ..room }, heading)?;
        self.write(detail, Area { y: room.y + half - 2.0, height: half, ..room }, quiet)
    }

    fn button(&self, area: Area, label: &str, look: Look, sign: Option<Sign>) -> Result<(), JsValue> {
        let (ground, ink, edge) = match look {
            Look::Strong => (BRICK, "#ffffff", BRICK),
            Look::Switch(true) => (JADE_PALE, JADE, JADE),
            Look::Plain | Look::Switch(false) => ("#ffffff", INK, EDGE_DARK),
            Look::Key => (PAPER_LOW, INK, EDGE),
        };
        self.fill(area, ROUND_BUTTON, ground)?;
        self.edge(area, ROUND_BUTTON, edge, 2.5)?;
        if let Look::Switch(on) = look {
            return self.switch(area, label, on, ink);
        }
        let (size, weight) = if look == Look::Key { (KEY_PX, 600) } else { (TEXT_PX, 700) };
        let sign_px = (area.height * 0.52).min(area.width * 0.6);
        let text_px = if label.is_empty() { 0.0 } else { self.width(label, size, weight)? };
        let gap = if sign.is_some() && !label.is_empty() { SPACE * 0.8 } else { 0.0 };
        let wide = text_px + gap + if sign.is_some() { sign_px } else { 0.0 };
        let left = area.x + ((area.width - wide) / 2.0).max(SPACE / 2.0);
        let mut room = Area { x: left, width: area.x + area.width - left - SPACE / 2.0, ..area };
        if let Some(sign) = sign {
            let at = Area { x: left, y: middle(area) - sign_px / 2.0, width: sign_px, height: sign_px };
            sign::draw(&self.0, sign, at, ink)?;
            room = room.within(sign_px + gap, 0.0);
        }
        self.write(label, room, Type::left(size, weight, ink))
    }

    /// The label at the left, a slider at the right.
    fn switch(&self, area: Area, label: &str, on: bool, ink: &'static str) -> Result<(), JsValue> {
        let (width, height) = (84.0, 46.0);
        let slot =
            Area { x: area.x + area.width - width - SPACE, y: middle(area) - height / 2.0, width, height };
        self.fill(slot, height / 2.0, if on { JADE } else { EDGE_DARK })?;
        let knob = height - 10.0;
        let x = if on { slot.x + width - knob - 5.0 } else { slot.x + 5.0 };
        self.fill(Area { x, y: slot.y + 5.0, width: knob, height: knob }, knob / 2.0, "#ffffff")?;
        self.write(label, area.within(SPACE, width + 2.0 * SPACE), Type::left(TEXT_PX, 600, ink))
    }

    fn font(&self, size: f64, weight: u32) {
        self.0.set_font(&format!("{weight} {size}px {FONT}"));
    }

    fn width(&self, text: &str, size: f64, weight: u32) -> Result<f64, JsValue> {
        self.font(size, weight);
        self.measured(text)
    }

    /// The width of a text in the type that is set, pixels.
    fn measured(&self, text: &str) -> Result<f64, JsValue> {
        Ok(self.0.unchecked_ref::<Ruler>().measure(text)?.width())
    }

    /// One line in the middle of a place; what is too long for it is narrowed a little, and cut beyond that.
    fn write(&self, text: &str, area: Area, kind: Type) -> Result<(), JsValue> {
        const NARROWEST: f64 = 0.8;
        self.font(kind.size, kind.weight);
        self.0.set_fill_style_str(kind.ink);
        self.0.set_text_align(kind.align);
        let x = match kind.align {
            "right" => area.x + area.width,
            "center" => area.x + area.width / 2.0,
            _ => area.x,
        };
        let mut shown = text.to_owned();
        while self.measured(&shown)? * NARROWEST > area.width && shown.chars().count() > 2 {
            let keep = shown.chars().count() - if shown.ends_with('…') { 2 } else { 1 };
            shown = shown.chars().take(keep).chain(['…']).collect();
        }
        self.0.fill_text_with_max_width(&shown, x, middle(area) + kind.size * 0.06, area.width)
    }

    fn line(&self, x: f64, y: f64, width: f64, color: &str) {
        self.0.set_fill_style_str(color);
        self.0.fill_rect(x, y - 1.0, width, 2.0);
    }

    fn fill(&self, area: Area, radius: f64, color: &str) -> Result<(), JsValue> {
        self.0.set_fill_style_str(color);
        self.round(area, radius)?;
        self.0.fill();
        Ok(())
    }

    fn edge(&self, area: Area, radius: f64, color: &str, width: f64) -> Result<(), JsValue> {
        self.0.set_line_width(width);
        self.0.set_stroke_style_str(color);
        self.round(area, radius)?;
        self.0.stroke();
        Ok(())
    }

    /// The outline of a rectangle with round corners.
    fn round(&self, a: Area, radius: f64) -> Result<(), JsValue> {
        let radius = radius.min(a.width / 2.0).min(a.height / 2.0);
        let (right, low) = (a.x + a.width, a.y + a.height);
        self.0.begin_path();
        self.0.move_to(a.x + radius, a.y);
        self.0.arc_to(right, a.y, right, low, radius)?;
        self.0.arc_to(right, low, a.x, low, radius)?;
        self.0.arc_to(a.x, low, a.x, a.y, radius)?;
        self.0.arc_to(a.x, a.y, right, a.y, radius)?;
        self.0.close_path();
        Ok(())
    }
}

/// How something is written.
struct Type {
    size: f64,
    weight: u32,
    ink: &'static str,
    align: &'static str,
}

impl Type {
    const fn left(size: f64, weight: u32, ink: &'static str) -> Self {
        Self { size, weight, ink, align: "left" }
    }
}

fn middle(area: Area) -> f64 {
    area.y + area.height / 2.0
}
