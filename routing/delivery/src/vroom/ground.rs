//! The problem as the search sees it: hundredths of seconds, costs in 1/360,000, tasks and places by index.
//!
//! Hundredths, because VROOM keeps a speed factor to two digits; 1/360,000, because a cost by the hour of a hundredth of a
//! second is then whole, and so are costs by the metre. Invariant: no sum along a route leaves 63 bits (checked by `new`).

use market_model::{Problem, Text};

use super::input::{Break, Input, TaskKind, Vehicle};

/// Hundredths in a second.
pub(crate) const SECOND: i64 = 100;
/// Units of cost in one of the user's.
pub(crate) const COST: i64 = 360_000;
/// Units of cost of a metre at a cost of 1 a kilometre.
const METRE: i64 = 360;
/// A time that is never reached; sums of a few of these still fit.
pub(crate) const NEVER: i64 = i64::MAX / 8;
/// The end of a day that has none.
const OPEN: i64 = NEVER / 2;
/// No place.
pub(crate) const NOWHERE: u32 = u32::MAX;
/// No sum of a route may be larger.
const MOST: i128 = 1 << 58;

/// When something may begin: windows in order, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Windows(Vec<(i64, i64)>);

impl Windows {
    fn new(seconds: &[(u32, u32)]) -> Self {
        if seconds.is_empty() {
            return Self(vec![(0, NEVER)]);
        }
        Self(seconds.iter().map(|w| (i64::from(w.0) * SECOND, i64::from(w.1) * SECOND)).collect())
    }

    /// The first moment from `t` on; [`NEVER`] when there is none. O(windows).
    #[inline]
    pub(crate) fn first(&self, t: i64) -> i64 {
        self.0.iter().find(|w| w.1 >= t).map_or(NEVER, |w| w.0.max(t))
    }

    /// The last moment up to `t`; `-NEVER` when there is none. O(windows).
    #[inline]
    pub(crate) fn last(&self, t: i64) -> i64 {
        self.0.iter().rev().find(|w| w.0 <= t).map_or(-NEVER, |w| w.1.min(t))
    }

    /// Time in which it may begin, in all.
    pub(crate) fn width(&self) -> i64 {
        self.0.iter().map(|w| w.1 - w.0).sum::<i64>().min(NEVER)
    }

    /// The last moment of all.
    pub(crate) fn end(&self) -> i64 {
        self.0.last().map_or(NEVER, |w| w.1)
    }
}

/// A rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rest {
    /// When it may begin.
    pub(crate) windows: Windows,
    /// How long it is.
    pub(crate) length: i64,
    /// Most load.
    pub(crate) max_load: Option<Vec<i64>>,
}

/// A vehicle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Car {
    /// Index of profile.
    pub(crate) profile: usize,
    /// Index of type, for times by type.
    pub(crate) kind: usize,
    /// Where it starts, or [`NOWHERE`].
    pub(crate) start: u32,
    /// Where it ends, or [`NOWHERE`].
    pub(crate) end: u32,
    /// What it holds.
    pub(crate) capacity: Vec<i64>,
    /// Leaves not before.
    pub(crate) from: i64,
    /// Is back not after.
    pub(crate) until: i64,
    /// Rests in order.
    pub(crate) rests: Vec<Rest>,
    /// Whether a rest asks for a small load.
    pub(crate) picky: bool,
    /// Hundredths of a second of travel for a second of the matrix.
    pub(crate) slowness: i64,
    /// Cost of a unit of what `Legs` says.
    pub(crate) travel_cost: i64,
    /// Cost of a metre.
    pub(crate) metre_cost: i64,
    /// Cost of a hundredth of a second of work.
    pub(crate) task_cost: i64,
    /// Cost of being used.
    pub(crate) fixed: i64,
    /// Most tasks.
    pub(crate) max_tasks: usize,
    /// Most travel.
    pub(crate) max_travel: i64,
    /// Most metres.
    pub(crate) max_metres: i64,
    skills: Vec<u32>,
}

/// A job or a shipment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Request {
    /// Its task; of a shipment the pickup, whose delivery is the next task.
    pub(crate) task: u32,
    /// Whether it is a shipment.
    pub(crate) pair: bool,
    /// Priority of all its tasks together.
    pub(crate) priority: i64,
}

impl Request {
    /// How many tasks it has.
    pub(crate) fn size(self) -> usize {
        1 + usize::from(self.pair)
    }
}

/// A way between two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Leg {
    /// Hundredths of a second.
    pub(crate) time: i64,
    /// Metres.
    pub(crate) metres: i64,
    /// Cost.
    pub(crate) cost: i64,
}

