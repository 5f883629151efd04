//! Hands a plan to the independent checker: facts from the orders, claims from the plan, times from the graph.

use market_delivery::{Orders, Picking, Plan, StopKind, Vehicle};
use market_routing::{Conditions, Graph, Moment, PlaceKind, Profile, View};
use routing_oracle::plan::{
    Claim, Collect, DayClaim, Facts, Kind, Mode, OrderFacts, PickFacts, RiderFacts, StopClaim, TripClaim,
    WaveClaim, Who, check,
};

/// What was given, in the checker's words.
#[must_use]
pub fn facts(graph: &Graph, orders: &Orders) -> Facts {
    let key = |text: &str| graph.resolve(text).map_or_else(|| text.to_owned(), |n| graph.key(n).to_owned());
    let s = &orders.settings;
    let rider = |r: &market_delivery::Rider| RiderFacts {
        id: r.id.clone(),
        start: key(&r.start),
        starts_inside: inside(graph, &r.start),
        end: r.end.as_deref().map(key),
        capacity: [
            r.capacity_grams,
            r.capacity_millilitres.unwrap_or(u64::MAX),
            r.capacity_boxes.unwrap_or(u64::MAX),
        ],
        max_orders: usize::try_from(r.max_orders).unwrap_or(usize::MAX),
        from_ms: r.shift[0].0,
        until_ms: r.shift[1].0,
        skills: r.skills.clone(),
        parking_ms: if r.vehicle.parks() { s.parking_s * 1000 } else { 0 },
        breaks: r.breaks.iter().map(|b| [b.window[0].0, b.window[1].0, b.minutes * 60_000]).collect(),
        longest_work_ms: r.longest_work_min.map_or(u64::MAX, |m| m * 60_000),
        longest_stretch_ms: r.longest_stretch_min.map_or(u64::MAX, |m| m * 60_000),
        pause_ms: r.rest_min * 60_000,
    };
    let shut = orders.conditions.iter().flat_map(|c| &c.closed);
    Facts {
        orders: orders.orders.iter().map(|o| order(graph, orders, o)).collect(),
        riders: orders.riders.iter().map(rider).collect(),
        stall_ms: s.stall_s * 1000,
        order_ms: s.order_s * 1000,
        packing_ms: s.packing_s * 1000,
        min_stop_ms: s.min_stop_s * 1000,
        hub: s.hub.as_deref().map(key),
        pickers: s.pickers,
        wave_orders: usize::try_from(s.wave_orders).unwrap_or(usize::MAX),
        wave_from_ms: s.wave_from.0,
        wave_every_ms: s.wave_min * 60_000,
        repack_ms: s.repack_s * 1000,
        begun: Vec::new(),
        begun_waves: Vec::new(),
        done: Vec::new(),
        kept: Vec::new(),
        closed: s.closed_gates.iter().chain(shut).map(|g| key(g)).collect(),
    }
}

/// What had begun and what was done when a plan was made again at `now`, for riders who go on. Doors of orders that are
/// not among the orders any more are left out.
pub fn under_way(facts: &mut Facts, before: &Plan, now: u64, stopped: &[String]) {
    let carried = |id: &str| {
        let trips = before.riders.iter().flat_map(|r| &r.trips).filter(|t| t.locked || t.depart_ms <= now);
        trips.into_iter().any(|t| t.orders.iter().any(|o| o == id))
    };
    let waves =
        before.waves.iter().filter(|w| w.begin_ms <= now || w.orders.iter().any(|o| carried(&o.order)));
    facts.begun_waves.extend(waves.map(|w| (w.picker, w.begin_ms)));
    for rider in &before.riders {
        let begun = rider.trips.iter().filter(|t| t.locked || t.depart_ms <= now);
        for trip in begun {
            facts.begun.push((rider.rider.clone(), trip.depart_ms));
            let known = |id: &String| facts.orders.iter().any(|o| o.id == *id);
            facts.kept.push((rider.rider.clone(), trip.depart_ms, fixed_doors(facts, trip, now)));
            let kept = trip.orders.iter().any(known) && !stopped.contains(&rider.rider);
            for stop in trip.stops.iter().filter(|s| kept && s.leave_ms <= now) {
                if stop.kind != StopKind::Deliver || stop.orders.iter().any(known) {
                    let (arrive, leave) = (stop.arrive_ms, stop.leave_ms);
                    facts.done.push((rider.rider.clone(), stop.place.clone(), arrive, leave));
                }
            }
        }
    }
}

