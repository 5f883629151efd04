//! Texts on boards: letters as quadrangles, fitted into a box.

use crate::SceneError;
use crate::atlas::{Atlas, Face, Letter};
use crate::color::Rgb;
use crate::mesh::{Mesh, Vertex, snap};
use crate::seed::Seed;
use crate::space::{Frame, P, add, scale};

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// The face.
    pub face: Face,
    /// The colour, as bright as it is seen.
    pub color: Rgb,
    /// Whether the letters are metres high and need more pixels.
    pub large: bool,
    /// Whether the letters dance a little, as somebody writes with a thick pen.
    pub by_hand: bool,
    /// The share of lamp light on them, 0 to 1; stored as an alpha of 0.9 to 1.
    pub lamp: f32,
}

/// The share of lamp light on letters when nothing else is said.
const USUAL_LAMP: f32 = 0.72;

impl Style {
    /// Plain letters of a colour.
    pub(crate) const fn plain(color: Rgb) -> Self {
        Self { face: Face::Gothic, color, large: false, by_hand: false, lamp: USUAL_LAMP }
    }

    /// Round letters of a colour.
    pub(crate) const fn round(color: Rgb) -> Self {
        Self { face: Face::Round, color, large: false, by_hand: false, lamp: USUAL_LAMP }
    }

    /// The same, written by hand.
    pub(crate) const fn by_hand(self) -> Self {
        Self { by_hand: true, ..self }
    }

    /// The same in this share of lamp light.
    pub(crate) const fn lit(self, lamp: f32) -> Self {
        Self { lamp, ..self }
    }

    /// The same with more pixels.
    pub(crate) const fn large(self) -> Self {
        Self { large: true, ..self }
    }
}

/// A board to write on: the middle of the text, and the directions of its lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Board {
    /// The middle.
    pub centre: P,
    /// Along the line.
    pub right: P,
    /// Towards the heads of the letters.
    pub up: P,
    /// Room in metres.
    pub width: f32,
    /// Height of the line in metres.
    pub height: f32,
}

impl Board {
    /// A board that looks along local z.
    pub(crate) const fn upright(centre: P, width: f32, height: f32) -> Self {
        Self { centre, right: [1.0, 0.0, 0.0], up: [0.0, 1.0, 0.0], width, height }
    }

    /// A board that looks along local x when `side` is 1, along -x when it is -1.
    pub(crate) const fn sideways(centre: P, side: f32, width: f32, height: f32) -> Self {
        Self { centre, right: [0.0, 0.0, -side], up: [0.0, 1.0, 0.0], width, height }
    }
}

/// Writes `text` on one line in the middle of a board; a long text is first narrowed, then made smaller.
///
/// # Errors
/// [`SceneError::Limit`] when the atlas is full.
pub(crate) fn write(
    mesh: &mut Mesh,
    atlas: &mut Atlas,
    frame: &Frame,
    board: Board,
    text: &str,
    style: Style,
) -> Result<(), SceneError> {
    let letters =
        text.chars().map(|c| atlas.letter(style.face, style.large, c)).collect::<Result<Vec<_>, _>>()?;
    let ems: f32 = letters.iter().map(|l| l.advance).sum();
    if ems <= 0.0 {
        return Ok(());
    }
    let mut size = board.height;
    let mut squeeze = board.width / (ems * size);
    if squeeze > 1.0 {
        squeeze = 1.0;
    } else if squeeze < 0.72 {
        size *= squeeze / 0.72;
        squeeze = 0.72;
    }
    // Hangul sits a little below the base line; its middle is 0.36 em above.
    let mut pen = add(
        board.centre,
        add(scale(board.right, -ems * size * squeeze / 2.0), scale(board.up, -0.36 * size)),
    );
    let mut hand = Seed::of(text);
    for letter in letters {
        let right = scale(board.right, size * squeeze);
        let up = scale(board.up, size);
        if style.by_hand {
            let (lean, tall) = (hand.range(-0.07, 0.1), hand.range(0.9, 1.12));
            let foot = add(pen, scale(up, hand.range(-0.07, 0.07)));
            let (right_by_hand, up_by_hand) = (add(right, scale(up, lean)), scale(up, tall));
            push(mesh, frame, foot, right_by_hand, up_by_hand, &letter, style);
        } else {
            push(mesh, frame, pen, right, up, &letter, style);
        }
        pen = add(pen, scale(right, letter.advance));
    }
    Ok(())
}

/// Writes `text` from top to bottom, a letter a line, in the middle of a board as wide as a letter.
///
/// # Errors
/// [`SceneError::Limit`] when the atlas is full.
pub(crate) fn write_down(
    mesh: &mut Mesh,
    atlas: &mut Atlas,
    frame: &Frame,
    board: Board,
    text: &str,
    style: Style,
) -> Result<(), SceneError> {
    let n = text.chars().count() as f32;
    let pitch = (board.height / n.max(1.0)).min(board.width * 1.02);
    for (i, c) in text.chars().enumerate() {
        let up = (n / 2.0 - 0.5 - i as f32) * pitch;
        let centre = add(board.centre, scale(board.up, up));
        let cell = Board { centre, height: pitch * 0.96, ..board };
        write(mesh, atlas, frame, cell, c.encode_utf8(&mut [0; 4]), style)?;
    }
    Ok(())
}

fn push(mesh: &mut Mesh, frame: &Frame, pen: P, right: P, up: P, letter: &Letter, style: Style) {
    if letter.spot.left == letter.spot.right {
        return;
    }
    let at = |x: f32, y: f32| snap(frame.at(add(pen, add(scale(right, x), scale(up, y)))));
    let ([x0, x1], [y0, y1]) = (letter.x, letter.y);
    let places = [at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)];
    let uvs = letter.spot.corners();
    let color = style.color.to_bytes(0.9 + 0.1 * style.lamp.clamp(0.0, 1.0));
    mesh.polygon(&[0, 1, 2, 3].map(|i| Vertex { pos: places[i], uv: uvs[i], color }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_on_a_dark_board_take_less_lamp_light_and_stay_as_opaque() -> Result<(), SceneError> {
        let mut atlas = Atlas::new(10)?;
        let mut alphas = Vec::new();
        for lamp in [0.0, 0.17, 0.92, 1.0] {
            let mut mesh = Mesh::default();
            let style = Style::plain(Rgb::WHITE).lit(lamp);
            let board = Board::upright([0.0; 3], 1.0, 0.3);
            write(&mut mesh, &mut atlas, &Frame::world(), board, "장", style)?;
            alphas.extend(mesh.vertices.iter().map(|v| v.color[3]).take(1));
        }
        assert_eq!(alphas, [230, 234, 253, 255]);
        Ok(())
    }
}