/// The whole problem.
#[derive(Debug, Clone)]
pub(crate) struct Ground<'a> {
    /// What it was made from.
    pub(crate) input: &'a Input,
    /// Dimensions of amounts.
    pub(crate) dims: usize,
    /// Place by task.
    pub(crate) place: Vec<u32>,
    /// Windows by task.
    pub(crate) windows: Vec<Windows>,
    /// Setup and service by type and task.
    work: Vec<Vec<(i64, i64)>>,
    /// What jobs take along from the start, by task and dimension.
    pub(crate) taken: Vec<i64>,
    /// By how much a task changes the load, by task and dimension.
    pub(crate) change: Vec<i64>,
    /// Jobs and shipments.
    pub(crate) requests: Vec<Request>,
    /// Request by task.
    pub(crate) request_of: Vec<u32>,
    /// Vehicles.
    pub(crate) cars: Vec<Car>,
    /// Vehicles that differ in nothing have the same number.
    pub(crate) sort_of: Vec<usize>,
    /// One vehicle of each sort.
    pub(crate) sorts: Vec<usize>,
}

impl<'a> Ground<'a> {
    /// Prepares a problem.
    ///
    /// # Errors
    /// When times or costs are so large that sums would not fit.
    pub(crate) fn new(input: &'a Input) -> Result<Self, Vec<Problem>> {
        let mut kinds: Vec<Option<&String>> = Vec::new();
        let cars: Vec<Car> = input.vehicles.iter().map(|v| car(v, input, &mut kinds)).collect();
        let n = input.tasks.len();
        let mut ground = Self {
            input,
            dims: input.dimensions,
            place: input.tasks.iter().map(|t| t.place.index).collect(),
            windows: input.tasks.iter().map(|t| Windows::new(&t.windows)).collect(),
            work: kinds.iter().map(|k| work(input, *k)).collect(),
            taken: Vec::with_capacity(n * input.dimensions),
            change: Vec::with_capacity(n * input.dimensions),
            requests: Vec::new(),
            request_of: Vec::with_capacity(n),
            sort_of: Vec::new(),
            sorts: Vec::new(),
            cars,
        };
        for (index, task) in input.tasks.iter().enumerate() {
            let job = task.kind == TaskKind::Job;
            for (out, into) in task.delivery.iter().zip(&task.pickup) {
                ground.taken.push(if job { i64::from(*out) } else { 0 });
                ground.change.push(i64::from(*into) - i64::from(*out));
            }
            if task.kind != TaskKind::Delivery {
                let pair = task.kind == TaskKind::Pickup;
                let priority = i64::from(task.priority) * (1 + i64::from(pair));
                ground.requests.push(Request { task: index as u32, pair, priority });
            }
            ground.request_of.push(ground.requests.len() as u32 - 1);
        }
        for (index, car) in ground.cars.iter().enumerate() {
            let sort = ground.sorts.iter().position(|&s| ground.cars[s] == *car);
            ground.sort_of.push(sort.unwrap_or(ground.sorts.len()));
            if sort.is_none() {
                ground.sorts.push(index);
            }
        }
        ground.bounded().map(|()| ground)
    }

