//! A rider's stops as the page shows them: what to do where, for which code, and what of it is still open.
//!
//! Invariant: an address is shown only while its job is open and its trip is the one under way; afterwards neither page
//! nor way names it.

use std::collections::BTreeMap;

use market_delivery::{Clock, Leg, RiderPlan, Stop, StopKind};
use market_model::{Frame, Lang, Market, StallId, Text, Wgs84};
use market_pages::{
    Ctx, RiderStop, RoutePoint, RouteStep, RouteView, StopGood, StopOrder, StopPlace, StopState, Timing,
};
use market_routing::{Mode, Profile, View};
use market_wire::OrderRequest;

use crate::course;
use crate::plan::Run;

/// Farther from the plan than this, it is another day's.
const MAX_OFF_PLAN_MIN: i64 = 180;

/// A stop at which the rider has something to do and to say, and the way to it.
pub struct Task<'a> {
    /// Names the stop.
    pub key: String,
    /// The stop.
    pub stop: &'a Stop,
    /// Number of its trip.
    pub trip: usize,
    /// The way from the task before, over stops where nothing is said: each with the place where it ends.
    legs: Vec<(&'a Leg, &'a str)>,
    /// Where the motorcycle stands, at the first stop of a trip.
    gate: Option<&'a Text>,
}

/// The tasks of a rider. Parking and packing are part of the way.
#[must_use]
pub fn tasks<'a>(run: &str, rider: &'a RiderPlan) -> Vec<Task<'a>> {
    let mut tasks = Vec::new();
    for (t, trip) in rider.trips.iter().enumerate() {
        let (mut legs, mut gate) = (Vec::new(), Some(&trip.gate_label));
        for stop in &trip.stops {
            legs.push((&*stop.leg, stop.place.as_str()));
            if course::is_task(stop) {
                tasks.push(Task {
                    key: course::key(run, stop),
                    stop,
                    trip: t,
                    legs: std::mem::take(&mut legs),
                    gate: gate.take().filter(|_| !trip.gate.is_empty()),
                });
            }
        }
    }
    tasks
}

/// What the page is made from.
pub struct Scene<'a> {
    /// The market.
    pub market: &'a Market,
    /// The request for the page.
    pub ctx: &'a Ctx,
    /// The run.
    pub run: &'a Run,
    /// Handing-over codes by order.
    pub codes: BTreeMap<&'a str, String>,
    /// Orders of the open doors as they were asked for.
    pub requests: BTreeMap<String, OrderRequest>,
    /// Whether the plan is for today: only then late and early mean something.
    pub today: bool,
}

impl Scene<'_> {
    /// What was said of a task, or that it is assumed to be done.
    #[must_use]
    pub fn state(&self, stop: &Stop, assumed: bool) -> StopState {
        let said = self.run.facts.at(stop);
        let is = |state: &str| said.iter().any(|s| s.state == state);
        match () {
            () if is("problem") => StopState::Problem,
            () if is("missing") => StopState::Missing,
            () if is("delivered") => StopState::Delivered,
            () if is("collected") => StopState::Collected,
            () if !assumed => StopState::Waiting,
            () if stop.kind == StopKind::Deliver => StopState::Delivered,
            () => StopState::Collected,
        }
    }

    /// A task for the page. `open` tells whether its trip is the one under way.
    #[must_use]
    pub fn stop(&self, task: &Task<'_>, assumed: bool, open: bool) -> RiderStop {
        let state = self.state(task.stop, assumed);
        let said = self.run.facts.at(task.stop);
        let note = match (said.first(), task.gate) {
            (Some(said), _) => said.note.clone(),
            (None, Some(gate)) => match self.ctx.lang {
                Lang::Ko => format!("오토바이 세울 곳: {}", gate.ko),
                Lang::En => format!("Park at: {}", gate.en),
                Lang::Zh => format!("摩托车停放处：{}", gate.en),
                Lang::Ja => format!("バイクを止める場所：{}", gate.en),
            },
            (None, None) => String::new(),
        };
        RiderStop {
            key: task.key.clone(),
            place: self.place(task.stop, state, open),
            orders: task.stop.orders.iter().map(|o| self.order(task.stop, o, state, open)).collect(),
            state,
            planned: minute(task.stop.arrive),
            until: self.until(task.stop),
            timing: if self.today { timing(self.ctx, task.stop.arrive, state) } else { Timing::Unknown },
            note,
            photo: None,
        }
    }

    fn until(&self, stop: &Stop) -> String {
        if stop.kind != StopKind::Deliver {
            return String::new();
        }
        let asked = |id: &String| self.run.question.orders.iter().find(|o| o.id == *id);
        let ends = stop.orders.iter().filter_map(asked).map(|o| o.window[1]);
        ends.min().map_or_else(String::new, minute)
    }

    fn order(&self, stop: &Stop, order: &str, state: StopState, open: bool) -> StopOrder {
        let door = stop.kind == StopKind::Deliver;
        let facts = &self.run.facts;
        let items = stop.items.iter().enumerate().filter(|(_, i)| i.order == order);
        let goods = items.map(|(n, i)| StopGood {
            item: n,
            name: i.good.clone(),
            quantity: format!("× {}", i.count),
            missing: facts.is_missing(order, &i.good),
        });
        let request = self.requests.get(order).filter(|_| door && open && state != StopState::Delivered);
        StopOrder {
            code: self.codes.get(order).cloned().unwrap_or_default(),
            goods: goods.collect(),
            entrance: request.map_or_else(String::new, |r| r.entrance.clone()),
            floor: request.map_or(0, |r| r.floor),
            note: request.map_or_else(String::new, |r| r.note.clone()),
        }
    }

    fn place(&self, stop: &Stop, state: StopState, open: bool) -> StopPlace {
        if stop.kind == StopKind::Pickup {
            let id = stop.place.strip_prefix("stall:").unwrap_or(&stop.place);
            return StallId::new(id).map_or_else(|_| StopPlace::Hub(stop.label.clone()), StopPlace::Stall);
        }
        if state == StopState::Delivered || !open {
            return StopPlace::Door { address: None, place: None };
        }
        let id = stop.place.strip_prefix("address:").unwrap_or(&stop.place);
        let address = self.market.addresses.iter().find(|a| a.id.as_str() == id);
        let place = self.market.origin.zip(address).and_then(|(origin, address)| {
            let (lat, lon) = Frame::at(origin).wgs84_from_market(address.point);
            Wgs84::in_korea(lat, lon)
        });
        StopPlace::Door { address: address.map(|a| a.label.clone()), place }
    }
}

