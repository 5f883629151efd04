//! From orders, riders and the desk's fields to the planner's question.
//!
//! The survey folder may hold `orders.json`: its riders and settings are the market's usual ones.

use std::path::Path;

use market_delivery::{Clock, Item, ORDERS_FORMAT, ORDERS_FORMAT_VERSION, Order, Orders, Rider, Settings};
use market_model::{Date, FacilityKind, Market};
use market_wire::{OrderLine, OrderRequest};

use crate::{clock, import, view};

/// Riders in one plan.
pub const MAX_RIDERS: usize = 8;
/// Rows of riders that the desk offers when the market has no list.
const PLAIN_RIDERS: usize = 3;
/// The usual span of promises, in milliseconds after midnight.
const DAY: [Clock; 2] = [Clock(9 * 3_600_000), Clock(21 * 3_600_000)];
/// The usual shift: after the last promise a rider may still stand at a door.
const SHIFT: [Clock; 2] = [Clock(8 * 3_600_000 + 1_800_000), Clock(21 * 3_600_000 + 1_800_000)];
/// Without scales: one of anything.
const GRAMS: u64 = 500;
/// What the box of a motorcycle holds.
const BOX_GRAMS: u64 = 30_000;
/// Seconds for a floor, up and down again.
const FLOOR_S: u64 = 15;
/// Won for a minute after a soft promise.
const LATE_WON_PER_MIN: u64 = 300;
/// A promise that ends sooner than this is one for tomorrow.
const LEAST_MIN: u16 = 60;
/// The skill of a rider with a cold box.
pub const COLD: &str = "cold";

/// The day on which an order that names none is brought: today, if its promise can still be kept.
#[must_use]
pub fn day_of(until: &str, now_ms: i64) -> Option<Date> {
    let (today, minute) = clock::korea(now_ms)?;
    let end = Clock::parse(until).unwrap_or(DAY[1]).0 / 60_000;
    let tomorrow = end < u64::from(minute.saturating_add(LEAST_MIN));
    if tomorrow { clock::day_after(now_ms, 1) } else { Some(today) }
}

/// An order as the planner reads it; `None` when the market lacks its address or a stall.
#[must_use]
pub fn order_of(market: &Market, id: &str, order: &OrderRequest) -> Option<Order> {
    let known = market.addresses.iter().any(|a| a.id == order.address);
    let open = known && order.lines.iter().all(|l| market.stall(&l.stall).is_some());
    let time =
        |text: &str, usual: Clock| if text.is_empty() { usual } else { Clock::parse(text).unwrap_or(usual) };
    open.then(|| Order {
        id: id.to_owned(),
        items: order.lines.iter().map(item).collect(),
        address: format!("address:{}", order.address),
        window: [time(&order.from, DAY[0]), time(&order.until, DAY[1])],
        floor: u64::from(order.floor),
        priority: u64::from(order.priority.min(9)),
        late_won_per_min: order.soft.then_some(LATE_WON_PER_MIN),
        ..Order::default()
    })
}

/// A quantity that is a number counts; one in words, such as `600 g`, is told to the rider as it is.
fn item(line: &OrderLine) -> Item {
    let count = line.quantity.trim().parse::<u64>().ok().filter(|n| (1..=100).contains(n));
    let words = if count.is_some() { "" } else { line.quantity.trim() };
    let good = format!("{} {words}", line.goods.trim()).trim().to_owned();
    let count = count.unwrap_or(1);
    Item {
        stall: format!("stall:{}", line.stall),
        good,
        count,
        grams: if line.grams == 0 { GRAMS * count } else { u64::from(line.grams) },
        ready: Clock::parse(&line.ready),
        cold: line.cold,
        max_on_board_min: (line.max_on_board_min > 0).then_some(u64::from(line.max_on_board_min)),
        ..Item::default()
    }
}

/// The orders, riders and settings that lie beside the survey tables; why they cannot be read goes to the log.
#[must_use]
pub fn beside_survey(data: &Path, market: &str) -> Option<Orders> {
    let bytes = std::fs::read(import::survey_dir(data, market).join(import::ORDERS)).ok()?;
    match Orders::from_json(&bytes) {
        Ok(read) => Some(read),
        Err(problems) => {
            let shown: Vec<String> = problems.iter().map(|p| p.render(market_model::Lang::En)).collect();
            tracing::warn!(market, problems = shown.join("; "), "orders.json cannot be read");
            None
        }
    }
}

