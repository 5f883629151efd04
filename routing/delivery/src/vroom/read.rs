//! Reads a problem in VROOM's JSON and tells every problem of it at once, each with its path.
//!
//! The format is that of VROOM 1.15, `docs/API.md`; keys that it does not name are passed over, as VROOM does.

use std::collections::BTreeMap;

use market_model::Problem;

use super::fields::{Fields, Path};
use super::input::{Input, Place, Task, TaskKind, Vehicle};
use super::json::Json;
use super::{matrices, vehicles};

/// Largest text that is read, in bytes.
pub const MAX_BYTES: usize = 256 << 20;
/// Most jobs and steps of shipments.
pub const MAX_TASKS: usize = 20_000;
/// Most vehicles.
pub const MAX_VEHICLES: usize = 5_000;

/// Why a problem cannot be planned: VROOM's code and everything that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// 1 inside, 2 the input, 3 no way to know travel times.
    pub code: u8,
    /// All of it, each with a path such as `jobs[3].time_windows[0]`.
    pub problems: Vec<Problem>,
}

/// Where travel times come from when no matrix is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Routing {
    /// By great circle at a stated speed, with a warning in the answer.
    #[default]
    GreatCircle,
    /// From nowhere: such a problem is refused with code 3.
    None,
}

/// Whether this JSON looks like a problem of VROOM: `vehicles` with `jobs` or `shipments`, and no `format` of ours.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    type Keys = BTreeMap<String, serde::de::IgnoredAny>;
    let Ok(keys) = serde_json::from_slice::<Keys>(bytes) else { return false };
    let has = |key: &str| keys.contains_key(key);
    !has("format") && has("vehicles") && (has("jobs") || has("shipments"))
}

impl Input {
    /// Reads a problem.
    ///
    /// # Errors
    /// Everything that is wrong with it; nothing is planned by halves.
    pub fn from_json(bytes: &[u8], routing: Routing) -> Result<Self, Refusal> {
        let mut fields = Fields::default();
        if bytes.len() > MAX_BYTES {
            let found = format!("{} bytes", bytes.len());
            let (ko, en) = ("256 MiB 이하", "at most 256 MiB");
            fields.note("vroom-too-large", Path::Root, &found, ko, en);
            return Err(Refusal { code: 2, problems: fields.finish() });
        }
        let document = match Json::parse(bytes) {
            Ok(document) => document,
            Err(message) => {
                fields.note("vroom-no-json", Path::Root, &message, "올바른 JSON", "valid JSON");
                return Err(Refusal { code: 2, problems: fields.finish() });
            }
        };
        let mut code = 2;
        match document_of(&document, routing, &mut fields, &mut code) {
            Some(input) if !fields.any() => Ok(input),
            _ => Err(Refusal { code, problems: fields.finish() }),
        }
    }
}

fn document_of(document: &Json, routing: Routing, fields: &mut Fields, code: &mut u8) -> Option<Input> {
    if !matches!(document, Json::Map(_)) {
        fields.bad(Path::Root, document, "vehicles와 jobs(또는 shipments)를 담은 객체", "an object");
        return None;
    }
    fields.no_twins(document, Path::Root);
    let count = |key| document.get(key).and_then(Json::len).unwrap_or(0);
    let (jobs, shipments, cars) = (count("jobs"), count("shipments"), count("vehicles"));
    if jobs + 2 * shipments > MAX_TASKS {
        let (ko, en) =
            (format!("작업 {MAX_TASKS}개 이하"), format!("at most {MAX_TASKS} jobs and steps of shipments"));
        fields.note("vroom-too-many", Path::Key(&Path::Root, "jobs"), &(jobs + 2 * shipments), &ko, &en);
    }
    if cars > MAX_VEHICLES {
        let (ko, en) = (format!("차량 {MAX_VEHICLES}대 이하"), format!("at most {MAX_VEHICLES} vehicles"));
        fields.note("vroom-too-many", Path::Key(&Path::Root, "vehicles"), &cars, &ko, &en);
    }
    if fields.any() {
        return None;
    }
    let mut places = Places { by_index: matrices::given(document), ..Places::default() };
    let dimensions = dimensions(document);
    let vehicles = vehicles::read(document, dimensions, &mut places, fields);
    let tasks = tasks(document, dimensions, &mut places, fields);
    if vehicles.list.is_empty() {
        fields.bad(
            Path::Key(&Path::Root, "vehicles"),
            &"",
            "차량 하나 이상 (No vehicle defined.)",
            "at least one vehicle (No vehicle defined.)",
        );
    }
    if tasks.is_empty() && !fields.any() {
        fields.bad(
            Path::Key(&Path::Root, "jobs"),
            &"",
            "작업 하나 이상 (No task defined.)",
            "at least one job or shipment (No task defined.)",
        );
    }
    let mut input = Input {
        dimensions,
        places: 0,
        by_index: places.by_index,
        tasks,
        vehicles: vehicles.list,
        profiles: Vec::new(),
        warnings: Vec::new(),
    };
    let before = fields.problems.len();
    let from = matrices::Source { document, routing, names: &vehicles.profiles, places: &places };
    matrices::read(&from, &mut input, fields);
    // VROOM's code 3 is for problems that are sound and lack nothing but a routing engine.
    if before == 0 && fields.any() && fields.problems.iter().all(|p| p.code == matrices::NO_ROUTING) {
        *code = 3;
    }
    Some(input)
}

