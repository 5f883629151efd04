//! A small market and random days for tests.

use market_delivery::{
    Break, Clock, Item, ORDERS_FORMAT, Objective, Order, Orders, Picking, Rider, Settings, Vehicle,
};
use market_model::{Date, Market, OneWay, PointMm, Stall, Street, StreetId, from_json};
use market_routing::{Conditions, Graph, Slower};

const BARE: &str = include_str!("../../../core/benches/bare_market.json");

/// The bare market with 20 stalls along its aisle, a block of streets (one of them one-way) and 40 addresses.
pub fn graph() -> Graph {
    Graph::build(&market()).0
}

/// The same with a second gate at the other end of the aisle, and a street to it.
pub fn two_gates() -> Graph {
    let mut market = market();
    let mut gate = market.gates[0].clone();
    gate.id = market_model::GateId::new("north").unwrap();
    let end = market.aisles[0].line.last().copied().unwrap();
    gate.place.point = end;
    gate.place.chainage.0 = end.y - market.aisles[0].line[0].y;
    market.gates.push(gate);
    market.gates.sort_by(|a, b| a.id.cmp(&b.id));
    let mut street = market.streets.last().cloned().unwrap();
    street.id = StreetId::new("north").unwrap();
    street.one_way = OneWay::No;
    street.to_junction = "j00".to_owned();
    street.from_junction = "jn".to_owned();
    street.line = vec![PointMm::new(-30_000, end.y + 5_000), PointMm::new(-200_000, -10_000)];
    market.streets.push(street);
    Graph::build(&market).0
}

fn market() -> Market {
    let mut market: Market = from_json(BARE.as_bytes()).unwrap();
    let first: Stall = market.stalls[0].clone();
    market.stalls.clear();
    for i in 0..20 {
        let mut stall = first.clone();
        stall.code = format!("가-{}", i + 1);
        stall.id = market_model::StallId::new(&stall.code).unwrap();
        let shift = i * 1_900 - 10_000 + 1_000;
        stall.chainage.0 += shift;
        stall.door.y += shift;
        stall.footprint.iter_mut().for_each(|p| p.y += shift);
        market.stalls.push(stall);
    }
    let corner = |x: i32, y: i32| PointMm::new(x * 200_000 - 200_000, -10_000 - y * 150_000);
    for y in 0..3 {
        for x in 0..3 {
            for (dx, dy) in [(1, 0), (0, 1)] {
                if x + dx < 3 && y + dy < 3 {
                    market.streets.push(Street {
                        id: StreetId::new(&format!("s{x}{y}{dx}")).unwrap(),
                        name: format!("{x}{y}{dx}길"),
                        highway: "residential".to_owned(),
                        one_way: if (x, y, dx) == (0, 1, 1) { OneWay::Forward } else { OneWay::No },
                        from_junction: format!("j{x}{y}"),
                        to_junction: format!("j{}{}", x + dx, y + dy),
                        line: vec![corner(x, y), corner(x + dx, y + dy)],
                        length: market_model::Mm(0),
                        provenance: Default::default(),
                    });
                }
            }
        }
    }
    for i in 0..40 {
        let at = PointMm::new((i * 37 % 400) * 1000 - 200_000, -20_000 - (i % 2) * 150_000);
        let address =
            serde_json::json!({"id": format!("ad{i}"), "label": format!("길 {i}"), "point": [at.x, at.y]});
        market.addresses.push(serde_json::from_value(address).unwrap());
    }
    // By the day's date only: without one, all is open.
    market.gates[0].hours = market_model::OpeningHours::parse("09:00-15:00");
    market.addresses.sort_by(|a, b| a.id.cmp(&b.id));
    market
}

/// SplitMix64.
pub struct Rng(pub u64);

impl Rng {
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }
}

pub fn clock(minute: u64) -> Clock {
    Clock(minute * 60_000)
}

/// A random day: up to 15 orders of 1 to 4 stalls, up to 3 riders.
pub fn day(seed: u64) -> Orders {
    let mut rng = Rng(seed);
    let order = |i: u64, rng: &mut Rng| {
        let from = 600 + rng.below(300);
        let items = (0..1 + rng.below(4)).map(|_| Item {
            stall: format!("가-{}", 1 + rng.below(20)),
            good: "사과".to_owned(),
            count: 1,
            grams: rng.below(4_000),
            ready: (rng.below(3) == 0).then(|| clock(from - 60 + rng.below(60))),
            ..Item::default()
        });
        let items = items.collect();
        let window = [clock(from), clock(from + 10 + rng.below(120))];
        Order {
            id: format!("o{i}"),
            items,
            address: format!("ad{}", rng.below(40)),
            window,
            ..Order::default()
        }
    };
    let orders = (0..1 + rng.below(15)).map(|i| order(i, &mut rng)).collect();
    let rider = |i: u64, rng: &mut Rng| Rider {
        id: format!("r{i}"),
        start: ["south", "가-3", "ad5", "junction:j11"][rng.below(4) as usize].to_owned(),
        capacity_grams: 3_000 + rng.below(15_000),
        shift: [clock(540 + rng.below(120)), clock(720 + rng.below(400))],
        max_orders: 1 + rng.below(6),
        ..Rider::default()
    };
    let riders = (0..1 + rng.below(3)).map(|i| rider(i, &mut rng)).collect();
    Orders { format: ORDERS_FORMAT.to_owned(), version: 1, orders, riders, ..Orders::default() }
}

