//! Writes SVG text: numbers in decimetres with one decimal, escaped words, groups.

use std::fmt::Write;

use market_model::math;

/// A place in the market frame in millimetres: x east, y north.
pub type At = (f64, f64);

/// Collects the drawing.
pub struct Pen {
    text: String,
}

impl Pen {
    /// An empty drawing.
    pub fn new() -> Self {
        Self { text: String::new() }
    }

    /// Adds markup as it is.
    pub fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// Opens a group, lets `inside` draw, and closes it; nothing at all when nothing was drawn.
    pub fn group(&mut self, attributes: &str, inside: impl FnOnce(&mut Self)) {
        let before = self.text.len();
        let _ = writeln!(self.text, "<g {attributes}>");
        let opened = self.text.len();
        inside(self);
        if self.text.len() == opened {
            self.text.truncate(before);
        } else {
            self.text.push_str("</g>\n");
        }
    }

    /// A path through `points`; nothing for fewer than two.
    pub fn path(&mut self, points: &[At], closed: bool, attributes: &str) {
        if points.len() > 1 {
            let _ = writeln!(self.text, "<path d=\"{}\" {attributes}/>", path_data(points, closed));
        }
    }

    /// A word at a place, turned by `degrees` counter-clockwise, its middle there.
    pub fn word(&mut self, at: At, degrees: f64, size_dm: f64, word: &str, attributes: &str) {
        let (x, y) = (x(at.0), y(at.1));
        let turn = match math::round_to_i32(degrees * 10.0) {
            0 => String::new(),
            tenths => format!(" transform=\"rotate({} {x} {y})\"", tenth(-tenths)),
        };
        let size = number(size_dm);
        let _ = writeln!(
            self.text,
            "<text x=\"{x}\" y=\"{y}\" dy=\".35em\" font-size=\"{size}\"{turn} {attributes}>{}</text>",
            escape(word)
        );
    }

    /// The finished drawing.
    pub fn finish(self) -> String {
        self.text
    }
}

/// Path data through points.
pub fn path_data(points: &[At], closed: bool) -> String {
    let mut data = String::with_capacity(points.len() * 12 + 1);
    for (i, p) in points.iter().enumerate() {
        let _ = write!(data, "{}{} {}", if i == 0 { 'M' } else { 'L' }, x(p.0), y(p.1));
    }
    if closed {
        data.push('Z');
    }
    data
}

/// A distance east in the drawing's units.
pub fn x(mm: f64) -> String {
    tenth(math::round_to_i32(mm / 10.0))
}

/// A distance north in the drawing's units: down is positive there.
pub fn y(mm: f64) -> String {
    tenth(math::round_to_i32(-mm / 10.0))
}

/// A size in decimetres with one decimal.
pub fn number(dm: f64) -> String {
    tenth(math::round_to_i32(dm * 10.0))
}

fn tenth(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// Text made safe between tags and in double quotes.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(' '),
            // Not allowed in XML at all.
            '\u{FFFE}' | '\u{FFFF}' => {}
            c => safe.push(c),
        }
    }
    safe
}

/// Width of a word in em: Hangul fills its square, figures and letters do not.
pub fn em(word: &str) -> f64 {
    word.chars()
        .map(|c| match c {
            ' ' | '-' | '.' | '·' | '(' | ')' => 0.36,
            c if c.is_ascii_uppercase() => 0.68,
            c if c.is_ascii() => 0.58,
            _ => 0.95,
        })
        .sum()
}
