//! Markets made up for tests: streets of stalls of every kind and trade, with gates, ways up and facilities.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken fixture")]

use std::collections::BTreeSet;

use market_model::*;

/// A stream of numbers (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    /// The next number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// A market of `n` stalls on parallel streets; every seventh stall is closed, every eleventh empty.
pub fn market(n: usize, seed: u64) -> Market {
    let mut dice = Dice(seed);
    let per_aisle = 60;
    let n_aisles = n.div_ceil(per_aisle).max(1);
    let mut m = empty();
    for a in 0..n_aisles {
        let roof = RoofKind::ALL[a % 4];
        let upper = a % 4 == 3 && a % 8 == 7;
        m.aisles.push(aisle(a, roof, upper));
        for i in 0..per_aisle.min(n - a * per_aisle) {
            add_stall(&mut m, &mut dice, a, i, upper);
        }
    }
    let first = m.aisles[0].clone();
    let last = first.line[1];
    m.gates.push(gate("g1", place(&first.id, 0, first.line[0])));
    m.gates.push(gate("g2", place(&first.id, 110_000, last)));
    for (i, kind) in FacilityKind::ALL.iter().enumerate() {
        let y = 3_000 + 10_000 * i as i32;
        m.facilities.push(Facility {
            id: FacilityId::new(&format!("f{i:02}")).unwrap(),
            kind: *kind,
            names: Names::default(),
            place: place(&first.id, y, PointMm::new(0, y)),
            side: Side::Left,
            point: PointMm::new(-4_500, y),
            hours: None,
            provenance: Provenance::default(),
        });
    }
    m.aisles.sort_by(|a, b| a.id.cmp(&b.id));
    m.merchants.sort_by(|a, b| a.id.cmp(&b.id));
    m
}

fn empty() -> Market {
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
        levels: ["1F", "2F"]
            .iter()
            .enumerate()
            .map(|(i, id)| Level {
                id: LevelId::new(id).unwrap(),
                names: Names::ko(id),
                ordinal: i as i8,
                elevation: Mm(4_000 * i as i32),
            })
            .collect(),
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

fn aisle(a: usize, roof: RoofKind, upper: bool) -> Aisle {
    let x = 30_000 * a as i32;
    Aisle {
        id: AisleId::new(&format!("A{a:03}")).unwrap(),
        names: Names::ko("시험길"),
        level: LevelId::new(if upper { "2F" } else { "1F" }).unwrap(),
        line: vec![PointMm::new(x, 0), PointMm::new(x, 110_000)],
        width: Mm(6_000),
        roof,
        roof_height: Mm([0, 8_000, 3_600, 3_500][a % 4]),
        floor: Floor::ALL[a % Floor::ALL.len()],
        fire_lane: a.is_multiple_of(2),
        provenance: Provenance::default(),
    }
}

fn place(aisle: &AisleId, chainage: i32, point: PointMm) -> Place {
    Place { aisle: aisle.clone(), chainage: Mm(chainage), point }
}

fn gate(id: &str, place: Place) -> Gate {
    Gate {
        id: GateId::new(id).unwrap(),
        names: Names::ko("정문"),
        place,
        width: Mm(6_000),
        hours: None,
        provenance: Provenance::default(),
    }
}

fn add_stall(m: &mut Market, dice: &mut Dice, a: usize, i: usize, upper: bool) {
    let x = 30_000 * a as i32;
    let left = i.is_multiple_of(2);
    let (frontage, depth) = (2_200 + 100 * dice.below(13) as i32, 2_000 + 500 * dice.below(5) as i32);
    let middle = 2_000 + 3_600 * (i / 2) as i32;
    let (front, back) = if left { (x - 3_000, x - 3_000 - depth) } else { (x + 3_000, x + 3_000 + depth) };
    let (low, high) = (middle - frontage / 2, middle + frontage / 2);
    // Facing west, right is north.
    let (l, r) = if left { (low, high) } else { (high, low) };
    let p = PointMm::new;
    let code = format!("{}-{}", ['가', '나', '다', '라'][a % 4], a * 1000 + i);
    let id = StallId::new(&code).unwrap();
    let n = m.stalls.len();
    let state = match n {
        n if n % 11 == 10 => TradeState::Empty,
        n if n % 7 == 6 => TradeState::Closed,
        _ => TradeState::Open,
    };
    let merchant = MerchantId::new(&format!("m{n:05}")).unwrap();
    m.stalls.push(Stall {
        id: id.clone(),
        code,
        aisle: AisleId::new(&format!("A{a:03}")).unwrap(),
        level: LevelId::new(if upper { "2F" } else { "1F" }).unwrap(),
        side: if left { Side::Left } else { Side::Right },
        order: 1 + (i / 2) as u32,
        kind: StallKind::ALL[if n % 5 == 4 { n / 5 % 3 } else { 0 }],
        category: Category::ALL[n % Category::ALL.len()],
        state,
        footprint: [p(front, l), p(front, r), p(back, r), p(back, l)],
        door: p(x, middle),
        chainage: Mm(middle),
        frontage: Mm(frontage),
        depth: Mm(depth),
        height: Mm(2_800),
        merchant: (state != TradeState::Empty).then(|| merchant.clone()),
        confirmed: None,
        provenance: Provenance::default(),
    });
    if state != TradeState::Empty {
        add_merchant(m, dice, id, &merchant, n);
    }
}

fn add_merchant(m: &mut Market, dice: &mut Dice, stall: StallId, merchant: &MerchantId, n: usize) {
    let syllable = |d: &mut Dice| char::from_u32(0xAC00 + d.below(2_000) as u32 * 5).unwrap();
    let name: String = (0..3).map(|_| syllable(dice)).collect();
    m.merchants.push(Merchant {
        id: merchant.clone(),
        stall: Some(stall),
        names: Names::ko(&name),
        since: None,
        until: None,
        hours: None,
        payments: BTreeSet::new(),
        about: Names::default(),
        photo: String::new(),
        consent: Consent::Granted,
        consent_date: None,
        provenance: Provenance::default(),
    });
    for k in 0..3 {
        m.goods.push(Good {
            id: GoodId::new(&format!("g{n:05}{k}")).unwrap(),
            merchant: merchant.clone(),
            names: Names::ko(["사과", "배추김치", "고등어"][k]),
            unit: "1개".to_owned(),
            price: Some(Won(1_500 * (k as u32 + 1))),
            origin: "국산".to_owned(),
            price_date: None,
            state: TradeState::Open,
            provenance: Provenance::default(),
        });
    }
}

/// The JSON chunk of a file.
pub fn json_of(glb: &[u8]) -> serde_json::Value {
    let n = u32::from_le_bytes(glb[12..16].try_into().unwrap()) as usize;
    serde_json::from_slice(&glb[20..20 + n]).unwrap()
}