/// An order of `orders.json` as a request; `None` when it names an unknown place.
#[must_use]
pub fn request_of(market: &Market, order: &Order, day: Option<Date>) -> Option<OrderRequest> {
    let address = order.address.strip_prefix("address:").unwrap_or(&order.address);
    let address = market.addresses.iter().find(|a| a.id.as_str() == address)?.id.clone();
    let line = |item: &Item| {
        let stall = item.stall.strip_prefix("stall:").unwrap_or(&item.stall);
        Some(OrderLine {
            stall: market.stall(stall)?.id.to_string(),
            goods: item.good.clone(),
            quantity: item.count.to_string(),
            grams: u32::try_from(item.grams).unwrap_or(u32::MAX),
            cold: item.cold,
            ready: item.ready.map_or_else(String::new, |r| r.to_string()),
            max_on_board_min: item.max_on_board_min.and_then(|m| u16::try_from(m).ok()).unwrap_or(0),
        })
    };
    let lines = order.items.iter().map(line).collect::<Option<Vec<_>>>()?;
    let [from, until] = order.window;
    Some(OrderRequest {
        address,
        day: day.map_or_else(String::new, |d| d.to_string()),
        from: from.to_string(),
        until: until.to_string(),
        soft: order.late_won_per_min.is_some(),
        priority: u8::try_from(order.priority).unwrap_or(9),
        entrance: String::new(),
        floor: u8::try_from(order.floor).unwrap_or(u8::MAX),
        note: String::new(),
        lines,
    })
}

/// The riders that the desk offers: those of the market's list, else some plain ones.
#[must_use]
pub fn usual_riders(market: &Market, first: Option<&Orders>) -> Vec<Rider> {
    match first.map(|f| &f.riders).filter(|r| !r.is_empty()) {
        Some(listed) => listed.iter().take(MAX_RIDERS).cloned().collect(),
        None => (0..PLAIN_RIDERS).map(|n| plain_rider(market, n)).collect(),
    }
}

/// A rider of whom nothing is known but that there is one.
#[must_use]
pub fn plain_rider(market: &Market, number: usize) -> Rider {
    let hub =
        market.facilities.iter().find(|f| f.kind == FacilityKind::Hub).map(|f| format!("facility:{}", f.id));
    let start = hub.or_else(|| market.gates.first().map(|g| format!("gate:{}", g.id))).unwrap_or_default();
    Rider {
        id: format!("rider-{}", number + 1),
        start,
        capacity_grams: BOX_GRAMS,
        shift: SHIFT,
        ..Rider::default()
    }
}

/// The riders that the form names: rows `on-0`, `from-0`, `until-0`, `cold-0`; or, without rows, the first `riders`.
#[must_use]
pub fn riders_of(usual: Vec<Rider>, fields: &[(String, String)]) -> Vec<Rider> {
    let rows = fields.iter().any(|(name, _)| name.starts_with("on-"));
    if !rows {
        let n = view::param(fields, "riders").parse().unwrap_or(1_usize).max(1);
        return usual.into_iter().take(n).collect();
    }
    let chosen = usual.into_iter().enumerate();
    let chosen = chosen.filter(|(n, _)| !view::param(fields, &format!("on-{n}")).is_empty());
    chosen.map(|(n, rider)| with_fields(rider, fields, &format!("-{n}"))).collect()
}

/// A rider with the shift and the box of a row of fields.
#[must_use]
pub fn with_fields(mut rider: Rider, fields: &[(String, String)], row: &str) -> Rider {
    let time = |name: &str| Clock::parse(view::param(fields, &format!("{name}{row}")));
    if let (Some(from), Some(until)) = (time("from"), time("until")) {
        rider.shift = [from, until];
    }
    rider.skills.retain(|s| s != COLD);
    if !view::param(fields, &format!("cold{row}")).is_empty() {
        rider.skills.push(COLD.to_owned());
    }
    rider
}

/// What is asked of the planner. Nobody sets out before `now`, and who has no time left is left out.
#[must_use]
pub fn ask(
    market: &Market,
    first: Option<&Orders>,
    day: Date,
    now: Clock,
    orders: Vec<Order>,
    riders: Vec<Rider>,
) -> Orders {
    let settings = match first {
        Some(first) => first.settings.clone(),
        None => Settings { floor_s: FLOOR_S, ..Settings::default() },
    };
    let riders = riders.into_iter().map(|mut rider| {
        rider.shift[0] = rider.shift[0].max(now);
        rider
    });
    Orders {
        format: ORDERS_FORMAT.to_owned(),
        version: ORDERS_FORMAT_VERSION,
        market: market.id.to_string(),
        date: Some(day),
        objective: first.map(|f| f.objective).unwrap_or_default(),
        orders,
        riders: riders.filter(|r| r.shift[0] < r.shift[1]).collect(),
        settings,
        conditions: None,
    }
}
