//! A board of the headset: rows of text and buttons, laid out here, drawn by the browser's own fonts.
//!
//! Invariants: a press is answered by the button under it, as it was drawn; no letter is lower than one degree of what
//! is seen; the layout needs no browser and is tested without one. Must not know: what a press does.

/// Width of the board before the visitor, pixels.
pub(super) const BOARD_PX: f64 = 1024.0;
/// Width of the board on the wrist, pixels.
pub(super) const WRIST_PX: f64 = 512.0;
/// Round the paper, for its shadow; pixels.
pub(super) const SHADOW: f64 = 14.0;
/// The band of patches at the top of the paper, pixels.
pub(super) const BAND: f64 = 14.0;
/// Space between the paper's edge and what is written, pixels.
const MARGIN: f64 = 40.0;
/// Space between buttons, pixels.
const GAP: f64 = 14.0;
/// Heights of rows, pixels.
const HEAD: f64 = 104.0;
const NOTE: f64 = 48.0;
const PRICE: f64 = 68.0;
const FIELD: f64 = 92.0;
const HIT: f64 = 92.0;
/// A line of text where something found would be.
const HIT_LINE: f64 = 46.0;
const BUTTON: f64 = 92.0;
const KEY: f64 = 84.0;

/// Letters of titles, of names and buttons, of what is said by the way, on keys; pixels of a whole letter.
pub(super) const TITLE_PX: f64 = 50.0;
pub(super) const TEXT_PX: f64 = 38.0;
pub(super) const NOTE_PX: f64 = 32.0;
pub(super) const KEY_PX: f64 = 46.0;

/// A row of a board.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row<A> {
    /// A number on a plate, a title, a word about its state with whether that is good; and what closes the board.
    Head { plate: String, title: String, state: Option<(String, bool)>, close: Option<A> },
    /// Quiet text, in as many lines as it needs.
    Note(String),
    /// A good, the word that it is sold out where it is, its price and where it comes from.
    Price { name: String, gone: Option<String>, price: String, origin: String },
    /// What was typed; or, where nothing was, what one may type.
    Field { text: String, hint: bool },
    /// Something found: a number, a name, more about it.
    Hit((String, String, String, A)),
    /// As high as something found; quiet text, or nothing.
    NoHit(String),
    /// Buttons side by side, as wide as each other.
    Buttons(Vec<Button<A>>),
    /// The same, as high as keys.
    Keys(Vec<Button<A>>),
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Like any other.
    Plain,
    /// The one that most people want.
    Strong,
    /// A switch, on or off.
    Switch(bool),
    /// A key of a keyboard.
    Key,
}

/// A sign on a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Close,
    Menu,
    Find,
    Speak,
    Way,
    Erase,
    Left,
    Right,
}

/// A button.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Button<A> {
    /// What is written on it.
    pub label: String,
    /// What a press means.
    pub action: A,
    pub look: Look,
    /// Beside the label, or alone.
    pub sign: Option<Sign>,
}

/// A place on the board, pixels from its left top corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    /// The place without so much at its left and at its right.
    pub(super) fn within(self, left: f64, right: f64) -> Self {
        Self { x: self.x + left, width: (self.width - left - right).max(0.0), ..self }
    }
}

/// Something to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Head {
        area: Area,
        plate: String,
        title: String,
        state: Option<(String, bool)>,
    },
    /// One line.
    Note(Area, String),
    Price {
        area: Area,
        name: String,
        gone: Option<String>,
        price: String,
        origin: String,
    },
    Field {
        area: Area,
        text: String,
        hint: bool,
    },
    Hit {
        area: Area,
        plate: String,
        title: String,
        detail: String,
    },
    Button {
        area: Area,
        label: String,
        look: Look,
        sign: Option<Sign>,
    },
}

/// A board that has been laid out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Board<A> {
    /// Pixels.
    pub width: f64,
    /// Pixels.
    pub height: f64,
    /// What to draw, from top to bottom.
    pub shapes: Vec<Shape>,
    targets: Vec<(Area, A)>,
}

