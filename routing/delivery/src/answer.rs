//! From the planner's numbers to the plan that riders read: places by name, ways as lines and words, loads, slack.

use market_model::{Lang, Text};
use market_routing::{Graph, Mode, NodeId, Profile, Route, StepKind};

use crate::explain;
use crate::orders::{Clock, Order, Orders};
use crate::plan::{
    Leg, PLAN_FORMAT, PLAN_FORMAT_VERSION, Plan, RiderPlan, Stop, StopItem, StopKind, Totals, TripPlan,
};
use crate::schedule::{Doing, Timed, Visit};
use crate::search::Solution;
use crate::task::Task;
use crate::tour::Tours;

/// Writes the plan down.
pub(crate) fn write(graph: &Graph, orders: &Orders, task: &Task, tours: &Tours, solution: &Solution) -> Plan {
    let writer = Writer { graph, orders, task };
    let riders: Vec<RiderPlan> = (0..solution.days.len()).map(|r| writer.rider(solution, r)).collect();
    let ids: Vec<&str> = orders.orders.iter().map(|o| o.id.as_str()).collect();
    let totals = riders.iter().fold(Totals::default(), |sum, r| add(&sum, &r.totals));
    Plan {
        format: PLAN_FORMAT.to_owned(),
        version: PLAN_FORMAT_VERSION,
        graph: graph.hash().to_owned(),
        market: graph.market().to_owned(),
        objective: "most-orders-then-least-time".to_owned(),
        riders,
        unserved: explain::unserved(task, tours, solution, &ids),
        totals,
    }
}

fn add(a: &Totals, b: &Totals) -> Totals {
    Totals {
        orders: a.orders + b.orders,
        trips: a.trips + b.trips,
        riders: a.riders + b.riders,
        length_mm: a.length_mm + b.length_mm,
        travel_ms: a.travel_ms + b.travel_ms,
        wait_ms: a.wait_ms + b.wait_ms,
        work_ms: a.work_ms + b.work_ms,
    }
}

struct Writer<'a> {
    graph: &'a Graph,
    orders: &'a Orders,
    task: &'a Task,
}