/// Orders of the doors that may not change places: done, ridden to, and up to the last that was promised.
fn fixed_doors(facts: &Facts, trip: &market_delivery::TripPlan, now: u64) -> Vec<String> {
    let promised = |id: &String| facts.orders.iter().any(|o| o.id == *id && o.promised);
    let mut left = 0;
    let mut doors: Vec<(bool, String)> = Vec::new();
    for stop in &trip.stops {
        if stop.kind == StopKind::Deliver {
            let fixed = left <= now || stop.orders.iter().any(promised);
            doors.extend(stop.orders.iter().map(|o| (fixed, o.clone())));
        }
        left = stop.leave_ms;
    }
    let count = doors.iter().rposition(|(fixed, _)| *fixed).map_or(0, |i| i + 1);
    doors.into_iter().take(count).map(|(_, order)| order).collect()
}

fn inside(graph: &Graph, text: &str) -> bool {
    let kind = graph.resolve(text).and_then(|n| graph.kind(n));
    !matches!(kind, Some(PlaceKind::Address | PlaceKind::Junction))
}

fn order(graph: &Graph, orders: &Orders, o: &market_delivery::Order) -> OrderFacts {
    let key = |text: &str| graph.resolve(text).map_or_else(|| text.to_owned(), |n| graph.key(n).to_owned());
    let mut pickups: Vec<PickFacts> = Vec::new();
    for item in &o.items {
        let stall = key(&item.stall);
        let board = [o.max_on_board_min, item.max_on_board_min].into_iter().flatten().min();
        let fresh = PickFacts { stall, ready_ms: 0, load: [0; 3], handle_ms: 0, board_ms: None };
        let at = pickups.iter().position(|p| p.stall == fresh.stall).unwrap_or_else(|| {
            pickups.push(fresh);
            pickups.len() - 1
        });
        let pick = &mut pickups[at];
        pick.ready_ms = pick.ready_ms.max(item.ready.map_or(0, |c| c.0));
        pick.handle_ms += item.handle_s * 1000;
        pick.load[0] += item.grams;
        pick.load[1] += item.millilitres;
        pick.load[2] += item.boxes;
        pick.board_ms = [pick.board_ms, board.map(|m| m * 60_000)].into_iter().flatten().min();
    }
    let mut skills = o.skills.clone();
    if o.items.iter().any(|i| i.cold) {
        skills.push("cold".to_owned());
    }
    let s = &orders.settings;
    let hard = match (o.late_won_per_min, o.until_hard) {
        (Some(_), Some(hard)) => hard.0,
        (Some(_), None) => 30 * 3_600_000,
        (None, _) => o.window[1].0,
    };
    OrderFacts {
        id: o.id.clone(),
        address: key(&o.address),
        from_ms: o.window[0].0,
        until_ms: o.window[1].0,
        hard_ms: hard,
        service_ms: (o.service_s.unwrap_or(s.door_s) + o.floor * s.floor_s) * 1000,
        pickups,
        skills,
        promised: o.promised,
        collect: match o.picking {
            Picking::Rider => Collect::Rider,
            Picking::Hub => Collect::Hub,
            Picking::Either => Collect::Either,
        },
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
        load: [s.load_grams, s.load_millilitres, s.load_boxes],
        orders: s.orders.clone(),
    };
    let trip = |t: &market_delivery::TripPlan| TripClaim {
        gate: t.gate.clone(),
        depart_ms: t.depart_ms,
        from_hub: t.from_hub.clone(),
        stops: t.stops.iter().map(stop).collect(),
    };
    let day = |r: &market_delivery::RiderPlan| DayClaim {
        rider: r.rider.clone(),
        trips: r.trips.iter().map(trip).collect(),
        breaks: r.breaks.iter().map(|b| [b.begin_ms, b.end_ms, b.after_trips]).collect(),
        home: r.home.as_ref().map(|h| (h.place.clone(), h.depart_ms, h.arrive_ms)),
    };
    let wave = |w: &market_delivery::WavePlan| WaveClaim {
        picker: w.picker,
        begin_ms: w.begin_ms,
        stops: w.stops.iter().map(|s| (s.place.clone(), s.begin_ms, s.leave_ms, s.orders.clone())).collect(),
        back_ms: w.back_ms,
        ready: w.orders.iter().map(|o| (o.order.clone(), o.ready_ms)).collect(),
    };
    Claim {
        days: plan.riders.iter().map(day).collect(),
        unserved: plan.unserved.iter().map(|u| u.order.clone()).collect(),
        waves: plan.waves.iter().map(wave).collect(),
        late: plan.late.iter().map(|l| (l.order.clone(), l.late_ms)).collect(),
    }
}

