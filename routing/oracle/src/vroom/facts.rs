//! What a problem of VROOM says, as the checker reads it: seconds, metres and whole costs as they are written.

use super::json::Value;

/// Ways over the straight line where there is no matrix, and the radius of the earth: as `routing/README.md` states.
const DETOUR: f64 = 1.3;
const EARTH_M: f64 = 6_371_008.8;

/// A job or a step of a shipment.
#[derive(Debug, Clone, Default)]
pub struct Task {
    /// `job`, `pickup` or `delivery`.
    pub kind: &'static str,
    /// Its number.
    pub id: i128,
    /// Index of its place.
    pub place: usize,
    setup: (i128, Vec<(String, i128)>),
    service: (i128, Vec<(String, i128)>),
    /// Set down.
    pub delivery: Vec<i128>,
    /// Taken up.
    pub pickup: Vec<i128>,
    /// Needed.
    pub skills: Vec<i128>,
    /// 0 to 100.
    pub priority: i128,
    /// Empty for any time.
    pub windows: Vec<(i128, i128)>,
    /// The other step of a shipment.
    pub partner: Option<usize>,
}

impl Task {
    /// Setup and service in seconds for a type of vehicle.
    #[must_use]
    pub fn work(&self, kind: &str) -> (i128, i128) {
        let of = |(usual, by): &(i128, Vec<(String, i128)>)| {
            by.iter().find(|b| b.0 == kind).map_or(*usual, |b| b.1)
        };
        (of(&self.setup), of(&self.service))
    }
}

/// A break.
#[derive(Debug, Clone, Default)]
pub struct Rest {
    /// Its number.
    pub id: i128,
    /// Empty for any time.
    pub windows: Vec<(i128, i128)>,
    /// Seconds.
    pub service: i128,
    /// Most load.
    pub max_load: Option<Vec<i128>>,
}

/// A vehicle.
#[derive(Debug, Clone, Default)]
pub struct Vehicle {
    /// Its number.
    pub id: i128,
    /// Name of its profile.
    pub profile: String,
    /// Index of the place where it starts.
    pub start: Option<usize>,
    /// Index of the place where it ends.
    pub end: Option<usize>,
    /// Holds.
    pub capacity: Vec<i128>,
    /// Has.
    pub skills: Vec<i128>,
    /// Its type; empty when it has none.
    pub kind: String,
    /// Hours of work.
    pub window: Option<(i128, i128)>,
    /// Breaks by the begin of their first window.
    pub breaks: Vec<Rest>,
    /// Hundredths of a second for a second of the matrix.
    pub slowness: i128,
    /// Fixed, an hour, an hour of work, a kilometre.
    pub costs: [i128; 4],
    /// Most tasks.
    pub max_tasks: Option<i128>,
    /// Most seconds of travel.
    pub max_travel: Option<i128>,
    /// Most metres.
    pub max_distance: Option<i128>,
}

/// Matrices of one profile.
#[derive(Debug, Clone, Default)]
pub struct Matrices {
    /// Its name.
    pub name: String,
    /// Seconds.
    pub durations: Vec<Vec<i128>>,
    /// Metres; empty when not known.
    pub distances: Vec<Vec<i128>>,
    /// Costs; empty when they follow from the others.
    pub costs: Vec<Vec<i128>>,
}

/// A problem.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Tasks.
    pub tasks: Vec<Task>,
    /// Vehicles.
    pub vehicles: Vec<Vehicle>,
    /// Matrices by profile.
    pub matrices: Vec<Matrices>,
    places: Vec<(f64, f64)>,
    by_index: bool,
}

