//! Why a task is left out: the one rule without which it would fit.
//!
//! The finished routes are looked at again with one rule lifted at a time; what lets the task in is the tightest reason.

use market_model::Text;

use super::ground::{Ground, NEVER};
use super::insert::Finder;
use super::recreate::Recreate;
use super::route::Route;
use super::solution::Solution;
use crate::pdptw::rng::Rng;

/// Why a task is not in the plan.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reason {
    /// `skills`, `capacity`, `time` or `limits` when no vehicle could ever; `full-capacity`, `full-time` or `full-limits`
    /// when none can any more beside the others; `together` when several rules at once are in the way.
    pub code: &'static str,
    /// In Korean and English.
    #[serde(flatten)]
    pub text: Text,
}

fn reason(code: &'static str, ko: &str, en: &str) -> Reason {
    Reason { code, text: Text::new(ko, en) }
}

/// A rule that can be lifted.
#[derive(Clone, Copy)]
enum Rule {
    Limits,
    Capacity,
    Time,
}

/// The problem without a rule.
fn without<'i>(ground: &Ground<'i>, rule: Rule) -> Ground<'i> {
    let mut free = ground.clone();
    for car in &mut free.cars {
        match rule {
            Rule::Limits => (car.max_tasks, car.max_travel, car.max_metres) = (usize::MAX, NEVER, NEVER),
            Rule::Capacity => car.capacity.fill(NEVER),
            Rule::Time => {
                (car.from, car.until) = (0, NEVER / 2);
                car.rests.clear();
                car.picky = false;
            }
        }
    }
    if matches!(rule, Rule::Time) {
        free.open_windows();
    }
    free
}

/// Whether some vehicle that `may` could take the request into its route.
fn fits(ground: &Ground<'_>, routes: &[Route], may: &[bool], request: usize) -> bool {
    let (mut finder, mut rng) = (Finder::new(0.0), Rng::new(0));
    let open = routes.iter().filter(|r| may[r.car]);
    open.clone().any(|r| finder.best(ground, r, request, i64::MAX, &mut rng).is_some())
}

/// Reasons of all requests that are left out, in their order.
pub(crate) fn reasons(ground: &Ground<'_>, recreate: &Recreate, solution: &Solution) -> Vec<(u32, Reason)> {
    let mut absent = solution.absent.clone();
    absent.sort_unstable();
    if absent.is_empty() {
        return Vec::new();
    }
    let rules = [Rule::Limits, Rule::Capacity, Rule::Time];
    let relaxed: Vec<(Rule, Ground<'_>, Vec<Route>, Vec<Route>)> = rules
        .into_iter()
        .map(|rule| {
            let free = without(ground, rule);
            let mut routes = solution.routes.clone();
            for route in &mut routes {
                route.refresh(&free);
            }
            let empties = free.sorts.iter().map(|&car| Route::empty(&free, car)).collect();
            (rule, free, routes, empties)
        })
        .collect();
    let told = absent.into_iter().map(|request| {
        let task = ground.requests[request as usize].task;
        let lacks: Vec<Vec<u32>> = ground.sorts.iter().map(|&car| ground.missing_skills(car, task)).collect();
        let may: Vec<bool> = ground.sort_of.iter().map(|&sort| lacks[sort].is_empty()).collect();
        if !may.contains(&true) {
            return (request, no_skills(&lacks));
        }
        let alone = !recreate.servable(request as usize);
        let able: Vec<bool> =
            (0..may.len()).map(|c| may[c] && (alone || recreate.fits(ground, c, request as usize))).collect();
        let found = relaxed.iter().find(|(_, free, routes, empties)| {
            fits(free, if alone { empties } else { routes }, &able, request as usize)
        });
        (request, tell(found.map(|f| f.0), alone))
    });
    told.collect()
}

fn no_skills(lacks: &[Vec<u32>]) -> Reason {
    let least = lacks.iter().min_by_key(|l| l.len()).cloned().unwrap_or_default();
    let list: Vec<String> = least.iter().map(ToString::to_string).collect();
    reason(
        "skills",
        &format!(
            "필요한 기술을 모두 가진 차량이 없습니다. 가장 가까운 차량에도 없는 기술: {}",
            list.join(", ")
        ),
        &format!("no vehicle has all the skills; the closest one lacks {}", list.join(", ")),
    )
}

fn tell(rule: Option<Rule>, alone: bool) -> Reason {
    match (rule, alone) {
        (Some(Rule::Limits), true) => {
            let en = "alone it already exceeds max_tasks, max_travel_time or max_distance of every vehicle";
            reason("limits", "이 작업 하나만으로 모든 차량의 작업 수·이동 시간·거리 한도를 넘습니다", en)
        }
        (Some(Rule::Capacity), true) => reason(
            "capacity",
            "어떤 차량의 용량에도 들어가지 않습니다",
            "it is larger than the capacity of every vehicle",
        ),
        (Some(Rule::Time), true) => {
            let en = "no vehicle can be there within its windows and be back in its hours, breaks included";
            reason("time", "시간대와 차량 근무 시간(휴식 포함) 안에 다녀올 수 있는 차량이 없습니다", en)
        }
        (Some(Rule::Limits), false) => {
            let en = "vehicles that could serve it have reached max_tasks, max_travel_time or max_distance";
            reason("full-limits", "맡을 수 있는 차량이 작업 수·이동 시간·거리 한도를 다 썼습니다", en)
        }
        (Some(Rule::Capacity), false) => reason(
            "full-capacity",
            "맡을 수 있는 차량에 남은 용량이 없습니다",
            "vehicles that could serve it are full",
        ),
        (Some(Rule::Time), false) => {
            let en = "vehicles that could serve it have no time left for it beside their other tasks";
            reason("full-time", "맡을 수 있는 차량이 다른 작업 때문에 시간을 낼 수 없습니다", en)
        }
        (None, _) => {
            let en = "several rules at once (time, load, limits) are in the way";
            reason("together", "시간·적재량·한도 중 둘 이상이 함께 막고 있습니다", en)
        }
    }
}