/// Everything that the checker finds wrong.
#[must_use]
pub fn violations(graph: &Graph, orders: &Orders, facts: &Facts, claim: &Claim) -> Vec<String> {
    let mut conditions = orders.conditions.clone().unwrap_or_default();
    conditions.closed.clone_from(&facts.closed);
    let of = |conditions: &Conditions| periods(graph, orders, conditions);
    let (now, before) = (of(&conditions), of(&Conditions::default()));
    let travel = |who: Who<'_>, mode: Mode, from: &str, to: &str, depart: u64, arrive: u64| {
        let rider = match who {
            Who::Picker(_) => None,
            Who::Rider(id, _) => Some(orders.riders.iter().find(|r| r.id == id)?),
        };
        let views = if matches!(who, Who::Rider(_, true) | Who::Picker(true)) { &before } else { &now };
        let period = |at: u64| views.partition_point(|(begin, _)| *begin <= at).saturating_sub(1);
        // The way is open when it is begun, when it is ended, and in between; of a ride that is the way of the vehicle.
        let walk = |place: &str| match (mode, rider) {
            (Mode::Ride, Some(r)) => {
                let walk = graph.resolve(place).and_then(|n| graph.parking(n)).map_or(0, |(_, ms)| ms);
                (walk * r.pace_percent).div_ceil(100)
            }
            _ => 0,
        };
        let begin = depart + walk(from);
        let end = arrive.saturating_sub(walk(to)).max(begin);
        let all = &views[period(begin)..=period(end)];
        let times = all.iter().map(|(_, view)| least(graph, view, rider, mode, from, to));
        times.collect::<Option<Vec<u64>>>()?.into_iter().max()
    };
    check(facts, claim, &travel)
}

/// Beginnings of the periods of the day in which the graph is the same, and the graph then: cut where something opens,
/// closes, or becomes slower.
fn periods<'g>(graph: &'g Graph, orders: &Orders, conditions: &Conditions) -> Vec<(u64, View<'g>)> {
    let minute_of_day = 24 * 60;
    let open: Vec<(u16, Option<Moment>)> = match orders.date {
        None => vec![(0, None)],
        Some(date) => graph.periods(date).into_iter().map(|(m, at)| (m, Some(at))).collect(),
    };
    let mut cuts: Vec<u16> = open.iter().map(|(m, _)| *m).collect();
    for (from, to) in conditions.slower.iter().filter_map(|s| s.minutes) {
        cuts.extend([from, to, from + minute_of_day, to + minute_of_day]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let view = |minute: u16| {
        let at = open.iter().rev().find(|(m, _)| *m <= minute).and_then(|(_, at)| *at);
        let mut now = conditions.clone();
        let today = minute % minute_of_day;
        now.slower.retain(|s| s.minutes.is_none_or(|(from, to)| from <= today && today < to));
        now.slower.iter_mut().for_each(|s| s.minutes = None);
        (u64::from(minute) * 60_000, graph.under(&now, at).0)
    };
    cuts.into_iter().map(view).collect()
}

/// Least time of a way in one period.
fn least(
    graph: &Graph,
    view: &View<'_>,
    rider: Option<&market_delivery::Rider>,
    mode: Mode,
    from: &str,
    to: &str,
) -> Option<u64> {
    let (from, to) = (graph.resolve(from)?, graph.resolve(to)?);
    let Some(rider) = rider else { return view.time(from, to, Profile::Walk) };
    let unhurried = |ms: u64| (ms * rider.pace_percent).div_ceil(100);
    let time = |a, b, profile| if a == b { Some(0) } else { view.time(a, b, profile) };
    if mode == Mode::Walk {
        return time(from, to, rider.vehicle.inside()).map(unhurried);
    }
    if rider.vehicle == Vehicle::Motorcycle && rider.pace_percent == 100 {
        return time(from, to, Profile::Motorcycle);
    }
    let (a, walk_a) = graph.parking(from)?;
    let (b, walk_b) = graph.parking(to)?;
    if from == to {
        return Some(0);
    }
    let ride = time(a, b, rider.vehicle.profile())?;
    let pace = rider.pace_percent * 10 * rider.vehicle.permille() / 1000;
    Some(unhurried(walk_a) + (ride * pace).div_ceil(1000) + unhurried(walk_b))
}
