//! Where the market lies on the earth.

use serde::{Deserialize, Serialize};

use crate::{PointMm, math};

/// Metres in one degree of latitude: the mean meridian degree of the WGS 84 ellipsoid at 37° N (110,997 m).
const METRES_PER_DEGREE_LAT: f64 = 110_997.0;
/// Equatorial metres in one degree of longitude, WGS 84 (π/180 · 6,378,137 m, corrected to 37° N ellipsoid).
const METRES_PER_DEGREE_LON: f64 = 111_454.0;

/// A place on the earth in ten-millionths of a degree (about 1 cm), WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Wgs84 {
    /// Latitude north, in 1e-7 degrees.
    pub lat_e7: i32,
    /// Longitude east, in 1e-7 degrees.
    pub lon_e7: i32,
}

impl Wgs84 {
    /// The place at `lat`, `lon` degrees; `None` outside Korea's box of latitude 33 to 38.7, longitude 124.5 to 132.
    #[must_use]
    pub fn in_korea(lat: f64, lon: f64) -> Option<Self> {
        let inside = (33.0..=38.7).contains(&lat) && (124.5..=132.0).contains(&lon);
        inside.then(|| Self { lat_e7: math::round_to_i32(lat * 1e7), lon_e7: math::round_to_i32(lon * 1e7) })
    }

    /// Latitude in degrees.
    #[must_use]
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e7) / 1e7
    }

    /// Longitude in degrees.
    #[must_use]
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e7) / 1e7
    }
}

/// The plane that touches the earth at the market's origin: x east, y north.
///
/// Within 5 km of the origin a point is off by less than a metre in Korea's latitudes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    origin: Wgs84,
    metres_per_degree_lon: f64,
}

impl Frame {
    /// The frame whose origin is at `origin`.
    #[must_use]
    pub fn at(origin: Wgs84) -> Self {
        Self { origin, metres_per_degree_lon: METRES_PER_DEGREE_LON * math::cos(origin.lat().to_radians()) }
    }

    /// The place in the market frame of a place on the earth.
    #[must_use]
    pub fn market_from_wgs84(&self, lat: f64, lon: f64) -> PointMm {
        PointMm::from_metres_rounded(
            (lon - self.origin.lon()) * self.metres_per_degree_lon,
            (lat - self.origin.lat()) * METRES_PER_DEGREE_LAT,
        )
    }

    /// Latitude and longitude in degrees of a place in the market frame.
    #[must_use]
    pub fn wgs84_from_market(&self, point: PointMm) -> (f64, f64) {
        let (x, y) = point.metres();
        (self.origin.lat() + y / METRES_PER_DEGREE_LAT, self.origin.lon() + x / self.metres_per_degree_lon)
    }
}
