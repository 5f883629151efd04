//! Stairs, ramps, lifts and crossings: where they stand, and where they lead.

use market_model::{Connector, ConnectorKind, Lang, Market, Place};

use super::frame::{along, at, direction, distance, left, line_of};
use super::icons;
use super::layout::Sheet;
use super::palette::{CONNECTOR, SOFT_INK};
use super::pen::{At, Pen, escape, number};

/// Draws the connectors that touch a level. O(n).
pub fn draw(pen: &mut Pen, market: &Market, sheet: &Sheet<'_>) {
    let touches = |c: &&Connector| sheet.has(market, &c.from.aisle) || sheet.has(market, &c.to.aisle);
    pen.group("class=\"connectors\"", |pen| {
        for connector in market.connectors.iter().filter(touches) {
            strip(pen, connector);
            let starts_here = sheet.has(market, &connector.from.aisle);
            let same_level = starts_here && sheet.has(market, &connector.to.aisle);
            if connector.kind == ConnectorKind::Crossing || same_level {
                continue;
            }
            let far = if starts_here { &connector.to } else { &connector.from };
            badge(pen, market, connector, starts_here, far);
        }
    });
}

/// The floor that a connector covers.
fn strip(pen: &mut Pen, connector: &Connector) {
    let line = line_of(&connector.line);
    let width = f64::from(connector.width.0) / 100.0;
    let class = connector.kind.code();
    if connector.kind == ConnectorKind::Crossing {
        let dashes = format!(
            "class=\"connector {class}\" fill=\"none\" stroke=\"{SOFT_INK}\" stroke-opacity=\".5\" stroke-width=\"{}\" \
             stroke-dasharray=\"5 5\" aria-hidden=\"true\"",
            number(width)
        );
        pen.path(&line, false, &dashes);
        return;
    }
    if connector.kind == ConnectorKind::Lift {
        return;
    }
    let edge = format!(
        "fill=\"none\" stroke=\"{CONNECTOR}\" stroke-opacity=\".55\" stroke-width=\"{}\"",
        number(width)
    );
    pen.path(&line, false, &format!("class=\"connector {class}\" {edge} aria-hidden=\"true\""));
    let inner = format!(
        "fill=\"none\" stroke=\"#f4f3fb\" stroke-width=\"{}\" aria-hidden=\"true\"",
        number((width - 1.6).max(1.0))
    );
    pen.path(&line, false, &inner);
    if connector.kind == ConnectorKind::Stairs {
        treads(pen, &line, width);
    }
}

/// A line across for each step of about 30 cm.
fn treads(pen: &mut Pen, line: &[At], width: f64) {
    let half = (width - 1.6).max(1.0) * 50.0;
    pen.group(
        &format!("stroke=\"{CONNECTOR}\" stroke-opacity=\".6\" stroke-width=\".6\" aria-hidden=\"true\""),
        |pen| {
            for (&a, &b) in line.iter().zip(line.iter().skip(1)) {
                let (forward, length) = (direction(a, b), distance(a, b));
                let n = (length / 450.0).floor().clamp(1.0, 400.0);
                let mut i = 1.0;
                while i < n {
                    let p = along(a, forward, length * i / n);
                    pen.path(
                        &[along(p, left(forward), half), along(p, left(forward), -half)],
                        false,
                        "class=\"tread\"",
                    );
                    i += 1.0;
                }
            }
        },
    );
}

/// The sign at the end of a connector on this level, with the level to which it leads.
fn badge(pen: &mut Pen, market: &Market, connector: &Connector, starts_here: bool, far: &Place) {
    let end = if starts_here { connector.line.first() } else { connector.line.last() };
    let Some(end) = end.copied().map(at) else { return };
    let leads_to = market.aisle(&far.aisle).map(|a| a.level.as_str()).unwrap_or_default();
    let title = format!("{} → {leads_to}", named(connector));
    let title = format!("<title>{}</title>", escape(&title));
    icons::sign(pen, end, 18.0, CONNECTOR, icons::connector(connector.kind), false, &title);
    let attributes = format!(
        "class=\"leads-to\" fill=\"{CONNECTOR}\" stroke=\"#fff\" stroke-width=\"2.4\" paint-order=\"stroke\" \
         font-weight=\"700\" text-anchor=\"middle\" aria-hidden=\"true\""
    );
    pen.word((end.0, end.1 - 1_450.0), 0.0, 9.0, &format!("→{leads_to}"), &attributes);
}

fn named(connector: &Connector) -> &str {
    let name = connector.names.get(Lang::Ko);
    if name.is_empty() { connector.kind.ko() } else { name }
}
