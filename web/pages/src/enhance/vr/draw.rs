//! Draws a board on a canvas of the page and gives its pixels.

use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::board::{Area, Board, Shape, WIDTH};
use crate::enhance::dom;

/// The page's own fonts.
const FONT: &str = "Pretendard, 'Noto Sans KR', 'Nanum Gothic', 'Apple SD Gothic Neo', sans-serif";
const PAPER: &str = "#fffdf7";
const INK: &str = "#2a1d14";
const QUIET: &str = "#5d4c3d";
const EDGE: &str = "#d9cbb4";
const STRONG: &str = "#a5301c";

/// Width, height and the pixels of a board.
///
/// # Errors
/// What the browser says when it cannot draw.
pub(super) fn pixels<A: Clone>(board: &Board<A>) -> Result<(u32, u32, Vec<u8>), JsValue> {
    let canvas: HtmlCanvasElement =
        dom::document()?.create_element("canvas")?.dyn_into().map_err(|_| "not a canvas")?;
    let (width, height) = (WIDTH as u32, board.height as u32);
    canvas.set_width(width);
    canvas.set_height(height);
    let pen: CanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or("no 2D")?.dyn_into().map_err(|_| "not 2D")?;
    pen.set_fill_style_str(PAPER);
    round(&pen, Area { x: 0.0, y: 0.0, width: WIDTH, height: board.height }, 36.0)?;
    pen.fill();
    for shape in &board.shapes {
        draw(&pen, shape)?;
    }
    let data = pen.get_image_data(0.0, 0.0, WIDTH, f64::from(height))?.data().0;
    Ok((width, height, data))
}

fn draw(pen: &CanvasRenderingContext2d, shape: &Shape) -> Result<(), JsValue> {
    pen.set_text_baseline("middle");
    match shape {
        Shape::Title(area, text) => {
            pen.set_fill_style_str(INK);
            write(pen, "700 54px", "left", text, area.x, *area, area.width)
        }
        Shape::Line(area, left, right) => {
            pen.set_fill_style_str(QUIET);
            let half = if right.is_empty() { area.width } else { area.width * 0.62 };
            write(pen, "500 36px", "left", left, area.x, *area, half)?;
            pen.set_fill_style_str(INK);
            write(pen, "700 36px", "right", right, area.x + area.width, *area, area.width * 0.36)
        }
        Shape::Button(area, label, strong) => {
            round(pen, *area, 20.0)?;
            pen.set_fill_style_str(if *strong { STRONG } else { "#ffffff" });
            pen.fill();
            pen.set_line_width(3.0);
            pen.set_stroke_style_str(if *strong { STRONG } else { EDGE });
            pen.stroke();
            pen.set_fill_style_str(if *strong { "#ffffff" } else { INK });
            write(pen, "700 40px", "center", label, area.x + area.width / 2.0, *area, area.width - 20.0)
        }
    }
}

fn write(
    pen: &CanvasRenderingContext2d,
    font: &str,
    align: &str,
    text: &str,
    x: f64,
    area: Area,
    room: f64,
) -> Result<(), JsValue> {
    pen.set_font(&format!("{font} {FONT}"));
    pen.set_text_align(align);
    pen.fill_text_with_max_width(text, x, area.y + area.height / 2.0, room)
}

/// The outline of a rectangle with round corners.
fn round(pen: &CanvasRenderingContext2d, a: Area, radius: f64) -> Result<(), JsValue> {
    let (right, low) = (a.x + a.width, a.y + a.height);
    pen.begin_path();
    pen.move_to(a.x + radius, a.y);
    pen.arc_to(right, a.y, right, low, radius)?;
    pen.arc_to(right, low, a.x, low, radius)?;
    pen.arc_to(a.x, low, a.x, a.y, radius)?;
    pen.arc_to(a.x, a.y, right, a.y, radius)?;
    pen.close_path();
    Ok(())
}
