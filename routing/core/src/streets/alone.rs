//! Streets without a market: a graph of a district or a city.

use market_model::{
    Id, IdError, Level, LevelId, Market, MarketDays, MarketId, MarketKind, MarketStatus, Mm, Names,
    OpeningHours, Problem, Provenance, Street,
};

use super::StreetRules;
use crate::Graph;

impl Graph {
    /// The graph of streets alone, named `id`, and what is cut off in it. As [`Graph::build_with`].
    ///
    /// # Errors
    /// [`IdError`] when `id` is no identifier.
    pub fn of_streets(
        id: &str,
        streets: Vec<Street>,
        rules: &StreetRules,
    ) -> Result<(Self, Vec<Problem>), IdError> {
        let level =
            Level { id: LevelId(Id::new("1F")?), names: Names::default(), ordinal: 0, elevation: Mm(0) };
        let market = Market {
            id: MarketId(Id::new(id)?),
            names: Names::default(),
            status: MarketStatus::Draft,
            kind: MarketKind::Permanent,
            market_days: MarketDays::Daily,
            hours: OpeningHours::default(),
            origin: None,
            address: String::new(),
            about: Names::default(),
            opened_year: None,
            levels: vec![level],
            aisles: Vec::new(),
            stalls: Vec::new(),
            merchants: Vec::new(),
            goods: Vec::new(),
            gates: Vec::new(),
            connectors: Vec::new(),
            facilities: Vec::new(),
            addresses: Vec::new(),
            streets,
            provenance: Provenance::default(),
        };
        Ok(Self::build_with(&market, rules))
    }
}
