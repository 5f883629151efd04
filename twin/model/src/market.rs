//! The market as derived from a survey: what every artefact is made of.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    AddressId, AisleId, Category, ConnectorId, ConnectorKind, Consent, Date, FacilityId, FacilityKind, Floor,
    GateId, GoodId, LevelId, MarketDays, MarketId, MarketKind, MarketStatus, MerchantId, Mm, Names, OneWay,
    OpeningHours, Payment, PointMm, RoofKind, Side, Source, StallId, StallKind, StreetId, TradeState, Wgs84,
    Won,
};

/// Where the values of one thing come from: one source for most fields, and the exceptions by field name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The source of every field not named in `except`.
    pub base: Source,
    /// Fields with another source.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub except: BTreeMap<String, Source>,
}

impl Default for Provenance {
    fn default() -> Self {
        Self { base: Source::Surveyed, except: BTreeMap::new() }
    }
}

impl Provenance {
    /// The source of one field.
    #[must_use]
    pub fn of(&self, field: &str) -> Source {
        self.except.get(field).copied().unwrap_or(self.base)
    }
}

/// A whole market. Every list is sorted by identifier, except levels (by ordinal) and stalls (by aisle, side, order).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Market {
    /// The market's identifier, part of its web address.
    pub id: MarketId,
    /// What it is called.
    pub names: Names,
    /// Whether it was surveyed, drafted from the register, or made up.
    pub status: MarketStatus,
    /// How often it is held.
    pub kind: MarketKind,
    /// The days on which it is held.
    pub market_days: MarketDays,
    /// Usual hours.
    pub hours: OpeningHours,
    /// Where the origin of the market frame lies on the earth; `None` when unknown.
    pub origin: Option<Wgs84>,
    /// Road-name address.
    pub address: String,
    /// What the market says of itself.
    pub about: Names,
    /// Year of opening.
    pub opened_year: Option<u16>,
    /// Levels, lowest first.
    pub levels: Vec<Level>,
    /// Aisles.
    pub aisles: Vec<Aisle>,
    /// Stalls.
    pub stalls: Vec<Stall>,
    /// Merchants, past ones included.
    pub merchants: Vec<Merchant>,
    /// Goods.
    pub goods: Vec<Good>,
    /// Gates.
    pub gates: Vec<Gate>,
    /// Connectors.
    pub connectors: Vec<Connector>,
    /// Facilities.
    pub facilities: Vec<Facility>,
    /// Delivery addresses around the market.
    pub addresses: Vec<Address>,
    /// Streets around the market.
    pub streets: Vec<Street>,
    /// Where the market's own fields come from.
    #[serde(default)]
    pub provenance: Provenance,
}

/// A level (floor).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Identifier, such as `1F`.
    pub id: LevelId,
    /// What it is called.
    pub names: Names,
    /// Order from the ground: 0 is the level of the street, -1 the first basement.
    pub ordinal: i8,
    /// Height of the floor above level 0.
    pub elevation: Mm,
}

/// A way between stalls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aisle {
    /// Identifier.
    pub id: AisleId,
    /// What it is called.
    pub names: Names,
    /// The level it lies on.
    pub level: LevelId,
    /// Centre line from start to end, at least two points.
    pub line: Vec<PointMm>,
    /// Clear width between the stalls' fronts.
    pub width: Mm,
    /// What is over it.
    pub roof: RoofKind,
    /// Height of the roof's eaves over the floor; 0 without a roof.
    pub roof_height: Mm,
    /// What the floor is made of.
    pub floor: Floor,
    /// Whether the yellow lines of a fire lane are painted (4 m kept clear).
    pub fire_lane: bool,
    /// Where its fields come from.
    #[serde(default)]
    pub provenance: Provenance,
}

/// A place where somebody trades; it stays when the merchant moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stall {
    /// Identifier, usually the same text as the code.
    pub id: StallId,
    /// The number on its plate, such as `가-12`; unique in the market.
    pub code: String,
    /// The aisle it opens to.
    pub aisle: AisleId,
    /// The level it lies on (its aisle's).
    pub level: LevelId,
    /// Side of the aisle.
    pub side: Side,
    /// Place in the row along that side, from 1.
    pub order: u32,
    /// What it is built like.
    pub kind: StallKind,
    /// What it trades in.
    pub category: Category,
    /// Whether it trades today, or is empty.
    pub state: TradeState,
    /// Corners, counter-clockwise from above, as somebody sees them who faces the stall from the aisle:
    /// front left, front right, back right, back left.
    pub footprint: [PointMm; 4],
    /// Where a customer stands: on the aisle's centre line, before the middle of the front.
    pub door: PointMm,
    /// Distance of `door` from the aisle's start, along the centre line.
    pub chainage: Mm,
    /// Width of the front.
    pub frontage: Mm,
    /// Depth from front to back.
    pub depth: Mm,
    /// Height to the top of the sign.
    pub height: Mm,
    /// Who trades here now.
    pub merchant: Option<MerchantId>,
    /// When somebody last saw that all this is right.
    pub confirmed: Option<Date>,
    /// Where its fields come from.
    #[serde(default)]
    pub provenance: Provenance,
}

