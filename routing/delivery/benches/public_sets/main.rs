//! The planner's core on the public sets, each plan checked: `cargo bench -p market_delivery -- --cpu-seconds 10 --share 4`.
//!
//! `--filter TEXT` takes the instances whose name holds the text, `--share N` every n-th, `--seed N` another chance,
//! `--objective distance` the distance alone.
//! `--made TASKS` takes made problems of that size instead, Li and Lim's classes and real streets ([`made`]).
//! Not told otherwise it takes every 8th instance for 2 seconds.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should stop")]

mod made;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cpu_time::ThreadTime;
use made::Shape;
use market_delivery::pdptw::sets::{self, Case};
use market_delivery::pdptw::{Budget, Objective, Options, Plan, solve};
use routing_oracle::pdptw as oracle;

/// What a vehicle counts in the hierarchical gap, in units of distance.
const VEHICLE: f64 = 2_000.0;

struct Args {
    cpu_seconds: f64,
    share: usize,
    filter: String,
    seed: u64,
    objective: Objective,
    made: Option<usize>,
}

fn main() {
    let args = args();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/routing");
    if !data.is_dir() {
        println!("skipped: {} is not there", data.display());
        return;
    }
    println!(
        "Li and Lim, {} CPU s, one thread, seed {}, {:?} objective, {}",
        args.cpu_seconds,
        args.seed,
        args.objective,
        machine()
    );
    if let Some(tasks) = args.made {
        return made_problems(&args, tasks, &data.join("networks/seoul_centre_drive.gr"));
    }
    lilim(&args, &data.join("lilim"));
    tsppd(&data.join("tsppd"));
}

fn args() -> Args {
    let words: Vec<String> = std::env::args().collect();
    let value = |name: &str| words.iter().position(|w| w == name).and_then(|i| words.get(i + 1)).cloned();
    let number = |name: &str, default: f64| value(name).map_or(default, |v| v.parse().unwrap());
    Args {
        cpu_seconds: number("--cpu-seconds", 2.0),
        share: number("--share", 8.0) as usize,
        filter: value("--filter").unwrap_or_default(),
        seed: number("--seed", 1.0) as u64,
        objective: match value("--objective").as_deref() {
            Some("distance") => Objective::Distance,
            _ => Objective::Fleet,
        },
        made: value("--made").map(|v| v.parse().unwrap()),
    }
}

fn machine() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|l| l.strip_prefix("model name")).unwrap_or(": unknown processor");
    format!(
        "{} × {}",
        std::thread::available_parallelism().map_or(1, usize::from),
        model.trim_start_matches([' ', '\t', ':'])
    )
}

/// Sums of one class of instances.
#[derive(Default)]
struct Class {
    runs: usize,
    at_best: usize,
    extra: i64,
    gap: f64,
    hierarchical: f64,
    cpu: f64,
}

fn lilim(args: &Args, folder: &Path) {
    let best = fs::read_to_string(folder.join("bks.csv")).unwrap();
    let best: BTreeMap<String, (i64, f64)> = best.lines().skip(1).map(record).collect();
    let mut files: Vec<PathBuf> = ["100", "200"]
        .iter()
        .flat_map(|size| fs::read_dir(folder.join(size)).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| name(path).contains(&args.filter))
        .collect();
    files.sort();
    let mut classes: BTreeMap<String, Class> = BTreeMap::new();
    println!("{:10} {:>14} {:>14} {:>9} {:>7}", "instance", "best known", "found", "gap", "CPU s");
    for path in files.iter().step_by(args.share.max(1)) {
        let name = name(path);
        let Some(&(vehicles, distance)) = best.get(&name) else { continue };
        let text = fs::read_to_string(path).unwrap();
        let (plan, case, cpu) = run(args, sets::lilim, &text);
        check(&oracle::lilim(&text).unwrap(), &case, &plan, &name);
        let (found, length) = (plan.routes.len() as i64, case.distance(&plan));
        let gap = if found == vehicles {
            format!("{:+.2} %", (length / distance - 1.0) * 100.0)
        } else {
            format!("{:+} veh", found - vehicles)
        };
        println!("{name:10} {vehicles:>4} / {distance:7.0} {found:>4} / {length:7.0} {gap:>9} {cpu:>7.2}");
        let size = if path.parent().is_some_and(|p| p.ends_with("100")) { 100 } else { 200 };
        let letters: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
        let kind = name.chars().nth(letters.len()).unwrap_or('?');
        for key in [format!("{size} {letters}{kind}"), format!("{size} all")] {
            let class = classes.entry(key).or_default();
            class.runs += 1;
            class.extra += (found - vehicles).max(0);
            class.at_best += usize::from(found == vehicles);
            class.gap += if found == vehicles { length / distance - 1.0 } else { 0.0 };
            let whole = |vehicles: i64, distance: f64| VEHICLE * vehicles as f64 + distance;
            class.hierarchical += whole(found, length) / whole(vehicles, distance) - 1.0;
            class.cpu += cpu;
        }
    }
    println!(
        "\n| class | runs | at best-known fleet | extra vehicles | mean distance gap there | mean hierarchical gap | mean CPU s |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (name, class) in &classes {
        let runs = class.runs as f64;
        println!(
            "| {name} | {} | {} | {} | {:+.2} % | {:+.2} % | {:.2} |",
            class.runs,
            class.at_best,
            class.extra,
            class.gap / (class.at_best.max(1) as f64) * 100.0,
            class.hierarchical / runs * 100.0,
            class.cpu / runs
        );
    }
}

