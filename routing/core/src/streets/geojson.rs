//! GeoJSON edges: one line string a directed edge, with `u`, `v`, `oneway`, `length` as OSMnx names them.

use market_model::Problem;
use serde_json::Value;

use super::directed::{Directed, merge};
use super::{RawStreet, bad, first_of, line_m, not_readable, on_earth, one_way};

/// Reads edges written as GeoJSON line strings. Features that cannot be used are told and left out.
#[must_use]
pub fn read_geojson(bytes: &[u8]) -> (Vec<RawStreet>, Vec<Problem>) {
    let root: Value = match serde_json::from_slice(bytes) {
        Ok(root) => root,
        Err(e) => return (Vec::new(), vec![not_readable("GeoJSON", e)]),
    };
    let Some(features) = root.get("features").and_then(Value::as_array) else {
        return (Vec::new(), vec![not_readable("GeoJSON", "no `features`")]);
    };
    let mut edges = Vec::new();
    let mut problems = Vec::new();
    for (index, feature) in features.iter().enumerate() {
        match edge(feature, index) {
            Ok(edge) => edges.push(edge),
            Err(problem) => problems.push(problem),
        }
    }
    (merge(edges), problems)
}

fn edge(feature: &Value, index: usize) -> Result<Directed, Problem> {
    let path = |field: &str| format!("features[{index}] · {field}");
    let text = |field: &str| match feature.get("properties").and_then(|p| p.get(field)) {
        Some(Value::String(s)) => s.clone(),
        Some(Value::Array(list)) => list.first().and_then(Value::as_str).unwrap_or_default().to_owned(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let geometry = feature.get("geometry");
    let kind = geometry.and_then(|g| g.get("type")).and_then(Value::as_str).unwrap_or_default();
    let points = geometry.and_then(|g| g.get("coordinates")).and_then(Value::as_array);
    let (Some(points), "LineString") = (points, kind) else {
        return Err(bad("not-a-line", path("geometry"), kind, "LineString", "a LineString"));
    };
    let mut line = Vec::new();
    for point in points {
        let number = |i: usize| point.get(i).and_then(Value::as_f64);
        match (number(1), number(0)) {
            (Some(lat), Some(lon)) if on_earth(lat, lon) => line.push((lat, lon)),
            _ => {
                return Err(bad(
                    "coordinates",
                    path("geometry"),
                    point,
                    "경도와 위도",
                    "longitude and latitude",
                ));
            }
        }
    }
    if line.len() < 2 {
        return Err(bad(
            "short-line",
            path("geometry"),
            line.len(),
            "점이 두 개 이상인 선",
            "a line of at least two points",
        ));
    }
    let (from, to) = (text("u"), text("v"));
    if from.is_empty() || to.is_empty() {
        return Err(bad("no-junction", path("u/v"), "", "양끝 교차점 번호", "the junctions at both ends"));
    }
    let oneway = text("oneway");
    let one_way = one_way(first_of(&oneway))
        .ok_or_else(|| bad("one-way", path("oneway"), &oneway, "True 또는 False", "True or False"))?;
    let stated = text("length");
    let length_m = if stated.is_empty() { line_m(&line) } else { stated.parse().unwrap_or(-1.0) };
    if !(0.0..=200_000.0).contains(&length_m) {
        return Err(bad("length", path("length"), stated, "0~200,000 m", "0 to 200,000 m"));
    }
    let (name, highway) = (first_of(&text("name")).to_owned(), first_of(&text("highway")).to_owned());
    Ok(Directed { from, to, name, highway, one_way, line, length_m })
}