impl<A: Clone> Board<A> {
    /// Lays rows out from top to bottom on a board of this width. Linear.
    pub(super) fn lay(width: f64, rows: &[Row<A>]) -> Self {
        let mut board = Self { width, height: 0.0, shapes: Vec::new(), targets: Vec::new() };
        let inner = width - 2.0 * (SHADOW + MARGIN);
        let mut y = SHADOW + BAND + MARGIN / 2.0;
        for (i, row) in rows.iter().enumerate() {
            let after_text = i > 0 && matches!(rows[i - 1], Row::Note(_) | Row::Price { .. });
            if after_text && matches!(row, Row::Buttons(_)) {
                y += GAP * 1.5;
            }
            y += board.row(row, Area { x: SHADOW + MARGIN, y, width: inner, height: 0.0 });
        }
        board.height = (y + MARGIN / 2.0 + SHADOW).ceil();
        board
    }

    /// Lays one row out with its left top corner and width given; answers with its height.
    fn row(&mut self, row: &Row<A>, at: Area) -> f64 {
        let high = |height| Area { height, ..at };
        match row {
            Row::Head { plate, title, state, close } => {
                let mut area = high(HEAD);
                if let Some(close) = close {
                    let size = HEAD - 24.0;
                    let cross = Area { x: at.x + at.width - size, y: at.y + 12.0, width: size, height: size };
                    self.target(cross, close, ("", Look::Plain, Some(Sign::Close)));
                    area = area.within(0.0, size + GAP);
                }
                let (plate, title, state) = (plate.clone(), title.clone(), state.clone());
                self.shapes.push(Shape::Head { area, plate, title, state });
                HEAD
            }
            Row::Note(text) => {
                let lines = balanced(text, at.width / NOTE_PX);
                NOTE * self.lines(&lines, at, NOTE) as f64 + GAP
            }
            Row::Price { name, gone, price, origin } => {
                let (name, gone) = (name.clone(), gone.clone());
                let (price, origin) = (price.clone(), origin.clone());
                self.shapes.push(Shape::Price { area: high(PRICE), name, gone, price, origin });
                PRICE
            }
            Row::Field { text, hint } => {
                self.shapes.push(Shape::Field { area: high(FIELD), text: text.clone(), hint: *hint });
                FIELD + GAP
            }
            Row::Hit((plate, title, detail, action)) => {
                let (area, plate) = (high(HIT), plate.clone());
                self.targets.push((area, action.clone()));
                let (title, detail) = (title.clone(), detail.clone());
                self.shapes.push(Shape::Hit { area, plate, title, detail });
                HIT + GAP
            }
            Row::NoHit(text) => {
                let mut lines = balanced(text, at.width / NOTE_PX);
                lines.truncate((HIT / HIT_LINE) as usize);
                self.lines(&lines, at, HIT_LINE);
                HIT + GAP
            }
            Row::Buttons(buttons) => self.side_by_side(buttons, high(BUTTON)),
            Row::Keys(buttons) => self.side_by_side(buttons, high(KEY)),
        }
    }

    /// Quiet lines below each other, each so high; answers with how many.
    fn lines(&mut self, lines: &[String], at: Area, height: f64) -> usize {
        for (i, line) in lines.iter().enumerate() {
            let area = Area { y: at.y + height * i as f64, height, ..at };
            self.shapes.push(Shape::Note(area, line.clone()));
        }
        lines.len()
    }

    fn side_by_side(&mut self, buttons: &[Button<A>], row: Area) -> f64 {
        let n = buttons.len().max(1) as f64;
        let width = (row.width - GAP * (n - 1.0)) / n;
        for (i, b) in buttons.iter().enumerate() {
            let area = Area { x: row.x + (width + GAP) * i as f64, width, ..row };
            self.target(area, &b.action, (&b.label, b.look, b.sign));
        }
        row.height + GAP
    }

    fn target(&mut self, area: Area, action: &A, (label, look, sign): (&str, Look, Option<Sign>)) {
        self.shapes.push(Shape::Button { area, label: label.to_owned(), look, sign });
        self.targets.push((area, action.clone()));
    }

    /// What a press means, from the left and the top edge, 0 to 1 each. A press between buttons means the nearest one
    /// within a finger's width.
    pub(super) fn press(&self, u: f64, v: f64) -> Option<A> {
        let (x, y) = (u * self.width, v * self.height);
        let away = |a: &Area| {
            let dx = (a.x - x).max(x - a.x - a.width).max(0.0);
            let dy = (a.y - y).max(y - a.y - a.height).max(0.0);
            dx.hypot(dy)
        };
        let nearest = self.targets.iter().min_by(|a, b| away(&a.0).total_cmp(&away(&b.0)))?;
        (away(&nearest.0) < GAP).then(|| nearest.1.clone())
    }

