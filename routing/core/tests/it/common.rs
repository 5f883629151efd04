//! A small market of two levels with a street loop, for tests: every kind of way, hand-checked lengths.

use market_model::*;

/// An aisle of level `level` along `line`, `width` metres wide.
pub fn aisle(id: &str, level: &str, width: i32, line: &[(i32, i32)]) -> Aisle {
    Aisle {
        id: AisleId::new(id).unwrap(),
        names: Names { en: format!("{id} Alley"), ..Names::ko(&format!("{id}골목")) },
        level: LevelId::new(level).unwrap(),
        line: line.iter().map(|(x, y)| PointMm::new(x * 1000, y * 1000)).collect(),
        width: Mm(width * 1000),
        roof: RoofKind::None,
        roof_height: Mm(0),
        floor: Floor::Block,
        fire_lane: false,
        provenance: Provenance::default(),
    }
}

/// A stall 3 m wide and deep whose front middle lies at (`x`, `y`) metres and whose back points along (`dx`, `dy`).
pub fn stall(
    code: &str,
    aisle: &str,
    level: &str,
    chainage: i32,
    front: (i32, i32),
    back: (i32, i32),
) -> Stall {
    let (x, y, dx, dy) = (front.0 * 1000, front.1 * 1000, back.0, back.1);
    let corner = |right: i32, deep: i32| PointMm::new(x + right * dy + deep * dx, y - right * dx + deep * dy);
    Stall {
        id: StallId::new(code).unwrap(),
        code: code.to_owned(),
        aisle: AisleId::new(aisle).unwrap(),
        level: LevelId::new(level).unwrap(),
        side: Side::Left,
        order: 1,
        kind: StallKind::Unit,
        category: Category::parse("fish").unwrap_or(Category::ALL[0]),
        state: TradeState::Open,
        footprint: [corner(-1500, 0), corner(1500, 0), corner(1500, 3000), corner(-1500, 3000)],
        door: PointMm::new(0, 0),
        chainage: Mm(chainage * 1000),
        frontage: Mm(3000),
        depth: Mm(3000),
        height: Mm(2800),
        merchant: None,
        confirmed: None,
        provenance: Provenance::default(),
    }
}

pub fn place(aisle: &str, chainage: i32, at: (i32, i32)) -> Place {
    let point = PointMm::new(at.0 * 1000, at.1 * 1000);
    Place { aisle: AisleId::new(aisle).unwrap(), chainage: Mm(chainage * 1000), point }
}

pub fn street(
    id: &str,
    name: &str,
    highway: &str,
    one_way: OneWay,
    ends: [&str; 2],
    line: &[(i32, i32)],
) -> Street {
    Street {
        id: StreetId::new(id).unwrap(),
        name: name.to_owned(),
        highway: highway.to_owned(),
        one_way,
        from_junction: ends[0].to_owned(),
        to_junction: ends[1].to_owned(),
        line: line.iter().map(|(x, y)| PointMm::new(x * 1000, y * 1000)).collect(),
        length: Mm(0),
        provenance: Provenance::default(),
    }
}

pub fn connector(id: &str, kind: ConnectorKind, from: Place, to: Place) -> Connector {
    let line = vec![from.point, to.point];
    Connector {
        id: ConnectorId::new(id).unwrap(),
        kind,
        names: Names::default(),
        from,
        to,
        line,
        width: Mm(1500),
        steps: if kind == ConnectorKind::Stairs { 20 } else { 0 },
        slope_permille: 0,
        hours: None,
        provenance: Provenance::default(),
    }
}

