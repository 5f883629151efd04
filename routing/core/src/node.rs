//! What nodes, edges and ways are made of; all of it is saved.

use market_model::{ConnectorKind, FacilityKind, Names, RoofKind};
use serde::{Deserialize, Serialize};

/// What kind of place a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// Before a stall.
    Stall,
    /// In a gate.
    Gate,
    /// At a facility.
    Facility,
    /// At a building's entrance.
    Address,
    /// Where streets meet.
    Junction,
    /// A point of an aisle's centre line.
    Aisle,
    /// A point of a street at which something joins it.
    Street,
}

/// A node. Its key is unique: `stall:가-12`, `gate:south`, `junction:287631232`, `aisle:main@12500` …
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Node {
    pub key: String,
    pub kind: PlaceKind,
    /// East, north, up in millimetres.
    pub at: [i32; 3],
    /// Index in the table of levels.
    pub level: u16,
    /// A stall's code, an address's label.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The merchant's, gate's or facility's name.
    #[serde(default, skip_serializing_if = "is_unnamed")]
    pub names: Names,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility: Option<FacilityKind>,
}

/// A level's name and order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LevelInfo {
    pub id: String,
    pub ordinal: i8,
    #[serde(default, skip_serializing_if = "is_unnamed")]
    pub names: Names,
}

/// What kind of way an edge belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum WayKind {
    /// Along an aisle, or between two that touch.
    Aisle,
    /// From the aisle's centre line to a stall, a facility or a gate.
    Spur,
    Connector,
    /// From a gate to the street.
    GateLink,
    /// From a street to an address.
    AddressLink,
    Street,
}

/// What the edges of one aisle, connector or street share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Way {
    pub kind: WayKind,
    /// Identifier in the market; empty for streets, which share a way by name and class.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ko: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connector: Option<ConnectorKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roof: Option<RoofKind>,
    /// OpenStreetMap's `highway` value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub highway: String,
}

/// Directions in which an edge may be used: bit 1 from its first node to its second, bit 2 back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Dirs(pub u8);

impl Dirs {
    pub const NONE: Self = Self(0);
    pub const FORWARD: Self = Self(1);
    pub const BACKWARD: Self = Self(2);
    pub const BOTH: Self = Self(3);

    pub const fn allows(self, forward: bool) -> bool {
        self.0 & (if forward { 1 } else { 2 }) != 0
    }
}

/// An edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Edge {
    pub length_mm: u32,
    /// Index in the table of ways.
    pub way: u32,
    /// Clear width; 0 when unknown.
    #[serde(default, skip_serializing_if = "is_zero_u32")]
    pub width_mm: u32,
    #[serde(default, skip_serializing_if = "is_zero_u16")]
    pub steps: u16,
    #[serde(default, skip_serializing_if = "is_zero_u16")]
    pub slope_permille: u16,
    pub foot: Dirs,
    pub cart: Dirs,
    pub motorcycle: Dirs,
    /// Index in the table of hours; `None` for always open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u16>,
    /// Points between both ends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub line: Vec<[i32; 3]>,
}

pub(crate) fn is_unnamed(names: &Names) -> bool {
    *names == Names::default()
}

fn is_zero_u32(value: &u32) -> bool {
    *value == 0
}

fn is_zero_u16(value: &u16) -> bool {
    *value == 0
}