/// The length of amounts is that of the first vehicle's capacity.
fn dimensions(document: &Json) -> usize {
    let first = document.get("vehicles").and_then(|v| v.item(0));
    first.and_then(|v| v.get("capacity").and_then(Json::len)).unwrap_or(0)
}

/// The places met so far.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Whether they are told by index into matrices.
    pub(crate) by_index: bool,
    /// Coordinates by index, when places are told by coordinates or those come with them.
    pub(crate) at: BTreeMap<u32, [f64; 2]>,
    indices: BTreeMap<(u64, u64), u32>,
    /// The largest index, and where it was met.
    pub(crate) largest: Option<(u32, String)>,
}

impl Places {
    /// The place of an object, by the names of its two keys; none when it has neither.
    pub(crate) fn of(
        &mut self,
        object: &Json,
        path: Path<'_>,
        keys: (&str, &str),
        fields: &mut Fields,
    ) -> Option<Place> {
        let at = fields.coordinates(object, path, keys.0);
        if !self.by_index {
            let at = at?;
            let next = self.indices.len() as u32;
            let index = *self.indices.entry((at[0].to_bits(), at[1].to_bits())).or_insert(next);
            self.at.insert(index, at);
            return Some(Place { index, at: Some(at) });
        }
        let index = fields.uint32(object, path, keys.1)?;
        if let Some(at) = at {
            self.at.insert(index, at);
        }
        if self.largest.as_ref().is_none_or(|(most, _)| index > *most) {
            self.largest = Some((index, Path::Key(&path, keys.1).to_string()));
        }
        Some(Place { index, at })
    }
}

fn tasks(document: &Json, dimensions: usize, places: &mut Places, fields: &mut Fields) -> Vec<Task> {
    let mut tasks: Vec<Task> = Vec::new();
    let mut seen = BTreeMap::new();
    let root = Path::Root;
    if let Some(jobs) = fields.array(document, root, "jobs") {
        let path = Path::Key(&root, "jobs");
        for i in 0..jobs.len().unwrap_or(0) {
            let Some(item) = jobs.item(i) else { continue };
            let at = Path::Item(&path, i);
            let mut reader = TaskReader { dimensions, places, fields, seen: &mut seen };
            tasks.extend(reader.job(&item, at));
        }
    }
    if let Some(shipments) = fields.array(document, root, "shipments") {
        let path = Path::Key(&root, "shipments");
        for i in 0..shipments.len().unwrap_or(0) {
            let Some(item) = shipments.item(i) else { continue };
            let at = Path::Item(&path, i);
            let mut reader = TaskReader { dimensions, places, fields, seen: &mut seen };
            tasks.extend(reader.shipment(&item, at).into_iter().flatten());
        }
    }
    tasks
}

struct TaskReader<'a> {
    dimensions: usize,
    places: &'a mut Places,
    fields: &'a mut Fields,
    seen: &'a mut BTreeMap<(TaskKind, u64), String>,
}

