//! A made-up market of 4,800 stalls among the streets of central Seoul: the graph that this project is for.

use market_model::{
    Address, AddressId, AisleId, Frame, GateId, Market, Mm, Place, PointMm, Provenance, Side, StallId, Wgs84,
    from_json,
};
use market_routing::{Graph, Profile, streets};

use crate::networks::Network;

/// The origin: the middle of 남대문시장.
const ORIGIN: Wgs84 = Wgs84 { lat_e7: 375_592_000, lon_e7: 1_269_772_000 };
const AISLES: i32 = 20;
const ALLEYS: i32 = 6;
const STALLS_A_SIDE: i32 = 120;
/// Metres between aisles, and of front of a stall.
const APART_MM: i32 = 20_000;
const FRONT_MM: i32 = 2_000;
/// Doors stand so far from the market, along either axis, and so far beside the middle of a street.
const DOORS_WITHIN_MM: i32 = 1_500_000;
const BESIDE_MM: i32 = 6_000;

/// The whole graph; `None` without the file of streets.
#[must_use]
pub fn graph() -> Option<Graph> {
    Some(Graph::build(&market()?).0)
}

/// The whole graph with about `count` doors along the streets around the market; `None` without the file of streets.
#[must_use]
pub fn graph_with_doors(count: usize) -> Option<Graph> {
    let mut market = market()?;
    let near = |p: &PointMm| p.x.abs() <= DOORS_WITHIN_MM && p.y.abs() <= DOORS_WITHIN_MM;
    let middles = market.streets.iter().filter_map(|s| match s.line[..] {
        [] | [_] => None,
        ref line => {
            let (a, b) = (line[(line.len() - 1) / 2], line[line.len().div_ceil(2)]);
            Some(PointMm::new(a.x.midpoint(b.x) + BESIDE_MM, a.y.midpoint(b.y) + BESIDE_MM))
        }
    });
    let points: Vec<PointMm> = middles.filter(near).collect();
    let every = points.len().div_ceil(count.max(1)).max(1);
    for (i, point) in points.into_iter().step_by(every).enumerate() {
        let Ok(id) = AddressId::new(&format!("door-{i}")) else { continue };
        let label = format!("문 {i}");
        market.addresses.push(Address { id, label, point, provenance: Provenance::default() });
    }
    Some(Graph::build(&market).0)
}

/// The market among the streets, without addresses; `None` without the file of streets.
#[must_use]
pub fn market() -> Option<Market> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/osm/seoul_centre_drive.graphml");
    let Ok(bytes) = std::fs::read(path) else {
        eprintln!("skipped: no {path}");
        return None;
    };
    let mut market: Market = from_json(include_bytes!("../../core/benches/bare_market.json")).ok()?;
    market.streets = streets::to_streets(&streets::read_graphml(&bytes).0, &Frame::at(ORIGIN)).0;
    lay(&mut market);
    Some(market)
}

/// Aisles to the north with stalls on both sides, alleys across them, gates at both ends of each aisle.
fn lay(market: &mut Market) {
    let (aisle, stall, gate) = (market.aisles.remove(0), market.stalls.remove(0), market.gates.remove(0));
    let length = STALLS_A_SIDE * FRONT_MM;
    for i in 0..AISLES {
        let x = i * APART_MM;
        let Ok(id) = AisleId::new(&format!("a{i}")) else { continue };
        let mut own = aisle.clone();
        own.id = id.clone();
        own.line = vec![PointMm::new(x, 0), PointMm::new(x, length)];
        market.aisles.push(own);
        for (name, y) in [("south", 0), ("north", length)] {
            let mut own = gate.clone();
            own.place = Place { aisle: id.clone(), chainage: Mm(y), point: PointMm::new(x, y) };
            own.id = GateId::new(&format!("{name}-{i}")).unwrap_or(own.id);
            market.gates.push(own);
        }
        for k in 0..2 * STALLS_A_SIDE {
            let (left, y) = (k % 2 == 0, k / 2 * FRONT_MM + 1_000 + k % 2 * 300);
            let side = if left { -1 } else { 1 };
            let mut own = stall.clone();
            own.code = format!("{i}-{k}");
            own.id = StallId::new(&own.code).unwrap_or(own.id);
            own.aisle = id.clone();
            own.side = if left { Side::Left } else { Side::Right };
            own.chainage = Mm(y);
            own.footprint = [(2_000, -900), (2_000, 900), (4_000, 900), (4_000, -900)]
                .map(|(dx, dy)| PointMm::new(x + side * dx, y + dy));
            market.stalls.push(own);
        }
    }
    for i in 0..ALLEYS {
        let y = (2 * i + 1) * length / (2 * ALLEYS);
        let mut own = aisle.clone();
        own.id = AisleId::new(&format!("b{i}")).unwrap_or(own.id);
        own.line = vec![PointMm::new(0, y), PointMm::new((AISLES - 1) * APART_MM, y)];
        market.aisles.push(own);
    }
}

/// The arcs of a profile of that graph.
#[must_use]
pub fn network(name: &str, profile: Profile) -> Option<Network> {
    let arcs = graph()?.plain_arcs(profile);
    let weight = |ms: &u64| u32::try_from(*ms).unwrap_or(u32::MAX).max(1);
    Some(Network {
        name: name.to_owned(),
        n: arcs.at.len(),
        tails: arcs.tails,
        heads: arcs.heads,
        weights: arcs.costs_ms.iter().map(weight).collect(),
        at: Some(arcs.at),
    })
}
