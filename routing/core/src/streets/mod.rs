//! Readers of street files: OSM XML and PBF, OSMnx GraphML and GeoJSON edges.
//!
//! All three give the same pieces of street between junctions, in degrees; [`to_streets`] puts them into a market's
//! frame. What cannot be read is told, never guessed.

mod alone;
mod directed;
mod geojson;
mod graphml;
mod osm;
mod osm_pbf;
mod osm_xml;
mod rules;
mod wire;

use market_model::{
    Frame, Mm, OneWay, PointMm, Problem, Provenance, Source, Street, StreetId, Text, math, nfc,
};

pub use geojson::read_geojson;
pub use graphml::read_graphml;
pub use osm::{read_osm, read_osm_xml};
pub use rules::{StreetFacts, StreetRules, TurnRule};

/// A piece of street between two junctions, as read from a file: degrees, not yet in a market's frame.
#[derive(Debug, Clone, PartialEq)]
pub struct RawStreet {
    /// Identifier, unique in the file, fit for a `StreetId`.
    pub id: String,
    /// What it is called; may be empty.
    pub name: String,
    /// OpenStreetMap's `highway` value.
    pub highway: String,
    /// In which direction vehicles may use it.
    pub one_way: OneWay,
    /// Junction at the start.
    pub from_junction: String,
    /// Junction at the end.
    pub to_junction: String,
    /// Latitude and longitude in degrees, from start to end.
    pub line: Vec<(f64, f64)>,
    /// Length along the street in metres as stated by the file, or along the line.
    pub length_m: f64,
}

/// The streets in a market's frame, marked as imported. Lines shorter than a millimetre keep both ends.
#[must_use]
pub fn to_streets(raw: &[RawStreet], frame: &Frame) -> (Vec<Street>, Vec<Problem>) {
    let mut streets = Vec::new();
    let mut problems = Vec::new();
    for street in raw {
        let line: Vec<PointMm> =
            street.line.iter().map(|(lat, lon)| frame.market_from_wgs84(*lat, *lon)).collect();
        let Ok(id) = StreetId::new(&street.id) else {
            let expected = Text::new("글자·숫자로 된 번호", "an identifier of letters and digits");
            problems.push(Problem::error("street-id", "street · id", &street.id, expected));
            continue;
        };
        streets.push(Street {
            id,
            name: nfc(&street.name),
            highway: street.highway.clone(),
            one_way: street.one_way,
            from_junction: street.from_junction.clone(),
            to_junction: street.to_junction.clone(),
            line,
            length: Mm::from_metres_rounded(street.length_m),
            provenance: Provenance { base: Source::Imported, ..Provenance::default() },
        });
    }
    streets.sort_by(|a, b| a.id.cmp(&b.id));
    (streets, problems)
}

/// Great-circle length of a line in metres, on the sphere that OSMnx uses (radius 6,371,009 m).
fn line_m(line: &[(f64, f64)]) -> f64 {
    line.windows(2).map(|w| haversine_m(w[0], w[1])).sum()
}

fn haversine_m((lat1, lon1): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    let half = |d: f64| math::sin(d.to_radians() / 2.0).powi(2);
    let cos = |d: f64| math::cos(d.to_radians());
    let h = half(lat2 - lat1) + cos(lat1) * cos(lat2) * half(lon2 - lon1);
    2.0 * 6_371_009.0 * math::atan2(h.sqrt(), (1.0 - h).max(0.0).sqrt())
}

/// Whether a place can be on the earth.
fn on_earth(lat: f64, lon: f64) -> bool {
    (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)
}

#[expect(clippy::needless_pass_by_value, reason = "texts, numbers and errors alike are handed in")]
fn not_readable(what: &str, why: impl ToString) -> Problem {
    let expected = Text::new(format!("읽을 수 있는 {what} 파일"), format!("a readable {what} file"));
    Problem::error("street-file", what, why.to_string(), expected)
}

#[expect(clippy::needless_pass_by_value, reason = "texts, numbers and errors alike are handed in")]
fn bad(code: &str, path: String, found: impl ToString, ko: &str, en: &str) -> Problem {
    Problem::error(code, path, found.to_string(), Text::new(ko, en))
}

/// A one-way value of OpenStreetMap or OSMnx; `None` for an unknown word.
fn one_way(text: &str) -> Option<OneWay> {
    match text.trim().to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" => Some(OneWay::Forward),
        "-1" | "reverse" => Some(OneWay::Backward),
        // Lanes whose direction changes by the hour: no rider may count on either.
        "" | "no" | "false" | "0" | "reversible" | "alternating" => Some(OneWay::No),
        _ => None,
    }
}

/// The first of several values: OSMnx writes merged edges as `['secondary', 'tertiary']`.
fn first_of(text: &str) -> &str {
    let text = text.trim();
    let Some(inner) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) else { return text };
    inner.split(',').next().unwrap_or("").trim().trim_matches(['\'', '"'])
}
