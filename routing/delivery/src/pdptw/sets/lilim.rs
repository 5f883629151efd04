//! Li and Lim's set: `fleet capacity speed`, then `id x y demand ready due service pickup delivery`, the depot first.
//!
//! Distance and time are Euclidean in double precision. Here they are whole numbers, rounded up,
//! so that a plan that is in time here is in time there.

use std::collections::BTreeMap;

use market_model::Problem as Fault;

use super::lines::{Faults, whole};
use super::{Case, Measure, euclid};
use crate::pdptw::problem::{MAX_PLACES, Matrix, Problem, Profile, Request, VehicleType, Visit};

/// Finest unit of distance.
const UNITS: f64 = 1e6;

struct Row {
    line: usize,
    id: i64,
    x: i64,
    y: i64,
    demand: i64,
    ready: i64,
    due: i64,
    service: i64,
    pickup: i64,
    delivery: i64,
}

/// Reads a problem of Li and Lim.
///
/// # Errors
/// Everything that is wrong, with its line.
pub fn lilim(text: &str) -> Result<Case, Vec<Fault>> {
    let mut faults = Faults::new();
    let mut lines = text.lines().enumerate().map(|(i, l)| (i + 1, l.trim())).filter(|(_, l)| !l.is_empty());
    let (line, first) = lines.next().unwrap_or((1, ""));
    let Some([fleet, capacity]) = whole::<2>(line, first, "fleet capacity", &mut faults) else {
        return faults.or(None);
    };
    let mut rows = Vec::new();
    for (line, text) in lines {
        if rows.len() > MAX_PLACES {
            faults.add(line, "stops", "", ("6,000곳까지", "at most 6,000 stops"));
            break;
        }
        if let Some(n) = whole::<9>(line, text, "stop", &mut faults) {
            rows.push(Row {
                line,
                id: n[0],
                x: n[1],
                y: n[2],
                demand: n[3],
                ready: n[4],
                due: n[5],
                service: n[6],
                pickup: n[7],
                delivery: n[8],
            });
        }
    }
    if rows.is_empty() {
        faults.add(0, "stops", "", ("창고 한 줄과 지점들", "a depot and stops"));
    }
    if !faults.is_empty() {
        return faults.or(None);
    }
    let units = units_of(&rows);
    let requests = requests(&rows, units, &mut faults);
    let case = case(&rows, (fleet, capacity), units, requests, &mut faults);
    faults.or(case)
}

/// Units of distance so that the longest leg fits.
fn units_of(rows: &[Row]) -> f64 {
    let span = |f: fn(&Row) -> i64| {
        let (low, high) = (rows.iter().map(f).min(), rows.iter().map(f).max());
        (high.unwrap_or(0) - low.unwrap_or(0)) as f64
    };
    let longest =
        span(|r| r.x).hypot(span(|r| r.y)).max(rows.iter().map(|r| r.service).max().unwrap_or(0) as f64);
    let mut units = UNITS;
    while longest * units > 4e9 && units > 1e-6 {
        units /= 10.0;
    }
    units
}

fn visit(rows: &[Row], place: usize, units: f64) -> Visit {
    let row = &rows[place];
    let scaled = |v: i64| (v as f64 * units) as i64;
    Visit { place, ready: scaled(row.ready), due: scaled(row.due), service: scaled(row.service) }
}

fn requests(rows: &[Row], units: f64, faults: &mut Faults) -> Vec<Request> {
    let mut index = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        if index.insert(row.id, i).is_some() {
            faults.add(row.line, "id", &row.id.to_string(), ("한 번만 쓰는 번호", "a number used once"));
        }
    }
    let mut requests = Vec::new();
    for (i, row) in rows.iter().enumerate().skip(1) {
        let path = format!("stop {}", row.id);
        let other = if row.delivery != 0 { row.delivery } else { row.pickup };
        let pair = index.get(&other).filter(|&&o| o > 0 && o != i).map(|&o| (o, &rows[o]));
        let Some((o, pair)) = pair.filter(|_| (row.delivery == 0) != (row.pickup == 0)) else {
            let found = format!("{} {}", row.pickup, row.delivery);
            faults.add(
                row.line,
                &path,
                &found,
                ("수령 또는 배달의 짝", "the number of its pickup or of its delivery"),
            );
            continue;
        };
        let back = if row.delivery == 0 { pair.delivery } else { pair.pickup };
        if back != row.id || pair.demand.checked_neg() != Some(row.demand) {
            faults.add(
                row.line,
                &path,
                &pair.id.to_string(),
                ("서로 짝이며 양이 같은 지점", "a pair that names it, of the same load"),
            );
        }
        if row.ready > row.due || row.service < 0 || (row.delivery != 0 && row.demand < 0) {
            faults.add(
                row.line,
                &path,
                "",
                ("올바른 시간대와 양", "a window that ends after it begins, no negative load or service"),
            );
        }
        if row.delivery != 0 {
            let (pickups, delivery) = (vec![visit(rows, i, units)], visit(rows, o, units));
            requests.push(Request {
                pickups,
                delivery,
                load: vec![row.demand],
                longest_aboard: None,
                prize: None,
            });
        }
    }
    requests
}

fn case(
    rows: &[Row],
    (fleet, capacity): (i64, i64),
    units: f64,
    requests: Vec<Request>,
    faults: &mut Faults,
) -> Option<Case> {
    let at: Vec<(f64, f64)> = rows.iter().map(|r| (r.x as f64, r.y as f64)).collect();
    let mut cells = Vec::with_capacity(at.len() * at.len());
    for &a in &at {
        cells.extend(at.iter().map(|&b| (euclid(a, b) * units).ceil() as u32));
    }
    let time = Matrix::new(at.len(), cells)?;
    let depot = visit(rows, 0, units);
    let vehicle = VehicleType {
        count: usize::try_from(fleet).unwrap_or(0),
        capacity: vec![capacity],
        from: depot.ready,
        until: depot.due,
        start: 0,
        end: Some(0),
        fixed_cost: 0,
        profile: 0,
    };
    let problem = Problem { requests, vehicles: vec![vehicle], profiles: vec![Profile { time, cost: None }] };
    faults.extend(problem.faults());
    Some(Case {
        problem,
        labels: rows.iter().map(|r| r.id.to_string()).collect(),
        measure: Measure::Euclid(at),
    })
}