    /// Left, top, right and bottom edge of everything that can be pressed, 0 to 1 of the board.
    pub(super) fn edges(&self) -> Vec<f32> {
        let edges = |(a, _): &(Area, A)| {
            let (right, low) = (a.x + a.width, a.y + a.height);
            [a.x / self.width, a.y / self.height, right / self.width, low / self.height].map(|v| v as f32)
        };
        self.targets.iter().flat_map(edges).collect()
    }
}

/// A text in lines of at most so many letters' widths; broken at spaces, and where there are none, anywhere. Linear.
fn wrap(text: &str, most: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for word in text.split_inclusive(' ') {
        let width: f64 = word.trim_end().chars().map(breadth).sum();
        if used > 0.0 && used + width > most {
            lines.push(String::new());
            used = 0.0;
        }
        for c in word.chars() {
            if used + breadth(c) > most && c != ' ' {
                lines.push(String::new());
                used = 0.0;
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
            used += breadth(c);
        }
    }
    lines.iter_mut().for_each(|line| line.truncate(line.trim_end().len()));
    lines
}

/// The same in as few lines, each about as long as the others: no word stands alone on the last one. Linear.
fn balanced(text: &str, most: f64) -> Vec<String> {
    /// A line becomes shorter by so much at a time, widths of a letter.
    const STEP: f64 = 0.5;
    let mut lines = wrap(text, most);
    let fewest = lines.len();
    let mut narrow = most - STEP;
    while fewest > 1 && narrow > most / 2.0 {
        let shorter = wrap(text, narrow);
        if shorter.len() > fewest {
            break;
        }
        lines = shorter;
        narrow -= STEP;
    }
    lines
}

/// The width of a letter against its size, a little more than any of our fonts needs.
fn breadth(c: char) -> f64 {
    match c {
        ' ' => 0.28,
        c if c.is_ascii() => 0.60,
        '가'..='힣' => 0.93,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use market_wire::bridge::board::{BOARD_AWAY_M, BOARD_M, WRIST_AWAY_M, WRIST_M};

    use super::*;

    /// A letter of Hangul is at least so much of its size high: the browser tests measure it in the fonts there.
    const LETTER: f64 = 0.75;

    fn button(label: &str, action: u8) -> Button<u8> {
        Button { label: label.to_owned(), action, look: Look::Plain, sign: None }
    }

    fn rows() -> Vec<Row<u8>> {
        vec![
            Row::Head {
                plate: "가-12".into(),
                title: "하늘김치".into(),
                state: Some(("영업 중".into(), true)),
                close: Some(9),
            },
            Row::Note("채소 · 1층".into()),
            Row::Price {
                name: "사과".into(),
                gone: Some("품절".into()),
                price: "3,000원".into(),
                origin: "국내산".into(),
            },
            Row::Field { text: "ㄱㅊ".into(), hint: false },
            Row::Hit(("가-12".into(), "하늘김치".into(), "반찬".into(), 4)),
            Row::NoHit("점포번호와 시설도 찾을 수 있습니다. 찾은 곳을 누르면 안내판이 열립니다.".into()),
            Row::Buttons(vec![button("길찾기", 1), button("닫기", 2)]),
            Row::Keys((10..20).map(|i| button("ㄱ", i)).collect()),
        ]
    }

    #[test]
    fn no_letter_is_lower_than_a_degree() {
        for (board_m, away_m, px) in [(BOARD_M, BOARD_AWAY_M, BOARD_PX), (WRIST_M, WRIST_AWAY_M, WRIST_PX)] {
            for size in [TITLE_PX, TEXT_PX, NOTE_PX, KEY_PX] {
                let high_m = size * LETTER * f64::from(board_m) / px;
                let degrees = (high_m / f64::from(away_m)).atan().to_degrees();
                assert!(degrees >= 1.0, "{size} pixels on {px}: {degrees} degrees");
            }
        }
    }

    #[test]
    fn a_press_is_answered_by_the_button_that_was_drawn_there() {
        let board = Board::lay(BOARD_PX, &rows());
        let pressed: Vec<u8> = board
            .shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Button { area, .. } | Shape::Hit { area, .. } => Some(area),
                _ => None,
            })
            .filter_map(|a| {
                board.press((a.x + a.width / 2.0) / board.width, (a.y + a.height / 2.0) / board.height)
            })
            .collect();
        let mut wanted = vec![9, 4, 1, 2];
        wanted.extend(10..20);
        assert_eq!(pressed, wanted);
        assert_eq!(board.press(0.3, 0.08), None, "a title is no button");
        assert_eq!(board.edges().len(), wanted.len() * 4);
    }

    #[test]
    fn nothing_is_drawn_outside_the_board_or_over_something_else() {
        for width in [BOARD_PX, WRIST_PX] {
            let board = Board::lay(width, &rows());
            let area = |shape: &Shape| match shape {
                Shape::Note(area, _) => *area,
                Shape::Head { area, .. }
                | Shape::Price { area, .. }
                | Shape::Field { area, .. }
                | Shape::Hit { area, .. }
                | Shape::Button { area, .. } => *area,
            };
            let areas: Vec<Area> = board.shapes.iter().map(area).collect();
            for (i, a) in areas.iter().enumerate() {
                assert!(a.x >= 0.0 && a.x + a.width <= width && a.y + a.height <= board.height, "{a:?}");
                for b in &areas[..i] {
                    let apart = a.x + a.width <= b.x + 0.01
                        || b.x + b.width <= a.x + 0.01
                        || a.y + a.height <= b.y + 0.01
                        || b.y + b.height <= a.y + 0.01;
                    assert!(apart, "{a:?} lies over {b:?}");
                }
            }
        }
    }

    #[test]
    fn a_key_is_two_degrees_wide_at_least_so_that_a_beam_finds_it() {
        let board = Board::lay(BOARD_PX, &rows());
        let degree_px = f64::from(BOARD_AWAY_M) * 1f64.to_radians().tan() / f64::from(BOARD_M) * BOARD_PX;
        for shape in &board.shapes {
            if let Shape::Button { area, look: Look::Plain, .. } = shape {
                assert!(
                    area.width.min(area.height) >= 2.0 * degree_px,
                    "{area:?}, a degree is {degree_px} px"
                );
            }
        }
    }

    #[test]
    fn long_notes_are_broken_and_no_letter_is_lost() {
        let text = "바닥을 가리키고 누르면 그곳으로 옮겨 갑니다";
        let lines = wrap(text, 12.0);
        assert!(
            lines.len() > 1 && lines.iter().all(|l| l.chars().map(breadth).sum::<f64>() <= 12.0),
            "{lines:?}"
        );
        assert_eq!(lines.join(" "), text);
        let unbroken = wrap("指向店铺并按下即可打开说明牌", 5.0);
        assert_eq!(unbroken.concat(), "指向店铺并按下即可打开说明牌");
        assert_eq!(unbroken.len(), 3);
        assert_eq!(wrap("", 5.0), [""]);
    }

    #[test]
    fn no_word_stands_alone_on_the_last_line_of_a_note() {
        let text = "바닥을 가리키고 누르면 그곳으로 갑니다. 스틱으로 걷고 돌 수도 있습니다.";
        let long = |line: &String| line.chars().map(breadth).sum::<f64>();
        let most = 28.6;
        assert!(long(&wrap(text, most)[1]) < most / 4.0, "{:?}", wrap(text, most));
        let lines = balanced(text, most);
        assert_eq!((lines.len(), lines.join(" ").as_str()), (2, text));
        assert!(long(&lines[1]) > most / 3.0 && long(&lines[0]) <= most, "{lines:?}");
        assert_eq!(balanced("메뉴", most), ["메뉴"]);
    }

    #[test]
    fn keys_stay_where_they_are_when_something_is_found() {
        let height = |row: Row<u8>| Board::lay(BOARD_PX, &[row]).height;
        let hit = height(Row::Hit(("가-12".into(), "하늘김치".into(), "반찬".into(), 4)));
        assert_eq!(hit, height(Row::NoHit(String::new())));
        assert_eq!(hit, height(Row::NoHit("찾은 곳을 누르면 안내판이 열립니다. ".repeat(9))));
    }
}
