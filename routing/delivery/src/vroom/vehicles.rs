//! Reads the vehicles of a problem.

use std::collections::BTreeMap;

use super::fields::{Fields, Path};
use super::input::{Break, Costs, Step, TaskKind, Vehicle};
use super::json::Json;
use super::read::{Fleet, Places};

/// VROOM's profile of a vehicle that names none.
const PROFILE: &str = "car";
/// VROOM's largest speed factor.
const MAX_SPEED: f64 = 5.0;
/// The least that still leaves whole hundredths in range.
const MIN_SPEED: f64 = 0.001;
/// Most breaks of one vehicle.
pub(crate) const MAX_BREAKS: usize = 30;

/// Reads `vehicles`.
pub(crate) fn read(document: &Json, dimensions: usize, places: &mut Places, fields: &mut Fields) -> Fleet {
    let mut fleet = Fleet { list: Vec::new(), profiles: Vec::new() };
    let root = Path::Root;
    let Some(list) = fields.array(document, root, "vehicles") else { return fleet };
    let path = Path::Key(&root, "vehicles");
    let mut seen = BTreeMap::new();
    for i in 0..list.len().unwrap_or(0) {
        let Some(item) = list.item(i) else { continue };
        let at = Path::Item(&path, i);
        if !matches!(*item, Json::Map(_)) {
            fields.bad(at, &*item, "객체", "an object");
            continue;
        }
        fields.no_twins(&item, at);
        let vehicle = vehicle(&item, at, dimensions, places, &mut fleet.profiles, fields);
        if let Some(first) =
            seen.insert(vehicle.id, i).filter(|_| vehicle.id != 0 || item.get("id").is_some())
        {
            let found = format!("Duplicate vehicle id: {}.", vehicle.id);
            let ko = format!("한 번만 쓰인 id (vehicles[{first}]에 이미 있음)");
            fields.bad(
                Path::Key(&at, "id"),
                &found,
                &ko,
                &format!("an id of its own (vehicles[{first}] has it)"),
            );
        }
        fleet.list.push(vehicle);
    }
    fleet
}

fn vehicle(
    item: &Json,
    at: Path<'_>,
    dimensions: usize,
    places: &mut Places,
    profiles: &mut Vec<String>,
    fields: &mut Fields,
) -> Vehicle {
    let id = fields.id(item, at).unwrap_or(0);
    let name = fields.text(item, at, "profile").unwrap_or_else(|| PROFILE.to_owned());
    let profile = profiles.iter().position(|p| *p == name).unwrap_or_else(|| {
        profiles.push(name);
        profiles.len() - 1
    });
    let before = fields.problems.len();
    let start = places.of(item, at, ("start", "start_index"), fields);
    let end = places.of(item, at, ("end", "end_index"), fields);
    if start.is_none() && end.is_none() && fields.problems.len() == before {
        let keys = if places.by_index { ("start_index", "end_index") } else { ("start", "end") };
        let (ko, en) = (
            format!("{} 또는 {} (No start or end specified for vehicle {id}.)", keys.0, keys.1),
            format!("{} or {} (No start or end specified for vehicle {id}.)", keys.0, keys.1),
        );
        fields.bad(at, &"", &ko, &en);
    }
    let window = item.get("time_window").map(|w| fields.window(w, Path::Key(&at, "time_window")));
    Vehicle {
        id,
        description: fields.text(item, at, "description"),
        profile,
        start,
        end,
        capacity: fields.amounts(item, at, "capacity", dimensions),
        skills: fields.skills(item, at),
        kind: fields.text(item, at, "type"),
        window: window.flatten(),
        breaks: breaks(item, at, dimensions, fields),
        slowness_percent: slowness(item, at, fields),
        costs: costs(item, at, fields),
        max_tasks: fields.uint(item, at, "max_tasks", u64::MAX),
        max_travel_s: fields.uint32(item, at, "max_travel_time"),
        max_distance_m: fields.uint32(item, at, "max_distance"),
        steps: steps(item, at, fields),
    }
}