/// Made problems: what is found beside the planted routes, which are an upper bound and not the best known.
fn made_problems(args: &Args, tasks: usize, streets: &Path) {
    let classes = [("c", Shape::Clustered), ("r", Shape::Random), ("rc", Shape::Mixed)];
    println!("{:10} {:>8} {:>8} {:>10} {:>7}", "made", "planted", "found", "distance", "CPU s");
    for ((letters, shape), long) in classes.into_iter().flat_map(|c| [(c, false), (c, true)]) {
        let class = made::Class { shape, long, tasks, windows: 40, seed: args.seed };
        let (text, planted) = made::lilim(class);
        let (plan, case, cpu) = run(args, sets::lilim, &text);
        let name = format!("{letters}{}", if long { 2 } else { 1 });
        check(&oracle::lilim(&text).unwrap(), &case, &plan, &name);
        let (found, length) = (plan.routes.len(), case.distance(&plan));
        println!("{name:10} {planted:>8} {found:>8} {length:>10.0} {cpu:>7.2}");
    }
    let streets = made::Streets::read(&fs::read_to_string(streets).unwrap());
    for wide in [false, true] {
        let text = made::sartori(&streets, tasks, wide, args.seed);
        let (plan, case, cpu) = run(args, sets::sartori, &text);
        let name = if wide { "roads 480" } else { "roads 240" };
        check(&oracle::sartori(&text).unwrap(), &case, &plan, name);
        let (found, length) = (plan.routes.len(), case.distance(&plan));
        println!("{name:10} {:>8} {found:>8} {length:>10.0} {cpu:>7.2}", "-");
    }
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().to_lowercase()
}

fn record(line: &str) -> (String, (i64, f64)) {
    let fields: Vec<&str> = line.split(',').collect();
    (fields[0].to_lowercase(), (fields[6].parse().unwrap(), fields[7].parse().unwrap()))
}

type Reader = fn(&str) -> Result<Case, Vec<market_model::Problem>>;

/// Solves within processor time; the plan, the problem and the seconds used.
fn run(args: &Args, read: Reader, text: &str) -> (Plan, Case, f64) {
    let started = ThreadTime::now();
    let case = read(text).unwrap();
    let mut clock = || started.elapsed().as_secs_f64() / args.cpu_seconds;
    let options = Options { objective: args.objective, seed: args.seed };
    let plan = solve(&case.problem, options, &mut Budget::clock(&mut clock)).unwrap();
    (plan, case, started.elapsed().as_secs_f64())
}

fn check(facts: &oracle::Facts, case: &Case, plan: &Plan, name: &str) {
    let inner = |r: &Vec<usize>| r[1..r.len() - 1].iter().map(|p| case.labels[*p].parse().unwrap()).collect();
    let routes: Vec<Vec<usize>> = case.places(plan).iter().map(inner).collect();
    let wrong = oracle::check(facts, &routes, plan.routes.len(), case.distance(plan));
    assert!(wrong.is_empty(), "{name}: {wrong:?}");
}

/// One courier: all proved, by number of pairs.
fn tsppd(folder: &Path) {
    let optima = fs::read_to_string(folder.join("optima.csv")).unwrap();
    let mut times: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    let mut wrong = 0;
    for line in optima.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let text =
            fs::read_to_string(folder.join("instances").join(fields[0]).with_extension("tsp")).unwrap();
        let started = ThreadTime::now();
        let case = sets::tsppd(&text).unwrap();
        let mut clock = || started.elapsed().as_secs_f64() / 60.0;
        let options = Options { objective: Objective::Distance, seed: 1 };
        let plan = solve(&case.problem, options, &mut Budget::clock(&mut clock)).unwrap();
        times.entry(fields[1].parse().unwrap()).or_default().push(started.elapsed().as_secs_f64() * 1e3);
        if !plan.proved || plan.cost != fields[2].parse::<i64>().unwrap() {
            wrong += 1;
            println!("{}: {} (proved: {}), known optimum {}", fields[0], plan.cost, plan.proved, fields[2]);
        }
    }
    println!("\nOne courier (Grubhub), {wrong} not proved or not equal to the known optimum");
    println!("| pairs | instances | mean CPU ms | longest |");
    println!("|---|---|---|---|");
    for (pairs, times) in times {
        let longest = times.iter().copied().fold(0.0, f64::max);
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        println!("| {pairs} | {} | {mean:.2} | {longest:.2} |", times.len());
    }
}
