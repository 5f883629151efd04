//! Gates with their names, facilities with their signs.

use market_model::{Aisle, Facility, FacilityKind, Gate, Lang, Market, math};

use super::frame::{along, at, direction, distance, left, line_of};
use super::icons;
use super::layout::Sheet;
use super::palette::{GATE, sign};
use super::pen::{At, Pen, em, escape, number, x, y};

/// Size of a gate's name in decimetres.
const GATE_NAME_DM: f64 = 13.0;

/// Draws the gates of a level. O(gates · aisle points).
pub fn gates(pen: &mut Pen, market: &Market, sheet: &Sheet<'_>) {
    pen.group("class=\"gates\"", |pen| {
        for gate in market.gates.iter().filter(|g| sheet.has(market, &g.place.aisle)) {
            if let Some(aisle) = market.aisle(&gate.place.aisle) {
                draw_gate(pen, gate, aisle);
            }
        }
    });
}

fn draw_gate(pen: &mut Pen, gate: &Gate, aisle: &Aisle) {
    let p = at(gate.place.point);
    let inward = inward(gate, aisle);
    let (sideways, half) = (left(inward), f64::from(gate.width.0) / 2.0);
    let id = escape(gate.id.as_str());
    pen.raw(&format!("<g class=\"gate\" id=\"gate-{id}\" data-gate=\"{id}\">"));
    pen.path(
        &[along(p, sideways, half), along(p, sideways, -half)],
        false,
        &format!("stroke=\"{GATE}\" stroke-width=\"5\" stroke-linecap=\"round\""),
    );
    let tip = along(p, inward, -700.0);
    let base = along(tip, inward, -1_900.0);
    pen.path(
        &[tip, along(base, sideways, 1_300.0), along(base, sideways, -1_300.0)],
        true,
        &format!("fill=\"{GATE}\""),
    );
    // The name stands outside, further off when it lies across the way in.
    let name = gate.names.get(Lang::Ko);
    let half_width = em(name) * GATE_NAME_DM * 50.0 + 500.0;
    let away = 3_700.0 + half_width * inward.0.abs() * 0.92;
    let middle = along(p, inward, -away);
    pen.raw(&format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"19\" rx=\"9.5\" fill=\"{GATE}\"/>\n",
        x(middle.0 - half_width),
        y(middle.1 + 950.0),
        number(half_width / 50.0)
    ));
    let attributes = "class=\"gate-name\" fill=\"#fff\" font-weight=\"700\" text-anchor=\"middle\"";
    pen.word(middle, 0.0, GATE_NAME_DM, name, attributes);
    pen.raw("</g>\n");
}

/// The direction into the market at a gate: along the aisle, away from its nearer end.
fn inward(gate: &Gate, aisle: &Aisle) -> At {
    let line = line_of(&aisle.line);
    let p = at(gate.place.point);
    let (Some(&first), Some(&last)) = (line.first(), line.last()) else { return (0.0, 1.0) };
    let next = line.get(1).copied().unwrap_or(last);
    let before = line.len().checked_sub(2).and_then(|i| line.get(i)).copied().unwrap_or(first);
    if distance(p, first) <= distance(p, last) { direction(first, next) } else { direction(last, before) }
}

/// Draws the facilities of a level, moved a little where signs would cover one another. O(n²) in facilities near.
pub fn facilities(pen: &mut Pen, market: &Market, sheet: &Sheet<'_>) {
    let mut here: Vec<&Facility> =
        market.facilities.iter().filter(|f| sheet.has(market, &f.place.aisle)).collect();
    // What people look for first keeps its place; signs of fire safety give way.
    here.sort_by(|a, b| size_dm(b.kind).total_cmp(&size_dm(a.kind)).then_with(|| a.id.cmp(&b.id)));
    let mut taken: Vec<(At, f64)> = Vec::new();
    pen.group("class=\"facilities\"", |pen| {
        for facility in here {
            let size = size_dm(facility.kind);
            let place = free_place(at(facility.point), size, &taken);
            taken.push((place, size));
            let id = escape(facility.id.as_str());
            let title = format!("<title>{}</title>", escape(named(facility)));
            pen.raw(&format!(
                "<g class=\"facility facility-{}\" id=\"facility-{id}\" data-facility=\"{id}\">",
                facility.kind.code()
            ));
            let round = facility.kind == FacilityKind::Information;
            icons::sign(pen, place, size, sign(facility.kind), icons::facility(facility.kind), round, &title);
            pen.raw("</g>\n");
        }
    });
}

fn named(facility: &Facility) -> &str {
    let name = facility.names.get(Lang::Ko);
    if name.is_empty() { facility.kind.ko() } else { name }
}

/// Size of a sign in decimetres.
const fn size_dm(kind: FacilityKind) -> f64 {
    match kind {
        FacilityKind::Extinguisher | FacilityKind::Hydrant => 12.0,
        FacilityKind::Aed | FacilityKind::Lockers => 17.0,
        _ => 24.0,
    }
}

/// The nearest place where a sign covers no earlier one, up to its own size away.
fn free_place(wanted: At, size: f64, taken: &[(At, f64)]) -> At {
    let free = |p: At| taken.iter().all(|(q, other)| distance(p, *q) >= (size + other) * 52.0);
    if free(wanted) {
        return wanted;
    }
    for ring in 1..=4 {
        for step in 0..8 {
            let angle = f64::from(step) * std::f64::consts::FRAC_PI_4;
            let radius = f64::from(ring) * size * 40.0;
            let p = (wanted.0 + radius * math::cos(angle), wanted.1 + radius * math::sin(angle));
            if free(p) {
                return p;
            }
        }
    }
    wanted
}