fn slowness(item: &Json, at: Path<'_>, fields: &mut Fields) -> u32 {
    let Some(value) = item.get("speed_factor") else { return 100 };
    match value.number().filter(|x| (MIN_SPEED..=MAX_SPEED).contains(x)) {
        Some(speed) => (100.0 / speed).round() as u32,
        None => {
            let path = Path::Key(&at, "speed_factor");
            fields.bad(
                path,
                value,
                "0보다 크고 5 이하인 수 (0.001 이상)",
                "a number above 0 and at most 5 (at least 0.001)",
            );
            100
        }
    }
}

fn costs(item: &Json, at: Path<'_>, fields: &mut Fields) -> Costs {
    let mut costs = Costs { fixed: 0, per_hour: 3600, per_task_hour: 0, per_km: 0 };
    let path = Path::Key(&at, "costs");
    match item.get("costs") {
        None => {}
        Some(found @ Json::Map(_)) => {
            fields.no_twins(found, path);
            costs.fixed = fields.uint32(found, path, "fixed").unwrap_or(0);
            costs.per_hour = fields.uint32(found, path, "per_hour").unwrap_or(3600);
            costs.per_task_hour = fields.uint32(found, path, "per_task_hour").unwrap_or(0);
            costs.per_km = fields.uint32(found, path, "per_km").unwrap_or(0);
        }
        Some(other) => fields.bad(path, other, "객체", "an object"),
    }
    costs
}

fn breaks(item: &Json, at: Path<'_>, dimensions: usize, fields: &mut Fields) -> Vec<Break> {
    let Some(list) = fields.array(item, at, "breaks") else { return Vec::new() };
    let path = Path::Key(&at, "breaks");
    let length = list.len().unwrap_or(0);
    if length > MAX_BREAKS {
        fields.bad(path, list, "휴식 30개 이하", "at most 30 breaks");
        return Vec::new();
    }
    let mut found: Vec<Break> = Vec::new();
    for i in 0..length {
        let Some(value) = list.item(i) else { continue };
        let at = Path::Item(&path, i);
        if !matches!(*value, Json::Map(_)) {
            fields.bad(at, &*value, "객체", "an object");
            continue;
        }
        fields.no_twins(&value, at);
        let Some(id) = fields.id(&value, at) else { continue };
        if found.iter().any(|b| b.id == id) {
            let text = format!("Duplicate break id: {id}.");
            fields.bad(
                Path::Key(&at, "id"),
                &text,
                "차량 안에서 한 번만 쓰인 id",
                "an id of its own for the vehicle",
            );
        }
        let max_load = value.get("max_load").map(|_| fields.amounts(&value, at, "max_load", dimensions));
        found.push(Break {
            id,
            description: fields.text(&value, at, "description"),
            windows: fields.windows(&value, at),
            service: fields.uint32(&value, at, "service").unwrap_or(0),
            max_load,
        });
    }
    // They are taken in this order, as VROOM does.
    found.sort_by_key(|b| b.windows.first().copied().unwrap_or((0, u32::MAX)));
    found
}

fn steps(item: &Json, at: Path<'_>, fields: &mut Fields) -> Vec<Step> {
    let Some(list) = fields.array(item, at, "steps") else { return Vec::new() };
    let path = Path::Key(&at, "steps");
    let mut found = Vec::new();
    for i in 0..list.len().unwrap_or(0) {
        let Some(value) = list.item(i) else { continue };
        let at = Path::Item(&path, i);
        let kind = match value.get("type") {
            Some(Json::Text(kind)) => kind.as_str(),
            _ => "",
        };
        let kind = match kind {
            "start" | "end" | "break" => continue,
            "job" => TaskKind::Job,
            "pickup" => TaskKind::Pickup,
            "delivery" => TaskKind::Delivery,
            _ => {
                let words = "start, job, pickup, delivery, break, end";
                fields.bad(Path::Key(&at, "type"), &*value, words, words);
                continue;
            }
        };
        found.extend(fields.id(&value, at).map(|id| Step { kind, id }));
    }
    found
}
