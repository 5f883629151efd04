//! What makes a drawing a plan: title, level headings, scale bar, north arrow.

use market_model::{Lang, Market, MarketStatus};

use super::layout::{Layout, Sheet};
use super::palette::{INK, PAPER, SOFT_INK, STREET_EDGE};
use super::pen::{Pen, em, escape, number, x, y};

/// Draws the title, the scale bar and the north arrow. O(1).
pub fn draw(pen: &mut Pen, market: &Market, layout: &Layout<'_>) {
    let Some(ground) = layout.ground() else { return };
    let k = layout.scale;
    let (left, base) = (ground.area.min.0, ground.area.max.1 + 1_000.0 * k);
    let name = market.names.get(Lang::Ko);
    pen.raw(&format!(
        "<g class=\"plan-title\" fill=\"{INK}\"><text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"700\">{}</text>",
        x(left),
        y(base),
        number(24.0 * k),
        escape(name)
    ));
    if market.status != MarketStatus::Surveyed {
        let word = market.status.ko();
        let from = left + (em(name) * 2_400.0 + 1_000.0) * k;
        pen.raw(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"none\" stroke=\"{SOFT_INK}\"/>\
             <text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{SOFT_INK}\">{word}</text>",
            x(from),
            y(base + 1_700.0 * k),
            number((em(word) * 14.0 + 12.0) * k),
            number(20.0 * k),
            number(4.0 * k),
            x(from + 600.0 * k),
            y(base + 200.0 * k),
            number(14.0 * k),
        ));
    }
    pen.raw("</g>\n");
    scale_bar(pen, ground, k);
    north_arrow(pen, ground, k);
}

/// The ground on which a level is drawn.
pub fn panel(pen: &mut Pen, sheet: &Sheet<'_>) {
    let (area, (dx, dy)) = (sheet.area, sheet.shift);
    pen.raw(&format!(
        "<rect class=\"panel\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{PAPER}\" stroke=\"{STREET_EDGE}\"/>\n",
        x(area.min.0 + dx),
        y(area.max.1 + dy),
        number(area.width() / 100.0),
        number(area.height() / 100.0)
    ));
}

/// The name of a level above its plan; the ground has the market's name there.
pub fn heading(pen: &mut Pen, sheet: &Sheet<'_>, k: f64) {
    if sheet.is_ground {
        return;
    }
    let name = sheet.level.names.get(Lang::Ko);
    let id = sheet.level.id.as_str();
    let label = if name.is_empty() || name == id { id.to_owned() } else { format!("{name} ({id})") };
    pen.raw(&format!(
        "<text class=\"level-name\" x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"700\" fill=\"{INK}\">{}</text>\n",
        x(sheet.area.min.0),
        y(sheet.area.max.1 + 1_000.0 * k),
        number(21.0 * k),
        escape(&label)
    ));
}

fn scale_bar(pen: &mut Pen, ground: &Sheet<'_>, k: f64) {
    let (from, at) = (ground.area.min.0 + 2_500.0 * k, ground.area.min.1 + 2_000.0 * k);
    // About a fifth of the plan, in round metres that halve evenly.
    let wanted = ground.area.width() / 5.0 / 1_000.0;
    let metres = [200, 100, 50, 40, 20, 10].into_iter().find(|m| f64::from(*m) <= wanted).unwrap_or(4);
    let half = f64::from(metres) * 500.0;
    pen.raw(&format!(
        "<rect x=\"{4}\" y=\"{5}\" width=\"{6}\" height=\"{7}\" rx=\"6\" fill=\"{PAPER}\" fill-opacity=\".85\"/>\
         <g class=\"scale-bar\" stroke=\"{INK}\" stroke-width=\"1\" aria-hidden=\"true\">\
         <rect x=\"{0}\" y=\"{2}\" width=\"{3}\" height=\"{8}\" fill=\"{INK}\"/>\
         <rect x=\"{1}\" y=\"{2}\" width=\"{3}\" height=\"{8}\" fill=\"{PAPER}\"/></g>\n",
        x(from),
        x(from + half),
        y(at),
        number(half / 100.0),
        x(from - 1_200.0 * k),
        y(at + 2_200.0 * k),
        number(half / 50.0 + 40.0 * k),
        number(34.0 * k),
        number(4.5 * k),
    ));
    let labels = format!("class=\"scale-label\" fill=\"{INK}\" text-anchor=\"middle\" aria-hidden=\"true\"");
    for (along, text) in
        [(0.0, "0".to_owned()), (half, (metres / 2).to_string()), (half * 2.0, format!("{metres} m"))]
    {
        pen.word((from + along, at + 1_100.0 * k), 0.0, 11.0 * k, &text, &labels);
    }
}

fn north_arrow(pen: &mut Pen, ground: &Sheet<'_>, k: f64) {
    let (cx, cy) = (x(ground.area.max.0 - 3_800.0 * k), y(ground.area.max.1 - 3_800.0 * k));
    let scale = number(k);
    pen.raw(&format!(
        "<g class=\"north\" transform=\"translate({cx} {cy}) scale({scale})\" aria-hidden=\"true\">\
         <circle r=\"24\" fill=\"#fff\" fill-opacity=\".85\" stroke=\"{SOFT_INK}\" stroke-width=\"1\"/>\
         <path d=\"M0-9 8 17 0 12-8 17z\" fill=\"{INK}\"/>\
         <text y=\"-11\" font-size=\"11\" font-weight=\"700\" fill=\"{INK}\" text-anchor=\"middle\">N</text></g>\n"
    ));
}
