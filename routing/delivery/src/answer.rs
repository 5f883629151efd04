//! From the planner's numbers to the plan that riders read: places by name, ways as lines and words, loads, slack.

use std::collections::BTreeSet;
use std::sync::Arc;

use market_model::Text;
use market_routing::{Graph, NodeId};

use crate::anytime::{Late, Written};
use crate::budget::Budget;
use crate::day::Day;
use crate::explain;
use crate::hub;
use crate::insert::Finder;
use crate::legs::{Legs, Way};
use crate::orders::{Clock, Item, Objective, Order, Orders};
use crate::plan::{
    BreakPlan, Home, PLAN_FORMAT, PLAN_FORMAT_VERSION, Plan, RiderPlan, Stop, StopItem, StopKind, TripPlan,
    Unserved, WaveOrder, WavePlan, WaveStop,
};
use crate::prepare::Prepared;
use crate::search::{Solution, without};
use crate::slack;
use crate::sums;
use crate::task::{Load, Task, Worker, plus};
use crate::tour::Tours;
use crate::trip::{Doing, Trip, Visit};

/// What a plan is written of.
pub(crate) struct On<'a> {
    pub graph: &'a Graph,
    pub orders: &'a Orders,
    pub tours: &'a Tours,
}

/// Of the time that is left, until when ways that are not known are asked for: in a plan that may be followed by another
/// one, and in the last.
const WAYS: (f64, f64) = (0.85, 0.9);
/// The same for explaining what is left over.
const EXPLAINED: (f64, f64) = (0.1, 0.85);

/// Writes the plan down. When there is no time for all ways, `late` says what becomes of it.
pub(crate) fn write(
    on: &On<'_>,
    prepared: &mut Prepared,
    solution: &mut Solution,
    legs: &mut Legs<'_>,
    (budget, late): (&mut Budget<'_>, Late),
) -> Written {
    let begin = budget.now();
    let all = budget.until;
    let part = |now: f64, part: f64| now + (all - now).max(0.0) * part;
    let until = part(begin, if late == Late::GivenUp { WAYS.1 } else { WAYS.0 });
    let mut writer = Writer { graph: on.graph, orders: on.orders, task: &prepared.task, legs };
    let (known, fresh) = writer.ways(solution, (late != Late::Written).then(|| budget.until(until)));
    let ways = budget.now() - begin;
    let whole = known.iter().zip(&solution.days).all(|(known, day)| *known == day.trips.len());
    if !whole && late == Late::LeftOut {
        leave_out(&prepared.task, on.tours, solution, &known);
    }
    let now = budget.now();
    let until = match late {
        Late::Written => all,
        Late::LeftOut => part(now, EXPLAINED.0),
        Late::GivenUp => part(now, EXPLAINED.1),
    };
    let explaining = &mut budget.until(until);
    let unserved = explain::unserved(on.orders, &mut prepared.task, on.tours, solution, explaining);
    let mut writer = Writer { graph: on.graph, orders: on.orders, task: &prepared.task, legs };
    let days = solution.days.iter().enumerate().filter(|_| whole || late != Late::GivenUp);
    let riders: Vec<RiderPlan> = days.map(|(r, day)| writer.rider(r, day)).collect();
    let waves = writer.waves(prepared, solution);
    let plan = plan(on, prepared, riders, unserved, waves);
    let whole = whole || late != Late::GivenUp;
    Written { plan, whole, ways, fresh, rest: budget.now() - begin - ways }
}

/// Takes the trips out whose ways are not known; their orders are left over, for want of time.
fn leave_out(task: &Task, tours: &Tours, solution: &mut Solution, known: &[usize]) {
    let mut finder = Finder::new(task, tours);
    let late = solution.days.iter().zip(known).flat_map(|(day, known)| &day.trips[*known..]);
    let late: BTreeSet<usize> = late.flat_map(|t| t.calls.iter().map(|c| c.job)).collect();
    for (rider, day) in solution.days.iter_mut().enumerate().filter(|(r, d)| known[*r] < d.trips.len()) {
        let (new, lost) = without(task, &mut finder, rider, day, &|job| late.contains(&job));
        *day = new;
        solution.unserved.extend(&lost);
        solution.untried.extend(lost);
    }
    solution.unserved.sort_unstable();
    solution.untried.sort_unstable();
}

fn plan(
    on: &On<'_>,
    prepared: &Prepared,
    riders: Vec<RiderPlan>,
    unserved: Vec<Unserved>,
    waves: Vec<WavePlan>,
) -> Plan {
    let (graph, orders) = (on.graph, on.orders);
    let mut notes: Vec<Text> = prepared.vehicles.iter().filter_map(|v| v.note()).collect();
    if orders.date.is_none() {
        notes.push(Text::new(
            "날짜가 없어 모든 출입구와 승강기가 열려 있다고 보았습니다",
            "no date was given: all gates and lifts were taken to be open",
        ));
    }
    let objective = match orders.objective {
        Objective::LeastTime => "most-orders-then-least-time",
        Objective::FewestRiders => "most-orders-then-fewest-riders",
    };
    let mut plan = Plan {
        format: PLAN_FORMAT.to_owned(),
        version: PLAN_FORMAT_VERSION,
        graph: graph.hash().to_owned(),
        market: graph.market().to_owned(),
        objective: objective.to_owned(),
        notes,
        riders,
        unserved,
        waves,
        late: Vec::new(),
        fairness: crate::plan::Fairness::default(),
        costs: None,
        changes: Vec::new(),
        totals: crate::plan::Totals::default(),
    };
    sums::fill(orders, &mut plan);
    plan
}

struct Writer<'a, 'l, 'g> {
    graph: &'a Graph,
    orders: &'a Orders,
    task: &'a Task,
    legs: &'l mut Legs<'g>,
}

