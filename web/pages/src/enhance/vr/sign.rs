//! The signs on a board's buttons, drawn in strokes: no font has to have them.

use wasm_bindgen::prelude::*;
use web_sys::CanvasRenderingContext2d;

use super::board::{Area, Sign};

/// Signs are thought of in a square of this size.
const SQUARE: f64 = 24.0;
/// The width of a stroke in it.
const STROKE: f64 = 2.6;

/// Lines of a sign: corners one after another.
fn lines(sign: Sign) -> &'static [&'static [[f64; 2]]] {
    match sign {
        Sign::Close => &[&[[5.0, 5.0], [19.0, 19.0]], &[[19.0, 5.0], [5.0, 19.0]]],
        Sign::Menu => {
            &[&[[4.0, 6.5], [20.0, 6.5]], &[[4.0, 12.0], [20.0, 12.0]], &[[4.0, 17.5], [20.0, 17.5]]]
        }
        Sign::Find => &[&[[15.5, 15.5], [21.0, 21.0]]],
        Sign::Speak => &[&[[12.0, 18.5], [12.0, 21.5]], &[[8.5, 21.5], [15.5, 21.5]]],
        Sign::Way => &[&[[6.0, 21.0], [6.0, 9.0], [18.0, 9.0]], &[[13.5, 4.0], [18.5, 9.0], [13.5, 14.0]]],
        Sign::Erase => &[
            &[[8.5, 5.0], [21.5, 5.0], [21.5, 19.0], [8.5, 19.0], [2.5, 12.0], [8.5, 5.0]],
            &[[11.5, 9.0], [17.5, 15.0]],
            &[[17.5, 9.0], [11.5, 15.0]],
        ],
        Sign::Left => &[&[[3.0, 4.5], [4.0, 11.0], [10.5, 10.0]]],
        Sign::Right => &[&[[21.0, 4.5], [20.0, 11.0], [13.5, 10.0]]],
    }
}

/// Arcs of a sign: middle, radius, from and to in radians.
fn arcs(sign: Sign) -> &'static [[f64; 5]] {
    use std::f64::consts::PI;
    match sign {
        Sign::Find => &[[10.0, 10.0, 6.8, 0.0, 2.0 * PI]],
        Sign::Speak => &[[12.0, 10.5, 7.8, 0.05 * PI, 0.95 * PI]],
        Sign::Left => &[[12.0, 13.5, 8.4, -0.90 * PI, 0.55 * PI]],
        Sign::Right => &[[12.0, 13.5, 8.4, 0.45 * PI, 1.90 * PI]],
        _ => &[],
    }
}

/// Draws a sign into a square.
///
/// # Errors
/// What the browser says when it cannot draw.
pub(super) fn draw(pen: &CanvasRenderingContext2d, sign: Sign, area: Area, ink: &str) -> Result<(), JsValue> {
    pen.save();
    pen.translate(area.x, area.y)?;
    pen.scale(area.width / SQUARE, area.height / SQUARE)?;
    pen.set_stroke_style_str(ink);
    pen.set_line_width(STROKE);
    pen.set_line_cap("round");
    pen.set_line_join("round");
    for corners in lines(sign) {
        pen.begin_path();
        for [x, y] in *corners {
            pen.line_to(*x, *y);
        }
        pen.stroke();
    }
    for [x, y, radius, from, to] in arcs(sign) {
        pen.begin_path();
        pen.arc(*x, *y, *radius, *from, *to)?;
        pen.stroke();
    }
    if sign == Sign::Speak {
        // The microphone itself: a thick short stroke.
        pen.set_line_width(7.0);
        pen.begin_path();
        pen.move_to(12.0, 6.2);
        pen.line_to(12.0, 10.8);
        pen.stroke();
    }
    pen.restore();
    Ok(())
}
