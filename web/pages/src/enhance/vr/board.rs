//! A board of the headset: rows of text and buttons, laid out here, drawn by the browser's own fonts.
//!
//! Invariants: a press is answered by the button under it, as it was drawn; the layout needs no browser and is tested
//! without one. Must not know: what a press does.

/// Width of every board, pixels.
pub(super) const WIDTH: f64 = 1024.0;
/// Space round everything, pixels.
const MARGIN: f64 = 36.0;
/// Space between buttons, pixels.
const GAP: f64 = 16.0;
/// Height of a row of text, of a title, of a button; pixels. A button is 7 cm on the board: easy to hit with a beam.
const LINE: f64 = 60.0;
const TITLE: f64 = 92.0;
const BUTTON: f64 = 104.0;

/// A row of a board.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row<A> {
    /// Large text.
    Title(String),
    /// Text at the left, and at the right.
    Line(String, String),
    /// Buttons side by side, as wide as each other.
    Buttons(Vec<Button<A>>),
}

/// A button.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Button<A> {
    /// What is written on it.
    pub label: String,
    /// What a press means.
    pub action: A,
    /// Whether it is the one that most people want, or a switch that is on.
    pub strong: bool,
}

/// A place on the board, pixels from its left top corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Something to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// Large text.
    Title(Area, String),
    /// Text at the left, and at the right.
    Line(Area, String, String),
    /// A button; strong or not.
    Button(Area, String, bool),
}

/// A board that has been laid out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Board<A> {
    /// Pixels.
    pub height: f64,
    /// What to draw, from top to bottom.
    pub shapes: Vec<Shape>,
    targets: Vec<(Area, A)>,
}

impl<A: Clone> Board<A> {
    /// Lays rows out from top to bottom. Linear.
    pub(super) fn lay(rows: &[Row<A>]) -> Self {
        let (mut shapes, mut targets) = (Vec::new(), Vec::new());
        let width = WIDTH - 2.0 * MARGIN;
        let mut y = MARGIN;
        for row in rows {
            let at = |height| Area { x: MARGIN, y, width, height };
            match row {
                Row::Title(text) => {
                    shapes.push(Shape::Title(at(TITLE), text.clone()));
                    y += TITLE;
                }
                Row::Line(left, right) => {
                    shapes.push(Shape::Line(at(LINE), left.clone(), right.clone()));
                    y += LINE;
                }
                Row::Buttons(buttons) => {
                    let n = buttons.len().max(1) as f64;
                    let each = (width - GAP * (n - 1.0)) / n;
                    for (i, button) in buttons.iter().enumerate() {
                        let x = MARGIN + (each + GAP) * i as f64;
                        let area = Area { x, y, width: each, height: BUTTON };
                        shapes.push(Shape::Button(area, button.label.clone(), button.strong));
                        targets.push((area, button.action.clone()));
                    }
                    y += BUTTON + GAP;
                }
            }
        }
        Self { height: y + MARGIN, shapes, targets }
    }

    /// What a press means, from the left and the top edge, 0 to 1 each. A press between buttons means the nearest one
    /// within a finger's width.
    pub(super) fn press(&self, u: f64, v: f64) -> Option<A> {
        let (x, y) = (u * WIDTH, v * self.height);
        let away = |a: &Area| {
            let dx = (a.x - x).max(x - a.x - a.width).max(0.0);
            let dy = (a.y - y).max(y - a.y - a.height).max(0.0);
            dx.hypot(dy)
        };
        let nearest = self.targets.iter().min_by(|a, b| away(&a.0).total_cmp(&away(&b.0)))?;
        (away(&nearest.0) < GAP).then(|| nearest.1.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(label: &str, action: u8) -> Button<u8> {
        Button { label: label.to_owned(), action, strong: false }
    }

    #[test]
    fn a_press_is_answered_by_the_button_that_was_drawn_there() {
        let rows = [
            Row::Title("가-12".to_owned()),
            Row::Line("사과".to_owned(), "3,000원".to_owned()),
            Row::Buttons(vec![button("길찾기", 1), button("닫기", 2)]),
            Row::Buttons(vec![button("끝", 3)]),
        ];
        let board = Board::lay(&rows);
        let mut pressed = Vec::new();
        for shape in &board.shapes {
            if let Shape::Button(area, ..) = shape {
                let (u, v) =
                    ((area.x + area.width / 2.0) / WIDTH, (area.y + area.height / 2.0) / board.height);
                pressed.extend(board.press(u, v));
            }
        }
        assert_eq!(pressed, [1, 2, 3]);
        assert_eq!(board.press(0.5, 0.05), None, "a title is no button");
    }

    #[test]
    fn nothing_is_drawn_outside_the_board() {
        let keys: Vec<_> = (0..7).map(|i| button("ㄱ", i)).collect();
        let board = Board::lay(&[Row::Buttons(keys.clone()), Row::Buttons(keys)]);
        for shape in &board.shapes {
            let Shape::Button(a, ..) = shape else { continue };
            assert!(a.x >= 0.0 && a.x + a.width <= WIDTH && a.y + a.height <= board.height, "{a:?}");
            assert!(a.width >= 96.0, "a key is wide enough for a beam: {a:?}");
        }
    }
}