impl Writer<'_> {
    fn rider(&self, solution: &Solution, index: usize) -> RiderPlan {
        let day = &solution.days[index];
        let slack = self.slack(&day.timed, self.task.workers[index].until_ms);
        let mut here = self.task.workers[index].start;
        let mut trips = Vec::new();
        for (trip, (timed, slack)) in day.trips.iter().zip(day.timed.iter().zip(&slack)) {
            trips.push(self.trip(&trip.jobs, timed, slack, &mut here));
        }
        let mut totals = Totals { riders: u64::from(!trips.is_empty()), ..Totals::default() };
        for (trip, timed) in trips.iter().zip(&day.timed) {
            totals.trips += 1;
            totals.orders += trip.orders.len() as u64;
            totals.work_ms += timed.cost();
            for stop in &trip.stops {
                totals.length_mm += stop.leg.length_mm;
                totals.travel_ms += stop.leg.time_ms;
                totals.wait_ms += stop.wait_ms;
            }
        }
        RiderPlan { rider: self.orders.riders[index].id.clone(), trips, totals }
    }

    /// For each visit how much later it could begin: from the end of the shift backwards.
    fn slack(&self, timed: &[Timed], shift_end: u64) -> Vec<Vec<u64>> {
        let mut out: Vec<Vec<u64>> = timed.iter().map(|t| vec![0; t.visits.len()]).collect();
        let mut latest_leave = shift_end;
        for (trip, slots) in timed.iter().zip(&mut out).rev() {
            for (i, (visit, slot)) in trip.visits.iter().zip(slots).enumerate().rev() {
                let mut latest = latest_leave - (visit.leave - visit.begin);
                if let Doing::Deliver(job) = visit.doing {
                    latest = latest.min(self.task.jobs[job].until_ms);
                }
                *slot = latest - visit.begin;
                let before = if i == 0 { trip.depart } else { trip.visits[i - 1].leave };
                latest_leave = latest - (visit.arrive - before);
            }
        }
        out
    }

    fn trip(&self, jobs: &[usize], timed: &Timed, slack: &[u64], here: &mut NodeId) -> TripPlan {
        let parking = &self.task.parkings[timed.parking];
        let mut load = 0;
        let mut before = timed.depart;
        let mut stops = Vec::new();
        for (visit, slack) in timed.visits.iter().zip(slack) {
            let place = match visit.doing {
                Doing::Park | Doing::Pack => parking.node,
                Doing::Pickup(stall) => self.task.walk_nodes[stall],
                Doing::Deliver(job) => self.task.jobs[job].address,
            };
            let items = self.items(visit.doing, jobs);
            let grams: u64 = items.iter().map(|(_, i)| i.grams).sum();
            match visit.doing {
                Doing::Pickup(_) => load += grams,
                Doing::Deliver(_) => load -= grams,
                Doing::Park | Doing::Pack => {}
            }
            let leg = self.leg(*here, place, visit, before);
            stops.push(self.stop(visit, place, *slack, load, items, leg));
            before = visit.leave;
            *here = place;
        }
        TripPlan {
            gate: self.graph.key(parking.gate).to_owned(),
            gate_label: self.label(parking.gate),
            depart: Clock(timed.depart / 1000 * 1000),
            depart_ms: timed.depart,
            orders: jobs.iter().map(|j| self.orders.orders[*j].id.clone()).collect(),
            stops,
        }
    }

    fn stop(
        &self,
        visit: &Visit,
        place: NodeId,
        slack_ms: u64,
        load_grams: u64,
        items: Vec<(usize, StopItem)>,
        leg: Leg,
    ) -> Stop {
        let mut orders: Vec<usize> = items.iter().map(|(order, _)| *order).collect();
        orders.dedup();
        Stop {
            kind: match visit.doing {
                Doing::Park => StopKind::Park,
                Doing::Pickup(_) => StopKind::Pickup,
                Doing::Pack => StopKind::Pack,
                Doing::Deliver(_) => StopKind::Deliver,
            },
            place: self.graph.key(place).to_owned(),
            label: self.label(place),
            arrive: Clock(visit.arrive / 1000 * 1000),
            arrive_ms: visit.arrive,
            wait_ms: visit.begin - visit.arrive,
            service_ms: visit.leave - visit.begin,
            leave_ms: visit.leave,
            slack_ms,
            load_grams,
            orders: orders.into_iter().map(|o| self.orders.orders[o].id.clone()).collect(),
            items: items.into_iter().map(|(_, item)| item).collect(),
            leg,
        }
    }

    /// The goods of a stop, with the index of their order.
    fn items(&self, doing: Doing, jobs: &[usize]) -> Vec<(usize, StopItem)> {
        let list = |index: usize, order: &Order, wanted: Option<NodeId>| -> Vec<(usize, StopItem)> {
            let here =
                order.items.iter().filter(|i| wanted.is_none() || self.graph.resolve(&i.stall) == wanted);
            let item = |i: &crate::orders::Item| StopItem {
                order: order.id.clone(),
                good: i.good.clone(),
                count: i.count,
                grams: i.grams,
            };
            here.map(|i| (index, item(i))).collect()
        };
        match doing {
            Doing::Park | Doing::Pack => Vec::new(),
            Doing::Deliver(job) => list(job, &self.orders.orders[job], None),
            Doing::Pickup(stall) => {
                let wanted = Some(self.task.walk_nodes[stall]);
                jobs.iter().flat_map(|job| list(*job, &self.orders.orders[*job], wanted)).collect()
            }
        }
    }

    fn label(&self, node: NodeId) -> Text {
        Text::new(self.graph.label(node, Lang::Ko), self.graph.label(node, Lang::En))
    }

    /// The way to a visit. One query when its time is the planned one, else the walk, the ride and the walk.
    fn leg(&self, from: NodeId, to: NodeId, visit: &Visit, before: u64) -> Leg {
        let time_ms = visit.arrive - before;
        let on_foot = matches!(visit.doing, Doing::Pickup(_) | Doing::Pack);
        let (profile, mode) =
            if on_foot { (Profile::Walk, Mode::Foot) } else { (Profile::Motorcycle, Mode::Motorcycle) };
        let direct = self.graph.shortest(from, to, profile).ok().filter(|r| r.time_ms == time_ms);
        let routes = match direct {
            Some(route) => vec![route],
            None => self.by_parkings(from, to),
        };
        let mut leg = Leg {
            from: self.graph.key(from).to_owned(),
            mode,
            length_mm: 0,
            time_ms,
            points: Vec::new(),
            steps: Vec::new(),
        };
        let last = routes.len().saturating_sub(1);
        for (i, route) in routes.into_iter().enumerate() {
            append(&mut leg, route, i == last);
        }
        leg
    }

    fn by_parkings(&self, from: NodeId, to: NodeId) -> Vec<Route> {
        let stand = |node: NodeId| self.graph.parking(node).map_or(node, |(place, _)| place);
        let (a, b) = (stand(from), stand(to));
        let parts = [(from, a, Profile::Walk), (a, b, Profile::Motorcycle), (b, to, Profile::Walk)];
        let used = parts.into_iter().filter(|(a, b, _)| a != b);
        used.filter_map(|(a, b, profile)| self.graph.shortest(a, b, profile).ok()).collect()
    }
}

/// Adds a route to a leg; only the last one says that one has arrived.
fn append(leg: &mut Leg, route: Route, last: bool) {
    let joined = leg.points.last().is_some_and(|p| Some(p) == route.points.first());
    let shift = leg.points.len() - usize::from(joined);
    leg.length_mm += route.length_mm;
    leg.points.extend(route.points.into_iter().skip(usize::from(joined)));
    for mut step in route.steps {
        if last || step.kind != StepKind::Arrive {
            step.point += shift;
            leg.steps.push(step);
        }
    }
}
