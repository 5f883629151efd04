//! Streets from public maps become rows of the table `streets`.

use market_model::{
    Cell, EntityKind, Frame, Id, Mm, OneWay, Origin, PointMm, Problem, Source, Survey, Text, Wgs84, math,
};
use market_routing::streets::{RawStreet, read_geojson, read_graphml, read_osm};

/// How a street file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreetFormat {
    /// GeoJSON line strings with `u`, `v`, `oneway`, `length`.
    GeoJson,
    /// OSMnx GraphML.
    GraphMl,
    /// OpenStreetMap XML or PBF, told apart by the first bytes.
    Osm,
}

impl StreetFormat {
    /// The format that a file name's ending says.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "geojson" | "json" => Some(Self::GeoJson),
            "graphml" => Some(Self::GraphMl),
            "osm" | "xml" | "pbf" => Some(Self::Osm),
            _ => None,
        }
    }
}

/// Puts the streets of a file that come within `radius` of the market's origin into its survey, marked imported;
/// earlier streets are replaced. Answers how many, and every problem. O(n log n).
///
/// The survey must say where the market lies (`latitude`, `longitude`).
#[must_use]
pub fn import_streets(
    survey: &mut Survey,
    bytes: &[u8],
    format: StreetFormat,
    radius: Mm,
) -> (usize, Vec<Problem>) {
    let Some(origin) = origin_of(survey) else {
        let expected = Text::new("시장 표의 위도와 경도", "latitude and longitude in the table `market`");
        return (0, vec![Problem::error("no-origin", "market · latitude", "", expected)]);
    };
    let (raw, mut problems) = match format {
        StreetFormat::GeoJson => read_geojson(bytes),
        StreetFormat::GraphMl => read_graphml(bytes),
        // What the streets forbid has no column in the table yet.
        StreetFormat::Osm => {
            let (streets, _, problems) = read_osm(bytes);
            (streets, problems)
        }
    };
    survey.records.retain(|(kind, _), _| *kind != EntityKind::Street);
    let frame = Frame::at(origin);
    let mut n_used = 0;
    for street in &raw {
        let line: Vec<PointMm> =
            street.line.iter().map(|(lat, lon)| frame.market_from_wgs84(*lat, *lon)).collect();
        let near = |p: &PointMm| p.distance_mm(PointMm::default()) <= f64::from(radius.0);
        if line.len() < 2 || !line.iter().any(near) {
            continue;
        }
        match Id::new(&street.id) {
            Ok(id) => {
                put(survey, &id, street, &line);
                n_used += 1;
            }
            Err(error) => {
                let expected = Text::new("도로 번호", "an identifier of a street");
                problems.push(Problem::warning("bad-id", "street · id", error.found, expected));
            }
        }
    }
    (n_used, problems)
}

fn origin_of(survey: &Survey) -> Option<Wgs84> {
    let (_, market) = survey.of(EntityKind::Market).next()?;
    let degrees = |field: &str| market.get(field)?.parse::<f64>().ok();
    Wgs84::in_korea(degrees("latitude")?, degrees("longitude")?)
}

fn put(survey: &mut Survey, id: &Id, street: &RawStreet, line: &[PointMm]) {
    let points: Vec<String> =
        line.iter().map(|p| format!("{} {}", metres_text(Mm(p.x)), metres_text(Mm(p.y)))).collect();
    let one_way = if street.one_way == OneWay::No { "" } else { street.one_way.code() };
    let length = metres_text(Mm(math::round_to_i32(street.length_m * 1000.0)));
    let fields = [
        ("name", street.name.clone()),
        ("highway", street.highway.clone()),
        ("one_way", one_way.to_owned()),
        ("from_junction", street.from_junction.clone()),
        ("to_junction", street.to_junction.clone()),
        ("line", points.join("; ")),
        ("length_m", length),
    ];
    for (field, value) in fields {
        if !value.is_empty() {
            let cell = Cell { value, source: Source::Imported, origin: Origin::default() };
            survey.set(EntityKind::Street, id, field, cell);
        }
    }
}

/// A length as it is written in tables: metres, without needless zeros.
#[must_use]
pub fn metres_text(length: Mm) -> String {
    let sign = if length.0 < 0 { "-" } else { "" };
    let (whole, rest) = (length.0.unsigned_abs() / 1000, length.0.unsigned_abs() % 1000);
    let decimals = format!("{rest:03}");
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_map_file_says_its_format() {
        for (name, format) in [
            ("map.osm", Some(StreetFormat::Osm)),
            ("district.osm.pbf", Some(StreetFormat::Osm)),
            ("MAP.PBF", Some(StreetFormat::Osm)),
            ("drive.graphml", Some(StreetFormat::GraphMl)),
            ("streets.geojson", Some(StreetFormat::GeoJson)),
            ("streets.shp", None),
            ("pbf", None),
        ] {
            assert_eq!(StreetFormat::of_name(name), format, "{name}");
        }
    }

    #[test]
    fn lengths_are_written_as_they_are_read() {
        for mm in [0, 5, -5, 1000, -1500, 12_340, i32::MAX, i32::MIN] {
            assert_eq!(market_model::parse_decimal_mm(&metres_text(Mm(mm))), Some(Mm(mm)), "{mm}");
        }
    }
}
