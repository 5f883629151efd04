//! Travel times, distances and costs by profile: given as matrices, or reckoned by great circle where there are none.
//!
//! A great circle is no road: its length is multiplied by a factor of detour, its first 10 km are driven at a speed of
//! towns and the rest faster, both by profile, and a warning in the answer says so. The mean of ways in cities over the straight line is 1.3 to 1.4 in most studies; 1.3 is used.

use std::collections::BTreeSet;

use market_model::Text;

use super::fields::{Fields, Path};
use super::input::{Input, Profile};
use super::json::Json;
use super::read::{Places, Routing};

/// The code of problems that lack nothing but travel times.
pub(crate) const NO_ROUTING: &str = "vroom-no-routing";
/// Most places of a matrix.
const MAX_PLACES: usize = 12_000;
/// Most entries of all matrices together.
const MAX_ENTRIES: usize = 160_000_000;
/// Ways over the straight line.
const DETOUR: f64 = 1.3;
/// The first metres of a way, which are driven at the slower speed of towns.
const NEAR_M: f64 = 10_000.0;
/// The mean radius of the earth, in metres.
const EARTH_M: f64 = 6_371_008.8;

/// What matrices are read from.
pub(crate) struct Source<'a> {
    /// The problem.
    pub(crate) document: &'a Json,
    /// What to do without matrices.
    pub(crate) routing: Routing,
    /// Names of the profiles that are used.
    pub(crate) names: &'a [String],
    /// All places.
    pub(crate) places: &'a Places,
}

/// Whether the problem comes with matrices.
pub(crate) fn given(document: &Json) -> bool {
    document.get("matrix").is_some()
        || matches!(document.get("matrices"), Some(Json::Map(m)) if !m.is_empty())
}

/// Kilometres an hour of a profile by its name, near and far; unknown names move as cars do.
fn speeds_kmh(profile: &str) -> (f64, f64) {
    let is = |words: &[&str]| words.iter().any(|w| profile.contains(w));
    if is(&["foot", "walk", "pedestrian", "wheel"]) {
        (4.5, 4.5)
    } else if is(&["bike", "bicycle", "cycl"]) && !is(&["motor"]) {
        (14.0, 14.0)
    } else if is(&["truck", "hgv"]) {
        (25.0, 60.0)
    } else {
        (30.0, 70.0)
    }
}

/// Reads or reckons the matrices of all profiles that are used.
pub(crate) fn read(from: &Source<'_>, input: &mut Input, fields: &mut Fields) {
    let root = Path::Root;
    let matrices = Path::Key(&root, "matrices");
    match from.document.get("matrices") {
        None | Some(Json::Map(_)) => {}
        Some(other) => {
            fields.bad(matrices, other, "프로필별 행렬을 담은 객체", "an object of matrices by profile");
        }
    }
    let mut size = from.places.at.len();
    if from.places.by_index {
        let old = from.document.get("matrix").filter(|_| from.document.get("matrices").is_none());
        let first = old.or_else(|| {
            from.names.iter().find_map(|n| {
                let one = from.document.get("matrices")?.get(n)?;
                one.get("durations").or_else(|| one.get("costs")).or_else(|| one.get("distances"))
            })
        });
        let largest = from.places.largest.as_ref().map_or(0, |(most, _)| *most as usize + 1);
        size = first.and_then(Json::len).unwrap_or(largest);
    }
    let entries = size.saturating_mul(size).saturating_mul(2 * from.names.len());
    if size > MAX_PLACES || entries > MAX_ENTRIES {
        let (ko, en) = (
            format!("장소 {MAX_PLACES}곳 이하, 행렬 전체 {MAX_ENTRIES}칸 이하"),
            format!("at most {MAX_PLACES} places and {MAX_ENTRIES} entries of all matrices"),
        );
        fields.note("vroom-too-many", matrices, &size, &ko, &en);
        return;
    }
    if let Some((most, path)) = from.places.largest.as_ref().filter(|(most, _)| *most as usize >= size) {
        let ko = format!("{size}보다 작은 번호");
        let en = format!("an index below {size}, the rows of the matrices");
        fields.bad(Path::Key(&root, path), most, &ko, &en);
    }
    input.places = size;
    for (index, name) in from.names.iter().enumerate() {
        let own = from.document.get("matrices").and_then(|m| m.get(name));
        let old = from.document.get("matrix").filter(|_| own.is_none());
        let path = Path::Key(&matrices, name);
        let found = match (own, old) {
            (Some(own), _) => profile(name, own, path, size, fields),
            (None, Some(old)) => {
                let durations = matrix(old, Path::Key(&root, "matrix"), size, fields);
                Some(bare(name, durations))
            }
            (None, None) => None,
        };
        let found = found.or_else(|| reckon(from, index, size, input, fields));
        input.profiles.extend(found);
    }
    if input.profiles.len() == from.names.len() && !fields.any() {
        consistent(input, fields);
    }
}

