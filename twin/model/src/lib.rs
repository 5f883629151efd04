//! The market itself: identifiers, units, places, stalls, people who trade, goods, survey records and events,
//! and the rules that a market must keep.
//!
//! Everything else in Jangteo is derived from these types.
//!
//! Invariant: no input or output, no clock, no randomness, no threads.
//! Invariant: knows nothing of Bevy, SQL, HTTP, petgraph or glTF.
//! Invariant: the same input gives the same answer on every machine: trigonometry goes through [`math`].

mod calendar;
mod category;
mod event;
mod format;
mod frame;
mod id;
mod kinds;
mod market;
pub mod math;
mod names;
mod problem;
mod schema;
mod survey;
mod units;
mod validate;

pub use calendar::{Date, Hours, MarketDays, OpeningHours, Weekday};
pub use category::Category;
pub use event::{EVENT_SCHEMA, EventBody, EventHash, SurveyEvent, fold, fold_into};
pub use format::{FormatError, MARKET_FORMAT, MARKET_FORMAT_VERSION, from_json, model_hash, to_json};
pub use frame::{Frame, Wgs84};
pub use id::{
    AddressId, AisleId, ConnectorId, DeviceId, EventId, FacilityId, GateId, GoodId, Id, IdError, LevelId,
    MarketId, MerchantId, StallId, StreetId,
};
pub use kinds::{
    ConnectorKind, Consent, FacilityKind, Floor, MarketKind, MarketStatus, OneWay, Payment, RoofKind, Side,
    Source, StallKind, TradeState,
};
pub use market::{
    Address, Aisle, Connector, Facility, Gate, Good, Level, Market, Merchant, Place, Provenance, Stall,
    Street,
};
pub use names::{Lang, Names, nfc};
pub use problem::{Origin, Problem, Severity, Text};
pub use schema::{EntityKind, FieldSpec, FieldType};
pub use survey::{Cell, Record, Survey};
pub use units::{Mm, PointMm, Won, parse_decimal_mm};
pub use validate::validate;
