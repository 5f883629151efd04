//! The set of Sartori and Buriol 2020: real roads, whole minutes, a matrix of travel times.
//!
//! A header of `NAME: value` lines, `NODES` (`id lat lon demand etw ltw service pickup delivery`), `EDGES` (the matrix), `EOF`.

use market_model::Problem as Fault;

use super::lines::{Faults, whole};
use super::{Case, Measure};
use crate::pdptw::problem::{MAX_PLACES, Matrix, Problem, Profile, Request, VehicleType, Visit};

struct Head {
    size: usize,
    capacity: i64,
    /// Longest route, when it is named.
    route_time: Option<i64>,
}

/// Reads a problem of Sartori and Buriol.
///
/// # Errors
/// Everything that is wrong, with its line.
pub fn sartori(text: &str) -> Result<Case, Vec<Fault>> {
    let mut faults = Faults::new();
    let mut lines = text.lines().enumerate().map(|(i, l)| (i + 1, l.trim())).filter(|(_, l)| !l.is_empty());
    let Some(head) = head(&mut lines, &mut faults) else { return faults.or(None) };
    let mut rows = Vec::with_capacity(head.size);
    for (line, text) in lines.by_ref() {
        if text == "EDGES" {
            break;
        }
        if rows.len() == head.size {
            faults.add(line, "NODES", text, ("SIZE만큼의 줄", "as many lines as SIZE says"));
            break;
        }
        // Coordinates are not needed: the matrix has the times.
        let rest: Vec<&str> = text.split_whitespace().collect();
        let kept = rest.iter().enumerate().filter(|(i, _)| *i != 1 && *i != 2).map(|(_, w)| *w);
        let kept = kept.collect::<Vec<_>>().join(" ");
        if let Some(n) = whole::<7>(line, &kept, "node", &mut faults) {
            rows.push((line, n));
        }
    }
    if rows.len() != head.size {
        faults.add(0, "NODES", &rows.len().to_string(), ("SIZE만큼의 줄", "as many lines as SIZE says"));
    }
    if !faults.is_empty() {
        return faults.or(None);
    }
    let cells = cells(&mut lines, head.size, &mut faults);
    let requests = requests(&rows, &mut faults);
    let case = case(&head, &rows, requests, cells, &mut faults);
    faults.or(case)
}

fn head<'a>(lines: &mut impl Iterator<Item = (usize, &'a str)>, faults: &mut Faults) -> Option<Head> {
    let (mut size, mut capacity, mut route_time) = (None, None, None);
    for (line, text) in lines {
        if text == "NODES" {
            break;
        }
        let Some((key, value)) = text.split_once(':') else {
            faults.add(line, "header", text, ("이름: 값", "NAME: value"));
            return None;
        };
        let slot = match key.trim() {
            "SIZE" => &mut size,
            "CAPACITY" => &mut capacity,
            "ROUTE-TIME" => &mut route_time,
            _ => continue,
        };
        *slot = whole::<1>(line, value, key.trim(), faults).map(|n| n[0]);
    }
    let size = size.and_then(|s| usize::try_from(s).ok()).filter(|s| (1..=MAX_PLACES).contains(s));
    if size.is_none() {
        faults.add(0, "SIZE", "", ("1에서 6,000", "1 to 6,000"));
    }
    if capacity.is_none() {
        faults.add(0, "CAPACITY", "", ("차량의 용량", "what a vehicle holds"));
    }
    Some(Head { size: size?, capacity: capacity?, route_time })
}

fn cells<'a>(
    lines: &mut impl Iterator<Item = (usize, &'a str)>,
    size: usize,
    faults: &mut Faults,
) -> Vec<u32> {
    let mut cells = Vec::with_capacity(size * size);
    for (line, text) in lines {
        if text == "EOF" {
            break;
        }
        for word in text.split_whitespace() {
            match word.parse() {
                Ok(cell) if cells.len() < size * size => cells.push(cell),
                _ => {
                    faults.add(
                        line,
                        "EDGES",
                        word,
                        ("SIZE × SIZE개의 0 이상 정수", "SIZE × SIZE whole numbers from 0"),
                    );
                    return cells;
                }
            }
        }
    }
    if cells.len() != size * size {
        faults.add(0, "EDGES", &cells.len().to_string(), ("SIZE × SIZE개", "SIZE × SIZE numbers"));
    }
    cells
}

fn requests(rows: &[(usize, [i64; 7])], faults: &mut Faults) -> Vec<Request> {
    let mut requests = Vec::new();
    let visit = |place: usize| {
        let [_, _, ready, due, service, _, _] = rows[place].1;
        Visit { place, ready, due, service }
    };
    for (i, (line, [id, demand, _, _, _, pickup, delivery])) in rows.iter().enumerate() {
        let path = format!("node {id}");
        if usize::try_from(*id) != Ok(i) {
            faults.add(*line, &path, &id.to_string(), ("0부터 차례로", "numbers from 0 in order"));
        }
        if i == 0 {
            continue;
        }
        let other = if *delivery != 0 { *delivery } else { *pickup };
        let other = usize::try_from(other).ok().filter(|&o| o > 0 && o < rows.len() && o != i);
        let agrees = other.is_some_and(|o| {
            let [_, load, _, _, _, p, d] = rows[o].1;
            (if *delivery != 0 { p } else { d }) == *id
                && load == -demand
                && (*delivery == 0) != (*pickup == 0)
        });
        let Some(other) = other.filter(|_| agrees) else {
            faults.add(
                *line,
                &path,
                &format!("{pickup} {delivery}"),
                ("서로 짝이며 양이 같은 지점", "a pair that names it, of the same load"),
            );
            continue;
        };
        if *delivery != 0 {
            let (pickups, delivery) = (vec![visit(i)], visit(other));
            requests.push(Request {
                pickups,
                delivery,
                load: vec![*demand],
                longest_aboard: None,
                prize: None,
            });
        }
    }
    requests
}

fn case(
    head: &Head,
    rows: &[(usize, [i64; 7])],
    requests: Vec<Request>,
    cells: Vec<u32>,
    faults: &mut Faults,
) -> Option<Case> {
    let time = Matrix::new(head.size, cells)?;
    let [_, _, from, until, _, _, _] = rows.first()?.1;
    let until = head.route_time.map_or(until, |t| until.min(from + t));
    let vehicle = VehicleType {
        count: requests.len().max(1),
        capacity: vec![head.capacity],
        from,
        until,
        start: 0,
        end: Some(0),
        fixed_cost: 0,
        profile: 0,
    };
    let problem = Problem { requests, vehicles: vec![vehicle], profiles: vec![Profile { time, cost: None }] };
    faults.extend(problem.faults());
    let labels = rows.iter().map(|r| r.1[0].to_string()).collect();
    Some(Case { problem, labels, measure: Measure::Matrix })
}
