//! The problem in VROOM's terms, read and checked: whole seconds and metres, indices into square matrices.
//!
//! Invariants: every index is inside every matrix, all amounts have one length, windows are in order and do not overlap,
//! the two steps of a shipment follow each other. Knows neither JSON nor search.

use std::collections::{BTreeMap, BTreeSet};

use market_model::Text;

/// Where something is.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Row and column of the matrices.
    pub index: u32,
    /// Longitude and latitude in degrees, if given.
    pub at: Option<[f64; 2]>,
}

/// What a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskKind {
    /// A stop on its own.
    Job,
    /// The first step of a shipment.
    Pickup,
    /// The second step of a shipment.
    Delivery,
}

impl TaskKind {
    /// VROOM's word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Job => "job",
            Self::Pickup => "pickup",
            Self::Delivery => "delivery",
        }
    }
}

/// A job, or one step of a shipment; a pickup is followed by its delivery.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// What it is.
    pub kind: TaskKind,
    /// Its number.
    pub id: u64,
    /// Free words.
    pub description: Option<String>,
    /// Where.
    pub place: Place,
    /// Seconds before the work, when the vehicle was elsewhere before.
    pub setup: u32,
    /// Seconds of work.
    pub service: u32,
    /// Other seconds for types of vehicles.
    pub setup_per_type: BTreeMap<String, u32>,
    /// Other seconds for types of vehicles.
    pub service_per_type: BTreeMap<String, u32>,
    /// What a job takes from the vehicle, loaded at its start; what a delivery sets down.
    pub delivery: Vec<u32>,
    /// What a job leaves in the vehicle until its end; what a pickup loads.
    pub pickup: Vec<u32>,
    /// All of these are needed.
    pub skills: BTreeSet<u32>,
    /// 0 to 100.
    pub priority: u32,
    /// The work begins within one of these, both ends included; empty for any time.
    pub windows: Vec<(u32, u32)>,
}

/// A rest that must be taken on a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// Its number, unique for the vehicle.
    pub id: u64,
    /// Free words.
    pub description: Option<String>,
    /// It begins within one of these; empty for any time.
    pub windows: Vec<(u32, u32)>,
    /// Seconds.
    pub service: u32,
    /// Most load while it lasts.
    pub max_load: Option<Vec<u32>>,
}

/// What a vehicle costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Costs {
    /// For being used.
    pub fixed: u32,
    /// An hour of travel.
    pub per_hour: u32,
    /// An hour of setup and service.
    pub per_task_hour: u32,
    /// A kilometre.
    pub per_km: u32,
}

/// A step that a route is to begin the search with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The kind of task.
    pub kind: TaskKind,
    /// Its number.
    pub id: u64,
}

/// A vehicle.
#[derive(Debug, Clone, PartialEq)]
pub struct Vehicle {
    /// Its number.
    pub id: u64,
    /// Free words.
    pub description: Option<String>,
    /// Index of its profile.
    pub profile: usize,
    /// Where it starts; anywhere when missing.
    pub start: Option<Place>,
    /// Where it ends; anywhere when missing.
    pub end: Option<Place>,
    /// What it holds.
    pub capacity: Vec<u32>,
    /// What it can do.
    pub skills: BTreeSet<u32>,
    /// Its type, for setup and service by type.
    pub kind: Option<String>,
    /// It works within this, both ends included.
    pub window: Option<(u32, u32)>,
    /// Rests, in the order in which they are taken.
    pub breaks: Vec<Break>,
    /// Hundredths by which travel times are multiplied: 100 divided by VROOM's `speed_factor`.
    pub slowness_percent: u32,
    /// What it costs.
    pub costs: Costs,
    /// Most tasks.
    pub max_tasks: Option<u64>,
    /// Most seconds of travel.
    pub max_travel_s: Option<u32>,
    /// Most metres.
    pub max_distance_m: Option<u32>,
    /// The route to begin with.
    pub steps: Vec<Step>,
}

/// How vehicles of one profile move; square matrices, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// VROOM's name of it.
    pub name: String,
    /// Seconds.
    pub durations: Vec<u32>,
    /// Metres.
    pub distances: Option<Vec<u32>>,
    /// Costs that stand in place of those of time and distance.
    pub costs: Option<Vec<u32>>,
}

/// A whole problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Dimensions of amounts.
    pub dimensions: usize,
    /// Rows of the matrices.
    pub places: usize,
    /// Whether places are told by index.
    pub by_index: bool,
    /// Jobs, then the steps of shipments.
    pub tasks: Vec<Task>,
    /// Vehicles.
    pub vehicles: Vec<Vehicle>,
    /// Profiles that vehicles use.
    pub profiles: Vec<Profile>,
    /// What a reader of the answer should know.
    pub warnings: Vec<Text>,
}