impl<'a> Writer<'a, '_, '_> {
    fn rider(&mut self, index: usize, day: &Day) -> RiderPlan {
        let worker = &self.task.workers[index];
        let rider = &self.orders.riders[index];
        let timed = |(i, trip): (usize, &Trip)| {
            let (place, _) = self.task.before(worker, day, i);
            self.task.visits(worker, place, trip)
        };
        let visits: Vec<Vec<Visit>> = day.trips.iter().enumerate().map(timed).collect();
        let slack = slack::of_day(self.task, worker, day, &visits);
        let mut here = worker.start_node;
        let mut trips = Vec::new();
        for ((trip, visits), slack) in day.trips.iter().zip(&visits).zip(&slack) {
            trips.push(self.trip(index, trip, visits, slack, &mut here));
        }
        let rest = |r: &crate::day::Taken| BreakPlan {
            begin_ms: r.begin,
            end_ms: r.end,
            after_trips: r.before as u64,
        };
        RiderPlan {
            rider: rider.id.clone(),
            vehicle: rider.vehicle,
            breaks: day.rests.iter().map(rest).collect(),
            home: self.home(worker, index, day, here),
            trips,
            totals: crate::plan::Totals::default(),
        }
    }

    /// Asks for the ways of all trips, the earliest trip first, until the budget ends: how many trips of each day are
    /// known then, and how many had ways that were not.
    fn ways(&mut self, solution: &Solution, mut budget: Option<Budget<'_>>) -> (Vec<usize>, usize) {
        let mut known: Vec<usize> = vec![0; solution.days.len()];
        let mut fresh = 0;
        let days = solution.days.iter().enumerate();
        let mut trips: Vec<(u64, usize, usize)> =
            days.flat_map(|(r, d)| d.trips.iter().enumerate().map(move |(i, t)| (t.depart, r, i))).collect();
        trips.sort_unstable();
        for (_, rider, index) in trips {
            if budget.as_mut().is_some_and(|b| !b.more()) {
                break;
            }
            let (worker, day) = (&self.task.workers[rider], &solution.days[rider]);
            let (place, _) = self.task.before(worker, day, index);
            let visits = self.task.visits(worker, place, &day.trips[index]);
            let mut here = match index.checked_sub(1).and_then(|i| day.trips[i].calls.last()) {
                Some(call) => self.task.jobs[call.job].address,
                None => worker.start_node,
            };
            let made = self.legs.made;
            let mut before = day.trips[index].depart;
            for visit in &visits {
                let way = self.way(rider, &day.trips[index], visit, (here, before));
                self.legs.leg(&way);
                (here, before) = (way.to, visit.leave);
            }
            known[rider] += 1;
            fresh += usize::from(self.legs.made > made);
        }
        (known, fresh)
    }

    /// The way to a stop, from where the rider is since when.
    fn way(&self, rider: usize, trip: &Trip, visit: &Visit, (from, depart): (NodeId, u64)) -> Way {
        let to = match visit.doing {
            Doing::Park | Doing::Pack => self.task.parkings[trip.parking].node,
            Doing::Pickup(stall) => self.task.walk_nodes[stall],
            Doing::Deliver(job) => self.task.jobs[job].address,
        };
        Way {
            from,
            to,
            vehicle: self.orders.riders[rider].vehicle,
            inside: matches!(visit.doing, Doing::Pickup(_) | Doing::Pack),
            depart,
            arrive: visit.arrive,
        }
    }

    fn home(&mut self, worker: &Worker, index: usize, day: &Day, here: NodeId) -> Option<Home> {
        let ((depart, arrive), (_, _, node)) = (day.home?, worker.end?);
        let vehicle = self.orders.riders[index].vehicle;
        let leg = self.legs.leg(&Way { from: here, to: node, vehicle, inside: false, depart, arrive });
        Some(Home { place: self.graph.key(node).to_owned(), depart_ms: depart, arrive_ms: arrive, leg })
    }

