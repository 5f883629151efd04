//! What people walk on: streets around, halls, aisles with their roofs, and the aisles' names.

use market_model::{Aisle, Lang, Market, RoofKind, Street};

use super::frame::{
    Box2, along, at, direction, distance, hull, left, line_of, longest_segment, reading_angle,
};
use super::layout::Sheet;
use super::palette::{AISLE, EDGE, GLASS, HALL, INK, SOFT_INK, STREET, STREET_EDGE};
use super::pen::{At, Pen, em, escape, number, x, y};

/// Arcades have a rib about every six metres.
const RIB_MM: f64 = 6_000.0;

/// Room for the round ends of the widest street, so that they lie beyond the edge.
const BEYOND_MM: f64 = 15_000.0;

/// The streets and buildings around the ground plan, cut at its margin. O(n).
pub fn streets(pen: &mut Pen, market: &Market, ground: &Sheet<'_>) {
    let shown = ground.area;
    let (left, top) = (x(shown.min.0), y(shown.max.1));
    let (width, height) = (number(shown.width() / 100.0), number(shown.height() / 100.0));
    // An inner drawing cuts what lies beyond its box, without the identifiers that a clip path would need.
    let inner = format!(
        "<svg class=\"around\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"{left} {top} {width} {height}\" overflow=\"hidden\">\n"
    );
    pen.raw(&inner);
    street_lines(pen, market, shown.grown(BEYOND_MM), shown);
    buildings(pen, market, shown);
    pen.raw("</svg>\n");
}

fn street_lines(pen: &mut Pen, market: &Market, area: Box2, shown: Box2) {
    let visible: Vec<(&Street, Vec<Vec<At>>)> = market
        .streets
        .iter()
        .map(|s| (s, area.clip_line(&line_of(&s.line))))
        .filter(|(_, pieces)| !pieces.is_empty())
        .collect();
    for (class, colour, extra) in [("street-edge", STREET_EDGE, 4.0), ("street", STREET, 0.0)] {
        let attributes = format!(
            "class=\"{class}\" fill=\"none\" stroke=\"{colour}\" stroke-linejoin=\"round\" stroke-linecap=\"round\" aria-hidden=\"true\""
        );
        pen.group(&attributes, |pen| {
            for (street, pieces) in &visible {
                let width = number(street_width_dm(&street.highway) + extra);
                for piece in pieces {
                    pen.path(piece, false, &format!("stroke-width=\"{width}\""));
                }
            }
        });
    }
    pen.group(
        &format!("class=\"street-names\" fill=\"{SOFT_INK}\" text-anchor=\"middle\" aria-hidden=\"true\""),
        |pen| {
            let mut named: Vec<&str> = Vec::new();
            for (street, pieces) in &visible {
                let longest = pieces.iter().filter_map(|p| longest_segment(p));
                let seen = longest.filter_map(|(a, b)| shown.clip(a, b));
                let Some((a, b)) = seen.max_by(|a, b| distance(a.0, a.1).total_cmp(&distance(b.0, b.1)))
                else {
                    continue;
                };
                let size = 12.0;
                let room = distance(a, b) / 100.0;
                if street.name.is_empty()
                    || named.contains(&street.name.as_str())
                    || room < em(&street.name) * size + 20.0
                {
                    continue;
                }
                named.push(&street.name);
                let middle = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
                pen.word(middle, reading_angle(direction(a, b)), size, &street.name, "class=\"street-name\"");
            }
        },
    );
    buildings(pen, market, area);
}

/// Address points as small squares: there is a building.
fn buildings(pen: &mut Pen, market: &Market, area: Box2) {
    pen.group(&format!("class=\"addresses\" fill=\"{STREET_EDGE}\" aria-hidden=\"true\""), |pen| {
        for address in market.addresses.iter().filter(|a| area.grown(-1_500.0).holds(at(a.point))) {
            let p = at(address.point);
            pen.raw(&format!(
                "<rect x=\"{}\" y=\"{}\" width=\"12\" height=\"12\" rx=\"2\"/>\n",
                x(p.0 - 600.0),
                y(p.1 + 600.0)
            ));
        }
    });
}

/// How wide a street is drawn, in decimetres, by its `highway` value.
fn street_width_dm(highway: &str) -> f64 {
    match highway.trim_end_matches("_link") {
        "motorway" | "trunk" => 220.0,
        "primary" => 180.0,
        "secondary" => 140.0,
        "tertiary" => 100.0,
        "footway" | "path" | "steps" | "pedestrian" | "cycleway" => 26.0,
        "service" | "living_street" => 44.0,
        _ => 60.0,
    }
}

/// The floor of each hall: around everything that is indoors and joined. O(indoor aisles² · points).
pub fn halls(pen: &mut Pen, market: &Market, sheet: &Sheet<'_>) {
    let indoor = |a: &&Aisle| a.level == sheet.level.id && a.roof == RoofKind::Indoor;
    let mut halls: Vec<Vec<&Aisle>> = Vec::new();
    for aisle in market.aisles.iter().filter(indoor) {
        let (joined, apart): (Vec<_>, Vec<_>) =
            halls.into_iter().partition(|hall| hall.iter().any(|other| touch(aisle, other)));
        halls = apart;
        halls.push(joined.into_iter().flatten().chain([aisle]).collect());
    }
    for hall in halls {
        let mut corners: Vec<At> = Vec::new();
        for aisle in hall {
            let line = line_of(&aisle.line);
            let half = f64::from(aisle.width.0) / 2.0;
            for (&a, &b) in line.iter().zip(line.iter().skip(1)) {
                let sideways = left(direction(a, b));
                corners.extend(
                    [a, b].iter().flat_map(|e| [along(*e, sideways, half), along(*e, sideways, -half)]),
                );
            }
            corners.extend(
                market.stalls.iter().filter(|s| s.aisle == aisle.id).flat_map(|s| s.footprint.map(at)),
            );
        }
        let attributes = format!(
            "class=\"hall\" fill=\"{HALL}\" stroke=\"{EDGE}\" stroke-width=\"3\" stroke-linejoin=\"round\" \
             aria-hidden=\"true\""
        );
        pen.path(&hull(corners), true, &attributes);
    }
}