fn bare(name: &str, durations: Vec<u32>) -> Profile {
    Profile { name: name.to_owned(), durations, distances: None, costs: None }
}

/// The matrices of one profile; none when it has no durations, which are then reckoned.
fn profile(name: &str, own: &Json, path: Path<'_>, size: usize, fields: &mut Fields) -> Option<Profile> {
    if !matches!(own, Json::Map(_)) {
        fields.bad(path, own, "durations 등을 담은 객체", "an object with durations");
        return Some(bare(name, Vec::new()));
    }
    fields.no_twins(own, path);
    let mut read = |key: &str| own.get(key).map(|m| matrix(m, Path::Key(&path, key), size, fields));
    let (durations, distances, costs) = (read("durations"), read("distances"), read("costs"));
    if let Some(durations) = durations {
        return Some(Profile { distances, costs, ..bare(name, durations) });
    }
    if distances.is_some() {
        let found = format!("Custom matrix provided for distances but not for durations for {name} profile.");
        fields.bad(path, &found, "durations도 함께", "durations beside the distances");
        return Some(bare(name, Vec::new()));
    }
    if costs.is_some() {
        fields.bad(
            path,
            &"costs",
            "durations 행렬",
            "a matrix of durations, without which windows cannot be kept",
        );
        return Some(bare(name, Vec::new()));
    }
    None
}

fn matrix(value: &Json, path: Path<'_>, size: usize, fields: &mut Fields) -> Vec<u32> {
    let rows = match value {
        Json::List(rows) => rows.as_slice(),
        _ => &[],
    };
    if rows.is_empty() || rows.len() != size {
        let (ko, en) =
            (format!("{size}행의 정사각 행렬"), format!("a square matrix of {} rows", size.max(1)));
        fields.bad(path, value, &ko, &en);
        return Vec::new();
    }
    let mut all = Vec::with_capacity(size * size);
    for (i, row) in rows.iter().enumerate() {
        let at = Path::Item(&path, i);
        match row {
            Json::Uints(row) if row.len() == size => all.extend_from_slice(row),
            Json::List(row) if row.len() == size => hole(row, at, fields),
            other => {
                let found = other.len().map_or_else(|| other.to_string(), |n| format!("{n} entries"));
                let (ko, en) = (format!("값 {size}개의 행"), format!("a row of {size} entries"));
                fields.bad(at, &found, &ko, &en);
            }
        }
    }
    all
}

/// Tells the entries that are no whole numbers below 2³².
fn hole(row: &[Json], at: Path<'_>, fields: &mut Fields) {
    for (j, entry) in row.iter().enumerate() {
        if entry.uint().is_none_or(|n| n > u64::from(u32::MAX)) {
            fields.bad(Path::Item(&at, j), entry, "0 이상 4294967295 이하 정수", "a whole number below 2^32");
        }
    }
}