    fn trip(
        &mut self,
        rider: usize,
        trip: &Trip,
        visits: &[Visit],
        slack: &[u64],
        here: &mut NodeId,
    ) -> TripPlan {
        let parking = &self.task.parkings[trip.parking];
        let mut load: Load = [0; 3];
        let mut before = trip.depart;
        let mut stops = Vec::new();
        for (visit, slack) in visits.iter().zip(slack) {
            let items = self.items(visit.doing, trip);
            let sum = items
                .iter()
                .fold([0; 3], |sum, (_, item)| plus(&sum, &[item.grams, item.millilitres, item.boxes]));
            match visit.doing {
                Doing::Pickup(_) => load = plus(&load, &sum),
                Doing::Deliver(_) => load = [load[0] - sum[0], load[1] - sum[1], load[2] - sum[2]],
                Doing::Park | Doing::Pack => {}
            }
            let way = self.way(rider, trip, visit, (*here, before));
            let leg = self.legs.leg(&way);
            stops.push(self.stop(visit, way.to, *slack, load, &items, leg));
            (*here, before) = (way.to, visit.leave);
        }
        let hub = |c: &&crate::trip::Call| self.task.source(**c).1.hub;
        let id = |job: usize| self.orders.orders[job].id.clone();
        TripPlan {
            gate: self.graph.key(parking.gate).to_owned(),
            gate_label: self.legs.label(parking.gate),
            depart: Clock(trip.depart / 1000 * 1000),
            depart_ms: trip.depart,
            orders: trip.calls.iter().map(|c| id(c.job)).collect(),
            from_hub: trip.calls.iter().filter(hub).map(|c| id(c.job)).collect(),
            locked: false,
            stops,
        }
    }

    fn stop(
        &mut self,
        visit: &Visit,
        place: NodeId,
        slack_ms: u64,
        load: Load,
        items: &[(usize, &Item)],
        leg: Arc<crate::plan::Leg>,
    ) -> Stop {
        let mut orders: Vec<usize> = items.iter().map(|(order, _)| *order).collect();
        orders.dedup();
        let item = |(order, i): &(usize, &Item)| StopItem {
            order: self.orders.orders[*order].id.clone(),
            good: i.good.clone(),
            count: i.count,
            grams: i.grams,
        };
        Stop {
            kind: match visit.doing {
                Doing::Park => StopKind::Park,
                Doing::Pickup(_) => StopKind::Pickup,
                Doing::Pack => StopKind::Pack,
                Doing::Deliver(_) => StopKind::Deliver,
            },
            place: self.graph.key(place).to_owned(),
            label: self.legs.label(place),
            arrive: Clock(visit.arrive / 1000 * 1000),
            arrive_ms: visit.arrive,
            wait_ms: visit.begin - visit.arrive,
            service_ms: visit.leave - visit.begin,
            leave_ms: visit.leave,
            slack_ms,
            load_grams: load[0],
            load_millilitres: load[1],
            load_boxes: load[2],
            orders: orders.into_iter().map(|o| self.orders.orders[o].id.clone()).collect(),
            items: items.iter().map(item).collect(),
            leg,
        }
    }

    /// The goods of a stop, with the index of their order.
    fn items(&self, doing: Doing, trip: &Trip) -> Vec<(usize, &'a Item)> {
        let mut out: Vec<(usize, &'a Item)> = Vec::new();
        for call in &trip.calls {
            let order: &'a Order = &self.orders.orders[call.job];
            let source = self.task.source(*call).1;
            match doing {
                Doing::Park | Doing::Pack => {}
                Doing::Deliver(job) if job == call.job => out.extend(order.items.iter().map(|i| (job, i))),
                Doing::Pickup(stall) if source.picks.iter().any(|p| p.stall == stall) => {
                    let goods = order.items.iter().zip(&self.task.jobs[call.job].stalls);
                    let here = goods.filter(|(_, s)| source.hub || **s == stall);
                    out.extend(here.map(|(item, _)| (call.job, item)));
                }
                Doing::Deliver(_) | Doing::Pickup(_) => {}
            }
        }
        out
    }

    fn waves(&self, prepared: &Prepared, solution: &Solution) -> Vec<WavePlan> {
        let calls = || solution.days.iter().flat_map(|d| &d.trips).flat_map(|t| &t.calls);
        let planned: BTreeSet<usize> =
            calls().filter(|c| self.task.source(**c).1.hub).map(|c| c.job).collect();
        let used = |job: usize| planned.contains(&job) || prepared.at_hub.contains(&job);
        let id = |job: &usize| self.orders.orders[*job].id.clone();
        let hub = self.orders.settings.hub.as_deref().and_then(|h| self.graph.resolve(h));
        let key = |stall: usize| self.graph.key(self.task.walk_nodes[stall]).to_owned();
        let wave = |w: &hub::Wave| WavePlan {
            picker: w.picker as u64 + 1,
            hub: hub.map_or_else(String::new, |h| self.graph.key(h).to_owned()),
            begin_ms: w.begin,
            stops: w
                .stops
                .iter()
                .map(|s| WaveStop {
                    place: key(s.stall),
                    begin_ms: s.begin,
                    leave_ms: s.leave,
                    orders: s.jobs.iter().map(id).collect(),
                })
                .collect(),
            back_ms: w.back,
            orders: w
                .ready
                .iter()
                .map(|(job, ready)| WaveOrder { order: id(job), ready_ms: *ready })
                .collect(),
        };
        hub::keep(&prepared.waves, &used).iter().map(wave).collect()
    }
}
