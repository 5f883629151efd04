//! The plan of a market: a drawing (SVG) and a map layer (GeoJSON).

mod connectors;
mod frame;
mod furniture;
mod geojson;
mod icons;
mod labels;
mod layout;
mod palette;
mod pen;
mod places;
mod stalls;
mod ways;

pub use geojson::geojson;

use market_model::{Lang, Market};

use layout::{Layout, Sheet};
use pen::{Pen, escape};

/// Fonts that hold every Hangul syllable, by platform.
const FONTS: &str =
    "Pretendard, 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Nanum Gothic', sans-serif";

/// The plan as a drawing, north up.
///
/// One unit is a decimetre; on the ground level a place (x, y) of the market frame is drawn at (x, -y).
/// Every other level is a group of its own, moved aside by its `transform` (also as `data-dx`, `data-dy`).
/// Categories are classes with presentation attributes as a stand-in for a style sheet. O(n log n).
pub fn svg(market: &Market) -> String {
    let layout = Layout::of(market);
    let mut pen = Pen::new();
    let (x, y, width, height) = layout.view_box_dm();
    let name = escape(market.names.get(Lang::Ko));
    pen.raw(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plan\" viewBox=\"{x} {y} {width} {height}\" \
         role=\"group\" aria-label=\"{name} 평면도\" font-family=\"{FONTS}\">\n<title>{name} 평면도</title>\n"
    ));
    pen.raw(&format!(
        "<rect class=\"paper\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        palette::MARGIN
    ));
    for sheet in &layout.sheets {
        furniture::panel(&mut pen, sheet);
    }
    if let Some(ground) = layout.ground() {
        ways::streets(&mut pen, market, ground);
    }
    for sheet in &layout.sheets {
        level(&mut pen, market, sheet, layout.scale);
    }
    furniture::draw(&mut pen, market, &layout);
    pen.raw("</svg>\n");
    pen.finish()
}

fn level(pen: &mut Pen, market: &Market, sheet: &Sheet<'_>, scale: f64) {
    let (dx, dy) = sheet.shift_dm();
    let id = escape(sheet.level.id.as_str());
    let moved = if sheet.is_ground { String::new() } else { format!(" transform=\"translate({dx} {dy})\"") };
    let up_mm = sheet.level.elevation.0;
    pen.raw(&format!(
        "<g class=\"level\" data-level=\"{id}\" data-up-mm=\"{up_mm}\" data-dx=\"{dx}\" data-dy=\"{dy}\"{moved}>\n"
    ));
    furniture::heading(pen, sheet, scale);
    ways::halls(pen, market, sheet);
    ways::aisles(pen, market, sheet);
    stalls::draw(pen, market, sheet);
    connectors::draw(pen, market, sheet);
    ways::aisle_names(pen, market, sheet);
    places::gates(pen, market, sheet);
    places::facilities(pen, market, sheet);
    pen.raw("</g>\n");
}