fn minute(clock: Clock) -> String {
    clock.to_string().chars().take(5).collect()
}

/// Now against the plan, for a stop that waits, rounded to five minutes.
fn timing(ctx: &Ctx, planned: Clock, state: StopState) -> Timing {
    let planned = i64::try_from(planned.0 / 60_000).ok();
    let (Some(now), Some(planned)) = (ctx.minute.map(i64::from), planned) else { return Timing::Unknown };
    let late = now - planned;
    if state != StopState::Waiting || late.abs() > MAX_OFF_PLAN_MIN {
        return Timing::Unknown;
    }
    let minutes = u16::try_from((late.abs() + 2) / 5 * 5).unwrap_or(0);
    match late {
        ..=-8 => Timing::Early(minutes),
        -7..=5 => Timing::OnTime,
        _ => Timing::Late(minutes),
    }
}

/// Legs one after another. A way that begins at a door does not name it: that job is done. With `now`, ways that the
/// conditions change are sought again.
#[must_use]
pub fn way(task: &Task<'_>, now: Option<&View<'_>>) -> RouteView {
    let mut route = RouteView::default();
    for (leg, to) in &task.legs {
        let other = now.and_then(|view| again(view, leg, to));
        let leg = other.as_ref().unwrap_or(leg);
        route.length_mm += leg.length_mm;
        route.time_ms += leg.time_ms;
        route.points.extend(leg.points.iter().map(|p| RoutePoint {
            x_mm: p.x_mm,
            y_mm: p.y_mm,
            z_mm: p.z_mm,
            level: p.level.clone(),
        }));
        let hidden = usize::from(leg.from.starts_with("address:"));
        let told = leg.steps.iter().skip(hidden);
        let steps =
            told.filter_map(|s| serde_json::to_value(s).and_then(serde_json::from_value::<RouteStep>).ok());
        route.steps.extend(steps);
    }
    route
}

/// The same leg as it is under conditions; `None` when it is as planned or there is no way.
fn again(view: &View<'_>, leg: &Leg, to: &str) -> Option<Leg> {
    let graph = view.graph();
    let (from, to) = (graph.resolve(&leg.from)?, graph.resolve(to)?);
    let profile = match leg.mode {
        Mode::Foot => Profile::Walk,
        Mode::Motorcycle => Profile::Motorcycle,
    };
    if graph.time(from, to, profile, None)? >= view.time(from, to, profile)? {
        return None;
    }
    let route = view.shortest(from, to, profile).ok()?;
    Some(Leg {
        from: leg.from.clone(),
        mode: leg.mode,
        length_mm: route.length_mm,
        time_ms: route.time_ms,
        points: route.points,
        steps: route.steps,
    })
}