    /// Whether all sums along a route fit.
    fn bounded(&self) -> Result<(), Vec<Problem>> {
        let most = |matrix: &[u32]| i128::from(matrix.iter().copied().max().unwrap_or(0));
        let stops = self.place.len() as i128 + 2;
        let work = self.work.iter().flatten().map(|w| i128::from(w.0 + w.1)).max().unwrap_or(0);
        let mut problems = Vec::new();
        for (index, car) in self.sorts.iter().map(|&s| (s, &self.cars[s])) {
            let profile = &self.input.profiles[car.profile];
            let base = most(profile.costs.as_ref().unwrap_or(&profile.durations));
            let metres = most(profile.distances.as_deref().unwrap_or(&[]));
            let time = most(&profile.durations) * i128::from(car.slowness) + work;
            let leg = base * i128::from(car.travel_cost)
                + metres * i128::from(car.metre_cost)
                + work * i128::from(car.task_cost);
            if time * stops > MOST || leg * stops + i128::from(car.fixed) > MOST {
                let text = Text::new(
                    "더한 값이 63비트에 들어가는 시간과 비용",
                    "times and costs whose sums fit into 63 bits (Too high values for vehicle costs.)",
                );
                problems.push(Problem::error("vroom-too-high", format!("vehicles[{index}]"), "", text));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The way of a vehicle between two places; nothing when one of them is [`NOWHERE`].
    #[inline]
    pub(crate) fn leg(&self, car: &Car, a: u32, b: u32) -> Leg {
        if a == NOWHERE || b == NOWHERE {
            return Leg::default();
        }
        let profile = &self.input.profiles[car.profile];
        let at = a as usize * self.input.places + b as usize;
        let duration = i64::from(profile.durations[at]);
        let metres = profile.distances.as_ref().map_or(0, |d| i64::from(d[at]));
        let base = profile.costs.as_ref().map_or(duration, |c| i64::from(c[at]));
        Leg { time: duration * car.slowness, metres, cost: base * car.travel_cost + metres * car.metre_cost }
    }

    /// How long a task takes a vehicle that was at `before`.
    #[inline]
    pub(crate) fn work(&self, car: &Car, before: u32, task: u32) -> i64 {
        let (setup, service) = self.work[car.kind][task as usize];
        if self.place[task as usize] == before { service } else { setup + service }
    }

    /// Lifts the windows of all tasks.
    pub(crate) fn open_windows(&mut self) {
        self.windows.fill(Windows::new(&[]));
    }

    /// Setup and service of a task for a vehicle.
    pub(crate) fn setup_service(&self, car: &Car, task: u32) -> (i64, i64) {
        self.work[car.kind][task as usize]
    }

    /// What a job takes along from the start.
    #[inline]
    pub(crate) fn taken(&self, task: u32) -> &[i64] {
        &self.taken[task as usize * self.dims..][..self.dims]
    }

    /// By how much a task changes the load.
    #[inline]
    pub(crate) fn change(&self, task: u32) -> &[i64] {
        &self.change[task as usize * self.dims..][..self.dims]
    }

    /// The skills that a task asks for and a vehicle lacks.
    pub(crate) fn missing_skills(&self, car: usize, task: u32) -> Vec<u32> {
        let has = &self.cars[car].skills;
        let asked = &self.input.tasks[task as usize].skills;
        asked.iter().copied().filter(|s| has.binary_search(s).is_err()).collect()
    }
}

fn work(input: &Input, kind: Option<&String>) -> Vec<(i64, i64)> {
    let seconds = |s: u32| i64::from(s) * SECOND;
    let tasks = input.tasks.iter().map(|task| {
        let of = |map: &std::collections::BTreeMap<String, u32>, usual| {
            seconds(kind.and_then(|k| map.get(k).copied()).unwrap_or(usual))
        };
        (of(&task.setup_per_type, task.setup), of(&task.service_per_type, task.service))
    });
    tasks.collect()
}

fn car<'a>(vehicle: &'a Vehicle, input: &Input, kinds: &mut Vec<Option<&'a String>>) -> Car {
    let kind = kinds.iter().position(|k| *k == vehicle.kind.as_ref()).unwrap_or_else(|| {
        kinds.push(vehicle.kind.as_ref());
        kinds.len() - 1
    });
    let slowness = i64::from(vehicle.slowness_percent);
    let own_costs = input.profiles[vehicle.profile].costs.is_some();
    let hour = i64::from(vehicle.costs.per_hour);
    let (from, until) =
        vehicle.window.map_or((0, OPEN), |w| (i64::from(w.0) * SECOND, i64::from(w.1) * SECOND));
    let wide = |row: &[u32]| row.iter().map(|x| i64::from(*x)).collect::<Vec<i64>>();
    let rest = |b: &Break| Rest {
        windows: Windows::new(&b.windows),
        length: i64::from(b.service) * SECOND,
        max_load: b.max_load.as_deref().map(wide),
    };
    Car {
        profile: vehicle.profile,
        kind,
        start: vehicle.start.as_ref().map_or(NOWHERE, |p| p.index),
        end: vehicle.end.as_ref().map_or(NOWHERE, |p| p.index),
        capacity: wide(&vehicle.capacity),
        from,
        until,
        rests: vehicle.breaks.iter().map(rest).collect(),
        picky: vehicle.breaks.iter().any(|b| b.max_load.is_some()),
        slowness,
        travel_cost: if own_costs { COST } else { hour.saturating_mul(slowness) },
        metre_cost: if own_costs { 0 } else { i64::from(vehicle.costs.per_km) * METRE },
        task_cost: i64::from(vehicle.costs.per_task_hour),
        fixed: i64::from(vehicle.costs.fixed) * COST,
        max_tasks: vehicle.max_tasks.map_or(usize::MAX, |n| usize::try_from(n).unwrap_or(usize::MAX)),
        max_travel: vehicle.max_travel_s.map_or(NEVER, |s| i64::from(s) * SECOND),
        max_metres: vehicle.max_distance_m.map_or(NEVER, i64::from),
        skills: vehicle.skills.iter().copied().collect(),
    }
}
