//! What is to be planned: requests of pickups and a delivery, vehicles of types, times and costs between places.
//!
//! Times and costs are whole numbers in any unit the caller likes, the same for all; capacities in any number of dimensions.
//! Invariant: knows no market, no file format, no clock.

use market_model::{Problem as Fault, Text};

/// Most places that a problem may have; the matrices grow with its square.
pub const MAX_PLACES: usize = 6_000;

/// Times or costs from every place to every place, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    size: usize,
    cells: Vec<u32>,
}

impl Matrix {
    /// A matrix of `size` rows; `None` when `cells` has not `size` × `size` entries.
    #[must_use]
    pub fn new(size: usize, cells: Vec<u32>) -> Option<Self> {
        (size.checked_mul(size) == Some(cells.len())).then_some(Self { size, cells })
    }

    /// Number of places.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// From one place to another.
    ///
    /// # Panics
    /// When a place is not below [`Matrix::size`].
    #[must_use]
    pub fn get(&self, from: usize, to: usize) -> u32 {
        self.cells[from * self.size + to]
    }
}

/// Something to do at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Row of the matrices.
    pub place: usize,
    /// Work begins not before.
    pub ready: i64,
    /// Work begins not after.
    pub due: i64,
    /// How long the work takes.
    pub service: i64,
}

/// Goods to collect and to bring, by one vehicle, all or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where the goods are collected.
    pub pickups: Vec<Visit>,
    /// Where they go.
    pub delivery: Visit,
    /// What all of it takes up, by dimension.
    pub load: Vec<i64>,
    /// Longest time from the end of the last pickup to the begin of the delivery.
    pub longest_aboard: Option<i64>,
    /// What leaving it out costs; `None` when it must be served.
    pub prize: Option<i64>,
}

/// Vehicles of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VehicleType {
    /// How many there are.
    pub count: usize,
    /// What one holds, by dimension.
    pub capacity: Vec<i64>,
    /// Leaves not before.
    pub from: i64,
    /// Is back not after.
    pub until: i64,
    /// Where it starts.
    pub start: usize,
    /// Where it ends; `None` when it may end anywhere.
    pub end: Option<usize>,
    /// What using one costs.
    pub fixed_cost: i64,
    /// Which [`Profile`] it moves by.
    pub profile: usize,
}

/// How a kind of vehicle moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Times between places.
    pub time: Matrix,
    /// Costs between places; `None` when they are the times.
    pub cost: Option<Matrix>,
}

/// A whole problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The requests.
    pub requests: Vec<Request>,
    /// The vehicles.
    pub vehicles: Vec<VehicleType>,
    /// The ways to move.
    pub profiles: Vec<Profile>,
}

impl Problem {
    /// Everything that is wrong with it, or that this version cannot plan yet; empty when it can be solved.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let size = self.profiles.first().map_or(0, |p| p.time.size());
        if size == 0 || size > MAX_PLACES {
            faults.push(fault("places", &size, "1에서 6,000곳", "1 to 6,000 places"));
        }
        for (i, profile) in self.profiles.iter().enumerate() {
            let sizes = [Some(profile.time.size()), profile.cost.as_ref().map(Matrix::size)];
            if sizes.into_iter().flatten().any(|s| s != size) {
                faults.push(fault(
                    &format!("profiles[{i}]"),
                    &"",
                    "크기가 같은 행렬",
                    "matrices of one size",
                ));
            }
        }
        self.vehicle_faults(size, &mut faults);
        for (i, request) in self.requests.iter().enumerate() {
            request_faults(&format!("requests[{i}]"), request, size, &mut faults);
        }
        faults
    }

    fn vehicle_faults(&self, size: usize, faults: &mut Vec<Fault>) {
        if self.vehicles.len() != 1 {
            faults.push(fault("vehicles", &self.vehicles.len(), "차량 종류 하나", "one type of vehicle"));
        }
        for (i, vehicle) in self.vehicles.iter().enumerate() {
            let path = |field: &str| format!("vehicles[{i}].{field}");
            if vehicle.count == 0 {
                faults.push(fault(&path("count"), &0, "1대 이상", "at least one"));
            }
            if vehicle.start >= size || vehicle.end.is_some_and(|e| e >= size) {
                faults.push(fault(&path("start"), &vehicle.start, "행렬에 있는 곳", "a place of the matrix"));
            }
            if vehicle.profile >= self.profiles.len() {
                faults.push(fault(&path("profile"), &vehicle.profile, "있는 프로필", "a profile there is"));
            }
            if vehicle.from > vehicle.until {
                faults.push(fault(&path("until"), &vehicle.until, "출발 이후", "not before it leaves"));
            }
            let fits = |c: &i64| (0..=i64::from(i32::MAX)).contains(c);
            if vehicle.capacity.len() != 1 || !vehicle.capacity.iter().all(fits) {
                faults.push(fault(&path("capacity"), &"", "0 이상의 값 하나", "one number from 0"));
            }
        }
    }
}

fn request_faults(path: &str, request: &Request, size: usize, faults: &mut Vec<Fault>) {
    if request.pickups.len() != 1 {
        faults.push(fault(&format!("{path}.pickups"), &request.pickups.len(), "수령 한 곳", "one pickup"));
    }
    if request.longest_aboard.is_some() {
        faults.push(fault(&format!("{path}.longest_aboard"), &"", "아직 지원하지 않음", "not planned yet"));
    }
    let fits = |c: &i64| (0..=i64::from(i32::MAX)).contains(c);
    if request.load.len() != 1 || !request.load.iter().all(fits) {
        faults.push(fault(&format!("{path}.load"), &"", "0 이상의 값 하나", "one number from 0"));
    }
    for (name, visit) in [("pickup", request.pickups.first()), ("delivery", Some(&request.delivery))] {
        let Some(visit) = visit else { continue };
        if visit.place >= size {
            faults.push(fault(
                &format!("{path}.{name}.place"),
                &visit.place,
                "행렬에 있는 곳",
                "a place of the matrix",
            ));
        }
        if visit.ready > visit.due {
            faults.push(fault(
                &format!("{path}.{name}.due"),
                &visit.due,
                "시작 이후",
                "not before it is ready",
            ));
        }
        if !(0..=i64::from(u32::MAX)).contains(&visit.service) {
            faults.push(fault(&format!("{path}.{name}.service"), &visit.service, "0 이상", "0 or more"));
        }
    }
}

fn fault(path: &str, found: &impl ToString, ko: &str, en: &str) -> Fault {
    Fault::error("bad-problem", path, found.to_string(), Text::new(ko, en))
}