/// Who trades, in which stall, from when to when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merchant {
    /// Identifier.
    pub id: MerchantId,
    /// The stall; `None` when the merchant has left the market.
    pub stall: Option<StallId>,
    /// The name on the sign.
    pub names: Names,
    /// First day in this stall.
    pub since: Option<Date>,
    /// Last day in this stall; `None` while trading.
    pub until: Option<Date>,
    /// Hours, when they differ from the market's.
    pub hours: Option<OpeningHours>,
    /// Ways to pay.
    pub payments: BTreeSet<Payment>,
    /// What the merchant says of the stall.
    pub about: Names,
    /// Picture: a file name, `placeholder` until one is taken, or empty.
    #[serde(default)]
    pub photo: String,
    /// Whether name, words and picture may be published.
    pub consent: Consent,
    /// When consent was given or withdrawn.
    pub consent_date: Option<Date>,
    /// Where its fields come from.
    #[serde(default)]
    pub provenance: Provenance,
}

/// Something on offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Good {
    /// Identifier.
    pub id: GoodId,
    /// Who sells it.
    pub merchant: MerchantId,
    /// What it is called.
    pub names: Names,
    /// What the price is for: `1 kg`, `한 소쿠리`, `600 g` …
    pub unit: String,
    /// Price of one unit; `None` when asked at the stall.
    pub price: Option<Won>,
    /// Origin as the law asks: `국산`, `국산(제주)`, `노르웨이산` …
    pub origin: String,
    /// Day the price was seen.
    pub price_date: Option<Date>,
    /// On sale, or sold out today.
    pub state: TradeState,
    /// Where its fields come from.
    #[serde(default)]
    pub provenance: Provenance,
}

/// A place along an aisle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The aisle.
    pub aisle: AisleId,
    /// Distance from the aisle's start along its centre line.
    pub chainage: Mm,
    /// That point on the centre line.
    pub point: PointMm,
}

/// Where the market meets the street.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// Identifier.
    pub id: GateId,
    /// What it is called.
    pub names: Names,
    /// Where it is; usually an end of an aisle.
    pub place: Place,
    /// Clear width.
    pub width: Mm,
    /// When it is open; `None` for always.
    pub hours: Option<OpeningHours>,
    /// Where its fields come from.
    #[serde(default)]
    pub provenance: Provenance,
}

/// Stairs, ramp, lift or crossing between two places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connector {
    /// Identifier.
    pub id: ConnectorId,
    /// What it is.
    pub kind: ConnectorKind,
    /// What it is called.
    pub names: Names,
    /// One end.
    pub from: Place,
    /// The other end.
    pub to: Place,
    /// Where it stands between both ends (market frame): both ends again when it is a straight way.
    pub line: Vec<PointMm>,
    /// Clear width.
    pub width: Mm,
    /// Number of steps; 0 for ramps and lifts.
    pub steps: u16,
    /// Slope in tenths of a percent; 0 when level.
    pub slope_permille: u16,
    /// When it can be used; `None` for always.
    pub hours: Option<OpeningHours>,
    /// Where its fields come from.
    #[serde(default)]
    pub provenance: Provenance,
}

/// Something people look for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facility {
    /// Identifier.
    pub id: FacilityId,
    /// What it is.
    pub kind: FacilityKind,
    /// What it is called; may be empty.
    pub names: Names,
    /// The place on the aisle from which it is reached.
    pub place: Place,
    /// On which side of the aisle it stands.
    pub side: Side,
    /// Where it stands.
    pub point: PointMm,
    /// When it can be used; `None` for the market's hours.
    pub hours: Option<OpeningHours>,
    /// Where its fields come from.
    #[serde(default)]
    pub provenance: Provenance,
}

/// A building entrance to which goods are brought; never a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Identifier.
    pub id: AddressId,
    /// Road-name address, such as `하늘로 12`.
    pub label: String,
    /// The entrance.
    pub point: PointMm,
    /// Where its fields come from.
    #[serde(default)]
    pub provenance: Provenance,
}

/// A piece of street between two junctions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Street {
    /// Identifier.
    pub id: StreetId,
    /// What it is called; may be empty.
    pub name: String,
    /// OpenStreetMap's `highway` value: `residential`, `primary`, `footway`, `steps` …
    pub highway: String,
    /// In which direction vehicles may use it; people on foot may always use both.
    pub one_way: OneWay,
    /// Identifier of the junction at the start; streets that share one meet there.
    pub from_junction: String,
    /// Identifier of the junction at the end.
    pub to_junction: String,
    /// Line from start to end.
    pub line: Vec<PointMm>,
    /// Length along the street as stated by its source; the line's length where unknown.
    pub length: Mm,
    /// Where its fields come from.
    #[serde(default)]
    pub provenance: Provenance,
}

impl Market {
    /// The level with this identifier. Linear in the number of levels.
    #[must_use]
    pub fn level(&self, id: &LevelId) -> Option<&Level> {
        self.levels.iter().find(|l| &l.id == id)
    }

    /// The aisle with this identifier. Binary search.
    #[must_use]
    pub fn aisle(&self, id: &AisleId) -> Option<&Aisle> {
        self.aisles.binary_search_by(|a| a.id.cmp(id)).ok().and_then(|i| self.aisles.get(i))
    }

    /// The merchant with this identifier. Binary search.
    #[must_use]
    pub fn merchant(&self, id: &MerchantId) -> Option<&Merchant> {
        self.merchants.binary_search_by(|m| m.id.cmp(id)).ok().and_then(|i| self.merchants.get(i))
    }

    /// The stall with this identifier or code. Linear in the number of stalls.
    #[must_use]
    pub fn stall(&self, id_or_code: &str) -> Option<&Stall> {
        self.stalls.iter().find(|s| s.id.as_str() == id_or_code || s.code == id_or_code)
    }

    /// Height of an aisle's floor over level 0.
    #[must_use]
    pub fn floor_height(&self, level: &LevelId) -> Mm {
        self.level(level).map_or(Mm(0), |l| l.elevation)
    }
}
