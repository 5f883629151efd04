//! The problems of the public sets: where they are, what is known of the best plans, and what a plan measures.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use routing_oracle::pdptw::{self, Facts};

use super::args::{Args, Goal};

/// The short run, fleet first: the problems of up to 200 tasks for which the project has figures of seven planners.
const SHORT_FLEET: [&str; 8] =
    ["lc103", "lr108", "lr207", "lrc206", "lc2_2_8", "lr1_2_4", "lr2_2_6", "lrc1_2_5"];
/// The short run, distance alone: of those, the ones on which planners differ most.
const SHORT_DISTANCE: [&str; 4] = ["lr1_2_4", "lrc1_2_5", "lr2_2_6", "lrc206"];

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Li and Lim.
    LiLim,
    /// Sartori and Buriol.
    Sartori,
}

impl Format {
    /// The word on every command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::LiLim => "lilim",
            Self::Sartori => "sartori",
        }
    }

    /// Reads a file's text with the checker's reader; `None` when it is not of this format.
    #[must_use]
    pub fn facts(self, text: &str) -> Option<Facts> {
        match self {
            Self::LiLim => pdptw::lilim(text),
            Self::Sartori => pdptw::sartori(text),
        }
    }
}

/// Vehicles and distance of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Vehicles that drive.
    pub vehicles: usize,
    /// Distance in the set's unit, in double precision.
    pub distance: f64,
}

/// A problem.
#[derive(Debug)]
pub struct Instance {
    /// Name in small letters, without folder and ending.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// How it is written.
    pub format: Format,
    /// What the checker knows of it.
    pub facts: Facts,
    /// The best known plan, fleet first, where a list tells it.
    pub best: Option<Measure>,
}

/// The problems that are asked for, by name; what cannot be read is told and left out.
///
/// # Errors
/// When there are none.
pub fn wanted(args: &Args, goal: Goal) -> Result<Vec<Instance>, String> {
    let shared = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/routing/lilim"));
    let given = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let (lilim, sartori) = (given("JANGTEO_LILIM"), given("JANGTEO_SARTORI"));
    let others = lilim.is_some() || sartori.is_some();
    let mut folders: Vec<(PathBuf, Format)> = Vec::new();
    folders.extend(lilim.map(|f| (f, Format::LiLim)));
    folders.extend(sartori.map(|f| (f, Format::Sartori)));
    if folders.is_empty() {
        folders.push((shared.clone(), Format::LiLim));
    }
    let mut best = records(&shared);
    let mut files = Vec::new();
    for (folder, format) in folders {
        best.extend(records(&folder));
        let found = files_below(&folder);
        println!("{} files of the format {} in {}.", found.len(), format.word(), short(&folder));
        files.extend(found.into_iter().map(|path| (name(&path), path, format)));
    }
    files.sort();
    files.dedup_by(|a, b| a.0 == b.0);
    let chosen = args.full || args.share.is_some() || others;
    let in_short_run = |name: &String| match goal {
        Goal::Fleet => SHORT_FLEET.contains(&name.as_str()),
        Goal::Distance => SHORT_DISTANCE.contains(&name.as_str()),
    };
    files.retain(|(name, ..)| match &args.filter {
        Some(filter) => name.contains(&filter.to_lowercase()),
        None => chosen || in_short_run(name),
    });
    let files = files.into_iter().step_by(args.share.unwrap_or(1)).take(args.cases);
    let read = |(name, path, format)| read(name, path, format, &best);
    let instances: Vec<Instance> = files.filter_map(read).collect();
    if instances.is_empty() {
        return Err(format!("no problems are there; looked below {}", short(&shared)));
    }
    Ok(instances)
}

/// The last parts of a folder's name: what is above them is this machine's matter.
fn short(folder: &Path) -> String {
    let parts: Vec<_> = folder.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts[parts.len().saturating_sub(2)..].join("/")
}

