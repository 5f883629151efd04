//! The market itself and its levels.

use market_model::{
    EntityKind, Id, Level, LevelId, Market, MarketDays, MarketId, MarketKind, MarketStatus, Mm, Names,
    OpeningHours, Problem, Provenance, Survey, Text, Wgs84,
};

use super::fields::Fields;
use super::refs::listed;

/// Reads the market's own record and its levels; everything else is empty yet. `None` for a survey of nothing.
pub fn read(survey: &Survey, problems: &mut Vec<Problem>) -> Option<Market> {
    let n_markets = survey.of(EntityKind::Market).count();
    if n_markets != 1 {
        let problem =
            Problem::error("one-market", "market", n_markets.to_string(), listed(EntityKind::Market));
        let second = survey.of(EntityKind::Market).nth(1).map(|(_, record)| record.origin.clone());
        problems.push(problem.at(&second.unwrap_or_default()));
    }
    let stand_in = survey.records.keys().map(|(_, id)| id).next();
    let mut market = empty(survey.of(EntityKind::Market).map(|(id, _)| id).next().or(stand_in)?);
    if let Some((id, record)) = survey.of(EntityKind::Market).next() {
        read_market(Fields::new(EntityKind::Market, id, record, problems), &mut market);
    }
    for (id, record) in survey.of(EntityKind::Level) {
        let mut f = Fields::new(EntityKind::Level, id, record, problems);
        let level = Level {
            id: LevelId(id.clone()),
            names: named(&f, id),
            ordinal: f.must_whole("ordinal", (-10, 100)) as i8,
            elevation: f.length("elevation_m", (-100, 500)).unwrap_or_default(),
        };
        if !f.failed {
            market.levels.push(level);
        }
    }
    market.levels.sort_by(|a, b| (a.ordinal, &a.id).cmp(&(b.ordinal, &b.id)));
    Some(market)
}

/// The names of a thing; its identifier when it has none.
pub fn named(f: &Fields<'_>, id: &Id) -> Names {
    let names = f.names("name");
    if names.ko.is_empty() { Names { ko: id.to_string(), ..names } } else { names }
}

fn read_market(mut f: Fields<'_>, market: &mut Market) {
    f.must_text("name_ko");
    market.names = f.names("name");
    market.status = f.code("status").unwrap_or(MarketStatus::Surveyed);
    market.market_days = f.market_days("market_days");
    let usual = match market.market_days {
        MarketDays::Daily => MarketKind::Permanent,
        MarketDays::LastDigits(_) => MarketKind::FiveDay,
    };
    market.kind = f.code("kind").unwrap_or(usual);
    market.hours = f.hours("hours").unwrap_or_default();
    market.origin = read_origin(&mut f);
    market.address = f.text("address");
    market.about = f.names("about");
    market.opened_year = f.whole("opened_year", (1300, 2999)).and_then(|year| u16::try_from(year).ok());
    market.provenance = f.provenance();
}

fn read_origin(f: &mut Fields<'_>) -> Option<Wgs84> {
    let latitude = f.decimal("latitude", (33.0, 38.7));
    let longitude = f.decimal("longitude", (124.5, 132.0));
    match (latitude, longitude) {
        (Some(latitude), Some(longitude)) => Wgs84::in_korea(latitude, longitude),
        (None, None) => None,
        _ => {
            let lacking = if latitude.is_none() { "latitude" } else { "longitude" };
            if !f.has(lacking) {
                let expected = Text::new("위도와 경도는 함께", "latitude and longitude together");
                f.wrong("half-a-place", lacking, expected, None);
            }
            None
        }
    }
}

fn empty(id: &Id) -> Market {
    Market {
        id: MarketId(id.clone()),
        names: Names::default(),
        status: MarketStatus::Surveyed,
        kind: MarketKind::Permanent,
        market_days: MarketDays::Daily,
        hours: OpeningHours::default(),
        origin: None,
        address: String::new(),
        about: Names::default(),
        opened_year: None,
        levels: Vec::new(),
        aisles: Vec::new(),
        stalls: Vec::new(),
        merchants: Vec::new(),
        goods: Vec::new(),
        gates: Vec::new(),
        connectors: Vec::new(),
        facilities: Vec::new(),
        addresses: Vec::new(),
        streets: Vec::new(),
        provenance: Provenance::default(),
    }
}

/// Height of a level's floor over level 0.
pub fn elevation(market: &Market, level: &LevelId) -> Mm {
    market.floor_height(level)
}