impl Facts {
    /// Reads a problem that is known to be good.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let problem = Value::read(text)?;
        let by_index = problem.get("matrices").is_some() || problem.get("matrix").is_some();
        let mut facts = Facts { by_index, ..Facts::default() };
        for vehicle in problem.get("vehicles")?.items() {
            let vehicle = facts.vehicle(vehicle)?;
            facts.vehicles.push(vehicle);
        }
        let dims = facts.vehicles.first()?.capacity.len();
        for job in problem.get("jobs").map_or(&[][..], Value::items) {
            let mut task = facts.task("job", job)?;
            let old = job.get("delivery").is_none() && job.get("pickup").is_none();
            task.delivery = amounts(job.get(if old { "amount" } else { "delivery" }), dims);
            task.pickup = amounts(job.get("pickup"), dims);
            task.skills = wholes(job.get("skills"));
            task.priority = whole(job, "priority").unwrap_or(0);
            facts.tasks.push(task);
        }
        for shipment in problem.get("shipments").map_or(&[][..], Value::items) {
            let first = facts.tasks.len();
            for (kind, other) in [("pickup", first + 1), ("delivery", first)] {
                let mut task = facts.task(kind, shipment.get(kind)?)?;
                let (amount, none) = (amounts(shipment.get("amount"), dims), vec![0; dims]);
                (task.pickup, task.delivery) = if kind == "pickup" { (amount, none) } else { (none, amount) };
                task.skills = wholes(shipment.get("skills"));
                task.priority = whole(shipment, "priority").unwrap_or(0);
                task.partner = Some(other);
                facts.tasks.push(task);
            }
        }
        facts.matrices(&problem)?;
        Some(facts)
    }

    /// The matrices of a vehicle.
    #[must_use]
    pub fn of(&self, vehicle: &Vehicle) -> Option<&Matrices> {
        self.matrices.iter().find(|m| m.name == vehicle.profile)
    }

    fn place(&mut self, object: &Value, by_place: &str, by_index: &str) -> Option<usize> {
        if self.by_index {
            return whole(object, by_index).and_then(|n| usize::try_from(n).ok());
        }
        let pair = object.get(by_place)?.items();
        let at = (pair.first()?.number()?, pair.get(1)?.number()?);
        let known = self.places.iter().position(|p| *p == at);
        Some(known.unwrap_or_else(|| {
            self.places.push(at);
            self.places.len() - 1
        }))
    }

    fn task(&mut self, kind: &'static str, object: &Value) -> Option<Task> {
        let by_type = |key: &str| match object.get(key) {
            Some(Value::Object(members)) => {
                members.iter().filter_map(|m| Some((m.0.clone(), m.1.whole()?))).collect()
            }
            _ => Vec::new(),
        };
        Some(Task {
            kind,
            id: whole(object, "id")?,
            place: self.place(object, "location", "location_index")?,
            setup: (whole(object, "setup").unwrap_or(0), by_type("setup_per_type")),
            service: (whole(object, "service").unwrap_or(0), by_type("service_per_type")),
            windows: windows(object),
            ..Task::default()
        })
    }

    fn vehicle(&mut self, object: &Value) -> Option<Vehicle> {
        let text = |key: &str| object.get(key).and_then(Value::text).unwrap_or("").to_owned();
        let costs = object.get("costs");
        let cost = |key: &str, usual| costs.and_then(|c| whole(c, key)).unwrap_or(usual);
        let rest = |b: &Value| Rest {
            id: whole(b, "id").unwrap_or(0),
            windows: windows(b),
            service: whole(b, "service").unwrap_or(0),
            max_load: b.get("max_load").map(|m| wholes(Some(m))),
        };
        let mut breaks: Vec<Rest> =
            object.get("breaks").map_or(&[][..], Value::items).iter().map(rest).collect();
        breaks.sort_by_key(|b| b.windows.first().copied().unwrap_or((0, i128::MAX)));
        let profile = Some(text("profile")).filter(|p| !p.is_empty()).unwrap_or_else(|| "car".to_owned());
        let speed = object.get("speed_factor").and_then(Value::number).unwrap_or(1.0);
        Some(Vehicle {
            id: whole(object, "id")?,
            profile,
            start: self.place(object, "start", "start_index"),
            end: self.place(object, "end", "end_index"),
            capacity: wholes(object.get("capacity")),
            skills: wholes(object.get("skills")),
            kind: text("type"),
            window: object.get("time_window").and_then(pair),
            breaks,
            slowness: (100.0 / speed).round() as i128,
            costs: [cost("fixed", 0), cost("per_hour", 3600), cost("per_task_hour", 0), cost("per_km", 0)],
            max_tasks: whole(object, "max_tasks"),
            max_travel: whole(object, "max_travel_time"),
            max_distance: whole(object, "max_distance"),
        })
    }

    fn matrices(&mut self, problem: &Value) -> Option<()> {
        let names: Vec<String> = self.vehicles.iter().map(|v| v.profile.clone()).collect();
        for name in names {
            if self.matrices.iter().any(|m| m.name == name) {
                continue;
            }
            let own = problem.get("matrices").and_then(|m| m.get(&name));
            let grid = |m: Option<&Value>| -> Vec<Vec<i128>> {
                m.map_or(&[][..], Value::items).iter().map(|row| wholes(Some(row))).collect()
            };
            let key = |key: &str| grid(own.and_then(|o| o.get(key)));
            let mut found = Matrices {
                durations: if own.is_some() { key("durations") } else { grid(problem.get("matrix")) },
                distances: key("distances"),
                costs: key("costs"),
                name,
            };
            if found.durations.is_empty() {
                (!self.by_index).then_some(())?;
                self.reckon(&mut found);
            }
            self.matrices.push(found);
        }
        Some(())
    }

    /// Great circles, by the formula of the tangent of half angles (Vincenty's for a sphere).
    fn reckon(&self, found: &mut Matrices) {
        let has = |words: &[&str]| words.iter().any(|w| found.name.contains(w));
        let (town, road) = if has(&["foot", "walk", "pedestrian", "wheel"]) {
            (4.5, 4.5)
        } else if has(&["bike", "bicycle", "cycl"]) && !has(&["motor"]) {
            (14.0, 14.0)
        } else if has(&["truck", "hgv"]) {
            (25.0, 60.0)
        } else {
            (30.0, 70.0)
        };
        // Ten kilometres at the speed of towns, the rest at that of roads.
        let hours = |km: f64| if km < 10.0 { km / town } else { 10.0 / town + (km - 10.0) / road };
        for a in &self.places {
            let way = |b: &(f64, f64)| if a == b { 0.0 } else { metres(*a, *b) * DETOUR };
            found.distances.push(self.places.iter().map(|b| way(b).round() as i128).collect());
            let seconds = |b: &(f64, f64)| (hours(way(b) / 1000.0) * 3600.0).round() as i128;
            found.durations.push(self.places.iter().map(seconds).collect());
        }
    }
}

fn metres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (p, q, turn) = (a.1.to_radians(), b.1.to_radians(), (b.0 - a.0).to_radians());
    let x = q.cos() * turn.sin();
    let y = p.cos() * q.sin() - p.sin() * q.cos() * turn.cos();
    let z = p.sin() * q.sin() + p.cos() * q.cos() * turn.cos();
    x.hypot(y).atan2(z) * EARTH_M
}

fn whole(object: &Value, key: &str) -> Option<i128> {
    object.get(key).and_then(Value::whole)
}

fn wholes(list: Option<&Value>) -> Vec<i128> {
    list.map_or(&[][..], Value::items).iter().filter_map(Value::whole).collect()
}

fn amounts(list: Option<&Value>, dims: usize) -> Vec<i128> {
    if list.is_none() { vec![0; dims] } else { wholes(list) }
}

fn pair(value: &Value) -> Option<(i128, i128)> {
    let items = value.items();
    Some((items.first()?.whole()?, items.get(1)?.whole()?))
}

fn windows(object: &Value) -> Vec<(i128, i128)> {
    let mut found: Vec<_> =
        object.get("time_windows").map_or(&[][..], Value::items).iter().filter_map(pair).collect();
    found.sort_unstable();
    found
}
