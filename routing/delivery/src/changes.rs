//! What a re-plan changed and why, in words: by comparing two plans.

use std::collections::{BTreeMap, BTreeSet};

use market_model::Text;
use market_routing::Graph;

use crate::events::Event;
use crate::orders::{Clock, Order, Orders};
use crate::plan::{Change, Plan, StopKind};

/// A door that is reached this much sooner or later is told.
const TOLD_MS: u64 = 5 * 60_000;

/// Rider and moment of each delivery.
fn deliveries(plan: &Plan) -> BTreeMap<&str, (&str, u64)> {
    let mut out = BTreeMap::new();
    for rider in &plan.riders {
        for stop in rider.trips.iter().flat_map(|t| &t.stops).filter(|s| s.kind == StopKind::Deliver) {
            for order in &stop.orders {
                out.insert(order.as_str(), (rider.rider.as_str(), stop.arrive_ms + stop.wait_ms));
            }
        }
    }
    out
}

/// Every order that is served otherwise than before.
pub(crate) fn of(
    graph: &Graph,
    orders: &Orders,
    (before, after): (&Plan, &Plan),
    events: &[Event],
    reordered: &BTreeSet<String>,
) -> Vec<Change> {
    let (old, new) = (deliveries(before), deliveries(after));
    let by_id: BTreeMap<&str, &Order> = orders.orders.iter().map(|o| (o.id.as_str(), o)).collect();
    let mut ids: Vec<&str> = old.keys().chain(new.keys()).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut out = Vec::new();
    for id in ids {
        let why = || cause(graph, id, by_id.get(id).copied(), old.get(id).map(|o| o.0), events);
        let found = match (old.get(id), new.get(id)) {
            (None, Some((rider, at))) => Some(added(rider, *at)),
            (Some(_), None) => Some(("dropped", Text::new("계획에서 빠짐", "left out"))),
            (Some((a, x)), Some((b, y))) if a != b => Some(moved((a, *x), (b, *y))),
            (Some((_, x)), Some((_, y))) if reordered.contains(id) && x != y => {
                out.push(Change {
                    order: id.to_owned(),
                    code: "reordered".to_owned(),
                    text: sequence(*x, *y),
                });
                continue;
            }
            (Some((_, x)), Some((_, y))) if x.abs_diff(*y) >= TOLD_MS => Some(retimed(*x, *y)),
            _ => None,
        };
        let Some((code, text)) = found else { continue };
        let why = why();
        let text = Text::new(format!("{}: {}", text.ko, why.ko), format!("{}: {}", text.en, why.en));
        out.push(Change { order: id.to_owned(), code: code.to_owned(), text });
    }
    out
}

fn minute(ms: u64) -> Clock {
    Clock(ms / 60_000 * 60_000)
}

fn sequence(x: u64, y: u64) -> Text {
    let (x, y) = (minute(x), minute(y));
    Text::new(
        format!("{x} 대신 {y}: 남은 문 앞의 순서를 바꾸어 덜 늦거나 더 일찍 끝남"),
        format!(
            "{y} instead of {x}: the doors that are left are taken in another order, which is less late or sooner done"
        ),
    )
}

fn added(rider: &str, at: u64) -> (&'static str, Text) {
    let at = minute(at);
    ("added", Text::new(format!("{rider}, {at} 배달"), format!("{rider} delivers at {at}")))
}

fn moved((a, x): (&str, u64), (b, y): (&str, u64)) -> (&'static str, Text) {
    let (x, y) = (minute(x), minute(y));
    ("moved", Text::new(format!("{a} {x} 대신 {b} {y}"), format!("{b} at {y} instead of {a} at {x}")))
}

fn retimed(x: u64, y: u64) -> (&'static str, Text) {
    let (x, y) = (minute(x), minute(y));
    ("retimed", Text::new(format!("{x} 대신 {y}"), format!("{y} instead of {x}")))
}

/// The event that touches the order itself or its rider before; else all of them together.
fn cause(graph: &Graph, id: &str, order: Option<&Order>, rider: Option<&str>, events: &[Event]) -> Text {
    let same = |a: &str, b: &str| graph.resolve(a).is_some() && graph.resolve(a) == graph.resolve(b);
    let own = events.iter().find_map(|event| match event {
        Event::NewOrder { order } if order.id == id => Some(Text::new("새 주문", "a new order")),
        Event::Cancelled { order } if order == id => Some(Text::new("취소됨", "it was cancelled")),
        Event::SoldOut { order, stall } if order == id => {
            Some(Text::new(format!("{stall} 품절"), format!("sold out at {stall}")))
        }
        Event::LateStall { stall, ready }
            if order.is_some_and(|o| o.items.iter().any(|i| same(&i.stall, stall))) =>
        {
            Some(Text::new(
                format!("{stall} 준비가 {ready}로 늦어짐"),
                format!("{stall} is ready at {ready} only"),
            ))
        }
        Event::RiderStops { rider: r } if Some(r.as_str()) == rider => {
            Some(Text::new(format!("{r} 라이더가 멈춤"), format!("{r} has stopped")))
        }
        Event::Delay { rider: r, minutes } if Some(r.as_str()) == rider => {
            Some(Text::new(format!("{r} 라이더가 {minutes}분 늦음"), format!("{r} is {minutes} min late")))
        }
        _ => None,
    });
    own.unwrap_or_else(|| {
        let closed = events.iter().find_map(|e| match e {
            Event::ClosedGate { gate } => Some(gate),
            _ => None,
        });
        let crowd = events.iter().any(|e| matches!(e, Event::Conditions { .. }));
        match closed {
            None if crowd => Text::new("길 사정이 바뀜", "the ways have changed"),
            Some(gate) => Text::new(format!("{gate} 닫힘"), format!("{gate} is closed")),
            None => Text::new("다른 변경에 맞추어", "to make room for the other changes"),
        }
    })
}
