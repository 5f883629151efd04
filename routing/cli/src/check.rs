//! Hands a plan to the independent checker: facts from the orders, claims from the plan, times from the graph.

use market_delivery::{Orders, Plan, StopKind};
use market_routing::{Graph, PlaceKind, Profile};
use routing_oracle::plan::{Claim, Facts, Kind, Mode, OrderFacts, RiderFacts, StopClaim, TripClaim, check};

/// What was given, in the checker's words.
#[must_use]
pub fn facts(graph: &Graph, orders: &Orders) -> Facts {
    let key = |text: &str| graph.resolve(text).map_or_else(|| text.to_owned(), |n| graph.key(n).to_owned());
    let order = |o: &market_delivery::Order| {
        let mut pickups: Vec<(String, u64, u64)> = Vec::new();
        for item in &o.items {
            let (stall, ready) = (key(&item.stall), item.ready.map_or(0, |c| c.0));
            match pickups.iter_mut().find(|p| p.0 == stall) {
                Some(found) => *found = (stall, found.1.max(ready), found.2 + item.grams),
                None => pickups.push((stall, ready, item.grams)),
            }
        }
        OrderFacts {
            id: o.id.clone(),
            address: key(&o.address),
            from_ms: o.window[0].0,
            until_ms: o.window[1].0,
            service_ms: o.service_s.unwrap_or(orders.settings.door_s) * 1000,
            pickups,
        }
    };
    let inside = |text: &str| {
        let kind = graph.resolve(text).and_then(|n| graph.kind(n));
        !matches!(kind, Some(PlaceKind::Address | PlaceKind::Junction))
    };
    let rider = |r: &market_delivery::Rider| RiderFacts {
        id: r.id.clone(),
        start: key(&r.start),
        starts_inside: inside(&r.start),
        capacity_grams: r.capacity_grams,
        max_orders: usize::try_from(r.max_orders).unwrap_or(usize::MAX),
        from_ms: r.shift[0].0,
        until_ms: r.shift[1].0,
    };
    Facts {
        orders: orders.orders.iter().map(order).collect(),
        riders: orders.riders.iter().map(rider).collect(),
        parking_ms: orders.settings.parking_s * 1000,
        stall_ms: orders.settings.stall_s * 1000,
        order_ms: orders.settings.order_s * 1000,
        packing_ms: orders.settings.packing_s * 1000,
    }
}

/// What the plan says, in the checker's words.
#[must_use]
pub fn claim(plan: &Plan) -> Claim {
    let stop = |s: &market_delivery::Stop| StopClaim {
        kind: match s.kind {
            StopKind::Park => Kind::Park,
            StopKind::Pickup => Kind::Pickup,
            StopKind::Pack => Kind::Pack,
            StopKind::Deliver => Kind::Deliver,
        },
        place: s.place.clone(),
        arrive_ms: s.arrive_ms,
        wait_ms: s.wait_ms,
        service_ms: s.service_ms,
        leave_ms: s.leave_ms,
        slack_ms: s.slack_ms,
        load_grams: s.load_grams,
        orders: s.orders.clone(),
    };
    let trip = |t: &market_delivery::TripPlan| TripClaim {
        depart_ms: t.depart_ms,
        stops: t.stops.iter().map(stop).collect(),
    };
    Claim {
        riders: plan.riders.iter().map(|r| (r.rider.clone(), r.trips.iter().map(trip).collect())).collect(),
        unserved: plan.unserved.iter().map(|u| u.order.clone()).collect(),
    }
}

/// Everything that the checker finds wrong.
#[must_use]
pub fn violations(graph: &Graph, facts: &Facts, claim: &Claim) -> Vec<String> {
    let travel = |mode: Mode, from: &str, to: &str| {
        let profile = if mode == Mode::Walk { Profile::Walk } else { Profile::Motorcycle };
        graph.time(graph.resolve(from)?, graph.resolve(to)?, profile, None)
    };
    check(facts, claim, &travel)
}
