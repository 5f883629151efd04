//! The solution that the steps of vehicles describe, from which VROOM, too, begins its search.

use std::collections::BTreeMap;

use market_model::{Problem, Text};

use super::ground::{Ground, NOWHERE};
use super::input::TaskKind;
use super::solution::Solution;

/// The solution of all `steps`; empty when there are none.
///
/// # Errors
/// Every step that cannot be and every route that breaks a rule.
pub(crate) fn start(ground: &Ground<'_>) -> Result<Solution, Vec<Problem>> {
    let mut solution = Solution::empty(ground);
    if ground.input.vehicles.iter().all(|v| v.steps.is_empty()) {
        return Ok(solution);
    }
    let tasks = ground.input.tasks.iter().enumerate();
    let by_id: BTreeMap<(TaskKind, u64), usize> = tasks.map(|(i, t)| ((t.kind, t.id), i)).collect();
    let mut problems = Vec::new();
    let mut bad = |path: String, found: String, ko: &str, en: &str| {
        problems.push(Problem::error("vroom-steps", path, found, Text::new(ko, en)));
    };
    for (car, vehicle) in ground.input.vehicles.iter().enumerate() {
        let path = format!("vehicles[{car}].steps");
        let mut tasks = Vec::new();
        for step in &vehicle.steps {
            let Some(&task) = by_id.get(&(step.kind, step.id)) else {
                let found =
                    format!("Invalid {} id {} for vehicle {}.", step.kind.name(), step.id, vehicle.id);
                bad(path.clone(), found, "있는 작업의 id", "the id of a task");
                continue;
            };
            let request = ground.request_of[task] as usize;
            let (kind, of) = (step.kind, solution.route_of[request]);
            let follows = kind == TaskKind::Delivery && tasks.last().is_some() && of == car as u32;
            if tasks.contains(&(task as u32)) || !(follows || (kind != TaskKind::Delivery && of == NOWHERE)) {
                let found = format!("{} {}", kind.name(), step.id);
                bad(
                    path.clone(),
                    found,
                    "한 번만, 수령 뒤에 배달",
                    "each task once, a delivery after its pickup",
                );
                continue;
            }
            if !ground.missing_skills(car, task as u32).is_empty() {
                let found = format!("{} {}", kind.name(), step.id);
                bad(
                    path.clone(),
                    found,
                    "차량이 가진 기술로 되는 작업",
                    "a task whose skills the vehicle has",
                );
            }
            solution.route_of[request] = car as u32;
            tasks.push(task as u32);
        }
        for &task in &tasks {
            let asked = ground.requests[ground.request_of[task as usize] as usize];
            if asked.pair && !tasks.contains(&(asked.task + 1)) {
                let found = format!("Invalid shipment in route for vehicle {}.", vehicle.id);
                bad(path.clone(), found, "수령과 배달 모두", "pickup and delivery both");
            }
        }
        let route = &mut solution.routes[car];
        route.tasks = tasks;
        route.refresh(ground);
        if !route.possible(ground) {
            let found = format!("route of vehicle {}", vehicle.id);
            let ko = "시간대·적재량·한도를 지키는 경로";
            bad(path, found, ko, "a route that keeps windows, loads, breaks and limits");
        }
        if !route.tasks.is_empty() {
            solution.used.push(car as u32);
        }
    }
    let served = &solution.route_of;
    solution.absent.retain(|&r| served[r as usize] == NOWHERE);
    if problems.is_empty() { Ok(solution) } else { Err(problems) }
}
