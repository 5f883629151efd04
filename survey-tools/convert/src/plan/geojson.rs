//! The plan as GeoJSON (RFC 7946): longitude and latitude, counter-clockwise rings.

use market_model::{Frame, Market, PointMm, Wgs84};
use serde_json::{Value, json};

/// The plan as a feature collection. O(n).
///
/// A market whose place on the earth is unknown is drawn around latitude 0, longitude 0, with `"placed": false`.
pub fn geojson(market: &Market) -> Value {
    let map = Map { frame: Frame::at(market.origin.unwrap_or(Wgs84 { lat_e7: 0, lon_e7: 0 })) };
    let mut features = Vec::new();
    for street in &market.streets {
        let properties = json!({"kind": "street", "id": street.id, "name": street.name, "highway": street.highway,
            "one_way": street.one_way.code()});
        features.push(feature(map.line(&street.line), properties));
    }
    for aisle in &market.aisles {
        let properties = json!({"kind": "aisle", "id": aisle.id, "level": aisle.level, "name": aisle.names.ko,
            "name_en": aisle.names.en, "width_m": aisle.width.metres(), "roof": aisle.roof.code()});
        features.push(feature(map.line(&aisle.line), properties));
    }
    for stall in &market.stalls {
        let merchant = stall.merchant.as_ref().and_then(|id| market.merchant(id)).map(|m| &m.names);
        let properties = json!({"kind": "stall", "id": stall.id, "code": stall.code, "level": stall.level,
            "aisle": stall.aisle, "category": stall.category.code(), "state": stall.state.code(),
            "name": merchant.map_or("", |n| &n.ko), "name_en": merchant.map_or("", |n| &n.en),
            "height_m": stall.height.metres()});
        features.push(feature(map.ring(&stall.footprint), properties));
    }
    for gate in &market.gates {
        let properties = json!({"kind": "gate", "id": gate.id, "name": gate.names.ko, "name_en": gate.names.en, "aisle": gate.place.aisle});
        features.push(feature(map.point(gate.place.point), properties));
    }
    for connector in &market.connectors {
        let properties = json!({"kind": connector.kind.code(), "id": connector.id, "name": connector.names.ko,
            "from_aisle": connector.from.aisle, "to_aisle": connector.to.aisle, "steps": connector.steps});
        features.push(feature(map.line(&connector.line), properties));
    }
    for facility in &market.facilities {
        let properties = json!({"kind": facility.kind.code(), "id": facility.id, "name": facility.names.ko,
            "name_en": facility.names.en, "aisle": facility.place.aisle});
        features.push(feature(map.point(facility.point), properties));
    }
    for address in &market.addresses {
        features.push(feature(
            map.point(address.point),
            json!({"kind": "address", "id": address.id, "label": address.label}),
        ));
    }
    json!({"type": "FeatureCollection", "market": market.id, "name": market.names.ko,
        "placed": market.origin.is_some(), "features": features})
}

fn feature(geometry: Value, properties: Value) -> Value {
    let members = [("type", Value::from("Feature")), ("geometry", geometry), ("properties", properties)];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

struct Map {
    frame: Frame,
}

impl Map {
    /// Longitude and latitude with seven decimals: a centimetre.
    fn place(&self, p: PointMm) -> [f64; 2] {
        let (lat, lon) = self.frame.wgs84_from_market(p);
        let seven = |degrees: f64| (degrees * 1e7).round() / 1e7;
        [seven(lon), seven(lat)]
    }

    fn point(&self, p: PointMm) -> Value {
        json!({"type": "Point", "coordinates": self.place(p)})
    }

    fn line(&self, points: &[PointMm]) -> Value {
        let coordinates: Vec<[f64; 2]> = points.iter().map(|p| self.place(*p)).collect();
        json!({"type": "LineString", "coordinates": coordinates})
    }

    fn ring(&self, corners: &[PointMm]) -> Value {
        let closed = corners.iter().chain(corners.first());
        let coordinates: Vec<[f64; 2]> = closed.map(|p| self.place(*p)).collect();
        json!({"type": "Polygon", "coordinates": [coordinates]})
    }
}