fn name(path: &Path) -> String {
    path.file_stem().map(|s| s.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn read(name: String, path: PathBuf, format: Format, best: &BTreeMap<String, Measure>) -> Option<Instance> {
    let text = std::fs::read_to_string(&path).ok();
    let Some(facts) = text.and_then(|t| format.facts(&t)) else {
        println!("{name}: skipped, the checker cannot read it as {}.", format.word());
        return None;
    };
    let best = best.get(&name).copied();
    Some(Instance { name, path, format, facts, best })
}

/// Every `.txt` below a folder, two levels deep.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|e| e.path()).collect()
    };
    let mut out = Vec::new();
    for path in inside(folder) {
        if path.is_dir() {
            out.extend(inside(&path));
        } else {
            out.push(path);
        }
    }
    out.retain(|p| p.extension().is_some_and(|e| e == "txt") && p.is_file());
    out
}

/// The best known plans by a folder's `bks.csv` or `bks.dat`, their columns found by their heads.
fn records(folder: &Path) -> BTreeMap<String, Measure> {
    let lists = ["bks.csv", "bks.dat"].map(|f| std::fs::read_to_string(folder.join(f)).unwrap_or_default());
    lists.iter().flat_map(|text| list(text)).collect()
}

fn list(text: &str) -> Vec<(String, Measure)> {
    let mut lines = text.lines();
    let head = lines.next().unwrap_or_default();
    let mark = if head.contains(';') { ';' } else { ',' };
    let heads: Vec<&str> = head.split(mark).map(str::trim).collect();
    let column = |names: &[&str]| heads.iter().position(|h| names.contains(h));
    let (Some(name), Some(vehicles), Some(distance)) =
        (column(&["instance"]), column(&["bks_vehicles", "vehicles"]), column(&["bks_distance", "cost"]))
    else {
        return Vec::new();
    };
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(mark).map(str::trim).collect();
        let vehicles = cells.get(vehicles)?.parse().ok()?;
        let distance = cells.get(distance)?.parse().ok()?;
        Some((cells.get(name)?.to_lowercase(), Measure { vehicles, distance }))
    };
    lines.filter_map(row).collect()
}

/// Vehicles and distance of routes in the set's numbers, as the set counts them; `None` when a number is unknown.
/// O(stops · stops of the problem).
#[must_use]
pub fn measure(facts: &Facts, routes: &[Vec<usize>]) -> Option<Measure> {
    let leg = |a: usize, b: usize| match facts.legs.get(a) {
        Some(row) => row.get(b).copied(),
        None => {
            let (a, b) = (facts.stops[a].at, facts.stops[b].at);
            Some((a.0 - b.0).hypot(a.1 - b.1))
        }
    };
    let mut distance = 0.0;
    for route in routes {
        let mut here = 0;
        for id in route {
            let next = facts.stops.iter().position(|s| s.id == *id)?;
            distance += leg(here, next)?;
            here = next;
        }
        distance += leg(here, 0)?;
    }
    Some(Measure { vehicles: routes.iter().filter(|r| !r.is_empty()).count(), distance })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LILIM: &str = "2 10 1\n0 0 0 0 0 100 0 0 0\n1 3 4 5 0 90 1 0 2\n2 6 8 -5 0 90 1 1 0\n";

    #[test]
    fn lists_of_records_of_both_sets_are_read() {
        let shared = "instance,size,tasks,requests,fleet,capacity,bks_vehicles,bks_distance,bks_by\n\
                      LC101,100,106,53,25,200,10,828.9369,Li&Lim\n";
        let other = "instance;size;vehicles;cost;reference;date\nbar-n100-1;100;6;732;R;06-apr-23\n";
        assert_eq!(list(shared), [("lc101".to_owned(), Measure { vehicles: 10, distance: 828.9369 })]);
        assert_eq!(list(other), [("bar-n100-1".to_owned(), Measure { vehicles: 6, distance: 732.0 })]);
        assert_eq!(list("no heads\n1,2,3\n"), []);
    }

    #[test]
    fn a_plan_measures_what_the_checker_measures() {
        let facts = pdptw::lilim(LILIM).unwrap();
        let routes = [vec![1, 2]];
        let found = measure(&facts, &routes).unwrap();
        assert_eq!(found, Measure { vehicles: 1, distance: 20.0 });
        assert_eq!(pdptw::check(&facts, &routes, found.vehicles, found.distance), Vec::<String>::new());
        assert_eq!(measure(&facts, &[vec![7]]), None);
    }
}