/// A random day with every rule of the model.
pub fn rich_day(seed: u64) -> Orders {
    let mut orders = day(seed);
    let mut rng = Rng(seed ^ 0x5555);
    orders.settings = settings(&mut rng);
    orders.objective = [Objective::LeastTime, Objective::FewestRiders][rng.below(2) as usize];
    if rng.below(3) == 0 {
        orders.date = Date::parse("2026-11-20");
    }
    for order in &mut orders.orders {
        let until = order.window[1];
        order.floor = rng.below(20);
        order.priority = rng.below(3);
        order.next_day = rng.below(8) == 0;
        order.fee_won = 3_000;
        order.picking =
            [Picking::Rider, Picking::Rider, Picking::Hub, Picking::Either][rng.below(4) as usize];
        if rng.below(3) == 0 {
            order.late_won_per_min = Some(rng.below(800));
            order.until_hard = (rng.below(2) == 0).then(|| Clock(until.0 + rng.below(40) * 60_000));
        }
        if rng.below(4) == 0 {
            order.max_on_board_min = Some(15 + rng.below(60));
        }
        for item in &mut order.items {
            item.handle_s = rng.below(60);
            item.millilitres = rng.below(9_000);
            item.boxes = rng.below(2);
            item.cold = rng.below(9) == 0;
            if rng.below(8) == 0 {
                item.max_on_board_min = Some(10 + rng.below(50));
            }
        }
        if order.picking != Picking::Rider {
            order.items.iter_mut().filter(|i| i.stall == "가-10").for_each(|i| i.stall = "가-11".to_owned());
        }
    }
    for rider in &mut orders.riders {
        let kinds = [
            Vehicle::Motorcycle,
            Vehicle::Motorcycle,
            Vehicle::Bicycle,
            Vehicle::Van,
            Vehicle::Foot,
            Vehicle::Cart,
        ];
        rider.vehicle = kinds[rng.below(6) as usize];
        rider.capacity_millilitres = (rng.below(2) == 0).then(|| 10_000 + rng.below(30_000));
        rider.capacity_boxes = (rng.below(2) == 0).then(|| 1 + rng.below(6));
        rider.skills = if rng.below(2) == 0 { vec!["cold".to_owned()] } else { vec![] };
        rider.pace_percent = 100 + rng.below(60);
        rider.wage_won_per_h = Some(12_000);
        rider.end = (rng.below(3) == 0).then(|| "ad7".to_owned());
        let (from, until) = (rider.shift[0].0 / 60_000, rider.shift[1].0 / 60_000);
        if rng.below(2) == 0 && until - from > 120 {
            let begin = from + rng.below(until - from - 100);
            rider.breaks = vec![Break { window: [clock(begin), clock(begin + 30)], minutes: 30 }];
        }
    }
    now_and_then(&mut orders, &mut Rng(seed ^ 0x7777));
    orders
}

/// Limits of work, a crowd by the hour, and promises that were told.
fn now_and_then(orders: &mut Orders, rng: &mut Rng) {
    for rider in &mut orders.riders {
        if rng.below(3) == 0 {
            rider.longest_stretch_min = Some(30 + rng.below(60));
            rider.rest_min = 5 + rng.below(30);
        }
        if rng.below(3) == 0 {
            rider.longest_work_min = Some(rider.longest_stretch_min.unwrap_or(30) + rng.below(120));
        }
    }
    orders.orders.iter_mut().for_each(|o| o.promised = rng.below(5) == 0);
    if rng.below(3) == 0 {
        orders.conditions = Some(crowd(rng));
    }
}

/// The aisle or a street is slower for some hours, or all day.
pub fn crowd(rng: &mut Rng) -> Conditions {
    let key = ["aisle:가", "street:101길", "street:011길"][rng.below(3) as usize].to_owned();
    let from = 600 + rng.below(200) as u16;
    let minutes = (rng.below(4) > 0).then_some((from, from + 90));
    let slower = vec![Slower { key, permille: 1_000 + rng.below(4_000) as u32, minutes }];
    Conditions { slower, ..Conditions::default() }
}

fn settings(rng: &mut Rng) -> Settings {
    Settings {
        hub: Some("가-10".to_owned()),
        pickers: 1 + rng.below(2),
        wave_orders: 1 + rng.below(4),
        wave_min: 10,
        wave_from: clock(540),
        repack_s: 90,
        floor_s: 20,
        min_stop_s: [0, 50, 130][rng.below(3) as usize],
        fairness_weight: [0, 100][rng.below(2) as usize],
        ..Settings::default()
    }
}
