//! Things at a distance along an aisle, and things with coordinates: gates, connectors, facilities, addresses, streets.

use market_model::{
    Address, AddressId, AisleId, Connector, ConnectorId, ConnectorKind, EntityKind, Facility, FacilityId,
    FacilityKind, Gate, GateId, Market, Mm, OneWay, Place, PointMm, Problem, Side, Street, StreetId, Survey,
    math,
};
use survey_geometry::CentreLine;

use super::aisles::{Lines, MOST_METRES};
use super::fields::Fields;
use super::head::elevation;

/// Distances along an aisle, in metres.
const ALONG: (i32, i32) = (0, 20_000);
/// Coordinates, in metres.
const AROUND: (i32, i32) = (-20_000, 20_000);
/// A comfortable step's rise.
const STEP_RISE_MM: i32 = 170;

/// Reads everything that has a place. O(n log n).
pub fn read(survey: &Survey, lines: &Lines, market: &mut Market, problems: &mut Vec<Problem>) {
    for (id, record) in survey.of(EntityKind::Gate) {
        let f = Fields::new(EntityKind::Gate, id, record, problems);
        market.gates.extend(read_gate(f, lines, market));
    }
    for (id, record) in survey.of(EntityKind::Connector) {
        let f = Fields::new(EntityKind::Connector, id, record, problems);
        market.connectors.extend(read_connector(f, lines, market));
    }
    for (id, record) in survey.of(EntityKind::Facility) {
        let f = Fields::new(EntityKind::Facility, id, record, problems);
        market.facilities.extend(read_facility(f, lines, market));
    }
    for (id, record) in survey.of(EntityKind::Address) {
        let mut f = Fields::new(EntityKind::Address, id, record, problems);
        let address = Address {
            id: AddressId(id.clone()),
            label: f.must_text("label"),
            point: PointMm::new(f.must_length("x_m", AROUND).0, f.must_length("y_m", AROUND).0),
            provenance: f.provenance(),
        };
        market.addresses.extend((!f.failed).then_some(address));
    }
    for (id, record) in survey.of(EntityKind::Street) {
        let f = Fields::new(EntityKind::Street, id, record, problems);
        market.streets.extend(read_street(f));
    }
}

/// The place that two fields name; `None` when the aisle is missing or could not be laid.
fn place(f: &mut Fields<'_>, lines: &Lines, aisle: &str, distance: &str) -> Option<Place> {
    let aisle = f.must_reference(aisle, AisleId);
    let chainage = f.must_length(distance, ALONG);
    let aisle = aisle?;
    let line = lines.get(&aisle)?;
    Some(Place { point: line.at(f64::from(chainage.0)), chainage: snapped(line, chainage), aisle })
}

/// A distance that is past the end by rounding alone is the end.
fn snapped(line: &CentreLine, chainage: Mm) -> Mm {
    let end = math::round_to_i32(line.length_mm());
    if chainage.0 > end && chainage.0 <= end + 1 { Mm(end) } else { chainage }
}

fn read_gate(mut f: Fields<'_>, lines: &Lines, market: &Market) -> Option<Gate> {
    f.must_text("name_ko");
    let place = place(&mut f, lines, "aisle", "distance_m");
    let width = f.length("width_m", (0, 100));
    let hours = f.hours("hours");
    let place = place?;
    let aisle_width = market.aisle(&place.aisle).map_or(Mm(3_000), |a| a.width);
    let gate = Gate {
        id: GateId(f.id.clone()),
        names: f.names("name"),
        place,
        width: width.unwrap_or(aisle_width),
        hours,
        provenance: f.provenance(),
    };
    (!f.failed).then_some(gate)
}

fn read_connector(mut f: Fields<'_>, lines: &Lines, market: &Market) -> Option<Connector> {
    let kind = f.must_code("kind", ConnectorKind::Stairs);
    let from = place(&mut f, lines, "from_aisle", "from_distance_m");
    let to = place(&mut f, lines, "to_aisle", "to_distance_m");
    let line = f.points("line");
    let width = f.length("width_m", (0, 100)).unwrap_or(Mm(1_500));
    let steps = f.whole("steps", (0, 1_000));
    let slope = f.whole("slope_permille", (0, 1_000));
    let hours = f.hours("hours");
    let (from, to) = (from?, to?);
    let height = |p: &Place| market.aisle(&p.aisle).map_or(0, |a| elevation(market, &a.level).0);
    let rise = (height(&to) - height(&from)).abs();
    let line = line.unwrap_or_else(|| vec![from.point, to.point]);
    let usual_steps =
        if kind == ConnectorKind::Stairs { (rise + STEP_RISE_MM / 2) / STEP_RISE_MM } else { 0 };
    let run: f64 =
        line.windows(2).map(|w| w.first().zip(w.last()).map_or(0.0, |(a, b)| a.distance_mm(*b))).sum();
    let usual_slope = if kind == ConnectorKind::Ramp && run > 1.0 {
        math::round_to_i32(f64::from(rise) * 1000.0 / run).clamp(0, 1000)
    } else {
        0
    };
    let connector = Connector {
        id: ConnectorId(f.id.clone()),
        kind,
        names: f.names("name"),
        from,
        to,
        line,
        width,
        steps: u16::try_from(steps.unwrap_or(i64::from(usual_steps))).unwrap_or(0),
        slope_permille: u16::try_from(slope.unwrap_or(i64::from(usual_slope))).unwrap_or(0),
        hours,
        provenance: f.provenance(),
    };
    (!f.failed).then_some(connector)
}

fn read_facility(mut f: Fields<'_>, lines: &Lines, market: &Market) -> Option<Facility> {
    let kind = f.must_code("kind", FacilityKind::Toilet);
    let place = place(&mut f, lines, "aisle", "distance_m");
    let side = f.code("side").unwrap_or(Side::Right);
    let offset = f.length("offset_m", (-1_000, 1_000));
    let hours = f.hours("hours");
    let place = place?;
    let (line, aisle) = (lines.get(&place.aisle)?, market.aisle(&place.aisle)?);
    let offset = offset.unwrap_or(Mm(aisle.width.0 / 2));
    let facility = Facility {
        id: FacilityId(f.id.clone()),
        kind,
        names: f.names("name"),
        point: line.beside(f64::from(place.chainage.0), side, f64::from(offset.0)),
        place,
        side,
        hours,
        provenance: f.provenance(),
    };
    (!f.failed).then_some(facility)
}

fn read_street(mut f: Fields<'_>) -> Option<Street> {
    if !f.has("line") {
        f.missing("line");
    }
    let line = f.points("line");
    let length = f.length("length_m", MOST_METRES);
    let one_way = f.code("one_way").unwrap_or(OneWay::No);
    let line = line?;
    let along: f64 =
        line.windows(2).map(|w| w.first().zip(w.last()).map_or(0.0, |(a, b)| a.distance_mm(*b))).sum();
    let street = Street {
        id: StreetId(f.id.clone()),
        name: f.text("name"),
        highway: f.text("highway"),
        one_way,
        from_junction: f.text("from_junction"),
        to_junction: f.text("to_junction"),
        line,
        length: length.unwrap_or(Mm(math::round_to_i32(along))),
        provenance: f.provenance(),
    };
    (!f.failed).then_some(street)
}
