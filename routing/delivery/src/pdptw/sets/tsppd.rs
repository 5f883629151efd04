//! Grubhub's one-courier set: TSPLIB with a lower triangle of costs, nodes `+0 -0 +1 -1 …`, no windows, no loads.

use market_model::Problem as Fault;

use super::lines::Faults;
use super::{Case, Measure};
use crate::pdptw::problem::{Matrix, Problem, Profile, Request, VehicleType, Visit};

/// Most nodes of a file.
const MOST: usize = 2_000;
/// No window: far beyond any tour.
const EVER: i64 = 1 << 45;

/// Reads a problem of the set.
///
/// # Errors
/// Everything that is wrong, with its line.
pub fn tsppd(text: &str) -> Result<Case, Vec<Fault>> {
    let mut faults = Faults::new();
    let (mut size, mut section) = (0_usize, "");
    let (mut cells, mut names): (Vec<u32>, Vec<String>) = (Vec::new(), Vec::new());
    for (line, text) in text.lines().enumerate().map(|(i, l)| (i + 1, l.trim())) {
        if text.is_empty() || text == "EOF" {
            continue;
        }
        if text.ends_with("_SECTION") || text.contains(':') {
            section = text;
            if let Some(value) = text.strip_prefix("DIMENSION").map(|v| v.trim_start_matches([' ', ':'])) {
                size = value.parse().ok().filter(|s| (4..=MOST).contains(s)).unwrap_or(0);
            }
            if text.starts_with("EDGE_WEIGHT_FORMAT") && !text.ends_with("LOWER_DIAG_ROW") {
                faults.add(line, "EDGE_WEIGHT_FORMAT", text, ("LOWER_DIAG_ROW", "LOWER_DIAG_ROW"));
            }
            continue;
        }
        match section {
            "EDGE_WEIGHT_SECTION" => read_cells(line, text, size, &mut cells, &mut faults),
            "NODE_COORD_SECTION" if names.len() < size => {
                names.extend(text.split_whitespace().next().map(str::to_owned));
            }
            _ => {}
        }
    }
    if size == 0 || !size.is_multiple_of(2) {
        faults.add(0, "DIMENSION", "", ("4에서 2,000의 짝수", "an even number from 4 to 2,000"));
    }
    let expected = (0..size / 2).flat_map(|i| [format!("+{i}"), format!("-{i}")]);
    if !names.iter().cloned().eq(expected) {
        faults.add(0, "NODE_COORD_SECTION", &names.join(" "), ("+0 -0 +1 -1 …", "+0 -0 +1 -1 …"));
    }
    if cells.len() != size * (size + 1) / 2 {
        faults.add(
            0,
            "EDGE_WEIGHT_SECTION",
            &cells.len().to_string(),
            ("아래 삼각형 전체", "the whole lower triangle"),
        );
    }
    let case = if faults.is_empty() { case(size, &cells, names) } else { None };
    faults.or(case)
}

fn read_cells(line: usize, text: &str, size: usize, cells: &mut Vec<u32>, faults: &mut Faults) {
    for word in text.split_whitespace() {
        match word.parse() {
            Ok(cell) if cells.len() < size * (size + 1) / 2 => cells.push(cell),
            _ => {
                return faults.add(
                    line,
                    "EDGE_WEIGHT_SECTION",
                    word,
                    ("0 이상의 정수", "whole numbers from 0"),
                );
            }
        }
    }
}

fn case(size: usize, triangle: &[u32], labels: Vec<String>) -> Option<Case> {
    let mut cells = vec![0; size * size];
    for a in 0..size {
        for b in 0..=a {
            let cell = *triangle.get(a * (a + 1) / 2 + b)?;
            cells[a * size + b] = cell;
            cells[b * size + a] = cell;
        }
    }
    let visit = |place| Visit { place, ready: 0, due: EVER, service: 0 };
    let request = |r: usize| Request {
        pickups: vec![visit(2 * r)],
        delivery: visit(2 * r + 1),
        load: vec![0],
        longest_aboard: None,
        prize: None,
    };
    let vehicle = VehicleType {
        count: 1,
        capacity: vec![0],
        from: 0,
        until: EVER,
        start: 0,
        end: Some(1),
        fixed_cost: 0,
        profile: 0,
    };
    let profile = Profile { time: Matrix::new(size, cells)?, cost: None };
    let requests = (1..size / 2).map(request).collect();
    let problem = Problem { requests, vehicles: vec![vehicle], profiles: vec![profile] };
    Some(Case { problem, labels, measure: Measure::Matrix })
}