impl TaskReader<'_> {
    fn job(&mut self, item: &Json, at: Path<'_>) -> Option<Task> {
        let mut task = self.step(item, at, TaskKind::Job)?;
        // Older problems have `amount`, which is a delivery.
        let old = item.get("delivery").is_none() && item.get("pickup").is_none();
        let key = if old { "amount" } else { "delivery" };
        task.delivery = self.fields.amounts(item, at, key, self.dimensions);
        task.pickup = self.fields.amounts(item, at, "pickup", self.dimensions);
        task.skills = self.fields.skills(item, at);
        task.priority = self.fields.uint(item, at, "priority", 100).unwrap_or(0) as u32;
        Some(task)
    }

    fn shipment(&mut self, item: &Json, at: Path<'_>) -> Option<[Task; 2]> {
        if !matches!(item, Json::Map(_)) {
            self.fields.bad(at, item, "pickup과 delivery를 담은 객체", "an object with pickup and delivery");
            return None;
        }
        self.fields.no_twins(item, at);
        let amount = self.fields.amounts(item, at, "amount", self.dimensions);
        let skills = self.fields.skills(item, at);
        let priority = self.fields.uint(item, at, "priority", 100).unwrap_or(0) as u32;
        let mut half = |key: &str, kind| {
            let path = Path::Key(&at, key);
            let Some(value) = item.get(key) else {
                self.fields.bad(path, &"", "shipment_step 객체", "a shipment_step object");
                return None;
            };
            let mut task = self.step(value, path, kind)?;
            task.skills.clone_from(&skills);
            task.priority = priority;
            Some(task)
        };
        let pickup = half("pickup", TaskKind::Pickup);
        let delivery = half("delivery", TaskKind::Delivery);
        let (mut pickup, mut delivery) = pickup.zip(delivery)?;
        let nothing = vec![0; self.dimensions];
        (pickup.pickup, pickup.delivery) = (amount.clone(), nothing.clone());
        (delivery.pickup, delivery.delivery) = (nothing, amount);
        Some([pickup, delivery])
    }

    /// What jobs and steps of shipments have in common.
    fn step(&mut self, item: &Json, at: Path<'_>, kind: TaskKind) -> Option<Task> {
        if !matches!(item, Json::Map(_)) {
            self.fields.bad(at, item, "객체", "an object");
            return None;
        }
        self.fields.no_twins(item, at);
        let id = self.fields.id(item, at);
        if let Some(id) = id
            && let Some(first) = self.seen.insert((kind, id), at.to_string())
        {
            let (ko, en) = (
                format!("한 번만 쓰인 id ({first}에 이미 있음)"),
                format!("an id of its own ({first} has it)"),
            );
            self.fields.bad(Path::Key(&at, "id"), &format!("Duplicate {} id: {id}.", kind.name()), &ko, &en);
        }
        let before = self.fields.problems.len();
        let place = self.places.of(item, at, ("location", "location_index"), self.fields);
        if place.is_none() && self.fields.problems.len() == before {
            let key = if self.places.by_index { "location_index" } else { "location" };
            let (ko, en) = match self.places.by_index {
                true => ("행렬의 행 번호", "an index into the matrices (Missing location index.)"),
                false => ("[경도, 위도]", "[longitude, latitude], as there is no matrix"),
            };
            self.fields.bad(Path::Key(&at, key), &"", ko, en);
        }
        let task = Task {
            kind,
            id: id.unwrap_or(0),
            description: self.fields.text(item, at, "description"),
            place: place.unwrap_or(Place { index: 0, at: None }),
            setup: self.fields.uint32(item, at, "setup").unwrap_or(0),
            service: self.fields.uint32(item, at, "service").unwrap_or(0),
            setup_per_type: self.fields.per_type(item, at, "setup_per_type"),
            service_per_type: self.fields.per_type(item, at, "service_per_type"),
            delivery: Vec::new(),
            pickup: Vec::new(),
            skills: std::collections::BTreeSet::new(),
            priority: 0,
            windows: self.fields.windows(item, at),
        };
        Some(task)
    }
}

/// The vehicles, and the names of the profiles they use.
pub(crate) struct Fleet {
    /// In the order of the text.
    pub(crate) list: Vec<Vehicle>,
    /// By index of profile.
    pub(crate) profiles: Vec<String>,
}