/// Whether an end of one aisle lies on the other.
fn touch(a: &Aisle, b: &Aisle) -> bool {
    let reach = f64::from(a.width.0 + b.width.0) / 2.0 + 500.0;
    let on = |ends: &Aisle, way: &Aisle| {
        let (ends, way) = (line_of(&ends.line), line_of(&way.line));
        let near = |p: At| way.iter().zip(way.iter().skip(1)).any(|(&s, &t)| to_segment(p, s, t) <= reach);
        ends.first().is_some_and(|p| near(*p)) || ends.last().is_some_and(|p| near(*p))
    };
    on(a, b) || on(b, a)
}

/// Distance from a point to a segment.
fn to_segment(p: At, a: At, b: At) -> f64 {
    let d = direction(a, b);
    let t = ((p.0 - a.0) * d.0 + (p.1 - a.1) * d.1).clamp(0.0, distance(a, b));
    distance(p, along(a, d, t))
}

/// The aisles' floors and, lightly, their roofs. O(n).
pub fn aisles(pen: &mut Pen, market: &Market, sheet: &Sheet<'_>) {
    let on_level: Vec<&Aisle> = market.aisles.iter().filter(|a| a.level == sheet.level.id).collect();
    let attributes = format!(
        "class=\"aisles\" fill=\"none\" stroke=\"{AISLE}\" stroke-linejoin=\"round\" stroke-linecap=\"square\" aria-hidden=\"true\""
    );
    pen.group(&attributes, |pen| {
        for aisle in &on_level {
            let (id, width) = (escape(aisle.id.as_str()), number(f64::from(aisle.width.0) / 100.0));
            let attributes = format!(
                "class=\"aisle roof-{}\" data-aisle=\"{id}\" stroke-width=\"{width}\" stroke-linecap=\"butt\"",
                aisle.roof.code()
            );
            pen.path(&line_of(&aisle.line), false, &attributes);
        }
    });
    pen.group(
        &format!("class=\"roofs\" fill=\"none\" stroke=\"{GLASS}\" stroke-width=\".8\" aria-hidden=\"true\""),
        |pen| {
            for aisle in &on_level {
                roof(pen, aisle);
            }
        },
    );
}

/// An arcade's ribs, an awning's edges.
fn roof(pen: &mut Pen, aisle: &Aisle) {
    let half = f64::from(aisle.width.0) / 2.0;
    let line = line_of(&aisle.line);
    for (&a, &b) in line.iter().zip(line.iter().skip(1)) {
        let (forward, length) = (direction(a, b), distance(a, b));
        let sideways = left(forward);
        match aisle.roof {
            RoofKind::Arcade => {
                let n = (length / RIB_MM).floor().clamp(1.0, 2_000.0);
                let mut i = 0.5;
                while i < n {
                    let p = along(a, forward, length * i / n);
                    pen.path(&[along(p, sideways, half), along(p, sideways, -half)], false, "class=\"rib\"");
                    i += 1.0;
                }
            }
            RoofKind::Awning => {
                for k in [half - 700.0, 700.0 - half] {
                    let edge = [along(a, sideways, k), along(b, sideways, k)];
                    pen.path(&edge, false, "class=\"awning\" stroke-dasharray=\"8 4\"");
                }
            }
            RoofKind::None | RoofKind::Indoor => {}
        }
    }
}

/// The names of the aisles, written along them, again every 70 metres. O(n).
pub fn aisle_names(pen: &mut Pen, market: &Market, sheet: &Sheet<'_>) {
    let attributes = format!(
        "class=\"aisle-names\" fill=\"{INK}\" stroke=\"{AISLE}\" stroke-width=\"3\" paint-order=\"stroke\" \
         stroke-linejoin=\"round\" text-anchor=\"middle\" font-weight=\"600\" pointer-events=\"none\" aria-hidden=\"true\""
    );
    pen.group(&attributes, |pen| {
        for aisle in market.aisles.iter().filter(|a| a.level == sheet.level.id) {
            let name = aisle.names.get(Lang::Ko);
            let Some((a, b)) = longest_segment(&line_of(&aisle.line)) else { continue };
            let size = (f64::from(aisle.width.0) / 100.0 * 0.3).clamp(7.0, 17.0);
            let length = distance(a, b);
            if em(name) * size > length / 100.0 * 0.95 {
                continue;
            }
            let n = (length / 70_000.0).floor().clamp(1.0, 50.0);
            let mut i = 0.5;
            while i < n {
                let p = along(a, direction(a, b), length * i / n);
                pen.word(p, reading_angle(direction(a, b)), size, name, "class=\"aisle-name\"");
                i += 1.0;
            }
        }
    });
}