/// Matrices by great circle, from coordinates.
fn reckon(
    from: &Source<'_>,
    index: usize,
    size: usize,
    input: &mut Input,
    fields: &mut Fields,
) -> Option<Profile> {
    let name = &from.names[index];
    let path = Path::Key(&Path::Key(&Path::Root, "matrices"), name);
    if from.routing == Routing::None {
        fields.note(
            NO_ROUTING,
            path,
            &"",
            "이 프로필의 행렬 (경로 서버가 없습니다)",
            "matrices of this profile: there is no routing engine here",
        );
        return None;
    }
    let used: BTreeSet<u32> = input
        .tasks
        .iter()
        .map(|t| t.place.index)
        .chain(input.vehicles.iter().flat_map(|v| [&v.start, &v.end]).flatten().map(|p| p.index))
        // An index beyond the matrices has been told.
        .filter(|i| (*i as usize) < size)
        .collect();
    let mut at = vec![[f64::NAN; 2]; size];
    for i in used {
        match from.places.at.get(&i) {
            Some(place) => at[i as usize] = *place,
            None => {
                let (ko, en) = (format!("{i}번 장소의 좌표"), format!("coordinates of place {i}"));
                fields.bad(path, &"Missing coordinates for routing engine.", &ko, &en);
                return None;
            }
        }
    }
    let (near, far) = speeds_kmh(name);
    let metres = |a: [f64; 2], b: [f64; 2]| if a == b { 0.0 } else { great_circle_m(a, b) * DETOUR };
    let (mut durations, mut distances) = (Vec::with_capacity(size * size), Vec::with_capacity(size * size));
    for a in &at {
        for b in &at {
            let way = metres(*a, *b);
            let seconds = way.min(NEAR_M) / (near / 3.6) + (way - NEAR_M).max(0.0) / (far / 3.6);
            durations.push(seconds.round() as u32);
            distances.push(way.round() as u32);
        }
    }
    input.warnings.push(Text::new(
        format!("프로필 {name}: 행렬이 없어 직선거리의 {DETOUR}배를 처음 10km는 시속 {near}km, 나머지는 시속 {far}km로 간다고 보았습니다. 실제 도로 시간이 아닙니다."),
        format!("profile {name}: there is no matrix, so {DETOUR} times the great circle is taken, 10 km at {near} km/h and the rest at {far} km/h. These are no times of roads."),
    ));
    Some(Profile { distances: Some(distances), ..bare(name, durations) })
}

/// The length of a great circle in metres, by the haversine formula; arguments are longitude and latitude in degrees.
fn great_circle_m(a: [f64; 2], b: [f64; 2]) -> f64 {
    let half = |x: f64| market_model::math::sin(x.to_radians() / 2.0).powi(2);
    let cos = |x: f64| market_model::math::cos(x.to_radians());
    let h = half(b[1] - a[1]) + cos(a[1]) * cos(b[1]) * half(b[0] - a[0]);
    let root = h.clamp(0.0, 1.0).sqrt();
    2.0 * EARTH_M * market_model::math::atan2(root, (1.0 - h.clamp(0.0, 1.0)).sqrt())
}

/// What vehicles ask of the matrices of their profiles.
fn consistent(input: &Input, fields: &mut Fields) {
    let root = Path::Root;
    let list = Path::Key(&root, "vehicles");
    for (i, vehicle) in input.vehicles.iter().enumerate() {
        let at = Path::Item(&list, i);
        let profile = &input.profiles[vehicle.profile];
        let costs = Path::Key(&at, "costs");
        if profile.costs.is_some() {
            let (ko, en) = ("costs 행렬과 함께 쓰지 않음", "no such cost beside a matrix of costs");
            if vehicle.costs.per_hour != 3600 {
                let found = "Custom costs are incompatible with using a per_hour value.";
                fields.bad(Path::Key(&costs, "per_hour"), &found, ko, en);
            }
            if vehicle.costs.per_km != 0 {
                let found = "Custom costs are incompatible with using a per_km value.";
                fields.bad(Path::Key(&costs, "per_km"), &found, ko, en);
            }
        }
        if profile.distances.is_none() {
            let found = format!("Missing distances matrix for {} profile.", profile.name);
            let (ko, en) = ("이 프로필의 distances 행렬", "a matrix of distances for this profile");
            if vehicle.costs.per_km != 0 && profile.costs.is_none() {
                fields.bad(Path::Key(&costs, "per_km"), &found, ko, en);
            }
            if vehicle.max_distance_m.is_some() {
                fields.bad(Path::Key(&at, "max_distance"), &found, ko, en);
            }
        }
    }
}