/// A market without anything in it.
pub fn empty() -> Market {
    let level = |id: &str, ordinal: i8, z: i32| Level {
        id: LevelId::new(id).unwrap(),
        names: Names::ko(&format!("{}층", ordinal + 1)),
        ordinal,
        elevation: Mm(z),
    };
    Market {
        id: MarketId::new("test").unwrap(),
        names: Names::ko("시험시장"),
        status: MarketStatus::Fictional,
        kind: MarketKind::Permanent,
        market_days: MarketDays::Daily,
        hours: OpeningHours::default(),
        origin: None,
        address: String::new(),
        about: Names::default(),
        opened_year: None,
        levels: vec![level("1F", 0, 0), level("2F", 1, 4000)],
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

/// Gives a stall a merchant.
pub fn let_to(market: &mut Market, stall: &str, ko: &str, en: &str) {
    let id = MerchantId::new(&format!("m-{stall}")).unwrap();
    market.merchants.push(Merchant {
        id: id.clone(),
        stall: Some(StallId::new(stall).unwrap()),
        names: Names { en: en.to_owned(), ..Names::ko(ko) },
        since: None,
        until: None,
        hours: None,
        payments: Default::default(),
        about: Names::default(),
        photo: String::new(),
        consent: Consent::Granted,
        consent_date: None,
        provenance: Provenance::default(),
    });
    market.merchants.sort_by(|a, b| a.id.cmp(&b.id));
    market.stalls.iter_mut().filter(|s| s.code == stall).for_each(|s| s.merchant = Some(id.clone()));
}

pub fn gate(id: &str, ko: &str, place: Place, hours: Option<&str>) -> Gate {
    Gate {
        id: GateId::new(id).unwrap(),
        names: Names { en: format!("{id} gate"), ..Names::ko(ko) },
        place,
        width: Mm(4000),
        hours: hours.map(|h| OpeningHours::parse(h).unwrap()),
        provenance: Provenance::default(),
    }
}

/// Aisle `가` runs 40 m north from the south gate, aisle `나` 20 m east from its end; stairs and a lift lead from `나` up to
/// aisle `다`. The street `큰길` passes 10 m south of the gate and is one-way to the east; `뒷길` leads back north of it.
pub fn sample() -> Market {
    let mut market = empty();
    market.aisles = vec![
        aisle("가", "1F", 4, &[(0, 0), (0, 40)]),
        aisle("나", "1F", 4, &[(0, 40), (20, 40)]),
        aisle("다", "2F", 3, &[(10, 50), (40, 50)]),
    ];
    market.stalls = vec![
        stall("가-1", "가", "1F", 10, (-2, 10), (-1, 0)),
        stall("가-2", "가", "1F", 10, (2, 10), (1, 0)),
        stall("가-9", "가", "1F", 37, (-2, 37), (-1, 0)),
        stall("나-1", "나", "1F", 15, (15, 38), (0, -1)),
        stall("다-1", "다", "2F", 25, (35, 52), (0, 1)),
    ];
    let_to(&mut market, "가-1", "진주상회", "Jinju Shop");
    let_to(&mut market, "가-9", "하늘떡", "Sky Rice Cakes");
    let_to(&mut market, "다-1", "고운한복", "Goun Hanbok");
    market.gates = vec![gate("south", "남문", place("가", 0, (0, 0)), Some("08:00-20:00"))];
    market.connectors = vec![
        connector("lift", ConnectorKind::Lift, place("나", 20, (20, 40)), place("다", 10, (20, 50))),
        connector("stairs", ConnectorKind::Stairs, place("나", 10, (10, 40)), place("다", 0, (10, 50))),
    ];
    market.streets = vec![
        street("s1", "큰길", "primary", OneWay::Forward, ["j1", "j2"], &[(-50, -10), (50, -10)]),
        street("s2", "뒷길", "residential", OneWay::No, ["j2", "j3"], &[(50, -10), (50, -60)]),
        street(
            "s3",
            "뒷길",
            "residential",
            OneWay::Forward,
            ["j3", "j1"],
            &[(50, -60), (-50, -60), (-50, -10)],
        ),
    ];
    market.addresses = vec![Address {
        id: AddressId::new("ad1").unwrap(),
        label: "뒷길 5".to_owned(),
        point: PointMm::new(0, -65_000),
        provenance: Provenance::default(),
    }];
    market
}
