//! Readers of street files: OSM XML, OSMnx GraphML and GeoJSON edges.

use market_model::{OneWay, Problem};

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

/// Reads edges written as GeoJSON line strings with `u`, `v`, `oneway`, `length`.
#[must_use]
pub fn read_geojson(bytes: &[u8]) -> (Vec<RawStreet>, Vec<Problem>) {
    let _ = bytes;
    (Vec::new(), Vec::new())
}

/// Reads an OSMnx GraphML file.
#[must_use]
pub fn read_graphml(bytes: &[u8]) -> (Vec<RawStreet>, Vec<Problem>) {
    let _ = bytes;
    (Vec::new(), Vec::new())
}

/// Reads an OpenStreetMap XML file (`.osm`), cut at shared nodes.
#[must_use]
pub fn read_osm_xml(bytes: &[u8]) -> (Vec<RawStreet>, Vec<Problem>) {
    let _ = bytes;
    (Vec::new(), Vec::new())
}
